// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"encoding/base64"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// Names of kinds.
const (
	gkeCluster cloud.Name = "container/Cluster"
	nodePool   cloud.Name = "container/NodePool"
)

// Versions of Kubernetes that GKE serves.
const (
	oldestMinor  = 31
	newestMinor  = 36
	defaultMinor = 34

	// maxSkew is how many minor versions nodes may be older than their control
	// plane.
	maxSkew = 2
)

// Limits of a cluster.
const (
	maxAuthorizedNetworks = 100
	maxFullExclusions     = 3
	maxFullExclusionDays  = 30
	maxExclusions         = 20

	// Windows are open for 48 hours within 32 days, four at a time.
	minWindow    = 4 * time.Hour
	minOpen      = 48 * time.Hour
	availability = 32
)

func clusters() []cloud.Kind {
	return []cloud.Kind{{
		Type:   managed.Type{Group: "container.gcp.upbound.io", Version: "v1beta2", Kind: "Cluster", Plural: "clusters"},
		Naming: cloud.Given, Noun: "GKE cluster",
		Required: []string{"location"},
		Immutable: []string{
			"network", "subnetwork", "networkingMode", "ipAllocationPolicy", "datapathProvider", "initialNodeCount", "masterAuth",
			"privateClusterConfig.enablePrivateNodes", "privateClusterConfig.masterIpv4CidrBlock", "defaultMaxPodsPerNode", "enableAutopilot",
		},
		Gradual: []string{"minMasterVersion"},
		Links: []cloud.Link{
			{Field: "network", To: network, Holds: true},
			{Field: "subnetwork", To: subnetwork, Holds: true},
			{Field: "databaseEncryption.keyName", To: cryptoKey, Loose: true},
			{Field: "nodeConfig.serviceAccount", To: serviceAccount, Loose: true},
		},
		// The provider refuses to delete a cluster unless it was told otherwise.
		Defaults: cloud.Value{"deletionProtection": true},
		Kept:     []string{"masterVersion"},
		ID:       clusterID,
		Check:    checkCluster, CheckDelete: checkClusterDelete,
		Attributes: clusterAttributes, Secrets: clusterSecrets, Server: apiServer,
	}}
}

func clusterID(r *cloud.Request) string {
	return "projects/" + project(r.Object) + "/locations/" + r.Args.String("location") + "/clusters/" + r.Name
}

func checkCluster(r *cloud.Request) error {
	if err := checkContainerName(r.Name); err != nil {
		return err
	}
	if err := checkLabelsAt(r, "resourceLabels"); err != nil {
		return err
	}
	for _, check := range []func(*cloud.Request) error{
		checkLocation, checkDefaultPool, checkMasterVersion, checkClusterNetwork, checkEndpoint, checkWorkloadPool, checkClusterKey,
		checkClusterLogging, checkClusterEnums, checkMaintenance,
	} {
		if err := check(r); err != nil {
			return err
		}
	}
	return nil
}

var (
	containerChars = regexp.MustCompile(`^[a-z0-9-]+$`)
	containerEnd   = regexp.MustCompile(`[a-z0-9]$`)
)

// checkContainerName applies the rule of the names of clusters and node pools.
func checkContainerName(name string) error {
	switch {
	case len(name) > 40:
		return cloud.Plain("%q cannot be longer than 40 characters", "name")
	case !containerChars.MatchString(name):
		return cloud.Plain("%q can only contain lowercase letters, numbers and hyphens", "name")
	case name[0] < 'a' || name[0] > 'z':
		return cloud.Plain("%q must start with a letter", "name")
	case !containerEnd.MatchString(name):
		return cloud.Plain("%q must end with a number or a letter", "name")
	}
	return nil
}

// checkDefaultPool refuses a cluster without nodes: even those that the provider removes
// are there first.
func checkDefaultPool(r *cloud.Request) error {
	if n, ok := r.Args.Int("initialNodeCount"); r.Old == nil && (!ok || n < 1) {
		return refuse(400, "badRequest", "Cluster.initial_node_count must be greater than zero.")
	}
	if email := r.Args.String("nodeConfig.serviceAccount"); email != "" && !accountExists(r, email) {
		return refuse(400, "badRequest", "The user does not have access to service account %q. Ask a project owner to grant you the iam.serviceAccountUser role on the service account.", email)
	}
	return nil
}

// fullVersion is the patch release that GKE chooses of a minor version.
func fullVersion(minor int) string { return fmt.Sprintf("1.%d.1-gke.18290%02d", minor, minor) }

// resolve a version that GKE serves.
func resolve(version string) (string, error) {
	minor := cloud.Minor(version)
	full := fullVersion(minor)
	if minor < oldestMinor || minor > newestMinor || !strings.HasPrefix(full+".", version+".") && full != version {
		return "", refuse(400, "badRequest", "No valid versions with the prefix %q found.", version)
	}
	return full, nil
}

// masterVersion of a cluster. What GKE made of a minor version is among its arguments.
func masterVersion(c *cloud.Object) string {
	if v := c.Args.String("masterVersion"); v != "" {
		return v
	}
	if minor := cloud.Minor(c.Args.String("minMasterVersion")); minor != 0 {
		return fullVersion(minor)
	}
	return fullVersion(defaultMinor)
}

// checkMasterVersion upgrades the control plane where it is older than it is to be, by
// one minor version at a time. The provider asks for nothing where it is newer.
// https://cloud.google.com/kubernetes-engine/versioning#version_skew_policy
func checkMasterVersion(r *cloud.Request) error {
	wanted := r.Args.String("minMasterVersion")
	if wanted == "" {
		wanted = "1." + strconv.Itoa(defaultMinor)
	}
	full, err := resolve(wanted)
	if err != nil {
		return err
	}
	if has := r.Old.String("masterVersion"); has != "" {
		if cloud.Minor(full) <= cloud.Minor(has) {
			r.Args["masterVersion"] = has
			return nil
		}
		if cloud.Minor(full) > cloud.Minor(has)+1 {
			return refuse(400, "badRequest", "Master cannot be upgraded to %q: cannot upgrade the master more than a minor version at a time.", wanted)
		}
		for n := range r.Users(nodePool) {
			if nodes := n.Args.String("version"); cloud.Minor(nodes) < cloud.Minor(full)-maxSkew {
				return refuse(400, "badRequest", "Master cannot be upgraded to %q: node version %q must not have a minor version more than %d lower than it.", wanted, nodes, maxSkew)
			}
		}
	}
	r.Args["masterVersion"] = full
	return nil
}

// checkClusterNetwork refuses ranges that the subnetwork does not have.
func checkClusterNetwork(r *cloud.Request) error {
	s := r.To("subnetwork")
	if s == nil {
		return nil
	}
	if s.To("network") != r.To("network") {
		return refuse(400, "badRequest", "Subnetwork %q does not belong to network %q.", s.ID, r.Args.String("network"))
	}
	if region := s.Args.String("region"); region != regionOf(r.Args.String("location")) {
		return refuse(400, "badRequest", "Subnetwork %q is in region %q, and the cluster in %q.", s.ID, region, r.Args.String("location"))
	}
	pods, services := r.Args.String("ipAllocationPolicy.clusterSecondaryRangeName"), r.Args.String("ipAllocationPolicy.servicesSecondaryRangeName")
	if pods == services && pods != "" {
		return refuse(400, "badRequest", "Pod secondary range name (%s) should not be the same as service secondary range name.", pods)
	}
	for what, name := range map[string]string{"Pod": pods, "Services": services} {
		if name != "" && !slices.Contains(s.Args.Strings("secondaryIpRange[].rangeName"), name) {
			return refuse(400, "badRequest", "%s secondary range %q does not exist in network %q, subnetwork %q.", what, name, r.To("network").Name, s.Name)
		}
	}
	return nil
}

// checkEndpoint refuses ranges that do not do.
func checkEndpoint(r *cloud.Request) error {
	private := r.Args.Bool("privateClusterConfig.enablePrivateEndpoint")
	if private && !r.Args.Has("masterAuthorizedNetworksConfig") {
		return refuse(400, "badRequest", "Master authorized networks must be enabled if the private endpoint is the only one.")
	}
	if private && !r.Args.Bool("privateClusterConfig.enablePrivateNodes") {
		return refuse(400, "badRequest", "Private endpoint requires private nodes.")
	}
	blocks := r.Args.Strings("masterAuthorizedNetworksConfig.cidrBlocks[].cidrBlock")
	if len(blocks) > maxAuthorizedNetworks {
		return refuse(400, "badRequest", "Too many authorized networks: %d. The limit is %d.", len(blocks), maxAuthorizedNetworks)
	}
	for i, text := range blocks {
		if _, ok := cloud.CIDR(text); !ok {
			return cloud.Plain("\"master_authorized_networks_config.0.cidr_blocks.%d.cidr_block\" is not a valid CIDR network: %s", i, text)
		}
		if slices.Contains(blocks[:i], text) {
			return refuse(400, "badRequest", "Duplicate authorized network %q.", text)
		}
	}
	return nil
}

// checkWorkloadPool refuses the pool of another project.
func checkWorkloadPool(r *cloud.Request) error {
	pool := r.Args.String("workloadIdentityConfig.workloadPool")
	if want := project(r.Object) + ".svc.id.goog"; pool != "" && pool != want {
		return refuse(400, "badRequest", "Currently, the only supported value for workload_pool is %q.", want)
	}
	return nil
}

func loggingComponents() []string {
	return []string{"SYSTEM_COMPONENTS", "APISERVER", "CONTROLLER_MANAGER", "KCP_CONNECTION", "KCP_SSHD", "SCHEDULER", "WORKLOADS"}
}

func checkClusterLogging(r *cloud.Request) error {
	components := r.Args.Strings("loggingConfig.enableComponents")
	for _, c := range components {
		if !slices.Contains(loggingComponents(), c) {
			return oneOf("logging_config.0.enable_components", c, loggingComponents())
		}
	}
	if len(components) > 0 && !slices.Contains(components, "SYSTEM_COMPONENTS") {
		return refuse(400, "badRequest", "System components logging must be enabled if any other logging is.")
	}
	return nil
}

// oneOf refuses a value that is not among those of an enumeration.
func oneOf(argument, value string, values []string) error {
	return cloud.Plain("expected %s to be one of %q, got %s", argument, values, value)
}

func checkClusterEnums(r *cloud.Request) error {
	for _, e := range []struct {
		path   string
		values []string
	}{
		{"releaseChannel.channel", []string{"UNSPECIFIED", "RAPID", "REGULAR", "STABLE", "EXTENDED"}},
		{"datapathProvider", []string{"DATAPATH_PROVIDER_UNSPECIFIED", "LEGACY_DATAPATH", "ADVANCED_DATAPATH"}},
		{"networkingMode", []string{"VPC_NATIVE", "ROUTES"}},
		{"ipAllocationPolicy.stackType", []string{"IPV4", "IPV4_IPV6"}},
	} {
		if v := r.Args.String(e.path); v != "" && !slices.Contains(e.values, v) {
			return oneOf(cloud.Snake(strings.ReplaceAll(e.path, ".", ".0.")), v, e.values)
		}
	}
	if r.Args.String("datapathProvider") == "ADVANCED_DATAPATH" && r.Args.Bool("networkPolicy.enabled") {
		return refuse(400, "badRequest", "Enabling NetworkPolicy for clusters with DatapathProvider=ADVANCED_DATAPATH is not allowed.")
	}
	return nil
}

// inChannel says whether GKE upgrades a cluster by itself.
func inChannel(c cloud.Value) bool {
	channel := c.String("releaseChannel.channel")
	return channel != "" && channel != "UNSPECIFIED"
}

// checkMaintenance refuses windows that are too rare, and exclusions that are too long.
// https://cloud.google.com/kubernetes-engine/docs/concepts/maintenance-windows-and-exclusions#limitations
func checkMaintenance(r *cloud.Request) error {
	if !r.Args.Has("maintenancePolicy") {
		return nil
	}
	if r.Args.Has("maintenancePolicy.dailyMaintenanceWindow") == r.Args.Has("maintenancePolicy.recurringWindow") {
		return cloud.Plain("\"maintenance_policy.0.recurring_window\": one of `maintenance_policy.0.daily_maintenance_window,maintenance_policy.0.recurring_window` must be specified")
	}
	if err := checkWindow(r.Args); err != nil {
		return err
	}
	return checkExclusions(r.Args)
}

var weekly = regexp.MustCompile(`^FREQ=WEEKLY;BYDAY=((MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*)$`)

func checkWindow(args cloud.Value) error {
	const at = "maintenancePolicy.recurringWindow."
	if !args.Has("maintenancePolicy.recurringWindow") {
		return nil
	}
	open, err := duration(args.String(at+"startTime"), args.String(at+"endTime"))
	if err != nil {
		return err
	}
	recurrence := args.String(at + "recurrence")
	times := availability
	if match := weekly.FindStringSubmatch(recurrence); match != nil {
		times = availability / 7 * (1 + strings.Count(match[1], ","))
	} else if recurrence != "FREQ=DAILY" {
		return refuse(400, "badRequest", "maintenance_policy.window.recurring_window.recurrence (%s) is invalid.", recurrence)
	}
	if open < minWindow || open*time.Duration(times) < minOpen {
		return refuse(400, "badRequest", "Error validating maintenance policy: maintenance policy would go longer than 32d without 48h maintenance availability (in at least 4h stretches).")
	}
	return nil
}

// duration of a time from a beginning to an end.
func duration(from, to string) (time.Duration, error) {
	start, err := time.Parse(time.RFC3339, from)
	if err != nil {
		return 0, cloud.Plain("%q is not a valid RFC3339 date", from)
	}
	end, err := time.Parse(time.RFC3339, to)
	if err != nil {
		return 0, cloud.Plain("%q is not a valid RFC3339 date", to)
	}
	if !end.After(start) {
		return 0, refuse(400, "badRequest", "Window start time (%s) must be before its end time (%s).", from, to)
	}
	return end.Sub(start), nil
}

func checkExclusions(args cloud.Value) error {
	all := args.List("maintenancePolicy.maintenanceExclusion")
	if len(all) > maxExclusions {
		return cloud.Plain("Too many maintenance_exclusion blocks: no more than %d are allowed", maxExclusions)
	}
	names, whole := map[string]bool{}, 0
	for _, e := range all {
		length, err := duration(e.String("startTime"), e.String("endTime"))
		if err != nil {
			return err
		}
		name, scope := e.String("exclusionName"), e.String("exclusionOptions.scope")
		switch {
		case name == "" || names[name]:
			return refuse(400, "badRequest", "Maintenance exclusion name %q must be set and unique.", name)
		case scope == "" || scope == "NO_UPGRADES":
			whole++
			if length > maxFullExclusionDays*24*time.Hour {
				return refuse(400, "badRequest", "Maintenance exclusion %q with scope NO_UPGRADES is longer than %d days.", name, maxFullExclusionDays)
			}
		case scope != "NO_MINOR_UPGRADES" && scope != "NO_MINOR_OR_NODE_UPGRADES":
			return oneOf("maintenance_policy.0.maintenance_exclusion.0.exclusion_options.0.scope", scope, []string{"NO_UPGRADES", "NO_MINOR_UPGRADES", "NO_MINOR_OR_NODE_UPGRADES"})
		case !inChannel(args):
			return refuse(400, "badRequest", "Maintenance exclusion %q with scope %s requires the cluster to be enrolled in a release channel.", name, scope)
		}
		names[name] = true
	}
	if whole > maxFullExclusions {
		return refuse(400, "badRequest", "Too many maintenance exclusions with scope NO_UPGRADES: %d. The limit is %d.", whole, maxFullExclusions)
	}
	return nil
}

func checkClusterDelete(r *cloud.Request) error {
	if r.Args.Bool("deletionProtection") {
		return cloud.Plain("Cannot destroy cluster because deletion_protection is set to true. Set it to false to proceed with cluster deletion")
	}
	return nil
}

// endpoint of a control plane.
func endpoint(r *cloud.Request) string {
	if r.Args.Bool("privateClusterConfig.enablePrivateEndpoint") {
		return r.Address("private")
	}
	return r.Address("public")
}

// certificate of the authority of a cluster, as base64 of PEM.
func certificate(r *cloud.Request) string {
	return base64.StdEncoding.EncodeToString([]byte("-----BEGIN CERTIFICATE-----\n" + r.Hex(60, "certificate") + "\n-----END CERTIFICATE-----\n"))
}

func clusterAttributes(r *cloud.Request) cloud.Value {
	pools := []any{}
	for n := range r.Users(nodePool) {
		pools = append(pools, map[string]any(poolAttributes(r.About(n)).Over(cloud.Value{"name": n.Name})))
	}
	for _, p := range pools {
		if m, ok := p.(map[string]any); ok {
			delete(m, "id")
		}
	}
	private := map[string]any{"privateEndpoint": r.Address("private")}
	if !r.Args.Bool("privateClusterConfig.enablePrivateEndpoint") {
		private["publicEndpoint"] = r.Address("public")
	}
	return cloud.Value{
		"selfLink":      "https://container.googleapis.com/v1/" + r.ID,
		"endpoint":      endpoint(r),
		"masterVersion": masterVersion(r.Object), "nodeVersion": masterVersion(r.Object),
		"masterAuth":           map[string]any{"clusterCaCertificate": certificate(r), "clientCertificate": ""},
		"privateClusterConfig": private,
		"labelFingerprint":     r.Hex(8, "fingerprint"),
		"nodePool":             pools,
	}
}

// apiServer of a cluster. It knows who has an identity at Google Cloud, and lets others
// see nothing.
func apiServer(r *cloud.Request) cloud.Server {
	pem, _ := base64.StdEncoding.DecodeString(certificate(r))
	return cloud.Server{URL: "https://" + endpoint(r), CA: pem, Admits: func(by cloud.Caller) error {
		if by.Identity == "GoogleApplicationCredentials" {
			return nil
		}
		return cloud.Plain("forbidden: User \"system:anonymous\" cannot get path \"/api\"")
	}}
}

// clusterSecrets is the kubeconfig that provider-gcp publishes. It holds no credentials,
// because the cluster has no client certificates.
func clusterSecrets(r *cloud.Request) map[string][]byte {
	return map[string][]byte{
		"attribute.master_auth.0.client_key": {},
		"kubeconfig": fmt.Appendf(nil, `apiVersion: v1
clusters:
- cluster: {certificate-authority-data: %[2]s, server: "https://%[3]s"}
  name: %[1]s
contexts:
- context: {cluster: %[1]s, user: %[1]s}
  name: %[1]s
current-context: %[1]s
kind: Config
preferences: {}
users:
- name: %[1]s
  user: {}
`, r.Name, certificate(r), endpoint(r)),
	}
}
