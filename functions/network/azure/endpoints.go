// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
)

// A service of Azure that subnets reach through a service endpoint, on Azure's
// own network and without a public address.
// https://learn.microsoft.com/azure/virtual-network/virtual-network-service-endpoints-overview
type service struct {
	// name of the service in keys and names.
	name string

	// endpoint is Azure's name of the service endpoint.
	endpoint string

	// tag is the service's tag in security rules, and priority that of the
	// rule that allows it.
	tag      string
	priority int

	// serves are the portable services that need it. The registry keeps the
	// layers of its images in a storage account.
	// https://learn.microsoft.com/azure/container-registry/container-registry-firewall-access-rules
	serves []v1alpha1.Service
}

// services returns the services that a network reaches, sorted by endpoint.
func services(p plan.Plan) []service {
	all := []service{
		{
			name:     "registry",
			endpoint: "Microsoft.ContainerRegistry",
			tag:      "AzureContainerRegistry",
			priority: priorityAllowRegistry,
			serves:   []v1alpha1.Service{v1alpha1.ServiceContainerRegistry},
		},
		{
			name:     "vault",
			endpoint: "Microsoft.KeyVault",
			tag:      "AzureKeyVault",
			priority: priorityAllowVault,
			serves:   []v1alpha1.Service{v1alpha1.ServiceSecrets, v1alpha1.ServiceKeyManagement},
		},
		{
			name:     "storage",
			endpoint: "Microsoft.Storage",
			tag:      "Storage",
			priority: priorityAllowStorage,
			serves:   []v1alpha1.Service{v1alpha1.ServiceObjectStorage, v1alpha1.ServiceContainerRegistry},
		},
	}
	return slices.DeleteFunc(all, func(s service) bool {
		return !slices.ContainsFunc(s.serves, func(w v1alpha1.Service) bool { return slices.Contains(p.Endpoints, w) })
	})
}

// endpointRules returns the rules that let the isolated tier reach the services.
// The endpoints themselves are part of the subnets; other tiers need no rule.
func endpointRules(p plan.Plan) []managed.Resource {
	if !p.HasTier(v1alpha1.TierIsolated) {
		return nil
	}
	var out []managed.Resource
	for _, s := range services(p) {
		out = append(out, isolatedRule(p, plan.ComponentEndpoints, "allow-"+s.name, azure.SecurityRule{
			Description:              "Reach a service of Azure through its service endpoint.",
			Priority:                 s.priority,
			Access:                   accessAllow,
			DestinationAddressPrefix: s.tag,
		}))
	}
	return out
}
