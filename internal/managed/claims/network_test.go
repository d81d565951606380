// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package claims

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation/field"

	network "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/structcodec"
)

// A written spec is what the API of a claim reads.
type written struct {
	CompositeDeletePolicy string             `json:"compositeDeletePolicy"`
	Parameters            network.Parameters `json:"parameters"`
}

// TestNetwork proves that a Network that we compose is read as it was meant.
func TestNetwork(t *testing.T) {
	t.Parallel()
	want := network.Parameters{
		CommonParameters: platform.CommonParameters{Provider: platform.ProviderGCP, Region: "europe-west1", Tags: map[string]string{"a": "b"}, DeletionPolicy: platform.DeletionPolicyOrphan},
		CIDR:             "10.4.0.0/16",
		Tiers:            []network.Tier{network.TierPublic, network.TierPrivate},
		NAT:              network.NATSingle,
	}
	for s, policy := range map[managed.Scope]string{managed.ScopeCluster: "Foreground", managed.ScopeNamespaced: ""} {
		n := Network{Parameters: want}
		encoded, err := structcodec.Encode(n.SpecIn(s))
		if err != nil {
			t.Fatal(err)
		}
		var got written
		if errs := structcodec.DecodeStrict(encoded, &got, field.NewPath("spec")); len(errs) > 0 {
			t.Fatal(errs.ToAggregate())
		}
		if diff := cmp.Diff(written{CompositeDeletePolicy: policy, Parameters: want}, got); diff != "" {
			t.Errorf("%s: -want, +got:\n%s", s, diff)
		}
		apiVersion, kind := managed.Identify(n, s)
		if apiVersion != "platform.hyperscalar.io/v1alpha1" || kind != "Network" || !managed.InNamespace(n, s) {
			t.Errorf("%s: want a Network in a namespace, got %s %s", s, apiVersion, kind)
		}
		if got := n.Type().CRDIn(s); got != "networks.platform.hyperscalar.io" {
			t.Errorf("%s: CRD: got %s", s, got)
		}
	}
}
