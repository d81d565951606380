// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package packages

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/cespare/xxhash/v2"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/crds"
	"github.com/hyperscalar/hyperscalar/test/kinds"
)

// kept is how many sets of packages a cache keeps: both flavours, now and before.
const kept = 4

// A Cache keeps provider packages that were made before. To read all the definitions that they
// carry takes seconds.
type Cache struct {
	// Dir is the folder of the cache. It need not exist.
	Dir string

	// Program is the file of the program that makes the packages. Another one may make
	// others.
	Program string
}

// Providers returns what the function Providers does.
func (c Cache) Providers(conf *Configuration) ([]Package, error) {
	key, err := c.key(conf)
	if err != nil {
		return nil, err
	}
	dir := filepath.Join(c.Dir, key)
	if ps, err := load(dir, conf); err == nil {
		return ps, nil
	}
	ps, err := Providers(conf)
	if err != nil {
		return nil, err
	}
	if err := c.save(dir, ps); err != nil {
		return nil, err
	}
	return ps, c.prune()
}

// key of the packages that a Configuration depends on: by what, of what and from what they
// are made.
func (c Cache) key(conf *Configuration) (string, error) {
	h := xxhash.New()
	f, err := os.Open(c.Program)
	if err != nil {
		return "", errors.Wrap(err, "cannot read program")
	}
	defer f.Close() //nolint:errcheck // It was only read.
	if _, err := io.Copy(h, f); err != nil {
		return "", errors.Wrap(err, "cannot read program")
	}
	var sources []string
	for _, p := range kinds.Providers() {
		s, err := crds.Pinned(p)
		if err != nil {
			return "", err
		}
		sources = append(sources, s.Name)
	}
	err = json.NewEncoder(h).Encode([]any{conf.Dependencies, conf.Activated, sources})
	return fmt.Sprintf("%016x", h.Sum64()), errors.Wrap(err, "cannot encode what packages are made of")
}

// load packages from a folder.
func load(dir string, conf *Configuration) ([]Package, error) {
	var out []Package
	for _, d := range withFamilies(conf.Dependencies) {
		p := Package{Repository: d.Repository, Version: d.Version}
		content, err := os.ReadFile(filepath.Join(dir, p.Name())) //nolint:gosec // The path is our own.
		if err != nil {
			return nil, errors.Wrap(err, "cannot read package")
		}
		if p.Image, err = imageOf(content); err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

// save packages to a folder, all of them or none.
func (c Cache) save(dir string, ps []Package) error {
	if err := os.MkdirAll(c.Dir, 0o700); err != nil {
		return errors.Wrap(err, "cannot create folder")
	}
	tmp, err := os.MkdirTemp(c.Dir, ".new-")
	if err != nil {
		return errors.Wrap(err, "cannot create folder")
	}
	defer os.RemoveAll(tmp) //nolint:errcheck // It was moved, or is of no use.
	for _, p := range ps {
		if err := write(filepath.Join(tmp, p.Name()), p); err != nil {
			return err
		}
	}
	// Somebody else may have been faster.
	if err := os.Rename(tmp, dir); err != nil && !errors.Is(err, os.ErrExist) {
		return errors.Wrap(err, "cannot keep packages")
	}
	return nil
}

func write(path string, p Package) error {
	b, err := p.content()
	if err != nil {
		return err
	}
	return errors.Wrap(os.WriteFile(path, b, 0o600), "cannot write package")
}

// prune what was not made lately.
func (c Cache) prune() error {
	all, err := os.ReadDir(c.Dir)
	if err != nil {
		return errors.Wrap(err, "cannot read folder")
	}
	made := map[string]int64{}
	for _, e := range all {
		if i, err := e.Info(); err == nil {
			made[e.Name()] = i.ModTime().UnixNano()
		}
	}
	slices.SortFunc(all, func(a, b os.DirEntry) int { return cmp.Compare(made[b.Name()], made[a.Name()]) })
	for _, e := range all[min(kept, len(all)):] {
		if err := os.RemoveAll(filepath.Join(c.Dir, e.Name())); err != nil {
			return errors.Wrap(err, "cannot remove packages")
		}
	}
	return nil
}
