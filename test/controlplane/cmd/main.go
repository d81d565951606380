// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Program hyperscalar runs a control plane on this machine: a real Crossplane with
// our Configuration, and simulated clouds.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/controlplane"
	"github.com/hyperscalar/hyperscalar/test/controlplane/isolation"
)

// A cli is everything that the program can do.
type cli struct {
	Dir string `help:"Folder of the control plane. The default is .cache/run in the repository." type:"path"`

	Up         upCmd         `cmd:"" help:"Start the control plane, and return when everything is ready."`
	Down       downCmd       `cmd:"" help:"Stop the control plane."`
	Status     statusCmd     `cmd:"" help:"Show what runs and what is installed."`
	Logs       logsCmd       `cmd:"" help:"Show the log of a process, or list the processes that have one."`
	Kubeconfig kubeconfigCmd `cmd:"" help:"Print the path of the kubeconfig."`
	Demo       demoCmd       `cmd:"" help:"Claim the examples, and follow them until they are ready."`
	Scale      scaleCmd      `cmd:"" help:"Create many claims, and report what that took."`

	Supervise superviseCmd `cmd:"" hidden:""`
	Probe     probeCmd     `cmd:"" hidden:""`
}

func main() {
	c := &cli{}
	k := kong.Parse(c,
		kong.Name("hyperscalar"),
		kong.Description("A real Crossplane control plane on this machine, with simulated clouds."),
		kong.UsageOnError(),
	)
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer cancel()
	k.BindTo(ctx, (*context.Context)(nil))
	k.FatalIfErrorf(k.Run(c))
}

type kubeconfigCmd struct{}

// Run prints the path of the kubeconfig.
func (*kubeconfigCmd) Run(c *cli) error {
	cp, err := controlplane.Open(c.Dir)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(os.Stdout, cp.Kubeconfig())
	return errors.Wrap(err, "cannot write")
}

type superviseCmd struct {
	Folder string `arg:""`
}

// Run is what controlplane.Up starts.
func (s *superviseCmd) Run(ctx context.Context) error {
	return controlplane.Supervise(ctx, s.Folder)
}

type probeCmd struct{}

// Run succeeds if it was started in a network namespace that can be used.
func (*probeCmd) Run() error {
	return isolation.Enter()
}
