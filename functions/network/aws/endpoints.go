// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"cmp"
	"net/netip"
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// serviceS3 is the service behind the only endpoint that is a target of routes, and
// free of charge.
// https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
const serviceS3 = "s3"

// portHTTPS is the port of every service of AWS.
const portHTTPS = 443

// waitPrefixList is what a rule for the addresses of S3 waits for.
const waitPrefixList = "the endpoint of object storage has no prefix list yet"

// endpoints to the services that the network reaches without the internet.
func (n *network) endpoints() []managed.Resource {
	var out []managed.Resource
	if hasS3Endpoint(n.Plan) {
		out = append(out, n.s3Endpoint()...)
	}
	services := n.interfaceServices()
	if len(services) == 0 {
		return out
	}
	out = append(out, n.endpointSecurityGroup()...)
	for _, s := range services {
		out = append(out, n.interfaceEndpoint(s)...)
	}
	return out
}

// hasS3Endpoint says whether the network has an endpoint to S3. The container
// registry keeps its images there.
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
func hasS3Endpoint(p plan.Plan) bool {
	return slices.Contains(p.Endpoints, v1alpha1.ServiceObjectStorage) ||
		slices.Contains(p.Endpoints, v1alpha1.ServiceContainerRegistry)
}

// interfaceServices are the names of the services with an endpoint that has
// addresses in subnets.
// https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
func (n *network) interfaceServices() []string {
	var out []string
	for _, s := range n.Endpoints {
		switch s {
		case v1alpha1.ServiceContainerRegistry:
			out = append(out, "ecr.api", "ecr.dkr")
		case v1alpha1.ServiceSecrets:
			out = append(out, "secretsmanager")
		case v1alpha1.ServiceKeyManagement:
			out = append(out, "kms")
		case v1alpha1.ServiceLogs:
			out = append(out, "logs")
		case v1alpha1.ServiceObjectStorage:
		}
	}
	return out
}

func (n *network) serviceName(service string) string {
	return "com.amazonaws." + n.region() + "." + service
}

// s3Endpoint is a target of routes in all route tables but the public one, whose
// subnets reach S3 directly.
func (n *network) s3Endpoint() []managed.Resource {
	key := keyEndpoint.Join(serviceS3)
	out := []managed.Resource{{
		Key:       key,
		Component: plan.ComponentEndpoints,
		ForProvider: aws.VPCEndpoint{
			Region:          n.region(),
			ServiceName:     n.serviceName(serviceS3),
			VPCEndpointType: aws.VPCEndpointTypeGateway,
			VPCIDSelector:   managed.Select(keyVPC),
			Tags:            n.tags(partEndpoints, serviceS3),
		},
	}}
	for _, t := range n.tables() {
		if t.tier == v1alpha1.TierPublic {
			continue
		}
		out = append(out, managed.Resource{
			Key:       keyEndpointRouteTable.Join(serviceS3, t.name),
			Component: plan.ComponentEndpoints,
			ForProvider: aws.VPCEndpointRouteTableAssociation{
				Region:                n.region(),
				RouteTableIDSelector:  managed.Select(t.key()),
				VPCEndpointIDSelector: managed.Select(key),
			},
		})
	}
	return append(out, n.s3Rules()...)
}

// s3Rules let isolated subnets out to the addresses of S3. They are addresses of the
// internet, which a gateway endpoint routes without it.
func (n *network) s3Rules() []managed.Resource {
	https := validate.PortRange{From: portHTTPS, To: portHTTPS}
	if !n.HasTier(v1alpha1.TierIsolated) || n.policy().deniesInternet(v1alpha1.TierIsolated, v1alpha1.ProtocolTCP, https) {
		return nil
	}
	group := string(v1alpha1.TierIsolated)
	key := ruleKey(group, v1alpha1.DirectionOutbound, serviceS3)
	r := aws.SecurityGroupRule{
		Description: "private endpoint of object storage",
		IPProtocol:  aws.SecurityGroupProtocolTCP,
		FromPort:    new(portHTTPS),
		ToPort:      new(portHTTPS),
		PrefixListID: cmp.Or(
			managed.At[aws.VPCEndpointObservation](n.observed, keyEndpoint.Join(serviceS3)).PrefixListID,
			n.wantedRule(key).PrefixListID,
		),
	}
	out := n.rule(group, v1alpha1.DirectionOutbound, r, serviceS3)
	out.Component = plan.ComponentEndpoints
	if r.PrefixListID == "" {
		out.Waits = []string{waitPrefixList}
	}
	return []managed.Resource{out}
}

// endpointSecurityGroup lets the network, and nobody else, reach its endpoints.
func (n *network) endpointSecurityGroup() []managed.Resource {
	out := []managed.Resource{n.securityGroup(partEndpoints, descriptionEndpoints, plan.ComponentEndpoints)}
	ranges := []netip.Prefix{n.CIDR}
	if n.hasPods() {
		ranges = append(ranges, n.Kubernetes.PodCIDR)
	}
	for _, c := range ranges {
		m := match{protocol: v1alpha1.ProtocolTCP, ports: validate.PortRange{From: portHTTPS, To: portHTTPS}, cidr: c}
		r := ruleFor(m)
		r.Description, r.CIDRIPv4 = reasonInside, c.String()
		rule := n.rule(partEndpoints, v1alpha1.DirectionInbound, r, m.key())
		rule.Component = plan.ComponentEndpoints
		out = append(out, rule)
	}
	return out
}

func (n *network) interfaceEndpoint(service string) []managed.Resource {
	key := keyEndpoint.Join(service)
	out := []managed.Resource{
		{
			Key:       key,
			Component: plan.ComponentEndpoints,
			ForProvider: aws.VPCEndpoint{
				Region:            n.region(),
				ServiceName:       n.serviceName(service),
				VPCEndpointType:   aws.VPCEndpointTypeInterface,
				PrivateDNSEnabled: new(true),
				VPCIDSelector:     managed.Select(keyVPC),
				Tags:              n.tags(partEndpoints, service),
			},
		},
		{
			Key:       keyEndpointSecurityGroup.Join(service),
			Component: plan.ComponentEndpoints,
			ForProvider: aws.VPCEndpointSecurityGroupAssociation{
				Region:                    n.region(),
				ReplaceDefaultAssociation: new(true),
				SecurityGroupIDSelector:   managed.Select(keySecurityGroup.Join(partEndpoints)),
				VPCEndpointIDSelector:     managed.Select(key),
			},
		},
	}
	tier := n.endpointTier(service)
	for _, z := range n.Zones {
		out = append(out, managed.Resource{
			Key:       endpointSubnetKey(service, tier, z),
			Component: plan.ComponentEndpoints,
			ForProvider: aws.VPCEndpointSubnetAssociation{
				Region:                n.region(),
				SubnetIDSelector:      managed.Select(subnetKey(tier, z)),
				VPCEndpointIDSelector: managed.Select(key),
			},
		})
	}
	return out
}

// endpointTier is the tier whose subnets hold the addresses of an endpoint. They
// stay in the isolated tier once they are there: an endpoint has one subnet in each
// zone, and would lose its addresses for a while if it moved.
func (n *network) endpointTier(service string) v1alpha1.Tier {
	if !n.HasTier(v1alpha1.TierPrivate) {
		return v1alpha1.TierIsolated
	}
	isolated := slices.ContainsFunc(n.Zones, func(z plan.Zone) bool {
		return n.observed.Exists(endpointSubnetKey(service, v1alpha1.TierIsolated, z))
	})
	if isolated && n.HasTier(v1alpha1.TierIsolated) {
		return v1alpha1.TierIsolated
	}
	return v1alpha1.TierPrivate
}

func endpointSubnetKey(service string, t v1alpha1.Tier, z plan.Zone) managed.Key {
	return keyEndpointSubnet.Join(service, string(t), z.Key)
}
