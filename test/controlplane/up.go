// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package controlplane

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"syscall"

	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/test/controlplane/isolation"
	"github.com/hyperscalar/hyperscalar/test/controlplane/process"
	"github.com/hyperscalar/hyperscalar/test/crds"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

// ErrRunning says that a control plane runs already.
var ErrRunning = errors.New("a control plane is running already")

// Commands of the supervisor's program that only Up uses.
const (
	// CommandSupervise runs the supervisor.
	CommandSupervise = "supervise"

	// CommandProbe succeeds if it can run isolated.
	CommandProbe = "probe"
)

// Files that a supervisor inherits, and their numbers.
const (
	fdLock = iota + 3
	fdProgress
	fdLifeline
	fdAPI
	fdRegistry
)

// detach is what is written to the lifeline of a supervisor that is to live on.
const detach = 'd'

// Up starts a control plane and returns when everything is ready, or ends what it
// started. It writes to the supplied writer how it gets on. The control plane is
// stopped when this process ends, unless it is detached.
func Up(ctx context.Context, o Options, out io.Writer) (*ControlPlane, error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, err
	}
	l := layout{dir: o.Dir}
	lock, err := acquire(l.lock())
	if errors.Is(err, errLocked) {
		return nil, ErrRunning
	}
	if err != nil {
		return nil, err
	}
	defer lock.Close() //nolint:errcheck // The supervisor has it open.

	if err := clean(l, o, out); err != nil {
		return nil, err
	}
	c, err := configure(ctx, o)
	if err != nil {
		return nil, err
	}
	cp := &ControlPlane{layout: l}
	return cp, cp.start(ctx, c, lock, out)
}

// clean what an earlier control plane left behind.
func clean(l layout, o Options, out io.Writer) error {
	ended, err := process.NewRecords(l.pids()).Sweep()
	if err != nil {
		return err
	}
	if len(ended) > 0 {
		_, _ = fmt.Fprintf(out, "ended what an earlier run left behind: %s\n", strings.Join(ended, ", "))
	}
	kept := State{}
	if err := readJSON(l.state(), &kept); err == nil && kept.Flavour != o.Flavour {
		return errors.Errorf("cannot use the state in %q: it has the flavour %q; wipe it to have the flavour %q", l.dir, kept.Flavour, o.Flavour)
	}
	if err := l.rotate(); err != nil {
		return err
	}
	return l.create()
}

// configure a supervisor. What takes the internet is done here: the supervisor
// may not have it.
func configure(ctx context.Context, o Options) (config, error) {
	c := config{Options: o, Programs: map[string]string{}}
	names := []string{programEtcd, programAPIServer, programControllers, programCrossplane}
	if o.Clouds {
		names = append(names, programClouds)
	}
	fs, err := o.functions()
	if err != nil {
		return config{}, err
	}
	names = append(names, fs...)
	for _, n := range names {
		path, err := repo.Tool(n)
		if err != nil {
			return config{}, err
		}
		c.Programs[n] = path
	}
	ms, err := repo.Modules("test/tools/crossplane", "github.com/crossplane/crossplane/v2") //nolint:contextcheck // It waits for a download at most once.
	if err != nil {
		return config{}, err
	}
	c.Crossplane = ms[0].Dir
	for _, p := range platform.Providers() {
		if _, err := crds.Pinned(p); err != nil {
			return config{}, err
		}
	}
	c.Method, err = isolate(ctx, o)
	return c, err
}

func isolate(ctx context.Context, o Options) (isolation.Method, error) {
	if o.Isolation == IsolationNever {
		return isolation.MethodNone, nil
	}
	m, err := isolation.Permitted(func() *exec.Cmd {
		return exec.CommandContext(ctx, o.Supervisor, CommandProbe) //nolint:gosec // It is our own program.
	})
	if err != nil && o.Isolation == IsolationAlways {
		return m, err
	}
	return m, nil
}

// start the supervisor and follow it until everything is ready.
func (cp *ControlPlane) start(ctx context.Context, c config, lock *os.File, out io.Writer) error {
	progress, progressEnd, err := os.Pipe()
	if err != nil {
		return errors.Wrap(err, "cannot create pipe")
	}
	defer progress.Close() //nolint:errcheck // It was only read.
	lifelineEnd, lifeline, err := os.Pipe()
	if err != nil {
		return errors.Wrap(err, "cannot create pipe")
	}
	inherited := []*os.File{lock, progressEnd, lifelineEnd}
	if c.isolated() {
		ls, err := listen(ctx, &c)
		if err != nil {
			return err
		}
		inherited = append(inherited, ls...)
	}
	cmd, err := command(cp.layout, c, inherited)
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return errors.Wrap(err, "cannot start the supervisor")
	}
	for _, f := range inherited[1:] {
		_ = f.Close()
	}
	cp.lifeline = lifeline
	return cp.follow(ctx, cmd, progress, out)
}

// listen on the ports of the host that are forwarded to an isolated control plane.
func listen(ctx context.Context, c *config) ([]*os.File, error) {
	var fs []*os.File
	for _, to := range []struct {
		preferred int
		address   *string
	}{{c.Port, &c.HostAPI}, {preferredRegistry, &c.HostRegistry}} {
		l, err := isolation.Listen(ctx, to.preferred)
		if err != nil {
			return nil, err
		}
		*to.address = l.Addr().String()
		f, err := l.File()
		if err != nil {
			return nil, errors.Wrap(err, "cannot hand a port down")
		}
		_ = l.Close()
		fs = append(fs, f)
	}
	return fs, nil
}

func command(l layout, c config, inherited []*os.File) (*exec.Cmd, error) {
	if err := writeJSON(l.config(), c); err != nil {
		return nil, err
	}
	root, err := repo.Root()
	if err != nil {
		return nil, err
	}
	log, err := os.OpenFile(l.log("supervisor"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, errors.Wrap(err, "cannot open log")
	}
	cmd := exec.Command(c.Supervisor, CommandSupervise, c.Dir) //nolint:gosec,noctx // It is our own program, and lives longer than the context.
	cmd.Dir = root
	cmd.Stdout, cmd.Stderr = log, log
	cmd.ExtraFiles = inherited
	// In a session of its own it does not see a Ctrl-C that is meant for us.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	c.Method.Apply(cmd)
	return cmd, nil
}

// follow a supervisor until everything is ready. A supervisor closes its end of
// the pipe when it has nothing more to report.
func (cp *ControlPlane) follow(ctx context.Context, cmd *exec.Cmd, progress io.Reader, out io.Writer) error {
	stop := context.AfterFunc(ctx, func() {
		_, _ = fmt.Fprintln(out, "stopping what was started")
		_ = cp.lifeline.Close()
	})
	defer stop()
	for s := bufio.NewScanner(progress); s.Scan(); {
		_, _ = fmt.Fprintln(out, s.Text())
	}
	st, err := cp.State()
	if err == nil && st.Phase == PhaseReady {
		// It ends later than us, or when we let go of its lifeline.
		go cmd.Wait() //nolint:errcheck // Nobody is interested.
		return nil
	}
	waited := cmd.Wait()
	if ctx.Err() != nil {
		return errors.Wrap(ctx.Err(), "the control plane was stopped")
	}
	if err == nil && st.Phase == PhaseFailed {
		return errors.New(st.Error)
	}
	return errors.Errorf("the supervisor ended: %v; see %s", waited, cp.layout.log("supervisor"))
}

// inheritedListener returns a listener that Up handed down to a supervisor.
func inheritedListener(fd uintptr, name string) (net.Listener, error) {
	f := os.NewFile(fd, name)
	defer f.Close() //nolint:errcheck // The listener has its own.
	l, err := net.FileListener(f)
	return l, errors.Wrapf(err, "cannot listen for %s", name)
}
