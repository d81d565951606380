// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import "sigs.k8s.io/yaml"

// How kubectl gets a token for GKE: as whoever is logged in to gcloud.
// https://cloud.google.com/kubernetes-engine/docs/how-to/cluster-access-for-kubectl
const (
	pluginCommand = "gke-gcloud-auth-plugin"
	pluginHint    = "Install gke-gcloud-auth-plugin: https://cloud.google.com/kubernetes-engine/docs/how-to/cluster-access-for-kubectl#install_plugin"
)

// A config is a kubeconfig.
// https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/
type config struct {
	APIVersion     string         `json:"apiVersion"`
	Kind           string         `json:"kind"`
	Clusters       []namedCluster `json:"clusters"`
	Contexts       []namedContext `json:"contexts"`
	CurrentContext string         `json:"current-context"`
	Users          []namedUser    `json:"users"`
}

type namedCluster struct {
	Name    string `json:"name"`
	Cluster server `json:"cluster"`
}

type server struct {
	Server string `json:"server"`
	CAData string `json:"certificate-authority-data"`
}

type namedContext struct {
	Name    string    `json:"name"`
	Context reference `json:"context"`
}

type reference struct {
	Cluster string `json:"cluster"`
	User    string `json:"user"`
}

type namedUser struct {
	Name string `json:"name"`
	User user   `json:"user"`
}

type user struct {
	Exec plugin `json:"exec"`
}

type plugin struct {
	APIVersion         string `json:"apiVersion"`
	Command            string `json:"command"`
	InstallHint        string `json:"installHint"`
	ProvideClusterInfo bool   `json:"provideClusterInfo"`
}

// kubeconfig of a cluster, without credentials. The certificate is base64 of PEM.
func kubeconfig(name, url, ca string) []byte {
	// A struct of strings can always be encoded.
	out, _ := yaml.Marshal(config{
		APIVersion:     "v1",
		Kind:           "Config",
		Clusters:       []namedCluster{{Name: name, Cluster: server{Server: url, CAData: ca}}},
		Contexts:       []namedContext{{Name: name, Context: reference{Cluster: name, User: name}}},
		CurrentContext: name,
		Users: []namedUser{{Name: name, User: user{Exec: plugin{
			APIVersion: execVersion, Command: pluginCommand, InstallHint: pluginHint, ProvideClusterInfo: true,
		}}}},
	})
	return out
}
