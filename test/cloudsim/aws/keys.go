// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"encoding/json"
	"regexp"
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

const serviceKMS = "KMS"

func keys() []cloud.Kind {
	return []cloud.Kind{
		{
			Type: typeOf("kms", "v1beta1", "Key", "keys"), Noun: "KMS Key", Service: serviceKMS, Call: "Key",
			Immutable:  []string{"customerMasterKeySpec", "keyUsage", "multiRegion", "customKeyStoreId"},
			Defaults:   cloud.Value{"isEnabled": true, "keyUsage": "ENCRYPT_DECRYPT", "customerMasterKeySpec": "SYMMETRIC_DEFAULT"},
			ID:         func(r *cloud.Request) string { return r.UUID("id") },
			Check:      checkKey,
			Attributes: func(r *cloud.Request) cloud.Value { return cloud.Value{"keyId": r.ID} },
		},
		{
			Type: typeOf("kms", "v1beta1", "Alias", "aliases"), Naming: cloud.Given, Noun: "KMS Alias", Service: serviceKMS, Call: "Alias",
			Required: []string{"targetKeyId"},
			Links:    []cloud.Link{{Field: "targetKeyId", To: key, Code: "NotFoundException", Text: "Key '%s' does not exist"}},
			ID:       func(r *cloud.Request) string { return "alias/" + strings.TrimPrefix(r.Name, "alias/") },
			Check:    checkAlias,
			Attributes: func(r *cloud.Request) cloud.Value {
				if to := r.To("targetKeyId"); to != nil {
					return cloud.Value{"targetKeyArn": arn(r.About(to))}
				}
				return cloud.Value{}
			},
		},
	}
}

// checkKey applies the limits of keys.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html
func checkKey(r *cloud.Request) error {
	if n, ok := r.Args.Int("deletionWindowInDays"); ok && (n < 7 || n > 30) {
		return cloud.Plain("expected deletion_window_in_days to be in the range (7 - 30), got %d", n)
	}
	if n, ok := r.Args.Int("rotationPeriodInDays"); ok && (n < 90 || n > 2560) {
		return cloud.Plain("expected rotation_period_in_days to be in the range (90 - 2560), got %d", n)
	}
	if d := r.Args.String("description"); len(d) > 8192 {
		return cloud.Plain("expected length of description to be in the range (0 - 8192), got %s", d)
	}
	if p := r.Args.String("policy"); p != "" && !json.Valid([]byte(p)) {
		return cloud.Refuse(400, "MalformedPolicyDocumentException", "The new key policy is not valid JSON")
	}
	if r.Args.Bool("enableKeyRotation") && r.Args.String("customerMasterKeySpec") != "SYMMETRIC_DEFAULT" {
		return cloud.Refuse(400, "UnsupportedOperationException", "Key rotation is supported for symmetric encryption keys only")
	}
	return nil
}

var aliasName = regexp.MustCompile(`^alias/[a-zA-Z0-9/_-]{1,250}$`)

func checkAlias(r *cloud.Request) error {
	if !aliasName.MatchString(r.ID) {
		return cloud.Plain("%q must begin with 'alias/' and only contain [0-9A-Za-z_/-]", r.ID)
	}
	if strings.HasPrefix(r.ID, "alias/aws/") {
		return cloud.Refuse(400, "NotAuthorizedException", "Aliases that start with alias/aws/ belong to AWS")
	}
	return nil
}
