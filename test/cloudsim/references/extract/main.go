// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Command extract writes references.yaml: the references of every kind that we
// compose, read from the resolvers of the provider releases that this repository
// depends on.
package main

import (
	"log"
	"os"
	"path/filepath"
	"strings"

	"sigs.k8s.io/yaml"

	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/references"
	"github.com/hyperscalar/hyperscalar/test/kinds"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

const header = `# SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
#
# SPDX-License-Identifier: Apache-2.0

# Extracted from the resolvers of the providers. To change it, run
# go generate ./cloudsim/references in the folder test.
`

func main() {
	b, err := extract()
	if err == nil {
		err = os.WriteFile("references.yaml", b, 0o600)
	}
	if err != nil {
		log.Fatal(err)
	}
}

func extract() ([]byte, error) {
	modules, err := repo.Modules("test/providers")
	if err != nil {
		return nil, err
	}
	all := map[string][]references.Reference{}
	read := map[string]structs{}
	for _, p := range platform.Providers() {
		dir := folderOf(p, modules)
		if dir == "" {
			return nil, errors.Errorf("cannot find provider %q among the modules of test/providers", p)
		}
		for _, k := range kinds.Of(p) {
			t := k.ForProvider.Type()
			rs, err := referencesOf(packageOf(dir, t), t.Kind, read)
			if err != nil {
				return nil, errors.Wrapf(err, "cannot extract the references of %q", t.CRDIn(managed.ScopeCluster))
			}
			all[strings.ToLower(t.Kind)+"."+t.Group] = rs
		}
	}
	b, err := yaml.Marshal(all)
	return append([]byte(header), b...), err
}

func folderOf(p platform.Provider, modules []repo.Module) string {
	for _, m := range modules {
		if strings.Contains(m.Path+"/", "/provider-"+string(p)+"/") {
			return filepath.Join(m.Dir, "apis")
		}
	}
	return ""
}

// packageOf returns the folder of the Go package of a kind. Providers that have two
// scopes have two folders, and the older ones have none for either.
func packageOf(dir string, t managed.Type) string {
	if _, err := os.Stat(filepath.Join(dir, "cluster")); err == nil {
		dir = filepath.Join(dir, "cluster")
	}
	group := strings.Split(t.Group, ".")[0]
	return filepath.Join(dir, group, t.Version)
}
