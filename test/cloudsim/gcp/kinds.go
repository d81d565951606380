// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"regexp"
	"slices"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// Names of kinds.
const (
	network        cloud.Name = "compute/Network"
	subnetwork     cloud.Name = "compute/Subnetwork"
	router         cloud.Name = "compute/Router"
	routerNAT      cloud.Name = "compute/RouterNAT"
	address        cloud.Name = "compute/Address"
	firewall       cloud.Name = "compute/Firewall"
	route          cloud.Name = "compute/Route"
	networkPeering cloud.Name = "compute/NetworkPeering"
	managedZone    cloud.Name = "dns/ManagedZone"
	recordSet      cloud.Name = "dns/RecordSet"
)

// Collections that kinds are in, in URLs.
func collections() map[cloud.Name]string {
	return map[cloud.Name]string{
		network: "networks", subnetwork: "subnetworks", router: "routers", routerNAT: "nats", address: "addresses",
		firewall: "firewalls", route: "routes", networkPeering: "peerings", managedZone: "managedZones", recordSet: "rrsets",
		gkeCluster: "clusters", nodePool: "nodePools", serviceAccount: "serviceAccounts", projectIAMMember: "bindings",
		keyRing: "keyRings", cryptoKey: "cryptoKeys", cryptoKeyIAMMember: "bindings",
		bucket: "buckets", bucketIAMMember: "bindings", disk: "disks", filestore: "instances", accountIAMMember: "bindings", accountKey: "keys",
		workloadPool: "workloadIdentityPools", workloadPoolProvider: "providers",
		instance: "instances", instanceIAMMember: "bindings", resourcePolicy: "resourcePolicies", instanceTemplate: "instanceTemplates",
		instanceGroup: "instanceGroupManagers", autoscaler: "autoscalers", healthCheck: "healthChecks", regionHealthCheck: "healthChecks",
		backendService: "backendServices", forwardingRule: "forwardingRules",
	}
}

// regional kinds belong to a region.
func regional() map[cloud.Name]bool {
	return map[cloud.Name]bool{
		subnetwork: true, router: true, address: true,
		resourcePolicy: true, instanceGroup: true, autoscaler: true, regionHealthCheck: true, backendService: true, forwardingRule: true,
	}
}

// linked kinds have a selfLink.
func linked() map[cloud.Name]bool {
	return map[cloud.Name]bool{
		network: true, subnetwork: true, router: true, address: true, firewall: true, route: true, disk: true,
		instance: true, resourcePolicy: true, instanceTemplate: true, instanceGroup: true, autoscaler: true, healthCheck: true, regionHealthCheck: true,
		backendService: true, forwardingRule: true,
	}
}

// Kinds of resources.
func Kinds() []cloud.Kind {
	return slices.Concat(
		networks(), routers(), firewalls(), routes(), peerings(), dns(),
		accounts(), keys(), clusters(), nodePools(),
		buckets(), disks(), fileSystems(), accountParts(), pools(),
		instances(), schedules(), groups(), balancers(),
	)
}

func computeType(version, kind, plural string) managed.Type {
	return managed.Type{Group: "compute.gcp.upbound.io", Version: version, Kind: kind, Plural: plural}
}

// computeID is the id of most kinds.
func computeID(r *cloud.Request) string {
	at := "/global/"
	if regional()[r.Kind.Name()] {
		at = "/regions/" + r.Region() + "/"
	}
	return "projects/" + project(r.Object) + at + collections()[r.Kind.Name()] + "/" + r.Name
}

func toNetwork() cloud.Link { return cloud.Link{Field: "network", To: network, Holds: true} }

// computeName is the rule of the names of most kinds.
// https://cloud.google.com/compute/docs/naming-resources
var computeName = regexp.MustCompile(`^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$`)

func checkName(r *cloud.Request) error {
	if computeName.MatchString(r.Name) {
		return nil
	}
	return invalid("name", r.Name, "Must be a match of regex '(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)'")
}
