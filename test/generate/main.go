// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Program generate writes what is generated from the code: the activation policies
// and the dependencies of the Configuration packages, the support matrices of the reference
// pages, and what the providers must be allowed to do at the clouds.
package main

import (
	"fmt"
	"os"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/apis"
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
		if err := rewrite(policyPath(f), func(string) (string, error) { return policy(f) }); err != nil {
			return errors.Wrap(err, "cannot write activation policy")
		}
		if err := rewrite(configurationPath(f), configuration); err != nil {
			return errors.Wrap(err, "cannot write dependencies")
		}
	}
	if err := writePermissions(); err != nil {
		return errors.Wrap(err, "cannot write permissions")
	}
	if err := rewrite(providersPath(), providers); err != nil {
		return errors.Wrap(err, "cannot write providers")
	}
	for _, a := range apis.All() {
		if a.Support == nil {
			continue
		}
		if err := rewrite(readmePath(a), a.Support().Into); err != nil {
			return errors.Wrapf(err, "cannot write support matrix of %s", a.Name)
		}
	}
	return nil
}

// readmePath is that of the reference page of an API.
func readmePath(a apis.API) []string { return []string{"apis", a.Name, "README.md"} }

// rewrite a file of the repository.
func rewrite(elem []string, change func(content string) (string, error)) error {
	path, err := repo.Path(elem...)
	if err != nil {
		return err
	}
	before, err := os.ReadFile(path) //nolint:gosec // The path is ours.
	if err != nil {
		return errors.Wrap(err, "cannot read file")
	}
	after, err := change(string(before))
	if err != nil {
		return err
	}
	return errors.Wrap(os.WriteFile(path, []byte(after), 0o644), "cannot write file") //nolint:gosec // The file is for everybody to read.
}
