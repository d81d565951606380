// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package review

import (
	"context"
	"encoding/base64"
	"maps"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/internal/compose/simulate"
	"github.com/hyperscalar/hyperscalar/test/render"
)

// rounds is more than a claim needs until all that it composes exists.
const rounds = 16

const annotationExternalName = "crossplane.io/external-name"

// A Renderer renders claims.
type Renderer interface {
	Render(ctx context.Context, in render.Input) (render.Result, error)
}

// settle renders a claim again and again, each time as if its cloud had created what was
// rendered before, until nothing is added: what a claim composes later is a part of it.
// A claim that exists already begins with what it has.
func settle(ctx context.Context, r Renderer, in render.Input, has *render.Result) (render.Result, error) {
	required := in.Required
	if has != nil {
		if err := follow(&in, *has, required); err != nil {
			return render.Result{}, err
		}
	}
	res, err := r.Render(ctx, in)
	for range rounds {
		if err != nil {
			return res, err
		}
		if err := follow(&in, res, required); err != nil {
			return res, err
		}
		next, err := r.Render(ctx, in)
		if err != nil || slices.Equal(keys(next), keys(res)) {
			return next, err
		}
		res = next
	}
	return res, nil
}

// follow a rendering by another one, in which all that it composes exists.
func follow(in *render.Input, res render.Result, required []*unstructured.Unstructured) error {
	observed, secrets, err := observe(res.Composed)
	in.Composite, in.Observed, in.Required = res.Composite, observed, slices.Concat(secrets, required)
	return err
}

func keys(res render.Result) []string {
	out := make([]string, 0, len(res.Composed))
	for _, u := range res.Composed {
		out = append(out, render.Key(u))
	}
	slices.Sort(out)
	return out
}

// observe composed resources as their clouds would leave them, and the Secrets that they
// publish.
func observe(composed []*unstructured.Unstructured) (observed, secrets []*unstructured.Unstructured, err error) {
	objects := make([]simulate.Object, 0, len(composed))
	for _, u := range composed {
		objects = append(objects, u.Object)
	}
	world := simulate.Of(objects)
	for _, u := range composed {
		seen, err := world.Observe(u.Object)
		if err != nil {
			return nil, nil, errors.Wrapf(err, "cannot simulate %q", render.Key(u))
		}
		o := u.DeepCopy()
		if seen.ExternalName != "" {
			annotations := o.GetAnnotations()
			annotations[annotationExternalName] = seen.ExternalName
			o.SetAnnotations(annotations)
		}
		status := maps.Clone(seen.Status)
		if status == nil {
			status = map[string]any{}
		}
		if u.GroupVersionKind().Group != "" && !strings.HasSuffix(u.GetKind(), "ProviderConfig") {
			status["conditions"] = conditions()
		}
		if len(status) > 0 {
			o.Object["status"] = status
		}
		observed = append(observed, o)
		if s := secretOf(u, seen.Connection); s != nil {
			secrets = append(secrets, s)
		}
	}
	return observed, secrets, nil
}

// conditions of a resource that is ready.
func conditions() []any {
	const since = "2024-01-01T00:00:00Z"
	return []any{
		map[string]any{"type": "Ready", "status": "True", "reason": "Available", "lastTransitionTime": since},
		map[string]any{"type": "Synced", "status": "True", "reason": "ReconcileSuccess", "lastTransitionTime": since},
	}
}

// secretOf a resource that publishes connection details.
func secretOf(u *unstructured.Unstructured, details map[string][]byte) *unstructured.Unstructured {
	ref, ok, _ := unstructured.NestedStringMap(u.Object, "spec", "writeConnectionSecretToRef")
	if !ok || len(details) == 0 {
		return nil
	}
	data := make(map[string]any, len(details))
	for k, v := range details {
		data[k] = base64.StdEncoding.EncodeToString(v)
	}
	out := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "Secret", "data": data}}
	out.SetName(ref["name"])
	out.SetNamespace(u.GetNamespace())
	if ns := ref["namespace"]; ns != "" {
		out.SetNamespace(ns)
	}
	return out
}
