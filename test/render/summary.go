// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package render

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/crossplane/function-sdk-go/errors"
)

// Summary of what became of a claim, for a person to read.
func Summary(claim *unstructured.Unstructured, res Result, err error) string {
	out := &strings.Builder{}
	fmt.Fprintf(out, "%s %s", claim.GetKind(), nameOf(claim))
	var refused *RefusedError
	if errors.As(err, &refused) {
		fmt.Fprintf(out, " is refused:\n  %s\n", strings.ReplaceAll(refused.Message, "\n", "\n  "))
		return out.String()
	}
	if err != nil {
		fmt.Fprintf(out, " cannot be rendered:\n  %v\n", err)
		return out.String()
	}
	fmt.Fprintf(out, " becomes on %s in %s (environment %s, Composition %s):\n",
		or(str(res.Composite, "status", "provider"), "an undecided cloud"), or(str(res.Composite, "status", "region"), "an undecided region"),
		or(str(res.Composite, "status", "environment"), "unknown"), res.Composition)
	for _, line := range kinds(res.Composed) {
		fmt.Fprintf(out, "  %s\n", line)
	}
	fmt.Fprintf(out, "  %s, %s.\n", count(len(res.Composed), "resource"), or(strings.ToLower(str(res.Composite, "status", "phase")), "in no phase"))
	for _, line := range slices.Concat(waiting(res.Composite), blocking(res.Composite), results(res.Results)) {
		fmt.Fprintf(out, "  %s\n", line)
	}
	return out.String()
}

func nameOf(claim *unstructured.Unstructured) string {
	return or(claim.GetNamespace(), defaultNamespace) + "/" + claim.GetName()
}

func or(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return s
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// kinds counts the composed resources of each kind.
func kinds(us []*unstructured.Unstructured) []string {
	counts := map[string]int{}
	for _, u := range us {
		counts[u.GetKind()]++
	}
	out := make([]string, 0, len(counts))
	for _, kind := range slices.Sorted(maps.Keys(counts)) {
		out = append(out, fmt.Sprintf("%4d %s", counts[kind], kind))
	}
	return out
}

// waiting says which resources are not there yet, grouped by what they wait for.
func waiting(composite *unstructured.Unstructured) []string {
	groups := map[string][]string{}
	items, _, _ := unstructured.NestedSlice(composite.Object, "status", "waiting")
	for _, i := range items {
		item, _ := i.(map[string]any)
		resource, _, _ := unstructured.NestedString(item, "resource")
		reasons, _, _ := unstructured.NestedStringSlice(item, "for")
		reason := strings.Join(reasons, ", ")
		groups[reason] = append(groups[reason], resource)
	}
	out := make([]string, 0, len(groups))
	for _, reason := range slices.Sorted(maps.Keys(groups)) {
		out = append(out, fmt.Sprintf("waits (%s): %s", reason, few(groups[reason])))
	}
	return out
}

// maxNames is how many resources are named before the rest is counted.
const maxNames = 4

func few(names []string) string {
	if len(names) <= maxNames {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:maxNames], ", "), len(names)-maxNames)
}

// blocking says which resources are there and not ready, and why.
func blocking(composite *unstructured.Unstructured) []string {
	items, _, _ := unstructured.NestedSlice(composite.Object, "status", "blocking")
	out := make([]string, 0, len(items))
	for _, i := range items {
		item, _ := i.(map[string]any)
		resource, _, _ := unstructured.NestedString(item, "resource")
		message, _, _ := unstructured.NestedString(item, "message")
		reason, _, _ := unstructured.NestedString(item, "reason")
		out = append(out, fmt.Sprintf("not ready: %s: %s", resource, or(message, or(reason, "no reason given"))))
	}
	return out
}

// results are what the function has to say.
func results(us []*unstructured.Unstructured) []string {
	out := make([]string, 0, len(us))
	for _, u := range us {
		severity := strings.TrimPrefix(str(u, "severity"), "SEVERITY_")
		out = append(out, strings.ToLower(severity)+": "+str(u, "message"))
	}
	return out
}
