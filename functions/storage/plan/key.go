// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/regions"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// key that encrypts the storage. Where it comes from is decided once: a storage
// does not change its key because its environment got another one.
func (r *planner) key() Key {
	path, key := r.path.Child("encryption", "key"), r.p.Encryption.Key
	r.refuse(validate.OneOf(path.Child("type"), key.Type, v1alpha1.KeyPlatform, v1alpha1.KeyCustomer)...)
	switch {
	case key.Type == v1alpha1.KeyPlatform && key.ID != "":
		r.refuse(field.Forbidden(path.Child("id"), "a key of the cloud is not chosen: remove id, or set type to Customer"))
	case key.Type == v1alpha1.KeyPlatform && environment.IsOn(r.claim.Guardrails.Storage.CustomerKeys) && !r.keepsPlatformKey():
		r.refuseRule(path.Child("type"), "requires keys of its own", "set it to Customer", "storage.customerKeys")
	case key.Type == v1alpha1.KeyPlatform:
	case key.ID != "":
		return r.namedKey(path.Child("id"), key.ID)
	case key.Type == v1alpha1.KeyCustomer:
		return r.customersKey(r.recordedKey(), r.claim.Region)
	}
	return Key{Source: v1alpha1.KeySourcePlatform}
}

// keepsPlatformKey says whether the storage has a key of the cloud, and can never get
// another one: a rule that came later must not make it impossible to change anything.
func (r *planner) keepsPlatformKey() bool {
	return r.p.Type != v1alpha1.TypeObject && r.recordedKey().Source == v1alpha1.KeySourcePlatform
}

// namedKey is a key that the claim names by its id.
func (r *planner) namedKey(path *field.Path, id string) Key {
	e, p := r.claim.Guardrails, r.claim.Provider
	if errs := environment.ValidateKey(path, p, r.claim.Region, id); len(errs) > 0 {
		r.refuse(errs...)
	} else if !environment.IsOn(e.Storage.KeysFromClaims) && !e.IsEncryptionKey(p, id) && !strings.EqualFold(id, r.recordedKey().ID) {
		r.refuseRule(path, "does not let claims choose a key", "remove id to get a key of the environment or one of your own", "storage.keysFromClaims")
	}
	if before := r.recordedKey(); before.ID != "" && strings.EqualFold(id, before.ID) {
		return before
	}
	return Key{Source: v1alpha1.KeySourceClaim, ID: id}
}

// recordedKey is what was decided before.
func (r *planner) recordedKey() Key {
	if r.recorded.Encryption == nil {
		return Key{}
	}
	return Key{Source: r.recorded.Encryption.Source, ID: r.recorded.Encryption.Key}
}

// customersKey is what was decided before, else the environment's key for the
// region, else one to create.
func (r *planner) customersKey(before Key, region regions.Region) Key {
	if before.Source == v1alpha1.KeySourceEnvironment || before.Source == v1alpha1.KeySourceCreated {
		return before
	}
	if id := r.claim.Guardrails.EncryptionKey(r.claim.Provider, region); id != "" {
		return Key{Source: v1alpha1.KeySourceEnvironment, ID: id}
	}
	return Key{Source: v1alpha1.KeySourceCreated}
}
