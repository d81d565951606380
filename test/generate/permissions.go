// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/permissions"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

// permissionsFolder holds what the providers must be allowed to do.
const permissionsFolder = "package/permissions"

// writePermissions anew, all of them.
func writePermissions() error {
	files, err := permissions.Files()
	if err != nil {
		return err
	}
	root, err := repo.Root()
	if err != nil {
		return err
	}
	folder := filepath.Join(root, filepath.FromSlash(permissionsFolder))
	if err := os.RemoveAll(folder); err != nil {
		return errors.Wrap(err, "cannot remove what was generated before")
	}
	for path, b := range files {
		to := filepath.Join(folder, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil { //nolint:gosec // The folder is for everybody to read.
			return errors.Wrap(err, "cannot make folder")
		}
		if err := os.WriteFile(to, b, 0o644); err != nil { //nolint:gosec // The file is for everybody to read.
			return errors.Wrap(err, "cannot write file")
		}
	}
	return nil
}

// The Providers whose schemas a review of claims validates against: those that the
// Configuration depends on, in the oldest release that it works with.
const providersHeader = `# SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
#
# SPDX-License-Identifier: Apache-2.0

# The providers whose schemas managed resources are validated against, each in the oldest
# release that the Configuration works with. Put in the releases that you run. Generated,
# run make generate.
`

func providersPath() []string { return []string{"examples", "ci", "providers.yaml"} }

func providers(string) (string, error) {
	all, err := dependencies()
	if err != nil {
		return "", err
	}
	out := &strings.Builder{}
	out.WriteString(providersHeader)
	first := true
	for _, d := range all {
		if d.kind != "Provider" {
			continue
		}
		if !first {
			out.WriteString("---\n")
		}
		first = false
		oldest, _, _ := strings.Cut(strings.TrimPrefix(d.versions, ">="), ",")
		out.WriteString("apiVersion: pkg.crossplane.io/v1\nkind: Provider\nmetadata:\n  name: " + d.name[strings.LastIndexByte(d.name, '/')+1:] + "\nspec:\n  package: " + d.name + ":" + oldest + "\n")
	}
	return out.String(), nil
}
