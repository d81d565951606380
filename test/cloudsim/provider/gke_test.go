// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"context"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"

	xpv2 "github.com/crossplane/crossplane/apis/v2/core/v2"
)

const gkeFile = "gke.yaml"

func TestGoodGKE(t *testing.T) {
	t.Parallel()
	for scope, convert := range map[string]func(*unstructured.Unstructured) *unstructured.Unstructured{"Cluster": asItIs, "Namespaced": namespaced} {
		t.Run(scope, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			var us []*unstructured.Unstructured
			for _, u := range sorted(objects(t, gkeFile)) {
				us = append(us, convert(u))
			}
			w.apply(us...)
			w.run()
			w.wantReady()
			for _, u := range us {
				fits(t, w.get(u))
			}
			w.delete(us...)
			w.run()
			for _, u := range w.left() {
				t.Errorf("a cluster should be deleted in whatever order: %s", u)
			}
		})
	}
}

// goodGKE is a world with a cluster that is ready.
func goodGKE(t *testing.T) (*world, map[string]*unstructured.Unstructured) {
	t.Helper()
	w, us := newWorld(t), objects(t, gkeFile)
	w.apply(sorted(us)...)
	w.run()
	w.wantReady()
	return w, us
}

func TestBrokenGKE(t *testing.T) {
	t.Parallel()
	for name, tc := range merged(brokenGKEClusters(), brokenGKEMaintenance(), brokenGKEPools(), brokenGKEMachines(), brokenGKEAccounts(), brokenGKEKeys()) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, us := newWorld(t), objects(t, gkeFile)
			for path, value := range tc.with {
				change(us[tc.of], "spec.forProvider."+path, value)
			}
			if tc.how != nil {
				tc.how(us)
			}
			w.apply(sorted(us)...)
			w.run()
			mg := w.get(us[tc.of])
			if s := mg.GetCondition(xpv2.TypeReady).Status; s == corev1.ConditionTrue {
				t.Errorf("%s\n%s should not become ready", tc.reason, tc.of)
			}
			if got := message(mg); !strings.Contains(got, tc.want) {
				t.Errorf("%s\nmessage of %s should contain %q, is %q", tc.reason, tc.of, tc.want, got)
			}
		})
	}
}

func brokenGKEClusters() map[string]broken {
	const of = "Cluster/shop"
	many := []any{}
	for i := range 101 {
		many = append(many, map[string]any{"cidrBlock": fmt.Sprintf("198.51.%d.0/24", i)})
	}
	blocks := func(cidrs ...any) map[string]any {
		return map[string]any{"masterAuthorizedNetworksConfig.cidrBlocks": cidrs}
	}
	return map[string]broken{
		"ClusterName":       {reason: "Names have rules.", of: of, how: named(of, "shop-"), want: `"name" must end with a number or a letter`},
		"ClusterNameLong":   {reason: "Names are short.", of: of, how: named(of, strings.Repeat("a", 41)), want: `"name" cannot be longer than 40 characters`},
		"ClusterNowhere":    {reason: "A cluster is in a region.", of: of, with: map[string]any{"location": "europe-west99"}, want: `Location "europe-west99" does not exist., badRequest`},
		"ClusterWithout":    {reason: "Even nodes that are removed are there first.", of: of, with: map[string]any{"initialNodeCount": int64(0)}, want: "Cluster.initial_node_count must be greater than zero."},
		"ClusterVersion":    {reason: "GKE serves some versions only.", of: of, with: map[string]any{"minMasterVersion": "1.19"}, want: `No valid versions with the prefix "1.19" found.`},
		"ClusterPatch":      {reason: "It has its own patch releases.", of: of, with: map[string]any{"minMasterVersion": "1.34.99"}, want: `No valid versions with the prefix "1.34.99" found.`},
		"ClusterNoPods":     {reason: "Pods have a range of the subnetwork.", of: of, with: map[string]any{"ipAllocationPolicy.clusterSecondaryRangeName": "other"}, want: `Pod secondary range "other" does not exist in network "network", subnetwork "private".`},
		"ClusterNoServices": {reason: "So have services.", of: of, with: map[string]any{"ipAllocationPolicy.servicesSecondaryRangeName": "other"}, want: `Services secondary range "other" does not exist`},
		"ClusterOneRange":   {reason: "They are not the same.", of: of, with: map[string]any{"ipAllocationPolicy.servicesSecondaryRangeName": "pods"}, want: "Pod secondary range name (pods) should not be the same as service secondary range name."},
		"ClusterElsewhere":  {reason: "A subnetwork is in the region of the cluster.", of: of, with: map[string]any{"location": "europe-west4", "databaseEncryption": nil}, want: `is in region "europe-west1", and the cluster in "europe-west4".`},
		"ClusterCIDR":       {reason: "A range is one.", of: of, with: blocks(map[string]any{"cidrBlock": "198.51.100.7"}), want: `"master_authorized_networks_config.0.cidr_blocks.0.cidr_block" is not a valid CIDR network: 198.51.100.7`},
		"ClusterCIDRTwice":  {reason: "A range is listed once.", of: of, with: blocks(map[string]any{"cidrBlock": "10.0.0.0/8"}, map[string]any{"cidrBlock": "10.0.0.0/8"}), want: `Duplicate authorized network "10.0.0.0/8".`},
		"ClusterManyCIDRs":  {reason: "GKE takes a hundred ranges.", of: of, with: blocks(many...), want: "Too many authorized networks: 101. The limit is 100."},
		"ClusterUnlisted": {
			reason: "Who reaches a private endpoint is listed.", of: of,
			with: map[string]any{"privateClusterConfig.enablePrivateEndpoint": true, "masterAuthorizedNetworksConfig": nil}, want: "Master authorized networks must be enabled",
		},
		"ClusterPublicNodes": {
			reason: "Public nodes need a public endpoint.", of: of,
			with: map[string]any{"privateClusterConfig.enablePrivateEndpoint": true, "privateClusterConfig.enablePrivateNodes": false}, want: "Private endpoint requires private nodes.",
		},
		"ClusterPool":      {reason: "A pool belongs to the project.", of: of, with: map[string]any{"workloadIdentityConfig.workloadPool": "other.svc.id.goog"}, want: `the only supported value for workload_pool is "shop-project.svc.id.goog".`},
		"ClusterLogs":      {reason: "Logs are known.", of: of, with: map[string]any{"loggingConfig.enableComponents": []any{"AUDIT"}}, want: "expected logging_config.0.enable_components to be one of"},
		"ClusterLogsAlone": {reason: "Those of the system come first.", of: of, with: map[string]any{"loggingConfig.enableComponents": []any{"APISERVER"}}, want: "System components logging must be enabled"},
		"ClusterChannel":   {reason: "Channels are known.", of: of, with: map[string]any{"releaseChannel.channel": "Regular"}, want: "expected release_channel.0.channel to be one of"},
		"ClusterDatapath":  {reason: "Dataplane V2 has network policies anyway.", of: of, with: map[string]any{"networkPolicy": map[string]any{"enabled": true}}, want: "Enabling NetworkPolicy for clusters with DatapathProvider=ADVANCED_DATAPATH is not allowed."},
		"ClusterLabel":     {reason: "Labels are in lower case.", of: of, with: map[string]any{"resourceLabels": map[string]any{"Team": "shop"}}, want: "Label key 'Team' violates format constraints."},
		"ClusterNobody": {
			reason: "Nodes that go at once are somebody too.", of: of, want: `does not have access to service account "nobody@shop-project.iam.gserviceaccount.com".`,
			how: func(us map[string]*unstructured.Unstructured) {
				set(us[of], "spec.initProvider.nodeConfig.serviceAccount", "nobody@shop-project.iam.gserviceaccount.com")
			},
		},
	}
}

func brokenGKEMaintenance() map[string]broken {
	const of, window = "Cluster/shop", "maintenancePolicy.recurringWindow"
	exclusion := func(name, from, to, scope string) map[string]any {
		return map[string]any{"exclusionName": name, "startTime": from, "endTime": to, "exclusionOptions": map[string]any{"scope": scope}}
	}
	exclusions := func(es ...any) map[string]any {
		return map[string]any{"maintenancePolicy.maintenanceExclusion": es}
	}
	var four []any
	for _, month := range []string{"02", "03", "04", "05"} {
		four = append(four, exclusion("in-"+month, "2026-"+month+"-01T00:00:00Z", "2026-"+month+"-02T00:00:00Z", "NO_UPGRADES"))
	}
	return map[string]broken{
		"WindowMissing":   {reason: "The provider wants a window.", of: of, with: map[string]any{window: nil}, want: "one of `maintenance_policy.0.daily_maintenance_window,maintenance_policy.0.recurring_window` must be specified"},
		"WindowRare":      {reason: "GKE wants its time.", of: of, with: map[string]any{window + ".recurrence": "FREQ=WEEKLY;BYDAY=SA"}, want: "would go longer than 32d without 48h maintenance availability"},
		"WindowShort":     {reason: "It wants four hours at a time.", of: of, with: map[string]any{window + ".endTime": "2024-01-07T00:00:00Z"}, want: "(in at least 4h stretches)"},
		"WindowBackwards": {reason: "A window opens before it closes.", of: of, with: map[string]any{window + ".endTime": "2024-01-06T00:00:00Z"}, want: "must be before its end time"},
		"WindowNoTime":    {reason: "Times have a form.", of: of, with: map[string]any{window + ".startTime": "22:00"}, want: `"22:00" is not a valid RFC3339 date`},
		"WindowDay":       {reason: "Days have two letters.", of: of, with: map[string]any{window + ".recurrence": "FREQ=WEEKLY;BYDAY=SAT"}, want: "recurring_window.recurrence (FREQ=WEEKLY;BYDAY=SAT) is invalid."},
		"ExclusionLong":   {reason: "Patches cannot wait for ever.", of: of, with: exclusions(exclusion("a", "2026-02-01T00:00:00Z", "2026-04-01T00:00:00Z", "NO_UPGRADES")), want: "is longer than 30 days."},
		"ExclusionScope":  {reason: "Scopes are known.", of: of, with: exclusions(exclusion("a", "2026-02-01T00:00:00Z", "2026-02-02T00:00:00Z", "NONE")), want: "exclusion_options.0.scope to be one of"},
		"ExclusionTwice":  {reason: "Names tell them apart.", of: of, with: exclusions(exclusion("a", "2026-02-01T00:00:00Z", "2026-02-02T00:00:00Z", "NO_UPGRADES"), exclusion("a", "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", "NO_UPGRADES")), want: `Maintenance exclusion name "a" must be set and unique.`},
		"ExclusionsMany":  {reason: "There are three of the strongest.", of: of, with: exclusions(four...), want: "Too many maintenance exclusions with scope NO_UPGRADES: 4. The limit is 3."},
		"ExclusionAlone":  {reason: "Without a channel GKE decides on minor versions.", of: of, with: map[string]any{"releaseChannel.channel": "UNSPECIFIED"}, want: "requires the cluster to be enrolled in a release channel."},
	}
}

func brokenGKEPools() map[string]broken {
	const of = "NodePool/main"
	return map[string]broken{
		"PoolName":        {reason: "Names have rules.", of: of, how: named(of, "Main"), want: `"name" can only contain lowercase letters, numbers and hyphens`},
		"PoolNoCluster":   {reason: "A pool belongs to a cluster.", of: of, with: map[string]any{"cluster": "projects/shop-project/locations/europe-west1/clusters/other"}, want: "The resource 'projects/shop-project/locations/europe-west1/clusters/other' was not found"},
		"PoolElsewhere":   {reason: "It is where its cluster is.", of: of, with: map[string]any{"location": "europe-west4"}, want: "Not found: projects/shop-project/locations/europe-west4/clusters/shop."},
		"PoolZone":        {reason: "Its zones are those of the region.", of: of, with: map[string]any{"nodeLocations": []any{"europe-west4-a"}}, want: `Invalid node location "europe-west4-a"`},
		"PoolNewer":       {reason: "Nodes are not newer than their control plane.", of: of, with: map[string]any{"version": "1.35.1-gke.1829035"}, want: "must not be greater than master version"},
		"PoolOld":         {reason: "They are not much older.", of: of, with: map[string]any{"version": "1.31.1-gke.1829031"}, want: "must not have a minor version more than 2 lower than master version"},
		"PoolTwoCounts":   {reason: "There is one number to begin with.", of: of, with: map[string]any{"initialNodeCount": int64(1)}, want: "Cannot set both initial_node_count and node_count on node pool main"},
		"PoolCount":       {reason: "A pool has a limit.", of: of, with: map[string]any{"nodeCount": int64(1001)}, want: "expected node_count to be in the range (0 - 1000), got 1001"},
		"PoolLimits":      {reason: "Limits are either of zones or of all of them.", of: "NodePool/gpu", with: map[string]any{"autoscaling.maxNodeCount": int64(3)}, want: "cannot be used together."},
		"PoolNoMaximum":   {reason: "A maximum of zero is none.", of: "NodePool/gpu", with: map[string]any{"autoscaling.totalMaxNodeCount": int64(0)}, want: "maximum node count must be greater than 0."},
		"PoolBackwards":   {reason: "The minimum is not above the maximum.", of: "NodePool/gpu", with: map[string]any{"autoscaling.totalMinNodeCount": int64(5)}, want: "minimum node count 5 must not be greater than maximum node count 4."},
		"PoolLocation":    {reason: "Policies are known.", of: "NodePool/gpu", with: map[string]any{"autoscaling.locationPolicy": "SPREAD"}, want: "expected autoscaling.0.location_policy to be one of"},
		"PoolNotUpgraded": {reason: "GKE upgrades the nodes of a channel.", of: of, with: map[string]any{"management.autoUpgrade": false}, want: "Auto_upgrade must be true when release_channel REGULAR is set."},
		"PoolStuck":       {reason: "Nodes must be replaced somehow.", of: of, with: map[string]any{"upgradeSettings.maxSurge": int64(0)}, want: "the sum of max_surge and max_unavailable must be in the range 1 - 20, and is 0."},
		"PoolHasty":       {reason: "They are not replaced all at once.", of: of, with: map[string]any{"upgradeSettings.maxSurge": int64(21)}, want: "and is 21."},
		"PoolRoom":        {reason: "Every node has a range for its pods.", of: of, with: map[string]any{"nodeCount": int64(6)}, want: "IP_SPACE_EXHAUSTED: Instance 'gke-shop-main' creation failed"},
		"PoolMetadata": {
			reason: "Pods have identities where the cluster has a pool of them.", of: of, want: "workload metadata mode GKE_METADATA requires workload identity",
			how: func(us map[string]*unstructured.Unstructured) {
				unset(us["Cluster/shop"], "spec.forProvider.workloadIdentityConfig")
			},
		},
		"PoolMetadataMode": {reason: "Modes are known.", of: of, with: map[string]any{"nodeConfig.workloadMetadataConfig.mode": "SECURE"}, want: "workload_metadata_config.0.mode to be one of"},
		"PoolNobody":       {reason: "Nodes are somebody.", of: of, with: map[string]any{"nodeConfig.serviceAccountSelector": nil, "nodeConfig.serviceAccount": "nobody@shop-project.iam.gserviceaccount.com"}, want: "does not have access to service account"},
	}
}

func brokenGKEMachines() map[string]broken {
	const of = "NodePool/main"
	return map[string]broken{
		"MachineForeign":   {reason: "Other clouds have other machines.", of: of, with: map[string]any{"nodeConfig.machineType": "m6i.xlarge"}, want: `Machine type with name "m6i.xlarge" does not exist`},
		"MachineDisk":      {reason: "New machines boot from Hyperdisk alone.", of: of, with: map[string]any{"nodeConfig.machineType": "c4a-standard-4"}, want: "pd-balanced disk type cannot be used by c4a-standard-4 machine type."},
		"MachineHyperdisk": {reason: "Others cannot.", of: of, with: map[string]any{"nodeConfig.diskType": "hyperdisk-balanced"}, want: "hyperdisk-balanced disk type cannot be used by e2-standard-4 machine type."},
		"MachineSmallDisk": {reason: "An image has to fit.", of: of, with: map[string]any{"nodeConfig.diskSizeGb": int64(5)}, want: "expected node_config.0.disk_size_gb to be at least (10), got 5"},
		"MachineNoGPU":     {reason: "Machines with GPUs have to name them.", of: "NodePool/gpu", with: map[string]any{"nodeConfig.guestAccelerator": nil}, want: `Machine type "g2-standard-4" requires guest accelerator "nvidia-l4"`},
		"MachineGPU":       {reason: "Others have none.", of: "NodePool/gpu", with: map[string]any{"nodeConfig.machineType": "e2-standard-4"}, want: `Machine type "e2-standard-4" does not support guest accelerators.`},
		"MachineLabel":     {reason: "Some labels are Kubernetes' own.", of: of, with: map[string]any{"nodeConfig.labels": map[string]any{"kubernetes.io/role": "web"}}, want: `Label "kubernetes.io/role" is not allowed`},
		"MachineTaint":     {reason: "GKE spells effects in its own way.", of: of, with: map[string]any{"nodeConfig.taint": []any{map[string]any{"key": "a", "value": "b", "effect": "NoSchedule"}}}, want: "expected node_config.0.taint.0.effect to be one of"},
		"MachineTag":       {reason: "Labels are in lower case.", of: of, with: map[string]any{"nodeConfig.resourceLabels": map[string]any{"team": "Shop"}}, want: "Label value 'Shop' violates format constraints."},
	}
}

func brokenGKEAccounts() map[string]broken {
	const account, member, admins = "ServiceAccount/shop-nodes", "ProjectIAMMember/nodes", "ProjectIAMMember/admins"
	return map[string]broken{
		"AccountShort":       {reason: "Ids are not too short.", of: account, how: named(account, "shop"), want: `"account_id" ("shop") doesn't match regexp`},
		"AccountDescribed":   {reason: "Descriptions are short.", of: account, with: map[string]any{"description": strings.Repeat("a", 257)}, want: "expected length of description to be in the range (0 - 256)"},
		"MemberNobody":       {reason: "A member exists.", of: member, with: map[string]any{"member": "serviceAccount:nobody@shop-project.iam.gserviceaccount.com"}, want: "Service account nobody@shop-project.iam.gserviceaccount.com does not exist., badRequest"},
		"MemberUntold":       {reason: "A member says what it is.", of: member, with: map[string]any{"member": "admins@example.com"}, want: "invalid value for member (IAM members must have one of the values outlined here"},
		"MemberNoAddress":    {reason: "A group has an address.", of: admins, with: map[string]any{"member": "group:admins"}, want: `"admins" is not a valid email address.`},
		"MemberNoGroup":      {reason: "A service account is no group.", of: admins, with: map[string]any{"member": "group:shop-nodes@shop-project.iam.gserviceaccount.com"}, want: `The principal should appear as "serviceAccount:shop-nodes@shop-project.iam.gserviceaccount.com".`},
		"MemberRole":         {reason: "A role has a name.", of: member, with: map[string]any{"role": "container.admin"}, want: "Role container.admin is not supported for this resource."},
		"MemberUnconditions": {reason: "A condition says something.", of: admins, with: map[string]any{"condition.expression": nil}, want: `"condition.0.expression": required field is not set`},
		"MemberCondition":    {reason: "It can be understood.", of: admins, with: map[string]any{"condition.expression": `resource.name.endsWith("a"`}, want: "Condition expression compilation failed."},
		"MemberTitle":        {reason: "It has a short title.", of: admins, with: map[string]any{"condition.title": strings.Repeat("a", 101)}, want: "Condition title must not be longer than 100 characters."},
		"MemberConditions": {
			reason: "Nobody has a role on too many conditions.", of: admins, want: "is larger than the maximum allowed size 20.",
			how: func(us map[string]*unstructured.Unstructured) {
				for i := range 20 {
					copyOf(admins, fmt.Sprintf("admin-%d", i), map[string]any{"condition.title": fmt.Sprintf("Only cluster %d", i)})(us)
				}
			},
		},
	}
}

func brokenGKEKeys() map[string]broken {
	const ring, key, member, cluster = "KeyRing/shop", "CryptoKey/secrets", "CryptoKeyIAMMember/engine", "Cluster/shop"
	return map[string]broken{
		"RingName":     {reason: "Names have rules.", of: ring, how: named(ring, "shop.keys"), want: `Invalid resource id "shop.keys"`},
		"RingNowhere":  {reason: "A ring is somewhere.", of: ring, with: map[string]any{"location": "europe-west99"}, want: `Location "europe-west99" does not exist.`},
		"KeyName":      {reason: "So has a key.", of: key, how: named(key, strings.Repeat("a", 64)), want: "it must match [a-zA-Z0-9_-]{1,63}."},
		"KeyNoRing":    {reason: "A key is in a ring.", of: key, with: map[string]any{"keyRing": "projects/shop-project/locations/europe-west1/keyRings/other"}, want: "The resource 'projects/shop-project/locations/europe-west1/keyRings/other' was not found"},
		"KeyRotation":  {reason: "A key is not rotated all the time.", of: key, with: map[string]any{"rotationPeriod": "3600s"}, want: "rotation period must be greater than 86400 seconds, got 3600s"},
		"KeyPeriod":    {reason: "Times have a unit.", of: key, with: map[string]any{"rotationPeriod": "90d"}, want: "must be a number of seconds with the suffix s, got 90d"},
		"KeySigns":     {reason: "Only keys that encrypt are rotated.", of: key, with: map[string]any{"purpose": "ASYMMETRIC_SIGN"}, want: "Automatic rotation is only available for keys of purpose ENCRYPT_DECRYPT."},
		"KeyMember":    {reason: "Somebody is let use it.", of: member, with: map[string]any{"member": "engine"}, want: "invalid value for member"},
		"KeyForbidden": {reason: "GKE must be let use it.", of: cluster, how: without(member), want: "the Kubernetes Engine service agent is missing the permission"},
		"KeyOtherRole": {reason: "It must be let encrypt.", of: cluster, how: func(us map[string]*unstructured.Unstructured) {
			set(us[member], "spec.forProvider.role", "roles/cloudkms.viewer")
		}, want: "the Kubernetes Engine service agent is missing the permission"},
		"KeyUnknown":     {reason: "It must be there.", of: cluster, how: without(key, member), want: `cryptoKeys/secrets" was not found.`},
		"KeyElsewhere":   {reason: "It is in the region of the cluster.", of: cluster, with: map[string]any{"databaseEncryption.keyName": "projects/other/locations/us/keyRings/a/cryptoKeys/b"}, want: "must be in the same location as the cluster."},
		"KeyState":       {reason: "States are known.", of: cluster, with: map[string]any{"databaseEncryption.state": "ON"}, want: "expected database_encryption.0.state to be one of"},
		"ClusterNoNet":   {reason: "A network exists.", of: cluster, with: map[string]any{"networkSelector": nil, "network": "other"}, want: "The resource 'projects/shop-project/global/networks/other' was not found"},
		"ClusterNoState": {reason: "A key of somebody else is looked at by nobody.", of: cluster, with: map[string]any{"databaseEncryption.keyName": "projects/other/locations/europe-west4/keyRings/a/cryptoKeys/b"}, want: "must be in the same location as the cluster."},
	}
}

// TestGKEUpgrades checks that versions go up one at a time, and that nodes keep theirs
// when nobody asks for another any more.
func TestGKEUpgrades(t *testing.T) {
	t.Parallel()
	w, us := goodGKE(t)
	cluster, nodes := us["Cluster/shop"], us["NodePool/main"]
	wantVersion := func(u *unstructured.Unstructured, field, want string) {
		t.Helper()
		w.poll()
		w.run()
		if got := w.observed(u).String(field); got != want {
			t.Errorf("%s: want version %s, got %s", u.GetName(), want, got)
		}
	}
	wantVersion(cluster, "masterVersion", "1.34.1-gke.1829034")
	wantVersion(nodes, "version", "1.34.1-gke.1829034")
	w.ask(cluster, "minMasterVersion", "1.36")
	w.wantRefused(cluster, "cannot upgrade the master more than a minor version at a time.")
	w.ask(nodes, "version", "1.35.1-gke.1829035")
	w.wantRefused(nodes, "must not be greater than master version")
	w.ask(cluster, "minMasterVersion", "1.35")
	wantVersion(cluster, "masterVersion", "1.35.1-gke.1829035")
	wantVersion(nodes, "version", "1.35.1-gke.1829035")
	w.ask(cluster, "minMasterVersion", "1.36")
	wantVersion(cluster, "masterVersion", "1.36.1-gke.1829036")
	w.change(nodes, func(u *unstructured.Unstructured) { unset(u, "spec.forProvider.version") })
	wantVersion(nodes, "version", "1.35.1-gke.1829035")
	w.ask(cluster, "minMasterVersion", "1.35")
	wantVersion(cluster, "masterVersion", "1.36.1-gke.1829036")
	w.ask(nodes, "version", "1.34.1-gke.1829034")
	w.wantRefused(nodes, "cannot be downgraded")
}

// TestGKERestarts checks that a cloud which is started again knows versions that nobody
// asks for.
func TestGKERestarts(t *testing.T) {
	t.Parallel()
	w, us := goodGKE(t)
	w.ask(us["Cluster/shop"], "minMasterVersion", "1.35")
	w.poll()
	w.run()
	w.ask(us["Cluster/shop"], "minMasterVersion", "1.34")
	w.poll()
	w.run()
	w.start()
	w.connect()
	for _, r := range w.reconcilers() {
		for _, u := range w.list(r) {
			r.restore(context.Background(), wrap(u, r.kind.scope))
		}
	}
	w.poll()
	w.run()
	if got := w.observed(us["Cluster/shop"]).String("masterVersion"); got != "1.35.1-gke.1829035" {
		t.Errorf("want the version of before, got %s", got)
	}
	if got := w.observed(us["NodePool/main"]).String("version"); got != "1.34.1-gke.1829034" {
		t.Errorf("want the version of before, got %s", got)
	}
}

func TestGKEScales(t *testing.T) {
	t.Parallel()
	w, us := goodGKE(t)
	nodes := us["NodePool/main"]
	w.ask(nodes, "nodeCount", int64(2))
	w.poll()
	w.run()
	if n, _ := w.observed(nodes).Int("nodeCount"); n != 2 {
		t.Errorf("want two nodes in each zone, got %d", n)
	}
	w.ask(nodes, "nodeCount", int64(6))
	w.wantRefused(nodes, "IP_SPACE_EXHAUSTED")
}

func TestGKECannotChange(t *testing.T) {
	t.Parallel()
	w, us := goodGKE(t)
	for _, tc := range []struct {
		of, path string
		value    any
	}{
		{"Cluster/shop", "datapathProvider", "LEGACY_DATAPATH"},
		{"Cluster/shop", "ipAllocationPolicy.clusterSecondaryRangeName", "services"},
		{"Cluster/shop", "privateClusterConfig.enablePrivateNodes", false},
		{"Cluster/shop", "location", "europe-west4"},
		{"NodePool/main", "nodeConfig.spot", true},
		{"NodePool/main", "networkConfig.enablePrivateNodes", false},
		{"NodePool/gpu", "nodeConfig.guestAccelerator", []any{map[string]any{"type": "nvidia-tesla-t4", "count": int64(1)}}},
		{"ProjectIAMMember/admins", "role", "roles/container.viewer"},
		{"ProjectIAMMember/admins", "condition.expression", "true"},
		{"CryptoKey/secrets", "purpose", "MAC"},
		{"CryptoKeyIAMMember/engine", "role", "roles/cloudkms.viewer"},
	} {
		w.ask(us[tc.of], tc.path, tc.value)
		w.wantRefused(us[tc.of], "cannot change the value of the argument")
	}
}

// TestGKEIsDeleted checks that a protected cluster stays, and keeps its network.
func TestGKEIsDeleted(t *testing.T) {
	t.Parallel()
	w, us := goodGKE(t)
	cluster := us["Cluster/shop"]
	w.ask(cluster, "deletionProtection", true)
	w.poll()
	w.run()
	w.delete(cluster, us["Subnetwork/private"])
	w.run()
	w.wantRefused(cluster, "Cannot destroy cluster because deletion_protection is set to true.")
	w.wantRefused(us["Subnetwork/private"], "is already being used by 'projects/shop-project/locations/europe-west1/clusters/shop'")
}

// TestGKEKubeconfig checks that the kubeconfig is that of the provider: it leads to the
// cluster, and holds no credentials.
func TestGKEKubeconfig(t *testing.T) {
	t.Parallel()
	w, us := goodGKE(t)
	at := w.observed(us["Cluster/shop"])
	var s corev1.Secret
	if err := w.client.Get(context.Background(), types.NamespacedName{Namespace: "shop", Name: "kubeconfig"}, &s); err != nil {
		t.Fatal(err)
	}
	got := string(s.Data["kubeconfig"])
	ca := at.String("masterAuth.clusterCaCertificate")
	for _, part := range []string{"https://" + at.String("endpoint"), ca, "user: {}"} {
		if !strings.Contains(got, part) || part == "" {
			t.Errorf("kubeconfig should contain %q, is\n%s", part, got)
		}
	}
	if pem, err := base64.StdEncoding.DecodeString(ca); err != nil || !strings.HasPrefix(string(pem), "-----BEGIN CERTIFICATE-----") {
		t.Errorf("want base64 of PEM, got %s: %v", ca, err)
	}
	w.ask(us["Cluster/shop"], "privateClusterConfig.enablePrivateEndpoint", true)
	w.poll()
	w.run()
	if private := w.observed(us["Cluster/shop"]).String("endpoint"); private == at.String("endpoint") {
		t.Errorf("a private cluster has another address, got %s", private)
	}
}
