// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package machines

import (
	"fmt"
	"strings"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// SizesMarkdown returns a Markdown table of the sizes, with what they are on each
// cloud. A region that lacks the machine gets another one.
func SizesMarkdown() string {
	var b strings.Builder
	b.WriteString("| Size | Architecture | CPU | Memory | AWS | Azure | GCP |\n|---|---|---|---|---|---|---|\n")
	for _, s := range Sizes() {
		cpu, memory := s.Figures()
		for _, a := range Architectures() {
			fmt.Fprintf(&b, "| `%s` | %s | %d | %d GiB |", s, a, cpu, memory)
			for _, p := range platform.Providers() {
				fmt.Fprintf(&b, " %s |", resolvedName(p, Request{Size: s, Architecture: a}))
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

// Markdown returns a Markdown table of every machine of a cloud that is known.
func Markdown(p platform.Provider) string {
	var b strings.Builder
	b.WriteString("| Machine | CPU | Memory | Architecture | GPU | Purpose | USD per hour | Remarks |\n|---|---|---|---|---|---|---|---|\n")
	for _, m := range table(p) {
		fmt.Fprintf(&b, "| `%s` | %d | %d GiB | %s | %s | %s | %.4f | %s |\n",
			m.Name, m.CPU, m.MemoryGiB, m.Architecture, gpuCell(m.GPU), m.Purpose, m.USDPerHour, remarks(m))
	}
	return b.String()
}

func resolvedName(p platform.Provider, r Request) string {
	m, err := Resolve(p, r)
	if err != nil {
		return "none"
	}
	return "`" + m.Name + "`"
}

func gpuCell(g GPU) string {
	if g.Count == 0 {
		return ""
	}
	return fmt.Sprintf("%d × %s, %d GiB", g.Count, g.Model, g.MemoryGiB)
}

func remarks(m Machine) string {
	var out []string
	if !m.Current {
		out = append(out, "by name only")
	}
	if m.LocalDisk {
		out = append(out, "local disk")
	}
	if m.Storage != StorageAny {
		out = append(out, string(m.Storage)+" only")
	}
	if len(m.OnlyIn)+len(m.NotIn) > 0 {
		out = append(out, "not in all regions")
	}
	return strings.Join(out, ", ")
}
