// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package v1alpha1 holds the parameters and the status of the Compute API. The schema
// that a developer sees is definition.yaml beside this package; a test proves that
// both say the same.
package v1alpha1

import (
	network "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// A Kind says what a claim consists of. It follows from the parameters: whatever has
// Autoscaling, a LoadBalancer or a Count other than one is a group.
type Kind string

// Kinds.
const (
	// KindSingle is one machine with an identity of its own: its disks stay when it
	// is replaced.
	KindSingle Kind = "Single"

	// KindGroup is any number of equal machines, which come and go.
	KindGroup Kind = "Group"
)

// A Size of a machine, which every cloud has.
type Size string

// Sizes.
const (
	SizeSmall  Size = "small"
	SizeMedium Size = "medium"
	SizeLarge  Size = "large"
	SizeXLarge Size = "xlarge"
)

// Sizes lists every size, the smallest first.
func Sizes() []Size { return []Size{SizeSmall, SizeMedium, SizeLarge, SizeXLarge} }

// An Architecture of a machine's processors.
type Architecture string

// Architectures.
const (
	ArchitectureAMD64 Architecture = "amd64"
	ArchitectureARM64 Architecture = "arm64"
)

// An OS is a family of operating systems.
type OS string

// Families of operating systems.
const (
	OSLinux   OS = "Linux"
	OSWindows OS = "Windows"
)

// An ImageName is the portable name of an image.
type ImageName string

// Portable names of images.
const (
	ImageAmazonLinux2023 ImageName = "amazon-linux-2023"
	ImageDebian12        ImageName = "debian-12"
	ImageRocky9          ImageName = "rocky-9"
	ImageUbuntu2204      ImageName = "ubuntu-22.04"
	ImageUbuntu2404      ImageName = "ubuntu-24.04"
	ImageWindows2022     ImageName = "windows-2022"
	ImageWindows2025     ImageName = "windows-2025"
)

// ImageNames lists every portable name, sorted.
func ImageNames() []ImageName {
	return []ImageName{
		ImageAmazonLinux2023, ImageDebian12, ImageRocky9, ImageUbuntu2204, ImageUbuntu2404, ImageWindows2022, ImageWindows2025,
	}
}

// A Performance class of a disk.
type Performance string

// Performance classes.
const (
	PerformanceStandard Performance = "standard"
	PerformanceHigh     Performance = "high"
)

// A Lifetime says for how long a disk exists.
type Lifetime string

// Lifetimes.
const (
	// LifetimeClaim disks exist as long as the claim, whatever happens to the
	// machine. Only a single machine has such disks.
	LifetimeClaim Lifetime = "Claim"

	// LifetimeMachine disks are created with each machine of a group, and lost with
	// it.
	LifetimeMachine Lifetime = "Machine"
)

// A RuleProtocol is a protocol of an ingress rule.
type RuleProtocol string

// Protocols of ingress rules.
const (
	RuleTCP  RuleProtocol = "TCP"
	RuleUDP  RuleProtocol = "UDP"
	RuleICMP RuleProtocol = "ICMP"
)

// RuleProtocols lists every protocol of ingress rules.
func RuleProtocols() []RuleProtocol { return []RuleProtocol{RuleTCP, RuleUDP, RuleICMP} }

// A Scheme says from where a load balancer is reached.
type Scheme string

// Schemes.
const (
	// SchemeInternal balancers are reached from the network.
	SchemeInternal Scheme = "Internal"

	// SchemePublic balancers are reached from the internet.
	SchemePublic Scheme = "Public"
)

// A PortProtocol is a protocol of a port of a load balancer.
type PortProtocol string

// Protocols of ports.
const (
	PortTCP PortProtocol = "TCP"
	PortUDP PortProtocol = "UDP"

	// PortTLS ports decrypt what they receive, and pass it on over TCP.
	PortTLS PortProtocol = "TLS"
)

// PortProtocols lists every protocol of ports.
func PortProtocols() []PortProtocol { return []PortProtocol{PortTCP, PortUDP, PortTLS} }

// A CheckProtocol is a protocol of a health check.
type CheckProtocol string

// Protocols of health checks.
const (
	CheckTCP   CheckProtocol = "TCP"
	CheckHTTP  CheckProtocol = "HTTP"
	CheckHTTPS CheckProtocol = "HTTPS"
)

// CheckProtocols lists every protocol of health checks.
func CheckProtocols() []CheckProtocol { return []CheckProtocol{CheckTCP, CheckHTTP, CheckHTTPS} }

// A TimeZone by its name in the IANA database, such as Europe/Berlin. There are those
// that every cloud knows under some name.
type TimeZone string

// Time zones.
const (
	TimeZoneUTC          TimeZone = "UTC"
	TimeZoneJohannesburg TimeZone = "Africa/Johannesburg"
	TimeZoneChicago      TimeZone = "America/Chicago"
	TimeZoneDenver       TimeZone = "America/Denver"
	TimeZoneLosAngeles   TimeZone = "America/Los_Angeles"
	TimeZoneNewYork      TimeZone = "America/New_York"
	TimeZoneSaoPaulo     TimeZone = "America/Sao_Paulo"
	TimeZoneDubai        TimeZone = "Asia/Dubai"
	TimeZoneKolkata      TimeZone = "Asia/Kolkata"
	TimeZoneSeoul        TimeZone = "Asia/Seoul"
	TimeZoneSingapore    TimeZone = "Asia/Singapore"
	TimeZoneTokyo        TimeZone = "Asia/Tokyo"
	TimeZoneSydney       TimeZone = "Australia/Sydney"
	TimeZoneAthens       TimeZone = "Europe/Athens"
	TimeZoneBerlin       TimeZone = "Europe/Berlin"
	TimeZoneHelsinki     TimeZone = "Europe/Helsinki"
	TimeZoneLondon       TimeZone = "Europe/London"
	TimeZoneParis        TimeZone = "Europe/Paris"
	TimeZoneWarsaw       TimeZone = "Europe/Warsaw"
)

// TimeZones lists every time zone, UTC first and then sorted by name.
func TimeZones() []TimeZone {
	return []TimeZone{
		TimeZoneUTC, TimeZoneJohannesburg, TimeZoneChicago, TimeZoneDenver, TimeZoneLosAngeles,
		TimeZoneNewYork, TimeZoneSaoPaulo, TimeZoneDubai, TimeZoneKolkata, TimeZoneSeoul,
		TimeZoneSingapore, TimeZoneTokyo, TimeZoneSydney, TimeZoneAthens, TimeZoneBerlin,
		TimeZoneHelsinki, TimeZoneLondon, TimeZoneParis, TimeZoneWarsaw,
	}
}

// Parameters of a Compute.
type Parameters struct {
	platform.CommonParameters `json:",inline"`

	// Size of each machine. Empty means small, unless Machine says what is needed.
	Size Size `json:"size,omitempty"`

	// Machine describes each machine more closely.
	Machine *Machine `json:"machine,omitempty"`

	// Image that machines boot. Nil means the newest Ubuntu LTS.
	Image *Image `json:"image,omitempty"`

	// Count is the number of machines, unless there is Autoscaling. Nil means one.
	Count *int `json:"count,omitempty"`

	// Autoscaling lets the number of machines follow how busy they are.
	Autoscaling *Autoscaling `json:"autoscaling,omitempty"`

	// Zones that machines are in. None means the first zone of the network for a
	// single machine, and all of them for a group.
	Zones []platform.Zone `json:"zones,omitempty"`

	// RootDisk is what each machine boots from.
	RootDisk *RootDisk `json:"rootDisk,omitempty"`

	// Disks besides the root disk.
	Disks []Disk `json:"disks,omitempty"`

	// NetworkRef refers to the Network that machines are in.
	NetworkRef *platform.LocalReference `json:"networkRef,omitempty"`

	// Tier of the network's subnets that machines are in.
	Tier network.Tier `json:"tier,omitempty"`

	// PublicIP gives each machine an address of the internet. A single machine
	// keeps its address.
	PublicIP bool `json:"publicIP,omitempty"`

	// Ingress says who else may connect to the machines, besides the network itself
	// and the clients of the load balancer.
	Ingress []Ingress `json:"ingress,omitempty"`

	// SSHKeys are public keys of who may log in.
	SSHKeys []string `json:"sshKeys,omitempty"`

	// Windows is what only machines with Windows need.
	Windows *Windows `json:"windows,omitempty"`

	// UserData configures a machine when it boots for the first time.
	UserData *UserData `json:"userData,omitempty"`

	// IdentityRef refers to the Identity that machines act as towards the cloud.
	IdentityRef *platform.LocalReference `json:"identityRef,omitempty"`

	// Spot machines are cheap, and the cloud takes them back at short notice. Nil
	// means none.
	Spot *Spot `json:"spot,omitempty"`

	// LoadBalancer in front of the machines.
	LoadBalancer *LoadBalancer `json:"loadBalancer,omitempty"`

	// Rollout says how the machines of a group are replaced by changed ones.
	Rollout *Rollout `json:"rollout,omitempty"`

	// Schedule says when there are machines at all.
	Schedule *Schedule `json:"schedule,omitempty"`

	// AllowReplacement permits a change that deletes a single machine and creates
	// another one, and one that deletes a disk with what is on it.
	AllowReplacement bool `json:"allowReplacement,omitempty"`

	// DeletionProtection refuses to delete the claim. Nil means that the environment
	// decides.
	DeletionProtection *bool `json:"deletionProtection,omitempty"`
}

// A Machine is described by what it must at least have. The cheapest machine type that
// has it is chosen.
type Machine struct {
	// CPU is the number of virtual processors.
	CPU int `json:"cpu,omitempty"`

	// Memory in GiB.
	Memory int `json:"memory,omitempty"`

	// Architecture of the processors.
	Architecture Architecture `json:"architecture,omitempty"`

	// GPU that the machine has.
	GPU *GPU `json:"gpu,omitempty"`
}

// A GPU of a machine.
type GPU struct {
	// Count is the number of GPUs.
	Count int `json:"count,omitempty"`

	// Model of the GPUs, for example L4. Empty means any.
	Model string `json:"model,omitempty"`

	// Memory of each GPU in GiB.
	Memory int `json:"memory,omitempty"`
}

// An Image that machines boot. Exactly one of Name and Native is set.
type Image struct {
	// Name is the portable name of an image. Its newest build is what a machine is
	// created from.
	Name ImageName `json:"name,omitempty"`

	// Native is an image in the cloud's own words: the id of an AMI or
	// resolve:ssm:<parameter> on AWS; the resource id of an image or of one in a
	// gallery, or publisher:offer:sku:version on Azure; projects/<p>/global/images/<i>
	// or projects/<p>/global/images/family/<f> on GCP.
	Native string `json:"native,omitempty"`

	// OS of a native image. Empty means Linux. The OS of others is known.
	OS OS `json:"os,omitempty"`

	// User that logs in to a native image. On AWS the image decides who that is; on
	// Azure and GCP the user is created.
	User string `json:"user,omitempty"`
}

// Autoscaling of a group.
type Autoscaling struct {
	// Min is the least number of machines.
	Min int `json:"min"`

	// Max is the greatest number of machines.
	Max int `json:"max"`

	// TargetCPU is how busy the machines are to be on average, in percent.
	TargetCPU int `json:"targetCPU,omitempty"`
}

// A RootDisk is what a machine boots from. It is always encrypted.
type RootDisk struct {
	// SizeGiB of the disk.
	SizeGiB int `json:"sizeGiB,omitempty"`

	// Performance class of the disk.
	Performance Performance `json:"performance,omitempty"`
}

// A Disk is an additional one. It is always encrypted.
type Disk struct {
	// Name of the disk, unique within the claim.
	Name string `json:"name"`

	// SizeGiB of the disk. It can grow and not shrink.
	SizeGiB int `json:"sizeGiB,omitempty"`

	// Performance class of the disk. Empty means standard.
	Performance Performance `json:"performance,omitempty"`

	// Lifetime of the disk. The disks of a group must say that they are lost with
	// their machine.
	Lifetime Lifetime `json:"lifetime,omitempty"`

	// StorageRef attaches the volume of a Storage claim of type Block instead of
	// creating a disk. It belongs to a single machine, and excludes what describes a
	// disk.
	StorageRef *platform.LocalReference `json:"storageRef,omitempty"`
}

// Ingress lets somebody connect.
type Ingress struct {
	// Name of the rule, unique within the claim.
	Name string `json:"name"`

	// Protocol to match.
	Protocol RuleProtocol `json:"protocol,omitempty"`

	// Ports to match, for example 443 or 8000-8100. None means all, which only ICMP
	// may have.
	Ports []string `json:"ports,omitempty"`

	// CIDRs are the IPv4 ranges of who may connect.
	CIDRs []string `json:"cidrs"`
}

// Windows is what only machines with Windows need.
type Windows struct {
	// PasswordSecretRef is where the password of the administrator is. Only Azure
	// wants to be told one; the other clouds make it.
	PasswordSecretRef *SecretKey `json:"passwordSecretRef,omitempty"`
}

// A SecretKey is one key of a Secret of the claim's own namespace.
type SecretKey struct {
	// Name of the Secret.
	Name string `json:"name"`

	// Key within the Secret.
	Key string `json:"key"`
}

// UserData configures a machine when it boots for the first time: cloud-init on Linux,
// PowerShell on Windows. Exactly one of Text and SecretRef is set.
type UserData struct {
	// Text of the user data. Whoever may see the claim, and whoever is logged in to
	// the machine, can read it.
	Text string `json:"text,omitempty"`

	// SecretRef is where the user data is, encoded in base64. Only Azure takes user
	// data from a Secret.
	SecretRef *SecretKey `json:"secretRef,omitempty"`
}

// Spot machines are cheap, and the cloud takes them back at short notice.
type Spot struct {
	// OnDemandBase is how many machines of a group are not spot ones, so that a group
	// falls back on them when the cloud has no others.
	OnDemandBase int `json:"onDemandBase,omitempty"`
}

// A LoadBalancer passes connections on to machines that are healthy.
type LoadBalancer struct {
	// Scheme says from where the balancer is reached.
	Scheme Scheme `json:"scheme,omitempty"`

	// Ports that the balancer listens at.
	Ports []Port `json:"ports"`

	// AllowedCIDRs are the IPv4 ranges of who may connect. None means everybody for a
	// Public balancer, and the network for an Internal one.
	AllowedCIDRs []string `json:"allowedCIDRs,omitempty"`

	// HealthCheck finds out which machines are healthy. Nil means to connect to the
	// first TCP or TLS port.
	HealthCheck *HealthCheck `json:"healthCheck,omitempty"`

	// TLS is what ports of protocol TLS need.
	TLS *TLS `json:"tls,omitempty"`
}

// A Port of a load balancer.
type Port struct {
	// Name of the port, unique within the claim.
	Name string `json:"name"`

	// Port that the balancer listens at.
	Port int `json:"port"`

	// TargetPort that machines listen at. Zero means Port.
	TargetPort int `json:"targetPort,omitempty"`

	// Protocol of the port.
	Protocol PortProtocol `json:"protocol,omitempty"`
}

// A HealthCheck finds out which machines are healthy.
type HealthCheck struct {
	// Protocol of the check.
	Protocol CheckProtocol `json:"protocol,omitempty"`

	// Port of the machines to check. Zero means the target port of the first TCP or
	// TLS port.
	Port int `json:"port,omitempty"`

	// Path to ask for. Only of HTTP and HTTPS, where empty means /.
	Path string `json:"path,omitempty"`

	// IntervalSeconds is the time between two checks.
	IntervalSeconds int `json:"intervalSeconds,omitempty"`

	// Threshold is how many checks in a row change what is thought of a machine.
	Threshold int `json:"threshold,omitempty"`

	// GraceSeconds is the time that a new machine has before it is replaced for not
	// being healthy.
	GraceSeconds int `json:"graceSeconds,omitempty"`
}

// TLS of a load balancer.
type TLS struct {
	// Certificate in the cloud's own words: the ARN of a certificate on AWS.
	Certificate string `json:"certificate"`
}

// A Rollout says how the machines of a group are replaced.
type Rollout struct {
	// MaxUnavailable is how many machines may be missing.
	MaxUnavailable int `json:"maxUnavailable,omitempty"`

	// Surge is how many machines are added. Nil means one.
	Surge *int `json:"surge,omitempty"`
}

// A Schedule says when there are machines: on Days, from Wake to Sleep.
type Schedule struct {
	// Days on which machines wake. None means every day.
	Days []platform.Weekday `json:"days,omitempty"`

	// Wake is when machines are created, as hours and minutes.
	Wake string `json:"wake"`

	// Sleep is when machines are deleted, later on the same day.
	Sleep string `json:"sleep"`

	// TimeZone of both. Empty means UTC.
	TimeZone TimeZone `json:"timeZone,omitempty"`
}
