// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package controlplane

import (
	"maps"
	"os"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/controlplane/packages"
)

// An installation is what is installed, and by what.
type installation struct {
	// Crossplane is the folder of the module that Crossplane was built from.
	Crossplane string `json:"crossplane"`

	// Webhook is the port of Crossplane's webhooks, which is written down where they are
	// registered.
	Webhook int `json:"webhook"`

	// Packages are the digests of packages by their names.
	Packages map[string]string `json:"packages"`
}

// installationOf packages.
func (s *supervisor) installationOf(ps []packages.Package) (installation, error) {
	out := installation{Crossplane: s.Crossplane, Webhook: s.ports.Webhook, Packages: map[string]string{}}
	for _, p := range ps {
		d, err := p.Image.Digest()
		if err != nil {
			return installation{}, errors.Wrapf(err, "cannot compute the digest of %s", p.Source())
		}
		out.Packages[p.Name()] = d.String()
	}
	return out, nil
}

// remember what an earlier run installed.
func (s *supervisor) remember() error {
	var err error
	if s.installation, err = s.installationOf(s.packages); err != nil {
		return err
	}
	if err := readJSON(s.layout.installed(), &s.before); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// initialised is true if the same Crossplane has prepared the API server in an earlier run.
func (i installation) initialised(before installation) bool {
	return i.Crossplane == before.Crossplane && i.Webhook == before.Webhook
}

// kept is true if all of it was installed by an earlier run.
func (i installation) kept(before installation) bool {
	return i.initialised(before) && maps.Equal(i.Packages, before.Packages)
}

// changed are the names of the packages that are no longer what they were when they were
// installed, although their version is the same.
func (i installation) changed(before installation) map[string]bool {
	out := map[string]bool{}
	for name, digest := range i.Packages {
		if old, ok := before.Packages[name]; ok && old != digest {
			out[name] = true
		}
	}
	return out
}
