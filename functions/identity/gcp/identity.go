// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package gcp builds the managed resources of an identity on Google Cloud.
package gcp

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/functions/identity/incluster"
	"github.com/hyperscalar/hyperscalar/functions/identity/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/policy"
)

// accountSuffix ends the email address of every service account that is created in a
// project.
const accountSuffix = ".iam.gserviceaccount.com"

// waitAccount is what waits for the email address, where the environment does not say in
// which project it will be.
const waitAccount = "the identity has no email address yet"

// annotationAccount tells GKE which service account pods act as.
// https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity
const annotationAccount = "iam.gke.io/gcp-service-account"

// An identity is a plan, and what was observed of it.
type identity struct {
	plan.Plan

	observed managed.Observed
}

// Build the managed resources of an identity.
func Build(p plan.Plan, o managed.Observed) []managed.Resource {
	i := &identity{Plan: p, observed: o}
	return slices.Concat(
		[]managed.Resource{i.account()},
		i.trust(),
		incluster.Build(p, i.annotations(), i.waitsForAccount()...),
		i.staticKeys(),
		i.grants(),
		i.permissions(),
	)
}

// account is the service account that the identity is.
func (i *identity) account() managed.Resource {
	name := "Identity " + i.Claim.Namespace + "/" + i.Claim.Name
	return managed.Resource{
		Key:          keyAccount,
		Component:    plan.ComponentPrincipal,
		ExternalName: i.accountName(),
		ForProvider: gcp.ServiceAccount{
			Project:     i.Claim.Guardrails.GCP.ProjectID,
			DisplayName: shortened(name, maxDisplayName),
			Description: shortened(name, maxDescription),
		},
	}
}

// Limits of what is for people to read.
// https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts
const (
	maxDisplayName = 100
	maxDescription = 256
)

// shortened text is for people only.
func shortened(s string, limit int) string { return s[:min(len(s), limit)] }

func (i *identity) accountName() string { return i.Claim.Names.Name(naming.GCPServiceAccount) }

// email address of the service account. It is known beforehand where the project is.
func (i *identity) email() string {
	if p := i.Claim.Guardrails.GCP.ProjectID; p != "" {
		return i.accountName() + "@" + p + accountSuffix
	}
	return i.observedEmail()
}

// observedEmail is empty while there is no service account.
func (i *identity) observedEmail() string {
	recorded := ""
	if r := i.Recorded.Principal; r != nil && i.observed.Exists(keyAccount) {
		recorded = r.Email
	}
	return cmp.Or(managed.At[gcp.ServiceAccountObservation](i.observed, keyAccount).Email, recorded)
}

// project of the service account. It is empty while it is not known.
func (i *identity) project() string {
	if p := i.Claim.Guardrails.GCP.ProjectID; p != "" {
		return p
	}
	_, domain, _ := strings.Cut(i.email(), "@")
	return strings.TrimSuffix(domain, accountSuffix)
}

// member is how IAM writes the service account. Had is what was written before by whoever
// asks.
func (i *identity) member(had string) string {
	if e := i.email(); e != "" {
		return policy.ServiceAccountMember(e)
	}
	return had
}

// accountID is what the cloud's own API calls the service account.
func (i *identity) accountID(had string) string {
	if e := i.email(); e != "" {
		return accountPath(i.project(), e)
	}
	return had
}

func accountPath(project, email string) string {
	return "projects/" + project + "/serviceAccounts/" + email
}

func (i *identity) waitsForAccount() []string {
	if i.email() == "" {
		return []string{waitAccount}
	}
	return nil
}

// annotations of the service account in the cluster.
func (i *identity) annotations() map[string]string {
	if i.email() == "" {
		return nil
	}
	return map[string]string{annotationAccount: i.email()}
}
