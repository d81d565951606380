// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package composetest

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"
	"sigs.k8s.io/yaml"

	"github.com/crossplane/function-sdk-go/logging"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// root of the repository, seen from the folder of a function.
const root = "../.."

// A flavour turns a claim, as a developer writes it, into the composite that a
// function gets to see.
type flavour struct {
	name      string
	composite func(tb testing.TB, s Suite, claim *structpb.Struct) *structpb.Struct
}

func flavours() []flavour { return []flavour{claims(), native()} }

// claims is the flavour in which a cluster-scoped composite stands for a claim.
func claims() flavour {
	return flavour{name: "Claims", composite: func(tb testing.TB, s Suite, claim *structpb.Struct) *structpb.Struct {
		tb.Helper()
		name, namespace := At(claim, "metadata", "name").GetStringValue(), At(claim, "metadata", "namespace").GetStringValue()
		xr := Object(tb, `{apiVersion: `+platform.APIVersion+`, kind: X`+s.kind(tb)+`, metadata: {name: `+name+`-x7k2p},
			spec: {claimRef: {apiVersion: `+platform.APIVersion+`, kind: `+s.kind(tb)+`, namespace: `+namespace+`, name: `+name+`}}}`)
		xr.GetFields()["spec"].GetStructValue().GetFields()["parameters"] = parametersOf(claim)
		return xr
	}}
}

// native is the flavour in which the composite lives in the developer's namespace.
func native() flavour {
	return flavour{name: "Native", composite: func(tb testing.TB, s Suite, claim *structpb.Struct) *structpb.Struct {
		tb.Helper()
		xr := Object(tb, "{apiVersion: "+platform.APIVersion+", kind: "+s.kind(tb)+", spec: {}}")
		xr.Fields["metadata"] = proto.CloneOf(At(claim, "metadata"))
		xr.GetFields()["spec"].GetStructValue().GetFields()["parameters"] = parametersOf(claim)
		return xr
	}}
}

func parametersOf(claim *structpb.Struct) *structpb.Value {
	if p := At(claim, "spec", "parameters"); p != nil {
		return proto.CloneOf(p)
	}
	return structpb.NewStructValue(&structpb.Struct{})
}

// world in which a claim lives.
func (s Suite) world(tb testing.TB, claim *structpb.Struct, f flavour, objects ...*structpb.Struct) World {
	tb.Helper()
	w := World{
		Function:  s.New(logging.NewNopLogger()),
		Composite: f.composite(tb, s, claim),
		Objects:   slices.Concat(objects, read(tb, "examples", "environments", "*.yaml"), read(tb, "test", "golden", "testdata", s.API, "required.yaml")),
	}
	// A claim may choose a Composition that is made for a provider.
	provider := At(claim, "spec", "compositionSelector", "matchLabels", "provider").GetStringValue()
	if provider != "" {
		w.Input = Object(tb, "{apiVersion: "+s.API+".fn."+platform.Group+"/v1alpha1, kind: Input, provider: "+provider+"}")
	}
	return w
}

func (s Suite) objects(tb testing.TB, p platform.Provider) []*structpb.Struct {
	tb.Helper()
	if s.Objects == nil {
		return nil
	}
	return s.Objects(tb, p)
}

// An example is a claim of a file, and what else there is.
type example struct {
	claim *structpb.Struct

	// others are the other objects of the file.
	others []*structpb.Struct

	// objects that are required by the file.
	objects []*structpb.Struct
}

// examples are the claims of the API among every example, by file and name.
func (s Suite) examples(tb testing.TB) map[string]example {
	tb.Helper()
	out := map[string]example{}
	for _, file := range glob(tb, "examples", s.API, "*.yaml") {
		all := Objects(tb, file)
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		for i, o := range all {
			if At(o, "kind").GetStringValue() != s.kind(tb) {
				continue
			}
			out[name+"/"+At(o, "metadata", "name").GetStringValue()] = example{
				claim:   o,
				others:  slices.Concat(all[:i], all[i+1:]),
				objects: read(tb, "test", "golden", "testdata", s.API, "required", name+".yaml"),
			}
		}
	}
	if len(out) == 0 {
		tb.Fatalf("there are no examples of %s", s.API)
	}
	return out
}

// golden are the claims that ask for everything, by their files: those whose states
// there are golden files of.
func (s Suite) golden(tb testing.TB) map[string]example {
	tb.Helper()
	out := map[string]example{}
	for _, file := range glob(tb, "test", "golden", "testdata", s.API, "states", "*.yaml") {
		all := Objects(tb, file)
		if name := strings.TrimSuffix(filepath.Base(file), ".yaml"); name != "refusals" {
			out[name] = example{claim: all[0], others: all[1:]}
		}
	}
	for _, p := range platform.Providers() {
		if _, ok := out[string(p)]; !ok {
			tb.Errorf("there is no golden claim for %s", p)
		}
	}
	return out
}

// kind of the API's claims.
func (s Suite) kind(tb testing.TB) string {
	tb.Helper()
	return s.definition(tb).Spec.ClaimNames.Kind
}

// A definition of an API, as far as the suite needs it.
type definition struct {
	Spec struct {
		ClaimNames struct {
			Kind string `json:"kind"`
		} `json:"claimNames"`
		Versions []struct {
			Schema struct {
				OpenAPIV3Schema schema `json:"openAPIV3Schema"`
			} `json:"schema"`
		} `json:"versions"`
	} `json:"spec"`
}

type schema struct {
	Properties map[string]schema `json:"properties"`
	Items      *schema           `json:"items"`
}

// definitions that were read, by the names of their APIs.
var definitions sync.Map //nolint:gochecknoglobals // It caches what cannot change.

func (s Suite) definition(tb testing.TB) definition {
	tb.Helper()
	if d, ok := definitions.Load(s.API); ok {
		return d.(definition) //nolint:forcetypeassert // Nothing else is stored.
	}
	b, err := os.ReadFile(filepath.Join(root, "apis", s.API, "definition.yaml"))
	if err != nil {
		tb.Fatal(err)
	}
	var d definition
	if err := yaml.Unmarshal(b, &d); err != nil || len(d.Spec.Versions) == 0 {
		tb.Fatalf("cannot read the definition of %s: %v", s.API, err)
	}
	definitions.Store(s.API, d)
	return d
}

// leaves of the definition's parameters, as they are named in the support matrix.
func (s Suite) leaves(tb testing.TB) []string {
	tb.Helper()
	out := collect(s.definition(tb).Spec.Versions[0].Schema.OpenAPIV3Schema.Properties["spec"].Properties["parameters"], "")
	slices.Sort(out)
	if len(out) < 2 {
		tb.Fatal("found no parameters")
	}
	return out
}

func collect(s schema, path string) []string {
	if s.Items != nil && len(s.Items.Properties) > 0 {
		return collect(*s.Items, path+"[]")
	}
	if len(s.Properties) == 0 {
		return []string{path}
	}
	var out []string
	for name, child := range s.Properties {
		out = append(out, collect(child, strings.TrimPrefix(path+"."+name, "."))...)
	}
	return out
}

func glob(tb testing.TB, elem ...string) []string {
	tb.Helper()
	files, err := filepath.Glob(filepath.Join(append([]string{root}, elem...)...))
	if err != nil {
		tb.Fatal(err)
	}
	return files
}

// read every object of the files of a pattern. There may be none.
func read(tb testing.TB, elem ...string) []*structpb.Struct {
	tb.Helper()
	var out []*structpb.Struct
	for _, file := range glob(tb, elem...) {
		out = append(out, Objects(tb, file)...)
	}
	return out
}
