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
	"strings"

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

// all builds every package, and returns the paths of those that were built.
func (b *builder) all(ctx context.Context, arches []string) ([]string, error) {
	var built []string
	for _, api := range apis.Names() {
		for _, arch := range arches {
			path, err := b.function(ctx, api, arch)
			if err != nil {
				return built, errors.Wrapf(err, "cannot build function-%s for %s", api, arch)
			}
			built = append(built, path)
		}
	}
	for _, f := range flavour.Flavours() {
		path, err := b.configuration(ctx, f)
		if err != nil {
			return built, errors.Wrapf(err, "cannot build the Configuration of the %s flavour", f)
		}
		built = append(built, path)
	}
	return built, nil
}
