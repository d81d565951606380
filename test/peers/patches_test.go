// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package peers

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"

	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	"github.com/hyperscalar/hyperscalar/internal/compose/composetest"
)

// region that the claim names, and what AWS calls it.
const (
	region       = "us-east"
	nativeRegion = "us-east-1"
)

// patched returns the Composition of function-patch-and-transform that composes the
// desired resources of a response. What follows from the composite is patched: regions,
// zones, tags, and the ids of route tables; everything else stands in the bases. What
// is composed later is in the Composition later, which saves the peer work.
func patched(tb testing.TB, rsp *fnv1.RunFunctionResponse) *structpb.Struct {
	tb.Helper()
	resources := []any{}
	for _, key := range composetest.Keys(rsp) {
		base := proto.CloneOf(composetest.Desired(rsp, key))
		var patches []any
		patches = append(patches, patchesOf(key, base)...)
		patches = append(patches, publishes(key)...)
		resources = append(resources, map[string]any{"name": key, "base": base.AsMap(), "patches": patches})
	}
	return structOf(tb, map[string]any{
		"apiVersion": "pt.fn.crossplane.io/v1beta1",
		"kind":       "Resources",
		"patchSets": []any{
			map[string]any{"name": "region", "patches": []any{fromRegion("spec.forProvider.region", nativeRegion)}},
			map[string]any{"name": "tags", "patches": []any{
				from("spec.claimRef.name", "spec.forProvider.tags.claim"),
				from("spec.claimRef.namespace", "spec.forProvider.tags.team"),
			}},
		},
		"resources": resources,
	})
}

// patchesOf a resource take what they patch out of its base.
func patchesOf(key string, base *structpb.Struct) []any {
	settings := composetest.At(base, "spec", "forProvider").GetStructValue().GetFields()
	if settings == nil {
		return nil
	}
	delete(settings, "region")
	patches := []any{patchSet("region")}
	if tags := settings["tags"].GetStructValue().GetFields(); tags != nil {
		suffix := strings.TrimPrefix(tags["Name"].GetStringValue(), "team-a-shop-")
		delete(tags, "Name")
		delete(tags, "claim")
		delete(tags, "team")
		patches = append(patches, patchSet("tags"), combine("%s-%s-"+suffix, "spec.forProvider.tags.Name"))
	}
	if zone := settings["availabilityZone"].GetStringValue(); zone != "" {
		delete(settings, "availabilityZone")
		patches = append(patches, fromRegion("spec.forProvider.availabilityZone", zone))
	}
	if _, ok := settings["routeTableId"]; ok {
		delete(settings, "routeTableId")
		patches = append(patches, from("status.routeTables."+tableOf(key), "spec.forProvider.routeTableId"))
	}
	return patches
}

// tableOf an association: private subnets have one each.
func tableOf(association string) string {
	name := strings.TrimPrefix(association, "route-table-association-")
	if strings.HasPrefix(name, "private-") {
		return name
	}
	tier, _, _ := strings.Cut(name, "-")
	return tier
}

// publishes ids that developers and other resources need.
func publishes(key string) []any {
	kind, name := key, ""
	for _, prefix := range []string{"subnet-", "route-table-"} {
		if after, ok := strings.CutPrefix(key, prefix); ok {
			kind, name = prefix, after
		}
	}
	to := map[string]string{"vpc": "status.id", "subnet-": "status.subnetIds." + name, "route-table-": "status.routeTables." + name}[kind]
	if to == "" || strings.HasPrefix(name, "association-") {
		return nil
	}
	return []any{map[string]any{"type": "ToCompositeFieldPath", "fromFieldPath": "status.atProvider.id", "toFieldPath": to}}
}

func from(path, to string) map[string]any {
	return map[string]any{"type": "FromCompositeFieldPath", "fromFieldPath": path, "toFieldPath": to}
}

func fromRegion(to, value string) map[string]any {
	p := from("spec.parameters.region", to)
	p["transforms"] = []any{map[string]any{"type": "map", "map": map[string]any{region: value}}}
	return p
}

func combine(format, to string) map[string]any {
	return map[string]any{
		"type": "CombineFromComposite", "toFieldPath": to,
		"combine": map[string]any{
			"variables": []any{
				map[string]any{"fromFieldPath": "spec.claimRef.namespace"},
				map[string]any{"fromFieldPath": "spec.claimRef.name"},
			},
			"strategy": "string",
			"string":   map[string]any{"fmt": format},
		},
	}
}

func patchSet(name string) map[string]any {
	return map[string]any{"type": "PatchSet", "patchSetName": name}
}

func structOf(tb testing.TB, v any) *structpb.Struct {
	tb.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		tb.Fatal(err)
	}
	s := &structpb.Struct{}
	if err := protojson.Unmarshal(b, s); err != nil {
		tb.Fatal(err)
	}
	return s
}

// publish to the composite the ids that its resources had at the last pass.
func publish(composite *structpb.Struct, observed map[string]*fnv1.Resource) {
	tables := map[string]*structpb.Value{}
	for _, key := range slices.Sorted(maps.Keys(observed)) {
		name, ok := strings.CutPrefix(key, "route-table-")
		if ok && !strings.HasPrefix(name, "association-") {
			tables[name] = composetest.At(observed[key].GetResource(), "status", "atProvider", "id")
		}
	}
	if status := composetest.At(composite, "status").GetStructValue(); status != nil {
		status.Fields["routeTables"] = structpb.NewStructValue(&structpb.Struct{Fields: tables})
	}
}
