// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package aws builds the managed resources of a cluster on AWS.
package aws

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

// A cluster is a plan, and what was observed of it.
type cluster struct {
	plan.Plan

	observed managed.Observed

	// network that the cluster is in, as far as it is known.
	network v1alpha1.NetworkStatus

	// seen and wanted are what was observed of the control plane, and what was
	// wanted of it before. They are large, and decoded once.
	seen   *aws.EKSClusterObservation
	wanted *aws.EKSCluster
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
		c.roles(),
		c.encryption(),
		c.logs(),
		c.controlPlane(),
		c.access(),
		c.workloadIdentity(),
		c.addons(),
		c.nodePools(),
		c.autoscalerIdentity(),
		c.inCluster(),
	)
}

// region that the cluster is in.
func (c *cluster) region() string { return c.Claim.Region.Native }

// partition that the region belongs to.
func (c *cluster) partition() string { return regions.Partition(c.region()) }

// name of the cluster at AWS.
func (c *cluster) name() string {
	if c.Adopt != nil {
		return c.Adopt.ID
	}
	return c.Claim.Names.Name(naming.AWSEKSCluster)
}

// tags of the resource that is made of the supplied parts.
func (c *cluster) tags(parts ...string) map[string]string {
	return c.Claim.Tags.AWS(c.Claim.Names.Display(naming.AWSNameTag.MaxLength, parts...))
}

// selectCluster selects the control plane, for everything that belongs to it.
func selectCluster() *managed.Selector { return managed.Select(plan.KeyCluster) }

// at is what was observed of the control plane.
func (c *cluster) at() aws.EKSClusterObservation {
	if c.seen == nil {
		c.seen = new(managed.At[aws.EKSClusterObservation](c.observed, plan.KeyCluster))
	}
	return *c.seen
}

// had is what was wanted of the control plane before. It is empty while there is none.
func (c *cluster) had() aws.EKSCluster {
	if c.wanted == nil {
		c.wanted = new(managed.Wanted[aws.EKSCluster](c.observed, plan.KeyCluster))
	}
	return *c.wanted
}

// controlPlane of the cluster, and the kubeconfig that reaches it.
func (c *cluster) controlPlane() []managed.Resource {
	subnets, waits := c.controlPlaneSubnets()
	groups, more := c.controlPlaneGroups()
	spec := aws.EKSCluster{
		Region:          c.region(),
		Version:         c.Version.ControlPlane,
		RoleARNSelector: managed.Select(keyClusterRole),
		AccessConfig: &aws.EKSAccessConfig{
			AuthenticationMode: aws.EKSAuthenticationModeAPI,
			// Who creates the cluster is who the kubeconfig acts as: it is what
			// installs things in the cluster, and nobody else knows its ARN.
			BootstrapClusterCreatorAdminPermissions: new(true),
		},
		// What EKS would install unasked, nobody would ever upgrade.
		BootstrapSelfManagedAddons: new(false),
		DeletionProtection:         new(c.DeletionProtection),
		EnabledClusterLogTypes:     c.logTypes(),
		KubernetesNetworkConfig:    c.kubernetesNetwork(),
		// The alternative is that EKS upgrades the cluster on a day of its own
		// choice, once its version leaves standard support.
		UpgradePolicy: &aws.EKSUpgradePolicy{SupportType: aws.EKSSupportTypeExtended},
		VPCConfig:     c.endpoint(),
		Tags:          c.tags(partCluster),
	}
	spec.VPCConfig.SubnetIDs, spec.VPCConfig.SecurityGroupIDs = subnets, groups
	if key := c.encryptionKey(); c.Encryption.Enabled && key != "" {
		spec.EncryptionConfig = &aws.EKSEncryptionConfig{
			Provider:  &aws.EKSEncryptionProvider{KeyARN: key},
			Resources: []string{aws.EKSResourceSecrets},
		}
	}
	out := []managed.Resource{
		{
			Key:          plan.KeyCluster,
			Component:    plan.ComponentControlPlane,
			ExternalName: c.name(),
			ForProvider:  spec,
			After:        c.beforeCluster(),
			Waits:        slices.Concat(waits, more, c.encryptionWaits()),
			DeleteBefore: c.afterCluster(),
		},
		c.clusterAuth(),
	}
	return append(out, c.apiServerRule()...)
}

// kubernetesNetwork is decided once: EKS cannot change it.
func (c *cluster) kubernetesNetwork() *aws.EKSKubernetesNetwork {
	if had := c.had().KubernetesNetworkConfig; had != nil {
		return had
	}
	out := &aws.EKSKubernetesNetwork{IPFamily: aws.EKSIPFamilyIPv4}
	if k := c.network.Kubernetes; k != nil {
		out.ServiceIPv4CIDR = k.ServiceCIDR
	}
	return out
}

// beforeCluster is what the control plane needs to be created.
func (c *cluster) beforeCluster() []managed.Key {
	out := []managed.Key{keyClusterRolePolicy}
	if c.Network.Own != nil {
		out = append(out, plan.KeyNetwork)
	}
	if c.hasLogGroup() {
		// EKS creates the group itself otherwise, and keeps the logs for ever.
		out = append(out, keyLogGroup)
	}
	if c.ownsKey() {
		out = append(out, keyEncryptionKey)
	}
	return out
}

// afterCluster is what EKS needs to delete the cluster and everything in it. Nothing
// refers to it, and the cloud would let it go first: a node group that cannot take its
// nodes away, network interfaces that nobody detaches, a log group that comes back.
// The cluster itself stays until its node groups are gone.
// https://docs.aws.amazon.com/eks/latest/userguide/delete-cluster.html
func (c *cluster) afterCluster() []managed.Key {
	out := []managed.Key{keyClusterRolePolicy, nodeRolePolicyKey(partWorker)}
	cni := networkAddon()
	out = append(out, cni.rolePolicyKey(cni.policies[0]))
	for _, account := range cni.accounts {
		out = append(out, cni.podIdentityKey(account))
	}
	if c.Network.Own != nil {
		out = append(out, plan.KeyNetwork)
	}
	if c.hasLogGroup() {
		out = append(out, keyLogGroup)
	}
	if c.ownsKey() {
		// Nobody reads a Secret any more once its key is to be deleted, not even
		// those who want to clean up.
		out = append(out, keyEncryptionKey)
	}
	return out
}

// clusterAuth publishes a kubeconfig.
func (c *cluster) clusterAuth() managed.Resource {
	return managed.Resource{
		Key:              keyClusterAuth,
		Component:        plan.ComponentControlPlane,
		ForProvider:      aws.EKSClusterAuth{Region: c.region(), ClusterNameSelector: selectCluster()},
		ConnectionSecret: true,
		After:            []managed.Key{plan.KeyCluster},
	}
}
