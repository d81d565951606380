// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package e2e proves what users see: on a real control plane with simulated clouds the
// Configuration is installed as a package, every example is claimed, changed and
// deleted, and processes die on the way. It has tests only, which take minutes. Run
// make e2e.
//
// It takes part in every API of package apis without being told. What is particular
// about an API is in details, and in testdata/<api>:
//
//   - updates/*.yaml are a claim and the same claim with what changes later. Nothing
//     that exists before may be replaced.
//   - changes/*.yaml are the same, for changes that do replace something.
//   - shared/*.yaml are a claim, and another one of another namespace that it refers
//     to, which does not allow it before it is changed.
//   - granted/*.yaml are two identities, and what they are granted access to.
//   - isolated/*.yaml are claims of each of three environments, and those that are refused
//     because they reach into another one. own and other stand for the environments.
//   - lifecycle/*.yaml are a cluster with the pools main and web, which is upgraded,
//     scaled, gets other pools, and goes.
package e2e
