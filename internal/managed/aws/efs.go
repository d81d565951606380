// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import "github.com/hyperscalar/hyperscalar/internal/managed"

// An EFSThroughputMode says how fast a file system is.
type EFSThroughputMode string

// EFSThroughputElastic file systems are as fast as is asked of them.
const EFSThroughputElastic EFSThroughputMode = "elastic"

// An EFSPerformanceMode says what a file system is good at.
type EFSPerformanceMode string

// EFSPerformanceGeneralPurpose file systems have the lowest latency, and are the only
// ones with elastic throughput.
const EFSPerformanceGeneralPurpose EFSPerformanceMode = "generalPurpose"

// An EFSFileSystem is mounted by many machines over NFS.
// https://docs.aws.amazon.com/efs/latest/ug/whatisefs.html
type EFSFileSystem struct {
	Region          string             `json:"region"`
	Encrypted       bool               `json:"encrypted"`
	KMSKeyID        string             `json:"kmsKeyId,omitempty"`
	PerformanceMode EFSPerformanceMode `json:"performanceMode,omitempty"`
	ThroughputMode  EFSThroughputMode  `json:"throughputMode,omitempty"`
	Tags            map[string]string  `json:"tags,omitempty"`
}

// Type of an EFSFileSystem.
func (EFSFileSystem) Type() managed.Type {
	return managed.Type{Group: groupEFS, Version: "v1beta2", Kind: "FileSystem", Plural: "filesystems"}
}

// An EFSFileSystemObservation is what we read of an EFSFileSystem.
type EFSFileSystemObservation struct {
	ID      string `json:"id"`
	ARN     string `json:"arn"`
	DNSName string `json:"dnsName"`
}

// An EFSFileSystemPolicy says who may do what with a file system.
// https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
type EFSFileSystemPolicy struct {
	Region               string            `json:"region"`
	FileSystemIDSelector *managed.Selector `json:"fileSystemIdSelector,omitempty"`
	Policy               string            `json:"policy"`
}

// Type of an EFSFileSystemPolicy.
func (EFSFileSystemPolicy) Type() managed.Type {
	return managed.Type{Group: groupEFS, Version: "v1beta1", Kind: "FileSystemPolicy", Plural: "filesystempolicies"}
}

// An EFSMountTarget is the address of a file system in a zone.
// https://docs.aws.amazon.com/efs/latest/ug/accessing-fs.html
type EFSMountTarget struct {
	Region                 string            `json:"region"`
	FileSystemIDSelector   *managed.Selector `json:"fileSystemIdSelector,omitempty"`
	SubnetID               string            `json:"subnetId,omitempty"`
	SecurityGroupsSelector *managed.Selector `json:"securityGroupsSelector,omitempty"`
}

// Type of an EFSMountTarget.
func (EFSMountTarget) Type() managed.Type {
	return managed.Type{Group: groupEFS, Version: "v1beta1", Kind: "MountTarget", Plural: "mounttargets"}
}
