// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Function compute composes the resources of Compute claims.
package main

import (
	"fmt"
	"os"

	"github.com/hyperscalar/hyperscalar/internal/serve"
)

func main() {
	if err := serve.Run("function-compute", os.Args[1:], New); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
