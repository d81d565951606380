// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package images

import (
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/machines"
)

// Users that the guest agent of GCP creates for the keys of a machine. Windows has no
// user before somebody resets a password.
const (
	gcpUserDebian = "debian"
	gcpUserRocky  = "rocky"
	gcpUserUbuntu = "ubuntu"
)

// gcpImages are families of images, as of 2026-07-20. All of them support Shielded VM.
// Only those of Ubuntu have cloud-init; the others have the guest agent, which runs
// scripts. See https://cloud.google.com/compute/docs/images/os-details.
func gcpImages() []Image {
	return []Image{
		gcp(Debian12, machines.ArchitectureAMD64, gcpUserDebian, "debian-cloud", "debian-12"),
		gcp(Debian12, machines.ArchitectureARM64, gcpUserDebian, "debian-cloud", "debian-12-arm64"),
		gcp(Rocky9, machines.ArchitectureAMD64, gcpUserRocky, "rocky-linux-cloud", "rocky-linux-9"),
		gcp(Rocky9, machines.ArchitectureARM64, gcpUserRocky, "rocky-linux-cloud", "rocky-linux-9-arm64"),
		gcp(Ubuntu2204, machines.ArchitectureAMD64, gcpUserUbuntu, "ubuntu-os-cloud", "ubuntu-2204-lts"),
		gcp(Ubuntu2204, machines.ArchitectureARM64, gcpUserUbuntu, "ubuntu-os-cloud", "ubuntu-2204-lts-arm64"),
		gcp(Ubuntu2404, machines.ArchitectureAMD64, gcpUserUbuntu, "ubuntu-os-cloud", "ubuntu-2404-lts-amd64"),
		gcp(Ubuntu2404, machines.ArchitectureARM64, gcpUserUbuntu, "ubuntu-os-cloud", "ubuntu-2404-lts-arm64"),
		gcp(Windows2022, machines.ArchitectureAMD64, "", "windows-cloud", "windows-2022"),
		gcp(Windows2025, machines.ArchitectureAMD64, "", "windows-cloud", "windows-2025"),
	}
}

func gcp(n Name, a machines.Architecture, user, project, family string) Image {
	return Image{
		Provider: platform.ProviderGCP, Name: n, Architecture: a, OS: n.OS(),
		User: user, CloudInit: user == gcpUserUbuntu, Family: "projects/" + project + "/global/images/family/" + family,
	}
}
