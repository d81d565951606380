// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package packages

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// digests of the packages of a Configuration, by their repositories.
func digests(t *testing.T, ps []Package, err error) map[string]string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, p := range ps {
		d, err := p.Image.Digest()
		if err != nil {
			t.Fatal(err)
		}
		out[p.Source()] = d.String()
	}
	return out
}

func TestCache(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	program := filepath.Join(dir, "program")
	c := Cache{Dir: filepath.Join(dir, "cache"), Program: program}
	helm := Dependency{Kind: "Provider", Repository: "crossplane-contrib/provider-helm", Version: "v1.2.0"}
	releases := &Configuration{Dependencies: []Dependency{helm}, Activated: []string{"releases.helm.crossplane.io"}}
	native := &Configuration{Dependencies: []Dependency{helm}, Activated: []string{"releases.helm.m.crossplane.io"}}
	become := func(text string) {
		t.Helper()
		if err := os.WriteFile(program, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	check := func(reason string, conf *Configuration, sets int) {
		t.Helper()
		ps, err := c.Providers(conf)
		got := digests(t, ps, err)
		ps, err = Providers(conf)
		if diff := cmp.Diff(digests(t, ps, err), got); diff != "" {
			t.Errorf("%s\nProviders(): -want, +got:\n%s", reason, diff)
		}
		entries, err := os.ReadDir(c.Dir)
		if err != nil {
			t.Fatal(err)
		}
		if len(entries) != sets {
			t.Errorf("%s\nwant %d sets of packages, got %d", reason, sets, len(entries))
		}
	}
	become("this")
	check("There is nothing yet.", releases, 1)
	check("What was made before is the same.", releases, 1)
	check("Another Configuration has others.", native, 2)
	become("that")
	check("Another program may make others.", releases, 3)
	for i := range kept {
		become(strconv.Itoa(i))
		check("What is old is forgotten.", releases, min(3+i+1, kept))
	}
}

// TestCacheDamaged has a package go missing.
func TestCacheDamaged(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	program := filepath.Join(dir, "program")
	if err := os.WriteFile(program, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	c := Cache{Dir: filepath.Join(dir, "cache"), Program: program}
	conf := &Configuration{
		Dependencies: []Dependency{{Kind: "Provider", Repository: "crossplane-contrib/provider-helm", Version: "v1.2.0"}},
		Activated:    []string{"releases.helm.crossplane.io"},
	}
	ps, err := c.Providers(conf)
	want := digests(t, ps, err)
	key, err := c.key(conf)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(c.Dir, key, ps[0].Name())); err != nil {
		t.Fatal(err)
	}
	ps, err = c.Providers(conf)
	if diff := cmp.Diff(want, digests(t, ps, err)); diff != "" {
		t.Errorf("What is missing must be made again. Providers(): -want, +got:\n%s", diff)
	}
}
