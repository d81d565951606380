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

	// tools is a digest of the programs that packages are built with: Crossplane's own,
	// and this one.
	tools string
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
	self, err := os.Executable()
	if err != nil {
		return nil, errors.Wrap(err, "cannot find this program")
	}
	tools, err := digestOf(cli, self)
	return &builder{root: root, output: abs, cli: cli, tools: tools}, err
}

// function builds the package of a function for one architecture, and beside it its
// bill of materials.
func (b *builder) function(ctx context.Context, api, arch string) (string, error) {
	binary := b.binary(api, arch)
	root, license := filepath.Join(b.root, "package", "functions", api), filepath.Join(b.root, "LICENSE")
	xpkg := b.file("function-" + api + "-" + arch)
	return xpkg, b.unlessBuilt(xpkg, []string{binary, root, license}, func() error {
		tar, err := b.image(binary, license, api, arch)
		if err != nil {
			return err
		}
		if err := b.xpkg(ctx, xpkg, root, "--embed-runtime-image-tarball="+tar); err != nil {
			return err
		}
		return writeBOM(binary, xpkg)
	})
}

// image writes the runtime image of a function, and returns its path.
func (b *builder) image(binary, license, api, arch string) (string, error) {
	img, err := runtimeImage(binary, license, arch)
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
	return tar, errors.Wrap(tarball.WriteToFile(tar, tag, img), "cannot write the runtime image")
}

// binaries builds static binaries of functions for an architecture. They are the same for the
// same source wherever they are built.
func (b *builder) binaries(ctx context.Context, names []string, arch string) error {
	args := []string{"build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", b.binary("", arch) + string(filepath.Separator)}
	for _, n := range names {
		args = append(args, "./functions/"+n)
	}
	cmd := exec.CommandContext(ctx, "go", args...) //nolint:gosec // The arguments are the repository's own.
	cmd.Dir = b.root
	cmd.Env = append(os.Environ(), "GOOS=linux", "GOARCH="+arch, "CGO_ENABLED=0", "GOFLAGS=")
	return runCommand(cmd)
}

// binary is the file of a function's binary for an architecture.
func (b *builder) binary(api, arch string) string {
	return filepath.Join(b.output, "bin", "linux_"+arch, "functions", api)
}

// configuration builds the Configuration package of a flavour, unless it is there.
func (b *builder) configuration(ctx context.Context, f flavour.Flavour) (string, error) {
	name := "hyperscalar"
	if f == flavour.Native {
		name += "-native"
	}
	xpkg, inputs := b.file(name), make([]string, 0, len(stagedFolders()))
	for _, folder := range stagedFolders() {
		inputs = append(inputs, filepath.Join(b.root, folder))
	}
	return xpkg, b.unlessBuilt(xpkg, inputs, func() error { return b.stageAndBuild(ctx, xpkg, f) })
}

// stageAndBuild the Configuration package of a flavour.
func (b *builder) stageAndBuild(ctx context.Context, xpkg string, f flavour.Flavour) error {
	staged, err := os.MkdirTemp("", "configuration-")
	if err != nil {
		return errors.Wrap(err, "cannot create folder for the package's files")
	}
	defer os.RemoveAll(staged) //nolint:errcheck // It is a temporary folder.
	if err := stage(b.root, staged, f); err != nil {
		return err
	}
	return b.xpkg(ctx, xpkg, filepath.Join(staged, stagedPackage), "--examples-root="+filepath.Join(staged, stagedExamples))
}

// file of the package with the supplied name.
func (b *builder) file(name string) string { return filepath.Join(b.output, "xpkg", name+".xpkg") }

// xpkg builds a package with Crossplane's own command line.
func (b *builder) xpkg(ctx context.Context, path, root string, args ...string) error {
	if err := mkdir(filepath.Dir(path)); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, b.cli, append([]string{"xpkg", "build", "--package-root=" + root, "--package-file=" + path}, args...)...) //nolint:gosec // The arguments are the repository's own.
	// Without a flag the CLI takes the examples of the current folder.
	cmd.Dir = filepath.Dir(path)
	return runCommand(cmd)
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
