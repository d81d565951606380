// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package machines

import (
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// A series is a row of sizes that differ in nothing else. Neither a series nor
// a size is ever removed from a table, because running machines are looked up
// in it: what is not to be chosen any more stops being current.
type series struct {
	name         string
	purpose      Purpose
	architecture Architecture
	generation   int
	current      bool
	localDisk    bool
	storage      Storage

	// gpu is what each of the GPUs is like; a size says how many there are.
	gpu GPU

	onlyIn, notIn []string
	sizes         []size
}

// A size is a machine type. Memory is in GiB, rounded down, and the price in
// USD for an hour.
type size struct {
	name              string
	cpu, memory, gpus int
	usd               float64
}

// expand returns the machines of a cloud's series, in their order.
func expand(p platform.Provider, table []series) []Machine {
	var out []Machine
	for _, s := range table {
		for _, z := range s.sizes {
			out = append(out, machine(p, s, z))
		}
	}
	return out
}

func machine(p platform.Provider, s series, z size) Machine {
	gpu := s.gpu
	gpu.Count = z.gpus
	return Machine{
		Provider:     p,
		Name:         z.name,
		Series:       s.name,
		CPU:          z.cpu,
		MemoryGiB:    z.memory,
		Architecture: s.architecture,
		GPU:          gpu,
		Purpose:      s.purpose,
		Generation:   s.generation,
		Current:      s.current,
		LocalDisk:    s.localDisk,
		Storage:      s.storage,
		OnlyIn:       s.onlyIn,
		NotIn:        s.notIn,
		USDPerHour:   z.usd,
	}
}
