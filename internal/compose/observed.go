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
)

// annotationExternalName holds the name of a managed resource at its cloud.
// https://docs.crossplane.io/latest/managed-resources/managed-resources/#naming-external-resources
const annotationExternalName = "crossplane.io/external-name"

// observed are the composed resources that exist. Only what is asked for is read:
// most of an observed resource is of no interest to us.
type observed struct {
	resources map[string]*fnv1.Resource
	ready     map[managed.Key]bool
}

var _ managed.Observed = &observed{}

func newObserved(resources map[string]*fnv1.Resource) *observed {
	return &observed{resources: resources, ready: make(map[managed.Key]bool, len(resources))}
}

func (o *observed) object(k managed.Key) *structpb.Struct {
	return o.resources[string(k)].GetResource()
}

// Exists is true for a resource that was composed before.
func (o *observed) Exists(k managed.Key) bool {
	_, ok := o.resources[string(k)]
	return ok
}

// Ready is true for a resource that exists and is ready.
func (o *observed) Ready(k managed.Key) bool {
	if ready, known := o.ready[k]; known {
		return ready
	}
	ready := o.unconditional(k) || readiness.Ready(o.conditions(k))
	o.ready[k] = ready
	return ready
}

// AtProvider decodes the observed status.atProvider of a resource.
func (o *observed) AtProvider(k managed.Key, into any) bool {
	s := child(child(o.object(k), "status"), "atProvider")
	return s != nil && structcodec.Decode(s, into) == nil
}

// ForProvider decodes the observed spec.forProvider of a resource.
func (o *observed) ForProvider(k managed.Key, into any) bool {
	s := child(child(o.object(k), "spec"), "forProvider")
	return s != nil && structcodec.Decode(s, into) == nil
}

func (o *observed) conditions(k managed.Key) []readiness.Condition {
	var status struct {
		Conditions []readiness.Condition `json:"conditions"`
	}
	_ = structcodec.Decode(child(o.object(k), "status"), &status)
	return status.Conditions
}

func (o *observed) name(k managed.Key) string {
	return child(o.object(k), "metadata").GetFields()["name"].GetStringValue()
}

func (o *observed) externalName(k managed.Key) string {
	return child(child(o.object(k), "metadata"), "annotations").GetFields()[annotationExternalName].GetStringValue()
}
