// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package environment

import (
	"slices"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/internal/images"
)

// Compute restricts what Compute claims may ask for, and decides what they leave out.
// What is left out here is false, or no limit.
type Compute struct {
	// Images are the portable names of images that claims may use. None means all of
	// them.
	Images []string `json:"images,omitempty"`

	// NativeImages consents to images in the cloud's own words, which nobody but
	// their owner keeps up to date.
	NativeImages *bool `json:"nativeImages,omitempty"`

	// PrivateOnly forbids everything that is reached from the internet: public
	// addresses, public load balancers and ingress from public ranges.
	PrivateOnly *bool `json:"privateOnly,omitempty"`

	// MaxCount is how many machines a claim may have, scaled up.
	MaxCount int `json:"maxCount,omitempty"`

	// CustomerKeys encrypts all disks with the key of the region in encryptionKeys,
	// rather than with keys of the cloud.
	CustomerKeys *bool `json:"customerKeys,omitempty"`

	// DeletionProtection protects claims that do not say whether they are protected,
	// so that deleting one takes two steps.
	DeletionProtection *bool `json:"deletionProtection,omitempty"`
}

// over returns c over base.
func (c Compute) over(base Compute) Compute {
	c.Images = orList(c.Images, base.Images)
	c.NativeImages = or(c.NativeImages, base.NativeImages)
	c.PrivateOnly = or(c.PrivateOnly, base.PrivateOnly)
	c.MaxCount = or(c.MaxCount, base.MaxCount)
	c.CustomerKeys = or(c.CustomerKeys, base.CustomerKeys)
	c.DeletionProtection = or(c.DeletionProtection, base.DeletionProtection)
	return c
}

// PermitsImage says whether machines may boot the image of a portable name.
func (e Environment) PermitsImage(name string) bool {
	return len(e.Compute.Images) == 0 || slices.Contains(e.Compute.Images, name)
}

// validateCompute refuses what no machine could be measured by.
func (e Environment) validateCompute(path *field.Path) field.ErrorList {
	var errs field.ErrorList
	at := path.Child("compute")
	for i, name := range e.Compute.Images {
		if !slices.Contains(images.Names(), images.Name(name)) {
			errs = append(errs, field.NotSupported(at.Child("images").Index(i), name, images.Names()))
		}
	}
	if e.Compute.MaxCount < 0 {
		errs = append(errs, field.Invalid(at.Child("maxCount"), e.Compute.MaxCount, "must not be negative"))
	}
	return errs
}
