// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package gcp holds the managed resources of provider-gcp that we compose: only
// the fields that we set or read, with the JSON names of the provider's CRDs.
//
// A selector is a field only where it stands in an object. Where the provider has
// one inside of a list, as for the subnetworks of a RouterNAT or the networks of a
// ManagedZone, the field is written literally instead: the list belongs as a whole
// to whoever applied it last, so applying the selector again would take away what
// the provider had resolved, and the two would never come to rest.
package gcp

import "github.com/hyperscalar/hyperscalar/internal/managed"

// The API groups of the cluster-scoped kinds.
const (
	groupCloudPlatform = "cloudplatform.gcp.upbound.io"
	groupCompute       = "compute.gcp.upbound.io"
	groupContainer     = "container.gcp.upbound.io"
	groupDNS           = "dns.gcp.upbound.io"
	groupFilestore     = "filestore.gcp.upbound.io"
	groupIAM           = "iam.gcp.upbound.io"
	groupKMS           = "kms.gcp.upbound.io"
	groupStorage       = "storage.gcp.upbound.io"
)

// The newest versions of the cluster-scoped kinds. Those that have a v1beta2 have
// another shape in v1beta1, which newer providers do not serve any more.
const (
	v1beta1 = "v1beta1"
	v1beta2 = "v1beta2"
)

// Kinds lists every kind that we compose, sorted by name.
func Kinds() []managed.Kind {
	return []managed.Kind{
		{ForProvider: Address{}, AtProvider: AddressObservation{}},
		{ForProvider: Bucket{}, AtProvider: BucketObservation{}},
		{ForProvider: BucketIAMMember{}},
		{ForProvider: Cluster{}, AtProvider: ClusterObservation{}},
		{ForProvider: CryptoKey{}},
		{ForProvider: CryptoKeyIAMMember{}},
		{ForProvider: Disk{}, AtProvider: DiskObservation{}},
		{ForProvider: Firewall{}},
		{ForProvider: ForwardingRule{}},
		{ForProvider: HealthCheck{}, AtProvider: HealthCheckObservation{}},
		{ForProvider: ComputeInstance{}, AtProvider: ComputeInstanceObservation{}},
		{ForProvider: FilestoreInstance{}, AtProvider: FilestoreInstanceObservation{}},
		{ForProvider: InstanceIAMMember{}},
		{ForProvider: InstanceTemplate{}, AtProvider: InstanceTemplateObservation{}},
		{ForProvider: KeyRing{}},
		{ForProvider: ManagedZone{}, AtProvider: ManagedZoneObservation{}},
		{ForProvider: Network{}, AtProvider: NetworkObservation{}},
		{ForProvider: NetworkPeering{}, AtProvider: NetworkPeeringObservation{}},
		{ForProvider: NodePool{}, AtProvider: NodePoolObservation{}},
		{ForProvider: ProjectIAMMember{}},
		{ForProvider: RecordSet{}},
		{ForProvider: RegionAutoscaler{}},
		{ForProvider: RegionBackendService{}, AtProvider: RegionBackendServiceObservation{}},
		{ForProvider: RegionHealthCheck{}},
		{ForProvider: RegionInstanceGroupManager{}, AtProvider: RegionInstanceGroupManagerObservation{}},
		{ForProvider: ResourcePolicy{}, AtProvider: ResourcePolicyObservation{}},
		{ForProvider: Route{}},
		{ForProvider: Router{}},
		{ForProvider: RouterNAT{}},
		{ForProvider: ServiceAccount{}, AtProvider: ServiceAccountObservation{}},
		{ForProvider: ServiceAccountIAMMember{}},
		{ForProvider: ServiceAccountKey{}, AtProvider: ServiceAccountKeyObservation{}},
		{ForProvider: Subnetwork{}, AtProvider: SubnetworkObservation{}},
		{ForProvider: WorkloadIdentityPool{}, AtProvider: WorkloadIdentityPoolObservation{}},
		{ForProvider: WorkloadIdentityPoolProvider{}, AtProvider: WorkloadIdentityPoolProviderObservation{}},
	}
}
