// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"cmp"
	"strconv"

	"github.com/hyperscalar/hyperscalar/functions/identity/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/policy"
)

// roleImpersonate lets pods and systems elsewhere act as a service account.
// https://cloud.google.com/iam/docs/service-account-permissions#workload-identity-user
const roleImpersonate = "roles/iam.workloadIdentityUser"

// poolPrefix begins the id of every pool of ours. Ids that begin with gcp- are Google's.
const poolPrefix = "hyperscalar-"

// waitPool is what waits for the pool.
const waitPool = "the workload identity pool has no name yet"

// trust is what lets whom the identity is for act as the service account. A virtual
// machine needs nothing: whoever creates it says which service account it acts as.
func (i *identity) trust() []managed.Resource {
	switch {
	case i.Workload != nil:
		w := i.Workload
		member, waits := "", []string(nil)
		switch {
		case w.Status.WorkloadIdentity != nil && w.Status.WorkloadIdentity.ProviderID != "":
			member = policy.WorkloadMember(w.Status.WorkloadIdentity.ProviderID, w.Namespace, w.ServiceAccount)
		case w.Waits != "":
			waits = []string{w.Waits}
		default:
			waits = []string{"cluster " + w.Cluster + " has no workload identity pool yet"}
		}
		return []managed.Resource{i.impersonation(keyTrust.Join(w.Key), member, waits)}
	case i.External != nil:
		return i.federation()
	}
	return nil
}

// impersonation lets a member act as the service account. While the member is not known,
// it stays who it was.
func (i *identity) impersonation(k managed.Key, member string, waits []string) managed.Resource {
	had := managed.Wanted[gcp.ServiceAccountIAMMember](i.observed, k)
	return managed.Resource{
		Key:       k,
		Component: plan.ComponentTrust,
		ForProvider: gcp.ServiceAccountIAMMember{
			ServiceAccountID: i.accountID(had.ServiceAccountID),
			Role:             roleImpersonate,
			Member:           cmp.Or(member, had.Member),
		},
		After:        []managed.Key{keyAccount},
		Waits:        append(waits, i.waitsForAccount()...),
		DeleteBefore: []managed.Key{keyAccount},
	}
}

func (i *identity) poolKey() managed.Key { return keyPool.Join(i.External.IssuerKey) }

func (i *identity) providerKey() managed.Key { return keyProvider.Join(i.External.Key) }

// federation lets in who has a token of the issuer for this very subject. The pool is
// shared by all identities of the project that trust the issuer. The provider in it is
// the identity's own, so that its condition can be as narrow as the identity; Google
// refuses one that lets in all tenants of an issuer. Both are left behind, because their
// ids stay taken for 30 days: who comes back finds them, and nobody can act as anything
// with them alone.
// https://cloud.google.com/iam/docs/manage-workload-identity-pools-providers
func (i *identity) federation() []managed.Resource {
	e := i.External
	provider := gcp.WorkloadIdentityPoolProvider{
		Project:                        i.Claim.Guardrails.GCP.ProjectID,
		WorkloadIdentityPoolIDSelector: managed.Select(i.poolKey()),
		AttributeMapping:               map[string]string{"google.subject": "assertion.sub"},
		AttributeCondition:             "assertion.sub == " + strconv.Quote(e.Subject),
		OIDC:                           &gcp.PoolProviderOIDC{IssuerURI: e.Issuer},
	}
	if e.Audience != "" {
		provider.OIDC.AllowedAudiences = []string{e.Audience}
	}
	member, waits := "", []string(nil)
	if pool := managed.At[gcp.WorkloadIdentityPoolObservation](i.observed, i.poolKey()).Name; pool != "" {
		member = policy.SubjectMember(pool, e.Subject)
	} else {
		waits = []string{waitPool}
	}
	trust := i.impersonation(keyTrust.Join(e.Key), member, waits)
	trust.After = append(trust.After, i.providerKey())
	return []managed.Resource{
		{
			Key:          i.poolKey(),
			Component:    plan.ComponentTrust,
			ExternalName: poolPrefix + e.IssuerKey,
			ForProvider: gcp.WorkloadIdentityPool{
				Project:     i.Claim.Guardrails.GCP.ProjectID,
				Description: shortened("Tokens of "+e.Issuer, maxDescription),
			},
			Retain: true,
		},
		{
			Key:          i.providerKey(),
			Component:    plan.ComponentTrust,
			ExternalName: i.Claim.Names.Name(naming.GCPWorkloadIdentityPool, e.Key),
			ForProvider:  provider,
			After:        []managed.Key{i.poolKey()},
			Retain:       true,
		},
		trust,
	}
}

// providerName is projects/<number>/.../providers/<id>.
func (i *identity) providerName() string {
	recorded := ""
	if e := i.Recorded.External; e != nil && e.Issuer == i.External.Issuer && e.Subject == i.External.Subject && i.observed.Exists(i.providerKey()) {
		recorded = e.Provider
	}
	return cmp.Or(managed.At[gcp.WorkloadIdentityPoolProviderObservation](i.observed, i.providerKey()).Name, recorded)
}

// audience of the tokens: what Google's own tools ask for is the provider.
// https://cloud.google.com/iam/docs/reference/rest/v1/projects.locations.workloadIdentityPools.providers#oidc
func (i *identity) audience() string {
	if name := i.providerName(); i.External.Audience == "" && name != "" {
		return "https://iam.googleapis.com/" + name
	}
	return i.External.Audience
}
