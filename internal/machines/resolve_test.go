// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package machines

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

func TestResolve(t *testing.T) {
	t.Parallel()

	type want struct {
		name string
		err  string
	}
	cases := map[string]struct {
		reason   string
		provider platform.Provider
		request  Request
		want     want
	}{
		"FiguresOfOneKind": {
			reason:   "Memory alone is a request.",
			provider: platform.ProviderAWS,
			request:  Request{MemoryGiB: 100},
			want:     want{name: "r6i.4xlarge"},
		},
		"CPUAndLittleMemory": {
			reason:   "Little memory is what compute machines are for.",
			provider: platform.ProviderAzure,
			request:  Request{CPU: 8, MemoryGiB: 16},
			want:     want{name: "Standard_F8s_v2"},
		},
		"Burstable": {
			reason:   "Burstable machines are chosen if they are allowed.",
			provider: platform.ProviderAWS,
			request:  Request{CPU: 2, MemoryGiB: 4, Burstable: true},
			want:     want{name: "t3.medium"},
		},
		"BurstableNode": {
			reason:   "A node has at least two CPUs and four GiB, even if less is asked for.",
			provider: platform.ProviderGCP,
			request:  Request{CPU: 1, Burstable: true, Use: UseNodePool},
			want:     want{name: "e2-medium"},
		},
		"BurstableSystemNode": {
			reason:   "AKS does not take burstable machines in a system pool, so that they are not chosen even if allowed.",
			provider: platform.ProviderAzure,
			request:  Request{Size: SizeMedium, Burstable: true, Use: UseSystemNodePool},
			want:     want{name: "Standard_D4s_v5"},
		},
		"SmallSystemNode": {
			reason:   "A system pool of AKS needs four CPUs, whatever the size.",
			provider: platform.ProviderAzure,
			request:  Request{Size: SizeSmall, Use: UseSystemNodePool},
			want:     want{name: "Standard_F4s_v2"},
		},
		"OneCPU": {
			reason:   "A virtual machine may have one CPU.",
			provider: platform.ProviderGCP,
			request:  Request{CPU: 1},
			want:     want{name: "t2d-standard-1"},
		},
		"ArmInRegion": {
			reason:   "A region without the newest Arm machines gets the ones before.",
			provider: platform.ProviderAzure,
			request:  Request{Size: SizeSmall, Architecture: ArchitectureARM64, Region: "jioindiawest"},
			want:     want{name: "Standard_D2ps_v5"},
		},
		"RegionWithoutCheapest": {
			reason:   "A region without the cheapest machine gets the next.",
			provider: platform.ProviderGCP,
			request:  Request{Size: SizeSmall, Region: "asia-southeast3"},
			want:     want{name: "n4-standard-2"},
		},
		"RegionThatIsTooNew": {
			reason:   "A region that is newer than the tables has what is everywhere.",
			provider: platform.ProviderGCP,
			request:  Request{Size: SizeSmall, Region: "europe-west15"},
			want:     want{name: "e2-standard-2"},
		},
		"AnyGPU": {
			reason:   "A GPU without a model is the cheapest.",
			provider: platform.ProviderAWS,
			request:  Request{GPU: GPU{Count: 1}},
			want:     want{name: "g4dn.xlarge"},
		},
		"GPUModel": {
			reason:   "The case of a model does not matter.",
			provider: platform.ProviderGCP,
			request:  Request{GPU: GPU{Count: 2, Model: "l4"}},
			want:     want{name: "g2-standard-24"},
		},
		"GPUMemory": {
			reason:   "The same model comes with more and with less memory.",
			provider: platform.ProviderAWS,
			request:  Request{GPU: GPU{Count: 8, Model: "A100", MemoryGiB: 80}},
			want:     want{name: "p4de.24xlarge"},
		},
		"GPUAndFigures": {
			reason:   "A machine with GPUs has the CPUs and memory that are asked for.",
			provider: platform.ProviderAzure,
			request:  Request{CPU: 9, GPU: GPU{Count: 1, Model: "T4"}},
			want:     want{name: "Standard_NC16as_T4_v3"},
		},
		"WholeGPU": {
			reason:   "One GPU is a whole one.",
			provider: platform.ProviderAzure,
			request:  Request{GPU: GPU{Count: 1, Model: "A10"}},
			want:     want{name: "Standard_NV36ads_A10_v5"},
		},
		"NotOnlySpot": {
			reason:   "Machines that can only be had as spot are not chosen.",
			provider: platform.ProviderGCP,
			request:  Request{GPU: GPU{Count: 1, Model: "H100"}},
			want:     want{err: "no gcp machine has 1 GPU of model H100: the counts are 8"},
		},
		"NoSuchModel": {
			reason:   "The models of the cloud are named.",
			provider: platform.ProviderAWS,
			request:  Request{GPU: GPU{Count: 1, Model: "V100"}},
			want:     want{err: `no aws machine has GPUs of model "V100": the models are A100, A10G, H100, L4, L40S, T4`},
		},
		"NoSuchCount": {
			reason:   "The counts of the model are named.",
			provider: platform.ProviderAWS,
			request:  Request{GPU: GPU{Count: 3, Model: "A10G"}},
			want:     want{err: "no aws machine has 3 GPUs of model A10G: the counts are 1, 4, 8"},
		},
		"NoSuchCountOfAny": {
			reason:   "The counts of all models are named if none is asked for.",
			provider: platform.ProviderGCP,
			request:  Request{GPU: GPU{Count: 3}},
			want:     want{err: "no gcp machine has 3 GPUs: the counts are 1, 2, 4, 8, 16"},
		},
		"NoSuchGPUMemory": {
			reason:   "The most memory of the model is named.",
			provider: platform.ProviderAzure,
			request:  Request{GPU: GPU{Count: 1, Model: "A10", MemoryGiB: 40}},
			want:     want{err: "no azure machine has GPUs of model A10 with 40 GiB of memory each: the most is 24 GiB"},
		},
		"ArmWithGPU": {
			reason:   "The architecture that has the GPUs is named.",
			provider: platform.ProviderAWS,
			request:  Request{Architecture: ArchitectureARM64, GPU: GPU{Count: 1, Model: "T4"}},
			want:     want{err: `no aws machine with 1 GPU of model T4 has the architecture "arm64": use amd64`},
		},
		"NoSuchArchitecture": {
			reason:   "The architectures are named.",
			provider: platform.ProviderGCP,
			request:  Request{Size: SizeSmall, Architecture: "riscv64"},
			want:     want{err: `no gcp machine with no GPU has the architecture "riscv64": use amd64, arm64`},
		},
		"NotInRegion": {
			reason:   "The regions that have the GPUs are named.",
			provider: platform.ProviderGCP,
			request:  Request{GPU: GPU{Count: 16}, Region: "europe-west3"},
			want:     want{err: "no gcp machine with architecture amd64 and 16 GPUs is in region europe-west3: the regions are asia-southeast1, europe-west4, us-central1"},
		},
		"TooLarge": {
			reason:   "The nearest machine is named.",
			provider: platform.ProviderAWS,
			request:  Request{CPU: 500, MemoryGiB: 64},
			want:     want{err: "no aws machine with architecture amd64 and no GPU has 500 CPUs and 64 GiB of memory: the nearest is c7i.48xlarge with 192 CPUs and 384 GiB of memory"},
		},
		"TooMuchMemory": {
			reason:   "What is nearest has the most of what is scarce.",
			provider: platform.ProviderGCP,
			request:  Request{CPU: 2, MemoryGiB: 4000, Architecture: ArchitectureARM64},
			want:     want{err: "no gcp machine with architecture arm64 and no GPU has 2 CPUs and 4000 GiB of memory: the nearest is c4a-highmem-72 with 72 CPUs and 576 GiB of memory"},
		},
		"TooLargeWithGPU": {
			reason:   "The GPUs are not given up to have more memory.",
			provider: platform.ProviderAWS,
			request:  Request{MemoryGiB: 300, GPU: GPU{Count: 1, Model: "T4"}},
			want:     want{err: "no aws machine with architecture amd64 and 1 GPU of model T4 has 300 GiB of memory: the nearest is g4dn.16xlarge with 64 CPUs and 256 GiB of memory"},
		},
		"Nothing": {
			reason:   "A request must ask for something.",
			provider: platform.ProviderAWS,
			request:  Request{Architecture: ArchitectureARM64},
			want:     want{err: "a size is required: use small, medium, large, xlarge, or say which machine is needed"},
		},
		"NoSuchSize": {
			reason:   "The sizes are named.",
			provider: platform.ProviderAWS,
			request:  Request{Size: "huge", CPU: 2},
			want:     want{err: `size "huge" is not known: use small, medium, large, xlarge`},
		},
		"NoSuchProvider": {
			reason:   "An unknown provider has no machines.",
			provider: "ibm",
			request:  Request{Size: SizeSmall},
			want:     want{err: `provider "ibm" has no known machines`},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m, err := Resolve(tc.provider, tc.request)
			if diff := cmp.Diff(tc.want, want{name: m.Name, err: message(err)}, cmp.AllowUnexported(want{})); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestSticky(t *testing.T) {
	t.Parallel()

	type want struct {
		name string
		err  string
	}
	cases := map[string]struct {
		reason   string
		provider platform.Provider
		recorded string
		request  Request
		want     want
	}{
		"First": {
			reason:   "What was never chosen is resolved.",
			provider: platform.ProviderAWS, request: Request{Size: SizeSmall},
			want: want{name: "m6i.large"},
		},
		"CheaperNow": {
			reason:   "A machine stays although another is cheaper.",
			provider: platform.ProviderAWS, recorded: "m7i.large", request: Request{Size: SizeSmall},
			want: want{name: "m7i.large"},
		},
		"OlderNow": {
			reason:   "A machine stays although it is not current any more.",
			provider: platform.ProviderGCP, recorded: "t2a-standard-4", request: Request{Size: SizeMedium, Architecture: ArchitectureARM64},
			want: want{name: "t2a-standard-4"},
		},
		"NotListedInRegion": {
			reason:   "A machine that runs in a region is there.",
			provider: platform.ProviderAzure, recorded: "Standard_D2ps_v5", request: Request{Size: SizeSmall, Architecture: ArchitectureARM64, Region: "polandcentral"},
			want: want{name: "Standard_D2ps_v5"},
		},
		"NowhereElse": {
			reason:   "A machine stays although nothing current meets the request.",
			provider: platform.ProviderGCP, recorded: "a3-highgpu-1g", request: Request{GPU: GPU{Count: 1, Model: "H100"}},
			want: want{name: "a3-highgpu-1g"},
		},
		"FiguresBetweenSizes": {
			reason:   "A machine that has more than is asked for stays if its series has none between.",
			provider: platform.ProviderAWS, recorded: "m7i.xlarge", request: Request{CPU: 3, MemoryGiB: 10},
			want: want{name: "m7i.xlarge"},
		},
		"LargerRequest": {
			reason:   "A machine that is too small goes.",
			provider: platform.ProviderAWS, recorded: "m7i.large", request: Request{Size: SizeLarge},
			want: want{name: "m6i.2xlarge"},
		},
		"SmallerRequest": {
			reason:   "A machine that is larger than a newer request goes, or nobody could ever save.",
			provider: platform.ProviderAWS, recorded: "m6i.4xlarge", request: Request{Size: SizeSmall},
			want: want{name: "m6i.large"},
		},
		"OtherArchitecture": {
			reason:   "A machine of another architecture goes.",
			provider: platform.ProviderAzure, recorded: "Standard_D2s_v5", request: Request{Size: SizeSmall, Architecture: ArchitectureARM64},
			want: want{name: "Standard_D2ps_v6"},
		},
		"BurstableNoMore": {
			reason:   "A burstable machine goes when it is no longer allowed.",
			provider: platform.ProviderAWS, recorded: "t3.large", request: Request{Size: SizeSmall},
			want: want{name: "m6i.large"},
		},
		"GPUNoMore": {
			reason:   "A machine with a GPU goes when none is asked for.",
			provider: platform.ProviderAWS, recorded: "g4dn.xlarge", request: Request{Size: SizeMedium},
			want: want{name: "m6i.xlarge"},
		},
		"Unknown": {
			reason:   "A machine that is not in the table goes, because nobody knows what it has.",
			provider: platform.ProviderAWS, recorded: "x9z.large", request: Request{Size: SizeSmall},
			want: want{name: "m6i.large"},
		},
		"NothingAsked": {
			reason:   "A recorded machine does not make up for a request that asks for nothing.",
			provider: platform.ProviderAWS, recorded: "m6i.large",
			want: want{err: "a size is required: use small, medium, large, xlarge, or say which machine is needed"},
		},
		"Impossible": {
			reason:   "A request that no machine meets is refused, whatever was recorded.",
			provider: platform.ProviderAWS, recorded: "g5.xlarge", request: Request{GPU: GPU{Count: 3, Model: "A10G"}},
			want: want{err: "no aws machine has 3 GPUs of model A10G: the counts are 1, 4, 8"},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m, err := Sticky(tc.provider, tc.recorded, tc.request)
			if diff := cmp.Diff(tc.want, want{name: m.Name, err: message(err)}, cmp.AllowUnexported(want{})); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

// Every size is the same on every cloud and architecture.
func TestSizesAreExact(t *testing.T) {
	t.Parallel()

	for _, p := range platform.Providers() {
		for _, s := range Sizes() {
			for _, a := range Architectures() {
				m, err := Resolve(p, Request{Size: s, Architecture: a, Use: UseNodePool})
				if err != nil {
					t.Errorf("%s %s %s: every size must resolve: %v", p, s, a, err)
					continue
				}
				cpu, memory := s.Figures()
				if m.CPU != cpu || m.MemoryGiB != memory || m.Architecture != a || m.Purpose != PurposeGeneral {
					t.Errorf("%s %s %s: a size must have exactly its figures, but is %+v", p, s, a, m)
				}
			}
		}
	}
}

func TestSizesResolveInEveryRegion(t *testing.T) {
	t.Parallel()

	for _, p := range platform.Providers() {
		for _, r := range regions.Native(p) {
			for _, s := range Sizes() {
				if m, err := Resolve(p, Request{Size: s, Region: r}); err != nil || !m.InRegion(r) {
					t.Errorf("%s %s %s: every region must have every size, but it has %q: %v", p, r, s, m.Name, err)
				}
			}
		}
	}
}

// requests are combinations of what can be asked for, many of which no cloud
// has.
func requests() []Request {
	var out []Request
	for _, cpu := range []int{0, 1, 2, 3, 8, 33, 96, 192, 300} {
		for _, memory := range []int{0, 1, 7, 16, 33, 200, 1500, 5000} {
			for _, a := range Architectures() {
				for _, u := range []Use{UseVirtualMachine, UseNodePool, UseSystemNodePool} {
					for _, gpus := range []int{0, 1, 8} {
						for _, burstable := range []bool{false, true} {
							out = append(out, Request{CPU: cpu, MemoryGiB: memory, Architecture: a, Use: u, GPU: GPU{Count: gpus}, Burstable: burstable})
						}
					}
				}
			}
		}
	}
	return out
}

// satisfies is what a request means, without the code that resolves it.
func satisfies(m Machine, r Request) bool {
	cpu, memory := r.CPU, r.MemoryGiB
	if r.Use != UseVirtualMachine {
		cpu, memory = max(cpu, 2), max(memory, 4)
	}
	burstable := r.Burstable
	if r.Use == UseSystemNodePool && m.Provider == platform.ProviderAzure {
		cpu, burstable = max(cpu, 4), false
	}
	return m.Current && m.CPU >= cpu && m.MemoryGiB >= memory && m.Architecture == r.Architecture &&
		m.GPU.Count == r.GPU.Count && (burstable || m.Purpose != PurposeBurstable)
}

func TestResolvedIsCheapestThatSatisfies(t *testing.T) {
	t.Parallel()

	for _, p := range platform.Providers() {
		resolved := 0
		for _, r := range requests() {
			m, err := Resolve(p, r)
			exists := false
			for _, other := range All(p) {
				exists = exists || satisfies(other, r)
				if err == nil && satisfies(other, r) && other.USDPerHour < m.USDPerHour {
					t.Fatalf("%s %+v: %s is cheaper than %s and meets the request", p, r, other.Name, m.Name)
				}
			}
			if r.CPU == 0 && r.MemoryGiB == 0 && r.GPU.Count == 0 {
				exists = false
			}
			if exists != (err == nil) {
				t.Fatalf("%s %+v: a machine exists: %t, but: %v", p, r, exists, err)
			}
			if err == nil && !satisfies(m, r) {
				t.Fatalf("%s %+v: %s does not meet the request", p, r, m.Name)
			}
			if err == nil {
				resolved++
			}
		}
		if resolved < 1000 {
			t.Errorf("%s: only %d requests were resolved, too few to prove anything", p, resolved)
		}
	}
}

// A request for more never costs less, and what is too much stays too much.
func TestResolveIsMonotone(t *testing.T) {
	t.Parallel()

	for _, p := range platform.Providers() {
		for _, r := range requests() {
			m, err := Resolve(p, r)
			if err != nil {
				continue
			}
			for _, less := range []Request{withFigures(r, r.CPU/2, r.MemoryGiB), withFigures(r, r.CPU, r.MemoryGiB/2), withFigures(r, r.CPU-1, r.MemoryGiB-1)} {
				if less.empty() || less.CPU < 0 || less.MemoryGiB < 0 {
					continue
				}
				l, err := Resolve(p, less)
				if err != nil || l.USDPerHour > m.USDPerHour {
					t.Fatalf("%s: %+v is %s, but the smaller %+v is %s: %v", p, r, m.Name, less, l.Name, err)
				}
			}
		}
	}
}

func withFigures(r Request, cpu, memory int) Request {
	r.CPU, r.MemoryGiB = cpu, memory
	return r
}

func TestWhatIsChosenStays(t *testing.T) {
	t.Parallel()

	for _, p := range platform.Providers() {
		for _, r := range requests() {
			m, err := Resolve(p, r)
			if err != nil {
				continue
			}
			again, err := Sticky(p, m.Name, r)
			if err != nil || again.Name != m.Name {
				t.Fatalf("%s %+v: %s must stay, but became %q: %v", p, r, m.Name, again.Name, err)
			}
		}
	}
}

func TestErrorsAreSentences(t *testing.T) {
	t.Parallel()

	for _, p := range platform.Providers() {
		for _, r := range requests() {
			_, err := Resolve(p, r)
			if err == nil || r.empty() {
				continue
			}
			if got := err.Error(); !strings.HasPrefix(got, "no "+string(p)+" machine ") || strings.HasSuffix(got, " ") || strings.Contains(got, "  ") {
				t.Fatalf("%s %+v: an error must be a sentence that names the cloud, but is %q", p, r, got)
			}
		}
	}
}
