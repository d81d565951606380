// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	"google.golang.org/protobuf/types/known/structpb"

	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/readiness"
	"github.com/hyperscalar/hyperscalar/internal/structcodec"
	"github.com/hyperscalar/hyperscalar/internal/wire"
)

// annotationExternalName holds the name of a managed resource at its cloud.
// https://docs.crossplane.io/latest/managed-resources/managed-resources/#naming-external-resources
const annotationExternalName = "crossplane.io/external-name"

// fieldProject says which project something is in on Google Cloud.
const fieldProject = "project"

// observed are the composed resources that exist. Only what is asked for is read:
// most of an observed resource is of no interest to us.
type observed struct {
	resources map[string]*fnv1.Resource

	// known are the conditions of resources that were asked for before.
	known map[managed.Key][]readiness.Condition
}

var _ managed.Observed = &observed{}

func newObserved(resources map[string]*fnv1.Resource) *observed {
	return &observed{resources: resources, known: make(map[managed.Key][]readiness.Condition, len(resources))}
}

// object is a resource as a whole, which is expensive.
func (o *observed) object(k managed.Key) *structpb.Struct {
	return wire.Content(o.resources[string(k)])
}

// field of a resource, at a path.
func (o *observed) field(k managed.Key, path ...string) *structpb.Value {
	return wire.Field(o.resources[string(k)], path...)
}

// Exists is true for a resource that was composed before.
func (o *observed) Exists(k managed.Key) bool {
	_, ok := o.resources[string(k)]
	return ok
}

// Ready is true for a resource that exists and is ready.
func (o *observed) Ready(k managed.Key) bool {
	return o.Exists(k) && (o.unconditional(k) || readiness.Ready(o.conditions(k)))
}

// AtProvider decodes the observed status.atProvider of a resource.
func (o *observed) AtProvider(k managed.Key, into any) bool {
	s := o.field(k, "status", "atProvider").GetStructValue()
	return s != nil && structcodec.Decode(s, into) == nil
}

// ForProvider decodes the observed spec.forProvider of a resource.
func (o *observed) ForProvider(k managed.Key, into any) bool {
	s := o.field(k, "spec", "forProvider").GetStructValue()
	return s != nil && structcodec.Decode(s, into) == nil
}

// conditions of a resource. They are read for every resource that exists, and
// therefore read from the object directly.
func (o *observed) conditions(k managed.Key) []readiness.Condition {
	conditions, known := o.known[k]
	if !known {
		conditions = conditionsOf(wire.Records(o.resources[string(k)], []string{"type", "status", "reason", "message"}, "status", "conditions"))
		o.known[k] = conditions
	}
	return conditions
}

func conditionsOf(records [][]string) []readiness.Condition {
	out := make([]readiness.Condition, len(records))
	for i, r := range records {
		out[i] = readiness.Condition{Type: r[0], Status: r[1], Reason: r[2], Message: r[3]}
	}
	return out
}

func (o *observed) name(k managed.Key) string {
	return wire.Text(o.resources[string(k)], "metadata", "name")
}

func (o *observed) externalName(k managed.Key) string {
	return wire.Text(o.resources[string(k)], "metadata", "annotations", annotationExternalName)
}

// project that a resource is in on Google Cloud. It is empty where the resource leaves that
// to its provider config.
func (o *observed) project(k managed.Key) string {
	return wire.Text(o.resources[string(k)], "spec", fieldForProvider, fieldProject)
}
