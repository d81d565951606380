// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/internal/managed"
)

// Keys of the resources that machines consist of, but for the machine and the groups.
// Most are joined with a disk, a group, a port or a hash of what they are about.
const (
	keyTemplate           managed.Key = "template"
	keyKeyPair            managed.Key = "key-pair"
	keyKeyGrant           managed.Key = "key-grant"
	keySecurityGroup      managed.Key = "security-group"
	keyIngress            managed.Key = "ingress"
	keyInside             managed.Key = "inside"
	keyEgress             managed.Key = "egress"
	keyAddress            managed.Key = "address"
	keyAddressAssociation managed.Key = "address-association"
	keyDisk               managed.Key = "disk"
	keyDiskAttachment     managed.Key = "disk-attachment"
	keyPolicy             managed.Key = "scaling-policy"
	keySchedule           managed.Key = "schedule"
	keyBalancer           managed.Key = "balancer"
	keyBalancerGroup      managed.Key = "balancer-group"
	keyBalancerIngress    managed.Key = "balancer-ingress"
	keyBalancerEgress     managed.Key = "balancer-egress"
	keyTargetIngress      managed.Key = "target-ingress"
	keyTargetGroup        managed.Key = "target-group"
	keyTargetAttachment   managed.Key = "target-attachment"
	keyListener           managed.Key = "listener"
)

// Parts of keys and names.
const (
	partBalancer = "balancer"
	partNetwork  = "network"
	partWake     = "wake"
	partSleep    = "sleep"
)

// hashChars tell resources of one claim apart.
const hashChars = 8

// Revocable says of a resource that a claim does not consist of any more whether it is
// deleted at the cloud in any case: whatever lets somebody connect, and what lets AWS use
// a key of the customer.
func Revocable(k managed.Key) bool {
	begin := []managed.Key{keyIngress, keyInside, keyEgress, keyBalancerIngress, keyTargetIngress, keyKeyGrant}
	return slices.ContainsFunc(begin, func(b managed.Key) bool { return b.Begins(k) })
}
