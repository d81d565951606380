// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package controlplane

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"

	"github.com/crossplane/crossplane-runtime/v2/pkg/meta"
	pkgv1 "github.com/crossplane/crossplane/apis/v2/pkg/v1"
	pkgv1beta1 "github.com/crossplane/crossplane/apis/v2/pkg/v1beta1"

	"github.com/hyperscalar/hyperscalar/test/controlplane/packages"
)

// lockOf the supplied repositories, each with a revision that has its name.
func lockOf(repositories ...string) *pkgv1beta1.Lock {
	l := &pkgv1beta1.Lock{ObjectMeta: metav1.ObjectMeta{Name: lockName}}
	for _, r := range repositories {
		l.Packages = append(l.Packages, pkgv1beta1.LockPackage{Name: packages.Package{Repository: r}.Name(), Source: packages.Registry + "/" + r})
	}
	return l
}

func fakeKube(t *testing.T, objects ...client.Object) client.Client {
	t.Helper()
	scheme, err := newScheme()
	if err != nil {
		t.Fatal(err)
	}
	return fake.NewClientBuilder().WithScheme(scheme).WithObjects(objects...).Build()
}

func TestResolution(t *testing.T) {
	t.Parallel()
	lock := lockOf("org/a")
	kube := fakeKube(t, lock)
	r := &resolution{kube: kube, packages: []packages.Package{{Repository: "org/a"}, {Repository: "org/b"}}}
	check := func(reason string, want bool) {
		t.Helper()
		if got, err := r.complete(t.Context()); err != nil || got != want {
			t.Errorf("%s\ncomplete(): want %t, got %t, error %v", reason, want, got, err)
		}
	}
	check("One package is not known yet.", false)
	lock.Packages = lockOf("org/a", "org/b").Packages
	if err := kube.Update(t.Context(), lock); err != nil {
		t.Fatal(err)
	}
	check("Every package is known.", true)
	lock.Packages = nil
	if err := kube.Update(t.Context(), lock); err != nil {
		t.Fatal(err)
	}
	check("Once every package was known, it does not matter what becomes of them.", true)
}

func TestPacer(t *testing.T) {
	t.Parallel()
	ours := map[string]string{annotationPaced: "true", meta.AnnotationKeyReconciliationPaused: "true"}
	theirs := map[string]string{meta.AnnotationKeyReconciliationPaused: "true"}
	cases := map[string]struct {
		reason      string
		lock        []string
		annotations map[string]string
		want        map[string]string
	}{
		"Unknown": {
			reason: "A revision must make itself known.",
		},
		"Known": {
			reason: "A revision that is known can do nothing until the others are.",
			lock:   []string{"org/a"},
			want:   ours,
		},
		"Complete": {
			reason:      "A revision goes on once every package is known.",
			lock:        []string{"org/a", "org/b"},
			annotations: ours,
		},
		"SomebodyElse": {
			reason:      "A revision that somebody else paused stays so.",
			lock:        []string{"org/a", "org/b"},
			annotations: theirs,
			want:        theirs,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rev := &pkgv1.ProviderRevision{ObjectMeta: metav1.ObjectMeta{Name: "org-a", Annotations: tc.annotations}}
			kube := fakeKube(t, rev, lockOf(tc.lock...))
			p := &pacer{
				kube:       kube,
				new:        func() pkgv1.PackageRevision { return &pkgv1.ProviderRevision{} },
				resolution: &resolution{kube: kube, packages: []packages.Package{{Repository: "org/a"}, {Repository: "org/b"}}},
			}
			key := types.NamespacedName{Name: rev.GetName()}
			if _, err := p.Reconcile(t.Context(), ctrl.Request{NamespacedName: key}); err != nil {
				t.Fatal(err)
			}
			got := &pkgv1.ProviderRevision{}
			if err := kube.Get(t.Context(), key, got); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tc.want, got.GetAnnotations()); diff != "" {
				t.Errorf("%s\nReconcile(): annotations: -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
