// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"cmp"
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/bootstrap"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/kubernetes"
)

// publishedKubeconfig is the connection detail of a cluster in which provider-gcp
// publishes a kubeconfig. It says where the cluster is, and nothing of who one is.
const publishedKubeconfig = "kubeconfig"

// How Argo CD gets a token for GKE: as the identity of its own pod.
// https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#gke
const (
	execVersion = "client.authentication.k8s.io/v1beta1"
	execCommand = "argocd-k8s-auth"
	execCloud   = "gcp"
)

// inCluster is how what lives in the cluster gets there.
func (c *cluster) inCluster() bootstrap.Cluster {
	return bootstrap.Cluster{
		Access:       c.accessInside(),
		After:        c.beforeReleases(),
		Outlives:     []managed.Key{plan.KeyCluster},
		Registration: c.registration(),
	}
}

// accessInside is how the platform reaches what is in the cluster.
func (c *cluster) accessInside() kubernetes.Access {
	return kubernetes.Access{
		Credentials: kubernetes.Credentials{
			Source:    kubernetes.SourceSecret,
			SecretRef: kubernetes.KeyOf(c.Claim.SecretOf(plan.KeyCluster), publishedKubeconfig),
		},
		Identity: c.installer(),
	}
}

// installer is who installs things in the cluster: a service account whose key the
// environment gives, or who the provider itself runs as.
func (c *cluster) installer() *kubernetes.Identity {
	out := &kubernetes.Identity{Type: kubernetes.IdentityGoogleApplicationCredentials, Source: kubernetes.SourceInjectedIdentity}
	if key, ok := c.Claim.Guardrails.Kubernetes.Credentials[string(platform.ProviderGCP)]; ok {
		out.Source = kubernetes.SourceSecret
		out.SecretRef = &kubernetes.SecretKey{Namespace: key.Namespace, Name: key.Name, Key: key.Key}
	}
	return out
}

// beforeReleases is what must be ready before anything is installed: the cluster, and
// the first pool that anything can run on.
func (c *cluster) beforeReleases() []managed.Key {
	out := []managed.Key{plan.KeyCluster}
	if i := slices.IndexFunc(c.NodePools, func(n plan.NodePool) bool { return isForPods(n) && n.Initial > 0 }); i >= 0 {
		out = append(out, c.NodePools[i].ResourceKey())
	}
	return out
}

// isForPods says whether pods run on a pool that ask for nothing. GKE itself taints
// nodes that have GPUs.
func isForPods(n plan.NodePool) bool {
	return !n.Retiring && n.Machine.GPU == nil &&
		!slices.ContainsFunc(n.Taints, func(t v1alpha1.Taint) bool { return t.Effect != v1alpha1.EffectPreferNoSchedule })
}

// registration lets those who deploy to all clusters in with identities of their own.
func (c *cluster) registration() bootstrap.Registration {
	return bootstrap.Registration{
		Server: c.url(),
		CA:     c.at().MasterAuth.ClusterCACertificate,
		Exec:   &bootstrap.Exec{APIVersion: execVersion, Command: execCommand, Args: []string{execCloud}},
		// https://fluxcd.io/flux/integrations/gcp/#for-google-kubernetes-engine
		Flux: map[string]string{"provider": execCloud, "cluster": cmp.Or(c.id(), c.Recorded.ID)},
	}
}

// url of the API server. It is empty while it is not known.
func (c *cluster) url() string {
	if address := c.at().Endpoint; address != "" {
		return "https://" + address
	}
	if e := c.Recorded.Endpoint; e != nil {
		return e.URL
	}
	return ""
}
