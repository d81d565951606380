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

type providerConfigRef struct {
	Kind string `json:"kind,omitempty"`
	Name string `json:"name"`
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

func newManifester(r *request, c claim.Claim, e *structcodec.Encoder) *manifester {
	return &manifester{
		scope:    r.scope,
		claim:    c,
		orphan:   r.common.DeletionPolicy == platform.DeletionPolicyOrphan,
		observed: r.observed,
		encoder:  e,
		specs:    map[control]*structpb.Struct{},
	}
}

// spec returns what the spec of a resource has in common with others.
func (m *manifester) spec(c control) (*structpb.Value, error) {
	shared, ok := m.specs[c]
	if !ok {
		encoded, err := m.encoder.Encode(spec{ManagementPolicies: m.policies(c), ProviderConfigRef: m.providerConfigRef()})
		if err != nil {
			return nil, errors.Wrap(err, "cannot encode what all resources have in common")
		}
		shared, m.specs[c] = encoded, encoded
	}
	return m.encoder.Object(maps.Clone(shared.GetFields())), nil
}

func (m *manifester) manifest(res managed.Resource) (*structpb.Struct, error) {
	if n, ok := res.ForProvider.(managed.NativeSpec); ok {
		return m.native(res, n)
	}
	encoded, err := m.spec(controlOf(res))
	if err != nil {
		return nil, err
	}
	s := encoded.GetStructValue()
	if res.InitProvider != nil {
		if err := m.set(s, res.Key, "initProvider", res.InitProvider); err != nil {
			return nil, err
		}
	}
	if err := m.set(s, res.Key, "forProvider", res.ForProvider); err != nil {
		return nil, err
	}
	t := res.ForProvider.Type()
	out := m.envelope(res, t.APIVersionIn(m.scope), t.Kind)
	out.Fields["spec"] = encoded
	return out, m.extend(s, res)
}

// native returns the manifest of a resource that Crossplane itself manages.
func (m *manifester) native(res managed.Resource, n managed.NativeSpec) (*structpb.Struct, error) {
	if m.claim.Namespace == "" && managed.InNamespace(n, m.scope) {
		return nil, errors.Errorf("cannot compose %q: it lives in the namespace of a claim, and the composite has no claim", res.Key)
	}
	apiVersion, kind := n.TypeIn(m.scope)
	out := m.envelope(res, apiVersion, kind)
	return out, m.set(out, res.Key, "spec", n.SpecIn(m.scope))
}

// envelope is what every manifest has beside its spec.
func (m *manifester) envelope(res managed.Resource, apiVersion, kind string) *structpb.Struct {
	return m.encoder.Struct(map[string]*structpb.Value{
		"apiVersion": m.encoder.Text(apiVersion),
		"kind":       m.encoder.Text(kind),
		"metadata":   m.metadata(res),
	})
}

func (m *manifester) set(in *structpb.Struct, k managed.Key, name string, v any) error {
	encoded, err := m.encoder.EncodeValue(v)
	if err != nil {
		return errors.Wrapf(err, "cannot encode %s of %q", name, k)
	}
	if m.scope == managed.ScopeNamespaced {
		dropSecretNamespaces(encoded.GetStructValue())
	}
	in.Fields[name] = encoded
	return nil
}

func (m *manifester) metadata(res managed.Resource) *structpb.Value {
	key := managed.Key(naming.LabelValue(string(res.Key)))
	out := map[string]*structpb.Value{"labels": managed.EncodeLabels(m.encoder, key, res.Labels)}
	if name := m.externalName(res); name != "" {
		out["annotations"] = m.encoder.Object(map[string]*structpb.Value{annotationExternalName: m.encoder.Text(name)})
	}
	if managed.InNamespace(res.ForProvider, m.scope) {
		out["namespace"] = m.encoder.Text(m.claim.Namespace)
	}
	return m.encoder.Object(out)
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
	return everyPolicy()
}

// everyPolicy that makes a resource ours alone.
func everyPolicy() []string {
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
