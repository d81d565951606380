// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	network "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// portHTTPS is the port of every API server on EKS.
const portHTTPS = 443

const descriptionAPIServer = "API server from inside the network"

// ownNetwork is the Network that the cluster composes.
func (c *cluster) ownNetwork() []managed.Resource {
	n, ok := c.NetworkResource()
	if !ok {
		return nil
	}
	return []managed.Resource{n}
}

// networkName is what people know the network as.
func (c *cluster) networkName() string {
	if c.Network.Own != nil {
		return "the network of the cluster"
	}
	return "network " + c.network.Name
}

// endpoint says from where the API server is reached. Nodes reach it from inside the
// network, whoever else does.
// https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
func (c *cluster) endpoint() *aws.EKSVPCConfig {
	out := &aws.EKSVPCConfig{
		EndpointPrivateAccess: new(true),
		EndpointPublicAccess:  new(c.Endpoint.Access != v1alpha1.EndpointPrivate),
	}
	switch c.Endpoint.Access {
	case v1alpha1.EndpointPublic:
		out.PublicAccessCIDRs = []string{validate.Anywhere().String()}
	case v1alpha1.EndpointRestricted:
		for _, cidr := range c.Endpoint.AllowedCIDRs {
			out.PublicAccessCIDRs = append(out.PublicAccessCIDRs, cidr.String())
		}
	case v1alpha1.EndpointPrivate:
	}
	return out
}

// nodeSubnets are the subnets of the tier that nodes are in.
func (c *cluster) nodeSubnets() []network.Subnet {
	tier := plan.NodeTier(c.network)
	return slices.DeleteFunc(slices.Clone(c.network.Subnets), func(s network.Subnet) bool { return s.Tier != tier })
}

// controlPlaneSubnets hold the network interfaces of the control plane. They are
// decided once: EKS takes no subnet in a zone that the cluster did not start with.
// Nodes may be in other subnets of the network.
func (c *cluster) controlPlaneSubnets() (ids, waits []string) {
	if had := c.had().VPCConfig; had != nil && len(had.SubnetIDs) > 0 {
		return had.SubnetIDs, nil
	}
	if c.Network.Waits != "" {
		return nil, []string{c.Network.Waits}
	}
	return c.idsOf(c.nodeSubnets())
}

// idsOf subnets, or what they wait for.
func (c *cluster) idsOf(subnets []network.Subnet) (ids, waits []string) {
	for _, s := range subnets {
		if s.ID == "" {
			waits = append(waits, fmt.Sprintf("subnet %s of %s has no id yet", s.Name, c.networkName()))
			continue
		}
		ids = append(ids, s.ID)
	}
	if len(subnets) == 0 {
		waits = []string{c.networkName() + " has no subnets for nodes yet"}
	}
	return ids, waits
}

// tierGroup is the security group of the tier that nodes are in. It lets the network
// in, which the group that EKS makes for the cluster does not. A network that was
// adopted has none.
func (c *cluster) tierGroup() (id string, exists bool) {
	tier := plan.NodeTier(c.network)
	i := slices.IndexFunc(c.network.SecurityGroups, func(g network.SecurityGroup) bool { return g.Tier == tier })
	if i < 0 {
		return "", false
	}
	return c.network.SecurityGroups[i].ID, true
}

// controlPlaneGroups let the network reach the API server.
func (c *cluster) controlPlaneGroups() (ids, waits []string) {
	id, exists := c.tierGroup()
	if id != "" {
		return []string{id}, nil
	}
	if had := c.had().VPCConfig; had != nil {
		return had.SecurityGroupIDs, nil
	}
	if exists {
		return nil, []string{c.networkName() + " has no security group yet"}
	}
	return nil, nil
}

// clusterGroup is the security group that EKS makes for the cluster, and through which
// nodes and control plane reach each other.
// https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
func (c *cluster) clusterGroup() string {
	return cmp.Or(
		c.at().VPCConfig.ClusterSecurityGroupID,
		managed.Wanted[aws.SecurityGroupIngressRule](c.observed, keyAPIServerRule).SecurityGroupID,
	)
}

// apiServerRule lets the network reach the API server where no group of the network
// does.
func (c *cluster) apiServerRule() []managed.Resource {
	if _, exists := c.tierGroup(); exists || c.network.ID == "" || c.network.CIDR == "" {
		return nil
	}
	out := managed.Resource{
		Key:       keyAPIServerRule,
		Component: plan.ComponentControlPlane,
		ForProvider: aws.SecurityGroupIngressRule{SecurityGroupRule: aws.SecurityGroupRule{
			Region:          c.region(),
			SecurityGroupID: c.clusterGroup(),
			Description:     descriptionAPIServer,
			IPProtocol:      aws.SecurityGroupProtocolTCP,
			FromPort:        new(portHTTPS),
			ToPort:          new(portHTTPS),
			CIDRIPv4:        c.network.CIDR,
			Tags:            c.tags(partAPIServer),
		}},
		After: []managed.Key{plan.KeyCluster},
	}
	if c.clusterGroup() == "" {
		out.Waits = []string{waitGroup}
	}
	return []managed.Resource{out}
}

// waitGroup is what waits for the security group of the cluster.
const waitGroup = "the cluster has no security group yet"
