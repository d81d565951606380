// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"context"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// AnnotationAccount on a provider config is the name of the account that it gives
// access to, for provider configs that share one. It is that of the provider config
// otherwise.
const AnnotationAccount = "sim.hyperscalar.io/account"

// Kinds of provider configs. The cluster-scoped ones of namespaced managed resources
// have a name of their own.
const (
	kindProviderConfig        = "ProviderConfig"
	kindClusterProviderConfig = "ClusterProviderConfig"
)

const providerConfigVersion = "v1beta1"

// account returns the name of the account of a managed resource, and the spec of the
// provider config that gives access to it.
func (k *kindClient) account(ctx context.Context, w wrapped) (string, cloud.Value, error) {
	if k.kind.clusters != nil {
		return k.server(ctx, w)
	}
	kind, key, err := providerConfigOf(w)
	if err != nil {
		return "", nil, err
	}
	group := string(k.kind.cloud.Dialect().Provider()) + ".upbound.io"
	if _, ok := w.(*namespacedManaged); ok {
		group = string(k.kind.cloud.Dialect().Provider()) + ".m.upbound.io"
	}
	pc := &unstructured.Unstructured{}
	pc.SetGroupVersionKind(schema.GroupVersionKind{Group: group, Version: providerConfigVersion, Kind: kind})
	if err := k.Client.Get(ctx, key, pc); err != nil {
		return "", nil, errors.Wrap(err, "cannot get referenced ProviderConfig")
	}
	spec, _, _ := unstructured.NestedMap(pc.Object, "spec")
	if a := pc.GetAnnotations()[AnnotationAccount]; a != "" {
		return a, spec, nil
	}
	if key.Namespace != "" {
		return key.Namespace + "/" + key.Name, spec, nil
	}
	return key.Name, spec, nil
}

// server is the URL of the API server of the cluster that a managed resource is in.
func (k *kindClient) server(ctx context.Context, w wrapped) (string, cloud.Value, error) {
	spec, err := k.clusterConfig(ctx, w)
	if err != nil {
		return "", nil, err
	}
	server, _, err := k.caller(ctx, spec)
	return server, nil, err
}

func providerConfigOf(w wrapped) (kind string, key types.NamespacedName, err error) {
	switch mg := w.(type) {
	case *clusterManaged:
		if ref := mg.GetProviderConfigReference(); ref != nil {
			return kindProviderConfig, types.NamespacedName{Name: ref.Name}, nil
		}
	case *namespacedManaged:
		ref := mg.GetProviderConfigReference()
		switch {
		case ref == nil:
		case ref.Kind == kindClusterProviderConfig:
			return ref.Kind, types.NamespacedName{Name: ref.Name}, nil
		case ref.Kind == kindProviderConfig:
			return ref.Kind, types.NamespacedName{Namespace: mg.GetNamespace(), Name: ref.Name}, nil
		default:
			return "", types.NamespacedName{}, errors.Errorf("referenced provider config kind %q is invalid for %s/%s", ref.Kind, mg.GetNamespace(), mg.GetName())
		}
	}
	return "", types.NamespacedName{}, errors.New("no providerConfigRef provided")
}
