// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package plan decides what machines a claim consists of, whichever cloud serves it:
// which type and which image they have, where they are, what replaces them, and what
// is in front of them.
package plan

import (
	"net/netip"
	"time"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	networkv1alpha1 "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/images"
	"github.com/hyperscalar/hyperscalar/internal/machines"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/regions"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Components of a claim. Each has a condition of its own, for example MachinesReady.
const (
	// ComponentMachines is the machine, or the template and the group, with what they
	// are created with.
	ComponentMachines managed.Component = "Machines"

	// ComponentEncryption is what lets disks use a key of the customer.
	ComponentEncryption managed.Component = "Encryption"

	// ComponentFirewall is who may connect to the machines and to the balancer.
	ComponentFirewall managed.Component = "Firewall"

	// ComponentAddress is the public address of a single machine, and its network
	// interface where that is a resource of its own.
	ComponentAddress managed.Component = "Address"

	// ComponentDisks is the disks of a single machine, and their attachments.
	ComponentDisks managed.Component = "Disks"

	// ComponentScaling is what changes the number of machines: autoscaling and the
	// schedule.
	ComponentScaling managed.Component = "Scaling"

	// ComponentLoadBalancer is the balancer, its address and its health checks.
	ComponentLoadBalancer managed.Component = "LoadBalancer"
)

// Components lists the components in the order in which they are reported.
func Components() []managed.Component {
	return []managed.Component{
		ComponentMachines, ComponentEncryption, ComponentFirewall, ComponentAddress, ComponentDisks, ComponentScaling,
		ComponentLoadBalancer,
	}
}

// Keys of what every cloud composes alike.
const (
	// KeyMachine starts the key of a single machine. Plan.MachineKey has the rest.
	KeyMachine managed.Key = "machine"

	// KeyGroup starts the key of a group. Group.Key has the rest.
	KeyGroup managed.Key = "group"
)

// Names of groups.
const (
	// GroupRegular is the group of machines that are not spot ones.
	GroupRegular = "regular"

	// GroupSpot is the group of spot machines.
	GroupSpot = "spot"
)

// A Plan is machines in the terms that all clouds share. Exactly one of Single and
// Groups is set.
type Plan struct {
	// Claim that the machines are for.
	Claim claim.Claim

	// Kind says which of Single and Groups is set. It was decided once.
	Kind v1alpha1.Kind

	// Template is what every machine is made of.
	Template Template

	// Network that the machines are in.
	Network Network

	// Single is one machine with disks that stay.
	Single *Single

	// Groups of equal machines: the regular one before the spot one.
	Groups []Group

	// Rollout says how the machines of a group are replaced. Only for Groups.
	Rollout Rollout

	// Schedule says when a group has machines, or when a single machine runs. Nil
	// means always.
	Schedule *Schedule

	// LoadBalancer in front of all groups. Nil means none. Only for Groups.
	LoadBalancer *LoadBalancer

	// Ingress lets somebody connect to the machines, sorted by name. Traffic of the
	// load balancer is not part of it.
	Ingress []Ingress

	// Identity that machines act as. Nil means none: a machine must not get the
	// default identity of its account then.
	Identity *Identity

	// Key of the customer that encrypts all disks, as the cloud identifies it. Empty
	// means a key of the cloud; disks are encrypted either way. It was decided once.
	Key string

	// Digests of what no single machine can change, by the name of the parameter. They
	// are for the status.
	Digests map[string]string

	// DeletionProtection refuses to delete the claim.
	DeletionProtection bool

	// Warnings for the developer. None of them blocks anything.
	Warnings []string

	// Recorded is the status that was recorded last time. Builders fall back on it
	// for values that must not change once they are known.
	Recorded v1alpha1.Status
}

// MachineKey is the key of a single machine. Another generation is another machine.
func (p Plan) MachineKey() managed.Key { return KeyMachine.Join(p.Template.Generation) }

// A Template is what every machine is made of.
type Template struct {
	// Generation of the machines: another one whenever a machine must be replaced by
	// another, five characters that are legal in every name. Of a single machine it
	// leaves out what is changed in place; of a group it covers the whole template,
	// and that is what a cloud whose templates cannot be changed puts into the key of
	// each.
	Generation string

	// Retiring generations were recorded and are not known to be gone: templates to
	// keep for as long as a group still uses them. Never of a single machine.
	Retiring []string

	// MachineType in the cloud's own words.
	MachineType string

	// Machine is what the machine type has, with what builders need to know of it: its
	// storage, its accelerator, its architecture.
	Machine machines.Machine

	// Image that the machines boot.
	Image Image

	// Tier of the subnets that the machines are in.
	Tier networkv1alpha1.Tier

	// Zones that the machines are in, in order: exactly one of a single machine. Its
	// name is empty in a region without zones.
	Zones []regions.Zone

	// RootDisk that the machines boot from.
	RootDisk RootDisk

	// SSHKeys of who may log in, in the order of the claim. There may be none.
	SSHKeys []SSHKey

	// Password of the administrator of Windows. Nil means that the cloud makes one.
	Password *managed.SecretRef

	// UserData that configures a machine when it boots for the first time. Nil means
	// none.
	UserData *UserData

	// PublicIP gives each machine an address of the internet.
	PublicIP bool
}

// An Image that machines boot. Exactly one of Named and Native is set.
type Image struct {
	// Named is the cloud's image of a portable name.
	Named *images.Image

	// Native is an image in the cloud's own words.
	Native string

	// OS of the image.
	OS v1alpha1.OS

	// User that logs in. It is empty where nobody knows: a native image on AWS whose
	// claim does not say, and Windows on GCP.
	User string
}

// A RootDisk is what machines boot from.
type RootDisk struct {
	// SizeGiB is at least what every image needs.
	SizeGiB int

	// Performance class.
	Performance v1alpha1.Performance
}

// A Disk besides the root disk.
type Disk struct {
	// Name of the disk in the claim: up to 16 lower case letters, digits and hyphens,
	// legal in keys and names.
	Name string

	// SizeGiB and Performance of a disk of the machine's own.
	SizeGiB     int
	Performance v1alpha1.Performance

	// Slot that the disk is attached at, counted from zero: the LUN on Azure, the
	// place of the letter in the device name on AWS. It stays the same.
	Slot int

	// Volume is set when the disk is the volume of a Storage claim. It is attached,
	// and neither created nor deleted.
	Volume *Volume
}

// A Volume belongs to a Storage claim.
type Volume struct {
	// Name of the Storage claim, as namespace/name.
	Name string

	// Found is false while the Storage claim does not exist.
	Found bool

	// ID of the volume at its cloud. Empty while it has none.
	ID string
}

// Waits says what is missing before the volume can be attached. It is empty when
// nothing is.
func (v Volume) Waits() []string {
	if v.ID == "" {
		return []string{claim.WaitsFor("storage", v.Name, v.Found)}
	}
	return nil
}

// An SSHKey is a public key.
type SSHKey struct {
	// Type of the key, for example ssh-ed25519.
	Type string

	// Line is the key as authorized_keys has it: the type, the key in base64, and a
	// comment if there is one.
	Line string
}

// UserData configures a machine when it boots for the first time. Exactly one of Text
// and SecretRef is set.
type UserData struct {
	// Text of the user data.
	Text string

	// SecretRef is where the user data is, encoded in base64. Its namespace is the
	// claim's.
	SecretRef *managed.SecretRef
}

// IsScript says whether the user data is a script rather than a configuration of
// cloud-init. User data from a Secret is not known.
func (u UserData) IsScript() bool { return len(u.Text) > 1 && u.Text[:2] == "#!" }

// A Single machine.
type Single struct {
	// Disks besides the root disk, in the order of the claim. They exist as long as
	// the claim and follow the machine that replaces this one.
	Disks []Disk

	// Spot machines are taken back at short notice. They are stopped then, and keep
	// their disks.
	Spot bool

	// Waits says what the machine waits for before it can be created, besides the
	// network and the identity: a volume whose zone is not known.
	Waits []string
}

// A Group of equal machines.
type Group struct {
	// Name of the group: regular or spot.
	Name string

	// Spot machines are taken back at short notice, and replaced when the cloud has
	// others.
	Spot bool

	// Count is the number of machines. It is zero when there is Autoscaling.
	Count int

	// Autoscaling of the group. Nil means none.
	Autoscaling *v1alpha1.Autoscaling

	// Initial is the number of machines to create the group with. With Autoscaling or
	// a Schedule it must be in InitProvider only, because something else owns the
	// number afterwards.
	Initial int

	// Disks of each machine besides the root disk, in the order of the claim. They are
	// created and deleted with it.
	Disks []Disk
}

// Key of the group. A cloud that cannot change something of a group adds to it.
func (g Group) Key() managed.Key { return KeyGroup.Join(g.Name) }

// Most is the greatest number of machines that the group has.
func (g Group) Most() int {
	if g.Autoscaling != nil {
		return g.Autoscaling.Max
	}
	return g.Count
}

// Least is the least number of machines that the group has while it does not sleep.
func (g Group) Least() int {
	if g.Autoscaling != nil {
		return g.Autoscaling.Min
	}
	return g.Count
}

// A Rollout says how the machines of a group are replaced.
type Rollout struct {
	// MaxUnavailable is how many machines may be missing, and Surge how many are
	// added. At least one of them is above zero.
	MaxUnavailable int
	Surge          int
}

// A Schedule says when there are machines.
type Schedule struct {
	// Days on which machines wake, Monday first. All of them are named.
	Days []platform.Weekday

	// Wake and Sleep are times of the same day, counted from midnight, in whole
	// minutes. Wake is before Sleep.
	Wake  time.Duration
	Sleep time.Duration

	// TimeZone of both.
	TimeZone v1alpha1.TimeZone
}

// Awake is for how long machines are there on each day.
func (s Schedule) Awake() time.Duration { return s.Sleep - s.Wake }

// A LoadBalancer passes connections on to machines that are healthy. It passes on what
// it receives at the transport layer, and leaves the addresses of clients as they are
// where the cloud can.
type LoadBalancer struct {
	// Scheme says from where the balancer is reached. It was decided once.
	Scheme v1alpha1.Scheme

	// Ports that the balancer listens at, sorted by name. No two of them have the same
	// number and the same transport.
	Ports []Port

	// AllowedCIDRs are the ranges of who may connect, sorted. Empty means the network,
	// which may always.
	AllowedCIDRs []netip.Prefix

	// HealthCheck finds out which machines are healthy.
	HealthCheck HealthCheck

	// Certificate of ports with TLS, in the cloud's own words. Empty when there are
	// none.
	Certificate string
}

// A Port of a load balancer.
type Port struct {
	// Name of the port: up to 16 lower case letters, digits and hyphens.
	Name string

	// Port that the balancer listens at, and TargetPort that machines listen at.
	Port       int
	TargetPort int

	// Protocol of the port. Machines receive TCP where it is TLS.
	Protocol v1alpha1.PortProtocol

	// Index of the port in the claim, for the paths of errors only.
	Index int
}

// A HealthCheck finds out which machines are healthy.
type HealthCheck struct {
	// Protocol of the check.
	Protocol v1alpha1.CheckProtocol

	// Port of the machines to check.
	Port int

	// Path to ask for. Empty for TCP.
	Path string

	// IntervalSeconds is the time between two checks, and TimeoutSeconds the time
	// that each may take, which is never longer.
	IntervalSeconds int
	TimeoutSeconds  int

	// Threshold is how many checks in a row change what is thought of a machine.
	Threshold int

	// GraceSeconds is the time that a new machine has before it is replaced for not
	// being healthy.
	GraceSeconds int
}

// Ingress lets somebody connect to the machines.
type Ingress struct {
	// Name of the rule: up to 32 lower case letters, digits and hyphens.
	Name string

	// Protocol to match.
	Protocol v1alpha1.RuleProtocol

	// Ports to match, sorted, without overlaps. None for ICMP, and at least one else.
	Ports []validate.PortRange

	// CIDRs of who may connect, sorted, without overlaps. At least one.
	CIDRs []netip.Prefix
}

// A Network is the one that the machines are in.
type Network struct {
	// Name of the Network, as namespace/name.
	Name string

	// Status of the Network, with what was recorded in place of what is lost.
	Status networkv1alpha1.Status

	// Subnets that the machines are in: those of the tier and, where subnets belong to
	// a zone, of the zones of the template. Empty while there are none.
	Subnets []networkv1alpha1.Subnet

	// SecurityGroup is the id of the group of the tier. Empty on GCP, while there is
	// none, and in an adopted network that has none.
	SecurityGroup string

	// Waits says what is missing before anything can be created in the network. Empty
	// means nothing.
	Waits []string
}

// SubnetsOf returns the subnets of a tier, one for each zone where subnets are zonal.
func (n Network) SubnetsOf(t networkv1alpha1.Tier) []networkv1alpha1.Subnet {
	return subnetsOf(n.Status, t)
}

// An Identity is what machines act as towards the cloud.
type Identity struct {
	v1alpha1.IdentityStatus

	// Waits says what is missing before a machine can be created. Empty means nothing.
	Waits []string
}
