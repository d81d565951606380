// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"cmp"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/policy"
)

// portNFS is the port that file systems are mounted from.
// https://docs.aws.amazon.com/efs/latest/ug/network-access.html
const portNFS = 2049

// Descriptions of what cannot be described otherwise later.
const (
	descriptionMount = "Traffic to mount targets"
	descriptionNFS   = "NFS from the network"
)

// waitFileSystem is what waits for the file system.
const waitFileSystem = "the file system has no ARN yet"

// fileSystem with an address in each zone of its network. Nobody reaches it before its
// policy says who may.
func (s *storage) fileSystem() []managed.Resource {
	key := s.ownKey()
	arn := s.arn(key, managed.Wanted[aws.EFSFileSystem](s.observed, keyFileSystem).KMSKeyID)
	out := []managed.Resource{
		{
			Key:       keyFileSystem,
			Component: plan.ComponentStorage,
			ForProvider: aws.EFSFileSystem{
				Region:          s.region(),
				Encrypted:       true,
				KMSKeyID:        arn,
				PerformanceMode: aws.EFSPerformanceGeneralPurpose,
				ThroughputMode:  aws.EFSThroughputElastic,
				Tags:            s.tags(),
			},
			After:        key.resources(),
			Waits:        append(key.waits(arn), s.Network.Waits()...),
			DeleteBefore: key.resources(),
		},
		s.fileSystemPolicy(),
	}
	out = append(out, s.mountGroup()...)
	for _, subnet := range s.Network.Subnets {
		out = append(out, s.mountTarget(subnet))
	}
	return out
}

// fileSystemPolicy refuses everybody who does not encrypt. With a policy of its own, a
// file system also refuses everybody whom no policy allows to mount it. It goes with the
// file system, which must not be laid open before.
// https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
func (s *storage) fileSystemPolicy() managed.Resource {
	out := managed.Resource{
		Key:       keyFileSystemPolicy,
		Component: plan.ComponentAccess,
		After:     []managed.Key{keyFileSystem},
		Retain:    true,
	}
	spec := aws.EFSFileSystemPolicy{Region: s.region(), FileSystemIDSelector: managed.Select(keyFileSystem)}
	arn := managed.Known(s.observed, keyFileSystem, managed.At[aws.EFSFileSystemObservation](s.observed, keyFileSystem).ARN, s.Recorded.ARN)
	if arn == "" {
		spec.Policy = managed.Wanted[aws.EFSFileSystemPolicy](s.observed, keyFileSystemPolicy).Policy
		out.Waits = []string{waitFileSystem}
	} else {
		spec.Policy = fileSystemDocument(arn).String()
	}
	out.ForProvider = spec
	return out
}

func fileSystemDocument(arn string) policy.Document {
	return policy.Document{Statements: []policy.Statement{{
		SID: "DenyWithoutTLS", Effect: policy.Deny, Principals: everybody(), Resources: []string{arn},
		Actions:    []string{"elasticfilesystem:ClientMount", "elasticfilesystem:ClientRootAccess", "elasticfilesystem:ClientWrite"},
		Conditions: []policy.Condition{{Test: "Bool", Key: conditionSecure, Values: []string{"false"}}},
	}}}
}

// mountGroup lets the network, and nobody else, reach the file system.
func (s *storage) mountGroup() []managed.Resource {
	rule := managed.Wanted[aws.SecurityGroupRule](s.observed, keyIngress.Join(partNFS))
	had := managed.Wanted[aws.SecurityGroup](s.observed, keySecurityGroup)
	from := cmp.Or(s.Network.CIDR, rule.CIDRIPv4)
	out := []managed.Resource{
		{
			Key:       keySecurityGroup,
			Component: plan.ComponentNetwork,
			ForProvider: aws.SecurityGroup{
				Region:      s.region(),
				Name:        s.Claim.Names.Name(naming.AWSSecurityGroup, partMount),
				Description: descriptionMount,
				VPCID:       cmp.Or(s.Network.ID, had.VPCID),
				Tags:        s.tags(partMount),
			},
			Waits: s.waitsForNetwork(),
		},
		{
			Key:       keyIngress.Join(partNFS),
			Component: plan.ComponentNetwork,
			ForProvider: aws.SecurityGroupIngressRule{SecurityGroupRule: aws.SecurityGroupRule{
				Region:                  s.region(),
				SecurityGroupIDSelector: managed.Select(keySecurityGroup),
				Description:             descriptionNFS,
				IPProtocol:              aws.SecurityGroupProtocolTCP,
				FromPort:                new(portNFS),
				ToPort:                  new(portNFS),
				CIDRIPv4:                from,
				Tags:                    s.tags(partNFS),
			}},
			Waits: s.waitsForNetwork(),
		},
	}
	if from == "" && len(out[1].Waits) == 0 {
		out[1].Waits = []string{"network " + s.Network.Name + " has no range yet"}
	}
	return out
}

func (s *storage) mountTarget(subnet v1alpha1.NetworkSubnet) managed.Resource {
	return managed.Resource{
		Key:       keyMountTarget.Join(subnet.Name),
		Component: plan.ComponentNetwork,
		ForProvider: aws.EFSMountTarget{
			Region:                 s.region(),
			FileSystemIDSelector:   managed.Select(keyFileSystem),
			SubnetID:               subnet.ID,
			SecurityGroupsSelector: managed.Select(keySecurityGroup),
		},
		After: []managed.Key{keyFileSystemPolicy},
	}
}
