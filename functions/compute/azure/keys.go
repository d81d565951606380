// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import "github.com/hyperscalar/hyperscalar/internal/managed"

// Keys of the resources that a Compute consists of, beside those that every cloud has.
// Some are joined with what they are for.
const (
	keyResourceGroup     managed.Key = "resource-group"
	keyIdentity          managed.Key = "encryption-identity"
	keyEncryptionRole    managed.Key = "encryption-role"
	keyEncryptionSet     managed.Key = "encryption-set"
	keySecurityGroup     managed.Key = "security-group"
	keySecurityRule      managed.Key = "security-rule"
	keyAddress           managed.Key = "address"
	keyInterface         managed.Key = "interface"
	keyInterfaceFirewall managed.Key = "interface-firewall"
	keyDisk              managed.Key = "disk"
	keyAttachment        managed.Key = "attachment"
	keyAutoscale         managed.Key = "autoscale"
	keyBalancer          managed.Key = "load-balancer"
	keyBalancerAddress   managed.Key = "load-balancer-address"
	keyBalancerPool      managed.Key = "load-balancer-pool"
	keyBalancerProbe     managed.Key = "load-balancer-probe"
	keyBalancerRule      managed.Key = "load-balancer-rule"
)

// Parts of keys and names.
const (
	partIngress    = "ingress"
	partBalancer   = "balancer"
	partEncryption = "encryption"
)

// hashChars are the characters of the parts of keys that stand for something else.
const hashChars = 8

// Revocable says whether a resource must not stay at the cloud once the claim does not
// ask for it any more, even where the claim leaves everything behind when it is deleted
// itself: an open port, a machine that was replaced and still has the disks, a setting
// that scales what it should not. Only disks hold what somebody may miss.
func Revocable(k managed.Key) bool { return !keyDisk.Begins(k) }
