// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package bootstrap composes what lives inside of a cluster, and what makes it known
// to those who deploy to it. It is the same on every cloud, but for how the cluster is
// reached.
package bootstrap

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/lifecycle"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/helm"
	"github.com/hyperscalar/hyperscalar/internal/managed/kubernetes"
)

// Keys of what is composed.
const (
	// KeyHelmConfig and KeyKubernetesConfig say how to reach the cluster.
	KeyHelmConfig       managed.Key = "helm-config"
	KeyKubernetesConfig managed.Key = "kubernetes-config"

	// KeyEngine is the GitOps engine, KeySource the repository that it reads,
	// and KeySync what it does with it.
	KeyEngine managed.Key = "gitops-engine"
	KeySource managed.Key = "gitops-source"
	KeySync   managed.Key = "gitops-sync"

	// KeyFleet registers the cluster with a fleet.
	KeyFleet managed.Key = "fleet"
)

// A Cluster is what there is to know about one before something can be installed in
// it.
type Cluster struct {
	// Access to the cluster: where its kubeconfig is, and who to be.
	Access kubernetes.Access

	// After lists what must be ready before anything is installed: what
	// publishes the kubeconfig, and the pools of the claim.
	After []managed.Key

	// Outlives lists what must be there until everything in the cluster is
	// gone, or that could never be deleted: what publishes the kubeconfig, the
	// control plane, and whatever lets the platform in.
	Outlives []managed.Key

	// Releases are what the cloud wants to install besides.
	Releases []Release

	// Registration of the cluster with a fleet.
	Registration Registration
}

// A Release of a chart in a cluster.
type Release struct {
	// Key of the release.
	Key managed.Key

	// Component that the release counts towards.
	Component managed.Component

	// Name and Namespace of the release in the cluster.
	Name      string
	Namespace string

	// Chart to install.
	Chart helm.Chart

	// Values is a struct of the chart's values. Nil means its defaults.
	Values any

	// After lists what must be ready besides, for example an identity.
	After []managed.Key
}

// Build what lives inside of a cluster, and its registration.
func Build(p plan.Plan, o managed.Observed, c Cluster) []managed.Resource {
	releases := slices.Clone(c.Releases)
	var objects []managed.Resource
	if p.GitOps != nil {
		releases = append(releases, engine(*p.GitOps))
		objects = sync(*p.GitOps)
	}
	var out []managed.Resource
	if len(releases) > 0 {
		out = append(out, config(c, KeyHelmConfig, componentOf(releases), helm.ProviderConfig{Access: c.Access}))
	}
	for _, r := range releases {
		out = append(out, release(c, r))
	}
	if len(objects) > 0 {
		out = append(out, config(c, KeyKubernetesConfig, plan.ComponentGitOps, kubernetes.ProviderConfig{Access: c.Access}))
	}
	out = append(out, objects...)
	if p.Fleet != nil {
		out = append(out, registration(p, o, c))
	}
	return out
}

// componentOf releases is that of the first one: without it there would be no need to
// reach the cluster.
func componentOf(releases []Release) managed.Component { return releases[0].Component }

func config(c Cluster, k managed.Key, component managed.Component, spec managed.Spec) managed.Resource {
	return managed.Resource{Key: k, Component: component, ForProvider: spec, After: c.After, DeleteBefore: c.Outlives}
}

func release(c Cluster, r Release) managed.Resource {
	return managed.Resource{
		Key:            r.Key,
		Component:      r.Component,
		ExternalName:   r.Name,
		ForProvider:    helm.Release{Chart: r.Chart, Namespace: r.Namespace, Values: r.Values},
		ProviderConfig: KeyHelmConfig,
		After:          slices.Concat(c.After, r.After),
		DeleteBefore:   []managed.Key{KeyHelmConfig},
	}
}

// Facts fills what is known of the engine and of the registration.
func Facts(p plan.Plan, o managed.Observed, f *lifecycle.Facts) {
	if p.GitOps != nil {
		keys := []managed.Key{KeyEngine}
		for _, r := range sync(*p.GitOps) {
			keys = append(keys, r.Key)
		}
		f.GitOps = part(o, string(p.GitOps.Engine), keys)
	}
	if p.Fleet != nil {
		f.Fleet = part(o, p.Fleet.Name, []managed.Key{KeyFleet})
	}
}

func part(o managed.Observed, name string, keys []managed.Key) *lifecycle.Part {
	return &lifecycle.Part{Name: name, Ready: !slices.ContainsFunc(keys, func(k managed.Key) bool { return !o.Ready(k) })}
}
