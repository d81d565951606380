// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"k8s.io/apimachinery/pkg/util/validation/field"

	networkv1alpha1 "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

const (
	ownKey   = "arn:aws:kms:eu-west-1:123456789012:key/1111aaaa-11aa-11aa-11aa-111111111111"
	otherKey = "arn:aws:kms:eu-west-1:123456789012:key/2222bbbb-22bb-22bb-22bb-222222222222"
)

func testClaim(guardrails environment.Environment) claim.Claim {
	return claim.Claim{
		Namespace:   "team-a",
		Name:        "assets",
		Provider:    platform.ProviderAWS,
		Environment: "default",
		Guardrails:  guardrails,
		Region:      regions.Region{Portable: "eu-west", Native: "eu-west-1", Zones: []string{"eu-west-1a", "eu-west-1b", "eu-west-1c"}},
	}
}

// in a network that reports the supplied status.
func in(c claim.Claim, s networkv1alpha1.Status) claim.Claim {
	c.References = map[string]claim.Referenced{networkPath().String(): {Found: true, Status: func(into any) error {
		if status, ok := into.(*networkv1alpha1.Status); ok {
			*status = s
		}
		return nil
	}}}
	return c
}

func mainNetwork() networkv1alpha1.Status {
	s := networkv1alpha1.Status{ID: "vpc-1", CIDR: "10.0.0.0/16", Subnets: []networkv1alpha1.Subnet{
		{Name: "public-a", ID: "subnet-1", Tier: networkv1alpha1.TierPublic, Zone: "eu-west-1a"},
		{Name: "private-a", ID: "subnet-2", Tier: networkv1alpha1.TierPrivate, Zone: "eu-west-1a"},
		{Name: "private-b", ID: "subnet-3", Tier: networkv1alpha1.TierPrivate, Zone: "eu-west-1b"},
	}}
	s.Provider, s.Region, s.ProviderConfig = platform.ProviderAWS, "eu-west-1", environment.DefaultProviderConfig
	return s
}

func mainRef() *platform.LocalReference { return &platform.LocalReference{Name: "main"} }

func customer(id string) *v1alpha1.Encryption {
	return &v1alpha1.Encryption{Key: &v1alpha1.Key{Type: v1alpha1.KeyCustomer, ID: id}}
}

func keyOf(source v1alpha1.KeySource, id string) *v1alpha1.EncryptionStatus {
	return &v1alpha1.EncryptionStatus{Source: source, Key: id}
}

func deletes() *v1alpha1.Protection {
	return &v1alpha1.Protection{WhenNotEmpty: v1alpha1.WhenNotEmptyDelete}
}

// aborting is the rule that every store has.
func aborting() []LifecycleRule {
	return []LifecycleRule{{Name: "abort", After: 7, Action: v1alpha1.LifecycleAbort}}
}

func TestNew(t *testing.T) {
	t.Parallel()

	keep := Protection{WhenNotEmpty: v1alpha1.WhenNotEmptyKeep}
	platformKey := Key{Source: v1alpha1.KeySourcePlatform}
	cases := map[string]struct {
		reason   string
		claim    claim.Claim
		p        v1alpha1.Parameters
		recorded v1alpha1.Status
		want     Plan
	}{
		"Smallest": {
			reason: "Nothing at all is a private store of objects with versions, that is kept unless it is empty.",
			want:   Plan{Type: v1alpha1.TypeObject, Object: &Object{Versioning: true, Lifecycle: aborting()}, Key: platformKey, Protection: keep},
		},
		"Block": {
			reason: "A letter counts the zones of the region.",
			p:      v1alpha1.Parameters{Type: v1alpha1.TypeBlock, SizeGiB: 100, Zone: "b"},
			want: Plan{
				Type: v1alpha1.TypeBlock, Key: platformKey, Protection: keep,
				Block: &Block{SizeGiB: 100, Performance: v1alpha1.PerformanceStandard, Zone: Zone{Key: "b", Name: "eu-west-1b"}},
			},
		},
		"BlockInTheCloudsWords": {
			reason: "The cloud's own name of a zone is as good.",
			p:      v1alpha1.Parameters{Type: v1alpha1.TypeBlock, SizeGiB: 10, Zone: "eu-west-1c", Performance: v1alpha1.PerformanceHigh},
			want: Plan{
				Type: v1alpha1.TypeBlock, Key: platformKey, Protection: keep,
				Block: &Block{SizeGiB: 10, Performance: v1alpha1.PerformanceHigh, Zone: Zone{Key: "c", Name: "eu-west-1c"}},
			},
		},
		"BlockWithoutZones": {
			reason: "A region without zones has one place.",
			claim: func() claim.Claim {
				c := testClaim(environment.Environment{})
				c.Region = regions.Region{Native: "westcentralus"}
				return c
			}(),
			p: v1alpha1.Parameters{Type: v1alpha1.TypeBlock, SizeGiB: 10, Zone: "a"},
			want: Plan{
				Type: v1alpha1.TypeBlock, Key: platformKey, Protection: keep,
				Block: &Block{SizeGiB: 10, Performance: v1alpha1.PerformanceStandard, Zone: Zone{Key: "a"}},
			},
		},
		"File": {
			reason: "A file system is reached in the private subnets, one for each zone.",
			claim:  in(testClaim(environment.Environment{}), mainNetwork()),
			p:      v1alpha1.Parameters{Type: v1alpha1.TypeFile, NetworkRef: mainRef()},
			want: Plan{
				Type: v1alpha1.TypeFile, Key: platformKey, Protection: keep,
				File: &File{SizeGiB: 1024, Performance: v1alpha1.PerformanceStandard},
				Network: &Network{Name: "team-a/main", Found: true, ID: "vpc-1", CIDR: "10.0.0.0/16", Subnets: []v1alpha1.NetworkSubnet{
					{Name: "private-a", ID: "subnet-2"}, {Name: "private-b", ID: "subnet-3"},
				}},
			},
		},
		"FileWhoseNetworkIsLost": {
			reason: "What is recorded of a network stays, because the file system is there.",
			p:      v1alpha1.Parameters{Type: v1alpha1.TypeFile, NetworkRef: mainRef()},
			recorded: v1alpha1.Status{
				Type: v1alpha1.TypeFile, SizeGiB: 2048, Performance: v1alpha1.PerformanceStandard,
				Network: &v1alpha1.NetworkStatus{Name: "team-a/main", ID: "vpc-1", CIDR: "10.0.0.0/16", Subnets: []v1alpha1.NetworkSubnet{{Name: "private-a", ID: "subnet-2"}}},
			},
			want: Plan{
				Type: v1alpha1.TypeFile, Key: platformKey, Protection: keep,
				File:    &File{SizeGiB: 2048, Performance: v1alpha1.PerformanceStandard},
				Network: &Network{Name: "team-a/main", ID: "vpc-1", CIDR: "10.0.0.0/16", Subnets: []v1alpha1.NetworkSubnet{{Name: "private-a", ID: "subnet-2"}}},
			},
		},
		"Everything": {
			reason: "Everything that a store can have, with the consent of the environment.",
			claim: testClaim(environment.Environment{
				Storage: environment.Storage{PublicAccess: new(true), DeletionProtection: new(true)},
				AWS:     environment.AWS{EncryptionKeys: map[string]string{"eu-west": ownKey}},
			}),
			p: v1alpha1.Parameters{
				PublicAccess: v1alpha1.PublicAccessRead,
				Encryption:   customer(""),
				Lifecycle: []v1alpha1.LifecycleRule{
					{After: 30, Action: v1alpha1.LifecycleArchive},
					{After: 365, Action: v1alpha1.LifecycleExpire},
					{After: 90, Action: v1alpha1.LifecycleExpire, Versions: v1alpha1.VersionsNoncurrent},
					{After: 3, Action: v1alpha1.LifecycleAbort},
				},
				Retention:   &v1alpha1.Retention{Days: 10},
				Replication: &v1alpha1.Replication{Region: "eu-central"},
				CORS:        []v1alpha1.CORSRule{{Origins: []string{"https://*.example.com"}, Methods: []v1alpha1.Method{v1alpha1.MethodGet}}},
				AccessLogs:  &v1alpha1.AccessLogs{Enabled: true},
			},
			want: Plan{
				Type: v1alpha1.TypeObject, Key: Key{Source: v1alpha1.KeySourceEnvironment, ID: ownKey},
				Protection: Protection{Deletion: true, WhenNotEmpty: v1alpha1.WhenNotEmptyKeep},
				Object: &Object{
					Versioning: true, Public: true, AccessLogDays: 90,
					Lifecycle: []LifecycleRule{
						{Name: "abort", After: 3, Action: v1alpha1.LifecycleAbort},
						{Name: "archive", After: 30, Action: v1alpha1.LifecycleArchive, Versions: v1alpha1.VersionsCurrent},
						{Name: "expire", After: 365, Action: v1alpha1.LifecycleExpire, Versions: v1alpha1.VersionsCurrent},
						{Name: "expire-noncurrent", After: 90, Action: v1alpha1.LifecycleExpire, Versions: v1alpha1.VersionsNoncurrent},
					},
					Retention: &v1alpha1.Retention{Mode: v1alpha1.RetentionGovernance, Days: 10},
					Replica: &Replica{
						Region: regions.Region{Portable: "eu-central", Native: "eu-central-1", Zones: []string{"eu-central-1a", "eu-central-1b", "eu-central-1c"}},
						Key:    Key{Source: v1alpha1.KeySourceCreated},
					},
					CORS: []v1alpha1.CORSRule{{Origins: []string{"https://*.example.com"}, Methods: []v1alpha1.Method{v1alpha1.MethodGet}, MaxAgeSeconds: 3600}},
				},
			},
		},
		"KeyStays": {
			reason:   "A storage does not change its key because its environment got another one.",
			claim:    testClaim(environment.Environment{AWS: environment.AWS{EncryptionKeys: map[string]string{"eu-west-1": otherKey}}}),
			p:        v1alpha1.Parameters{Encryption: customer("")},
			recorded: v1alpha1.Status{Type: v1alpha1.TypeObject, Encryption: keyOf(v1alpha1.KeySourceEnvironment, ownKey)},
			want:     Plan{Type: v1alpha1.TypeObject, Object: &Object{Versioning: true, Lifecycle: aborting()}, Key: Key{Source: v1alpha1.KeySourceEnvironment, ID: ownKey}, Protection: keep},
		},
		"CreatedKeyNamed": {
			reason:   "Naming the key that was created changes nothing.",
			p:        v1alpha1.Parameters{Encryption: customer(ownKey)},
			recorded: v1alpha1.Status{Type: v1alpha1.TypeObject, Encryption: keyOf(v1alpha1.KeySourceCreated, ownKey)},
			want:     Plan{Type: v1alpha1.TypeObject, Object: &Object{Versioning: true, Lifecycle: aborting()}, Key: Key{Source: v1alpha1.KeySourceCreated, ID: ownKey}, Protection: keep},
		},
		"ProtectionOff": {
			reason: "A claim may say that it is not protected, and then be deleted.",
			claim:  testClaim(environment.Environment{Storage: environment.Storage{DeletionProtection: new(true)}}),
			p:      v1alpha1.Parameters{Protection: &v1alpha1.Protection{Deletion: new(false)}, Versioning: new(false)},
			want:   Plan{Type: v1alpha1.TypeObject, Object: &Object{Lifecycle: aborting()}, Key: platformKey, Protection: keep},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if tc.claim.Name == "" {
				tc.claim = testClaim(environment.Environment{})
			}
			got, errs := New(tc.claim, tc.p, tc.recorded)
			if len(errs) > 0 {
				t.Fatalf("%s\nNew(...): %v", tc.reason, errs)
			}
			if diff := cmp.Diff(tc.want, got, cmpopts.IgnoreFields(Plan{}, "Claim", "Recorded")); diff != "" {
				t.Errorf("%s\nNew(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
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
				tc.claim = testClaim(environment.Environment{})
			}
			_, errs := New(tc.claim, tc.p, tc.recorded)
			if diff := cmp.Diff(tc.want, messages(errs)); diff != "" {
				t.Errorf("%s\nNew(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()

	object := []v1alpha1.Method{v1alpha1.MethodGet}
	elsewhere := func(change func(s *networkv1alpha1.Status)) claim.Claim {
		s := mainNetwork()
		change(&s)
		return in(testClaim(environment.Environment{}), s)
	}
	file := v1alpha1.Parameters{Type: v1alpha1.TypeFile, NetworkRef: mainRef()}
	testRefusals(t, map[string]refusal{
		"UnknownType": {
			reason: "There is no such type.",
			p:      v1alpha1.Parameters{Type: "Table"},
			want:   []string{`spec.parameters.type: Unsupported value: "Table": supported values: "Object", "Block", "File"`},
		},
		"FieldsOfObject": {
			reason: "What belongs to another type is refused, and the message says to which.",
			p: v1alpha1.Parameters{
				Type: v1alpha1.TypeBlock, SizeGiB: 10, Zone: "a", Versioning: new(false), PublicAccess: v1alpha1.PublicAccessBlocked,
				Lifecycle: []v1alpha1.LifecycleRule{{}}, Retention: &v1alpha1.Retention{}, Replication: &v1alpha1.Replication{},
				CORS: []v1alpha1.CORSRule{{}}, AccessLogs: &v1alpha1.AccessLogs{}, NetworkRef: mainRef(),
			},
			want: []string{
				"spec.parameters.accessLogs: Forbidden: belongs to type Object, and this storage is of type Block: remove accessLogs",
				"spec.parameters.cors: Forbidden: belongs to type Object, and this storage is of type Block: remove cors",
				"spec.parameters.lifecycle: Forbidden: belongs to type Object, and this storage is of type Block: remove lifecycle",
				"spec.parameters.networkRef: Forbidden: belongs to type Object or File, and this storage is of type Block: remove networkRef",
				"spec.parameters.publicAccess: Forbidden: belongs to type Object, and this storage is of type Block: remove publicAccess",
				"spec.parameters.replication: Forbidden: belongs to type Object, and this storage is of type Block: remove replication",
				"spec.parameters.retention: Forbidden: belongs to type Object, and this storage is of type Block: remove retention",
				"spec.parameters.versioning: Forbidden: belongs to type Object, and this storage is of type Block: remove versioning",
			},
		},
		"FieldsOfOthers": {
			reason: "An object store has neither a size nor a zone.",
			p:      v1alpha1.Parameters{SizeGiB: 10, Zone: "a", Performance: v1alpha1.PerformanceHigh},
			want: []string{
				"spec.parameters.performance: Forbidden: belongs to type Block or File, and this storage is of type Object: remove performance",
				"spec.parameters.sizeGiB: Forbidden: belongs to type Block or File, and this storage is of type Object: remove sizeGiB",
				"spec.parameters.zone: Forbidden: belongs to type Block, and this storage is of type Object: remove zone",
			},
		},
		"BlockNeeds": {
			reason: "A volume needs a size and a zone.",
			p:      v1alpha1.Parameters{Type: v1alpha1.TypeBlock},
			want: []string{
				"spec.parameters.sizeGiB: Required value: a volume needs a size: set it to at least 10",
				"spec.parameters.zone: Required value: a volume is in one zone, which must be that of the machine it is for: set it to one of a, b, c",
			},
		},
		"BlockWrong": {
			reason: "Sizes have bounds, and regions have so many zones.",
			p:      v1alpha1.Parameters{Type: v1alpha1.TypeBlock, SizeGiB: 9, Zone: "d", Performance: "extreme"},
			want: []string{
				`spec.parameters.performance: Unsupported value: "extreme": supported values: "standard", "high"`,
				`spec.parameters.sizeGiB: Invalid value: 9: must be between 10 and 65536`,
				`spec.parameters.zone: Invalid value: "d": is not a zone of region eu-west-1: set it to one of a, b, c`,
			},
		},
		"BlockTooLargeForEnvironment": {
			reason: "The environment bounds sizes.",
			claim:  testClaim(environment.Environment{Storage: environment.Storage{MaxSizeGiB: 500}}),
			p:      v1alpha1.Parameters{Type: v1alpha1.TypeBlock, SizeGiB: 501, Zone: "a"},
			want:   []string{`spec.parameters.sizeGiB: Forbidden: environment "default" allows up to 500 GiB, and this is 501; set it to 500 or less, or ask your platform team (rule storage.maxSizeGiB)`},
		},
		"FileNeeds": {
			reason: "A file system needs a network.",
			p:      v1alpha1.Parameters{Type: v1alpha1.TypeFile, SizeGiB: 99},
			want: []string{
				"spec.parameters.networkRef: Required value: a file system is reached from one Network only: name it",
				"spec.parameters.sizeGiB: Invalid value: 99: must be between 100 and 65536",
			},
		},
		"NetworkOfAnotherCloud": {
			reason: "A network is on one cloud.",
			claim:  elsewhere(func(s *networkv1alpha1.Status) { s.Provider = platform.ProviderGCP }),
			p:      file,
			want:   []string{`spec.parameters.networkRef: Invalid value: "team-a/main": is on gcp and this storage is on aws: choose a Network of the same cloud`},
		},
		"NetworkOfAnotherRegion": {
			reason: "A network is in one region.",
			claim:  elsewhere(func(s *networkv1alpha1.Status) { s.Region = "us-east-1" }),
			p:      file,
			want:   []string{`spec.parameters.networkRef: Invalid value: "team-a/main": is in us-east-1 and this storage is in eu-west-1: choose a Network of the same region`},
		},
		"NetworkOfAnotherAccount": {
			reason: "A network is in one account.",
			claim:  elsewhere(func(s *networkv1alpha1.Status) { s.ProviderConfig = "production" }),
			p:      file,
			want:   []string{`spec.parameters.networkRef: Invalid value: "team-a/main": is served with provider config "production" and this storage with "default": choose a Network of the same environment`},
		},
		"NetworkNames": {
			reason: "Names of objects have a form.",
			p:      v1alpha1.Parameters{NetworkRef: &platform.LocalReference{Name: "Main", Namespace: "team-*"}},
			want: []string{
				`spec.parameters.networkRef.name: Invalid value: "Main": must be lower-case letters, digits, hyphens and dots, and must start and end with a letter or a digit`,
				`spec.parameters.networkRef.namespace: Invalid value: "team-*": name each namespace: patterns would also match namespaces that do not exist yet`,
			},
		},
		"PrivateOnly": {
			reason: "The environment wants storage off the internet.",
			claim:  testClaim(environment.Environment{Storage: environment.Storage{PrivateOnly: new(true)}}),
			want:   []string{`spec.parameters.networkRef: Required value: environment "default" allows storage only that is reached from a Network: name it, or ask your platform team (rule storage.privateOnly)`},
		},
		"Public": {
			reason: "Opening storage needs the consent of the environment, and no network.",
			p:      v1alpha1.Parameters{PublicAccess: v1alpha1.PublicAccessRead, NetworkRef: mainRef()},
			want: []string{
				`spec.parameters.publicAccess: Forbidden: a storage with a networkRef is reached from that Network only: set it to Blocked, or remove networkRef`,
				`spec.parameters.publicAccess: Forbidden: environment "default" does not allow public access; set it to Blocked, or ask your platform team (rule storage.publicAccess)`,
			},
		},
		"UnknownPublicAccess": {
			reason: "Nobody can let everybody write.",
			p:      v1alpha1.Parameters{PublicAccess: "Write"},
			want:   []string{`spec.parameters.publicAccess: Unsupported value: "Write": supported values: "Blocked", "Read"`},
		},
		"WithoutVersions": {
			reason: "Retention, replication and noncurrent versions need versions.",
			p: v1alpha1.Parameters{
				Versioning: new(false), Retention: &v1alpha1.Retention{Days: 1}, Replication: &v1alpha1.Replication{Region: "eu-central"},
				Lifecycle: []v1alpha1.LifecycleRule{{After: 1, Action: v1alpha1.LifecycleExpire, Versions: v1alpha1.VersionsNoncurrent}},
			},
			want: []string{
				`spec.parameters.lifecycle[0].versions: Invalid value: "Noncurrent": there are no such versions without versioning: set versioning to true, or remove the rule`,
				"spec.parameters.replication: Forbidden: needs versions, by which the clouds tell what to copy: set versioning to true, or remove replication",
				"spec.parameters.retention: Forbidden: needs versions, because what is retained must survive being overwritten: set versioning to true, or remove retention",
			},
		},
		"Retention": {
			reason: "Retention has modes and bounds, and cannot be deleted around.",
			p:      v1alpha1.Parameters{Retention: &v1alpha1.Retention{Mode: "Legal", Days: 36501}, Protection: deletes()},
			want: []string{
				"spec.parameters.protection.whenNotEmpty: Forbidden: what is retained cannot be deleted: set it to Keep, or remove retention",
				"spec.parameters.retention.days: Invalid value: 36501: must be between 1 and 36500",
				`spec.parameters.retention.mode: Unsupported value: "Legal": supported values: "Governance", "Compliance"`,
			},
		},
		"ReplicationHere": {
			reason: "A copy in the same region is none.",
			p:      v1alpha1.Parameters{Replication: &v1alpha1.Replication{Region: "eu-west"}},
			want:   []string{`spec.parameters.replication.region: Invalid value: "eu-west": is eu-west-1, where the storage is anyway: choose another region`},
		},
		"ReplicationNowhere": {
			reason: "A copy is somewhere.",
			p:      v1alpha1.Parameters{Replication: &v1alpha1.Replication{}},
			want:   []string{"spec.parameters.replication.region: Required value: name the region to copy to"},
		},
		"ReplicationOutside": {
			reason: "Data does not leave the regions of the environment.",
			claim:  testClaim(environment.Environment{Allowed: environment.Allowed{Regions: []string{"eu-west", "eu-central"}}}),
			p:      v1alpha1.Parameters{Replication: &v1alpha1.Replication{Region: "us-east"}},
			want:   []string{`spec.parameters.replication.region: Forbidden: environment "default" does not allow region "us-east"; use one of eu-west, eu-central, or ask your platform team (rule allowed.regions)`},
		},
		"ReplicationWithKey": {
			reason: "A key serves one region.",
			claim:  testClaim(environment.Environment{Storage: environment.Storage{KeysFromClaims: new(true)}}),
			p:      v1alpha1.Parameters{Encryption: customer(ownKey), Replication: &v1alpha1.Replication{Region: "eu-central"}},
			want:   []string{"spec.parameters.encryption.key.id: Forbidden: a key serves one region, and the copy is in another one: remove id, or remove replication"},
		},
		"KeyOfTheCloudNamed": {
			reason: "A key of the cloud has no id.",
			p:      v1alpha1.Parameters{Encryption: &v1alpha1.Encryption{Key: &v1alpha1.Key{ID: ownKey}}},
			want:   []string{"spec.parameters.encryption.key.id: Forbidden: a key of the cloud is not chosen: remove id, or set type to Customer"},
		},
		"KeyNotAllowed": {
			reason: "Claims may choose a key with the consent of the environment only.",
			p:      v1alpha1.Parameters{Encryption: customer(ownKey)},
			want:   []string{`spec.parameters.encryption.key.id: Forbidden: environment "default" does not let claims choose a key; remove id to get a key of the environment or one of your own, or ask your platform team (rule storage.keysFromClaims)`},
		},
		"KeyOfAnotherRegion": {
			reason: "A key encrypts in its region.",
			p:      v1alpha1.Parameters{Encryption: customer("arn:aws:kms:us-east-1:123456789012:key/1")},
			want:   []string{`spec.parameters.encryption.key.id: Invalid value: "arn:aws:kms:us-east-1:123456789012:key/1": is a key in us-east-1 and must be one in eu-west-1: a key encrypts in its own region only`},
		},
		"KeyRequired": {
			reason: "The environment wants keys of its own.",
			claim:  testClaim(environment.Environment{Storage: environment.Storage{CustomerKeys: new(true)}}),
			want:   []string{`spec.parameters.encryption.key.type: Forbidden: environment "default" requires keys of its own; set it to Customer, or ask your platform team (rule storage.customerKeys)`},
		},
		"UnknownKeyType": {
			reason: "There is no such key.",
			p:      v1alpha1.Parameters{Encryption: &v1alpha1.Encryption{Key: &v1alpha1.Key{Type: "HSM"}}},
			want:   []string{`spec.parameters.encryption.key.type: Unsupported value: "HSM": supported values: "Platform", "Customer"`},
		},
		"Lifecycle": {
			reason: "Rules have actions, prefixes and days.",
			p: v1alpha1.Parameters{Lifecycle: []v1alpha1.LifecycleRule{
				{After: 0, Action: "burn", Prefix: "/logs"},
				{After: 1, Action: v1alpha1.LifecycleAbort, Versions: v1alpha1.VersionsCurrent, Prefix: "logs/*"},
				{After: 30, Action: v1alpha1.LifecycleArchive, Prefix: "a/b", Versions: "All"},
			}},
			want: []string{
				`spec.parameters.lifecycle[0].action: Unsupported value: "burn": supported values: "expire", "archive", "abort"`,
				`spec.parameters.lifecycle[0].after: Invalid value: 0: must be between 1 and 36500`,
				`spec.parameters.lifecycle[0].prefix: Invalid value: "/logs": must not start with a slash, because names of objects do not: write logs`,
				`spec.parameters.lifecycle[1].prefix: Invalid value: "logs/*": must be how names of objects begin, not a pattern: leave out what follows`,
				`spec.parameters.lifecycle[1].versions: Forbidden: an upload that was not finished has no versions: remove versions`,
				`spec.parameters.lifecycle[2].versions: Unsupported value: "All": supported values: "Current", "Noncurrent"`,
			},
		},
		"LifecycleOrder": {
			reason: "What is gone cannot be archived, and two rules cannot do the same.",
			p: v1alpha1.Parameters{Lifecycle: []v1alpha1.LifecycleRule{
				{After: 30, Action: v1alpha1.LifecycleArchive, Prefix: "a/b"},
				{After: 30, Action: v1alpha1.LifecycleExpire, Prefix: "a/"},
				{After: 40, Action: v1alpha1.LifecycleExpire, Prefix: "a/", Versions: v1alpha1.VersionsCurrent},
			}},
			want: []string{
				`spec.parameters.lifecycle[0].after: Invalid value: 30: must be less than the 30 days after which the same objects expire: archive earlier, or expire later`,
				`spec.parameters.lifecycle[2]: Duplicate value: "expire Current a/"`,
			},
		},
		"CORS": {
			reason: "Rules have origins and methods.",
			p: v1alpha1.Parameters{CORS: []v1alpha1.CORSRule{
				{MaxAgeSeconds: 86401},
				{Origins: []string{"shop.example.com", "https://a.example/x"}, Methods: []v1alpha1.Method{"PATCH"}, Headers: []string{""}},
				{Origins: []string{"*", "*"}, Methods: object},
			}},
			want: []string{
				"spec.parameters.cors[0].maxAgeSeconds: Invalid value: 86401: must be between 1 and 86400",
				"spec.parameters.cors[0].methods: Required value: name the methods that web pages may use",
				"spec.parameters.cors[0].origins: Required value: name the origins of the web pages, for example https://shop.example.com",
				"spec.parameters.cors[1].headers[0]: Required value: must not be empty",
				`spec.parameters.cors[1].methods[0]: Unsupported value: "PATCH": supported values: "GET", "HEAD", "PUT", "POST", "DELETE"`,
				`spec.parameters.cors[1].origins[0]: Invalid value: "shop.example.com": must be the origin of a web page such as https://shop.example.com, without a path, or * for every web page`,
				`spec.parameters.cors[1].origins[1]: Invalid value: "https://a.example/x": must be the origin of a web page such as https://shop.example.com, without a path, or * for every web page`,
				`spec.parameters.cors[2].origins[1]: Duplicate value: "*"`,
			},
		},
		"AccessLogs": {
			reason: "Logs are kept for so long.",
			p:      v1alpha1.Parameters{AccessLogs: &v1alpha1.AccessLogs{RetentionDays: 3654}},
			want:   []string{"spec.parameters.accessLogs.retentionDays: Invalid value: 3654: must be between 1 and 3653"},
		},
		"Protection": {
			reason: "Data is kept or deleted.",
			p:      v1alpha1.Parameters{Protection: &v1alpha1.Protection{WhenNotEmpty: "Snapshot"}},
			want:   []string{`spec.parameters.protection.whenNotEmpty: Unsupported value: "Snapshot": supported values: "Keep", "Delete"`},
		},
		"Shares": {
			reason: "Namespaces are named one by one, and not the own one.",
			p:      v1alpha1.Parameters{ShareWith: []string{"team-a", "team-*", "team-b", "team-b"}},
			want: []string{
				`spec.parameters.shareWith[0]: Invalid value: "team-a": is the storage's own namespace, whose claims may refer to it anyway: leave it out`,
				`spec.parameters.shareWith[1]: Invalid value: "team-*": name each namespace: patterns would also match namespaces that do not exist yet`,
				`spec.parameters.shareWith[3]: Duplicate value: "team-b"`,
			},
		},
	})
}
