// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package naming

// gcpReference documents the rule of every resource of the Compute API.
const gcpReference = "https://cloud.google.com/compute/docs/naming-resources"

// gcpLabel returns the rule that most kinds of GCP share: an RFC 1035 label
// within a length of its own.
func gcpLabel(kind string, minLength, maxLength int, reference string) Rule {
	return Rule{
		Kind:      kind,
		MinLength: minLength, MaxLength: maxLength,
		First: lower, Inner: lowerDigits + "-", Last: lowerDigits,
		Separator: "-",
		Reference: reference,
	}
}

// Rules that differ in nothing but their length.
var (
	// GCPCompute is the rule for everything of the Compute API but RouterNATs:
	// networks, subnetworks and their secondary ranges, routers, routes,
	// firewalls, firewall policies, addresses, peerings, instances, templates,
	// groups, disks, health checks, backend services and forwarding rules.
	// Networks and firewalls are unique in a project, not in a region.
	GCPCompute = gcpLabel("a GCP compute resource", 1, 63, gcpReference)

	// GCPRouterNAT is the rule for NAT configurations of a router.
	GCPRouterNAT = gcpLabel("a GCP router NAT", 2, 63, "https://cloud.google.com/compute/docs/reference/rest/v1/routers")

	// GCPInstanceBase is the rule for what names of the instances of a managed
	// group start with. GCP appends a hyphen and four characters.
	GCPInstanceBase = gcpLabel("a GCP base instance name", 1, 58, "https://cloud.google.com/compute/docs/reference/rest/v1/instanceGroupManagers")

	// GCPInstanceTemplatePrefix is the rule for what names of instance
	// templates start with. The provider appends 26 characters.
	GCPInstanceTemplatePrefix = gcpLabel("a GCP instance template prefix", 1, 37, gcpReference)

	// GCPDNSManagedZone is the rule for managed zones of Cloud DNS. It is not
	// the zone's DNS name.
	GCPDNSManagedZone = gcpLabel("a GCP DNS managed zone", 1, 63, "https://cloud.google.com/dns/docs/reference/rest/v1/managedZones")

	// GCPGKECluster is the rule for GKE clusters.
	GCPGKECluster = gcpLabel("a GCP GKE cluster", 1, 40, "https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters")

	// GCPNodePool is the rule for node pools of GKE clusters.
	GCPNodePool = gcpLabel("a GCP GKE node pool", 1, 40, "https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters.nodePools")

	// GCPGKEHubMembership is the rule for memberships of a fleet.
	GCPGKEHubMembership = gcpLabel("a GCP fleet membership", 1, 63, "https://cloud.google.com/kubernetes-engine/fleet-management/docs/reference/rest/v1/projects.locations.memberships")

	// GCPServiceAccount is the rule for ids of service accounts. The id of a
	// deleted account stays taken for 30 days.
	GCPServiceAccount = gcpLabel("a GCP service account", 6, 30, "https://cloud.google.com/iam/docs/service-accounts-create")

	// GCPFilestore is the rule for Filestore instances.
	GCPFilestore = gcpLabel("a GCP Filestore instance", 1, 63, "https://cloud.google.com/filestore/docs/creating-instances")
)

// GCPBucket is the rule for Cloud Storage buckets. GCP allows dots for domains
// that the project has proved to own, and refuses "google" and close
// misspellings of it.
var GCPBucket = Rule{
	Kind:      "a GCP bucket",
	MinLength: 3, MaxLength: 63,
	First: lowerDigits, Inner: lowerDigits + "_-", Last: lowerDigits,
	Separator:           "-",
	Global:              true,
	ForbiddenPrefixes:   []string{"goog"},
	ForbiddenSubstrings: []string{"google", "g00gle", "g0ogle", "go0gle"},
	Reference:           "https://cloud.google.com/storage/docs/buckets#naming",
}

// GCPCustomRole is the rule for ids of custom IAM roles, which have no hyphens.
// The id of a deleted role stays taken for 37 days.
var GCPCustomRole = Rule{
	Kind:      "a GCP custom role",
	MinLength: 3, MaxLength: 64,
	First: alphanumeric, Inner: alphanumeric + "_.", Last: alphanumeric,
	Separator: "_",
	Reference: "https://cloud.google.com/iam/docs/creating-custom-roles",
}

// GCPWorkloadIdentityPool is the rule for ids of workload identity pools and
// their providers. The id of a deleted pool stays taken for 30 days.
var GCPWorkloadIdentityPool = Rule{
	Kind:      "a GCP workload identity pool",
	MinLength: 4, MaxLength: 32,
	First: lowerDigits, Inner: lowerDigits + "-", Last: lowerDigits,
	Separator:         "-",
	ForbiddenPrefixes: []string{"gcp-"},
	Reference:         "https://cloud.google.com/iam/docs/reference/rest/v1/projects.locations.workloadIdentityPools",
}

// GCPKMS is the rule for key rings and keys of Cloud KMS. Neither can be
// deleted, so their names stay taken for ever.
var GCPKMS = Rule{
	Kind:      "a GCP KMS key",
	MinLength: 1, MaxLength: 63,
	First: alphanumeric, Inner: alphanumeric + "_-", Last: alphanumeric,
	Separator: "-",
	Reference: "https://cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings",
}

// GCPLoggingSink is the rule for sinks of Cloud Logging.
var GCPLoggingSink = Rule{
	Kind:      "a GCP logging sink",
	MinLength: 1, MaxLength: 100,
	First: alphanumeric, Inner: alphanumeric + "_.-", Last: alphanumeric,
	Separator: "-",
	Reference: "https://cloud.google.com/logging/docs/reference/v2/rest/v2/projects.sinks",
}
