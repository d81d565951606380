// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package kinds

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

// Paths of packages of this repository.
const (
	module         = "github.com/hyperscalar/hyperscalar/"
	managedPackage = module + "internal/managed/"
)

// Composed returns the kinds of a provider that the functions of the supplied APIs
// use: those whose struct their code names.
func Composed(p platform.Provider, apis ...string) ([]managed.Kind, error) {
	r := reader{visited: map[string]bool{}, used: map[string]bool{}}
	for _, api := range apis {
		if err := r.tree(path.Join("functions", api)); err != nil {
			return nil, errors.Wrapf(err, "cannot read the function of %s", api)
		}
	}
	var out []managed.Kind
	for _, k := range Of(p) {
		if r.used[string(p)+"."+reflect.TypeOf(k.ForProvider).Name()] {
			out = append(out, k)
		}
	}
	return out, nil
}

// A reader of Go code collects the structs of internal/managed that it names.
type reader struct {
	visited map[string]bool
	used    map[string]bool
}

// tree reads a folder of the repository and everything below it.
func (r reader) tree(folder string) error {
	root, err := repo.Path(folder)
	if err != nil {
		return err
	}
	return filepath.WalkDir(root, func(at string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		below, err := filepath.Rel(root, at)
		if err != nil {
			return err
		}
		return r.folder(path.Join(folder, filepath.ToSlash(below)))
	})
}

// folder reads the code of one folder, and of the internal packages that it imports.
func (r reader) folder(folder string) error {
	if r.visited[folder] {
		return nil
	}
	r.visited[folder] = true
	dir, err := repo.Path(folder)
	if err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return errors.Wrap(err, "cannot list code")
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			return errors.Wrap(err, "cannot parse code")
		}
		if err := r.file(f); err != nil {
			return err
		}
	}
	return nil
}

func (r reader) file(f *ast.File) error {
	providers := map[string]string{}
	for _, i := range f.Imports {
		at, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			return errors.Wrap(err, "cannot read import")
		}
		if provider, ok := strings.CutPrefix(at, managedPackage); ok {
			providers[local(i, provider)] = provider
			continue
		}
		if strings.HasPrefix(at, module+"internal/") && at+"/" != managedPackage {
			if err := r.folder(strings.TrimPrefix(at, module)); err != nil {
				return err
			}
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok && providers[x.Name] != "" {
				r.used[providers[x.Name]+"."+s.Sel.Name] = true
			}
		}
		return true
	})
	return nil
}

// local name of an imported package.
func local(i *ast.ImportSpec, fallback string) string {
	if i.Name != nil {
		return i.Name.Name
	}
	return fallback
}

// Names of kinds, sorted, as CustomResourceDefinitions are named in a scope.
func Names(s managed.Scope, ks []managed.Kind) []string {
	out := make([]string, 0, len(ks))
	for _, k := range ks {
		out = append(out, k.ForProvider.Type().CRDIn(s))
	}
	slices.Sort(out)
	return out
}
