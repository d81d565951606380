// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/internal/managed"
)

func TestKinds(t *testing.T) {
	t.Parallel()
	var names []string
	for _, k := range Kinds() {
		typ := k.ForProvider.Type()
		// Several services call something an instance.
		names = append(names, typ.Kind+"."+typ.Group)
		got := reflect.TypeOf(k.ForProvider).Name()
		if !strings.HasSuffix(got, typ.Kind) {
			t.Errorf("%s must be the struct of the kind of its name, not of %s", got, typ.Kind)
		}
		if k.AtProvider != nil && reflect.TypeOf(k.AtProvider).Name() != got+"Observation" {
			t.Errorf("%T must not be what is read of a %s", k.AtProvider, typ.Kind)
		}
		if !strings.HasSuffix(typ.Group, ".gcp.upbound.io") || !strings.HasSuffix(typ.GroupIn(managed.ScopeNamespaced), ".gcp.m.upbound.io") {
			t.Errorf("%s must be a kind of provider-gcp: %q", typ.Kind, typ.Group)
		}
		if !strings.HasPrefix(typ.Plural, strings.TrimSuffix(strings.ToLower(typ.Kind), "y")) || typ.Version == "" {
			t.Errorf("%s must have a plural and a version: %+v", typ.Kind, typ)
		}
	}
	if !slices.IsSorted(names) || len(slices.Compact(slices.Clone(names))) != len(names) {
		t.Errorf("Kinds must be sorted and unique: %v", names)
	}
}

// TestEmptySpecs checks that nothing is emitted that nobody set, but for what
// identifies a resource.
func TestEmptySpecs(t *testing.T) {
	t.Parallel()
	const regional = `{"region":""}`
	want := map[string]string{
		"Address": regional, "Router": regional, "RouterNAT": regional, "Subnetwork": regional,
		"Firewall": "{}", "ManagedZone": "{}", "Network": "{}", "NetworkPeering": "{}", "Route": "{}",
		"RecordSet": `{"name":"","type":""}`,
		"Cluster":   `{"location":""}`, "KeyRing": `{"location":""}`,
		"CryptoKey": "{}", "CryptoKeyIAMMember": "{}", "NodePool": "{}", "ProjectIAMMember": "{}", "ServiceAccount": "{}",
		"Bucket": `{"forceDestroy":false,"uniformBucketLevelAccess":false}`, "Disk": `{"zone":""}`,
		"BucketIAMMember": "{}", "FilestoreInstance": "{}", "ServiceAccountIAMMember": "{}", "ServiceAccountKey": "{}",
		"WorkloadIdentityPool": "{}", "WorkloadIdentityPoolProvider": "{}",
		"ComputeInstance": "{}", "InstanceIAMMember": "{}", "InstanceTemplate": "{}", "RegionInstanceGroupManager": "{}",
		"RegionAutoscaler": regional, "ResourcePolicy": regional,
		"HealthCheck": "{}", "RegionHealthCheck": regional, "RegionBackendService": regional, "ForwardingRule": regional,
	}
	got := map[string]string{}
	for _, k := range Kinds() {
		b, err := json.Marshal(k.ForProvider)
		if err != nil {
			t.Fatalf("%s cannot be encoded: %v", k.ForProvider.Type().Kind, err)
		}
		got[reflect.TypeOf(k.ForProvider).Name()] = string(b)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want, +got:\n%s", diff)
	}
}
