// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package scale measures what a control plane does with many claims at once.
package scale

import (
	"context"
	"fmt"
	"io"
	"time"

	"golang.org/x/sync/errgroup"
	corev1 "k8s.io/api/core/v1"
	kerrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/flavour"
)

// Namespace of the claims.
const Namespace = "scale"

const (
	interval = time.Second

	// progressInterval is how often it is told how far we are.
	progressInterval = 5 * time.Second
)

// Options of a scale run.
type Options struct {
	// Kube is the control plane.
	Kube client.WithWatch

	// Flavour of the Configuration that is installed.
	Flavour flavour.Flavour

	// Claims to create, and how many of them at a time.
	Claims      int
	Concurrency int

	// Providers that the claims are for, in turn.
	Providers []platform.Provider

	// Keep the claims.
	Keep bool

	// Usage of all processes of the control plane until now.
	Usage func() ([]Usage, error)

	// Out is told how far we are.
	Out io.Writer
}

type run struct {
	Options

	clock *clock
}

// Run creates the claims, waits until all are ready, and deletes them again.
func Run(ctx context.Context, o Options) (Report, error) {
	r := &run{Options: o, clock: newClock()}
	if err := r.prepare(ctx); err != nil {
		return Report{}, err
	}
	report, err := r.measure(ctx)
	if err != nil || o.Keep {
		return report, err
	}
	report.Deletion, err = r.remove(ctx)
	return report, err
}

// prepare an empty namespace.
func (r *run) prepare(ctx context.Context) error {
	if r.Claims < 1 || r.Concurrency < 1 || len(r.Providers) == 0 {
		return errors.New("cannot create claims: there must be at least one claim, one at a time, and one provider")
	}
	ns := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: Namespace}}
	if err := r.Kube.Create(ctx, ns); err != nil && !kerrors.IsAlreadyExists(err) {
		return errors.Wrapf(err, "cannot create namespace %q", Namespace)
	}
	l := &metav1.PartialObjectMetadataList{}
	l.SetGroupVersionKind(claimKind())
	if err := r.Kube.List(ctx, l, client.InNamespace(Namespace)); err != nil {
		return errors.Wrap(err, "cannot list claims")
	}
	if n := len(l.Items); n > 0 {
		return errors.Errorf("%d claims are left in namespace %q: delete them first", n, Namespace)
	}
	return nil
}

// measure what happens until all claims are ready.
func (r *run) measure(ctx context.Context) (Report, error) {
	watching, cancel := context.WithCancel(ctx)
	defer cancel()
	if err := r.observe(watching); err != nil {
		return Report{}, err
	}
	before, err := r.Usage()
	if err != nil {
		return Report{}, err
	}
	begun := time.Now()
	if err := r.create(ctx); err != nil {
		return Report{}, err
	}
	creation := time.Since(begun)
	if err := r.await(ctx, begun); err != nil {
		return Report{}, err
	}
	after, err := r.Usage()
	report := r.clock.report(begun)
	report.Creation, report.Processes = creation, Since(before, after)
	return report, err
}

func (r *run) create(ctx context.Context) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(r.Concurrency)
	for i := range r.Claims {
		g.Go(func() error {
			u, err := Claim(i, r.Providers[i%len(r.Providers)])
			if err != nil {
				return err
			}
			r.clock.noteCreated(u.GetName(), time.Now())
			return errors.Wrapf(r.Kube.Create(ctx, u), "cannot create claim %q", u.GetName())
		})
	}
	return g.Wait()
}

// await that all claims are composed and ready.
func (r *run) await(ctx context.Context, begun time.Time) error {
	told := begun
	for {
		composed, ready := r.clock.counts()
		if now := time.Now(); now.Sub(told) >= progressInterval {
			told = now
			_, _ = fmt.Fprintf(r.Out, "%8s  %d of %d claims composed, %d ready\n", seconds(now.Sub(begun)), composed, r.Claims, ready)
		}
		if composed >= r.Claims && ready >= r.Claims {
			return nil
		}
		select {
		case <-ctx.Done():
			return errors.Errorf("%d of %d claims are composed, and %d ready", composed, r.Claims, ready)
		case <-time.After(interval / 10):
		}
	}
}

func claimKind() schema.GroupVersionKind {
	return schema.GroupVersionKind{Group: platform.Group, Version: platform.Version, Kind: "Network"}
}

// Claim of a small network: of one tier in one zone, without a way to the
// internet.
func Claim(i int, p platform.Provider) (*unstructured.Unstructured, error) {
	u := &unstructured.Unstructured{}
	u.SetGroupVersionKind(claimKind())
	u.SetNamespace(Namespace)
	u.SetName(fmt.Sprintf("n%04d", i))
	for field, v := range map[string]any{
		"provider": string(p),
		"region":   "eu-west",
		"cidr":     "10.0.0.0/20",
		"zones":    int64(1),
		"tiers":    []any{"isolated"},
		"nat":      "None",
	} {
		if err := unstructured.SetNestedField(u.Object, v, "spec", "parameters", field); err != nil {
			return nil, errors.Wrapf(err, "cannot set parameter %q", field)
		}
	}
	return u, nil
}
