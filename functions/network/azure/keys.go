// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"strings"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// Keys of the resources of a network. Those of one tier or of one rule have its
// name appended.
const (
	keyResourceGroup            managed.Key = "resource-group"
	keyVirtualNetwork           managed.Key = "virtual-network"
	keySubnet                   managed.Key = "subnet"
	keyNATGateway               managed.Key = "nat-gateway"
	keyNATAddress               managed.Key = "nat-address"
	keyNATAddressAssociation    managed.Key = "nat-address-association"
	keyNATSubnetAssociation     managed.Key = "nat-subnet-association"
	keySecurityGroup            managed.Key = "security-group"
	keySecurityGroupAssociation managed.Key = "security-group-association"
	keyFirewallRule             managed.Key = "firewall-rule"
	keyTierRule                 managed.Key = "tier-rule"
	keyFlowLog                  managed.Key = "flow-log"
	keyFlowLogAccount           managed.Key = "flow-log-account"
	keyDNSZone                  managed.Key = "dns-zone"
	keyDNSZoneLink              managed.Key = "dns-zone-link"
	keyPeering                  managed.Key = "peering"
	keyAdoptedSubnet            managed.Key = "adopted-subnet"
)

// tierKey returns the key of the resource of a tier.
func tierKey(k managed.Key, t v1alpha1.Tier) managed.Key { return k.Join(string(t)) }

// named returns the key of a resource with a name that somebody else chose, which
// may be too long for a label or contain what a label may not.
func named(k managed.Key, parts ...string) managed.Key {
	return managed.Key(naming.LabelValue(string(k.Join(parts...))))
}

// adoptedSubnetKey returns the key of a subnet that exists already. Names of
// subnets are unique in their network, whatever their case.
func adoptedSubnetKey(name string) managed.Key {
	return named(keyAdoptedSubnet, strings.ToLower(name))
}
