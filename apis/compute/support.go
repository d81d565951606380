// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package compute is the contract of the Compute API: its definition, and what every
// cloud makes of its parameters.
package compute

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/internal/parity"
)

// Support says what every cloud makes of every parameter of a Compute.
func Support() parity.Table {
	return slices.Concat(
		commonSupport(),
		machineSupport(),
		imageSupport(),
		countSupport(),
		diskSupport(),
		networkSupport(),
		loginSupport(),
		identitySupport(),
		balancerSupport(),
		changeSupport(),
		scheduleSupport(),
		protectionSupport(),
	)
}

func commonSupport() parity.Table {
	return parity.Table{
		parity.Everywhere("provider"),
		parity.Everywhere("region"),
		parity.Everywhere("environment"),
		{
			Path:  "tags",
			AWS:   parity.Supports("what a machine brings along is tagged too"),
			Azure: parity.Supports(""),
			GCP:   parity.Supports("as labels, which machines, disks and addresses have"),
		},
		parity.Everywhere("deletionPolicy"),
	}
}

func machineSupport() parity.Table {
	return parity.Table{
		parity.Everywhere("size"),
		parity.Everywhere("machine.cpu"),
		parity.Everywhere("machine.memory"),
		{
			Path:  "machine.architecture",
			AWS:   parity.Supports("arm64 is Graviton"),
			Azure: parity.Supports("arm64 is Cobalt or Ampere; Ampere boots without secure boot and vTPM"),
			GCP:   parity.Supports("arm64 is Axion"),
		},
		parity.Everywhere("machine.gpu.count"),
		parity.Everywhere("machine.gpu.model"),
		parity.Everywhere("machine.gpu.memory"),
	}
}

func imageSupport() parity.Table {
	const amazon = "Amazon publishes it on AWS alone: use rocky-9"
	return parity.Table{
		{
			Path:  "image.name",
			AWS:   parity.Supports("a public parameter of Systems Manager, which a launch template resolves"),
			Azure: parity.Supports("the latest version of an image of the Marketplace, generation 2"),
			GCP:   parity.Supports("an image family"),
		},
		{Path: "image.name=amazon-linux-2023", AWS: parity.Supports(""), Azure: parity.Rejects(amazon), GCP: parity.Rejects(amazon)},
		parity.Everywhere("image.name=debian-12"),
		{
			Path:  "image.name=rocky-9",
			AWS:   parity.Rejects("AWS has no public parameter for it: use amazon-linux-2023, or `image.native` with an image of the owner 792107900819"),
			Azure: parity.Supports("somebody must accept the terms once in the subscription: `az vm image terms accept --urn resf:rockylinux-x86_64:9-base:latest`; with arm64 `resf:rockylinux-aarch64:9-base:latest`"),
			GCP:   parity.Supports(""),
		},
		parity.Everywhere("image.name=ubuntu-22.04"),
		parity.Everywhere("image.name=ubuntu-24.04"),
		parity.Everywhere("image.name=windows-2022"),
		parity.Everywhere("image.name=windows-2025"),
		{
			Path:  "image.native",
			AWS:   parity.Supports("`ami-...` or `resolve:ssm:<parameter>`, of an image whose root device is /dev/sda1; of public parameters of AWS it may be /dev/xvda"),
			Azure: parity.Supports("a resource id, or `publisher:offer:sku:version` of an image that is not bought; an image that is in no gallery boots without secure boot and vTPM"),
			GCP:   parity.Supports("`projects/.../global/images/...`"),
		},
		parity.Everywhere("image.os"),
		{
			Path:  "image.user",
			AWS:   parity.Emulates("the image decides who logs in; it is only told in status and connection details"),
			Azure: parity.Supports("`azureuser` if it is left out; names that everybody tries, such as admin, are refused"),
			GCP:   parity.Supports("the user that the SSH keys belong to"),
		},
	}
}

func countSupport() parity.Table {
	const native = "a target of average CPU utilization"
	return parity.Table{
		{
			Path:  "count",
			AWS:   parity.Supports("an Auto Scaling group, unless it is a single machine"),
			Azure: parity.Supports("a scale set of uniform orchestration, which alone takes a health probe and trusted launch with the provider, unless it is a single machine"),
			GCP:   parity.Supports("a regional managed instance group, unless it is a single machine"),
		},
		parity.Everywhere("autoscaling.min"),
		parity.Everywhere("autoscaling.max"),
		{
			Path:  "autoscaling.targetCPU",
			AWS:   parity.Supports(native),
			Azure: parity.Emulates("two rules: more machines above it, and one less well below it"),
			GCP:   parity.Supports(native),
		},
		{
			Path:  "zones",
			AWS:   parity.Supports("through the subnets"),
			Azure: parity.Supports("a region without zones takes none"),
			GCP:   parity.Supports(""),
		},
	}
}

func diskSupport() parity.Table {
	return parity.Table{
		parity.Everywhere("rootDisk.sizeGiB"),
		{
			Path:  "rootDisk.performance",
			AWS:   parity.Supports("gp3, high with up to 16,000 IOPS and 1,000 MiB per second"),
			Azure: parity.Supports("Standard SSD or Premium SSD"),
			GCP:   parity.Supports("Balanced or SSD Persistent Disk, or Hyperdisk where the machine type wants it"),
		},
		parity.Everywhere("disks[].name"),
		parity.Everywhere("disks[].sizeGiB"),
		{
			Path:  "disks[].performance",
			AWS:   parity.Supports("as of the root disk"),
			Azure: parity.Supports("as of the root disk"),
			GCP:   parity.Supports("as of the root disk"),
		},
		{
			Path:  "disks[].lifetime",
			AWS:   parity.Supports(""),
			Azure: parity.Supports("two disks for each CPU at most"),
			GCP:   parity.Supports(""),
		},
		parity.Everywhere("disks[].lifetime=Claim"),
		parity.Everywhere("disks[].lifetime=Machine"),
		parity.Everywhere("disks[].storageRef.name"),
		parity.Everywhere("disks[].storageRef.namespace"),
	}
}

func networkSupport() parity.Table {
	const perimeter = "a network security group at the network interface; that of the subnet applies as well, so that the Network must let in the same from outside"
	return parity.Table{
		parity.Everywhere("networkRef.name"),
		parity.Everywhere("networkRef.namespace"),
		parity.Everywhere("tier"),
		{
			Path:  "publicIP",
			AWS:   parity.Supports("an Elastic IP for a single machine"),
			Azure: parity.Supports("a static address for a single machine; refused for groups, whose machines get none of the kind that Azure still has: use a load balancer of scheme Public"),
			GCP:   parity.Supports("a static address for a single machine"),
		},
		{Path: "ingress[].name", AWS: parity.Supports("a security group of the Compute's own"), Azure: parity.Emulates(perimeter), GCP: parity.Supports("VPC firewall rules for the machines' own network tag")},
		parity.Everywhere("ingress[].protocol"),
		parity.Everywhere("ingress[].ports"),
		parity.Everywhere("ingress[].cidrs"),
	}
}

func loginSupport() parity.Table {
	const plain = "there is no field for a Secret, and the text would show in plain: set text, and fetch what is secret with the machine's identity"
	const makes = "makes the password itself: "
	return parity.Table{
		{
			Path:  "sshKeys",
			AWS:   parity.Supports("one, as a key pair: put the others into userData as ssh_authorized_keys; with Windows it must be an RSA key, which decrypts the password"),
			Azure: parity.Supports("for Linux, which needs one; Windows takes none"),
			GCP:   parity.Supports("in the metadata; without any, log-ins are those of OS Login; Windows takes none"),
		},
		{
			Path:  "windows.passwordSecretRef.name",
			AWS:   parity.Rejects("EC2 " + makes + "set an RSA key in sshKeys, and run `aws ec2 get-password-data`"),
			Azure: parity.Supports("required for Windows"),
			GCP:   parity.Rejects("Compute Engine " + makes + "run `gcloud compute reset-windows-password`"),
		},
		{
			Path:  "windows.passwordSecretRef.key",
			AWS:   parity.Rejects("as the name of the Secret"),
			Azure: parity.Supports(""),
			GCP:   parity.Rejects("as the name of the Secret"),
		},
		{
			Path:  "userData.text",
			AWS:   parity.Supports("up to 16 KiB; cloud-init, or with Windows PowerShell"),
			Azure: parity.Supports("up to 48 KiB; cloud-init; nothing runs it on Windows, so that it is refused there"),
			GCP:   parity.Supports("up to 256 KiB; cloud-init on Ubuntu, a script at every boot on other images, with Windows PowerShell"),
		},
		{Path: "userData.secretRef.name", AWS: parity.Rejects(plain), Azure: parity.Supports("as custom data; the value must be base64"), GCP: parity.Rejects(plain)},
		{Path: "userData.secretRef.key", AWS: parity.Rejects("as the name of the Secret"), Azure: parity.Supports(""), GCP: parity.Rejects("as the name of the Secret")},
	}
}

func identitySupport() parity.Table {
	return parity.Table{
		{
			Path:  "identityRef.name",
			AWS:   parity.Supports("the instance profile of its role; a single machine that exists can get another one, and not lose it"),
			Azure: parity.Supports("the managed identity"),
			GCP:   parity.Supports("the service account, with all scopes"),
		},
		parity.Everywhere("identityRef.namespace"),
		{
			Path:  "spot.onDemandBase",
			AWS:   parity.Emulates("a second Auto Scaling group beside that of the spot machines; a single spot machine that exists cannot change its type"),
			Azure: parity.Emulates("a second scale set beside that of the spot machines; spot machines are none of the B series, which a machine of few CPUs may be: use a size"),
			GCP:   parity.Emulates("a second managed instance group beside that of the spot machines"),
		},
	}
}

func balancerSupport() parity.Table {
	const noTLS = "the balancer passes packets on as they are: set protocol to TCP, and decrypt TLS on the machines"
	const noCertificate = "the balancer does not decrypt: leave it out, and decrypt TLS on the machines"
	return parity.Table{
		{
			Path:  "loadBalancer.scheme",
			AWS:   parity.Supports("a Network Load Balancer; Public needs public subnets"),
			Azure: parity.Supports("a Standard Load Balancer; for Public the Network must let clients in"),
			GCP:   parity.Supports("a regional passthrough Network Load Balancer"),
		},
		parity.Everywhere("loadBalancer.ports[].name"),
		{
			Path:  "loadBalancer.ports[].port",
			AWS:   parity.Supports("TCP and UDP of one number are one listener, and need the same targetPort; TLS shares its number with nobody"),
			Azure: parity.Supports("up to 65534"),
			GCP:   parity.Supports("a forwarding rule for each, at one address"),
		},
		{
			Path:  "loadBalancer.ports[].targetPort",
			AWS:   parity.Supports(""),
			Azure: parity.Supports("another one for each port"),
			GCP:   parity.Rejects("the balancer passes packets on as they are: leave it out, or set it to port"),
		},
		parity.Everywhere("loadBalancer.ports[].protocol"),
		parity.Everywhere("loadBalancer.ports[].protocol=TCP"),
		parity.Everywhere("loadBalancer.ports[].protocol=UDP"),
		{Path: "loadBalancer.ports[].protocol=TLS", AWS: parity.Supports("TLS 1.2 and 1.3"), Azure: parity.Rejects(noTLS), GCP: parity.Rejects(noTLS)},
		{
			Path:  "loadBalancer.allowedCIDRs",
			AWS:   parity.Supports("a security group of the balancer"),
			Azure: parity.Emulates("a network security group at the network interfaces; that of the subnet applies as well"),
			GCP:   parity.Supports("VPC firewall rules"),
		},
		parity.Everywhere("loadBalancer.healthCheck.protocol"),
		parity.Everywhere("loadBalancer.healthCheck.port"),
		parity.Everywhere("loadBalancer.healthCheck.path"),
		parity.Everywhere("loadBalancer.healthCheck.intervalSeconds"),
		parity.Everywhere("loadBalancer.healthCheck.threshold"),
		{
			Path:  "loadBalancer.healthCheck.graceSeconds",
			AWS:   parity.Supports(""),
			Azure: parity.Emulates("10 minutes at least and 90 at most, counted in whole minutes"),
			GCP:   parity.Supports(""),
		},
		{
			Path:  "loadBalancer.tls.certificate",
			AWS:   parity.Supports("the ARN of a certificate in ACM"),
			Azure: parity.Rejects(noCertificate),
			GCP:   parity.Rejects(noCertificate),
		},
	}
}

func changeSupport() parity.Table {
	return parity.Table{
		{
			Path:  "rollout.maxUnavailable",
			AWS:   parity.Supports("as a percentage of an instance refresh"),
			Azure: parity.Emulates("none is missing, because there is always a surge"),
			GCP:   parity.Emulates("a regional group takes zero, or at least its number of zones: less is zero where there is a surge, and refused where there is none"),
		},
		{
			Path:  "rollout.surge",
			AWS:   parity.Supports("as a percentage of an instance refresh"),
			Azure: parity.Emulates("as the percentage of a batch, 5 at least, which is added before another is taken away; zero is refused, because machines that are changed where they are do not run user data again; without a load balancer a machine is healthy that listens for log-ins; another offer of the Marketplace, another class of root disks, and a balancer more or less are another scale set, which is there before the old one goes"),
			GCP:   parity.Emulates("rounded up to the number of zones, because a regional group adds a machine in each"),
		},
		parity.Everywhere("allowReplacement"),
	}
}

func scheduleSupport() parity.Table {
	const group = "groups only, because the cloud does not start machines by itself: set `autoscaling: {min: 1, max: 1}` for a group of one"
	out := parity.Table{{
		Path:  "schedule.days",
		AWS:   parity.Supports("scheduled actions; " + group + ". A changed count is applied when the group wakes"),
		Azure: parity.Supports("profiles of an autoscale setting; " + group),
		GCP:   parity.Supports("an instance schedule for a single machine, which needs `gcp.projectNumber` in the environment, and scaling schedules for a group; a group with autoscaling is refused, because an autoscaler that follows CPU keeps a machine: set count instead"),
	}}
	for _, path := range []string{"schedule.wake", "schedule.sleep"} {
		out = append(out, parity.Everywhere(path))
	}
	return append(out, parity.Field{
		Path: "schedule.timeZone", AWS: parity.Supports(""), Azure: parity.Supports("by the name that Windows gives it"), GCP: parity.Supports(""),
	})
}

func protectionSupport() parity.Table {
	return parity.Table{parity.Everywhere("deletionProtection")}
}
