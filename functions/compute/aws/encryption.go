// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"strings"

	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/policy"
)

// Roles that AWS itself makes in an account, for launching instances on behalf of others.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/autoscaling-service-linked-role.html
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/service-linked-roles-spot-instance-requests.html
const (
	roleAutoscaling = "role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"
	roleSpot        = "role/aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot"
)

// accountPart is the place of the account in an ARN.
const accountPart = 4

// grantOperations are what launching an instance does with the key of its disks.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
func grantOperations() []string {
	return []string{
		"CreateGrant", "Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo",
	}
}

// encryption lets AWS use a key of the customer for disks of machines that AWS launches
// itself. Whoever creates a single machine uses the key in person. The grant does not
// come before the group: the role exists once the account has had its first one.
func (c *compute) encryption() []managed.Resource {
	role := c.launcher()
	account := c.account()
	if role == "" || c.Key == "" || account == "" {
		return nil
	}
	principal := policy.ARN{Partition: c.partition(), Service: "iam", Account: account, Resource: role}
	part := c.hash(c.Key, role)
	return []managed.Resource{{
		Key:       keyKeyGrant.Join(part),
		Component: plan.ComponentEncryption,
		ForProvider: aws.KMSGrant{
			Region:           c.region(),
			GranteePrincipal: principal.String(),
			KeyID:            c.Key,
			Name:             c.Claim.Names.Name(naming.AWSKMSGrant, part),
			Operations:       grantOperations(),
		},
	}}
}

// launcher is the role that launches machines. It is empty where whoever created them
// does.
func (c *compute) launcher() string {
	switch {
	case len(c.Groups) > 0:
		return roleAutoscaling
	case c.isSingle() && c.Single.Spot:
		return roleSpot
	}
	return ""
}

// account that the machines are in: that of the key, unless the environment says another.
func (c *compute) account() string {
	if a := c.Claim.Guardrails.AWS.AccountID; a != "" {
		return a
	}
	parts := strings.Split(c.Key, ":")
	if len(parts) <= accountPart {
		return ""
	}
	return parts[accountPart]
}
