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

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// Conditions of a resource that is ready.
const readyConditions = `[
	{type: Ready, status: "True", reason: Available, lastTransitionTime: "2026-01-01T00:00:00Z"},
	{type: Synced, status: "True", reason: ReconcileSuccess, lastTransitionTime: "2026-01-01T00:00:00Z"}]`

// An AtProvider returns what a provider would report of a desired resource. Of a claim
// that was composed it returns the whole status.
type AtProvider func(key string, desired *structpb.Struct) *structpb.Struct

// Observe the desired resources of a response as if all of them had become ready.
func Observe(tb testing.TB, rsp *fnv1.RunFunctionResponse, at AtProvider) map[string]*fnv1.Resource {
	tb.Helper()
	ready := Object(tb, "{conditions: "+readyConditions+"}")
	out := make(map[string]*fnv1.Resource, len(rsp.GetDesired().GetResources()))
	for key, r := range rsp.GetDesired().GetResources() {
		observed := proto.CloneOf(r.GetResource())
		metadata := At(observed, "metadata").GetStructValue().GetFields()
		if _, named := metadata["name"]; !named {
			metadata["name"] = structpb.NewStringValue("xr-" + key)
		}
		if !unconditional(observed) {
			observed.Fields["status"] = structpb.NewStructValue(statusOf(key, r.GetResource(), proto.CloneOf(ready), at))
		}
		out[key] = &fnv1.Resource{Resource: observed}
	}
	return out
}

// unconditional kinds have no conditions.
func unconditional(o *structpb.Struct) bool {
	return slices.Contains([]string{"Secret", "ProviderConfig"}, At(o, "kind").GetStringValue())
}

// statusOf a resource that is ready.
func statusOf(key string, desired, status *structpb.Struct, at AtProvider) *structpb.Struct {
	if at == nil {
		return status
	}
	reported := at(key, desired)
	if At(desired, "apiVersion").GetStringValue() == platform.APIVersion {
		maps.Copy(status.GetFields(), reported.GetFields())
		return status
	}
	status.Fields["atProvider"] = structpb.NewStructValue(reported)
	return status
}

// publish the connection details of the resources that are asked to.
func (w World) publish() {
	for key, r := range w.Observed {
		if At(r.GetResource(), "spec", "writeConnectionSecretToRef") != nil && w.Details != nil {
			r.ConnectionDetails = w.Details(key, r.GetResource())
		}
	}
}

// Without returns the world in which nothing is known of one resource but that it
// exists: neither its status nor its connection details.
func (w World) Without(key string) World {
	r := &fnv1.Resource{Resource: proto.CloneOf(w.Observed[key].GetResource())}
	delete(r.GetResource().GetFields(), "status")
	w.Observed = maps.Clone(w.Observed)
	w.Observed[key] = r
	return w
}

// Next returns the world after the desired resources of a response have become
// ready, and after the composite's status was written.
func (w World) Next(tb testing.TB, rsp *fnv1.RunFunctionResponse, at AtProvider) World {
	tb.Helper()
	w = w.withStatus(rsp)
	w.Observed = Observe(tb, rsp, at)
	w.publish()
	return w
}

// conditions that Crossplane would write to the composite's status.
func conditions(rsp *fnv1.RunFunctionResponse) *structpb.ListValue {
	out := &structpb.ListValue{}
	for _, c := range rsp.GetConditions() {
		status := "False"
		if c.GetStatus() == fnv1.Status_STATUS_CONDITION_TRUE {
			status = "True"
		}
		out.Values = append(out.Values, structpb.NewStructValue(&structpb.Struct{Fields: map[string]*structpb.Value{
			"type":    structpb.NewStringValue(c.GetType()),
			"status":  structpb.NewStringValue(status),
			"reason":  structpb.NewStringValue(c.GetReason()),
			"message": structpb.NewStringValue(c.GetMessage()),
		}}))
	}
	return out
}

// maxPasses is how many passes a claim may need. It is the length of the longest
// chain of resources that wait for each other, with room to spare.
const maxPasses = 20

// Converge runs the function until nothing changes any more, and returns the last
// world and response.
func (w World) Converge(tb testing.TB, at AtProvider) (World, *fnv1.RunFunctionResponse) {
	tb.Helper()
	return w.converge(tb, func(w World, rsp *fnv1.RunFunctionResponse) World { return w.Next(tb, rsp, at) })
}

// converge with what becomes of the desired resources of each response.
func (w World) converge(tb testing.TB, next func(w World, rsp *fnv1.RunFunctionResponse) World) (World, *fnv1.RunFunctionResponse) {
	tb.Helper()
	rsp := w.Run(tb)
	for range maxPasses {
		if m := Fatal(rsp); m != "" {
			tb.Fatalf("refused: %s", m)
		}
		w = next(w, rsp)
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
