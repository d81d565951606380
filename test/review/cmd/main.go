// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Program review prints what a change of claims does to managed resources, as Markdown.
// It fails if a claim is refused.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"syscall"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/manifest"
	"github.com/hyperscalar/hyperscalar/test/render"
	"github.com/hyperscalar/hyperscalar/test/review"
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

// options of the program.
type options struct {
	before, after, rendered string
	flavour                 flavour.Flavour
}

func parse(args []string, stderr io.Writer) (options, error) {
	o := options{}
	fs := flag.NewFlagSet("review", flag.ContinueOnError)
	fs.SetOutput(stderr)
	fs.StringVar(&o.before, "before", "", "folder of the claims and environments as they are. Need not exist")
	fs.StringVar(&o.after, "after", "", "folder of the claims and environments as they are to be")
	fs.StringVar(&o.rendered, "rendered", "", "file to write all managed resources to, for further checks")
	f := fs.String("flavour", string(flavour.Claims), "flavour of the package: claims or native")
	if err := fs.Parse(args); err != nil {
		return o, err
	}
	o.flavour = flavour.Flavour(*f)
	if o.after == "" || (o.flavour != flavour.Claims && o.flavour != flavour.Native) {
		fs.Usage()
		return o, errors.New("name the folder with --after, and a flavour that there is")
	}
	return o, nil
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	o, err := parse(args, stderr)
	if err != nil {
		return err
	}
	before, err := side(o.before)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	after, err := side(o.after)
	if err != nil {
		return err
	}
	r, err := render.New(ctx)
	if err != nil {
		return err
	}
	defer r.Close()
	changes, us, err := review.Compare(ctx, r, o.flavour, before, after)
	if err != nil {
		return err
	}
	if o.rendered != "" {
		if err := manifest.Write(o.rendered, us...); err != nil {
			return err
		}
	}
	if _, err := io.WriteString(stdout, review.Markdown(changes)); err != nil {
		return errors.Wrap(err, "cannot write the review")
	}
	if n := review.Refused(changes); n > 0 {
		return errors.Errorf("%d claims are refused", n)
	}
	return nil
}

// side that lies in a folder. What is no claim is there for claims to refer to.
func side(folder string) (review.Side, error) {
	if folder == "" {
		return review.Side{}, nil
	}
	us, err := manifest.ReadAll(folder)
	if err != nil {
		return review.Side{}, err
	}
	var out review.Side
	for _, u := range us {
		if render.IsClaim(u) {
			out.Claims = append(out.Claims, u)
			continue
		}
		out.Required = append(out.Required, u)
	}
	return out, nil
}
