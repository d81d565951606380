// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package schema

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/template"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"

	"github.com/hyperscalar/hyperscalar/test/apis"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

// A value is a claim that is created with some parameters.
type value struct {
	Reason     string         `json:"reason"`
	Parameters map[string]any `json:"parameters"`
	Want       []string       `json:"want"`
}

// A change is one of the parameters of a claim.
type change struct {
	Reason string         `json:"reason"`
	Status string         `json:"status"`
	From   map[string]any `json:"from"`
	To     map[string]any `json:"to"`
	Want   []string       `json:"want"`
}

// changes of an API, and what is recorded of the claims that are changed.
type changes struct {
	Statuses map[string]map[string]any `json:"statuses"`
	Cases    map[string]change         `json:"cases"`
}

// An admission of a claim: of one that is created, or of one that is changed.
type admission struct {
	// name of the case, and why it is one.
	name, reason string

	// status of the claim that is changed. Nil for one that is created.
	status map[string]any

	// from which parameters to which. From is nil for a claim that is created.
	from, to map[string]any

	// want is why it is refused.
	want []string
}

// apply the parameters, and return why they are refused.
func (a admission) apply(t *testing.T, s server) []string {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	if a.from == nil {
		return s.create(ctx, s.object(t, a.to, a.status))
	}
	return s.update(ctx, s.object(t, a.to, a.status), s.object(t, a.from, a.status))
}

// testdata reads a file of an API's testdata.
func testdata(t *testing.T, api, file string) []byte {
	t.Helper()
	path, err := repo.Path("apis", api, "testdata", file)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// cases of an API: everything of its values.yaml and its changes.yaml, sorted.
func cases(t *testing.T, api string) []admission {
	t.Helper()
	var out []admission
	values := map[string]value{}
	if err := yaml.UnmarshalStrict(testdata(t, api, "values.yaml"), &values); err != nil {
		t.Fatalf("values.yaml of %s: %v", api, err)
	}
	for name, v := range values {
		out = append(out, admission{name: "values/" + name, reason: v.Reason, to: v.Parameters, want: v.Want})
	}
	var c changes
	if err := yaml.UnmarshalStrict(testdata(t, api, "changes.yaml"), &c); err != nil {
		t.Fatalf("changes.yaml of %s: %v", api, err)
	}
	for name, v := range c.Cases {
		status, ok := c.Statuses[v.Status]
		if !ok {
			t.Errorf("changes.yaml of %s: %s: there is no status %q", api, name, v.Status)
		}
		from := v.From
		if from == nil {
			from = map[string]any{}
		}
		out = append(out, admission{name: "changes/" + name, reason: v.Reason, status: status, from: from, to: v.To, want: v.Want})
	}
	slices.SortFunc(out, func(a, b admission) int { return strings.Compare(a.name, b.name) })
	return out
}

// TestCases creates and changes a claim of each case, as a claim, as the composite of
// one, and as a native composite.
func TestCases(t *testing.T) {
	t.Parallel()
	for _, api := range apis.Names() {
		for _, s := range servedBy(t, api) {
			srv := newServer(t, s.crd)
			for _, tc := range cases(t, api) {
				t.Run(api+"/"+tc.name+"/"+s.as, func(t *testing.T) {
					t.Parallel()
					if tc.reason == "" {
						t.Error("it does not say why it is a case")
					}
					if diff := cmp.Diff(tc.want, tc.apply(t, srv)); diff != "" {
						t.Errorf("%s\n%v to %v with %v: -want, +got:\n%s", tc.reason, tc.from, tc.to, tc.status, diff)
					}
				})
			}
		}
	}
}

// TestStatusesAreKnown fails for a status that no claim could have, because then its
// cases prove nothing.
func TestStatusesAreKnown(t *testing.T) {
	t.Parallel()
	for _, api := range apis.Names() {
		var c changes
		if err := yaml.UnmarshalStrict(testdata(t, api, "changes.yaml"), &c); err != nil {
			t.Fatal(err)
		}
		used := map[string]bool{}
		for _, v := range c.Cases {
			used[v.Status] = true
		}
		for _, name := range slices.Sorted(maps.Keys(c.Statuses)) {
			if !used[name] {
				t.Errorf("%s: no case has the status %q", api, name)
			}
		}
	}
}

// TestLargest creates the claim whose rules cost most: it has everything that the
// schema permits, as often as it does.
func TestLargest(t *testing.T) {
	t.Parallel()
	for _, api := range apis.Names() {
		for _, s := range servedBy(t, api) {
			t.Run(api+"/"+s.as, func(t *testing.T) {
				t.Parallel()
				srv := newServer(t, s.crd)
				obj := srv.object(t, largest(t, api), nil)
				for _, text := range srv.create(t.Context(), obj) {
					t.Error(text)
				}
				checkCost(t, srv, obj)
			})
		}
	}
}

// largest are the parameters of the largest claim.
func largest(t *testing.T, api string) map[string]any {
	t.Helper()
	tmpl, err := template.New(api).Option("missingkey=error").Funcs(template.FuncMap{
		"unique": unique,
		"repeat": strings.Repeat,
		"add":    func(a, b int) int { return a + b },
		"mul":    func(a, b int) int { return a * b },
	}).Parse(string(testdata(t, api, "largest.yaml.tmpl")))
	if err != nil {
		t.Fatal(err)
	}
	b := &bytes.Buffer{}
	if err := tmpl.Execute(b, nil); err != nil {
		t.Fatal(err)
	}
	out := map[string]any{}
	if err := yaml.UnmarshalStrict(b.Bytes(), &out); err != nil {
		t.Fatalf("%v\n%s", err, b)
	}
	return out
}

// unique returns a name of the supplied length.
func unique(prefix string, i, length int) string {
	name := prefix + "-" + strconv.Itoa(i) + "-"
	return name + strings.Repeat("x", length-len(name))
}

// asJSON formats a part of an object.
func asJSON(t *testing.T, v map[string]any) string {
	t.Helper()
	if v == nil {
		return "{}"
	}
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
