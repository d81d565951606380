// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"

	"github.com/crossplane/crossplane/apis/v2/apiextensions/v1alpha1"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/apis"
	"github.com/hyperscalar/hyperscalar/test/crds"
	"github.com/hyperscalar/hyperscalar/test/kinds"
	"github.com/hyperscalar/hyperscalar/test/permissions"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

func file(t *testing.T, elem []string) string {
	t.Helper()
	path, err := repo.Path(elem...)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// check that a file is as it would be generated now.
func check(t *testing.T, elem []string, change func(content string) (string, error)) {
	t.Helper()
	got := file(t, elem)
	want, err := change(got)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s is out of date, run make generate: -want, +got:\n%s", strings.Join(elem, "/"), diff)
	}
}

// TestUpToDate fails when the code changed, and what is generated from it was not
// generated anew.
func TestUpToDate(t *testing.T) {
	t.Parallel()
	for _, f := range flavour.Flavours() {
		t.Run(string(f), func(t *testing.T) {
			t.Parallel()
			check(t, policyPath(f), func(string) (string, error) { return policy(f) })
			check(t, configurationPath(f), configuration)
		})
	}
	for _, a := range apis.All() {
		if a.Support == nil {
			continue
		}
		t.Run(a.Name, func(t *testing.T) {
			t.Parallel()
			check(t, readmePath(a), a.Support().Into)
		})
	}
}

// TestPermissionsUpToDate fails when what the providers must be allowed to do was not
// generated anew, or by hand.
func TestPermissionsUpToDate(t *testing.T) {
	t.Parallel()
	check(t, providersPath(), providers)
	want, err := permissions.Files()
	if err != nil {
		t.Fatal(err)
	}
	for path, b := range want {
		check(t, append(strings.Split(permissionsFolder, "/"), strings.Split(path, "/")...), func(string) (string, error) { return string(b), nil })
	}
	folder, err := repo.Path(permissionsFolder)
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(folder, "*", "*"))
	if err != nil || len(files) != len(want) {
		t.Errorf("there are %d files in %s, want %d: %v", len(files), permissionsFolder, len(want), err)
	}
}

// TestPolicies shows that a policy is one that Crossplane reads, and names kinds.
func TestPolicies(t *testing.T) {
	t.Parallel()
	for _, f := range flavour.Flavours() {
		mrap := &v1alpha1.ManagedResourceActivationPolicy{}
		if err := yaml.UnmarshalStrict([]byte(file(t, policyPath(f))), mrap); err != nil {
			t.Fatal(err)
		}
		want, err := activated(f)
		if err != nil {
			t.Fatal(err)
		}
		if len(want) == 0 || len(mrap.Spec.Activations) != len(want) {
			t.Errorf("%s: %d kinds are activated, want %d", f, len(mrap.Spec.Activations), len(want))
		}
	}
}

// TestProviderVersions shows that a Configuration asks for the releases that our
// structs are proven against, and not for older ones.
func TestProviderVersions(t *testing.T) {
	t.Parallel()
	for _, p := range kinds.Providers() {
		if p == platform.ProviderGCP {
			// The pinned release is the last one that is a Go module, and has no
			// namespaced kinds. CRDS names the folders of those that have.
			continue
		}
		src, err := crds.Pinned(p)
		if err != nil {
			t.Fatal(err)
		}
		_, version, _ := strings.Cut(src.Name, " ")
		if got := providerVersions()[p]; !strings.HasPrefix(got, ">="+version+", <v") {
			t.Errorf("%s: the versions are %q, and %s is pinned", p, got, version)
		}
	}
}

func TestProviderPackage(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason   string
		provider platform.Provider
		group    string
		want     string
	}{
		"Service": {reason: "A service has a package of its own.", provider: platform.ProviderAWS, group: "ec2.aws.upbound.io", want: "provider-aws-ec2"},
		"Family":  {reason: "What is of no service is in that of the family.", provider: platform.ProviderAzure, group: "azure.upbound.io", want: "provider-family-azure"},
		"Single":  {reason: "A provider of one thing is one package.", provider: kinds.Helm, group: "helm.crossplane.io", want: "provider-helm"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := providerPackage(tc.provider, tc.group); got != tc.want {
				t.Errorf("%s\nproviderPackage(...): want %q, got %q", tc.reason, tc.want, got)
			}
		})
	}
}
