// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package peers

import (
	"os"
	"testing"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"
	"sigs.k8s.io/yaml"

	"github.com/crossplane/function-sdk-go/logging"
	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/compose/composetest"
	"github.com/hyperscalar/hyperscalar/test/load"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

// envGoTemplating names the binary of function-go-templating. It is not pinned here,
// because not every module proxy has its module.
const envGoTemplating = "GO_TEMPLATING"

// Names of what is measured.
const (
	ours              = "function-network"
	patchAndTransform = "function-patch-and-transform"
	goTemplating      = "function-go-templating"
	autoReady         = "function-auto-ready"
)

// claim of the job: a network in three zones with every tier and NAT in each zone.
const claim = "{zones: 3, tiers: [public, private, isolated], nat: PerZone}"

// A server does a part of the job.
type server struct {
	*load.Server

	name string
}

// start what is measured, each with one processor. What is not there is left out.
func start(tb testing.TB) map[string]server {
	tb.Helper()
	out := map[string]server{}
	for name, tool := range map[string]string{ours: ours, patchAndTransform: "peer-patch-and-transform", autoReady: "peer-auto-ready"} {
		binary, err := repo.Tool(tool)
		if err != nil {
			tb.Skipf("run make bench-peers, which takes minutes: %v", err)
		}
		out[name] = run(tb, name, binary)
	}
	if binary := os.Getenv(envGoTemplating); binary != "" {
		out[goTemplating] = run(tb, goTemplating, binary)
	}
	return out
}

func run(tb testing.TB, name, binary string) server {
	tb.Helper()
	var args []string
	if name == ours {
		args = append(args, "--metrics-address=")
	}
	s, err := load.Start(tb.Context(), load.Spec{Binary: binary, Args: args, Env: []string{"GOMAXPROCS=1"}})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Stop(); err != nil {
			tb.Error(err)
		}
	})
	return server{Server: s, name: name}
}

// A pass of the job: when nothing exists yet, or when everything is ready.
type pass struct {
	name string

	// want is our own response.
	want *fnv1.RunFunctionResponse

	// requests by the names of the servers.
	requests map[string]*fnv1.RunFunctionRequest
}

// passes of the job.
func passes(tb testing.TB, servers map[string]server) []pass {
	tb.Helper()
	s := composetest.Suite{API: "network", New: func(logging.Logger) fnv1.FunctionRunnerServiceServer { return servers[ours].Function() }}
	w := s.World(tb, s.Claim(tb, platform.ProviderAWS, claim))
	ready, _ := w.Simulated(tb)
	return []pass{newPass(tb, "FirstPass", w, servers), newPass(tb, "Ready", ready, servers)}
}

func newPass(tb testing.TB, name string, w composetest.World, servers map[string]server) pass {
	tb.Helper()
	req := proto.CloneOf(w.Request())
	p := pass{name: name, want: w.RunRequest(tb, req), requests: map[string]*fnv1.RunFunctionRequest{ours: req}}
	if m := composetest.Fatal(p.want); m != "" {
		tb.Fatal(m)
	}
	patch := forPeer(w, patched(tb, p.want))
	publish(patch.GetObserved().GetComposite().GetResource(), patch.GetObserved().GetResources())
	p.requests[patchAndTransform] = patch
	if _, ok := servers[goTemplating]; ok {
		p.requests[goTemplating] = forPeer(w, template(tb))
	}
	for _, req := range p.requests {
		composetest.Manage(req)
	}
	// It comes after another function, and gets what that desires.
	second := proto.CloneOf(patch)
	second.Input = nil
	second.Desired = respond(tb, servers[patchAndTransform], patch).GetDesired()
	p.requests[autoReady] = second
	return p
}

// forPeer is what Crossplane would send to a peer: the world, and the peer's input.
func forPeer(w composetest.World, input *structpb.Struct) *fnv1.RunFunctionRequest {
	w.Input = input
	return proto.CloneOf(w.Request())
}

func template(tb testing.TB) *structpb.Struct {
	tb.Helper()
	b, err := os.ReadFile("testdata/go-templating.yaml")
	if err != nil {
		tb.Fatal(err)
	}
	j, err := yaml.YAMLToJSON(b)
	if err != nil {
		tb.Fatal(err)
	}
	s := &structpb.Struct{}
	if err := protojson.Unmarshal(j, s); err != nil {
		tb.Fatal(err)
	}
	return s
}

func respond(tb testing.TB, s server, req *fnv1.RunFunctionRequest) *fnv1.RunFunctionResponse {
	tb.Helper()
	rsp, err := s.Function().RunFunction(tb.Context(), req)
	if err != nil {
		tb.Fatalf("%s: %v", s.name, err)
	}
	if m := composetest.Fatal(rsp); m != "" {
		tb.Fatalf("%s: refused: %s", s.name, m)
	}
	return rsp
}
