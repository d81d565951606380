// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package simulate

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"sigs.k8s.io/yaml"
)

func object(t *testing.T, in string) Object {
	t.Helper()
	out := Object{}
	if err := yaml.Unmarshal([]byte(in), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// cluster on GCP, which node pools are in.
const cluster = `{apiVersion: container.gcp.upbound.io/v1beta2, kind: Cluster, metadata: {annotations: {crossplane.io/external-name: b}}, spec: {forProvider: {minMasterVersion: "1.35"}}}`

// group of resources on Azure, which ids are in.
const group = `{apiVersion: azure.upbound.io/v1beta1, kind: ResourceGroup, metadata: {labels: {platform.hyperscalar.io/key: group}, annotations: {crossplane.io/external-name: shop}}, spec: {forProvider: {location: westeurope}}}`

func TestObserve(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		in     string
		name   string
		status string
	}{
		"AWS": {
			reason: "AWS assigns the name, reports the ARN and what it was asked for, but no references.",
			in:     `{apiVersion: ec2.aws.upbound.io/v1beta1, kind: EIP, metadata: {labels: {platform.hyperscalar.io/key: eip-a}}, spec: {forProvider: {region: eu-west-1, instanceSelector: {}, instanceRef: {}}}}`,
			name:   "eipalloc-87ef2fe8878f46bfe",
			status: `{atProvider: {region: eu-west-1, id: eipalloc-87ef2fe8878f46bfe, arn: "arn:aws:ec2:eu-west-1:123456789012:eip/eipalloc-87ef2fe8878f46bfe", publicIp: 203.0.113.243}}`,
		},
		"Default": {
			reason: "What nobody asked for is what the cloud makes of it.",
			in:     `{apiVersion: ec2.aws.m.upbound.io/v1beta1, kind: VPC, metadata: {annotations: {crossplane.io/external-name: vpc-1}}, spec: {forProvider: {assignGeneratedIpv6CidrBlock: true}}}`,
			name:   "vpc-1",
			status: `{atProvider: {assignGeneratedIpv6CidrBlock: true, cidrBlock: 10.50.0.0/16, ipv6CidrBlock: "2600:1f18:1234:5600::/56", id: vpc-1, arn: "arn:aws:ec2::123456789012:vpc/vpc-1"}}`,
		},
		"Asked": {
			reason: "What was asked for is reported, and no special case that it is not.",
			in:     `{apiVersion: ec2.aws.upbound.io/v1beta1, kind: VPC, metadata: {annotations: {crossplane.io/external-name: vpc-1}}, spec: {forProvider: {cidrBlock: 10.1.0.0/16}}}`,
			name:   "vpc-1",
			status: `{atProvider: {cidrBlock: 10.1.0.0/16, id: vpc-1, arn: "arn:aws:ec2::123456789012:vpc/vpc-1"}}`,
		},
		"Azure": {
			reason: "Azure's ids are paths in the resource group, and below their parents.",
			in:     `{apiVersion: network.azure.upbound.io/v1beta2, kind: Subnet, metadata: {annotations: {crossplane.io/external-name: a}}, spec: {forProvider: {virtualNetworkName: main, addressPrefixes: [10.0.0.0/24]}}}`,
			name:   "a",
			status: `{atProvider: {virtualNetworkName: main, addressPrefixes: [10.0.0.0/24], id: /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.Network/virtualNetworks/main/subnets/a}}`,
		},
		"AzureGroup": {
			reason: "A resource group is in no other.",
			in:     group,
			name:   "shop",
			status: `{atProvider: {location: westeurope, id: /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop}}`,
		},
		"AzureAdopted": {
			reason: "A name that is an id already is one.",
			in:     `{apiVersion: network.azure.upbound.io/v1beta1, kind: VirtualNetwork, metadata: {annotations: {crossplane.io/external-name: /subscriptions/s}}, spec: {forProvider: {addressSpace: []}}}`,
			name:   "/subscriptions/s",
			status: `{atProvider: {addressSpace: [], id: /subscriptions/s}}`,
		},
		"AzureObserved": {
			reason: "Nobody knows here in which subscription something exists that was not created.",
			in:     `{apiVersion: network.azure.upbound.io/v1beta1, kind: VirtualNetwork, metadata: {annotations: {crossplane.io/external-name: a}}, spec: {managementPolicies: [Observe], forProvider: {addressSpace: [10.0.0.0/8]}}}`,
			name:   "a",
			status: `{atProvider: {addressSpace: [10.0.0.0/8]}}`,
		},
		"GCP": {
			reason: "GCP's ids are paths in the project.",
			in:     `{apiVersion: compute.gcp.upbound.io/v1beta1, kind: Router, metadata: {annotations: {crossplane.io/external-name: a}}, spec: {forProvider: {region: europe-west1, project: acme}}}`,
			name:   "a",
			status: `{atProvider: {region: europe-west1, project: acme, id: projects/acme/regions/europe-west1/routers/a, selfLink: https://www.googleapis.com/compute/v1/projects/acme/regions/europe-west1/routers/a}}`,
		},
		"GCPSomewhere": {
			reason: "Without a project it is that of the provider config.",
			in:     `{apiVersion: compute.gcp.upbound.io/v1beta1, kind: Network, metadata: {annotations: {crossplane.io/external-name: a}}, spec: {forProvider: {}}}`,
			name:   "a",
			status: `{atProvider: {project: example-project, id: projects/example-project/global/networks/a, selfLink: https://www.googleapis.com/compute/v1/projects/example-project/global/networks/a}}`,
		},
		"OfAnother": {
			reason: "What another resource was asked for may be what one gets.",
			in:     `{apiVersion: container.gcp.upbound.io/v1beta2, kind: NodePool, metadata: {annotations: {crossplane.io/external-name: a}}, spec: {forProvider: {location: europe-west1, project: acme}}}`,
			name:   "a",
			status: `{atProvider: {location: europe-west1, project: acme, nodeCount: 1, version: 1.35.1-gke.1829001, id: projects/acme/locations/europe-west1/clusters/b/nodePools/a, selfLink: https://www.googleapis.com/compute/v1/projects/acme/locations/europe-west1/clusters/b/nodePools/a}}`,
		},
		"Release": {
			reason: "Numbers are those that Kubernetes would decode.",
			in:     `{apiVersion: helm.crossplane.io/v1beta1, kind: Release, metadata: {annotations: {crossplane.io/external-name: a}}, spec: {forProvider: {namespace: b}}}`,
			name:   "a",
			status: `{atProvider: {namespace: b, state: deployed, revision: 1}}`,
		},
		"Native": {
			reason: "Nobody reports anything of what Kubernetes itself knows.",
			in:     `{apiVersion: v1, kind: Secret}`,
		},
		"Usage": {
			reason: "Nobody reports anything of what Crossplane itself knows.",
			in:     `{apiVersion: protection.crossplane.io/v1beta1, kind: Usage, spec: {of: {}}}`,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := object(t, tc.in)
			got, err := Of([]Object{object(t, group), object(t, cluster), in}).Observe(in)
			if err != nil {
				t.Fatal(err)
			}
			if got.ExternalName != tc.name {
				t.Errorf("%s\nObserve(...): want name %q, got %q", tc.reason, tc.name, got.ExternalName)
			}
			// Both are compared as they are written.
			want, is := format(t, object(t, tc.status)), format(t, got.Status)
			if diff := cmp.Diff(want, is); diff != "" {
				t.Errorf("%s\nObserve(...): -want status, +got status:\n%s", tc.reason, diff)
			}
			if diff := cmp.Diff(object(t, tc.in), in); diff != "" {
				t.Errorf("%s\nObserve(...): it changed its input: -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func format(t *testing.T, o Object) string {
	t.Helper()
	if len(o) == 0 {
		return "{}\n"
	}
	b, err := yaml.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestClaim observes a claim that was composed on each cloud.
func TestClaim(t *testing.T) {
	t.Parallel()
	for provider, region := range map[string]string{"aws": "eu-west-1", "azure": "northeurope", "gcp": "europe-west1"} {
		in := object(t, `{apiVersion: platform.hyperscalar.io/v1alpha1, kind: Network, metadata: {name: n}, spec: {parameters: {provider: `+provider+`, region: eu-west}}}`)
		got, err := Of([]Object{in}).Observe(in)
		if err != nil {
			t.Fatal(err)
		}
		if r := str(got.Status, "region"); r != region {
			t.Errorf("%s: want region %q, got %q", provider, region, r)
		}
		if str(got.Status, "cidr") != "10.0.0.0/16" || str(got.Status, "id") == "" {
			t.Errorf("%s: want a range and an id, got %v", provider, got.Status)
		}
	}
}

func TestUnknown(t *testing.T) {
	t.Parallel()
	in := object(t, `{apiVersion: ec2.aws.upbound.io/v1beta1, kind: Nothing, spec: {forProvider: {}}}`)
	_, err := Of([]Object{in}).Observe(in)
	if err == nil || !strings.Contains(err.Error(), "add Nothing.ec2 to a table") {
		t.Errorf("a kind without a rule must be an error that says what to do, got %v", err)
	}
}

// TestTables proves that every rule has placeholders that exist only, and that what
// is in a path on Azure and GCP has one.
func TestTables(t *testing.T) {
	t.Parallel()
	all, err := rules()
	if err != nil {
		t.Fatal(err)
	}
	for kind, r := range all {
		name, _, _ := strings.Cut(kind, ".")
		o := object(t, `{apiVersion: any.upbound.io/v1, kind: `+name+`, metadata: {name: n, labels: {platform.hyperscalar.io/key: k}}, spec: {forProvider: {}, parameters: {provider: aws, region: eu-west}, writeConnectionSecretToRef: {name: s}}}`)
		if r.cloud == "platform" {
			delete(o["spec"].(Object), "forProvider")
		}
		e := expander{world: Of(nil), object: o, rule: r, name: "n"}
		e.text(r.Name)
		e.text(r.Path)
		e.expand(r.Defaults)
		e.expand(r.AtProvider)
		e.expand(r.Status)
		for _, s := range r.When {
			e.expand(s.AtProvider)
			e.expand(s.Status)
		}
		e.connection()
		if e.err != nil {
			t.Errorf("%s: %v", kind, e.err)
		}
		inPath := r.cloud == gcp || r.cloud == azure && kind != "ResourceGroup.azure"
		if inPath != (r.Path != "") {
			t.Errorf("%s: its ids are made of a path: %t, and it has the path %q", kind, inPath, r.Path)
		}
	}
}
