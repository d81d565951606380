// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

func access() []cloud.Kind {
	entry := eks("v1beta1", "AccessEntry", "accessentries")
	entry.Naming, entry.Noun, entry.Call = cloud.Templated, "EKS Access Entry", "AccessEntry"
	entry.Required = []string{"clusterName", "principalArn"}
	entry.Immutable = []string{"clusterName", "principalArn", "type"}
	entry.Links = []cloud.Link{toCluster()}
	entry.Defaults = cloud.Value{"type": "STANDARD"}
	entry.ID = func(r *cloud.Request) string {
		return r.Args.String("clusterName") + ":" + r.Args.String("principalArn")
	}
	entry.Check, entry.Attributes = checkAccessEntry, accessEntryAttributes

	policy := eks("v1beta1", "AccessPolicyAssociation", "accesspolicyassociations")
	policy.Naming, policy.Noun, policy.Call = cloud.Templated, "EKS Access Policy Association", "AccessPolicy"
	policy.Required = []string{"clusterName", "principalArn", "policyArn", "accessScope.type"}
	policy.Immutable = []string{"clusterName", "principalArn", "policyArn", "accessScope"}
	policy.Links = []cloud.Link{toCluster()}
	policy.ID = func(r *cloud.Request) string {
		return strings.Join([]string{r.Args.String("clusterName"), r.Args.String("principalArn"), r.Args.String("policyArn")}, "#")
	}
	policy.Check = checkAccessPolicy
	policy.Attributes = func(*cloud.Request) cloud.Value {
		at := time.Unix(0, 0).UTC().Format(time.RFC3339)
		return cloud.Value{"associatedAt": at, "modifiedAt": at}
	}
	return []cloud.Kind{entry, policy, podIdentities()}
}

func podIdentities() cloud.Kind {
	p := eks("v1beta1", "PodIdentityAssociation", "podidentityassociations")
	p.Prefix, p.Noun, p.Call = "a-", "EKS Pod Identity Association", "PodIdentityAssociation"
	p.Required = []string{"clusterName", "namespace", "serviceAccount", "roleArn"}
	p.Immutable = []string{"clusterName", "namespace", "serviceAccount"}
	p.Links = []cloud.Link{
		toCluster(),
		{Field: "roleArn", To: role, Code: invalidParameter, Text: "Role provided in the request does not exist: %s"},
	}
	p.Check = checkPodIdentity
	p.Attributes = func(r *cloud.Request) cloud.Value {
		return cloud.Value{"associationId": r.ID, "associationArn": eksARN(r, "podidentityassociation", r.Args.String("clusterName")+"/"+r.ID)}
	}
	return p
}

// principal is whom an access entry can be for.
var principal = regexp.MustCompile(`^arn:aws[a-z-]*:iam::[0-9]{12}:(role|user)/[\w+=,.@/-]+$`)

func checkAccessEntry(r *cloud.Request) error {
	if r.To("clusterName").Args.String("accessConfig.authenticationMode") == "CONFIG_MAP" {
		return cloud.Refuse(400, invalidRequest, "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.")
	}
	arn := r.Args.String("principalArn")
	if !principal.MatchString(arn) {
		return cloud.Refuse(400, invalidParameter, "The specified principalArn is invalid: invalid principal.")
	}
	if strings.Contains(arn, ":role/aws-service-role/") {
		return cloud.Refuse(400, invalidParameter, "The caller is not allowed to modify access entries with a principalArn value of a Service Linked Role.")
	}
	return oneOf(r, "type", "STANDARD", "EC2_LINUX", "EC2_WINDOWS", "FARGATE_LINUX", "EC2", "HYBRID_LINUX", "HYPERPOD_LINUX")
}

func accessEntryAttributes(r *cloud.Request) cloud.Value {
	at := time.Unix(0, 0).UTC().Format(time.RFC3339)
	out := cloud.Value{"createdAt": at, "modifiedAt": at}
	if parts := strings.SplitN(r.Args.String("principalArn"), ":", 6); len(parts) == 6 {
		kind, name, _ := strings.Cut(parts[5], "/")
		out["accessEntryArn"] = eksARN(r, "access-entry", strings.Join([]string{r.Args.String("clusterName"), kind, parts[4], name, r.UUID("arn")}, "/"))
	}
	return out
}

// accessPolicies of EKS.
// https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
func accessPolicies() []string {
	return []string{
		"AmazonEKSAdminPolicy", "AmazonEKSClusterAdminPolicy", "AmazonEKSAdminViewPolicy", "AmazonEKSEditPolicy", "AmazonEKSViewPolicy",
		"AmazonEKSSecretReaderPolicy",
	}
}

func checkAccessPolicy(r *cloud.Request) error {
	name, known := strings.CutPrefix(r.Args.String("policyArn"), "arn:"+partition(r.Region())+":eks::aws:cluster-access-policy/")
	if !known || !slices.Contains(accessPolicies(), name) {
		return cloud.Refuse(400, invalidParameter, "The policyArn parameter format is not valid")
	}
	if err := oneOf(r, "accessScope.type", "cluster", "namespace"); err != nil {
		return err
	}
	if r.Args.String("accessScope.type") == "namespace" != r.Args.Has("accessScope.namespaces") {
		return cloud.Refuse(400, invalidParameter, "The namespaces parameter must be given with access scope type namespace, and with no other")
	}
	for e := range r.UsersOf(r.To("clusterName"), accessEntry) {
		if e.Args.String("principalArn") == r.Args.String("principalArn") && r.IsReady(e) {
			return nil
		}
	}
	return cloud.Refuse(404, notFound, "The specified principalArn could not be found. You can view your available access entries with 'list-access-entries'.")
}

func checkPodIdentity(r *cloud.Request) error {
	if to := r.To("roleArn"); !trusts(to, "pods.eks") || !strings.Contains(to.Args.String("assumeRolePolicy"), "sts:TagSession") {
		return cloud.Refuse(400, invalidParameter, "Trust policy of role %s must allow pods.eks.amazonaws.com to sts:AssumeRole and sts:TagSession", to.Name)
	}
	for other := range r.UsersOf(r.To("clusterName"), podIdentity) {
		if other.Args.String("namespace") == r.Args.String("namespace") && other.Args.String("serviceAccount") == r.Args.String("serviceAccount") {
			return cloud.Refuse(409, inUse, "Association already exists: %s", other.ID)
		}
	}
	return nil
}
