// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// Roles that AWS makes in an account once it launches instances on behalf of somebody.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/autoscaling-service-linked-role.html
const (
	roleAutoscaling = "role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"
	roleSpot        = "role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot"
)

func grants() []cloud.Kind {
	return []cloud.Kind{{
		Type: typeOf("kms", "v1beta1", "Grant", "grants"), Noun: "KMS Grant", Service: serviceKMS, Call: "Grant",
		Required:   []string{"granteePrincipal", "keyId", "operations"},
		Immutable:  []string{"granteePrincipal", "keyId", "operations", "name", "constraints", "retiringPrincipal", "retireOnDelete"},
		Links:      []cloud.Link{{Field: "keyId", To: key, Loose: true}, {Field: "granteePrincipal", To: role, Loose: true}},
		ID:         func(r *cloud.Request) string { return r.Args.String("keyId") + ":" + r.Hex(64, "grant") },
		Check:      checkGrant,
		Attributes: func(r *cloud.Request) cloud.Value { return cloud.Value{"grantId": r.Hex(64, "grant")} },
	}}
}

// checkGrant refuses to let somebody use a key whom there is not.
// https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html
func checkGrant(r *cloud.Request) error {
	operations := []string{
		"CreateGrant", "Decrypt", "DescribeKey", "DeriveSharedSecret", "Encrypt", "GenerateDataKey", "GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext",
		"GenerateDataKeyWithoutPlaintext", "GenerateMac", "GetPublicKey", "ReEncryptFrom", "ReEncryptTo", "RetireGrant", "Sign", "Verify", "VerifyMac",
	}
	for _, o := range r.Args.Strings("operations") {
		if !slices.Contains(operations, o) {
			return cloud.Plain("expected operations.0 to be one of [%q], got %s", operations, o)
		}
	}
	if k := r.Args.String("keyId"); strings.Contains(k, ":alias/") {
		return cloud.Refuse(400, "InvalidArnException", "Invalid keyId %s", k)
	}
	_, resource, ok := strings.Cut(r.Args.String("granteePrincipal"), "::")
	_, name, _ := strings.Cut(resource, ":")
	if !ok || strings.Contains(name, "aws-service-role/") && !r.Account.Remembers(name) {
		return cloud.Refuse(400, "InvalidArnException", "ARN does not refer to a valid principal")
	}
	return nil
}

// checkSpotKeys lets a spot instance fail whose disks nobody may use the key of.
func checkSpotKeys(r *cloud.Request, l launch) error {
	if r.Old != nil || !l.spot {
		return nil
	}
	r.Account.Remember(roleSpot)
	if mayUse(r, l.keys, roleSpot) {
		return nil
	}
	return cloud.Plain("waiting for EC2 Instance (%s) create: unexpected state 'terminated', wanted target 'running'. last error: Client.InternalError: Client error on launch", r.ID)
}

// mayUse says whether somebody was granted the use of keys. Keys that are not simulated
// need a grant like all others.
func mayUse(r *cloud.Request, keys []string, who string) bool {
	return !slices.ContainsFunc(keys, func(k string) bool {
		return cloud.First(where(r.Others(grant), func(g *cloud.Object) bool {
			return g.Args.String("keyId") == k && strings.HasSuffix(g.Args.String("granteePrincipal"), ":"+who) && r.IsReady(g)
		})) == nil
	})
}
