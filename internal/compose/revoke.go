// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	"maps"
	"slices"

	"google.golang.org/protobuf/types/known/structpb"

	"github.com/hyperscalar/hyperscalar/internal/managed"
)

const fieldManagementPolicies = "managementPolicies"

// revoke what the claim does not ask for any more, although it leaves everything behind
// when it is deleted itself: who lost access would keep it otherwise. Crossplane deletes
// what is not desired, and what is deleted at the cloud with it is up to the resource. It
// is therefore desired as it is for once more, and may then be deleted.
func (r *request) revoke(d *desired, revocable func(k managed.Key) bool) {
	composed := make(map[managed.Key]bool, len(d.manifests))
	for _, m := range d.manifests {
		composed[m.key] = true
	}
	for _, name := range slices.Sorted(maps.Keys(r.observed.resources)) {
		k := managed.Key(name)
		if !composed[k] && revocable(k) && r.observed.isLeftBehind(k) {
			d.manifests = append(d.manifests, manifest{key: k, object: r.observed.deletable(k)})
		}
	}
}

// isLeftBehind says whether a resource stays at its cloud when it is deleted.
func (o *observed) isLeftBehind(k managed.Key) bool {
	policies := o.field(k, "spec", fieldManagementPolicies).GetListValue().GetValues()
	deletes := func(v *structpb.Value) bool { return v.GetStringValue() == policyDelete }
	return len(policies) > 0 && !slices.ContainsFunc(policies, deletes)
}

// deletable returns a resource as it is, but for being deleted at its cloud with it. It
// shares what was observed, which nobody changes.
func (o *observed) deletable(k managed.Key) *structpb.Struct {
	object := o.object(k)
	spec := maps.Clone(child(object, "spec").GetFields())
	policies := &structpb.ListValue{}
	for _, p := range everyPolicy() {
		policies.Values = append(policies.Values, structpb.NewStringValue(p))
	}
	spec[fieldManagementPolicies] = structpb.NewListValue(policies)
	metadata := child(object, "metadata")
	return structOf(map[string]*structpb.Value{
		"apiVersion": object.GetFields()["apiVersion"],
		"kind":       object.GetFields()["kind"],
		"metadata": structpb.NewStructValue(structOf(map[string]*structpb.Value{
			"namespace":   metadata.GetFields()["namespace"],
			"labels":      only(child(metadata, "labels"), managed.LabelKey),
			"annotations": only(child(metadata, "annotations"), annotationExternalName),
		})),
		"spec": structpb.NewStructValue(structOf(spec)),
	})
}

// structOf the fields that there are.
func structOf(fields map[string]*structpb.Value) *structpb.Struct {
	maps.DeleteFunc(fields, func(_ string, v *structpb.Value) bool { return v == nil })
	return &structpb.Struct{Fields: fields}
}

// only one field of an object, or nothing if it has none.
func only(s *structpb.Struct, name string) *structpb.Value {
	v, ok := s.GetFields()[name]
	if !ok {
		return nil
	}
	return structpb.NewStructValue(structOf(map[string]*structpb.Value{name: v}))
}
