// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// Names of kinds.
const (
	keyRing            cloud.Name = "kms/KeyRing"
	cryptoKey          cloud.Name = "kms/CryptoKey"
	cryptoKeyIAMMember cloud.Name = "kms/CryptoKeyIAMMember"
)

// roleEncrypt lets somebody use a key.
const roleEncrypt = "roles/cloudkms.cryptoKeyEncrypterDecrypter"

// minRotation is how often a key gets a new version at most, in seconds.
const minRotation = 86400

func keys() []cloud.Kind {
	return []cloud.Kind{
		{
			Type:   managed.Type{Group: "kms.gcp.upbound.io", Version: "v1beta1", Kind: "KeyRing", Plural: "keyrings"},
			Naming: cloud.Given, Noun: "KeyRing",
			Required: []string{"location"},
			ID: func(r *cloud.Request) string {
				return "projects/" + project(r.Object) + "/locations/" + r.Args.String("location") + "/keyRings/" + r.Name
			},
			Check: func(r *cloud.Request) error {
				if err := checkKeyName(r); err != nil {
					return err
				}
				return checkLocation(r)
			},
		},
		{
			Type:   managed.Type{Group: "kms.gcp.upbound.io", Version: "v1beta2", Kind: "CryptoKey", Plural: "cryptokeys"},
			Naming: cloud.Given, Noun: "CryptoKey",
			Required:  []string{"keyRing"},
			Immutable: []string{"keyRing", "purpose", "destroyScheduledDuration", "importOnly", "skipInitialVersionCreation"},
			Links:     []cloud.Link{{Field: "keyRing", To: keyRing, Nested: true}},
			Defaults:  cloud.Value{"purpose": "ENCRYPT_DECRYPT", "destroyScheduledDuration": "2592000s"},
			ID:        func(r *cloud.Request) string { return r.Args.String("keyRing") + "/cryptoKeys/" + r.Name },
			Check:     checkCryptoKey,
			Attributes: func(r *cloud.Request) cloud.Value {
				return cloud.Value{"primary": []any{map[string]any{"name": r.ID + "/cryptoKeyVersions/1", "state": "ENABLED"}}}
			},
		},
		{
			Type:   managed.Type{Group: "kms.gcp.upbound.io", Version: "v1beta2", Kind: "CryptoKeyIAMMember", Plural: "cryptokeyiammembers"},
			Naming: cloud.Assigned, Noun: "IAM Member", Shared: true,
			Required:   []string{"cryptoKeyId", "role", "member"},
			Immutable:  []string{"cryptoKeyId", "role", "member", "condition"},
			Links:      []cloud.Link{{Field: "cryptoKeyId", To: cryptoKey, Nested: true}},
			ID:         func(r *cloud.Request) string { return memberID(r, r.Args.String("cryptoKeyId")) },
			Check:      checkMember,
			Attributes: etag,
		},
	}
}

var keyName = regexp.MustCompile(`^[a-zA-Z0-9_-]{1,63}$`)

func checkKeyName(r *cloud.Request) error {
	if keyName.MatchString(r.Name) {
		return nil
	}
	return refuse(400, "badRequest", "Invalid resource id %q: it must match [a-zA-Z0-9_-]{1,63}.", r.Name)
}

// checkLocation refuses to create something where there is nothing.
func checkLocation(r *cloud.Request) error {
	if l := r.Args.String("location"); regionOf(l) == "" && (r.Kind.Name() != keyRing || !slices.Contains(keyContinents(), l)) {
		return refuse(400, "badRequest", "Location %q does not exist.", l)
	}
	return nil
}

func checkCryptoKey(r *cloud.Request) error {
	if err := checkKeyName(r); err != nil {
		return err
	}
	p := r.Args.String("rotationPeriod")
	if p == "" {
		return nil
	}
	seconds, err := strconv.Atoi(strings.TrimSuffix(p, "s"))
	switch {
	case err != nil || !strings.HasSuffix(p, "s"):
		return cloud.Plain("\"rotation_period\": must be a number of seconds with the suffix s, got %s", p)
	case seconds < minRotation:
		return cloud.Plain("rotation period must be greater than %d seconds, got %s", minRotation, p)
	case r.Args.String("purpose") != "ENCRYPT_DECRYPT":
		return refuse(400, "badRequest", "Automatic rotation is only available for keys of purpose ENCRYPT_DECRYPT.")
	}
	return nil
}

// engineAgent is the service account that GKE itself acts as in a project.
var engineAgent = regexp.MustCompile(`^serviceAccount:service-[0-9]+@container-engine-robot\.iam\.gserviceaccount\.com$`)

// checkClusterKey refuses a key that GKE may not use. Those of other projects are not
// simulated.
func checkClusterKey(r *cloud.Request) error {
	state, name := r.Args.String("databaseEncryption.state"), r.Args.String("databaseEncryption.keyName")
	switch {
	case state == "" || state == "DECRYPTED":
		return nil
	case state != "ENCRYPTED":
		return cloud.Plain("expected database_encryption.0.state to be one of [\"ENCRYPTED\" \"DECRYPTED\"], got %s", state)
	case !strings.Contains(name, "/locations/"+regionOf(r.Args.String("location"))+"/"):
		return refuse(400, "badRequest", "Cloud KMS key %q must be in the same location as the cluster.", name)
	}
	if !strings.HasPrefix(name, "projects/"+project(r.Object)+"/") {
		return nil
	}
	key := r.To("databaseEncryption.keyName")
	if key == nil {
		return refuse(400, "badRequest", "Cloud KMS key %q was not found.", name)
	}
	for m := range r.UsersOf(key, cryptoKeyIAMMember) {
		if m.Args.String("role") == roleEncrypt && engineAgent.MatchString(m.Args.String("member")) {
			return nil
		}
	}
	return refuse(400, "badRequest", "Cloud KMS key %q is not usable: the Kubernetes Engine service agent is missing the permission cloudkms.cryptoKeyVersions.useToEncrypt.", name)
}
