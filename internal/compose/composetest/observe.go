// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package composetest

import (
	"maps"
	"slices"
	"testing"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"

	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"
)

// Conditions of a resource that is ready.
const readyConditions = `[
	{type: Ready, status: "True", reason: Available, lastTransitionTime: "2026-01-01T00:00:00Z"},
	{type: Synced, status: "True", reason: ReconcileSuccess, lastTransitionTime: "2026-01-01T00:00:00Z"}]`

// An AtProvider returns what a provider would report of a desired resource.
type AtProvider func(key string, desired *structpb.Struct) *structpb.Struct

// Observe the desired resources of a response as if all of them had become ready.
func Observe(tb testing.TB, rsp *fnv1.RunFunctionResponse, at AtProvider) map[string]*fnv1.Resource {
	tb.Helper()
	ready := Object(tb, "{conditions: "+readyConditions+"}")
	out := make(map[string]*fnv1.Resource, len(rsp.GetDesired().GetResources()))
	for key, r := range rsp.GetDesired().GetResources() {
		observed := proto.CloneOf(r.GetResource())
		observed.GetFields()["metadata"].GetStructValue().GetFields()["name"] = structpb.NewStringValue("xr-" + key)
		status := proto.CloneOf(ready)
		if at != nil {
			status.Fields["atProvider"] = structpb.NewStructValue(at(key, r.GetResource()))
		}
		observed.Fields["status"] = structpb.NewStructValue(status)
		out[key] = &fnv1.Resource{Resource: observed}
	}
	return out
}

// Next returns the world after the desired resources of a response have become
// ready, and after the composite's status was written.
func (w World) Next(tb testing.TB, rsp *fnv1.RunFunctionResponse, at AtProvider) World {
	tb.Helper()
	w.Composite = proto.CloneOf(w.Composite)
	w.Composite.Fields["status"] = structpb.NewStructValue(proto.CloneOf(Status(rsp)))
	w.Observed = Observe(tb, rsp, at)
	return w
}

// maxPasses is how many passes a claim may need. It is the length of the longest
// chain of resources that wait for each other, with room to spare.
const maxPasses = 10

// Converge runs the function until nothing changes any more, and returns the last
// world and response.
func (w World) Converge(tb testing.TB, at AtProvider) (World, *fnv1.RunFunctionResponse) {
	tb.Helper()
	rsp := w.Run(tb)
	for range maxPasses {
		if m := Fatal(rsp); m != "" {
			tb.Fatalf("refused: %s", m)
		}
		w = w.Next(tb, rsp, at)
		again := w.Run(tb)
		if proto.Equal(rsp, again) {
			return w, again
		}
		rsp = again
	}
	tb.Fatalf("does not converge in %d passes; it still waits for: %v", maxPasses, At(Status(rsp), "waiting"))
	return w, rsp
}

// Keys of the desired resources of a response, sorted.
func Keys(rsp *fnv1.RunFunctionResponse) []string {
	return slices.Sorted(maps.Keys(rsp.GetDesired().GetResources()))
}
