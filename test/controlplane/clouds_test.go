// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package controlplane

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	fakediscovery "k8s.io/client-go/discovery/fake"
	clienttesting "k8s.io/client-go/testing"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"
	"sigs.k8s.io/controller-runtime/pkg/client/interceptor"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/test/controlplane/packages"
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

// TestPrepareClouds has the accounts of the clouds configured before Crossplane starts, where
// everything that this takes is there.
func TestPrepareClouds(t *testing.T) {
	t.Parallel()
	was := installation{Crossplane: "v1"}
	cases := map[string]struct {
		reason string
		before installation
		kinds  []string
		want   bool
	}{
		"Wiped": {
			reason: "Nothing was installed yet.",
			kinds:  []string{"vpcs.ec2.aws.upbound.io"},
		},
		"Missing": {
			reason: "What was installed has been deleted since, and Crossplane has to install it again.",
			before: was,
			kinds:  []string{"vpcs.ec2.aws.upbound.io"},
		},
		"Kept": {
			reason: "What was installed is there.",
			before: was,
			want:   true,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			applied := 0
			s := &supervisor{
				kube: fake.NewClientBuilder().WithInterceptorFuncs(interceptor.Funcs{
					Patch: func(context.Context, client.WithWatch, client.Object, client.Patch, ...client.PatchOption) error {
						applied++
						return nil
					},
				}).Build(),
				discovery:    &fakediscovery.FakeDiscovery{Fake: &clienttesting.Fake{}},
				contents:     &packages.Configuration{Activated: tc.kinds},
				installation: was,
				before:       tc.before,
			}
			if err := s.prepareClouds(t.Context()); err != nil {
				t.Fatal(err)
			}
			if got := applied > 0; got != tc.want {
				t.Errorf("%s\nprepareClouds(): want accounts configured %t, got %t", tc.reason, tc.want, got)
			}
			if err := s.configureAccounts(t.Context()); err != nil {
				t.Fatal(err)
			}
			as, err := accounts()
			if err != nil {
				t.Fatal(err)
			}
			if want := len(as) * len(platform.Providers()); applied != want {
				t.Errorf("%s\nconfigureAccounts(): want %d accounts configured once, got %d", tc.reason, want, applied)
			}
		})
	}
}
