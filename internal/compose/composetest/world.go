// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package composetest runs a composition function in tests as Crossplane would:
// again and again until it requires nothing new, and with resources that become
// ready after a while.
package composetest

import (
	"os"
	"strings"
	"testing"
	"time"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"
	"sigs.k8s.io/yaml"

	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// maxRuns is how often Crossplane runs a function that keeps requiring more.
const maxRuns = 5

// A World is everything that Crossplane would send to a function.
type World struct {
	Function  fnv1.FunctionRunnerServiceServer
	Composite *structpb.Struct
	Input     *structpb.Struct
	Observed  map[string]*fnv1.Resource
	Desired   *fnv1.State

	// Objects that the function may require.
	Objects []*structpb.Struct

	// Now is what time it is. The zero value is any Monday: the clock of a test
	// stands still.
	Now time.Time

	// Details are the connection details that a resource publishes, if it is
	// asked to. Nil means none.
	Details func(key string, desired *structpb.Struct) map[string][]byte
}

// keyNow is where a function finds what time it is.
const keyNow = platform.Group + "/now"

func (w World) now() time.Time {
	if w.Now.IsZero() {
		return time.Date(2026, time.January, 5, 12, 0, 0, 0, time.UTC)
	}
	return w.Now
}

// Object parses YAML.
func Object(tb testing.TB, y string) *structpb.Struct {
	tb.Helper()
	j, err := yaml.YAMLToJSON([]byte(y))
	if err != nil {
		tb.Fatalf("cannot parse YAML: %v\n%s", err, y)
	}
	s := &structpb.Struct{}
	if err := protojson.Unmarshal(j, s); err != nil {
		tb.Fatalf("cannot parse object: %v\n%s", err, y)
	}
	return s
}

// Objects reads every document of a YAML file.
func Objects(tb testing.TB, file string) []*structpb.Struct {
	tb.Helper()
	b, err := os.ReadFile(file) //nolint:gosec // A test's own file.
	if err != nil {
		tb.Fatal(err)
	}
	var out []*structpb.Struct
	for doc := range strings.SplitSeq("\n"+string(b), "\n---") {
		if s := Object(tb, doc); len(s.GetFields()) > 0 {
			out = append(out, s)
		}
	}
	return out
}

// At returns what stands below a path of an object, or nil.
func At(s *structpb.Struct, path ...string) *structpb.Value {
	v := structpb.NewStructValue(s)
	for _, p := range path {
		v = v.GetStructValue().GetFields()[p]
	}
	return v
}

// Request that Crossplane would send first. It shares with the world what a function
// only reads.
func (w World) Request() *fnv1.RunFunctionRequest {
	return &fnv1.RunFunctionRequest{
		Meta:     &fnv1.RequestMeta{Tag: "tag"},
		Observed: &fnv1.State{Composite: &fnv1.Resource{Resource: w.Composite}, Resources: w.Observed},
		Desired:  proto.CloneOf(w.Desired),
		Input:    w.Input,
		Context:  &structpb.Struct{Fields: map[string]*structpb.Value{keyNow: structpb.NewStringValue(w.now().Format(time.RFC3339))}},
	}
}

// Run the function until it requires nothing new.
func (w World) Run(tb testing.TB) *fnv1.RunFunctionResponse {
	tb.Helper()
	return w.RunRequest(tb, w.Request())
}

// RunRequest runs the function until it requires nothing new. What it requires is
// added to the request.
func (w World) RunRequest(tb testing.TB, req *fnv1.RunFunctionRequest) *fnv1.RunFunctionResponse {
	tb.Helper()
	for range maxRuns {
		rsp, err := w.Function.RunFunction(tb.Context(), req)
		if err != nil {
			tb.Fatalf("RunFunction(...): %v", err)
		}
		if !w.fetch(req, rsp.GetRequirements()) {
			return rsp
		}
	}
	tb.Fatal("requirements did not become stable")
	return nil
}

// fetch what is required and not in the request yet.
func (w World) fetch(req *fnv1.RunFunctionRequest, requirements *fnv1.Requirements) bool {
	fetched := false
	for name, selector := range requirements.GetResources() {
		if _, has := req.GetRequiredResources()[name]; has {
			continue
		}
		if req.RequiredResources == nil {
			req.RequiredResources = map[string]*fnv1.Resources{}
		}
		req.RequiredResources[name] = w.selected(selector)
		fetched = true
	}
	return fetched
}

func (w World) selected(s *fnv1.ResourceSelector) *fnv1.Resources {
	out := &fnv1.Resources{}
	for _, o := range w.Objects {
		if selects(s, o) {
			out.Items = append(out.Items, &fnv1.Resource{Resource: o})
		}
	}
	return out
}

// selects says whether a selector is for an object, by its name or by its labels.
func selects(s *fnv1.ResourceSelector, o *structpb.Struct) bool {
	if At(o, "apiVersion").GetStringValue() != s.GetApiVersion() || At(o, "kind").GetStringValue() != s.GetKind() ||
		At(o, "metadata", "namespace").GetStringValue() != s.GetNamespace() {
		return false
	}
	if _, byName := s.GetMatch().(*fnv1.ResourceSelector_MatchName); byName {
		return At(o, "metadata", "name").GetStringValue() == s.GetMatchName()
	}
	for name, value := range s.GetMatchLabels().GetLabels() {
		if At(o, "metadata", "labels", name).GetStringValue() != value {
			return false
		}
	}
	return true
}

// Fatal returns the message of a response's fatal result, or nothing.
func Fatal(rsp *fnv1.RunFunctionResponse) string {
	for _, r := range rsp.GetResults() {
		if r.GetSeverity() == fnv1.Severity_SEVERITY_FATAL {
			return r.GetMessage()
		}
	}
	return ""
}

// Desired returns a desired composed resource, or nil.
func Desired(rsp *fnv1.RunFunctionResponse, key string) *structpb.Struct {
	return rsp.GetDesired().GetResources()[key].GetResource()
}

// Status returns the desired status of the composite.
func Status(rsp *fnv1.RunFunctionResponse) *structpb.Struct {
	return At(rsp.GetDesired().GetComposite().GetResource(), "status").GetStructValue()
}

// Condition returns a condition of a response, or nil.
func Condition(rsp *fnv1.RunFunctionResponse, conditionType string) *fnv1.Condition {
	for _, c := range rsp.GetConditions() {
		if c.GetType() == conditionType {
			return c
		}
	}
	return nil
}
