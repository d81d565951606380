// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package packages

import (
	"slices"

	extv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"

	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/crds"
)

const (
	// KindProviderConfig configures a provider: for the whole cluster where
	// managed resources are cluster-scoped, else for a namespace.
	KindProviderConfig = "ProviderConfig"

	// KindClusterProviderConfig configures a provider for the whole cluster
	// where managed resources are namespaced.
	KindClusterProviderConfig = "ClusterProviderConfig"
)

// isCloud is true for the providers of clouds. They come in families of packages.
func isCloud(p platform.Provider) bool { return slices.Contains(platform.Providers(), p) }

// ConfigGroup is the API group of the configuration of a provider.
func ConfigGroup(p platform.Provider, s managed.Scope) string {
	vendor := upbound
	if !isCloud(p) {
		vendor = crossplane
	}
	return managed.Type{Group: string(p) + "." + vendor}.GroupIn(s)
}

// configs returns the definitions of the configuration of a provider. Where we compose
// it ourselves there is also that of its usages, which keep it from going too soon.
func configs(p platform.Provider, s managed.Scope) ([]any, error) {
	out, err := configKinds(p, s)
	if err != nil || isCloud(p) {
		return out, err
	}
	src, err := crds.Pinned(p)
	if err != nil {
		return nil, err
	}
	usages, err := src.Get("providerconfigusages." + ConfigGroup(p, s))
	if err != nil {
		return nil, err
	}
	return append(out, stored(usages)), nil
}

// stored is the version of a definition in which objects are stored.
func stored(crd *extv1.CustomResourceDefinition) *definition {
	i := slices.IndexFunc(crd.Spec.Versions, func(v extv1.CustomResourceDefinitionVersion) bool { return v.Storage })
	return only(crd, crd.Spec.Versions[i].Name)
}

func configKinds(p platform.Provider, s managed.Scope) ([]any, error) {
	if s == managed.ScopeCluster {
		d, err := config(p, s, names(KindProviderConfig, "providerconfig"), extv1.ClusterScoped)
		return []any{d}, err
	}
	local, err := config(p, s, names(KindProviderConfig, "providerconfig"), extv1.NamespaceScoped)
	if err != nil {
		return nil, err
	}
	wide, err := config(p, s, names(KindClusterProviderConfig, "clusterproviderconfig"), extv1.ClusterScoped)
	return []any{local, wide}, err
}

// config returns the definition of one kind of configuration: the provider's own,
// else derived from the one that every release has. A test shows that it is
// derived correctly where a release has both.
func config(p platform.Provider, s managed.Scope, n extv1.CustomResourceDefinitionNames, scope extv1.ResourceScope) (*definition, error) {
	sources, err := crds.For(p)
	if err != nil {
		return nil, err
	}
	name := n.Plural + "." + ConfigGroup(p, s)
	for _, src := range sources {
		if !src.Has(name) {
			continue
		}
		crd, err := src.Get(name)
		if err != nil {
			return nil, err
		}
		return stored(crd), nil
	}
	crd, err := sources[0].Get("providerconfigs." + ConfigGroup(p, managed.ScopeCluster))
	if err != nil {
		return nil, errors.Wrapf(err, "cannot derive %q", name)
	}
	return derive(crd, ConfigGroup(p, s), n, scope), nil
}

func derive(crd *extv1.CustomResourceDefinition, group string, n extv1.CustomResourceDefinitionNames, scope extv1.ResourceScope) *definition {
	d := newDefinition(crd)
	d.Name = n.Plural + "." + group
	n.Categories = d.Spec.Names.Categories
	d.Spec.Group, d.Spec.Names, d.Spec.Scope = group, n, scope
	return d
}

func names(kind, singular string) extv1.CustomResourceDefinitionNames {
	return extv1.CustomResourceDefinitionNames{Kind: kind, ListKind: kind + "List", Plural: singular + "s", Singular: singular}
}
