// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"github.com/crossplane/crossplane-runtime/v2/pkg/meta"
	"github.com/crossplane/crossplane-runtime/v2/pkg/reference"
	"github.com/crossplane/crossplane-runtime/v2/pkg/resource"
	xpv2 "github.com/crossplane/crossplane/apis/v2/core/v2"
	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/references"
)

const errTarget = "failed to get the reference target managed resource and its list for reference resolution"

// resolve the references of a managed resource, in the order of the provider.
func resolve(ctx context.Context, c client.Reader, mg wrapped) error {
	k, ok := c.(*kindClient)
	if !ok {
		return errors.New("cannot resolve references without knowing the kind")
	}
	rs, _, err := references.Of(schema.GroupKind{Group: k.kind.Group, Kind: k.kind.Kind.Kind})
	if err != nil {
		return err
	}
	for _, part := range []struct{ json, name string }{{"forProvider", "ForProvider"}, {"initProvider", "InitProvider"}} {
		spec, _, _ := unstructured.NestedFieldNoCopy(mg.GetUnstructured().Object, "spec", part.json)
		root, ok := spec.(map[string]any)
		if !ok {
			continue
		}
		for _, r := range rs {
			r.Name = strings.Replace(r.Name, "ForProvider", part.name, 1)
			if err := k.resolveField(ctx, mg, root, r); err != nil {
				return err
			}
		}
	}
	return nil
}

// resolveField resolves one reference, everywhere that it occurs.
func (k *kindClient) resolveField(ctx context.Context, mg wrapped, root map[string]any, r references.Reference) error {
	parent := ""
	if i := strings.LastIndex(r.Field, "."); i >= 0 {
		parent = r.Field[:i]
	}
	ats := []cloud.Value{root}
	if parent != "" {
		ats = cloud.Value(root).List(parent)
	}
	for _, at := range ats {
		f := field{at: at, name: leaf(r.Field), ref: leaf(r.Ref), selector: leaf(r.Selector)}
		if at[f.ref] == nil && at[f.selector] == nil {
			continue
		}
		to, list, err := k.target(r.Target())
		if err != nil {
			return errors.Wrap(err, errTarget)
		}
		req := request{field: f, to: reference.To{Managed: to, List: list}, extract: extract(r.Extract), many: r.Many}
		if err := k.resolveOne(ctx, mg, req); err != nil {
			outcomeOf(ctx).waitsFor = r.Target()
			return errors.Wrap(err, r.Name)
		}
	}
	return nil
}

func leaf(path string) string { return path[strings.LastIndex(path, ".")+1:] }

// target returns an empty managed resource and an empty list of a kind, in the scope
// of the kind that refers to it.
func (k *kindClient) target(gk schema.GroupKind) (resource.Managed, resource.ManagedList, error) {
	t := k.types(gk)
	if t == nil {
		return nil, nil, errors.Errorf("no kind %q is simulated", gk)
	}
	gvk := gvkOf(*t, k.kind.scope)
	u, l := unstructured.Unstructured{}, &managedList{scope: k.kind.scope}
	u.SetGroupVersionKind(gvk)
	l.SetGroupVersionKind(gvk.GroupVersion().WithKind(gvk.Kind + "List"))
	return wrap(u, k.kind.scope), l, nil
}

// A field that is a reference: its value, reference and selector beside each other.
type field struct {
	at                  cloud.Value
	name, ref, selector string
}

type request struct {
	field

	to      reference.To
	extract reference.ExtractValueFn
	many    bool
}

func (k *kindClient) resolveOne(ctx context.Context, mg wrapped, r request) error {
	if k.kind.scope == managed.ScopeNamespaced {
		return resolveNamespaced(ctx, k, mg, r)
	}
	return resolveCluster(ctx, k, mg, r)
}

func resolveCluster(ctx context.Context, c client.Reader, mg wrapped, r request) error {
	res := reference.NewAPIResolver(c, mg)
	if !r.many {
		rsp, err := res.Resolve(ctx, reference.ResolutionRequest{
			CurrentValue: r.current(), Extract: r.extract, To: r.to,
			Reference: decode[xpv2.Reference](r.at[r.ref]), Selector: decode[xpv2.Selector](r.at[r.selector]),
		})
		if err == nil {
			r.write(rsp.ResolvedValue, rsp.ResolvedReference)
		}
		return err
	}
	rsp, err := res.ResolveMultiple(ctx, reference.MultiResolutionRequest{
		CurrentValues: r.at.Strings(r.name), Extract: r.extract, To: r.to,
		References: decodeAll[xpv2.Reference](r.at[r.ref]), Selector: decode[xpv2.Selector](r.at[r.selector]),
	})
	if err == nil {
		writeMany(r.field, rsp.ResolvedValues, rsp.ResolvedReferences)
	}
	return err
}

func resolveNamespaced(ctx context.Context, c client.Reader, mg wrapped, r request) error {
	res := reference.NewAPINamespacedResolver(c, mg)
	if !r.many {
		rsp, err := res.Resolve(ctx, reference.NamespacedResolutionRequest{
			CurrentValue: r.current(), Extract: r.extract, To: r.to,
			Reference: decode[xpv2.NamespacedReference](r.at[r.ref]), Selector: decode[xpv2.NamespacedSelector](r.at[r.selector]),
		})
		if err == nil {
			r.write(rsp.ResolvedValue, rsp.ResolvedReference)
		}
		return err
	}
	rsp, err := res.ResolveMultiple(ctx, reference.MultiNamespacedResolutionRequest{
		CurrentValues: r.at.Strings(r.name), Extract: r.extract, To: r.to,
		References: decodeAll[xpv2.NamespacedReference](r.at[r.ref]), Selector: decode[xpv2.NamespacedSelector](r.at[r.selector]),
	})
	if err == nil {
		writeMany(r.field, rsp.ResolvedValues, rsp.ResolvedReferences)
	}
	return err
}

// current value of the field. Some are numbers.
func (f field) current() string {
	if n, ok := f.at.Int(f.name); ok {
		return strconv.Itoa(n)
	}
	return f.at.String(f.name)
}

func (f field) write(value string, ref any) {
	if value != "" && value != f.current() {
		f.at[f.name] = value
	}
	if encoded := encode(ref); encoded != nil {
		f.at[f.ref] = encoded
	}
}

func writeMany[T any](f field, values []string, refs []T) {
	out := make([]any, 0, len(values))
	for _, v := range values {
		out = append(out, v)
	}
	if len(out) > 0 {
		f.at[f.name] = out
	}
	encoded := make([]any, 0, len(refs))
	for i := range refs {
		encoded = append(encoded, encode(&refs[i]))
	}
	if len(encoded) > 0 {
		f.at[f.ref] = encoded
	}
}

// encode a reference like JSON does. It is nil if the reference is.
func encode(ref any) any {
	b, err := json.Marshal(ref)
	if err != nil || string(b) == "null" {
		return nil
	}
	var out map[string]any
	if json.Unmarshal(b, &out) != nil {
		return nil
	}
	return out
}

// decode a reference or a selector. It is nil if there is none.
func decode[T any](in any) *T {
	if in == nil {
		return nil
	}
	b, err := json.Marshal(in)
	if err != nil {
		return nil
	}
	out := new(T)
	if json.Unmarshal(b, out) != nil {
		return nil
	}
	return out
}

func decodeAll[T any](in any) []T {
	l, _ := in.([]any)
	out := make([]T, 0, len(l))
	for _, i := range l {
		if t := decode[T](i); t != nil {
			out = append(out, *t)
		}
	}
	return out
}

// extract returns what reads the value of a reference from its target.
func extract(how string) reference.ExtractValueFn {
	return func(mg resource.Managed) string {
		if how == references.ExtractExternalName {
			return meta.GetExternalName(mg)
		}
		w, ok := mg.(wrapped)
		if !ok {
			return ""
		}
		if path, ok := strings.CutPrefix(how, references.ExtractWanted); ok {
			return text(w, "spec", "forProvider").String(path)
		}
		return text(w, "status", "atProvider").String(strings.TrimPrefix(how, references.ExtractObserved))
	}
}

func text(w wrapped, fields ...string) cloud.Value {
	m, _, _ := unstructured.NestedMap(w.GetUnstructured().Object, fields...)
	return m
}
