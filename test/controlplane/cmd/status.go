// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"text/tabwriter"
	"time"

	"sigs.k8s.io/controller-runtime/pkg/client"

	pkgv1 "github.com/crossplane/crossplane/apis/v2/pkg/v1"
	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/test/controlplane"
	"github.com/hyperscalar/hyperscalar/test/controlplane/process"
)

const (
	mebibyte     = 1024 * 1024
	queryTimeout = 10 * time.Second
)

type statusCmd struct{}

// Run shows what runs and what is installed.
func (*statusCmd) Run(ctx context.Context, c *cli) error {
	cp, err := controlplane.Open(c.Dir)
	if err != nil {
		return err
	}
	s, err := cp.State()
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintf(w, "%s, flavour %s, %s\n", s.Phase, s.Flavour, where(s))
	if s.Error != "" {
		_, _ = fmt.Fprintf(w, "error: %s\n", s.Error)
	}
	if len(s.Processes) > 0 {
		processes(w, s)
	}
	if s.Phase == controlplane.PhaseReady {
		if err := installed(ctx, w, cp); err != nil {
			return err
		}
	}
	return errors.Wrap(w.Flush(), "cannot write")
}

func where(s controlplane.State) string {
	if s.Isolated {
		return "in a network namespace of its own"
	}
	return "on the network of this machine"
}

func processes(w io.Writer, s controlplane.State) {
	total := process.Usage{}
	_, _ = fmt.Fprintln(w, "\nPROCESS\tPID\tRUNNING FOR\tRESTARTS\tMEMORY\tPEAK\tCPU")
	supervisor := process.Status{Name: "supervisor", PID: s.Supervisor.PID, Started: s.Started}
	for _, p := range append([]process.Status{supervisor}, s.Processes...) {
		u, err := process.UsageOf(p.PID)
		if err != nil {
			_, _ = fmt.Fprintf(w, "%s\t-\t-\t%d\n", p.Name, p.Restarts)
			continue
		}
		total.RSS += u.RSS
		total.CPUSeconds += u.CPUSeconds
		_, _ = fmt.Fprintf(w, "%s\t%d\t%s\t%d\t%d MiB\t%d MiB\t%.1f s\n", p.Name, p.PID, time.Since(p.Started).Round(time.Second), p.Restarts, u.RSS/mebibyte, u.PeakRSS/mebibyte, u.CPUSeconds)
	}
	_, _ = fmt.Fprintf(w, "total\t\t\t\t%d MiB\t\t%.1f s\n", total.RSS/mebibyte, total.CPUSeconds)
}

// installed packages and how they are.
func installed(ctx context.Context, w io.Writer, cp *controlplane.ControlPlane) error {
	ctx, cancel := context.WithTimeout(ctx, queryTimeout)
	defer cancel()
	kube, err := cp.Client()
	if err != nil {
		return err
	}
	cs, fs, ps := &pkgv1.ConfigurationList{}, &pkgv1.FunctionList{}, &pkgv1.ProviderList{}
	for _, l := range []client.ObjectList{cs, fs, ps} {
		if err := kube.List(ctx, l); err != nil {
			return errors.Wrap(err, "cannot list packages")
		}
	}
	if err := clouds(w, cp); err != nil {
		return err
	}
	_, _ = fmt.Fprintln(w, "\nPACKAGE\tHEALTHY\tSOURCE")
	for i := range cs.Items {
		show(w, &cs.Items[i])
	}
	for i := range fs.Items {
		show(w, &fs.Items[i])
	}
	for i := range ps.Items {
		show(w, &ps.Items[i])
	}
	return nil
}

// clouds and how much there is in them.
func clouds(w io.Writer, cp *controlplane.ControlPlane) error {
	rs, err := cp.Resources()
	if errors.Is(err, os.ErrNotExist) {
		// No cloud is simulated.
		return nil
	}
	if err != nil {
		return err
	}
	count := map[platform.Provider]int{}
	for _, r := range rs {
		count[r.Provider]++
	}
	_, _ = fmt.Fprintln(w, "\nSIMULATED CLOUD\tRESOURCES")
	for _, p := range platform.Providers() {
		_, _ = fmt.Fprintf(w, "%s\t%d\n", p, count[p])
	}
	return nil
}

func show(w io.Writer, p pkgv1.Package) {
	_, _ = fmt.Fprintf(w, "%s\t%s\t%s\n", p.GetName(), p.GetCondition(pkgv1.TypeHealthy).Status, p.GetSource())
}
