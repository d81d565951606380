// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package machines

import (
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// A Size is a portable size of a machine.
type Size string

// Sizes. Each has twice the CPUs and memory of the one before it and four GiB of
// memory for each CPU, because that is the ratio in which every cloud has a
// machine of exactly these figures for both architectures. None is burstable.
const (
	// SizeSmall is 2 CPUs and 8 GiB of memory.
	SizeSmall Size = "small"

	// SizeMedium is 4 CPUs and 16 GiB of memory.
	SizeMedium Size = "medium"

	// SizeLarge is 8 CPUs and 32 GiB of memory.
	SizeLarge Size = "large"

	// SizeXLarge is 16 CPUs and 64 GiB of memory.
	SizeXLarge Size = "xlarge"
)

// Sizes lists every size, the smallest first.
func Sizes() []Size {
	return []Size{SizeSmall, SizeMedium, SizeLarge, SizeXLarge}
}

// Figures returns the CPUs and GiB of memory that a size has at least, or zeros
// if there is no such size.
func (s Size) Figures() (cpu, memoryGiB int) {
	switch s {
	case SizeSmall:
		return 2, 8
	case SizeMedium:
		return 4, 16
	case SizeLarge:
		return 8, 32
	case SizeXLarge:
		return 16, 64
	}
	return 0, 0
}

// A Use is what a machine is to be.
type Use string

// Uses.
const (
	// UseVirtualMachine is a virtual machine, and what is meant if a request
	// does not say.
	UseVirtualMachine Use = "VirtualMachine"

	// UseNodePool is a node of a Kubernetes cluster.
	UseNodePool Use = "NodePool"

	// UseSystemNodePool is a node that the cluster's own pods run on. Only AKS
	// tells such pools from others; every cluster of it has one.
	UseSystemNodePool Use = "SystemNodePool"
)

// String returns what an error calls a use.
func (u Use) String() string {
	switch u {
	case UseNodePool:
		return "a node"
	case UseSystemNodePool:
		return "a node of a system pool"
	case UseVirtualMachine:
	}
	return "a virtual machine"
}

// least returns the CPUs and GiB of memory that a use needs. AKS refuses nodes
// of one CPU, EKS and GKE leave hardly room for a pod on them, and GKE does not
// take the smallest shared-core machines; the same rule everywhere makes a pool
// mean the same. See https://learn.microsoft.com/azure/aks/quotas-skus-regions
// and https://learn.microsoft.com/azure/aks/use-system-pools for system pools.
func (u Use) least(p platform.Provider) (cpu, memoryGiB int) {
	switch u {
	case UseNodePool:
		return 2, 4
	case UseSystemNodePool:
		if p == platform.ProviderAzure {
			return 4, 4
		}
		return 2, 4
	case UseVirtualMachine:
	}
	return 0, 0
}

// fits reports whether a machine can be used like this. System pools of AKS
// cannot be burstable.
func (u Use) fits(m Machine) bool {
	cpu, memory := u.least(m.Provider)
	if m.CPU < cpu || m.MemoryGiB < memory {
		return false
	}
	return m.Purpose != PurposeBurstable || u != UseSystemNodePool || m.Provider != platform.ProviderAzure
}

// A Request says what a machine must have. It asks for a size, or for CPUs,
// memory or both, or only for GPUs.
type Request struct {
	Size Size

	// CPU and MemoryGiB are the least that it takes.
	CPU, MemoryGiB int

	// Architecture is amd64 if it is empty.
	Architecture Architecture

	// GPU asks for exactly as many GPUs as its count, because more of them would
	// cost more than any other part of the machine. Without a count, the machine
	// has none.
	GPU GPU

	Use Use

	// Burstable takes burstable machines too. They are never chosen unasked,
	// since a size would not mean the same with and without them.
	Burstable bool

	// Region is the cloud's own name of the region that must have the machine.
	// If it is empty, regions are not considered.
	Region string
}

// figures returns the CPUs and memory that a request asks for.
func (r Request) figures() (cpu, memoryGiB int) {
	cpu, memoryGiB = r.Size.Figures()
	return max(cpu, r.CPU), max(memoryGiB, r.MemoryGiB)
}

func (r Request) architecture() Architecture {
	if r.Architecture == "" {
		return ArchitectureAMD64
	}
	return r.Architecture
}

// Describe returns what a request asks for beside a size, as errors repeat it, for example
// "arm64, 4 CPU, 1 GPU T4".
func (r Request) Describe() string {
	parts := []string{string(r.Architecture)}
	if r.CPU > 0 {
		parts = append(parts, fmt.Sprintf("%d CPU", r.CPU))
	}
	if r.MemoryGiB > 0 {
		parts = append(parts, fmt.Sprintf("%d GiB", r.MemoryGiB))
	}
	if r.GPU.Count > 0 {
		parts = append(parts, strings.TrimSpace(fmt.Sprintf("%d GPU %s", r.GPU.Count, r.GPU.Model)))
	}
	return strings.Join(parts, ", ")
}

// Validate refuses a request that is wrong on every cloud. The path is that of
// the object that has the fields size and machine.
func (r Request) Validate(p *field.Path) field.ErrorList {
	errs := r.validateSize(p)
	m := p.Child("machine")
	if r.CPU < 0 {
		errs = append(errs, field.Invalid(m.Child("cpu"), r.CPU, "must not be negative"))
	}
	if r.MemoryGiB < 0 {
		errs = append(errs, field.Invalid(m.Child("memory"), r.MemoryGiB, "must not be negative"))
	}
	if r.Architecture != "" {
		errs = append(errs, validate.OneOf(m.Child("architecture"), r.Architecture, Architectures()...)...)
	}
	return append(errs, r.GPU.validate(m.Child("gpu"))...)
}

func (r Request) validateSize(p *field.Path) field.ErrorList {
	exact := r.CPU != 0 || r.MemoryGiB != 0
	switch {
	case r.Size == "" && !exact && r.GPU.Count == 0:
		return field.ErrorList{field.Required(p.Child("size"), "must be one of "+join(Sizes())+", unless machine says what is needed")}
	case r.Size == "":
		return nil
	case exact:
		return field.ErrorList{field.Forbidden(p.Child("machine"), "must not set cpu or memory beside size: use either")}
	}
	return validate.OneOf(p.Child("size"), r.Size, Sizes()...)
}

func (g GPU) validate(p *field.Path) field.ErrorList {
	if g.Count < 0 {
		return field.ErrorList{field.Invalid(p.Child("count"), g.Count, "must not be negative")}
	}
	if g.Count == 0 && (g.Model != "" || g.MemoryGiB != 0) {
		return field.ErrorList{field.Required(p.Child("count"), "must say how many GPUs are needed")}
	}
	var errs field.ErrorList
	if g.MemoryGiB < 0 {
		errs = append(errs, field.Invalid(p.Child("memory"), g.MemoryGiB, "must not be negative"))
	}
	if g.Model != "" && !containsFold(models(), g.Model) {
		errs = append(errs, field.NotSupported(p.Child("model"), g.Model, models()))
	}
	return errs
}

// models lists the GPUs of all clouds, sorted.
func models() []string {
	var out []string
	for _, p := range platform.Providers() {
		out = append(out, GPUModels(p)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func containsFold(names []string, name string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, name) })
}
