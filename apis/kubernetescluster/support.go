// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package kubernetescluster is the contract of the KubernetesCluster API: its
// definition, and what every cloud makes of its parameters.
package kubernetescluster

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/internal/parity"
)

// Support says what every cloud makes of every parameter of a KubernetesCluster.
func Support() parity.Table {
	return slices.Concat(
		commonSupport(),
		poolSupport(),
		machineSupport(),
		endpointSupport(),
		identitySupport(),
		loggingSupport(),
		addonSupport(),
		maintenanceSupport(),
		gitopsSupport(),
		lifeSupport(),
	)
}

func commonSupport() parity.Table {
	return parity.Table{
		parity.Everywhere("provider"),
		parity.Everywhere("region"),
		parity.Everywhere("environment"),
		{Path: "tags", AWS: parity.Supports(""), Azure: parity.Supports(""), GCP: parity.Supports("as labels")},
		parity.Everywhere("deletionPolicy"),
		{
			Path:  "version",
			AWS:   parity.Supports("EKS has minor versions only"),
			Azure: parity.Supports("AKS resolves a minor version to its newest patch release"),
			GCP:   parity.Supports("GKE resolves a minor version to its default patch release"),
		},
		{
			Path:  "networkRef.name",
			AWS:   parity.Supports("needs private subnets in two zones"),
			Azure: parity.Supports("needs a private subnet with NAT; pods and services overlay its kubernetes ranges, or the usual ones where it was adopted"),
			GCP:   parity.Supports("needs kubernetes ranges, which are secondary ranges of the private subnet"),
		},
		parity.Everywhere("networkRef.namespace"),
	}
}

func poolSupport() parity.Table {
	return parity.Table{
		parity.Everywhere("nodePools[].name"),
		{
			Path:  "nodePools[].count",
			AWS:   parity.Supports("450 at most"),
			Azure: parity.Supports(""),
			GCP:   parity.Supports("a multiple of the pool's zones"),
		},
		{
			Path:  "nodePools[].autoscaling.min",
			AWS:   parity.Supports("by the Cluster Autoscaler, which needs provider-helm"),
			Azure: parity.Supports(""),
			GCP:   parity.Supports("in all zones together"),
		},
		{
			Path:  "nodePools[].autoscaling.max",
			AWS:   parity.Supports("by the Cluster Autoscaler, which needs provider-helm"),
			Azure: parity.Supports(""),
			GCP:   parity.Supports("in all zones together"),
		},
		parity.Everywhere("nodePools[].spot"),
		parity.Everywhere("nodePools[].zones"),
		parity.Everywhere("nodePools[].diskGiB"),
		parity.Everywhere("nodePools[].labels"),
		parity.Everywhere("nodePools[].taints[].key"),
		parity.Everywhere("nodePools[].taints[].value"),
		parity.Everywhere("nodePools[].taints[].effect"),
		{
			Path:  "nodePools[].surge",
			AWS:   parity.Supports("new nodes come first, as many at a time as the larger of surge and maxUnavailable"),
			Azure: parity.Supports("not of spot pools, which AKS upgrades in its own way"),
			GCP:   parity.Supports("20 at most together with maxUnavailable"),
		},
		{
			Path:  "nodePools[].maxUnavailable",
			AWS:   parity.Supports("old nodes go first where surge is 0"),
			Azure: parity.Supports("where surge is 0: AKS adds nodes or does without some, never both"),
			GCP:   parity.Supports("20 at most together with surge"),
		},
	}
}

func machineSupport() parity.Table {
	return parity.Table{
		parity.Everywhere("nodePools[].size"),
		parity.Everywhere("nodePools[].machine.cpu"),
		parity.Everywhere("nodePools[].machine.memory"),
		{
			Path:  "nodePools[].machine.architecture",
			AWS:   parity.Supports("Graviton for arm64"),
			Azure: parity.Supports("Cobalt for arm64"),
			GCP:   parity.Supports("Axion for arm64"),
		},
		parity.Everywhere("nodePools[].machine.gpu.count"),
		parity.Everywhere("nodePools[].machine.gpu.model"),
		parity.Everywhere("nodePools[].machine.gpu.memory"),
	}
}

func endpointSupport() parity.Table {
	const settled = "cannot change to or from Private once the cluster exists"
	return parity.Table{
		{Path: "endpoint.access", AWS: parity.Supports(""), Azure: parity.Supports(settled), GCP: parity.Supports("")},
		{Path: "endpoint.allowedCIDRs", AWS: parity.Supports("40 at most, and none that is private"), Azure: parity.Supports(""), GCP: parity.Supports("97 at most")},
		{
			Path:  "access.admins",
			AWS:   parity.Supports("ARNs of roles and users, as access entries"),
			Azure: parity.Supports("object ids of Entra groups"),
			GCP:   parity.Supports("addresses of Google groups, as the IAM role container.admin of this cluster alone; a group in 20 clusters of a project at most"),
		},
		{
			Path:  "access.viewers",
			AWS:   parity.Supports("ARNs of roles and users, as access entries"),
			Azure: parity.Supports("object ids of Entra groups"),
			GCP:   parity.Supports("addresses of Google groups, as the IAM role container.viewer of this cluster alone; a group in 20 clusters of a project at most"),
		},
	}
}

func identitySupport() parity.Table {
	return parity.Table{
		{
			Path:  "workloadIdentity",
			AWS:   parity.Supports("EKS Pod Identity, and an OIDC provider for roles"),
			Azure: parity.Supports("workload identity, with an OIDC issuer"),
			GCP:   parity.Supports("workload identity federation for GKE"),
		},
		{
			Path:  "encryption.enabled",
			AWS:   parity.Supports("with a KMS key, beyond the one of AWS"),
			Azure: parity.Supports("with a key of the cluster's own, in the Key Vault of the environment's key where there is one: AKS takes no key without a version"),
			GCP:   parity.Supports("with a Cloud KMS key; one of its own is left behind when the cluster goes"),
		},
	}
}

func loggingSupport() parity.Table {
	return parity.Table{
		{
			Path:  "logging.components",
			AWS:   parity.Supports("to CloudWatch Logs"),
			Azure: parity.Supports("to a Log Analytics workspace"),
			GCP:   parity.Supports("to Cloud Logging"),
		},
		parity.Everywhere("logging.components=APIServer"),
		{
			Path:  "logging.components=Audit",
			AWS:   parity.Supports(""),
			Azure: parity.Supports("what changes something, without what is only read"),
			GCP:   parity.Emulates("Cloud Audit Logs keep it whatever is asked for"),
		},
		{
			Path:  "logging.components=Authenticator",
			AWS:   parity.Supports(""),
			Azure: parity.Supports("as the log of guard"),
			GCP:   parity.Emulates("Cloud Audit Logs keep it whatever is asked for"),
		},
		parity.Everywhere("logging.components=ControllerManager"),
		parity.Everywhere("logging.components=Scheduler"),
		{
			Path:  "logging.retentionDays",
			AWS:   parity.Supports("the values of CloudWatch Logs only; others are refused with the next larger one"),
			Azure: parity.Supports("30 to 730"),
			GCP:   parity.Rejects("30 only: the project's _Default log bucket decides"),
		},
	}
}

func addonSupport() parity.Table {
	const managed = "the cloud keeps it as it is: remove it"
	return parity.Table{
		parity.Everywhere("addons[].name"),
		{
			Path:  "addons[].name=BlockStorage",
			AWS:   parity.Supports("EBS CSI driver"),
			Azure: parity.Supports("Azure Disk CSI driver"),
			GCP:   parity.Supports("Persistent Disk CSI driver"),
		},
		{
			Path:  "addons[].name=DNS",
			AWS:   parity.Supports("CoreDNS"),
			Azure: parity.Emulates("CoreDNS, which AKS always has: it cannot be switched off"),
			GCP:   parity.Emulates("kube-dns, which GKE always has: it cannot be switched off"),
		},
		{
			Path:  "addons[].name=FileStorage",
			AWS:   parity.Supports("EFS CSI driver"),
			Azure: parity.Supports("Azure Files CSI driver"),
			GCP:   parity.Supports("Filestore CSI driver"),
		},
		{
			Path:  "addons[].name=GPU",
			AWS:   parity.Supports("NVIDIA device plugin, which needs provider-helm"),
			Azure: parity.Supports("NVIDIA device plugin, which needs provider-helm"),
			GCP:   parity.Emulates("GKE installs drivers and the device plugin itself: it cannot be switched off where a pool has GPUs"),
		},
		{
			Path:  "addons[].name=Metrics",
			AWS:   parity.Supports("metrics-server"),
			Azure: parity.Emulates("metrics-server, which AKS always has: it cannot be switched off"),
			GCP:   parity.Emulates("metrics-server, which GKE always has: it cannot be switched off"),
		},
		{
			Path:  "addons[].name=NetworkPolicy",
			AWS:   parity.Supports("by the VPC CNI"),
			Azure: parity.Supports("by Cilium; settled when the cluster is created"),
			GCP:   parity.Supports("by Dataplane V2; settled when the cluster is created"),
		},
		{
			Path:  "addons[].name=NodeAutoscaling",
			AWS:   parity.Supports("Cluster Autoscaler, which needs provider-helm"),
			Azure: parity.Emulates("AKS scales pools with autoscaling itself: it cannot be switched off"),
			GCP:   parity.Emulates("GKE scales pools with autoscaling itself: it cannot be switched off where a pool has autoscaling"),
		},
		parity.Everywhere("addons[].enabled"),
		{Path: "addons[].version", AWS: parity.Supports("as EKS lists it; the one that EKS recommends for the version of the cluster otherwise"), Azure: parity.Rejects(managed), GCP: parity.Rejects(managed)},
		{Path: "addons[].values", AWS: parity.Supports("in the words of the EKS add-on; GPU and NodeAutoscaling are kept as they are"), Azure: parity.Rejects(managed), GCP: parity.Rejects(managed)},
	}
}

func maintenanceSupport() parity.Table {
	const ours = "the platform holds upgrades back itself"
	return parity.Table{
		{
			Path:  "maintenance.window.days",
			AWS:   parity.Emulates(ours),
			Azure: parity.Supports("patch releases by AKS itself come on the first of them only"),
			GCP:   parity.Supports("of the cloud's own maintenance too"),
		},
		{Path: "maintenance.window.start", AWS: parity.Emulates(ours), Azure: parity.Supports(""), GCP: parity.Supports("")},
		{
			Path:  "maintenance.window.durationHours",
			AWS:   parity.Emulates(ours),
			Azure: parity.Supports(""),
			GCP:   parity.Supports("48 hours within any 32 days, for example 12 hours once a week"),
		},
		{Path: "maintenance.exclusions[].name", AWS: parity.Emulates(ours), Azure: parity.Emulates("Azure's have no names"), GCP: parity.Supports("GKE is told of the next three; the platform knows all")},
		{Path: "maintenance.exclusions[].from", AWS: parity.Emulates(ours), Azure: parity.Supports(""), GCP: parity.Supports("")},
		{Path: "maintenance.exclusions[].to", AWS: parity.Emulates(ours), Azure: parity.Supports(""), GCP: parity.Supports("")},
		{
			Path:  "maintenance.channel",
			AWS:   parity.Emulates("EKS patches control planes in its own time; nodes get patches with the next version"),
			Azure: parity.Supports("patch releases and node images"),
			GCP:   parity.Supports("release channels, without their minor versions"),
		},
		{
			Path:  "maintenance.channel=None",
			AWS:   parity.Emulates("EKS patches control planes in its own time"),
			Azure: parity.Supports(""),
			GCP:   parity.Supports("no channel; GKE still upgrades what leaves support, minor versions included"),
		},
		{
			Path:  "maintenance.channel=Stable",
			AWS:   parity.Emulates("as Regular: EKS has one pace for all control planes"),
			Azure: parity.Emulates("as Regular: AKS has one pace for patch releases"),
			GCP:   parity.Supports(""),
		},
		{
			Path:  "maintenance.channel=Regular",
			AWS:   parity.Emulates("EKS patches control planes in its own time"),
			Azure: parity.Supports("channel patch, and node images weekly"),
			GCP:   parity.Supports(""),
		},
		{
			Path:  "maintenance.channel=Rapid",
			AWS:   parity.Emulates("as Regular: EKS has one pace for all control planes"),
			Azure: parity.Emulates("as Regular: AKS has one pace for patch releases"),
			GCP:   parity.Supports(""),
		},
	}
}

func gitopsSupport() parity.Table {
	const google = "the ProviderConfig's own Google identity reaches the cluster"
	return parity.Table{
		{Path: "gitops.engine", AWS: parity.Supports(""), Azure: parity.Supports(""), GCP: parity.Supports(google)},
		parity.Everywhere("gitops.engine=argocd"),
		parity.Everywhere("gitops.engine=flux"),
		parity.Everywhere("gitops.url"),
		parity.Everywhere("gitops.revision"),
		parity.Everywhere("gitops.path"),
	}
}

func lifeSupport() parity.Table {
	return parity.Table{
		{
			Path:  "deletionProtection",
			AWS:   parity.Supports("of the claim, and of the cluster at EKS"),
			Azure: parity.Supports("of the claim: a lock of the cluster would keep its pools from being replaced"),
			GCP:   parity.Supports("of the claim, and of the cluster's managed resource"),
		},
		{
			Path:  "adopt.id",
			AWS:   parity.Supports("a name"),
			Azure: parity.Supports("a resource id"),
			GCP:   parity.Supports("projects/.../locations/.../clusters/..."),
		},
		parity.Everywhere("shareWith"),
	}
}
