// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"slices"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/internal/managed"

	"github.com/hyperscalar/hyperscalar/test/kinds"
)

// header of an activation policy. Providers install their kinds inactive, and a
// policy activates those that somebody needs.
// https://docs.crossplane.io/latest/managed-resources/managed-resource-activation-policies/
const header = `# SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
#
# SPDX-License-Identifier: Apache-2.0

# Generated from the kinds that the functions compose. Do not edit, run
# make generate.
apiVersion: apiextensions.crossplane.io/v1alpha1
kind: ManagedResourceActivationPolicy
metadata:
  name: hyperscalar
spec:
  activate:
`

func policyPath(f flavour.Flavour) []string {
	if f == flavour.Native {
		return []string{"package", "native", "activation.yaml"}
	}
	return []string{"package", "activation.yaml"}
}

// policy returns the manifest of the policy that activates exactly the kinds of
// managed resources that a flavour composes.
func policy(f flavour.Flavour) []byte {
	out := bytes.NewBufferString(header)
	for _, name := range activated(f) {
		out.WriteString("  - " + name + "\n")
	}
	return out.Bytes()
}

func activated(f flavour.Flavour) []string {
	scope := managed.ScopeCluster
	if f == flavour.Native {
		scope = managed.ScopeNamespaced
	}
	var names []string
	for _, p := range platform.Providers() {
		for _, k := range kinds.Of(p) {
			names = append(names, k.ForProvider.Type().CRDIn(scope))
		}
	}
	slices.Sort(names)
	return names
}
