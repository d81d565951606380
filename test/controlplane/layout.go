// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package controlplane

import (
	"os"
	"path/filepath"

	"github.com/crossplane/function-sdk-go/errors"
)

// A layout names the files of a control plane.
type layout struct {
	dir string
}

func (l layout) path(elem ...string) string {
	return filepath.Join(append([]string{l.dir}, elem...)...)
}

func (l layout) lock() string       { return l.path("lock") }
func (l layout) config() string     { return l.path("config.json") }
func (l layout) state() string      { return l.path("state.json") }
func (l layout) installed() string  { return l.path("installed.json") }
func (l layout) logs() string       { return l.path("logs") }
func (l layout) pids() string       { return l.path("pids") }
func (l layout) keys() string       { return l.path("keys") }
func (l layout) etcd() string       { return l.path("etcd") }
func (l layout) inventory() string  { return l.path("clouds.yaml") }
func (l layout) kubeconfig() string { return l.path("kubeconfig") }

func (l layout) log(name string) string  { return filepath.Join(l.logs(), name+".log") }
func (l layout) key(file string) string  { return filepath.Join(l.keys(), file) }
func (l layout) tls(owner string) string { return l.path("tls", owner) }

// identity is the kubeconfig of one of our own processes.
func (l layout) identity(i identity) string {
	return filepath.Join(l.keys(), string(i)+".kubeconfig")
}

// create the folders that programs expect to exist.
func (l layout) create() error {
	for _, dir := range []string{l.logs(), l.pids(), l.keys(), l.etcd(), l.path("cache", "xpkg"), l.path("cache", "xfn")} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return errors.Wrap(err, "cannot create folder")
		}
	}
	return nil
}

// rotate keeps the logs of the run before this one.
func (l layout) rotate() error {
	old := l.path("logs.previous")
	if err := os.RemoveAll(old); err != nil {
		return errors.Wrap(err, "cannot remove old logs")
	}
	err := os.Rename(l.logs(), old)
	if os.IsNotExist(err) {
		return nil
	}
	return errors.Wrap(err, "cannot keep the logs of the previous run")
}
