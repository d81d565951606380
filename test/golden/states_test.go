// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package golden

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/apis"
	"github.com/hyperscalar/hyperscalar/test/render"
)

// rounds is more than a claim needs to become ready: each opens the gates of one more
// layer of resources.
const rounds = 16

// A state of a claim of which everything was asked for.
type state struct {
	name   string
	render func(t *testing.T, s *story) render.Result
}

// states in the order in which a claim goes through them.
func states() []state {
	return []state{
		{name: "half-observed", render: halfObserved},
		{name: "provider-error", render: providerError},
		{name: "ready", render: becomeReady},
		{name: "dependency-lost", render: dependencyLost},
	}
}

// A story is that of a claim on one provider: how it fares there.
type story struct {
	in       render.Input
	first    render.Result
	ready    render.Result
	refusal  refusal
	rendered *collection
}

// A refusal is what a cloud says when it refuses the resource that everything else
// needs.
type refusal struct {
	// Resource is its key within the claim.
	Resource string `json:"resource"`

	// Message as its provider reports it.
	Message string `json:"message"`
}

// refusalsFile lies beside the claims.
const refusalsFile = "refusals"

// refusals of the claims of an API, by the names of their files.
func refusals(t *testing.T, a apis.API) map[string]refusal {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(testdata(a), "states", refusalsFile+".yaml"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]refusal{}
	if err := yaml.UnmarshalStrict(b, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// testStates renders the full-featured claim of each provider while it becomes ready,
// and when things go wrong.
func testStates(t *testing.T, a apis.API, rendered *collection) {
	t.Helper()
	for _, path := range files(t, a, "test/golden/testdata", "states/*.yaml") {
		name := nameOf(path)
		if name == refusalsFile {
			continue
		}
		refused, ok := refusals(t, a)[name]
		if !ok {
			t.Errorf("%s: it is not among the refusals beside it", path)
		}
		for _, f := range flavour.Flavours() {
			t.Run("states/"+name+"/"+string(f), func(t *testing.T) {
				t.Parallel()
				s := newStory(t, path, f, refused, rendered)
				file := func(state string) string {
					return filepath.Join(testdata(a), "states", name, string(f), state+".yaml")
				}
				compare(t, file("first-pass"), format(t, s.first))
				for _, st := range states() {
					t.Run(st.name, func(t *testing.T) {
						res := st.render(t, s)
						rendered.add(f, res, t.Name())
						compare(t, file(st.name), changes(t, s.first, res))
					})
				}
			})
		}
	}
}

func newStory(t *testing.T, path string, f flavour.Flavour, refused refusal, rendered *collection) *story {
	t.Helper()
	claims, others := load(t, path, f)
	s := &story{refusal: refused, rendered: rendered}
	s.in = render.Input{Flavour: f, Claim: claims[0], Required: append(claims[1:], others...)}
	s.first = mustRender(t, s.in)
	rendered.add(f, s.first, t.Name())
	if !composes(s.first, refused.Resource) {
		t.Fatalf("the first pass does not compose %q", refused.Resource)
	}
	return s
}

func composes(res render.Result, key string) bool {
	return slices.ContainsFunc(res.Composed, func(u *unstructured.Unstructured) bool { return render.Key(u) == key })
}

// next renders the claim again, with some of what was rendered before observed.
func (s *story) next(t *testing.T, before render.Result, composed []*unstructured.Unstructured, conditions func(key string) []condition) render.Result {
	t.Helper()
	observed, secrets := observe(t, composed, conditions)
	in := s.in
	in.Composite = before.Composite
	in.Observed = observed
	in.Required = slices.Concat(in.Required, secrets)
	res := mustRender(t, in)
	for _, u := range observed {
		if !composes(res, render.Key(u)) {
			t.Errorf("%q exists and is composed no more: Crossplane would delete it", render.Key(u))
		}
	}
	return res
}

// halfObserved is the claim when half of its resources exist.
func halfObserved(t *testing.T, s *story) render.Result {
	t.Helper()
	return s.next(t, s.first, s.first.Composed[:len(s.first.Composed)/2], allReady)
}

// becomeReady is the claim when everything exists and is ready. It must stay as it is
// from then on.
func becomeReady(t *testing.T, s *story) render.Result {
	t.Helper()
	res := s.first
	for range rounds {
		next := s.next(t, res, res.Composed, allReady)
		if same(res, next) {
			checkReady(t, next)
			s.ready = next
			return next
		}
		res = next
	}
	t.Fatalf("the claim still changes after %d rounds", rounds)
	return res
}

// same is true for two renderings that a golden file would not tell apart.
func same(a, b render.Result) bool {
	equal := func(a, b *unstructured.Unstructured) bool { return reflect.DeepEqual(plain(a), plain(b)) }
	return equal(composite(a.Composite), composite(b.Composite)) &&
		slices.EqualFunc(a.Composed, b.Composed, equal) && slices.EqualFunc(a.Results, b.Results, equal)
}

func checkReady(t *testing.T, res render.Result) {
	t.Helper()
	if !isReady(res.Composite) {
		t.Error("the claim is not ready though everything in it is")
	}
	// An API may have phases of its own, which are not these.
	phase, _, _ := unstructured.NestedString(res.Composite.Object, "status", "phase")
	for _, p := range []platform.Phase{"", platform.PhaseProvisioning, platform.PhaseUpdating, platform.PhaseDegraded} {
		if phase == string(p) {
			t.Errorf("the claim is in phase %q though everything in it is ready", phase)
		}
	}
	if waiting, _, _ := unstructured.NestedSlice(res.Composite.Object, "status", "waiting"); len(waiting) > 0 {
		t.Errorf("everything is ready, and still there are resources that wait: %v", waiting)
	}
}

// isReady is true when Crossplane says that a composite is ready.
func isReady(composite *unstructured.Unstructured) bool {
	conditions, _, _ := unstructured.NestedSlice(composite.Object, "status", "conditions")
	return slices.ContainsFunc(conditions, func(c any) bool {
		condition, _ := c.(map[string]any)
		return condition["type"] == "Ready" && condition["status"] == "True"
	})
}

// dependencyLost is the claim when it was ready, and then the resource that all others
// need is not ready any more.
func dependencyLost(t *testing.T, s *story) render.Result {
	t.Helper()
	if s.ready.Composite == nil {
		becomeReady(t, s)
	}
	return s.next(t, s.ready, s.ready.Composed, func(key string) []condition {
		if key == s.refusal.Resource {
			return unready()
		}
		return ready()
	})
}

// providerError is the claim when its cloud refuses to create the resource that all
// others need.
func providerError(t *testing.T, s *story) render.Result {
	t.Helper()
	stuck := unresolved(s.first.Composed, s.refusal.Resource)
	return s.next(t, s.first, s.first.Composed, func(key string) []condition {
		if key == s.refusal.Resource {
			return failed(s.refusal.Message)
		}
		if stuck[key] {
			return failed("cannot resolve references: mg.Spec.ForProvider: referenced field was empty (referenced resource may not yet be ready)")
		}
		return ready()
	})
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
