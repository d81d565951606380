// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/testing/protocmp"

	"github.com/crossplane/function-sdk-go/logging"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/compose/composetest"
	"github.com/hyperscalar/hyperscalar/internal/managed"
)

// TestRevoke proves that what a claim does not ask for any more can be taken away at its
// cloud, even if the claim leaves everything behind when it is deleted.
func TestRevoke(t *testing.T) {
	t.Parallel()
	const with, without = "{provider: aws, region: eu-west, town: true, deletionPolicy: %s}", "{provider: aws, region: eu-west, deletionPolicy: %s}"
	cases := map[string]struct {
		reason        string
		before, after string
		revocable     []managed.Key
		want          []managed.Key
	}{
		"LeftBehind":   {reason: "What is left behind is made deletable before it is dropped.", before: "Orphan", after: "Orphan", revocable: []managed.Key{keyMarket}, want: []managed.Key{keyMarket}},
		"NotRevocable": {reason: "What holds data is left behind, as the claim says.", before: "Orphan", after: "Orphan"},
		"Deleted":      {reason: "What is deleted with its resource is dropped at once.", before: "Delete", after: "Delete", revocable: []managed.Key{keyMarket}},
		"AtOnce":       {reason: "What a resource was told last counts, not what the claim says now.", before: "Orphan", after: "Delete", revocable: []managed.Key{keyMarket}, want: []managed.Key{keyMarket}},
		"Unmanaged":    {reason: "What has no policies has nothing at a cloud.", before: "Orphan", after: "Orphan", revocable: []managed.Key{keyGovernor, keyMayor}},
	}
	for name, tc := range cases {
		for flavour, template := range templates() {
			t.Run(name+"/"+flavour, func(t *testing.T) {
				t.Parallel()
				w, ready := harbourWorld(t, template, fmt.Sprintf(with, tc.before)).Converge(t, atHarbour)
				api := harbourAPI()
				p := api.Providers[platform.ProviderAWS]
				p.Revocable = func(k managed.Key) bool { return slices.Contains(tc.revocable, k) }
				api.Providers = map[platform.Provider]Provider[harbourStatus, harbour]{platform.ProviderAWS: p}
				w.Function = New(api, logging.NewNopLogger())
				status := w.Composite.GetFields()["status"]
				w.Composite = object(t, fmt.Sprintf(template, fmt.Sprintf(without, tc.after)))
				w.Composite.Fields["status"] = status
				rsp := w.Run(t)
				for _, k := range []managed.Key{keyGovernor, keyMayor, keyMarket, keyTavern} {
					got, want := desiredResource(rsp, string(k)), desiredResource(ready, string(k))
					if !slices.Contains(tc.want, k) {
						want = nil
					} else {
						want = proto.CloneOf(want)
						at(want, "spec").GetStructValue().Fields["managementPolicies"] = at(object(t, "{p: [Observe, Create, Update, Delete]}"), "p")
					}
					if diff := cmp.Diff(want, got, protocmp.Transform()); diff != "" {
						t.Errorf("%s\n%s: -want, +got:\n%s", tc.reason, k, diff)
					}
				}
				// Once the resource has its policies, it is dropped.
				w.Observed = composetest.Observe(t, rsp, atHarbour)
				if got := desiredResource(w.Run(t), string(keyMarket)); got != nil {
					t.Errorf("%s\nit must be dropped then, got %v", tc.reason, got)
				}
			})
		}
	}
}
