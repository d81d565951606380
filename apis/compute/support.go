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
		{
			Path:  "tags",
			AWS:   supported("what a machine brings along is tagged too"),
			Azure: supported(""),
			GCP:   supported("as labels, which machines, disks and addresses have"),
		},
		everywhere("deletionPolicy"),
	}
}

func machineSupport() parity.Table {
	return parity.Table{
		everywhere("size"),
		everywhere("machine.cpu"),
		everywhere("machine.memory"),
		{
			Path:  "machine.architecture",
			AWS:   supported("arm64 is Graviton"),
			Azure: supported("arm64 is Cobalt or Ampere; Ampere boots without secure boot and vTPM"),
			GCP:   supported("arm64 is Axion"),
		},
		everywhere("machine.gpu.count"),
		everywhere("machine.gpu.model"),
		everywhere("machine.gpu.memory"),
	}
}

func imageSupport() parity.Table {
	const amazon = "Amazon publishes it on AWS alone: use rocky-9"
	return parity.Table{
		{
			Path:  "image.name",
			AWS:   supported("a public parameter of Systems Manager, which a launch template resolves"),
			Azure: supported("the latest version of an image of the Marketplace, generation 2"),
			GCP:   supported("an image family"),
		},
		{Path: "image.name=amazon-linux-2023", AWS: supported(""), Azure: rejected(amazon), GCP: rejected(amazon)},
		everywhere("image.name=debian-12"),
		{
			Path:  "image.name=rocky-9",
			AWS:   rejected("AWS has no public parameter for it: use amazon-linux-2023, or `image.native` with an image of the owner 792107900819"),
			Azure: supported("somebody must accept the terms once in the subscription: `az vm image terms accept --urn resf:rockylinux-x86_64:9-base:latest`; with arm64 `resf:rockylinux-aarch64:9-base:latest`"),
			GCP:   supported(""),
		},
		everywhere("image.name=ubuntu-22.04"),
		everywhere("image.name=ubuntu-24.04"),
		everywhere("image.name=windows-2022"),
		everywhere("image.name=windows-2025"),
		{
			Path:  "image.native",
			AWS:   supported("`ami-...` or `resolve:ssm:<parameter>`, of an image whose root device is /dev/sda1; of public parameters of AWS it may be /dev/xvda"),
			Azure: supported("a resource id, or `publisher:offer:sku:version` of an image that is not bought; an image that is in no gallery boots without secure boot and vTPM"),
			GCP:   supported("`projects/.../global/images/...`"),
		},
		everywhere("image.os"),
		{
			Path:  "image.user",
			AWS:   emulated("the image decides who logs in; it is only told in status and connection details"),
			Azure: supported("`azureuser` if it is left out; names that everybody tries, such as admin, are refused"),
			GCP:   supported("the user that the SSH keys belong to"),
		},
	}
}

func countSupport() parity.Table {
	const native = "a target of average CPU utilization"
	return parity.Table{
		{
			Path:  "count",
			AWS:   supported("an Auto Scaling group, unless it is a single machine"),
			Azure: supported("a scale set of uniform orchestration, which alone takes a health probe and trusted launch with the provider, unless it is a single machine"),
			GCP:   supported("a regional managed instance group, unless it is a single machine"),
		},
		everywhere("autoscaling.min"),
		everywhere("autoscaling.max"),
		{
			Path:  "autoscaling.targetCPU",
			AWS:   supported(native),
			Azure: emulated("two rules: more machines above it, and one less well below it"),
			GCP:   supported(native),
		},
		{
			Path:  "zones",
			AWS:   supported("through the subnets"),
			Azure: supported("a region without zones takes none"),
			GCP:   supported(""),
		},
	}
}

func diskSupport() parity.Table {
	return parity.Table{
		everywhere("rootDisk.sizeGiB"),
		{
			Path:  "rootDisk.performance",
			AWS:   supported("gp3, high with up to 16,000 IOPS and 1,000 MiB per second"),
			Azure: supported("Standard SSD or Premium SSD"),
			GCP:   supported("Balanced or SSD Persistent Disk, or Hyperdisk where the machine type wants it"),
		},
		everywhere("disks[].name"),
		everywhere("disks[].sizeGiB"),
		{
			Path:  "disks[].performance",
			AWS:   supported("as of the root disk"),
			Azure: supported("as of the root disk"),
			GCP:   supported("as of the root disk"),
		},
		{
			Path:  "disks[].lifetime",
			AWS:   supported(""),
			Azure: supported("two disks for each CPU at most"),
			GCP:   supported(""),
		},
		everywhere("disks[].lifetime=Claim"),
		everywhere("disks[].lifetime=Machine"),
		everywhere("disks[].storageRef.name"),
		everywhere("disks[].storageRef.namespace"),
	}
}

func networkSupport() parity.Table {
	const perimeter = "a network security group at the network interface; that of the subnet applies as well, so that the Network must let in the same from outside"
	return parity.Table{
		everywhere("networkRef.name"),
		everywhere("networkRef.namespace"),
		everywhere("tier"),
		{
			Path:  "publicIP",
			AWS:   supported("an Elastic IP for a single machine"),
			Azure: supported("a static address for a single machine; refused for groups, whose machines get none of the kind that Azure still has: use a load balancer of scheme Public"),
			GCP:   supported("a static address for a single machine"),
		},
		{Path: "ingress[].name", AWS: supported("a security group of the Compute's own"), Azure: emulated(perimeter), GCP: supported("VPC firewall rules for the machines' own network tag")},
		everywhere("ingress[].protocol"),
		everywhere("ingress[].ports"),
		everywhere("ingress[].cidrs"),
	}
}

func loginSupport() parity.Table {
	const plain = "there is no field for a Secret, and the text would show in plain: set text, and fetch what is secret with the machine's identity"
	const makes = "makes the password itself: "
	return parity.Table{
		{
			Path:  "sshKeys",
			AWS:   supported("one, as a key pair: put the others into userData as ssh_authorized_keys; with Windows it must be an RSA key, which decrypts the password"),
			Azure: supported("for Linux, which needs one; Windows takes none"),
			GCP:   supported("in the metadata; without any, log-ins are those of OS Login; Windows takes none"),
		},
		{
			Path:  "windows.passwordSecretRef.name",
			AWS:   rejected("EC2 " + makes + "set an RSA key in sshKeys, and run `aws ec2 get-password-data`"),
			Azure: supported("required for Windows"),
			GCP:   rejected("Compute Engine " + makes + "run `gcloud compute reset-windows-password`"),
		},
		{
			Path:  "windows.passwordSecretRef.key",
			AWS:   rejected("as the name of the Secret"),
			Azure: supported(""),
			GCP:   rejected("as the name of the Secret"),
		},
		{
			Path:  "userData.text",
			AWS:   supported("up to 16 KiB; cloud-init, or with Windows PowerShell"),
			Azure: supported("up to 48 KiB; cloud-init; nothing runs it on Windows, so that it is refused there"),
			GCP:   supported("up to 256 KiB; cloud-init on Ubuntu, a script at every boot on other images, with Windows PowerShell"),
		},
		{Path: "userData.secretRef.name", AWS: rejected(plain), Azure: supported("as custom data; the value must be base64"), GCP: rejected(plain)},
		{Path: "userData.secretRef.key", AWS: rejected("as the name of the Secret"), Azure: supported(""), GCP: rejected("as the name of the Secret")},
	}
}

func identitySupport() parity.Table {
	return parity.Table{
		{
			Path:  "identityRef.name",
			AWS:   supported("the instance profile of its role; a single machine that exists can get another one, and not lose it"),
			Azure: supported("the managed identity"),
			GCP:   supported("the service account, with all scopes"),
		},
		everywhere("identityRef.namespace"),
		{
			Path:  "spot.onDemandBase",
			AWS:   emulated("a second Auto Scaling group beside that of the spot machines; a single spot machine that exists cannot change its type"),
			Azure: emulated("a second scale set beside that of the spot machines; spot machines are none of the B series, which a machine of few CPUs may be: use a size"),
			GCP:   emulated("a second managed instance group beside that of the spot machines"),
		},
	}
}

func balancerSupport() parity.Table {
	const noTLS = "the balancer passes packets on as they are: set protocol to TCP, and decrypt TLS on the machines"
	const noCertificate = "the balancer does not decrypt: leave it out, and decrypt TLS on the machines"
	return parity.Table{
		{
			Path:  "loadBalancer.scheme",
			AWS:   supported("a Network Load Balancer; Public needs public subnets"),
			Azure: supported("a Standard Load Balancer; for Public the Network must let clients in"),
			GCP:   supported("a regional passthrough Network Load Balancer"),
		},
		everywhere("loadBalancer.ports[].name"),
		{
			Path:  "loadBalancer.ports[].port",
			AWS:   supported("TCP and UDP of one number are one listener, and need the same targetPort; TLS shares its number with nobody"),
			Azure: supported("up to 65534"),
			GCP:   supported("a forwarding rule for each, at one address"),
		},
		{
			Path:  "loadBalancer.ports[].targetPort",
			AWS:   supported(""),
			Azure: supported("another one for each port"),
			GCP:   rejected("the balancer passes packets on as they are: leave it out, or set it to port"),
		},
		everywhere("loadBalancer.ports[].protocol"),
		everywhere("loadBalancer.ports[].protocol=TCP"),
		everywhere("loadBalancer.ports[].protocol=UDP"),
		{Path: "loadBalancer.ports[].protocol=TLS", AWS: supported("TLS 1.2 and 1.3"), Azure: rejected(noTLS), GCP: rejected(noTLS)},
		{
			Path:  "loadBalancer.allowedCIDRs",
			AWS:   supported("a security group of the balancer"),
			Azure: emulated("a network security group at the network interfaces; that of the subnet applies as well"),
			GCP:   supported("VPC firewall rules"),
		},
		everywhere("loadBalancer.healthCheck.protocol"),
		everywhere("loadBalancer.healthCheck.port"),
		everywhere("loadBalancer.healthCheck.path"),
		everywhere("loadBalancer.healthCheck.intervalSeconds"),
		everywhere("loadBalancer.healthCheck.threshold"),
		{
			Path:  "loadBalancer.healthCheck.graceSeconds",
			AWS:   supported(""),
			Azure: emulated("10 minutes at least and 90 at most, counted in whole minutes"),
			GCP:   supported(""),
		},
		{
			Path:  "loadBalancer.tls.certificate",
			AWS:   supported("the ARN of a certificate in ACM"),
			Azure: rejected(noCertificate),
			GCP:   rejected(noCertificate),
		},
	}
}

func changeSupport() parity.Table {
	return parity.Table{
		{
			Path:  "rollout.maxUnavailable",
			AWS:   supported("as a percentage of an instance refresh"),
			Azure: emulated("none is missing, because there is always a surge"),
			GCP:   emulated("a regional group takes zero, or at least its number of zones: less is zero where there is a surge, and refused where there is none"),
		},
		{
			Path:  "rollout.surge",
			AWS:   supported("as a percentage of an instance refresh"),
			Azure: emulated("as the percentage of a batch, 5 at least, which is added before another is taken away; zero is refused, because machines that are changed where they are do not run user data again; without a load balancer a machine is healthy that listens for log-ins; another offer of the Marketplace, another class of root disks, and a balancer more or less are another scale set, which is there before the old one goes"),
			GCP:   emulated("rounded up to the number of zones, because a regional group adds a machine in each"),
		},
		everywhere("allowReplacement"),
	}
}

func scheduleSupport() parity.Table {
	const group = "groups only, because the cloud does not start machines by itself: set `autoscaling: {min: 1, max: 1}` for a group of one"
	out := parity.Table{{
		Path:  "schedule.days",
		AWS:   supported("scheduled actions; " + group + ". A changed count is applied when the group wakes"),
		Azure: supported("profiles of an autoscale setting; " + group),
		GCP:   supported("an instance schedule for a single machine, which needs `gcp.projectNumber` in the environment, and scaling schedules for a group; a group with autoscaling is refused, because an autoscaler that follows CPU keeps a machine: set count instead"),
	}}
	for _, path := range []string{"schedule.wake", "schedule.sleep"} {
		out = append(out, everywhere(path))
	}
	return append(out, parity.Field{
		Path: "schedule.timeZone", AWS: supported(""), Azure: supported("by the name that Windows gives it"), GCP: supported(""),
	})
}

func protectionSupport() parity.Table {
	return parity.Table{everywhere("deletionProtection")}
}
