// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"testing"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/compose/composetest"
)

// Claims to measure: a store of objects as most are, and one that asks for everything.
const (
	typical    = "{}"
	everything = `{environment: production, region: eu-west, encryption: {key: {type: Customer}}, retention: {days: 30},
	replication: {region: eu-central}, accessLogs: {retentionDays: 180}, protection: {deletion: true},
	lifecycle: [{prefix: reports/, after: 90, action: archive}, {after: 30, action: archive, versions: Noncurrent}, {after: 365, action: expire, versions: Noncurrent}],
	cors: [{origins: ["https://shop.example.com"], methods: [GET, PUT], headers: [content-type], exposeHeaders: [etag]}]}`
)

// BenchmarkFirstPass measures what a claim costs whose resources do not exist yet.
func BenchmarkFirstPass(b *testing.B) {
	for name, w := range benchmarked(b) {
		b.Run(name, func(b *testing.B) { w.Measure(b) })
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

func benchmarked(b *testing.B) map[string]composetest.World {
	b.Helper()
	s := suite()
	world := func(p platform.Provider, params string) composetest.World {
		return s.World(b, s.Claim(b, p, params))
	}
	return map[string]composetest.World{
		"Typical/AWS":      world(platform.ProviderAWS, typical),
		"Typical/Azure":    world(platform.ProviderAzure, typical),
		"Typical/GCP":      world(platform.ProviderGCP, typical),
		"Everything/AWS":   world(platform.ProviderAWS, everything),
		"Everything/Azure": world(platform.ProviderAzure, everything),
		"Everything/GCP":   world(platform.ProviderGCP, everything),
	}
}
