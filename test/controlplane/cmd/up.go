// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/controlplane"
)

const stopTimeout = time.Minute

type upCmd struct {
	Flavour       string   `default:"claims"                                                                  enum:"claims,native"        help:"Flavour of the Configuration to install: claims or native."`
	Packages      string   `help:"Folder of the packages. The default is _output/xpkg."                       type:"path"`
	Isolation     string   `default:"auto"                                                                    enum:"auto,always,never"    help:"Whether to run in a network namespace: auto, always or never."`
	Port          int      `help:"Port of the API server on this machine's loopback, if it is free."`
	CrossplaneArg []string `help:"Argument of Crossplane, for example --debug. May be repeated."              sep:"none"`
	CloudArg      []string `help:"Argument of the simulated clouds, for example --delay=5s. May be repeated." sep:"none"`
	Clouds        bool     `default:"true"                                                                    help:"Simulate the clouds." negatable:""`
}

// Run starts the control plane.
func (u *upCmd) Run(ctx context.Context, c *cli) error {
	self, err := os.Executable()
	if err != nil {
		return errors.Wrap(err, "cannot find our own program")
	}
	cp, err := controlplane.Up(ctx, controlplane.Options{
		Dir:        c.Dir,
		Supervisor: self,
		Flavour:    flavour.Flavour(u.Flavour),
		Packages:   u.Packages,
		Isolation:  controlplane.Isolation(u.Isolation),
		Port:       u.Port,
		Clouds:     u.Clouds,
		CloudArgs:  u.CloudArg,

		CrossplaneArgs: u.CrossplaneArg,
	}, os.Stdout)
	if errors.Is(err, controlplane.ErrRunning) {
		return u.running(c)
	}
	if err != nil {
		return err
	}
	if err := cp.Detach(); err != nil {
		return err
	}
	return summarise(cp)
}

// running says whether the control plane that runs is the wanted one.
func (u *upCmd) running(c *cli) error {
	cp, err := controlplane.Open(c.Dir)
	if err != nil {
		return err
	}
	s, err := cp.State()
	if err != nil {
		return err
	}
	if s.Phase != controlplane.PhaseReady || string(s.Flavour) != u.Flavour {
		return errors.Errorf("a control plane of the flavour %q is %s already", s.Flavour, s.Phase)
	}
	return summarise(cp)
}

func summarise(cp *controlplane.ControlPlane) error {
	s, err := cp.State()
	if err != nil {
		return err
	}
	text := &strings.Builder{}
	_, _ = fmt.Fprintf(text, "\nThe control plane is ready (flavour %s).\n\n", s.Flavour)
	_, _ = fmt.Fprintf(text, "  export KUBECONFIG=%s\n\n", cp.Kubeconfig())
	_, _ = fmt.Fprintf(text, "  API server  %s\n  registry    %s\n  logs        %s\n", s.Server, s.Registry, cp.Logs())
	for _, n := range s.Notes {
		_, _ = fmt.Fprintf(text, "\nNote: %s.\n", n)
	}
	_, err = os.Stdout.WriteString(text.String())
	return errors.Wrap(err, "cannot write")
}

type downCmd struct {
	Wipe bool `help:"Remove everything that is stored in the control plane too."`
}

// Run stops the control plane.
func (d *downCmd) Run(ctx context.Context, c *cli) error {
	cp, err := controlplane.Open(c.Dir)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, stopTimeout)
	defer cancel()
	return cp.Down(ctx, d.Wipe)
}
