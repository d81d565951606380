// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package process

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// sleeper starts a process that does nothing for long.
func sleeper(t *testing.T) Identity {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "sleep", "60")
	cmd.SysProcAttr = childAttributes()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = cmd.Wait()
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		<-ended
	})
	for range 100 {
		if id, err := Identify(cmd.Process.Pid); err == nil {
			return id
		}
		time.Sleep(time.Millisecond)
	}
	t.Fatal("cannot identify a process that was started")
	return Identity{}
}

func TestRunning(t *testing.T) {
	t.Parallel()
	id := sleeper(t)
	cases := map[string]struct {
		reason string
		change func(id *Identity)
		want   bool
	}{
		"Itself": {
			reason: "A process is itself.",
			change: func(*Identity) {},
			want:   true,
		},
		"StartedAtAnotherTime": {
			reason: "A process with the same number that was started later is another one.",
			change: func(id *Identity) { id.Started++ },
		},
		"AnotherProgram": {
			reason: "A process with the same number and another command line is another one.",
			change: func(id *Identity) { id.Cmdline = []string{"sleep", "61"} },
		},
		"AnotherBoot": {
			reason: "Start times count from the boot, so that they mean nothing after the next one.",
			change: func(id *Identity) { id.Boot = "00000000-0000-0000-0000-000000000000" },
		},
		"NoProcess": {
			reason: "There is never a process with a negative number.",
			change: func(id *Identity) { id.PID = -1 },
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			id := id
			tc.change(&id)
			if got := id.Running(); got != tc.want {
				t.Errorf("%s\nRunning(): want %t, got %t", tc.reason, tc.want, got)
			}
		})
	}
}

func TestSweep(t *testing.T) {
	t.Parallel()
	r := NewRecords(filepath.Join(t.TempDir(), "pids"))
	mine, other := sleeper(t), sleeper(t)
	stranger := other
	stranger.Started++
	for name, id := range map[string]Identity{"mine": mine, "stranger": stranger} {
		if err := r.Write(name, id); err != nil {
			t.Fatal(err)
		}
	}

	ended, err := r.Sweep()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"mine"}, ended); diff != "" {
		t.Errorf("Only what was started by us and still runs may be ended.\nSweep(): -want, +got:\n%s", diff)
	}
	if mine.Running() {
		t.Error("A process that was left behind must be ended.")
	}
	if !other.Running() {
		t.Error("A process that merely has the number of one of ours must be left alone.")
	}
	left, err := os.ReadDir(r.dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(left) > 0 {
		t.Errorf("A pid file of a process that does not run must not stay, found %v.", left)
	}
}

func TestSweepNothing(t *testing.T) {
	t.Parallel()
	ended, err := NewRecords(filepath.Join(t.TempDir(), "none")).Sweep()
	if err != nil || len(ended) > 0 {
		t.Errorf("Without pid files there is nothing to do, got %v, %v.", ended, err)
	}
}
