// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

func TestGoodNetworks(t *testing.T) {
	t.Parallel()
	for _, cloud := range []string{"aws", "azure", "gcp"} {
		for scope, convert := range map[string]func(*unstructured.Unstructured) *unstructured.Unstructured{
			"Cluster":    func(u *unstructured.Unstructured) *unstructured.Unstructured { return u },
			"Namespaced": namespaced,
		} {
			t.Run(cloud+scope, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t)
				var us []*unstructured.Unstructured
				for _, u := range sorted(objects(t, cloud+".yaml")) {
					us = append(us, convert(u))
				}
				w.apply(us...)
				w.run()
				for _, u := range w.unready() {
					t.Errorf("a network that the cloud accepts should become ready: %s", u)
				}
				w.delete(us...)
				w.run()
				for _, u := range w.left() {
					t.Errorf("a network should be deleted in whatever order: %s", u)
				}
			})
		}
	}
}
