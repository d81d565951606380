// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Program generate writes what is generated from the code: the activation policies
// of the Configuration packages, and the support matrices of the reference pages.
package main

import (
	"fmt"
	"os"

	"github.com/hyperscalar/hyperscalar/apis/network"
	"github.com/hyperscalar/hyperscalar/internal/flavour"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/repo"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	for _, f := range flavour.Flavours() {
		path, err := repo.Path(policyPath(f)...)
		if err != nil {
			return err
		}
		if err := write(path, policy(f)); err != nil {
			return errors.Wrap(err, "cannot write activation policy")
		}
	}
	return errors.Wrap(writeSupport(), "cannot write support matrix")
}

// writeSupport writes the support matrix into the reference page of each API.
func writeSupport() error {
	path, err := repo.Path("apis", "network", "README.md")
	if err != nil {
		return err
	}
	page, err := os.ReadFile(path) //nolint:gosec // The path is ours.
	if err != nil {
		return errors.Wrap(err, "cannot read reference page")
	}
	updated, err := network.Readme(string(page))
	if err != nil {
		return err
	}
	return write(path, []byte(updated))
}

func write(path string, content []byte) error {
	return os.WriteFile(path, content, 0o644) //nolint:gosec // The file is for everybody to read.
}
