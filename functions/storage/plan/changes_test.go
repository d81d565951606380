// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/environment"
)

func TestChangesRefused(t *testing.T) {
	t.Parallel()

	retained := &v1alpha1.Retention{Mode: v1alpha1.RetentionCompliance, Days: 30}
	replica := &v1alpha1.Replica{Region: "eu-central-1", KeySource: v1alpha1.KeySourcePlatform}
	object := v1alpha1.Status{Type: v1alpha1.TypeObject}
	volume := v1alpha1.Status{Type: v1alpha1.TypeBlock, SizeGiB: 100, Zone: "eu-west-1a", Encryption: keyOf(v1alpha1.KeySourcePlatform, "")}
	files := v1alpha1.Status{Type: v1alpha1.TypeFile, SizeGiB: 1024, Performance: v1alpha1.PerformanceStandard, Network: &v1alpha1.NetworkStatus{Name: "team-a/main", ID: "vpc-1"}}
	with := func(s v1alpha1.Status, change func(s *v1alpha1.Status)) v1alpha1.Status { change(&s); return s }
	testRefusals(t, map[string]refusal{
		"Type": {
			reason:   "A bucket does not become a volume.",
			p:        v1alpha1.Parameters{Type: v1alpha1.TypeBlock},
			recorded: object,
			want:     []string{`spec.parameters.type: Invalid value: "Block": is immutable and was Object before: create another storage of the other type, and delete this one when nothing uses it any more`},
		},
		"Shrinking": {
			reason:   "No cloud shrinks a volume, or moves it to another zone.",
			p:        v1alpha1.Parameters{Type: v1alpha1.TypeBlock, SizeGiB: 99, Zone: "b"},
			recorded: volume,
			want: []string{
				"spec.parameters.sizeGiB: Invalid value: 99: must not be less than the 100 GiB that it has, because no cloud shrinks a volume or a file system: keep 100, or create a smaller one and copy the data",
				`spec.parameters.zone: Invalid value: "eu-west-1b": is immutable and was eu-west-1a before: create a volume in the other zone from a snapshot, and delete this one`,
			},
		},
		"VolumeKey": {
			reason:   "Another key is another volume.",
			p:        v1alpha1.Parameters{Type: v1alpha1.TypeBlock, SizeGiB: 100, Zone: "a", Encryption: customer("")},
			recorded: volume,
			want:     []string{"spec.parameters.encryption.key: Forbidden: is immutable and was type Platform before: restore it, or create another storage and copy the data"},
		},
		"FileChanges": {
			reason:   "A file system stays what and where it is.",
			p:        v1alpha1.Parameters{Type: v1alpha1.TypeFile, SizeGiB: 512, Performance: v1alpha1.PerformanceHigh, NetworkRef: &platform.LocalReference{Name: "main", Namespace: "team-b"}},
			recorded: files,
			want: []string{
				`spec.parameters.networkRef: Invalid value: "team-b/main": is immutable and was team-a/main before: create another file system, and copy the data`,
				`spec.parameters.performance: Invalid value: "high": is immutable and was standard before: create another file system, and copy the data`,
				"spec.parameters.sizeGiB: Invalid value: 512: must not be less than the 1024 GiB that it has, because no cloud shrinks a volume or a file system: keep 1024, or create a smaller one and copy the data",
			},
		},
		"CreatedKeyLeft": {
			reason:   "The key would be deleted while data needs it.",
			p:        v1alpha1.Parameters{},
			recorded: with(object, func(s *v1alpha1.Status) { s.Encryption = keyOf(v1alpha1.KeySourceCreated, ownKey) }),
			want:     []string{"spec.parameters.encryption.key: Forbidden: the key that was created for this storage would be deleted, and with it the way to read what it encrypts: restore type Customer without id, or create another storage and copy the data"},
		},
		"RetentionLate": {
			reason:   "AWS locks objects of new buckets only.",
			p:        v1alpha1.Parameters{Retention: retained},
			recorded: object,
			want:     []string{"spec.parameters.retention: Forbidden: can only be set when the storage is created: remove it, or create another storage with retention and copy the data"},
		},
		"RetentionRemoved": {
			reason:   "What was promised is kept.",
			recorded: with(object, func(s *v1alpha1.Status) { s.Retention = retained }),
			want:     []string{"spec.parameters.retention: Required value: cannot be removed, because objects were promised to be retained: restore mode Compliance and 30 days"},
		},
		"RetentionWeaker": {
			reason:   "What was promised is kept.",
			p:        v1alpha1.Parameters{Retention: &v1alpha1.Retention{Days: 29}},
			recorded: with(object, func(s *v1alpha1.Status) { s.Retention = retained }),
			want: []string{
				"spec.parameters.retention.days: Invalid value: 29: must not be less than the 30 days that objects were promised to be retained: keep 30, or set more",
				`spec.parameters.retention.mode: Invalid value: "Governance": is immutable and was Compliance before: create another storage with the other mode, and copy the data`,
			},
		},
		"ReplicaRemoved": {
			reason: "The copy would be deleted, or would stay behind because it is not empty.",
			p:      v1alpha1.Parameters{Protection: deletes()},
			recorded: with(object, func(s *v1alpha1.Status) {
				s.Replica = replica
				s.Protection = &v1alpha1.ProtectionStatus{WhenNotEmpty: v1alpha1.WhenNotEmptyKeep}
			}),
			want: []string{"spec.parameters.replication: Required value: removing it deletes the copy in eu-central-1: restore it, or first set protection.whenNotEmpty to Delete, and then change it"},
		},
		"ReplicaMoved": {
			reason:   "The copy would be deleted.",
			p:        v1alpha1.Parameters{Replication: &v1alpha1.Replication{Region: "eu-north"}},
			recorded: with(object, func(s *v1alpha1.Status) { s.Replica = replica }),
			want:     []string{`spec.parameters.replication.region: Invalid value: "eu-north-1": another region deletes the copy in eu-central-1: restore it, or first set protection.whenNotEmpty to Delete, and then change it`},
		},
	})
}

func TestChangesPermitted(t *testing.T) {
	t.Parallel()

	allowed := testClaim(environment.Environment{Storage: environment.Storage{KeysFromClaims: new(true)}})
	cases := map[string]struct {
		reason   string
		claim    claim.Claim
		p        v1alpha1.Parameters
		recorded v1alpha1.Status
	}{
		"Growing": {
			reason:   "Growing is an update.",
			p:        v1alpha1.Parameters{Type: v1alpha1.TypeBlock, SizeGiB: 101, Zone: "eu-west-1a"},
			recorded: v1alpha1.Status{Type: v1alpha1.TypeBlock, SizeGiB: 100, Zone: "eu-west-1a", Encryption: keyOf(v1alpha1.KeySourcePlatform, "")},
		},
		"RetentionLonger": {
			reason:   "Nobody was promised that objects can be deleted.",
			p:        v1alpha1.Parameters{Retention: &v1alpha1.Retention{Days: 31}},
			recorded: v1alpha1.Status{Type: v1alpha1.TypeObject, Retention: &v1alpha1.Retention{Mode: v1alpha1.RetentionGovernance, Days: 30}},
		},
		"ReplicaRemovedOnPurpose": {
			reason: "Who said before that data may be deleted knows what it does.",
			p:      v1alpha1.Parameters{Protection: deletes()},
			recorded: v1alpha1.Status{
				Type: v1alpha1.TypeObject, Replica: &v1alpha1.Replica{Region: "eu-central-1"},
				Protection: &v1alpha1.ProtectionStatus{WhenNotEmpty: v1alpha1.WhenNotEmptyDelete},
			},
		},
		"ReplicaAdded": {
			reason:   "New objects can be copied from any time on.",
			p:        v1alpha1.Parameters{Replication: &v1alpha1.Replication{Region: "eu-central"}},
			recorded: v1alpha1.Status{Type: v1alpha1.TypeObject},
		},
		"AnotherKey": {
			reason:   "New objects can be encrypted with another key, and the old one stays.",
			claim:    allowed,
			p:        v1alpha1.Parameters{Encryption: customer(otherKey)},
			recorded: v1alpha1.Status{Type: v1alpha1.TypeObject, Encryption: keyOf(v1alpha1.KeySourceClaim, ownKey)},
		},
		"KeyConsentWithdrawn": {
			reason:   "A key that is in use stays, whatever the environment says now.",
			p:        v1alpha1.Parameters{Type: v1alpha1.TypeBlock, SizeGiB: 10, Zone: "a", Encryption: customer(ownKey)},
			recorded: v1alpha1.Status{Type: v1alpha1.TypeBlock, Encryption: keyOf(v1alpha1.KeySourceClaim, ownKey)},
		},
		"RulesThatCameLater": {
			reason:   "A volume can neither shrink nor get another key.",
			claim:    testClaim(environment.Environment{Storage: environment.Storage{MaxSizeGiB: 50, CustomerKeys: new(true)}}),
			p:        v1alpha1.Parameters{Type: v1alpha1.TypeBlock, SizeGiB: 100, Zone: "a"},
			recorded: v1alpha1.Status{Type: v1alpha1.TypeBlock, SizeGiB: 100, Zone: "eu-west-1a", Encryption: keyOf(v1alpha1.KeySourcePlatform, "")},
		},
		"NothingPlanned": {
			reason: "A storage that was never planned may still be anything.",
			p:      v1alpha1.Parameters{Retention: &v1alpha1.Retention{Days: 1}},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if tc.claim.Name == "" {
				tc.claim = testClaim(environment.Environment{})
			}
			if _, errs := New(tc.claim, tc.p, tc.recorded); len(errs) > 0 {
				t.Errorf("%s\nNew(...): %v", tc.reason, errs)
			}
		})
	}
}

// TestRecordedStays proves that the same parameters are permitted and give the same
// plan after they were recorded.
func TestRecordedStays(t *testing.T) {
	t.Parallel()

	c := in(testClaim(environment.Environment{Storage: environment.Storage{KeysFromClaims: new(true)}}), mainNetwork())
	cases := map[string]v1alpha1.Parameters{
		"Smallest":    {},
		"Created":     {Encryption: customer("")},
		"Named":       {Encryption: customer(ownKey)},
		"Retention":   {Retention: &v1alpha1.Retention{Days: 7}},
		"Replication": {Encryption: customer(""), Replication: &v1alpha1.Replication{Region: "eu-central"}, AccessLogs: &v1alpha1.AccessLogs{Enabled: true}},
		"Block":       {Type: v1alpha1.TypeBlock, SizeGiB: 10, Zone: "b", Encryption: customer("")},
		"File":        {Type: v1alpha1.TypeFile, NetworkRef: mainRef()},
	}
	for name, p := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			first, errs := New(c, p, v1alpha1.Status{})
			if len(errs) > 0 {
				t.Fatal(errs)
			}
			again, errs := New(c, p, first.Status())
			if len(errs) > 0 {
				t.Fatal(errs)
			}
			if diff := cmp.Diff(first.Status(), again.Status()); diff != "" {
				t.Errorf("The status must say the same again: -first, +again:\n%s", diff)
			}
		})
	}
}

func TestLifecycleNames(t *testing.T) {
	t.Parallel()

	rules := []v1alpha1.LifecycleRule{
		{After: 1, Action: v1alpha1.LifecycleExpire, Prefix: "logs/"},
		{After: 2, Action: v1alpha1.LifecycleExpire, Prefix: "tmp/"},
	}
	first, errs := New(testClaim(environment.Environment{}), v1alpha1.Parameters{Lifecycle: rules[:1]}, v1alpha1.Status{})
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	both, errs := New(testClaim(environment.Environment{}), v1alpha1.Parameters{Lifecycle: []v1alpha1.LifecycleRule{rules[1], rules[0]}}, v1alpha1.Status{})
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	names := map[string]string{}
	for _, r := range both.Object.Lifecycle {
		names[r.Prefix] = r.Name
	}
	want := first.Object.Lifecycle[1]
	if want.Prefix != "logs/" || names["logs/"] != want.Name || names["tmp/"] == want.Name {
		t.Errorf("A rule must keep its name when others come and go, got %v and %v", want, both.Object.Lifecycle)
	}
}
