// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"testing"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/compose/composetest"
)

// Claims to measure: one machine with a disk, and a group that scales behind a load
// balancer, as most groups do.
const (
	machine = "{size: large, disks: [{name: data, sizeGiB: 500, performance: high}], identityRef: {name: web}}"
	typical = `{size: medium, autoscaling: {min: 3, max: 12}, identityRef: {name: web},
	userData: {text: "#cloud-config\npackages: [nginx]\nruncmd: [systemctl enable --now nginx]\n"},
	loadBalancer: {scheme: Public, ports: [{name: http, port: 80}, {name: https, port: 443}], healthCheck: {protocol: HTTP, path: /healthz}},
	rollout: {surge: 3}}`
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
		for name, params := range map[string]string{"Machine/": machine, "Typical/": typical} {
			out[name+cloud] = s.World(b, s.Claim(b, p, params), s.Objects(b, p)...)
		}
	}
	return out
}
