// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/apis"
	"github.com/hyperscalar/hyperscalar/test/controlplane"
	"github.com/hyperscalar/hyperscalar/test/controlplane/demo"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

type demoCmd struct {
	Examples []string      `arg:""        help:"What to claim: an API, such as network, or one of its examples, such as network/aws. By default everything." optional:""`
	Timeout  time.Duration `default:"20m" help:"How long to wait until everything is ready."`
}

// Run claims the examples and follows them until they are ready.
func (d *demoCmd) Run(ctx context.Context, c *cli) error {
	ctx, cancel := context.WithTimeout(ctx, d.Timeout)
	defer cancel()
	cp, s, err := ready(c)
	if err != nil {
		return err
	}
	us, err := examples(s.Flavour, d.Examples)
	if err != nil {
		return err
	}
	kube, err := cp.Client()
	if err != nil {
		return err
	}
	if err := demo.Apply(ctx, kube, us); err != nil {
		return err
	}
	claims := demo.Claims(us)
	if _, err := fmt.Fprintf(os.Stdout, "%d claims are applied.\n\n", len(claims)); err != nil {
		return errors.Wrap(err, "cannot write")
	}
	if err := demo.Follow(ctx, kube, claims, demo.NewView(os.Stdout)); err != nil {
		return err
	}
	return hints(cp, kube.RESTMapper(), claims)
}

// hints at what to try, now that claims are ready.
func hints(cp *controlplane.ControlPlane, m meta.RESTMapper, claims []*unstructured.Unstructured) error {
	cli, err := repo.Path(".cache", "bin", repo.CrossplaneCLI)
	if err != nil {
		return err
	}
	kubectl, err := repo.Path(".cache", "bin", "kubectl")
	if err != nil {
		return err
	}
	return demo.Hints{
		Kubeconfig: cp.Kubeconfig(), Kubectl: demo.Kubectl(kubectl), CLI: cli, Mapper: m, Claims: claims,
	}.Write(os.Stdout)
}

// examples with the supplied names, or of every API, and what they need, in the order in
// which to apply them.
func examples(f flavour.Flavour, names []string) ([]*unstructured.Unstructured, error) {
	us, err := demo.Existing()
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		names = apis.Names()
	}
	paths, err := examplePaths(names)
	if err != nil {
		return nil, err
	}
	es, err := demo.Load(f, paths...)
	return append(us, es...), err
}

// examplePaths are the environments, and the folders or files with the supplied names.
func examplePaths(names []string) ([]string, error) {
	environments, err := repo.Path("examples", "environments")
	if err != nil {
		return nil, err
	}
	out := []string{environments}
	for _, n := range names {
		p, err := examplePath(n)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

// examplePath is the folder or the file with the supplied name.
func examplePath(name string) (string, error) {
	for _, n := range []string{name, name + ".yaml"} {
		p, err := repo.Path("examples", filepath.FromSlash(n))
		if err != nil {
			return "", err
		}
		if _, err := os.Stat(p); err == nil && n != "" && filepath.IsLocal(n) {
			return p, nil
		}
	}
	return "", errors.Errorf("there is no example %q: name an API of %v, or one of the files in its folder of examples/", name, apis.Names())
}
