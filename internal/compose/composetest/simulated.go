// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package composetest

import (
	"maps"
	"testing"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"

	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	"github.com/hyperscalar/hyperscalar/internal/compose/simulate"
)

// Simulate observes the desired resources of a response as the clouds would leave them
// once all of them had become ready.
func Simulate(tb testing.TB, rsp *fnv1.RunFunctionResponse) map[string]*fnv1.Resource {
	tb.Helper()
	keys := Keys(rsp)
	objects := make([]simulate.Object, len(keys))
	for i, key := range keys {
		objects[i] = Desired(rsp, key).AsMap()
	}
	world := simulate.Of(objects)
	seen := make(map[string]simulate.Observation, len(keys))
	for i, key := range keys {
		o, err := world.Observe(objects[i])
		if err != nil {
			tb.Fatal(err)
		}
		seen[key] = o
	}
	out := Observe(tb, rsp, nil)
	for key, r := range out {
		report(tb, r, seen[key])
	}
	return out
}

// report what was observed of a resource.
func report(tb testing.TB, r *fnv1.Resource, o simulate.Observation) {
	tb.Helper()
	r.ConnectionDetails = o.Connection
	if o.ExternalName != "" {
		metadata := At(r.GetResource(), "metadata").GetStructValue().GetFields()
		annotations := metadata["annotations"].GetStructValue()
		if annotations == nil {
			annotations = &structpb.Struct{Fields: map[string]*structpb.Value{}}
		}
		annotations.Fields["crossplane.io/external-name"] = structpb.NewStringValue(o.ExternalName)
		metadata["annotations"] = structpb.NewStructValue(annotations)
	}
	if len(o.Status) == 0 {
		return
	}
	reported, err := structpb.NewStruct(o.Status)
	if err != nil {
		tb.Fatal(err)
	}
	status := At(r.GetResource(), "status").GetStructValue()
	if status == nil {
		status = &structpb.Struct{Fields: map[string]*structpb.Value{}}
	}
	maps.Copy(status.GetFields(), reported.GetFields())
	r.GetResource().Fields["status"] = structpb.NewStructValue(status)
}

// Simulated runs the function until nothing changes any more, in a world where clouds
// do what they are asked for, and returns the last world and response.
func (w World) Simulated(tb testing.TB) (World, *fnv1.RunFunctionResponse) {
	tb.Helper()
	return w.converge(tb, func(w World, rsp *fnv1.RunFunctionResponse) World {
		w = w.withStatus(rsp)
		w.Observed = Simulate(tb, rsp)
		return w
	})
}

// withStatus returns the world in which the composite has the status and the
// conditions of a response.
func (w World) withStatus(rsp *fnv1.RunFunctionResponse) World {
	w.Composite = proto.CloneOf(w.Composite)
	status := proto.CloneOf(Status(rsp))
	status.Fields["conditions"] = structpb.NewListValue(conditions(rsp))
	w.Composite.Fields["status"] = structpb.NewStructValue(status)
	return w
}
