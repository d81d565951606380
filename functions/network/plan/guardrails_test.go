// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/environment"
)

// within an environment.
func within(e environment.Environment) claim.Claim {
	c := testClaim()
	c.Environment, c.Guardrails = "production", e
	return c
}

func TestNewKeepsWithinGuardrails(t *testing.T) {
	t.Parallel()
	logged, private := within(environment.Environment{Network: environment.Network{FlowLogs: new(true)}}), within(environment.Environment{Network: environment.Network{PrivateOnly: new(true)}})
	inbound := func(cidr string, change func(*v1alpha1.FirewallRule)) v1alpha1.Parameters {
		r := v1alpha1.FirewallRule{Name: "web", Ports: []string{"443"}, CIDRs: []string{"10.0.0.0/8", cidr}, Tiers: []v1alpha1.Tier{"public"}}
		change(&r)
		return v1alpha1.Parameters{Firewall: []v1alpha1.FirewallRule{r}}
	}
	asIs := func(*v1alpha1.FirewallRule) {}
	const flowLogs = `spec.parameters.flowLogs.enabled: Forbidden: environment "production" requires flow logs; set it to true, or ask your platform team (rule network.flowLogs)`
	testRefusals(t, map[string]refusal{
		"NoFlowLogs":  {reason: "Flow logs are required.", claim: logged, want: []string{flowLogs}},
		"FlowLogsOff": {reason: "They must be on.", claim: logged, p: v1alpha1.Parameters{FlowLogs: &v1alpha1.FlowLogs{}}, want: []string{flowLogs}},
		"FromInternet": {
			reason: "Nobody gets in from the internet.", claim: private, p: inbound("192.0.2.0/24", asIs),
			want: []string{`spec.parameters.firewall[0].cidrs: Forbidden: environment "production" lets nobody in from the internet, and 192.0.2.0/24 is there; choose private ranges, or ask your platform team (rule network.privateOnly)`},
		},
	})
	for name, tc := range map[string]refusal{
		"FlowLogsOn": {claim: logged, p: v1alpha1.Parameters{FlowLogs: &v1alpha1.FlowLogs{Enabled: true}}},
		"Adopted":    {claim: logged, p: v1alpha1.Parameters{Adopt: &v1alpha1.Adopt{ID: "vpc-1"}}},
		"Inside":     {claim: private, p: inbound("192.168.0.0/16", asIs)},
		"Outbound":   {claim: private, p: inbound("192.0.2.0/24", func(r *v1alpha1.FirewallRule) { r.Direction = v1alpha1.DirectionOutbound })},
		"Denied":     {claim: private, p: inbound("192.0.2.0/24", func(r *v1alpha1.FirewallRule) { r.Action = v1alpha1.ActionDeny })},
	} {
		if _, errs := New(tc.claim, tc.p, v1alpha1.Status{}); len(errs) > 0 {
			t.Errorf("%s is within the guardrails: %v", name, errs)
		}
	}
}

func TestAdopts(t *testing.T) {
	t.Parallel()
	c := within(environment.Environment{Adoption: environment.Adoption{Networks: []string{"vpc-1"}}})
	if got := (Plan{Claim: c}).Adopts(); got != nil {
		t.Errorf("A network that is created is not adopted: %v", got)
	}
	got := map[string]bool{}
	for _, id := range []string{"vpc-1", "vpc-2"} {
		for _, a := range (Plan{Claim: c, Adopt: &v1alpha1.Adopt{ID: id}}).Adopts() {
			got[a.Path.String()+" "+a.ID+" "+a.Rule] = a.Permitted
		}
	}
	want := map[string]bool{"spec.parameters.adopt.id vpc-1 adoption.networks": true, "spec.parameters.adopt.id vpc-2 adoption.networks": false}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("What the environment lists may be adopted: -want, +got:\n%s", diff)
	}
}
