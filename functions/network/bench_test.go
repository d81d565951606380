// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"testing"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/compose/composetest"
)

// Claims to measure: a network as most are, and one that asks for everything.
const (
	typical    = "{zones: 3, tiers: [public, private, isolated], nat: PerZone}"
	typical1   = "{zones: 3, tiers: [public, private, isolated], nat: Single}"
	everything = `{cidr: 10.20.0.0/16, zones: 3, tiers: [public, private, isolated], nat: Single, ipv6: true,
	kubernetes: {podCIDR: 100.64.0.0/16, serviceCIDR: 172.20.0.0/16}, flowLogs: {enabled: true, retentionDays: 30},
	privateEndpoints: [ObjectStorage, ContainerRegistry, Secrets, KeyManagement], dns: {zone: shop.internal},
	firewall: [{name: web, ports: ["443"], cidrs: [0.0.0.0/0], tiers: [public]}, {name: no-mail, direction: Outbound, action: Deny, ports: ["25"], cidrs: [0.0.0.0/0], tiers: [public, private]}],
	peerings: [{networkRef: {name: other}}]}`
)

// BenchmarkFirstPass measures what a claim costs whose resources do not exist yet.
func BenchmarkFirstPass(b *testing.B) {
	for name, w := range benchmarked(b) {
		b.Run(name, func(b *testing.B) {
			w.Measure(b)
		})
	}
}

// BenchmarkReady measures what a claim costs whose resources exist and are ready:
// the request that Crossplane sends every minute for as long as the claim lives.
func BenchmarkReady(b *testing.B) {
	for name, w := range benchmarked(b) {
		b.Run(name, func(b *testing.B) {
			ready, _ := w.Simulated(b)
			ready.Measure(b)
		})
	}
}

// BenchmarkServed measures the same from the bytes of a request to those of its response.
func BenchmarkServed(b *testing.B) {
	for name, w := range benchmarked(b) {
		b.Run("FirstPass/"+name, func(b *testing.B) { w.MeasureServed(b) })
		b.Run("Ready/"+name, func(b *testing.B) {
			ready, _ := w.Simulated(b)
			ready.MeasureServed(b)
		})
	}
}

func benchmarked(b *testing.B) map[string]composetest.World {
	b.Helper()
	s := suite()
	world := func(p platform.Provider, params string) composetest.World {
		return s.World(b, s.Claim(b, p, params), other(b, p))
	}
	return map[string]composetest.World{
		"Typical/AWS":      world(platform.ProviderAWS, typical),
		"Typical/Azure":    world(platform.ProviderAzure, typical1),
		"Typical/GCP":      world(platform.ProviderGCP, typical),
		"Everything/AWS":   world(platform.ProviderAWS, everything),
		"Everything/Azure": world(platform.ProviderAzure, everything),
		"Everything/GCP":   world(platform.ProviderGCP, everything),
	}
}
