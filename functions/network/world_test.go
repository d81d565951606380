// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"

	"github.com/crossplane/function-sdk-go/logging"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/compose/composetest"
)

const (
	examplesDir     = "../../examples/network"
	environmentsDir = "../../examples/environments"
)

// A flavour turns a claim, as a developer writes it, into the composite that a
// function gets to see.
type flavour func(t testing.TB, claim *structpb.Struct) *structpb.Struct

func flavours() map[string]flavour { return map[string]flavour{"Claims": claims, "Native": native} }

// claims is the flavour in which a cluster-scoped composite stands for a claim.
func claims(tb testing.TB, claim *structpb.Struct) *structpb.Struct {
	tb.Helper()
	name := composetest.At(claim, "metadata", "name").GetStringValue()
	namespace := composetest.At(claim, "metadata", "namespace").GetStringValue()
	xr := composetest.Object(tb, fmt.Sprintf(`
apiVersion: %s
kind: XNetwork
metadata: {name: %s-x7k2p}
spec: {claimRef: {apiVersion: %s, kind: Network, namespace: %s, name: %s}}
`, platform.APIVersion, name, platform.APIVersion, namespace, name))
	xr.GetFields()["spec"].GetStructValue().GetFields()["parameters"] = parametersOf(claim)
	return xr
}

// native is the flavour in which the composite lives in the developer's namespace.
func native(tb testing.TB, claim *structpb.Struct) *structpb.Struct {
	tb.Helper()
	xr := composetest.Object(tb, "{apiVersion: "+platform.APIVersion+", kind: Network, spec: {}}")
	xr.Fields["metadata"] = proto.CloneOf(composetest.At(claim, "metadata"))
	xr.GetFields()["spec"].GetStructValue().GetFields()["parameters"] = parametersOf(claim)
	return xr
}

func parametersOf(claim *structpb.Struct) *structpb.Value {
	if p := composetest.At(claim, "spec", "parameters"); p != nil {
		return proto.CloneOf(p)
	}
	return structpb.NewStructValue(&structpb.Struct{})
}

// examples are the claims of every example, by file and name.
func examples(tb testing.TB) map[string]*structpb.Struct {
	tb.Helper()
	files, err := filepath.Glob(filepath.Join(examplesDir, "*.yaml"))
	if err != nil || len(files) == 0 {
		tb.Fatalf("cannot find examples: %v", err)
	}
	out := map[string]*structpb.Struct{}
	for _, f := range files {
		for _, o := range composetest.Objects(tb, f) {
			name := composetest.At(o, "metadata", "name").GetStringValue()
			out[strings.TrimSuffix(filepath.Base(f), ".yaml")+"/"+name] = o
		}
	}
	return out
}

func environments(tb testing.TB) []*structpb.Struct {
	tb.Helper()
	files, err := filepath.Glob(filepath.Join(environmentsDir, "*.yaml"))
	if err != nil || len(files) == 0 {
		tb.Fatalf("cannot find environments: %v", err)
	}
	var out []*structpb.Struct
	for _, f := range files {
		out = append(out, composetest.Objects(tb, f)...)
	}
	return out
}

// atProvider is what a provider would report of a resource of any kind. What exists
// already has an id of its own, which is not for us to make up.
func atProvider(key string, desired *structpb.Struct) *structpb.Struct {
	text := map[string]string{
		"id": "id-" + key, "arn": "arn:aws:" + key, "allocationId": "eipalloc-1",
		"cidrBlock": "10.0.0.0/16", "ipv6CidrBlock": "2600:1f18:1234:5600::/56", "ipCidrRange": "10.0.0.0/17",
		"publicIp": "198.51.100.7", "prefixListId": "pl-1", "ipAddress": "198.51.100.8", "address": "198.51.100.9",
		"internalIpv6Range": "fd20:1:2::/48", "externalIpv6Prefix": "2600:1900:1::/64",
		"selfLink": "https://www.googleapis.com/compute/v1/projects/acme/" + key,
	}
	if len(composetest.At(desired, "spec", "managementPolicies").GetListValue().GetValues()) == 1 {
		delete(text, "id")
		delete(text, "selfLink")
	}
	out := &structpb.Struct{Fields: make(map[string]*structpb.Value, len(text))}
	for name, value := range text {
		out.Fields[name] = structpb.NewStringValue(value)
	}
	return out
}

func worldOf(tb testing.TB, claim *structpb.Struct, f flavour, others ...*structpb.Struct) composetest.World {
	tb.Helper()
	w := composetest.World{
		Function:  New(logging.NewNopLogger()),
		Composite: f(tb, claim),
		Objects:   append(environments(tb), others...),
	}
	// A claim may choose a Composition that is made for a provider.
	provider := composetest.At(claim, "spec", "compositionSelector", "matchLabels", "provider").GetStringValue()
	if provider != "" {
		w.Input = composetest.Object(tb, "{apiVersion: network.fn.platform.hyperscalar.io/v1alpha1, kind: Input, provider: "+provider+"}")
	}
	return w
}

// claimFor returns a claim for a provider with the supplied parameters on top of a
// region, as YAML in flow style.
func claimFor(tb testing.TB, p platform.Provider, params string) *structpb.Struct {
	tb.Helper()
	claim := composetest.Object(tb, fmt.Sprintf(`
apiVersion: %s
kind: Network
metadata: {namespace: team-a, name: shop}
spec: {parameters: {provider: %s, region: us-east}}
`, platform.APIVersion, p))
	fields := composetest.At(claim, "spec", "parameters").GetStructValue().GetFields()
	maps.Copy(fields, composetest.Object(tb, params).GetFields())
	return claim
}
