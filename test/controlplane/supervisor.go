// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package controlplane

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"sync"
	"syscall"
	"time"

	"k8s.io/client-go/discovery"
	"k8s.io/client-go/rest"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/controlplane/isolation"
	"github.com/hyperscalar/hyperscalar/test/controlplane/packages"
	"github.com/hyperscalar/hyperscalar/test/controlplane/process"
	"github.com/hyperscalar/hyperscalar/test/controlplane/startup"
)

const (
	// startTimeout is when to give up. A loaded machine may be slow.
	startTimeout = 10 * time.Minute

	// recordInterval is how often the state is written down.
	recordInterval = time.Second
)

// A supervisor runs a control plane.
type supervisor struct {
	config
	layout

	ports ports
	group *process.Group
	keys  keys

	rest      *rest.Config
	kube      client.WithWatch
	discovery discovery.DiscoveryInterface

	// packages to install, the Configuration first.
	packages []packages.Package
	contents *packages.Configuration

	// installation is what is to be installed, and before what an earlier run installed.
	installation, before installation

	// prepared is true if the clouds were before Crossplane started.
	prepared bool

	// resolution of what the Configuration depends on.
	resolution *resolution

	// endpoints of the functions, by the name of their package.
	endpoints map[string]string

	mu    sync.Mutex
	state State
}

// Supervise runs the control plane that Up configured in the supplied folder. It
// returns when the context or the lifeline ends, and everything is stopped.
func Supervise(ctx context.Context, dir string) error {
	// What we inherited is not for our children: the lock least of all.
	for fd := fdLock; fd <= fdRegistry; fd++ {
		syscall.CloseOnExec(fd)
	}
	s := &supervisor{layout: layout{dir: dir}}
	if err := readJSON(s.layout.config(), &s.config); err != nil {
		return err
	}
	if s.isolated() {
		if err := isolation.Enter(); err != nil {
			return err
		}
	}
	progress := os.NewFile(fdProgress, "progress")
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go holdOn(os.NewFile(fdLifeline, "lifeline"), cancel)

	err := s.begin(ctx)
	if err == nil {
		err = s.run(ctx, progress)
	}
	s.end(err)
	_ = progress.Close()
	return err
}

// holdOn to the process that started us: when it ends we do, unless it told us to
// live on.
func holdOn(lifeline *os.File, cancel context.CancelFunc) {
	defer lifeline.Close() //nolint:errcheck // It was only read.
	b := make([]byte, 1)
	if n, _ := lifeline.Read(b); n == 0 || b[0] != detach {
		cancel()
	}
}

// begin to be known as the supervisor.
func (s *supervisor) begin(ctx context.Context) error {
	id, err := process.Identify(os.Getpid())
	if err != nil {
		return err
	}
	s.state = State{Phase: PhaseStarting, Flavour: s.Flavour, Isolated: s.isolated(), Supervisor: id, Started: time.Now()}
	if s.ports, err = newPorts(ctx); err != nil {
		return err
	}
	if s.group, err = process.NewGroup(s.logs(), process.NewRecords(s.pids()), os.Stderr); err != nil {
		return err
	}
	s.locate()
	return s.record()
}

// locate where the host reaches us.
func (s *supervisor) locate() {
	s.state.Server, s.state.Registry = "https://"+s.HostAPI, s.HostRegistry
	if s.isolated() {
		return
	}
	s.state.Server = "https://" + isolation.Address(s.ports.API)
	s.state.Registry = isolation.Address(s.ports.Registry)
	s.notef("Crossplane runs on the network of this machine and serves its webhooks, metrics and health on every interface: ports %d, %d and %d",
		s.ports.Webhook, s.ports.Metrics, s.ports.Health)
}

// notef something that a user should know. It is called while nothing else runs, or
// by a step.
func (s *supervisor) notef(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.state.Notes = append(s.state.Notes, fmt.Sprintf(format, args...))
}

// run until the context ends.
func (s *supervisor) run(ctx context.Context, progress *os.File) error {
	go s.keepRecord(ctx)
	defer s.group.Stop()

	report := startup.NewText(io.MultiWriter(progress, os.Stderr))
	starting, cancel := context.WithTimeoutCause(ctx, startTimeout, errors.Errorf("not ready after %s", startTimeout))
	defer cancel()
	err := s.steps(ctx).Run(starting, report)
	report.Close()
	if ctx.Err() != nil {
		// Stopped before it was up.
		return nil
	}
	if err != nil {
		return err
	}
	s.update(func(st *State) { st.Phase, st.Ready, st.Processes = PhaseReady, time.Now(), s.group.Status() })
	_ = progress.Close()
	// What it took to make packages is not needed any more, and others want the memory.
	debug.FreeOSMemory()

	<-ctx.Done()
	s.update(func(st *State) { st.Phase = PhaseStopping })
	return nil
}

// end writes down how it ended.
func (s *supervisor) end(err error) {
	s.update(func(st *State) {
		st.Phase, st.Processes = PhaseStopped, nil
		if err != nil {
			st.Phase, st.Error = PhaseFailed, err.Error()
		}
	})
}

func (s *supervisor) update(f func(st *State)) {
	s.mu.Lock()
	f(&s.state)
	s.mu.Unlock()
	if err := s.record(); err != nil {
		s.logf("%v", err)
	}
}

func (s *supervisor) logf(format string, args ...any) {
	_, _ = fmt.Fprintf(os.Stderr, "%s %s\n", time.Now().Format(time.RFC3339), fmt.Sprintf(format, args...))
}

func (s *supervisor) record() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return writeJSON(s.layout.state(), s.state)
}

// keepRecord of the processes.
func (s *supervisor) keepRecord(ctx context.Context) {
	tick := time.NewTicker(recordInterval)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		now := s.group.Status()
		s.mu.Lock()
		changed := !slices.Equal(now, s.state.Processes)
		s.mu.Unlock()
		if changed {
			s.update(func(st *State) { st.Processes = now })
		}
	}
}

// steps to bring everything up. What a step starts for good ends with the
// supplied context.
func (s *supervisor) steps(ctx context.Context) startup.Steps {
	const (
		keys        = "certificates and tokens"
		etcd        = "etcd"
		apiServer   = "kube-apiserver"
		doors       = "ports on the host"
		chart       = "Crossplane's permissions"
		initialise  = "Crossplane's own APIs"
		controllers = "kube-controller-manager"
		crossplane  = "crossplane"
		rbacManager = "rbac-manager"
		build       = "packages"
		registry    = "registry"
		functions   = "functions"
		runtime     = "package runtime"
		install     = "configuration installed"
		clouds      = "simulated clouds"
		accounts    = "accounts of the clouds"
		collector   = "garbage collector"
	)
	return startup.Steps{
		{Name: keys, Run: s.createKeys},
		{Name: build, Run: s.buildPackages},
		{Name: registry, After: []string{build}, Run: func(context.Context) error { return s.serveRegistry(ctx) }},
		{Name: etcd, Run: s.startEtcd},
		{Name: apiServer, After: []string{etcd, keys}, Run: s.startAPIServer},
		{Name: doors, After: []string{apiServer}, Run: func(context.Context) error { return s.openDoors(ctx) }},
		{Name: chart, After: []string{apiServer}, Run: s.applyChart},
		{Name: initialise, After: []string{chart, build}, Run: s.initialise},
		{Name: controllers, After: []string{chart}, Run: s.startControllers},
		{Name: crossplane, After: []string{initialise, controllers}, Run: s.startCrossplane},
		{Name: rbacManager, After: []string{initialise, controllers, runtime}, Run: s.startRBACManager},
		{Name: functions, After: []string{initialise, build}, Run: s.startFunctions},
		{Name: runtime, After: []string{functions}, Run: func(context.Context) error { return s.runPackages(ctx) }},
		{Name: install, After: []string{registry, crossplane, runtime}, Run: s.install},
		{Name: clouds, After: []string{initialise, build}, Run: s.startClouds},
		{Name: accounts, After: []string{install}, Run: s.configureAccounts},
		{Name: collector, After: []string{install}, Run: s.restartControllers},
	}
}

// openDoors forwards the ports of the host that lead to an isolated control plane.
func (s *supervisor) openDoors(ctx context.Context) error {
	if !s.isolated() {
		return nil
	}
	for _, d := range []struct {
		fd   uintptr
		name string
		to   int
	}{{fdAPI, "API server", s.ports.API}, {fdRegistry, "registry", s.ports.Registry}} {
		l, err := inheritedListener(d.fd, d.name)
		if err != nil {
			return err
		}
		go isolation.Forward(ctx, l, isolation.Address(d.to))
	}
	return nil
}

// serveRegistry for as long as the context lasts, with every package in it.
func (s *supervisor) serveRegistry(ctx context.Context) error {
	l, err := isolation.Listen(ctx, s.ports.Registry)
	if err != nil {
		return err
	}
	s.ports.Registry = isolation.Port(l)
	go packages.Serve(ctx, l)
	for _, p := range s.packages {
		if err := packages.Push(ctx, l.Addr().String(), p); err != nil {
			return err
		}
	}
	return nil
}

// kept is true if everything was installed by an earlier run.
func (s *supervisor) kept() bool { return s.installation.kept(s.before) }

// buildPackages that the Configuration needs, and find the programs of its
// functions.
func (s *supervisor) buildPackages(context.Context) error {
	main, err := s.readConfiguration()
	if err != nil {
		return err
	}
	if s.contents, err = main.Configuration(); err != nil {
		return err
	}
	s.packages = []packages.Package{main}
	for _, d := range s.contents.Functions() {
		p, err := packages.Read(s.function(d.Program()), d.Repository, d.Version)
		if err != nil {
			return err
		}
		s.packages = append(s.packages, p)
	}
	ps, err := packages.Cache{Dir: s.PackageCache, Program: s.Supervisor}.Providers(s.contents)
	if err != nil {
		return err
	}
	s.packages = append(s.packages, ps...)
	return s.remember()
}
