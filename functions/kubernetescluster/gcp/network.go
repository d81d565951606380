// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"net/netip"
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	network "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Names of the ranges that reach the control plane.
const (
	rangePrivate  = "private"
	rangeAllowed  = "allowed"
	rangeAnywhere = "anywhere"
)

// networkName is what people know the network as.
func (c *cluster) networkName() string {
	if c.Network.Own != nil {
		return "the network of the cluster"
	}
	return "network " + c.network.Name
}

// networkID is decided once, like everything that says where a cluster is.
func (c *cluster) networkID() string {
	if had := c.had().Network; had != "" {
		return had
	}
	return c.network.ID
}

// subnetID is that of the subnet of the nodes, which spans the zones of its region.
func (c *cluster) subnetID() string {
	if had := c.had().Subnetwork; had != "" {
		return had
	}
	s, _ := c.subnet()
	return s.ID
}

// subnet of the nodes.
func (c *cluster) subnet() (network.Subnet, bool) {
	tier := plan.NodeTier(c.network)
	i := slices.IndexFunc(c.network.Subnets, func(s network.Subnet) bool { return s.Tier == tier })
	if i < 0 {
		return network.Subnet{}, false
	}
	return c.network.Subnets[i], true
}

// ranges of the subnet that pods and services have.
func (c *cluster) ranges() *gcp.ClusterIPAllocation {
	if had := c.had().IPAllocationPolicy; had != nil && had.ClusterSecondaryRangeName != "" {
		return had
	}
	out := &gcp.ClusterIPAllocation{StackType: gcp.StackTypeOfClusterIPv4}
	if k := c.network.Kubernetes; k != nil {
		out.ClusterSecondaryRangeName, out.ServicesSecondaryRangeName = k.PodRangeName, k.ServiceRangeName
	}
	return out
}

// networkWaits is what the network lacks before there can be a cluster in it.
func (c *cluster) networkWaits() []string {
	switch {
	case c.had().Subnetwork != "":
		return nil
	case c.Network.Waits != "":
		return []string{c.Network.Waits}
	case c.network.ID == "":
		return []string{c.networkName() + " has no id yet"}
	case c.subnetID() == "":
		return []string{"the subnet for nodes of " + c.networkName() + " has no id yet"}
	case c.ranges().ClusterSecondaryRangeName == "":
		return []string{c.networkName() + " has no ranges for clusters yet"}
	}
	return nil
}

// privacy of the cluster. Nodes never have addresses of the internet. The private
// endpoint is an address of the nodes' subnet, and there is always one.
func (c *cluster) privacy() *gcp.PrivateCluster {
	return &gcp.PrivateCluster{
		EnablePrivateNodes:       new(true),
		EnablePrivateEndpoint:    new(c.Endpoint.Access == v1alpha1.EndpointPrivate),
		MasterGlobalAccessConfig: &gcp.GlobalAccess{Enabled: new(true)},
	}
}

// authorizedNetworks reach the control plane. Private addresses reach its private
// endpoint alone, and only from the network or from one that somebody connected with
// it. The list is never left out, because GKE would go on with the one that it has.
// https://cloud.google.com/kubernetes-engine/docs/how-to/authorized-networks
func (c *cluster) authorizedNetworks() *gcp.AuthorizedNetworks {
	out := &gcp.AuthorizedNetworks{GCPPublicCIDRsAccessEnabled: new(false)}
	for _, r := range validate.RFC1918() {
		out.CIDRBlocks = append(out.CIDRBlocks, gcp.CIDRBlock{CIDRBlock: r.String(), DisplayName: rangePrivate})
	}
	switch c.Endpoint.Access {
	case v1alpha1.EndpointPublic:
		return &gcp.AuthorizedNetworks{
			GCPPublicCIDRsAccessEnabled: new(false),
			CIDRBlocks:                  []gcp.CIDRBlock{{CIDRBlock: validate.Anywhere().String(), DisplayName: rangeAnywhere}},
		}
	case v1alpha1.EndpointRestricted:
		for _, r := range c.Endpoint.AllowedCIDRs {
			if !isPrivate(r) {
				out.CIDRBlocks = append(out.CIDRBlocks, gcp.CIDRBlock{CIDRBlock: r.String(), DisplayName: rangeAllowed})
			}
		}
	case v1alpha1.EndpointPrivate:
	}
	return out
}

// isPrivate says whether a range is within one that reaches the control plane anyway.
func isPrivate(r netip.Prefix) bool {
	return slices.ContainsFunc(validate.RFC1918(), func(p netip.Prefix) bool { return p.Bits() <= r.Bits() && p.Contains(r.Addr()) })
}
