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
)

// envSupervisor has this test be the supervisor that is killed.
const envSupervisor = "TEST_SUPERVISOR_DIR"

// TestNoOrphans kills a supervisor in a way that leaves it no time to stop what it
// started, and shows that nothing survives it.
func TestNoOrphans(t *testing.T) {
	if dir := os.Getenv(envSupervisor); dir != "" {
		supervise(t, dir)
		return
	}
	t.Parallel()
	dir := t.TempDir()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestNoOrphans$")
	cmd.Env = append(os.Environ(), envSupervisor+"="+dir)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	records := NewRecords(filepath.Join(dir, "pids"))
	var child Identity
	eventually(t, "the supervisor starts a process", func() bool {
		id, ok, err := records.Read("child")
		child = id
		return err == nil && ok && id.Running()
	})
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	eventually(t, "a process ends with its supervisor", func() bool { return !child.Running() })
}

func supervise(t *testing.T, dir string) {
	t.Helper()
	g, err := NewGroup(filepath.Join(dir, "logs"), NewRecords(filepath.Join(dir, "pids")), os.Stderr)
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Start(t.Context(), idle("child")); err != nil {
		t.Fatal(err)
	}
	time.Sleep(patience)
}
