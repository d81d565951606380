// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package process

import (
	"slices"
	"syscall"
)

// An Identity tells one run of a process from every other process that has or
// will have the same number.
type Identity struct {
	// PID is the number of the process.
	PID int `json:"pid"`

	// Boot is the run of the machine that Started counts from.
	Boot string `json:"boot"`

	// Started is when the process was started, in clock ticks since the boot.
	Started uint64 `json:"started"`

	// Cmdline is the program and its arguments.
	Cmdline []string `json:"cmdline"`
}

// Running is true while the process runs. It is false for another process that
// was given the same number.
func (i Identity) Running() bool {
	now, err := Identify(i.PID)
	if err != nil {
		return false
	}
	return now.Boot == i.Boot && now.Started == i.Started && slices.Equal(now.Cmdline, i.Cmdline)
}

// Signal the process and what it started itself, unless it is gone.
func (i Identity) Signal(s syscall.Signal) error {
	if !i.Running() {
		return nil
	}
	if pgid, err := syscall.Getpgid(i.PID); err == nil && pgid == i.PID {
		return syscall.Kill(-i.PID, s)
	}
	return syscall.Kill(i.PID, s)
}
