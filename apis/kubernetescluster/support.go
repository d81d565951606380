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
		everywhere("region"),
		everywhere("environment"),
		{Path: "tags", AWS: supported(""), Azure: supported(""), GCP: supported("as labels")},
		everywhere("deletionPolicy"),
		{
			Path:  "version",
			AWS:   supported("EKS has minor versions only"),
			Azure: supported("AKS resolves a minor version to its newest patch release"),
			GCP:   supported("GKE resolves a minor version to its default patch release"),
		},
		{
			Path:  "networkRef.name",
			AWS:   supported("needs private subnets in two zones"),
			Azure: supported("needs a private subnet with NAT; pods and services overlay its kubernetes ranges, or the usual ones where it was adopted"),
			GCP:   supported("needs kubernetes ranges, which are secondary ranges of the private subnet"),
		},
		everywhere("networkRef.namespace"),
	}
}

func poolSupport() parity.Table {
	return parity.Table{
		everywhere("nodePools[].name"),
		{
			Path:  "nodePools[].count",
			AWS:   supported("450 at most"),
			Azure: supported(""),
			GCP:   supported("a multiple of the pool's zones"),
		},
		{
			Path:  "nodePools[].autoscaling.min",
			AWS:   supported("by the Cluster Autoscaler, which needs provider-helm"),
			Azure: supported(""),
			GCP:   supported("in all zones together"),
		},
		{
			Path:  "nodePools[].autoscaling.max",
			AWS:   supported("by the Cluster Autoscaler, which needs provider-helm"),
			Azure: supported(""),
			GCP:   supported("in all zones together"),
		},
		everywhere("nodePools[].spot"),
		everywhere("nodePools[].zones"),
		everywhere("nodePools[].diskGiB"),
		everywhere("nodePools[].labels"),
		everywhere("nodePools[].taints[].key"),
		everywhere("nodePools[].taints[].value"),
		everywhere("nodePools[].taints[].effect"),
		{
			Path:  "nodePools[].surge",
			AWS:   supported("new nodes come first, as many at a time as the larger of surge and maxUnavailable"),
			Azure: supported("not of spot pools, which AKS upgrades in its own way"),
			GCP:   supported("20 at most together with maxUnavailable"),
		},
		{
			Path:  "nodePools[].maxUnavailable",
			AWS:   supported("old nodes go first where surge is 0"),
			Azure: supported("where surge is 0: AKS adds nodes or does without some, never both"),
			GCP:   supported("20 at most together with surge"),
		},
	}
}

func machineSupport() parity.Table {
	return parity.Table{
		everywhere("nodePools[].size"),
		everywhere("nodePools[].machine.cpu"),
		everywhere("nodePools[].machine.memory"),
		{
			Path:  "nodePools[].machine.architecture",
			AWS:   supported("Graviton for arm64"),
			Azure: supported("Cobalt for arm64"),
			GCP:   supported("Axion for arm64"),
		},
		everywhere("nodePools[].machine.gpu.count"),
		everywhere("nodePools[].machine.gpu.model"),
		everywhere("nodePools[].machine.gpu.memory"),
	}
}

func endpointSupport() parity.Table {
	const settled = "cannot change to or from Private once the cluster exists"
	return parity.Table{
		{Path: "endpoint.access", AWS: supported(""), Azure: supported(settled), GCP: supported("")},
		{Path: "endpoint.allowedCIDRs", AWS: supported("40 at most, and none that is private"), Azure: supported(""), GCP: supported("97 at most")},
		{
			Path:  "access.admins",
			AWS:   supported("ARNs of roles and users, as access entries"),
			Azure: supported("object ids of Entra groups"),
			GCP:   supported("addresses of Google groups, as the IAM role container.admin of this cluster alone; a group in 20 clusters of a project at most"),
		},
		{
			Path:  "access.viewers",
			AWS:   supported("ARNs of roles and users, as access entries"),
			Azure: supported("object ids of Entra groups"),
			GCP:   supported("addresses of Google groups, as the IAM role container.viewer of this cluster alone; a group in 20 clusters of a project at most"),
		},
	}
}

func identitySupport() parity.Table {
	return parity.Table{
		{
			Path:  "workloadIdentity",
			AWS:   supported("EKS Pod Identity, and an OIDC provider for roles"),
			Azure: supported("workload identity, with an OIDC issuer"),
			GCP:   supported("workload identity federation for GKE"),
		},
		{
			Path:  "encryption.enabled",
			AWS:   supported("with a KMS key, beyond the one of AWS"),
			Azure: supported("with a key of the cluster's own, in the Key Vault of the environment's key where there is one: AKS takes no key without a version"),
			GCP:   supported("with a Cloud KMS key; one of its own is left behind when the cluster goes"),
		},
	}
}

func loggingSupport() parity.Table {
	return parity.Table{
		{
			Path:  "logging.components",
			AWS:   supported("to CloudWatch Logs"),
			Azure: supported("to a Log Analytics workspace"),
			GCP:   supported("to Cloud Logging"),
		},
		everywhere("logging.components=APIServer"),
		{
			Path:  "logging.components=Audit",
			AWS:   supported(""),
			Azure: supported("what changes something, without what is only read"),
			GCP:   emulated("Cloud Audit Logs keep it whatever is asked for"),
		},
		{
			Path:  "logging.components=Authenticator",
			AWS:   supported(""),
			Azure: supported("as the log of guard"),
			GCP:   emulated("Cloud Audit Logs keep it whatever is asked for"),
		},
		everywhere("logging.components=ControllerManager"),
		everywhere("logging.components=Scheduler"),
		{
			Path:  "logging.retentionDays",
			AWS:   supported("the values of CloudWatch Logs only; others are refused with the next larger one"),
			Azure: supported("30 to 730"),
			GCP:   rejected("30 only: the project's _Default log bucket decides"),
		},
	}
}

func addonSupport() parity.Table {
	const managed = "the cloud keeps it as it is: remove it"
	return parity.Table{
		everywhere("addons[].name"),
		{
			Path:  "addons[].name=BlockStorage",
			AWS:   supported("EBS CSI driver"),
			Azure: supported("Azure Disk CSI driver"),
			GCP:   supported("Persistent Disk CSI driver"),
		},
		{
			Path:  "addons[].name=DNS",
			AWS:   supported("CoreDNS"),
			Azure: emulated("CoreDNS, which AKS always has: it cannot be switched off"),
			GCP:   emulated("kube-dns, which GKE always has: it cannot be switched off"),
		},
		{
			Path:  "addons[].name=FileStorage",
			AWS:   supported("EFS CSI driver"),
			Azure: supported("Azure Files CSI driver"),
			GCP:   supported("Filestore CSI driver"),
		},
		{
			Path:  "addons[].name=GPU",
			AWS:   supported("NVIDIA device plugin, which needs provider-helm"),
			Azure: supported("NVIDIA device plugin, which needs provider-helm"),
			GCP:   emulated("GKE installs drivers and the device plugin itself: it cannot be switched off where a pool has GPUs"),
		},
		{
			Path:  "addons[].name=Metrics",
			AWS:   supported("metrics-server"),
			Azure: emulated("metrics-server, which AKS always has: it cannot be switched off"),
			GCP:   emulated("metrics-server, which GKE always has: it cannot be switched off"),
		},
		{
			Path:  "addons[].name=NetworkPolicy",
			AWS:   supported("by the VPC CNI"),
			Azure: supported("by Cilium; settled when the cluster is created"),
			GCP:   supported("by Dataplane V2; settled when the cluster is created"),
		},
		{
			Path:  "addons[].name=NodeAutoscaling",
			AWS:   supported("Cluster Autoscaler, which needs provider-helm"),
			Azure: emulated("AKS scales pools with autoscaling itself: it cannot be switched off"),
			GCP:   emulated("GKE scales pools with autoscaling itself: it cannot be switched off where a pool has autoscaling"),
		},
		everywhere("addons[].enabled"),
		{Path: "addons[].version", AWS: supported("as EKS lists it; the one that EKS recommends for the version of the cluster otherwise"), Azure: rejected(managed), GCP: rejected(managed)},
		{Path: "addons[].values", AWS: supported("in the words of the EKS add-on; GPU and NodeAutoscaling are kept as they are"), Azure: rejected(managed), GCP: rejected(managed)},
	}
}

func maintenanceSupport() parity.Table {
	const ours = "the platform holds upgrades back itself"
	return parity.Table{
		{
			Path:  "maintenance.window.days",
			AWS:   emulated(ours),
			Azure: supported("patch releases by AKS itself come on the first of them only"),
			GCP:   supported("of the cloud's own maintenance too"),
		},
		{Path: "maintenance.window.start", AWS: emulated(ours), Azure: supported(""), GCP: supported("")},
		{
			Path:  "maintenance.window.durationHours",
			AWS:   emulated(ours),
			Azure: supported(""),
			GCP:   supported("48 hours within any 32 days, for example 12 hours once a week"),
		},
		{Path: "maintenance.exclusions[].name", AWS: emulated(ours), Azure: emulated("Azure's have no names"), GCP: supported("GKE is told of the next three; the platform knows all")},
		{Path: "maintenance.exclusions[].from", AWS: emulated(ours), Azure: supported(""), GCP: supported("")},
		{Path: "maintenance.exclusions[].to", AWS: emulated(ours), Azure: supported(""), GCP: supported("")},
		{
			Path:  "maintenance.channel",
			AWS:   emulated("EKS patches control planes in its own time; nodes get patches with the next version"),
			Azure: supported("patch releases and node images"),
			GCP:   supported("release channels, without their minor versions"),
		},
		{
			Path:  "maintenance.channel=None",
			AWS:   emulated("EKS patches control planes in its own time"),
			Azure: supported(""),
			GCP:   supported("no channel; GKE still upgrades what leaves support, minor versions included"),
		},
		{
			Path:  "maintenance.channel=Stable",
			AWS:   emulated("as Regular: EKS has one pace for all control planes"),
			Azure: emulated("as Regular: AKS has one pace for patch releases"),
			GCP:   supported(""),
		},
		{
			Path:  "maintenance.channel=Regular",
			AWS:   emulated("EKS patches control planes in its own time"),
			Azure: supported("channel patch, and node images weekly"),
			GCP:   supported(""),
		},
		{
			Path:  "maintenance.channel=Rapid",
			AWS:   emulated("as Regular: EKS has one pace for all control planes"),
			Azure: emulated("as Regular: AKS has one pace for patch releases"),
			GCP:   supported(""),
		},
	}
}

func gitopsSupport() parity.Table {
	const google = "the ProviderConfig's own Google identity reaches the cluster"
	return parity.Table{
		{Path: "gitops.engine", AWS: supported(""), Azure: supported(""), GCP: supported(google)},
		everywhere("gitops.engine=argocd"),
		everywhere("gitops.engine=flux"),
		everywhere("gitops.url"),
		everywhere("gitops.revision"),
		everywhere("gitops.path"),
	}
}

func lifeSupport() parity.Table {
	return parity.Table{
		{
			Path:  "deletionProtection",
			AWS:   supported("of the claim, and of the cluster at EKS"),
			Azure: supported("of the claim: a lock of the cluster would keep its pools from being replaced"),
			GCP:   supported("of the claim, and of the cluster's managed resource"),
		},
		{
			Path:  "adopt.id",
			AWS:   supported("a name"),
			Azure: supported("a resource id"),
			GCP:   supported("projects/.../locations/.../clusters/..."),
		},
		everywhere("shareWith"),
	}
}
