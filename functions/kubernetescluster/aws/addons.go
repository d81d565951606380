// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"cmp"
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
)

// Add-ons of EKS.
// https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html
const (
	addonNetwork     = "vpc-cni"
	addonProxy       = "kube-proxy"
	addonPodIdentity = "eks-pod-identity-agent"
	addonDNS         = "coredns"
	addonMetrics     = "metrics-server"
	addonBlock       = "aws-ebs-csi-driver"
	addonFile        = "aws-efs-csi-driver"
)

// namespaceSystem is where add-ons are.
const namespaceSystem = "kube-system"

// An addon is software within the cluster that EKS installs.
type addon struct {
	// name at EKS.
	name string

	// of is what claims call the add-on. Every cluster has those that have no
	// name, and those that carry another part of the cluster.
	of       v1alpha1.AddonName
	required bool

	// onNodes is true for what runs on every node, and what no node becomes
	// ready without.
	onNodes bool

	// accounts are the service accounts that act as the add-on's role, and
	// policies what that role may do.
	accounts []string
	policies []string
}

// networkAddon gives addresses to pods, and enforces network policies.
func networkAddon() addon {
	return addon{
		name: addonNetwork, of: v1alpha1.AddonNetworkPolicy, required: true, onNodes: true,
		accounts: []string{"aws-node"}, policies: []string{"AmazonEKS_CNI_Policy"},
	}
}

// allAddons of EKS, those first that nodes need.
func allAddons() []addon {
	return []addon{
		networkAddon(),
		{name: addonProxy, required: true, onNodes: true},
		{name: addonPodIdentity, required: true, onNodes: true},
		{
			name: addonBlock, of: v1alpha1.AddonBlockStorage,
			accounts: []string{"ebs-csi-controller-sa"}, policies: []string{"service-role/AmazonEBSCSIDriverPolicy"},
		},
		{name: addonDNS, of: v1alpha1.AddonDNS},
		{
			name: addonFile, of: v1alpha1.AddonFileStorage,
			accounts: []string{"efs-csi-controller-sa", "efs-csi-node-sa"}, policies: []string{"service-role/AmazonEFSCSIDriverPolicy"},
		},
		{name: addonMetrics, of: v1alpha1.AddonMetrics},
	}
}

// key of an add-on, whatever the minor version.
func (a addon) key() managed.Key { return keyAddon.Join(a.name) }

func (a addon) roleKey() managed.Key { return keyAddonRole.Join(a.name) }

func (a addon) rolePolicyKey(name string) managed.Key {
	return keyAddonRolePolicy.Join(a.name, lastPart(name))
}

func (a addon) podIdentityKey(account string) managed.Key { return keyPodIdentity.Join(account) }

// addonKey of an add-on, which is another one with every minor version of the control
// plane. EKS never upgrades an add-on by itself, and nothing tells which version goes
// with which Kubernetes. What it does is to install the right one anew, once the old
// add-on is gone. The software of the old one stays meanwhile, and the new one takes over.
// https://docs.aws.amazon.com/eks/latest/userguide/updating-an-add-on.html
func (c *cluster) addonKey(a addon) managed.Key {
	minor := plan.MinorOf(cmp.Or(c.Version.Current, c.Version.ControlPlane))
	return a.key().Join(minor.String())
}

func (c *cluster) addons() []managed.Resource {
	var out []managed.Resource
	for _, a := range allAddons() {
		spec, ok := c.addon(a)
		if !ok {
			continue
		}
		out = append(out, c.addonIdentity(a)...)
		out = append(out, managed.Resource{
			Key:         c.addonKey(a),
			Component:   plan.ComponentAddons,
			ForProvider: spec,
			After:       c.beforeAddon(a),
			Waits:       c.addonWaits(a),
			Succeeds:    a.key(),
		})
	}
	return out
}

// addon as it is wanted. It is false if it is not.
func (c *cluster) addon(a addon) (aws.EKSAddon, bool) {
	asked := c.Addon(a.of)
	if !a.required && !asked.Enabled {
		return c.leaving(a)
	}
	return aws.EKSAddon{
		Region:                   c.region(),
		ClusterNameSelector:      selectCluster(),
		AddonName:                a.name,
		AddonVersion:             asked.Version,
		ConfigurationValues:      c.values(a, asked),
		Preserve:                 new(true),
		ResolveConflictsOnCreate: aws.EKSResolveConflictsOverwrite,
		ResolveConflictsOnUpdate: aws.EKSResolveConflictsOverwrite,
		Tags:                     c.tags(a.name),
	}, true
}

// leaving is an add-on that is not wanted any more. Its software would stay, so that
// it goes only once the provider was seen to know that it must not.
func (c *cluster) leaving(a addon) (aws.EKSAddon, bool) {
	key := c.addonKey(a)
	at := managed.At[aws.EKSAddonObservation](c.observed, key)
	if !c.observed.Exists(key) || at.Preserve != nil && !*at.Preserve {
		return aws.EKSAddon{}, false
	}
	had := managed.Wanted[aws.EKSAddon](c.observed, key)
	had.Preserve = new(false)
	return had, true
}

// beforeAddon is what an add-on needs to become healthy: what runs on every node is
// healthy without any, and everything else is not.
func (c *cluster) beforeAddon(a addon) []managed.Key {
	out := []managed.Key{plan.KeyCluster}
	for _, account := range a.accounts {
		out = append(out, a.podIdentityKey(account))
	}
	if a.onNodes {
		return out
	}
	return append(out, c.firstPool()...)
}

// firstPool is the one that add-ons run on: the first without taints that has nodes.
func (c *cluster) firstPool() []managed.Key {
	i := slices.IndexFunc(c.NodePools, func(n plan.NodePool) bool { return isForAddons(n) && n.Initial > 0 })
	if i < 0 {
		return nil
	}
	return []managed.Key{c.NodePools[i].ResourceKey()}
}

// isForAddons says whether add-ons may run on a pool.
func isForAddons(n plan.NodePool) bool {
	return !n.Retiring && !slices.ContainsFunc(n.Taints, func(t v1alpha1.Taint) bool { return t.Effect != v1alpha1.EffectPreferNoSchedule })
}

// addonIdentity is the role of an add-on, and the pods that act as it. They have no
// other: what the nodes' role may not do, no add-on does in its name.
func (c *cluster) addonIdentity(a addon) []managed.Resource {
	if len(a.accounts) == 0 {
		return nil
	}
	out := []managed.Resource{c.role(a.roleKey(), plan.ComponentAddons, descriptionAddonRole, c.podTrust(namespaceSystem, a.accounts), a.name)}
	var policies []managed.Key
	for _, name := range a.policies {
		policies = append(policies, a.rolePolicyKey(name))
		out = append(out, c.attachment(a.rolePolicyKey(name), plan.ComponentAddons, a.roleKey(), name))
	}
	for _, account := range a.accounts {
		out = append(out, c.podIdentity(a, account, policies))
	}
	return out
}

func (c *cluster) podIdentity(a addon, account string, after []managed.Key) managed.Resource {
	return managed.Resource{
		Key:       a.podIdentityKey(account),
		Component: plan.ComponentAddons,
		ForProvider: aws.PodIdentityAssociation{
			Region:              c.region(),
			ClusterNameSelector: selectCluster(),
			Namespace:           namespaceSystem,
			ServiceAccount:      account,
			RoleARNSelector:     managed.Select(a.roleKey()),
			Tags:                c.tags(a.name),
		},
		After: append([]managed.Key{plan.KeyCluster}, after...),
	}
}
