// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package simulate says what providers would report of composed resources once their
// cloud has created them: the name at the cloud, the status, and the connection
// details. Tests observe it, so that they see a claim become ready without a cloud.
//
// What a cloud does with a kind of resource stands in a table: a YAML file in the
// folder of the cloud, one for each API. What is assigned depends on nothing but the
// resource itself, so that it is the same every time.
package simulate

import (
	"embed"
	"io/fs"
	"path"
	"strings"
	"sync"

	"sigs.k8s.io/yaml"

	"github.com/crossplane/function-sdk-go/errors"
)

//go:embed */*.yaml
var tables embed.FS

// A cloud, or whatever else a provider manages: the name of a folder of tables.
type cloud string

const (
	aws   cloud = "aws"
	azure cloud = "azure"
	gcp   cloud = "gcp"
)

// A rule says what a cloud makes of one kind of resource. Its texts may hold
// placeholders; see expander.
type rule struct {
	// Name at the cloud of a resource whose name the cloud assigns.
	Name string `json:"name,omitempty"`

	// Path of the resource below its resource group on Azure, or below its
	// project on GCP. Its id is made of it.
	Path string `json:"path,omitempty"`

	// AtProvider is reported over what was asked for.
	AtProvider map[string]any `json:"atProvider,omitempty"`

	// Defaults are reported unless something else was asked for.
	Defaults map[string]any `json:"defaults,omitempty"`

	// When is reported only of resources that were asked for something.
	When []special `json:"when,omitempty"`

	// Status is reported beside atProvider and the conditions. It is how to
	// report of a claim, which has parameters and no forProvider.
	Status map[string]any `json:"status,omitempty"`

	// Connection details that are published.
	Connection map[string]string `json:"connection,omitempty"`

	cloud cloud
}

// A special case of a rule.
type special struct {
	// Has are the fields of forProvider, or the parameters of a claim, that it
	// is about.
	Has map[string]any `json:"has"`

	// AtProvider and Status are reported over everything else.
	AtProvider map[string]any `json:"atProvider,omitempty"`
	Status     map[string]any `json:"status,omitempty"`
}

// rules of every kind that we compose, by its kind and service, for example
// VPC.ec2.
var rules = sync.OnceValues(func() (map[string]rule, error) { //nolint:gochecknoglobals // It caches what cannot change.
	files, err := fs.Glob(tables, "*/*.yaml")
	if err != nil {
		return nil, errors.Wrap(err, "cannot list tables")
	}
	out := map[string]rule{}
	for _, f := range files {
		if err := read(f, out); err != nil {
			return nil, errors.Wrapf(err, "cannot read table %q", f)
		}
	}
	return out, nil
})

func read(file string, into map[string]rule) error {
	b, err := tables.ReadFile(file)
	if err != nil {
		return err
	}
	in := map[string]rule{}
	if err := yaml.UnmarshalStrict(b, &in); err != nil {
		return err
	}
	for kind, r := range in {
		if _, twice := into[kind]; twice {
			return errors.Errorf("there is another rule for %s", kind)
		}
		r.cloud = cloud(path.Dir(file))
		into[kind] = r
	}
	return nil
}

// ruleFor a kind of resource.
func ruleFor(apiVersion, kind string) (rule, error) {
	all, err := rules()
	if err != nil {
		return rule{}, err
	}
	name := kind + "." + service(apiVersion)
	r, ok := all[name]
	if !ok {
		return rule{}, errors.Errorf("cannot simulate %s %s: add %s to a table in internal/compose/simulate", apiVersion, kind, name)
	}
	return r, nil
}

// service that a kind belongs to: the first label of its group. It is the same in
// both scopes.
func service(apiVersion string) string {
	s, _, _ := strings.Cut(apiVersion, ".")
	return s
}
