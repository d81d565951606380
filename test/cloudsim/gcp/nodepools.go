// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// Limits of a node pool.
const (
	maxUpgraded  = 20
	maxPoolNodes = 1000
	minDiskGB    = 10

	// addressesOfNode is how many addresses each node has for its pods.
	addressesOfNode = 256
)

func nodePools() []cloud.Kind {
	return []cloud.Kind{{
		Type:   managed.Type{Group: "container.gcp.upbound.io", Version: "v1beta2", Kind: "NodePool", Plural: "nodepools"},
		Naming: cloud.Given, Noun: "NodePool",
		Required: []string{"cluster", "location"},
		Immutable: []string{
			"cluster", "maxPodsPerNode", "networkConfig", "placementPolicy", "nodeConfig.guestAccelerator", "nodeConfig.metadata", "nodeConfig.minCpuPlatform",
			"nodeConfig.oauthScopes", "nodeConfig.preemptible", "nodeConfig.serviceAccount", "nodeConfig.shieldedInstanceConfig", "nodeConfig.spot",
		},
		Gradual: []string{"version", "nodeCount"},
		Links: []cloud.Link{
			{Field: "cluster", To: gkeCluster, Nested: true},
			{Field: "nodeConfig.serviceAccount", To: serviceAccount, Loose: true},
		},
		Kept:       []string{"version"},
		ID:         func(r *cloud.Request) string { return r.Args.String("cluster") + "/nodePools/" + r.Name },
		Check:      checkNodePool,
		Attributes: poolAttributes,
	}}
}

func checkNodePool(r *cloud.Request) error {
	if err := checkContainerName(r.Name); err != nil {
		return err
	}
	if err := checkLabelsAt(r, "nodeConfig.resourceLabels"); err != nil {
		return err
	}
	for _, check := range []func(*cloud.Request) error{
		checkPoolPlace, checkPoolVersion, checkCounts, checkPoolUpgrades, checkMachine, checkNodeLabels, checkPoolIdentity, checkRoom,
	} {
		if err := check(r); err != nil {
			return err
		}
	}
	return nil
}

// checkPoolPlace refuses a pool that is elsewhere than its cluster.
func checkPoolPlace(r *cloud.Request) error {
	at := r.To("cluster").Args.String("location")
	if l := r.Args.String("location"); l != at {
		return refuse(404, "notFound", "Not found: projects/%s/locations/%s/clusters/%s.", project(r.Object), l, r.To("cluster").Name)
	}
	for _, z := range r.Args.Strings("nodeLocations") {
		if regionOf(z) != regionOf(at) || regionOf(z) == z {
			return refuse(400, "badRequest", "Invalid node location %q: it must be a zone of region %q.", z, regionOf(at))
		}
	}
	return nil
}

// checkPoolVersion refuses nodes that are newer than their control plane or much older,
// and to take an upgrade back. Nodes that nobody asks anything of keep the version that
// they have, and new ones have that of the control plane. What GKE made of a minor
// version is not what was asked for, so that the provider asks again and again.
func checkPoolVersion(r *cloud.Request) error {
	master := masterVersion(r.To("cluster"))
	has, wanted := r.Old.String("version"), r.Args.String("version")
	if wanted == "" {
		r.Args["version"] = master
		if has != "" {
			r.Args["version"] = has
		}
		return nil
	}
	full, err := resolve(wanted)
	if err != nil {
		return err
	}
	switch nodes := cloud.Minor(full); {
	case nodes > cloud.Minor(master):
		return refuse(400, "badRequest", "Node version %q must not be greater than master version %q.", wanted, master)
	case nodes < cloud.Minor(master)-maxSkew:
		return refuse(400, "badRequest", "Node version %q must not have a minor version more than %d lower than master version %q.", wanted, maxSkew, master)
	case nodes < cloud.Minor(has):
		return refuse(400, "badRequest", "Node pool %q cannot be downgraded from %q to %q.", r.Name, has, full)
	}
	r.Args["version"] = full
	return nil
}

func checkCounts(r *cloud.Request) error {
	if r.Old == nil && r.Args.Has("nodeCount") && r.Args.Has("initialNodeCount") {
		return cloud.Plain("Cannot set both initial_node_count and node_count on node pool %s", r.Name)
	}
	for _, path := range []string{"nodeCount", "initialNodeCount"} {
		if n, ok := r.Args.Int(path); ok && (n < 0 || n > maxPoolNodes) {
			return cloud.Plain("expected %s to be in the range (0 - %d), got %d", cloud.Snake(path), maxPoolNodes, n)
		}
	}
	if !r.Args.Has("autoscaling") {
		return nil
	}
	return checkAutoscaling(r)
}

func checkAutoscaling(r *cloud.Request) error {
	_, zonalMax := r.Args.Int("autoscaling.maxNodeCount")
	least, _ := r.Args.Int("autoscaling.totalMinNodeCount")
	most, total := r.Args.Int("autoscaling.totalMaxNodeCount")
	switch {
	case zonalMax && total:
		return refuse(400, "badRequest", "Total node count limits and per-zone node count limits cannot be used together.")
	case !zonalMax && (!total || most < 1):
		return refuse(400, "badRequest", "Node pool %q: maximum node count must be greater than 0.", r.Name)
	case least > most && total:
		return refuse(400, "badRequest", "Node pool %q: minimum node count %d must not be greater than maximum node count %d.", r.Name, least, most)
	}
	if p := r.Args.String("autoscaling.locationPolicy"); p != "" && p != "BALANCED" && p != "ANY" {
		return oneOf("autoscaling.0.location_policy", p, []string{"BALANCED", "ANY"})
	}
	return nil
}

// checkPoolUpgrades refuses pools whose nodes could never be replaced, or not by GKE.
func checkPoolUpgrades(r *cloud.Request) error {
	c := r.To("cluster").Args
	if inChannel(c) && r.Args.Has("management") && !r.Args.Bool("management.autoUpgrade") {
		return refuse(400, "badRequest", "Auto_upgrade must be true when release_channel %s is set.", c.String("releaseChannel.channel"))
	}
	if !r.Args.Has("upgradeSettings") {
		return nil
	}
	surge, _ := r.Args.Int("upgradeSettings.maxSurge")
	missing, _ := r.Args.Int("upgradeSettings.maxUnavailable")
	if surge+missing < 1 || surge+missing > maxUpgraded {
		return refuse(400, "badRequest", "Node pool %q: the sum of max_surge and max_unavailable must be in the range 1 - %d, and is %d.", r.Name, maxUpgraded, surge+missing)
	}
	return nil
}

var (
	machineType = regexp.MustCompile(`^[a-z][0-9][a-z]?-[a-z0-9-]+$`)

	// Machines that boot from Hyperdisk alone, and those that cannot.
	onlyHyperdisk = regexp.MustCompile(`^(c4|c4a|n4)-`)
	noHyperdisk   = regexp.MustCompile(`^(e2|n1|n2|n2d|t2a|t2d|g2)-`)
)

// gpus are the accelerators of machines that come with them.
func gpus() map[string]string {
	return map[string]string{
		"g2-": "nvidia-l4", "a2-highgpu-": "nvidia-tesla-a100", "a2-megagpu-": "nvidia-tesla-a100", "a2-ultragpu-": "nvidia-a100-80gb", "a3-highgpu-": "nvidia-h100-80gb",
	}
}

func checkMachine(r *cloud.Request) error {
	m, disk := r.Args.String("nodeConfig.machineType"), r.Args.String("nodeConfig.diskType")
	hyperdisk := strings.HasPrefix(disk, "hyperdisk-")
	switch {
	case m != "" && !machineType.MatchString(m):
		return refuse(400, "badRequest", "Machine type with name %q does not exist in zone %q.", m, r.Args.String("location"))
	case disk != "" && (onlyHyperdisk.MatchString(m) && !hyperdisk || noHyperdisk.MatchString(m) && hyperdisk):
		return refuse(400, "badRequest", "%s disk type cannot be used by %s machine type.", disk, m)
	}
	if gb, ok := r.Args.Int("nodeConfig.diskSizeGb"); ok && gb < minDiskGB {
		return cloud.Plain("expected node_config.0.disk_size_gb to be at least (%d), got %d", minDiskGB, gb)
	}
	return checkGPUs(r, m)
}

func checkGPUs(r *cloud.Request, m string) error {
	has := r.Args.Strings("nodeConfig.guestAccelerator[].type")
	for prefix, accelerator := range gpus() {
		if !strings.HasPrefix(m, prefix) {
			continue
		}
		if !slices.Equal(has, []string{accelerator}) {
			return refuse(400, "badRequest", "Machine type %q requires guest accelerator %q, got %v.", m, accelerator, has)
		}
		return nil
	}
	if len(has) > 0 && !strings.HasPrefix(m, "n1-") {
		return refuse(400, "badRequest", "Machine type %q does not support guest accelerators.", m)
	}
	return nil
}

// reservedLabel is what no label of a node may be below.
var reservedLabel = regexp.MustCompile(`^([a-z0-9-]+\.)*(kubernetes\.io|k8s\.io)/`)

func checkNodeLabels(r *cloud.Request) error {
	for _, k := range slices.Sorted(maps.Keys(r.Args.Map("nodeConfig.labels"))) {
		if reservedLabel.MatchString(k) {
			return refuse(400, "badRequest", "Label %q is not allowed: the namespace kubernetes.io is reserved.", k)
		}
	}
	effects := []string{"NO_SCHEDULE", "PREFER_NO_SCHEDULE", "NO_EXECUTE"}
	for _, e := range r.Args.Strings("nodeConfig.taint[].effect") {
		if !slices.Contains(effects, e) {
			return oneOf("node_config.0.taint.0.effect", e, effects)
		}
	}
	return nil
}

// checkPoolIdentity refuses nodes that are nobody, and pods that could be nobody else.
func checkPoolIdentity(r *cloud.Request) error {
	if email := r.Args.String("nodeConfig.serviceAccount"); email != "" && !accountExists(r, email) {
		return refuse(400, "badRequest", "The user does not have access to service account %q. Ask a project owner to grant you the iam.serviceAccountUser role on the service account.", email)
	}
	mode, values := r.Args.String("nodeConfig.workloadMetadataConfig.mode"), []string{"MODE_UNSPECIFIED", "GCE_METADATA", "GKE_METADATA"}
	if mode != "" && !slices.Contains(values, mode) {
		return oneOf("node_config.0.workload_metadata_config.0.mode", mode, values)
	}
	if mode == "GKE_METADATA" && !r.To("cluster").Args.Has("workloadIdentityConfig.workloadPool") {
		return refuse(400, "badRequest", "Node pool %q: workload metadata mode GKE_METADATA requires workload identity to be enabled on the cluster.", r.Name)
	}
	return nil
}

// nodesOf a pool, in all of its zones.
func nodesOf(pool cloud.Value) int {
	zones := max(len(pool.Strings("nodeLocations")), 1)
	return countOf(pool) * zones
}

// countOf is the number of nodes in each zone of a pool.
func countOf(pool cloud.Value) int {
	if n, ok := pool.Int("nodeCount"); ok {
		return n
	}
	n, _ := pool.Int("initialNodeCount")
	return n
}

// checkRoom refuses more nodes than the range of pods has room for.
func checkRoom(r *cloud.Request) error {
	c := r.To("cluster")
	s := c.To("subnetwork")
	if s == nil {
		return nil
	}
	nodes := nodesOf(r.Args)
	for n := range r.UsersOf(c, nodePool) {
		nodes += nodesOf(n.Args)
	}
	for _, secondary := range s.Args.List("secondaryIpRange") {
		if secondary.String("rangeName") != c.Args.String("ipAllocationPolicy.clusterSecondaryRangeName") {
			continue
		}
		if p, ok := cloud.CIDR(secondary.String("ipCidrRange")); ok && nodes*addressesOfNode > 1<<(32-p.Bits()) {
			return refuse(400, "badRequest", "IP_SPACE_EXHAUSTED: Instance 'gke-%s-%s' creation failed: IP space of '%s-%s' is exhausted.", c.Name, r.Name, s.ID, secondary.String("rangeName"))
		}
	}
	return nil
}

func poolAttributes(r *cloud.Request) cloud.Value {
	at := "https://www.googleapis.com/compute/v1/projects/" + project(r.Object) + "/zones/"
	groups, managers := []any{}, []any{}
	zones := r.Args.Strings("nodeLocations")
	if len(zones) == 0 {
		zones = []string{regionOf(r.Args.String("location")) + "-b"}
	}
	for _, z := range zones {
		group := "gke-" + r.Name + "-" + r.Hex(8, z) + "-grp"
		groups, managers = append(groups, at+z+"/instanceGroups/"+group), append(managers, at+z+"/instanceGroupManagers/"+group)
	}
	return cloud.Value{
		"id": r.ID, "version": r.Args.String("version"), "nodeCount": int64(countOf(r.Args)),
		"instanceGroupUrls": groups, "managedInstanceGroupUrls": managers,
	}
}
