// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package machines

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

func names() map[platform.Provider]*regexp.Regexp {
	return map[platform.Provider]*regexp.Regexp{
		platform.ProviderAWS:   regexp.MustCompile(`^[a-z]+\d[a-z]*\.(?:micro|small|medium|large|\d*xlarge)$`),
		platform.ProviderAzure: regexp.MustCompile(`^Standard_[A-Z]{1,2}\d+[a-z]+(?:_[A-Z]+\d+)?_v\d$`),
		platform.ProviderGCP:   regexp.MustCompile(`^[a-z]\d[a-z]?-(?:micro|small|medium|(?:standard|highcpu|highmem)-\d+|(?:high|mega|ultra)gpu-\d+g)$`),
	}
}

func TestTables(t *testing.T) {
	t.Parallel()

	for p, name := range names() {
		seen := map[string]bool{}
		for _, m := range All(p) {
			if seen[m.Name] {
				t.Errorf("%s %s: every name must be unique", p, m.Name)
			}
			seen[m.Name] = true
			if !name.MatchString(m.Name) {
				t.Errorf("%s %s: the name must look like %s", p, m.Name, name)
			}
			for _, reason := range wrong(p, m) {
				t.Errorf("%s %s: %s", p, m.Name, reason)
			}
		}
	}
}

// wrong says what a machine of a table cannot be.
func wrong(p platform.Provider, m Machine) []string {
	checks := map[string]bool{
		"the provider must be that of the table": m.Provider == p,
		"figures must be positive":               m.CPU > 0 && m.MemoryGiB > 0 && m.USDPerHour > 0 && m.Generation > 0,
		"the architecture must be known":         slices.Contains(Architectures(), m.Architecture),
		"the purpose must tell GPUs":             (m.Purpose == PurposeGPU) == (m.GPU.Count > 0),
		"GPUs must have a model and memory":      (m.GPU.Count > 0) == (m.GPU.Model != "" && m.GPU.MemoryGiB > 0),
		"GCP, and only it, must name the GPUs":   (m.GPU.Accelerator != "") == (p == platform.ProviderGCP && m.GPU.Count > 0),
		"regions must be listed one way":         len(m.OnlyIn) == 0 || len(m.NotIn) == 0,
		"Hyperdisk is of GCP":                    m.Storage != StorageHyperdisk || p == platform.ProviderGCP,
		"NVMe is of Azure":                       m.Storage != StorageNVMe || p == platform.ProviderAzure,
		"a CPU must cost what CPUs cost":         m.GPU.Count > 0 || m.USDPerHour/float64(m.CPU) > 0.004 && m.USDPerHour/float64(m.CPU) < 0.1,
		"a GPU must cost what GPUs cost":         m.GPU.Count == 0 || m.USDPerHour/float64(m.GPU.Count) > 0.4 && m.USDPerHour/float64(m.GPU.Count) < 15,
		"memory must be that of the purpose":     plausibleMemory(m),
		"the name must tell arm64":               tellsARM(p, m.Name) == (m.Architecture == ArchitectureARM64),
		"the name must tell the CPUs":            tellsCPU(p, m),
	}
	var out []string
	for reason, ok := range checks {
		if !ok {
			out = append(out, reason)
		}
	}
	slices.Sort(out)
	return out
}

func plausibleMemory(m Machine) bool {
	ratio := float64(m.MemoryGiB) / float64(m.CPU)
	switch m.Purpose {
	case PurposeGeneral:
		return ratio >= 3 && ratio <= 4
	case PurposeCompute:
		return ratio >= 1 && ratio <= 4
	case PurposeMemory:
		return ratio >= 6.5 && ratio <= 8
	case PurposeBurstable:
		return ratio >= 0.5 && ratio <= 4
	case PurposeGPU:
		return ratio >= 3.5 && ratio <= 25
	}
	return false
}

func tellsARM(p platform.Provider, name string) bool {
	arm := map[platform.Provider]*regexp.Regexp{
		platform.ProviderAWS:   regexp.MustCompile(`^[a-z]+\dg\.`),
		platform.ProviderAzure: regexp.MustCompile(`^Standard_[A-Z]+\d+p`),
		platform.ProviderGCP:   regexp.MustCompile(`^(?:t2a|c4a)-`),
	}
	return arm[p].MatchString(name)
}

// tellsCPU checks the CPUs against the number in a name, where there is one.
func tellsCPU(p platform.Provider, m Machine) bool {
	cpu := map[platform.Provider]*regexp.Regexp{
		platform.ProviderAWS:   regexp.MustCompile(`^[mcrt]\d.*\.(\d*)xlarge$`),
		platform.ProviderAzure: regexp.MustCompile(`^Standard_[A-Z]+(\d+)`),
		platform.ProviderGCP:   regexp.MustCompile(`-(\d+)$`),
	}
	found := cpu[p].FindStringSubmatch(m.Name)
	if found == nil {
		return true
	}
	if p != platform.ProviderAWS {
		return found[1] == strconv.Itoa(m.CPU)
	}
	times := 1
	if found[1] != "" {
		_, _ = fmt.Sscan(found[1], &times)
	}
	return m.CPU == 4*times
}

func TestSeries(t *testing.T) {
	t.Parallel()

	for _, p := range platform.Providers() {
		ms := All(p)
		for i, m := range ms[1:] {
			before := ms[i]
			if before.Series != m.Series {
				continue
			}
			if m.USDPerHour <= before.USDPerHour {
				t.Errorf("%s %s: within a series the table must go from cheap to dear, but %s is before it", p, m.Name, before.Name)
			}
			if m.CPU < before.CPU && m.GPU.Count <= before.GPU.Count || m.MemoryGiB < before.MemoryGiB && m.GPU.Count <= before.GPU.Count {
				t.Errorf("%s %s: what costs more than %s must have as much", p, m.Name, before.Name)
			}
		}
	}
}

// Generations that a name tells must be the ones of the table.
func TestGenerations(t *testing.T) {
	t.Parallel()

	tells := map[platform.Provider]*regexp.Regexp{
		platform.ProviderAWS:   regexp.MustCompile(`^[a-z]+(\d)`),
		platform.ProviderAzure: regexp.MustCompile(`_v(\d)$`),
		platform.ProviderGCP:   regexp.MustCompile(`^[a-z]+(\d)`),
	}
	for p, r := range tells {
		for _, m := range All(p) {
			if got := r.FindStringSubmatch(m.Name)[1]; got != strconv.Itoa(m.Generation) {
				t.Errorf("%s %s: the generation must be %s, not %d", p, m.Name, got, m.Generation)
			}
		}
	}
}

func TestRegionsOfTables(t *testing.T) {
	t.Parallel()

	for _, p := range platform.Providers() {
		known := regions.Native(p)
		for _, m := range All(p) {
			for _, r := range slices.Concat(m.OnlyIn, m.NotIn) {
				if !slices.Contains(known, r) {
					t.Errorf("%s %s: region %q must be one that exists", p, m.Name, r)
				}
			}
			if !slices.IsSorted(m.OnlyIn) || !slices.IsSorted(m.NotIn) {
				t.Errorf("%s %s: regions must be sorted", p, m.Name)
			}
		}
	}
}

func TestLookup(t *testing.T) {
	t.Parallel()

	type want struct {
		machine Machine
		ok      bool
	}
	cases := map[string]struct {
		reason   string
		provider platform.Provider
		name     string
		want     want
	}{
		"AWS": {
			reason:   "A type is found by the name that the cloud gives it.",
			provider: platform.ProviderAWS,
			name:     "m6i.large",
			want: want{ok: true, machine: Machine{
				Provider: platform.ProviderAWS, Name: "m6i.large", Series: "m6i", CPU: 2, MemoryGiB: 8, Architecture: ArchitectureAMD64,
				Purpose: PurposeGeneral, Generation: 6, Current: true, USDPerHour: 0.096,
			}},
		},
		"Azure": {
			reason:   "What a size of Azure asks of its image is known.",
			provider: platform.ProviderAzure,
			name:     "Standard_E8s_v6",
			want: want{ok: true, machine: Machine{
				Provider: platform.ProviderAzure, Name: "Standard_E8s_v6", Series: "Esv6", CPU: 8, MemoryGiB: 64, Architecture: ArchitectureAMD64,
				Purpose: PurposeMemory, Generation: 6, Current: true, Storage: StorageNVMe, NotIn: azureWithoutV6, USDPerHour: 0.529,
			}},
		},
		"GCP": {
			reason:   "GCP has a name for the GPUs beside that of the machine.",
			provider: platform.ProviderGCP,
			name:     "a2-ultragpu-2g",
			want: want{ok: true, machine: Machine{
				Provider: platform.ProviderGCP, Name: "a2-ultragpu-2g", Series: "a2-ultragpu", CPU: 24, MemoryGiB: 340, Architecture: ArchitectureAMD64,
				GPU:     GPU{Count: 2, Model: "A100", MemoryGiB: 80, Accelerator: "nvidia-a100-80gb"},
				Purpose: PurposeGPU, Generation: 2, Current: true, LocalDisk: true, OnlyIn: gcpUltraA100, USDPerHour: 10.1376,
			}},
		},
		"NotCurrent":    {reason: "Machines that are not chosen any more are still known.", provider: platform.ProviderGCP, name: "n1-standard-1", want: want{ok: true, machine: n1()}},
		"Unknown":       {reason: "The tables do not have every machine, and say so.", provider: platform.ProviderAWS, name: "x9z.large"},
		"OtherCloud":    {reason: "A name is one of its own cloud.", provider: platform.ProviderGCP, name: "m6i.large"},
		"NoSuchCloud":   {reason: "An unknown provider has no machines.", provider: "ibm", name: "m6i.large"},
		"CaseMatters":   {reason: "Clouds compare names by case, and so do the tables.", provider: platform.ProviderAzure, name: "standard_d2s_v5"},
		"EmptyNameNone": {reason: "No machine is without a name.", provider: platform.ProviderAWS, name: ""},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m, ok := Lookup(tc.provider, tc.name)
			if diff := cmp.Diff(tc.want, want{machine: m, ok: ok}, cmp.AllowUnexported(want{})); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func n1() Machine {
	return Machine{
		Provider: platform.ProviderGCP, Name: "n1-standard-1", Series: "n1-standard", CPU: 1, MemoryGiB: 3, Architecture: ArchitectureAMD64,
		Purpose: PurposeGeneral, Generation: 1, OnlyIn: gcpN1, USDPerHour: 0.0475,
	}
}

func TestUsable(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason   string
		provider platform.Provider
		name     string
		use      Use
		want     string
	}{
		"AnyVirtualMachine": {reason: "Every machine can be a virtual machine.", provider: platform.ProviderAWS, name: "t3.micro", use: UseVirtualMachine},
		"UnsaidUse":         {reason: "A use that is not said is a virtual machine.", provider: platform.ProviderGCP, name: "e2-micro"},
		"SmallNodeOnGKE": {
			reason: "The smallest machines cannot be nodes.", provider: platform.ProviderGCP, name: "e2-micro", use: UseNodePool,
			want: "e2-micro has 2 CPUs and 1 GiB of memory and cannot be a node: it needs at least 2 CPUs and 4 GiB of memory",
		},
		"OneCPUOnEKS": {
			reason: "One CPU is not enough for a node.", provider: platform.ProviderAWS, name: "m7g.medium", use: UseNodePool,
			want: "m7g.medium has 1 CPU and 4 GiB of memory and cannot be a node: it needs at least 2 CPUs and 4 GiB of memory",
		},
		"BurstableNode":        {reason: "Who names a burstable machine gets it.", provider: platform.ProviderAWS, name: "t3.medium", use: UseNodePool},
		"BurstableNodeOnAKS":   {reason: "User pools of AKS may be burstable.", provider: platform.ProviderAzure, name: "Standard_B2s_v2", use: UseNodePool},
		"SystemNodeOnEKS":      {reason: "EKS has no system pools that need more.", provider: platform.ProviderAWS, name: "t3.medium", use: UseSystemNodePool},
		"SystemNodeOnAKS":      {reason: "Four CPUs are enough for a system pool.", provider: platform.ProviderAzure, name: "Standard_D4s_v5", use: UseSystemNodePool},
		"SmallSystemNodeOnAKS": {reason: "AKS wants four CPUs in a system pool.", provider: platform.ProviderAzure, name: "Standard_D2s_v5", use: UseSystemNodePool, want: "Standard_D2s_v5 has 2 CPUs and 8 GiB of memory and cannot be a node of a system pool: it needs at least 4 CPUs and 4 GiB of memory"},
		"BurstableSystemNodeOnAKS": {
			reason: "AKS wants no burstable machine in a system pool.", provider: platform.ProviderAzure, name: "Standard_B4s_v2", use: UseSystemNodePool,
			want: "Standard_B4s_v2 is burstable and cannot be a node of a system pool: AKS does not support it",
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m, ok := Lookup(tc.provider, tc.name)
			if !ok {
				t.Fatalf("%s is not in the table", tc.name)
			}
			if diff := cmp.Diff(tc.want, message(m.Usable(tc.use))); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestAllIsACopy(t *testing.T) {
	t.Parallel()

	All(platform.ProviderAWS)[0].Name = "changed"
	if got := All(platform.ProviderAWS)[0].Name; got == "changed" {
		t.Errorf("What a caller does to the machines must not reach the table, but it has %q", got)
	}
}

func TestGPUModels(t *testing.T) {
	t.Parallel()

	want := map[platform.Provider][]string{
		platform.ProviderAWS:   {"A100", "A10G", "H100", "L4", "L40S", "T4"},
		platform.ProviderAzure: {"A10", "A100", "H100", "T4"},
		platform.ProviderGCP:   {"A100", "H100", "L4"},
	}
	for p, models := range want {
		if diff := cmp.Diff(models, GPUModels(p)); diff != "" {
			t.Errorf("%s: models are listed once and sorted.\n-want, +got:\n%s", p, diff)
		}
	}
}

func TestMarkdown(t *testing.T) {
	t.Parallel()

	rows := map[platform.Provider][]string{
		platform.ProviderAWS: {
			"| `m5.large` | 2 | 8 GiB | amd64 |  | general | 0.0960 | by name only |",
			"| `p4d.24xlarge` | 96 | 1152 GiB | amd64 | 8 × A100, 40 GiB | gpu | 21.9576 | local disk |",
		},
		platform.ProviderAzure: {"| `Standard_D2ps_v6` | 2 | 8 GiB | arm64 |  | general | 0.0702 | NVMe only, not in all regions |"},
		platform.ProviderGCP:   {"| `c4a-standard-2` | 2 | 8 GiB | arm64 |  | general | 0.0898 | Hyperdisk only, not in all regions |"},
	}
	for p, want := range rows {
		lines := strings.Split(strings.TrimSuffix(Markdown(p), "\n"), "\n")
		if len(lines) != len(All(p))+2 {
			t.Errorf("%s: the table must have a row for each of %d machines, but has %d lines", p, len(All(p)), len(lines))
		}
		for _, row := range want {
			if !slices.Contains(lines, row) {
				t.Errorf("%s: the table must have the row %s", p, row)
			}
		}
	}
}

func TestSizesMarkdown(t *testing.T) {
	t.Parallel()

	want := "| Size | Architecture | CPU | Memory | AWS | Azure | GCP |\n|---|---|---|---|---|---|---|\n" +
		"| `small` | amd64 | 2 | 8 GiB | `m6i.large` | `Standard_D2s_v5` | `e2-standard-2` |\n" +
		"| `small` | arm64 | 2 | 8 GiB | `m6g.large` | `Standard_D2ps_v6` | `c4a-standard-2` |\n" +
		"| `medium` | amd64 | 4 | 16 GiB | `m6i.xlarge` | `Standard_D4s_v5` | `e2-standard-4` |\n" +
		"| `medium` | arm64 | 4 | 16 GiB | `m6g.xlarge` | `Standard_D4ps_v6` | `c4a-standard-4` |\n" +
		"| `large` | amd64 | 8 | 32 GiB | `m6i.2xlarge` | `Standard_D8s_v5` | `e2-standard-8` |\n" +
		"| `large` | arm64 | 8 | 32 GiB | `m6g.2xlarge` | `Standard_D8ps_v6` | `c4a-standard-8` |\n" +
		"| `xlarge` | amd64 | 16 | 64 GiB | `m6i.4xlarge` | `Standard_D16s_v5` | `e2-standard-16` |\n" +
		"| `xlarge` | arm64 | 16 | 64 GiB | `m6g.4xlarge` | `Standard_D16ps_v6` | `c4a-standard-16` |\n"
	if diff := cmp.Diff(want, SizesMarkdown()); diff != "" {
		t.Errorf("The table of sizes says what they are everywhere.\n-want, +got:\n%s", diff)
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
