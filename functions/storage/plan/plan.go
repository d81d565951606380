// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package plan decides what a storage consists of, whichever cloud serves it.
package plan

import (
	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

// Components of a storage. Each has a condition of its own, for example
// EncryptionReady.
const (
	// ComponentStorage is the bucket, the volume or the file system itself,
	// with what it is created with.
	ComponentStorage managed.Component = "Storage"

	// ComponentEncryption is the key, and the right to use it.
	ComponentEncryption managed.Component = "Encryption"

	// ComponentAccess is who may reach the storage at all: policies, public
	// access, TLS.
	ComponentAccess managed.Component = "Access"

	// ComponentNetwork is how the storage is reached from its network: mount
	// targets, private endpoints and their DNS.
	ComponentNetwork managed.Component = "Network"

	// ComponentLifecycle is the lifecycle rules.
	ComponentLifecycle managed.Component = "Lifecycle"

	// ComponentReplication is the copy in another region.
	ComponentReplication managed.Component = "Replication"

	// ComponentAccessLogs is the access logs, and where they go.
	ComponentAccessLogs managed.Component = "AccessLogs"
)

// Components lists the components in the order in which they are reported.
func Components() []managed.Component {
	return []managed.Component{
		ComponentStorage, ComponentEncryption, ComponentAccess, ComponentNetwork, ComponentLifecycle,
		ComponentReplication, ComponentAccessLogs,
	}
}

// A Plan is a storage in the terms that all clouds share. Exactly one of Object,
// Block and File is set.
type Plan struct {
	// Claim that the storage is for.
	Claim claim.Claim

	// Type of storage.
	Type v1alpha1.Type

	// Object, Block or File is what the storage consists of.
	Object *Object
	Block  *Block
	File   *File

	// Key that encrypts the storage.
	Key Key

	// Network that the storage is reached from. Nil when there is none; a
	// File has one, a Block never.
	Network *Network

	// Protection from deletion.
	Protection Protection

	// Recorded is the status that was recorded last time. Builders fall back
	// on it for values that must not change once they are known.
	Recorded v1alpha1.Status
}

// An Object store.
type Object struct {
	// Versioning keeps what is overwritten and deleted.
	Versioning bool

	// Public lets everybody on the internet read objects, and not list them.
	Public bool

	// Lifecycle rules, sorted by name. There is always one that aborts
	// uploads of the whole store.
	Lifecycle []LifecycleRule

	// Retention of every object. Nil means none. It was there when the store
	// was created, and never goes away.
	Retention *v1alpha1.Retention

	// Replica in another region. Nil means none.
	Replica *Replica

	// CORS rules, in the order of the claim.
	CORS []v1alpha1.CORSRule

	// AccessLogDays says for how many days access logs are kept. Zero means
	// no access logs.
	AccessLogDays int
}

// SoftDeleteDays is for how long the clouds keep what was deleted, where they can
// do so besides keeping versions.
const SoftDeleteDays = 7

// AbortDays is after how many days uploads that were not finished are removed,
// unless the claim says so. It is what Azure does by itself.
// https://learn.microsoft.com/rest/api/storageservices/put-block#remarks
const AbortDays = 7

// A LifecycleRule says what happens to objects after a while.
type LifecycleRule struct {
	// Name of the rule: unique within the storage, letters, digits and
	// hyphens, at most 40 characters. It is made of what the rule is for.
	Name string

	// Prefix of the names of the objects. Empty means all objects.
	Prefix string

	// After this number of days it happens.
	After int

	// Action says what happens.
	Action v1alpha1.LifecycleAction

	// Versions that the rule is for. Empty for a rule that aborts uploads.
	Versions v1alpha1.Versions
}

// A Replica is a copy in another region.
type Replica struct {
	// Region of the copy.
	Region regions.Region

	// Key that encrypts the copy. Its source is never the claim.
	Key Key
}

// A Block volume.
type Block struct {
	// SizeGiB is the size.
	SizeGiB int

	// Performance class.
	Performance v1alpha1.Performance

	// Zone of the volume.
	Zone Zone
}

// A Zone is an availability zone.
type Zone struct {
	// Key of the zone: a to f, the same on every cloud and as in a Network.
	Key string

	// Name of the zone in the cloud's own words, for example eu-west-1a.
	// Empty in a region without zones.
	Name string
}

// A File system.
type File struct {
	// SizeGiB is the size.
	SizeGiB int

	// Performance class.
	Performance v1alpha1.Performance
}

// A Key that encrypts.
type Key struct {
	// Source says where the key comes from. It was decided once.
	Source v1alpha1.KeySource

	// ID of the key. Empty for a key of the cloud, and for one to create that
	// does not exist yet.
	ID string
}

// IsCustomers says whether the key belongs to the customer of the cloud.
func (k Key) IsCustomers() bool { return k.Source != v1alpha1.KeySourcePlatform }

// A Network that a storage is reached from.
type Network struct {
	// Name of the network, as namespace/name.
	Name string

	// Found is false while the Network does not exist.
	Found bool

	// ID of the network at its cloud. Empty while it has none.
	ID string

	// CIDR is the IPv4 range of the network. An adopted network may have
	// none.
	CIDR string

	// Subnets to reach the storage in, one for each zone where subnets are
	// zonal, with names such as private-a. Private ones come first, then
	// isolated ones; public ones only where there are no others. Empty while
	// there are none.
	Subnets []v1alpha1.NetworkSubnet
}

// Waits says what is missing before the network can be used. It is empty when
// nothing is.
func (n Network) Waits() []string {
	switch {
	case n.ID == "":
		return []string{claim.WaitsFor("network", n.Name, n.Found)}
	case len(n.Subnets) == 0:
		return []string{"network " + n.Name + " has no subnets yet"}
	}
	return nil
}

// Protection from deletion.
type Protection struct {
	// Deletion says whether the claim cannot be deleted.
	Deletion bool

	// WhenNotEmpty says what happens to data when the claim is deleted.
	WhenNotEmpty v1alpha1.WhenNotEmpty

	// Orphan says that deleting the claim leaves everything behind anyway.
	Orphan bool
}

// DeletesData says whether data is deleted with the claim.
func (p Protection) DeletesData() bool { return p.WhenNotEmpty == v1alpha1.WhenNotEmptyDelete }
