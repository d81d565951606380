// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"cmp"
	"slices"

	"github.com/hyperscalar/hyperscalar/functions/identity/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/policy"
)

// servicePods hands roles to pods. It is called the same in every partition.
// https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
const servicePods = "pods.eks.amazonaws.com"

// serviceEC2 hands roles to virtual machines.
const serviceEC2 = "ec2"

// DefaultAudience is what the tools of AWS ask issuers for.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
const DefaultAudience = "sts.amazonaws.com"

// Actions of those who become a role.
const (
	actionAssume    = "sts:AssumeRole"
	actionTag       = "sts:TagSession"
	actionFederated = "sts:AssumeRoleWithWebIdentity"
)

// trust is what hands the role to whom it is for.
func (i *identity) trust() []managed.Resource {
	switch {
	case i.Workload != nil:
		return []managed.Resource{i.podIdentity()}
	case i.Compute != nil:
		return []managed.Resource{i.instanceProfile()}
	case i.External != nil:
		return []managed.Resource{i.oidcProvider()}
	}
	return nil
}

// trustDocument says who may become the role. It is not known while the OIDC provider
// has no ARN.
func (i *identity) trustDocument() (d policy.Document, known bool) {
	var s policy.Statement
	switch {
	case i.Workload != nil:
		s = policy.Statement{Principals: policy.Principals{Services: []string{servicePods}}, Actions: []string{actionAssume, actionTag}}
		if a := i.account(); a != "" {
			s.Conditions = []policy.Condition{{Test: "StringEquals", Key: "aws:SourceAccount", Values: []string{a}}}
		}
	case i.External != nil:
		s = i.externalTrust(i.oidcProviderARN())
	default:
		s = policy.Statement{
			Principals: policy.Principals{Services: []string{policy.ServicePrincipal(i.partition(), serviceEC2)}},
			Actions:    []string{actionAssume},
		}
	}
	return policy.Document{Statements: []policy.Statement{s}}, !slices.Contains(s.Principals.Federated, "")
}

// externalTrust lets in who has a token of the issuer for this very subject.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
func (i *identity) externalTrust(provider string) policy.Statement {
	host := i.External.IssuerHost()
	return policy.Statement{
		Principals: policy.Principals{Federated: []string{provider}},
		Actions:    []string{actionFederated},
		Conditions: []policy.Condition{
			{Test: "StringEquals", Key: host + ":aud", Values: []string{i.audience()}},
			{Test: "StringEquals", Key: host + ":sub", Values: []string{i.External.Subject}},
		},
	}
}

// podIdentity lets the pods of a service account act as the role.
func (i *identity) podIdentity() managed.Resource {
	w := i.Workload
	key := keyPodIdentity.Join(w.Key)
	had := managed.Wanted[aws.PodIdentityAssociation](i.observed, key)
	out := managed.Resource{
		Key:       key,
		Component: plan.ComponentTrust,
		ForProvider: aws.PodIdentityAssociation{
			Region:          cmp.Or(w.Status.Region, had.Region, i.region()),
			ClusterName:     cmp.Or(w.Status.Name, had.ClusterName),
			Namespace:       w.Namespace,
			ServiceAccount:  w.ServiceAccount,
			RoleARNSelector: managed.Select(keyRole),
			Tags:            i.tags(),
		},
		DeleteBefore: []managed.Key{keyRole},
	}
	switch {
	case w.Waits != "":
		out.Waits = []string{w.Waits}
	case w.Status.Name == "":
		out.Waits = []string{"cluster " + w.Cluster + " has no name yet"}
	}
	return out
}

// instanceProfile hands the role to virtual machines.
func (i *identity) instanceProfile() managed.Resource {
	return managed.Resource{
		Key:          keyInstanceProfile,
		Component:    plan.ComponentTrust,
		ExternalName: i.instanceProfileName(),
		ForProvider:  aws.InstanceProfile{RoleSelector: managed.Select(keyRole), Tags: i.tags()},
	}
}

func (i *identity) instanceProfileName() string {
	return i.Claim.Names.Name(naming.AWSIAMInstanceProfile)
}

// audience of the tokens.
func (i *identity) audience() string { return cmp.Or(i.External.Audience, DefaultAudience) }

func (i *identity) oidcProviderKey() managed.Key { return keyOIDCProvider.Join(i.External.IssuerKey) }

// oidcProviderARN is known beforehand where the account is.
func (i *identity) oidcProviderARN() string {
	if a := i.account(); a != "" {
		return policy.OIDCProvider(i.partition(), a, i.External.IssuerHost()).String()
	}
	recorded := ""
	if e := i.Recorded.External; e != nil && e.Issuer == i.External.Issuer && i.observed.Exists(i.oidcProviderKey()) {
		recorded = e.Provider
	}
	return cmp.Or(managed.At[aws.OpenIDConnectProviderObservation](i.observed, i.oidcProviderKey()).ARN, recorded)
}

// oidcProvider is the only one that an account can have for an issuer. All identities
// that trust the issuer share it: they find it by its ARN, leave it behind, and leave
// alone what is on it but for adding the audience that they need themselves.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
func (i *identity) oidcProvider() managed.Resource {
	key := i.oidcProviderKey()
	out := managed.Resource{
		Key:          key,
		Component:    plan.ComponentTrust,
		ForProvider:  aws.OpenIDConnectProvider{URL: i.External.Issuer, ClientIDList: i.missingAudiences(key)},
		InitProvider: aws.OpenIDConnectProvider{URL: i.External.Issuer, ClientIDList: []string{i.audience()}},
		Retain:       true,
	}
	if i.account() != "" {
		out.ExternalName = i.oidcProviderARN()
	}
	return out
}

// missingAudiences are all audiences of an OIDC provider that does not have that of the
// identity yet, with it. There are none where nothing is missing.
func (i *identity) missingAudiences(k managed.Key) []string {
	has := managed.At[aws.OpenIDConnectProviderObservation](i.observed, k).ClientIDList
	if len(has) == 0 || slices.Contains(has, i.audience()) {
		return nil
	}
	return slices.Sorted(slices.Values(append(slices.Clone(has), i.audience())))
}
