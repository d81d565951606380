// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/cespare/xxhash/v2"

	"github.com/crossplane/function-sdk-go/errors"
)

// unlessBuilt builds a package, unless it was built from the same inputs with the same tools
// before, which a record says. A package that is there without a record may be half of one.
func (b *builder) unlessBuilt(xpkg string, inputs []string, build func() error) error {
	is, err := digestOf(inputs...)
	if err != nil {
		return err
	}
	is += " " + b.tools
	record := filepath.Join(b.output, "inputs", filepath.Base(xpkg))
	was, err := os.ReadFile(record) //nolint:gosec // The path is our own.
	if err == nil && string(was) == is && exists(xpkg) {
		return nil
	}
	if err := os.Remove(record); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return errors.Wrap(err, "cannot forget what a package was built from")
	}
	if err := build(); err != nil {
		return err
	}
	if err := mkdir(filepath.Dir(record)); err != nil {
		return err
	}
	return errors.Wrap(os.WriteFile(record, []byte(is), 0o600), "cannot record what a package was built from") //nolint:mnd // Only we read it.
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// digestOf files, and of all files in folders: what they are called, and what is in them.
// Where they are does not matter. It only tells files from those that were there before: programs
// are large, and a hash that withstands more takes longer than to build a package.
func digestOf(paths ...string) (string, error) {
	h := xxhash.New()
	for _, p := range paths {
		err := filepath.WalkDir(p, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			return add(h, path, strings.TrimPrefix(path, filepath.Dir(p)))
		})
		if err != nil {
			return "", errors.Wrapf(err, "cannot read %q, which a package is built from", p)
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func add(to io.Writer, path, name string) error {
	content, err := os.ReadFile(path) //nolint:gosec // It is a file that packages are built from.
	if err != nil {
		return err
	}
	// The lengths come first, so that no two sets of files read the same.
	if _, err := fmt.Fprintf(to, "%d %d %s", len(name), len(content), name); err != nil {
		return err
	}
	_, err = to.Write(content)
	return err
}
