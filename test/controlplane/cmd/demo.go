// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/apis"
	"github.com/hyperscalar/hyperscalar/test/controlplane/demo"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

type demoCmd struct {
	Timeout time.Duration `default:"5m" help:"How long to wait until everything is ready."`
}

// Run claims the examples and follows them until they are ready.
func (d *demoCmd) Run(ctx context.Context, c *cli) error {
	ctx, cancel := context.WithTimeout(ctx, d.Timeout)
	defer cancel()
	cp, s, err := ready(c)
	if err != nil {
		return err
	}
	us, err := examples(s.Flavour)
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
	cli, err := repo.Path(".cache", "bin", repo.CrossplaneCLI)
	if err != nil {
		return err
	}
	kubectl, err := repo.Path(".cache", "bin", "kubectl")
	if err != nil {
		return err
	}
	return demo.Hints{
		Kubeconfig: cp.Kubeconfig(), Kubectl: demo.Kubectl(kubectl), CLI: cli, Mapper: kube.RESTMapper(), Claims: claims,
	}.Write(os.Stdout)
}

// examples of every API and what they need, in the order in which to apply them.
func examples(f flavour.Flavour) ([]*unstructured.Unstructured, error) {
	us, err := demo.Existing()
	if err != nil {
		return nil, err
	}
	for _, folder := range append([]string{"environments"}, apis.Names()...) {
		dir, err := repo.Path("examples", folder)
		if err != nil {
			return nil, err
		}
		es, err := demo.Load(f, dir)
		if err != nil {
			return nil, err
		}
		us = append(us, es...)
	}
	return us, nil
}
