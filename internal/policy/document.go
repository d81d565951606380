// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package policy writes down who may do what, in the words of each cloud: policy
// documents and ARNs of AWS, scopes and role names of Azure, and roles, members and
// conditions of GCP. Everything is typed, renders to the same bytes each time, and is
// checked against the grammar and the limits of its cloud before the cloud sees it.
package policy

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"slices"
)

// version of the policy language on AWS. Variables and more work in no other.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
const version = "2012-10-17"

// An Effect of a statement.
type Effect string

// Effects.
const (
	Allow Effect = "Allow"
	Deny  Effect = "Deny"
)

// Anything matches every action, every resource or everybody.
const Anything = "*"

// A Document is a policy of AWS.
type Document struct {
	Statements []Statement
}

// A Statement allows or denies actions. Lists are sets: their order means nothing.
type Statement struct {
	// SID tells the statement apart within its document. It may be empty.
	SID string

	// Effect of the statement. Empty means Allow.
	Effect Effect

	// Principals that the statement is about. Policies of identities have none,
	// policies of resources and of trust must have some.
	Principals Principals

	// Actions that the statement is about, for example s3:GetObject.
	Actions []string

	// Resources that the statement is about. Policies of trust have none.
	Resources []string

	// Conditions that must all be met.
	Conditions []Condition
}

// Principals say who a statement is about.
type Principals struct {
	// AWS principals: ARNs of accounts, roles and users, or Anything.
	AWS []string

	// Services of AWS, for example ec2.amazonaws.com.
	Services []string

	// Federated principals: ARNs of OIDC providers.
	Federated []string
}

// IsZero says whether there are no principals.
func (p Principals) IsZero() bool {
	return len(p.AWS) == 0 && len(p.Services) == 0 && len(p.Federated) == 0
}

// A Condition compares a key of the request with values, one of which must match.
type Condition struct {
	// Test is the operator, for example StringEquals.
	Test string

	// Key that is tested, for example aws:SourceArn.
	Key string

	// Values to compare with.
	Values []string
}

// String returns the document as JSON: without white space, which the limits of AWS
// do not count and which makes differences; with every list sorted; and with a single
// value instead of a list of one, as AWS itself prints it.
func (d Document) String() string {
	var b writer
	b.open('{')
	b.field("Version", []string{version})
	b.key("Statement")
	b.open('[')
	for _, s := range d.Statements {
		b.item()
		b.statement(s)
	}
	b.close(']')
	b.close('}')
	return b.out.String()
}

// Size is what counts towards the limits of AWS: every character that is not white
// space. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
func (d Document) Size() int {
	n := 0
	for _, r := range d.String() {
		if r != ' ' && r != '\t' && r != '\n' && r != '\r' {
			n++
		}
	}
	return n
}

// A writer writes JSON in an order of its own.
type writer struct {
	out bytes.Buffer

	// started says for each level whether it has an item already.
	started []bool
}

func (w *writer) open(c byte) {
	w.out.WriteByte(c)
	w.started = append(w.started, false)
}

func (w *writer) close(c byte) {
	w.out.WriteByte(c)
	w.started = w.started[:len(w.started)-1]
}

// item starts another item of the level.
func (w *writer) item() {
	last := len(w.started) - 1
	if w.started[last] {
		w.out.WriteByte(',')
	}
	w.started[last] = true
}

func (w *writer) key(name string) {
	w.item()
	w.quote(name)
	w.out.WriteByte(':')
}

// field writes a set of values, or nothing if it is empty.
func (w *writer) field(name string, values []string) {
	values = set(values)
	if len(values) == 0 {
		return
	}
	w.key(name)
	if len(values) == 1 {
		w.quote(values[0])
		return
	}
	w.open('[')
	for _, v := range values {
		w.item()
		w.quote(v)
	}
	w.close(']')
}

func (w *writer) statement(s Statement) {
	w.open('{')
	if s.SID != "" {
		w.field("Sid", []string{s.SID})
	}
	w.field("Effect", []string{string(cmp.Or(s.Effect, Allow))})
	w.principals(s.Principals)
	w.field("Action", s.Actions)
	w.field("Resource", s.Resources)
	w.conditions(s.Conditions)
	w.close('}')
}

// principals of a statement. Everybody has a form of its own.
func (w *writer) principals(p Principals) {
	if p.IsZero() {
		return
	}
	if slices.Contains(p.AWS, Anything) {
		w.field("Principal", []string{Anything})
		return
	}
	w.key("Principal")
	w.open('{')
	w.field("AWS", p.AWS)
	w.field("Federated", p.Federated)
	w.field("Service", p.Services)
	w.close('}')
}

// conditions of a statement, by operator and key. Values of the same operator and key
// belong together.
func (w *writer) conditions(conditions []Condition) {
	if len(conditions) == 0 {
		return
	}
	tests := make(map[string]map[string][]string)
	for _, c := range conditions {
		if tests[c.Test] == nil {
			tests[c.Test] = make(map[string][]string)
		}
		tests[c.Test][c.Key] = append(tests[c.Test][c.Key], c.Values...)
	}
	w.key("Condition")
	w.open('{')
	for _, test := range slices.Sorted(maps.Keys(tests)) {
		w.key(test)
		w.open('{')
		for _, key := range slices.Sorted(maps.Keys(tests[test])) {
			w.field(key, tests[test][key])
		}
		w.close('}')
	}
	w.close('}')
}

// quote writes a JSON string as it is: nothing of it needs to be safe within HTML, and
// what is escaped would count six times.
func (w *writer) quote(s string) {
	e := json.NewEncoder(&w.out)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) //nolint:errchkjson // Strings always encode, followed by a line break.
	w.out.Truncate(w.out.Len() - 1)
}

// set returns the values sorted, each once.
func set(values []string) []string {
	out := slices.Sorted(slices.Values(values))
	return slices.Compact(out)
}
