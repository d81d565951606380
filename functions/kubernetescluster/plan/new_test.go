// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

// office reaches the API servers of the tests' environment.
const office = "203.0.113.0/24"

func testClaim() claim.Claim {
	return claim.Claim{
		Namespace:   "team-a",
		Name:        "shop",
		Provider:    platform.ProviderAWS,
		Environment: "default",
		Region: regions.Region{
			Portable: "us-east", Native: "us-east-1",
			Zones: []string{"us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d", "us-east-1e", "us-east-1f"},
		},
		Guardrails: environment.Environment{
			Kubernetes: environment.Kubernetes{AllowedCIDRs: []string{office}},
			Packages:   environment.Packages{Helm: new(true), Kubernetes: new(true)},
		},
		Names: naming.New("", "team-a", "shop").For("kubernetescluster"),
		Now:   time.Date(2026, time.November, 21, 10, 0, 0, 0, time.UTC),
	}
}

func onCloud(p platform.Provider, native string, zones ...string) claim.Claim {
	c := testClaim()
	c.Provider, c.Region = p, regions.Region{Native: native, Zones: zones}
	return c
}

// within returns the claim of the tests with other guardrails.
func within(change func(e *environment.Environment)) claim.Claim {
	c := testClaim()
	change(&c.Guardrails)
	return c
}

func mustPlan(t *testing.T, p v1alpha1.Parameters, recorded v1alpha1.Status) Plan {
	t.Helper()
	return mustPlanFor(t, testClaim(), p, recorded)
}

func mustPlanFor(t *testing.T, c claim.Claim, p v1alpha1.Parameters, recorded v1alpha1.Status) Plan {
	t.Helper()
	got, errs := New(c, p, recorded)
	if len(errs) > 0 {
		t.Fatalf("New(...): %v", errs.ToAggregate())
	}
	return got
}

// messages of errors, in order.
func messages(errs field.ErrorList) []string {
	out := make([]string, 0, len(errs))
	for _, err := range errs {
		out = append(out, err.Error())
	}
	return out
}

// A refusal is a claim that is refused with exactly these messages.
type refusal struct {
	reason   string
	claim    claim.Claim
	p        v1alpha1.Parameters
	recorded v1alpha1.Status
	want     []string
}

func testRefusals(t *testing.T, cases map[string]refusal) {
	t.Helper()
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if tc.claim.Name == "" {
				tc.claim = testClaim()
			}
			got, errs := New(tc.claim, tc.p, tc.recorded)
			if diff := cmp.Diff(tc.want, messages(errs)); diff != "" {
				t.Errorf("%s\nNew(...): -want, +got:\n%s", tc.reason, diff)
			}
			if got.Claim.Name != "" {
				t.Errorf("%s\nNew(...): got a plan beside errors", tc.reason)
			}
		})
	}
}

func TestNewDefaults(t *testing.T) {
	t.Parallel()

	for p, region := range map[platform.Provider][]string{
		platform.ProviderAWS:   {"eu-west-1", "eu-west-1a", "eu-west-1b", "eu-west-1c"},
		platform.ProviderAzure: {"westeurope", "1", "2", "3"},
		platform.ProviderGCP:   {"europe-west1", "europe-west1-b", "europe-west1-c", "europe-west1-d"},
	} {
		got := mustPlanFor(t, onCloud(p, region[0], region[1:]...), v1alpha1.Parameters{}, v1alpha1.Status{})
		if len(got.NodePools) != 1 || got.NodePools[0].Name != DefaultPool || got.NodePools[0].Count != DefaultCount || got.NodePools[0].Initial != DefaultCount {
			t.Errorf("%s: want one pool %s of %d nodes, got %v", p, DefaultPool, DefaultCount, got.NodePools)
		}
		if n := got.NodePools[0]; n.Machine.CPU != 4 || n.Machine.Memory != 16 || n.Machine.GPU != nil || n.MachineType == "" || len(n.Zones) != 3 {
			t.Errorf("%s: want nodes of medium size in 3 zones, got %+v", p, n)
		}
		if got.Version.ControlPlane != Newest(p).String() || got.NodePools[0].Version != got.Version.ControlPlane {
			t.Errorf("%s: want the newest stable version everywhere, got %+v and %s", p, got.Version, got.NodePools[0].Version)
		}
		if got.Endpoint.Access != v1alpha1.EndpointRestricted || len(got.Endpoint.AllowedCIDRs) != 1 {
			t.Errorf("%s: want an endpoint for the environment's ranges only, got %+v", p, got.Endpoint)
		}
		if got.Network.Own == nil || got.Network.Own.Zones != 3 || got.Network.Own.Region != region[0] || got.Network.Own.Provider != p {
			t.Errorf("%s: want a network of its own, got %+v", p, got.Network)
		}
		if wantRanges := p != platform.ProviderAWS; (got.Network.Own.Kubernetes != nil) != wantRanges {
			t.Errorf("%s: want ranges for clusters %t", p, wantRanges)
		}
		if !got.WorkloadIdentity || got.Encryption.Enabled || got.DeletionProtection || got.SystemPool.MachineType == "" {
			t.Errorf("%s: got workload identity %t, encryption %+v, deletion protection %t, system pool %+v", p, got.WorkloadIdentity, got.Encryption, got.DeletionProtection, got.SystemPool)
		}
		if diff := cmp.Diff(DefaultLogComponents(), got.Logging.Components); diff != "" {
			t.Errorf("%s: logs: -want, +got:\n%s", p, diff)
		}
	}
}

func TestNewAddons(t *testing.T) {
	t.Parallel()

	gpu := v1alpha1.NodePool{Name: "gpu", Machine: &v1alpha1.Machine{GPU: &v1alpha1.GPU{}}}
	scaled := v1alpha1.NodePool{Name: "web", Autoscaling: &v1alpha1.Autoscaling{Min: 0, Max: 5}}
	cases := map[string]struct {
		reason string
		p      v1alpha1.Parameters
		want   []v1alpha1.AddonName
	}{
		"Default": {
			reason: "A cluster has what workloads count on.",
			want:   []v1alpha1.AddonName{v1alpha1.AddonBlockStorage, v1alpha1.AddonDNS, v1alpha1.AddonMetrics, v1alpha1.AddonNetworkPolicy},
		},
		"Needed": {
			reason: "GPUs and autoscaling bring what they need.",
			p:      v1alpha1.Parameters{NodePools: []v1alpha1.NodePool{gpu, scaled}},
			want: []v1alpha1.AddonName{
				v1alpha1.AddonBlockStorage, v1alpha1.AddonDNS, v1alpha1.AddonGPU, v1alpha1.AddonMetrics, v1alpha1.AddonNetworkPolicy, v1alpha1.AddonNodeAutoscaling,
			},
		},
		"Asked": {
			reason: "A claim switches add-ons on and off.",
			p:      v1alpha1.Parameters{Addons: []v1alpha1.Addon{{Name: v1alpha1.AddonFileStorage}, {Name: v1alpha1.AddonMetrics, Enabled: new(false)}}},
			want:   []v1alpha1.AddonName{v1alpha1.AddonBlockStorage, v1alpha1.AddonDNS, v1alpha1.AddonFileStorage, v1alpha1.AddonNetworkPolicy},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []v1alpha1.AddonName
			for _, a := range mustPlan(t, tc.p, v1alpha1.Status{}).Addons {
				if a.Enabled {
					got = append(got, a.Name)
				}
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
	p := v1alpha1.Parameters{Addons: []v1alpha1.Addon{{Name: v1alpha1.AddonDNS, Values: "b: 1\na: {c: x}\n"}}}
	if got := mustPlan(t, p, v1alpha1.Status{}).Addon(v1alpha1.AddonDNS); got.Values != `{"a":{"c":"x"},"b":1}` || !got.Explicit || got.Path.String() != "spec.parameters.addons[0]" {
		t.Errorf("values must be JSON in a stable order, got %+v", got)
	}
}

func TestNewEncryption(t *testing.T) {
	t.Parallel()

	const key = "arn:aws:kms:us-east-1:123456789012:key/k"
	gives := func(e *environment.Environment) { e.AWS.EncryptionKeys = map[string]string{"us-east-1": key} }
	allows := func(e *environment.Environment) { e.Kubernetes.CreateKeys = new(true) }
	demands := func(e *environment.Environment) {
		e.Kubernetes.CreateKeys, e.Kubernetes.CustomerKeys = new(true), new(true)
	}
	cases := map[string]struct {
		reason   string
		change   func(e *environment.Environment)
		enabled  *bool
		recorded v1alpha1.Status
		want     Encryption
	}{
		"Nothing":     {reason: "Without a key there is none.", change: func(*environment.Environment) {}},
		"Given":       {reason: "A key that the environment gives is used.", change: gives, want: Encryption{Enabled: true, Key: key}},
		"Allowed":     {reason: "A key is created where that is allowed.", change: allows, want: Encryption{Enabled: true}},
		"Off":         {reason: "A claim may do without.", change: allows, enabled: new(false)},
		"Later":       {reason: "A cluster that is there is not changed because its environment was.", change: gives, recorded: v1alpha1.Status{ID: "arn"}},
		"Wanted":      {reason: "A claim may switch it on later.", change: gives, enabled: new(true), recorded: v1alpha1.Status{ID: "arn"}, want: Encryption{Enabled: true, Key: key}},
		"Demanded":    {reason: "The environment may demand it.", change: demands, recorded: v1alpha1.Status{ID: "arn"}, want: Encryption{Enabled: true}},
		"KeyIsKept":   {reason: "Another key of the environment does not replace the one that encrypts.", change: gives, recorded: v1alpha1.Status{ID: "arn", Encryption: &v1alpha1.EncryptionStatus{Key: "old"}}, want: Encryption{Enabled: true, Key: "old"}},
		"OwnKeyStays": {reason: "A key of its own is not replaced by the environment's.", change: gives, recorded: v1alpha1.Status{ID: "arn", Encryption: &v1alpha1.EncryptionStatus{Key: "own", Own: true}}, want: Encryption{Enabled: true}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := mustPlanFor(t, within(tc.change), v1alpha1.Parameters{Encryption: &v1alpha1.Encryption{Enabled: tc.enabled}}, tc.recorded).Encryption
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestNewAccess(t *testing.T) {
	t.Parallel()

	c := within(func(e *environment.Environment) {
		e.Kubernetes.Admins = map[string][]string{"aws": {"arn:aws:iam::1:role/platform"}, "gcp": {"other@example.com"}}
	})
	got := mustPlanFor(t, c, v1alpha1.Parameters{Access: &v1alpha1.Access{
		Admins:  []string{"arn:aws:iam::1:role/team"},
		Viewers: []string{"arn:aws:iam::1:role/platform", "arn:aws:iam::1:role/audit"},
	}}, v1alpha1.Status{})
	if diff := cmp.Diff([]string{"arn:aws:iam::1:role/platform", "arn:aws:iam::1:role/team"}, got.Admins); diff != "" {
		t.Errorf("The environment's admins are admins of every cluster on their cloud: -want, +got:\n%s", diff)
	}
	if diff := cmp.Diff([]string{"arn:aws:iam::1:role/audit"}, got.Viewers); diff != "" {
		t.Errorf("Who is an admin is no viewer: -want, +got:\n%s", diff)
	}
	var subjects []string
	for _, s := range got.Subjects {
		subjects = append(subjects, s.Path.String()+" "+s.Name)
	}
	want := []string{
		"spec.parameters.access.admins[0] arn:aws:iam::1:role/team",
		"spec.parameters.access.viewers[0] arn:aws:iam::1:role/platform",
		"spec.parameters.access.viewers[1] arn:aws:iam::1:role/audit",
	}
	if diff := cmp.Diff(want, subjects); diff != "" {
		t.Errorf("Clouds look at the form of what the claim names: -want, +got:\n%s", diff)
	}
}

func TestNewFleet(t *testing.T) {
	t.Parallel()

	c := within(func(e *environment.Environment) {
		e.Kubernetes.Fleet = environment.Fleet{Engine: environment.FleetArgoCD, Tier: "gold", Labels: map[string]string{"example.com/cost": "4711"}}
	})
	got := mustPlanFor(t, c, v1alpha1.Parameters{}, v1alpha1.Status{}).Fleet
	want := &Fleet{
		Engine: v1alpha1.EngineArgoCD, Namespace: "argocd", Name: got.Name, ProviderConfig: "default",
		Labels: map[string]string{
			LabelEnvironment: "default", LabelTier: "gold", LabelRegion: "us-east", LabelProvider: "aws", LabelTeam: "team-a", "example.com/cost": "4711",
		},
	}
	if diff := cmp.Diff(want, got); diff != "" || got.Name == "" {
		t.Errorf("-want, +got:\n%s", diff)
	}
	c.Guardrails.Packages = environment.Packages{}
	without := mustPlanFor(t, c, v1alpha1.Parameters{}, v1alpha1.Status{})
	if without.Fleet != nil || len(without.Warnings) == 0 {
		t.Errorf("A registration needs provider-kubernetes, and a warning where there is none: got %+v, %q", without.Fleet, without.Warnings)
	}
}
