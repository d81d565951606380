// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"context"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"

	"github.com/crossplane/crossplane-runtime/v2/pkg/reconciler/providerconfig"
	"github.com/crossplane/crossplane-runtime/v2/pkg/resource"
	xpunstructured "github.com/crossplane/crossplane-runtime/v2/pkg/resource/unstructured"
	xpv2 "github.com/crossplane/crossplane/apis/v2/core/v2"
	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/helm"
	"github.com/hyperscalar/hyperscalar/internal/managed/kubernetes"
	"github.com/hyperscalar/hyperscalar/test/kinds"
)

const kindUsage = "ProviderConfigUsage"

// A configKind is a kind of provider config whose users are counted. Those of the clouds
// are never composed, so that nobody minds theirs.
type configKind struct {
	schema.GroupVersionKind

	plural string
	usage  schema.GroupVersionKind
	scope  managed.Scope
}

// configType of a provider.
func configType(p platform.Provider) managed.Type {
	if p == kinds.Helm {
		return helm.ProviderConfig{}.Type()
	}
	return kubernetes.ProviderConfig{}.Type()
}

// configKinds of the providers of what is in clusters.
func configKinds() []configKind {
	var out []configKind
	for _, p := range []platform.Provider{kinds.Helm, kinds.Kubernetes} {
		for _, s := range []managed.Scope{managed.ScopeCluster, managed.ScopeNamespaced} {
			gvk := gvkOf(configType(p), s)
			k := configKind{GroupVersionKind: gvk, plural: "providerconfigs", usage: gvk.GroupVersion().WithKind(kindUsage), scope: s}
			out = append(out, k)
			if s == managed.ScopeNamespaced {
				k.GroupVersionKind, k.plural = gvk.GroupVersion().WithKind(kindClusterProviderConfig), "clusterproviderconfigs"
				out = append(out, k)
			}
		}
	}
	return out
}

// crds of a kind of provider config and of its usages.
func (k configKind) crds() map[string]schema.GroupVersionKind {
	return map[string]schema.GroupVersionKind{k.plural + "." + k.Group: k.GroupVersionKind, "providerconfigusages." + k.Group: k.usage}
}

// A configReconciler counts the users of the provider configs of one kind. One that has
// any is not deleted.
type configReconciler struct {
	kind    configKind
	runtime *providerconfig.Reconciler
}

func newConfigReconciler(c client.Client, k configKind) (*configReconciler, error) {
	s, err := newScheme()
	if err != nil {
		return nil, err
	}
	var empty runtime.Object = &clusterUsage{}
	if k.scope == managed.ScopeNamespaced {
		empty = &namespacedUsage{}
	}
	list := k.usage.GroupVersion().WithKind(kindUsage + "List")
	s.AddKnownTypeWithName(k.GroupVersionKind, &config{})
	s.AddKnownTypeWithName(k.usage, empty)
	s.AddKnownTypeWithName(list, &usageList{})
	m := kindManager{client: &configClient{Client: xpunstructured.NewClient(c), kind: k}, scheme: s}
	return &configReconciler{kind: k, runtime: providerconfig.NewReconciler(m, resource.ProviderConfigKinds{
		Config: k.GroupVersionKind, Usage: k.usage, UsageList: list,
	})}, nil
}

func (r *configReconciler) reconcile(ctx context.Context, key client.ObjectKey) (reconcile.Result, error) {
	return r.runtime.Reconcile(ctx, reconcile.Request{NamespacedName: key})
}

// uses is true if a usage is of a provider config of the kind, and says of which.
func (k configKind) uses(u *unstructured.Unstructured) (client.ObjectKey, bool) {
	if u.GroupVersionKind() != k.usage {
		return client.ObjectKey{}, false
	}
	used := &namespacedUsage{usage{resourceBase{*u}}}
	ref := used.GetProviderConfigReference()
	if k.scope == managed.ScopeCluster {
		return client.ObjectKey{Name: ref.Name}, true
	}
	if k.Kind == kindClusterProviderConfig {
		return client.ObjectKey{Name: ref.Name}, ref.Kind == k.Kind
	}
	return client.ObjectKey{Namespace: u.GetNamespace(), Name: ref.Name}, ref.Kind == k.Kind
}

// A configClient tells what has no kind yet that it is a provider config, or a list of
// usages.
type configClient struct {
	client.Client

	kind configKind
}

// Get an object.
func (c *configClient) Get(ctx context.Context, key client.ObjectKey, obj client.Object, opts ...client.GetOption) error {
	if w, ok := obj.(*config); ok && w.GetKind() == "" {
		w.SetGroupVersionKind(c.kind.GroupVersionKind)
	}
	return c.Client.Get(ctx, key, obj, opts...)
}

// List objects.
func (c *configClient) List(ctx context.Context, list client.ObjectList, opts ...client.ListOption) error {
	if l, ok := list.(*usageList); ok && l.GetKind() == "" {
		l.SetGroupVersionKind(c.kind.usage.GroupVersion().WithKind(kindUsage + "List"))
	}
	return c.Client.List(ctx, list, opts...)
}

// track that a managed resource uses its provider config.
func (k *kindClient) track(ctx context.Context, w wrapped) error {
	of := usage{}
	of.SetGroupVersionKind(gvkOf(configType(k.kind.Provider()), k.kind.scope).GroupVersion().WithKind(kindUsage))
	switch mg := w.(type) {
	case *clusterManaged:
		return resource.NewLegacyProviderConfigUsageTracker(k.Client, &clusterUsage{of}).Track(ctx, mg)
	case *namespacedManaged:
		return resource.NewProviderConfigUsageTracker(k.Client, &namespacedUsage{of}).Track(ctx, mg)
	}
	return errors.Errorf("nothing tracks %T", w)
}

// A config is a provider config.
type config struct{ resourceBase }

var _ resource.ProviderConfig = &config{}

// GetUsers returns how many managed resources use the provider config.
func (c *config) GetUsers() int64 {
	n, _, _ := unstructured.NestedInt64(c.Object, "status", "users")
	return n
}

// SetUsers sets how many managed resources use the provider config.
func (c *config) SetUsers(n int64) { c.set("status.users", n) }

// DeepCopyObject returns a copy.
func (c *config) DeepCopyObject() runtime.Object { return &config{resourceBase{*c.DeepCopy()}} }

// A usage says that a managed resource uses a provider config.
type usage struct{ resourceBase }

var _ resource.ProviderConfigUsage = &usage{}

// GetResourceReference returns the reference to the managed resource.
func (u *usage) GetResourceReference() xpv2.TypedReference {
	out := xpv2.TypedReference{}
	u.into("resourceRef", &out)
	return out
}

// SetResourceReference sets the reference to the managed resource.
func (u *usage) SetResourceReference(r xpv2.TypedReference) { u.set("resourceRef", r) }

// DeepCopyObject returns a copy.
func (u *usage) DeepCopyObject() runtime.Object { return &usage{resourceBase{*u.DeepCopy()}} }

// A clusterUsage is a usage by a cluster-scoped managed resource.
type clusterUsage struct{ usage }

var _ resource.LegacyProviderConfigUsage = &clusterUsage{} //nolint:staticcheck // Claims compose cluster-scoped managed resources.

// GetProviderConfigReference returns the reference to the provider config.
func (u *clusterUsage) GetProviderConfigReference() xpv2.Reference {
	out := xpv2.Reference{}
	u.into("providerConfigRef", &out)
	return out
}

// SetProviderConfigReference sets the reference to the provider config.
func (u *clusterUsage) SetProviderConfigReference(r xpv2.Reference) { u.set("providerConfigRef", r) }

// DeepCopyObject returns a copy.
func (u *clusterUsage) DeepCopyObject() runtime.Object {
	return &clusterUsage{usage{resourceBase{*u.DeepCopy()}}}
}

// A namespacedUsage is a usage by a managed resource in a namespace.
type namespacedUsage struct{ usage }

var _ resource.TypedProviderConfigUsage = &namespacedUsage{}

// GetProviderConfigReference returns the reference to the provider config.
func (u *namespacedUsage) GetProviderConfigReference() xpv2.ProviderConfigReference {
	out := xpv2.ProviderConfigReference{}
	u.into("providerConfigRef", &out)
	return out
}

// SetProviderConfigReference sets the reference to the provider config.
func (u *namespacedUsage) SetProviderConfigReference(r xpv2.ProviderConfigReference) {
	u.set("providerConfigRef", r)
}

// DeepCopyObject returns a copy.
func (u *namespacedUsage) DeepCopyObject() runtime.Object {
	return &namespacedUsage{usage{resourceBase{*u.DeepCopy()}}}
}

// A usageList is a list of usages.
type usageList struct {
	unstructured.UnstructuredList
}

var _ resource.ProviderConfigUsageList = &usageList{}

// GetUnstructuredList returns the list without what makes it one of usages.
func (l *usageList) GetUnstructuredList() *unstructured.UnstructuredList { return &l.UnstructuredList }

// GetItems returns the usages.
func (l *usageList) GetItems() []resource.ProviderConfigUsage {
	out := make([]resource.ProviderConfigUsage, 0, len(l.Items))
	for _, u := range l.Items {
		out = append(out, &usage{resourceBase{u}})
	}
	return out
}

// DeepCopyObject returns a copy.
func (l *usageList) DeepCopyObject() runtime.Object {
	return &usageList{UnstructuredList: *l.DeepCopy()}
}
