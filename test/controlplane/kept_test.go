// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package controlplane

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-containerregistry/pkg/v1/random"

	"github.com/hyperscalar/hyperscalar/test/controlplane/packages"
)

func TestRemember(t *testing.T) {
	t.Parallel()
	pkg := func(repository string) packages.Package {
		img, err := random.Image(16, 1)
		if err != nil {
			t.Fatal(err)
		}
		return packages.Package{Repository: repository, Version: version, Image: img}
	}
	s := &supervisor{
		layout:   layout{dir: t.TempDir()},
		config:   config{Crossplane: "v1"},
		ports:    ports{Webhook: 1},
		packages: []packages.Package{pkg("org/a"), pkg("org/b")},
	}
	check := func(reason string, changed map[string]bool, initialised, kept bool) {
		t.Helper()
		if err := s.remember(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(changed, s.installation.changed(s.before)); diff != "" {
			t.Errorf("%s\nchanged(): -want, +got:\n%s", reason, diff)
		}
		if got := s.installation.initialised(s.before); got != initialised {
			t.Errorf("%s\ninitialised(): want %t, got %t", reason, initialised, got)
		}
		if got := s.kept(); got != kept {
			t.Errorf("%s\nkept(): want %t, got %t", reason, kept, got)
		}
	}
	check("At first nothing is installed that could have changed.", map[string]bool{}, false, false)
	if err := writeJSON(s.layout.installed(), s.installation); err != nil {
		t.Fatal(err)
	}
	check("Nothing changed.", map[string]bool{}, true, true)
	a, b := s.packages[0], s.packages[1]
	s.packages = []packages.Package{a, pkg("org/b")}
	check("A package changed although its version did not.", map[string]bool{"org-b": true}, true, false)
	s.packages = []packages.Package{a, b, pkg("org/c")}
	check("A package that is new was not installed.", map[string]bool{}, true, false)
	s.packages = []packages.Package{a, b}
	s.ports.Webhook = 2
	check("Webhooks are registered with the port that they had.", map[string]bool{}, false, false)
	s.ports.Webhook, s.Crossplane = 1, "v2"
	check("Another Crossplane has other kinds.", map[string]bool{}, false, false)
}
