// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package crds

import (
	"slices"
	"strings"

	extv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/internal/managed"
)

// Namespaced derives the CRD of the namespaced kind from that of the
// cluster-scoped kind, for the provider release that has no namespaced kinds yet.
// A test shows that it does so correctly where a release has both.
func Namespaced(in *extv1.CustomResourceDefinition, t managed.Type) (*extv1.CustomResourceDefinition, error) {
	out := in.DeepCopy()
	i := slices.IndexFunc(out.Spec.Versions, func(v extv1.CustomResourceDefinitionVersion) bool {
		return v.Name == t.VersionIn(managed.ScopeCluster)
	})
	if i < 0 {
		return nil, errors.Errorf("cannot find version %q of %q", t.VersionIn(managed.ScopeCluster), in.GetName())
	}
	v := out.Spec.Versions[i]
	v.Name = t.VersionIn(managed.ScopeNamespaced)
	v.Storage = true
	out.SetName(t.CRDIn(managed.ScopeNamespaced))
	out.Spec.Group = t.GroupIn(managed.ScopeNamespaced)
	out.Spec.Scope = extv1.NamespaceScoped
	out.Spec.Versions = []extv1.CustomResourceDefinitionVersion{v}

	spec := v.Schema.OpenAPIV3Schema.Properties["spec"]
	delete(spec.Properties, "deletionPolicy")
	delete(spec.Properties, "publishConnectionDetailsTo")
	spec.Properties["providerConfigRef"] = providerConfigRef()
	for _, name := range []string{"forProvider", "initProvider", "writeConnectionSecretToRef"} {
		if s, ok := spec.Properties[name]; ok {
			spec.Properties[name] = localise(name, s)
		}
	}
	return out, nil
}

func providerConfigRef() extv1.JSONSchemaProps {
	return extv1.JSONSchemaProps{
		Type:    "object",
		Default: &extv1.JSON{Raw: []byte(`{"kind":"ClusterProviderConfig","name":"default"}`)},
		Properties: map[string]extv1.JSONSchemaProps{
			"kind": {Type: "string"},
			"name": {Type: "string"},
		},
		Required: []string{"kind", "name"},
	}
}

// localise the references below a property: those to Secrets lose their
// namespace, those to other managed resources gain an optional one.
func localise(name string, in extv1.JSONSchemaProps) extv1.JSONSchemaProps {
	if in.Items != nil && in.Items.Schema != nil {
		item := localise(strings.TrimSuffix(name, "s"), *in.Items.Schema)
		in.Items = &extv1.JSONSchemaPropsOrArray{Schema: &item}
	}
	_, selector := in.Properties["matchControllerRef"]
	_, policy := in.Properties["policy"]
	switch {
	case strings.HasSuffix(name, "SecretRef") || name == "writeConnectionSecretToRef":
		delete(in.Properties, "namespace")
		in.Required = slices.DeleteFunc(slices.Clone(in.Required), func(s string) bool { return s == "namespace" })
	case selector, policy && strings.HasSuffix(name, "Ref"):
		in.Properties["namespace"] = extv1.JSONSchemaProps{Type: "string"}
	default:
		for n, p := range in.Properties {
			in.Properties[n] = localise(n, p)
		}
	}
	return in
}
