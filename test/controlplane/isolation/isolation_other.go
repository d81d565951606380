// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

//go:build !linux

package isolation

import (
	"os/exec"

	"github.com/crossplane/function-sdk-go/errors"
)

func methods() []Method {
	return nil
}

// Apply has a command run in namespaces of its own.
func (m Method) Apply(*exec.Cmd) {}

// Enter is called first thing within the namespace.
func Enter() error {
	return errors.New("network namespaces need Linux")
}
