// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A ManagedZone is a zone of Cloud DNS.
// https://cloud.google.com/dns/docs/zones
type ManagedZone struct {
	Project                 string                   `json:"project,omitempty"`
	DNSName                 string                   `json:"dnsName,omitempty"`
	Description             string                   `json:"description,omitempty"`
	Visibility              ZoneVisibility           `json:"visibility,omitempty"`
	PrivateVisibilityConfig *PrivateVisibilityConfig `json:"privateVisibilityConfig,omitempty"`
	Labels                  map[string]string        `json:"labels,omitempty"`
}

// A ZoneVisibility says who can resolve the names of a zone.
type ZoneVisibility string

// ZoneVisibilityPrivate zones are resolved within chosen networks only.
const ZoneVisibilityPrivate ZoneVisibility = "private"

// A PrivateVisibilityConfig lists who can resolve the names of a private zone.
type PrivateVisibilityConfig struct {
	Networks []VisibleNetwork `json:"networks"`
}

// A VisibleNetwork can resolve the names of a private zone.
type VisibleNetwork struct {
	// NetworkURL is the self link of the network.
	NetworkURL string `json:"networkUrl"`
}

// Type of a ManagedZone.
func (ManagedZone) Type() managed.Type {
	return managed.Type{Group: groupDNS, Version: v1beta2, Kind: "ManagedZone", Plural: "managedzones"}
}

// A ManagedZoneObservation is what we read of a ManagedZone.
type ManagedZoneObservation struct {
	ID string `json:"id"`
}

// A RecordSet is the records of one name and one type in a ManagedZone.
// https://cloud.google.com/dns/docs/records
type RecordSet struct {
	Project             string            `json:"project,omitempty"`
	ManagedZoneSelector *managed.Selector `json:"managedZoneSelector,omitempty"`
	Name                string            `json:"name"`
	RecordType          RecordType        `json:"type"`
	TTL                 int               `json:"ttl,omitempty"`
	RRDatas             []string          `json:"rrdatas,omitempty"`
}

// A RecordType is the type of DNS records.
type RecordType string

// Types of records.
const (
	RecordTypeA     RecordType = "A"
	RecordTypeCNAME RecordType = "CNAME"
)

// Type of a RecordSet.
func (RecordSet) Type() managed.Type {
	return managed.Type{Group: groupDNS, Version: v1beta2, Kind: "RecordSet", Plural: "recordsets"}
}
