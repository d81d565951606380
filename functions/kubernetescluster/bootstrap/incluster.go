// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package bootstrap

import (
	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/kubernetes"
)

// InCluster reports how others reach what is in a cluster, for example an Identity that
// creates a service account. It is nil until the resource with the supplied key was seen
// to publish the kubeconfig, and stays what it was while that is lost.
func InCluster(p plan.Plan, o managed.Observed, publisher managed.Key, a kubernetes.Access) *v1alpha1.InCluster {
	from := a.Credentials.SecretRef
	if len(o.Connection(publisher)[from.Key]) == 0 {
		if o.Exists(publisher) {
			return p.Recorded.InCluster
		}
		return nil
	}
	out := &v1alpha1.InCluster{Kubeconfig: v1alpha1.SecretKey(*from)}
	if id := a.Identity; id != nil {
		out.Identity = &v1alpha1.InClusterIdentity{Type: string(id.Type), Source: string(id.Source)}
		if id.SecretRef != nil {
			out.Identity.SecretRef = new(v1alpha1.SecretKey(*id.SecretRef))
		}
	}
	return out
}
