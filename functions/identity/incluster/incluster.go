// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package incluster composes what an identity needs within the cluster of its pods, which
// is the same on every cloud but for the annotations.
package incluster

import (
	"fmt"

	"github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/identity/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/kubernetes"
)

// Keys of the resources. There is one of each for every workload that the identity ever
// has, because the service account of another one is another object.
const (
	keyProviderConfig managed.Key = "cluster"
	keyServiceAccount managed.Key = "service-account"
)

// A ServiceAccount in a cluster.
type ServiceAccount struct {
	APIVersion string   `json:"apiVersion"`
	Kind       string   `json:"kind"`
	Metadata   Metadata `json:"metadata"`
}

// Metadata of an object in a cluster.
type Metadata struct {
	Name        string            `json:"name"`
	Namespace   string            `json:"namespace"`
	Annotations map[string]string `json:"annotations,omitempty"`
}

// Key of the service account of a workload.
func Key(w plan.Workload) managed.Key { return keyServiceAccount.Join(w.Key) }

// Build the service account of an identity, with what tells the cloud which identity it
// stands for. Waits say what the annotations wait for; nothing is created before they are
// known, because pods would run without the identity. The service account stays when the
// identity goes: a cluster that was deleted first could not be asked, and deleting the
// identity would never come to an end.
func Build(p plan.Plan, annotations map[string]string, waits ...string) []managed.Resource {
	w := p.Workload
	if w == nil || !w.Create {
		return nil
	}
	config := providerConfig(*w)
	return []managed.Resource{config, {
		Key:            Key(*w),
		Component:      plan.ComponentServiceAccount,
		ProviderConfig: config.Key,
		ForProvider: kubernetes.Object{Manifest: ServiceAccount{
			APIVersion: "v1",
			Kind:       "ServiceAccount",
			Metadata:   Metadata{Name: w.ServiceAccount, Namespace: w.Namespace, Annotations: annotations},
		}},
		Waits:  waits,
		Retain: true,
	}}
}

// providerConfig holds what to reach the cluster with.
func providerConfig(w plan.Workload) managed.Resource {
	out := managed.Resource{Key: keyProviderConfig.Join(w.Key), Component: plan.ComponentServiceAccount}
	if w.Access == nil {
		out.ForProvider = kubernetes.ProviderConfig{}
		out.Waits = []string{fmt.Sprintf("cluster %s does not say yet how to reach it", w.Cluster)}
		return out
	}
	access := kubernetes.Access{Credentials: kubernetes.Credentials{Source: kubernetes.SourceSecret, SecretRef: secretKey(w.Access.Kubeconfig)}}
	if i := w.Access.Identity; i != nil {
		access.Identity = &kubernetes.Identity{Type: kubernetes.IdentityType(i.Type), Source: kubernetes.Source(i.Source)}
		if i.SecretRef != nil {
			access.Identity.SecretRef = secretKey(*i.SecretRef)
		}
	}
	out.ForProvider = kubernetes.ProviderConfig{Access: access}
	return out
}

func secretKey(k v1alpha1.SecretKey) *kubernetes.SecretKey {
	return &kubernetes.SecretKey{Name: k.Name, Namespace: k.Namespace, Key: k.Key}
}
