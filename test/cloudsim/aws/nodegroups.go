// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// Limits of a node group.
// https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html
const (
	maxGroupNodes = 450
	maxNodeText   = 63
	maxTaints     = 50
)

func nodeGroups() []cloud.Kind {
	g := eks("v1beta2", "NodeGroup", "nodegroups")
	g.Naming, g.Noun, g.Call = cloud.Given, "EKS Node Group", "Nodegroup"
	g.Required = []string{"clusterName", "nodeRoleArn", "subnetIds", "scalingConfig.desiredSize", "scalingConfig.minSize", "scalingConfig.maxSize"}
	g.Immutable = []string{
		"amiType", "capacityType", "clusterName", "diskSize", "instanceTypes", "nodeRoleArn", "subnetIds", "remoteAccess",
		"launchTemplate.name", "launchTemplate.id",
	}
	g.Gradual = []string{"version", "launchTemplate.version", "scalingConfig.desiredSize"}
	g.Links = []cloud.Link{
		{Field: "clusterName", To: cluster, Code: notFound, Text: "No cluster found for name: %s.", Holds: true},
		{Field: "nodeRoleArn", To: role, Code: invalidParameter, Text: "Role with arn: %s, could not be assumed because it does not exist or the trusted entity is not correct"},
		{Field: "subnetIds", To: subnet, Code: invalidParameter, Text: "The subnet ID '%s' does not exist", Holds: true},
	}
	g.ID = func(r *cloud.Request) string { return r.Args.String("clusterName") + ":" + r.Name }
	g.Check, g.Attributes = checkNodeGroup, nodeGroupAttributes
	return []cloud.Kind{g}
}

var nodeGroupName = regexp.MustCompile(`^[0-9A-Za-z][A-Za-z0-9_-]{0,62}$`)

func checkNodeGroup(r *cloud.Request) error {
	if !nodeGroupName.MatchString(r.Name) {
		return cloud.Refuse(400, invalidParameter, "The nodegroup name parameter contains invalid characters: %s", r.Name)
	}
	for _, check := range []func(*cloud.Request) error{
		checkNodeVersion, checkInstances, checkScaling, checkNodeUpdates, checkTaints, checkTemplateOf, checkNodeSubnets, checkJoins,
	} {
		if err := check(r); err != nil {
			return err
		}
	}
	return nil
}

// versionOf a node group is that of its cluster, unless it has one.
func versionOf(r *cloud.Request, args cloud.Value) string {
	if v := args.String("version"); v != "" {
		return v
	}
	return r.To("clusterName").Args.String("version")
}

// checkNodeVersion refuses nodes that are newer than their control plane, and all but
// the next version of those that exist.
// https://docs.aws.amazon.com/eks/latest/userguide/update-managed-node-group.html
func checkNodeVersion(r *cloud.Request) error {
	want, has := versionOf(r, r.Args), r.To("clusterName").Args.String("version")
	if minorOf(want) == 0 {
		return cloud.Refuse(400, invalidParameter, "Requested Nodegroup kubernetes version %s is invalid", want)
	}
	if minorOf(want) > minorOf(has) {
		return cloud.Refuse(400, invalidParameter, "Requested Nodegroup kubernetes version %s is higher than the cluster's kubernetes version %s", want, has)
	}
	if r.Old == nil {
		return nil
	}
	before := versionOf(r, r.Old)
	if old := minorOf(before); minorOf(want) < old || minorOf(want) > old+1 {
		return cloud.Refuse(400, invalidParameter, "Unsupported Nodegroup kubernetes version update from %s to %s", before, want)
	}
	return nil
}

var (
	armInstance = regexp.MustCompile(`^(a1|[a-z]+[0-9]+g[a-z]*)\.`)
	gpuInstance = regexp.MustCompile(`^(g|p)[0-9]`)
)

// checkInstances refuses instances that cannot boot an image.
// https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html
func checkInstances(r *cloud.Request) error {
	ami := r.Args.String("amiType")
	images := []string{
		"AL2023_x86_64_STANDARD", "AL2023_ARM_64_STANDARD", "AL2023_x86_64_NVIDIA", "AL2023_ARM_64_NVIDIA", "BOTTLEROCKET_x86_64",
		"BOTTLEROCKET_ARM_64", "BOTTLEROCKET_x86_64_NVIDIA", "BOTTLEROCKET_ARM_64_NVIDIA", "CUSTOM",
	}
	if err := oneOf(r, "amiType", images...); err != nil {
		return err
	}
	if err := oneOf(r, "capacityType", "ON_DEMAND", "SPOT", "CAPACITY_BLOCK"); err != nil {
		return err
	}
	for _, i := range r.Args.Strings("instanceTypes") {
		if armInstance.MatchString(i) != strings.Contains(ami, "ARM") || strings.HasSuffix(ami, "NVIDIA") && !gpuInstance.MatchString(i) {
			return cloud.Refuse(400, invalidRequest, "[%s] is not a valid instance type for requested amiType %s", i, ami)
		}
	}
	return nil
}

func checkScaling(r *cloud.Request) error {
	desired, _ := r.Args.Int("scalingConfig.desiredSize")
	least, _ := r.Args.Int("scalingConfig.minSize")
	most, _ := r.Args.Int("scalingConfig.maxSize")
	if least < 0 || desired < 0 || most < 1 {
		return cloud.Plain("expected scaling_config.0.max_size to be at least (1), got %d", most)
	}
	if most > maxGroupNodes {
		return cloud.Refuse(400, "ResourceLimitExceededException", "Cannot exceed the limit of %d nodes per nodegroup", maxGroupNodes)
	}
	if least > desired {
		return cloud.Refuse(400, invalidParameter, "Minimum capacity %d can't be greater than desired size %d", least, desired)
	}
	if desired > most {
		return cloud.Refuse(400, invalidParameter, "desired capacity %d can't be greater than max size %d", desired, most)
	}
	return nil
}

func checkNodeUpdates(r *cloud.Request) error {
	if !r.Args.Has("updateConfig") {
		return nil
	}
	count, counted := r.Args.Int("updateConfig.maxUnavailable")
	if _, percentage := r.Args.Int("updateConfig.maxUnavailablePercentage"); percentage == counted {
		return cloud.Plain("\"update_config.0.max_unavailable\": one of `update_config.0.max_unavailable,update_config.0.max_unavailable_percentage` must be specified")
	}
	if counted && (count < 1 || count > 100) {
		return cloud.Plain("expected update_config.0.max_unavailable to be in the range (1 - 100), got %d", count)
	}
	return oneOf(r, "updateConfig.updateStrategy", "DEFAULT", "MINIMAL")
}

func checkTaints(r *cloud.Request) error {
	taints := r.Args.List("taint")
	if len(taints) > maxTaints {
		return cloud.Plain("Too many list items: Attribute taint supports %d item maximum, but config has %d declared.", maxTaints, len(taints))
	}
	if err := oneOf(r, "taint[].effect", "NO_SCHEDULE", "NO_EXECUTE", "PREFER_NO_SCHEDULE"); err != nil {
		return err
	}
	for _, t := range taints {
		if k := t.String("key"); k == "" || len(k) > maxNodeText {
			return cloud.Plain("expected length of taint.0.key to be in the range (1 - %d), got %s", maxNodeText, k)
		}
	}
	for k, v := range r.Args.Map("labels") {
		if k == "" || len(k) > maxNodeText || v == "" || len(v) > maxNodeText {
			return cloud.Refuse(400, invalidParameter, "Label cannot be empty or longer than %d characters: %s", maxNodeText, k)
		}
	}
	return nil
}

// checkTemplateOf refuses a launch template, or a version of one, that does not exist.
func checkTemplateOf(r *cloud.Request) error {
	if !r.Args.Has("launchTemplate") {
		return nil
	}
	if r.Args.Has("diskSize") {
		return cloud.Refuse(400, invalidParameter, "Disk size must be specified within the launch template.")
	}
	name, version := r.Args.String("launchTemplate.name"), r.Args.String("launchTemplate.version")
	t := cloud.First(func(yield func(*cloud.Object) bool) {
		for o := range r.Others(launchTemplate) {
			if (o.Args.String("name") == name || o.ID == r.Args.String("launchTemplate.id")) && o.Args.String("region") == r.Region() && r.IsReady(o) && !yield(o) {
				return
			}
		}
	})
	if t == nil {
		return cloud.Refuse(400, invalidParameter, "Launch template %s does not exist", name)
	}
	n, err := strconv.Atoi(version)
	if latest, _ := t.Args.Int("latestVersion"); err != nil || n < 1 || n > max(latest, 1) {
		return cloud.Refuse(400, invalidParameter, "Could not find the specified version %s of launch template %s", version, name)
	}
	return nil
}

// networkOf a cluster.
func networkOf(r *cloud.Request, c *cloud.Object) *cloud.Object {
	for _, s := range subnetsOf(r, c.Args, "vpcConfig.subnetIds") {
		return s.To("vpcId")
	}
	return nil
}

func checkNodeSubnets(r *cloud.Request) error {
	for _, s := range subnetsOf(r, r.Args, "subnetIds") {
		if s.To("vpcId") != networkOf(r, r.To("clusterName")) {
			return cloud.Refuse(400, invalidParameter, "Subnets are not in the same VPC as the cluster: %s", s.ID)
		}
	}
	return nil
}

// checkJoins lets nodes fail that cannot join their cluster, or do not become ready in
// it.
// https://docs.aws.amazon.com/eks/latest/userguide/troubleshooting.html
func checkJoins(r *cloud.Request) error {
	to := r.To("nodeRoleArn")
	if !trusts(to, "ec2") {
		return cloud.Refuse(400, invalidParameter, "Role with arn: %s, could not be assumed because it does not exist or the trusted entity is not correct", r.Args.String("nodeRoleArn"))
	}
	if r.Old != nil {
		return nil
	}
	joins := mayDo(r, to, "AmazonEKSWorkerNodePolicy") && (mayDo(r, to, "AmazonEC2ContainerRegistryPullOnly") || mayDo(r, to, "AmazonEC2ContainerRegistryReadOnly"))
	if !joins || slices.ContainsFunc(subnetsOf(r, r.Args, "subnetIds"), func(s *cloud.Object) bool { return !getsOut(r, s) }) {
		return cloud.Refuse(400, late+"NodeCreationFailure", "Instances failed to join the kubernetes cluster")
	}
	if !hasNetwork(r) {
		return cloud.Refuse(400, late+"NodeCreationFailure", "Unhealthy nodes in the kubernetes cluster")
	}
	return nil
}

// getsOut says whether a subnet has a way to the services of AWS.
func getsOut(r *cloud.Request, s *cloud.Object) bool {
	for a := range r.UsersOf(s, routeTableAssociation) {
		for way := range r.UsersOf(a.To("routeTableId"), route) {
			if way.Args.String("destinationCidrBlock") == "0.0.0.0/0" && (way.Args.Has("natGatewayId") || way.Args.Has("gatewayId")) {
				return true
			}
		}
	}
	return false
}

// hasNetwork says whether pods of a cluster get addresses: something gives them, and
// may do so.
func hasNetwork(r *cloud.Request) bool {
	c := r.To("clusterName")
	given := !c.Args.Has("bootstrapSelfManagedAddons") || c.Args.Bool("bootstrapSelfManagedAddons")
	if !given && (!hasAddon(r, c, "vpc-cni") || !hasAddon(r, c, "kube-proxy")) {
		return false
	}
	const permission = "AmazonEKS_CNI_Policy"
	if mayDo(r, r.To("nodeRoleArn"), permission) {
		return true
	}
	for p := range r.UsersOf(c, podIdentity) {
		if p.Args.String("serviceAccount") == "aws-node" && mayDo(r, p.To("roleArn"), permission) {
			return hasAddon(r, c, "eks-pod-identity-agent")
		}
	}
	return false
}

func hasAddon(r *cloud.Request, c *cloud.Object, name string) bool {
	for a := range r.UsersOf(c, addon) {
		if a.Args.String("addonName") == name && r.IsReady(a) {
			return true
		}
	}
	return false
}

func nodeGroupAttributes(r *cloud.Request) cloud.Value {
	version := versionOf(r, r.Args)
	c := r.Args.String("clusterName")
	return cloud.Value{
		"status":         "ACTIVE",
		"arn":            eksARN(r, "nodegroup", fmt.Sprintf("%s/%s/%s", c, r.Name, r.UUID("arn"))),
		"version":        version,
		"releaseVersion": version + ".2-20260712",
		"resources": []any{map[string]any{"autoscalingGroups": []any{map[string]any{
			"name": "eks-" + r.Name + "-" + r.UUID("group"),
		}}}},
	}
}

// eksARN of a part of a cluster.
func eksARN(r *cloud.Request, kind, resource string) string {
	return strings.Join([]string{"arn", partition(r.Region()), "eks", r.Region(), r.Account.ID, kind + "/" + resource}, ":")
}
