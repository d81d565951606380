// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
)

// adopted is a network that exists already. Its ids are written in several ways.
func adopted() plan.Plan {
	claim := smallest().Claim
	return plan.Plan{Claim: claim, Adopt: &v1alpha1.Adopt{
		ID: idNetwork,
		Subnets: []v1alpha1.AdoptedSubnet{
			{ID: idNetwork + "/subnets/aks", Tier: v1alpha1.TierPrivate},
			{ID: "/SUBSCRIPTIONS/00000000-0000-0000-0000-000000000000/resourcegroups/Group/providers/microsoft.network/virtualnetworks/NET/Subnets/Front", Tier: v1alpha1.TierPublic},
			{ID: idNetwork + "/subnets/VMs", Tier: v1alpha1.TierPrivate},
		},
	}}
}

func TestAdopt(t *testing.T) {
	t.Parallel()
	want := []managed.Resource{
		{
			Key:          "virtual-network",
			Component:    plan.ComponentNetwork,
			ExternalName: "net",
			ForProvider:  azure.VirtualNetwork{ResourceGroupName: "group"},
			ObserveOnly:  true,
		},
		{
			Key:          "adopted-subnet-front",
			Component:    plan.ComponentSubnets,
			ExternalName: "Front",
			ForProvider:  azure.Subnet{ResourceGroupName: "Group", VirtualNetworkName: "NET"},
			ObserveOnly:  true,
		},
		{
			Key:          "adopted-subnet-aks",
			Component:    plan.ComponentSubnets,
			ExternalName: "aks",
			ForProvider:  azure.Subnet{ResourceGroupName: "group", VirtualNetworkName: "net"},
			ObserveOnly:  true,
		},
		{
			Key:          "adopted-subnet-vms",
			Component:    plan.ComponentSubnets,
			ExternalName: "VMs",
			ForProvider:  azure.Subnet{ResourceGroupName: "group", VirtualNetworkName: "net"},
			ObserveOnly:  true,
		},
	}
	if diff := cmp.Diff(want, Build(adopted(), observations{})); diff != "" {
		t.Errorf("Build(...): -want, +got:\n%s", diff)
	}
}

func TestReportAdopted(t *testing.T) {
	t.Parallel()
	w := observations{
		"virtual-network":      {AtProvider: azure.VirtualNetworkObservation{ID: idNetwork, AddressSpace: []string{"fd00::/48", "10.8.0.0/16"}}},
		"adopted-subnet-front": {AtProvider: azure.SubnetObservation{ID: idNetwork + "/subnets/Front", AddressPrefixes: []string{"10.8.1.0/24"}}},
		"adopted-subnet-aks":   {AtProvider: azure.SubnetObservation{ID: idNetwork + "/subnets/aks", AddressPrefixes: []string{"10.8.2.0/24", "fd00::/64"}}},
	}
	want := v1alpha1.Status{
		ID:            idNetwork,
		ResourceGroup: "group",
		CIDR:          "10.8.0.0/16",
		IPv6CIDR:      "fd00::/48",
		Subnets: []v1alpha1.Subnet{
			{Name: "public", Tier: v1alpha1.TierPublic, ID: idNetwork + "/subnets/Front", CIDR: "10.8.1.0/24"},
			{Name: "private", Tier: v1alpha1.TierPrivate, ID: idNetwork + "/subnets/aks", CIDR: "10.8.2.0/24", IPv6CIDR: "fd00::/64"},
			{Name: "private-vms", Tier: v1alpha1.TierPrivate},
		},
	}
	var got v1alpha1.Status
	Report(adopted(), w, &got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Report(...): -want, +got:\n%s", diff)
	}

	p := adopted()
	p.Recorded = want
	got = v1alpha1.Status{}
	Report(p, w.Lost(), &got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Report(...) of what is lost for a moment: -want, +got:\n%s", diff)
	}
}

func TestParseSubnetID(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		id     string
		want   bool
	}{
		"Right":         {reason: "This is what Azure prints.", id: idNetwork + "/subnets/a", want: true},
		"Network":       {reason: "A network is no subnet.", id: idNetwork},
		"Longer":        {reason: "What lies in a subnet is no subnet.", id: idNetwork + "/subnets/a/more/b"},
		"Empty":         {reason: "Every name must be there.", id: idNetwork + "/subnets/"},
		"OtherProvider": {reason: "Classic networks cannot be managed.", id: idGroup + "/providers/Microsoft.ClassicNetwork/virtualNetworks/net/subnets/a"},
		"NoSlash":       {reason: "An id starts with a slash.", id: idNetwork[1:] + "/subnets/a"},
		"Nothing":       {reason: "Nothing is no id.", id: ""},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, got := parseSubnetID(tc.id); got != tc.want {
				t.Errorf("%s\nparseSubnetID(%q): want %v, got %v", tc.reason, tc.id, tc.want, got)
			}
		})
	}
}
