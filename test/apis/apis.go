// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package apis lists the APIs of the platform. It is the only list: everything
// else that belongs to an API lies in folders of its name.
package apis

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/apis/compute"
	"github.com/hyperscalar/hyperscalar/apis/identity"
	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster"
	"github.com/hyperscalar/hyperscalar/apis/network"
	"github.com/hyperscalar/hyperscalar/apis/storage"
	"github.com/hyperscalar/hyperscalar/internal/parity"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

// listed are the APIs that are shipped and take part in every proof, sorted by name. An
// API is one line.
func listed() []API {
	return []API{
		{Name: "compute", Support: compute.Support},
		{Name: "identity", Support: identity.Support},
		{Name: "kubernetescluster", Support: kubernetescluster.Support},
		{Name: "network", Support: network.Support},
		{Name: "storage", Support: storage.Support},
	}
}

// EnvAPIs is the environment variable that names APIs in the making, separated by
// commas. They take part in every proof as if they were listed.
const EnvAPIs = "APIS"

// All APIs, sorted by name: those that are listed, and those in the making.
func All() []API {
	all := listed()
	for _, name := range strings.FieldsFunc(os.Getenv(EnvAPIs), func(r rune) bool { return r == ',' }) {
		if !slices.ContainsFunc(all, func(a API) bool { return a.Name == name }) {
			all = append(all, API{Name: name})
		}
	}
	slices.SortFunc(all, func(a, b API) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// An API of the platform.
type API struct {
	// Name of the API, and of its folders.
	Name string

	// Support says what every cloud makes of every parameter. An API in the making
	// has none yet.
	Support func() parity.Table
}

// Function returns the name of the API's composition function.
func (a API) Function() string { return "function-" + a.Name }

// Names of all APIs, sorted.
func Names() []string {
	all := All()
	out := make([]string, 0, len(all))
	for _, a := range all {
		out = append(out, a.Name)
	}
	return out
}

// Files returns the files of one API below a folder of the repository, for example
// compositions/<api>/*.yaml for "compositions" and "*.yaml". It is an error if there
// is none.
func (a API) Files(folder, pattern string) ([]string, error) {
	dir, err := repo.Path(folder, a.Name)
	if err != nil {
		return nil, err
	}
	files, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil || len(files) == 0 {
		return nil, errors.Errorf("cannot find %q", filepath.Join(folder, a.Name, pattern))
	}
	return files, nil
}

// Files returns the files of every API below a folder of the repository.
func Files(folder, pattern string) ([]string, error) {
	var out []string
	for _, a := range All() {
		files, err := a.Files(folder, pattern)
		if err != nil {
			return nil, err
		}
		out = append(out, files...)
	}
	return out, nil
}
