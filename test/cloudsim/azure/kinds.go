// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"regexp"
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// Names of kinds.
const (
	resourceGroup       cloud.Name = "azure/ResourceGroup"
	virtualNetwork      cloud.Name = "network/VirtualNetwork"
	subnet              cloud.Name = "network/Subnet"
	networkPeering      cloud.Name = "network/VirtualNetworkPeering"
	publicIP            cloud.Name = "network/PublicIP"
	natGateway          cloud.Name = "network/NATGateway"
	natPublicIP         cloud.Name = "network/NATGatewayPublicIPAssociation"
	subnetNAT           cloud.Name = "network/SubnetNATGatewayAssociation"
	securityGroup       cloud.Name = "network/SecurityGroup"
	securityRule        cloud.Name = "network/SecurityRule"
	subnetSecurityGroup cloud.Name = "network/SubnetNetworkSecurityGroupAssociation"
	privateDNSZone      cloud.Name = "network/PrivateDNSZone"
	dnsZoneLink         cloud.Name = "network/PrivateDNSZoneVirtualNetworkLink"
	watcherFlowLog      cloud.Name = "network/WatcherFlowLog"
	account             cloud.Name = "storage/Account"
)

// Kinds of resources.
func Kinds() []cloud.Kind {
	return slices.Concat(
		groups(), networks(), gateways(), firewalls(), dns(), flowLogs(), storage(),
		identities(), vaults(), logs(), clusters(), nodePools(),
		containers(), replications(), shares(), privateEndpoints(), disks(), credentials(),
		interfaces(), loadBalancers(), machines(), scaleSets(), autoscaleSettings(),
	)
}

func network(version, kind, plural string) managed.Type {
	return managed.Type{Group: "network.azure.upbound.io", Version: version, Kind: kind, Plural: plural}
}

// inGroup returns the id of a resource of a group. Names of arguments in the path
// are replaced by their values.
func inGroup(path string) func(*cloud.Request) string {
	return func(r *cloud.Request) string {
		full := argument.ReplaceAllStringFunc(path, func(m string) string { return r.Args.String(strings.Trim(m, "{}")) })
		return "/subscriptions/" + r.Account.ID + "/resourceGroups/" + r.Args.String("resourceGroupName") + "/providers/" + full + "/" + r.Name
	}
}

var argument = regexp.MustCompile(`\{\w+\}`)

func toGroup() cloud.Link {
	return cloud.Link{Field: "resourceGroupName", To: resourceGroup, Holds: true}
}

func groups() []cloud.Kind {
	return []cloud.Kind{{
		Type:   managed.Type{Group: "azure.upbound.io", Version: "v1beta1", Kind: "ResourceGroup", Plural: "resourcegroups"},
		Naming: cloud.Given, Noun: "Resource Group", Call: "Microsoft.Resources/resourceGroups",
		Required: []string{"location"},
		ID:       func(r *cloud.Request) string { return "/subscriptions/" + r.Account.ID + "/resourceGroups/" + r.Name },
		Check: func(r *cloud.Request) error {
			return checkName(r, `^[-\w._()]{0,89}[-\w_()]$`, 90, "InvalidResourceGroup")
		},
	}}
}

// checkName applies the rules of the names of a kind.
// https://learn.microsoft.com/en-us/azure/azure-resource-manager/management/resource-name-rules
func checkName(r *cloud.Request, rule string, longest int, code string) error {
	if len(r.Name) > longest || !regexp.MustCompile(rule).MatchString(r.Name) {
		return cloud.Refuse(400, code, "Resource name %s is invalid. The name can be up to %d characters long. It must match '%s'.", r.Name, longest, rule)
	}
	return nil
}

// usual rule of the names of network resources.
const usual = `^[a-zA-Z0-9]([a-zA-Z0-9._-]*[a-zA-Z0-9_])?$`

func checkUsualName(r *cloud.Request) error { return checkName(r, usual, 80, "InvalidResourceName") }
