// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Program package builds the packages that a platform engineer installs: one for
// each composition function and architecture, and one Configuration for each
// flavour. It needs neither Docker nor a registry.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/apis"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1) //nolint:gocritic // Nothing is left to stop.
	}
}

func run(ctx context.Context, args []string, stdout io.Writer) error {
	root, err := repo.Root()
	if err != nil {
		return err
	}
	flags := flag.NewFlagSet("package", flag.ContinueOnError)
	arch := flags.String("arch", "amd64,arm64", "architectures to build functions for, separated by commas")
	output := flags.String("output", root+"/_output", "folder to write to")
	if err := flags.Parse(args); err != nil {
		return err
	}
	b, err := newBuilder(root, *output)
	if err != nil {
		return err
	}
	paths, err := b.all(ctx, strings.Split(*arch, ","))
	for _, p := range paths {
		_, _ = fmt.Fprintln(stdout, p)
	}
	return err
}

// all builds every package, as many at a time as there are processors, and returns the paths
// of those that were built.
func (b *builder) all(ctx context.Context, arches []string) ([]string, error) {
	for _, arch := range arches {
		if err := b.binaries(ctx, apis.Names(), arch); err != nil {
			return nil, errors.Wrapf(err, "cannot build functions for %s", arch)
		}
	}
	var builds []func(ctx context.Context) (string, error)
	for _, api := range apis.Names() {
		for _, arch := range arches {
			builds = append(builds, func(ctx context.Context) (string, error) {
				path, err := b.function(ctx, api, arch)
				return path, errors.Wrapf(err, "cannot build function-%s for %s", api, arch)
			})
		}
	}
	for _, f := range flavour.Flavours() {
		builds = append(builds, func(ctx context.Context) (string, error) {
			path, err := b.configuration(ctx, f)
			return path, errors.Wrapf(err, "cannot build the Configuration of the %s flavour", f)
		})
	}
	built := make([]string, len(builds))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.NumCPU())
	for i, build := range builds {
		g.Go(func() error {
			path, err := build(ctx)
			if err == nil {
				built[i] = path
			}
			return err
		})
	}
	err := g.Wait()
	return slices.DeleteFunc(built, func(path string) bool { return path == "" }), err
}
