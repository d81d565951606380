// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1/tarball"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

// A builder builds packages from the files of the repository.
type builder struct {
	root   string
	output string
	cli    string
}

func newBuilder(root, output string) (*builder, error) {
	cli, err := repo.Tool(repo.CrossplaneCLI)
	if err != nil {
		return nil, err
	}
	abs, err := filepath.Abs(output)
	if err != nil {
		return nil, errors.Wrap(err, "cannot find output folder")
	}
	return &builder{root: root, output: abs, cli: cli}, nil
}

// function builds the package of a function for one architecture, and beside it its
// bill of materials.
func (b *builder) function(ctx context.Context, api, arch string) (string, error) {
	binary, err := b.binary(ctx, api, arch)
	if err != nil {
		return "", err
	}
	img, err := runtimeImage(binary, filepath.Join(b.root, "LICENSE"), arch)
	if err != nil {
		return "", err
	}
	tar := filepath.Join(b.output, "image", "function-"+api+"-"+arch+".tar")
	if err := mkdir(filepath.Dir(tar)); err != nil {
		return "", err
	}
	tag, err := name.NewTag("hyperscalar/function-" + api + ":" + arch)
	if err != nil {
		return "", errors.Wrap(err, "cannot name the runtime image")
	}
	if err := tarball.WriteToFile(tar, tag, img); err != nil {
		return "", errors.Wrap(err, "cannot write the runtime image")
	}
	root := filepath.Join(b.root, "package", "functions", api)
	xpkg, err := b.xpkg(ctx, "function-"+api+"-"+arch, root, "--embed-runtime-image-tarball="+tar)
	if err != nil {
		return "", err
	}
	return xpkg, writeBOM(binary, xpkg)
}

// binary builds a static binary. It is the same for the same source wherever it
// is built.
func (b *builder) binary(ctx context.Context, api, arch string) (string, error) {
	path := filepath.Join(b.output, "bin", "linux_"+arch, "function-"+api)
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", path, "./functions/"+api) //nolint:gosec // The arguments are the repository's own.
	cmd.Dir = b.root
	cmd.Env = append(os.Environ(), "GOOS=linux", "GOARCH="+arch, "CGO_ENABLED=0", "GOFLAGS=")
	return path, runCommand(cmd)
}

// configuration builds the Configuration package of a flavour.
func (b *builder) configuration(ctx context.Context, f flavour.Flavour) (string, error) {
	staged, err := os.MkdirTemp("", "configuration-")
	if err != nil {
		return "", errors.Wrap(err, "cannot create folder for the package's files")
	}
	defer os.RemoveAll(staged) //nolint:errcheck // It is a temporary folder.
	if err := stage(b.root, staged, f); err != nil {
		return "", err
	}
	name := "hyperscalar"
	if f == flavour.Native {
		name += "-native"
	}
	return b.xpkg(ctx, name, filepath.Join(staged, stagedPackage), "--examples-root="+filepath.Join(staged, stagedExamples))
}

// xpkg builds a package with Crossplane's own command line.
func (b *builder) xpkg(ctx context.Context, name, root string, args ...string) (string, error) {
	path := filepath.Join(b.output, "xpkg", name+".xpkg")
	if err := mkdir(filepath.Dir(path)); err != nil {
		return "", err
	}
	cmd := exec.CommandContext(ctx, b.cli, append([]string{"xpkg", "build", "--package-root=" + root, "--package-file=" + path}, args...)...) //nolint:gosec // The arguments are the repository's own.
	// Without a flag the CLI takes the examples of the current folder.
	cmd.Dir = filepath.Dir(path)
	return path, runCommand(cmd)
}

func runCommand(cmd *exec.Cmd) error {
	out := &bytes.Buffer{}
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Run(); err != nil {
		return errors.Wrapf(err, "cannot run %s: %s", filepath.Base(cmd.Path), out)
	}
	return nil
}

func mkdir(path string) error {
	return errors.Wrap(os.MkdirAll(path, 0o750), "cannot create folder")
}
