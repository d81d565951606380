// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

import platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"

// Status of a Storage. It is enough for others to grant access to this very
// storage, to attach it and to mount it.
type Status struct {
	platform.CommonStatus     `json:",inline"`
	platform.ConnectionStatus `json:",inline"`

	// Type of storage. It is there from the first render, and says that the
	// storage was planned.
	Type Type `json:"type,omitempty"`

	// ID is what the cloud's own API calls the storage: the bucket's name,
	// vol-... or fs-... on AWS, a resource id on Azure (of the container, the
	// disk or the share), projects/.../buckets|disks|instances/... on GCP.
	// Empty while it does not exist.
	ID string `json:"id,omitempty"`

	// ARN of the storage. Only on AWS.
	ARN string `json:"arn,omitempty"`

	// Name of the storage at its cloud: of the bucket, the container, the
	// volume, the file system or the share.
	Name string `json:"name,omitempty"`

	// Endpoint to reach the storage at: a URL for Object, an address for
	// File. A Block has none.
	Endpoint string `json:"endpoint,omitempty"`

	// Path to mount from the endpoint. Only for File.
	Path string `json:"path,omitempty"`

	// ResourceGroup of the storage. Only on Azure.
	ResourceGroup string `json:"resourceGroup,omitempty"`

	// Account that holds the container or the share. Only on Azure.
	Account *Account `json:"account,omitempty"`

	// Project of the storage. Only on GCP.
	Project string `json:"project,omitempty"`

	// Zone of the storage in the cloud's own words. Only for Block.
	Zone string `json:"zone,omitempty"`

	// SizeGiB is the size that was asked for last. Only for Block and File.
	SizeGiB int `json:"sizeGiB,omitempty"`

	// Performance class. Only for Block and File.
	Performance Performance `json:"performance,omitempty"`

	// Encryption at rest.
	Encryption *EncryptionStatus `json:"encryption,omitempty"`

	// Versioning says whether what is overwritten and deleted is kept. Only
	// for Object.
	Versioning bool `json:"versioning,omitempty"`

	// PublicAccess says who else may read. Only for Object.
	PublicAccess PublicAccess `json:"publicAccess,omitempty"`

	// Retention of objects.
	Retention *Retention `json:"retention,omitempty"`

	// Replica in another region.
	Replica *Replica `json:"replica,omitempty"`

	// AccessLogs says where the access logs are.
	AccessLogs *LogsStatus `json:"accessLogs,omitempty"`

	// Network that the storage is reached from.
	Network *NetworkStatus `json:"network,omitempty"`

	// Protection from deletion.
	Protection *ProtectionStatus `json:"protection,omitempty"`
}

// An Account holds a container or a share on Azure.
type Account struct {
	// Name of the storage account.
	Name string `json:"name"`

	// ID is the resource id of the storage account. Empty while it does not
	// exist.
	ID string `json:"id,omitempty"`
}

// An EncryptionStatus says which key encrypts.
type EncryptionStatus struct {
	// Source says where the key comes from.
	Source KeySource `json:"source"`

	// Key is the id of the key: an ARN on AWS, the resource id of a key
	// without its version on Azure, projects/.../cryptoKeys/... on GCP. Empty
	// for a key of the cloud, and while a key does not exist.
	Key string `json:"key,omitempty"`
}

// A Replica is a copy in another region.
type Replica struct {
	// Region of the copy, the cloud's own name.
	Region string `json:"region"`

	// ID is what the cloud's own API calls the copy. Empty while it does not
	// exist, and where the storage itself spans both regions.
	ID string `json:"id,omitempty"`

	// ARN of the copy. Only on AWS.
	ARN string `json:"arn,omitempty"`

	// Name of the copy at its cloud.
	Name string `json:"name,omitempty"`

	// KeySource says where the key that encrypts the copy comes from.
	KeySource KeySource `json:"keySource"`

	// Key is the id of the key that encrypts the copy. Empty for a key of the
	// cloud, and while a key does not exist.
	Key string `json:"key,omitempty"`
}

// A LogsStatus says where logs are.
type LogsStatus struct {
	// ID of the bucket, the container or the workspace that holds them. Empty
	// while it does not exist.
	ID string `json:"id,omitempty"`

	// RetentionDays says for how many days they are kept.
	RetentionDays int `json:"retentionDays"`
}

// A NetworkStatus says which network a storage is reached from.
type NetworkStatus struct {
	// Name of the Network, as namespace/name.
	Name string `json:"name"`

	// ID of the network at its cloud. Empty while the Network has none.
	ID string `json:"id,omitempty"`

	// CIDR is the IPv4 range of the network, which was let in.
	CIDR string `json:"cidr,omitempty"`

	// Subnets in which the storage is reached.
	Subnets []NetworkSubnet `json:"subnets,omitempty"`
}

// A NetworkSubnet is a subnet in which a storage is reached.
type NetworkSubnet struct {
	// Name of the subnet within its Network, for example private-a.
	Name string `json:"name"`

	// ID of the subnet at its cloud.
	ID string `json:"id"`
}

// A ProtectionStatus says what keeps the storage from being deleted.
type ProtectionStatus struct {
	// Deletion says whether deletion protection is on.
	Deletion bool `json:"deletion"`

	// WhenNotEmpty says what happens to data when the claim is deleted.
	WhenNotEmpty WhenNotEmpty `json:"whenNotEmpty"`
}
