// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package process

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/crossplane/function-sdk-go/errors"
)

const recordSuffix = ".pid"

// Records are the pid files in a folder: one for each process that was started,
// so that a later run can end those that a killed supervisor left behind, and
// nothing else.
type Records struct {
	dir string
}

// NewRecords returns the pid files in the supplied folder.
func NewRecords(dir string) Records {
	return Records{dir: dir}
}

// Write down which process was started under a name.
func (r Records) Write(name string, id Identity) error {
	if err := os.MkdirAll(r.dir, 0o750); err != nil {
		return errors.Wrap(err, "cannot create folder of pid files")
	}
	b, err := json.Marshal(id)
	if err != nil {
		return errors.Wrapf(err, "cannot encode pid file of %q", name)
	}
	// A reader must never see half a file.
	tmp := r.path(name) + ".tmp"
	if err := os.WriteFile(tmp, b, 0o600); err != nil { //nolint:gosec // The names are those of our programs.
		return errors.Wrapf(err, "cannot write pid file of %q", name)
	}
	return errors.Wrapf(os.Rename(tmp, r.path(name)), "cannot write pid file of %q", name) //nolint:gosec // See above.
}

// Read which process was started under a name. It returns false when none was.
func (r Records) Read(name string) (Identity, bool, error) {
	b, err := os.ReadFile(r.path(name))
	if os.IsNotExist(err) {
		return Identity{}, false, nil
	}
	if err != nil {
		return Identity{}, false, errors.Wrapf(err, "cannot read pid file of %q", name)
	}
	id := Identity{}
	if err := json.Unmarshal(b, &id); err != nil {
		return Identity{}, false, errors.Wrapf(err, "cannot parse pid file of %q", name)
	}
	return id, true, nil
}

// Remove the pid file of a process that ended.
func (r Records) Remove(name string) error {
	err := os.Remove(r.path(name)) //nolint:gosec // The names are those of our programs.
	if os.IsNotExist(err) {
		return nil
	}
	return errors.Wrapf(err, "cannot remove pid file of %q", name)
}

// Sweep ends every recorded process that still runs, and removes all pid files.
// It returns the names of the processes that it ended. A process that merely has
// the number of one that we started is left alone.
func (r Records) Sweep() ([]string, error) {
	entries, err := os.ReadDir(r.dir)
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, errors.Wrap(err, "cannot read folder of pid files")
	}
	var ended []string
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), recordSuffix)
		if !ok {
			continue
		}
		killed, err := r.sweep(name)
		if err != nil {
			return ended, err
		}
		if killed {
			ended = append(ended, name)
		}
	}
	return ended, nil
}

func (r Records) sweep(name string) (bool, error) {
	id, _, err := r.Read(name)
	if err != nil {
		return false, err
	}
	if !id.Running() {
		return false, r.Remove(name)
	}
	if err := id.Signal(syscall.SIGKILL); err != nil {
		return false, errors.Wrapf(err, "cannot end process %q (%d) of an earlier run", name, id.PID)
	}
	for range 500 {
		if !id.Running() {
			return true, r.Remove(name)
		}
		time.Sleep(10 * time.Millisecond)
	}
	return false, errors.Errorf("process %q (%d) of an earlier run does not end", name, id.PID)
}

func (r Records) path(name string) string {
	return filepath.Join(r.dir, name+recordSuffix)
}
