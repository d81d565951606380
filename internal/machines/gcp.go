// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package machines

import (
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// gcpSeries are machine types of Compute Engine, with the on-demand prices of
// us-central1 of 2026-08-03. Local SSDs count where they come with the machine.
// N1 is listed without GPUs, since those are attached and not part of the type.
// Figures are from https://docs.cloud.google.com/compute/docs/general-purpose-machines
// and the pages of the other families beside it, the disks that they can boot
// from https://docs.cloud.google.com/compute/docs/disks/hyperdisks, prices and the
// regions that have one from https://cloud.google.com/compute/all-pricing.
var gcpSeries = expand(platform.ProviderGCP, []series{
	{
		name: "e2", purpose: PurposeBurstable, architecture: ArchitectureAMD64, generation: 2, current: true, notIn: gcpWithoutE2,
		sizes: []size{
			{"e2-micro", 2, 1, 0, 0.00838},
			{"e2-small", 2, 2, 0, 0.01675},
			{"e2-medium", 2, 4, 0, 0.03351},
		},
	},
	{
		name: "e2-standard", purpose: PurposeGeneral, architecture: ArchitectureAMD64, generation: 2, current: true, notIn: gcpWithoutE2,
		sizes: []size{
			{"e2-standard-2", 2, 8, 0, 0.06701},
			{"e2-standard-4", 4, 16, 0, 0.13402},
			{"e2-standard-8", 8, 32, 0, 0.26805},
			{"e2-standard-16", 16, 64, 0, 0.53609},
			{"e2-standard-32", 32, 128, 0, 1.07218},
		},
	},
	{
		name: "n2-standard", purpose: PurposeGeneral, architecture: ArchitectureAMD64, generation: 2, current: true, notIn: gcpWithoutN2,
		sizes: []size{
			{"n2-standard-2", 2, 8, 0, 0.09712},
			{"n2-standard-4", 4, 16, 0, 0.19424},
			{"n2-standard-8", 8, 32, 0, 0.38847},
			{"n2-standard-16", 16, 64, 0, 0.77694},
			{"n2-standard-32", 32, 128, 0, 1.55389},
			{"n2-standard-48", 48, 192, 0, 2.33083},
			{"n2-standard-64", 64, 256, 0, 3.10778},
			{"n2-standard-80", 80, 320, 0, 3.88472},
			{"n2-standard-96", 96, 384, 0, 4.66166},
			{"n2-standard-128", 128, 512, 0, 6.21555},
		},
	},
	{
		name: "n2d-standard", purpose: PurposeGeneral, architecture: ArchitectureAMD64, generation: 2, current: true, notIn: gcpWithoutN2,
		sizes: []size{
			{"n2d-standard-2", 2, 8, 0, 0.08449},
			{"n2d-standard-4", 4, 16, 0, 0.16898},
			{"n2d-standard-8", 8, 32, 0, 0.33797},
			{"n2d-standard-16", 16, 64, 0, 0.67594},
			{"n2d-standard-32", 32, 128, 0, 1.35187},
			{"n2d-standard-48", 48, 192, 0, 2.02781},
			{"n2d-standard-64", 64, 256, 0, 2.70374},
			{"n2d-standard-80", 80, 320, 0, 3.37968},
			{"n2d-standard-96", 96, 384, 0, 4.05562},
			{"n2d-standard-128", 128, 512, 0, 5.40749},
			{"n2d-standard-224", 224, 896, 0, 9.4631},
		},
	},
	{
		name: "t2d-standard", purpose: PurposeGeneral, architecture: ArchitectureAMD64, generation: 2, current: true, notIn: gcpWithoutT2D,
		sizes: []size{
			{"t2d-standard-1", 1, 4, 0, 0.04225},
			{"t2d-standard-2", 2, 8, 0, 0.08449},
			{"t2d-standard-4", 4, 16, 0, 0.16898},
			{"t2d-standard-8", 8, 32, 0, 0.33797},
			{"t2d-standard-16", 16, 64, 0, 0.67594},
			{"t2d-standard-32", 32, 128, 0, 1.35187},
			{"t2d-standard-48", 48, 192, 0, 2.02781},
			{"t2d-standard-60", 60, 240, 0, 2.53476},
		},
	},
	{
		name: "n4-standard", purpose: PurposeGeneral, architecture: ArchitectureAMD64, generation: 4, current: true, storage: StorageHyperdisk, notIn: gcpWithoutN4,
		sizes: []size{
			{"n4-standard-2", 2, 8, 0, 0.0907},
			{"n4-standard-4", 4, 16, 0, 0.1814},
			{"n4-standard-8", 8, 32, 0, 0.3628},
			{"n4-standard-16", 16, 64, 0, 0.7256},
			{"n4-standard-32", 32, 128, 0, 1.4512},
			{"n4-standard-48", 48, 192, 0, 2.1768},
			{"n4-standard-64", 64, 256, 0, 2.9024},
			{"n4-standard-80", 80, 320, 0, 3.628},
		},
	},
	{
		name: "c3-standard", purpose: PurposeGeneral, architecture: ArchitectureAMD64, generation: 3, current: true, onlyIn: gcpC3,
		sizes: []size{
			{"c3-standard-4", 4, 16, 0, 0.20161},
			{"c3-standard-8", 8, 32, 0, 0.40322},
			{"c3-standard-22", 22, 88, 0, 1.10884},
			{"c3-standard-44", 44, 176, 0, 2.21769},
			{"c3-standard-88", 88, 352, 0, 4.43538},
			{"c3-standard-176", 176, 704, 0, 8.87075},
		},
	},
	{
		name: "c4-standard", purpose: PurposeGeneral, architecture: ArchitectureAMD64, generation: 4, current: true, storage: StorageHyperdisk, notIn: gcpWithoutC4,
		sizes: []size{
			{"c4-standard-2", 2, 7, 0, 0.09687},
			{"c4-standard-4", 4, 15, 0, 0.19767},
			{"c4-standard-8", 8, 30, 0, 0.39534},
			{"c4-standard-16", 16, 60, 0, 0.79068},
			{"c4-standard-24", 24, 90, 0, 1.18602},
			{"c4-standard-32", 32, 120, 0, 1.58136},
			{"c4-standard-48", 48, 180, 0, 2.37204},
			{"c4-standard-96", 96, 360, 0, 4.74408},
			{"c4-standard-144", 144, 540, 0, 7.11612},
			{"c4-standard-192", 192, 720, 0, 9.48816},
			{"c4-standard-288", 288, 1080, 0, 14.23224},
		},
	},
	{
		name: "c4a-standard", purpose: PurposeGeneral, architecture: ArchitectureARM64, generation: 4, current: true, storage: StorageHyperdisk, onlyIn: gcpC4A,
		sizes: []size{
			{"c4a-standard-1", 1, 4, 0, 0.0449},
			{"c4a-standard-2", 2, 8, 0, 0.0898},
			{"c4a-standard-4", 4, 16, 0, 0.1796},
			{"c4a-standard-8", 8, 32, 0, 0.3592},
			{"c4a-standard-16", 16, 64, 0, 0.7184},
			{"c4a-standard-32", 32, 128, 0, 1.4368},
			{"c4a-standard-48", 48, 192, 0, 2.1552},
			{"c4a-standard-64", 64, 256, 0, 2.8736},
			{"c4a-standard-72", 72, 288, 0, 3.2328},
		},
	},
	// Not every zone of its regions has it, so that a node pool or group over all
	// zones could fail: C4A is chosen instead.
	{
		name: "t2a-standard", purpose: PurposeGeneral, architecture: ArchitectureARM64, generation: 2, onlyIn: gcpT2A,
		sizes: []size{
			{"t2a-standard-1", 1, 4, 0, 0.0385},
			{"t2a-standard-2", 2, 8, 0, 0.077},
			{"t2a-standard-4", 4, 16, 0, 0.154},
			{"t2a-standard-8", 8, 32, 0, 0.308},
			{"t2a-standard-16", 16, 64, 0, 0.616},
			{"t2a-standard-32", 32, 128, 0, 1.232},
			{"t2a-standard-48", 48, 192, 0, 1.848},
		},
	},
	{
		name: "n1-standard", purpose: PurposeGeneral, architecture: ArchitectureAMD64, generation: 1, onlyIn: gcpN1,
		sizes: []size{
			{"n1-standard-1", 1, 3, 0, 0.0475},
			{"n1-standard-2", 2, 7, 0, 0.095},
			{"n1-standard-4", 4, 15, 0, 0.19},
			{"n1-standard-8", 8, 30, 0, 0.38},
			{"n1-standard-16", 16, 60, 0, 0.76},
			{"n1-standard-32", 32, 120, 0, 1.51999},
			{"n1-standard-64", 64, 240, 0, 3.03998},
			{"n1-standard-96", 96, 360, 0, 4.55998},
		},
	},
	{
		name: "e2-highcpu", purpose: PurposeCompute, architecture: ArchitectureAMD64, generation: 2, current: true, notIn: gcpWithoutE2,
		sizes: []size{
			{"e2-highcpu-2", 2, 2, 0, 0.04947},
			{"e2-highcpu-4", 4, 4, 0, 0.09894},
			{"e2-highcpu-8", 8, 8, 0, 0.19788},
			{"e2-highcpu-16", 16, 16, 0, 0.39576},
			{"e2-highcpu-32", 32, 32, 0, 0.79152},
		},
	},
	{
		name: "n2-highcpu", purpose: PurposeCompute, architecture: ArchitectureAMD64, generation: 2, current: true, notIn: gcpWithoutN2,
		sizes: []size{
			{"n2-highcpu-2", 2, 2, 0, 0.0717},
			{"n2-highcpu-4", 4, 4, 0, 0.14339},
			{"n2-highcpu-8", 8, 8, 0, 0.28678},
			{"n2-highcpu-16", 16, 16, 0, 0.57357},
			{"n2-highcpu-32", 32, 32, 0, 1.14714},
			{"n2-highcpu-48", 48, 48, 0, 1.7207},
			{"n2-highcpu-64", 64, 64, 0, 2.29427},
			{"n2-highcpu-80", 80, 80, 0, 2.86784},
			{"n2-highcpu-96", 96, 96, 0, 3.44141},
		},
	},
	{
		name: "n2d-highcpu", purpose: PurposeCompute, architecture: ArchitectureAMD64, generation: 2, current: true, notIn: gcpWithoutN2,
		sizes: []size{
			{"n2d-highcpu-2", 2, 2, 0, 0.06238},
			{"n2d-highcpu-4", 4, 4, 0, 0.12475},
			{"n2d-highcpu-8", 8, 8, 0, 0.2495},
			{"n2d-highcpu-16", 16, 16, 0, 0.49901},
			{"n2d-highcpu-32", 32, 32, 0, 0.99802},
			{"n2d-highcpu-48", 48, 48, 0, 1.49702},
			{"n2d-highcpu-64", 64, 64, 0, 1.99603},
			{"n2d-highcpu-80", 80, 80, 0, 2.49504},
			{"n2d-highcpu-96", 96, 96, 0, 2.99405},
			{"n2d-highcpu-128", 128, 128, 0, 3.99206},
			{"n2d-highcpu-224", 224, 224, 0, 6.98611},
		},
	},
	{
		name: "n4-highcpu", purpose: PurposeCompute, architecture: ArchitectureAMD64, generation: 4, current: true, storage: StorageHyperdisk, notIn: gcpWithoutN4,
		sizes: []size{
			{"n4-highcpu-2", 2, 4, 0, 0.07654},
			{"n4-highcpu-4", 4, 8, 0, 0.15308},
			{"n4-highcpu-8", 8, 16, 0, 0.30616},
			{"n4-highcpu-16", 16, 32, 0, 0.61232},
			{"n4-highcpu-32", 32, 64, 0, 1.22464},
			{"n4-highcpu-48", 48, 96, 0, 1.83696},
			{"n4-highcpu-64", 64, 128, 0, 2.44928},
			{"n4-highcpu-80", 80, 160, 0, 3.0616},
		},
	},
	{
		name: "c3-highcpu", purpose: PurposeCompute, architecture: ArchitectureAMD64, generation: 3, current: true, onlyIn: gcpC3HighCPU,
		sizes: []size{
			{"c3-highcpu-4", 4, 8, 0, 0.1701},
			{"c3-highcpu-8", 8, 16, 0, 0.34021},
			{"c3-highcpu-22", 22, 44, 0, 0.93557},
			{"c3-highcpu-44", 44, 88, 0, 1.87114},
			{"c3-highcpu-88", 88, 176, 0, 3.74229},
			{"c3-highcpu-176", 176, 352, 0, 7.48458},
		},
	},
	{
		name: "c4-highcpu", purpose: PurposeCompute, architecture: ArchitectureAMD64, generation: 4, current: true, storage: StorageHyperdisk, notIn: gcpWithoutC4,
		sizes: []size{
			{"c4-highcpu-2", 2, 4, 0, 0.08505},
			{"c4-highcpu-4", 4, 8, 0, 0.1701},
			{"c4-highcpu-8", 8, 16, 0, 0.34021},
			{"c4-highcpu-16", 16, 32, 0, 0.68042},
			{"c4-highcpu-24", 24, 48, 0, 1.02062},
			{"c4-highcpu-32", 32, 64, 0, 1.36083},
			{"c4-highcpu-48", 48, 96, 0, 2.04125},
			{"c4-highcpu-96", 96, 192, 0, 4.0825},
			{"c4-highcpu-144", 144, 288, 0, 6.12374},
			{"c4-highcpu-192", 192, 384, 0, 8.16499},
			{"c4-highcpu-288", 288, 576, 0, 12.24749},
		},
	},
	{
		name: "c4a-highcpu", purpose: PurposeCompute, architecture: ArchitectureARM64, generation: 4, current: true, storage: StorageHyperdisk, onlyIn: gcpC4A,
		sizes: []size{
			{"c4a-highcpu-1", 1, 2, 0, 0.03788},
			{"c4a-highcpu-2", 2, 4, 0, 0.07576},
			{"c4a-highcpu-4", 4, 8, 0, 0.15152},
			{"c4a-highcpu-8", 8, 16, 0, 0.30304},
			{"c4a-highcpu-16", 16, 32, 0, 0.60608},
			{"c4a-highcpu-32", 32, 64, 0, 1.21216},
			{"c4a-highcpu-48", 48, 96, 0, 1.81824},
			{"c4a-highcpu-64", 64, 128, 0, 2.42432},
			{"c4a-highcpu-72", 72, 144, 0, 2.72736},
		},
	},
	{
		name: "e2-highmem", purpose: PurposeMemory, architecture: ArchitectureAMD64, generation: 2, current: true, notIn: gcpWithoutE2,
		sizes: []size{
			{"e2-highmem-2", 2, 16, 0, 0.0904},
			{"e2-highmem-4", 4, 32, 0, 0.1808},
			{"e2-highmem-8", 8, 64, 0, 0.3616},
			{"e2-highmem-16", 16, 128, 0, 0.7232},
		},
	},
	{
		name: "n2-highmem", purpose: PurposeMemory, architecture: ArchitectureAMD64, generation: 2, current: true, notIn: gcpWithoutN2,
		sizes: []size{
			{"n2-highmem-2", 2, 16, 0, 0.13101},
			{"n2-highmem-4", 4, 32, 0, 0.26203},
			{"n2-highmem-8", 8, 64, 0, 0.52406},
			{"n2-highmem-16", 16, 128, 0, 1.04811},
			{"n2-highmem-32", 32, 256, 0, 2.09622},
			{"n2-highmem-48", 48, 384, 0, 3.14434},
			{"n2-highmem-64", 64, 512, 0, 4.19245},
			{"n2-highmem-80", 80, 640, 0, 5.24056},
			{"n2-highmem-96", 96, 768, 0, 6.28867},
			{"n2-highmem-128", 128, 864, 0, 7.70698},
		},
	},
	{
		name: "n2d-highmem", purpose: PurposeMemory, architecture: ArchitectureAMD64, generation: 2, current: true, notIn: gcpWithoutN2,
		sizes: []size{
			{"n2d-highmem-2", 2, 16, 0, 0.11398},
			{"n2d-highmem-4", 4, 32, 0, 0.22796},
			{"n2d-highmem-8", 8, 64, 0, 0.45592},
			{"n2d-highmem-16", 16, 128, 0, 0.91184},
			{"n2d-highmem-32", 32, 256, 0, 1.82368},
			{"n2d-highmem-48", 48, 384, 0, 2.73552},
			{"n2d-highmem-64", 64, 512, 0, 3.64736},
			{"n2d-highmem-80", 80, 640, 0, 4.5592},
			{"n2d-highmem-96", 96, 768, 0, 5.47104},
		},
	},
	{
		name: "n4-highmem", purpose: PurposeMemory, architecture: ArchitectureAMD64, generation: 4, current: true, storage: StorageHyperdisk, notIn: gcpWithoutN4,
		sizes: []size{
			{"n4-highmem-2", 2, 16, 0, 0.11902},
			{"n4-highmem-4", 4, 32, 0, 0.23804},
			{"n4-highmem-8", 8, 64, 0, 0.47608},
			{"n4-highmem-16", 16, 128, 0, 0.95216},
			{"n4-highmem-32", 32, 256, 0, 1.90432},
			{"n4-highmem-48", 48, 384, 0, 2.85648},
			{"n4-highmem-64", 64, 512, 0, 3.80864},
			{"n4-highmem-80", 80, 640, 0, 4.7608},
		},
	},
	{
		name: "c3-highmem", purpose: PurposeMemory, architecture: ArchitectureAMD64, generation: 3, current: true, onlyIn: gcpC3HighMem,
		sizes: []size{
			{"c3-highmem-4", 4, 32, 0, 0.26462},
			{"c3-highmem-8", 8, 64, 0, 0.52923},
			{"c3-highmem-22", 22, 176, 0, 1.45539},
			{"c3-highmem-44", 44, 352, 0, 2.91078},
			{"c3-highmem-88", 88, 704, 0, 5.82155},
			{"c3-highmem-176", 176, 1408, 0, 11.6431},
		},
	},
	{
		name: "c4-highmem", purpose: PurposeMemory, architecture: ArchitectureAMD64, generation: 4, current: true, storage: StorageHyperdisk, notIn: gcpWithoutC4,
		sizes: []size{
			{"c4-highmem-2", 2, 15, 0, 0.12837},
			{"c4-highmem-4", 4, 31, 0, 0.26068},
			{"c4-highmem-8", 8, 62, 0, 0.52136},
			{"c4-highmem-16", 16, 124, 0, 1.04271},
			{"c4-highmem-24", 24, 186, 0, 1.56407},
			{"c4-highmem-32", 32, 248, 0, 2.08542},
			{"c4-highmem-48", 48, 372, 0, 3.12814},
			{"c4-highmem-96", 96, 744, 0, 6.25627},
			{"c4-highmem-144", 144, 1116, 0, 9.38441},
			{"c4-highmem-192", 192, 1488, 0, 12.51254},
			{"c4-highmem-288", 288, 2232, 0, 18.76882},
		},
	},
	{
		name: "c4a-highmem", purpose: PurposeMemory, architecture: ArchitectureARM64, generation: 4, current: true, storage: StorageHyperdisk, onlyIn: gcpC4AHighMem,
		sizes: []size{
			{"c4a-highmem-1", 1, 8, 0, 0.05894},
			{"c4a-highmem-2", 2, 16, 0, 0.11788},
			{"c4a-highmem-4", 4, 32, 0, 0.23576},
			{"c4a-highmem-8", 8, 64, 0, 0.47152},
			{"c4a-highmem-16", 16, 128, 0, 0.94304},
			{"c4a-highmem-32", 32, 256, 0, 1.88608},
			{"c4a-highmem-48", 48, 384, 0, 2.82912},
			{"c4a-highmem-64", 64, 512, 0, 3.77216},
			{"c4a-highmem-72", 72, 576, 0, 4.24368},
		},
	},
	{
		name: "g2-standard", purpose: PurposeGPU, architecture: ArchitectureAMD64, generation: 2, current: true, gpu: GPU{Model: "L4", MemoryGiB: 24, Accelerator: "nvidia-l4"}, onlyIn: gcpL4,
		sizes: []size{
			{"g2-standard-4", 4, 16, 1, 0.70683},
			{"g2-standard-8", 8, 32, 1, 0.85362},
			{"g2-standard-12", 12, 48, 1, 1.00042},
			{"g2-standard-16", 16, 64, 1, 1.14721},
			{"g2-standard-32", 32, 128, 1, 1.73438},
			{"g2-standard-24", 24, 96, 2, 2.00083},
			{"g2-standard-48", 48, 192, 4, 4.00167},
			{"g2-standard-96", 96, 384, 8, 8.00333},
		},
	},
	{
		name: "a2-highgpu", purpose: PurposeGPU, architecture: ArchitectureAMD64, generation: 2, current: true, gpu: GPU{Model: "A100", MemoryGiB: 40, Accelerator: "nvidia-tesla-a100"}, onlyIn: gcpA100,
		sizes: []size{
			{"a2-highgpu-1g", 12, 85, 1, 3.67339},
			{"a2-highgpu-2g", 24, 170, 2, 7.34677},
			{"a2-highgpu-4g", 48, 340, 4, 14.69354},
			{"a2-highgpu-8g", 96, 680, 8, 29.38708},
		},
	},
	{
		name: "a2-megagpu", purpose: PurposeGPU, architecture: ArchitectureAMD64, generation: 2, current: true, gpu: GPU{Model: "A100", MemoryGiB: 40, Accelerator: "nvidia-tesla-a100"}, onlyIn: gcpMegaA100,
		sizes: []size{
			{"a2-megagpu-16g", 96, 1360, 16, 55.7395},
		},
	},
	{
		name: "a2-ultragpu", purpose: PurposeGPU, architecture: ArchitectureAMD64, generation: 2, current: true, localDisk: true, gpu: GPU{Model: "A100", MemoryGiB: 80, Accelerator: "nvidia-a100-80gb"}, onlyIn: gcpUltraA100,
		sizes: []size{
			{"a2-ultragpu-1g", 12, 170, 1, 5.0688},
			{"a2-ultragpu-2g", 24, 340, 2, 10.1376},
			{"a2-ultragpu-4g", 48, 680, 4, 20.27519},
			{"a2-ultragpu-8g", 96, 1360, 8, 40.55038},
		},
	},
	{
		name: "a3-highgpu-8g", purpose: PurposeGPU, architecture: ArchitectureAMD64, generation: 3, current: true, localDisk: true, gpu: GPU{Model: "H100", MemoryGiB: 80, Accelerator: "nvidia-h100-80gb"}, onlyIn: gcpH100,
		sizes: []size{
			{"a3-highgpu-8g", 208, 1872, 8, 88.49},
		},
	},
	// These can only be had as Spot VMs or with flex-start.
	{
		name: "a3-highgpu", purpose: PurposeGPU, architecture: ArchitectureAMD64, generation: 3, localDisk: true, gpu: GPU{Model: "H100", MemoryGiB: 80, Accelerator: "nvidia-h100-80gb"}, onlyIn: gcpH100,
		sizes: []size{
			{"a3-highgpu-1g", 26, 234, 1, 11.06125},
			{"a3-highgpu-2g", 52, 468, 2, 22.1225},
			{"a3-highgpu-4g", 104, 936, 4, 44.245},
		},
	},
})

// Regions that lack a series.
var gcpWithoutE2 = []string{
	"asia-southeast3",
}

var gcpWithoutN2 = []string{
	"asia-southeast3", "europe-north2", "northamerica-south1",
}

var gcpWithoutT2D = []string{
	"asia-northeast3", "asia-southeast3", "europe-north2", "northamerica-south1",
}

var gcpWithoutN4 = []string{
	"europe-west10", "europe-west12",
}

var gcpWithoutC4 = []string{
	"europe-west10",
}

// Regions that have a series, where it is shorter to say so than to list the
// others, or where a new region should not be expected to have it.
var gcpN1 = []string{
	"asia-east1", "asia-east2", "asia-northeast1", "asia-northeast2", "asia-northeast3", "asia-south1", "asia-south2",
	"asia-southeast1", "asia-southeast2", "australia-southeast1", "australia-southeast2", "europe-central2",
	"europe-north1", "europe-west1", "europe-west2", "europe-west3", "europe-west4", "europe-west6", "me-west1",
	"northamerica-northeast1", "northamerica-northeast2", "southamerica-east1", "us-central1", "us-east1", "us-east4",
	"us-west1", "us-west2", "us-west3", "us-west4",
}

var gcpC3 = []string{
	"asia-northeast1", "asia-south1", "asia-south2", "asia-southeast1", "australia-southeast1", "australia-southeast2",
	"europe-north1", "europe-west1", "europe-west2", "europe-west3", "europe-west4", "europe-west9", "me-central2",
	"me-west1", "northamerica-northeast1", "southamerica-east1", "us-central1", "us-east1", "us-east4", "us-east5",
	"us-south1", "us-west1", "us-west2", "us-west3", "us-west4",
}

var gcpC3HighCPU = []string{
	"asia-east1", "asia-east2", "asia-northeast1", "asia-northeast3", "asia-south1", "asia-southeast1",
	"australia-southeast1", "europe-west1", "europe-west2", "europe-west3", "europe-west4", "me-central2",
	"northamerica-northeast1", "southamerica-east1", "us-central1", "us-east1", "us-east4", "us-east5", "us-south1",
	"us-west1", "us-west2", "us-west3", "us-west4",
}

var gcpC3HighMem = []string{
	"asia-northeast1", "asia-south1", "asia-south2", "asia-southeast1", "asia-southeast2", "europe-west1",
	"europe-west10", "europe-west2", "europe-west3", "europe-west4", "me-central1", "me-central2",
	"northamerica-northeast1", "northamerica-northeast2", "us-central1", "us-east1", "us-east4", "us-east5",
	"us-south1", "us-west1", "us-west2", "us-west3", "us-west4",
}

var gcpC4A = []string{
	"asia-east1", "asia-northeast1", "asia-south1", "asia-southeast1", "australia-southeast1", "australia-southeast2",
	"europe-central2", "europe-north1", "europe-north2", "europe-southwest1", "europe-west1", "europe-west2",
	"europe-west3", "europe-west4", "me-central2", "northamerica-northeast1", "northamerica-northeast2",
	"northamerica-south1", "southamerica-west1", "us-central1", "us-east1", "us-east4", "us-east5", "us-south1",
	"us-west1", "us-west2", "us-west4",
}

var gcpC4AHighMem = []string{
	"asia-east1", "asia-northeast1", "asia-south1", "asia-southeast1", "australia-southeast1", "australia-southeast2",
	"europe-central2", "europe-north1", "europe-north2", "europe-southwest1", "europe-west1", "europe-west2",
	"europe-west3", "europe-west4", "northamerica-northeast1", "northamerica-northeast2", "northamerica-south1",
	"southamerica-west1", "us-central1", "us-east1", "us-east4", "us-east5", "us-south1", "us-west1", "us-west2",
	"us-west4",
}

var gcpT2A = []string{
	"asia-southeast1", "europe-west4", "us-central1",
}

var gcpL4 = []string{
	"asia-east1", "asia-northeast1", "asia-northeast3", "asia-south1", "asia-southeast1", "europe-west1",
	"europe-west2", "europe-west3", "europe-west4", "europe-west6", "me-central2", "northamerica-northeast1",
	"northamerica-northeast2", "us-central1", "us-east1", "us-east4", "us-west1", "us-west4",
}

var gcpA100 = []string{
	"asia-northeast1", "asia-northeast3", "asia-southeast1", "europe-west4", "me-west1", "us-central1", "us-east1",
	"us-west1", "us-west3", "us-west4",
}

var gcpMegaA100 = []string{
	"asia-southeast1", "europe-west4", "us-central1",
}

var gcpUltraA100 = []string{
	"asia-southeast1", "europe-west4", "us-central1", "us-east4", "us-east5",
}

var gcpH100 = []string{
	"asia-east1", "asia-northeast1", "asia-south1", "asia-south2", "asia-southeast1", "australia-southeast1",
	"europe-north1", "europe-west1", "europe-west3", "europe-west4", "europe-west9", "us-central1", "us-east4",
	"us-east5", "us-west1", "us-west4",
}
