// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package render

import (
	"bytes"
	"context"
	"net"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/apis"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

// How long a function may take to start and to stop.
const (
	startTimeout = 15 * time.Second
	stopTimeout  = 5 * time.Second
	pollInterval = 10 * time.Millisecond
)

// functionPrefix is what the package manager puts before the name of a function of
// ours that it installs as a dependency: the organisation of its package.
const functionPrefix = "hyperscalar-"

// functions that run as processes on this machine, by the name that Compositions
// call them by. Each is started when it is needed first.
type functions struct {
	// ctx outlives every rendering: other renderings use what one started.
	ctx context.Context //nolint:containedctx // See above.

	mu      sync.Mutex
	running map[string]*process
}

func newFunctions(ctx context.Context) *functions {
	return &functions{ctx: ctx, running: map[string]*process{}}
}

type process struct {
	name   string
	target string
	cmd    *exec.Cmd
	log    *lockedBuffer
	exited chan error
}

// of returns the addresses of the functions that a Composition calls, by their names.
// It starts those that do not run yet.
func (f *functions) of(composition *unstructured.Unstructured) (map[string]string, error) {
	steps, _, _ := unstructured.NestedSlice(composition.Object, "spec", "pipeline")
	out := make(map[string]string, len(steps))
	for _, s := range steps {
		step, _ := s.(map[string]any)
		name, _, _ := unstructured.NestedString(step, "functionRef", "name")
		p, err := f.process(name)
		if err != nil {
			return nil, errors.Wrapf(err, "cannot run function %q of Composition %q", name, composition.GetName())
		}
		out[name] = p.target
	}
	return out, nil
}

// process of a function that is called by a name.
func (f *functions) process(name string) (*process, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if p, ok := f.running[name]; ok {
		return p, nil
	}
	for _, a := range apis.All() {
		if functionPrefix+a.Function() != name {
			continue
		}
		p, err := start(f.ctx, a.Function())
		if err != nil {
			return nil, err
		}
		f.running[name] = p
		return p, nil
	}
	return nil, errors.New("it is none of this repository")
}

func start(ctx context.Context, name string) (*process, error) {
	path, err := repo.Tool(name)
	if err != nil {
		return nil, err
	}
	target, err := freeAddress(ctx)
	if err != nil {
		return nil, err
	}
	p := &process{name: name, target: target, log: &lockedBuffer{}, exited: make(chan error, 1)}
	p.cmd = exec.CommandContext(ctx, path, "--insecure", "--address="+target, "--metrics-address=") //nolint:gosec // It is the repository's own function.
	p.cmd.Stdout, p.cmd.Stderr = p.log, p.log
	if err := p.cmd.Start(); err != nil {
		return nil, errors.Wrap(err, "cannot start process")
	}
	go func() { p.exited <- p.cmd.Wait() }()
	if err := p.await(ctx); err != nil {
		p.stop()
		return nil, err
	}
	return p, nil
}

// freeAddress returns a loopback address that nobody listens at.
func freeAddress(ctx context.Context) (string, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", errors.Wrap(err, "cannot find a free port")
	}
	defer l.Close() //nolint:errcheck // The port is free again either way.
	return l.Addr().String(), nil
}

// await that the function serves.
func (p *process) await(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	for {
		c, err := (&net.Dialer{}).DialContext(ctx, "tcp", p.target)
		if err == nil {
			return errors.Wrap(c.Close(), "cannot close connection")
		}
		select {
		case err := <-p.exited:
			p.exited <- err
			return errors.Errorf("it ended at once (%v): %s", err, p.log)
		case <-ctx.Done():
			return errors.Errorf("it does not listen at %s: %s", p.target, p.log)
		case <-time.After(pollInterval):
		}
	}
}

func (p *process) stop() {
	_ = p.cmd.Process.Signal(os.Interrupt)
	select {
	case <-p.exited:
	case <-time.After(stopTimeout):
		_ = p.cmd.Process.Kill()
		<-p.exited
	}
}

func (f *functions) stop() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, p := range f.running {
		p.stop()
	}
	f.running = nil
}

// logs of the functions, to be read when something went wrong.
func (f *functions) logs() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := &strings.Builder{}
	for _, p := range f.running {
		if l := p.log.String(); l != "" {
			out.WriteString("\n" + p.name + " says:\n" + l)
		}
	}
	return out.String()
}

// A lockedBuffer collects what a process writes while others read it.
type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

// Write appends to the buffer.
func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

// String returns what was written so far.
func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}
