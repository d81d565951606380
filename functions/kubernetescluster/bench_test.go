// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"testing"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/compose/composetest"
)

// Claims to measure: a cluster for production, with three pools in a network of its own,
// and one that asks for everything.
const (
	typicalPools = `nodePools: [{name: main, count: 3}, {name: web, size: large, autoscaling: {min: 3, max: 20}, labels: {example.com/for: web}},
		{name: batch, machine: {cpu: 16, memory: 128}, autoscaling: {min: 0, max: 10}, spot: true, taints: [{key: example.com/batch, value: "true"}]}]`
	typical = `{environment: production, region: eu-west, version: "1.34", ` + typicalPools + `,
		access: {admins: ["@ADMIN@"], viewers: ["@VIEWER@"]},
		maintenance: {window: {days: [Saturday, Sunday], start: "22:00", durationHours: 8}}}`
	everything = `{environment: fleet, region: eu-west, version: "1.34", tags: {service: checkout}, ` + typicalPools + `,
		access: {admins: ["@ADMIN@"], viewers: ["@VIEWER@"]}, addons: [{name: FileStorage}],
		logging: {components: [APIServer, Audit, Authenticator, ControllerManager, Scheduler]},
		maintenance: {window: {days: [Saturday, Sunday], start: "22:00", durationHours: 8}, exclusions: [{name: holidays, from: "2026-12-18", to: "2027-01-06"}]},
		gitops: {engine: flux, url: "https://github.com/acme/clusters"}, deletionProtection: true}`
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
	out := map[string]composetest.World{}
	for cloud, p := range map[string]platform.Provider{"AWS": platform.ProviderAWS, "Azure": platform.ProviderAzure, "GCP": platform.ProviderGCP} {
		for name, params := range map[string]string{"Typical/": typical, "Everything/": everything} {
			out[name+cloud] = s.World(b, s.Claim(b, p, params), s.Objects(b, p)...)
		}
	}
	return out
}
