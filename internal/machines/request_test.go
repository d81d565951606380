// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package machines

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

func TestValidate(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason  string
		request Request
		want    []string
	}{
		"Size":        {reason: "A size is a request.", request: Request{Size: SizeXLarge}},
		"SizeAndArch": {reason: "A size has both architectures.", request: Request{Size: SizeSmall, Architecture: ArchitectureARM64}},
		"CPU":         {reason: "CPUs alone are a request.", request: Request{CPU: 2}},
		"Memory":      {reason: "Memory alone is a request.", request: Request{MemoryGiB: 2}},
		"GPU":         {reason: "GPUs alone are a request, and their model is compared without case.", request: Request{GPU: GPU{Count: 1, Model: "h100"}}},
		"Nothing": {
			reason: "A request asks for something.",
			want:   []string{"pool.size: Required value: must be one of small, medium, large, xlarge, unless machine says what is needed"},
		},
		"OnlyArchitecture": {
			reason:  "An architecture says nothing of how large a machine is.",
			request: Request{Architecture: ArchitectureAMD64},
			want:    []string{"pool.size: Required value: must be one of small, medium, large, xlarge, unless machine says what is needed"},
		},
		"SizeAndFigures": {
			reason:  "Two answers to one question are refused.",
			request: Request{Size: SizeSmall, CPU: 4},
			want:    []string{"pool.machine: Forbidden: must not set cpu or memory beside size: use either"},
		},
		"NoSuchSize": {
			reason:  "The sizes are named.",
			request: Request{Size: "huge"},
			want:    []string{`pool.size: Unsupported value: "huge": supported values: "small", "medium", "large", "xlarge"`},
		},
		"Negative": {
			reason:  "Every figure that is wrong is told.",
			request: Request{CPU: -1, MemoryGiB: -2, GPU: GPU{Count: -3}},
			want: []string{
				"pool.machine.cpu: Invalid value: -1: must not be negative",
				"pool.machine.memory: Invalid value: -2: must not be negative",
				"pool.machine.gpu.count: Invalid value: -3: must not be negative",
			},
		},
		"NoSuchArchitecture": {
			reason:  "The architectures are named.",
			request: Request{CPU: 1, Architecture: "x86_64"},
			want:    []string{`pool.machine.architecture: Unsupported value: "x86_64": supported values: "amd64", "arm64"`},
		},
		"ModelWithoutCount": {
			reason:  "A model without a count would be ignored.",
			request: Request{CPU: 1, GPU: GPU{Model: "T4"}},
			want:    []string{"pool.machine.gpu.count: Required value: must say how many GPUs are needed"},
		},
		"GPUMemoryWithoutCount": {
			reason:  "Memory of GPUs without a count would be ignored.",
			request: Request{CPU: 1, GPU: GPU{MemoryGiB: 16}},
			want:    []string{"pool.machine.gpu.count: Required value: must say how many GPUs are needed"},
		},
		"NoSuchModel": {
			reason:  "The models of all clouds are named, because the request may be for any of them.",
			request: Request{GPU: GPU{Count: 1, Model: "V100", MemoryGiB: -1}},
			want: []string{
				"pool.machine.gpu.memory: Invalid value: -1: must not be negative",
				`pool.machine.gpu.model: Unsupported value: "V100": supported values: "A10", "A100", "A10G", "H100", "L4", "L40S", "T4"`,
			},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, err := range tc.request.Validate(field.NewPath("pool")) {
				got = append(got, err.Error())
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestDescribe(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason  string
		request Request
		want    string
	}{
		"Architecture": {reason: "An architecture is what every machine has.", request: Request{Architecture: ArchitectureARM64}, want: "arm64"},
		"CPU":          {reason: "What is not asked for is not said.", request: Request{Architecture: ArchitectureAMD64, CPU: 4}, want: "amd64, 4 CPU"},
		"Memory":       {reason: "Memory has a unit.", request: Request{Architecture: ArchitectureAMD64, MemoryGiB: 64}, want: "amd64, 64 GiB"},
		"GPU":          {reason: "Any model is a model that is not named.", request: Request{Architecture: ArchitectureAMD64, GPU: GPU{Count: 2}}, want: "amd64, 2 GPU"},
		"Everything": {
			reason:  "Everything is said in the order of the fields, and where it is to be is not.",
			request: Request{Architecture: ArchitectureAMD64, CPU: 8, MemoryGiB: 32, GPU: GPU{Count: 1, Model: "T4", MemoryGiB: 16}, Use: UseNodePool, Region: "eu-west-1"},
			want:    "amd64, 8 CPU, 32 GiB, 1 GPU T4",
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := tc.request.Describe(); got != tc.want {
				t.Errorf("%s\nDescribe(): want %q, got %q", tc.reason, tc.want, got)
			}
		})
	}
}

func TestFigures(t *testing.T) {
	t.Parallel()

	before := 0
	for _, s := range Sizes() {
		cpu, memory := s.Figures()
		if memory != 4*cpu || before != 0 && cpu != 2*before {
			t.Errorf("%s: sizes double and have four GiB for each CPU, but it has %d and %d", s, cpu, memory)
		}
		before = cpu
	}
	if cpu, memory := Size("huge").Figures(); cpu != 0 || memory != 0 {
		t.Errorf("a size that does not exist has no figures, but %d and %d", cpu, memory)
	}
}
