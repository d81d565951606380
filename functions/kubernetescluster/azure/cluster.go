// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package azure builds the managed resources of a cluster on Azure. A cluster has a
// resource group of its own, with the identity that it acts as, its key and its logs.
package azure

import (
	"slices"
	"strconv"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/bootstrap"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
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
	seen   *azure.KubernetesClusterObservation
	wanted *azure.KubernetesCluster
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
		c.resourceGroup(),
		c.identity(),
		c.encryption(),
		c.logs(),
		c.controlPlane(),
		c.viewers(),
		c.nodePools(),
		bootstrap.Build(p, o, c.inCluster()),
	)
}

// region that the cluster is in.
func (c *cluster) region() string { return c.Claim.Region.Native }

// name of the cluster at Azure.
func (c *cluster) name() string { return c.Claim.Names.Name(naming.AzureAKSCluster) }

// tags of everything that takes them.
func (c *cluster) tags() map[string]string { return c.Claim.Tags.Azure() }

// at is what was observed of the control plane.
func (c *cluster) at() azure.KubernetesClusterObservation {
	if c.seen == nil {
		c.seen = new(managed.At[azure.KubernetesClusterObservation](c.observed, plan.KeyCluster))
	}
	return *c.seen
}

// had is what was wanted of the control plane before. It is empty while there is none.
func (c *cluster) had() azure.KubernetesCluster {
	if c.wanted == nil {
		c.wanted = new(managed.Wanted[azure.KubernetesCluster](c.observed, plan.KeyCluster))
	}
	return *c.wanted
}

func (c *cluster) resourceGroupName() string {
	return c.Claim.Names.Name(naming.AzureResourceGroup)
}

// resourceGroup holds everything that belongs to the cluster, but its network and what
// AKS makes itself. It goes last by itself: the provider deletes no group that is not
// empty.
func (c *cluster) resourceGroup() []managed.Resource {
	return []managed.Resource{{
		Key:          keyResourceGroup,
		Component:    plan.ComponentControlPlane,
		ExternalName: c.resourceGroupName(),
		ForProvider:  azure.ResourceGroup{Location: c.region(), Tags: c.tags()},
	}}
}

// controlPlane of the cluster, with its system pool.
func (c *cluster) controlPlane() []managed.Resource {
	subnet, waits := c.subnet(c.hadSystemSubnet())
	profile, more := c.networkProfile()
	spec := azure.KubernetesCluster{
		Location:                  c.region(),
		ResourceGroupNameSelector: managed.Select(keyResourceGroup),
		NodeResourceGroup:         c.Claim.Names.Name(naming.AzureAKSNodeResourceGroup),
		DNSPrefix:                 c.Claim.Names.Name(naming.AzureAKSDNSPrefix),
		SKUTier:                   azure.AKSTierStandard,
		KubernetesVersion:         c.Version.ControlPlane,
		DefaultNodePool:           c.systemPool(subnet),
		Identity:                  &azure.AKSIdentity{Type: azure.AKSIdentityUserAssigned, IdentityIDsSelector: managed.Select(keyIdentity)},
		NetworkProfile:            profile,
		StorageProfile:            c.storageProfile(),
		KeyManagementService:      c.keyManagement(),
		// Whoever may write the cluster could run anything in it otherwise, past
		// Entra and past the ranges that reach the API server.
		RunCommandEnabled: new(false),
		// AKS issues tokens for new clusters anyway, and never stops.
		OIDCIssuerEnabled:       new(true),
		WorkloadIdentityEnabled: new(c.WorkloadIdentity),
		Tags:                    c.tags(),
	}
	c.setAccess(&spec)
	c.setEndpoint(&spec)
	c.setMaintenance(&spec)
	return []managed.Resource{{
		Key:              plan.KeyCluster,
		Component:        plan.ComponentControlPlane,
		ExternalName:     c.name(),
		ForProvider:      spec,
		ConnectionSecret: true,
		After:            c.beforeCluster(),
		Waits:            slices.Concat(waits, more, c.endpointWaits(), c.encryptionWaits()),
		DeleteBefore:     c.afterCluster(),
	}}
}

// systemPool is what AKS runs its own parts on. It is part of the cluster, which would
// be replaced together with it: nothing that the claim says changes it. A pool that is
// replaced all the same, for another machine type, is replaced by way of a temporary
// one.
func (c *cluster) systemPool(subnet string) *azure.AKSDefaultNodePool {
	n := c.SystemPool
	return &azure.AKSDefaultNodePool{
		Name:                      c.systemPoolName(),
		VMSize:                    n.MachineType,
		NodeCount:                 n.Count,
		Zones:                     zoneNames(n.Zones),
		OSSKU:                     azure.AKSImageUbuntu,
		OSDiskSizeGB:              n.DiskGiB,
		OrchestratorVersion:       n.Version,
		OnlyCriticalAddonsEnabled: new(true),
		NodePublicIPEnabled:       new(false),
		TemporaryNameForRotation:  c.Claim.Names.Name(naming.AzureAKSNodePool, n.Name, partTemporary),
		UpgradeSettings:           &azure.AKSSurge{MaxSurge: strconv.Itoa(max(n.Surge, 1))},
		VNetSubnetID:              subnet,
		Tags:                      c.tags(),
	}
}

func (c *cluster) systemPoolName() string {
	return c.Claim.Names.Name(naming.AzureAKSNodePool, c.SystemPool.Name)
}

func (c *cluster) hadSystemSubnet() string {
	if had := c.had().DefaultNodePool; had != nil {
		return had.VNetSubnetID
	}
	return ""
}

// beforeCluster is what the control plane needs to be created. A role that its identity
// does not have yet would fail it.
func (c *cluster) beforeCluster() []managed.Key {
	out := []managed.Key{keyIdentity, keyNetworkRole}
	if c.Network.Own != nil {
		out = append(out, plan.KeyNetwork)
	}
	if c.Encryption.Enabled {
		out = append(out, keyEncryptionRole)
	}
	return out
}

// afterCluster is what AKS needs to delete the cluster and everything in it: load
// balancers and nodes are taken away as the cluster's identity, and a control plane
// whose key is gone does not start to do so. Nothing refers to them, and the cloud would
// let them go first.
func (c *cluster) afterCluster() []managed.Key {
	out := []managed.Key{keyIdentity, keyNetworkRole}
	if c.Network.Own != nil {
		out = append(out, plan.KeyNetwork)
	}
	if c.Encryption.Enabled {
		out = append(out, keyEncryptionRole, keyEncryptionKey)
	}
	if c.ownsKey() {
		out = append(out, keyVault)
	}
	return out
}
