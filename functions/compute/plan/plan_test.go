// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"errors"
	"maps"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	networkv1alpha1 "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

// Keys of people, which are of no use to anybody.
const (
	keyED25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILpySZv6Eh6DayrBVybufWsK9qsTw46SyuDRUFexWZh/ ops@example.com"
	keyOther   = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJTMdBHXF/FFebKqEA+7s0+lk/6u0nJIt2Ljq1gF8HZa"
)

// at is the place of a claim.
func at(p platform.Provider, native string, zones ...string) claim.Claim {
	return claim.Claim{
		Namespace: "shop", Name: "web", Provider: p, Environment: "default",
		Region:     regions.Region{Native: native, Zones: zones},
		References: map[string]claim.Referenced{},
	}
}

// referring returns a claim that also refers to something of the supplied status.
func referring(c claim.Claim, path *field.Path, status any) claim.Claim {
	references := map[string]claim.Referenced{}
	maps.Copy(references, c.References)
	references[path.String()] = claim.Referenced{Found: true, Status: func(into any) error {
		to, from := reflect.ValueOf(into).Elem(), reflect.ValueOf(status)
		if to.Type() != from.Type() {
			return errors.New("it is of another kind")
		}
		to.Set(from)
		return nil
	}}
	c.References = references
	return c
}

// in a network on AWS with two zones.
func onAWS() claim.Claim {
	c := at(platform.ProviderAWS, "eu-west-1", "eu-west-1a", "eu-west-1b", "eu-west-1c")
	return referring(c, Path("networkRef"), networkOnAWS())
}

func networkOnAWS() networkv1alpha1.Status {
	return networkv1alpha1.Status{
		CommonStatus: platform.CommonStatus{Provider: platform.ProviderAWS, Region: "eu-west-1", ProviderConfig: "default"},
		ID:           "vpc-1", CIDR: "10.0.0.0/16",
		Subnets: []networkv1alpha1.Subnet{
			{Name: "public-a", ID: "subnet-1", Tier: networkv1alpha1.TierPublic, Zone: "eu-west-1a"},
			{Name: "private-a", ID: "subnet-2", Tier: networkv1alpha1.TierPrivate, Zone: "eu-west-1a"},
			{Name: "private-b", ID: "subnet-3", Tier: networkv1alpha1.TierPrivate, Zone: "eu-west-1b"},
		},
		SecurityGroups: []networkv1alpha1.SecurityGroup{{Tier: networkv1alpha1.TierPublic, ID: "sg-1"}, {Tier: networkv1alpha1.TierPrivate, ID: "sg-2"}},
	}
}

// onAzure is in a network whose subnets span zones.
func onAzure(zones ...string) claim.Claim {
	s := networkv1alpha1.Status{ID: "vnet", CIDR: "10.0.0.0/16", Subnets: []networkv1alpha1.Subnet{
		{Name: "public", ID: "public", Tier: networkv1alpha1.TierPublic},
		{Name: "private", ID: "private", Tier: networkv1alpha1.TierPrivate},
		{Name: "isolated", ID: "isolated", Tier: networkv1alpha1.TierIsolated},
	}}
	return referring(at(platform.ProviderAzure, "northeurope", zones...), Path("networkRef"), s)
}

// guarded returns a claim of an environment with guardrails.
func guarded(c claim.Claim, e environment.Environment) claim.Claim {
	c.Environment, c.Guardrails = "strict", e
	return c
}

// machines returns parameters of machines in a network, with what a test is about.
func machine(change func(p *v1alpha1.Parameters)) v1alpha1.Parameters {
	p := v1alpha1.Parameters{NetworkRef: &platform.LocalReference{Name: "main"}}
	if change != nil {
		change(&p)
	}
	return p
}

func messages(errs field.ErrorList) []string {
	var out []string
	for _, err := range errs {
		out = append(out, err.Error())
	}
	return out
}

// A refusal is a claim that is refused with exactly these messages.
type refusal struct {
	reason   string
	claim    claim.Claim
	p        func(p *v1alpha1.Parameters)
	recorded v1alpha1.Status
	want     []string
}

func testRefusals(t *testing.T, cases map[string]refusal) {
	t.Helper()
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if tc.claim.Name == "" {
				tc.claim = onAWS()
			}
			_, errs := New(tc.claim, machine(tc.p), tc.recorded)
			if diff := cmp.Diff(tc.want, messages(errs)); diff != "" {
				t.Errorf("%s\nNew(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

// mustPlan returns a plan that nothing is wrong with.
func mustPlan(t *testing.T, c claim.Claim, p v1alpha1.Parameters, recorded v1alpha1.Status) Plan {
	t.Helper()
	out, errs := New(c, p, recorded)
	if len(errs) > 0 {
		t.Fatalf("New(...): want a plan, got %v", errs.ToAggregate())
	}
	return out
}
