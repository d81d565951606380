// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A MetadataEndpoint says whether instances can ask for their metadata.
type MetadataEndpoint string

// MetadataEndpointEnabled instances can ask for their metadata.
const MetadataEndpointEnabled MetadataEndpoint = "enabled"

// A MetadataTokens says whether asking for metadata takes a token.
type MetadataTokens string

// MetadataTokensRequired metadata is not given away to whoever tricks an instance
// into fetching a URL.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
const MetadataTokensRequired MetadataTokens = "required"

// A VolumeType is a kind of volume.
type VolumeType string

// VolumeTypeGP3 volumes are general purpose ones.
const VolumeTypeGP3 VolumeType = "gp3"

// An OptionalBool is true, false or absent, as the EC2 API writes it.
type OptionalBool string

// OptionalTrue is true.
const OptionalTrue OptionalBool = "true"

// A TaggedResource is a kind of resource that is tagged together with an instance.
type TaggedResource string

// Resources that are tagged together with an instance.
const (
	TaggedInstance         TaggedResource = "instance"
	TaggedNetworkInterface TaggedResource = "network-interface"
	TaggedVolume           TaggedResource = "volume"
)

// A LaunchTemplate says what instances are like.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-launch-templates.html
type LaunchTemplate struct {
	Region              string               `json:"region"`
	Name                string               `json:"name,omitempty"`
	Description         string               `json:"description,omitempty"`
	BlockDeviceMappings []BlockDeviceMapping `json:"blockDeviceMappings,omitempty"`
	MetadataOptions     *MetadataOptions     `json:"metadataOptions,omitempty"`
	TagSpecifications   []TagSpecification   `json:"tagSpecifications,omitempty"`
	VPCSecurityGroupIDs []string             `json:"vpcSecurityGroupIds,omitempty"`
	Tags                map[string]string    `json:"tags,omitempty"`
}

// Type of a LaunchTemplate.
func (LaunchTemplate) Type() managed.Type {
	return managed.Type{Group: groupEC2, Version: "v1beta2", Kind: "LaunchTemplate", Plural: "launchtemplates"}
}

// A BlockDeviceMapping is a disk of an instance.
type BlockDeviceMapping struct {
	DeviceName string                  `json:"deviceName,omitempty"`
	EBS        *BlockDeviceMappingsEBS `json:"ebs,omitempty"`
}

// A BlockDeviceMappingsEBS is the volume behind a disk.
type BlockDeviceMappingsEBS struct {
	DeleteOnTermination OptionalBool `json:"deleteOnTermination,omitempty"`
	Encrypted           OptionalBool `json:"encrypted,omitempty"`
	VolumeSize          int          `json:"volumeSize,omitempty"`
	VolumeType          VolumeType   `json:"volumeType,omitempty"`
}

// MetadataOptions say how an instance asks for its metadata.
type MetadataOptions struct {
	HTTPEndpoint            MetadataEndpoint `json:"httpEndpoint,omitempty"`
	HTTPTokens              MetadataTokens   `json:"httpTokens,omitempty"`
	HTTPPutResponseHopLimit int              `json:"httpPutResponseHopLimit,omitempty"`
}

// A TagSpecification tags what comes with an instance.
type TagSpecification struct {
	ResourceType TaggedResource    `json:"resourceType,omitempty"`
	Tags         map[string]string `json:"tags,omitempty"`
}

// A LaunchTemplateObservation is what we read of a LaunchTemplate.
type LaunchTemplateObservation struct {
	ID            string `json:"id"`
	LatestVersion int    `json:"latestVersion"`
}
