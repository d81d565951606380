// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package status says how a claim is doing, in words for the developer who applied
// it: a phase for the whole, a condition for each of its components, and a message
// for what was refused.
package status

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/managed"
)

// TypeAccepted is the condition that says whether a claim was understood and lies
// within its guardrails.
const TypeAccepted = "Accepted"

// suffixReady ends the type of the condition of a component.
const suffixReady = "Ready"

// Reasons of conditions.
const (
	// ReasonAccepted claims are served.
	ReasonAccepted = "Accepted"

	// ReasonRefused claims are not served until they are corrected.
	ReasonRefused = "Refused"

	// ReasonAvailable components are ready.
	ReasonAvailable = "Available"

	// ReasonUnready components have resources that are not ready.
	ReasonUnready = "Unready"

	// ReasonCreating components have resources that were asked for just now.
	ReasonCreating = "Creating"

	// ReasonWaiting components have resources that do not exist yet.
	ReasonWaiting = "Waiting"

	// ReasonNotUsed components are not part of the claim.
	ReasonNotUsed = "NotUsed"
)

// maxNamed is how many resources the message of a condition names.
const maxNamed = 3

// maxMessage is how long the message of a refused claim may be. A message is stored
// with the claim, and a claim can be wrong in many places.
const maxMessage = 4096

// A Condition of a claim.
type Condition struct {
	Type    string
	True    bool
	Reason  string
	Message string
}

// Accepted is the condition of a claim that is served.
func Accepted() Condition {
	return Condition{Type: TypeAccepted, True: true, Reason: ReasonAccepted}
}

// Refused is the condition of a claim that is not served.
func Refused(message string) Condition {
	return Condition{Type: TypeAccepted, Reason: ReasonRefused, Message: message}
}

// TypeOf the condition of a component.
func TypeOf(c managed.Component) string { return string(c) + suffixReady }

// OfComponent is the condition of a component, from those of its resources that
// were asked for just now, that are not ready, and that must not exist yet.
func OfComponent(c managed.Component, creating []string, unready []platform.BlockingResource, waiting []platform.WaitingResource) Condition {
	parts := make([]string, 0, len(unready)+len(waiting)+1)
	for _, b := range unready {
		parts = append(parts, describe(b))
	}
	if len(creating) > 0 {
		parts = append(parts, "creating "+summarise(creating, ", "))
	}
	for _, w := range waiting {
		parts = append(parts, w.Resource+" waits ("+strings.Join(w.For, ", ")+")")
	}
	if len(parts) == 0 {
		return Condition{Type: TypeOf(c), True: true, Reason: ReasonAvailable}
	}
	return Condition{Type: TypeOf(c), Reason: reasonOf(len(unready), len(creating)), Message: summarise(parts, "; ")}
}

func reasonOf(unready, creating int) string {
	if unready > 0 {
		return ReasonUnready
	}
	if creating > 0 {
		return ReasonCreating
	}
	return ReasonWaiting
}

// NotUsed is the condition of a component that is not part of the claim any more.
func NotUsed(c managed.Component) Condition {
	return Condition{Type: TypeOf(c), True: true, Reason: ReasonNotUsed, Message: "The claim does not ask for it"}
}

func describe(b platform.BlockingResource) string {
	if b.Message == "" {
		return fmt.Sprintf("%s (%s): %s", b.Resource, b.Kind, b.Reason)
	}
	return fmt.Sprintf("%s (%s): %s", b.Resource, b.Kind, b.Message)
}

func summarise(parts []string, separator string) string {
	if len(parts) <= maxNamed {
		return strings.Join(parts, separator)
	}
	return strings.Join(parts[:maxNamed], separator) + separator + "and " + strconv.Itoa(len(parts)-maxNamed) + " more"
}

// Phase of a claim, from the phase that it was in, whether everything is ready,
// whether something that exists blocks, and whether what blocks will not pass by
// itself.
func Phase(before platform.Phase, ready, blocked, failing bool) platform.Phase {
	if ready && !blocked {
		return platform.PhaseReady
	}
	if before == "" || before == platform.PhaseProvisioning {
		return platform.PhaseProvisioning
	}
	if failing {
		return platform.PhaseDegraded
	}
	return platform.PhaseUpdating
}

// Message of a list of errors. It is the same whatever order they were found in.
func Message(errs field.ErrorList) string {
	messages := make([]string, 0, len(errs))
	for _, err := range errs {
		if m := err.Error(); !slices.Contains(messages, m) {
			messages = append(messages, m)
		}
	}
	slices.Sort(messages)
	joined := strings.Join(messages, "; ")
	if len(joined) <= maxMessage {
		return joined
	}
	return strings.ToValidUTF8(joined[:maxMessage], "") + "..."
}
