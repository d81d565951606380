// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/crossplane/function-sdk-go/errors"
)

// An ARN names a resource of AWS.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
type ARN struct {
	// Partition of AWS, for example aws, aws-cn or aws-us-gov.
	Partition string

	// Service that the resource belongs to, for example s3.
	Service string

	// Region of the resource. Empty for what is global.
	Region string

	// Account of the resource. Empty for what is unique in its partition.
	Account string

	// Resource within the service.
	Resource string
}

// String returns the ARN as AWS writes it.
func (a ARN) String() string {
	return strings.Join([]string{"arn", a.Partition, a.Service, a.Region, a.Account, a.Resource}, ":")
}

// arnParts is the number of parts that colons divide an ARN into. The last one may
// contain colons of its own.
const arnParts = 6

// What the parts of an ARN consist of. Partitions are named by
// https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
var (
	partitionForm = regexp.MustCompile(`^aws(?:-[a-z]+)*$`)
	serviceForm   = regexp.MustCompile(`^[a-z0-9-]+$`)
	regionForm    = regexp.MustCompile(`^(?:[a-z]{2,4}(?:-[a-z]+)+-[0-9]{1,2})?$`)
	accountForm   = regexp.MustCompile(`^(?:[0-9]{12}|aws)?$`)
	resourceForm  = regexp.MustCompile(`^[!-~]+$`)
)

// ParseARN returns the parts of an ARN, or an error that says which part is wrong.
func ParseARN(s string) (ARN, error) {
	parts := strings.SplitN(s, ":", arnParts)
	if len(parts) != arnParts || parts[0] != "arn" {
		return ARN{}, errors.Errorf("must be an ARN such as %s", ARN{Partition: "aws", Service: "sqs", Region: "eu-west-1", Account: "123456789012", Resource: "orders"})
	}
	a := ARN{Partition: parts[1], Service: parts[2], Region: parts[3], Account: parts[4], Resource: parts[5]}
	for _, p := range []struct {
		name, value string
		form        *regexp.Regexp
	}{
		{name: "partition", value: a.Partition, form: partitionForm},
		{name: "service", value: a.Service, form: serviceForm},
		{name: "region", value: a.Region, form: regionForm},
		{name: "account", value: a.Account, form: accountForm},
		{name: "resource", value: a.Resource, form: resourceForm},
	} {
		if !p.form.MatchString(p.value) {
			return ARN{}, errors.Errorf("has a %s %q, which is none", p.name, p.value)
		}
	}
	return a, nil
}

// Bucket returns the ARN of an S3 bucket, whose name is unique in its partition.
func Bucket(partition, name string) ARN {
	return ARN{Partition: partition, Service: "s3", Resource: name}
}

// Objects returns what matches the objects of an S3 bucket below a prefix.
func Objects(bucket ARN, prefix string) ARN {
	bucket.Resource += "/" + prefix + Anything
	return bucket
}

// ManagedPolicy returns the ARN of a managed policy of AWS, for example ReadOnlyAccess or
// service-role/AmazonEBSCSIDriverPolicy.
func ManagedPolicy(partition, name string) ARN {
	return ARN{Partition: partition, Service: "iam", Account: "aws", Resource: "policy/" + name}
}

// ClusterAccessPolicy returns the ARN of a policy that EKS grants access to a cluster
// with, for example AmazonEKSViewPolicy.
// https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
func ClusterAccessPolicy(partition, name string) ARN {
	return ARN{Partition: partition, Service: "eks", Account: "aws", Resource: "cluster-access-policy/" + name}
}

// OIDCProvider returns the ARN of the OIDC provider of an issuer, of which an account has
// one. The issuer is written without https://.
func OIDCProvider(partition, account, issuer string) ARN {
	return ARN{Partition: partition, Service: "iam", Account: account, Resource: "oidc-provider/" + issuer}
}

// chinaServices are the services whose principals have another name in China.
// https://docs.amazonaws.cn/en_us/aws/latest/userguide/iam.html
func chinaServices() []string { return []string{"ec2"} }

// ServicePrincipal returns the principal of a service, for example ec2.amazonaws.com.
func ServicePrincipal(partition, service string) string {
	if partition == "aws-cn" && slices.Contains(chinaServices(), service) {
		return service + ".amazonaws.com.cn"
	}
	return service + ".amazonaws.com"
}

// check returns what is wrong with the ARN of a resource in a policy, or nothing. A part
// may be a wildcard there.
func checkResource(partition, s string) string {
	if s == Anything {
		return ""
	}
	parts := strings.SplitN(s, ":", arnParts)
	if len(parts) != arnParts || parts[0] != "arn" || strings.ContainsFunc(s, func(r rune) bool { return r < '!' || r > '~' }) {
		return "must be an ARN such as arn:" + cmp.Or(partition, "aws") + ":sqs:eu-west-1:123456789012:orders"
	}
	if partition != "" && parts[1] != partition && parts[1] != Anything {
		return fmt.Sprintf("is in partition %q, and the identity is in %q: start it with arn:%s:", parts[1], partition, partition)
	}
	if parts[2] == "" || parts[5] == "" {
		return "must name a service and a resource, as in arn:" + cmp.Or(partition, "aws") + ":sqs:eu-west-1:123456789012:orders"
	}
	return ""
}
