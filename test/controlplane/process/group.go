// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package process

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/crossplane/function-sdk-go/errors"
)

// A Group of processes that are started one after the other and stopped in the
// reverse order.
type Group struct {
	logs    string
	records Records
	log     io.Writer

	launches chan launch

	mu      sync.Mutex
	members []*running
	stopped bool
}

type launch struct {
	cmd  *exec.Cmd
	done chan error
}

// NewGroup returns a group that keeps its logs and its pid files in the supplied
// folders and writes about itself to the supplied writer.
func NewGroup(logs string, records Records, log io.Writer) (*Group, error) {
	if err := os.MkdirAll(logs, 0o750); err != nil { //nolint:gosec // It is in the folder that the user chose.
		return nil, errors.Wrap(err, "cannot create folder of logs")
	}
	g := &Group{logs: logs, records: records, log: log, launches: make(chan launch)}
	go g.launcher()
	return g, nil
}

// Start a process and wait until it is ready.
func (g *Group) Start(ctx context.Context, s Spec) error {
	r, err := g.add(s)
	if err != nil {
		return err
	}
	go r.supervise()
	return r.wait(ctx)
}

// Restart a process and wait until it is ready.
func (g *Group) Restart(ctx context.Context, name string) error {
	g.mu.Lock()
	i := slices.IndexFunc(g.members, func(r *running) bool { return r.spec.Name == name })
	if i < 0 || g.stopped {
		g.mu.Unlock()
		return errors.Errorf("cannot restart %q: it is not running", name)
	}
	old := g.members[i]
	r := g.newRunning(old.spec)
	g.members[i] = r
	g.mu.Unlock()

	old.halt()
	r.status = old.current()
	go r.supervise()
	return r.wait(ctx)
}

// Stop every process, the last started first.
func (g *Group) Stop() {
	g.mu.Lock()
	g.stopped = true
	members := slices.Clone(g.members)
	g.mu.Unlock()
	for _, r := range slices.Backward(members) {
		r.halt()
	}
}

// Status of every process, in the order in which they were started.
func (g *Group) Status() []Status {
	g.mu.Lock()
	defer g.mu.Unlock()
	out := make([]Status, 0, len(g.members))
	for _, r := range g.members {
		out = append(out, r.current())
	}
	return out
}

func (g *Group) add(s Spec) (*running, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.stopped {
		return nil, errors.Errorf("cannot start %q: stopping", s.Name)
	}
	if slices.ContainsFunc(g.members, func(r *running) bool { return r.spec.Name == s.Name }) {
		return nil, errors.Errorf("cannot start %q twice", s.Name)
	}
	r := g.newRunning(s)
	g.members = append(g.members, r)
	return r, nil
}

func (g *Group) newRunning(s Spec) *running {
	return &running{
		spec:   s,
		g:      g,
		stop:   make(chan struct{}),
		done:   make(chan struct{}),
		status: Status{Name: s.Name},
	}
}

// launcher starts every process from one thread that lives as long as we do. The
// kernel sends the signal of a parent's death when the thread that started the
// child ends, not only when all of its process does.
func (g *Group) launcher() {
	runtime.LockOSThread()
	for l := range g.launches {
		l.done <- l.cmd.Start()
	}
}

func (g *Group) launch(cmd *exec.Cmd) error {
	l := launch{cmd: cmd, done: make(chan error, 1)}
	g.launches <- l
	return <-l.done
}

func (g *Group) logf(format string, args ...any) {
	_, _ = fmt.Fprintf(g.log, "%s %s\n", time.Now().Format(time.RFC3339), fmt.Sprintf(format, args...))
}
