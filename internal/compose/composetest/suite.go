// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package composetest

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/testing/protocmp"
	"google.golang.org/protobuf/types/known/structpb"

	"github.com/crossplane/function-sdk-go/logging"
	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/parity"
)

// A Suite proves of the function of an API what must hold for all of them. It is run
// in the folder of the function, and finds the API's definition, examples and golden
// claims by the API's name.
type Suite struct {
	// API is the name of the API's folders.
	API string

	// New returns the function.
	New func(log logging.Logger) fnv1.FunctionRunnerServiceServer

	// Support is the API's support matrix.
	Support parity.Table

	// Phase of a claim that has everything it asked for. The default is Ready.
	Phase platform.Phase

	// Base are parameters that every claim of Changes and Growth has, beside a
	// provider and a region, as YAML in flow style. May be empty.
	Base string

	// Changes of every leaf of the definition's parameters, and of values that
	// the support matrix tells apart, by their paths in the support matrix.
	Changes map[string]Change

	// Elsewhere are the parameters whose effect is not in what their own claim
	// composes, and where it is proven instead.
	Elsewhere map[string]string

	// Growth are changes after which everything that exists stays what it is.
	Growth map[string]Growth

	// Identity are fields of forProvider, beside the usual ones, that a resource
	// cannot change without being replaced.
	Identity []string

	// Words are texts to replace in parameters on a provider, in pairs, for
	// example an id that looks different on each cloud. May be nil.
	Words func(p platform.Provider) []string

	// Objects that claims on a provider may refer to, beside the environments
	// and what all golden claims of the API may. May be nil.
	Objects func(tb testing.TB, p platform.Provider) []*structpb.Struct

	// Unread are references of the definition that the function does not look up.
	Unread []string

	// Follow are the resources that are there because an environment says so, and
	// that go when it does not any more: beginnings of their keys, by the field of
	// the environment. May be nil.
	Follow map[string][]string

	// Exists completes the status of another claim of the API in the same
	// example, as if its cloud had created it. May be nil.
	Exists func(p platform.Provider, status *structpb.Struct)
}

// A Change to one parameter. Whatever it does must show: in what is composed, in the
// status, or in a refusal.
type Change struct {
	// From which parameters to which, as YAML in flow style.
	From string
	To   string

	// Refused is a part of the message where the change is refused for a reason
	// that the support matrix does not know, for example by an environment.
	Refused string

	// On a provider it is another change, or does nothing for a good reason.
	On map[platform.Provider]Change

	// Nothing says why it changes nothing. The support matrix tells developers.
	Nothing string
}

// Growth of a claim that exists.
type Growth struct {
	// Reason why everything that exists stays.
	Reason string

	// Before and After are parameters, as YAML in flow style.
	Before string
	After  string
}

// Run every proof.
func (s Suite) Run(t *testing.T) {
	t.Helper()
	for name, test := range map[string]func(t *testing.T){
		"ExamplesConverge":      s.examplesConverge,
		"DependencyLost":        s.dependencyLost,
		"Deterministic":         s.deterministic,
		"EveryParameterMatters": s.everyParameterMatters,
		"EveryLeafIsTried":      s.everyLeafIsTried,
		"Growth":                s.growth,
		"Tenancy":               s.tenancy,
		"Environments":          s.environments,
		"Revision":              s.revision,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t)
		})
	}
}

// examplesConverge proves that every example, in both flavours, becomes ready once its
// resources do, and then changes nothing any more.
func (s Suite) examplesConverge(t *testing.T) {
	t.Helper()
	all := s.examples(t)
	for name, e := range all {
		for _, f := range flavours() {
			t.Run(name+"/"+f.name, func(t *testing.T) {
				t.Parallel()
				// What is required comes first: it has a status, and
				// the same claim of the example has none.
				w := s.world(t, e.claim, f, append(slices.Clone(e.objects), s.peers(t, e)...)...)
				_, rsp := w.Simulated(t)
				if got := At(Status(rsp), "phase").GetStringValue(); got != string(cmp.Or(s.Phase, platform.PhaseReady)) {
					t.Errorf("phase: got %s; waiting: %v; blocking: %v", got, At(Status(rsp), "waiting"), At(Status(rsp), "blocking"))
				}
				if rsp.GetDesired().GetComposite().GetReady() == fnv1.Ready_READY_FALSE {
					t.Error("the composite should not be unready")
				}
			})
		}
	}
}

// peers of an example are the other claims of its file, as if they were ready.
func (s Suite) peers(tb testing.TB, e example) []*structpb.Struct {
	tb.Helper()
	var out []*structpb.Struct
	for _, o := range e.others {
		o = proto.CloneOf(o)
		if s.Exists != nil && At(o, "kind").GetStringValue() == s.kind(tb) {
			rsp := s.world(tb, o, native(), e.objects...).Run(tb)
			if status := Status(rsp); status != nil {
				s.Exists(platform.Provider(At(status, "provider").GetStringValue()), status)
				o.Fields["status"] = structpb.NewStructValue(status)
			}
		}
		out = append(out, o)
	}
	return out
}

// dependencyLost proves that nothing is taken away, and no value changes, when
// something of a claim that was ready turns unready, and all that was known of it is
// lost.
func (s Suite) dependencyLost(t *testing.T) {
	t.Helper()
	for name, e := range s.golden(t) {
		for _, f := range flavours() {
			t.Run(name+"/"+f.name, func(t *testing.T) {
				t.Parallel()
				w, ready := s.world(t, e.claim, f, append(e.objects, e.others...)...).Simulated(t)
				for _, key := range Keys(ready) {
					if !unconditional(w.Observed[key].GetResource()) {
						checkLost(t, w, ready, key)
					}
				}
			})
		}
	}
}

// checkLost checks that nothing changes but readiness when a resource is lost.
func checkLost(t *testing.T, w World, ready *fnv1.RunFunctionResponse, key string) {
	t.Helper()
	got := w.Without(key).Run(t)
	want, is := asReady(ready), asReady(got)
	// A difference is expensive to describe, so that it is only described where
	// there is one.
	if !proto.Equal(want, is) {
		t.Fatalf("when %s is unready: -want, +got:\n%s", key, gocmp.Diff(want, is, protocmp.Transform()))
	}
	if got.GetDesired().GetComposite().GetReady() != fnv1.Ready_READY_FALSE {
		t.Errorf("when %s is unready the composite should be as well", key)
	}
}

// asReady returns the desired resources of a response as if all of them were ready,
// because readiness is what is expected to change.
func asReady(rsp *fnv1.RunFunctionResponse) *fnv1.State {
	out := &fnv1.State{Resources: make(map[string]*fnv1.Resource, len(rsp.GetDesired().GetResources()))}
	for k, r := range rsp.GetDesired().GetResources() {
		out.Resources[k] = &fnv1.Resource{Resource: r.GetResource(), Ready: fnv1.Ready_READY_TRUE}
	}
	return out
}

// deterministicRuns is how often the same must come out.
const deterministicRuns = 20

// deterministic proves that the same claim gets the same response, byte for byte.
func (s Suite) deterministic(t *testing.T) {
	t.Helper()
	for name, e := range s.golden(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, rsp := s.world(t, e.claim, claims(), append(e.objects, e.others...)...).Simulated(t)
			want := marshal(t, rsp)
			for i := range deterministicRuns {
				if got := marshal(t, w.Run(t)); got != want {
					t.Fatalf("run %d differs from the first", i)
				}
			}
		})
	}
}

func marshal(tb testing.TB, m proto.Message) string {
	tb.Helper()
	b, err := proto.MarshalOptions{Deterministic: true}.Marshal(m)
	if err != nil {
		tb.Fatal(err)
	}
	return string(b)
}

// everyParameterMatters proves that no parameter is silently ignored on any cloud:
// changing it changes what is composed or reported, or is refused where the support
// matrix says that it is rejected, and only there.
func (s Suite) everyParameterMatters(t *testing.T) {
	t.Helper()
	for path, c := range s.Changes {
		f, known := s.Support.Find(path)
		if !known && !strings.Contains(path, "=") {
			t.Errorf("%s is not in the support matrix", path)
		}
		for _, p := range platform.Providers() {
			t.Run(path+"/"+string(p), func(t *testing.T) {
				t.Parallel()
				s.parameterMatters(t, p, f, path, c.on(p))
			})
		}
	}
}

// on returns what the change is on a provider.
func (c Change) on(p platform.Provider) Change {
	if other, ok := c.On[p]; ok {
		return other
	}
	return c
}

func (s Suite) parameterMatters(t *testing.T, p platform.Provider, f parity.Field, path string, c Change) {
	t.Helper()
	if c.Nothing != "" {
		return
	}
	from, to := s.respond(t, p, c.From), s.respond(t, p, c.To)
	if m := Fatal(from); m != "" {
		t.Fatalf("the claim to start from is refused: %s", m)
	}
	refused := Fatal(to)
	rejected := f.Path != "" && f.On(p).Level == parity.Rejected
	switch {
	case rejected && !names(refused, f.Parameter()):
		t.Errorf("the support matrix says that %s is rejected, but it is not refused by name: %q", path, refused)
	case rejected:
	case refused != "" && (c.Refused == "" || !strings.Contains(refused, c.Refused)):
		t.Errorf("the support matrix does not say that %s is rejected, but it is refused: %s", path, refused)
	case refused == "" && c.Refused != "":
		t.Errorf("%s must be refused because of %q", path, c.Refused)
	case refused == "" && proto.Equal(from.GetDesired(), to.GetDesired()):
		t.Errorf("%s is silently ignored: %s gets what %s gets", path, c.To, c.From)
	}
}

// names says whether a refusal names a parameter, or all that the parameter is a part of.
func names(refusal, parameter string) bool {
	parameter, _, _ = strings.Cut(parameter, "[")
	if refusal != "" && strings.Contains(refusal, parameter) {
		return true
	}
	for parent := parameter; strings.Contains(parent, "."); {
		parent = parent[:strings.LastIndexByte(parent, '.')]
		if strings.Contains(refusal, "spec.parameters."+parent+":") {
			return true
		}
	}
	return false
}

// respond to a claim once everything in it is ready, or with its refusal.
func (s Suite) respond(t *testing.T, p platform.Provider, params string) *fnv1.RunFunctionResponse {
	t.Helper()
	w := s.world(t, s.Claim(t, p, params), claims(), s.objects(t, p)...)
	rsp := w.Run(t)
	if Fatal(rsp) == "" {
		_, rsp = w.Simulated(t)
	}
	return rsp
}

// everyLeafIsTried proves that the changes know every parameter.
func (s Suite) everyLeafIsTried(t *testing.T) {
	t.Helper()
	for _, leaf := range s.leaves(t) {
		_, tried := s.Changes[leaf]
		_, moved := s.Elsewhere[leaf]
		if tried == moved {
			t.Errorf("%s must be tried, or its effect must be known to be elsewhere", leaf)
		}
	}
}

// growth proves that what exists stays as it is when a claim asks for more.
func (s Suite) growth(t *testing.T) {
	t.Helper()
	for name, tc := range s.Growth {
		for _, p := range platform.Providers() {
			t.Run(name+"/"+string(p), func(t *testing.T) {
				t.Parallel()
				w, before := s.world(t, s.Claim(t, p, tc.Before), claims(), s.objects(t, p)...).Simulated(t)
				grown := w
				grown.Composite = claims().composite(t, s, s.Claim(t, p, tc.After))
				grown.Composite.Fields["status"] = w.Composite.GetFields()["status"]
				after := grown.Run(t)
				if m := Fatal(after); m != "" {
					t.Fatalf("%s\nrefused: %s", tc.Reason, m)
				}
				for key, r := range before.GetDesired().GetResources() {
					diff := gocmp.Diff(s.identity(r.GetResource()), s.identity(Desired(after, key)))
					if diff != "" {
						t.Errorf("%s\n%s: -before, +after:\n%s", tc.Reason, key, diff)
					}
				}
			})
		}
	}
}

// identity is what a resource cannot change without being replaced, on any cloud.
func (s Suite) identity(r *structpb.Struct) map[string]string {
	out := map[string]string{"kind": At(r, "kind").GetStringValue()}
	out["name"] = At(r, "metadata", "annotations", "crossplane.io/external-name").GetStringValue()
	for _, f := range append([]string{"cidrBlock", "availabilityZone", "ipCidrRange", "region", "location", "name", "zone", "project"}, s.Identity...) {
		out[f] = At(r, "spec", "forProvider", f).String()
	}
	return out
}

// World in which a claim lives, as a cluster-scoped composite, with what the claims on
// its provider may refer to.
func (s Suite) World(tb testing.TB, claim *structpb.Struct, objects ...*structpb.Struct) World {
	tb.Helper()
	return s.world(tb, claim, claims(), objects...)
}

// Replace the parameters of the composite of a world by those of a claim, as an update
// does.
func (s Suite) Replace(tb testing.TB, w World, claim *structpb.Struct) World {
	tb.Helper()
	status := w.Composite.GetFields()["status"]
	w.Composite = claims().composite(tb, s, claim)
	w.Composite.Fields["status"] = status
	return w
}

// Claim returns a claim for a provider with the supplied parameters on top of those
// that every claim has.
func (s Suite) Claim(tb testing.TB, p platform.Provider, params string) *structpb.Struct {
	tb.Helper()
	claim := Object(tb, `{apiVersion: `+platform.APIVersion+`, kind: `+s.kind(tb)+`, metadata: {namespace: team-a, name: shop}, spec: {parameters: {provider: `+string(p)+`, region: us-east}}}`)
	fields := At(claim, "spec", "parameters").GetStructValue().GetFields()
	words := strings.NewReplacer()
	if s.Words != nil {
		words = strings.NewReplacer(s.Words(p)...)
	}
	for _, y := range []string{s.Base, params} {
		if y != "" {
			maps.Copy(fields, Object(tb, words.Replace(y)).GetFields())
		}
	}
	return claim
}
