// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package images knows how each cloud calls the operating systems that a virtual
// machine can boot.
//
// No cloud's table has the id of an image: ids differ between regions, and go away
// with the next security update. What the tables have instead is what the cloud
// itself resolves to the newest image when a machine is created.
package images

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/machines"
)

// A Name is the portable name of an image.
type Name string

// Names of images.
const (
	AmazonLinux2023 Name = "amazon-linux-2023"
	Debian12        Name = "debian-12"
	Rocky9          Name = "rocky-9"
	Ubuntu2204      Name = "ubuntu-22.04"
	Ubuntu2404      Name = "ubuntu-24.04"
	Windows2022     Name = "windows-2022"
	Windows2025     Name = "windows-2025"
)

// Names lists every portable name, sorted.
func Names() []Name {
	return []Name{AmazonLinux2023, Debian12, Rocky9, Ubuntu2204, Ubuntu2404, Windows2022, Windows2025}
}

// An OS is a family of operating systems, which a cloud must be told.
type OS string

// Families of operating systems.
const (
	Linux   OS = "Linux"
	Windows OS = "Windows"
)

// OS of the images of a name.
func (n Name) OS() OS {
	if strings.HasPrefix(string(n), "windows-") {
		return Windows
	}
	return Linux
}

// An Image is what one cloud boots for a name and an architecture. Exactly one of
// Parameter, Reference and Family is set, by the cloud.
type Image struct {
	Provider     platform.Provider
	Name         Name
	Architecture machines.Architecture
	OS           OS

	// User is who logs in. On AWS the image decides it. Azure and GCP create the
	// user that they are told, so that it is ours to choose; on GCP, Windows has no
	// user until somebody asks for a password.
	User string

	// CloudInit says whether the image runs cloud-init, which reads user data of
	// every format. An image without it runs scripts only.
	CloudInit bool

	// Parameter is the path of a public parameter of AWS Systems Manager whose value
	// is the id of the newest image. A launch template resolves it as
	// resolve:ssm:<parameter> whenever an instance is launched. See
	// https://docs.aws.amazon.com/autoscaling/ec2/userguide/using-systems-manager-parameters.html.
	Parameter string

	// Reference is an image of the Azure Marketplace.
	Reference Reference

	// Family is the path of a family of images of GCP, which stands for the newest
	// image of the family. See https://cloud.google.com/compute/docs/images/image-families-best-practices.
	Family string
}

// A Reference names an image of the Azure Marketplace. See
// https://learn.microsoft.com/azure/virtual-machines/linux/cli-ps-findimage.
type Reference struct {
	Publisher string
	Offer     string
	SKU       string
	Version   string

	// Plan says that the image is bought, if only for nothing: the machine names the
	// SKU, the offer and the publisher as its plan, and somebody must have accepted
	// the terms once in the subscription.
	Plan bool
}

// Latest is the version of a Reference that stands for the newest one.
const Latest = "latest"

// Resolve returns the image of a cloud. Its errors say what can be had instead.
func Resolve(p platform.Provider, n Name, a machines.Architecture) (Image, error) {
	a = cmp.Or(a, machines.ArchitectureAMD64)
	if !slices.Contains(Names(), n) {
		return Image{}, errors.Errorf("image %q is not known: use %s", n, join(Names()))
	}
	if reason := missing(p, n); reason != "" {
		return Image{}, errors.New(reason)
	}
	has := of(p, n)
	i := slices.IndexFunc(has, func(m Image) bool { return m.Architecture == a })
	if i >= 0 {
		return has[i], nil
	}
	if len(has) == 0 {
		return Image{}, errors.Errorf("provider %q has no image %s", p, n)
	}
	return Image{}, errors.Errorf("%s has no image %s for architecture %s: use %s, or architecture %s", p, n, a, join(with(p, a)), has[0].Architecture)
}

// All returns every image of a cloud, in the order of its table.
func All(p platform.Provider) []Image {
	switch p {
	case platform.ProviderAWS:
		return awsImages()
	case platform.ProviderAzure:
		return azureImages()
	case platform.ProviderGCP:
		return gcpImages()
	}
	return nil
}

// of returns the images of a name, one for each architecture.
func of(p platform.Provider, n Name) []Image {
	return slices.DeleteFunc(All(p), func(m Image) bool { return m.Name != n })
}

// with returns the names that a cloud has for an architecture.
func with(p platform.Provider, a machines.Architecture) []Name {
	var out []Name
	for _, m := range All(p) {
		if m.Architecture == a {
			out = append(out, m.Name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// missing says why a cloud does not have the images of a name, and what to do. It is
// empty for a cloud that has them.
func missing(p platform.Provider, n Name) string {
	switch {
	case p == platform.ProviderAWS && n == Rocky9:
		return "has no public parameter on AWS, so that its newest image is not known: use amazon-linux-2023, or image.native with an image of the owner 792107900819"
	case p != platform.ProviderAWS && n == AmazonLinux2023:
		return fmt.Sprintf("is not published on %s: use rocky-9, which is of the same family", p)
	}
	return ""
}

func join(names []Name) string {
	out := make([]string, 0, len(names))
	for _, n := range names {
		out = append(out, string(n))
	}
	return strings.Join(out, ", ")
}
