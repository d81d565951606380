// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package images

import (
	"regexp"

	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// Patterns of images in the words of each cloud. See
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html,
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/using-systems-manager-parameters.html,
// https://learn.microsoft.com/azure/virtual-machines/shared-image-galleries,
// https://learn.microsoft.com/azure/virtual-machines/linux/cli-ps-findimage and
// https://cloud.google.com/compute/docs/reference/rest/v1/images/get.
var (
	nativeAWS = regexp.MustCompile(`^(ami-([0-9a-f]{8}|[0-9a-f]{17})|resolve:ssm:[A-Za-z0-9_./-]{1,1000}(:[A-Za-z0-9_.-]{1,100})?)$`)

	nativeAzure = regexp.MustCompile(`^(?i:/subscriptions/[0-9a-f-]{36}/resourceGroups/[-\w._()]{1,90}/providers/Microsoft\.Compute/(images/[\w.-]{1,80}|galleries/[\w.]{1,80}/images/[\w.-]{1,80}(/versions/([0-9.]{1,32}|latest))?)` +
		`|[A-Za-z0-9_-]{1,50}:[\w.-]{1,80}:[\w.-]{1,80}:(latest|[0-9]+\.[0-9]+\.[0-9]+))$`)

	nativeGCP = regexp.MustCompile(`^projects/[a-z0-9.:-]{1,63}/global/images/(family/)?[a-z]([-a-z0-9]{0,61}[a-z0-9])?$`)
)

// ValidateNative returns an error that says what an image in the words of a cloud looks
// like, if this is none.
func ValidateNative(p platform.Provider, image string) error {
	switch {
	case p == platform.ProviderAWS && !nativeAWS.MatchString(image):
		return errors.New("must be the id of an AMI such as ami-0123456789abcdef0, or resolve:ssm: and the name of a parameter that holds one")
	case p == platform.ProviderAzure && !nativeAzure.MatchString(image):
		return errors.New("must be the resource id of an image or of an image in a gallery, or publisher:offer:sku:version with a version of three numbers or latest")
	case p == platform.ProviderGCP && !nativeGCP.MatchString(image):
		return errors.New("must be projects/<project>/global/images/<image> or projects/<project>/global/images/family/<family>")
	}
	return nil
}
