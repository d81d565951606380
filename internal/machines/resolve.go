// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package machines

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// Resolve returns the cheapest current machine of a cloud that meets a request.
// Its errors say what can be had instead.
func Resolve(p platform.Provider, r Request) (Machine, error) {
	if !slices.Contains(platform.Providers(), p) {
		return Machine{}, errors.Errorf("provider %q has no known machines", p)
	}
	if r.Size != "" && !slices.Contains(Sizes(), r.Size) {
		return Machine{}, errors.Errorf("size %q is not known: use %s", r.Size, join(Sizes()))
	}
	if r.empty() {
		return Machine{}, errors.Errorf("a size is required: use %s, or say which machine is needed", join(Sizes()))
	}
	asked := requirements(r)
	if m := cheapest(table(p), asked); m != nil {
		return *m, nil
	}
	return Machine{}, refuse(p, asked)
}

// cheapest returns the current machine that is to be preferred of those which meet all
// requirements, or nil. It is looked for with every pool of every cluster, all the time.
func cheapest(machines []Machine, asked []requirement) *Machine {
	var best *Machine
	for i := range machines {
		m := &machines[i]
		if m.Current && (best == nil || compare(*m, *best) < 0) && meetsAll(m, asked) {
			best = m
		}
	}
	return best
}

// refuse says which requirement no machine meets that meets those before it.
func refuse(p platform.Provider, asked []requirement) error {
	fits := keep(table(p), func(m Machine) bool { return m.Current })
	for _, q := range asked {
		next := keep(fits, q.meets)
		if len(next) == 0 {
			return errors.Errorf("no %s machine %s", p, q.refuse(fits))
		}
		fits = next
	}
	return nil
}

// Sticky returns the machine that was chosen before, if it may still be chosen,
// and else what Resolve returns. A machine stays when newer tables have a
// cheaper one, or when it is no longer current. It does not stay when it falls
// short of the request, nor when its own series has a smaller one that meets the
// request, which is how a request that became smaller is told from newer tables.
// A recorded name that is not in the tables does not stay: nobody knows whether
// it meets the request.
func Sticky(p platform.Provider, recorded string, r Request) (Machine, error) {
	if m, ok := Lookup(p, recorded); ok && m.stays(r) {
		return m, nil
	}
	return Resolve(p, r)
}

// stays reports whether a machine meets a request like no smaller one of its
// series does. What runs in a region is there, whatever the tables say.
func (m Machine) stays(r Request) bool {
	r.Region = ""
	asked := requirements(r)
	if r.empty() || !meetsAll(&m, asked) {
		return false
	}
	all := table(m.Provider)
	for i := range all {
		other := &all[i]
		if other.Series == m.Series && other.USDPerHour < m.USDPerHour && meetsAll(other, asked) {
			return false
		}
	}
	return true
}

// meetsAll says whether a machine meets all requirements.
func meetsAll(m *Machine, asked []requirement) bool {
	for _, q := range asked {
		if !q.meets(*m) {
			return false
		}
	}
	return true
}

func keep(machines []Machine, meets func(Machine) bool) []Machine {
	var out []Machine
	for _, m := range machines {
		if meets(m) {
			out = append(out, m)
		}
	}
	return out
}

// A requirement is one thing that a request asks of a machine.
type requirement struct {
	meets func(Machine) bool

	// refuse completes the sentence that starts with "no machine", if none of the
	// supplied machines meets the requirement. They meet all requirements before
	// it.
	refuse func([]Machine) string
}

// requirements returns what a request asks for, the rarest first, so that an
// error names what is hardest to have.
func requirements(r Request) []requirement {
	return append(gpuRequirements(r.GPU),
		requirement{meets: r.meetsUse, refuse: r.refuseUse},
		requirement{meets: r.meetsArchitecture, refuse: r.refuseArchitecture},
		requirement{meets: r.meetsRegion, refuse: r.refuseRegion},
		requirement{meets: r.meetsFigures, refuse: r.refuseFigures},
	)
}

func gpuRequirements(g GPU) []requirement {
	if g.Count <= 0 {
		return []requirement{{
			meets:  func(m Machine) bool { return m.GPU.Count == 0 },
			refuse: func([]Machine) string { return "is without GPUs" },
		}}
	}
	return []requirement{
		{meets: g.meetsModel, refuse: g.refuseModel},
		{meets: g.meetsMemory, refuse: g.refuseMemory},
		{meets: g.meetsCount, refuse: g.refuseCount},
	}
}

func (g GPU) meetsModel(m Machine) bool {
	return m.GPU.Count > 0 && (g.Model == "" || strings.EqualFold(m.GPU.Model, g.Model))
}

func (g GPU) refuseModel(before []Machine) string {
	return fmt.Sprintf("has GPUs of model %q: the models are %s", g.Model, distinct(withGPUs(before), func(m Machine) string { return m.GPU.Model }))
}

func (g GPU) meetsMemory(m Machine) bool { return m.GPU.MemoryGiB >= g.MemoryGiB }

func (g GPU) refuseMemory(before []Machine) string {
	most := slices.MaxFunc(before, func(a, b Machine) int { return a.GPU.MemoryGiB - b.GPU.MemoryGiB })
	return fmt.Sprintf("has GPUs%s with %d GiB of memory each: the most is %d GiB", g.ofModel(), g.MemoryGiB, most.GPU.MemoryGiB)
}

func (g GPU) meetsCount(m Machine) bool { return m.GPU.Count == g.Count }

func (g GPU) refuseCount(before []Machine) string {
	return fmt.Sprintf("has %s%s: the counts are %s", count(g.Count, "GPU"), g.ofModel(), distinctNumbers(before, func(m Machine) int { return m.GPU.Count }))
}

func (g GPU) ofModel() string {
	if g.Model == "" {
		return ""
	}
	return " of model " + g.Model
}

func (r Request) empty() bool {
	cpu, memory := r.figures()
	return cpu <= 0 && memory <= 0 && r.GPU.Count <= 0
}

func (r Request) meetsUse(m Machine) bool {
	return r.Use.fits(m) && (r.Burstable || m.Purpose != PurposeBurstable)
}

func (r Request) refuseUse([]Machine) string {
	return fmt.Sprintf("with %s can be %s", r.GPU.describe(), r.Use)
}

func (r Request) meetsArchitecture(m Machine) bool { return m.Architecture == r.architecture() }

func (r Request) refuseArchitecture(before []Machine) string {
	others := distinct(before, func(m Machine) string { return string(m.Architecture) })
	return fmt.Sprintf("with %s has the architecture %q: use %s", r.GPU.describe(), r.architecture(), others)
}

func (r Request) meetsRegion(m Machine) bool { return m.InRegion(r.Region) }

func (r Request) refuseRegion(before []Machine) string {
	var regions []string
	for _, m := range before {
		regions = append(regions, m.OnlyIn...)
	}
	slices.Sort(regions)
	return fmt.Sprintf("with architecture %s and %s is in region %s: the regions are %s",
		r.architecture(), r.GPU.describe(), r.Region, strings.Join(slices.Compact(regions), ", "))
}

func (r Request) meetsFigures(m Machine) bool {
	cpu, memory := r.figures()
	return m.CPU >= cpu && m.MemoryGiB >= memory
}

func (r Request) refuseFigures(before []Machine) string {
	cpu, memory := r.figures()
	n := nearest(before, cpu, memory)
	return fmt.Sprintf("with architecture %s and %s has %s: the nearest is %s with %s",
		r.architecture(), r.GPU.describe(), figures(cpu, memory), n.Name, figures(n.CPU, n.MemoryGiB))
}

func (g GPU) describe() string {
	if g.Count <= 0 {
		return "no GPU"
	}
	return count(g.Count, "GPU") + g.ofModel()
}

// nearest returns the machine that has the most of what is asked for, in its
// scarcer part: twice the CPUs do not make up for half of the memory.
func nearest(machines []Machine, cpu, memory int) Machine {
	share := func(m Machine) float64 { return min(portion(m.CPU, cpu), portion(m.MemoryGiB, memory)) }
	best := machines[0]
	for _, m := range machines[1:] {
		if share(m) > share(best) || share(m) == share(best) && compare(m, best) < 0 {
			best = m
		}
	}
	return best
}

func portion(has, asked int) float64 {
	if asked <= has {
		return 1
	}
	return float64(has) / float64(asked)
}

func withGPUs(machines []Machine) []Machine {
	return keep(machines, func(m Machine) bool { return m.GPU.Count > 0 })
}

// distinct lists what machines have, sorted.
func distinct(machines []Machine, of func(Machine) string) string {
	var names []string
	for _, m := range machines {
		names = append(names, of(m))
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), ", ")
}

func distinctNumbers(machines []Machine, of func(Machine) int) string {
	var numbers []int
	for _, m := range machines {
		numbers = append(numbers, of(m))
	}
	slices.Sort(numbers)
	return join(slices.Compact(numbers))
}

// figures says how many CPUs and how much memory there are. What is zero is
// not asked for.
func figures(cpu, memory int) string {
	if memory <= 0 {
		return count(cpu, "CPU")
	}
	if cpu <= 0 {
		return strconv.Itoa(memory) + " GiB of memory"
	}
	return fmt.Sprintf("%s and %d GiB of memory", count(cpu, "CPU"), memory)
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func join[T any](values []T) string {
	names := make([]string, 0, len(values))
	for _, v := range values {
		names = append(names, fmt.Sprint(v))
	}
	return strings.Join(names, ", ")
}
