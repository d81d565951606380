// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package images

import (
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/machines"
)

// Publishers of the Azure Marketplace, and the offers that have more than one image.
const (
	publisherCanonical = "Canonical"
	publisherDebian    = "Debian"
	publisherRocky     = "resf"
	publisherWindows   = "MicrosoftWindowsServer"

	offerDebian12   = "debian-12"
	offerUbuntu2204 = "0001-com-ubuntu-server-jammy"
	offerUbuntu2404 = "ubuntu-24_04-lts"
	offerWindows    = "WindowsServer"
)

// Users that Azure is told to create. It refuses the usual ones, such as admin. See
// https://learn.microsoft.com/azure/virtual-machines/linux/faq#what-are-the-username-requirements-when-creating-a-vm-.
const (
	azureUserDebian  = "debian"
	azureUserRocky   = "rocky"
	azureUserUbuntu  = "ubuntu"
	azureUserWindows = "azureuser"
)

// azureImages are images of the Azure Marketplace, as of 2026-07-20. All of them are
// of generation 2 and take trusted launch, those of Linux run cloud-init. See
// https://documentation.ubuntu.com/azure/azure-how-to/instances/find-ubuntu-images/,
// https://wiki.debian.org/Cloud/MicrosoftAzure,
// https://learn.microsoft.com/azure/virtual-machines/linux/endorsed-distros,
// https://rockylinux.org/download and
// https://learn.microsoft.com/azure/virtual-machines/trusted-launch. The images of
// Rocky Linux are a product with a plan that costs nothing.
func azureImages() []Image {
	return []Image{
		azure(Debian12, machines.ArchitectureAMD64, azureUserDebian, Reference{Publisher: publisherDebian, Offer: offerDebian12, SKU: "12-gen2"}),
		azure(Debian12, machines.ArchitectureARM64, azureUserDebian, Reference{Publisher: publisherDebian, Offer: offerDebian12, SKU: "12-arm64"}),
		azure(Rocky9, machines.ArchitectureAMD64, azureUserRocky, Reference{Publisher: publisherRocky, Offer: "rockylinux-x86_64", SKU: "9-base", Plan: true}),
		azure(Rocky9, machines.ArchitectureARM64, azureUserRocky, Reference{Publisher: publisherRocky, Offer: "rockylinux-aarch64", SKU: "9-base", Plan: true}),
		azure(Ubuntu2204, machines.ArchitectureAMD64, azureUserUbuntu, Reference{Publisher: publisherCanonical, Offer: offerUbuntu2204, SKU: "22_04-lts-gen2"}),
		azure(Ubuntu2204, machines.ArchitectureARM64, azureUserUbuntu, Reference{Publisher: publisherCanonical, Offer: offerUbuntu2204, SKU: "22_04-lts-arm64"}),
		azure(Ubuntu2404, machines.ArchitectureAMD64, azureUserUbuntu, Reference{Publisher: publisherCanonical, Offer: offerUbuntu2404, SKU: "server"}),
		azure(Ubuntu2404, machines.ArchitectureARM64, azureUserUbuntu, Reference{Publisher: publisherCanonical, Offer: offerUbuntu2404, SKU: "server-arm64"}),
		azure(Windows2022, machines.ArchitectureAMD64, azureUserWindows, Reference{Publisher: publisherWindows, Offer: offerWindows, SKU: "2022-datacenter-g2"}),
		azure(Windows2025, machines.ArchitectureAMD64, azureUserWindows, Reference{Publisher: publisherWindows, Offer: offerWindows, SKU: "2025-datacenter-g2"}),
	}
}

func azure(n Name, a machines.Architecture, user string, r Reference) Image {
	r.Version = Latest
	return Image{
		Provider: platform.ProviderAzure, Name: n, Architecture: a, OS: n.OS(),
		User: user, CloudInit: n.OS() == Linux, Reference: r,
	}
}
