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

// Readme returns a reference page of the API with the support matrix as it is now.
func Readme(content string) (string, error) { return Support().Into(content) }

func supported(note string) parity.Entry {
	return parity.Entry{Level: parity.Supported, Note: note}
}

func emulated(note string) parity.Entry {
	return parity.Entry{Level: parity.Emulated, Note: note}
}

func rejected(note string) parity.Entry {
	return parity.Entry{Level: parity.Rejected, Note: note}
}

// everywhere is a parameter that all clouds support alike.
func everywhere(path string) parity.Field {
	return parity.Field{Path: path, AWS: supported(""), Azure: supported(""), GCP: supported("")}
}

func commonSupport() parity.Table {
	return parity.Table{
		everywhere("provider"),
		{
			Path:  "region",
			AWS:   supported("roles and users are global; it decides about the partition, and about where pods are associated"),
			Azure: supported("where the managed identity is kept; it works everywhere"),
			GCP:   emulated("service accounts are global; it is recorded only"),
		},
		everywhere("environment"),
		{
			Path:  "tags",
			AWS:   supported("of roles, users, policies and OIDC providers"),
			Azure: supported("of the managed identity and its resource group"),
			GCP:   emulated("nothing of an identity has labels; they are checked and left out"),
		},
		everywhere("deletionPolicy"),
		everywhere("shareWith"),
	}
}

func workloadSupport() parity.Table {
	return parity.Table{
		{
			Path:  "workload.clusterRef.name",
			AWS:   supported("EKS Pod Identity"),
			Azure: supported("a federated credential for the cluster's issuer"),
			GCP:   supported("Workload Identity Federation for GKE"),
		},
		everywhere("workload.clusterRef.namespace"),
		everywhere("workload.namespace"),
		everywhere("workload.serviceAccount"),
		{
			Path:  "workload.createServiceAccount",
			AWS:   supported("without annotations, which EKS Pod Identity does not need"),
			Azure: supported("with the client id and the tenant as annotations"),
			GCP:   supported("with the email address as annotation"),
		},
	}
}

func computeSupport() parity.Table {
	return parity.Table{
		{
			Path:  "compute.computeRef.name",
			AWS:   supported("an instance profile; the Compute attaches it"),
			Azure: supported("the Compute attaches the managed identity"),
			GCP:   supported("the Compute attaches the service account"),
		},
		everywhere("compute.computeRef.namespace"),
	}
}

func externalSupport() parity.Table {
	return parity.Table{
		{
			Path:  "external.issuer",
			AWS:   supported("an OIDC provider, of which an account has one for each issuer: identities share it, if the environment says `aws.accountID`, and it stays when they go; Google and others that are built into AWS are refused"),
			Azure: supported("a federated credential"),
			GCP:   supported("a workload identity pool and a provider in it, which stay when the identity goes, because their ids stay taken"),
		},
		{
			Path:  "external.subject",
			AWS:   supported(""),
			Azure: supported(""),
			GCP:   supported("127 characters at most"),
		},
		{
			Path:  "external.audience",
			AWS:   supported("sts.amazonaws.com unless named"),
			Azure: supported("api://AzureADTokenExchange unless named"),
			GCP:   supported("the name of the workload identity provider unless named"),
		},
	}
}

func machineSupport() parity.Table {
	const noKeys = "managed identities have no keys: use external with the issuer of the system that the machine belongs to"
	return parity.Table{
		{
			Path:  "machine.rotationDays",
			AWS:   supported("access keys of a user"),
			Azure: rejected(noKeys),
			GCP:   supported("JSON keys of the service account; an organisation may forbid them"),
		},
		{
			Path:  "machine.overlapDays",
			AWS:   supported(""),
			Azure: rejected(noKeys),
			GCP:   supported(""),
		},
	}
}

func accessSupport() parity.Table {
	return parity.Table{
		everywhere("access[].to.kind"),
		{
			Path:  "access[].to.kind=KubernetesCluster",
			AWS:   supported("an access entry, with an access policy for the whole cluster"),
			Azure: supported("Azure RBAC for Kubernetes, at the cluster"),
			GCP:   supported("a role in the project, with the condition that it is for the cluster"),
		},
		{
			Path:  "access[].to.kind=Storage",
			AWS:   supported("a policy for the bucket or the file system, and for its own key, not for its copy; as many as fit into a role, 10 with those of permissions for a user; not Block"),
			Azure: supported("a role at the container; not Block, and not File, because NFS lets in whoever is in its network"),
			GCP:   supported("a role at the bucket; not Block, and not File, because NFS lets in whoever is in its network"),
		},
		everywhere("access[].to.name"),
		everywhere("access[].to.namespace"),
		{
			Path:  "access[].role",
			AWS:   supported("a wider role takes the place of a narrower one"),
			Azure: supported("another role is another assignment; a wider one is made before the narrower one goes"),
			GCP:   supported("another role is another binding; a wider one is made before the narrower one goes"),
		},
		{
			Path:  "access[].role=reader",
			AWS:   supported("lists and gets objects; mounts; AmazonEKSViewPolicy"),
			Azure: supported("Storage Blob Data Reader; Azure Kubernetes Service RBAC Reader"),
			GCP:   supported("roles/storage.objectViewer; roles/container.viewer"),
		},
		{
			Path:  "access[].role=writer",
			AWS:   supported("also puts and deletes objects; also writes; AmazonEKSEditPolicy"),
			Azure: supported("Storage Blob Data Contributor; Azure Kubernetes Service RBAC Writer"),
			GCP:   supported("roles/storage.objectUser; roles/container.developer"),
		},
		{
			Path:  "access[].role=admin",
			AWS:   supported("also decides about tags, retention and versions; also as root; AmazonEKSClusterAdminPolicy"),
			Azure: supported("Storage Blob Data Owner; Azure Kubernetes Service RBAC Cluster Admin"),
			GCP:   emulated("roles/storage.objectAdmin; roles/container.admin, which may change and delete the cluster itself too, because there is no narrower one"),
		},
	}
}

// only is a parameter of one cloud, which the others refuse.
func only(path string, aws, azure, gcp parity.Entry) parity.Field {
	return parity.Field{Path: path, AWS: aws, Azure: azure, GCP: gcp}
}

func awsSupport() parity.Table {
	azure, gcp := rejected("remove permissions.aws, or write it down as permissions.azure"), rejected("remove permissions.aws, or write it down as permissions.gcp")
	return parity.Table{
		only("permissions.aws.policies", supported("within the permissions boundary of the environment"), azure, gcp),
		only("permissions.aws.statements[].effect", supported(""), azure, gcp),
		only("permissions.aws.statements[].effect=Allow", supported("within the permissions boundary of the environment"), azure, gcp),
		only("permissions.aws.statements[].effect=Deny", supported("whatever else allows it"), azure, gcp),
		only("permissions.aws.statements[].actions", supported(""), azure, gcp),
		only("permissions.aws.statements[].resources", supported("in the partition of the region"), azure, gcp),
		only("permissions.aws.statements[].conditions[].test", supported(""), azure, gcp),
		only("permissions.aws.statements[].conditions[].key", supported(""), azure, gcp),
		only("permissions.aws.statements[].conditions[].values", supported(""), azure, gcp),
	}
}

func azureSupport() parity.Table {
	aws, gcp := rejected("remove permissions.azure, or write it down as permissions.aws"), rejected("remove permissions.azure, or write it down as permissions.gcp")
	return parity.Table{
		only("permissions.azure.roles[].name", aws, supported("out of the roles that the environment lists"), gcp),
		only("permissions.azure.roles[].scope", aws, supported("in the subscription of the environment"), gcp),
	}
}

func gcpSupport() parity.Table {
	aws, azure := rejected("remove permissions.gcp, or write it down as permissions.aws"), rejected("remove permissions.gcp, or write it down as permissions.azure")
	return parity.Table{
		only("permissions.gcp.roles", aws, azure, supported("in the project of the environment, out of the roles that it lists")),
	}
}
