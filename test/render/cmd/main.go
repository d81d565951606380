// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Program render shows what Crossplane makes of claims, without a cluster. It
// prints the rendered YAML on standard output and a summary on standard error, and
// fails if a claim is refused.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/apis"
	"github.com/hyperscalar/hyperscalar/test/manifest"
	"github.com/hyperscalar/hyperscalar/test/render"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type options struct {
	flavour  flavour.Flavour
	examples bool
	required string
	observed string
	paths    []string
}

func parse(args []string, stderr io.Writer) (options, error) {
	o := options{}
	fs := flag.NewFlagSet("render", flag.ContinueOnError)
	fs.SetOutput(stderr)
	fs.Usage = func() {
		_, _ = fmt.Fprintln(stderr, "usage: render [flags] FILE|FOLDER...")
		fs.PrintDefaults()
	}
	fl := fs.String("flavour", string(flavour.Claims), "flavour of the package: claims or native")
	fs.BoolVar(&o.examples, "examples", false, "render every example of the repository")
	fs.StringVar(&o.required, "required", "", "file or folder of EnvironmentConfigs and of other claims that may be referred to (default examples/environments)")
	fs.StringVar(&o.observed, "observed", "", "file or folder of composed resources that exist already")
	if err := fs.Parse(args); err != nil {
		return o, err
	}
	o.flavour = flavour.Flavour(*fl)
	o.paths = fs.Args()
	if o.flavour != flavour.Claims && o.flavour != flavour.Native {
		return o, errors.Errorf("there is no flavour %q: use %s or %s", *fl, flavour.Claims, flavour.Native)
	}
	if o.examples == (len(o.paths) > 0) {
		fs.Usage()
		return o, errors.New("name the files to render, or use --examples")
	}
	return o, nil
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	o, err := parse(args, stderr)
	if err != nil {
		return err
	}
	in, err := load(o)
	if err != nil {
		return err
	}
	r, err := render.New(ctx)
	if err != nil {
		return err
	}
	defer r.Close()
	return renderAll(ctx, r, o, in, stdout, stderr)
}

// inputs are the objects of all files that were named.
type inputs struct {
	claims   []*unstructured.Unstructured
	required []*unstructured.Unstructured
	observed []*unstructured.Unstructured
}

func load(o options) (inputs, error) {
	paths, required := o.paths, o.required
	if o.examples {
		for _, name := range append(apis.Names(), "environments") {
			folder, err := repo.Path("examples", name)
			if err != nil {
				return inputs{}, err
			}
			paths = append(paths, folder)
		}
	}
	if required == "" {
		folder, err := repo.Path("examples", "environments")
		if err != nil {
			return inputs{}, err
		}
		required = folder
	}
	var in inputs
	for _, p := range paths {
		us, err := manifest.ReadAll(p)
		if err != nil {
			return inputs{}, err
		}
		if err := in.add(us, o); err != nil {
			return inputs{}, err
		}
	}
	if len(in.claims) == 0 {
		return inputs{}, errors.New("there is no claim in these files")
	}
	us, err := manifest.ReadAll(required)
	if err != nil {
		return inputs{}, err
	}
	in.required = append(in.required, us...)
	if o.observed != "" {
		in.observed, err = manifest.ReadAll(o.observed)
	}
	return in, err
}

// add the objects of a file. What is no claim is there for the claims to refer to.
func (in *inputs) add(us []*unstructured.Unstructured, o options) error {
	for _, u := range us {
		if !render.IsClaim(u) {
			in.required = append(in.required, u)
			continue
		}
		if o.examples {
			derived, err := flavour.Claim(u, o.flavour)
			if err != nil {
				return err
			}
			u = derived
		}
		in.claims = append(in.claims, u)
	}
	return nil
}

func renderAll(ctx context.Context, r *render.Renderer, o options, in inputs, stdout, stderr io.Writer) error {
	failed := 0
	for i, c := range in.claims {
		res, err := r.Render(ctx, render.Input{
			Flavour:  o.flavour,
			Claim:    c,
			Observed: in.observed,
			Required: r.Others(ctx, o.flavour, in.claims, i, in.required),
		})
		_, _ = fmt.Fprint(stderr, render.Summary(c, res, err))
		if err != nil {
			failed++
			continue
		}
		b, err := res.YAML()
		if err != nil {
			return err
		}
		if _, err := stdout.Write(b); err != nil {
			return errors.Wrap(err, "cannot write what was rendered")
		}
	}
	if failed > 0 {
		return errors.Errorf("%d of %d claims cannot be rendered", failed, len(in.claims))
	}
	return nil
}
