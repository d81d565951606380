// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package isolation

import (
	"os"
	"os/exec"
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/crossplane/function-sdk-go/errors"
)

const loopback = "lo"

// methods that there are, the simplest first.
func methods() []Method {
	return []Method{MethodNetwork, MethodUser}
}

// Apply has a command run in namespaces of its own. In a user namespace its user
// is root, because it takes that to bring the loopback interface up; outside it
// stays who it is.
func (m Method) Apply(cmd *exec.Cmd) {
	if m == MethodNone {
		return
	}
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Cloneflags |= syscall.CLONE_NEWNET
	if m == MethodNetwork {
		return
	}
	cmd.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
	cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Geteuid(), Size: 1}}
	cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getegid(), Size: 1}}
}

// Enter is called first thing within the namespace. It brings the loopback
// interface up, without which nothing can be reached at all.
func Enter() error {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return errors.Wrap(err, "cannot create socket")
	}
	defer unix.Close(fd) //nolint:errcheck // Nothing was written.
	ifr, err := unix.NewIfreq(loopback)
	if err != nil {
		return errors.Wrap(err, "cannot name the loopback interface")
	}
	if err := unix.IoctlIfreq(fd, unix.SIOCGIFFLAGS, ifr); err != nil {
		return errors.Wrap(err, "cannot read the flags of the loopback interface")
	}
	ifr.SetUint16(ifr.Uint16() | unix.IFF_UP)
	return errors.Wrap(unix.IoctlIfreq(fd, unix.SIOCSIFFLAGS, ifr), "cannot bring the loopback interface up")
}
