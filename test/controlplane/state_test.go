// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package controlplane

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/controlplane/process"
)

func TestAcquire(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "run", "lock")
	first, err := acquire(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := acquire(path); !errors.Is(err, errLocked) {
		t.Errorf("There is only ever one control plane in a folder. acquire(): want %v, got %v", errLocked, err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := acquire(path)
	if err != nil {
		t.Fatalf("A lock that nobody has can be had. acquire(): %v", err)
	}
	_ = again.Close()
}

// TestLockInherited shows that a process that inherits the lock has it after the
// one that acquired it let go, and for as long as it lives.
func TestLockInherited(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lock")
	lock, err := acquire(path)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "sleep", "60")
	cmd.ExtraFiles = []*os.File{lock}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_ = lock.Close()
	if _, err := acquire(path); !errors.Is(err, errLocked) {
		t.Errorf("acquire(): want %v while the heir lives, got %v", errLocked, err)
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	lock, err = acquire(path)
	if err != nil {
		t.Fatalf("acquire(): want the lock once the heir is dead, got %v", err)
	}
	_ = lock.Close()
}

func TestState(t *testing.T) {
	t.Parallel()
	running, err := process.Identify(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	dead := running
	dead.Started++
	some := []process.Status{{Name: "etcd", PID: 1}}
	cases := map[string]struct {
		reason string
		state  *State
		want   Phase
		shown  int
	}{
		"Never": {
			reason: "What was never started is stopped.",
			want:   PhaseStopped,
		},
		"Running": {
			reason: "While the supervisor lives, what it wrote holds.",
			state:  &State{Phase: PhaseReady, Supervisor: running, Processes: some},
			want:   PhaseReady,
			shown:  1,
		},
		"Killed": {
			reason: "A supervisor that was killed wrote nothing, and its processes are gone.",
			state:  &State{Phase: PhaseReady, Supervisor: dead, Processes: some},
			want:   PhaseStopped,
		},
		"Failed": {
			reason: "Why it failed can be read afterwards.",
			state:  &State{Phase: PhaseFailed, Supervisor: dead, Error: "boom"},
			want:   PhaseFailed,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cp := &ControlPlane{layout: layout{dir: t.TempDir()}}
			if tc.state != nil {
				if err := writeJSON(cp.layout.state(), tc.state); err != nil {
					t.Fatal(err)
				}
			}
			got, err := cp.State()
			if err != nil {
				t.Fatal(err)
			}
			if got.Phase != tc.want || len(got.Processes) != tc.shown {
				t.Errorf("%s\nState(): want phase %s with %d processes, got %+v", tc.reason, tc.want, tc.shown, got)
			}
		})
	}
}

func TestDownWipes(t *testing.T) {
	t.Parallel()
	cp := &ControlPlane{layout: layout{dir: filepath.Join(t.TempDir(), "run")}}
	if err := cp.layout.create(); err != nil {
		t.Fatal(err)
	}
	if err := cp.Down(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(cp.layout.etcd()); err != nil {
		t.Errorf("Down() must keep what is stored: %v", err)
	}
	if err := cp.Down(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(cp.Dir()); !os.IsNotExist(err) {
		t.Errorf("Down() must remove what is stored when it is told to wipe: %v", err)
	}
}

func TestCleanRefusesTheOtherFlavour(t *testing.T) {
	t.Parallel()
	l := layout{dir: t.TempDir()}
	if err := writeJSON(l.state(), State{Phase: PhaseStopped, Flavour: flavour.Claims}); err != nil {
		t.Fatal(err)
	}
	if err := clean(l, Options{Flavour: flavour.Native}, os.Stderr); err == nil {
		t.Error("Both flavours define the same kinds, so that one cannot be installed over the other. clean(): want an error")
	}
	if err := clean(l, Options{Flavour: flavour.Claims}, os.Stderr); err != nil {
		t.Errorf("clean(): %v", err)
	}
}

func TestHoldOn(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		write  []byte
		want   bool
	}{
		"Died":     {reason: "When the process that started us dies, we end."},
		"Detached": {reason: "We live on when we are told to.", write: []byte{detach}, want: true},
		"Garbled":  {reason: "Anything else is a mistake, and then it is safer to end.", write: []byte{'x'}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, w, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.Write(tc.write); err != nil {
				t.Fatal(err)
			}
			_ = w.Close()
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			holdOn(r, cancel)
			if got := ctx.Err() == nil; got != tc.want {
				t.Errorf("%s\nholdOn(): want to live on: %t, got %t", tc.reason, tc.want, got)
			}
		})
	}
}

func TestKillWhatDoesNotRun(t *testing.T) {
	t.Parallel()
	cp := &ControlPlane{layout: layout{dir: t.TempDir()}}
	me, err := process.Identify(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	me.Started++
	if err := process.NewRecords(cp.layout.pids()).Write("stranger", me); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	for _, name := range []string{"stranger", "unknown"} {
		if err := cp.Kill(ctx, name); err == nil {
			t.Errorf("Kill(%q): want an error, because it does not run", name)
		}
	}
	if err := syscall.Kill(os.Getpid(), 0); err != nil {
		t.Errorf("A process that has the number of one of ours must be left alone: %v", err)
	}
}
