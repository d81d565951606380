// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"testing"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/compose/composetest"
)

// Claims to measure: pods that write to one store, as most do, and pods with access to
// many claims.
const (
	typical = "{workload: {clusterRef: {name: main}, namespace: shop, serviceAccount: web}, access: [{to: {kind: Storage, name: assets}, role: writer}]}"
	many    = `{workload: {clusterRef: {name: main}, namespace: shop, serviceAccount: web}, access: [
	{to: {kind: Storage, name: main}, role: reader}, {to: {kind: Storage, name: assets}, role: writer}, {to: {kind: Storage, name: other}, role: admin},
	{to: {kind: Storage, name: assets, namespace: team-b}, role: reader}, {to: {kind: KubernetesCluster, name: main}, role: reader},
	{to: {kind: KubernetesCluster, name: other}, role: writer}, {to: {kind: KubernetesCluster, name: main, namespace: team-b}, role: reader}]}`
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
		return s.World(b, s.Claim(b, p, params), s.Objects(b, p)...)
	}
	return map[string]composetest.World{
		"Typical/AWS":   world(platform.ProviderAWS, typical),
		"Typical/Azure": world(platform.ProviderAzure, typical),
		"Typical/GCP":   world(platform.ProviderGCP, typical),
		"Many/AWS":      world(platform.ProviderAWS, many),
		"Many/Azure":    world(platform.ProviderAzure, many),
		"Many/GCP":      world(platform.ProviderGCP, many),
	}
}
