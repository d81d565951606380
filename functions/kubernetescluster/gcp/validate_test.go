// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"fmt"
	"net/netip"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	network "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
)

// explicit makes a claim name an add-on.
func explicit(a plan.Addon) change {
	return func(p *plan.Plan) {
		for i := range p.Addons {
			if p.Addons[i].Name == a.Name {
				a.Explicit, a.Path = true, field.NewPath("spec", "parameters", "addons").Index(2)
				p.Addons[i] = a
			}
		}
	}
}

func window(hours int, days ...platform.Weekday) change {
	return func(p *plan.Plan) {
		p.Maintenance.Window = &plan.Window{Days: days, Duration: time.Duration(hours) * time.Hour}
	}
}

func subject(name string) change {
	return func(p *plan.Plan) {
		p.Subjects = []plan.Subject{{Path: field.NewPath("spec", "parameters", "access", "admins").Index(0), Name: name}}
	}
}

func exists(p *plan.Plan) {
	p.Recorded.ID = testID()
	p.Recorded.Addons = []v1alpha1.AddonStatus{{Name: v1alpha1.AddonNetworkPolicy}}
}

func both(changes ...change) change {
	return func(p *plan.Plan) {
		for _, c := range changes {
			c(p)
		}
	}
}

func TestValidate(t *testing.T) {
	t.Parallel()
	ranges := func(k *network.KubernetesRanges) change {
		return func(p *plan.Plan) { p.Network.Referenced.Kubernetes = k }
	}
	cases := map[string]struct {
		reason string
		change change
		want   []string
	}{
		"New":  {reason: "A cluster that says nothing is fine."},
		"Full": {reason: "So is one that says everything.", change: both(full, window(8, platform.Saturday, platform.Sunday))},
		"Own":  {reason: "A network of the cluster's own has what it needs.", change: ownNetwork},
		"NoRanges": {
			reason: "GKE would make ranges of its own, which the network would take away again.", change: ranges(nil),
			want: []string{`spec.parameters.networkRef: Invalid value: "team-a/main": has no ranges for pods and services: add kubernetes to the parameters of the network, or refer to another network`},
		},
		"UnnamedRanges": {
			reason: "A range is referred to by its name.", change: ranges(&network.KubernetesRanges{PodCIDR: "100.64.0.0/16"}),
			want: []string{`spec.parameters.networkRef: Invalid value: "team-a/main": has no ranges for pods and services: add kubernetes to the parameters of the network, or refer to another network`},
		},
		"RangesLost":     {reason: "A cluster that is there has its ranges.", change: both(exists, ranges(nil))},
		"NetworkUnknown": {reason: "What is not known is waited for.", change: func(p *plan.Plan) { p.Network.Referenced = network.Status{} }},
		"Count": {
			reason: "Zones have the same number of nodes.", change: func(p *plan.Plan) { p.NodePools[0].Count = 4 },
			want: []string{`spec.parameters.nodePools[0].count: Invalid value: 4: must be a multiple of 3, because GKE has as many nodes in each of the 3 zones of a pool: use 3 or 6, or name other zones`},
		},
		"CountOfOne": {
			reason: "No nodes are hardly what is meant.", change: func(p *plan.Plan) { p.NodePools[0].Count = 1 },
			want: []string{`spec.parameters.nodePools[0].count: Invalid value: 1: must be a multiple of 3, because GKE has as many nodes in each of the 3 zones of a pool: use 3, or name other zones`},
		},
		"Retiring": {
			reason: "A pool that goes is not the claim's any more.",
			change: func(p *plan.Plan) {
				old := pool("old", "r3t1r")
				old.Count, old.Surge, old.Retiring = 4, 50, true
				p.NodePools = append(p.NodePools, old)
			},
		},
		"Surge": {
			reason: "GKE replaces so many nodes at a time.", change: func(p *plan.Plan) { p.NodePools[0].Surge, p.NodePools[0].MaxUnavailable = 15, 6 },
			want: []string{`spec.parameters.nodePools[0].surge: Invalid value: 15: must be at most 20 together with maxUnavailable, because GKE replaces no more nodes at a time`},
		},
		"Tainted": {
			reason: "DNS has to be somewhere.",
			change: func(p *plan.Plan) {
				p.NodePools[0].Taints = []v1alpha1.Taint{{Key: "a", Effect: v1alpha1.EffectNoExecute}}
			},
			want: []string{`spec.parameters.nodePools: Forbidden: all pools have GPUs, or taints that keep pods away, and GKE has no nodes of its own for DNS and other parts of a cluster: add a pool without them`},
		},
		"Preferred": {
			reason: "A taint that only prefers keeps nobody away.",
			change: func(p *plan.Plan) {
				p.NodePools[0].Taints = []v1alpha1.Taint{{Key: "a", Effect: v1alpha1.EffectPreferNoSchedule}}
			},
		},
		"Range": {
			reason: "Every node has a range for its pods.",
			change: func(p *plan.Plan) {
				full(p)
				p.Network.Referenced.Kubernetes.PodCIDR = "100.64.0.0/21"
			},
			want: []string{`spec.parameters.nodePools: Forbidden: pools have up to 15 nodes, and the range 100.64.0.0/21 of the network has room for the pods of 8: lower count or autoscaling.max, or use a network with a larger kubernetes.podCIDR`},
		},
		"OwnRange": {
			reason: "So it has in a network of the cluster's own.",
			change: func(p *plan.Plan) {
				ownNetwork(p)
				p.Recorded.Network = &v1alpha1.NetworkStatus{Kubernetes: &network.KubernetesRanges{PodCIDR: "100.64.0.0/23"}}
			},
			want: []string{`spec.parameters.nodePools: Forbidden: pools have up to 3 nodes, and the range 100.64.0.0/23 of the network has room for the pods of 2: lower count or autoscaling.max, or use a network with a larger kubernetes.podCIDR`},
		},
		"AllowedCIDRs": {
			reason: "GKE takes so many ranges.",
			change: func(p *plan.Plan) {
				p.Endpoint.AllowedCIDRs = nil
				for i := range 98 {
					p.Endpoint.AllowedCIDRs = append(p.Endpoint.AllowedCIDRs, netip.MustParsePrefix(fmt.Sprintf("198.51.%d.0/24", i)))
				}
			},
			want: []string{`spec.parameters.endpoint.allowedCIDRs: Forbidden: 98 ranges reach the API server together with those of environment "production", and GKE takes 97: merge ranges that are next to each other`},
		},
		"Group": {reason: "A group has an address.", change: subject(testAdmin)},
		"ARN": {
			reason: "Other clouds have other names.", change: subject("arn:aws:iam::123456789012:role/admins"),
			want: []string{`spec.parameters.access.admins[0]: Invalid value: "arn:aws:iam::123456789012:role/admins": must be the address of a Google group, such as platform-admins@example.com`},
		},
		"Prefixed": {
			reason: "IAM spells groups differently.", change: subject("group:admins@example.com"),
			want: []string{`spec.parameters.access.admins[0]: Invalid value: "group:admins@example.com": must be the address of a Google group, such as platform-admins@example.com: use admins@example.com`},
		},
		"ServiceAccount": {
			reason: "A service account is no group.", change: subject("ci@acme-prod.iam.gserviceaccount.com"),
			want: []string{`spec.parameters.access.admins[0]: Invalid value: "ci@acme-prod.iam.gserviceaccount.com": must be the address of a Google group, such as platform-admins@example.com: make the service account a member of a group`},
		},
		"NoNumber": {
			reason: "GKE could not be let use the key.",
			change: func(p *plan.Plan) { p.Encryption.Enabled, p.Claim.Guardrails.GCP.ProjectNumber = true, "" },
			want:   []string{`spec.parameters.encryption.enabled: Forbidden: environment "production" does not say which number its project has, without which GKE cannot be let use a key of the cluster's own; set it to false, or ask your platform team (rule gcp.projectNumber)`},
		},
		"NumberLost": {
			reason: "It was let use the key of a cluster that is there.",
			change: both(exists, func(p *plan.Plan) { p.Encryption.Enabled, p.Claim.Guardrails.GCP.ProjectNumber = true, "" }),
		},
		"Retention": {
			reason: "The bucket belongs to the project.", change: func(p *plan.Plan) { p.Logging.RetentionDays = 90 },
			want: []string{`spec.parameters.logging.retentionDays: Invalid value: 90: 30 only: the project's _Default log bucket decides; use 30, and have your platform team change the bucket or route the logs to another one`},
		},
		"AddonConfigured": {
			reason: "GKE keeps its add-ons as they are.", change: explicit(plan.Addon{Name: v1alpha1.AddonDNS, Enabled: true, Version: "1", Values: "{}"}),
			want: []string{
				`spec.parameters.addons[2].version: Forbidden: the cloud keeps it as it is: remove it, because GKE has the version that goes with the cluster's`,
				`spec.parameters.addons[2].values: Forbidden: the cloud keeps it as it is: remove it, because GKE has no values for the add-on DNS`,
			},
		},
		"AddonOff": {
			reason: "Some of them are always there.", change: explicit(plan.Addon{Name: v1alpha1.AddonMetrics}),
			want: []string{`spec.parameters.addons[2].enabled: Invalid value: false: cannot be switched off, because GKE itself needs it: remove it`},
		},
		"AddonNeeded": {
			reason: "Some are there as soon as they are needed.", change: both(full, window(8, platform.Saturday, platform.Sunday), explicit(plan.Addon{Name: v1alpha1.AddonGPU})),
			want: []string{`spec.parameters.addons[2].enabled: Invalid value: false: cannot be switched off, because GKE itself needs it: remove it`},
		},
		"AddonNotNeeded":  {reason: "What is not needed can be off.", change: both(explicit(plan.Addon{Name: v1alpha1.AddonGPU}), explicit(plan.Addon{Name: v1alpha1.AddonNodeAutoscaling}))},
		"PolicyOff":       {reason: "A new cluster can do without network policies.", change: explicit(plan.Addon{Name: v1alpha1.AddonNetworkPolicy})},
		"PolicyUnchanged": {reason: "A cluster that has them keeps them.", change: exists},
		"PolicySettled": {
			reason: "They are part of what carries the traffic.", change: both(exists, explicit(plan.Addon{Name: v1alpha1.AddonNetworkPolicy})),
			want: []string{`spec.parameters.addons[2].enabled: Invalid value: false: add-on NetworkPolicy was settled when the cluster was created: set its enabled to true, or create another cluster`},
		},
		"PolicyLater": {
			reason: "They cannot be had later either, not even by saying nothing.", change: both(exists, func(p *plan.Plan) { p.Recorded.Addons = nil }),
			want: []string{`spec.parameters.addons: Invalid value: true: add-on NetworkPolicy was settled when the cluster was created: set its enabled to false, or create another cluster`},
		},
		"Window": {
			reason: "GKE wants more time than that.", change: window(4, platform.Sunday),
			want: []string{`spec.parameters.maintenance.window.durationHours: Invalid value: 4: GKE wants 48 hours within any 32 days: use 12, or name more days`},
		},
		"WindowOfTwoDays": {
			reason: "Two days need half as much.", change: window(5, platform.Saturday, platform.Sunday),
			want: []string{`spec.parameters.maintenance.window.durationHours: Invalid value: 5: GKE wants 48 hours within any 32 days: use 6, or name more days`},
		},
		"WindowOfThreeDays": {reason: "Three days are enough.", change: window(4, platform.Friday, platform.Saturday, platform.Sunday)},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlan()
			if tc.change != nil {
				tc.change(&p)
			}
			if diff := cmp.Diff(tc.want, messages(Validate(p))); diff != "" {
				t.Errorf("%s\nValidate(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func messages(errs field.ErrorList) []string {
	var out []string
	for _, err := range errs {
		out = append(out, err.Error())
	}
	return out
}

func TestValidateAdopt(t *testing.T) {
	t.Parallel()
	const form = "must be the id of a cluster on GKE, projects/<project>/locations/<location>/clusters/<name>"
	cases := map[string]struct {
		reason string
		id     string
		want   []string
	}{
		"Regional": {reason: "A cluster is in a region.", id: "projects/acme-old/locations/europe-west1/clusters/legacy"},
		"Zonal":    {reason: "Or in one of its zones.", id: "projects/example.com:old/locations/europe-west1-b/clusters/legacy"},
		"Name": {
			reason: "A name does not say where it is.", id: "legacy",
			want: []string{`spec.parameters.adopt.id: Invalid value: "legacy": ` + form},
		},
		"Link": {
			reason: "A link says what the id is.", id: "https://container.googleapis.com/v1/projects/acme-old/zones/europe-west1-b/clusters/legacy",
			want: []string{`spec.parameters.adopt.id: Invalid value: "https://container.googleapis.com/v1/projects/acme-old/zones/europe-west1-b/clusters/legacy": ` + form + ": use projects/acme-old/locations/europe-west1-b/clusters/legacy"},
		},
		"Capital": {
			reason: "No cluster has such a name.", id: "projects/acme-old/locations/europe-west1/clusters/Legacy",
			want: []string{`spec.parameters.adopt.id: Invalid value: "projects/acme-old/locations/europe-west1/clusters/Legacy": ` + form},
		},
		"Elsewhere": {
			reason: "The claim says in which region it is.", id: "projects/acme-old/locations/europe-west12/clusters/legacy",
			want: []string{`spec.parameters.adopt.id: Invalid value: "projects/acme-old/locations/europe-west12/clusters/legacy": is in europe-west12, and the claim is in europe-west1: set region to the one of the cluster`},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := adopting()
			p.Adopt = &v1alpha1.Adopt{ID: tc.id}
			if diff := cmp.Diff(tc.want, messages(Validate(p))); diff != "" {
				t.Errorf("%s\nValidate(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
