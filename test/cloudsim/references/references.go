// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package references knows which fields of managed resources are references to
// others, and what the providers read of the target to fill them in. It is extracted
// from the resolvers of the provider releases that this repository depends on,
// because their CRDs do not tell the target of a reference.
package references

import (
	_ "embed"
	"strings"
	"sync"

	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/yaml"

	"github.com/crossplane/function-sdk-go/errors"
)

//go:generate go run ./extract

// What a provider reads of the target of a reference. Anything else is the path of
// a field, below status.atProvider or below spec.forProvider.
const (
	// ExtractExternalName reads the external name. It is there before the
	// target exists wherever the name is not assigned by the cloud.
	ExtractExternalName = "external-name"

	// ExtractObserved is what the path of a field of status.atProvider
	// starts with. It is there once the target exists.
	ExtractObserved = "atProvider."

	// ExtractWanted is what the path of a field of spec.forProvider starts
	// with.
	ExtractWanted = "forProvider."
)

// A Reference is a field of a kind of managed resource that is filled in from
// another managed resource.
type Reference struct {
	// Field is the path of the value, for example vpc[].vpcId.
	Field string `json:"field"`

	// Ref and Selector are the paths of the reference and the selector.
	Ref      string `json:"ref"`
	Selector string `json:"selector"`

	// Many is true if the field is a list of values.
	Many bool `json:"many,omitempty"`

	// To is the kind of the target in its cluster-scoped group, as Kind.group.
	To string `json:"to"`

	// Extract says what is read of the target.
	Extract string `json:"extract"`

	// Name of the field in the provider's error messages.
	Name string `json:"name"`
}

// Target is the kind of the target, in its cluster-scoped group.
func (r Reference) Target() schema.GroupKind { return schema.ParseGroupKind(r.To) }

//go:embed references.yaml
var data []byte

//nolint:gochecknoglobals // It is parsed once.
var parsed = sync.OnceValues(func() (map[string][]Reference, error) {
	all := map[string][]Reference{}
	return all, errors.Wrap(yaml.Unmarshal(data, &all), "cannot parse references")
})

// Of returns the references of a kind, in its cluster-scoped group, in the order in
// which the provider resolves them. It returns false for a kind that was not
// extracted.
func Of(gk schema.GroupKind) ([]Reference, bool, error) {
	all, err := parsed()
	if err != nil {
		return nil, false, err
	}
	rs, ok := all[strings.ToLower(gk.Kind)+"."+gk.Group]
	return rs, ok, nil
}
