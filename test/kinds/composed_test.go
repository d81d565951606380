// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package kinds

import (
	"slices"
	"testing"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/apis"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

// TestComposed shows that code is read right: on every cloud the function of the
// Network API composes the network itself, and none composes what no function names.
func TestComposed(t *testing.T) {
	t.Parallel()
	want := map[platform.Provider]string{
		platform.ProviderAWS:   "vpcs.ec2.aws.upbound.io",
		platform.ProviderAzure: "virtualnetworks.network.azure.upbound.io",
		platform.ProviderGCP:   "networks.compute.gcp.upbound.io",
	}
	for _, p := range Providers() {
		got := composed(t, p, "network")
		if name := want[p]; name != "" && !slices.Contains(got, name) {
			t.Errorf("%s: the Network API composes %s, and it was not found in %v", p, name, got)
		}
		if none := composed(t, p); len(none) > 0 {
			t.Errorf("%s: without an API nothing is composed, got %v", p, none)
		}
	}
	if got := composed(t, Helm, "network"); len(got) > 0 {
		t.Errorf("the Network API composes nothing inside of clusters, got %v", got)
	}
}

func composed(t *testing.T, p platform.Provider, apis ...string) []string {
	t.Helper()
	ks, err := Composed(p, apis...)
	if err != nil {
		t.Fatal(err)
	}
	return Names(managed.ScopeCluster, ks)
}

// TestEveryKindIsUsed fails for a struct that no function composes any more. While an
// API is in the making its structs may be there before its function is.
func TestEveryKindIsUsed(t *testing.T) {
	t.Parallel()
	unlisted, err := repo.Folders("functions")
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(unlisted, apis.Names()) {
		t.Skipf("of the functions %v only %v are listed", unlisted, apis.Names())
	}
	for _, p := range Providers() {
		got := composed(t, p, apis.Names()...)
		for _, name := range Names(managed.ScopeCluster, Of(p)) {
			if !slices.Contains(got, name) {
				t.Errorf("%s: no function composes %s: drop it from internal/managed", p, name)
			}
		}
	}
}
