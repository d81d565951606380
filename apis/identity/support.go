// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package identity is the contract of the Identity API: its definition, and what every
// cloud makes of its parameters.
package identity

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/internal/parity"
)

// Support says what every cloud makes of every parameter of an Identity.
func Support() parity.Table {
	return slices.Concat(
		commonSupport(),
		workloadSupport(),
		computeSupport(),
		externalSupport(),
		machineSupport(),
		accessSupport(),
		awsSupport(),
		azureSupport(),
		gcpSupport(),
	)
}

func commonSupport() parity.Table {
	return parity.Table{
		parity.Everywhere("provider"),
		{
			Path:  "region",
			AWS:   parity.Supports("roles and users are global; it decides about the partition, and about where pods are associated"),
			Azure: parity.Supports("where the managed identity is kept; it works everywhere"),
			GCP:   parity.Emulates("service accounts are global; it is recorded only"),
		},
		parity.Everywhere("environment"),
		{
			Path:  "tags",
			AWS:   parity.Supports("of roles, users, policies and OIDC providers"),
			Azure: parity.Supports("of the managed identity and its resource group"),
			GCP:   parity.Emulates("nothing of an identity has labels; they are checked and left out"),
		},
		parity.Everywhere("deletionPolicy"),
		parity.Everywhere("shareWith"),
	}
}

func workloadSupport() parity.Table {
	return parity.Table{
		{
			Path:  "workload.clusterRef.name",
			AWS:   parity.Supports("EKS Pod Identity"),
			Azure: parity.Supports("a federated credential for the cluster's issuer"),
			GCP:   parity.Supports("Workload Identity Federation for GKE"),
		},
		parity.Everywhere("workload.clusterRef.namespace"),
		parity.Everywhere("workload.namespace"),
		parity.Everywhere("workload.serviceAccount"),
		{
			Path:  "workload.createServiceAccount",
			AWS:   parity.Supports("without annotations, which EKS Pod Identity does not need"),
			Azure: parity.Supports("with the client id and the tenant as annotations"),
			GCP:   parity.Supports("with the email address as annotation"),
		},
	}
}

func computeSupport() parity.Table {
	return parity.Table{
		{
			Path:  "compute.computeRef.name",
			AWS:   parity.Supports("an instance profile; the Compute attaches it"),
			Azure: parity.Supports("the Compute attaches the managed identity"),
			GCP:   parity.Supports("the Compute attaches the service account"),
		},
		parity.Everywhere("compute.computeRef.namespace"),
	}
}

func externalSupport() parity.Table {
	return parity.Table{
		{
			Path:  "external.issuer",
			AWS:   parity.Supports("an OIDC provider, of which an account has one for each issuer: identities share it, if the environment says `aws.accountID`, and it stays when they go; Google and others that are built into AWS are refused"),
			Azure: parity.Supports("a federated credential"),
			GCP:   parity.Supports("a workload identity pool and a provider in it, which stay when the identity goes, because their ids stay taken"),
		},
		{
			Path:  "external.subject",
			AWS:   parity.Supports(""),
			Azure: parity.Supports(""),
			GCP:   parity.Supports("127 characters at most"),
		},
		{
			Path:  "external.audience",
			AWS:   parity.Supports("sts.amazonaws.com unless named"),
			Azure: parity.Supports("api://AzureADTokenExchange unless named"),
			GCP:   parity.Supports("the name of the workload identity provider unless named"),
		},
	}
}

func machineSupport() parity.Table {
	const noKeys = "managed identities have no keys: use external with the issuer of the system that the machine belongs to"
	return parity.Table{
		{
			Path:  "machine.rotationDays",
			AWS:   parity.Supports("access keys of a user"),
			Azure: parity.Rejects(noKeys),
			GCP:   parity.Supports("JSON keys of the service account; an organisation may forbid them"),
		},
		{
			Path:  "machine.overlapDays",
			AWS:   parity.Supports(""),
			Azure: parity.Rejects(noKeys),
			GCP:   parity.Supports(""),
		},
	}
}

func accessSupport() parity.Table {
	return parity.Table{
		parity.Everywhere("access[].to.kind"),
		{
			Path:  "access[].to.kind=KubernetesCluster",
			AWS:   parity.Supports("an access entry, with an access policy for the whole cluster"),
			Azure: parity.Supports("Azure RBAC for Kubernetes, at the cluster"),
			GCP:   parity.Supports("a role in the project, with the condition that it is for the cluster"),
		},
		{
			Path:  "access[].to.kind=Storage",
			AWS:   parity.Supports("a policy for the bucket or the file system, and for its own key, not for its copy; as many as fit into a role, 10 with those of permissions for a user; not Block"),
			Azure: parity.Supports("a role at the container; not Block, and not File, because NFS lets in whoever is in its network"),
			GCP:   parity.Supports("a role at the bucket; not Block, and not File, because NFS lets in whoever is in its network"),
		},
		parity.Everywhere("access[].to.name"),
		parity.Everywhere("access[].to.namespace"),
		{
			Path:  "access[].role",
			AWS:   parity.Supports("a wider role takes the place of a narrower one"),
			Azure: parity.Supports("another role is another assignment; a wider one is made before the narrower one goes"),
			GCP:   parity.Supports("another role is another binding; a wider one is made before the narrower one goes"),
		},
		{
			Path:  "access[].role=reader",
			AWS:   parity.Supports("lists and gets objects; mounts; AmazonEKSViewPolicy"),
			Azure: parity.Supports("Storage Blob Data Reader; Azure Kubernetes Service RBAC Reader"),
			GCP:   parity.Supports("roles/storage.objectViewer; roles/container.viewer"),
		},
		{
			Path:  "access[].role=writer",
			AWS:   parity.Supports("also puts and deletes objects; also writes; AmazonEKSEditPolicy"),
			Azure: parity.Supports("Storage Blob Data Contributor; Azure Kubernetes Service RBAC Writer"),
			GCP:   parity.Supports("roles/storage.objectUser; roles/container.developer"),
		},
		{
			Path:  "access[].role=admin",
			AWS:   parity.Supports("also decides about tags, retention and versions; also as root; AmazonEKSClusterAdminPolicy"),
			Azure: parity.Supports("Storage Blob Data Owner; Azure Kubernetes Service RBAC Cluster Admin"),
			GCP:   parity.Emulates("roles/storage.objectAdmin; roles/container.admin, which may change and delete the cluster itself too, because there is no narrower one"),
		},
	}
}

// only is a parameter of one cloud, which the others refuse.
func only(path string, aws, azure, gcp parity.Entry) parity.Field {
	return parity.Field{Path: path, AWS: aws, Azure: azure, GCP: gcp}
}

func awsSupport() parity.Table {
	azure, gcp := parity.Rejects("remove permissions.aws, or write it down as permissions.azure"), parity.Rejects("remove permissions.aws, or write it down as permissions.gcp")
	return parity.Table{
		only("permissions.aws.policies", parity.Supports("within the permissions boundary of the environment"), azure, gcp),
		only("permissions.aws.statements[].effect", parity.Supports(""), azure, gcp),
		only("permissions.aws.statements[].effect=Allow", parity.Supports("within the permissions boundary of the environment"), azure, gcp),
		only("permissions.aws.statements[].effect=Deny", parity.Supports("whatever else allows it"), azure, gcp),
		only("permissions.aws.statements[].actions", parity.Supports(""), azure, gcp),
		only("permissions.aws.statements[].resources", parity.Supports("in the partition of the region"), azure, gcp),
		only("permissions.aws.statements[].conditions[].test", parity.Supports(""), azure, gcp),
		only("permissions.aws.statements[].conditions[].key", parity.Supports(""), azure, gcp),
		only("permissions.aws.statements[].conditions[].values", parity.Supports(""), azure, gcp),
	}
}

func azureSupport() parity.Table {
	aws, gcp := parity.Rejects("remove permissions.azure, or write it down as permissions.aws"), parity.Rejects("remove permissions.azure, or write it down as permissions.gcp")
	return parity.Table{
		only("permissions.azure.roles[].name", aws, parity.Supports("out of the roles that the environment lists"), gcp),
		only("permissions.azure.roles[].scope", aws, parity.Supports("in the subscription of the environment"), gcp),
	}
}

func gcpSupport() parity.Table {
	aws, azure := parity.Rejects("remove permissions.gcp, or write it down as permissions.aws"), parity.Rejects("remove permissions.gcp, or write it down as permissions.azure")
	return parity.Table{
		only("permissions.gcp.roles", aws, azure, parity.Supports("in the project of the environment, out of the roles that it lists")),
	}
}
