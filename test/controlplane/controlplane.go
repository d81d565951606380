// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package controlplane runs a real control plane on this machine, without a
// container runtime and without a cluster: etcd, the Kubernetes API server and
// controllers, Crossplane, our Configuration installed from a registry as a
// package, its functions and simulated clouds.
//
// Everything is a plain process below one supervisor. Up starts it, or the command
// hyperscalar up. The supervisor inherits a lock, so that there is only ever one
// for a folder, and its children cannot outlive it.
package controlplane

import (
	"context"
	"os"
	"syscall"
	"time"

	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/cloudsim"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
	"github.com/hyperscalar/hyperscalar/test/controlplane/packages"
	"github.com/hyperscalar/hyperscalar/test/controlplane/process"
)

const pollInterval = 200 * time.Millisecond

// Names of processes that a test may want to kill. Each function is a process too,
// named like its package.
const (
	ProcessEtcd        = programEtcd
	ProcessAPIServer   = programAPIServer
	ProcessControllers = programControllers
	ProcessCrossplane  = programCrossplane
	ProcessRBACManager = "rbac-manager"
	ProcessClouds      = programClouds
)

// A ControlPlane that runs.
type ControlPlane struct {
	layout   layout
	lifeline *os.File
}

// Open the control plane in the supplied folder. It may run or not.
func Open(dir string) (*ControlPlane, error) {
	o := Options{Dir: dir, Supervisor: programSupervisor}
	o, err := o.withDefaults()
	return &ControlPlane{layout: layout{dir: o.Dir}}, err
}

// Dir is the folder in which everything is kept.
func (cp *ControlPlane) Dir() string { return cp.layout.dir }

// Kubeconfig is the path of the kubeconfig of an administrator.
func (cp *ControlPlane) Kubeconfig() string { return cp.layout.kubeconfig() }

// Log is the path of the log of a process, or of the supervisor.
func (cp *ControlPlane) Log(name string) string { return cp.layout.log(name) }

// Logs is the folder of the logs.
func (cp *ControlPlane) Logs() string { return cp.layout.logs() }

// State of the control plane. It is stopped if it was never started.
func (cp *ControlPlane) State() (State, error) {
	s := State{Phase: PhaseStopped}
	err := readJSON(cp.layout.state(), &s)
	if errors.Is(err, os.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return s, err
	}
	if !s.Supervisor.Running() && s.Phase != PhaseFailed {
		s.Phase, s.Processes = PhaseStopped, nil
	}
	return s, nil
}

// Resources that exist at the simulated clouds, as they were a moment ago.
func (cp *ControlPlane) Resources() ([]cloud.Resource, error) {
	return cloudsim.ReadInventory(cp.layout.inventory())
}

// RESTConfig of an administrator, who is not throttled.
func (cp *ControlPlane) RESTConfig() (*rest.Config, error) {
	return restConfig(cp.Kubeconfig())
}

// Client of an administrator.
func (cp *ControlPlane) Client() (client.WithWatch, error) {
	cfg, err := cp.RESTConfig()
	if err != nil {
		return nil, err
	}
	return newClient(cfg)
}

// Push a package to the registry of the control plane, from which it can be
// installed under the name Registry/repository:version.
func (cp *ControlPlane) Push(ctx context.Context, path, repository, version string) error {
	s, err := cp.State()
	if err != nil {
		return err
	}
	p, err := packages.Read(path, repository, version)
	if err != nil {
		return err
	}
	return packages.Push(ctx, s.Registry, p)
}

// Kill a process as the kernel would when memory runs out, and wait until the
// supervisor has started it again. It does not wait until it is ready.
func (cp *ControlPlane) Kill(ctx context.Context, name string) error {
	records := process.NewRecords(cp.layout.pids())
	old, ok, err := records.Read(name)
	if err != nil {
		return err
	}
	if !ok || !old.Running() {
		return errors.Errorf("cannot kill %q: it does not run", name)
	}
	if err := old.Signal(syscall.SIGKILL); err != nil {
		return errors.Wrapf(err, "cannot kill %q", name)
	}
	return poll(ctx, func() error {
		now, ok, err := records.Read(name)
		if err != nil || !ok || now.PID == old.PID || !now.Running() {
			return errors.Errorf("%q was not started again", name)
		}
		return nil
	})
}

// Detach the control plane from this process, so that it lives on.
func (cp *ControlPlane) Detach() error {
	if cp.lifeline == nil {
		return nil
	}
	if _, err := cp.lifeline.Write([]byte{detach}); err != nil {
		return errors.Wrap(err, "cannot detach the control plane")
	}
	err := cp.lifeline.Close()
	cp.lifeline = nil
	return errors.Wrap(err, "cannot detach the control plane")
}

// Down stops the control plane and waits until nothing of it is left. What is
// stored in it stays for the next time, unless it is wiped.
func (cp *ControlPlane) Down(ctx context.Context, wipe bool) error {
	s, err := cp.State()
	if err != nil {
		return err
	}
	if err := s.Supervisor.Signal(syscall.SIGTERM); err != nil {
		return errors.Wrap(err, "cannot stop the supervisor")
	}
	lock, err := cp.awaitLock(ctx)
	if err != nil {
		return errors.Wrap(err, "the supervisor does not stop")
	}
	defer lock.Close() //nolint:errcheck // Closing it is how to unlock.
	if _, err := process.NewRecords(cp.layout.pids()).Sweep(); err != nil {
		return err
	}
	if !wipe {
		return nil
	}
	return errors.Wrap(os.RemoveAll(cp.layout.dir), "cannot remove state")
}

func (cp *ControlPlane) awaitLock(ctx context.Context) (*os.File, error) {
	var lock *os.File
	err := poll(ctx, func() error {
		var err error
		lock, err = acquire(cp.layout.lock())
		return err
	})
	return lock, err
}

// poll until f returns nil. When the context ends first, the last error of f says
// what is missing.
func poll(ctx context.Context, f func() error) error {
	return pollEvery(ctx, pollInterval, f)
}

// pollEvery interval until f returns nil, for what takes some effort.
func pollEvery(ctx context.Context, interval time.Duration, f func() error) error {
	for {
		err := f()
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return errors.Join(err, ctx.Err())
		case <-time.After(interval):
		}
	}
}

func restConfig(kubeconfig string) (*rest.Config, error) {
	cfg, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return nil, errors.Wrap(err, "cannot load kubeconfig")
	}
	cfg.QPS = -1
	return cfg, nil
}
