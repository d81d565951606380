// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package process

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/crossplane/function-sdk-go/errors"
)

const patience = 20 * time.Second

// A log that may be written and read at once.
type log struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *log) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(b)
}

func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func newGroup(t *testing.T) (*Group, string) {
	t.Helper()
	dir := t.TempDir()
	g, err := NewGroup(filepath.Join(dir, "logs"), NewRecords(filepath.Join(dir, "pids")), &log{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(g.Stop)
	return g, dir
}

// shell returns a process that runs a script.
func shell(name, script string) Spec {
	return Spec{Name: name, Path: "/bin/sh", Args: []string{"-c", script}}
}

// idle returns a process that does nothing for long. It is no script, because the
// shell that runs one may become another program, and so another process to us.
func idle(name string) Spec {
	return Spec{Name: name, Path: "sleep", Args: []string{"60"}}
}

// exists is a readiness probe that waits for a file.
func exists(path string) func(context.Context) error {
	return func(context.Context) error {
		_, err := os.Stat(path)
		return err
	}
}

func eventually(t *testing.T, what string, f func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if f() {
			return
		}
	}
	t.Fatalf("not within %s: %s", patience, what)
}

func TestStartWaitsUntilReady(t *testing.T) {
	t.Parallel()
	g, dir := newGroup(t)
	file := filepath.Join(dir, "ready")
	s := shell("slow", "sleep 0.3; touch "+file+"; sleep 60")
	s.Ready = exists(file)
	if err := g.Start(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	if err := s.Ready(t.Context()); err != nil {
		t.Errorf("Start must not return before the process is ready: %v", err)
	}
}

func TestStartGivesUp(t *testing.T) {
	t.Parallel()
	g, _ := newGroup(t)
	s := shell("broken", "echo no such flag >&2; exit 1")
	s.Ready = func(context.Context) error { return errors.New("boom") }
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	err := g.Start(ctx, s)
	if err == nil || !strings.Contains(err.Error(), "no such flag") {
		t.Errorf("A process that ends again and again never gets ready, and its log says why. Start(): got %v", err)
	}
}

func TestRestartsWhatWasKilled(t *testing.T) {
	t.Parallel()
	g, dir := newGroup(t)
	if err := g.Start(t.Context(), idle("killed")); err != nil {
		t.Fatal(err)
	}
	first := g.Status()[0].PID
	if err := syscall.Kill(first, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	eventually(t, "a process that was killed is started again", func() bool {
		s := g.Status()[0]
		return s.PID != 0 && s.PID != first && s.Restarts == 1
	})
	eventually(t, "its pid file is that of the new process", func() bool {
		id, ok, err := NewRecords(filepath.Join(dir, "pids")).Read("killed")
		return err == nil && ok && id.Running() && id.PID == g.Status()[0].PID
	})
}

func TestStopInReverseOrder(t *testing.T) {
	t.Parallel()
	g, dir := newGroup(t)
	order := filepath.Join(dir, "order")
	for _, name := range []string{"first", "second", "third"} {
		s := shell(name, "trap 'echo "+name+" >> "+order+"; exit' TERM; touch "+filepath.Join(dir, name)+"; while :; do sleep 0.01; done")
		s.Ready = exists(filepath.Join(dir, name))
		if err := g.Start(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	g.Stop()
	b, err := os.ReadFile(order)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"third", "second", "first"}, strings.Fields(string(b))); diff != "" {
		t.Errorf("What was started last depends on what was started first.\nStop(): -want, +got:\n%s", diff)
	}
}

func TestStopKillsTheDeaf(t *testing.T) {
	t.Parallel()
	g, dir := newGroup(t)
	file := filepath.Join(dir, "ready")
	s := shell("deaf", "trap '' TERM; touch "+file+"; while :; do sleep 0.01; done")
	s.Ready = exists(file)
	s.Grace = 50 * time.Millisecond
	if err := g.Start(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	id, _, err := NewRecords(filepath.Join(dir, "pids")).Read("deaf")
	if err != nil {
		t.Fatal(err)
	}
	g.Stop()
	if id.Running() {
		t.Error("A process that does not stop when it is asked to must be killed.")
	}
	if err := g.Start(t.Context(), idle("late")); err == nil {
		t.Error("Nothing may be started once the group stops.")
	}
}

func TestRestart(t *testing.T) {
	t.Parallel()
	g, _ := newGroup(t)
	if err := g.Start(t.Context(), idle("again")); err != nil {
		t.Fatal(err)
	}
	first := g.Status()[0].PID
	if err := g.Restart(t.Context(), "again"); err != nil {
		t.Fatal(err)
	}
	s := g.Status()[0]
	if s.PID == first || s.Restarts != 1 {
		t.Errorf("Restart(): want another process than %d and one restart, got %+v", first, s)
	}
	if err := g.Restart(t.Context(), "unknown"); err == nil {
		t.Error("Restart(): want an error for a process that was never started")
	}
	if err := g.Start(t.Context(), idle("again")); err == nil {
		t.Error("Start(): want an error for a process that runs already")
	}
}
