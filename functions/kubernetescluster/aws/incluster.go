// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"cmp"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/bootstrap"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/helm"
	"github.com/hyperscalar/hyperscalar/internal/managed/kubernetes"
)

// keyAutoscaler is what adds and removes nodes.
const keyAutoscaler managed.Key = "node-autoscaler"

// The chart of the autoscaler, which EKS does not bring. It works with some versions of
// Kubernetes before and after its own.
// https://github.com/kubernetes/autoscaler/tree/master/charts/cluster-autoscaler
const (
	autoscalerRepository = "https://kubernetes.github.io/autoscaler"
	autoscalerVersion    = "9.59.0"
)

// fluxProvider is what Flux calls AWS.
// https://fluxcd.io/flux/components/kustomize/kustomizations/#secret-less-authentication
const fluxProvider = "aws"

// inCluster is what lives inside of the cluster, and its registration with a fleet.
func (c *cluster) inCluster() []managed.Resource {
	url, ca := c.address()
	return bootstrap.Build(c.Plan, c.observed, bootstrap.Cluster{
		Access:   c.accessInside(),
		After:    append([]managed.Key{keyClusterAuth}, c.firstPool()...),
		Outlives: []managed.Key{keyClusterAuth, plan.KeyCluster},
		Releases: c.releases(),
		Registration: bootstrap.Registration{
			Server: url,
			CA:     ca,
			AWS:    &bootstrap.AWSAuth{ClusterName: c.name()},
			Flux:   map[string]string{"provider": fluxProvider, "cluster": cmp.Or(c.at().ARN, c.Recorded.ID)},
		},
	})
}

// accessInside is how the platform reaches what is in the cluster: as who created it.
func (c *cluster) accessInside() kubernetes.Access {
	return kubernetes.Access{Credentials: kubernetes.Credentials{
		Source:    kubernetes.SourceSecret,
		SecretRef: kubernetes.KeyOf(c.Claim.SecretOf(keyClusterAuth), connectionKubeconfig),
	}}
}

// address of the API server, and the certificate of its authority. Both are empty
// unless both are known.
func (c *cluster) address() (url, ca string) {
	at := c.at()
	if at.Endpoint == "" || len(at.CertificateAuthority) == 0 {
		return "", ""
	}
	return at.Endpoint, at.CertificateAuthority[0].Data
}

func (c *cluster) releases() []bootstrap.Release {
	var out []bootstrap.Release
	if !c.Claim.Guardrails.InstallsHelm() {
		return nil
	}
	if c.Addon(v1alpha1.AddonNodeAutoscaling).Enabled {
		out = append(out, c.autoscalerRelease())
	}
	if c.Addon(v1alpha1.AddonGPU).Enabled {
		// The image of the nodes has the drivers already.
		out = append(out, bootstrap.DevicePlugin(labelGPU, labelTrue))
	}
	return out
}

// autoscalerValues of the chart.
type autoscalerValues struct {
	CloudProvider    string              `json:"cloudProvider"`
	AWSRegion        string              `json:"awsRegion"`
	AutoDiscovery    autoDiscovery       `json:"autoDiscovery"`
	RBAC             autoscalerRBAC      `json:"rbac"`
	ExtraArgs        autoscalerArguments `json:"extraArgs"`
	FullnameOverride string              `json:"fullnameOverride"`
}

type autoDiscovery struct {
	ClusterName string `json:"clusterName"`
}

type autoscalerRBAC struct {
	ServiceAccount serviceAccount `json:"serviceAccount"`
}

type serviceAccount struct {
	Create bool   `json:"create"`
	Name   string `json:"name"`
}

// autoscalerArguments spread pods over zones, and let nodes go that have nothing but
// add-ons on them.
// https://docs.aws.amazon.com/eks/latest/best-practices/cas.html
type autoscalerArguments struct {
	BalanceSimilarNodeGroups bool `json:"balance-similar-node-groups"`
	SkipNodesWithSystemPods  bool `json:"skip-nodes-with-system-pods"`
}

// autoscalerRelease is the autoscaler. It finds the node groups by the tags that EKS
// gives them.
func (c *cluster) autoscalerRelease() bootstrap.Release {
	a := autoscaler()
	return bootstrap.Release{
		Key:       keyAutoscaler,
		Component: plan.ComponentAddons,
		Name:      a.name,
		Namespace: namespaceSystem,
		Chart:     helm.Chart{Repository: autoscalerRepository, Name: a.name, Version: autoscalerVersion},
		Values: autoscalerValues{
			CloudProvider:    "aws",
			AWSRegion:        c.region(),
			AutoDiscovery:    autoDiscovery{ClusterName: c.name()},
			RBAC:             autoscalerRBAC{ServiceAccount: serviceAccount{Create: true, Name: a.accounts[0]}},
			ExtraArgs:        autoscalerArguments{BalanceSimilarNodeGroups: true},
			FullnameOverride: a.name,
		},
		After: []managed.Key{a.podIdentityKey(a.accounts[0])},
	}
}

// releasePart is an add-on that is installed in the cluster, as it was observed. It has
// the version of its chart once it is there.
func (c *cluster) releasePart(name v1alpha1.AddonName) (ready bool, version string) {
	key, version := keyAutoscaler, autoscalerVersion
	if name == v1alpha1.AddonGPU {
		key, version = bootstrap.KeyDevicePlugin, bootstrap.DevicePluginVersion
	}
	if !c.observed.Ready(key) {
		return false, ""
	}
	return true, version
}
