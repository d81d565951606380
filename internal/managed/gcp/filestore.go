// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A FilestoreInstance is a file system that machines mount over NFS.
// https://cloud.google.com/filestore/docs/overview
type FilestoreInstance struct {
	Project     string        `json:"project,omitempty"`
	Description string        `json:"description,omitempty"`
	Tier        FilestoreTier `json:"tier,omitempty"`

	// Location is the zone of the instance.
	Location   string             `json:"location,omitempty"`
	FileShares *FilestoreShare    `json:"fileShares,omitempty"`
	Networks   []FilestoreNetwork `json:"networks,omitempty"`
	KMSKeyName string             `json:"kmsKeyName,omitempty"`
	Labels     map[string]string  `json:"labels,omitempty"`
}

// A FilestoreTier says how fast an instance is, and how large it can be.
// https://cloud.google.com/filestore/docs/service-tiers
type FilestoreTier string

// Tiers.
const (
	FilestoreTierBasicHDD FilestoreTier = "BASIC_HDD"
	FilestoreTierZonal    FilestoreTier = "ZONAL"
)

// A FilestoreShare is what is mounted.
type FilestoreShare struct {
	Name       string `json:"name"`
	CapacityGB int    `json:"capacityGb"`
}

// A FilestoreNetwork is a network that an instance is reached from.
type FilestoreNetwork struct {
	// Network is the id of the network.
	Network     string                 `json:"network"`
	Modes       []FilestoreNetworkMode `json:"modes"`
	ConnectMode FilestoreConnectMode   `json:"connectMode,omitempty"`
}

// A FilestoreNetworkMode is a version of IP.
type FilestoreNetworkMode string

// FilestoreNetworkModeIPv4 is version 4.
const FilestoreNetworkModeIPv4 FilestoreNetworkMode = "MODE_IPV4"

// A FilestoreConnectMode says how an instance is connected to a network.
type FilestoreConnectMode string

// FilestoreConnectModePeering connects the instance by a peering of its own.
const FilestoreConnectModePeering FilestoreConnectMode = "DIRECT_PEERING"

// Type of a FilestoreInstance.
func (FilestoreInstance) Type() managed.Type {
	return managed.Type{Group: groupFilestore, Version: v1beta2, Kind: "Instance", Plural: "instances"}
}

// A FilestoreInstanceObservation is what we read of a FilestoreInstance.
type FilestoreInstanceObservation struct {
	ID       string                        `json:"id"`
	Networks []FilestoreNetworkObservation `json:"networks"`
}

// A FilestoreNetworkObservation says at which addresses an instance is reached.
type FilestoreNetworkObservation struct {
	IPAddresses []string `json:"ipAddresses"`
}
