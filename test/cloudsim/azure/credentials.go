// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"net/url"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

const federatedCredential cloud.Name = "managedidentity/FederatedIdentityCredential"

// Limits of federated credentials.
// https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations
const (
	maxCredentials = 20
	maxTrusted     = 600
)

func credentials() []cloud.Kind {
	return []cloud.Kind{{
		Type:   managed.Type{Group: "managedidentity.azure.upbound.io", Version: "v1beta1", Kind: "FederatedIdentityCredential", Plural: "federatedidentitycredentials"},
		Naming: cloud.Given, Noun: "Federated Identity Credential", Call: "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
		Required:  []string{"parentId", "resourceGroupName", "issuer", "subject", "audience"},
		Immutable: []string{"parentId"},
		Links:     []cloud.Link{toGroup(), {Field: "parentId", To: userAssignedIdentity, Nested: true}},
		ID: func(r *cloud.Request) string {
			return r.Args.String("parentId") + "/federatedIdentityCredentials/" + r.Name
		},
		Check: checkCredential,
	}}
}

// checkCredential refuses what Entra could not tell from another one.
func checkCredential(r *cloud.Request) error {
	if err := checkName(r, `^[a-zA-Z0-9][a-zA-Z0-9_-]{2,119}$`, 120, "InvalidResourceName"); err != nil {
		return err
	}
	issuer, subject := r.Args.String("issuer"), r.Args.String("subject")
	if u, err := url.Parse(issuer); err != nil || u.Scheme != "https" || u.Host == "" || len(issuer) > maxTrusted {
		return cloud.Refuse(400, "BadRequest", "The issuer '%s' of the Federated Identity Credential is not a valid HTTPS URL.", issuer)
	}
	if len(subject) > maxTrusted {
		return cloud.Refuse(400, "BadRequest", "The subject of the Federated Identity Credential exceeds %d characters.", maxTrusted)
	}
	if n := len(r.Args.Strings("audience")); n != 1 {
		return cloud.Refuse(400, "BadRequest", "A Federated Identity Credential must have exactly one audience, and has %d.", n)
	}
	others := 0
	for o := range r.UsersOf(r.To("parentId"), federatedCredential) {
		others++
		if o.Args.String("issuer") == issuer && o.Args.String("subject") == subject {
			return cloud.Refuse(409, "Conflict", "Issuer and subject combination already exists for this Managed Identity.")
		}
	}
	if others >= maxCredentials {
		return cloud.Refuse(400, "BadRequest", "Too many Federated Identity Credentials: the limit is %d for an identity.", maxCredentials)
	}
	return nil
}
