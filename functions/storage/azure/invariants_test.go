// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"slices"
	"testing"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

// invariants hold whatever was asked for.
func invariants() managedtest.Invariants {
	return managedtest.Invariants{
		Components: plan.Components(),
		TargetKinds: map[string]string{
			"resourceGroupNameSelector":           "ResourceGroup",
			"storageAccountIdSelector":            "Account",
			"sourceStorageAccountIdSelector":      "Account",
			"destinationStorageAccountIdSelector": "Account",
			"keyVaultIdSelector":                  "Vault",
			"privateDnsZoneNameSelector":          "PrivateDNSZone",
			"zoneNameSelector":                    "PrivateDNSZone",
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
	for _, region := range regions.Native(platform.ProviderAzure) {
		p.Object.Replica.Region.Native = region
		managedtest.CheckKeys(t, Build(p, observations{}))
	}
}

func TestBuildNames(t *testing.T) {
	t.Parallel()
	names := managedtest.Names{
		Rules: map[string]naming.Rule{
			"ResourceGroup": naming.AzureResourceGroup, "Account": naming.AzureStorageAccount, "Container": naming.AzureContainer, "Share": naming.AzureShare,
			"Vault": naming.AzureKeyVault, "ManagedDisk": naming.AzureDisk, "DiskEncryptionSet": naming.AzureDisk,
			"PrivateEndpoint": naming.AzurePrivateEndpoint, "PrivateDNSZoneVirtualNetworkLink": naming.AzurePrivateDNSZoneLink,
		},
		Given:  []string{"PrivateDNSZone", "PrivateDNSARecord"},
		Scoped: []string{"Container"},
	}
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resources := Build(p, observations{})
			names.Check(t, resources)
			for _, r := range resources {
				switch s := r.ForProvider.(type) {
				case azure.UserAssignedIdentity:
					checkName(t, naming.AzureUserAssignedIdentity, s.Name)
				case azure.Key:
					checkName(t, naming.AzureKey, s.Name)
				case azure.MonitorDiagnosticSetting:
					checkName(t, naming.AzureMonitorSetting, s.Name)
				}
			}
		})
	}
}

func checkName(t *testing.T, rule naming.Rule, name string) {
	t.Helper()
	if err := naming.Valid(rule, name); err != nil {
		t.Error(err)
	}
}

// TestBuildTags checks that whatever Azure can tag is tagged.
func TestBuildTags(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			managedtest.CheckTags(t, Build(p, observations{}), "Tags", map[string]string{"team": "team-a", "claim": "shop"})
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

// TestBuildWaitsForNetwork shows that nothing is created before its network that costs
// or that belongs there.
func TestBuildWaitsForNetwork(t *testing.T) {
	t.Parallel()
	for _, r := range Build(unknownNetwork(), observations{}) {
		_, isShare := r.ForProvider.(azure.Share)
		waits := slices.Contains(r.Waits, "network team-a/main does not exist")
		if want := isShare || r.Key == keyPrivateEndpoint || r.Key == keyDNSZoneLink; waits != want {
			t.Errorf("%q waits for %v", r.Key, r.Waits)
		}
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
		"FilesLost":   {reason: "A file system keeps its key and its policy.", before: file(createdKey()), after: file(createdKey())},
		"NetworkLost": {reason: "A file system stays where it is when its network is lost.", before: file(createdKey()), after: unknownNetwork()},
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
		p.Object.Replica = &plan.Replica{Region: regions.Region{Native: otherRegion, Zones: []string{"1"}}, Key: platformKey()}
	}
	cases := map[string]struct {
		reason        string
		before, after plan.Plan

		// changes are the keys of what changes beside what is added.
		changes []managed.Key
	}{
		"Replica": {reason: "A copy needs to be told what changed.", before: smallest(), after: with(smallest(), replica), changes: []managed.Key{keyAccount}},
		"AccessLogs": {
			reason: "Access logs leave the store alone.",
			before: smallest(), after: with(smallest(), func(p *plan.Plan) { p.Object.AccessLogDays = 30 }),
		},
		"CORS": {
			reason: "CORS rules are those of the account.",
			before: smallest(), after: with(smallest(), func(p *plan.Plan) { p.Object.CORS = full().Object.CORS }),
			changes: []managed.Key{keyAccount},
		},
		"Key": {
			reason: "A key that is created leaves the store alone until it may be used.",
			before: smallest(), after: with(smallest(), func(p *plan.Plan) { p.Key = createdKey() }),
		},
		"Zones": {
			reason: "An account is not replicated otherwise because its region got zones.",
			before: with(smallest(), func(p *plan.Plan) { p.Claim.Region.Zones = nil }), after: with(smallest(), func(p *plan.Plan) { p.Object.AccessLogDays = 1 }),
		},
		"Size": {
			reason: "A volume grows in place.",
			before: block(v1alpha1.PerformanceStandard, platformKey()),
			after: with(block(v1alpha1.PerformanceStandard, platformKey()), func(p *plan.Plan) {
				p.Block = &plan.Block{SizeGiB: 400, Performance: v1alpha1.PerformanceStandard, Zone: p.Block.Zone}
			}),
			changes: []managed.Key{keyDisk},
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
