// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package peers measures what our function for networks costs beside what other people
// use for the same: generic functions that are configured by a Composition. Those that
// are Go modules are pinned by the modules below this folder.
package peers
