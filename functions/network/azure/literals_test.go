// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
)

func TestFlowLogTarget(t *testing.T) {
	t.Parallel()
	observed := observations{keyVirtualNetwork: {AtProvider: azure.VirtualNetworkObservation{ID: idNetwork}}}
	had := observations{keyFlowLog: {ForProvider: azure.WatcherFlowLog{TargetResourceID: idNetwork}}}
	recorded := largest()
	recorded.Recorded = v1alpha1.Status{ID: idNetwork}
	cases := map[string]struct {
		reason    string
		plan      plan.Plan
		observed  observations
		want      string
		wantWaits bool
	}{
		"Observed": {reason: "The network's own id comes first.", plan: largest(), observed: observed, want: idNetwork},
		"Had":      {reason: "What the flow log has is not taken away.", plan: largest(), observed: had, want: idNetwork},
		"Recorded": {reason: "The status remembers the id.", plan: recorded, observed: observations{}, want: idNetwork},
		"Unknown":  {reason: "Without an id the flow log cannot be created.", plan: largest(), observed: observations{}, wantWaits: true},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := flowLogs(tc.plan, tc.observed)
			if target := managedtest.Spec[azure.WatcherFlowLog](t, got, keyFlowLog).TargetResourceID; target != tc.want {
				t.Errorf("%s\nwant the target %q, got %q", tc.reason, tc.want, target)
			}
			for _, r := range got {
				if waits := len(r.Waits) > 0; waits != (tc.wantWaits && r.Key == keyFlowLog) {
					t.Errorf("%s\n%q waits for %v", tc.reason, r.Key, r.Waits)
				}
			}
		})
	}
}

func TestFlowLog(t *testing.T) {
	t.Parallel()
	custom := largest()
	custom.Claim.Guardrails.Azure.NetworkWatcher = environment.NetworkWatcher{Name: "watcher", ResourceGroup: "watchers"}
	cases := map[string]struct {
		reason      string
		plan        plan.Plan
		wantWatcher string
		wantGroup   string
	}{
		"Default": {reason: "Azure creates a watcher for each region by itself.", plan: largest(), wantWatcher: "NetworkWatcher_westeurope", wantGroup: "NetworkWatcherRG"},
		"Custom":  {reason: "The environment may name another one.", plan: custom, wantWatcher: "watcher", wantGroup: "watchers"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want := azure.WatcherFlowLog{
				Location:                 "westeurope",
				ResourceGroupName:        tc.wantGroup,
				NetworkWatcherName:       tc.wantWatcher,
				StorageAccountIDSelector: managed.Select(keyFlowLogAccount),
				Enabled:                  true,
				RetentionPolicy:          azure.RetentionPolicy{Enabled: true, Days: 30},
				Version:                  2,
				Tags:                     tc.plan.Claim.Tags.Azure(),
			}
			got := managedtest.Spec[azure.WatcherFlowLog](t, flowLogs(tc.plan, observations{}), keyFlowLog)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestFlowLogAccount(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		zones  []string
		want   string
	}{
		"Zones":   {reason: "Logs outlive a zone.", zones: []string{"1", "2", "3"}, want: "ZRS"},
		"NoZones": {reason: "A region without zones has no zone-redundant storage.", want: "LRS"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := largest()
			p.Claim.Region.Zones = tc.zones
			want := azure.Account{
				Location:                  "westeurope",
				ResourceGroupNameSelector: managed.Select(keyResourceGroup),
				AccountKind:               "StorageV2",
				AccountTier:               "Standard",
				AccountReplicationType:    tc.want,
				MinTLSVersion:             "TLS1_2",
				HTTPSTrafficOnlyEnabled:   true,
				Tags:                      p.Claim.Tags.Azure(),
			}
			got := managedtest.Spec[azure.Account](t, flowLogs(p, observations{}), keyFlowLogAccount)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestPeering(t *testing.T) {
	t.Parallel()
	had := observations{"peering-team-b-net": {ForProvider: azure.VirtualNetworkPeering{RemoteVirtualNetworkID: idNetwork}}}
	cases := map[string]struct {
		reason    string
		peer      v1alpha1.Status
		observed  observations
		want      string
		wantWaits []string
	}{
		"Exists":     {reason: "The other network says what its id is.", peer: v1alpha1.Status{ID: idPeer}, observed: observations{}, want: idPeer},
		"Lost":       {reason: "A peering keeps what it has.", observed: had, want: idNetwork},
		"NotThere":   {reason: "There is nothing to peer with yet.", observed: observations{}, wantWaits: []string{"network team-b/net does not exist"}},
		"ExistsAlso": {reason: "What the other network says wins over what was.", peer: v1alpha1.Status{ID: idPeer}, observed: had, want: idPeer},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := smallest()
			p.Peers = []plan.Peer{{Key: "team-b-net", Network: "team-b/net", Peer: tc.peer}}
			got := peerings(p, tc.observed)
			if diff := cmp.Diff(tc.wantWaits, got[0].Waits); diff != "" {
				t.Errorf("%s\nwaits: -want, +got:\n%s", tc.reason, diff)
			}
			want := azure.VirtualNetworkPeering{
				ResourceGroupNameSelector:  managed.Select(keyResourceGroup),
				VirtualNetworkNameSelector: managed.Select(keyVirtualNetwork),
				RemoteVirtualNetworkID:     tc.want,
				AllowVirtualNetworkAccess:  true,
			}
			if diff := cmp.Diff(want, managedtest.Spec[azure.VirtualNetworkPeering](t, got, "peering-team-b-net")); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
