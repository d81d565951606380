// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package packages

import (
	"slices"
	"strings"

	extv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	pkgmetav1 "github.com/crossplane/crossplane/apis/v2/pkg/meta/v1"
	pkgv1 "github.com/crossplane/crossplane/apis/v2/pkg/v1"
	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/crds"
	"github.com/hyperscalar/hyperscalar/test/kinds"
)

const (
	upbound        = "upbound.io"
	crossplane     = "crossplane.io"
	providerPrefix = "provider-"
	familyPrefix   = "provider-family-"
	labelFamily    = "pkg.crossplane.io/provider-family"

	// capabilitySafeStart has Crossplane create the CustomResourceDefinition
	// of a managed resource only once a policy activates it.
	capabilitySafeStart = "SafeStart"
)

// A definition is a CustomResourceDefinition without the status that a manifest
// must not have.
type definition struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata"`

	Spec extv1.CustomResourceDefinitionSpec `json:"spec"`
}

// A kind of managed resource in one scope.
type kind struct {
	provider platform.Provider
	kind     managed.Type
	scope    managed.Scope
}

// repository of the provider package that carries the kind. What has no service
// of its own is in the package of the family, and what is at no cloud in the only
// package of its provider.
func (k kind) repository(org string) string {
	if !isCloud(k.provider) {
		return org + "/" + providerPrefix + string(k.provider)
	}
	service, ok := strings.CutSuffix(k.kind.Group, "."+string(k.provider)+"."+upbound)
	if !ok {
		return org + "/" + familyPrefix + string(k.provider)
	}
	return org + "/" + providerPrefix + string(k.provider) + "-" + service
}

// org is the organisation that publishes the dependency.
func (d Dependency) org() string {
	org, _, _ := strings.Cut(d.Repository, "/")
	return org
}

// provider that the dependency is a package of.
func (d Dependency) provider() platform.Provider {
	_, name, _ := strings.Cut(d.Repository, "/")
	name = strings.TrimPrefix(strings.TrimPrefix(name, familyPrefix), providerPrefix)
	p, _, _ := strings.Cut(name, "-")
	return platform.Provider(p)
}

// family is the repository of the package of the dependency's family. The provider of
// what is at no cloud is one package.
func (d Dependency) family() string {
	if !isCloud(d.provider()) {
		return d.Repository
	}
	return d.org() + "/" + familyPrefix + string(d.provider())
}

// Providers returns the provider packages that a Configuration depends on, and
// the packages of their families. They carry the kinds that it activates.
func Providers(c *Configuration) ([]Package, error) {
	all, err := activated(c.Activated)
	if err != nil {
		return nil, err
	}
	var out []Package
	for _, d := range withFamilies(c.Dependencies) {
		p, err := provider(d, all)
		if err != nil {
			return nil, errors.Wrapf(err, "cannot make provider package %q", d.Repository)
		}
		out = append(out, p)
	}
	return out, nil
}

// withFamilies returns the dependencies that are providers, and the families that
// those depend on in turn.
func withFamilies(ds []Dependency) []Dependency {
	var out []Dependency
	for _, d := range ds {
		if d.Kind == pkgv1.ProviderKind {
			out = append(out, d)
		}
	}
	for _, d := range slices.Clone(out) {
		f := d.family()
		if !slices.ContainsFunc(out, func(o Dependency) bool { return o.Repository == f }) {
			out = append(out, Dependency{Kind: d.Kind, Repository: f, Version: d.Version})
		}
	}
	return out
}

// activated finds the kinds with the supplied names.
func activated(names []string) ([]kind, error) {
	byName := map[string]kind{}
	for _, p := range kinds.Providers() {
		for _, k := range kinds.Of(p) {
			if !kinds.IsManaged(k) {
				continue
			}
			for _, s := range []managed.Scope{managed.ScopeCluster, managed.ScopeNamespaced} {
				byName[k.ForProvider.Type().CRDIn(s)] = kind{provider: p, kind: k.ForProvider.Type(), scope: s}
			}
		}
	}
	out := make([]kind, 0, len(names))
	for _, n := range names {
		k, ok := byName[n]
		if !ok {
			return nil, errors.Errorf("cannot find the activated kind %q among those that we compose", n)
		}
		out = append(out, k)
	}
	return out, nil
}

// provider returns the package that carries those of the supplied kinds that are
// its own. The package of a family carries the configuration of its providers too.
func provider(d Dependency, all []kind) (Package, error) {
	objects := []any{meta(d)}
	mine := slices.DeleteFunc(slices.Clone(all), func(k kind) bool { return k.repository(d.org()) != d.Repository })
	if len(mine) == 0 && (d.Repository != d.family() || !isCloud(d.provider())) {
		return Package{}, errors.New("nothing that it carries is activated")
	}
	if d.Repository == d.family() {
		cs, err := configs(d.provider(), all[0].scope)
		if err != nil {
			return Package{}, err
		}
		objects = append(objects, cs...)
	}
	for _, k := range mine {
		crd, err := crds.Find(k.provider, k.kind, k.scope)
		if err != nil {
			return Package{}, err
		}
		objects = append(objects, only(crd, k.kind.VersionIn(k.scope)))
	}
	img, err := image(objects...)
	return Package{Repository: d.Repository, Version: d.Version, Image: img}, err
}

func meta(d Dependency) *pkgmetav1.Provider {
	fam := d.family()
	_, name, _ := strings.Cut(d.Repository, "/")
	_, famName, _ := strings.Cut(fam, "/")
	p := &pkgmetav1.Provider{
		TypeMeta:   metav1.TypeMeta{APIVersion: pkgmetav1.SchemeGroupVersion.String(), Kind: pkgmetav1.ProviderKind},
		ObjectMeta: metav1.ObjectMeta{Name: name},
	}
	if isCloud(d.provider()) {
		p.Labels = map[string]string{labelFamily: famName}
	}
	p.Spec.Capabilities = []string{capabilitySafeStart}
	if d.Repository != fam {
		p.Spec.DependsOn = []pkgmetav1.Dependency{{
			APIVersion: new(pkgv1.SchemeGroupVersion.String()),
			Kind:       new(pkgv1.ProviderKind),
			Package:    new(Registry + "/" + fam),
			Version:    ">=" + d.Version,
		}}
	}
	return p
}

// only the supplied version of a definition. Others would need the webhook of the
// provider that converts between them.
func only(crd *extv1.CustomResourceDefinition, version string) *definition {
	d := newDefinition(crd)
	d.Spec.Conversion = nil
	d.Spec.Versions = slices.DeleteFunc(d.Spec.Versions, func(v extv1.CustomResourceDefinitionVersion) bool { return v.Name != version })
	for i := range d.Spec.Versions {
		d.Spec.Versions[i].Storage = true
		d.Spec.Versions[i].Served = true
		if s := d.Spec.Versions[i].Schema; s != nil {
			undescribed(s.OpenAPIV3Schema)
		}
	}
	return d
}

// undescribed removes the descriptions from a schema. They are most of it, and
// Crossplane and the API server read and write each definition many times.
func undescribed(s *extv1.JSONSchemaProps) {
	if s == nil {
		return
	}
	s.Description = ""
	if s.Items != nil {
		undescribed(s.Items.Schema)
	}
	if s.AdditionalProperties != nil {
		undescribed(s.AdditionalProperties.Schema)
	}
	for n, p := range s.Properties {
		undescribed(&p)
		s.Properties[n] = p
	}
}

func newDefinition(crd *extv1.CustomResourceDefinition) *definition {
	return &definition{
		TypeMeta:   metav1.TypeMeta{APIVersion: extv1.SchemeGroupVersion.String(), Kind: "CustomResourceDefinition"},
		ObjectMeta: metav1.ObjectMeta{Name: crd.GetName()},
		Spec:       crd.DeepCopy().Spec,
	}
}
