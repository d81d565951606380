// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package managed

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestType proves how a kind is called in each scope.
func TestType(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason     string
		in         Type
		cluster    string
		namespaced string
		crd        string
	}{
		"Cloud": {
			reason:     "Every namespaced kind of a cloud has one version.",
			in:         Type{Group: "ec2.aws.upbound.io", Version: "v1beta2", Kind: "VPC", Plural: "vpcs"},
			cluster:    "ec2.aws.upbound.io/v1beta2",
			namespaced: "ec2.aws.m.upbound.io/v1beta1",
			crd:        "vpcs.ec2.aws.m.upbound.io",
		},
		"Community": {
			reason:     "The providers of the community have groups of their own.",
			in:         Type{Group: "helm.crossplane.io", Version: "v1beta1", Kind: "Release", Plural: "releases"},
			cluster:    "helm.crossplane.io/v1beta1",
			namespaced: "helm.m.crossplane.io/v1beta1",
			crd:        "releases.helm.m.crossplane.io",
		},
		"OwnVersion": {
			reason:     "A namespaced kind may have a version of its own.",
			in:         Type{Group: "kubernetes.crossplane.io", Version: "v1alpha2", NamespacedVersion: "v1alpha1", Kind: "Object", Plural: "objects"},
			cluster:    "kubernetes.crossplane.io/v1alpha2",
			namespaced: "kubernetes.m.crossplane.io/v1alpha1",
			crd:        "objects.kubernetes.m.crossplane.io",
		},
		"Ours": {
			reason:     "A group that is in both scopes has one name.",
			in:         Type{Group: "platform.hyperscalar.io", Version: "v1alpha1", NamespacedVersion: "v1alpha1", Kind: "Network", Plural: "networks"},
			cluster:    "platform.hyperscalar.io/v1alpha1",
			namespaced: "platform.hyperscalar.io/v1alpha1",
			crd:        "networks.platform.hyperscalar.io",
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := []string{tc.in.APIVersionIn(ScopeCluster), tc.in.APIVersionIn(ScopeNamespaced), tc.in.CRDIn(ScopeNamespaced)}
			if diff := cmp.Diff([]string{tc.cluster, tc.namespaced, tc.crd}, got); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

type bucket struct{}

func (bucket) Type() Type {
	return Type{Group: "s3.aws.upbound.io", Version: "v1beta2", Kind: "Bucket", Plural: "buckets"}
}

type note struct{}

func (note) Type() Type                      { return Type{Kind: "Note"} }
func (note) TypeIn(s Scope) (string, string) { return "v1", string(s) + "Note" }
func (note) SpecIn(Scope) any                { return nil }

type localNote struct{ note }

func (localNote) Local() {}

// TestIdentify proves what a resource is and where it lives.
func TestIdentify(t *testing.T) {
	t.Parallel()

	type is struct {
		APIVersion, Kind string
		InNamespace      bool
	}
	cases := map[string]struct {
		reason     string
		in         Spec
		cluster    is
		namespaced is
	}{
		"Managed": {
			reason:     "A managed resource has two groups.",
			in:         bucket{},
			cluster:    is{"s3.aws.upbound.io/v1beta2", "Bucket", false},
			namespaced: is{"s3.aws.m.upbound.io/v1beta1", "Bucket", true},
		},
		"Native": {
			reason:     "A native resource may have two kinds.",
			in:         note{},
			cluster:    is{"v1", "ClusterNote", false},
			namespaced: is{"v1", "NamespacedNote", true},
		},
		"Local": {
			reason:     "A local resource lives in a namespace in any case.",
			in:         localNote{},
			cluster:    is{"v1", "ClusterNote", true},
			namespaced: is{"v1", "NamespacedNote", true},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for s, want := range map[Scope]is{ScopeCluster: tc.cluster, ScopeNamespaced: tc.namespaced} {
				var got is
				got.APIVersion, got.Kind = Identify(tc.in, s)
				got.InNamespace = InNamespace(tc.in, s)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s\n%s: -want, +got:\n%s", tc.reason, s, diff)
				}
			}
		})
	}
}

func TestSecretLocation(t *testing.T) {
	t.Parallel()
	got := SecretLocation{Namespace: "shop", Name: "main"}.Key("kubeconfig")
	if diff := cmp.Diff(SecretRef{Namespace: "shop", Name: "main", Key: "kubeconfig"}, got); diff != "" {
		t.Errorf("Key(...): -want, +got:\n%s", diff)
	}
}
