// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package process

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"github.com/crossplane/function-sdk-go/errors"
)

// The fields of /proc/<pid>/stat that follow the name of the program, which may
// contain anything. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
const (
	statState     = 0
	statUserTime  = 11
	statSysTime   = 12
	statStartTime = 19
	statFields    = 20
)

// ticksPerSecond is USER_HZ, which is the same on every architecture that Go
// supports.
const ticksPerSecond = 100

// Identify the process with the supplied number. It fails when there is none, or
// only one that ended and was not waited for.
func Identify(pid int) (Identity, error) {
	fields, err := stat(pid)
	if err != nil {
		return Identity{}, err
	}
	if fields[statState] == "Z" || fields[statState] == "X" {
		return Identity{}, errors.Errorf("process %d has ended", pid)
	}
	started, err := strconv.ParseUint(fields[statStartTime], 10, 64)
	if err != nil {
		return Identity{}, errors.Wrapf(err, "cannot parse the start time of process %d", pid)
	}
	cmdline, err := os.ReadFile(proc(pid, "cmdline"))
	if err != nil {
		return Identity{}, errors.Wrapf(err, "cannot read the command line of process %d", pid)
	}
	if len(cmdline) == 0 {
		return Identity{}, errors.Errorf("process %d has no command line", pid)
	}
	boot, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return Identity{}, errors.Wrap(err, "cannot read the id of this boot")
	}
	return Identity{
		PID:     pid,
		Boot:    strings.TrimSpace(string(boot)),
		Started: started,
		Cmdline: strings.Split(string(bytes.TrimSuffix(cmdline, []byte{0})), "\x00"),
	}, nil
}

// UsageOf a running process.
func UsageOf(pid int) (Usage, error) {
	fields, err := stat(pid)
	if err != nil {
		return Usage{}, err
	}
	user, err := strconv.ParseFloat(fields[statUserTime], 64)
	if err != nil {
		return Usage{}, errors.Wrapf(err, "cannot parse the time that process %d used", pid)
	}
	system, err := strconv.ParseFloat(fields[statSysTime], 64)
	if err != nil {
		return Usage{}, errors.Wrapf(err, "cannot parse the time that process %d used", pid)
	}
	status, err := os.ReadFile(proc(pid, "status"))
	if err != nil {
		return Usage{}, errors.Wrapf(err, "cannot read the status of process %d", pid)
	}
	return Usage{
		CPUSeconds: (user + system) / ticksPerSecond,
		RSS:        kibibytes(status, "VmRSS:"),
		PeakRSS:    kibibytes(status, "VmHWM:"),
	}, nil
}

func stat(pid int) ([]string, error) {
	b, err := os.ReadFile(proc(pid, "stat"))
	if err != nil {
		return nil, errors.Wrapf(err, "cannot read the state of process %d", pid)
	}
	fields := strings.Fields(string(b[bytes.LastIndexByte(b, ')')+1:]))
	if len(fields) < statFields {
		return nil, errors.Errorf("cannot parse the state of process %d", pid)
	}
	return fields, nil
}

func kibibytes(status []byte, field string) uint64 {
	for line := range strings.Lines(string(status)) {
		rest, ok := strings.CutPrefix(line, field)
		if !ok {
			continue
		}
		n, err := strconv.ParseUint(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")), 10, 64)
		if err != nil {
			return 0
		}
		return n * 1024
	}
	return 0
}

func proc(pid int, file string) string {
	return filepath.Join("/proc", strconv.Itoa(pid), file)
}

// childAttributes put a child into a process group of its own, so that a Ctrl-C
// meant for us does not reach it, and have the kernel kill it when we end without
// having stopped it. https://man7.org/linux/man-pages/man2/PR_SET_PDEATHSIG.2const.html
func childAttributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
