// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	"encoding/base64"
	"maps"

	"google.golang.org/protobuf/types/known/structpb"
	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/structcodec"
	"github.com/hyperscalar/hyperscalar/internal/wire"
)

// DefaultSecretNamespace is where cluster-scoped resources publish connection details
// when nobody says otherwise. Crossplane keeps its own secrets there.
const DefaultSecretNamespace = "crossplane-system" //nolint:gosec // It is a namespace.

// keyConnection is the key of the Secret that holds a claim's connection details.
const keyConnection managed.Key = "connection"

// versionCore is the apiVersion of a Secret.
const versionCore = "v1"

// typeConnectionSecret is the type that Crossplane gives to every Secret with
// connection details, so that they are found in the same way.
const typeConnectionSecret = "connection.crossplane.io/v1alpha1"

// A connection is what is desired of a claim's connection details. Nothing of it but
// the name of the Secret may ever be told in a status, a condition or a log.
type connection struct {
	// details that the composite publishes itself. Only the composite of a
	// claim does.
	details map[string][]byte

	// status says where the Secret is.
	status *structpb.Struct
}

// over returns connection details of earlier functions with ours on top of them.
func (c connection) over(before map[string][]byte) map[string][]byte {
	if len(c.details) == 0 {
		return before
	}
	out := make(map[string][]byte, len(before)+len(c.details))
	maps.Copy(out, before)
	maps.Copy(out, c.details)
	return out
}

// A secret is the manifest of a Secret. It has a name, because developers refer to it
// before it exists.
type secret struct {
	APIVersion string            `json:"apiVersion"`
	Kind       string            `json:"kind"`
	Metadata   secretMetadata    `json:"metadata"`
	Type       string            `json:"type"`
	Data       map[string]string `json:"data,omitempty"`
}

type secretMetadata struct {
	Labels    map[string]string `json:"labels"`
	Name      string            `json:"name"`
	Namespace string            `json:"namespace"`
}

// KeepSecretsIn a namespace what cluster-scoped resources publish. It must be called
// before the function is run.
func (f *Function[P, S, L]) KeepSecretsIn(namespace string) { f.secretNamespace = namespace }

// secretNamespace is where resources publish connection details. Namespaced ones do so
// beside themselves.
func (r *request) secretNamespace(platforms string) string {
	if r.scope == managed.ScopeNamespaced {
		return r.namespace
	}
	return platforms
}

// connect publishes the connection details of a claim in a Secret in its namespace,
// where they are found in both flavours. The composite of a claim publishes them as
// well, for those who ask for it with writeConnectionSecretToRef.
func (r *request) connect(c claim.Claim, d *desired, details map[string][]byte) error {
	if d.uses(keyConnection) {
		return errors.Errorf("cannot compose a resource with the key %q, which is that of the connection details", keyConnection)
	}
	details = r.remember(details)
	if r.scope == managed.ScopeCluster {
		d.connection.details = details
	}
	exists := r.observed.Exists(keyConnection)
	if c.Namespace == "" || len(details) == 0 && !exists {
		return nil
	}
	if !exists {
		d.unready++
	}
	return r.keep(c, d, details)
}

// keep connection details in the claim's Secret.
func (r *request) keep(c claim.Claim, d *desired, details map[string][]byte) error {
	at := platform.SecretReference{Name: r.secretName(c), Namespace: c.Namespace}
	s := secret{
		APIVersion: versionCore,
		Kind:       kindSecret,
		Metadata:   secretMetadata{Name: at.Name, Namespace: at.Namespace, Labels: map[string]string{managed.LabelKey: string(keyConnection)}},
		Type:       typeConnectionSecret,
		Data:       make(map[string]string, len(details)),
	}
	for k, v := range details {
		s.Data[k] = base64.StdEncoding.EncodeToString(v)
	}
	object, err := structcodec.Encode(s)
	if err != nil {
		return errors.Wrap(err, "cannot encode the connection details")
	}
	d.manifests = append(d.manifests, manifest{key: keyConnection, object: object})
	d.connection.status, err = structcodec.Encode(platform.ConnectionStatus{ConnectionSecret: &at})
	return errors.Wrap(err, "cannot encode where the connection details are")
}

// uses is true when a resource of the API has the supplied key.
func (d *desired) uses(k managed.Key) bool {
	for _, m := range d.manifests {
		if m.key == k {
			return true
		}
	}
	for _, w := range d.waiting {
		if w.Resource == string(k) {
			return true
		}
	}
	return false
}

// secretName is the same for as long as the claim exists. Claims of several kinds may
// have the same name.
func (r *request) secretName(c claim.Claim) string {
	if has := r.observed.name(keyConnection); has != "" {
		return has
	}
	name := c.Name + "-" + r.api + "-" + string(keyConnection)
	if len(validation.IsDNS1123Subdomain(name)) == 0 {
		return name
	}
	return c.Names.Name(naming.KubernetesSecret, string(keyConnection))
}

// remember the values of what is not known at the moment: whoever uses a credential
// must not lose it because its source is being looked at. Without any details all of
// them are kept.
func (r *request) remember(details map[string][]byte) map[string][]byte {
	known := r.published()
	if len(details) == 0 {
		return known
	}
	out := make(map[string][]byte, len(details))
	for k, v := range details {
		if len(v) == 0 {
			v = known[k]
		}
		if len(v) == 0 {
			v = wire.ConnectionDetails(r.req.GetObserved().GetComposite())[k]
		}
		if len(v) > 0 {
			out[k] = v
		}
	}
	return out
}

// published are the connection details that the claim's Secret holds.
func (r *request) published() map[string][]byte {
	data := r.observed.field(keyConnection, "data").GetStructValue().GetFields()
	out := make(map[string][]byte, len(data))
	for k, v := range data {
		if b, err := base64.StdEncoding.DecodeString(v.GetStringValue()); err == nil {
			out[k] = b
		}
	}
	return out
}
