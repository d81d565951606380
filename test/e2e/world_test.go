// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package e2e

import (
	"context"
	"encoding/json"
	"path/filepath"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	kerrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
	"github.com/hyperscalar/hyperscalar/test/controlplane"
	"github.com/hyperscalar/hyperscalar/test/controlplane/demo"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

const (
	// cloudDelay is how long a simulated cloud takes to create something: long
	// enough for claims to be caught half done.
	cloudDelay = "1s"

	// port of the API server, which leaves that of make up alone.
	port = 26643

	stopTimeout = time.Minute
)

// A world is a control plane with one flavour of the Configuration.
type world struct {
	flavour flavour.Flavour
	plane   *controlplane.ControlPlane
	kube    client.WithWatch

	// before is what was at the clouds before there was any claim.
	before []cloud.Resource
}

// newWorld starts a control plane that ends with the test. Its logs stay if the test
// fails.
func newWorld(t *testing.T, f flavour.Flavour) *world {
	t.Helper()
	dir, err := repo.Path(".cache")
	if err != nil {
		t.Fatal(err)
	}
	dir = filepath.Join(dir, "e2e", string(f))
	old, err := controlplane.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	stop(t, old, true)
	cp, err := controlplane.Up(t.Context(), controlplane.Options{
		Dir:       dir,
		Flavour:   f,
		Clouds:    true,
		CloudArgs: []string{"--delay=" + cloudDelay},
		Port:      port,
	}, t.Output())
	if err != nil {
		t.Fatalf("cannot start a control plane: %v", err)
	}
	t.Cleanup(func() { stop(t, cp, !t.Failed()) })
	w := &world{flavour: f, plane: cp}
	if w.kube, err = cp.Client(); err != nil {
		t.Fatal(err)
	}
	return w
}

func stop(t *testing.T, cp *controlplane.ControlPlane, wipe bool) {
	t.Helper()
	// The context of the test may have ended by now.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), stopTimeout)
	defer cancel()
	if err := cp.Down(ctx, wipe); err != nil {
		t.Errorf("cannot stop the control plane: %v", err)
	}
}

// testPrepared does what platform engineers do before there are claims.
func (w *world) testPrepared(t *testing.T) {
	existing, err := demo.Existing()
	if err != nil {
		t.Fatal(err)
	}
	w.apply(t, existing...)
	w.apply(t, w.load(t, "examples", "environments")...)
	w.await(t, func(context.Context) error {
		var err error
		w.before, err = w.plane.Resources()
		if err == nil && len(w.before) == 0 {
			return errNothing
		}
		return err
	})
}

// load the objects of a file or a folder of the repository, in the flavour of the world.
func (w *world) load(t *testing.T, elem ...string) []*unstructured.Unstructured {
	t.Helper()
	path, err := repo.Path(elem...)
	if err != nil {
		t.Fatal(err)
	}
	us, err := demo.Load(w.flavour, path)
	if err != nil {
		t.Fatal(err)
	}
	return us
}

// apply objects, and create the namespaces that they are in.
func (w *world) apply(t *testing.T, us ...*unstructured.Unstructured) {
	t.Helper()
	if err := demo.Apply(t.Context(), w.kube, us); err != nil {
		t.Fatal(err)
	}
}

// namespace is created unless it exists.
func (w *world) namespace(t *testing.T, name string) {
	t.Helper()
	ns := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: name}}
	if err := w.kube.Create(t.Context(), ns); err != nil && !kerrors.IsAlreadyExists(err) {
		t.Fatal(err)
	}
}

// change the parameters of a claim.
func (w *world) change(t *testing.T, r ref, parameters map[string]any) {
	t.Helper()
	b, err := json.Marshal(map[string]any{"spec": map[string]any{"parameters": parameters}})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.kube.Patch(t.Context(), r.object(), client.RawPatch(types.MergePatchType, b)); err != nil {
		t.Fatalf("cannot change %s: %v", r, err)
	}
}

// remove claims. They are gone later.
func (w *world) remove(t *testing.T, rs ...ref) {
	t.Helper()
	for _, r := range rs {
		if err := w.kube.Delete(t.Context(), r.object()); client.IgnoreNotFound(err) != nil {
			t.Fatalf("cannot delete %s: %v", r, err)
		}
	}
}
