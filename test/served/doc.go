// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package served proves of every function, as it is shipped and served, what no test of
// its code can: that it stays small and quick under load, and what it writes to its log.
package served
