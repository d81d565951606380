// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

const (
	serviceEFS = "EFS"
	badRequest = "BadRequest"
)

func fileSystems() []cloud.Kind {
	toFileSystem := cloud.Link{Field: "fileSystemId", To: fileSystem, Code: "FileSystemNotFound", Text: "File system '%s' does not exist."}
	return []cloud.Kind{
		{
			Type: typeOf("efs", "v1beta2", "FileSystem", "filesystems"), Prefix: "fs-", Noun: "EFS file system", Service: serviceEFS, Call: "FileSystem",
			Immutable: []string{"encrypted", "kmsKeyId", "performanceMode", "creationToken", "availabilityZoneName"},
			Links:     []cloud.Link{{Field: "kmsKeyId", To: key, Loose: true}},
			Defaults:  cloud.Value{"performanceMode": "generalPurpose", "throughputMode": "bursting"},
			Check:     checkFileSystem,
			Attributes: func(r *cloud.Request) cloud.Value {
				return cloud.Value{"dnsName": r.ID + ".efs." + r.Region() + ".amazonaws.com", "ownerId": r.Account.ID}
			},
			Secrets: func(r *cloud.Request) map[string][]byte { return map[string][]byte{"id": []byte(r.ID)} },
		},
		{
			Type: typeOf("efs", "v1beta1", "FileSystemPolicy", "filesystempolicies"), Naming: cloud.Templated, Noun: "EFS File System Policy", Service: serviceEFS, Call: "FileSystemPolicy",
			Required:  []string{"fileSystemId", "policy"},
			Immutable: []string{"fileSystemId"},
			Links:     []cloud.Link{nested(toFileSystem)},
			ID:        func(r *cloud.Request) string { return r.Args.String("fileSystemId") },
			Check:     checkFileSystemPolicy,
		},
		{
			Type: typeOf("efs", "v1beta1", "MountTarget", "mounttargets"), Prefix: "fsmt-", Noun: "EFS Mount Target", Service: serviceEFS, Call: "MountTarget",
			Required:  []string{"fileSystemId", "subnetId"},
			Immutable: []string{"fileSystemId", "subnetId", "ipAddress"},
			Links: []cloud.Link{
				holding(toFileSystem),
				holding(cloud.Link{Field: "subnetId", To: subnet, Code: "SubnetNotFound", Text: "The subnet ID '%s' does not exist"}),
				holding(cloud.Link{Field: "securityGroups", To: securityGroup, Code: "SecurityGroupNotFound", Text: "One or more security groups not found: %s"}),
			},
			Check:      checkMountTarget,
			Attributes: mountTargetAttributes,
		},
	}
}

func checkFileSystem(r *cloud.Request) error {
	if err := oneOf(r, "throughputMode", "bursting", "provisioned", "elastic"); err != nil {
		return err
	}
	if err := oneOf(r, "performanceMode", "generalPurpose", "maxIO"); err != nil {
		return err
	}
	mode := r.Args.String("throughputMode")
	switch {
	case r.Args.Has("kmsKeyId") && !r.Args.Bool("encrypted"):
		return cloud.Plain("encrypted must be set to true when kms_key_id is specified")
	case r.Args.Has("kmsKeyId") && !kmsARN.MatchString(r.Args.String("kmsKeyId")):
		return cloud.Plain("\"kms_key_id\" (%s) is an invalid ARN: arn: invalid prefix", r.Args.String("kmsKeyId"))
	case (mode == "provisioned") != r.Args.Has("provisionedThroughputInMibps"):
		return cloud.Refuse(400, badRequest, "Provisioned throughput must be given with throughput mode provisioned, and with no other")
	case mode == "elastic" && r.Args.String("performanceMode") == "maxIO":
		return cloud.Refuse(400, badRequest, "Elastic throughput is not supported with performance mode maxIO")
	}
	return nil
}

func checkFileSystemPolicy(r *cloud.Request) error {
	const code = "InvalidPolicyException"
	statements, err := resourceStatements(r.Args.String("policy"), code)
	if err != nil {
		return err
	}
	own := arn(r.About(r.To("fileSystemId")))
	for _, s := range statements {
		for _, resource := range s.Strings("Resource") {
			if resource != own {
				return cloud.Refuse(400, code, "Policy contains invalid resource: %s", resource)
			}
		}
	}
	return nil
}

func checkMountTarget(r *cloud.Request) error {
	in := r.To("subnetId")
	for _, id := range r.Args.Strings("securityGroups") {
		if g := r.Find(securityGroup, id); g != nil && g.To("vpcId") != in.To("vpcId") {
			return cloud.Refuse(400, badRequest, "Security group %s is not in the VPC of subnet %s", id, in.ID)
		}
	}
	for other := range r.UsersOf(r.To("fileSystemId"), mountTarget) {
		theirs := other.To("subnetId")
		if theirs.To("vpcId") != in.To("vpcId") {
			return cloud.Refuse(409, "MountTargetConflict", "requested subnet for new mount target is not in the same VPC as existing mount targets")
		}
		if theirs.Args.String("availabilityZone") == in.Args.String("availabilityZone") {
			return cloud.Refuse(409, "MountTargetConflict", "mount target already exists in this AZ")
		}
	}
	return nil
}

func mountTargetAttributes(r *cloud.Request) cloud.Value {
	fs, zone := r.Args.String("fileSystemId"), ""
	if s := r.To("subnetId"); s != nil {
		zone = s.Args.String("availabilityZone")
	}
	host := fs + ".efs." + r.Region() + ".amazonaws.com"
	return cloud.Value{
		"availabilityZoneName": zone,
		"dnsName":              host,
		"mountTargetDnsName":   zone + "." + host,
		"ipAddress":            r.Address("mount"),
		"networkInterfaceId":   "eni-0" + r.Hex(16, "interface"),
		"ownerId":              r.Account.ID,
	}
}
