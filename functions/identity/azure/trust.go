// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"cmp"

	"github.com/hyperscalar/hyperscalar/functions/identity/incluster"
	"github.com/hyperscalar/hyperscalar/functions/identity/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// DefaultAudience is what the tools of Azure ask issuers for.
// https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust
const DefaultAudience = "api://AzureADTokenExchange"

// What pods and their service account have, so that tokens are exchanged for them.
// https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html
const (
	annotationClient = "azure.workload.identity/client-id"
	annotationTenant = "azure.workload.identity/tenant-id"
	labelUse         = "azure.workload.identity/use"
	valueUse         = "true"
)

// trust is the credential of whom the identity is for. Virtual machines need none: the
// identity is attached to them.
func (i *identity) trust() []managed.Resource {
	switch {
	case i.Workload != nil:
		return []managed.Resource{i.workloadCredential()}
	case i.External != nil:
		return []managed.Resource{i.credential(i.External.Key, azure.FederatedIdentityCredential{
			Issuer:   i.External.Issuer,
			Subject:  i.External.Subject,
			Audience: []string{i.audience()},
		})}
	}
	return nil
}

// audience of the tokens of a system elsewhere.
func (i *identity) audience() string { return cmp.Or(i.External.Audience, DefaultAudience) }

// credential for whom an issuer calls by a name.
func (i *identity) credential(key string, spec azure.FederatedIdentityCredential) managed.Resource {
	spec.ParentIDSelector = managed.Select(keyIdentity)
	spec.ResourceGroupNameSelector = managed.Select(keyResourceGroup)
	return managed.Resource{
		Key:          keyCredential.Join(key),
		Component:    plan.ComponentTrust,
		ExternalName: i.Claim.Names.Name(naming.AzureFederatedCredential, key),
		ForProvider:  spec,
	}
}

// workloadCredential lets the pods of a service account act as the identity.
// https://learn.microsoft.com/azure/aks/workload-identity-overview
func (i *identity) workloadCredential() managed.Resource {
	w := i.Workload
	key := keyCredential.Join(w.Key)
	issuer := managed.Wanted[azure.FederatedIdentityCredential](i.observed, key).Issuer
	if s := w.Status.WorkloadIdentity; s != nil {
		issuer = cmp.Or(s.Issuer, issuer)
	}
	out := i.credential(w.Key, azure.FederatedIdentityCredential{
		Issuer:   issuer,
		Subject:  "system:serviceaccount:" + w.Namespace + ":" + w.ServiceAccount,
		Audience: []string{DefaultAudience},
	})
	switch {
	case w.Waits != "":
		out.Waits = []string{w.Waits}
	case issuer == "":
		out.Waits = []string{"cluster " + w.Cluster + " has no issuer of tokens yet"}
	}
	return out
}

// annotations of the service account. There are none while they are not known.
func (i *identity) annotations() map[string]string {
	_, p := i.known()
	if p.ClientID == "" || p.TenantID == "" {
		return nil
	}
	return map[string]string{annotationClient: p.ClientID, annotationTenant: p.TenantID}
}

func (i *identity) serviceAccount() []managed.Resource {
	annotations := i.annotations()
	if annotations == nil {
		return incluster.Build(i.Plan, nil, waitClient)
	}
	return incluster.Build(i.Plan, annotations)
}
