// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package environment

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

// EncryptionKeys are keys to encrypt with, one for each region, which is named
// portably or as its cloud does. A key serves the region that it is in.
type EncryptionKeys map[string]string

// Ids of keys. A part that matches is the region of the key, where the id has one.
var (
	// An alias may come to point to another key, and not every service takes it.
	// https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id-key-ARN
	awsKey = regexp.MustCompile(`^arn:aws(?:-[a-z]+)*:kms:([a-z0-9-]+):[0-9]{12}:key/[A-Za-z0-9-]{1,64}$`)

	// https://learn.microsoft.com/azure/templates/microsoft.keyvault/vaults/keys
	azureKey = regexp.MustCompile(`(?i)^/subscriptions/[0-9a-f-]{36}/resourceGroups/[-\w._()]{1,90}/providers/Microsoft\.KeyVault/vaults/[a-z][a-z0-9-]{1,22}[a-z0-9]/keys/[a-z0-9-]{1,127}$`)

	// https://cloud.google.com/kms/docs/getting-resource-ids
	gcpKey = regexp.MustCompile(`^projects/[a-z][a-z0-9-]{4,28}[a-z0-9]/locations/([a-z0-9-]+)/keyRings/[A-Za-z0-9_-]{1,63}/cryptoKeys/[A-Za-z0-9_-]{1,63}$`)
)

// ValidateKey refuses the id of a key that the supplied provider does not have, or
// that is of another region.
func ValidateKey(path *field.Path, p platform.Provider, r regions.Region, id string) field.ErrorList {
	pattern, form := keyForm(p)
	match := pattern.FindStringSubmatch(id)
	if match == nil {
		return field.ErrorList{field.Invalid(path, id, "must be the id of a key on "+string(p)+", such as "+form)}
	}
	if len(match) > 1 && match[1] != r.Native {
		return field.ErrorList{field.Invalid(path, id, fmt.Sprintf("is a key in %s and must be one in %s: a key encrypts in its own region only", match[1], r.Native))}
	}
	return nil
}

func keyForm(p platform.Provider) (*regexp.Regexp, string) {
	switch p {
	case platform.ProviderAWS:
		return awsKey, "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
	case platform.ProviderAzure:
		return azureKey, "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/keys/providers/Microsoft.KeyVault/vaults/acme-keys/keys/storage"
	case platform.ProviderGCP:
	}
	return gcpKey, "projects/acme-keys/locations/europe-west1/keyRings/keys/cryptoKeys/storage"
}

// EncryptionKey returns the environment's key for a region, or nothing where there
// is none.
func (e Environment) EncryptionKey(p platform.Provider, r regions.Region) string {
	for _, name := range slices.Sorted(maps.Keys(e.encryptionKeys(p))) {
		if named, err := regions.Resolve(p, name); err == nil && named.Native == r.Native {
			return e.encryptionKeys(p)[name]
		}
	}
	return ""
}

// IsEncryptionKey says whether an id is one of the environment's keys. Ids are
// compared as Azure does, which prints them in any case.
func (e Environment) IsEncryptionKey(p platform.Provider, id string) bool {
	for _, key := range e.encryptionKeys(p) {
		if strings.EqualFold(key, id) {
			return true
		}
	}
	return false
}

func (e Environment) encryptionKeys(p platform.Provider) EncryptionKeys {
	return map[platform.Provider]EncryptionKeys{
		platform.ProviderAWS:   e.AWS.EncryptionKeys,
		platform.ProviderAzure: e.Azure.EncryptionKeys,
		platform.ProviderGCP:   e.GCP.EncryptionKeys,
	}[p]
}

// validateKeys refuses keys that no region could use.
func (e Environment) validateKeys(path *field.Path) field.ErrorList {
	var errs field.ErrorList
	for _, p := range platform.Providers() {
		keys := e.encryptionKeys(p)
		for _, name := range slices.Sorted(maps.Keys(keys)) {
			at := path.Child(string(p), "encryptionKeys").Key(name)
			r, err := regions.Resolve(p, name)
			if err != nil {
				errs = append(errs, field.Invalid(at, name, err.Error()))
				continue
			}
			errs = append(errs, ValidateKey(at, p, r, keys[name])...)
		}
	}
	return errs
}

// orKeys returns the keys of a child, or those of its parent.
func orKeys(keys, otherwise EncryptionKeys) EncryptionKeys {
	if len(keys) == 0 {
		return otherwise
	}
	return keys
}
