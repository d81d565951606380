// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package controlplane

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestAccounts shows that each provider configuration that an environment of the examples
// names gives access to the account that the environment says.
func TestAccounts(t *testing.T) {
	t.Parallel()
	as, err := accounts()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]account{}
	for _, a := range as {
		got[a.name] = a
	}
	for _, want := range []account{
		{name: "default", aws: "333333333333", azure: "33333333-3333-3333-3333-333333333333", gcp: "acme-legacy"},
		{name: "development", aws: "111111111111", azure: "11111111-1111-1111-1111-111111111111", gcp: "acme-development"},
	} {
		if diff := cmp.Diff(want, got[want.name], cmp.AllowUnexported(account{})); diff != "" {
			t.Errorf("accounts(): %s: -want, +got:\n%s", want.name, diff)
		}
	}
}

// TestFleets shows that clusters can be registered where the environments of the examples
// say, and where those that say nothing mean.
func TestFleets(t *testing.T) {
	t.Parallel()
	got, err := fleets()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"default", "platform"}, got); diff != "" {
		t.Errorf("fleets(): -want, +got:\n%s", diff)
	}
}
