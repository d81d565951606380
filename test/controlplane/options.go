// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package controlplane

import (
	"path/filepath"
	"runtime"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/controlplane/isolation"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

// Isolation says whether to run in a network namespace.
type Isolation string

// Isolations.
const (
	// IsolationAuto isolates where that is permitted.
	IsolationAuto Isolation = "auto"

	// IsolationAlways fails where that is not permitted.
	IsolationAlways Isolation = "always"

	// IsolationNever runs on the host.
	IsolationNever Isolation = "never"
)

// Ports on the host's loopback that are taken if they are free.
const (
	preferredAPI      = 26443
	preferredRegistry = 26500
)

// version that our packages have in the registry. Nothing else is ever in it.
const version = "v0.1.0"

// Options of a control plane. The zero value is that of make up.
type Options struct {
	// Dir is where everything is kept. The default is .cache/run.
	Dir string `json:"dir"`

	// Supervisor is the program of the supervisor. The default is the tool
	// of that name.
	Supervisor string `json:"supervisor"`

	// Flavour of the Configuration to install. The default is claims.
	Flavour flavour.Flavour `json:"flavour"`

	// Packages is the folder of the packages to install. The default is
	// _output/xpkg.
	Packages string `json:"packages"`

	// PackageCache is the folder that keeps packages of providers. The default is
	// .cache/packages.
	PackageCache string `json:"packageCache"`

	// Isolation says whether to run in a network namespace. The default is
	// to do so where it is permitted.
	Isolation Isolation `json:"isolation"`

	// Clouds has simulated clouds reconcile managed resources. Without them
	// nothing ever becomes ready.
	Clouds bool `json:"clouds"`

	// CloudArgs are further arguments of the simulated clouds.
	CloudArgs []string `json:"cloudArgs,omitempty"`

	// CrossplaneArgs are further arguments of Crossplane. They override those
	// that it has.
	CrossplaneArgs []string `json:"crossplaneArgs,omitempty"`

	// Port of the API server on the host, if it is free.
	Port int `json:"port"`
}

// A config is what a supervisor needs to know.
type config struct {
	Options

	// Method that the supervisor is isolated by.
	Method isolation.Method `json:"method"`

	// HostAPI and HostRegistry are the addresses at which the host reaches
	// an isolated control plane.
	HostAPI      string `json:"hostAPI"`
	HostRegistry string `json:"hostRegistry"`

	// Crossplane is the folder of the module that Crossplane was built from.
	// It has the chart and the CustomResourceDefinitions.
	Crossplane string `json:"crossplane"`

	// Programs by their name.
	Programs map[string]string `json:"programs"`
}

// isolated is true if the supervisor runs in a network namespace of its own.
func (c config) isolated() bool {
	return c.Method != isolation.MethodNone
}

// Programs that make a control plane.
const (
	programSupervisor  = "hyperscalar"
	programEtcd        = "etcd"
	programAPIServer   = "kube-apiserver"
	programControllers = "kube-controller-manager"
	programCrossplane  = "crossplane"
	programClouds      = "cloudsim"
)

func (o Options) withDefaults() (Options, error) {
	root, err := repo.Root()
	if err != nil {
		return o, err
	}
	if o.Dir == "" {
		o.Dir = filepath.Join(root, ".cache", "run")
	}
	if o.PackageCache == "" {
		o.PackageCache = filepath.Join(root, ".cache", "packages")
	}
	if o.Packages == "" {
		o.Packages = filepath.Join(root, "_output", "xpkg")
	}
	if o.Flavour == "" {
		o.Flavour = flavour.Claims
	}
	if o.Isolation == "" {
		o.Isolation = IsolationAuto
	}
	if o.Port == 0 {
		o.Port = preferredAPI
	}
	if o.Supervisor == "" {
		if o.Supervisor, err = repo.Tool(programSupervisor); err != nil {
			return o, err
		}
	}
	if o.Dir, err = filepath.Abs(o.Dir); err != nil {
		return o, errors.Wrap(err, "cannot find folder of the control plane")
	}
	o.Packages, err = filepath.Abs(o.Packages)
	return o, errors.Wrap(err, "cannot find folder of the packages")
}

// configuration is the file and the repository of the Configuration.
func (o Options) configuration() (file, repository string) {
	name := "hyperscalar"
	if o.Flavour == flavour.Native {
		name += "-native"
	}
	return filepath.Join(o.Packages, name+".xpkg"), "hyperscalar/" + name
}

// function is the file of a function's package for this machine.
func (o Options) function(name string) string {
	return filepath.Join(o.Packages, name+"-"+runtime.GOARCH+".xpkg")
}

// functions returns the names of the programs that the Configuration needs.
func (o Options) functions() ([]string, error) {
	p, err := o.readConfiguration()
	if err != nil {
		return nil, err
	}
	c, err := p.Configuration()
	if err != nil {
		return nil, err
	}
	var names []string
	for _, d := range c.Functions() {
		names = append(names, d.Program())
	}
	return names, nil
}
