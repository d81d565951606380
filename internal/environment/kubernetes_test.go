// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package environment

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

func TestValidateKubernetes(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason string
		in     Environment
		want   []string
	}{
		"Nothing": {reason: "Everything is optional."},
		"Everything": {
			reason: "What clusters can be measured by is accepted.",
			in: Environment{
				Allowed: Allowed{KubernetesVersions: []string{"1.34", "1.9"}},
				Kubernetes: Kubernetes{
					EndpointAccess: []string{"Private", "Restricted", "Public"}, AllowedCIDRs: []string{"203.0.113.0/24"}, MaxNodes: 10,
					Admins: map[string][]string{"aws": {"a"}}, Credentials: map[string]SecretKey{"gcp": {Name: "a"}},
					Fleet: Fleet{Engine: FleetFlux, Tier: "gold", Labels: map[string]string{"example.com/a": "b"}},
				},
			},
		},
		"Version": {
			reason: "A version is a minor version.",
			in:     Environment{Allowed: Allowed{KubernetesVersions: []string{"1.34.1"}}},
			want:   []string{`data.allowed.kubernetesVersions[0]: Invalid value: "1.34.1": must be a minor version such as "1.34", quoted so that YAML keeps it as it is`},
		},
		"Wrong": {
			reason: "What no cluster can be measured by is refused.",
			in: Environment{Kubernetes: Kubernetes{
				EndpointAccess: []string{"Open"}, AllowedCIDRs: []string{"0.0.0.0/0", "fd00::/64"}, MaxNodes: -1,
				Admins: map[string][]string{"ibm": nil}, Credentials: map[string]SecretKey{"ibm": {}},
				Fleet: Fleet{Engine: "fleet", Tier: "not a label", Labels: map[string]string{"a b": "c"}},
			}},
			want: []string{
				`data.kubernetes.endpointAccess[0]: Unsupported value: "Open": supported values: "Private", "Restricted", "Public"`,
				`data.kubernetes.allowedCIDRs[0]: Invalid value: "0.0.0.0/0": must be an IPv4 range of /8 or smaller, such as 203.0.113.0/24`,
				`data.kubernetes.allowedCIDRs[1]: Invalid value: "fd00::/64": must be an IPv4 range of /8 or smaller, such as 203.0.113.0/24`,
				`data.kubernetes.admins[ibm]: Unsupported value: "ibm": supported values: "aws", "azure", "gcp"`,
				`data.kubernetes.credentials[ibm]: Unsupported value: "ibm": supported values: "aws", "azure", "gcp"`,
				`data.kubernetes.maxNodes: Invalid value: -1: must not be negative`,
				`data.kubernetes.fleet.engine: Unsupported value: "fleet": supported values: "argocd", "flux"`,
				`data.kubernetes.fleet.labels[a b]: Invalid value: "c": must be a label of Kubernetes`,
				`data.kubernetes.fleet.tier: Invalid value: "not a label": must be a value of a label of Kubernetes`,
			},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, err := range tc.in.validateKubernetes(field.NewPath("data")) {
				got = append(got, err.Error())
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestPermitsKubernetes(t *testing.T) {
	t.Parallel()

	e := Environment{Allowed: Allowed{KubernetesVersions: []string{"1.34"}, Sizes: []string{"small"}}}
	if !e.PermitsKubernetesVersion("1.34") || e.PermitsKubernetesVersion("1.35") || !(Environment{}).PermitsKubernetesVersion("1.35") {
		t.Error("a list permits what is in it, and no list everything")
	}
	if !e.PermitsSize("small") || e.PermitsSize("large") || !(Environment{}).PermitsSize("large") {
		t.Error("a list permits what is in it, and no list everything")
	}
	if diff := cmp.Diff([]string{"Private", "Restricted"}, Kubernetes{}.EndpointAccesses()); diff != "" {
		t.Errorf("Public needs consent: -want, +got:\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Private"}, Kubernetes{EndpointAccess: []string{"Private"}}.EndpointAccesses()); diff != "" {
		t.Errorf("-want, +got:\n%s", diff)
	}
}
