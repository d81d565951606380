// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package golden

import (
	"bytes"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/hyperscalar/hyperscalar/test/manifest"
	"github.com/hyperscalar/hyperscalar/test/render"
)

// rounds is more than a network needs to become ready: each opens the gates of one
// more layer of resources.
const rounds = 12

// A state of a network of which everything was asked for.
type state struct {
	name   string
	render func(t *testing.T, n *network) render.Result
}

// states in the order in which a network goes through them.
func states() []state {
	return []state{
		{name: "half-observed", render: halfObserved},
		{name: "provider-error", render: providerError},
		{name: "ready", render: becomeReady},
		{name: "dependency-lost", render: dependencyLost},
	}
}

// A network on one provider, and how it fares there.
type network struct {
	provider platform.Provider
	in       render.Input
	first    render.Result
	ready    render.Result

	// dependency is the resource that everything else needs.
	dependency string

	// refusal is how the provider reports that the cloud refuses a resource.
	refusal string
}

// dependencies that everything else in a network needs.
var dependencies = map[platform.Provider]string{
	platform.ProviderAWS:   "VPC",
	platform.ProviderAzure: "VirtualNetwork",
	platform.ProviderGCP:   "Network",
}

// refusals are what clouds say when a quota is exceeded, as providers report it.
var refusals = map[platform.Provider]string{
	platform.ProviderAWS:   "create failed: async create failed: failed to create the resource: [{0 creating EC2 VPC: operation error EC2: CreateVpc, https response error StatusCode: 400, RequestID: 7d3a5b6c-0000-4000-8000-000000000000, api error VpcLimitExceeded: The maximum number of VPCs has been reached.  []}]",
	platform.ProviderAzure: "create failed: async create failed: failed to create the resource: [{0 creating Virtual Network: performing CreateOrUpdate: unexpected status 400 (400 Bad Request) with error: NetcfgSubnetRangesOverlap: Subnet ranges overlap.  []}]",
	platform.ProviderGCP:   "create failed: async create failed: failed to create the resource: [{0 Error creating Network: googleapi: Error 403: QUOTA_EXCEEDED - Quota 'NETWORKS' exceeded.  Limit: 5.0 globally.  []}]",
}

// TestStates renders the full-featured network of each provider while it becomes
// ready, and when things go wrong.
func TestStates(t *testing.T) {
	t.Parallel()
	for _, p := range platform.Providers() {
		for _, f := range flavour.Flavours() {
			t.Run(string(p)+"/"+string(f), func(t *testing.T) {
				t.Parallel()
				n := newNetwork(t, p, f)
				file := func(name string) string {
					return filepath.Join(testdata, "states", string(p), string(f), name+".yaml")
				}
				validate(t, f, n.first)
				compare(t, file("first-pass"), format(t, n.first))
				for _, s := range states() {
					t.Run(s.name, func(t *testing.T) {
						res := s.render(t, n)
						validate(t, f, res)
						compare(t, file(s.name), changes(t, n.first, res))
					})
				}
			})
		}
	}
}

func newNetwork(t *testing.T, p platform.Provider, f flavour.Flavour) *network {
	t.Helper()
	claims, required := load(t, filepath.Join(testdata, "states", string(p)+".yaml"), f)
	n := &network{provider: p, refusal: refusals[p]}
	n.in = render.Input{Flavour: f, Claim: claims[0], Required: append(claims[1:], required...)}
	n.first = mustRender(t, n.in)
	for _, u := range n.first.Composed {
		if u.GetKind() == dependencies[p] {
			n.dependency = render.Key(u)
		}
	}
	if n.dependency == "" {
		t.Fatalf("the first pass composes no %s", dependencies[p])
	}
	return n
}

// next renders the network again, with what was rendered before observed.
func (n *network) next(t *testing.T, before render.Result, observed []*unstructured.Unstructured) render.Result {
	t.Helper()
	in := n.in
	in.Composite = before.Composite
	in.Observed = observed
	res := mustRender(t, in)
	for _, u := range observed {
		if !slices.ContainsFunc(res.Composed, func(c *unstructured.Unstructured) bool { return render.Key(c) == render.Key(u) }) {
			t.Errorf("%q exists and is composed no more: Crossplane would delete it", render.Key(u))
		}
	}
	return res
}

func allReady(string) []condition { return ready() }

// halfObserved is the network when half of its resources exist.
func halfObserved(t *testing.T, n *network) render.Result {
	t.Helper()
	half := n.first.Composed[:len(n.first.Composed)/2]
	return n.next(t, n.first, observe(half, allReady))
}

// becomeReady is the network when everything exists and is ready. It must stay as
// it is from then on.
func becomeReady(t *testing.T, n *network) render.Result {
	t.Helper()
	res := n.first
	for range rounds {
		next := n.next(t, res, observe(res.Composed, allReady))
		if bytes.Equal(format(t, res), format(t, next)) {
			checkReady(t, next)
			n.ready = next
			return next
		}
		res = next
	}
	t.Fatalf("the network still changes after %d rounds", rounds)
	return res
}

func checkReady(t *testing.T, res render.Result) {
	t.Helper()
	if phase, _, _ := unstructured.NestedString(res.Composite.Object, "status", "phase"); phase != string(platform.PhaseReady) {
		t.Errorf("the network is %s though everything in it is ready", phase)
	}
	if waiting, _, _ := unstructured.NestedSlice(res.Composite.Object, "status", "waiting"); len(waiting) > 0 {
		t.Errorf("everything is ready, and still there are resources that wait: %v", waiting)
	}
}

// dependencyLost is the network when it was ready, and then the resource that all
// others need is not ready any more.
func dependencyLost(t *testing.T, n *network) render.Result {
	t.Helper()
	if n.ready.Composite == nil {
		becomeReady(t, n)
	}
	return n.next(t, n.ready, observe(n.ready.Composed, func(key string) []condition {
		if key == n.dependency {
			return unready()
		}
		return ready()
	}))
}

// providerError is the network when its cloud refuses to create the resource that
// all others need.
func providerError(t *testing.T, n *network) render.Result {
	t.Helper()
	stuck := unresolved(n.first.Composed, n.dependency)
	return n.next(t, n.first, observe(n.first.Composed, func(key string) []condition {
		if key == n.dependency {
			return failed(n.refusal)
		}
		if stuck[key] {
			return failed("cannot resolve references: mg.Spec.ForProvider: referenced field was empty (referenced resource may not yet be ready)")
		}
		return ready()
	}))
}

// changes formats the composite, and of what it composes only that which differs
// from the first pass. The rest is listed by name.
func changes(t *testing.T, first, res render.Result) []byte {
	t.Helper()
	before := map[string]*unstructured.Unstructured{}
	for _, u := range first.Composed {
		before[render.Key(u)] = plain(u)
	}
	shown := res
	shown.Composed = nil
	out := &bytes.Buffer{}
	out.WriteString("# Composed as in the first pass:\n")
	for _, u := range res.Composed {
		if b, ok := before[render.Key(u)]; ok && reflect.DeepEqual(b, plain(u)) {
			fmt.Fprintf(out, "#   %s %s\n", u.GetKind(), render.Key(u))
			continue
		}
		shown.Composed = append(shown.Composed, u)
	}
	out.Write(format(t, shown))
	return out.Bytes()
}

// goldenObjects returns the objects of every golden file.
func goldenObjects(t *testing.T) []*unstructured.Unstructured {
	t.Helper()
	var out []*unstructured.Unstructured
	files, err := manifest.Files(testdata)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if strings.Contains(f, string(filepath.Separator)+"wrong"+string(filepath.Separator)) {
			continue
		}
		us, err := manifest.Read(f)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, us...)
	}
	return out
}
