// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
)

func TestBuildAddons(t *testing.T) {
	t.Parallel()
	bare := newPlan()
	bare.Addons = addonsOf()
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   []managed.Key
	}{
		"None": {
			reason: "No node becomes ready without these.",
			plan:   bare,
			want:   []managed.Key{"addon-eks-pod-identity-agent-1.34", "addon-kube-proxy-1.34", "addon-vpc-cni-1.34"},
		},
		"All": {
			reason: "Everything that EKS brings comes from EKS.",
			plan:   fullPlan(),
			want: []managed.Key{
				"addon-aws-ebs-csi-driver-1.34", "addon-aws-efs-csi-driver-1.34", "addon-coredns-1.34", "addon-eks-pod-identity-agent-1.34",
				"addon-kube-proxy-1.34", "addon-metrics-server-1.34", "addon-vpc-cni-1.34",
			},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []managed.Key
			for _, r := range Build(tc.plan, observations{}) {
				if _, ok := r.ForProvider.(aws.EKSAddon); ok {
					got = append(got, r.Key)
				}
			}
			want := map[managed.Key]bool{}
			for _, k := range tc.want {
				want[k] = true
			}
			has := map[managed.Key]bool{}
			for _, k := range got {
				has[k] = true
			}
			if diff := cmp.Diff(want, has); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestBuildAddonValues(t *testing.T) {
	t.Parallel()
	off := newPlan()
	off.Addons = addonsOf(v1alpha1.AddonBlockStorage)
	asked := newPlan()
	ask(&asked, v1alpha1.AddonBlockStorage, "", `{"controller":{"replicaCount":3},"defaultStorageClass":{"enabled":false}}`)
	ask(&asked, v1alpha1.AddonDNS, "v1.12.2-eksbuild.4", `{"replicaCount":4}`)
	ask(&asked, v1alpha1.AddonNetworkPolicy, "", `{"env":{"WARM_ENI_TARGET":"2"}}`)
	const custom = `{"enableNetworkPolicy":"true",` +
		`"env":{"AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG":"true","ENI_CONFIG_LABEL_DEF":"topology.kubernetes.io/zone","ENABLE_PREFIX_DELEGATION":"true"},` +
		`"eniConfig":{"create":true,"region":"eu-west-1","subnets":{` +
		`"eu-west-1a":{"id":"subnet-pods-a"},"eu-west-1b":{"id":"subnet-pods-b"},"eu-west-1c":{"id":"subnet-pods-c"}}}}`
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		key    managed.Key
		want   string
	}{
		"NetworkPolicy":    {"Network policies are enforced.", newPlan(), "addon-vpc-cni-1.34", `{"enableNetworkPolicy":"true"}`},
		"NoNetworkPolicy":  {"Network policies can be switched off.", off, "addon-vpc-cni-1.34", `{"enableNetworkPolicy":"false"}`},
		"NetworkAsked":     {"What a claim says is added.", asked, "addon-vpc-cni-1.34", `{"enableNetworkPolicy":"true","env":{"WARM_ENI_TARGET":"2"}}`},
		"CustomNetworking": {"Pods have addresses of their own subnets where the network has some.", fullPlan(), "addon-vpc-cni-1.34", custom},
		"BlockStorage":     {"Volumes have a default class.", newPlan(), "addon-aws-ebs-csi-driver-1.34", `{"defaultStorageClass":{"enabled":true}}`},
		"BlockAsked":       {"What a claim says wins.", asked, "addon-aws-ebs-csi-driver-1.34", `{"controller":{"replicaCount":3},"defaultStorageClass":{"enabled":false}}`},
		"DNS":              {"Nothing is said where nobody has an opinion.", newPlan(), "addon-coredns-1.34", ""},
		"DNSAsked":         {"What a claim says is passed on.", asked, "addon-coredns-1.34", `{"replicaCount":4}`},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := managedtest.Spec[aws.EKSAddon](t, Build(tc.plan, observations{}), tc.key)
			if diff := cmp.Diff(tc.want, got.ConfigurationValues); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
			if got.AddonVersion != tc.plan.Addon(reported(t, got.AddonName)).Version {
				t.Errorf("%s\ngot version %q", tc.reason, got.AddonVersion)
			}
		})
	}
}

func reported(t *testing.T, name string) v1alpha1.AddonName {
	t.Helper()
	for _, a := range allAddons() {
		if a.name == name {
			return a.of
		}
	}
	t.Fatalf("there is no add-on %q", name)
	return ""
}

// TestBuildUpgradesAddons checks that add-ons follow the control plane, and that their
// software stays meanwhile.
func TestBuildUpgradesAddons(t *testing.T) {
	t.Parallel()
	_, o := converge(t, newPlan())
	asked := newPlan()
	asked.Version = plan.Version{Current: "1.34", ControlPlane: "1.35", Target: "1.35"}
	before := keysWith(Build(newPlan(), o), keyAddon)
	if diff := cmp.Diff(before, keysWith(Build(asked, o), keyAddon)); diff != "" {
		t.Errorf("add-ons wait for the control plane: -before, +after:\n%s", diff)
	}
	reached := asked
	reached.Version.Current = "1.35"
	resources := Build(reached, o)
	spec := managedtest.Spec[aws.EKSAddon](t, resources, "addon-kube-proxy-1.35")
	if !*spec.Preserve || spec.ResolveConflictsOnCreate != aws.EKSResolveConflictsOverwrite || spec.AddonVersion != "" {
		t.Errorf("the new add-on takes over the software of the old one, got %+v", spec)
	}
	for _, r := range resources {
		if _, ok := r.ForProvider.(aws.EKSAddon); !ok {
			continue
		}
		if old := managed.Key(strings.TrimSuffix(string(r.Key), "1.35") + "1.34"); !r.Succeeds.Begins(old) {
			t.Errorf("%q has to wait until %q is gone, because both are the same add-on of EKS", r.Key, old)
		}
	}
	for _, k := range keysWith(resources, "addon-kube-proxy") {
		if k != "addon-kube-proxy-1.35" {
			t.Errorf("%q should be gone", k)
		}
	}
}

// TestBuildRemovesAddons checks that the software of an add-on goes with it, and that
// its role stays until then.
func TestBuildRemovesAddons(t *testing.T) {
	t.Parallel()
	const key managed.Key = "addon-aws-ebs-csi-driver-1.34"
	_, o := converge(t, newPlan())
	off := newPlan()
	off.Addons = addonsOf(v1alpha1.AddonDNS, v1alpha1.AddonMetrics, v1alpha1.AddonNetworkPolicy)
	first := Build(off, o)
	if *managedtest.Spec[aws.EKSAddon](t, first, key).Preserve {
		t.Error("the software would stay")
	}
	if got := len(keysWith(first, "addon-role-aws-ebs-csi-driver")); got != 1 {
		t.Errorf("the role goes last, got %d", got)
	}
	if got := keysWith(Build(off, o.Lost()), key); len(got) != 1 {
		t.Error("while nothing is known the add-on stays")
	}
	second := Build(off, reporting(t, o, key, `{"preserve":false}`))
	for _, prefix := range []managed.Key{key, "addon-role-aws-ebs-csi-driver", "addon-role-policy-aws-ebs-csi-driver", "pod-identity-ebs-csi-controller-sa"} {
		if got := keysWith(second, prefix); len(got) > 0 {
			t.Errorf("%v should be gone", got)
		}
	}
	if got := keysWith(Build(off, observations{}), key); len(got) > 0 {
		t.Errorf("%v never existed", got)
	}
}

func TestMerge(t *testing.T) {
	t.Parallel()
	cases := map[string]struct{ reason, under, over, want string }{
		"Nothing":  {"Without an opinion ours stays.", `{"a":1}`, "", `{"a":1}`},
		"Added":    {"What we say nothing of is added.", `{"a":1}`, `{"b":2}`, `{"a":1,"b":2}`},
		"Replaced": {"The claim wins.", `{"a":1}`, `{"a":[2]}`, `{"a":[2]}`},
		"Nested":   {"Maps are merged.", `{"a":{"b":1,"c":1}}`, `{"a":{"c":2,"d":2}}`, `{"a":{"b":1,"c":2,"d":2}}`},
		"Null":     {"Null takes away, as it does in Helm.", `{"a":{"b":1}}`, `{"a":null}`, `{"a":null}`},
		"Large":    {"Numbers keep their digits.", `{}`, `{"a":12345678901234567890}`, `{"a":12345678901234567890}`},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, merge(tc.under, tc.over)); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
