// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package golden

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/json"
	"sigs.k8s.io/yaml"

	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/apis"
	"github.com/hyperscalar/hyperscalar/test/render"
)

// Files of a journey: the claim with what it refers to, and what happens to it.
const (
	givenFile = "given.yaml"
	stepsFile = "steps.yaml"
)

// A journey is what happens to a claim one thing after the other: its developer changes
// it, and its cloud takes its time, or refuses.
type journey struct {
	// Show lists the fields of the status that a reader wants to follow.
	Show []string `json:"show"`

	// Steps of the journey. Each of them renders the claim once, with everything
	// observed that was composed in the step before.
	Steps []step `json:"steps"`
}

// A step of a journey, in the order in which a reader wants to know.
type step struct {
	// Name of the step, and what it shows.
	Name string `json:"name"`
	Why  string `json:"why"`

	// Change of the parameters, from this step on. What is null is taken out.
	Change fields `json:"change,omitempty"`

	// Refused changes are taken back again.
	Refused bool `json:"refused,omitempty"`

	// Reports is what providers report from this step on in place of what was asked
	// for, by the key of the resource, or by what that begins with.
	Reports map[managed.Key]fields `json:"reports,omitempty"`

	// Observed is the same for this step alone.
	Observed map[managed.Key]fields `json:"observed,omitempty"`

	// Creating are the resources that are not there yet, by their keys.
	Creating []string `json:"creating,omitempty"`

	// Fails is what clouds say when they refuse what was asked for, by the key of
	// the resource, or by what that begins with. It goes on as it was.
	Fails map[managed.Key]string `json:"fails,omitempty"`

	// Passes is how often the claim is rendered, if that is not once.
	Passes int `json:"passes,omitempty"`

	// Settle renders the claim until it does not change any more, and is ready.
	Settle bool `json:"settle,omitempty"`
}

// fields of an object, with numbers as an API server has them.
type fields map[string]any

// UnmarshalJSON tells whole numbers from others.
func (f *fields) UnmarshalJSON(b []byte) error { return json.Unmarshal(b, (*map[string]any)(f)) }

// testJourneys renders claims while things happen to them.
func testJourneys(t *testing.T, a apis.API, rendered *collection) {
	t.Helper()
	for _, name := range entries(t, filepath.Join(testdata(a), "journeys"), "") {
		dir := filepath.Join(testdata(a), "journeys", name)
		for _, f := range flavour.Flavours() {
			t.Run("journeys/"+name+"/"+string(f), func(t *testing.T) {
				t.Parallel()
				j := readJourney(t, filepath.Join(dir, stepsFile))
				claims, others := load(t, filepath.Join(dir, givenFile), f)
				tr := &traveller{show: j.Show, story: &story{in: render.Input{Flavour: f, Claim: claims[0], Required: append(claims[1:], others...)}}}
				var pages []page
				for _, s := range j.Steps {
					pages = append(pages, tr.take(t, s))
					rendered.add(f, tr.at, t.Name()+"/"+s.Name)
				}
				compare(t, filepath.Join(dir, string(f)+".yaml"), formatPages(t, pages))
			})
		}
	}
}

func readJourney(t *testing.T, path string) journey {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var j journey
	if err := yaml.UnmarshalStrict(b, &j); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return j
}

func formatPages(t *testing.T, pages []page) []byte {
	t.Helper()
	out := &bytes.Buffer{}
	for _, p := range pages {
		b, err := yaml.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(out, "---\n# %s\n%s", p.Title, b)
	}
	return out.Bytes()
}

func (s step) title() string { return s.Name + ": " + s.Why }

// A traveller is a claim on its journey.
type traveller struct {
	story   *story
	at      render.Result
	show    []string
	reports map[managed.Key]fields
}

// take a step, and tell what has changed.
func (tr *traveller) take(t *testing.T, s step) page {
	t.Helper()
	before := tr.story.in.Claim
	tr.story.in.Claim = changed(before, s.Change)
	from := tr.at
	tr.reports = merged(tr.reports, s.Reports)
	res, err := tr.passes(t, s)
	var refused *render.RefusedError
	if s.Refused {
		if !errors.As(err, &refused) {
			t.Fatalf("%s: it is not refused: %v", s.Name, err)
		}
		tr.story.in.Claim = before
		return page{Title: s.title(), Refused: refused.Message}
	}
	if err != nil {
		t.Fatalf("%s: %v", s.Name, err)
	}
	if s.Settle {
		res = tr.settle(t, res)
	}
	tr.at = res
	return tell(s, from, res, tr.show)
}

// passes render the claim as often as a step says.
func (tr *traveller) passes(t *testing.T, s step) (render.Result, error) {
	t.Helper()
	for range s.Passes - 1 {
		res, err := tr.render(t, s)
		if err != nil {
			return res, err
		}
		tr.at = res
	}
	return tr.render(t, s)
}

// settle renders a claim until it does not change any more.
func (tr *traveller) settle(t *testing.T, res render.Result) render.Result {
	t.Helper()
	for range rounds {
		last := res
		tr.at = last
		var err error
		if res, err = tr.render(t, step{}); err != nil {
			t.Fatal(err)
		}
		if same(last, res) {
			checkReady(t, res)
			return res
		}
	}
	t.Fatalf("the claim still changes after %d rounds", rounds)
	return res
}

// render the claim once more, with everything that was composed observed.
func (tr *traveller) render(t *testing.T, s step) (render.Result, error) {
	t.Helper()
	in := tr.story.in
	if tr.at.Composite != nil {
		observed, secrets := observe(t, tr.at.Composed, s.conditions)
		for _, u := range observed {
			report(t, u, tr.reports)
			report(t, u, s.Observed)
		}
		in.Composite, in.Observed = tr.at.Composite, observed
		in.Required = slices.Concat(in.Required, secrets)
	}
	return renderer.Render(t.Context(), in)
}

// conditions of the resource with a key. One whose change is refused goes on as it was.
func (s step) conditions(key string) []condition {
	out := ready()
	if slices.Contains(s.Creating, key) {
		out[0] = condition{kind: "Ready", status: "False", reason: "Creating"}
	}
	if m, ok := about(s.Fails, key); ok {
		out[1] = condition{kind: "Synced", status: "False", reason: "ReconcileError", message: m}
	}
	return out
}

// report what the provider of a resource sees.
func report(t *testing.T, u *unstructured.Unstructured, reports map[managed.Key]fields) {
	t.Helper()
	seen, ok := about(reports, render.Key(u))
	if !ok {
		return
	}
	at, _, _ := unstructured.NestedMap(u.Object, "status", "atProvider")
	if err := unstructured.SetNestedMap(u.Object, merge(at, seen), "status", "atProvider"); err != nil {
		t.Fatal(err)
	}
}

// merged returns the values of both, of which those of over win.
func merged[V any](under, over map[managed.Key]V) map[managed.Key]V {
	out := map[managed.Key]V{}
	maps.Copy(out, under)
	maps.Copy(out, over)
	return out
}

// about returns the value for a resource. What names the whole key wins.
func about[V any](values map[managed.Key]V, key string) (V, bool) {
	if v, ok := values[managed.Key(key)]; ok {
		return v, true
	}
	for _, k := range slices.Sorted(maps.Keys(values)) {
		if strings.HasPrefix(key, string(k)+"-") {
			return values[k], true
		}
	}
	var none V
	return none, false
}

// changed returns a claim with other parameters.
func changed(claim *unstructured.Unstructured, change map[string]any) *unstructured.Unstructured {
	out := claim.DeepCopy()
	parameters, _, _ := unstructured.NestedMap(out.Object, "spec", "parameters")
	_ = unstructured.SetNestedMap(out.Object, merge(parameters, change), "spec", "parameters")
	return out
}

// merge what changes into a value, as kubectl patch does. What is null is taken out.
func merge(into, change map[string]any) map[string]any {
	out := maps.Clone(into)
	if out == nil {
		out = map[string]any{}
	}
	for k, v := range change {
		child, isMap := v.(map[string]any)
		has, hasMap := out[k].(map[string]any)
		switch {
		case v == nil:
			delete(out, k)
		case isMap && hasMap:
			out[k] = merge(has, child)
		default:
			out[k] = v
		}
	}
	return out
}
