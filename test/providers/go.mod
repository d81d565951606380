// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// This module pins the provider releases whose CRDs the tests check our managed
// resources against. No Go package of them is compiled, which is why go mod tidy
// must not run here: it would drop every line below.
module github.com/hyperscalar/hyperscalar/test/providers

go 1.26

require (
	github.com/crossplane-contrib/provider-helm v1.2.0
	github.com/crossplane-contrib/provider-kubernetes v1.2.0
	github.com/upbound/provider-aws/v2 v2.5.0
	github.com/upbound/provider-azure/v2 v2.6.0
	github.com/upbound/provider-gcp v1.14.0
)
