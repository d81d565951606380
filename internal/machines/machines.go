// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package machines knows the machine types of the clouds.
//
// A claim says how large a machine must be, portably, and the package finds the
// cheapest type of the cloud that is. What it finds depends on the request and
// on its tables alone. Prices serve to order the types and are not a quotation.
package machines

import (
	"cmp"
	"slices"

	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// An Architecture is an instruction set, called what Go and container images
// call it.
type Architecture string

// Architectures.
const (
	ArchitectureAMD64 Architecture = "amd64"
	ArchitectureARM64 Architecture = "arm64"
)

// Architectures lists every architecture.
func Architectures() []Architecture {
	return []Architecture{ArchitectureAMD64, ArchitectureARM64}
}

// A Purpose is what a cloud offers a machine for.
type Purpose string

// Purposes.
const (
	// PurposeGeneral machines have about four GiB of memory for each CPU.
	PurposeGeneral Purpose = "general"

	// PurposeCompute machines have less memory or faster CPUs.
	PurposeCompute Purpose = "compute"

	// PurposeMemory machines have about eight GiB of memory for each CPU.
	PurposeMemory Purpose = "memory"

	// PurposeBurstable machines own a part of their CPUs, and can use all of
	// them for a while.
	PurposeBurstable Purpose = "burstable"

	// PurposeGPU machines have GPUs.
	PurposeGPU Purpose = "gpu"
)

// Storage is what a machine asks of the disks and of the image that it boots.
type Storage string

// Kinds of storage.
const (
	// StorageAny machines boot from every kind of disk.
	StorageAny Storage = ""

	// StorageNVMe machines of Azure boot images of generation 2 alone, that must
	// be tagged as able to use disks by NVMe. See
	// https://learn.microsoft.com/azure/virtual-machines/enable-nvme-interface.
	StorageNVMe Storage = "NVMe"

	// StorageHyperdisk machines of GCP boot from Hyperdisk alone, such as
	// hyperdisk-balanced, and cannot use a Persistent Disk such as pd-balanced.
	// See https://docs.cloud.google.com/compute/docs/disks/hyperdisks.
	StorageHyperdisk Storage = "Hyperdisk"
)

// GPU is the GPUs of a machine, or the ones that a request asks for.
type GPU struct {
	// Count is how many there are.
	Count int

	// Model is the name that their maker gives them, such as A100. A request
	// without one takes any, and the case of its letters does not matter.
	Model string

	// MemoryGiB is the memory of each one; a request's is the least that it
	// takes.
	MemoryGiB int

	// Accelerator is what GCP calls the model where a node pool or an instance
	// has to name it beside the machine type, as in guest accelerators. It is
	// empty on other clouds and in requests.
	Accelerator string
}

// A Machine is a machine type of one cloud.
type Machine struct {
	Provider platform.Provider

	// Name is the cloud's own name of the type.
	Name string

	// Series is what the cloud calls the types that differ in size alone.
	Series string

	// CPU counts what the cloud calls virtual CPUs.
	CPU int

	// MemoryGiB is rounded down.
	MemoryGiB int

	Architecture Architecture
	GPU          GPU
	Purpose      Purpose

	// Generation is the cloud's own count of its machines' generations. It is
	// comparable among machines of one purpose.
	Generation int

	// Current is whether the machine may be chosen for a request. Others are
	// known by name only.
	Current bool

	// LocalDisk is whether disks that are lost with the machine come with it.
	// On Azure an ephemeral OS disk needs one.
	LocalDisk bool

	Storage Storage

	// OnlyIn and NotIn are the cloud's regions that have the machine, and that
	// do not. Both are empty if no region is known to lack it.
	OnlyIn, NotIn []string

	// USDPerHour is a list price, for comparison.
	USDPerHour float64
}

// InRegion reports whether a region has the machine, as far as is known. Every
// machine is presumed to be in an unnamed region.
func (m Machine) InRegion(native string) bool {
	if native == "" {
		return true
	}
	if len(m.OnlyIn) > 0 {
		return slices.Contains(m.OnlyIn, native)
	}
	return !slices.Contains(m.NotIn, native)
}

// Usable returns an error that says why the machine cannot be used as asked.
// It is for machines that a claim names; Resolve chooses none of these.
func (m Machine) Usable(u Use) error {
	cpu, memory := u.least(m.Provider)
	if m.CPU < cpu || m.MemoryGiB < memory {
		return errors.Errorf("%s has %s and cannot be %s: it needs at least %s", m.Name, figures(m.CPU, m.MemoryGiB), u, figures(cpu, memory))
	}
	if !u.fits(m) {
		return errors.Errorf("%s is burstable and cannot be %s: AKS does not support it", m.Name, u)
	}
	return nil
}

// All returns every machine of a cloud that is known, in the order of its
// table.
func All(p platform.Provider) []Machine {
	return slices.Clone(table(p))
}

// Lookup returns the machine that a cloud calls by the supplied name. Clouds
// have more machines than the tables: one that is not found may exist.
func Lookup(p platform.Provider, name string) (Machine, bool) {
	known := table(p)
	for i := range known {
		if known[i].Name == name {
			return known[i], true
		}
	}
	return Machine{}, false
}

// GPUModels lists the models of GPUs that can be had on a cloud, sorted.
func GPUModels(p platform.Provider) []string {
	var out []string
	for _, m := range table(p) {
		if m.Current && m.GPU.Count > 0 {
			out = append(out, m.GPU.Model)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func table(p platform.Provider) []Machine {
	switch p {
	case platform.ProviderAWS:
		return awsSeries
	case platform.ProviderAzure:
		return azureSeries
	case platform.ProviderGCP:
		return gcpSeries
	}
	return nil
}

// compare orders machines by how much they are to be preferred. Of two that
// cost the same, the newer is the faster one. Names are unique, so that there is
// no tie.
func compare(a, b Machine) int {
	return cmp.Or(
		cmp.Compare(a.USDPerHour, b.USDPerHour),
		cmp.Compare(b.Generation, a.Generation),
		cmp.Compare(a.CPU, b.CPU),
		cmp.Compare(a.MemoryGiB, b.MemoryGiB),
		cmp.Compare(a.Name, b.Name),
	)
}
