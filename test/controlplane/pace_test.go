// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package controlplane

import (
	"context"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"

	"github.com/crossplane/crossplane-runtime/v2/pkg/meta"
	xpv2 "github.com/crossplane/crossplane/apis/v2/core/v2"
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
	healthy := func(parent string) *pkgv1.ProviderRevision {
		rev := &pkgv1.ProviderRevision{ObjectMeta: metav1.ObjectMeta{Name: parent, Labels: map[string]string{pkgv1.LabelParentPackage: parent}}}
		rev.SetDesiredState(pkgv1.PackageRevisionActive)
		rev.SetConditions(pkgv1.RevisionHealthy(), pkgv1.RuntimeHealthy())
		return rev
	}
	unhealthy, inactive := healthy("org-b"), healthy("org-b")
	unhealthy.SetConditions(pkgv1.RevisionUnhealthy())
	inactive.SetDesiredState(pkgv1.PackageRevisionInactive)

	cases := map[string]struct {
		reason  string
		lock    []string
		objects []client.Object
		busy    bool

		complete, established bool
	}{
		"Missing": {
			reason: "One package is not known yet.",
			lock:   []string{"org/main", "org/a"},
		},
		"NotHealthy": {
			reason:   "Every package is known, and one is not healthy.",
			lock:     []string{"org/main", "org/a", "org/b"},
			objects:  []client.Object{healthy("org-a"), unhealthy},
			complete: true,
		},
		"Inactive": {
			reason:   "It does not matter that an old revision was healthy.",
			lock:     []string{"org/main", "org/a", "org/b"},
			objects:  []client.Object{healthy("org-a"), inactive},
			complete: true,
		},
		"Busy": {
			reason:   "What Crossplane still works on is not established.",
			lock:     []string{"org/main", "org/a", "org/b"},
			objects:  []client.Object{healthy("org-a"), healthy("org-b")},
			busy:     true,
			complete: true,
		},
		"Established": {
			reason:      "The Configuration itself does not have to be healthy.",
			lock:        []string{"org/main", "org/a", "org/b"},
			objects:     []client.Object{healthy("org-a"), healthy("org-b")},
			complete:    true,
			established: true,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lock := lockOf()
			kube := fakeKube(t, append(tc.objects, lock)...)
			r := &resolution{
				kube:     kube,
				packages: []packages.Package{{Repository: "org/main"}, {Repository: "org/a"}, {Repository: "org/b"}},
				idle:     func(context.Context) (bool, error) { return !tc.busy, nil },
			}
			if err := r.advance(t.Context()); err != nil {
				t.Fatal(err)
			}
			lock.Packages = lockOf(tc.lock...).Packages
			if err := kube.Update(t.Context(), lock); err != nil {
				t.Fatal(err)
			}
			for range quietTicks {
				if r.isEstablished() {
					t.Errorf("%s\nisEstablished(): want false until nothing was done for %d ticks", tc.reason, quietTicks)
				}
				if err := r.advance(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			if got := r.isComplete(); got != tc.complete {
				t.Errorf("%s\nisComplete(): want %t, got %t", tc.reason, tc.complete, got)
			}
			if got := r.isEstablished(); got != tc.established {
				t.Errorf("%s\nisEstablished(): want %t, got %t", tc.reason, tc.established, got)
			}
		})
	}
}

func TestResolutionOfEarlierRun(t *testing.T) {
	t.Parallel()
	lock := lockOf("org/main", "org/a")
	kube := fakeKube(t, lock)
	r := &resolution{
		kube: kube, packages: []packages.Package{{Repository: "org/main"}, {Repository: "org/a"}},
		idle: func(context.Context) (bool, error) { return false, nil },
	}
	check := func(reason string) {
		t.Helper()
		if err := r.advance(t.Context()); err != nil {
			t.Fatal(err)
		}
		if !r.isComplete() || !r.isEstablished() {
			t.Errorf("%s\nisComplete(): %t, isEstablished(): %t", reason, r.isComplete(), r.isEstablished())
		}
	}
	check("What an earlier run has resolved is not paused.")
	lock.Packages = nil
	if err := kube.Update(t.Context(), lock); err != nil {
		t.Fatal(err)
	}
	check("What becomes of packages later does not matter.")
}

func TestPacer(t *testing.T) {
	t.Parallel()
	ours := map[string]string{annotationPaced: "true", meta.AnnotationKeyReconciliationPaused: "true"}
	theirs := map[string]string{meta.AnnotationKeyReconciliationPaused: "true"}
	cases := map[string]struct {
		reason      string
		known       bool
		until       bool
		annotations map[string]string
		want        map[string]string
	}{
		"Unknown": {
			reason: "A revision must make itself known.",
		},
		"Known": {
			reason: "A revision that is known can do nothing until the others are.",
			known:  true,
			want:   ours,
		},
		"GoesOn": {
			reason:      "A revision goes on once it can.",
			known:       true,
			until:       true,
			annotations: ours,
		},
		"SomebodyElse": {
			reason:      "A revision that somebody else paused stays so.",
			known:       true,
			until:       true,
			annotations: theirs,
			want:        theirs,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rev := &pkgv1.ProviderRevision{ObjectMeta: metav1.ObjectMeta{Name: "org-a", Annotations: tc.annotations}}
			kube := fakeKube(t, rev)
			p := &pacer{
				kube:  kube,
				new:   func() client.Object { return &pkgv1.ProviderRevision{} },
				known: func(string) bool { return tc.known },
				until: func() bool { return tc.until },
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

// TestPacers has everything known and nothing established: what the Configuration depends on
// goes on, and the rest waits.
func TestPacers(t *testing.T) {
	t.Parallel()
	objects := map[string]client.Object{
		"ConfigurationRevision": &pkgv1.ConfigurationRevision{ObjectMeta: metav1.ObjectMeta{Name: "org-main"}},
		"FunctionRevision":      &pkgv1.FunctionRevision{ObjectMeta: metav1.ObjectMeta{Name: "org-a"}},
		"ProviderRevision":      &pkgv1.ProviderRevision{ObjectMeta: metav1.ObjectMeta{Name: "org-a"}},
		"Function":              &pkgv1.Function{ObjectMeta: metav1.ObjectMeta{Name: "org-a"}},
		"Provider":              &pkgv1.Provider{ObjectMeta: metav1.ObjectMeta{Name: "org-a"}},
	}
	lock := lockOf()
	all := []client.Object{lock}
	for _, o := range objects {
		all = append(all, o)
	}
	kube := fakeKube(t, all...)
	r := &resolution{
		kube: kube, packages: []packages.Package{{Repository: "org/main"}, {Repository: "org/a"}},
		idle: func(context.Context) (bool, error) { return false, nil },
	}
	for range 2 {
		if err := r.advance(t.Context()); err != nil {
			t.Fatal(err)
		}
		lock.Packages = lockOf("org/main", "org/a").Packages
		if err := kube.Update(t.Context(), lock); err != nil {
			t.Fatal(err)
		}
	}
	got := map[string]bool{}
	for _, p := range pacers(kube, r) {
		for kind, o := range objects {
			if reflect.TypeOf(o) != reflect.TypeOf(p.new()) {
				continue
			}
			if _, err := p.Reconcile(t.Context(), ctrl.Request{NamespacedName: client.ObjectKeyFromObject(o)}); err != nil {
				t.Fatal(err)
			}
			if err := kube.Get(t.Context(), client.ObjectKeyFromObject(o), o); err != nil {
				t.Fatal(err)
			}
			got[kind] = meta.IsPaused(o)
		}
	}
	want := map[string]bool{"ConfigurationRevision": true, "FunctionRevision": false, "ProviderRevision": false, "Function": true, "Provider": true}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Reconcile(): paused: -want, +got:\n%s", diff)
	}
}

func TestComplaints(t *testing.T) {
	t.Parallel()
	paused := metav1.ObjectMeta{Annotations: map[string]string{meta.AnnotationKeyReconciliationPaused: "true"}}
	provider := func(m metav1.ObjectMeta, cs ...xpv2.Condition) *pkgv1.Provider {
		p := &pkgv1.Provider{ObjectMeta: m}
		p.SetConditions(cs...)
		return p
	}
	revision := func(m metav1.ObjectMeta, cs ...xpv2.Condition) *pkgv1.ProviderRevision {
		r := &pkgv1.ProviderRevision{ObjectMeta: m}
		r.SetConditions(cs...)
		return r
	}
	cases := map[string]struct {
		reason string
		p      pkgv1.Package
		rev    pkgv1.PackageRevision
		want   string
	}{
		"New": {
			reason: "There is no revision yet.",
			p:      provider(metav1.ObjectMeta{}),
			want:   "Crossplane has not got to it yet",
		},
		"Package": {
			reason: "A package says itself what is wrong.",
			p:      provider(metav1.ObjectMeta{}, pkgv1.Unpacking().WithMessage("no such image"), pkgv1.Unhealthy().WithMessage("cannot unpack")),
			rev:    revision(metav1.ObjectMeta{}),
			want:   "no such image, cannot unpack",
		},
		"Paused": {
			reason: "A package that waits for its revision says nothing new.",
			p:      provider(paused, pkgv1.Unhealthy().WithMessage("outdated")),
			rev:    revision(metav1.ObjectMeta{}, pkgv1.RevisionUnhealthy().WithMessage("cannot establish"), pkgv1.RuntimeHealthy().WithMessage("runs")),
			want:   "cannot establish",
		},
		"RevisionPaused": {
			reason: "A revision that waits for others is not to blame.",
			p:      provider(paused),
			rev:    revision(paused, pkgv1.RevisionUnhealthy().WithMessage("outdated")),
			want:   "waits for other packages",
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := complaints(tc.p, tc.rev); got != tc.want {
				t.Errorf("%s\ncomplaints(): want %q, got %q", tc.reason, tc.want, got)
			}
		})
	}
}
