// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package readiness decides from a resource's conditions whether it is ready, and
// what is wrong with it when it is not.
package readiness

import (
	"regexp"
	"strings"
)

// Types of conditions that every managed resource has.
// https://docs.crossplane.io/latest/managed-resources/managed-resources/#conditions
const (
	TypeReady  = "Ready"
	TypeSynced = "Synced"
)

// StatusTrue and StatusFalse are the statuses of a condition that is known.
const (
	StatusTrue  = "True"
	StatusFalse = "False"
)

// Reasons that a managed resource gives.
const (
	// ReasonCreating is the reason of a Ready condition while the cloud works
	// on it.
	ReasonCreating = "Creating"

	// ReasonUnobserved is our reason for a resource that has no conditions
	// yet.
	ReasonUnobserved = "Unobserved"
)

// A Condition of a resource.
type Condition struct {
	Type    string `json:"type"`
	Status  string `json:"status"`
	Reason  string `json:"reason"`
	Message string `json:"message"`
}

// Of finds the condition of a type.
func Of(conditions []Condition, t string) (Condition, bool) {
	for _, c := range conditions {
		if c.Type == t {
			return c, true
		}
	}
	return Condition{}, false
}

// Ready says whether a resource with the supplied conditions is ready.
func Ready(conditions []Condition) bool {
	c, ok := Of(conditions, TypeReady)
	return ok && c.Status == StatusTrue
}

// A Problem is why a resource is not ready, or why its last change failed.
type Problem struct {
	Reason  string
	Message string

	// Failing is true when the cloud or the provider reported an error, and
	// false when it is only a matter of time.
	Failing bool
}

// ProblemOf returns what is wrong with a resource. A resource whose last change
// was refused has a problem even while it is ready. An error of the provider says
// more than the resource's being unready, and therefore comes first.
func ProblemOf(conditions []Condition) (Problem, bool) {
	if c, ok := Of(conditions, TypeSynced); ok && c.Status == StatusFalse {
		return Problem{Reason: c.Reason, Message: stable(c.Message), Failing: true}, true
	}
	c, ok := Of(conditions, TypeReady)
	if !ok {
		return Problem{Reason: ReasonUnobserved, Message: "the provider has not looked at it yet"}, true
	}
	if c.Status == StatusTrue {
		return Problem{}, false
	}
	return Problem{Reason: c.Reason, Message: stable(c.Message), Failing: c.Reason != ReasonCreating}, true
}

// requestID matches what is different in every error of a cloud: the id of the
// request that failed, and a time.
var requestID = regexp.MustCompile(`(?i)\b((?:request|correlation|trace|operation)[ _-]?id"?[:=]? *"?)[0-9a-z][0-9a-z-]{7,}|\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z?`)

// maxMessage is how much of a message is repeated. Clouds can be talkative, and
// every claim keeps its message in the control plane's database.
const maxMessage = 1024

// stable returns a message that says the same every time the same thing goes
// wrong, so that repeating it does not change the claim's status.
func stable(message string) string {
	message = requestID.ReplaceAllString(message, "${1}...")
	if len(message) <= maxMessage {
		return message
	}
	return strings.ToValidUTF8(message[:maxMessage], "") + "..."
}
