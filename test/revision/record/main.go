// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Program record writes down what a release is like, so that later revisions can be
// compared with it: its XRDs, and its golden claims as they are once they are ready.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/apis"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: record <version>")
		os.Exit(2)
	}
	if err := record(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

var version = regexp.MustCompile(`^v\d+\.\d+\.\d+$`)

func record(release string) error {
	if !version.MatchString(release) {
		return errors.Errorf("%q is not a version such as v0.1.0", release)
	}
	root, err := repo.Root()
	if err != nil {
		return err
	}
	for _, a := range apis.All() {
		if err := definition(root, release, a.Name); err != nil {
			return errors.Wrapf(err, "cannot record the definition of %s", a.Name)
		}
		if err := worlds(root, release, a.Name); err != nil {
			return errors.Wrapf(err, "cannot record the claims of %s", a.Name)
		}
	}
	return nil
}

// definition copies the XRD of an API.
func definition(root, release, api string) error {
	b, err := os.ReadFile(filepath.Join(root, "apis", api, "definition.yaml")) //nolint:gosec // A file of the repository.
	if err != nil {
		return err
	}
	to := filepath.Join(root, "test", "revision", "testdata", release, "xrds", api+".yaml")
	if err := os.MkdirAll(filepath.Dir(to), 0o750); err != nil { //nolint:gosec // Whoever records a release chooses its name.
		return err
	}
	return os.WriteFile(to, b, 0o644) //nolint:gosec // Everybody may read it.
}

// worlds asks the suite of a function to record them.
func worlds(root, release, api string) error {
	cmd := exec.Command("go", "test", "-count=1", "-run", "TestSuite/Revision", "./functions/"+api) //nolint:gosec,noctx // One of our own APIs.
	cmd.Dir, cmd.Env = root, append(os.Environ(), "RECORD="+release)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd.Run()
}
