// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package review says what a change of claims does to managed resources, so that it can
// be reviewed before it is merged.
package review

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/render"
)

// A Side of a comparison: claims, and the environments that they are in.
type Side struct {
	Claims   []*unstructured.Unstructured
	Required []*unstructured.Unstructured
}

// A Change of one claim.
type Change struct {
	// Claim is its kind, namespace and name.
	Claim string

	// Refused says why it is refused, if it is.
	Refused string

	// Lines of what happens to its resources, sorted.
	Added, Removed, Changed []string
}

// isEmpty says whether nothing happens.
func (c Change) isEmpty() bool {
	return c.Refused == "" && len(c.Added)+len(c.Removed)+len(c.Changed) == 0
}

// A rendered claim: its resources by their keys, or why it is refused.
type rendered struct {
	resources map[string]*unstructured.Unstructured
	refused   string
	result    *render.Result
}

// Compare what two sides become. The claims of both are rendered as if everything that
// they ask for had been created, and those that exist are changed: what cannot be done to
// what exists is refused here too. It returns the changes, and what is composed in the end.
func Compare(ctx context.Context, r *render.Renderer, f flavour.Flavour, before, after Side) ([]Change, []*unstructured.Unstructured, error) {
	old, _, err := all(ctx, r, f, before, nil)
	if err != nil {
		return nil, nil, errors.Wrap(err, "cannot render what was there before")
	}
	now, us, err := all(ctx, r, f, after, old)
	if err != nil {
		return nil, nil, errors.Wrap(err, "cannot render what there will be")
	}
	return compare(old, now), us, nil
}

// all claims of a side, by their names, and everything that is composed. Some of them
// exist already.
func all(ctx context.Context, r *render.Renderer, f flavour.Flavour, s Side, has map[string]rendered) (map[string]rendered, []*unstructured.Unstructured, error) {
	out := make(map[string]rendered, len(s.Claims))
	var us []*unstructured.Unstructured
	for i, c := range s.Claims {
		res, err := settle(ctx, r, render.Input{Flavour: f, Claim: c, Required: r.Others(ctx, f, s.Claims, i, s.Required)}, has[nameOf(c)].result)
		var refused *render.RefusedError
		if errors.As(err, &refused) {
			out[nameOf(c)] = rendered{refused: refused.Message}
			continue
		}
		if err != nil {
			return nil, nil, errors.Wrapf(err, "cannot render %s", nameOf(c))
		}
		resources := make(map[string]*unstructured.Unstructured, len(res.Composed))
		for _, u := range res.Composed {
			resources[render.Key(u)] = u
		}
		out[nameOf(c)] = rendered{resources: resources, result: &res}
		us = append(us, res.Composed...)
	}
	return out, us, nil
}

func nameOf(c *unstructured.Unstructured) string {
	return c.GetKind() + " " + c.GetNamespace() + "/" + c.GetName()
}

// compare the claims of two sides. Those that nothing happens to are left out.
func compare(old, now map[string]rendered) []Change {
	names := slices.Sorted(maps.Keys(old))
	for name := range now {
		if _, had := old[name]; !had {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var out []Change
	for _, name := range names {
		if c := change(name, old[name], now[name]); !c.isEmpty() {
			out = append(out, c)
		}
	}
	return out
}

func change(claim string, old, now rendered) Change {
	out := Change{Claim: claim, Refused: now.refused}
	if now.refused != "" {
		// A claim that is refused changes nothing.
		return out
	}
	for _, key := range slices.Sorted(maps.Keys(now.resources)) {
		u := now.resources[key]
		had, exists := old.resources[key]
		switch {
		case !exists:
			out.Added = append(out.Added, describe(key, u))
		case had.GroupVersionKind().GroupKind() != u.GroupVersionKind().GroupKind():
			out.Removed = append(out.Removed, describe(key, had))
			out.Added = append(out.Added, describe(key, u))
		default:
			for _, line := range fields("", plain(had), plain(u)) {
				out.Changed = append(out.Changed, describe(key, u)+": "+line)
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(old.resources)) {
		if _, stays := now.resources[key]; !stays {
			out.Removed = append(out.Removed, describe(key, old.resources[key]))
		}
	}
	return out
}

func describe(key string, u *unstructured.Unstructured) string {
	return u.GetKind() + " " + key
}

// plain is what somebody decides about a resource.
func plain(u *unstructured.Unstructured) map[string]any {
	spec, _, _ := unstructured.NestedMap(u.Object, "spec")
	out := map[string]any{"spec": spec}
	if name := u.GetAnnotations()[annotationExternalName]; name != "" {
		out["name"] = name
	}
	return out
}

// fields that differ between two values, each with its path.
func fields(path string, a, b any) []string {
	if reflect.DeepEqual(a, b) {
		return nil
	}
	old, isMap := a.(map[string]any)
	now, stays := b.(map[string]any)
	if !isMap || !stays {
		return []string{fmt.Sprintf("%s: %s -> %s", path, text(a), text(b))}
	}
	keys := map[string]bool{}
	for k := range old {
		keys[k] = true
	}
	for k := range now {
		keys[k] = true
	}
	var out []string
	for _, k := range slices.Sorted(maps.Keys(keys)) {
		out = append(out, fields(strings.TrimPrefix(path+"."+k, "."), old[k], now[k])...)
	}
	return out
}

// text of a value, no longer than a line.
func text(v any) string {
	const most = 120
	if v == nil {
		return "nothing"
	}
	s := strings.ReplaceAll(fmt.Sprint(v), "\n", " ")
	if len(s) > most {
		s = s[:most] + "..."
	}
	return s
}

// Refused counts the claims that are refused.
func Refused(changes []Change) int {
	n := 0
	for _, c := range changes {
		if c.Refused != "" {
			n++
		}
	}
	return n
}

// Marker starts every review, so that a later one finds it.
const Marker = "<!-- hyperscalar review -->"

// Markdown of changes, for a comment on a pull request.
func Markdown(changes []Change) string {
	out := &strings.Builder{}
	fmt.Fprintln(out, Marker)
	if len(changes) == 0 {
		fmt.Fprintln(out, "No managed resource changes.")
		return out.String()
	}
	added, changed, removed := 0, 0, 0
	for _, c := range changes {
		added, changed, removed = added+len(c.Added), changed+len(c.Changed), removed+len(c.Removed)
	}
	fmt.Fprintf(out, "**%d to add, %d fields to change, %d to remove, %d claims refused.**\n", added, changed, removed, Refused(changes))
	for _, c := range changes {
		fmt.Fprintf(out, "\n### %s\n", c.Claim)
		if c.Refused != "" {
			fmt.Fprintf(out, "\nRefused, so that nothing changes:\n\n```\n%s\n```\n", fenced(c.Refused))
			continue
		}
		fmt.Fprintln(out, "\n```diff")
		for _, l := range [...]struct {
			sign  string
			lines []string
		}{{"-", c.Removed}, {"!", c.Changed}, {"+", c.Added}} {
			for _, line := range l.lines {
				fmt.Fprintf(out, "%s %s\n", l.sign, fenced(line))
			}
		}
		fmt.Fprintln(out, "```")
	}
	return out.String()
}

// fenced text does not end the fence that it is in.
func fenced(s string) string { return strings.ReplaceAll(s, "```", "'''") }
