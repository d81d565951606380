// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/apis"
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

// packagePath is that of a file of the Configuration package of a flavour.
func packagePath(f flavour.Flavour, file string) []string {
	if f == flavour.Native {
		return []string{"package", "native", file}
	}
	return []string{"package", file}
}

func policyPath(f flavour.Flavour) []string { return packagePath(f, "activation.yaml") }

// policy returns the manifest of the policy that activates exactly the kinds of
// managed resources that a flavour composes.
func policy(f flavour.Flavour) (string, error) {
	names, err := activated(f)
	if err != nil {
		return "", err
	}
	out := &strings.Builder{}
	out.WriteString(header)
	for _, name := range names {
		out.WriteString("  - " + name + "\n")
	}
	return out.String(), nil
}

func activated(f flavour.Flavour) ([]string, error) {
	scope := managed.ScopeCluster
	if f == flavour.Native {
		scope = managed.ScopeNamespaced
	}
	var all []managed.Kind
	for _, p := range kinds.Providers() {
		ks, err := kinds.Composed(p, apis.Names()...)
		if err != nil {
			return nil, err
		}
		all = append(all, slices.DeleteFunc(ks, func(k managed.Kind) bool { return !kinds.IsManaged(k) })...)
	}
	return kinds.Names(scope, all), nil
}
