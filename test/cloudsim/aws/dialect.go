// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package aws tells a simulated cloud what is true of AWS: its kinds of resources,
// what it refuses, and how it says so.
package aws

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// New returns a simulation of AWS.
func New(opts ...cloud.Option) *cloud.Cloud {
	return cloud.New(dialect{}, Kinds(), opts...)
}

type dialect struct{}

// Provider that speaks the dialect.
func (dialect) Provider() platform.Provider { return platform.ProviderAWS }

// AccountID is that of the last role in a chain of roles, else made up.
func (dialect) AccountID(name string, spec cloud.Value) string {
	for _, role := range slices.Backward(spec.List("assumeRoleChain")) {
		if parts := strings.Split(role.String("roleARN"), ":"); len(parts) > 4 {
			return parts[4]
		}
	}
	return cloud.DigitsOf(12, "account/"+name)
}

// Region that a request goes to.
func (dialect) Region(r *cloud.Request) string { return r.Args.String("region") }

// Sees is true for what is in the same region, or in none.
func (d dialect) Sees(r *cloud.Request, o *cloud.Object) bool {
	return o.Kind.Global || r.Kind.Global || o.Args.String("region") == d.Region(r)
}

// Identifies resources by id, by name where they have one, and by ARN.
func (d dialect) Identifies(r *cloud.Request, o *cloud.Object, value string) bool {
	if o.ID == value || o.Name == value && o.Kind.Naming == cloud.Given {
		return true
	}
	return strings.HasPrefix(value, "arn:") && arn(r.About(o)) == strings.TrimSuffix(value, ":*")
}

// Same is true if two ids are those of the same resource.
func (dialect) Same(id, other string) bool { return id == other }

// Check the region and the tags.
func (d dialect) Check(r *cloud.Request) error {
	if r.Kind.Global {
		return checkTags(r)
	}
	if _, ok := zones()[d.Region(r)]; !ok {
		return cloud.Plain("invalid AWS Region: %s", d.Region(r))
	}
	return checkTags(r)
}

// Attributes that every kind has.
func (d dialect) Attributes(r *cloud.Request) cloud.Value {
	out := cloud.Value{"id": r.ID}
	if _, ok := arns()[r.Kind.Name()]; ok {
		out["arn"] = arn(r)
	}
	if tags := r.Args.Map("tags"); len(tags) > 0 {
		out["tagsAll"] = r.Args.Copy()["tags"]
	}
	return out
}

// Missing says that a required argument is missing.
func (dialect) Missing(_ *cloud.Request, argument string) error {
	name, _, _ := strings.Cut(argument, "|")
	return cloud.Refuse(400, "MissingParameter", "The request must contain the parameter %s", name)
}

// NotFound says that there is nothing where an argument points to.
func (dialect) NotFound(_ *cloud.Request, l cloud.Link, value string) error {
	if l.Code == "" {
		return cloud.Refuse(400, "InvalidParameterValue", "Value (%s) for parameter %s is invalid.", value, l.Field)
	}
	if !strings.Contains(l.Text, "%s") {
		return cloud.Refuse(status(l.Code), l.Code, "%s", l.Text)
	}
	return cloud.Refuse(status(l.Code), l.Code, l.Text, value)
}

// Elsewhere says the same as NotFound, because AWS tells nobody what another account has.
// Only the names of buckets are known to everybody, and nobody lends a role to a service
// of another account.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
func (d dialect) Elsewhere(r *cloud.Request, l cloud.Link, _ *cloud.Object, value string) error {
	switch l.To {
	case bucket:
		return cloud.Refuse(403, "AccessDenied", "Access Denied")
	case role:
		return cloud.Refuse(400, l.Code, "Cross-account pass role is not allowed.")
	}
	return d.NotFound(r, l, value)
}

// NotReady says the same as NotFound, because AWS tells nobody the id of what does
// not exist yet.
func (d dialect) NotReady(r *cloud.Request, l cloud.Link, o *cloud.Object) error {
	return d.NotFound(r, l, o.ID)
}

// Exists says that there is such a resource already.
func (dialect) Exists(r *cloud.Request, o *cloud.Object) error {
	switch r.Kind.Service {
	case "IAM":
		if r.Kind.Name() == oidcProvider {
			return cloud.Refuse(409, "EntityAlreadyExists", "Provider with url %s already exists.", r.Args.String("url"))
		}
		return cloud.Refuse(409, "EntityAlreadyExists", "%s with name %s already exists.", r.Kind.Kind, o.Name)
	case serviceAutoscaling:
		return cloud.Refuse(400, "AlreadyExists", "AutoScalingGroup by this name already exists - A group with the name %s already exists", o.Name)
	case "CloudWatch Logs":
		return cloud.Refuse(400, "ResourceAlreadyExistsException", "The specified log group already exists")
	case serviceEKS:
		return existsInEKS(r, o)
	case serviceKMS:
		return cloud.Refuse(400, "AlreadyExistsException", "An alias with the name %s already exists", arn(r))
	case serviceS3:
		return existsInS3(r)
	}
	if r.Kind.Name() == keyPair {
		return cloud.Refuse(400, "InvalidKeyPair.Duplicate", "The keypair already exists")
	}
	return cloud.Refuse(400, "Resource.AlreadyAssociated", "resource %s is already associated", o.ID)
}

// InUse says that a resource cannot be deleted because of others.
func (dialect) InUse(r *cloud.Request, by []*cloud.Object) error {
	switch r.Kind.Name() {
	case role:
		return roleInUse(by)
	case user:
		return cloud.Refuse(409, "DeleteConflict", "Cannot delete entity, must detach all policies first.")
	case managedPolicy:
		return cloud.Refuse(409, "DeleteConflict", "Cannot delete a policy attached to entities.")
	case targetGroup:
		return cloud.Refuse(400, "ResourceInUse", "Target group '%s' is currently in use by a listener or a rule", r.ID)
	case volume:
		return cloud.Refuse(400, "VolumeInUse", "Volume %s is currently attached to %s", r.ID, by[0].Args.String("instanceId"))
	case fileSystem:
		return cloud.Refuse(409, "FileSystemInUse", "The file system '%s' has mount targets and cannot be deleted.", r.ID)
	case cluster:
		return cloud.Refuse(409, inUse, "Cluster has nodegroups attached")
	case eip:
		return cloud.Refuse(400, "InvalidIPAddress.InUse", "Address %s is in use.", r.Address("public"))
	case securityGroup:
		return cloud.Refuse(400, "DependencyViolation", "resource %s has a dependent object", r.ID)
	case cidrAssociation:
		return cloud.Refuse(400, "InvalidCidrBlock.InUse", "The vpc currently has a subnet using CIDR block %s", r.Args.String("cidrBlock"))
	}
	noun := strings.ToLower(r.Kind.Kind[:1]) + r.Kind.Kind[1:]
	if r.Kind.Name() == vpc {
		noun = "vpc"
	}
	return cloud.Refuse(400, "DependencyViolation", "The %s '%s' has dependencies and cannot be deleted.", noun, r.ID)
}

// Fail says that something went wrong through nobody's mistake.
func (d dialect) Fail(r *cloud.Request, f cloud.Fault, text string) error {
	switch f {
	case cloud.FaultQuota:
		return cloud.Refuse(400, r.Kind.Call+"LimitExceeded", "The maximum number of %ss has been reached.", r.Kind.Noun)
	case cloud.FaultThrottle:
		return cloud.Refuse(503, "RequestLimitExceeded", "Request limit exceeded.")
	case cloud.FaultRegionDown:
		return cloud.Refuse(503, "ServiceUnavailable", "The service is unavailable in %s. Please try again shortly.", d.Region(r))
	case cloud.FaultError:
		return cloud.Refuse(500, "InternalError", "%s", orDefault(text, "An internal error has occurred"))
	}
	return cloud.Refuse(500, "InternalError", "%s", text)
}

func orDefault(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// Describe an error like the SDK for Go does, inside what the provider was doing.
func (dialect) Describe(op cloud.Operation, r *cloud.Request, err *cloud.Error) string {
	if err.Plain {
		return err.Message
	}
	subject := r.Kind.Noun
	if op != cloud.Create || slices.Contains([]string{serviceEKS, serviceS3, serviceAutoscaling, serviceELB}, r.Kind.Service) {
		subject += " (" + r.ID + ")"
	}
	if code, ok := strings.CutPrefix(err.Code, late); ok {
		unexpected, wanted := states(r.Kind)
		return fmt.Sprintf("waiting for %s (%s) create: unexpected state '%s', wanted target '%s'. last error: %s: %s", r.Kind.Noun, r.ID, unexpected, wanted, code, err.Message)
	}
	return fmt.Sprintf("%s %s: operation error %s: %s, https response error StatusCode: %d, RequestID: %s, %s%s: %s",
		gerunds()[op], subject, r.Kind.Service, method(op, r.Kind), err.Status, r.RequestID(), untyped(r.Kind), err.Code, err.Message)
}

// states that a resource has in place of the one that it should have, when AWS lets it
// fail after it was created.
func states(k *cloud.Kind) (unexpected, wanted string) {
	switch k.Name() {
	case nodeGroup:
		return "CREATE_FAILED", "ACTIVE"
	case addon:
		return "DEGRADED", "ACTIVE"
	}
	return "failed", "available"
}

// untyped is what the SDK says of errors that it has no type for. It has one for those
// of newer services.
func untyped(k *cloud.Kind) string {
	if k.Service == serviceEKS || k.Service == serviceKMS || k.Service == serviceEFS {
		return ""
	}
	return "api error "
}

// existsInEKS says that there is such a part of a cluster already.
func existsInEKS(r *cloud.Request, o *cloud.Object) error {
	switch r.Kind.Name() {
	case cluster:
		return cloud.Refuse(409, inUse, "Cluster already exists with name: %s", o.ID)
	case nodeGroup:
		return cloud.Refuse(409, inUse, "NodeGroup already exists with name %s and cluster name %s", o.Name, o.Args.String("clusterName"))
	case addon:
		return cloud.Refuse(409, inUse, "Addon already exists.")
	}
	return cloud.Refuse(409, inUse, "The specified access entry resource is already in use on this cluster.")
}

// existsInS3 says that somebody has the name, or that somebody else configures the same
// bucket.
func existsInS3(r *cloud.Request) error {
	if r.Kind.Name() == bucket {
		return cloud.Refuse(409, "BucketAlreadyExists", "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.")
	}
	return cloud.Refuse(409, "OperationAborted", "A conflicting conditional operation is currently in progress against this resource. Please try again.")
}

// roleInUse says what keeps a role from being deleted.
func roleInUse(by []*cloud.Object) error {
	if slices.ContainsFunc(by, func(o *cloud.Object) bool { return o.Kind.Name() == rolePolicyAttachment }) {
		return cloud.Refuse(409, "DeleteConflict", "Cannot delete entity, must detach all policies first.")
	}
	return cloud.Refuse(409, "DeleteConflict", "Cannot delete entity, must delete policies first.")
}

func gerunds() map[cloud.Operation]string {
	return map[cloud.Operation]string{
		cloud.Create: "creating", cloud.Read: "reading", cloud.Update: "updating", cloud.Delete: "deleting",
	}
}

// method of the API that an operation calls.
func method(op cloud.Operation, k *cloud.Kind) string {
	if m := methods()[k.Name()][op]; m != "" {
		return m
	}
	if k.Service == serviceS3 && k.Name() != bucket && (op == cloud.Create || op == cloud.Update) {
		return "Put" + k.Call
	}
	verbs := map[cloud.Operation]string{cloud.Create: "Create", cloud.Read: "Describe", cloud.Update: "Modify", cloud.Delete: "Delete"}
	return verbs[op] + k.Call
}

// methods that are not named like the others.
func methods() map[cloud.Name]map[cloud.Operation]string {
	return map[cloud.Name]map[cloud.Operation]string{
		eip:                   {cloud.Create: "AllocateAddress", cloud.Delete: "ReleaseAddress"},
		routeTableAssociation: {cloud.Create: "AssociateRouteTable", cloud.Update: "ReplaceRouteTableAssociation", cloud.Delete: "DisassociateRouteTable"},
		ingressRule:           {cloud.Create: "AuthorizeSecurityGroupIngress", cloud.Delete: "RevokeSecurityGroupIngress"},
		egressRule:            {cloud.Create: "AuthorizeSecurityGroupEgress", cloud.Delete: "RevokeSecurityGroupEgress"},
		cidrAssociation:       {cloud.Create: "AssociateVpcCidrBlock", cloud.Delete: "DisassociateVpcCidrBlock"},
		internetGateway:       {cloud.Delete: "DetachInternetGateway"},
		rolePolicy:            {cloud.Create: "PutRolePolicy", cloud.Update: "PutRolePolicy"},
		accepter:              {cloud.Create: "AcceptVpcPeeringConnection"},
		endpointRouteTable:    {cloud.Create: "ModifyVpcEndpoint", cloud.Delete: "ModifyVpcEndpoint"},
		endpointSubnet:        {cloud.Create: "ModifyVpcEndpoint", cloud.Delete: "ModifyVpcEndpoint"},
		endpointSecurityGroup: {cloud.Create: "ModifyVpcEndpoint", cloud.Delete: "ModifyVpcEndpoint"},
		rolePolicyAttachment:  {cloud.Create: "AttachRolePolicy", cloud.Delete: "DetachRolePolicy"},
		cluster:               {cloud.Update: "UpdateClusterConfig"},
		nodeGroup:             {cloud.Update: "UpdateNodegroupConfig"},
		addon:                 {cloud.Update: "UpdateAddon"},
		accessPolicy:          {cloud.Create: "AssociateAccessPolicy", cloud.Delete: "DisassociateAccessPolicy"},
		podIdentity:           {cloud.Update: "UpdatePodIdentityAssociation"},
		launchTemplate:        {cloud.Update: "CreateLaunchTemplateVersion"},
		key:                   {cloud.Update: "UpdateKeyDescription", cloud.Delete: "ScheduleKeyDeletion"},
		alias:                 {cloud.Update: "UpdateAlias"},
		fileSystem:            {cloud.Update: "UpdateFileSystem"},
		fileSystemPolicy:      {cloud.Create: "PutFileSystemPolicy", cloud.Update: "PutFileSystemPolicy"},
		user:                  {cloud.Update: "UpdateUser"},
		managedPolicy:         {cloud.Update: "CreatePolicyVersion"},
		userAttachment:        {cloud.Create: "AttachUserPolicy", cloud.Delete: "DetachUserPolicy"},
		instance:              {cloud.Create: "RunInstances", cloud.Update: "ModifyInstanceAttribute", cloud.Delete: "TerminateInstances"},
		keyPair:               {cloud.Create: "ImportKeyPair"},
		eipAssociation:        {cloud.Create: "AssociateAddress", cloud.Delete: "DisassociateAddress"},
		volumeAttachment:      {cloud.Create: "AttachVolume", cloud.Delete: "DetachVolume"},
		autoscalingGroup:      {cloud.Update: "UpdateAutoScalingGroup"},
		scalingPolicy:         {cloud.Create: "PutScalingPolicy", cloud.Update: "PutScalingPolicy", cloud.Delete: "DeletePolicy"},
		scalingSchedule:       {cloud.Create: "PutScheduledUpdateGroupAction", cloud.Update: "PutScheduledUpdateGroupAction"},
		targetAttachment:      {cloud.Create: "AttachLoadBalancerTargetGroups", cloud.Delete: "DetachLoadBalancerTargetGroups"},
		grant:                 {cloud.Delete: "RevokeGrant"},
	}
}

// late starts the codes of errors that AWS reports by letting a resource fail after
// it was created.
const late = "late:"

func status(code string) int {
	if code == "NoSuchEntity" || code == notFound || code == "NoSuchBucket" || code == "FileSystemNotFound" {
		return 404
	}
	return 400
}

// checkTags applies the limits of tags.
// https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
func checkTags(r *cloud.Request) error {
	tags := r.Args.Map("tags")
	if len(tags) > 50 {
		return cloud.Refuse(400, "TagLimitExceeded", "The maximum number of tags for a resource has been reached.")
	}
	for _, k := range slices.Sorted(maps.Keys(tags)) {
		if strings.HasPrefix(strings.ToLower(k), "aws:") {
			return cloud.Refuse(400, "InvalidParameterValue", "Tag keys starting with 'aws:' are reserved for internal use")
		}
		if len(k) == 0 || len([]rune(k)) > 128 {
			return cloud.Refuse(400, "InvalidParameterValue", "Tag key exceeds the maximum length of 128 characters: %s", k)
		}
		if len([]rune(tags[k])) > 256 {
			return cloud.Refuse(400, "InvalidParameterValue", "Tag value exceeds the maximum length of 256 characters: %s", k)
		}
		if c, ok := illegal(k + tags[k]); ok {
			return cloud.Refuse(400, "InvalidParameterValue", "Tag %s contains the invalid character %q", k, c)
		}
	}
	return nil
}

// illegal returns the first character that is not allowed in tags by every service.
func illegal(s string) (rune, bool) {
	for _, c := range s {
		letter := c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c > 127
		if !letter && !strings.ContainsRune(" _.:/=+-@", c) {
			return c, true
		}
	}
	return 0, false
}

// zones of each region. Where an account sees other letters than a to c, they are
// those of an account that was created recently.
// https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
func zones() map[string]string {
	return map[string]string{
		"us-east-1": "abcdef", "us-east-2": "abc", "us-west-1": "ac", "us-west-2": "abcd",
		"ca-central-1": "abd", "ca-west-1": "abc", "mx-central-1": "abc", "sa-east-1": "abc",
		"eu-west-1": "abc", "eu-west-2": "abc", "eu-west-3": "abc", "eu-north-1": "abc",
		"eu-central-1": "abc", "eu-central-2": "abc", "eu-south-1": "abc", "eu-south-2": "abc",
		"ap-southeast-1": "abc", "ap-southeast-2": "abc", "ap-southeast-3": "abc", "ap-southeast-4": "abc",
		"ap-southeast-5": "abc", "ap-southeast-7": "abc", "ap-northeast-1": "acd", "ap-northeast-2": "abcd",
		"ap-northeast-3": "abc", "ap-south-1": "abc", "ap-south-2": "abc", "ap-east-1": "abc",
		"me-south-1": "abc", "me-central-1": "abc", "il-central-1": "abc", "af-south-1": "abc",
		"us-gov-east-1": "abc", "us-gov-west-1": "abc", "cn-north-1": "abd", "cn-northwest-1": "abc",
	}
}

func zonesOf(region string) []string {
	out := make([]string, 0, len(zones()[region]))
	for _, letter := range zones()[region] {
		out = append(out, region+string(letter))
	}
	return out
}

func partition(region string) string {
	if strings.HasPrefix(region, "cn-") {
		return "aws-cn"
	}
	if strings.HasPrefix(region, "us-gov-") {
		return "aws-us-gov"
	}
	return "aws"
}

// arns of kinds: the service and what comes before the id.
func arns() map[cloud.Name][2]string {
	return map[cloud.Name][2]string{
		vpc: {"ec2", "vpc/"}, subnet: {"ec2", "subnet/"}, internetGateway: {"ec2", "internet-gateway/"},
		eip: {"ec2", "elastic-ip/"}, routeTable: {"ec2", "route-table/"}, securityGroup: {"ec2", "security-group/"},
		defaultSecurityGroup: {"ec2", "security-group/"}, ingressRule: {"ec2", "security-group-rule/"},
		egressRule: {"ec2", "security-group-rule/"}, networkACL: {"ec2", "network-acl/"},
		endpoint: {"ec2", "vpc-endpoint/"}, flowLog: {"ec2", "vpc-flow-log/"},
		logGroup: {"logs", "log-group:"}, role: {"iam", "role/"}, zone: {"route53", "hostedzone/"},
		cluster: {"eks", "cluster/"}, launchTemplate: {"ec2", "launch-template/"}, key: {"kms", "key/"}, alias: {"kms", ""},
		bucket: {"s3", ""}, volume: {"ec2", "volume/"}, fileSystem: {"elasticfilesystem", "file-system/"},
		instance: {"ec2", "instance/"}, keyPair: {"ec2", "key-pair/"},
		user: {"iam", "user/"}, managedPolicy: {"iam", "policy/"}, instanceProfile: {"iam", "instance-profile/"},
	}
}

func arn(r *cloud.Request) string {
	a := arns()[r.Kind.Name()]
	region, account := r.Region(), r.Account.ID
	if r.Kind.Global {
		region = ""
	}
	if a[0] == "route53" || a[0] == "s3" {
		account = ""
	}
	if a[0] == "s3" {
		region = ""
	}
	return strings.Join([]string{"arn", partition(r.Region()), a[0], region, account, a[1] + r.ID}, ":")
}
