// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package machines

import (
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// azureSeries are sizes of virtual machines, with the pay-as-you-go prices of
// Linux in eastus of 2026-06-18. All of them can use premium storage and
// accelerated networking, and boot images of generation 2; those with a local
// disk can have an ephemeral OS disk on it. Sizes that own a fraction of a GPU
// are left out: a request for one GPU must not be answered with a sixth.
// Figures are from https://learn.microsoft.com/azure/virtual-machines/sizes/overview,
// prices and the regions that have one from
// https://learn.microsoft.com/rest/api/cost-management/retail-prices/azure-retail-prices.
var azureSeries = expand(platform.ProviderAzure, []series{
	{
		name: "Bsv2", purpose: PurposeBurstable, architecture: ArchitectureAMD64, generation: 2, current: true,
		sizes: []size{
			{"Standard_B2s_v2", 2, 8, 0, 0.0832},
			{"Standard_B4s_v2", 4, 16, 0, 0.166},
			{"Standard_B8s_v2", 8, 32, 0, 0.333},
			{"Standard_B16s_v2", 16, 64, 0, 0.666},
			{"Standard_B32s_v2", 32, 128, 0, 1.331},
		},
	},
	{
		name: "Blsv2", purpose: PurposeBurstable, architecture: ArchitectureAMD64, generation: 2, current: true,
		sizes: []size{
			{"Standard_B2ls_v2", 2, 4, 0, 0.0416},
			{"Standard_B4ls_v2", 4, 8, 0, 0.147},
			{"Standard_B8ls_v2", 8, 16, 0, 0.294},
			{"Standard_B16ls_v2", 16, 32, 0, 0.589},
			{"Standard_B32ls_v2", 32, 64, 0, 1.179},
		},
	},
	{
		name: "Bpsv2", purpose: PurposeBurstable, architecture: ArchitectureARM64, generation: 2, current: true, onlyIn: azureArmV5,
		sizes: []size{
			{"Standard_B2ps_v2", 2, 8, 0, 0.0672},
			{"Standard_B4ps_v2", 4, 16, 0, 0.134},
			{"Standard_B8ps_v2", 8, 32, 0, 0.269},
			{"Standard_B16ps_v2", 16, 64, 0, 0.538},
		},
	},
	{
		name: "Bplsv2", purpose: PurposeBurstable, architecture: ArchitectureARM64, generation: 2, current: true, onlyIn: azureArmV5,
		sizes: []size{
			{"Standard_B2pls_v2", 2, 4, 0, 0.0336},
			{"Standard_B4pls_v2", 4, 8, 0, 0.119},
			{"Standard_B8pls_v2", 8, 16, 0, 0.238},
			{"Standard_B16pls_v2", 16, 32, 0, 0.476},
		},
	},
	{
		name: "Dsv5", purpose: PurposeGeneral, architecture: ArchitectureAMD64, generation: 5, current: true,
		sizes: []size{
			{"Standard_D2s_v5", 2, 8, 0, 0.096},
			{"Standard_D4s_v5", 4, 16, 0, 0.192},
			{"Standard_D8s_v5", 8, 32, 0, 0.384},
			{"Standard_D16s_v5", 16, 64, 0, 0.768},
			{"Standard_D32s_v5", 32, 128, 0, 1.536},
			{"Standard_D48s_v5", 48, 192, 0, 2.304},
			{"Standard_D64s_v5", 64, 256, 0, 3.072},
			{"Standard_D96s_v5", 96, 384, 0, 4.608},
		},
	},
	{
		name: "Dsv6", purpose: PurposeGeneral, architecture: ArchitectureAMD64, generation: 6, current: true, storage: StorageNVMe, notIn: azureWithoutV6,
		sizes: []size{
			{"Standard_D2s_v6", 2, 8, 0, 0.101},
			{"Standard_D4s_v6", 4, 16, 0, 0.202},
			{"Standard_D8s_v6", 8, 32, 0, 0.403},
			{"Standard_D16s_v6", 16, 64, 0, 0.806},
			{"Standard_D32s_v6", 32, 128, 0, 1.613},
			{"Standard_D48s_v6", 48, 192, 0, 2.419},
			{"Standard_D64s_v6", 64, 256, 0, 3.226},
			{"Standard_D96s_v6", 96, 384, 0, 4.838},
			{"Standard_D128s_v6", 128, 512, 0, 6.451},
			{"Standard_D192s_v6", 192, 768, 0, 9.677},
		},
	},
	{
		name: "Dpsv5", purpose: PurposeGeneral, architecture: ArchitectureARM64, generation: 5, current: true, onlyIn: azureArmV5,
		sizes: []size{
			{"Standard_D2ps_v5", 2, 8, 0, 0.077},
			{"Standard_D4ps_v5", 4, 16, 0, 0.154},
			{"Standard_D8ps_v5", 8, 32, 0, 0.308},
			{"Standard_D16ps_v5", 16, 64, 0, 0.616},
			{"Standard_D32ps_v5", 32, 128, 0, 1.232},
			{"Standard_D48ps_v5", 48, 192, 0, 1.848},
			{"Standard_D64ps_v5", 64, 208, 0, 2.464},
		},
	},
	{
		name: "Dpsv6", purpose: PurposeGeneral, architecture: ArchitectureARM64, generation: 6, current: true, storage: StorageNVMe, onlyIn: azureArmV6,
		sizes: []size{
			{"Standard_D2ps_v6", 2, 8, 0, 0.0702},
			{"Standard_D4ps_v6", 4, 16, 0, 0.14},
			{"Standard_D8ps_v6", 8, 32, 0, 0.281},
			{"Standard_D16ps_v6", 16, 64, 0, 0.562},
			{"Standard_D32ps_v6", 32, 128, 0, 1.123},
			{"Standard_D48ps_v6", 48, 192, 0, 1.685},
			{"Standard_D64ps_v6", 64, 256, 0, 2.246},
			{"Standard_D96ps_v6", 96, 384, 0, 3.37},
		},
	},
	{
		name: "Dlsv5", purpose: PurposeCompute, architecture: ArchitectureAMD64, generation: 5, current: true,
		sizes: []size{
			{"Standard_D2ls_v5", 2, 4, 0, 0.085},
			{"Standard_D4ls_v5", 4, 8, 0, 0.17},
			{"Standard_D8ls_v5", 8, 16, 0, 0.34},
			{"Standard_D16ls_v5", 16, 32, 0, 0.68},
			{"Standard_D32ls_v5", 32, 64, 0, 1.36},
			{"Standard_D48ls_v5", 48, 96, 0, 2.04},
			{"Standard_D64ls_v5", 64, 128, 0, 2.72},
			{"Standard_D96ls_v5", 96, 192, 0, 4.08},
		},
	},
	{
		name: "Dlsv6", purpose: PurposeCompute, architecture: ArchitectureAMD64, generation: 6, current: true, storage: StorageNVMe, notIn: azureWithoutV6,
		sizes: []size{
			{"Standard_D2ls_v6", 2, 4, 0, 0.0893},
			{"Standard_D4ls_v6", 4, 8, 0, 0.179},
			{"Standard_D8ls_v6", 8, 16, 0, 0.357},
			{"Standard_D16ls_v6", 16, 32, 0, 0.714},
			{"Standard_D32ls_v6", 32, 64, 0, 1.428},
			{"Standard_D48ls_v6", 48, 96, 0, 2.142},
			{"Standard_D64ls_v6", 64, 128, 0, 2.856},
			{"Standard_D96ls_v6", 96, 192, 0, 4.284},
			{"Standard_D128ls_v6", 128, 256, 0, 5.713},
		},
	},
	{
		name: "Dplsv5", purpose: PurposeCompute, architecture: ArchitectureARM64, generation: 5, current: true, onlyIn: azureArmV5,
		sizes: []size{
			{"Standard_D2pls_v5", 2, 4, 0, 0.068},
			{"Standard_D4pls_v5", 4, 8, 0, 0.136},
			{"Standard_D8pls_v5", 8, 16, 0, 0.272},
			{"Standard_D16pls_v5", 16, 32, 0, 0.544},
			{"Standard_D32pls_v5", 32, 64, 0, 1.088},
			{"Standard_D48pls_v5", 48, 96, 0, 1.632},
			{"Standard_D64pls_v5", 64, 128, 0, 2.176},
		},
	},
	{
		name: "Dplsv6", purpose: PurposeCompute, architecture: ArchitectureARM64, generation: 6, current: true, storage: StorageNVMe, onlyIn: azureArmV6,
		sizes: []size{
			{"Standard_D2pls_v6", 2, 4, 0, 0.062},
			{"Standard_D4pls_v6", 4, 8, 0, 0.124},
			{"Standard_D8pls_v6", 8, 16, 0, 0.248},
			{"Standard_D16pls_v6", 16, 32, 0, 0.496},
			{"Standard_D32pls_v6", 32, 64, 0, 0.992},
			{"Standard_D48pls_v6", 48, 96, 0, 1.488},
			{"Standard_D64pls_v6", 64, 128, 0, 1.984},
			{"Standard_D96pls_v6", 96, 192, 0, 2.976},
		},
	},
	{
		name: "Fsv2", purpose: PurposeCompute, architecture: ArchitectureAMD64, generation: 2, current: true, localDisk: true,
		sizes: []size{
			{"Standard_F2s_v2", 2, 4, 0, 0.0846},
			{"Standard_F4s_v2", 4, 8, 0, 0.169},
			{"Standard_F8s_v2", 8, 16, 0, 0.338},
			{"Standard_F16s_v2", 16, 32, 0, 0.677},
			{"Standard_F32s_v2", 32, 64, 0, 1.353},
			{"Standard_F48s_v2", 48, 96, 0, 2.03},
			{"Standard_F64s_v2", 64, 128, 0, 2.706},
			{"Standard_F72s_v2", 72, 144, 0, 3.045},
		},
	},
	{
		name: "Falsv6", purpose: PurposeCompute, architecture: ArchitectureAMD64, generation: 6, current: true, storage: StorageNVMe,
		sizes: []size{
			{"Standard_F2als_v6", 2, 4, 0, 0.121},
			{"Standard_F4als_v6", 4, 8, 0, 0.242},
			{"Standard_F8als_v6", 8, 16, 0, 0.484},
			{"Standard_F16als_v6", 16, 32, 0, 0.968},
			{"Standard_F32als_v6", 32, 64, 0, 1.936},
			{"Standard_F48als_v6", 48, 96, 0, 2.904},
			{"Standard_F64als_v6", 64, 128, 0, 3.872},
		},
	},
	{
		name: "Fasv6", purpose: PurposeCompute, architecture: ArchitectureAMD64, generation: 6, current: true, storage: StorageNVMe,
		sizes: []size{
			{"Standard_F2as_v6", 2, 8, 0, 0.137},
			{"Standard_F4as_v6", 4, 16, 0, 0.273},
			{"Standard_F8as_v6", 8, 32, 0, 0.546},
			{"Standard_F16as_v6", 16, 64, 0, 1.093},
			{"Standard_F32as_v6", 32, 128, 0, 2.186},
			{"Standard_F48as_v6", 48, 192, 0, 3.278},
			{"Standard_F64as_v6", 64, 256, 0, 4.371},
		},
	},
	{
		name: "Esv5", purpose: PurposeMemory, architecture: ArchitectureAMD64, generation: 5, current: true,
		sizes: []size{
			{"Standard_E2s_v5", 2, 16, 0, 0.126},
			{"Standard_E4s_v5", 4, 32, 0, 0.252},
			{"Standard_E8s_v5", 8, 64, 0, 0.504},
			{"Standard_E16s_v5", 16, 128, 0, 1.008},
			{"Standard_E20s_v5", 20, 160, 0, 1.26},
			{"Standard_E32s_v5", 32, 256, 0, 2.016},
			{"Standard_E48s_v5", 48, 384, 0, 3.024},
			{"Standard_E64s_v5", 64, 512, 0, 4.032},
			{"Standard_E96s_v5", 96, 672, 0, 6.048},
		},
	},
	{
		name: "Esv6", purpose: PurposeMemory, architecture: ArchitectureAMD64, generation: 6, current: true, storage: StorageNVMe, notIn: azureWithoutV6,
		sizes: []size{
			{"Standard_E2s_v6", 2, 16, 0, 0.132},
			{"Standard_E4s_v6", 4, 32, 0, 0.265},
			{"Standard_E8s_v6", 8, 64, 0, 0.529},
			{"Standard_E16s_v6", 16, 128, 0, 1.058},
			{"Standard_E20s_v6", 20, 160, 0, 1.323},
			{"Standard_E32s_v6", 32, 256, 0, 2.117},
			{"Standard_E48s_v6", 48, 384, 0, 3.175},
			{"Standard_E64s_v6", 64, 512, 0, 4.234},
			{"Standard_E96s_v6", 96, 768, 0, 6.35},
			{"Standard_E128s_v6", 128, 1024, 0, 8.467},
		},
	},
	{
		name: "Epsv5", purpose: PurposeMemory, architecture: ArchitectureARM64, generation: 5, current: true, onlyIn: azureArmV5,
		sizes: []size{
			{"Standard_E2ps_v5", 2, 16, 0, 0.101},
			{"Standard_E4ps_v5", 4, 32, 0, 0.202},
			{"Standard_E8ps_v5", 8, 64, 0, 0.403},
			{"Standard_E16ps_v5", 16, 128, 0, 0.806},
			{"Standard_E20ps_v5", 20, 160, 0, 1.008},
			{"Standard_E32ps_v5", 32, 208, 0, 1.613},
		},
	},
	{
		name: "Epsv6", purpose: PurposeMemory, architecture: ArchitectureARM64, generation: 6, current: true, storage: StorageNVMe, onlyIn: azureArmV6,
		sizes: []size{
			{"Standard_E2ps_v6", 2, 16, 0, 0.0922},
			{"Standard_E4ps_v6", 4, 32, 0, 0.184},
			{"Standard_E8ps_v6", 8, 64, 0, 0.369},
			{"Standard_E16ps_v6", 16, 128, 0, 0.738},
			{"Standard_E32ps_v6", 32, 256, 0, 1.475},
			{"Standard_E48ps_v6", 48, 384, 0, 2.213},
			{"Standard_E64ps_v6", 64, 512, 0, 2.95},
			{"Standard_E96ps_v6", 96, 672, 0, 4.426},
		},
	},
	{
		name: "NCasT4_v3", purpose: PurposeGPU, architecture: ArchitectureAMD64, generation: 3, current: true, localDisk: true, gpu: GPU{Model: "T4", MemoryGiB: 16}, onlyIn: azureT4,
		sizes: []size{
			{"Standard_NC4as_T4_v3", 4, 28, 1, 0.526},
			{"Standard_NC8as_T4_v3", 8, 56, 1, 0.752},
			{"Standard_NC16as_T4_v3", 16, 110, 1, 1.204},
			{"Standard_NC64as_T4_v3", 64, 440, 4, 4.352},
		},
	},
	{
		name: "NVadsA10_v5", purpose: PurposeGPU, architecture: ArchitectureAMD64, generation: 5, current: true, localDisk: true, gpu: GPU{Model: "A10", MemoryGiB: 24}, onlyIn: azureA10,
		sizes: []size{
			{"Standard_NV36ads_A10_v5", 36, 440, 1, 3.2},
			{"Standard_NV72ads_A10_v5", 72, 880, 2, 6.52},
		},
	},
	{
		name: "NVadmsA10_v5", purpose: PurposeGPU, architecture: ArchitectureAMD64, generation: 5, current: true, localDisk: true, gpu: GPU{Model: "A10", MemoryGiB: 24}, onlyIn: azureA10,
		sizes: []size{
			{"Standard_NV36adms_A10_v5", 36, 880, 1, 4.52},
		},
	},
	{
		name: "NCadsA100_v4", purpose: PurposeGPU, architecture: ArchitectureAMD64, generation: 4, current: true, localDisk: true, gpu: GPU{Model: "A100", MemoryGiB: 80}, onlyIn: azureA100,
		sizes: []size{
			{"Standard_NC24ads_A100_v4", 24, 220, 1, 3.673},
			{"Standard_NC48ads_A100_v4", 48, 440, 2, 7.346},
			{"Standard_NC96ads_A100_v4", 96, 880, 4, 14.692},
		},
	},
	{
		name: "NDasrA100_v4", purpose: PurposeGPU, architecture: ArchitectureAMD64, generation: 4, current: true, localDisk: true, gpu: GPU{Model: "A100", MemoryGiB: 40}, onlyIn: azureNDA100,
		sizes: []size{
			{"Standard_ND96asr_v4", 96, 900, 8, 27.197},
		},
	},
	{
		name: "NDamsrA100_v4", purpose: PurposeGPU, architecture: ArchitectureAMD64, generation: 4, current: true, localDisk: true, gpu: GPU{Model: "A100", MemoryGiB: 80}, onlyIn: azureNDmA100,
		sizes: []size{
			{"Standard_ND96amsr_A100_v4", 96, 1800, 8, 32.77},
		},
	},
	{
		name: "NCadsH100_v5", purpose: PurposeGPU, architecture: ArchitectureAMD64, generation: 5, current: true, localDisk: true, gpu: GPU{Model: "H100", MemoryGiB: 94}, onlyIn: azureH100,
		sizes: []size{
			{"Standard_NC40ads_H100_v5", 40, 320, 1, 6.98},
			{"Standard_NC80adis_H100_v5", 80, 640, 2, 13.96},
		},
	},
	{
		name: "NDisrH100_v5", purpose: PurposeGPU, architecture: ArchitectureAMD64, generation: 5, current: true, localDisk: true, gpu: GPU{Model: "H100", MemoryGiB: 80}, onlyIn: azureNDH100,
		sizes: []size{
			{"Standard_ND96isr_H100_v5", 96, 1900, 8, 98.32},
		},
	},
})

// Regions with Ampere Altra, that is the series Dpsv5 and its relatives.
var azureArmV5 = []string{
	"australiaeast", "canadacentral", "centralindia", "centralus", "eastasia", "eastus", "eastus2", "francecentral",
	"germanywestcentral", "japaneast", "jioindiacentral", "jioindiawest", "northcentralus", "northeurope",
	"southcentralus", "southeastasia", "swedencentral", "switzerlandnorth", "uksouth", "westcentralus", "westeurope",
	"westus", "westus2", "westus3",
}

// Regions with Cobalt 100, that is the series Dpsv6 and its relatives.
var azureArmV6 = []string{
	"australiaeast", "australiasoutheast", "brazilsouth", "canadacentral", "canadaeast", "centralindia", "centralus",
	"eastasia", "eastus", "eastus2", "francecentral", "germanywestcentral", "italynorth", "japaneast", "japanwest",
	"koreacentral", "mexicocentral", "newzealandnorth", "northcentralus", "northeurope", "norwayeast", "polandcentral",
	"southafricanorth", "southcentralus", "southeastasia", "spaincentral", "swedencentral", "switzerlandnorth",
	"uaenorth", "uksouth", "ukwest", "westcentralus", "westeurope", "westus", "westus2", "westus3",
}

// Regions without Intel processors of the sixth series.
var azureWithoutV6 = []string{
	"belgiumcentral", "chilecentral", "denmarkeast", "indonesiacentral", "malaysiawest", "newzealandnorth",
}

// Regions with GPUs of each model. The large machines with InfiniBand are in fewer than the small ones.
var azureT4 = []string{
	"australiacentral", "australiacentral2", "australiaeast", "brazilsouth", "canadacentral", "centralindia",
	"centralus", "eastus", "eastus2", "francecentral", "germanywestcentral", "israelcentral", "italynorth", "japaneast",
	"japanwest", "koreacentral", "malaysiawest", "northcentralus", "northeurope", "polandcentral", "southcentralus",
	"southeastasia", "southindia", "swedencentral", "uksouth", "westeurope", "westus", "westus2", "westus3",
}

var azureA10 = []string{
	"australiaeast", "brazilsouth", "canadacentral", "centralindia", "centralus", "eastasia", "eastus", "eastus2",
	"francecentral", "germanywestcentral", "indonesiacentral", "israelcentral", "italynorth", "japaneast",
	"jioindiacentral", "jioindiawest", "koreacentral", "koreasouth", "malaysiawest", "mexicocentral", "northcentralus",
	"northeurope", "polandcentral", "qatarcentral", "southafricanorth", "southcentralus", "southeastasia",
	"spaincentral", "swedencentral", "switzerlandnorth", "uaenorth", "uksouth", "westeurope", "westus", "westus2",
	"westus3",
}

var azureA100 = []string{
	"australiaeast", "brazilsouth", "canadacentral", "centralindia", "centralus", "eastus", "eastus2", "francecentral",
	"germanywestcentral", "italynorth", "japaneast", "jioindiacentral", "jioindiawest", "koreacentral",
	"northcentralus", "northeurope", "polandcentral", "southcentralus", "southeastasia", "spaincentral",
	"swedencentral", "switzerlandnorth", "uksouth", "westeurope", "westus", "westus2", "westus3",
}

var azureNDA100 = []string{
	"eastus", "italynorth", "southcentralus", "westeurope", "westus2",
}

var azureNDmA100 = []string{
	"australiaeast", "brazilsouth", "canadacentral", "canadaeast", "centralus", "eastus", "eastus2", "francecentral",
	"germanynorth", "italynorth", "japaneast", "japanwest", "norwayeast", "polandcentral", "southafricanorth",
	"southcentralus", "southindia", "spaincentral", "swedencentral", "switzerlandnorth", "switzerlandwest",
	"uaecentral", "uaenorth", "uksouth", "ukwest", "westeurope", "westus", "westus2", "westus3",
}

var azureH100 = []string{
	"australiaeast", "canadacentral", "centralindia", "centralus", "eastus", "eastus2", "germanywestcentral",
	"indonesiacentral", "japaneast", "jioindiacentral", "jioindiawest", "koreacentral", "koreasouth", "malaysiawest",
	"northcentralus", "northeurope", "southcentralus", "southeastasia", "spaincentral", "swedencentral",
	"switzerlandnorth", "uaenorth", "uksouth", "westeurope", "westus", "westus2", "westus3",
}

var azureNDH100 = []string{
	"australiaeast", "canadacentral", "centralus", "eastus", "eastus2", "japaneast", "japanwest", "koreacentral",
	"northcentralus", "polandcentral", "southafricanorth", "southafricawest", "southcentralus", "spaincentral",
	"swedencentral", "switzerlandnorth", "uaenorth", "uksouth", "westcentralus", "westeurope", "westus", "westus2",
	"westus3",
}
