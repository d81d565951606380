// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package bootstrap

import (
	"encoding/base64"
	"encoding/json"
	"maps"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/kubernetes"
)

// A Registration is how a fleet reaches a cluster. It holds no credentials: whoever
// deploys to all clusters has an identity of its own at the cloud.
type Registration struct {
	// Server is the URL of the API server. Empty while it is not known.
	Server string

	// CA is the certificate of the API server's authority as base64 of PEM.
	// Empty while it is not known.
	CA string

	// AWS says who Argo CD is at an EKS cluster. Nil on other clouds.
	AWS *AWSAuth

	// Exec says how Argo CD gets a token on other clouds. Nil on AWS.
	Exec *Exec

	// Flux is the data of Flux's ConfigMap, without address and certificate.
	Flux map[string]string
}

// AWSAuth lets Argo CD into an EKS cluster with its own identity.
// https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#eks
type AWSAuth struct {
	ClusterName string `json:"clusterName"`
	RoleARN     string `json:"roleARN,omitempty"`
}

// Exec runs a command that prints a token.
// https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#clusters
type Exec struct {
	APIVersion string            `json:"apiVersion"`
	Command    string            `json:"command"`
	Args       []string          `json:"args,omitempty"`
	Env        map[string]string `json:"env,omitempty"`
}

// labelSecretType makes a Secret a cluster of Argo CD.
const (
	labelSecretType = "argocd.argoproj.io/secret-type" //nolint:gosec // It is a label.
	secretOfCluster = "cluster"
)

// A configuration is a Secret or a ConfigMap.
type configuration struct {
	APIVersion string            `json:"apiVersion"`
	Kind       string            `json:"kind"`
	Metadata   metadata          `json:"metadata"`
	Data       map[string]string `json:"data"`
}

// A registered cluster is what was wanted of its registration before.
type registered struct {
	Manifest configuration `json:"manifest"`
}

// registration composes the Secret of Argo CD or the ConfigMap of Flux that makes a
// cluster known. It is where the fleet is managed, and not in the cluster.
func registration(p plan.Plan, o managed.Observed, c Cluster) managed.Resource {
	out := managed.Resource{
		Key:                KeyFleet,
		Component:          plan.ComponentFleet,
		ProviderConfigName: p.Fleet.ProviderConfig,
		After:              c.After,
	}
	manifest := configuration{APIVersion: "v1", Metadata: metadata{Name: p.Fleet.Name, Namespace: p.Fleet.Namespace, Labels: p.Fleet.Labels}}
	if p.Fleet.Engine == v1alpha1.EngineFlux {
		manifest.Kind, manifest.Data = "ConfigMap", c.Registration.flux()
	} else {
		manifest.Kind, manifest.Data = "Secret", c.Registration.argocd(p)
		manifest.Metadata.Labels = withSecretType(p.Fleet.Labels)
	}
	if c.Registration.Server == "" || c.Registration.CA == "" {
		// What was registered stays while its source is lost.
		manifest.Data = managed.Wanted[registered](o, KeyFleet).Manifest.Data
		out.Waits = []string{"the address of the API server"}
	}
	out.ForProvider = kubernetes.Object{Manifest: manifest}
	return out
}

func withSecretType(labels map[string]string) map[string]string {
	out := maps.Clone(labels)
	if out == nil {
		out = make(map[string]string, 1)
	}
	out[labelSecretType] = secretOfCluster
	return out
}

// flux returns the data of a ConfigMap.
// https://fluxcd.io/flux/components/kustomize/kustomizations/#secret-less-authentication
func (r Registration) flux() map[string]string {
	out := maps.Clone(r.Flux)
	if out == nil {
		out = make(map[string]string, 2)
	}
	out["address"] = r.Server
	if ca, err := base64.StdEncoding.DecodeString(r.CA); err == nil {
		out["ca.crt"] = string(ca)
	}
	return out
}

// An argoConfig is the configuration of a cluster of Argo CD.
type argoConfig struct {
	AWS  *AWSAuth  `json:"awsAuthConfig,omitempty"`
	Exec *Exec     `json:"execProviderConfig,omitempty"`
	TLS  argoTrust `json:"tlsClientConfig"`
}

type argoTrust struct {
	CAData string `json:"caData"`
}

// argocd returns the data of a Secret.
func (r Registration) argocd(p plan.Plan) map[string]string {
	// A struct of strings can always be encoded.
	config, _ := json.Marshal(argoConfig{AWS: r.AWS, Exec: r.Exec, TLS: argoTrust{CAData: r.CA}}) //nolint:errchkjson // See above.
	return map[string]string{
		"name":   encode(p.Claim.Namespace + "-" + p.Claim.Name),
		"server": encode(r.Server),
		"config": encode(string(config)),
	}
}

func encode(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
