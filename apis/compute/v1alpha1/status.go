// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

import (
	network "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// Keys of the connection details, the same on every cloud. What is not known is left
// out.
const (
	// ConnectionHost is where clients connect to: the balancer, or else the machine.
	ConnectionHost = "host"

	// ConnectionAddresses are all addresses that are known, separated by commas.
	ConnectionAddresses = "addresses"

	// ConnectionUsername is who logs in to a machine.
	ConnectionUsername = "username"
)

// A GroupPhase says how far the machines of a group have come.
type GroupPhase string

// Phases of a group.
const (
	// GroupPlanned groups wait for something else before they are created.
	GroupPlanned GroupPhase = "Planned"

	// GroupCreating groups have never been ready.
	GroupCreating GroupPhase = "Creating"

	// GroupReady groups have what was asked for.
	GroupReady GroupPhase = "Ready"

	// GroupUpdating groups were ready, and their machines are being replaced or
	// counted anew.
	GroupUpdating GroupPhase = "Updating"

	// GroupRetiring groups go once the group that takes their place is ready.
	GroupRetiring GroupPhase = "Retiring"
)

// GroupPhases lists every phase of a group.
func GroupPhases() []GroupPhase {
	return []GroupPhase{GroupPlanned, GroupCreating, GroupReady, GroupUpdating, GroupRetiring}
}

// Status of a Compute.
type Status struct {
	platform.CommonStatus     `json:",inline"`
	platform.ConnectionStatus `json:",inline"`

	// Kind says what the claim consists of. It never changes.
	Kind Kind `json:"kind,omitempty"`

	// ID of the machine or of the group: an instance id or an ARN on AWS, a resource
	// id on Azure, projects/.../instances|instanceGroupManagers/... on GCP. Empty
	// while it does not exist.
	ID string `json:"id,omitempty"`

	// Name of the machine or of the group at its cloud.
	Name string `json:"name,omitempty"`

	// ResourceGroup of the machines. Only on Azure.
	ResourceGroup string `json:"resourceGroup,omitempty"`

	// Network that the machines are in, as it was last seen.
	Network *NetworkStatus `json:"network,omitempty"`

	// MachineType of the machines, in the cloud's own words. It stays while the same
	// is requested, even if a better one comes.
	MachineType string `json:"machineType,omitempty"`

	// Machine is what the machine type has.
	Machine *Machine `json:"machine,omitempty"`

	// Image that machines are created from.
	Image *ImageStatus `json:"image,omitempty"`

	// Template is what machines are made of. What is compared with it says whether
	// they have to be replaced.
	Template *TemplateStatus `json:"template,omitempty"`

	// Identity that machines act as.
	Identity *IdentityStatus `json:"identity,omitempty"`

	// Addresses of a single machine.
	Addresses *Addresses `json:"addresses,omitempty"`

	// Disks of each machine, besides the root disk.
	Disks []DiskStatus `json:"disks,omitempty"`

	// Desired is the number of machines that there are to be now, where it is known.
	Desired int `json:"desired,omitempty"`

	// Ready is the number of machines that are ready, where the cloud says.
	Ready int `json:"ready,omitempty"`

	// Groups that the machines are in: one, or two if some of a group of spot
	// machines are not spot ones, and those that retire.
	Groups []GroupStatus `json:"groups,omitempty"`

	// LoadBalancer in front of the machines.
	LoadBalancer *LoadBalancerStatus `json:"loadBalancer,omitempty"`

	// Encryption of the disks.
	Encryption *EncryptionStatus `json:"encryption,omitempty"`

	// DeletionProtection is true while the claim cannot be deleted.
	DeletionProtection bool `json:"deletionProtection,omitempty"`
}

// A NetworkStatus is the network that machines are in, as it was last seen.
type NetworkStatus struct {
	// Name of the Network, as namespace/name.
	Name string `json:"name"`

	// ID of the network at its cloud.
	ID string `json:"id,omitempty"`

	// ResourceGroup of the network. Only on Azure.
	ResourceGroup string `json:"resourceGroup,omitempty"`

	// CIDR is the IPv4 range of the network.
	CIDR string `json:"cidr,omitempty"`

	// Subnets of the network.
	Subnets []network.Subnet `json:"subnets,omitempty"`

	// SecurityGroups of the network.
	SecurityGroups []network.SecurityGroup `json:"securityGroups,omitempty"`
}

// An ImageStatus is what machines are created from.
type ImageStatus struct {
	// Name is the portable name. Empty for a native image.
	Name ImageName `json:"name,omitempty"`

	// Native is what the cloud resolves to an image.
	Native string `json:"native,omitempty"`

	// ID of the image that the machine was created from. Only of a single machine,
	// where the cloud says.
	ID string `json:"id,omitempty"`

	// OS of the image.
	OS OS `json:"os,omitempty"`

	// User that logs in. Empty when it is not known.
	User string `json:"user,omitempty"`
}

// A TemplateStatus is what machines are made of.
type TemplateStatus struct {
	// Generation of the machines. Another generation is another machine.
	Generation string `json:"generation"`

	// Retiring generations are kept until the machines of a group are of the current
	// one. Only where generations are resources of their own.
	Retiring []string `json:"retiring,omitempty"`

	// Tier of the subnets that machines are in.
	Tier network.Tier `json:"tier,omitempty"`

	// Zones that machines are in. They stay when the network gets more of them.
	Zones []platform.Zone `json:"zones,omitempty"`

	// Spot is true when machines are spot ones.
	Spot bool `json:"spot,omitempty"`

	// Digests of what no single machine can change, by the name of the parameter.
	Digests map[string]string `json:"digests,omitempty"`
}

// An IdentityStatus is who machines act as, as it was last seen.
type IdentityStatus struct {
	// Name of the Identity, as namespace/name.
	Name string `json:"name"`

	// ID of the identity at its cloud: the ARN of a role on AWS, the resource id of a
	// managed identity on Azure, projects/.../serviceAccounts/... on GCP.
	ID string `json:"id,omitempty"`

	// InstanceProfile is the name of the instance profile. Only on AWS.
	InstanceProfile string `json:"instanceProfile,omitempty"`

	// ClientID of the managed identity. Only on Azure.
	ClientID string `json:"clientID,omitempty"`

	// Email address of the service account. Only on GCP.
	Email string `json:"email,omitempty"`
}

// Addresses of a single machine.
type Addresses struct {
	// Private address within the network.
	Private string `json:"private,omitempty"`

	// Public address of the internet.
	Public string `json:"public,omitempty"`

	// DNSName that resolves to the private address within the network, where the cloud
	// gives one.
	DNSName string `json:"dnsName,omitempty"`
}

// A DiskStatus is a disk of a single machine, or of each machine of a group.
type DiskStatus struct {
	// Name of the disk in the claim.
	Name string `json:"name"`

	// ID of the disk at its cloud. Empty while it does not exist, and for the disks of
	// a group.
	ID string `json:"id,omitempty"`

	// SizeGiB that was asked for last.
	SizeGiB int `json:"sizeGiB,omitempty"`

	// Performance class.
	Performance Performance `json:"performance,omitempty"`

	// Zone of the disk.
	Zone platform.Zone `json:"zone,omitempty"`

	// Storage claim that the disk is the volume of, as namespace/name. Empty for a
	// disk of the machine's own.
	Storage string `json:"storage,omitempty"`

	// Slot that the disk is attached at: a number that it keeps for as long as it is
	// attached.
	Slot int `json:"slot"`

	// Device that the machine finds the disk at.
	Device string `json:"device,omitempty"`

	// Attached is true once the machine has the disk.
	Attached bool `json:"attached,omitempty"`
}

// A GroupStatus is a group of equal machines.
type GroupStatus struct {
	// Name of the group: regular or spot.
	Name string `json:"name"`

	// Key of the group within the claim. Where a cloud cannot change something of a
	// group, another key is another group.
	Key string `json:"key"`

	// Phase of the group.
	Phase GroupPhase `json:"phase,omitempty"`

	// ID of the group at its cloud. Empty while it does not exist.
	ID string `json:"id,omitempty"`

	// CloudName is the name of the group at its cloud.
	CloudName string `json:"cloudName,omitempty"`

	// Desired is the number of machines that there are to be now, where it is known.
	Desired int `json:"desired,omitempty"`

	// Ready is the number of machines that are ready, where the cloud says.
	Ready int `json:"ready,omitempty"`

	// Min and Max bound the number of machines of a group with autoscaling.
	Min int `json:"min,omitempty"`
	Max int `json:"max,omitempty"`
}

// A LoadBalancerStatus is the balancer in front of the machines.
type LoadBalancerStatus struct {
	// ID of the balancer at its cloud: an ARN on AWS, a resource id on Azure,
	// projects/.../backendServices/... on GCP.
	ID string `json:"id,omitempty"`

	// Scheme of the balancer. It never changes, because the address would.
	Scheme Scheme `json:"scheme,omitempty"`

	// DNSName of the balancer. On AWS.
	DNSName string `json:"dnsName,omitempty"`

	// DNSZoneID is the hosted zone of the DNS name, for alias records. On AWS.
	DNSZoneID string `json:"dnsZoneID,omitempty"`

	// Address of the balancer. On Azure and GCP.
	Address string `json:"address,omitempty"`
}

// An EncryptionStatus says with what disks are encrypted.
type EncryptionStatus struct {
	// Key of the customer that disks are encrypted with, as the cloud identifies it.
	// Empty means a key of the cloud.
	Key string `json:"key,omitempty"`
}
