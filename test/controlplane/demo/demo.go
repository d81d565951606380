// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package demo shows what the platform does: it claims the examples on a control
// plane that runs, and follows them until they are ready.
package demo

import (
	"context"
	_ "embed"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"
	corev1 "k8s.io/api/core/v1"
	kerrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/manifest"
)

const (
	interval   = time.Second
	fieldOwner = client.FieldOwner("hyperscalar-demo")

	// considerate is how much longer than looking at the claims took we wait
	// until we look again, so as to leave the machine to what we look at.
	considerate = 4

	// atOnce is how many objects are applied at a time.
	atOnce = 8

	// attempts to observe that may fail in a row, for example while the API
	// server is started again.
	attempts = 10
)

// existing resources of the simulated clouds, which the examples adopt.
//
//go:embed existing.yaml
var existing []byte

// Existing returns the ConfigMap that tells the simulated clouds of the resources
// that the examples adopt.
func Existing() ([]*unstructured.Unstructured, error) {
	return manifest.Parse(existing)
}

// Load the examples of the supplied folders, for a flavour.
func Load(f flavour.Flavour, dirs ...string) ([]*unstructured.Unstructured, error) {
	var out []*unstructured.Unstructured
	for _, d := range dirs {
		us, err := manifest.ReadAll(d)
		if err != nil {
			return nil, err
		}
		for _, u := range us {
			if isClaim(u) {
				if u, err = flavour.Claim(u, f); err != nil {
					return nil, err
				}
			}
			out = append(out, u)
		}
	}
	return out, nil
}

// Claims among objects.
func Claims(us []*unstructured.Unstructured) []*unstructured.Unstructured {
	var out []*unstructured.Unstructured
	for _, u := range us {
		if isClaim(u) {
			out = append(out, u)
		}
	}
	return out
}

func isClaim(u *unstructured.Unstructured) bool {
	return u.GroupVersionKind().Group == platform.Group && u.GetNamespace() != ""
}

// Apply objects, and create the namespaces that they live in. Claims come last, otherwise the
// order does not matter.
func Apply(ctx context.Context, kube client.Client, us []*unstructured.Unstructured) error {
	if err := createNamespaces(ctx, kube, us); err != nil {
		return err
	}
	others := slices.DeleteFunc(slices.Clone(us), isClaim)
	if err := applyAll(ctx, kube, others); err != nil {
		return err
	}
	return applyAll(ctx, kube, Claims(us))
}

func applyAll(ctx context.Context, kube client.Client, us []*unstructured.Unstructured) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(atOnce)
	for _, u := range us {
		g.Go(func() error {
			err := kube.Patch(ctx, u.DeepCopy(), client.Apply, fieldOwner, client.ForceOwnership) //nolint:staticcheck // Its successor needs generated types.
			return errors.Wrapf(err, "cannot apply %s %q", u.GetKind(), u.GetName())
		})
	}
	return g.Wait()
}

func createNamespaces(ctx context.Context, kube client.Client, us []*unstructured.Unstructured) error {
	known := map[string]bool{"": true}
	for _, u := range us {
		ns := u.GetNamespace()
		if known[ns] {
			continue
		}
		known[ns] = true
		o := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: ns}}
		if err := kube.Create(ctx, o); err != nil && !kerrors.IsAlreadyExists(err) {
			return errors.Wrapf(err, "cannot create namespace %q", ns)
		}
	}
	return nil
}

// Follow claims until all are ready. When the context ends first, the error says
// what they lack.
func Follow(ctx context.Context, kube client.Reader, claims []*unstructured.Unstructured, v View) error {
	begun := time.Now()
	var last []Claim
	failures := 0
	for {
		looked := time.Now()
		cs, err := Observe(ctx, kube, claims)
		if ctx.Err() != nil {
			return Unready(last)
		}
		if failures++; err != nil && failures >= attempts {
			return err
		}
		if err == nil {
			last, failures = cs, 0
			if err := v.Show(cs, time.Since(begun)); err != nil {
				return err
			}
			if Unready(cs) == nil {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return Unready(last)
		case <-time.After(max(interval, considerate*time.Since(looked))):
		}
	}
}

// Unready claims are an error that says what each of them lacks.
func Unready(cs []Claim) error {
	var b strings.Builder
	n := 0
	for _, c := range cs {
		if c.Ready {
			continue
		}
		n++
		b.WriteString("\n  " + line(c))
		for _, d := range details(c) {
			b.WriteString("\n      " + d)
		}
	}
	if len(cs) > 0 && n == 0 {
		return nil
	}
	return errors.Errorf("%d of %d claims are not ready:%s", n, len(cs), b.String())
}
