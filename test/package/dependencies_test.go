// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"

	"github.com/hyperscalar/hyperscalar/test/kinds"
	"github.com/hyperscalar/hyperscalar/test/manifest"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

// TestDependencies shows that the Configurations depend on exactly the packages
// that carry the kinds that the functions compose, and on each function.
func TestDependencies(t *testing.T) {
	t.Parallel()
	root, err := repo.Root()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{}
	for _, p := range platform.Providers() {
		for _, k := range kinds.Of(p) {
			want = append(want, providerPackage(p, k.ForProvider.Type().Group))
		}
	}
	apis, err := (&builder{root: root}).functions()
	if err != nil {
		t.Fatal(err)
	}
	for _, api := range apis {
		want = append(want, "xpkg.crossplane.io/hyperscalar/function-"+api)
	}
	slices.Sort(want)
	want = slices.Compact(want)

	for _, path := range []string{"package/crossplane.yaml", "package/native/crossplane.yaml"} {
		u, err := manifest.ReadOne(filepath.Join(root, path))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, d := range list(u, "spec", "dependsOn") {
			got = append(got, str(d, "package"))
		}
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: dependencies: -want, +got:\n%s", path, diff)
		}
	}
}

// providerPackage returns the package that carries a group. The kinds that have no
// service of their own, such as Azure's ResourceGroup, are in that of the family.
func providerPackage(p platform.Provider, group string) string {
	const registry = "xpkg.crossplane.io/crossplane-contrib/provider-"
	service, ok := strings.CutSuffix(group, "."+string(p)+".upbound.io")
	if !ok {
		return registry + "family-" + string(p)
	}
	return registry + string(p) + "-" + service
}
