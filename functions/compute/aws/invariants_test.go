// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/tags"
)

// invariants hold whatever was asked for.
func invariants() managedtest.Invariants {
	return managedtest.Invariants{
		Components: plan.Components(),
		TargetKinds: map[string]string{
			"allocationIdSelector":              "EIP",
			"autoscalingGroupNameSelector":      "AutoscalingGroup",
			"idSelector":                        "LaunchTemplate",
			"instanceIdSelector":                "Instance",
			"launchTemplateIdSelector":          "LaunchTemplate",
			"lbTargetGroupArnSelector":          "LBTargetGroup",
			"loadBalancerArnSelector":           "LB",
			"referencedSecurityGroupIdSelector": "SecurityGroup",
			"securityGroupIdSelector":           "SecurityGroup",
			"securityGroupSelector":             "SecurityGroup",
			"targetGroupArnSelector":            "LBTargetGroup",
			"volumeIdSelector":                  "EBSVolume",
		},
		// TestListenersHaveOneAction shows how it is told apart.
		IndexedLists: []string{"LBListener.defaultAction"},
	}
}

func TestBuildHoldsTogether(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			first := Build(p, observations{})
			second := Build(p, observe(t, first))
			invariants().Check(t, first)
			invariants().Check(t, second)
		})
	}
}

// TestListenersHaveOneAction: the actions of a listener are told apart by their index.
func TestListenersHaveOneAction(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		for _, r := range Build(p, observations{}) {
			if l, ok := r.ForProvider.(aws.LoadBalancerListener); ok && (len(l.DefaultAction) != 1 || l.DefaultAction[0].Index == "") {
				t.Errorf("%s: the action of %q has no index", name, r.Key)
			}
		}
	}
}

// externalNames are the rules of kinds whose name at AWS is ours to choose.
func externalNames() map[string]naming.Rule {
	return map[string]naming.Rule{
		"AutoscalingGroup": naming.AWSAutoscalingGroup, "KeyPair": naming.AWSKeyPair,
		"Policy": naming.AWSAutoscalingPolicy, "Schedule": naming.AWSAutoscalingSchedule,
	}
}

// nameOfSpec is the name in a spec, and the rule that it must keep.
func nameOfSpec(s managed.Spec) (string, naming.Rule, bool) {
	switch s := s.(type) {
	case aws.SecurityGroup:
		return s.Name, naming.AWSSecurityGroup, true
	case aws.LaunchTemplate:
		return s.Name, naming.AWSLaunchTemplate, true
	case aws.LoadBalancer:
		return s.Name, naming.AWSLoadBalancer, true
	case aws.LoadBalancerTargetGroup:
		return s.Name, naming.AWSTargetGroup, true
	case aws.KMSGrant:
		return s.Name, naming.AWSKMSGrant, true
	}
	return "", naming.Rule{}, false
}

func TestBuildNames(t *testing.T) {
	t.Parallel()
	for plan, p := range plans() {
		names := map[string]managed.Key{}
		for _, r := range Build(p, observations{}) {
			kind := r.ForProvider.Type().Kind
			name := r.ExternalName
			rule, ok := externalNames()[kind]
			if !ok && name != "" {
				t.Errorf("%s: %q has the external name %q, but AWS assigns it", plan, r.Key, name)
			}
			if !ok {
				name, rule, ok = nameOfSpec(r.ForProvider)
			}
			if !ok {
				continue
			}
			if err := naming.Valid(rule, name); err != nil {
				t.Errorf("%s: name of %q: %v", plan, r.Key, err)
			}
			if other := names[kind+name]; other != "" {
				t.Errorf("%s: %q and %q are both called %q", plan, other, r.Key, name)
			}
			names[kind+name] = r.Key
		}
	}
}

// TestBuildTags checks that whatever AWS can tag is tagged.
func TestBuildTags(t *testing.T) {
	t.Parallel()
	for _, p := range plans() {
		for _, r := range Build(p, observations{}) {
			f := reflect.ValueOf(r.ForProvider).FieldByName("Tags")
			if !f.IsValid() {
				continue
			}
			got := map[string]string{}
			switch v := f.Interface().(type) {
			case map[string]string:
				got = v
			case *tags.Shared:
				got = v.Map()
			case []aws.AutoscalingTag:
				for _, tag := range v {
					got[tag.Key] = tag.Value
				}
			}
			if got["Name"] == "" || got["team"] != "team-a" || got["claim"] != "shop" {
				t.Errorf("%q has the tags %v", r.Key, got)
			}
		}
	}
}

func TestBuildConverges(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resources, _ := converge(t, p)
			managedtest.CheckNothingWaits(t, resources)
			invariants().Check(t, resources)
		})
	}
}

// TestBuildWaits shows that nothing is created that needs what is not known yet.
func TestBuildWaits(t *testing.T) {
	t.Parallel()
	rule := func(p plan.Plan) []managed.Key {
		var out []managed.Key
		for _, r := range Build(p, observations{}) {
			if keyIngress.Begins(r.Key) {
				out = append(out, r.Key)
			}
		}
		return out
	}
	fleetRules := []managed.Key{
		"balancer-egress", "target-ingress-tcp-5353", "target-ingress-udp-5353", "target-ingress-tcp-8080", "target-ingress-tcp-9090",
	}
	for _, port := range []string{"tcp-443", "tcp-53", "tcp-80", "udp-53"} {
		for _, cidr := range []string{"192.0.2.0/24", "198.51.100.0/24"} {
			fleetRules = append(fleetRules, keyBalancerIngress.Join(port, testClaim().Names.Hash(hashChars, cidr)))
		}
	}
	key := keyKeyPair.Join(testClaim().Names.Hash(hashChars, testSSHKey))
	grant := func(role string) managed.Key {
		return keyKeyGrant.Join(testClaim().Names.Hash(hashChars, testKey, role))
	}
	created := map[string][]managed.Key{
		"Full":  slices.Concat(rule(full()), []managed.Key{keyAddress, keyTemplate, key, grant(roleSpot)}),
		"Fleet": slices.Concat(rule(fleet()), fleetRules, []managed.Key{key, grant(roleAutoscaling)}),
	}
	for name, p := range unknown() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			may := observations{}.Possible(Build(p, observations{}))
			want := created[name]
			slices.Sort(want)
			if diff := cmp.Diff(want, managedtest.Keys(may)); diff != "" {
				t.Errorf("what waits for nobody: -want, +got:\n%s", diff)
			}
		})
	}
}

func TestBuildKeepsWhatExists(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason        string
		before, after plan.Plan
	}{
		"SingleLost":    {reason: "No resource may lose a value because status is lost for a moment.", before: full(), after: full()},
		"FleetLost":     {reason: "A group keeps its version, without which it would replace all machines.", before: fleet(), after: fleet()},
		"InternalLost":  {reason: "Clients are still let in.", before: plans()["Internal"], after: plans()["Internal"]},
		"AdoptedLost":   {reason: "So is the network.", before: plans()["Adopted"], after: plans()["Adopted"]},
		"SingleUnknown": {reason: "A machine stays as it is when its network and its identity are lost.", before: full(), after: unknown()["Full"]},
		"FleetUnknown":  {reason: "So do groups.", before: fleet(), after: unknown()["Fleet"]},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want, o := converge(t, tc.before)
			// A plan does not forget the security group of a tier.
			tc.after.Network.SecurityGroup = tc.before.Network.SecurityGroup
			got := Build(tc.after, o.Lost())
			managedtest.CheckKept(t, tc.reason, want, got)
		})
	}
}

func TestBuildGrows(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason        string
		before, after plan.Plan

		// changes are the keys of what changes beside what is added.
		changes []managed.Key
	}{
		"Disk": {
			reason: "Another disk leaves the machine alone.",
			before: smallest(), after: with(smallest(), func(p *plan.Plan) { p.Single = &plan.Single{Disks: full().Single.Disks} }),
		},
		"LargerDisk": {
			reason: "A disk grows in place.", before: full(),
			after: with(full(), func(p *plan.Plan) {
				disks := slices.Clone(p.Single.Disks)
				disks[0].SizeGiB = 200
				p.Single = &plan.Single{Disks: disks, Spot: true}
			}),
			changes: []managed.Key{"disk-data"},
		},
		"PublicIP": {
			reason: "An address leaves the machine alone.",
			before: smallest(), after: with(smallest(), func(p *plan.Plan) { p.Template.PublicIP = true }),
		},
		"Size": {
			reason: "A machine gets another type in place.",
			before: smallest(), after: with(smallest(), func(p *plan.Plan) { p.Template.MachineType = "m6i.large" }),
			changes: []managed.Key{"machine-g1abc"},
		},
		"Identity": {
			reason: "A machine gets another identity in place.",
			before: smallest(), after: with(smallest(), func(p *plan.Plan) { p.Identity = testIdentity() }),
			changes: []managed.Key{"machine-g1abc"},
		},
		"Ingress": {
			reason: "Rules are added to what exists.",
			before: smallest(), after: with(smallest(), func(p *plan.Plan) { p.Ingress = full().Ingress }),
		},
		"Balancer": {
			reason: "A balancer tells the group what is healthy.",
			before: group(), after: plans()["Internal"], changes: []managed.Key{"group-regular"},
		},
		"Port": {
			reason: "Another port leaves the others alone.", before: plans()["Internal"],
			after: with(plans()["Internal"], func(p *plan.Plan) {
				b := *p.LoadBalancer
				b.Ports = append(slices.Clone(b.Ports), plan.Port{Name: "new", Port: 8443, TargetPort: 8443, Protocol: v1alpha1.PortTCP})
				p.LoadBalancer = &b
			}),
		},
		"Count": {
			reason: "A group grows in place.", before: group(),
			after: with(group(), func(p *plan.Plan) {
				p.Groups = []plan.Group{{Name: plan.GroupRegular, Count: 5, Initial: 5}}
			}),
			changes: []managed.Key{"group-regular"},
		},
		"Schedule": {
			reason: "A schedule takes the bounds of the group over.", before: group(), after: scheduled(), changes: []managed.Key{"group-regular"},
		},
		"Tags": {
			reason: "Tags of the platform replace no machine.", before: group(),
			after: with(group(), func(p *plan.Plan) { p.Claim.Tags = taggedAs("team-b") }),
			// The group has no other version of the template.
			changes: []managed.Key{"group-regular", "security-group", "template"},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before, o := converge(t, tc.before)
			managedtest.CheckGrows(t, tc.reason, before, Build(tc.after, o), tc.changes...)
		})
	}
}

func TestBuildIsDeterministic(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, o := converge(t, p)
			managedtest.CheckRepeatable(t, func() []managed.Resource { return Build(p, o) })
		})
	}
}
