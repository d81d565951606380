// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"regexp"
	"strings"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// Names of kinds.
const (
	workloadPool         cloud.Name = "iam/WorkloadIdentityPool"
	workloadPoolProvider cloud.Name = "iam/WorkloadIdentityPoolProvider"
)

// Limits of pools and providers.
// https://cloud.google.com/iam/quotas
const (
	maxPoolDescription = 256
	maxPoolDisplayName = 32
	maxAudiences       = 10
	maxPoolCondition   = 4096
)

func pools() []cloud.Kind {
	return []cloud.Kind{
		{
			Type:   managed.Type{Group: "iam.gcp.upbound.io", Version: "v1beta1", Kind: "WorkloadIdentityPool", Plural: "workloadidentitypools"},
			Naming: cloud.Given, Noun: "WorkloadIdentityPool", Shared: true,
			ID:    func(r *cloud.Request) string { return poolID(project(r.Object), r.Name) },
			Check: checkPool,
			Attributes: func(r *cloud.Request) cloud.Value {
				return cloud.Value{"name": poolID(numberOf(project(r.Object)), r.Name), "state": "ACTIVE"}
			},
		},
		{
			Type:   managed.Type{Group: "iam.gcp.upbound.io", Version: "v1beta2", Kind: "WorkloadIdentityPoolProvider", Plural: "workloadidentitypoolproviders"},
			Naming: cloud.Given, Noun: "WorkloadIdentityPoolProvider", Shared: true,
			Required:  []string{"workloadIdentityPoolId"},
			Immutable: []string{"workloadIdentityPoolId"},
			Links:     []cloud.Link{{Field: "workloadIdentityPoolId", To: workloadPool, Nested: true}},
			ID: func(r *cloud.Request) string {
				return poolID(project(r.Object), r.Args.String("workloadIdentityPoolId")) + "/providers/" + r.Name
			},
			Check: checkPoolProvider,
			Attributes: func(r *cloud.Request) cloud.Value {
				name := poolID(numberOf(project(r.Object)), r.Args.String("workloadIdentityPoolId")) + "/providers/" + r.Name
				return cloud.Value{"name": name, "state": "ACTIVE"}
			},
		},
	}
}

func poolID(project, name string) string {
	return "projects/" + project + "/locations/global/workloadIdentityPools/" + name
}

// poolName is the rule of the names of pools and providers.
// https://cloud.google.com/iam/docs/reference/rest/v1/projects.locations.workloadIdentityPools/create
var poolName = regexp.MustCompile(`^[0-9a-z-]{4,32}$`)

func checkPool(r *cloud.Request) error {
	argument := cloud.Snake(strings.ToLower(r.Kind.Kind[:1])+r.Kind.Kind[1:]) + "_id"
	switch {
	case !poolName.MatchString(r.Name):
		return cloud.Plain("%q (%q) must contain only lowercase letters [a-z], digits [0-9], and hyphens [-], and have 4 to 32 characters", argument, r.Name)
	case strings.HasPrefix(r.Name, "gcp-"):
		return cloud.Plain("%q (%q) can not start with \"gcp-\"", argument, r.Name)
	case len(r.Args.String("displayName")) > maxPoolDisplayName:
		return refuse(400, "badRequest", "Display name must not be longer than %d characters.", maxPoolDisplayName)
	case len(r.Args.String("description")) > maxPoolDescription:
		return refuse(400, "badRequest", "Description must not be longer than %d characters.", maxPoolDescription)
	}
	return nil
}

// sharedIssuers issue tokens to everybody, so that a condition must say whose are meant.
// https://cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines#conditions
func sharedIssuers() []string {
	return []string{"https://token.actions.githubusercontent.com", "https://gitlab.com", "https://app.terraform.io"}
}

func checkPoolProvider(r *cloud.Request) error {
	if err := checkPool(r); err != nil {
		return err
	}
	kinds := 0
	for _, field := range []string{"oidc", "aws", "saml"} {
		if r.Args.Has(field) {
			kinds++
		}
	}
	condition, issuer := r.Args.String("attributeCondition"), r.Args.String("oidc.issuerUri")
	switch {
	case kinds != 1:
		return cloud.Plain("exactly one of aws, oidc, saml, x509 must be specified")
	case len(condition) > maxPoolCondition:
		return refuse(400, "badRequest", "Attribute condition must not be longer than %d characters.", maxPoolCondition)
	case r.Args.Has("oidc") && r.Args.Map("attributeMapping")["google.subject"] == "":
		return refuse(400, "badRequest", "The attribute mapping must be specified for google.subject.")
	case r.Args.Has("oidc") && !strings.HasPrefix(issuer, "https://"):
		return refuse(400, "badRequest", "Invalid issuer URI %q: it must be an https URL.", issuer)
	case len(r.Args.Strings("oidc.allowedAudiences")) > maxAudiences:
		return refuse(400, "badRequest", "At most %d allowed audiences may be configured.", maxAudiences)
	}
	for _, shared := range sharedIssuers() {
		if strings.TrimSuffix(issuer, "/") == shared && !strings.Contains(condition, "assertion.") {
			return refuse(400, "badRequest", "The attribute condition must reference one of the provider's claims.")
		}
	}
	return checkExpression(condition)
}
