// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package naming

// References for the AWS rules. Where none of them states a limit, the
// Terraform provider that the Crossplane provider is built on enforces it.
const (
	awsEC2        = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"
	awsELB        = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/"
	awsIAM        = "https://docs.aws.amazon.com/IAM/latest/APIReference/"
	awsEKS        = "https://docs.aws.amazon.com/eks/latest/APIReference/"
	awsAutoscaler = "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/"
	awsS3         = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/"
)

// iamCharacters are what names of IAM consist of.
const iamCharacters = alphanumeric + "_+=,.@-"

// AWSNameTag is the rule for the Name tag of everything that has an id but no
// name, such as a VPC or a subnet. The console shows it; nothing refers to it.
var AWSNameTag = Rule{
	Kind:      "an AWS Name tag",
	MinLength: 1, MaxLength: 255,
	First: alphanumeric, Inner: alphanumeric + "_.:/=+@-", Last: alphanumeric,
	Separator: "-",
	Reference: awsEC2 + "API_Tag.html",
}

// AWSSecurityGroup is the rule for EC2 security groups. A name that starts with
// sg- would be read as an id.
var AWSSecurityGroup = Rule{
	Kind:      "an AWS security group",
	MinLength: 1, MaxLength: 255,
	First: alphanumeric, Inner: alphanumeric + "._:/()#,@[]+=&;{}!$*-", Last: alphanumeric,
	Separator:         "-",
	ForbiddenPrefixes: []string{"sg-"},
	Reference:         awsEC2 + "API_CreateSecurityGroup.html",
}

// AWSKeyPair is the rule for EC2 key pairs.
var AWSKeyPair = Rule{
	Kind:      "an AWS key pair",
	MinLength: 1, MaxLength: 255,
	First: alphanumeric, Inner: alphanumeric + "._-", Last: alphanumeric,
	Separator: "-",
	Reference: awsEC2 + "API_CreateKeyPair.html",
}

// AWSPlacementGroup is the rule for EC2 placement groups.
var AWSPlacementGroup = Rule{
	Kind:      "an AWS placement group",
	MinLength: 1, MaxLength: 255,
	First: alphanumeric, Inner: alphanumeric + "._-", Last: alphanumeric,
	Separator: "-",
	Reference: awsEC2 + "API_CreatePlacementGroup.html",
}

// AWSLaunchTemplate is the rule for EC2 launch templates. AWS allows 128
// characters, the provider 125.
var AWSLaunchTemplate = Rule{
	Kind:      "an AWS launch template",
	MinLength: 3, MaxLength: 125,
	First: alphanumeric, Inner: alphanumeric + "()./_-", Last: alphanumeric,
	Separator: "-",
	Reference: awsEC2 + "API_CreateLaunchTemplate.html",
}

// AWSAutoscalingGroup is the rule for EC2 auto scaling groups. AWS forbids
// colons only; its command line and console stumble over more than that.
var AWSAutoscalingGroup = Rule{
	Kind:      "an AWS auto scaling group",
	MinLength: 1, MaxLength: 255,
	First: alphanumeric, Inner: alphanumeric + "._-", Last: alphanumeric,
	Separator: "-",
	Reference: awsAutoscaler + "API_CreateAutoScalingGroup.html",
}

// AWSAutoscalingPolicy is the rule for scaling policies.
var AWSAutoscalingPolicy = Rule{
	Kind:      "an AWS scaling policy",
	MinLength: 1, MaxLength: 255,
	First: alphanumeric, Inner: alphanumeric + "._-", Last: alphanumeric,
	Separator: "-",
	Reference: awsAutoscaler + "API_PutScalingPolicy.html",
}

// AWSAutoscalingSchedule is the rule for scheduled actions. AWS forbids colons only; its
// command line and console stumble over more than that.
var AWSAutoscalingSchedule = Rule{
	Kind:      "an AWS scheduled scaling action",
	MinLength: 1, MaxLength: 255,
	First: alphanumeric, Inner: alphanumeric + "._-", Last: alphanumeric,
	Separator: "-",
	Reference: awsAutoscaler + "API_PutScheduledUpdateGroupAction.html",
}

// AWSKMSGrant is the rule for grants of KMS keys.
var AWSKMSGrant = Rule{
	Kind:      "an AWS KMS grant",
	MinLength: 1, MaxLength: 256,
	First: alphanumeric, Inner: alphanumeric + ":/_-", Last: alphanumeric,
	Separator: "-",
	Reference: "https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html",
}

// AWSLoadBalancer is the rule for application and network load balancers.
var AWSLoadBalancer = Rule{
	Kind:      "an AWS load balancer",
	MinLength: 1, MaxLength: 32,
	First: alphanumeric, Inner: alphanumeric + "-", Last: alphanumeric,
	Separator:         "-",
	ForbiddenPrefixes: []string{"internal-"},
	Reference:         awsELB + "API_CreateLoadBalancer.html",
}

// AWSTargetGroup is the rule for target groups of load balancers.
var AWSTargetGroup = Rule{
	Kind:      "an AWS target group",
	MinLength: 1, MaxLength: 32,
	First: alphanumeric, Inner: alphanumeric + "-", Last: alphanumeric,
	Separator: "-",
	Reference: awsELB + "API_CreateTargetGroup.html",
}

// AWSIAMRole is the rule for IAM roles.
var AWSIAMRole = Rule{
	Kind:      "an AWS IAM role",
	MinLength: 1, MaxLength: 64,
	First: alphanumeric, Inner: iamCharacters, Last: alphanumeric,
	Separator: "-",
	Reference: awsIAM + "API_CreateRole.html",
}

// AWSIAMRolePolicy is the rule for policies that are inlined in an IAM role.
var AWSIAMRolePolicy = Rule{
	Kind:      "an AWS IAM role policy",
	MinLength: 1, MaxLength: 128,
	First: alphanumeric, Inner: iamCharacters, Last: alphanumeric,
	Separator: "-",
	Reference: awsIAM + "API_PutRolePolicy.html",
}

// AWSIAMPolicy is the rule for managed IAM policies.
var AWSIAMPolicy = Rule{
	Kind:      "an AWS IAM policy",
	MinLength: 1, MaxLength: 128,
	First: alphanumeric, Inner: iamCharacters, Last: alphanumeric,
	Separator: "-",
	Reference: awsIAM + "API_CreatePolicy.html",
}

// AWSIAMInstanceProfile is the rule for instance profiles.
var AWSIAMInstanceProfile = Rule{
	Kind:      "an AWS instance profile",
	MinLength: 1, MaxLength: 128,
	First: alphanumeric, Inner: iamCharacters, Last: alphanumeric,
	Separator: "-",
	Reference: awsIAM + "API_CreateInstanceProfile.html",
}

// AWSIAMUser is the rule for IAM users.
var AWSIAMUser = Rule{
	Kind:      "an AWS IAM user",
	MinLength: 1, MaxLength: 64,
	First: alphanumeric, Inner: iamCharacters, Last: alphanumeric,
	Separator: "-",
	Reference: awsIAM + "API_CreateUser.html",
}

// AWSEKSCluster is the rule for EKS clusters.
var AWSEKSCluster = Rule{
	Kind:      "an AWS EKS cluster",
	MinLength: 1, MaxLength: 100,
	First: alphanumeric, Inner: alphanumeric + "_-", Last: alphanumeric,
	Separator: "-",
	Reference: awsEKS + "API_CreateCluster.html",
}

// AWSEKSNodeGroup is the rule for managed node groups of EKS clusters.
var AWSEKSNodeGroup = Rule{
	Kind:      "an AWS EKS node group",
	MinLength: 1, MaxLength: 63,
	First: alphanumeric, Inner: alphanumeric + "_-", Last: alphanumeric,
	Separator: "-",
	Reference: awsEKS + "API_CreateNodegroup.html",
}

// AWSEKSFargateProfile is the rule for Fargate profiles of EKS clusters.
var AWSEKSFargateProfile = Rule{
	Kind:      "an AWS EKS Fargate profile",
	MinLength: 1, MaxLength: 63,
	First: alphanumeric, Inner: alphanumeric + "_-", Last: alphanumeric,
	Separator: "-",
	Reference: awsEKS + "API_CreateFargateProfile.html",
}

// AWSKMSAlias is the rule for aliases of KMS keys, without the "alias/" that
// the provider puts before them and that counts towards AWS's limit of 256.
// Aliases that start with aws/ belong to AWS.
var AWSKMSAlias = Rule{
	Kind:      "an AWS KMS alias",
	MinLength: 1, MaxLength: 250,
	First: alphanumeric, Inner: alphanumeric + "/_-", Last: alphanumeric,
	Separator:         "-",
	ForbiddenPrefixes: []string{"aws/"},
	Reference:         "https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html",
}

// AWSLogGroup is the rule for CloudWatch log groups. Those that start with aws/
// belong to AWS.
var AWSLogGroup = Rule{
	Kind:      "an AWS log group",
	MinLength: 1, MaxLength: 512,
	First: alphanumeric + "/", Inner: alphanumeric + "_./#-", Last: alphanumeric,
	Separator:         "-",
	ForbiddenPrefixes: []string{"aws/"},
	Reference:         "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html",
}

// AWSBucket is the rule for S3 buckets. AWS allows dots; a bucket with dots has
// no valid TLS certificate at its virtual host.
var AWSBucket = Rule{
	Kind:      "an AWS bucket",
	MinLength: 3, MaxLength: 63,
	First: lowerDigits, Inner: lowerDigits + "-", Last: lowerDigits,
	Separator:         "-",
	Global:            true,
	ForbiddenPrefixes: []string{"xn--", "sthree-", "amzn-s3-demo-"},
	ForbiddenSuffixes: []string{"-s3alias", "--ol-s3", "--x-s3", "--table-s3"},
	Reference:         awsS3 + "bucketnamingrules.html",
}

// AWSBucketTiering is the rule for intelligent tiering configurations of S3
// buckets.
var AWSBucketTiering = Rule{
	Kind:      "an AWS bucket tiering configuration",
	MinLength: 1, MaxLength: 64,
	First: alphanumeric, Inner: alphanumeric + "._-", Last: alphanumeric,
	Separator: "-",
	Reference: awsS3 + "intelligent-tiering.html",
}
