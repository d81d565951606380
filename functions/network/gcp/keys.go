// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import "github.com/hyperscalar/hyperscalar/internal/managed"

// Keys of resources that a network has at most one of.
const (
	keyNetwork       managed.Key = "network"
	keyInternetRoute managed.Key = "route-internet"
	keyRouter        managed.Key = "router"
	keyNAT           managed.Key = "nat"
	keyZone          managed.Key = "dns-zone"

	// keyGoogleAPIsRoute and keyDirectRoute lead to Google's APIs.
	keyGoogleAPIsRoute managed.Key = "route-google-apis"
	keyDirectRoute     managed.Key = "route-google-direct"

	// Rules that every network of a kind has.
	keyInternalRule   managed.Key = "firewall-internal"
	keyInternalV6Rule managed.Key = "firewall-internal-ipv6"
	keyPublicV6Rule   managed.Key = "firewall-public-ipv6"
	keyIsolationRule  managed.Key = "firewall-isolated"
)

// Keys of resources that a network has several of. Each is joined with a tier, a
// zone, a rule's name or a peer's key.
const (
	keySubnet     managed.Key = "subnet"
	keyNATAddress managed.Key = "nat-address"
	keyRule       managed.Key = "firewall-rule"
	keyPeerRule   managed.Key = "firewall-peer"
	keyPeering    managed.Key = "peering"

	// keyGoogleZone and keyGoogleRecord are joined with a domain of Google's.
	keyGoogleZone   managed.Key = "dns-zone-google"
	keyGoogleRecord managed.Key = "dns-record-google"
)
