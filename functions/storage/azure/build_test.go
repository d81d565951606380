// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

// copied is a key of a resource of the copy.
func copied(k managed.Key) managed.Key {
	s := &storage{Plan: full()}
	return s.replicaAccount().join(k)
}

func TestBuildKeys(t *testing.T) {
	t.Parallel()
	own := []managed.Key{"account", "container", "resource-group"}
	key := []managed.Key{"encryption-key", "identity", "key-role", "key-vault"}
	endpoint := []managed.Key{"dns-record", "dns-zone", "dns-zone-link", "private-endpoint"}
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   []managed.Key
	}{
		"Smallest": {reason: "A store is a container in an account; Azure removes uploads by itself.", plan: smallest(), want: own},
		"Full": {
			reason: "A copy is as protected as the store, and logs are kept apart.", plan: full(),
			want: slices.Concat(own, key, []managed.Key{
				"account-access-logs", "diagnostic-setting", "lifecycle", "lifecycle-access-logs", "retention", copied(keyAccount), copied(keyContainer),
				copied(keyEncryptionKey), copied(keyIdentity), copied(keyEncryptionRole), copied(keyVault), copied(keyLifecycle), copied(keyReplication), copied(keyRetention),
			}),
		},
		"Block": {reason: "A volume is a disk.", plan: block(v1alpha1.PerformanceStandard, platformKey()), want: []managed.Key{"disk", "resource-group"}},
		"BlockWithKey": {
			reason: "A key encrypts disks through a set.", plan: block(v1alpha1.PerformanceHigh, createdKey()),
			want: append([]managed.Key{"disk", "encryption-set", "resource-group"}, key...),
		},
		"File": {reason: "A share has an address and a name in its network.", plan: file(platformKey()), want: append([]managed.Key{"account", "resource-group", "share"}, endpoint...)},
		"FileWithKey": {
			reason: "A share is encrypted like a store.", plan: file(createdKey()),
			want: slices.Concat([]managed.Key{"account", "resource-group", "share"}, key, endpoint),
		},
		"Nothing": {reason: "A plan without a type has nothing.", plan: plan.Plan{Claim: testClaim()}, want: []managed.Key{}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			slices.Sort(tc.want)
			if diff := cmp.Diff(tc.want, managedtest.Keys(Build(tc.plan, observations{}))); diff != "" {
				t.Errorf("%s\nBuild(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

// TestEveryAccountIsClosed proves the profile that every account has, whatever it is for.
func TestEveryAccountIsClosed(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		resources, _ := converge(t, p)
		for _, r := range resources {
			a, ok := r.ForProvider.(azure.Account)
			if !ok {
				continue
			}
			if a.MinTLSVersion != "TLS1_2" || a.CrossTenantReplicationEnabled || a.LocalUserEnabled || !*a.DefaultToOAuthAuthentication {
				t.Errorf("%s: %q is open: %+v", name, r.Key, a)
			}
			if a.AllowNestedItemsToBePublic != (r.Key == keyAccount && p.Object != nil && p.Object.Public) {
				t.Errorf("%s: whether %q may be public: %t", name, r.Key, a.AllowNestedItemsToBePublic)
			}
			// Shares are managed with keys, and mounted without TLS.
			if a.HTTPSTrafficOnlyEnabled == (p.File != nil) {
				t.Errorf("%s: whether %q speaks TLS alone: %t", name, r.Key, a.HTTPSTrafficOnlyEnabled)
			}
			if *a.SharedAccessKeyEnabled != (p.File != nil || r.Key == "account-access-logs") {
				t.Errorf("%s: whether %q has keys: %t", name, r.Key, *a.SharedAccessKeyEnabled)
			}
			customers := p.Key.IsCustomers() && r.Key != "account-access-logs"
			if customers != (a.CustomerManagedKey != nil) || customers != (a.Identity != nil) {
				t.Errorf("%s: %q is encrypted with %+v as %+v", name, r.Key, a.CustomerManagedKey, a.Identity)
			}
		}
	}
}

func TestContainerAccess(t *testing.T) {
	t.Parallel()
	public := with(plans()["Replica"], func(p *plan.Plan) {
		o := *p.Object
		o.Public = true
		p.Object = &o
	})
	resources := Build(public, observations{})
	if got := managedtest.Spec[azure.Container](t, resources, keyContainer).ContainerAccessType; got != azure.ContainerBlob {
		t.Errorf("a public store is %q", got)
	}
	if got := managedtest.Spec[azure.Container](t, resources, copied(keyContainer)).ContainerAccessType; got != azure.ContainerPrivate {
		t.Errorf("its copy is %q", got)
	}
	if managedtest.Spec[azure.Account](t, resources, copied(keyAccount)).AllowNestedItemsToBePublic {
		t.Error("the account of the copy lets strangers in")
	}
}

func TestKeys(t *testing.T) {
	t.Parallel()
	resources, _ := converge(t, full())
	want := &azure.AccountCustomersKey{KeyVaultKeyID: "https://v.vault.azure.net/keys/encryption-key", UserAssignedIdentityID: testGroup + "/of/identity"}
	if diff := cmp.Diff(want, managedtest.Spec[azure.Account](t, resources, keyAccount).CustomerManagedKey); diff != "" {
		t.Errorf("a key that is created: -want, +got:\n%s", diff)
	}
	role := managedtest.Spec[azure.RoleAssignment](t, resources, keyEncryptionRole)
	if role.Scope != testGroup+"/of/encryption-key" || role.PrincipalID != "principal-of-identity" || role.RoleDefinitionName != "Key Vault Crypto Service Encryption User" {
		t.Errorf("who may use the key: %+v", role)
	}
	vault := managedtest.Spec[azure.Vault](t, resources, keyVault)
	if !*vault.PurgeProtectionEnabled || !*vault.RBACAuthorizationEnabled || vault.TenantID != "tenant" {
		t.Errorf("vault: %+v", vault)
	}
	named, _ := converge(t, plans()["NamedKey"])
	if got := managedtest.Spec[azure.Account](t, named, keyAccount).CustomerManagedKey.KeyVaultKeyID; got != "https://acme-keys.vault.azure.net/keys/storage" {
		t.Errorf("the address of a key that is named is %q", got)
	}
	s := &storage{Plan: plans()["NamedKey"]}
	if got := managedtest.Spec[azure.RoleAssignment](t, named, s.roleKey(s.ownKey())).Scope; got != testKey {
		t.Errorf("the role is at %q", got)
	}
}

// TestKeyChanges shows that an account keeps its key until it may use the other one.
func TestKeyChanges(t *testing.T) {
	t.Parallel()
	_, o := converge(t, smallest())
	p := with(smallest(), func(p *plan.Plan) { p.Key = createdKey() })
	if got := managedtest.Spec[azure.Account](t, Build(p, o), keyAccount).CustomerManagedKey; got != nil {
		t.Errorf("an account has a key too early: %+v", got)
	}
	for range 5 {
		o = observe(o.Possible(Build(p, o)))
	}
	if got := managedtest.Spec[azure.Account](t, Build(p, o), keyAccount).CustomerManagedKey; got == nil {
		t.Error("an account does not get its key")
	}
}

func TestManagementRules(t *testing.T) {
	t.Parallel()
	s := &storage{Plan: full()}
	both, blocks := []azure.BlobType{"blockBlob", "appendBlob"}, []azure.BlobType{"blockBlob"}
	rule := func(name, prefix string, types []azure.BlobType, a azure.ManagementActions) azure.ManagementRule {
		return azure.ManagementRule{
			Name: name, Enabled: true, Actions: &a,
			Filters: &azure.ManagementFilters{BlobTypes: types, PrefixMatch: []string{s.containerName() + "/" + prefix}},
		}
	}
	want := []azure.ManagementRule{
		rule("archiveh1", "reports/", blocks, azure.ManagementActions{BaseBlob: &azure.BaseBlobActions{TierToColdAfter: 90}}),
		rule("archivenoncurrent", "", blocks, azure.ManagementActions{Version: &azure.VersionActions{TierToColdAfter: 10}}),
		rule("expireh1", "reports/", both, azure.ManagementActions{BaseBlob: &azure.BaseBlobActions{DeleteAfter: 3650}}),
		rule("expirenoncurrent", "", both, azure.ManagementActions{Version: &azure.VersionActions{DeleteAfter: 365}}),
	}
	resources := Build(full(), observations{})
	for _, key := range []managed.Key{keyLifecycle, copied(keyLifecycle)} {
		if diff := cmp.Diff(want, managedtest.Spec[azure.ManagementPolicy](t, resources, key).Rule); diff != "" {
			t.Errorf("%q: -want, +got:\n%s", key, diff)
		}
	}
	logs := managedtest.Spec[azure.ManagementPolicy](t, resources, "lifecycle-access-logs").Rule[0]
	if logs.Actions.BaseBlob.DeleteAfter != 180 || len(logs.Filters.PrefixMatch) > 0 {
		t.Errorf("logs are kept by %+v", logs)
	}
}

func TestRetention(t *testing.T) {
	t.Parallel()
	compliance := with(full(), func(p *plan.Plan) {
		p.Object.Retention = &v1alpha1.Retention{Mode: v1alpha1.RetentionCompliance, Days: 365}
	})
	for _, key := range []managed.Key{keyRetention, copied(keyRetention)} {
		r := managedtest.Find(t, Build(full(), observations{}), key)
		if p, ok := r.ForProvider.(azure.ContainerImmutabilityPolicy); !ok || *p.Locked || p.ImmutabilityPeriodInDays != 30 || !r.Retain {
			t.Errorf("governance: %+v, retained: %t", p, r.Retain)
		}
		if p := managedtest.Spec[azure.ContainerImmutabilityPolicy](t, Build(compliance, observations{}), key); !*p.Locked || p.ImmutabilityPeriodInDays != 365 {
			t.Errorf("compliance: %+v", p)
		}
	}
}

func TestBlobProperties(t *testing.T) {
	t.Parallel()
	resources := Build(full(), observations{})
	week := &azure.SoftDeletion{Days: 7}
	want := azure.BlobProperties{
		VersioningEnabled: new(true), ChangeFeedEnabled: new(true), DeleteRetentionPolicy: week, ContainerDeleteRetentionPolicy: week,
		CORSRule: []azure.BlobCORSRule{{
			AllowedOrigins: []string{"https://shop.example.com"}, AllowedMethods: []string{"GET", "PUT"},
			AllowedHeaders: []string{"content-*"}, ExposedHeaders: []string{"etag"}, MaxAgeInSeconds: 600,
		}},
	}
	if diff := cmp.Diff(&want, managedtest.Spec[azure.Account](t, resources, keyAccount).BlobProperties); diff != "" {
		t.Errorf("store: -want, +got:\n%s", diff)
	}
	want.ChangeFeedEnabled, want.CORSRule = new(false), nil
	if diff := cmp.Diff(&want, managedtest.Spec[azure.Account](t, resources, copied(keyAccount)).BlobProperties); diff != "" {
		t.Errorf("copy: -want, +got:\n%s", diff)
	}
	least := corsRules([]v1alpha1.CORSRule{{Origins: []string{"*"}, Methods: []v1alpha1.Method{v1alpha1.MethodGet}}})[0]
	if diff := cmp.Diff([]string{"accept", "content-type"}, slices.Concat(least.AllowedHeaders, least.ExposedHeaders)); diff != "" {
		t.Errorf("Azure wants headers: -want, +got:\n%s", diff)
	}
}

func TestReplication(t *testing.T) {
	t.Parallel()
	resources := Build(full(), observations{})
	r := managedtest.Find(t, resources, copied(keyReplication))
	rule := managedtest.Spec[azure.ObjectReplication](t, resources, r.Key).Rules[0]
	for _, name := range []string{rule.SourceContainerName, rule.DestinationContainerName} {
		if name != managedtest.Find(t, resources, keyContainer).ExternalName {
			t.Errorf("%q takes part in the replication", name)
		}
	}
	if diff := cmp.Diff([]managed.Key{keyContainer, copied(keyContainer)}, r.DeleteBefore); diff != "" {
		t.Errorf("what goes after: -want, +got:\n%s", diff)
	}
	if got := managedtest.Spec[azure.Account](t, resources, copied(keyAccount)).Location; got != otherRegion {
		t.Errorf("the copy is in %s", got)
	}
	moved := with(full(), func(p *plan.Plan) {
		p.Object.Replica = &plan.Replica{Region: regions.Region{Native: "westeurope"}, Key: platformKey()}
	})
	if slices.Contains(managedtest.Keys(Build(moved, observations{})), copied(keyAccount)) {
		t.Error("a copy in another region is the same account")
	}
}

func TestAccessLogs(t *testing.T) {
	t.Parallel()
	if r := managedtest.Find(t, Build(full(), observations{}), keyDiagnosticSetting); !slices.Equal(r.Waits, []string{waitAccount}) {
		t.Errorf("logs of an account without an id wait for %v", r.Waits)
	}
	resources, _ := converge(t, full())
	setting := managedtest.Spec[azure.MonitorDiagnosticSetting](t, resources, keyDiagnosticSetting)
	if setting.TargetResourceID != testGroup+"/of/account/blobServices/default" || len(setting.EnabledLog) != 3 {
		t.Errorf("what is logged: %+v", setting)
	}
}

func TestDisk(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   azure.ManagedDisk
	}{
		"Standard": {
			reason: "A disk is closed, and in its zone.", plan: block(v1alpha1.PerformanceStandard, platformKey()),
			want: azure.ManagedDisk{Zone: "2", StorageAccountType: "StandardSSD_LRS"},
		},
		"High": {
			reason: "A key encrypts through a set.", plan: block(v1alpha1.PerformanceHigh, createdKey()),
			want: azure.ManagedDisk{Zone: "2", StorageAccountType: "Premium_LRS", DiskEncryptionSetID: testGroup + "/of/encryption-set"},
		},
		"NoZones": {
			reason: "A region without zones has one place.",
			plan:   with(block(v1alpha1.PerformanceStandard, platformKey()), func(p *plan.Plan) { p.Block.Zone.Name = "" }),
			want:   azure.ManagedDisk{StorageAccountType: "StandardSSD_LRS"},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resources, _ := converge(t, tc.plan)
			tc.want.Location, tc.want.CreateOption, tc.want.DiskSizeGB = testRegion, "Empty", 200
			tc.want.NetworkAccessPolicy, tc.want.PublicNetworkAccessEnabled = "DenyAll", new(false)
			tc.want.ResourceGroupNameSelector = managed.Select(keyResourceGroup)
			got := managedtest.Spec[azure.ManagedDisk](t, resources, keyDisk)
			got.Tags = nil
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\ndisk: -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
	resources, _ := converge(t, block(v1alpha1.PerformanceHigh, createdKey()))
	set := managedtest.Spec[azure.DiskEncryptionSet](t, resources, keyEncryptionSet)
	if set.KeyVaultKeyID != "https://v.vault.azure.net/keys/encryption-key" || !*set.AutoKeyRotationEnabled || set.Identity.IdentityIDs[0] != testGroup+"/of/identity" {
		t.Errorf("what encrypts disks: %+v", set)
	}
}

func TestShare(t *testing.T) {
	t.Parallel()
	resources, _ := converge(t, file(platformKey()))
	share := managedtest.Spec[azure.Share](t, resources, keyShare)
	if share.EnabledProtocol != "NFS" || share.Quota != 1024 {
		t.Errorf("share: %+v", share)
	}
	a := managedtest.Spec[azure.Account](t, resources, keyAccount)
	if a.AccountKind != "FileStorage" || a.AccountTier != "Premium" || a.ShareProperties.RetentionPolicy.Days != 7 {
		t.Errorf("account: %+v", a)
	}
	endpoint := managedtest.Spec[azure.PrivateEndpoint](t, resources, keyPrivateEndpoint)
	if c := endpoint.PrivateServiceConnection; endpoint.SubnetID != testSubnet || c.PrivateConnectionResourceID != testGroup+"/of/account" || c.IsManualConnection || !slices.Equal(c.SubresourceNames, []string{"file"}) {
		t.Errorf("private endpoint: %+v", endpoint)
	}
	record := managedtest.Find(t, resources, keyDNSRecord)
	if got := managedtest.Spec[azure.PrivateDNSARecord](t, resources, keyDNSRecord).Records; record.ExternalName != "@" || !slices.Equal(got, []string{"10.0.0.5"}) {
		t.Errorf("%q leads to %v", record.ExternalName, got)
	}
	if got := managedtest.Find(t, resources, keyDNSZone).ExternalName; got != managedtest.Find(t, resources, keyAccount).ExternalName+".privatelink.file.core.windows.net" {
		t.Errorf("the zone is %q", got)
	}
	if got := managedtest.Spec[azure.PrivateDNSZoneVirtualNetworkLink](t, resources, keyDNSZoneLink).VirtualNetworkID; got != testNetworkID {
		t.Errorf("the zone is found in %q", got)
	}
}

func TestWhatIsEncryptedGoesFirst(t *testing.T) {
	t.Parallel()
	key := []managed.Key{keyEncryptionRole, keyEncryptionKey}
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		key    managed.Key
		want   []managed.Key
	}{
		"Store": {reason: "Without its key an account cannot be emptied.", plan: full(), key: keyAccount, want: key},
		"Copy":  {reason: "Nor can that of the copy.", plan: full(), key: copied(keyAccount), want: []managed.Key{copied(keyEncryptionRole), copied(keyEncryptionKey)}},
		"Files": {reason: "Nor that of a share.", plan: file(createdKey()), key: keyAccount, want: key},
		"Disk":  {reason: "A disk needs its set.", plan: plans()["BlockWithKey"], key: keyDisk, want: []managed.Key{keyEncryptionSet}},
		"Set":   {reason: "A set needs its key.", plan: plans()["BlockWithKey"], key: keyEncryptionSet, want: key},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, managedtest.Find(t, Build(tc.plan, observations{}), tc.key).DeleteBefore); diff != "" {
				t.Errorf("%s\nDeleteBefore: -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestProtected(t *testing.T) {
	t.Parallel()
	for name, p := range map[string]plan.Plan{"Object": smallest(), "Block": block(v1alpha1.PerformanceStandard, platformKey()), "File": file(platformKey())} {
		if Protected(p) == "" {
			t.Errorf("%s: Azure would delete data", name)
		}
		if got := Protected(with(p, func(p *plan.Plan) { p.Protection = deletes() })); got != "" {
			t.Errorf("%s: whoever said so may delete data: %s", name, got)
		}
	}
}
