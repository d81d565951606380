// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

//go:build !linux

package process

import (
	"syscall"

	"github.com/crossplane/function-sdk-go/errors"
)

var errLinuxOnly = errors.New("the local control plane needs Linux")

// Identify the process with the supplied number.
func Identify(int) (Identity, error) {
	return Identity{}, errLinuxOnly
}

// UsageOf a running process.
func UsageOf(int) (Usage, error) {
	return Usage{}, errLinuxOnly
}

func childAttributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true}
}
