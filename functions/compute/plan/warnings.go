// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"net/netip"
	"slices"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// warnAbout says what a developer would want to know before it hurts.
func (r *planner) warnAbout(p Plan) {
	if p.Single != nil && p.Single.Spot {
		r.warn("spec.parameters.spot: the cloud may stop the machine at any time, and may not start it again: set " + groupOfOne + " for one that is replaced")
	}
	if p.Template.PublicIP && len(p.Ingress) == 0 {
		r.warn("spec.parameters.publicIP: nobody reaches the machines at their addresses of the internet, unless the firewall of the network lets them in: say in ingress who may")
	}
	if p.Claim.Provider == platform.ProviderAzure && opens(p) {
		r.warn("spec.parameters: on Azure the firewall of the network applies to its subnets as well: the Network must let in from outside what ingress and loadBalancer let in")
	}
}

// opens says whether somebody from outside of the network is let in.
func opens(p Plan) bool {
	outside := func(c netip.Prefix) bool { return !validate.IsInside(c, validate.PrivateRanges()) }
	if p.LoadBalancer != nil && slices.ContainsFunc(p.LoadBalancer.AllowedCIDRs, outside) {
		return true
	}
	return slices.ContainsFunc(p.Ingress, func(i Ingress) bool { return slices.ContainsFunc(i.CIDRs, outside) })
}
