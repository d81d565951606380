// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	networkv1alpha1 "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
)

func TestStatusOfASingle(t *testing.T) {
	t.Parallel()

	p := mustPlan(t, onAWS(), machine(single), v1alpha1.Status{})
	n := networkOnAWS()
	want := v1alpha1.Status{
		Kind: v1alpha1.KindSingle, MachineType: "m6i.large", Desired: 1,
		Machine: &v1alpha1.Machine{CPU: 2, Memory: 8, Architecture: v1alpha1.ArchitectureAMD64},
		Image: &v1alpha1.ImageStatus{
			Name: v1alpha1.ImageUbuntu2404, OS: v1alpha1.OSLinux, User: "ubuntu",
			Native: "resolve:ssm:/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id",
		},
		Network: &v1alpha1.NetworkStatus{Name: "shop/main", ID: n.ID, CIDR: n.CIDR, Subnets: n.Subnets, SecurityGroups: n.SecurityGroups},
		Template: &v1alpha1.TemplateStatus{
			Generation: p.Template.Generation, Tier: networkv1alpha1.TierPrivate, Zones: []platform.Zone{platform.ZoneA}, Digests: p.Digests,
		},
		Disks: []v1alpha1.DiskStatus{
			{Name: "data", SizeGiB: 100, Performance: v1alpha1.PerformanceStandard, Zone: platform.ZoneA},
			{Name: "logs", SizeGiB: 10, Performance: v1alpha1.PerformanceStandard, Zone: platform.ZoneA, Slot: 1},
		},
		Encryption: &v1alpha1.EncryptionStatus{},
	}
	if diff := cmp.Diff(want, p.Status()); diff != "" {
		t.Errorf("Everything that was decided is recorded: -want, +got:\n%s", diff)
	}
	if len(p.Digests) != 9 {
		t.Errorf("Digests: want one for each parameter that no machine can change, got %v", p.Digests)
	}
}

func TestStatusOfAnotherMachine(t *testing.T) {
	t.Parallel()

	had := existing(t, single)
	had.Name, had.Addresses, had.Image.ID = "web", &v1alpha1.Addresses{Private: "10.0.0.1"}, "ami-1"
	same := mustPlan(t, onAWS(), machine(single), had).Status()
	if diff := cmp.Diff(had, same); diff != "" {
		t.Errorf("What was recorded stays: -recorded, +now:\n%s", diff)
	}
	other := mustPlan(t, onAWS(), machine(also(single, func(p *v1alpha1.Parameters) {
		p.AllowReplacement, p.Image = true, &v1alpha1.Image{Name: v1alpha1.ImageDebian12}
	})), had).Status()
	if other.ID != "" || other.Name != "" || other.Addresses != nil || other.Image.ID != "" {
		t.Errorf("Nothing is known of a machine that is not there yet, got %+v", other)
	}
	if diff := cmp.Diff(had.Disks, other.Disks); diff != "" {
		t.Errorf("Its disks are those of the machine before: -want, +got:\n%s", diff)
	}
}

func TestStatusOfGroups(t *testing.T) {
	t.Parallel()

	change := also(group, func(p *v1alpha1.Parameters) {
		p.Count, p.Spot = nil, &v1alpha1.Spot{OnDemandBase: 1}
		p.Autoscaling = &v1alpha1.Autoscaling{Min: 3, Max: 6}
	})
	s := mustPlan(t, onAWS(), machine(change), v1alpha1.Status{}).Status()
	want := []v1alpha1.GroupStatus{
		{Name: GroupRegular, Key: "group-regular", Phase: v1alpha1.GroupPlanned, Desired: 1},
		{Name: GroupSpot, Key: "group-spot", Phase: v1alpha1.GroupPlanned, Desired: 2, Min: 2, Max: 5},
	}
	if diff := cmp.Diff(want, s.Groups); diff != "" {
		t.Errorf("Groups: -want, +got:\n%s", diff)
	}
	if s.Desired != 3 || !s.Template.Spot || s.LoadBalancer.Scheme != v1alpha1.SchemeInternal {
		t.Errorf("Status: want 3 machines, some of them spot ones, behind an internal balancer, got %+v", s)
	}
	s.ID, s.Groups[1].ID, s.Groups[1].Phase, s.LoadBalancer.DNSName = "asg", "asg", v1alpha1.GroupReady, "web.elb.amazonaws.com"
	again := mustPlan(t, onAWS(), machine(change), s).Status()
	if diff := cmp.Diff(s, again); diff != "" {
		t.Errorf("What was recorded stays: -recorded, +now:\n%s", diff)
	}
}

func TestImageStatus(t *testing.T) {
	t.Parallel()

	gcp := at(platform.ProviderGCP, "europe-west1", "europe-west1-b")
	cases := map[string]struct {
		reason string
		claim  claim.Claim
		image  *v1alpha1.Image
		want   v1alpha1.ImageStatus
	}{
		"Azure": {
			reason: "A reference is written as a native image would be.", claim: onAzure("1"),
			want: v1alpha1.ImageStatus{Name: v1alpha1.ImageUbuntu2404, Native: "Canonical:ubuntu-24_04-lts:server:latest", OS: v1alpha1.OSLinux, User: "ubuntu"},
		},
		"GCP": {
			reason: "A family is written as a native image would be.", claim: gcp,
			want: v1alpha1.ImageStatus{Name: v1alpha1.ImageUbuntu2404, Native: "projects/ubuntu-os-cloud/global/images/family/ubuntu-2404-lts-amd64", OS: v1alpha1.OSLinux, User: "ubuntu"},
		},
		"Native": {
			reason: "A native image is what it is.", claim: consenting(gcp), image: &v1alpha1.Image{Native: "projects/acme/global/images/golden", OS: v1alpha1.OSWindows},
			want: v1alpha1.ImageStatus{Native: "projects/acme/global/images/golden", OS: v1alpha1.OSWindows},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := mustPlan(t, tc.claim, machine(func(p *v1alpha1.Parameters) { p.Image = tc.image }), v1alpha1.Status{}).Status().Image
			if diff := cmp.Diff(&tc.want, got); diff != "" {
				t.Errorf("%s\nImage: -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestConnection(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason string
		p      func(p *v1alpha1.Parameters)
		s      v1alpha1.Status
		want   map[string]string
	}{
		"SingleUnknown": {
			reason: "What will be known is listed.", p: single,
			want: map[string]string{"username": "ubuntu", "host": "", "addresses": ""},
		},
		"SinglePrivate": {
			reason: "A private machine is reached at its private address.", p: single,
			s:    v1alpha1.Status{Addresses: &v1alpha1.Addresses{Private: "10.0.0.1"}},
			want: map[string]string{"username": "ubuntu", "host": "10.0.0.1", "addresses": "10.0.0.1"},
		},
		"SinglePublic": {
			reason: "A public machine is reached at its public address.", p: single,
			s:    v1alpha1.Status{Addresses: &v1alpha1.Addresses{Private: "10.0.0.1", Public: "203.0.113.1"}},
			want: map[string]string{"username": "ubuntu", "host": "203.0.113.1", "addresses": "10.0.0.1,203.0.113.1"},
		},
		"Group": {
			reason: "Nobody connects to machines that come and go.", p: func(p *v1alpha1.Parameters) { p.Count = new(2) },
			want: map[string]string{"username": "ubuntu"},
		},
		"BalancerOfAName": {
			reason: "A balancer on AWS has a name.", p: group,
			s:    v1alpha1.Status{LoadBalancer: &v1alpha1.LoadBalancerStatus{DNSName: "web.elb.amazonaws.com"}},
			want: map[string]string{"username": "ubuntu", "host": "web.elb.amazonaws.com"},
		},
		"BalancerOfAnAddress": {
			reason: "Other balancers have an address.", p: group,
			s:    v1alpha1.Status{LoadBalancer: &v1alpha1.LoadBalancerStatus{Address: "203.0.113.1"}},
			want: map[string]string{"username": "ubuntu", "host": "203.0.113.1", "addresses": "203.0.113.1"},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := map[string]string{}
			for key, value := range mustPlan(t, onAWS(), machine(tc.p), v1alpha1.Status{}).Connection(tc.s) {
				got[key] = string(value)
				if !slices.Contains(ConnectionKeys(), key) {
					t.Errorf("%s is not among the keys of the definition", key)
				}
			}
			if diff := cmp.Diff(tc.want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s\nConnection(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
