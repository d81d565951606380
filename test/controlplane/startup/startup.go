// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package startup brings something up in steps: each as soon as those that it
// needs are done, several at once, and with a report of what is being waited for.
package startup

import (
	"context"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/crossplane/function-sdk-go/errors"
)

// A Step of bringing something up.
type Step struct {
	// Name of the step, as a user sees it.
	Name string

	// After lists the steps that must be done before this one.
	After []string

	// Run the step. It returns once the step is done.
	Run func(ctx context.Context) error
}

// A Reporter is told how the steps get on.
type Reporter interface {
	// Begun is called when a step begins.
	Begun(step string)

	// Described is called when a step says what it is at.
	Described(step, what string)

	// Done is called when a step is done.
	Done(step string, took time.Duration)
}

// A describeKey is the key of the function that reports what a step is at.
type describeKey struct{}

// Describe what the step that the context belongs to is at.
func Describe(ctx context.Context, what string) {
	if f, ok := ctx.Value(describeKey{}).(func(string)); ok {
		f(what)
	}
}

// Steps that bring something up.
type Steps []Step

// Validate that every step can be reached.
func (s Steps) Validate() error {
	_, err := s.Order()
	return err
}

// Order returns the names of the steps in an order in which each comes after
// those that it needs.
func (s Steps) Order() ([]string, error) {
	var order []string
	for len(order) < len(s) {
		i := slices.IndexFunc(s, func(st Step) bool {
			return !slices.Contains(order, st.Name) && all(st.After, order)
		})
		if i < 0 {
			return nil, errors.Errorf("cannot order the steps: %s wait for each other, or for steps that do not exist", strings.Join(s.without(order), ", "))
		}
		order = append(order, s[i].Name)
	}
	return order, nil
}

// Run every step. The first that fails ends the others.
func (s Steps) Run(ctx context.Context, r Reporter) error {
	if err := s.Validate(); err != nil {
		return err
	}
	done := map[string]chan struct{}{}
	for _, st := range s {
		done[st.Name] = make(chan struct{})
	}
	g, ctx := errgroup.WithContext(ctx)
	for _, st := range s {
		g.Go(func() error {
			if err := await(ctx, done, st.After); err != nil {
				return err
			}
			r.Begun(st.Name)
			begun := time.Now()
			describe := func(what string) { r.Described(st.Name, what) }
			if err := st.Run(context.WithValue(ctx, describeKey{}, describe)); err != nil {
				return errors.Wrapf(err, "cannot bring up %s", st.Name)
			}
			r.Done(st.Name, time.Since(begun))
			close(done[st.Name])
			return nil
		})
	}
	return g.Wait()
}

func (s Steps) without(names []string) []string {
	var out []string
	for _, st := range s {
		if !slices.Contains(names, st.Name) {
			out = append(out, st.Name)
		}
	}
	return out
}

func await(ctx context.Context, done map[string]chan struct{}, names []string) error {
	for _, n := range names {
		select {
		case <-done[n]:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func all(names, of []string) bool {
	for _, n := range names {
		if !slices.Contains(of, n) {
			return false
		}
	}
	return true
}
