// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	network "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
)

func TestBuildControlPlane(t *testing.T) {
	t.Parallel()
	private := newPlan()
	private.Endpoint = plan.Endpoint{Access: v1alpha1.EndpointPrivate}
	public := newPlan()
	public.Endpoint = plan.Endpoint{Access: v1alpha1.EndpointPublic}
	quiet := newPlan()
	quiet.Logging.Components = nil
	given := newPlan()
	given.Encryption = plan.Encryption{Enabled: true, Key: testKey}
	ranged := newPlan()
	ranged.Network.Referenced.Kubernetes = &network.KubernetesRanges{ServiceCIDR: "172.20.0.0/16"}
	adopted := newPlan()
	adopted.Network.Referenced.SecurityGroups = nil
	protected := newPlan()
	protected.DeletionProtection = true

	// smallest is what every cluster has, unless it says otherwise.
	smallest := func() aws.EKSCluster {
		return aws.EKSCluster{
			Region:                     testRegion,
			Version:                    "1.34",
			RoleARNSelector:            managed.Select("cluster-role"),
			AccessConfig:               &aws.EKSAccessConfig{AuthenticationMode: "API", BootstrapClusterCreatorAdminPermissions: new(true)},
			BootstrapSelfManagedAddons: new(false),
			DeletionProtection:         new(false),
			EnabledClusterLogTypes:     []string{"audit", "authenticator"},
			KubernetesNetworkConfig:    &aws.EKSKubernetesNetwork{IPFamily: "ipv4"},
			UpgradePolicy:              &aws.EKSUpgradePolicy{SupportType: "EXTENDED"},
			VPCConfig: &aws.EKSVPCConfig{
				EndpointPrivateAccess: new(true),
				EndpointPublicAccess:  new(true),
				PublicAccessCIDRs:     []string{"203.0.113.0/24"},
				SecurityGroupIDs:      []string{"sg-private"},
				SubnetIDs:             []string{"subnet-private-a", "subnet-private-b", "subnet-private-c"},
			},
		}
	}
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		change func(c *aws.EKSCluster)
	}{
		"Smallest": {
			reason: "A cluster is private but for who is named, logs who was let in, and is in private subnets.",
			plan:   newPlan(),
			change: func(*aws.EKSCluster) {},
		},
		"Private": {
			reason: "A private API server is reached from the network only.",
			plan:   private,
			change: func(c *aws.EKSCluster) {
				c.VPCConfig.EndpointPublicAccess, c.VPCConfig.PublicAccessCIDRs = new(false), nil
			},
		},
		"Public": {
			reason: "A public API server is reached from everywhere, which has to be said for one that was restricted before.",
			plan:   public,
			change: func(c *aws.EKSCluster) { c.VPCConfig.PublicAccessCIDRs = []string{"0.0.0.0/0"} },
		},
		"Quiet": {
			reason: "A cluster without logs writes none.",
			plan:   quiet,
			change: func(c *aws.EKSCluster) { c.EnabledClusterLogTypes = nil },
		},
		"GivenKey": {
			reason: "Secrets are encrypted with the key of the environment.",
			plan:   given,
			change: func(c *aws.EKSCluster) {
				c.EncryptionConfig = &aws.EKSEncryptionConfig{Provider: &aws.EKSEncryptionProvider{KeyARN: testKey}, Resources: []string{"secrets"}}
			},
		},
		"Ranges": {
			reason: "Services have the range that the network has for them.",
			plan:   ranged,
			change: func(c *aws.EKSCluster) { c.KubernetesNetworkConfig.ServiceIPv4CIDR = "172.20.0.0/16" },
		},
		"AdoptedNetwork": {
			reason: "A network that was adopted has no security groups of ours.",
			plan:   adopted,
			change: func(c *aws.EKSCluster) { c.VPCConfig.SecurityGroupIDs = nil },
		},
		"Protected": {
			reason: "EKS itself refuses to delete a protected cluster.",
			plan:   protected,
			change: func(c *aws.EKSCluster) { c.DeletionProtection = new(true) },
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want := smallest()
			tc.change(&want)
			got := managedtest.Spec[aws.EKSCluster](t, Build(tc.plan, observations{}), plan.KeyCluster)
			got.Tags = nil
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestBuildDecidesOnce(t *testing.T) {
	t.Parallel()
	before, o := converge(t, newPlan())
	after := newPlan()
	n := &after.Network.Referenced
	n.Kubernetes = &network.KubernetesRanges{ServiceCIDR: "172.30.0.0/16"}
	n.Subnets = append(n.Subnets, network.Subnet{Name: "private-d", ID: "subnet-private-d", Tier: network.TierPrivate, Zone: testRegion + "d"})
	got := managedtest.Spec[aws.EKSCluster](t, Build(after, o), plan.KeyCluster)
	if diff := cmp.Diff(managedtest.Spec[aws.EKSCluster](t, before, plan.KeyCluster), got); diff != "" {
		t.Errorf("what EKS cannot change must not change: -before, +after:\n%s", diff)
	}
}

func TestBuildWaits(t *testing.T) {
	t.Parallel()
	unnamed, noGroup, none := newPlan(), newPlan(), newPlan()
	unnamed.Network.Waits, unnamed.Network.Referenced = "network team-a/main has no id yet", network.Status{}
	noGroup.Network.Referenced.SecurityGroups[1].ID = ""
	noGroup.Network.Referenced.Subnets[3].ID = ""
	none.Network.Referenced.Subnets = nil
	pods := fullPlan()
	pods.Network.Referenced.Kubernetes.PodSubnets[2].ID = ""
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		key    managed.Key
		want   []string
	}{
		"Network": {
			reason: "A cluster waits for its network, and says so once.",
			plan:   unnamed, key: plan.KeyCluster, want: []string{"network team-a/main has no id yet"},
		},
		"SubnetsAndGroup": {
			reason: "A network has an id long before its subnets have.",
			plan:   noGroup, key: plan.KeyCluster,
			want: []string{"subnet private-a of network team-a/main has no id yet", "network team-a/main has no security group yet"},
		},
		"NoSubnets": {
			reason: "A network that says nothing of subnets has none yet.",
			plan:   none, key: plan.KeyCluster, want: []string{"network team-a/main has no subnets for nodes yet"},
		},
		"OwnNetwork": {
			reason: "The cluster's own network has no name.",
			plan:   ownPlan(), key: plan.KeyCluster, want: []string{"the network of the cluster has no subnets for nodes yet"},
		},
		"OwnKey": {
			reason: "A cluster is never created without the key that its secrets are to be encrypted with.",
			plan:   fullPlan(), key: plan.KeyCluster, want: []string{"the encryption key has no ARN yet"},
		},
		"Pods": {
			reason: "Pods never get addresses of nodes' subnets where they have their own.",
			plan:   pods, key: "addon-vpc-cni-1.34", want: []string{"the network does not know its subnets for pods yet"},
		},
		"Issuer": {
			reason: "The issuer is only known once there is a cluster.",
			plan:   newPlan(), key: keyOIDCProvider, want: []string{"the cluster has no issuer yet"},
		},
		"Group": {
			reason: "Nodes have the security group that EKS makes for the cluster.",
			plan:   newPlan(), key: "launch-template-main-x7k2p", want: []string{"the cluster has no security group yet"},
		},
		"Template": {
			reason: "A node group names the version of its launch template.",
			plan:   newPlan(), key: "nodepool-main-x7k2p", want: []string{"the launch template has no version yet"},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, managedtest.Find(t, Build(tc.plan, observations{}), tc.key).Waits); diff != "" {
				t.Errorf("%s\nWaits: -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestBuildEncryptsLater(t *testing.T) {
	t.Parallel()
	_, o := converge(t, newPlan())
	after := newPlan()
	after.Encryption.Enabled = true
	if got := managedtest.Spec[aws.EKSCluster](t, Build(after, o), plan.KeyCluster).EncryptionConfig; got != nil {
		t.Errorf("a cluster that exists stays as it is until there is a key, got %v", got)
	}
	resources, _ := convergeFrom(t, after, o)
	if got := managedtest.Spec[aws.EKSCluster](t, resources, plan.KeyCluster).EncryptionConfig; got == nil || got.Provider.KeyARN != testKey {
		t.Errorf("secrets should be encrypted with the key of the cluster's own, got %v", got)
	}
}

func TestBuildNodeGroup(t *testing.T) {
	t.Parallel()
	resources, _ := converge(t, fullPlan())
	main := managedtest.Spec[aws.EKSNodeGroup](t, resources, "nodepool-main-x7k2p")
	main.Tags = nil
	want := aws.EKSNodeGroup{
		Region:              testRegion,
		ClusterNameSelector: managed.Select("cluster"),
		Version:             "1.34",
		AMIType:             "AL2023_x86_64_STANDARD",
		CapacityType:        "ON_DEMAND",
		InstanceTypes:       []string{"m6i.xlarge"},
		LaunchTemplate:      &aws.EKSLaunchTemplate{Name: managedtest.Spec[aws.LaunchTemplate](t, resources, "launch-template-main-x7k2p").Name, Version: "1"},
		NodeRepairConfig:    &aws.EKSNodeRepairConfig{Enabled: new(true)},
		NodeRoleARNSelector: managed.Select("node-role"),
		ScalingConfig:       &aws.EKSScalingConfig{DesiredSize: new(3), MinSize: new(3), MaxSize: new(3)},
		SubnetIDs:           []string{"subnet-private-a", "subnet-private-b", "subnet-private-c"},
		UpdateConfig:        &aws.EKSNodeGroupUpdate{MaxUnavailable: 1, UpdateStrategy: "DEFAULT"},
	}
	if diff := cmp.Diff(want, main); diff != "" {
		t.Errorf("pool main: -want, +got:\n%s", diff)
	}
	gpu := managedtest.Spec[aws.EKSNodeGroup](t, resources, "nodepool-gpu-g4h2t")
	if gpu.AMIType != aws.EKSAMITypeX86NVIDIA || len(gpu.SubnetIDs) != 1 || gpu.Taints[0] != (aws.EKSTaint{Key: "example.com/gpu", Value: "true", Effect: "NO_SCHEDULE"}) {
		t.Errorf("pool gpu has drivers, one zone and a taint, got %+v", gpu)
	}
	spot := managedtest.Spec[aws.EKSNodeGroup](t, resources, "nodepool-spot-b7d1z")
	if spot.AMIType != aws.EKSAMITypeARM || spot.CapacityType != aws.EKSCapacityTypeSpot || spot.UpdateConfig.MaxUnavailable != 2 || spot.Labels["example.com/tier"] != "batch" {
		t.Errorf("pool spot has arm64 spot machines, got %+v", spot)
	}
	if diff := cmp.Diff(&aws.EKSScalingConfig{MinSize: new(2), MaxSize: new(9)}, spot.ScalingConfig); diff != "" {
		t.Errorf("the autoscaler owns the number of nodes: -want, +got:\n%s", diff)
	}
	if diff := cmp.Diff(managed.Spec(aws.EKSNodeGroupInitial{ScalingConfig: &aws.EKSScalingConfig{DesiredSize: new(2)}}), managedtest.Find(t, resources, "nodepool-spot-b7d1z").InitProvider); diff != "" {
		t.Errorf("the first number of nodes: -want, +got:\n%s", diff)
	}
}

func TestAMIType(t *testing.T) {
	t.Parallel()
	gpu := &v1alpha1.GPU{Count: 1}
	for want, m := range map[aws.EKSAMIType]v1alpha1.Machine{
		aws.EKSAMITypeX86:       {Architecture: v1alpha1.ArchitectureAMD64},
		aws.EKSAMITypeX86NVIDIA: {Architecture: v1alpha1.ArchitectureAMD64, GPU: gpu},
		aws.EKSAMITypeARM:       {Architecture: v1alpha1.ArchitectureARM64},
		aws.EKSAMITypeARMNVIDIA: {Architecture: v1alpha1.ArchitectureARM64, GPU: gpu},
	} {
		if got := amiType(m); got != want {
			t.Errorf("amiType(%+v): want %s, got %s", m, want, got)
		}
	}
}

func TestUpdateConfig(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason                string
		surge, maxUnavailable int
		want                  aws.EKSNodeGroupUpdate
	}{
		"Surge":       {"Nodes are added, as many at a time as may be.", 3, 0, aws.EKSNodeGroupUpdate{MaxUnavailable: 3, UpdateStrategy: "DEFAULT"}},
		"Both":        {"The larger one says how many are replaced at a time.", 1, 4, aws.EKSNodeGroupUpdate{MaxUnavailable: 4, UpdateStrategy: "DEFAULT"}},
		"Unavailable": {"Where no nodes may be added, the old ones go first.", 0, 2, aws.EKSNodeGroupUpdate{MaxUnavailable: 2, UpdateStrategy: "MINIMAL"}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(&tc.want, updateConfig(plan.NodePool{Surge: tc.surge, MaxUnavailable: tc.maxUnavailable})); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestBuildScales(t *testing.T) {
	t.Parallel()
	const key managed.Key = "nodepool-spot-b7d1z"
	cases := map[string]struct {
		reason   string
		desired  string
		min, max int
		want     *int
	}{
		"Within":  {"The autoscaler's number is left alone.", "5", 2, 9, nil},
		"TooFew":  {"EKS refuses a minimum that is above the number of nodes.", "2", 4, 9, new(4)},
		"TooMany": {"EKS refuses a maximum that is below the number of nodes.", "8", 2, 6, new(6)},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, o := converge(t, fullPlan())
			p := fullPlan()
			p.NodePools[2].Autoscaling = &v1alpha1.Autoscaling{Min: tc.min, Max: tc.max}
			got := managedtest.Spec[aws.EKSNodeGroup](t, Build(p, reporting(t, o, key, `{"scalingConfig":{"desiredSize":`+tc.desired+`}}`)), key).ScalingConfig
			if diff := cmp.Diff(&aws.EKSScalingConfig{DesiredSize: tc.want, MinSize: &tc.min, MaxSize: &tc.max}, got); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
	parked := newPlan()
	parked.NodePools[0].Count, parked.NodePools[0].Initial = 0, 0
	got := managedtest.Spec[aws.EKSNodeGroup](t, Build(parked, observations{}), "nodepool-main-x7k2p").ScalingConfig
	if diff := cmp.Diff(&aws.EKSScalingConfig{DesiredSize: new(0), MinSize: new(0), MaxSize: new(1)}, got); diff != "" {
		t.Errorf("EKS wants a maximum of one at least: -want, +got:\n%s", diff)
	}
}

// TestBuildTemplate checks what nobody sees before it is too late.
func TestBuildTemplate(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		for _, r := range Build(p, observations{}) {
			l, ok := r.ForProvider.(aws.LaunchTemplate)
			if !ok {
				continue
			}
			ebs, metadata := l.BlockDeviceMappings[0].EBS, l.MetadataOptions
			if ebs.Encrypted != "true" || ebs.VolumeSize != 100 || metadata.HTTPTokens != "required" || metadata.HTTPPutResponseHopLimit != 1 {
				t.Errorf("%s: disks of nodes are encrypted and pods do not reach their metadata, got %+v and %+v", name, ebs, metadata)
			}
			for _, s := range l.TagSpecifications {
				if s.Tags["team"] != "team-a" {
					t.Errorf("%s: %s is not tagged", name, s.ResourceType)
				}
			}
		}
	}
	resources, _ := converge(t, newPlan())
	if diff := cmp.Diff([]string{"sg-cluster", "sg-private"}, managedtest.Spec[aws.LaunchTemplate](t, resources, "launch-template-main-x7k2p").VPCSecurityGroupIDs); diff != "" {
		t.Errorf("nodes are part of the cluster and of their tier: -want, +got:\n%s", diff)
	}
	adopted, _ := converge(t, plans()["AdoptedNetwork"])
	if got := managedtest.Spec[aws.LaunchTemplate](t, adopted, "launch-template-main-x7k2p").VPCSecurityGroupIDs; got != nil {
		t.Errorf("without a group of the network EKS attaches its own, got %v", got)
	}
}

func TestBuildTemplateVersion(t *testing.T) {
	t.Parallel()
	const template, group managed.Key = "launch-template-main-x7k2p", "nodepool-main-x7k2p"
	_, o := converge(t, newPlan())
	o = reporting(t, o, template, `{"latestVersion":2}`)
	upgraded := newPlan()
	upgraded.NodePools[0].Version = "1.35"
	for name, tc := range map[string]struct {
		reason string
		plan   plan.Plan
		want   string
	}{
		"Same":     {"Another tag does not replace the nodes.", newPlan(), "1"},
		"Upgraded": {"An upgrade replaces the nodes anyway.", upgraded, "2"},
	} {
		if got := managedtest.Spec[aws.EKSNodeGroup](t, Build(tc.plan, o), group).LaunchTemplate.Version; got != tc.want {
			t.Errorf("%s: %s\nwant version %s, got %s", name, tc.reason, tc.want, got)
		}
	}
}

func TestBuildAPIServerRule(t *testing.T) {
	t.Parallel()
	resources, _ := converge(t, plans()["AdoptedNetwork"])
	rule := managedtest.Spec[aws.SecurityGroupIngressRule](t, resources, keyAPIServerRule)
	if rule.SecurityGroupID != "sg-cluster" || rule.CIDRIPv4 != "10.0.0.0/16" || *rule.FromPort != 443 || *rule.ToPort != 443 {
		t.Errorf("the network reaches the API server and nothing else, got %+v", rule)
	}
	if got := keysWith(Build(newPlan(), observations{}), keyAPIServerRule); len(got) > 0 {
		t.Errorf("the security group of a tier lets the network in, got %v", got)
	}
}

func TestBuildAccess(t *testing.T) {
	t.Parallel()
	resources := Build(fullPlan(), observations{})
	got := map[string]string{}
	for _, k := range keysWith(resources, keyAccessPolicy) {
		a := managedtest.Spec[aws.EKSAccessPolicyAssociation](t, resources, k)
		entry := managedtest.Spec[aws.EKSAccessEntry](t, resources, a.PrincipalARNSelector.Key)
		got[entry.PrincipalARN] = a.PolicyARN
		if a.AccessScope.ScopeType != "cluster" {
			t.Errorf("%q holds in %s", k, a.AccessScope.ScopeType)
		}
	}
	want := map[string]string{
		testAdmin:  "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
		testViewer: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want, +got:\n%s", diff)
	}
	promoted := fullPlan()
	promoted.Admins, promoted.Viewers = []string{testAdmin, testViewer}, nil
	if diff := cmp.Diff(keysWith(resources, keyAccessEntry), keysWith(Build(promoted, observations{}), keyAccessEntry)); diff != "" {
		t.Errorf("who becomes an admin keeps the entry: -before, +after:\n%s", diff)
	}
}

// TestBuildTrust checks who may become a role of the cluster, and what the role may do.
func TestBuildTrust(t *testing.T) {
	t.Parallel()
	resources := Build(fullPlan(), observations{})
	name := managedtest.Find(t, resources, plan.KeyCluster).ExternalName
	want := map[managed.Key]string{
		"cluster-role": `"aws:SourceArn":"arn:aws:eks:eu-west-1:123456789012:cluster/` + name + `"`,
		"node-role":    `"Service":"ec2.amazonaws.com"`,
	}
	for _, k := range keysWith(resources, keyAddonRole) {
		if !strings.HasPrefix(string(k), string(keyAddonRolePolicy)) {
			want[k] = `"aws:RequestTag/eks-cluster-name":"` + name + `","aws:RequestTag/kubernetes-namespace":"kube-system","aws:RequestTag/kubernetes-service-account":`
		}
	}
	if len(want) != 6 {
		t.Errorf("there are %d roles, want 6", len(want))
	}
	for k, part := range want {
		if got := managedtest.Spec[aws.Role](t, resources, k).AssumeRolePolicy; !strings.Contains(got, part) {
			t.Errorf("trust of %q should contain %s, is %s", k, part, got)
		}
	}
	permissions := managedtest.Spec[aws.RolePolicy](t, resources, "addon-role-policy-cluster-autoscaler").Policy
	if part := `"aws:ResourceTag/k8s.io/cluster-autoscaler/` + name + `":"owned"`; !strings.Contains(permissions, part) {
		t.Errorf("the autoscaler changes groups of its own cluster only, got %s", permissions)
	}
	elsewhere := newPlan()
	elsewhere.Claim.Guardrails.AWS.AccountID = ""
	if got := managedtest.Spec[aws.Role](t, Build(elsewhere, observations{}), keyClusterRole).AssumeRolePolicy; strings.Contains(got, "SourceArn") {
		t.Errorf("without an account there is no ARN, got %s", got)
	}
}

func TestBuildPartition(t *testing.T) {
	t.Parallel()
	p := fullPlan()
	p.Claim.Region.Native = "cn-north-1"
	for _, r := range Build(p, observations{}) {
		if text := managedtest.JSON(t, r.ForProvider); strings.Contains(text, "arn:aws:") && !strings.Contains(text, "iam::123456789012") {
			t.Errorf("%q names something of another partition: %s", r.Key, text)
		}
		if n, ok := r.ForProvider.(aws.EKSNodeGroup); ok && n.NodeRepairConfig != nil {
			t.Errorf("%q repairs nodes where EKS cannot", r.Key)
		}
	}
}

// TestBuildOrder checks what references do not order.
func TestBuildOrder(t *testing.T) {
	t.Parallel()
	own := ownPlan()
	own.Encryption.Enabled = true
	resources := Build(own, observations{})
	cluster := managedtest.Find(t, resources, plan.KeyCluster)
	if diff := cmp.Diff([]managed.Key{keyClusterRolePolicy, plan.KeyNetwork, keyLogGroup, keyEncryptionKey}, cluster.After); diff != "" {
		t.Errorf("what the cluster comes after: -want, +got:\n%s", diff)
	}
	want := []managed.Key{keyClusterRolePolicy, "node-role-policy-worker", "addon-role-policy-vpc-cni-AmazonEKS_CNI_Policy", "pod-identity-aws-node", plan.KeyNetwork, keyLogGroup, keyEncryptionKey}
	if diff := cmp.Diff(want, cluster.DeleteBefore); diff != "" {
		t.Errorf("what the cluster is deleted before: -want, +got:\n%s", diff)
	}
	group := managedtest.Find(t, resources, "nodepool-main-x7k2p")
	for _, k := range []managed.Key{"addon-vpc-cni-1.34", "addon-kube-proxy-1.34", "addon-eks-pod-identity-agent-1.34", "node-role-policy-worker", "node-role-policy-registry"} {
		if !slices.Contains(group.After, k) {
			t.Errorf("nodes do not become ready without %q", k)
		}
	}
	if !slices.Contains(managedtest.Find(t, resources, "addon-coredns-1.34").After, group.Key) {
		t.Error("coredns is not healthy before there are nodes")
	}
	if slices.Contains(managedtest.Find(t, resources, "addon-vpc-cni-1.34").After, group.Key) {
		t.Error("vpc-cni waits for nodes, which wait for it")
	}
}

func TestBuildAdopts(t *testing.T) {
	t.Parallel()
	resources := Build(plans()["Adopted"], observations{})
	if got := managedtest.Find(t, resources, plan.KeyCluster); !got.ObserveOnly || got.ExternalName != "legacy" {
		t.Errorf("an adopted cluster is observed only, got %+v", got)
	}
	if auth := managedtest.Find(t, resources, keyClusterAuth); len(resources) != 2 || !auth.ConnectionSecret {
		t.Errorf("there is nothing but the cluster and its kubeconfig, got %v", resources)
	}
}
