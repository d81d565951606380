// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package e2e

import (
	"archive/tar"
	"bytes"
	"context"
	"io"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/labels"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"github.com/crossplane/crossplane-runtime/v2/pkg/xpkg"
	xpv2 "github.com/crossplane/crossplane/apis/v2/core/v2"
	pkgv1 "github.com/crossplane/crossplane/apis/v2/pkg/v1"
	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/manifest"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

const (
	nextVersion = "v0.1.1"

	// labelRevision on a Composition makes a new revision of it.
	labelRevision = "e2e.hyperscalar.io/version"
)

// A footprint of a composed resource changes with every change to it but those that its
// provider makes to its status.
type footprint struct {
	identity

	Generation int64
}

func footprints(us map[string]*unstructured.Unstructured) map[string]footprint {
	out := map[string]footprint{}
	for uid, id := range identities(us) {
		u := us[uid]
		out[uid] = footprint{identity: id, Generation: u.GetGeneration()}
		if u.GroupVersionKind().Group == platform.Group {
			// Claims that are composed move to the new revision themselves.
			out[uid] = footprint{identity: id}
		}
	}
	return out
}

// testUpgraded upgrades the Configuration. Every composite moves to the new revision of its
// Composition, and what it is composed of stays untouched.
func (w *world) testUpgraded(t *testing.T) {
	rs := w.claims(t)
	before := footprints(w.everything(t))
	old := w.revisions(t, rs)

	w.upgrade(t, w.nextPackage(t))
	w.await(t, w.isUpgraded)
	w.await(t, func(ctx context.Context) error { return w.haveMoved(ctx, rs, old) }, rs...)
	w.awaitReady(t, rs...)

	if diff := cmp.Diff(before, footprints(w.everything(t)), cmp.AllowUnexported(footprint{})); diff != "" {
		t.Errorf("the upgrade touched what existed: -before, +after:\n%s", diff)
	}
}

// name of the Configuration's package.
func (w *world) name() string {
	if w.flavour == flavour.Native {
		return "hyperscalar-native"
	}
	return "hyperscalar"
}

// nextPackage builds the next version of the Configuration, with new Compositions that do
// the same. It returns the package's path.
func (w *world) nextPackage(t *testing.T) string {
	t.Helper()
	path, err := repo.Path("_output", "xpkg", w.name()+".xpkg")
	if err != nil {
		t.Fatal(err)
	}
	us := contents(t, path)
	for _, u := range us {
		if u.GetKind() == "Composition" {
			u.SetLabels(labels.Merge(u.GetLabels(), labels.Set{labelRevision: nextVersion}))
		}
	}
	next := filepath.Join(t.TempDir(), "next.xpkg")
	write(t, next, us)
	return next
}

// contents of a package.
func contents(t *testing.T, path string) []*unstructured.Unstructured {
	t.Helper()
	img, err := tarball.ImageFromPath(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	rc, err := xpkg.ExtractPackageYAML(img)
	if err != nil {
		t.Fatal(err)
	}
	defer rc.Close()
	b, err := io.ReadAll(rc)
	if err != nil {
		t.Fatal(err)
	}
	us, err := manifest.Parse(b)
	if err != nil || len(us) == 0 {
		t.Fatalf("cannot find anything in %s (%v)", path, err)
	}
	return us
}

// write a package that consists of the supplied objects.
func write(t *testing.T, path string, us []*unstructured.Unstructured) {
	t.Helper()
	b, err := manifest.Format(us...)
	if err != nil {
		t.Fatal(err)
	}
	buf := &bytes.Buffer{}
	a := tar.NewWriter(buf)
	if err := a.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: xpkg.StreamFile, Mode: 0o644, Size: int64(len(b))}); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	layer, err := tarball.LayerFromOpener(func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(buf.Bytes())), nil })
	if err != nil {
		t.Fatal(err)
	}
	img, err := mutate.AppendLayers(empty.Image, layer)
	if err != nil {
		t.Fatal(err)
	}
	tag, err := name.NewTag("hyperscalar/next:" + nextVersion)
	if err != nil {
		t.Fatal(err)
	}
	if err := tarball.WriteToFile(path, tag, img); err != nil {
		t.Fatal(err)
	}
}

// upgrade the Configuration to the package in a file.
func (w *world) upgrade(t *testing.T, path string) {
	t.Helper()
	repository := "hyperscalar/" + w.name()
	if err := w.plane.Push(t.Context(), path, repository, nextVersion); err != nil {
		t.Fatal(err)
	}
	l := &pkgv1.ConfigurationList{}
	if err := w.kube.List(t.Context(), l); err != nil {
		t.Fatal(err)
	}
	if len(l.Items) != 1 {
		t.Fatalf("there are %d Configurations and not one", len(l.Items))
	}
	c := &l.Items[0]
	was := c.DeepCopy()
	c.Spec.Package = "xpkg.crossplane.io/" + repository + ":" + nextVersion
	if err := w.kube.Patch(t.Context(), c, client.MergeFrom(was)); err != nil {
		t.Fatal(err)
	}
}

// isUpgraded returns nil once the new revision of the Configuration is in charge.
func (w *world) isUpgraded(ctx context.Context) error {
	l := &pkgv1.ConfigurationRevisionList{}
	if err := w.kube.List(ctx, l); err != nil {
		return errors.Wrap(err, "cannot list revisions")
	}
	for _, r := range l.Items {
		next := r.Spec.DesiredState == pkgv1.PackageRevisionActive && r.Spec.Revision > 1
		if next && r.GetCondition(pkgv1.TypeRevisionHealthy).Status == corev1.ConditionTrue {
			return nil
		}
	}
	return errors.Errorf("no new revision is healthy, of %d", len(l.Items))
}

// revisions of the Compositions that claims are on.
func (w *world) revisions(t *testing.T, rs []ref) map[ref]string {
	t.Helper()
	s, out := w.snapshot(), map[ref]string{}
	for _, r := range rs {
		c, err := s.claim(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		out[r] = w.revisionOf(c)
	}
	return out
}

func (w *world) revisionOf(c claim) string {
	path := []string{"spec", "compositionRevisionRef", "name"}
	if w.flavour == flavour.Native {
		path = []string{"spec", "crossplane", "compositionRevisionRef", "name"}
	}
	name, _, _ := unstructured.NestedString(c.composite.Object, path...)
	return name
}

// haveMoved returns nil once every claim was composed by a new revision.
func (w *world) haveMoved(ctx context.Context, rs []ref, old map[ref]string) error {
	s := w.snapshot()
	for _, r := range rs {
		c, err := s.claim(ctx, r)
		if err != nil {
			return err
		}
		if now := w.revisionOf(c); now == "" || now == old[r] {
			return errors.Errorf("%s is still on revision %q", r, now)
		}
		st, err := statusOf(c.composite)
		if err != nil {
			return err
		}
		synced := st.condition(xpv2.TypeSynced)
		if synced.Status != corev1.ConditionTrue || synced.ObservedGeneration != c.composite.GetGeneration() {
			return errors.Errorf("%s was not composed by its new revision yet: %s", r, synced.Message)
		}
	}
	return nil
}
