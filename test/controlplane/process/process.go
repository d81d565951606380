// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package process runs programs as a supervisor should: each has a log, a pid
// file and a readiness probe, is started again when it ends, is stopped in order,
// and never outlives the supervisor.
package process

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"github.com/crossplane/function-sdk-go/errors"
)

const (
	probeInterval = 50 * time.Millisecond
	probeTimeout  = 2 * time.Second

	// A process that ends this often before it was ever ready never will be.
	maxEarlyExits = 4

	minBackoff = 200 * time.Millisecond
	maxBackoff = 5 * time.Second

	// settled is how long a process must have run to be started again at once
	// when it ends.
	settled = 10 * time.Second

	defaultGrace = 5 * time.Second
)

// A Spec describes a process to run.
type Spec struct {
	// Name of the process, its log and its pid file.
	Name string

	// Path of the program.
	Path string

	// Args of the program, without its name.
	Args []string

	// Env of the program, in addition to the little that all have.
	Env []string

	// Ready returns nil once the process does its work. It is asked again and
	// again. A process without it is ready once it runs.
	Ready func(ctx context.Context) error

	// Grace is how long the process may take to stop before it is killed.
	Grace time.Duration
}

// Usage of a process.
type Usage struct {
	// CPUSeconds that it used since it started.
	CPUSeconds float64 `json:"cpuSeconds"`

	// RSS is the memory that it occupies, in bytes.
	RSS uint64 `json:"rss"`

	// PeakRSS is the most memory that it occupied, in bytes.
	PeakRSS uint64 `json:"peakRSS"`
}

// A Status of a process.
type Status struct {
	// Name of the process.
	Name string `json:"name"`

	// PID is 0 while the process does not run.
	PID int `json:"pid"`

	// Started is when it was last started.
	Started time.Time `json:"started"`

	// Restarts counts how often it was started again.
	Restarts int `json:"restarts"`
}

// A running process, whichever program run it is at.
type running struct {
	spec Spec
	g    *Group

	halted sync.Once
	stop   chan struct{}
	done   chan struct{}

	mu     sync.Mutex
	status Status
	exits  int
}

// halt the process and wait until it has ended.
func (r *running) halt() {
	r.halted.Do(func() { close(r.stop) })
	<-r.done
}

// supervise starts the process again whenever it ends, until it is told to stop.
func (r *running) supervise() {
	defer close(r.done)
	backoff := minBackoff
	for {
		started := time.Now()
		cmd, exited, err := r.start()
		if err != nil {
			r.g.logf("cannot start %s: %v", r.spec.Name, err)
		}
		if err == nil && !r.follow(cmd, exited) {
			return
		}
		if time.Since(started) > settled {
			backoff = minBackoff
		}
		select {
		case <-r.stop:
			return
		case <-time.After(backoff):
		}
		backoff = min(2*backoff, maxBackoff)
	}
}

// follow a process until it ends. It returns false if it ended because it was
// told to stop.
func (r *running) follow(cmd *exec.Cmd, exited <-chan error) bool {
	select {
	case err := <-exited:
		r.ended()
		r.g.logf("%s ended by itself: %v", r.spec.Name, reason(err))
		return true
	case <-r.stop:
		r.terminate(cmd, exited)
		r.ended()
		return false
	}
}

func (r *running) start() (*exec.Cmd, <-chan error, error) {
	log, err := os.OpenFile(filepath.Join(r.g.logs, r.spec.Name+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600) //nolint:gosec // The names are those of our programs.
	if err != nil {
		return nil, nil, errors.Wrap(err, "cannot open log")
	}
	defer log.Close() //nolint:errcheck // The child has it open.

	cmd := exec.Command(r.spec.Path, r.spec.Args...) //nolint:gosec,noctx // Running programs is what it is for, for as long as they are wanted.
	cmd.Env = append(Environment(), r.spec.Env...)
	cmd.Stdout, cmd.Stderr = log, log
	cmd.SysProcAttr = childAttributes()
	if err := r.g.launch(cmd); err != nil {
		r.countExit()
		return nil, nil, err
	}
	if err := r.record(cmd.Process.Pid); err != nil {
		// It may have ended already, and the kernel ends it when we do.
		r.g.logf("cannot record %s: %v", r.spec.Name, err)
	}
	r.started(cmd.Process.Pid)

	exited := make(chan error, 1)
	go func() { exited <- cmd.Wait() }()
	return cmd, exited, nil
}

// record which process was started. For an instant after it was, the kernel does
// not know its command line yet.
func (r *running) record(pid int) error {
	var err error
	for range 100 {
		var id Identity
		if id, err = Identify(pid); err == nil {
			return r.g.records.Write(r.spec.Name, id)
		}
		time.Sleep(time.Millisecond)
	}
	return err
}

func (r *running) terminate(cmd *exec.Cmd, exited <-chan error) {
	grace := r.spec.Grace
	if grace == 0 {
		grace = defaultGrace
	}
	_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM)
	select {
	case <-exited:
		return
	case <-time.After(grace):
	}
	r.g.logf("%s did not stop within %s, killing it", r.spec.Name, grace)
	_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
	<-exited
}

// wait until the process is ready.
func (r *running) wait(ctx context.Context) error {
	var last error
	for {
		if r.spec.Ready == nil && r.current().PID != 0 {
			return nil
		}
		if r.spec.Ready != nil {
			if last = r.probe(ctx); last == nil {
				return nil
			}
		}
		if r.earlyExits() >= maxEarlyExits {
			return errors.Errorf("%s ended %d times before it was ready; its log ends with:\n%s", r.spec.Name, maxEarlyExits, tail(filepath.Join(r.g.logs, r.spec.Name+".log")))
		}
		select {
		case <-ctx.Done():
			return errors.Wrapf(errors.Join(ctx.Err(), last), "%s is not ready", r.spec.Name)
		case <-time.After(probeInterval):
		}
	}
}

func (r *running) probe(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, probeTimeout)
	defer cancel()
	return r.spec.Ready(ctx)
}

func (r *running) started(pid int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.status.Started.IsZero() {
		r.status.Restarts++
	}
	r.status.PID, r.status.Started = pid, time.Now()
}

func (r *running) ended() {
	r.mu.Lock()
	r.status.PID = 0
	r.mu.Unlock()
	r.countExit()
	if err := r.g.records.Remove(r.spec.Name); err != nil {
		r.g.logf("%v", err)
	}
}

func (r *running) countExit() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.exits++
}

func (r *running) earlyExits() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.exits
}

func (r *running) current() Status {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.status
}

// Environment that every process has: no proxies, because they only talk to each
// other, and nothing else that would make one machine differ from another.
func Environment() []string {
	return []string{
		"PATH=" + os.Getenv("PATH"),
		"HOME=" + os.Getenv("HOME"),
		"TMPDIR=" + os.TempDir(),
		"NO_PROXY=*",
	}
}

func reason(err error) string {
	if err == nil {
		return "exit status 0"
	}
	return err.Error()
}

const tailBytes = 2000

// tail returns the end of a log.
func tail(path string) string {
	b, err := os.ReadFile(path) //nolint:gosec // It is a log that we wrote.
	if err != nil {
		return err.Error()
	}
	return string(b[max(0, len(b)-tailBytes):])
}
