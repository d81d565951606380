// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	"maps"
	"strings"

	"google.golang.org/protobuf/types/known/structpb"

	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/structcodec"
)

// Management policies.
// https://docs.crossplane.io/latest/managed-resources/managed-resources/#managementpolicies
const (
	policyObserve = "Observe"
	policyCreate  = "Create"
	policyUpdate  = "Update"
	policyDelete  = "Delete"
)

// kindClusterProviderConfig is the provider config that managed resources of every
// namespace may use.
const kindClusterProviderConfig = "ClusterProviderConfig"

// suffixSecretRef ends the name of every field that refers to a Secret.
const suffixSecretRef = "SecretRef"

type metadata struct {
	Annotations map[string]string `json:"annotations,omitempty"`
	Labels      map[string]string `json:"labels,omitempty"`
	Namespace   string            `json:"namespace,omitempty"`
}

type providerConfigRef struct {
	Kind string `json:"kind,omitempty"`
	Name string `json:"name"`
}

type envelope struct {
	APIVersion string   `json:"apiVersion"`
	Kind       string   `json:"kind"`
	Metadata   metadata `json:"metadata"`
}

type spec struct {
	ManagementPolicies []string           `json:"managementPolicies"`
	ProviderConfigRef  *providerConfigRef `json:"providerConfigRef"`
}

// A manifester turns resources into manifests for one scope. Here is everything
// that tells a cluster-scoped managed resource from a namespaced one.
type manifester struct {
	scope    managed.Scope
	claim    claim.Claim
	orphan   bool
	observed *observed
	encoder  *structcodec.Encoder

	// specs are what the specs of all resources with the same control have in
	// common. It is encoded once and shared, because nobody changes it.
	specs map[control]*structpb.Struct
}

// A control is how much of a resource's life is ours.
type control int

// Controls.
const (
	// controlled resources are created, changed and deleted.
	controlled control = iota

	// retained resources are created and changed, and left behind.
	retained

	// observedOnly resources are only read.
	observedOnly
)

func controlOf(res managed.Resource) control {
	if res.ObserveOnly {
		return observedOnly
	}
	if res.Retain {
		return retained
	}
	return controlled
}

func newManifester(r *request, c claim.Claim) (*manifester, error) {
	m := &manifester{
		scope:    r.scope,
		claim:    c,
		orphan:   r.common.DeletionPolicy == platform.DeletionPolicyOrphan,
		observed: r.observed,
		encoder:  &structcodec.Encoder{},
		specs:    map[control]*structpb.Struct{},
	}
	for _, c := range []control{controlled, retained, observedOnly} {
		shared, err := m.encoder.Encode(spec{ManagementPolicies: m.policies(c), ProviderConfigRef: m.providerConfigRef()})
		if err != nil {
			return nil, errors.Wrap(err, "cannot encode what all resources have in common")
		}
		m.specs[c] = shared
	}
	return m, nil
}

func (m *manifester) manifest(res managed.Resource) (*structpb.Struct, error) {
	if n, ok := res.ForProvider.(managed.NativeSpec); ok {
		return m.native(res, n)
	}
	t := res.ForProvider.Type()
	out, err := m.encoder.Encode(envelope{APIVersion: t.APIVersionIn(m.scope), Kind: t.Kind, Metadata: m.metadata(res)})
	if err != nil {
		return nil, errors.Wrapf(err, "cannot encode %q", res.Key)
	}
	s := &structpb.Struct{Fields: maps.Clone(m.specs[controlOf(res)].GetFields())}
	out.Fields["spec"] = structpb.NewStructValue(s)
	if res.InitProvider != nil {
		if err := m.set(s, res.Key, "initProvider", res.InitProvider); err != nil {
			return nil, err
		}
	}
	if err := m.set(s, res.Key, "forProvider", res.ForProvider); err != nil {
		return nil, err
	}
	return out, m.extend(s, res)
}

// native returns the manifest of a resource that Crossplane itself manages.
func (m *manifester) native(res managed.Resource, n managed.NativeSpec) (*structpb.Struct, error) {
	if m.claim.Namespace == "" && managed.InNamespace(n, m.scope) {
		return nil, errors.Errorf("cannot compose %q: it lives in the namespace of a claim, and the composite has no claim", res.Key)
	}
	apiVersion, kind := n.TypeIn(m.scope)
	out, err := m.encoder.Encode(envelope{APIVersion: apiVersion, Kind: kind, Metadata: m.metadata(res)})
	if err != nil {
		return nil, errors.Wrapf(err, "cannot encode %q", res.Key)
	}
	return out, m.set(out, res.Key, "spec", n.SpecIn(m.scope))
}

func (m *manifester) set(in *structpb.Struct, k managed.Key, name string, v any) error {
	encoded, err := m.encoder.Encode(v)
	if err != nil {
		return errors.Wrapf(err, "cannot encode %s of %q", name, k)
	}
	if m.scope == managed.ScopeNamespaced {
		dropSecretNamespaces(encoded)
	}
	in.Fields[name] = structpb.NewStructValue(encoded)
	return nil
}

func (m *manifester) metadata(res managed.Resource) metadata {
	out := metadata{Labels: make(map[string]string, len(res.Labels)+1)}
	maps.Copy(out.Labels, res.Labels)
	out.Labels[managed.LabelKey] = naming.LabelValue(string(res.Key))
	if name := m.externalName(res); name != "" {
		out.Annotations = map[string]string{annotationExternalName: name}
	}
	if managed.InNamespace(res.ForProvider, m.scope) {
		out.Namespace = m.claim.Namespace
	}
	return out
}

// externalName of a resource. A resource keeps the name that it has: another name
// would be another resource. Only what is merely observed may be looked up under
// another name.
func (m *manifester) externalName(res managed.Resource) string {
	if res.ExternalName == "" || res.ObserveOnly {
		return res.ExternalName
	}
	if has := m.observed.externalName(res.Key); has != "" {
		return has
	}
	return res.ExternalName
}

// policies of a resource. Late initialisation is left out: it would write what the
// cloud made of a resource into the spec, as if somebody wanted it, and a parameter
// that is taken out of a claim would come back.
func (m *manifester) policies(c control) []string {
	if c == observedOnly {
		return []string{policyObserve}
	}
	if c == retained || m.orphan {
		return []string{policyObserve, policyCreate, policyUpdate}
	}
	return []string{policyObserve, policyCreate, policyUpdate, policyDelete}
}

func (m *manifester) providerConfigRef() *providerConfigRef {
	return m.refersTo(m.claim.Guardrails.ProviderConfig(m.claim.Provider))
}

// refersTo a provider config that serves every namespace.
func (m *manifester) refersTo(name string) *providerConfigRef {
	ref := &providerConfigRef{Name: name}
	if m.scope == managed.ScopeNamespaced {
		ref.Kind = kindClusterProviderConfig
	}
	return ref
}

// dropSecretNamespaces removes the namespace from every reference to a Secret. A
// namespaced managed resource has no such field: it reads Secrets of its own
// namespace.
func dropSecretNamespaces(s *structpb.Struct) {
	for name, v := range s.GetFields() {
		if strings.HasSuffix(name, suffixSecretRef) {
			delete(v.GetStructValue().GetFields(), "namespace")
			continue
		}
		dropIn(v)
	}
}

func dropIn(v *structpb.Value) {
	if s := v.GetStructValue(); s != nil {
		dropSecretNamespaces(s)
	}
	for _, item := range v.GetListValue().GetValues() {
		dropIn(item)
	}
}
