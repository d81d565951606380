// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/lifecycle"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
)

const testARN = "arn:aws:eks:eu-west-1:123456789012:cluster/shop"

func TestFacts(t *testing.T) {
	t.Parallel()
	const group managed.Key = "nodepool-main-x7k2p"
	_, ready := converge(t, newPlan())
	cluster := newCluster(newPlan(), ready).name()
	addons := func(version string, ok bool) []lifecycle.Part {
		var out []lifecycle.Part
		for _, name := range []v1alpha1.AddonName{v1alpha1.AddonBlockStorage, v1alpha1.AddonDNS, v1alpha1.AddonMetrics, v1alpha1.AddonNetworkPolicy} {
			out = append(out, lifecycle.Part{Name: string(name), Version: version, Ready: ok})
		}
		return out
	}
	pools := func(p lifecycle.Pool) []lifecycle.Pool {
		p.Key = "main-x7k2p"
		return []lifecycle.Pool{p}
	}
	whole := func(change func(f *lifecycle.Facts)) lifecycle.Facts {
		f := lifecycle.Facts{
			ControlPlane: lifecycle.ControlPlane{Exists: true, Ready: true, Version: "1.34"},
			Pools:        pools(lifecycle.Pool{ID: "arn:of:nodepool-main-x7k2p", Exists: true, Ready: true, Version: "1.34.2-20260712", Nodes: 3}),
			Addons:       addons("v1.2.3-eksbuild.4", true),
		}
		change(&f)
		return f
	}
	cases := map[string]struct {
		reason   string
		observed managed.Observed
		want     lifecycle.Facts
	}{
		"Nothing": {
			reason:   "Nothing exists in the beginning.",
			observed: observations{},
			want:     lifecycle.Facts{Pools: pools(lifecycle.Pool{}), Addons: addons("", false)},
		},
		"Ready": {
			reason:   "Everything is there.",
			observed: ready,
			want:     whole(func(*lifecycle.Facts) {}),
		},
		"Creating": {
			reason:   "A control plane that is being created serves nobody, even if the provider calls it ready.",
			observed: reporting(t, ready, plan.KeyCluster, `{"status":"CREATING"}`),
			want:     whole(func(f *lifecycle.Facts) { f.ControlPlane.Ready = false }),
		},
		"Updating": {
			reason:   "A control plane serves while EKS works on it.",
			observed: reporting(t, reporting(t, ready, plan.KeyCluster, `{"status":"UPDATING"}`), group, `{"status":"UPDATING"}`),
			want: whole(func(f *lifecycle.Facts) {
				f.ControlPlane.Updating, f.Pools[0].Updating = true, true
			}),
		},
		"Failed": {
			reason:   "What EKS gave up on is a problem.",
			observed: reporting(t, ready, plan.KeyCluster, `{"status":"FAILED"}`),
			want: whole(func(f *lifecycle.Facts) {
				f.ControlPlane.Ready, f.Problem = false, "EKS reports that cluster "+cluster+" is FAILED"
			}),
		},
		"PoolFailed": {
			reason:   "A node group that could not be created is a problem.",
			observed: reporting(t, ready, group, `{"status":"CREATE_FAILED"}`),
			want: whole(func(f *lifecycle.Facts) {
				f.Pools[0].Ready, f.Problem = false, "EKS reports that the node group of pool main is CREATE_FAILED"
			}),
		},
		"PoolDegraded": {
			reason:   "A degraded node group is not ready, and EKS works on it.",
			observed: reporting(t, ready, group, `{"status":"DEGRADED"}`),
			want:     whole(func(f *lifecycle.Facts) { f.Pools[0].Ready = false }),
		},
		"OldRelease": {
			reason:   "While the image says another version than the node group, the node group is right.",
			observed: reporting(t, ready, group, `{"version":"1.35"}`),
			want:     whole(func(f *lifecycle.Facts) { f.Pools[0].Version = "1.35" }),
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, Facts(newPlan(), tc.observed)); diff != "" {
				t.Errorf("%s\nFacts(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

// own are the parts of a status that AWS fills in.
func own(s v1alpha1.Status) v1alpha1.Status {
	url := ""
	if s.Endpoint != nil {
		url = s.Endpoint.URL
	}
	return v1alpha1.Status{
		ID: s.ID, Name: s.Name, Endpoint: &v1alpha1.EndpointStatus{URL: url},
		WorkloadIdentity: s.WorkloadIdentity, Encryption: s.Encryption, Adopted: s.Adopted,
	}
}

func TestReport(t *testing.T) {
	t.Parallel()
	name := newCluster(newPlan(), observations{}).name()
	encrypted := newPlan()
	encrypted.Encryption.Enabled = true
	without := newPlan()
	without.WorkloadIdentity = false
	_, ready := converge(t, encrypted)
	_, withoutReady := converge(t, without)
	readyStatus := v1alpha1.Status{
		ID: testARN, Name: name, Endpoint: &v1alpha1.EndpointStatus{URL: "https://a.eks"},
		WorkloadIdentity: &v1alpha1.WorkloadIdentityStatus{Issuer: testIssuer, ProviderID: "arn:aws:iam::123456789012:oidc-provider/oidc"},
		Encryption:       &v1alpha1.EncryptionStatus{Key: testKey, Own: true},
	}
	firstStatus := v1alpha1.Status{
		Name: name, Endpoint: &v1alpha1.EndpointStatus{},
		WorkloadIdentity: &v1alpha1.WorkloadIdentityStatus{}, Encryption: &v1alpha1.EncryptionStatus{Own: true},
	}
	recorded := encrypted
	recorded.Recorded = readyStatus
	gone := firstStatus
	gone.Encryption = readyStatus.Encryption
	cases := map[string]struct {
		reason   string
		plan     plan.Plan
		observed managed.Observed
		want     v1alpha1.Status
	}{
		"First": {
			reason: "What is decided once is recorded from the beginning.",
			plan:   encrypted, observed: observations{}, want: firstStatus,
		},
		"Ready": {
			reason: "Everything that others rely on is reported.",
			plan:   encrypted, observed: ready, want: readyStatus,
		},
		"Lost": {
			reason: "What was known stays known while its resource exists.",
			plan:   recorded, observed: ready.Lost(), want: readyStatus,
		},
		"Gone": {
			reason: "What does not exist is not reported because it was once recorded, but for the key, without which secrets are lost.",
			plan:   recorded, observed: observations{}, want: gone,
		},
		"WithoutWorkloadIdentity": {
			reason: "Nobody trusts pods that are not to be trusted.",
			plan:   without, observed: withoutReady,
			want: v1alpha1.Status{ID: testARN, Name: name, Endpoint: &v1alpha1.EndpointStatus{URL: "https://a.eks"}},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got v1alpha1.Status
			Report(tc.plan, tc.observed, &got)
			if diff := cmp.Diff(tc.want, own(got)); diff != "" {
				t.Errorf("%s\nReport(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestReportAdopted(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason, at string
		recorded   v1alpha1.Status
		want       *v1alpha1.EndpointStatus
	}{
		"Private": {
			reason: "An API server without a public address is private.",
			at:     `{"arn":"a","endpoint":"https://a","vpcConfig":{"endpointPrivateAccess":true}}`,
			want:   &v1alpha1.EndpointStatus{URL: "https://a", Access: v1alpha1.EndpointPrivate},
		},
		"Restricted": {
			reason: "An API server that is reached from some ranges is restricted.",
			at:     `{"arn":"a","endpoint":"https://a","vpcConfig":{"endpointPublicAccess":true,"publicAccessCidrs":["203.0.113.0/24"]}}`,
			want:   &v1alpha1.EndpointStatus{URL: "https://a", Access: v1alpha1.EndpointRestricted, AllowedCIDRs: []string{"203.0.113.0/24"}},
		},
		"Public": {
			reason: "An API server that is reached from everywhere is public.",
			at:     `{"arn":"a","endpoint":"https://a","vpcConfig":{"endpointPublicAccess":true,"publicAccessCidrs":["0.0.0.0/0"]}}`,
			want:   &v1alpha1.EndpointStatus{URL: "https://a", Access: v1alpha1.EndpointPublic},
		},
		"Lost": {
			reason:   "What was known stays known.",
			recorded: v1alpha1.Status{Adopted: true, ID: "a", Endpoint: &v1alpha1.EndpointStatus{URL: "https://a", Access: v1alpha1.EndpointPublic}},
			want:     &v1alpha1.EndpointStatus{URL: "https://a", Access: v1alpha1.EndpointPublic},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := plans()["Adopted"]
			p.Recorded = tc.recorded
			var got v1alpha1.Status
			Report(p, observations{plan.KeyCluster: {AtProvider: tc.at}}, &got)
			if diff := cmp.Diff(tc.want, got.Endpoint); diff != "" {
				t.Errorf("%s\nReport(...): -want, +got:\n%s", tc.reason, diff)
			}
			if !got.Adopted || got.Name != "legacy" || got.ID != "a" {
				t.Errorf("%s\nReport(...): got %+v", tc.reason, got)
			}
		})
	}
	var got v1alpha1.Status
	Report(plans()["Adopted"], observations{plan.KeyCluster: {AtProvider: `{"arn":"a","identity":[{"oidc":[{"issuer":"` + testIssuer + `"}]}],"encryptionConfig":{"provider":{"keyArn":"` + testKey + `"}}}`}}, &got)
	if got.WorkloadIdentity.Issuer != testIssuer || got.Encryption.Key != testKey || got.Encryption.Own {
		t.Errorf("an adopted cluster says who signs its tokens and what encrypts its secrets, got %+v", got)
	}
}

func TestConnection(t *testing.T) {
	t.Parallel()
	_, o := converge(t, newPlan())
	got := Connection(newPlan(), o)
	want := map[string][]byte{
		"kubeconfig": []byte("apiVersion: v1"), "endpoint": []byte("https://a.eks"), "clusterCA": []byte("LS0t"),
		"name": []byte(newCluster(newPlan(), o).name()),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Connection(...): -want, +got:\n%s", diff)
	}
	part := o[keyClusterAuth]
	part.Connection = map[string][]byte{"kubeconfig": []byte("apiVersion: v1")}
	if got := Connection(newPlan(), observations{keyClusterAuth: part}); got != nil {
		t.Errorf("connection details come all at once, got %v", got)
	}
}
