// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package render

import (
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/labels"

	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/apis"
	"github.com/hyperscalar/hyperscalar/test/manifest"
)

// A catalogue is what is installed in a control plane: the APIs that can be asked
// for, and the Compositions that serve them.
type catalogue struct {
	flavour      flavour.Flavour
	apis         []*api
	compositions []*unstructured.Unstructured
}

func newCatalogue(f flavour.Flavour) (*catalogue, error) {
	c := &catalogue{flavour: f}
	definitions, err := derived("apis", "definition.yaml", f, flavour.XRD)
	if err != nil {
		return nil, err
	}
	for _, d := range definitions {
		a, err := newAPI(d, f)
		if err != nil {
			return nil, err
		}
		c.apis = append(c.apis, a)
	}
	c.compositions, err = derived("compositions", "*.yaml", f, flavour.Composition)
	return c, err
}

func derived(folder, pattern string, f flavour.Flavour, derive func(*unstructured.Unstructured, flavour.Flavour) (*unstructured.Unstructured, error)) ([]*unstructured.Unstructured, error) {
	files, err := apis.Files(folder, pattern)
	if err != nil {
		return nil, err
	}
	out := make([]*unstructured.Unstructured, 0, len(files))
	for _, file := range files {
		u, err := manifest.ReadOne(file)
		if err != nil {
			return nil, err
		}
		if u, err = derive(u, f); err != nil {
			return nil, err
		}
		out = append(out, u)
	}
	return out, nil
}

// find the API that serves a claim.
func (c *catalogue) find(claim *unstructured.Unstructured) (*api, error) {
	gvk := claim.GroupVersionKind()
	for _, a := range c.apis {
		if a.serves(gvk) {
			return a, nil
		}
	}
	return nil, &RefusedError{Message: fmt.Sprintf("no matches for kind %q in version %q", gvk.Kind, gvk.GroupVersion())}
}

// choose the Composition for a claim, as Crossplane does: the definition may
// enforce one, the claim may name one or select one by labels, and else it is the
// definition's default.
// https://docs.crossplane.io/latest/composition/composite-resources/#composition-selection
func (c *catalogue) choose(a *api, claim *unstructured.Unstructured) (*unstructured.Unstructured, error) {
	where := []string{"spec"}
	if c.flavour == flavour.Native {
		where = []string{"spec", "crossplane"}
	}
	if name := str(a.definition, "spec", "enforcedCompositionRef", "name"); name != "" {
		return c.named(a, name)
	}
	if name := str(claim, append(where, "compositionRef", "name")...); name != "" {
		return c.named(a, name)
	}
	selector, ok, _ := unstructured.NestedStringMap(claim.Object, append(where, "compositionSelector", "matchLabels")...)
	if ok {
		return c.selected(a, selector)
	}
	if name := str(a.definition, "spec", "defaultCompositionRef", "name"); name != "" {
		return c.named(a, name)
	}
	return c.selected(a, nil)
}

func (c *catalogue) named(a *api, name string) (*unstructured.Unstructured, error) {
	for _, comp := range c.compositions {
		if comp.GetName() == name && a.servedBy(comp) {
			return comp, nil
		}
	}
	return nil, &RefusedError{Message: fmt.Sprintf("cannot select Composition: there is no Composition %q for %s", name, a.composite.Kind)}
}

// selected returns the one Composition with the supplied labels. Crossplane takes
// any of them if there are several, which nobody can have meant.
func (c *catalogue) selected(a *api, match map[string]string) (*unstructured.Unstructured, error) {
	var found []*unstructured.Unstructured
	var names []string
	for _, comp := range c.compositions {
		if a.servedBy(comp) && labels.SelectorFromSet(match).Matches(labels.Set(comp.GetLabels())) {
			found = append(found, comp)
			names = append(names, comp.GetName())
		}
	}
	switch len(found) {
	case 0:
		return nil, &RefusedError{Message: "cannot select Composition: no compatible Compositions found with the labels " + labels.FormatLabels(match)}
	case 1:
		return found[0], nil
	default:
		return nil, &RefusedError{Message: fmt.Sprintf("cannot select Composition: Crossplane would take any one of %s, which all have the labels %s", strings.Join(names, ", "), labels.FormatLabels(match))}
	}
}

func str(u *unstructured.Unstructured, path ...string) string {
	s, _, _ := unstructured.NestedString(u.Object, path...)
	return s
}
