// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package images

import (
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/machines"
)

// TestTablesAreComplete proves that every cloud has every image for every architecture
// that it is made for, or says what to do instead.
func TestTablesAreComplete(t *testing.T) {
	t.Parallel()

	for _, p := range platform.Providers() {
		seen := map[[2]string]bool{}
		for _, m := range All(p) {
			key := [2]string{string(m.Name), string(m.Architecture)}
			if seen[key] || m.Provider != p || missing(p, m.Name) != "" {
				t.Errorf("%s: %v is there twice, of another cloud, or said to be missing", p, key)
			}
			seen[key] = true
		}
		for _, n := range Names() {
			for _, a := range machines.Architectures() {
				made := n.OS() == Linux || a == machines.ArchitectureAMD64
				if want := made && missing(p, n) == ""; seen[[2]string{string(n), string(a)}] != want {
					t.Errorf("%s: image %s for %s: want %t", p, n, a, want)
				}
			}
		}
	}
}

// TestImages proves that every image has what its cloud needs, and nothing that would be
// the id of an image.
func TestImages(t *testing.T) {
	t.Parallel()

	parameter := regexp.MustCompile(`^/aws/service/[A-Za-z0-9_./-]+$`)
	family := regexp.MustCompile(`^projects/[a-z-]+/global/images/family/[a-z0-9-]+$`)
	for _, p := range platform.Providers() {
		for _, m := range All(p) {
			r := m.Reference
			ok := map[platform.Provider]bool{
				platform.ProviderAWS:   parameter.MatchString(m.Parameter) && r == Reference{} && m.Family == "" && m.User != "",
				platform.ProviderAzure: r.Publisher != "" && r.Offer != "" && r.SKU != "" && r.Version == Latest && m.Parameter == "" && m.Family == "" && m.User != "",
				platform.ProviderGCP:   family.MatchString(m.Family) && m.Parameter == "" && r == Reference{} && (m.User != "") == (m.OS == Linux),
			}[p]
			if !ok || m.OS != m.Name.OS() || m.CloudInit && m.OS == Windows {
				t.Errorf("%s: image %s for %s is not complete: %+v", p, m.Name, m.Architecture, m)
			}
			if p == platform.ProviderGCP && m.CloudInit != (m.Name == Ubuntu2204 || m.Name == Ubuntu2404) {
				t.Errorf("%s: of the images of GCP only those of Ubuntu have cloud-init", m.Name)
			}
		}
	}
}

// TestArchitecturesDiffer proves that no table has a line copied and half changed.
func TestArchitecturesDiffer(t *testing.T) {
	t.Parallel()

	for _, p := range platform.Providers() {
		resolved := map[string]bool{}
		for _, m := range All(p) {
			key := m.Parameter + m.Family + m.Reference.Publisher + m.Reference.Offer + m.Reference.SKU
			if resolved[key] {
				t.Errorf("%s: two images are the same: %s", p, key)
			}
			resolved[key] = true
		}
	}
}

func TestResolve(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason       string
		provider     platform.Provider
		name         Name
		architecture machines.Architecture
		want         Image
		err          string
	}{
		"AWS": {
			reason: "A parameter stands for the newest image.", provider: platform.ProviderAWS, name: Debian12, architecture: machines.ArchitectureARM64,
			want: Image{
				Provider: platform.ProviderAWS, Name: Debian12, Architecture: machines.ArchitectureARM64, OS: Linux, User: "admin",
				CloudInit: true, Parameter: "/aws/service/debian/release/12/latest/arm64",
			},
		},
		"Azure": {
			reason: "A product with a plan says so.", provider: platform.ProviderAzure, name: Rocky9,
			want: Image{
				Provider: platform.ProviderAzure, Name: Rocky9, Architecture: machines.ArchitectureAMD64, OS: Linux, User: "rocky",
				CloudInit: true, Reference: Reference{Publisher: "resf", Offer: "rockylinux-x86_64", SKU: "9-base", Version: Latest, Plan: true},
			},
		},
		"GCP": {
			reason: "Windows has no user yet.", provider: platform.ProviderGCP, name: Windows2025,
			want: Image{
				Provider: platform.ProviderGCP, Name: Windows2025, Architecture: machines.ArchitectureAMD64, OS: Windows,
				Family: "projects/windows-cloud/global/images/family/windows-2025",
			},
		},
		"Unknown": {
			reason: "There is no such image.", provider: platform.ProviderGCP, name: "beos",
			err: `image "beos" is not known: use amazon-linux-2023, debian-12, rocky-9, ubuntu-22.04, ubuntu-24.04, windows-2022, windows-2025`,
		},
		"Missing": {
			reason: "Amazon keeps it to itself.", provider: platform.ProviderGCP, name: AmazonLinux2023,
			err: "is not published on gcp: use rocky-9, which is of the same family",
		},
		"MissingOnAWS": {
			reason: "Nobody publishes its newest image.", provider: platform.ProviderAWS, name: Rocky9,
			err: "has no public parameter on AWS, so that its newest image is not known: use amazon-linux-2023, or image.native with an image of the owner 792107900819",
		},
		"Architecture": {
			reason: "Windows Server is for amd64.", provider: platform.ProviderGCP, name: Windows2022, architecture: machines.ArchitectureARM64,
			err: "gcp has no image windows-2022 for architecture arm64: use debian-12, rocky-9, ubuntu-22.04, ubuntu-24.04, or architecture amd64",
		},
		"Cloud": {
			reason: "There is no such cloud.", provider: "other", name: Debian12,
			err: `provider "other" has no image debian-12`,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := Resolve(tc.provider, tc.name, tc.architecture)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nResolve(...): -want, +got:\n%s", tc.reason, diff)
			}
			message := ""
			if err != nil {
				message = err.Error()
			}
			if diff := cmp.Diff(tc.err, message, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s\nResolve(...): error: -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestValidateNative(t *testing.T) {
	t.Parallel()

	const (
		subscription = "/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/images/providers/Microsoft.Compute/"
		aws          = platform.ProviderAWS
		azure        = platform.ProviderAzure
		gcp          = platform.ProviderGCP
	)
	cases := map[string]struct {
		provider platform.Provider
		image    string
		ok       bool
	}{
		"AMI":            {aws, "ami-0123456789abcdef0", true},
		"OldAMI":         {aws, "ami-01234567", true},
		"ShortAMI":       {aws, "ami-0123456", false},
		"Parameter":      {aws, "resolve:ssm:/acme/images/golden", true},
		"LabelledOne":    {aws, "resolve:ssm:/acme/images/golden:prod", true},
		"ParameterAlone": {aws, "/acme/images/golden", false},
		"OtherOnAWS":     {aws, "projects/acme/global/images/golden", false},
		"Image":          {azure, subscription + "images/golden", true},
		"ImageInAnyCase": {azure, "/SUBSCRIPTIONS/22222222-2222-2222-2222-222222222222/resourcegroups/images/providers/microsoft.compute/images/golden", true},
		"Gallery":        {azure, subscription + "galleries/acme/images/golden/versions/1.0.0", true},
		"GalleryLatest":  {azure, subscription + "galleries/acme/images/golden", true},
		"Marketplace":    {azure, "Canonical:ubuntu-24_04-lts:server:latest", true},
		"OldMarketplace": {azure, "Canonical:ubuntu-24_04-lts:server:24.04.202601010", true},
		"NoVersion":      {azure, "Canonical:ubuntu-24_04-lts:server", false},
		"Disk":           {azure, subscription + "disks/golden", false},
		"GCPImage":       {gcp, "projects/acme/global/images/golden-2026", true},
		"GCPFamily":      {gcp, "projects/acme/global/images/family/golden", true},
		"GCPDomain":      {gcp, "projects/example.com:acme/global/images/golden", true},
		"GCPSelfLink":    {gcp, "https://www.googleapis.com/compute/v1/projects/acme/global/images/golden", false},
		"GCPNoName":      {gcp, "projects/acme/global/images/", false},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if err := ValidateNative(tc.provider, tc.image); (err == nil) != tc.ok {
				t.Errorf("ValidateNative(%s, %q): want no error: %t, got %v", tc.provider, tc.image, tc.ok, err)
			}
		})
	}
}
