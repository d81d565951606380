// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package environment

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

func TestAdoption(t *testing.T) {
	t.Parallel()
	const hub = "/subscriptions/0/resourceGroups/legacy/providers/Microsoft.Network/virtualNetworks/hub"
	cases := map[string]struct {
		reason string
		list   []string
		id     string
		want   bool
	}{
		"NoList":         {reason: "Without a list nothing may be adopted.", id: "vpc-1"},
		"Listed":         {reason: "What is listed may be adopted.", list: []string{"vpc-1"}, id: "vpc-1", want: true},
		"NotListed":      {reason: "What is not listed may not be adopted.", list: []string{"vpc-1"}, id: "vpc-10"},
		"Prefix":         {reason: "An entry may allow what starts like it.", list: []string{"projects/acme-legacy/*"}, id: "projects/acme-legacy/global/networks/hub", want: true},
		"OtherProject":   {reason: "An entry allows nothing that starts in another way.", list: []string{"projects/acme-legacy/*"}, id: "projects/acme-legacy-2/global/networks/hub"},
		"Everything":     {reason: "The platform team may trust everybody with everything.", list: []string{"*"}, id: "legacy", want: true},
		"AzureAnyCase":   {reason: "Azure prints ids in any case.", list: []string{hub}, id: "/SUBSCRIPTIONS/0/resourcegroups/legacy/providers/microsoft.network/virtualnetworks/HUB", want: true},
		"ClusterInACase": {reason: "EKS tells the cases of names apart.", list: []string{"legacy"}, id: "Legacy"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := (Adoption{Networks: tc.list}).PermitsNetwork(tc.id); got != tc.want {
				t.Errorf("%s\nPermitsNetwork(%q): got %t", tc.reason, tc.id, got)
			}
			if got := (Adoption{Clusters: tc.list}).PermitsCluster(tc.id); got != tc.want {
				t.Errorf("%s\nPermitsCluster(%q): got %t", tc.reason, tc.id, got)
			}
		})
	}
}

func TestAdoptionInherits(t *testing.T) {
	t.Parallel()
	base := Environment{Adoption: Adoption{Networks: []string{"vpc-1"}, Clusters: []string{"legacy"}}}
	if diff := cmp.Diff(base, Environment{}.Over(base)); diff != "" {
		t.Errorf("What is left out is inherited: -want, +got:\n%s", diff)
	}
	over := Environment{Adoption: Adoption{Networks: []string{"vpc-2"}, Clusters: []string{"other"}}}
	if diff := cmp.Diff(over, over.Over(base)); diff != "" {
		t.Errorf("A list replaces the other list: -want, +got:\n%s", diff)
	}
}

func TestValidateAdoption(t *testing.T) {
	t.Parallel()
	e := Environment{Adoption: Adoption{Networks: []string{"vpc-*", "*-1", ""}, Clusters: []string{"*", "a*b*"}}}
	var got []string
	for _, err := range e.Validate(field.NewPath("data")) {
		got = append(got, err.Error())
	}
	const rule = "must be an id, or the beginning of one with * at its end"
	want := []string{
		`data.adoption.networks[1]: Invalid value: "*-1": ` + rule,
		`data.adoption.networks[2]: Invalid value: "": ` + rule,
		`data.adoption.clusters[1]: Invalid value: "a*b*": ` + rule,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Validate(...): -want, +got:\n%s", diff)
	}
}
