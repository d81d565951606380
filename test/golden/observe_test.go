// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package golden

import (
	"encoding/base64"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/hyperscalar/hyperscalar/internal/compose/simulate"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/render"
)

const (
	annotationExternalName = "crossplane.io/external-name"
	simulatedAt            = "2024-01-01T00:00:00Z"
)

// A condition of a simulated resource.
type condition struct {
	kind, status, reason, message string
}

// ready are the conditions of a resource that its provider has created.
func ready() []condition {
	return []condition{
		{kind: "Ready", status: "True", reason: "Available"},
		{kind: "Synced", status: "True", reason: "ReconcileSuccess"},
	}
}

// unready are the conditions of a resource that was ready.
func unready() []condition {
	return []condition{
		{kind: "Ready", status: "False", reason: "Unavailable"},
		{kind: "Synced", status: "True", reason: "ReconcileSuccess"},
	}
}

// failed are the conditions of a resource that its cloud refuses to create.
func failed(message string) []condition {
	return []condition{
		{kind: "Ready", status: "False", reason: "Creating"},
		{kind: "Synced", status: "False", reason: "ReconcileError", message: message},
	}
}

func allReady(string) []condition { return ready() }

// unresolved returns the keys of the resources whose references cannot be resolved
// because the resource with the supplied key does not exist, directly or not.
func unresolved(composed []*unstructured.Unstructured, missing string) map[string]bool {
	out := map[string]bool{missing: true}
	for before := 0; before != len(out); {
		before = len(out)
		for _, u := range composed {
			fields, _, _ := unstructured.NestedMap(u.Object, "spec", "forProvider")
			for _, key := range selected(fields) {
				if out[key] {
					out[render.Key(u)] = true
				}
			}
		}
	}
	return out
}

// selected returns the keys of the resources that are referred to below a value.
func selected(v any) []string {
	var out []string
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			out = append(out, selected(item)...)
		}
	case map[string]any:
		for field, child := range v {
			selector, ok := child.(map[string]any)
			if !ok || !strings.HasSuffix(field, "Selector") {
				out = append(out, selected(child)...)
				continue
			}
			if key, ok, _ := unstructured.NestedString(selector, "matchLabels", managed.LabelKey); ok {
				out = append(out, key)
			}
		}
	}
	return out
}

// observe returns the composed resources as their providers would leave them, and the
// Secrets that they publish. The conditions of each are what the supplied function
// says.
func observe(t *testing.T, composed []*unstructured.Unstructured, conditions func(key string) []condition) (observed, secrets []*unstructured.Unstructured) {
	t.Helper()
	objects := make([]simulate.Object, 0, len(composed))
	for _, u := range composed {
		objects = append(objects, u.Object)
	}
	world := simulate.Of(objects)
	for _, u := range composed {
		seen, err := world.Observe(u.Object)
		if err != nil {
			t.Fatal(err)
		}
		o, cs := u.DeepCopy(), ready()
		if seen.Status != nil {
			cs = conditions(render.Key(u))
		}
		if seen.ExternalName != "" {
			setAnnotation(o, annotationExternalName, seen.ExternalName)
		}
		for field, v := range seen.Status {
			_ = unstructured.SetNestedField(o.Object, v, "status", field)
		}
		if hasConditions(u) {
			setConditions(o, cs)
		}
		if s := secretOf(u, seen.Connection); s != nil && cs[0] == ready()[0] {
			secrets = append(secrets, s)
		}
		observed = append(observed, o)
	}
	return observed, secrets
}

// hasConditions is false for kinds that nobody reports on.
func hasConditions(u *unstructured.Unstructured) bool {
	return u.GroupVersionKind().Group != "" && !strings.HasSuffix(u.GetKind(), "ProviderConfig")
}

// secretOf a resource that publishes connection details.
func secretOf(u *unstructured.Unstructured, details map[string][]byte) *unstructured.Unstructured {
	ref, ok, _ := unstructured.NestedStringMap(u.Object, "spec", "writeConnectionSecretToRef")
	if !ok || len(details) == 0 {
		return nil
	}
	out := &unstructured.Unstructured{}
	out.SetAPIVersion("v1")
	out.SetKind("Secret")
	out.SetName(ref["name"])
	out.SetNamespace(ref["namespace"])
	if out.GetNamespace() == "" {
		out.SetNamespace(u.GetNamespace())
	}
	data := make(map[string]string, len(details))
	for k, v := range details {
		data[k] = base64.StdEncoding.EncodeToString(v)
	}
	_ = unstructured.SetNestedStringMap(out.Object, data, "data")
	return out
}

func setAnnotation(u *unstructured.Unstructured, k, v string) {
	a := u.GetAnnotations()
	a[k] = v
	u.SetAnnotations(a)
}

func setConditions(u *unstructured.Unstructured, cs []condition) {
	out := make([]any, 0, len(cs))
	for _, c := range cs {
		o := map[string]any{"type": c.kind, "status": c.status, "reason": c.reason, "lastTransitionTime": simulatedAt}
		if c.message != "" {
			o["message"] = c.message
		}
		out = append(out, o)
	}
	_ = unstructured.SetNestedSlice(u.Object, out, "status", "conditions")
}
