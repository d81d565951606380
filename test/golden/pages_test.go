// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package golden

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/hyperscalar/hyperscalar/test/render"
)

// A page tells what a step of a journey has changed.
type page struct {
	// Title says which step it is, and why.
	Title string `json:"-"`

	// Refused is what the developer is told who asked for it.
	Refused string `json:"refused,omitempty"`

	// Status has the fields that are shown, by their paths.
	Status map[string]string `json:"status,omitempty"`

	// Warnings for the developer.
	Warnings []string `json:"warnings,omitempty"`

	// Composed is the number of resources, which are listed where they are new or
	// gone, or were changed.
	Composed int                          `json:"composed,omitempty"`
	New      []string                     `json:"new,omitempty"`
	Gone     []string                     `json:"gone,omitempty"`
	Changed  map[string]map[string]string `json:"changed,omitempty"`
}

// tell what has changed between two renderings of a claim. Everything is new in the
// first one, and goes without saying.
func tell(s step, before, after render.Result, show []string) page {
	out := page{Title: s.title(), Composed: len(after.Composed), Changed: map[string]map[string]string{}}
	was, is := shown(before.Composite, show), shown(after.Composite, show)
	out.Status = difference(was, is)
	for _, r := range after.Results {
		m, _, _ := unstructured.NestedString(r.Object, "message")
		out.Warnings = append(out.Warnings, fromStep.ReplaceAllString(m, ""))
	}
	if before.Composite == nil {
		return out
	}
	had := byKey(before.Composed)
	for _, u := range after.Composed {
		key := render.Key(u)
		old, ok := had[key]
		if !ok {
			out.New = append(out.New, key)
			continue
		}
		if d := difference(leaves(old.Object["spec"]), leaves(u.Object["spec"])); len(d) > 0 {
			out.Changed[key] = d
		}
		delete(had, key)
	}
	for key := range had {
		out.Gone = append(out.Gone, key)
	}
	slices.Sort(out.Gone)
	return out
}

// fromStep is what Crossplane puts before each message of a function.
var fromStep = regexp.MustCompile(`^Pipeline step "[^"]+": `)

func byKey(composed []*unstructured.Unstructured) map[string]*unstructured.Unstructured {
	out := make(map[string]*unstructured.Unstructured, len(composed))
	for _, u := range composed {
		out[render.Key(u)] = u
	}
	return out
}

// shown are the leaves of some fields of a status.
func shown(composite *unstructured.Unstructured, show []string) map[string]string {
	if composite == nil {
		return nil
	}
	status := map[string]any{}
	for _, field := range show {
		if v, ok, _ := unstructured.NestedFieldNoCopy(composite.Object, "status", field); ok {
			status[field] = v
		}
	}
	return leaves(status)
}

// leaves of a value, by their paths.
func leaves(v any) map[string]string {
	out := map[string]string{}
	collect("", v, out)
	return out
}

func collect(path string, v any, into map[string]string) {
	switch v := v.(type) {
	case map[string]any:
		for k, child := range v {
			collect(join(path, k), child, into)
		}
	case []any:
		if !slices.ContainsFunc(v, isObject) {
			into[path] = text(v)
			return
		}
		for i, child := range v {
			collect(fmt.Sprintf("%s[%s]", path, nameWithin(i, child)), child, into)
		}
	default:
		into[path] = text(v)
	}
}

func isObject(v any) bool {
	_, ok := v.(map[string]any)
	return ok
}

// text of a value. That of a word is the word itself.
func text(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	b, _ := json.Marshal(v) //nolint:errchkjson // It was JSON before.
	return string(b)
}

func join(path, field string) string {
	if path == "" {
		return field
	}
	return path + "." + field
}

// nameWithin a list is what tells an item from the others, or its position.
func nameWithin(i int, item any) string {
	fields, _ := item.(map[string]any)
	for _, by := range []string{"key", "name", "resource", "type"} {
		if name, ok := fields[by].(string); ok {
			return name
		}
	}
	return strconv.Itoa(i)
}

// difference of two sets of leaves.
func difference(before, after map[string]string) map[string]string {
	out := map[string]string{}
	for path, is := range after {
		switch was, ok := before[path]; {
		case !ok:
			out[path] = is
		case was != is:
			out[path] = was + " -> " + is
		}
	}
	for path, was := range before {
		if _, ok := after[path]; !ok {
			out[path] = was + " -> nothing"
		}
	}
	return out
}
