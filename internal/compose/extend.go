// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	"maps"
	"slices"

	"google.golang.org/protobuf/types/known/structpb"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/internal/managed"
)

// Fields of the spec of a managed resource, beside what all have in common.
const (
	fieldForProvider       = "forProvider"
	fieldProviderConfigRef = "providerConfigRef"
	fieldConnectionSecret  = "writeConnectionSecretToRef"
)

// A secretReference says where a managed resource publishes connection details. A
// namespaced one has no choice of the namespace.
type secretReference struct {
	Name      string `json:"name"`
	Namespace string `json:"namespace,omitempty"`
}

// after lists what must have become ready before a resource is created. What is
// managed through a ProviderConfig of the claim's own can only refer to it by the
// name that it got.
func after(res managed.Resource) []managed.Key {
	if res.ProviderConfig == "" || slices.Contains(res.After, res.ProviderConfig) {
		return res.After
	}
	return append(slices.Clone(res.After), res.ProviderConfig)
}

// extend the spec of a managed resource by what only some resources have.
func (m *manifester) extend(spec *structpb.Struct, res managed.Resource) error {
	if res.ProviderConfig != "" {
		if err := m.configure(spec, res); err != nil {
			return err
		}
	}
	if res.ProviderConfigName != "" {
		if err := m.setShared(spec, res.Key, fieldProviderConfigRef, m.refersTo(res.ProviderConfigName)); err != nil {
			return err
		}
	}
	if res.ConnectionSecret {
		if err := m.setShared(spec, res.Key, fieldConnectionSecret, m.secretReference(res)); err != nil {
			return err
		}
	}
	extended, ok := res.ForProvider.(managed.ExtendedSpec)
	if !ok {
		return nil
	}
	return m.embed(spec, res.Key, extended)
}

func (m *manifester) secretReference(res managed.Resource) secretReference {
	l := m.claim.SecretOf(res.Key)
	if m.scope == managed.ScopeNamespaced {
		return secretReference{Name: l.Name}
	}
	return secretReference{Name: l.Name, Namespace: l.Namespace}
}

// configure a resource to be managed with a ProviderConfig that is composed beside
// it. While that is lost the resource keeps the one that it has: without any it would
// be looked for in the account of the environment.
func (m *manifester) configure(spec *structpb.Struct, res managed.Resource) error {
	ref := providerConfigRef{Name: first(m.observed.name(res.ProviderConfig), m.observed.providerConfig(res.Key))}
	if ref.Name == "" {
		return errors.Errorf("cannot compose %q: the ProviderConfig %q has no name", res.Key, res.ProviderConfig)
	}
	if m.scope == managed.ScopeNamespaced {
		ref.Kind = kindProviderConfig
	}
	return m.setShared(spec, res.Key, fieldProviderConfigRef, ref)
}

// embed whole objects in a spec, and what stands beside its forProvider.
func (m *manifester) embed(spec *structpb.Struct, k managed.Key, extended managed.ExtendedSpec) error {
	beside, err := m.encoder.Encode(extended.Beside())
	if err != nil {
		return errors.Wrapf(err, "cannot encode the spec of %q", k)
	}
	maps.Copy(spec.GetFields(), beside.GetFields())
	forProvider := child(spec, fieldForProvider)
	for _, e := range extended.Embedded() {
		if e.Object == nil {
			continue
		}
		if err := m.setShared(forProvider, k, e.Field, e.Object); err != nil {
			return err
		}
	}
	return nil
}

// setShared sets a field as it is in both scopes.
func (m *manifester) setShared(in *structpb.Struct, k managed.Key, name string, v any) error {
	encoded, err := m.encoder.Encode(v)
	if err != nil {
		return errors.Wrapf(err, "cannot encode %s of %q", name, k)
	}
	in.Fields[name] = structpb.NewStructValue(encoded)
	return nil
}

// providerConfig is the name of the provider config that a resource is managed with.
func (o *observed) providerConfig(k managed.Key) string {
	return o.field(k, "spec", fieldProviderConfigRef, "name").GetStringValue()
}
