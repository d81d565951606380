// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package controlplane

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"github.com/crossplane/crossplane-runtime/v2/pkg/meta"
	xpv2 "github.com/crossplane/crossplane/apis/v2/core/v2"
	pkgv1 "github.com/crossplane/crossplane/apis/v2/pkg/v1"
	pkgv1beta1 "github.com/crossplane/crossplane/apis/v2/pkg/v1beta1"
	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/controlplane/isolation"
	"github.com/hyperscalar/hyperscalar/test/controlplane/packages"
	"github.com/hyperscalar/hyperscalar/test/controlplane/startup"
)

// installInterval is how often it is asked whether everything is installed: to list every API
// keeps the API server from installing them.
const installInterval = time.Second

// readConfiguration reads the Configuration package.
func (o Options) readConfiguration() (packages.Package, error) {
	file, repository := o.configuration()
	if _, err := os.Stat(file); err != nil {
		return packages.Package{}, errors.Wrap(err, "cannot find the package of the Configuration: run make package")
	}
	return packages.Read(file, repository, version)
}

// install the Configuration as a user would, and wait until Crossplane's package
// manager has found all that it depends on and everything works.
func (s *supervisor) install(ctx context.Context) error {
	if err := s.apply(ctx, s.redirection()); err != nil {
		return err
	}
	main := s.packages[0]
	if err := s.apply(ctx, &pkgv1.Configuration{
		TypeMeta:   metav1.TypeMeta{APIVersion: pkgv1.SchemeGroupVersion.String(), Kind: pkgv1.ConfigurationKind},
		ObjectMeta: metav1.ObjectMeta{Name: main.Name()},
		Spec:       pkgv1.ConfigurationSpec{PackageSpec: pkgv1.PackageSpec{Package: main.Source()}},
	}); err != nil {
		return err
	}
	if err := s.refresh(ctx); err != nil {
		return err
	}
	if err := pollEvery(ctx, installInterval, func() error { return s.installed(ctx) }); err != nil {
		return err
	}
	return writeJSON(s.layout.installed(), s.installation)
}

// redirection has Crossplane fetch packages from our registry, whatever they are
// named after.
func (s *supervisor) redirection() *pkgv1beta1.ImageConfig {
	return &pkgv1beta1.ImageConfig{
		TypeMeta:   metav1.TypeMeta{APIVersion: pkgv1beta1.SchemeGroupVersion.String(), Kind: "ImageConfig"},
		ObjectMeta: metav1.ObjectMeta{Name: "local-registry"},
		Spec: pkgv1beta1.ImageConfigSpec{
			MatchImages:  []pkgv1beta1.ImageMatch{{Type: pkgv1beta1.Prefix, Prefix: packages.Registry}},
			RewriteImage: &pkgv1beta1.ImageRewrite{Prefix: isolation.Address(s.ports.Registry)},
		},
	}
}

// refresh packages that changed under the same version, which Crossplane does not
// expect of a package.
func (s *supervisor) refresh(ctx context.Context) error {
	changed := s.installation.changed(s.before)
	if len(changed) == 0 {
		return nil
	}
	ps, err := s.installedPackages(ctx)
	if err != nil {
		return err
	}
	for _, p := range ps {
		if !changed[p.GetName()] {
			continue
		}
		was := p.DeepCopyObject().(client.Object) //nolint:forcetypeassert // A copy has the type of what it copies.
		p.SetPackagePullPolicy(new(corev1.PullAlways))
		if err := s.kube.Patch(ctx, p, client.MergeFrom(was)); err != nil {
			return errors.Wrapf(err, "cannot refresh package %q", p.GetName())
		}
	}
	// Until Crossplane has noticed, everything looks as healthy as it was before.
	quiet := calm(0)
	return poll(ctx, func() error {
		idle, err := s.packageManagerIdle(ctx)
		if err == nil && !quiet.lasts(idle) {
			err = errors.New("Crossplane has not dealt with the packages that changed")
		}
		return err
	})
}

// installed returns nil once every package is healthy, and every API of ours and
// of the providers is served.
func (s *supervisor) installed(ctx context.Context) error {
	unhealthy, err := s.unhealthy(ctx)
	if err != nil {
		return err
	}
	unserved, err := s.unserved()
	if err != nil {
		return err
	}
	apis := len(s.contents.Activated) + len(s.contents.Served)
	startup.Describe(ctx, fmt.Sprintf("%d of %d packages are healthy, %d of %d APIs are served",
		len(s.packages)-len(unhealthy), len(s.packages), apis-len(unserved), apis))
	if len(unhealthy) > 0 {
		return errors.Errorf("packages are not healthy: %s", strings.Join(unhealthy, "; "))
	}
	if len(unserved) > 0 {
		return errors.Errorf("APIs are not served: %s", strings.Join(unserved, ", "))
	}
	return nil
}

// unhealthy packages, each with what Crossplane says about it.
func (s *supervisor) unhealthy(ctx context.Context) ([]string, error) {
	ps, err := s.installedPackages(ctx)
	if err != nil {
		return nil, err
	}
	revs, err := activeRevisions(ctx, s.kube)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, want := range s.packages {
		i := slices.IndexFunc(ps, func(p pkgv1.Package) bool { return p.GetName() == want.Name() })
		if i < 0 {
			out = append(out, want.Name()+": not installed")
			continue
		}
		if ps[i].GetCondition(pkgv1.TypeHealthy).Status != corev1.ConditionTrue {
			out = append(out, want.Name()+": "+complaints(ps[i], revs[want.Name()]))
		}
	}
	return out, nil
}

// unserved APIs of ours and of the providers.
func (s *supervisor) unserved() ([]string, error) {
	lists, err := s.discovery.ServerPreferredResources()
	if err != nil {
		return nil, errors.Wrap(err, "cannot discover APIs")
	}
	served := map[string]bool{}
	for _, l := range lists {
		gv, err := schema.ParseGroupVersion(l.GroupVersion)
		if err != nil {
			return nil, errors.Wrap(err, "cannot discover APIs")
		}
		for _, r := range l.APIResources {
			served[r.Name+"."+gv.Group] = true
		}
	}
	return slices.DeleteFunc(slices.Concat(s.contents.Activated, s.contents.Served), func(n string) bool { return served[n] }), nil
}

// installedPackages of every kind.
func (s *supervisor) installedPackages(ctx context.Context) ([]pkgv1.Package, error) {
	cs, ps, fs := &pkgv1.ConfigurationList{}, &pkgv1.ProviderList{}, &pkgv1.FunctionList{}
	for _, l := range []client.ObjectList{cs, ps, fs} {
		if err := s.kube.List(ctx, l); err != nil {
			return nil, errors.Wrap(err, "cannot list packages")
		}
	}
	var out []pkgv1.Package
	for i := range cs.Items {
		out = append(out, &cs.Items[i])
	}
	for i := range ps.Items {
		out = append(out, &ps.Items[i])
	}
	for i := range fs.Items {
		out = append(out, &fs.Items[i])
	}
	return out, nil
}

// activeRevisions of packages of every kind, by the names of their packages.
func activeRevisions(ctx context.Context, kube client.Reader) (map[string]pkgv1.PackageRevision, error) {
	out := map[string]pkgv1.PackageRevision{}
	for _, l := range []pkgv1.PackageRevisionList{&pkgv1.ConfigurationRevisionList{}, &pkgv1.ProviderRevisionList{}, &pkgv1.FunctionRevisionList{}} {
		if err := kube.List(ctx, l); err != nil {
			return nil, errors.Wrap(err, "cannot list revisions of packages")
		}
		for _, rev := range l.GetRevisions() {
			if rev.GetDesiredState() == pkgv1.PackageRevisionActive {
				out[rev.GetLabels()[pkgv1.LabelParentPackage]] = rev
			}
		}
	}
	return out, nil
}

// complaints that Crossplane has about a package. Of one that we paused only its revision, if
// there is one, says what is the matter.
func complaints(p pkgv1.Package, rev pkgv1.PackageRevision) string {
	conditions := []xpv2.Condition{p.GetCondition(pkgv1.TypeInstalled), p.GetCondition(pkgv1.TypeHealthy)}
	if meta.IsPaused(p) && rev != nil {
		conditions = []xpv2.Condition{rev.GetCondition(pkgv1.TypeRevisionHealthy), rev.GetCondition(pkgv1.TypeRuntimeHealthy)}
	}
	if rev != nil && meta.IsPaused(rev) {
		return "waits for other packages"
	}
	var out []string
	for _, c := range conditions {
		if c.Status != corev1.ConditionTrue && c.Message != "" {
			out = append(out, c.Message)
		}
	}
	if len(out) == 0 {
		return "Crossplane has not got to it yet"
	}
	return strings.Join(out, ", ")
}
