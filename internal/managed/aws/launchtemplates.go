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

// Values of an OptionalBool that is not absent.
const (
	OptionalTrue  OptionalBool = "true"
	OptionalFalse OptionalBool = "false"
)

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
	Region                string                    `json:"region"`
	Name                  string                    `json:"name,omitempty"`
	Description           string                    `json:"description,omitempty"`
	ImageID               string                    `json:"imageId,omitempty"`
	InstanceType          string                    `json:"instanceType,omitempty"`
	KeyName               string                    `json:"keyName,omitempty"`
	UserData              string                    `json:"userData,omitempty"`
	EBSOptimized          OptionalBool              `json:"ebsOptimized,omitempty"`
	ShutdownBehavior      ShutdownBehavior          `json:"instanceInitiatedShutdownBehavior,omitempty"`
	BlockDeviceMappings   []BlockDeviceMapping      `json:"blockDeviceMappings,omitempty"`
	IAMInstanceProfile    *LaunchTemplateProfile    `json:"iamInstanceProfile,omitempty"`
	InstanceMarketOptions *InstanceMarketOptions    `json:"instanceMarketOptions,omitempty"`
	MetadataOptions       *MetadataOptions          `json:"metadataOptions,omitempty"`
	Monitoring            *LaunchTemplateMonitoring `json:"monitoring,omitempty"`
	NetworkInterfaces     []LaunchTemplateInterface `json:"networkInterfaces,omitempty"`
	TagSpecifications     []TagSpecification        `json:"tagSpecifications,omitempty"`
	VPCSecurityGroupIDs   []string                  `json:"vpcSecurityGroupIds,omitempty"`
	Tags                  map[string]string         `json:"tags,omitempty"`
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
	IOPS                int          `json:"iops,omitempty"`
	KMSKeyID            string       `json:"kmsKeyId,omitempty"`
	Throughput          int          `json:"throughput,omitempty"`
	VolumeSize          int          `json:"volumeSize,omitempty"`
	VolumeType          VolumeType   `json:"volumeType,omitempty"`
}

// MetadataOptions say how an instance asks for its metadata.
type MetadataOptions struct {
	HTTPEndpoint            MetadataEndpoint `json:"httpEndpoint,omitempty"`
	HTTPTokens              MetadataTokens   `json:"httpTokens,omitempty"`
	HTTPPutResponseHopLimit int              `json:"httpPutResponseHopLimit,omitempty"`
}

// A ShutdownBehavior says what becomes of an instance that is shut down from within.
type ShutdownBehavior string

// ShutdownBehaviorStop keeps the instance.
const ShutdownBehaviorStop ShutdownBehavior = "stop"

// A LaunchTemplateProfile is who instances act as towards AWS.
type LaunchTemplateProfile struct {
	Name string `json:"name,omitempty"`
}

// LaunchTemplateMonitoring says whether metrics come every minute rather than every
// five minutes, for a price.
type LaunchTemplateMonitoring struct {
	Enabled *bool `json:"enabled,omitempty"`
}

// A LaunchTemplateInterface is a network interface of an instance. Who launches the
// instance says in which subnet.
type LaunchTemplateInterface struct {
	DeviceIndex              int          `json:"deviceIndex"`
	AssociatePublicIPAddress OptionalBool `json:"associatePublicIpAddress,omitempty"`
	DeleteOnTermination      OptionalBool `json:"deleteOnTermination,omitempty"`
	SecurityGroups           []string     `json:"securityGroups,omitempty"`
}

// A MarketType says how instances are bought.
type MarketType string

// MarketTypeSpot instances are cheap, and taken back at short notice.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-spot-instances.html
const MarketTypeSpot MarketType = "spot"

// An InterruptionBehavior says what becomes of a spot instance that is taken back.
type InterruptionBehavior string

// InterruptionBehaviorStop keeps the instance and its disks until there is capacity
// again.
const InterruptionBehaviorStop InterruptionBehavior = "stop"

// A SpotRequestType says for how long spot instances are asked for.
type SpotRequestType string

// SpotRequestTypePersistent requests outlive the interruption of their instance.
const SpotRequestTypePersistent SpotRequestType = "persistent"

// InstanceMarketOptions say how instances are bought.
type InstanceMarketOptions struct {
	MarketType  MarketType   `json:"marketType,omitempty"`
	SpotOptions *SpotOptions `json:"spotOptions,omitempty"`
}

// SpotOptions say what is asked for on the spot market.
type SpotOptions struct {
	InterruptionBehavior InterruptionBehavior `json:"instanceInterruptionBehavior,omitempty"`
	RequestType          SpotRequestType      `json:"spotInstanceType,omitempty"`
}

// A TagSpecification tags what comes with an instance.
type TagSpecification struct {
	ResourceType TaggedResource    `json:"resourceType,omitempty"`
	Tags         map[string]string `json:"tags,omitempty"`
}

// A LaunchTemplateObservation is what we read of a LaunchTemplate.
type LaunchTemplateObservation struct {
	ID            string `json:"id"`
	Description   string `json:"description"`
	LatestVersion int    `json:"latestVersion"`
}
