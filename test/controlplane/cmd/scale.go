// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/test/controlplane"
	"github.com/hyperscalar/hyperscalar/test/controlplane/process"
	"github.com/hyperscalar/hyperscalar/test/controlplane/scale"
)

type scaleCmd struct {
	Claims      int           `default:"200"           help:"How many claims to create."`
	Concurrency int           `default:"20"            help:"How many claims to create at a time."`
	Provider    []string      `enum:"aws,azure,gcp"    help:"Provider of the claims: aws, azure or gcp. May be repeated; the default is all, in turn."`
	Keep        bool          `help:"Keep the claims."`
	Timeout     time.Duration `default:"30m"           help:"How long to wait altogether."`
}

// Run creates many claims and reports what that took.
func (s *scaleCmd) Run(ctx context.Context, c *cli) error {
	ctx, cancel := context.WithTimeout(ctx, s.Timeout)
	defer cancel()
	cp, state, err := ready(c)
	if err != nil {
		return err
	}
	kube, err := cp.Client()
	if err != nil {
		return err
	}
	report, err := scale.Run(ctx, scale.Options{
		Kube:        kube,
		Flavour:     state.Flavour,
		Claims:      s.Claims,
		Concurrency: s.Concurrency,
		Providers:   s.providers(),
		Keep:        s.Keep,
		Usage:       func() ([]scale.Usage, error) { return usage(cp) },
		Out:         os.Stdout,
	})
	if len(report.Claims) == 0 {
		return err
	}
	// What was measured is worth something even if deleting failed.
	return errors.Join(report.Write(os.Stdout), err)
}

func (s *scaleCmd) providers() []platform.Provider {
	if len(s.Provider) == 0 {
		return platform.Providers()
	}
	var out []platform.Provider
	for _, p := range s.Provider {
		out = append(out, platform.Provider(p))
	}
	return out
}

// ready opens the control plane, which must be ready.
func ready(c *cli) (*controlplane.ControlPlane, controlplane.State, error) {
	cp, err := controlplane.Open(c.Dir)
	if err != nil {
		return nil, controlplane.State{}, err
	}
	s, err := cp.State()
	if err != nil {
		return nil, s, err
	}
	if s.Phase != controlplane.PhaseReady {
		return nil, s, errors.Errorf("the control plane is %s: run make up first", s.Phase)
	}
	return cp, s, nil
}

// usage of every process of the control plane, and of this one, which is a load
// on it too.
func usage(cp *controlplane.ControlPlane) ([]scale.Usage, error) {
	s, err := cp.State()
	if err != nil {
		return nil, err
	}
	ps := append([]process.Status{{Name: "supervisor", PID: s.Supervisor.PID}}, s.Processes...)
	ps = append(ps, process.Status{Name: "this program", PID: os.Getpid()})
	var out []scale.Usage
	for _, p := range ps {
		u, err := process.UsageOf(p.PID)
		if err != nil {
			fmt.Fprintf(os.Stderr, "cannot measure %s: %v\n", p.Name, err)
			continue
		}
		out = append(out, scale.Usage{Name: p.Name, PID: p.PID, Usage: u})
	}
	return out, nil
}
