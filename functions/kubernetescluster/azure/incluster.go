// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"encoding/base64"
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/bootstrap"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/managed/kubernetes"
)

// Connection details that provider-azure publishes of a cluster. The kubeconfig of the
// admin is there only for a cluster with local accounts.
const (
	publishedKubeconfig      = "kubeconfig"
	publishedCA              = "kubeconfig.clustercacertificate"
	publishedAdminKubeconfig = "attribute.kube_admin_config_raw"
)

// AKS puts this label on nodes that have a GPU.
// https://learn.microsoft.com/azure/aks/use-labels
const (
	labelAccelerator = "kubernetes.azure.com/accelerator"
	acceleratorMaker = "nvidia"
)

// How Argo CD gets a token for AKS: as the identity of its own pod.
// https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#aks
const (
	execVersion = "client.authentication.k8s.io/v1beta1"
	execCommand = "argocd-k8s-auth"
	execCloud   = "azure"
	envCloud    = "AAD_ENVIRONMENT_NAME"
	envLogin    = "AAD_LOGIN_METHOD"

	cloudPublic           = "AzurePublicCloud"
	loginWorkloadIdentity = "workloadidentity"
)

// inCluster is how what lives in the cluster gets there.
func (c *cluster) inCluster() bootstrap.Cluster {
	return bootstrap.Cluster{
		Access:       c.accessInside(),
		After:        c.beforeReleases(),
		Outlives:     []managed.Key{plan.KeyCluster},
		Releases:     c.releases(),
		Registration: c.registration(),
	}
}

// accessInside is how the platform reaches what is in the cluster: with the local account,
// or as a service principal whose credentials the environment gives.
func (c *cluster) accessInside() kubernetes.Access {
	key, id := publishedAdminKubeconfig, c.installer()
	if id != nil {
		key = publishedKubeconfig
	}
	return kubernetes.Access{
		Credentials: kubernetes.Credentials{Source: kubernetes.SourceSecret, SecretRef: kubernetes.KeyOf(c.Claim.SecretOf(plan.KeyCluster), key)},
		Identity:    id,
	}
}

// installer is the service principal who installs things in the cluster. It is nil where
// the environment gives none. Whoever the provider itself runs as cannot be used: it
// knows how to be a service principal only.
// https://github.com/crossplane-contrib/provider-kubernetes/blob/v1.2.0/pkg/kube/client/client.go
func (c *cluster) installer() *kubernetes.Identity {
	key, ok := c.Claim.Guardrails.Kubernetes.Credentials[string(platform.ProviderAzure)]
	if !ok {
		return nil
	}
	return &kubernetes.Identity{
		Type:      kubernetes.IdentityAzureServicePrincipalCredentials,
		Source:    kubernetes.SourceSecret,
		SecretRef: &kubernetes.SecretKey{Namespace: key.Namespace, Name: key.Name, Key: key.Key},
	}
}

// beforeReleases is what must be ready before anything is installed: the cluster, and
// the first pool that anything can run on.
func (c *cluster) beforeReleases() []managed.Key {
	out := []managed.Key{plan.KeyCluster}
	if i := slices.IndexFunc(c.NodePools, isForReleases); i >= 0 {
		out = append(out, c.NodePools[i].ResourceKey())
	}
	return out
}

// isForReleases says whether what the platform installs can run on a pool. AKS taints
// spot nodes itself.
func isForReleases(n plan.NodePool) bool {
	return !n.Retiring && !n.Spot && n.Initial > 0 &&
		!slices.ContainsFunc(n.Taints, func(t v1alpha1.Taint) bool { return t.Effect != v1alpha1.EffectPreferNoSchedule })
}

// releases that AKS needs and does not bring.
func (c *cluster) releases() []bootstrap.Release {
	if !c.installsDevicePlugin() {
		return nil
	}
	return []bootstrap.Release{bootstrap.DevicePlugin(labelAccelerator, acceleratorMaker)}
}

func (c *cluster) installsDevicePlugin() bool {
	return c.Addon(v1alpha1.AddonGPU).Enabled && c.Claim.Guardrails.InstallsHelm()
}

// needsLocalAccount says whether the cluster has an account that is not one of Entra:
// where something is installed in it, or an Identity may want a service account, and the
// environment has no service principal for that. Nobody but the platform knows its
// kubeconfig. A cluster that has one keeps it, or what was installed could never be
// taken away.
func (c *cluster) needsLocalAccount() bool {
	if c.installer() != nil {
		return false
	}
	return c.hasLocalAccount() || c.GitOps != nil || c.installsDevicePlugin() || c.Claim.Guardrails.InstallsKubernetes()
}

func (c *cluster) hasLocalAccount() bool {
	had := c.had().LocalAccountDisabled
	return had != nil && !*had
}

// registration lets those who deploy to all clusters in with identities of their own.
func (c *cluster) registration() bootstrap.Registration {
	out := bootstrap.Registration{
		Server: c.url(),
		Exec: &bootstrap.Exec{
			APIVersion: execVersion,
			Command:    execCommand,
			Args:       []string{execCloud},
			Env:        map[string]string{envCloud: cloudPublic, envLogin: loginWorkloadIdentity},
		},
		// https://fluxcd.io/flux/integrations/azure/#for-azure-kubernetes-service
		Flux: map[string]string{"provider": execCloud, "cluster": c.id()},
	}
	if ca := c.observed.Connection(plan.KeyCluster)[publishedCA]; len(ca) > 0 {
		out.CA = base64.StdEncoding.EncodeToString(ca)
	}
	return out
}

// url of the API server. It is empty while it is not known.
func (c *cluster) url() string {
	if url := urlOf(c.at()); url != "" {
		return url
	}
	return orNew(c.Recorded.Endpoint).URL
}

func urlOf(at azure.KubernetesClusterObservation) string {
	host := at.FQDN
	if host == "" {
		host = at.PrivateFQDN
	}
	if host == "" {
		return ""
	}
	return "https://" + host + ":443"
}
