// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package gcp builds the managed resources of a cluster on Google Cloud.
package gcp

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/bootstrap"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// A cluster is a plan, and what was observed of it.
type cluster struct {
	plan.Plan

	observed managed.Observed

	// network that the cluster is in, as far as it is known.
	network v1alpha1.NetworkStatus

	// seen and wanted are what was observed of the control plane, and what was
	// wanted of it before. They are large, and decoded once.
	seen   *gcp.ClusterObservation
	wanted *gcp.Cluster
}

func newCluster(p plan.Plan, o managed.Observed) *cluster {
	return &cluster{Plan: p, observed: o, network: p.NetworkStatus(o)}
}

// Build the managed resources of a cluster.
func Build(p plan.Plan, o managed.Observed) []managed.Resource {
	c := newCluster(p, o)
	if p.Adopt != nil {
		return c.adopt()
	}
	return slices.Concat(
		c.ownNetwork(),
		c.identity(),
		c.encryption(),
		[]managed.Resource{c.controlPlane()},
		c.access(),
		c.nodePools(),
		bootstrap.Build(p, o, c.inCluster()),
	)
}

func (c *cluster) ownNetwork() []managed.Resource {
	if n, ok := c.NetworkResource(); ok {
		return []managed.Resource{n}
	}
	return nil
}

// location of the cluster: it is in all zones of its region, so that it survives the
// loss of one.
func (c *cluster) location() string { return c.Claim.Region.Native }

// name of the cluster at Google Cloud.
func (c *cluster) name() string { return c.Claim.Names.Name(naming.GCPGKECluster) }

// at is what was observed of the control plane.
func (c *cluster) at() gcp.ClusterObservation {
	if c.seen == nil {
		c.seen = new(managed.At[gcp.ClusterObservation](c.observed, plan.KeyCluster))
	}
	return *c.seen
}

// had is what was wanted of the control plane before. It is empty while there is none.
func (c *cluster) had() gcp.Cluster {
	if c.wanted == nil {
		c.wanted = new(managed.Wanted[gcp.Cluster](c.observed, plan.KeyCluster))
	}
	return *c.wanted
}

// controlPlane of the cluster. GKE creates none without nodes, so that it gets some for
// a moment, which go before it is ready.
func (c *cluster) controlPlane() managed.Resource {
	return managed.Resource{
		Key:              plan.KeyCluster,
		Component:        plan.ComponentControlPlane,
		ExternalName:     c.name(),
		ForProvider:      c.spec(),
		InitProvider:     gcp.ClusterInitial{NodeConfig: c.temporaryNodes()},
		ConnectionSecret: true,
		After:            c.beforeCluster(),
		Waits:            c.clusterWaits(),
		DeleteBefore:     c.afterCluster(),
	}
}

// spec is what is wanted of the control plane.
func (c *cluster) spec() gcp.Cluster {
	return gcp.Cluster{
		Project:                        c.Claim.Guardrails.GCP.ProjectID,
		Location:                       c.location(),
		MinMasterVersion:               c.Version.ControlPlane,
		ReleaseChannel:                 &gcp.ClusterReleaseChannel{Channel: c.channel()},
		Network:                        c.networkID(),
		Subnetwork:                     c.subnetID(),
		NetworkingMode:                 gcp.NetworkingModeVPCNative,
		IPAllocationPolicy:             c.ranges(),
		DatapathProvider:               c.datapath(),
		PrivateClusterConfig:           c.privacy(),
		MasterAuthorizedNetworksConfig: c.authorizedNetworks(),
		// A certificate would never expire, and could not be revoked.
		MasterAuth:             &gcp.ClusterAuth{ClientCertificateConfig: &gcp.ClientCertificate{IssueClientCertificate: new(false)}},
		EnableLegacyABAC:       new(false),
		EnableShieldedNodes:    new(true),
		WorkloadIdentityConfig: c.workloadIdentity(),
		DatabaseEncryption:     c.databaseEncryption(),
		LoggingConfig:          c.logging(),
		AddonsConfig:           c.addons(),
		MaintenancePolicy:      c.maintenance(),
		NodePoolDefaults: &gcp.NodePoolDefaults{
			NodeConfigDefaults: &gcp.NodeConfigDefaults{InsecureKubeletReadonlyPortEnabled: gcp.ReadonlyPortDisabled},
		},
		RemoveDefaultNodePool: new(true),
		InitialNodeCount:      1,
		// The provider's default is true, and it would never delete the cluster.
		DeletionProtection: new(c.DeletionProtection),
		ResourceLabels:     c.Claim.Tags.GCP(),
	}
}

// temporaryNodes are those that GKE does not create a cluster without. They are gone
// before the cluster is ready, and nothing ever runs on them, but they must be allowed
// to start: an organisation may well forbid the default service account.
func (c *cluster) temporaryNodes() *gcp.NodeConfig {
	disk, _ := hardwareOf(c.SystemPool.MachineType, 0)
	return &gcp.NodeConfig{
		MachineType:            c.SystemPool.MachineType,
		DiskType:               disk,
		DiskSizeGB:             c.SystemPool.DiskGiB,
		OAuthScopes:            []string{gcp.OAuthScopeAll},
		ServiceAccount:         c.nodeAccount(),
		ShieldedInstanceConfig: shielded(),
	}
}

// beforeCluster is what the control plane needs to be created.
func (c *cluster) beforeCluster() []managed.Key {
	out := []managed.Key{keyNodeAccount}
	if c.Network.Own != nil {
		out = append(out, plan.KeyNetwork)
	}
	if c.ownsKey() {
		out = append(out, keyEncryptionRole)
	}
	return out
}

// afterCluster is what GKE needs until the cluster is gone. Its nodes pull images and
// write logs for as long as they stop what runs on them.
func (c *cluster) afterCluster() []managed.Key {
	out := []managed.Key{keyNodeAccount, keyNodeRole.Join(partDefault), keyNodeRole.Join(partRegistry)}
	if c.Network.Own != nil {
		out = append(out, plan.KeyNetwork)
	}
	if c.ownsKey() {
		out = append(out, keyEncryptionRole)
	}
	return out
}

// clusterWaits is what else the control plane needs to be created.
func (c *cluster) clusterWaits() []string {
	out := c.networkWaits()
	if c.project() == "" {
		out = append(out, waitProject)
	}
	return out
}
