// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import "github.com/hyperscalar/hyperscalar/internal/managed"

// An Instance is a virtual machine.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Instances.html
type Instance struct {
	Region              string               `json:"region"`
	IAMInstanceProfile  string               `json:"iamInstanceProfile,omitempty"`
	InstanceType        string               `json:"instanceType,omitempty"`
	MaintenanceOptions  *InstanceMaintenance `json:"maintenanceOptions,omitempty"`
	SubnetID            string               `json:"subnetId,omitempty"`
	VPCSecurityGroupIDs []string             `json:"vpcSecurityGroupIds,omitempty"`
	Tags                map[string]string    `json:"tags,omitempty"`
}

// Type of an Instance.
func (Instance) Type() managed.Type {
	return managed.Type{Group: groupEC2, Version: "v1beta2", Kind: "Instance", Plural: "instances"}
}

// An InstanceInitial is what is wanted of an Instance while it is created. An instance
// that exists cannot get another launch template. Whether it has a public address is
// not what was asked for any more, once an elastic IP address is associated with it.
type InstanceInitial struct {
	AssociatePublicIPAddress *bool                   `json:"associatePublicIpAddress,omitempty"`
	LaunchTemplate           *InstanceLaunchTemplate `json:"launchTemplate,omitempty"`
}

// Type of an Instance.
func (InstanceInitial) Type() managed.Type { return Instance{}.Type() }

// LaunchTemplateLatest is the newest version of a launch template.
const LaunchTemplateLatest = "$Latest"

// An InstanceLaunchTemplate is the version of a launch template that an instance is
// made from.
type InstanceLaunchTemplate struct {
	Name    string `json:"name,omitempty"`
	Version string `json:"version,omitempty"`
}

// An AutoRecovery says whether an instance is started again on other hardware when its
// own breaks.
type AutoRecovery string

// AutoRecoveryDefault starts an instance again wherever that is possible.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-recover.html
const AutoRecoveryDefault AutoRecovery = "default"

// InstanceMaintenance says what AWS does for an instance when hardware breaks.
type InstanceMaintenance struct {
	AutoRecovery AutoRecovery `json:"autoRecovery,omitempty"`
}

// An InstanceState is what an instance does.
type InstanceState string

// InstanceStateRunning instances run.
const InstanceStateRunning InstanceState = "running"

// An InstanceObservation is what we read of an Instance.
type InstanceObservation struct {
	ID            string        `json:"id"`
	AMI           string        `json:"ami"`
	InstanceState InstanceState `json:"instanceState"`
	PrivateDNS    string        `json:"privateDns"`
	PrivateIP     string        `json:"privateIp"`
}

// A KeyPair is the public key of who may log in to instances.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-key-pairs.html
type KeyPair struct {
	Region    string            `json:"region"`
	PublicKey string            `json:"publicKey"`
	Tags      map[string]string `json:"tags,omitempty"`
}

// Type of a KeyPair.
func (KeyPair) Type() managed.Type {
	return managed.Type{Group: groupEC2, Version: "v1beta1", Kind: "KeyPair", Plural: "keypairs"}
}

// An EIPAssociation gives an elastic IP address to an instance.
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-eips.html
type EIPAssociation struct {
	Region               string            `json:"region"`
	AllocationIDSelector *managed.Selector `json:"allocationIdSelector,omitempty"`
	InstanceIDSelector   *managed.Selector `json:"instanceIdSelector,omitempty"`
}

// Type of an EIPAssociation.
func (EIPAssociation) Type() managed.Type {
	return managed.Type{Group: groupEC2, Version: "v1beta1", Kind: "EIPAssociation", Plural: "eipassociations"}
}

// A VolumeAttachment gives a volume to an instance.
// https://docs.aws.amazon.com/ebs/latest/userguide/ebs-attaching-volume.html
type VolumeAttachment struct {
	Region             string            `json:"region"`
	DeviceName         string            `json:"deviceName"`
	InstanceIDSelector *managed.Selector `json:"instanceIdSelector,omitempty"`
	VolumeID           string            `json:"volumeId,omitempty"`
	VolumeIDSelector   *managed.Selector `json:"volumeIdSelector,omitempty"`
}

// Type of a VolumeAttachment.
func (VolumeAttachment) Type() managed.Type {
	return managed.Type{Group: groupEC2, Version: "v1beta1", Kind: "VolumeAttachment", Plural: "volumeattachments"}
}
