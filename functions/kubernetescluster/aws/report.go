// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"cmp"
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/bootstrap"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Keys of the connection details, which are the same on every cloud.
const (
	connectionKubeconfig = "kubeconfig"
	connectionEndpoint   = "endpoint"
	connectionCA         = "clusterCA"
	connectionName       = "name"
)

// Report what was observed of a cluster. What was recorded before stays as long as its
// resource exists, because others rely on it.
func Report(p plan.Plan, o managed.Observed, s *v1alpha1.Status) {
	c := newCluster(p, o)
	p.Report(Facts(p, o), c.network, s)
	at := c.at()
	s.ID = managed.Known(c.observed, plan.KeyCluster, at.ARN, p.Recorded.ID)
	s.Name = c.name()
	s.Endpoint.URL = managed.Known(c.observed, plan.KeyCluster, at.Endpoint, recordedURL(p.Recorded))
	s.InCluster = bootstrap.InCluster(p, o, keyClusterAuth, c.accessInside())
	if p.Adopt != nil {
		c.reportAdopted(at, s)
		return
	}
	s.WorkloadIdentity = c.reportWorkloadIdentity()
	if s.Encryption != nil {
		s.Encryption.Key = c.encryptionKey()
	}
}

func recordedURL(s v1alpha1.Status) string {
	if s.Endpoint == nil {
		return ""
	}
	return s.Endpoint.URL
}

func (c *cluster) reportWorkloadIdentity() *v1alpha1.WorkloadIdentityStatus {
	if !c.WorkloadIdentity {
		return nil
	}
	recorded := v1alpha1.WorkloadIdentityStatus{}
	if c.Recorded.WorkloadIdentity != nil {
		recorded = *c.Recorded.WorkloadIdentity
	}
	at := managed.At[aws.OpenIDConnectProviderObservation](c.observed, keyOIDCProvider)
	return &v1alpha1.WorkloadIdentityStatus{
		Issuer:     managed.Known(c.observed, plan.KeyCluster, issuerOf(c.at()), recorded.Issuer),
		ProviderID: managed.Known(c.observed, keyOIDCProvider, at.ARN, recorded.ProviderID),
	}
}

// reportAdopted fills in what others decided.
func (c *cluster) reportAdopted(at aws.EKSClusterObservation, s *v1alpha1.Status) {
	if at.ARN == "" {
		s.Endpoint.Access, s.Endpoint.AllowedCIDRs = recordedAccess(c.Recorded)
		return
	}
	s.Endpoint.Access, s.Endpoint.AllowedCIDRs = accessOf(at.VPCConfig)
	if issuer := issuerOf(at); issuer != "" {
		s.WorkloadIdentity = &v1alpha1.WorkloadIdentityStatus{Issuer: issuer}
	}
	if p := at.EncryptionConfig.Provider; p != nil && p.KeyARN != "" {
		s.Encryption = &v1alpha1.EncryptionStatus{Key: p.KeyARN}
	}
}

func recordedAccess(s v1alpha1.Status) (v1alpha1.EndpointAccess, []string) {
	if s.Endpoint == nil {
		return "", nil
	}
	return s.Endpoint.Access, s.Endpoint.AllowedCIDRs
}

// accessOf an API server that somebody else set up.
func accessOf(v aws.EKSVPCObservation) (v1alpha1.EndpointAccess, []string) {
	if !v.EndpointPublicAccess {
		return v1alpha1.EndpointPrivate, nil
	}
	if slices.Contains(v.PublicAccessCIDRs, validate.Anywhere().String()) {
		return v1alpha1.EndpointPublic, nil
	}
	return v1alpha1.EndpointRestricted, v.PublicAccessCIDRs
}

// Connection details of a cluster. They come all at once: a kubeconfig that is not
// complete misleads whoever waits for it.
func Connection(p plan.Plan, o managed.Observed) map[string][]byte {
	c := newCluster(p, o)
	auth := o.Connection(keyClusterAuth)
	out := map[string][]byte{
		connectionKubeconfig: auth[connectionKubeconfig],
		connectionEndpoint:   auth[connectionEndpoint],
		connectionCA:         auth[connectionCA],
		connectionName:       []byte(cmp.Or(p.Recorded.Name, c.name())),
	}
	for _, v := range out {
		if len(v) == 0 {
			return nil
		}
	}
	return out
}
