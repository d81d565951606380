// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package simulate

import (
	"fmt"
	"maps"
	"strings"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/internal/managed"
)

// Annotation that holds the name of a resource at its cloud.
const annotationExternalName = "crossplane.io/external-name"

// Accounts that everything is created in.
const (
	account      = "123456789012"
	subscription = "00000000-0000-0000-0000-000000000000"
	project      = "example-project"
)

// An Object is a manifest, as JSON is decoded.
type Object = map[string]any

// An Observation of a composed resource.
type Observation struct {
	// ExternalName is the name of the resource at its cloud. It is empty for
	// what no provider manages.
	ExternalName string

	// Status of the resource, without conditions.
	Status Object

	// Connection details that the provider publishes.
	Connection map[string][]byte
}

// A World is everything that a claim composes. Resources may report the names of
// others.
type World struct {
	resources []Object
}

// Of returns the world of the composed resources, in an order that is always the
// same.
func Of(resources []Object) World { return World{resources: resources} }

// Observe one of the resources as its provider would leave it.
func (w World) Observe(o Object) (Observation, error) {
	if isNative(o) {
		return Observation{}, nil
	}
	r, err := ruleFor(str(o, "apiVersion"), str(o, "kind"))
	if err != nil {
		return Observation{}, err
	}
	e := expander{world: w, object: o, rule: r}
	out := Observation{Status: Object{}}
	if forProvider(o) != nil {
		e.name = w.externalName(o, r)
		out.ExternalName = e.name
		out.Status["atProvider"] = e.atProvider()
	}
	maps.Copy(out.Status, e.status())
	out.Connection = e.connection()
	return out, errors.Wrapf(e.err, "cannot simulate %s %q", str(o, "kind"), Key(o))
}

// isNative is true for what Kubernetes and Crossplane themselves know, such as a
// Secret or a Usage.
func isNative(o Object) bool {
	group, _, grouped := strings.Cut(str(o, "apiVersion"), "/")
	return !grouped || group == "protection.crossplane.io"
}

// Key of a composed resource.
func Key(o Object) string {
	if k := str(o, "metadata", "labels", managed.LabelKey); k != "" {
		return k
	}
	return str(o, "metadata", "annotations", "crossplane.io/composition-resource-name")
}

func forProvider(o Object) Object {
	fp, _ := at(o, "spec", "forProvider").(Object)
	return fp
}

// wanted is what a resource was asked for: its forProvider, or the parameters of a
// claim.
func wanted(o Object) Object {
	if fp := forProvider(o); fp != nil {
		return fp
	}
	parameters, _ := at(o, "spec", "parameters").(Object)
	return parameters
}

// externalName returns the name of a resource at its cloud.
func (w World) externalName(o Object, r rule) string {
	if n := str(o, "metadata", "annotations", annotationExternalName); n != "" {
		return n
	}
	name := r.Name
	if name == "" {
		name = "{kind}-{hash:17}"
	}
	e := expander{world: w, object: o, rule: r}
	return e.text(name)
}

// atProvider is everything that the resource was asked for, and what the cloud adds.
func (e *expander) atProvider() Object {
	out, _ := clone(forProvider(e.object)).(Object)
	maps.DeleteFunc(out, func(k string, _ any) bool {
		return strings.HasSuffix(k, "Selector") || strings.HasSuffix(k, "Ref")
	})
	e.identify(out)
	for field, v := range e.expand(e.rule.Defaults) {
		if _, ok := out[field]; !ok {
			out[field] = v
		}
	}
	maps.Copy(out, e.expand(e.rule.AtProvider))
	for _, s := range e.rule.When {
		if s.applies(out) {
			maps.Copy(out, e.expand(s.AtProvider))
		}
	}
	return out
}

// status is what is reported beside atProvider.
func (e *expander) status() Object {
	out := e.expand(e.rule.Status)
	for _, s := range e.rule.When {
		if s.applies(wanted(e.object)) {
			maps.Copy(out, e.expand(s.Status))
		}
	}
	return out
}

func (s special) applies(at Object) bool {
	for field, want := range s.Has {
		// Numbers of a table and of a manifest are of different types.
		if fmt.Sprint(want) != fmt.Sprint(at[field]) {
			return false
		}
	}
	return true
}

// identify adds what every resource of a cloud reports.
func (e *expander) identify(at Object) {
	switch e.rule.cloud {
	case aws:
		at["id"] = e.name
		at["arn"] = e.arn()
	case azure:
		// Only the credentials say in which subscription something exists that
		// was not created here.
		if !observeOnly(e.object) {
			at["id"] = e.id()
		}
	case gcp:
		if _, ok := at["project"]; !ok {
			at["project"] = project
		}
		at["id"] = e.id()
		at["selfLink"] = "https://www.googleapis.com/compute/v1/" + e.id()
	}
}

// observeOnly resources exist already.
func observeOnly(o Object) bool {
	policies, _ := at(o, "spec", "managementPolicies").([]any)
	return len(policies) == 1 && policies[0] == "Observe"
}

func (e *expander) connection() map[string][]byte {
	if at(e.object, "spec", "writeConnectionSecretToRef") == nil {
		return nil
	}
	out := make(map[string][]byte, len(e.rule.Connection))
	for k, v := range e.rule.Connection {
		out[k] = []byte(e.text(v))
	}
	return out
}

// clone what JSON is decoded to.
func clone(v any) any {
	switch v := v.(type) {
	case Object:
		out := make(Object, len(v))
		for k, e := range v {
			out[k] = clone(e)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = clone(e)
		}
		return out
	default:
		return v
	}
}

// at returns what stands below a path, or nil.
func at(o Object, path ...string) any {
	var v any = o
	for _, p := range path {
		m, _ := v.(Object)
		v = m[p]
	}
	return v
}

func str(o Object, path ...string) string {
	s, _ := at(o, path...).(string)
	return s
}
