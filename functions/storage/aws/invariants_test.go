// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

// invariants hold whatever was asked for.
func invariants() managedtest.Invariants {
	return managedtest.Invariants{
		Components: plan.Components(),
		TargetKinds: map[string]string{
			"bucketSelector":          "Bucket",
			"targetBucketSelector":    "Bucket",
			"roleSelector":            "Role",
			"targetKeyIdSelector":     "Key",
			"fileSystemIdSelector":    "FileSystem",
			"securityGroupsSelector":  "SecurityGroup",
			"securityGroupIdSelector": "SecurityGroup",
		},
	}
}

func TestBuildHoldsTogether(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			first := Build(p, observations{})
			second := Build(p, observe(first))
			invariants().Check(t, first)
			invariants().Check(t, second)
		})
	}
}

// TestKeysAreShort proves that the longest keys make labels, also when the engine orders
// deletion by them.
func TestKeysAreShort(t *testing.T) {
	t.Parallel()
	p := plans()["Emptied"]
	for _, region := range regions.Native(platform.ProviderAWS) {
		p.Object.Replica.Region.Native = region
		managedtest.CheckKeys(t, Build(p, observations{}))
	}
}

func TestBuildNames(t *testing.T) {
	t.Parallel()
	names := managedtest.Names{Rules: map[string]naming.Rule{
		"Bucket": naming.AWSBucket, "Alias": naming.AWSKMSAlias, "Role": naming.AWSIAMRole, "RolePolicy": naming.AWSIAMRolePolicy,
	}}
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			names.Check(t, Build(p, observations{}))
		})
	}
	group := managedtest.Spec[aws.SecurityGroup](t, Build(file(platformKey()), observations{}), keySecurityGroup)
	if err := naming.Valid(naming.AWSSecurityGroup, group.Name); err != nil {
		t.Errorf("name of the security group: %v", err)
	}
	if group.Description == "" {
		t.Error("the security group has no description, which cannot be added later")
	}
}

// TestBuildTags checks that whatever AWS can tag is tagged.
func TestBuildTags(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			managedtest.CheckTags(t, Build(p, observations{}), "Tags", map[string]string{"team": "team-a", "claim": "shop"}, "Name")
		})
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

// TestBuildWaitsForNetwork shows that nothing is created that could not be closed yet.
func TestBuildWaitsForNetwork(t *testing.T) {
	t.Parallel()
	created := map[string][]managed.Key{
		"Object": {"bucket-access-logs", keyKMSKey, keyKMSAlias, "key-alias-copy-eu-central-1", "key-copy-eu-central-1", keyReplicationRole},
		"File":   {keyKMSKey, keyKMSAlias},
	}
	for name, p := range unknownNetworks() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			may := observations{}.Possible(Build(p, observations{}))
			if diff := cmp.Diff(created[name], managedtest.Keys(may)); diff != "" {
				t.Errorf("what does not wait for the network: -want, +got:\n%s", diff)
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
		"StoreLost":   {reason: "No resource may lose a value because status is lost for a moment.", before: full(), after: full()},
		"VolumeLost":  {reason: "A volume keeps its key, without which it would be another one.", before: plans()["BlockWithKey"], after: plans()["BlockWithKey"]},
		"FilesLost":   {reason: "A file system keeps its key and its policy.", before: plans()["FileWithKey"], after: plans()["FileWithKey"]},
		"NetworkLost": {reason: "A store that is closed stays closed when its network is lost.", before: full(), after: unknownNetworks()["Object"]},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want, o := converge(t, tc.before)
			got := Build(tc.after, o.Lost())
			managedtest.CheckKept(t, tc.reason, want, got)
		})
	}
}

func TestBuildGrows(t *testing.T) {
	t.Parallel()
	replica := func(p *plan.Plan) {
		p.Object.Replica = &plan.Replica{Region: regions.Region{Native: otherRegion}, Key: platformKey()}
	}
	cases := map[string]struct {
		reason        string
		before, after plan.Plan

		// changes are the keys of what changes beside what is added.
		changes []managed.Key
	}{
		"Replica": {reason: "A copy leaves the store alone.", before: smallest(), after: with(smallest(), replica)},
		"AccessLogs": {
			reason: "Access logs leave the store alone.",
			before: smallest(), after: with(smallest(), func(p *plan.Plan) { p.Object.AccessLogDays = 30 }),
		},
		"CORS": {
			reason: "CORS rules leave the store alone.",
			before: smallest(), after: with(smallest(), func(p *plan.Plan) { p.Object.CORS = full().Object.CORS }),
		},
		"Key": {
			reason: "A key that is created encrypts what is written from then on.",
			before: smallest(), after: with(smallest(), func(p *plan.Plan) { p.Key = createdKey() }),
			changes: []managed.Key{keyBucketEncryption},
		},
		"Network": {
			reason: "A network closes the policy, and nothing else.",
			before: smallest(), after: with(smallest(), func(p *plan.Plan) { p.Network = testNetwork() }),
			changes: []managed.Key{keyBucketPolicy},
		},
		"Zone": {
			reason: "Another zone of the network adds a mount target.",
			before: with(file(platformKey()), func(p *plan.Plan) { p.Network.Subnets = p.Network.Subnets[:1] }),
			after:  file(platformKey()),
		},
		"Size": {
			reason: "A volume grows in place.",
			before: block(v1alpha1.PerformanceStandard, platformKey()),
			after: with(block(v1alpha1.PerformanceStandard, platformKey()), func(p *plan.Plan) {
				p.Block = &plan.Block{SizeGiB: 400, Performance: v1alpha1.PerformanceStandard, Zone: p.Block.Zone}
			}),
			changes: []managed.Key{keyVolume},
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
