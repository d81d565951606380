// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package controlplane

import (
	"os"
	"path/filepath"
	"syscall"

	"github.com/crossplane/function-sdk-go/errors"
)

// errLocked says that another process has the lock.
var errLocked = errors.New("locked")

// acquire the lock of a control plane. Its supervisor inherits the lock and has it
// for life, so that the lock is free if and only if there is no supervisor, no
// matter how the last one ended.
func acquire(path string) (*os.File, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return nil, errors.Wrap(err, "cannot create folder")
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600) //nolint:gosec // It is in the folder that the user chose.
	if err != nil {
		return nil, errors.Wrap(err, "cannot open lock")
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err == nil {
		return f, nil
	}
	_ = f.Close()
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, errLocked
	}
	return nil, errors.Wrap(err, "cannot lock")
}
