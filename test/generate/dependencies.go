// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/apis"
	"github.com/hyperscalar/hyperscalar/test/kinds"
)

// Where packages are served from.
const (
	functionRegistry = "xpkg.crossplane.io/hyperscalar/"
	providerRegistry = "xpkg.crossplane.io/crossplane-contrib/"
)

// functionVersions that a Configuration works with.
const functionVersions = ">=v0.1.0"

// providerVersions that a Configuration works with: from the release that our structs
// are proven against, up to the next one that may change them. On GCP that is the
// first release with namespaced kinds, and two majors have the same ones.
func providerVersions() map[platform.Provider]string {
	return map[platform.Provider]string{
		platform.ProviderAWS:   ">=v2.5.0, <v3.0.0",
		platform.ProviderAzure: ">=v2.6.0, <v3.0.0",
		platform.ProviderGCP:   ">=v2.6.0, <v4.0.0",
		kinds.Helm:             ">=v1.2.0, <v2.0.0",
		kinds.Kubernetes:       ">=v1.2.0, <v2.0.0",
	}
}

// A dependency of a Configuration.
type dependency struct {
	kind     string
	name     string
	versions string
}

// dependencies of the Configurations: every function, and exactly the providers that
// carry the kinds that the functions compose.
func dependencies() ([]dependency, error) {
	var out []dependency
	for _, a := range apis.All() {
		out = append(out, dependency{kind: "Function", name: functionRegistry + a.Function(), versions: functionVersions})
	}
	for _, p := range kinds.Providers() {
		ks, err := kinds.Composed(p, apis.Names()...)
		if err != nil {
			return nil, err
		}
		var names []string
		for _, k := range ks {
			names = append(names, providerRegistry+providerPackage(p, k.ForProvider.Type().Group))
		}
		slices.Sort(names)
		for _, name := range slices.Compact(names) {
			out = append(out, dependency{kind: "Provider", name: name, versions: providerVersions()[p]})
		}
	}
	return out, nil
}

// providerPackage returns the package that carries a group. The kinds that have no
// service of their own, such as Azure's ResourceGroup, are in that of the family.
func providerPackage(p platform.Provider, group string) string {
	if group == string(p)+".crossplane.io" {
		return "provider-" + string(p)
	}
	service, ok := strings.CutSuffix(group, "."+string(p)+".upbound.io")
	if !ok {
		return "provider-family-" + string(p)
	}
	return "provider-" + string(p) + "-" + service
}

func configurationPath(f flavour.Flavour) []string { return packagePath(f, "crossplane.yaml") }

// marker ends the part of a Configuration that is written by hand.
const marker = "  # Generated from the functions and what they compose, by make generate.\n  dependsOn:\n"

// configuration returns a Configuration with its dependencies as they are now.
func configuration(content string) (string, error) {
	before, _, ok := strings.Cut(content, marker)
	if !ok {
		return "", errors.Errorf("cannot find %q", marker)
	}
	all, err := dependencies()
	if err != nil {
		return "", err
	}
	out := &strings.Builder{}
	out.WriteString(before + marker)
	for _, d := range all {
		fmt.Fprintf(out, "  - apiVersion: pkg.crossplane.io/v1\n    kind: %s\n    package: %s\n    version: %q\n", d.kind, d.name, d.versions)
	}
	return out.String(), nil
}
