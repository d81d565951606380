// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import "testing"

// FuzzRunFunction proves that no request breaks the function.
func FuzzRunFunction(f *testing.F) { suite().Fuzz(f) }
