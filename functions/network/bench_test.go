// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"testing"

	"google.golang.org/protobuf/proto"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/compose/composetest"
)

// Claims to measure: a network as most are, and one that asks for everything.
const (
	typical  = "{zones: 3, tiers: [public, private, isolated], nat: PerZone}"
	typical1 = "{zones: 3, tiers: [public, private, isolated], nat: Single}"
)

// BenchmarkFirstPass measures what a claim costs whose resources do not exist yet.
func BenchmarkFirstPass(b *testing.B) {
	for name, w := range benchmarked(b) {
		b.Run(name, func(b *testing.B) {
			measure(b, w)
		})
	}
}

// BenchmarkReady measures what a claim costs whose resources exist and are ready:
// the request that Crossplane sends every minute for as long as the claim lives.
func BenchmarkReady(b *testing.B) {
	for name, w := range benchmarked(b) {
		b.Run(name, func(b *testing.B) {
			ready, _ := w.Converge(b, atProvider)
			measure(b, ready)
		})
	}
}

func benchmarked(b *testing.B) map[string]composetest.World {
	b.Helper()
	return map[string]composetest.World{
		"Typical/AWS":      worldOf(b, claimFor(b, platform.ProviderAWS, typical), claims),
		"Typical/Azure":    worldOf(b, claimFor(b, platform.ProviderAzure, typical1), claims),
		"Typical/GCP":      worldOf(b, claimFor(b, platform.ProviderGCP, typical), claims),
		"Everything/AWS":   full(b, platform.ProviderAWS, claims),
		"Everything/Azure": full(b, platform.ProviderAzure, claims),
		"Everything/GCP":   full(b, platform.ProviderGCP, claims),
	}
}

func measure(b *testing.B, w composetest.World) {
	b.Helper()
	req := w.Request()
	rsp := w.RunRequest(b, req)
	if m := composetest.Fatal(rsp); m != "" {
		b.Fatal(m)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := w.Function.RunFunction(b.Context(), req); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(rsp.GetDesired().GetResources())), "resources")
	b.ReportMetric(float64(proto.Size(req))/1024, "KiB-request")
}
