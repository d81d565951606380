// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"

	xpv2 "github.com/crossplane/crossplane/apis/v2/core/v2"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

const eksFile = "eks.yaml"

func TestGoodClusters(t *testing.T) {
	t.Parallel()
	for scope, convert := range map[string]func(*unstructured.Unstructured) *unstructured.Unstructured{
		"Cluster":    func(u *unstructured.Unstructured) *unstructured.Unstructured { return u },
		"Namespaced": namespaced,
	} {
		t.Run(scope, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			var us []*unstructured.Unstructured
			for _, u := range sorted(objects(t, eksFile)) {
				us = append(us, convert(u))
			}
			w.apply(us...)
			w.run()
			w.wantReady()
			for _, u := range us {
				fits(t, w.get(u))
			}
			w.delete(us...)
			w.run()
			for _, u := range w.left() {
				t.Errorf("a cluster should be deleted in whatever order: %s", u)
			}
		})
	}
}

func TestBrokenClusters(t *testing.T) {
	t.Parallel()
	for name, tc := range brokenClusters() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			us := objects(t, eksFile)
			for path, value := range tc.with {
				change(us[tc.of], "spec.forProvider."+path, value)
			}
			if tc.how != nil {
				tc.how(us)
			}
			w.apply(sorted(relevant(us, here(us, append(tc.also, tc.of, "RolePolicyAttachment/cluster", "LaunchTemplate/nodes"))))...)
			w.run()
			mg := w.get(us[tc.of])
			if s := mg.GetCondition(xpv2.TypeReady).Status; s == corev1.ConditionTrue {
				t.Errorf("%s\n%s should not become ready", tc.reason, tc.of)
			}
			if diff := cmp.Diff(tc.want, message(mg)); diff != "" {
				t.Errorf("%s\nmessage of %s: -want, +got:\n%s", tc.reason, tc.of, diff)
			}
		})
	}
}

// here are those of the names that have an object.
func here(us map[string]*unstructured.Unstructured, names []string) []string {
	return slices.DeleteFunc(names, func(n string) bool { return us[n] == nil })
}

// joining is what nodes need to join their cluster, and to become ready in it. Nothing
// refers to it.
func joining() []string {
	return []string{
		"RolePolicyAttachment/worker", "Addon/vpc-cni", "PodIdentityAssociation/cni", "InternetGateway/igw", "RouteTableAssociation/private-a", "NATGateway/nat", "Route/nat",
	}
}

// modelled is the answer of an API of AWS whose errors have types.
func modelled(doing, service, method string, status int, text string) string {
	return created(fmt.Sprintf("%s: operation error %s: %s, https response error StatusCode: %d, RequestID: ..., %s", doing, service, method, status, text))
}

func refusedCluster(text string) string {
	return modelled("creating EKS Cluster (shop)", "EKS", "CreateCluster", 400, text)
}

func refusedNodes(text string) string {
	return modelled("creating EKS Node Group (shop:main)", "EKS", "CreateNodegroup", 400, text)
}

func failedNodes(text string) string {
	return created("waiting for EKS Node Group (shop:main) create: unexpected state 'CREATE_FAILED', wanted target 'ACTIVE'. last error: NodeCreationFailure: " + text)
}

func merged(all ...map[string]broken) map[string]broken {
	out := map[string]broken{}
	for _, cases := range all {
		maps.Copy(out, cases)
	}
	return out
}

func brokenClusters() map[string]broken {
	return merged(brokenControlPlanes(), brokenNodeGroups(), brokenAddons(), brokenAccess(), brokenTemplates(), brokenKeys(), brokenAttachments())
}

func brokenControlPlanes() map[string]broken {
	const of = "Cluster/shop"
	many := []any{}
	for i := range 41 {
		many = append(many, fmt.Sprintf("198.51.%d.0/24", i))
	}
	return map[string]broken{
		"ClusterName": {
			reason: "Names of clusters have no dots.",
			of:     of, how: named(of, "shop.example"),
			want: created("invalid value for name (must be between 1-100 characters in length. Must begin with an alphanumeric character, and must only contain alphanumeric characters, dashes and underscores)"),
		},
		"ClusterVersion": {
			reason: "EKS serves some versions only.",
			of:     of, with: map[string]any{"version": "1.19"},
			want: refusedCluster("InvalidParameterException: unsupported Kubernetes version 1.19"),
		},
		"ClusterPatchVersion": {
			reason: "EKS has no patch releases.",
			of:     of, with: map[string]any{"version": "1.34.2"},
			want: refusedCluster("InvalidParameterException: unsupported Kubernetes version 1.34.2"),
		},
		"ClusterOneZone": {
			reason: "A control plane is in two zones.",
			of:     of, with: map[string]any{"vpcConfig.subnetIdSelector.matchLabels": map[string]any{"zone": "a"}},
			want: refusedCluster("InvalidParameterException: Subnets specified must be in at least two different AZs"),
		},
		"ClusterWithoutSubnets": {
			reason: "The cloud misses what a reference could fill.",
			of:     of, with: map[string]any{"vpcConfig.subnetIdSelector": nil},
			want: refusedCluster("MissingParameter: The request must contain the parameter vpcConfig.subnetIds"),
		},
		"ClusterUnreachable": {
			reason: "Somebody must reach the API server.",
			of:     of, with: map[string]any{"vpcConfig.endpointPrivateAccess": false, "vpcConfig.endpointPublicAccess": false},
			want: refusedCluster("InvalidParameterException: Private and public endpoint access cannot be false"),
		},
		"ClusterPrivateCIDR": {
			reason: "Nobody comes from a private range over the internet.",
			of:     of, with: map[string]any{"vpcConfig.publicAccessCidrs": []any{"10.0.0.0/8"}},
			want: refusedCluster("InvalidParameterException: The following CIDRs are not allowed in publicAccessCidrs: [10.0.0.0/8]"),
		},
		"ClusterManyCIDRs": {
			reason: "EKS takes forty ranges.",
			of:     of, with: map[string]any{"vpcConfig.publicAccessCidrs": many},
			want: refusedCluster("InvalidParameterException: The number of publicAccessCidrs exceeds the limit of 40"),
		},
		"ClusterServicesTooSmall": {
			reason: "Services need a /24 at least.",
			of:     of, with: map[string]any{"kubernetesNetworkConfig.serviceIpv4Cidr": "172.20.0.0/26"},
			want: created(`expected "kubernetes_network_config.0.service_ipv4_cidr" to contain a network Value with between 12 and 24 significant bits, got: 172.20.0.0/26`),
		},
		"ClusterServicesElsewhere": {
			reason: "Services are private.",
			of:     of, with: map[string]any{"kubernetesNetworkConfig.serviceIpv4Cidr": "100.64.0.0/16"},
			want: created(`"kubernetes_network_config.0.service_ipv4_cidr" must be within 10.0.0.0/8, 172.16.0.0/12, or 192.168.0.0/16`),
		},
		"ClusterServicesOverlap": {
			reason: "Services are not in the VPC.",
			of:     of, with: map[string]any{"kubernetesNetworkConfig.serviceIpv4Cidr": "10.0.0.0/20"},
			want: refusedCluster("InvalidParameterException: The serviceIpv4Cidr 10.0.0.0/20 overlaps with the VPC CIDR"),
		},
		"ClusterLogTypes": {
			reason: "There are five logs.",
			of:     of, with: map[string]any{"enabledClusterLogTypes": []any{"Audit"}},
			want: created(`expected enabled_cluster_log_types to be one of ["api" "audit" "authenticator" "controllerManager" "scheduler"], got Audit`),
		},
		"ClusterForeignRole": {
			reason: "EKS acts as a role that trusts it.",
			of:     of, with: map[string]any{"roleArnSelector.matchLabels": map[string]any{"for": "nodes"}},
			want: refusedCluster("InvalidParameterException: Role with arn: arn:aws:iam::" + testAWSAccount + ":role/nodes, could not be assumed because it does not exist or the trusted entity is not correct"),
		},
		"ClusterPowerlessRole": {
			reason: "EKS needs permissions.",
			of:     of, how: without("RolePolicyAttachment/cluster"),
			want: refusedCluster("InvalidParameterException: The provided role doesn't have the Amazon EKS Managed Policies associated with it. " +
				"Please ensure the following policies [arn:aws:iam::aws:policy/AmazonEKSClusterPolicy] are attached"),
		},
		"ClusterEncryptsMore": {
			reason: "EKS encrypts secrets and nothing else.",
			of:     of, with: map[string]any{"encryptionConfig": map[string]any{"provider": map[string]any{"keyArn": "arn:aws:kms:eu-west-1:123456789012:key/1"}, "resources": []any{"configmaps"}}},
			want: created(`expected encryption_config.0.resources to be one of ["secrets"]`),
		},
		"AuthWithoutCluster": {
			reason: "There is no kubeconfig before there is a cluster.",
			of:     "ClusterAuth/shop", with: map[string]any{"clusterNameSelector": nil, "clusterName": "other"},
			want: modelled("creating EKS Cluster Auth (auth-...)", "EKS", "CreateCluster", 404, "ResourceNotFoundException: No cluster found for name: other."),
		},
	}
}

func brokenNodeGroups() map[string]broken {
	const of = "NodeGroup/main"
	return map[string]broken{
		"NodesNewer": {
			reason: "Nodes are not newer than their control plane.",
			of:     of, with: map[string]any{"version": "1.35"},
			want: refusedNodes("InvalidParameterException: Requested Nodegroup kubernetes version 1.35 is higher than the cluster's kubernetes version 1.34"),
		},
		"NodesWrongImage": {
			reason: "Graviton boots images for it.",
			of:     of, with: map[string]any{"instanceTypes": []any{"m7g.large"}},
			want: refusedNodes("InvalidRequestException: [m7g.large] is not a valid instance type for requested amiType AL2023_x86_64_STANDARD"),
		},
		"NodesDriversForNothing": {
			reason: "An image with drivers is for machines with GPUs.",
			of:     of, with: map[string]any{"amiType": "AL2023_x86_64_NVIDIA"},
			want: refusedNodes("InvalidRequestException: [m6i.xlarge] is not a valid instance type for requested amiType AL2023_x86_64_NVIDIA"),
		},
		"NodesUnknownCapacity": {
			reason: "Capacity types are known.",
			of:     of, with: map[string]any{"capacityType": "Spot"},
			want: created(`expected capacity_type to be one of ["ON_DEMAND" "SPOT" "CAPACITY_BLOCK"], got Spot`),
		},
		"NodesFewerThanMinimum": {
			reason: "There are as many nodes as there must be.",
			of:     of, with: map[string]any{"scalingConfig": map[string]any{"desiredSize": int64(1), "minSize": int64(2), "maxSize": int64(3)}},
			want: refusedNodes("InvalidParameterException: Minimum capacity 2 can't be greater than desired size 1"),
		},
		"NodesMoreThanMaximum": {
			reason: "There are no more nodes than there may be.",
			of:     of, with: map[string]any{"scalingConfig": map[string]any{"desiredSize": int64(4), "minSize": int64(2), "maxSize": int64(3)}},
			want: refusedNodes("InvalidParameterException: desired capacity 4 can't be greater than max size 3"),
		},
		"NodesNoMaximum": {
			reason: "A maximum of zero is none.",
			of:     of, with: map[string]any{"scalingConfig": map[string]any{"desiredSize": int64(0), "minSize": int64(0), "maxSize": int64(0)}},
			want: created("expected scaling_config.0.max_size to be at least (1), got 0"),
		},
		"NodesQuota": {
			reason: "A node group has a quota.",
			of:     of, with: map[string]any{"scalingConfig": map[string]any{"desiredSize": int64(1), "minSize": int64(1), "maxSize": int64(451)}},
			want: refusedNodes("ResourceLimitExceededException: Cannot exceed the limit of 450 nodes per nodegroup"),
		},
		"NodesUpdateTwice": {
			reason: "A number or a percentage of nodes is replaced at a time.",
			of:     of, with: map[string]any{"updateConfig": map[string]any{"maxUnavailable": int64(1), "maxUnavailablePercentage": int64(10)}},
			want: created("\"update_config.0.max_unavailable\": one of `update_config.0.max_unavailable,update_config.0.max_unavailable_percentage` must be specified"),
		},
		"NodesTaintEffect": {
			reason: "EKS spells effects in its own way.",
			of:     of, with: map[string]any{"taint": []any{map[string]any{"key": "a", "effect": "NoSchedule"}}},
			want: created(`expected taint.0.effect to be one of ["NO_SCHEDULE" "NO_EXECUTE" "PREFER_NO_SCHEDULE"], got NoSchedule`),
		},
		"NodesEmptyLabel": {
			reason: "EKS takes no empty values.",
			of:     of, with: map[string]any{"labels": map[string]any{"web": ""}},
			want: refusedNodes("InvalidParameterException: Label cannot be empty or longer than 63 characters: web"),
		},
		"NodesNoTemplate": {
			reason: "A launch template exists.",
			of:     of, with: map[string]any{"launchTemplate.name": "other"},
			want: refusedNodes("InvalidParameterException: Launch template other does not exist"),
		},
		"NodesNoTemplateVersion": {
			reason: "A version of a launch template exists.",
			of:     of, with: map[string]any{"launchTemplate.version": "2"},
			want: refusedNodes("InvalidParameterException: Could not find the specified version 2 of launch template shop-nodes"),
		},
		"NodesDiskTwice": {
			reason: "The launch template says what the disks are like.",
			of:     of, with: map[string]any{"diskSize": int64(100)},
			want: refusedNodes("InvalidParameterException: Disk size must be specified within the launch template."),
		},
		"NodesForeignRole": {
			reason: "Nodes act as a role that trusts EC2.",
			of:     of, with: map[string]any{"nodeRoleArnSelector.matchLabels": map[string]any{"for": "pods"}},
			want: refusedNodes("InvalidParameterException: Role with arn: arn:aws:iam::" + testAWSAccount + ":role/pods, could not be assumed because it does not exist or the trusted entity is not correct"),
		},
		"NodesPowerlessRole": {
			reason: "Nodes join with permissions only.",
			also:   joining(),
			of:     of, how: without("RolePolicyAttachment/worker"),
			want: failedNodes("Instances failed to join the kubernetes cluster"),
		},
		"NodesWithoutImages": {
			reason: "Nodes need images.",
			also:   joining(),
			of:     of, how: without("RolePolicyAttachment/registry"),
			want: failedNodes("Instances failed to join the kubernetes cluster"),
		},
		"NodesWithoutWayOut": {
			reason: "Nodes reach EC2 somehow.",
			also:   joining(),
			of:     of, how: without("Route/nat"),
			want: failedNodes("Instances failed to join the kubernetes cluster"),
		},
		"NodesWithoutNetwork": {
			reason: "No node becomes ready without a network for its pods.",
			also:   joining(),
			of:     of, how: without("Addon/vpc-cni"),
			want: failedNodes("Unhealthy nodes in the kubernetes cluster"),
		},
		"NodesWithPowerlessNetwork": {
			reason: "Who gives addresses to pods must be allowed to.",
			also:   joining(),
			of:     of, how: without("PodIdentityAssociation/cni"),
			want: failedNodes("Unhealthy nodes in the kubernetes cluster"),
		},
		"NodesWithoutAgent": {
			reason: "Pods become roles through an agent.",
			also:   joining(),
			of:     of, how: without("Addon/pod-identity"),
			want: failedNodes("Unhealthy nodes in the kubernetes cluster"),
		},
		"NodesTwice": {
			reason: "Names of node groups are unique in a cluster.",
			also:   joining(),
			of:     "NodeGroup/z",
			how: func(us map[string]*unstructured.Unstructured) {
				copyOf("NodeGroup/main", "z", nil)(us)
				named("NodeGroup/z", "main")(us)
			},
			want: modelled("creating EKS Node Group (shop:main)", "EKS", "CreateNodegroup", 409, "ResourceInUseException: NodeGroup already exists with name main and cluster name shop"),
		},
	}
}

func brokenAddons() map[string]broken {
	refused := func(name, text string) string {
		return modelled("creating EKS Add-On (shop:"+name+")", "EKS", "CreateAddon", 400, text)
	}
	return map[string]broken{
		"AddonUnknown": {
			reason: "EKS has certain add-ons.",
			of:     "Addon/coredns", with: map[string]any{"addonName": "dns"},
			want: refused("dns", "InvalidParameterException: Addon dns is not supported"),
		},
		"AddonVersion": {
			reason: "EKS has versions of its own.",
			of:     "Addon/coredns", with: map[string]any{"addonVersion": "1.12.2"},
			want: refused("coredns", "InvalidParameterException: Addon version specified is not supported"),
		},
		"AddonValues": {
			reason: "The configuration is JSON.",
			of:     "Addon/vpc-cni", with: map[string]any{"configurationValues": "{enableNetworkPolicy"},
			want: refused("vpc-cni", "InvalidParameterException: ConfigurationValue provided in request is not supported: Json schema validation failed"),
		},
		"AddonConflicts": {
			reason: "Nothing can be preserved that is not there yet.",
			of:     "Addon/vpc-cni", with: map[string]any{"resolveConflictsOnCreate": "PRESERVE"},
			want: created(`expected resolve_conflicts_on_create to be one of ["NONE" "OVERWRITE"], got PRESERVE`),
		},
		"AddonWithoutNodes": {
			reason: "An add-on needs nodes to run on.",
			of:     "Addon/coredns",
			want: created("waiting for EKS Add-On (shop:coredns) create: unexpected state 'DEGRADED', wanted target 'ACTIVE'. " +
				"last error: InsufficientNumberOfReplicas: The add-on is unhealthy because it doesn't have the desired number of replicas."),
		},
		"AddonTwice": {
			reason: "A cluster has an add-on once.",
			of:     "Addon/z", how: copyOf("Addon/kube-proxy", "z", nil),
			want: modelled("creating EKS Add-On (shop:kube-proxy)", "EKS", "CreateAddon", 409, "ResourceInUseException: Addon already exists."),
		},
	}
}

func brokenAccess() map[string]broken {
	entry := func(arn, text string) string {
		return modelled("creating EKS Access Entry (shop:"+arn+")", "EKS", "CreateAccessEntry", 400, text)
	}
	const group, linked = "arn:aws:iam::123456789012:group/admins", "arn:aws:iam::123456789012:role/aws-service-role/eks.amazonaws.com/EKS"
	policy := func(policy string, status int, text string) string {
		return modelled("creating EKS Access Policy Association (shop#arn:aws:iam::123456789012:role/admins#"+policy+")", "EKS", "AssociateAccessPolicy", status, text)
	}
	const view = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"
	return map[string]broken{
		"EntryForGroup": {
			reason: "EKS lets no groups in.",
			of:     "AccessEntry/admin", with: map[string]any{"principalArn": group},
			want: entry(group, "InvalidParameterException: The specified principalArn is invalid: invalid principal."),
		},
		"EntryForService": {
			reason: "Roles of services are nobody's to let in.",
			of:     "AccessEntry/admin", with: map[string]any{"principalArn": linked},
			want: entry(linked, "InvalidParameterException: The caller is not allowed to modify access entries with a principalArn value of a Service Linked Role."),
		},
		"EntryWithoutAPI": {
			reason: "A cluster may not look at access entries.",
			of:     "AccessEntry/admin",
			how: func(us map[string]*unstructured.Unstructured) {
				set(us["Cluster/shop"], "spec.forProvider.accessConfig.authenticationMode", "CONFIG_MAP")
			},
			want: entry("arn:aws:iam::123456789012:role/admins",
				"InvalidRequestException: The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation."),
		},
		"EntryTwice": {
			reason: "Everybody is let in once.",
			of:     "AccessEntry/z", how: copyOf("AccessEntry/admin", "z", nil),
			want: modelled("creating EKS Access Entry (shop:arn:aws:iam::123456789012:role/admins)", "EKS", "CreateAccessEntry", 409,
				"ResourceInUseException: The specified access entry resource is already in use on this cluster."),
		},
		"PolicyOfIAM": {
			reason: "Access policies are not those of IAM.",
			of:     "AccessPolicyAssociation/admin", with: map[string]any{"policyArn": "arn:aws:iam::aws:policy/AdministratorAccess"},
			want: policy("arn:aws:iam::aws:policy/AdministratorAccess", 400, "InvalidParameterException: The policyArn parameter format is not valid"),
		},
		"PolicyScope": {
			reason: "A policy holds in the cluster or in namespaces.",
			of:     "AccessPolicyAssociation/admin", with: map[string]any{"accessScope.type": "Cluster"},
			want: created(`expected access_scope.type to be one of ["cluster" "namespace"], got Cluster`),
		},
		"PolicyWithoutNamespaces": {
			reason: "Somebody must say which namespaces.",
			of:     "AccessPolicyAssociation/admin", with: map[string]any{"accessScope.type": "namespace"},
			want: policy(view, 400, "InvalidParameterException: The namespaces parameter must be given with access scope type namespace, and with no other"),
		},
		"PolicyWithoutEntry": {
			reason: "A policy is for who is let in.",
			of:     "AccessPolicyAssociation/admin",
			with:   map[string]any{"principalArnSelector": nil, "principalArn": "arn:aws:iam::123456789012:role/admins"},
			how:    without("AccessEntry/admin"),
			want:   policy(view, 404, "ResourceNotFoundException: The specified principalArn could not be found. You can view your available access entries with 'list-access-entries'."),
		},
		"PodsUntrusted": {
			reason: "A role trusts pods, or they do not become it.",
			of:     "PodIdentityAssociation/cni", with: map[string]any{"roleArnSelector.matchLabels": map[string]any{"for": "nodes"}},
			want: modelled("creating EKS Pod Identity Association (a-...)", "EKS", "CreatePodIdentityAssociation", 400,
				"InvalidParameterException: Trust policy of role nodes must allow pods.eks.amazonaws.com to sts:AssumeRole and sts:TagSession"),
		},
		"PodsTwice": {
			reason: "A service account acts as one role.",
			of:     "PodIdentityAssociation/z", how: copyOf("PodIdentityAssociation/cni", "z", nil),
			want: modelled("creating EKS Pod Identity Association (a-...)", "EKS", "CreatePodIdentityAssociation", 409, "ResourceInUseException: Association already exists: a-..."),
		},
	}
}

func brokenTemplates() map[string]broken {
	const of = "LaunchTemplate/nodes"
	return map[string]broken{
		"TemplateName": {
			reason: "Names of launch templates have no spaces.",
			of:     of, with: map[string]any{"name": "shop nodes"},
			want: created("invalid value for name (must be between 3 and 125 characters of a-z, A-Z, 0-9, and ( ) . / _ -)"),
		},
		"TemplateTwice": {
			reason: "Names of launch templates are unique.",
			of:     "LaunchTemplate/z", how: copyOf(of, "z", nil),
			want: answer("creating EC2 Launch Template", "EC2", "CreateLaunchTemplate", "InvalidLaunchTemplateName.AlreadyExistsException: Launch template name already in use."),
		},
		"TemplateTokens": {
			reason: "Tokens are optional or required.",
			of:     of, with: map[string]any{"metadataOptions.httpTokens": "always"},
			want: created(`expected metadata_options.http_tokens to be one of ["optional" "required"], got always`),
		},
		"TemplateHops": {
			reason: "Metadata goes one hop at least.",
			of:     of, with: map[string]any{"metadataOptions.httpPutResponseHopLimit": int64(0)},
			want: created("expected metadata_options.0.http_put_response_hop_limit to be in the range (1 - 64), got 0"),
		},
		"TemplateVolume": {
			reason: "Kinds of volumes are known.",
			of:     of, with: map[string]any{"blockDeviceMappings[0].ebs.volumeType": "ssd"},
			want: created(`expected block_device_mappings.0.ebs.volume_type to be one of ["standard" "io1" "io2" "gp2" "gp3" "sc1" "st1"], got ssd`),
		},
		"TemplateTags": {
			reason: "Not everything can be tagged together with an instance.",
			of:     of, with: map[string]any{"tagSpecifications[0].resourceType": "subnet"},
			want: created(`expected tag_specifications.0.resource_type to be one of ["instance" "network-interface" "volume" "spot-instances-request"], got subnet`),
		},
	}
}

func brokenKeys() map[string]broken {
	return map[string]broken{
		"KeyWindow": {
			reason: "A key can be brought back for a month.",
			of:     "Key/secrets", with: map[string]any{"deletionWindowInDays": int64(60)},
			want: created("expected deletion_window_in_days to be in the range (7 - 30), got 60"),
		},
		"KeyRotation": {
			reason: "A key is not rotated every day.",
			of:     "Key/secrets", with: map[string]any{"rotationPeriodInDays": int64(1)},
			want: created("expected rotation_period_in_days to be in the range (90 - 2560), got 1"),
		},
		"KeyPolicy": {
			reason: "A policy is JSON.",
			of:     "Key/secrets", with: map[string]any{"policy": "{"},
			want: modelled("creating KMS Key", "KMS", "CreateKey", 400, "MalformedPolicyDocumentException: The new key policy is not valid JSON"),
		},
		"AliasOfAWS": {
			reason: "Some aliases belong to AWS.",
			of:     "Alias/secrets", how: named("Alias/secrets", "aws/eks"),
			want: modelled("creating KMS Alias", "KMS", "CreateAlias", 400, "NotAuthorizedException: Aliases that start with alias/aws/ belong to AWS"),
		},
		"AliasName": {
			reason: "Aliases have no dots.",
			of:     "Alias/secrets", how: named("Alias/secrets", "shop.secrets"),
			want: created(`"alias/shop.secrets" must begin with 'alias/' and only contain [0-9A-Za-z_/-]`),
		},
		"AliasOfNothing": {
			reason: "An alias is for a key.",
			of:     "Alias/secrets", with: map[string]any{"targetKeyIdSelector": nil, "targetKeyId": "1234"},
			want: modelled("creating KMS Alias", "KMS", "CreateAlias", 400, "NotFoundException: Key '1234' does not exist"),
		},
	}
}

func brokenAttachments() map[string]broken {
	refused := func(status int, text string) string {
		return created(fmt.Sprintf("creating IAM Role Policy Attachment: operation error IAM: AttachRolePolicy, https response error StatusCode: %d, RequestID: ..., api error %s", status, text))
	}
	return map[string]broken{
		"AttachmentUnknown": {
			reason: "AWS has certain policies.",
			of:     "RolePolicyAttachment/worker", with: map[string]any{"policyArn": "arn:aws:iam::aws:policy/AmazonEKSWorkerPolicy"},
			want: refused(404, "NoSuchEntity: Policy arn:aws:iam::aws:policy/AmazonEKSWorkerPolicy does not exist or is not attachable."),
		},
		"AttachmentMalformed": {
			reason: "Policies have ARNs.",
			of:     "RolePolicyAttachment/worker", with: map[string]any{"policyArn": "AmazonEKSWorkerNodePolicy"},
			want: refused(400, "ValidationError: The specified value for policyArn is invalid."),
		},
		"AttachmentToNothing": {
			reason: "A policy is attached to a role.",
			of:     "RolePolicyAttachment/worker", with: map[string]any{"roleSelector": nil, "role": "other"},
			want: refused(404, "NoSuchEntity: The role with name other cannot be found."),
		},
		"IssuerWithoutTLS": {
			reason: "Tokens are not trusted without TLS.",
			of:     "OpenIDConnectProvider/issuer", with: map[string]any{"url": "http://oidc.example.com"},
			want: created("creating IAM OIDC Provider: operation error IAM: CreateOpenIDConnectProvider, https response error StatusCode: 400, RequestID: ..., " +
				"api error ValidationError: Invalid Open ID Connect Provider URL"),
		},
		"IssuerTwice": {
			reason: "An issuer is trusted once.",
			of:     "OpenIDConnectProvider/z", how: copyOf("OpenIDConnectProvider/issuer", "z", nil),
			want: created("creating IAM OIDC Provider: operation error IAM: CreateOpenIDConnectProvider, https response error StatusCode: 409, RequestID: ..., " +
				"api error EntityAlreadyExists: Provider with url https://oidc.eks.eu-west-1.amazonaws.com/id/0A1B2C already exists."),
		},
	}
}

// goodCluster is a world with a cluster that is ready.
func goodCluster(t *testing.T) (*world, map[string]*unstructured.Unstructured) {
	t.Helper()
	w, us := newWorld(t), objects(t, eksFile)
	w.apply(sorted(us)...)
	w.run()
	w.wantReady()
	return w, us
}

// ask for something else below spec.forProvider of an object.
func (w *world) ask(u *unstructured.Unstructured, path string, value any) {
	w.t.Helper()
	w.change(u, func(u *unstructured.Unstructured) { change(u, "spec.forProvider."+path, value) })
	w.run()
}

// wantRefused fails the test unless an object says that something was refused.
func (w *world) wantRefused(u *unstructured.Unstructured, part string) {
	w.t.Helper()
	if got := message(w.get(u)); !strings.Contains(got, part) {
		w.t.Errorf("message of %s %s should contain %q, is %q", u.GetKind(), u.GetName(), part, got)
	}
}

func TestClusterUpgrades(t *testing.T) {
	t.Parallel()
	w, us := goodCluster(t)
	cluster, nodes := us["Cluster/shop"], us["NodeGroup/main"]
	w.ask(cluster, "version", "1.36")
	w.wantRefused(cluster, "Unsupported Kubernetes minor version update from 1.34 to 1.36")
	w.ask(nodes, "version", "1.35")
	w.wantRefused(nodes, "Requested Nodegroup kubernetes version 1.35 is higher than the cluster's kubernetes version 1.34")
	for _, version := range []string{"1.35", "1.36"} {
		w.ask(cluster, "version", version)
		w.poll()
		w.run()
		if got := w.observed(cluster).String("version"); got != version {
			t.Errorf("control plane: want version %s, got %s", version, got)
		}
	}
	if got := w.observed(nodes).String("releaseVersion"); !strings.HasPrefix(got, "1.35.") {
		t.Errorf("nodes: want version 1.35, got %s", got)
	}
	w.ask(cluster, "version", "1.35")
	w.wantRefused(cluster, "Unsupported Kubernetes minor version update from 1.36 to 1.35")
	if got := w.observed(us["Addon/kube-proxy"]).String("addonVersion"); got != "v1.34.0-eksbuild.2" {
		t.Errorf("nobody upgrades an add-on unasked, got %s", got)
	}
}

// TestAddonTakesOver checks that an add-on which is installed anew has the version that
// goes with the control plane.
func TestAddonTakesOver(t *testing.T) {
	t.Parallel()
	w, us := goodCluster(t)
	w.ask(us["Cluster/shop"], "version", "1.35")
	copyOf("Addon/kube-proxy", "kube-proxy-anew", nil)(us)
	w.apply(us["Addon/kube-proxy-anew"])
	w.run()
	w.wantRefused(us["Addon/kube-proxy-anew"], "Addon already exists.")
	w.delete(us["Addon/kube-proxy"])
	w.run()
	w.poll()
	w.run()
	if got := w.observed(us["Addon/kube-proxy-anew"]).String("addonVersion"); got != "v1.35.0-eksbuild.2" {
		t.Errorf("want the version for 1.35, got %s", got)
	}
}

func TestClusterCannotChange(t *testing.T) {
	t.Parallel()
	w, us := goodCluster(t)
	for _, tc := range []struct {
		of, path string
		value    any
		want     string
	}{
		{"Cluster/shop", "kubernetesNetworkConfig.serviceIpv4Cidr", "172.30.0.0/16", "cannot change the value of the argument"},
		{"Cluster/shop", "bootstrapSelfManagedAddons", true, "cannot change the value of the argument"},
		{"NodeGroup/main", "instanceTypes", []any{"m6i.2xlarge"}, "cannot change the value of the argument"},
		{"NodeGroup/main", "capacityType", "SPOT", "cannot change the value of the argument"},
		{"AccessPolicyAssociation/admin", "policyArn", "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy", "cannot change the value of the argument"},
		{"PodIdentityAssociation/cni", "serviceAccount", "other", "cannot change the value of the argument"},
		{"LaunchTemplate/nodes", "name", "other", "cannot change the value of the argument"},
	} {
		w.ask(us[tc.of], tc.path, tc.value)
		w.wantRefused(us[tc.of], tc.want)
	}
}

func TestTemplateHasVersions(t *testing.T) {
	t.Parallel()
	w, us := goodCluster(t)
	template, nodes := us["LaunchTemplate/nodes"], us["NodeGroup/main"]
	w.ask(template, "metadataOptions.httpPutResponseHopLimit", int64(2))
	if n, _ := w.observed(template).Int("latestVersion"); n != 2 {
		t.Errorf("every change is a version, got %d", n)
	}
	w.ask(nodes, "launchTemplate.version", "2")
	w.wantReady()
}

func TestClusterIsDeletedInOrder(t *testing.T) {
	t.Parallel()
	w, us := goodCluster(t)
	w.ask(us["Cluster/shop"], "deletionProtection", true)
	w.delete(us["Cluster/shop"], us["Role/nodes"], us["Subnet/private-a"])
	w.run()
	w.wantRefused(us["Cluster/shop"], "Cluster has nodegroups attached")
	w.wantRefused(us["Role/nodes"], "Cannot delete entity, must detach all policies first.")
	w.wantRefused(us["Subnet/private-a"], "has dependencies and cannot be deleted")
	w.delete(us["NodeGroup/main"])
	w.run()
	w.poll()
	w.run()
	w.wantRefused(us["Cluster/shop"], "has deletion protection enabled")
}

func TestClusterAuthPublishes(t *testing.T) {
	t.Parallel()
	w, us := goodCluster(t)
	secret := &corev1.Secret{}
	if err := w.client.Get(context.Background(), types.NamespacedName{Namespace: "shop", Name: "kubeconfig"}, secret); err != nil {
		t.Fatal(err)
	}
	endpoint := w.observed(us["Cluster/shop"]).String("endpoint")
	if got := string(secret.Data["endpoint"]); got != endpoint || endpoint == "" {
		t.Errorf("want the endpoint of the cluster, %q, got %q", endpoint, got)
	}
	if !strings.Contains(string(secret.Data["kubeconfig"]), endpoint) || !strings.HasPrefix(string(secret.Data["clusterCA"]), "-----BEGIN CERTIFICATE") {
		t.Errorf("a kubeconfig and a certificate are published, got %v", secret.Data)
	}
}

// TestClusterGroup checks that rules can be added to the security group that comes with
// a cluster, and to no other that does not exist.
func TestClusterGroup(t *testing.T) {
	t.Parallel()
	w, us := goodCluster(t)
	rule := parse(t, `apiVersion: ec2.aws.upbound.io/v1beta1
kind: SecurityGroupIngressRule
metadata: {name: api}
spec:
  forProvider: {region: eu-west-1, ipProtocol: tcp, fromPort: 443, toPort: 443, cidrIpv4: 10.0.0.0/16}`)["SecurityGroupIngressRule/api"]
	other := rule.DeepCopy()
	other.SetName("other")
	set(rule, "spec.forProvider.securityGroupId", w.observed(us["Cluster/shop"]).String("vpcConfig.clusterSecurityGroupId"))
	set(other, "spec.forProvider.securityGroupId", "sg-0123")
	w.apply(rule, other)
	w.run()
	if s := w.get(rule).GetCondition(xpv2.TypeReady).Status; s != corev1.ConditionTrue {
		t.Errorf("should be ready: %s", message(w.get(rule)))
	}
	w.wantRefused(other, "InvalidGroup.NotFound: The security group 'sg-0123' does not exist")
}

// testAWSAccount is the account of the provider config of tests.
var testAWSAccount = cloud.DigitsOf(12, "account/default")
