// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package repo finds the files of the repository and the tools that are built
// from it, wherever a test or a program of this module is started.
package repo

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/crossplane/function-sdk-go/errors"
)

// Tools, and programs that are built like them.
const (
	// Crossplane is Crossplane itself, which renders Compositions.
	Crossplane = "crossplane"

	// CrossplaneCLI is the command line that developers use.
	CrossplaneCLI = "crossplane-cli"
)

// EnvToolsDir is the environment variable that names the folder of the tools.
const EnvToolsDir = "TOOLS_DIR"

// EnvInputs is the environment variable that says which state the files of the
// repository are in.
const EnvInputs = "INPUTS"

const module = "module github.com/hyperscalar/hyperscalar\n"

// Root returns the folder of the repository that the current folder lies in.
func Root() (string, error) {
	// The go command runs a test again when a file of the test's own module or an
	// environment variable that it reads is another one. Most of what the tests
	// here prove are files of the module above.
	_ = os.Getenv(EnvInputs)
	dir, err := os.Getwd()
	if err != nil {
		return "", errors.Wrap(err, "cannot get current folder")
	}
	for {
		b, err := os.ReadFile(filepath.Join(dir, "go.mod")) //nolint:gosec // It is a folder above.
		if err == nil && bytes.Contains(b, []byte(module)) {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("cannot find the repository: run this from one of its folders")
		}
		dir = parent
	}
}

// Path returns the path of a file or folder of the repository.
func Path(elem ...string) (string, error) {
	root, err := Root()
	if err != nil {
		return "", err
	}
	return filepath.Join(append([]string{root}, elem...)...), nil
}

// Tool returns the path of a tool. The Makefile builds them.
func Tool(name string) (string, error) {
	dir := os.Getenv(EnvToolsDir)
	if dir == "" {
		d, err := Path(".cache", "bin")
		if err != nil {
			return "", err
		}
		dir = d
	}
	path := filepath.Join(dir, name)
	if _, err := os.Stat(path); err != nil { //nolint:gosec // Whoever runs the tests says where the tools are.
		return "", errors.Wrapf(err, "cannot find %q: run make tools functions", name)
	}
	return path, nil
}

// A Module is a Go module whose files are on this machine.
type Module struct {
	Path    string `json:"Path"`
	Version string `json:"Version"`
	Dir     string `json:"Dir"`
	Error   string `json:"Error"`
}

// Modules downloads the named dependencies of the nested module in the supplied
// folder of the repository; all direct ones if none is named. It is quick when
// they have been downloaded before.
func Modules(folder string, names ...string) ([]Module, error) {
	dir, err := Path(folder)
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(context.Background(), "go", append([]string{"mod", "download", "-json"}, names...)...) //nolint:gosec // The names are this repository's own.
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
	stderr := &bytes.Buffer{}
	cmd.Stderr = stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, errors.Wrapf(err, "cannot download the modules of %s: %s%s", folder, out, stderr)
	}
	return decodeModules(out)
}

func decodeModules(out []byte) ([]Module, error) {
	var ms []Module
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var m Module
		if err := d.Decode(&m); err != nil {
			return nil, errors.Wrap(err, "cannot parse the output of go mod download")
		}
		if m.Error != "" {
			return nil, errors.Errorf("cannot download module %q: %s", m.Path, m.Error)
		}
		ms = append(ms, m)
	}
	return ms, nil
}

// Folders returns the names of the folders in a folder of the repository, sorted.
func Folders(folder string) ([]string, error) {
	dir, err := Path(folder)
	if err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, errors.Wrapf(err, "cannot list folder %q", folder)
	}
	var out []string
	for _, e := range entries {
		if e.IsDir() {
			out = append(out, e.Name())
		}
	}
	return out, nil
}
