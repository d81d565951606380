// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package machines

import (
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// awsSeries are instance types of EC2, with the on-demand prices of Linux in
// us-east-1 of 2026-07-20. Bare metal is left out, because a request for CPUs
// does not mean to rent a server. Figures are from
// https://docs.aws.amazon.com/ec2/latest/instancetypes/gp.html and the pages of
// the other families beside it, prices from https://aws.amazon.com/ec2/pricing/on-demand/.
//
// The sixth generation is what the newest regions start with, so that what is
// chosen from it can be had nearly everywhere; machines with GPUs cannot. See
// https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-regions.html.
var awsSeries = expand(platform.ProviderAWS, []series{
	{
		name: "t3", purpose: PurposeBurstable, architecture: ArchitectureAMD64, generation: 3, current: true,
		sizes: []size{
			{"t3.micro", 2, 1, 0, 0.0104},
			{"t3.small", 2, 2, 0, 0.0208},
			{"t3.medium", 2, 4, 0, 0.0416},
			{"t3.large", 2, 8, 0, 0.0832},
			{"t3.xlarge", 4, 16, 0, 0.1664},
			{"t3.2xlarge", 8, 32, 0, 0.3328},
		},
	},
	{
		name: "t4g", purpose: PurposeBurstable, architecture: ArchitectureARM64, generation: 4, current: true,
		sizes: []size{
			{"t4g.micro", 2, 1, 0, 0.0084},
			{"t4g.small", 2, 2, 0, 0.0168},
			{"t4g.medium", 2, 4, 0, 0.0336},
			{"t4g.large", 2, 8, 0, 0.0672},
			{"t4g.xlarge", 4, 16, 0, 0.1344},
			{"t4g.2xlarge", 8, 32, 0, 0.2688},
		},
	},
	{
		name: "m6i", purpose: PurposeGeneral, architecture: ArchitectureAMD64, generation: 6, current: true,
		sizes: []size{
			{"m6i.large", 2, 8, 0, 0.096},
			{"m6i.xlarge", 4, 16, 0, 0.192},
			{"m6i.2xlarge", 8, 32, 0, 0.384},
			{"m6i.4xlarge", 16, 64, 0, 0.768},
			{"m6i.8xlarge", 32, 128, 0, 1.536},
			{"m6i.12xlarge", 48, 192, 0, 2.304},
			{"m6i.16xlarge", 64, 256, 0, 3.072},
			{"m6i.24xlarge", 96, 384, 0, 4.608},
			{"m6i.32xlarge", 128, 512, 0, 6.144},
		},
	},
	{
		name: "m7i", purpose: PurposeGeneral, architecture: ArchitectureAMD64, generation: 7, current: true,
		sizes: []size{
			{"m7i.large", 2, 8, 0, 0.1008},
			{"m7i.xlarge", 4, 16, 0, 0.2016},
			{"m7i.2xlarge", 8, 32, 0, 0.4032},
			{"m7i.4xlarge", 16, 64, 0, 0.8064},
			{"m7i.8xlarge", 32, 128, 0, 1.6128},
			{"m7i.12xlarge", 48, 192, 0, 2.4192},
			{"m7i.16xlarge", 64, 256, 0, 3.2256},
			{"m7i.24xlarge", 96, 384, 0, 4.8384},
			{"m7i.48xlarge", 192, 768, 0, 9.6768},
		},
	},
	{
		name: "m6g", purpose: PurposeGeneral, architecture: ArchitectureARM64, generation: 6, current: true,
		sizes: []size{
			{"m6g.medium", 1, 4, 0, 0.0385},
			{"m6g.large", 2, 8, 0, 0.077},
			{"m6g.xlarge", 4, 16, 0, 0.154},
			{"m6g.2xlarge", 8, 32, 0, 0.308},
			{"m6g.4xlarge", 16, 64, 0, 0.616},
			{"m6g.8xlarge", 32, 128, 0, 1.232},
			{"m6g.12xlarge", 48, 192, 0, 1.848},
			{"m6g.16xlarge", 64, 256, 0, 2.464},
		},
	},
	{
		name: "m7g", purpose: PurposeGeneral, architecture: ArchitectureARM64, generation: 7, current: true,
		sizes: []size{
			{"m7g.medium", 1, 4, 0, 0.0408},
			{"m7g.large", 2, 8, 0, 0.0816},
			{"m7g.xlarge", 4, 16, 0, 0.1632},
			{"m7g.2xlarge", 8, 32, 0, 0.3264},
			{"m7g.4xlarge", 16, 64, 0, 0.6528},
			{"m7g.8xlarge", 32, 128, 0, 1.3056},
			{"m7g.12xlarge", 48, 192, 0, 1.9584},
			{"m7g.16xlarge", 64, 256, 0, 2.6112},
		},
	},
	{
		name: "m8g", purpose: PurposeGeneral, architecture: ArchitectureARM64, generation: 8, current: true,
		sizes: []size{
			{"m8g.medium", 1, 4, 0, 0.04488},
			{"m8g.large", 2, 8, 0, 0.08976},
			{"m8g.xlarge", 4, 16, 0, 0.17952},
			{"m8g.2xlarge", 8, 32, 0, 0.35904},
			{"m8g.4xlarge", 16, 64, 0, 0.71808},
			{"m8g.8xlarge", 32, 128, 0, 1.43616},
			{"m8g.12xlarge", 48, 192, 0, 2.15424},
			{"m8g.16xlarge", 64, 256, 0, 2.87232},
			{"m8g.24xlarge", 96, 384, 0, 4.30848},
			{"m8g.48xlarge", 192, 768, 0, 8.61696},
		},
	},
	{
		name: "c6i", purpose: PurposeCompute, architecture: ArchitectureAMD64, generation: 6, current: true,
		sizes: []size{
			{"c6i.large", 2, 4, 0, 0.085},
			{"c6i.xlarge", 4, 8, 0, 0.17},
			{"c6i.2xlarge", 8, 16, 0, 0.34},
			{"c6i.4xlarge", 16, 32, 0, 0.68},
			{"c6i.8xlarge", 32, 64, 0, 1.36},
			{"c6i.12xlarge", 48, 96, 0, 2.04},
			{"c6i.16xlarge", 64, 128, 0, 2.72},
			{"c6i.24xlarge", 96, 192, 0, 4.08},
			{"c6i.32xlarge", 128, 256, 0, 5.44},
		},
	},
	{
		name: "c7i", purpose: PurposeCompute, architecture: ArchitectureAMD64, generation: 7, current: true,
		sizes: []size{
			{"c7i.large", 2, 4, 0, 0.08925},
			{"c7i.xlarge", 4, 8, 0, 0.1785},
			{"c7i.2xlarge", 8, 16, 0, 0.357},
			{"c7i.4xlarge", 16, 32, 0, 0.714},
			{"c7i.8xlarge", 32, 64, 0, 1.428},
			{"c7i.12xlarge", 48, 96, 0, 2.142},
			{"c7i.16xlarge", 64, 128, 0, 2.856},
			{"c7i.24xlarge", 96, 192, 0, 4.284},
			{"c7i.48xlarge", 192, 384, 0, 8.568},
		},
	},
	{
		name: "c6g", purpose: PurposeCompute, architecture: ArchitectureARM64, generation: 6, current: true,
		sizes: []size{
			{"c6g.medium", 1, 2, 0, 0.034},
			{"c6g.large", 2, 4, 0, 0.068},
			{"c6g.xlarge", 4, 8, 0, 0.136},
			{"c6g.2xlarge", 8, 16, 0, 0.272},
			{"c6g.4xlarge", 16, 32, 0, 0.544},
			{"c6g.8xlarge", 32, 64, 0, 1.088},
			{"c6g.12xlarge", 48, 96, 0, 1.632},
			{"c6g.16xlarge", 64, 128, 0, 2.176},
		},
	},
	{
		name: "c7g", purpose: PurposeCompute, architecture: ArchitectureARM64, generation: 7, current: true,
		sizes: []size{
			{"c7g.medium", 1, 2, 0, 0.0363},
			{"c7g.large", 2, 4, 0, 0.0725},
			{"c7g.xlarge", 4, 8, 0, 0.145},
			{"c7g.2xlarge", 8, 16, 0, 0.29},
			{"c7g.4xlarge", 16, 32, 0, 0.58},
			{"c7g.8xlarge", 32, 64, 0, 1.16},
			{"c7g.12xlarge", 48, 96, 0, 1.74},
			{"c7g.16xlarge", 64, 128, 0, 2.32},
		},
	},
	{
		name: "c8g", purpose: PurposeCompute, architecture: ArchitectureARM64, generation: 8, current: true,
		sizes: []size{
			{"c8g.medium", 1, 2, 0, 0.03988},
			{"c8g.large", 2, 4, 0, 0.07976},
			{"c8g.xlarge", 4, 8, 0, 0.15952},
			{"c8g.2xlarge", 8, 16, 0, 0.31904},
			{"c8g.4xlarge", 16, 32, 0, 0.63808},
			{"c8g.8xlarge", 32, 64, 0, 1.27616},
			{"c8g.12xlarge", 48, 96, 0, 1.91424},
			{"c8g.16xlarge", 64, 128, 0, 2.55232},
			{"c8g.24xlarge", 96, 192, 0, 3.82848},
			{"c8g.48xlarge", 192, 384, 0, 7.65696},
		},
	},
	{
		name: "r6i", purpose: PurposeMemory, architecture: ArchitectureAMD64, generation: 6, current: true,
		sizes: []size{
			{"r6i.large", 2, 16, 0, 0.126},
			{"r6i.xlarge", 4, 32, 0, 0.252},
			{"r6i.2xlarge", 8, 64, 0, 0.504},
			{"r6i.4xlarge", 16, 128, 0, 1.008},
			{"r6i.8xlarge", 32, 256, 0, 2.016},
			{"r6i.12xlarge", 48, 384, 0, 3.024},
			{"r6i.16xlarge", 64, 512, 0, 4.032},
			{"r6i.24xlarge", 96, 768, 0, 6.048},
			{"r6i.32xlarge", 128, 1024, 0, 8.064},
		},
	},
	{
		name: "r7i", purpose: PurposeMemory, architecture: ArchitectureAMD64, generation: 7, current: true,
		sizes: []size{
			{"r7i.large", 2, 16, 0, 0.1323},
			{"r7i.xlarge", 4, 32, 0, 0.2646},
			{"r7i.2xlarge", 8, 64, 0, 0.5292},
			{"r7i.4xlarge", 16, 128, 0, 1.0584},
			{"r7i.8xlarge", 32, 256, 0, 2.1168},
			{"r7i.12xlarge", 48, 384, 0, 3.1752},
			{"r7i.16xlarge", 64, 512, 0, 4.2336},
			{"r7i.24xlarge", 96, 768, 0, 6.3504},
			{"r7i.48xlarge", 192, 1536, 0, 12.7008},
		},
	},
	{
		name: "r6g", purpose: PurposeMemory, architecture: ArchitectureARM64, generation: 6, current: true,
		sizes: []size{
			{"r6g.medium", 1, 8, 0, 0.0504},
			{"r6g.large", 2, 16, 0, 0.1008},
			{"r6g.xlarge", 4, 32, 0, 0.2016},
			{"r6g.2xlarge", 8, 64, 0, 0.4032},
			{"r6g.4xlarge", 16, 128, 0, 0.8064},
			{"r6g.8xlarge", 32, 256, 0, 1.6128},
			{"r6g.12xlarge", 48, 384, 0, 2.4192},
			{"r6g.16xlarge", 64, 512, 0, 3.2256},
		},
	},
	{
		name: "r7g", purpose: PurposeMemory, architecture: ArchitectureARM64, generation: 7, current: true,
		sizes: []size{
			{"r7g.medium", 1, 8, 0, 0.0536},
			{"r7g.large", 2, 16, 0, 0.1071},
			{"r7g.xlarge", 4, 32, 0, 0.2142},
			{"r7g.2xlarge", 8, 64, 0, 0.4284},
			{"r7g.4xlarge", 16, 128, 0, 0.8568},
			{"r7g.8xlarge", 32, 256, 0, 1.7136},
			{"r7g.12xlarge", 48, 384, 0, 2.5704},
			{"r7g.16xlarge", 64, 512, 0, 3.4272},
		},
	},
	{
		name: "r8g", purpose: PurposeMemory, architecture: ArchitectureARM64, generation: 8, current: true,
		sizes: []size{
			{"r8g.medium", 1, 8, 0, 0.05891},
			{"r8g.large", 2, 16, 0, 0.11782},
			{"r8g.xlarge", 4, 32, 0, 0.23564},
			{"r8g.2xlarge", 8, 64, 0, 0.47128},
			{"r8g.4xlarge", 16, 128, 0, 0.94256},
			{"r8g.8xlarge", 32, 256, 0, 1.88512},
			{"r8g.12xlarge", 48, 384, 0, 2.82768},
			{"r8g.16xlarge", 64, 512, 0, 3.77024},
			{"r8g.24xlarge", 96, 768, 0, 5.65536},
			{"r8g.48xlarge", 192, 1536, 0, 11.31072},
		},
	},
	{
		name: "m5", purpose: PurposeGeneral, architecture: ArchitectureAMD64, generation: 5,
		sizes: []size{
			{"m5.large", 2, 8, 0, 0.096},
			{"m5.xlarge", 4, 16, 0, 0.192},
			{"m5.2xlarge", 8, 32, 0, 0.384},
			{"m5.4xlarge", 16, 64, 0, 0.768},
			{"m5.8xlarge", 32, 128, 0, 1.536},
			{"m5.12xlarge", 48, 192, 0, 2.304},
			{"m5.16xlarge", 64, 256, 0, 3.072},
			{"m5.24xlarge", 96, 384, 0, 4.608},
		},
	},
	{
		name: "c5", purpose: PurposeCompute, architecture: ArchitectureAMD64, generation: 5,
		sizes: []size{
			{"c5.large", 2, 4, 0, 0.085},
			{"c5.xlarge", 4, 8, 0, 0.17},
			{"c5.2xlarge", 8, 16, 0, 0.34},
			{"c5.4xlarge", 16, 32, 0, 0.68},
			{"c5.9xlarge", 36, 72, 0, 1.53},
			{"c5.12xlarge", 48, 96, 0, 2.04},
			{"c5.18xlarge", 72, 144, 0, 3.06},
			{"c5.24xlarge", 96, 192, 0, 4.08},
		},
	},
	{
		name: "r5", purpose: PurposeMemory, architecture: ArchitectureAMD64, generation: 5,
		sizes: []size{
			{"r5.large", 2, 16, 0, 0.126},
			{"r5.xlarge", 4, 32, 0, 0.252},
			{"r5.2xlarge", 8, 64, 0, 0.504},
			{"r5.4xlarge", 16, 128, 0, 1.008},
			{"r5.8xlarge", 32, 256, 0, 2.016},
			{"r5.12xlarge", 48, 384, 0, 3.024},
			{"r5.16xlarge", 64, 512, 0, 4.032},
			{"r5.24xlarge", 96, 768, 0, 6.048},
		},
	},
	{
		name: "g4dn", purpose: PurposeGPU, architecture: ArchitectureAMD64, generation: 4, current: true, localDisk: true, gpu: GPU{Model: "T4", MemoryGiB: 16},
		sizes: []size{
			{"g4dn.xlarge", 4, 16, 1, 0.526},
			{"g4dn.2xlarge", 8, 32, 1, 0.752},
			{"g4dn.4xlarge", 16, 64, 1, 1.204},
			{"g4dn.8xlarge", 32, 128, 1, 2.176},
			{"g4dn.12xlarge", 48, 192, 4, 3.912},
			{"g4dn.16xlarge", 64, 256, 1, 4.352},
		},
	},
	{
		name: "g5", purpose: PurposeGPU, architecture: ArchitectureAMD64, generation: 5, current: true, localDisk: true, gpu: GPU{Model: "A10G", MemoryGiB: 24},
		sizes: []size{
			{"g5.xlarge", 4, 16, 1, 1.006},
			{"g5.2xlarge", 8, 32, 1, 1.212},
			{"g5.4xlarge", 16, 64, 1, 1.624},
			{"g5.8xlarge", 32, 128, 1, 2.448},
			{"g5.16xlarge", 64, 256, 1, 4.096},
			{"g5.12xlarge", 48, 192, 4, 5.672},
			{"g5.24xlarge", 96, 384, 4, 8.144},
			{"g5.48xlarge", 192, 768, 8, 16.288},
		},
	},
	{
		name: "g6", purpose: PurposeGPU, architecture: ArchitectureAMD64, generation: 6, current: true, localDisk: true, gpu: GPU{Model: "L4", MemoryGiB: 24},
		sizes: []size{
			{"g6.xlarge", 4, 16, 1, 0.8048},
			{"g6.2xlarge", 8, 32, 1, 0.9776},
			{"g6.4xlarge", 16, 64, 1, 1.3232},
			{"g6.8xlarge", 32, 128, 1, 2.0144},
			{"g6.16xlarge", 64, 256, 1, 3.3968},
			{"g6.12xlarge", 48, 192, 4, 4.6016},
			{"g6.24xlarge", 96, 384, 4, 6.6752},
			{"g6.48xlarge", 192, 768, 8, 13.3504},
		},
	},
	{
		name: "g6e", purpose: PurposeGPU, architecture: ArchitectureAMD64, generation: 6, current: true, localDisk: true, gpu: GPU{Model: "L40S", MemoryGiB: 48},
		sizes: []size{
			{"g6e.xlarge", 4, 32, 1, 1.861},
			{"g6e.2xlarge", 8, 64, 1, 2.24208},
			{"g6e.4xlarge", 16, 128, 1, 3.00424},
			{"g6e.8xlarge", 32, 256, 1, 4.52856},
			{"g6e.16xlarge", 64, 512, 1, 7.57719},
			{"g6e.12xlarge", 48, 384, 4, 10.49264},
			{"g6e.24xlarge", 96, 768, 4, 15.06559},
			{"g6e.48xlarge", 192, 1536, 8, 30.13118},
		},
	},
	{
		name: "p4d", purpose: PurposeGPU, architecture: ArchitectureAMD64, generation: 4, current: true, localDisk: true, gpu: GPU{Model: "A100", MemoryGiB: 40},
		sizes: []size{
			{"p4d.24xlarge", 96, 1152, 8, 21.95764},
		},
	},
	{
		name: "p4de", purpose: PurposeGPU, architecture: ArchitectureAMD64, generation: 4, current: true, localDisk: true, gpu: GPU{Model: "A100", MemoryGiB: 80},
		sizes: []size{
			{"p4de.24xlarge", 96, 1152, 8, 27.44705},
		},
	},
	{
		name: "p5", purpose: PurposeGPU, architecture: ArchitectureAMD64, generation: 5, current: true, localDisk: true, gpu: GPU{Model: "H100", MemoryGiB: 80},
		sizes: []size{
			{"p5.4xlarge", 16, 256, 1, 6.88},
			{"p5.48xlarge", 192, 2048, 8, 55.04},
		},
	},
})
