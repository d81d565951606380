// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"cmp"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/bootstrap"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
)

// Report what was observed of a cluster. What was recorded before stays as long as the
// cluster exists, because others rely on it.
func Report(p plan.Plan, o managed.Observed, s *v1alpha1.Status) {
	c := newCluster(p, o)
	p.Report(Facts(p, o), c.network, s)
	at := c.at()
	if s.Endpoint == nil {
		s.Endpoint = &v1alpha1.EndpointStatus{}
	}
	s.ID = managed.Known(c.observed, plan.KeyCluster, at.ID, p.Recorded.ID)
	s.Endpoint.URL = managed.Known(c.observed, plan.KeyCluster, urlOf(at), orNew(p.Recorded.Endpoint).URL)
	if p.Adopt != nil || c.installer() != nil || c.needsLocalAccount() {
		s.InCluster = bootstrap.InCluster(p, o, plan.KeyCluster, c.accessInside())
	}
	if p.Adopt != nil {
		c.reportAdopted(at, s)
		return
	}
	s.Name, s.ResourceGroup = c.name(), c.resourceGroupName()
	if p.WorkloadIdentity {
		s.WorkloadIdentity = &v1alpha1.WorkloadIdentityStatus{Issuer: managed.Known(c.observed, plan.KeyCluster, at.OIDCIssuerURL, orNew(p.Recorded.WorkloadIdentity).Issuer)}
	}
	s.Encryption = c.reportEncryption()
}

// reportEncryption from the beginning, because it is decided once. The key of the
// environment is the one that was decided on, although AKS uses one beside it.
func (c *cluster) reportEncryption() *v1alpha1.EncryptionStatus {
	if !c.Encryption.Enabled {
		return nil
	}
	if !c.ownsKey() {
		return &v1alpha1.EncryptionStatus{Key: c.Encryption.Key}
	}
	return &v1alpha1.EncryptionStatus{Own: true, Key: cmp.Or(
		orNew(c.had().KeyManagementService).KeyVaultKeyID,
		managed.At[azure.KeyObservation](c.observed, keyEncryptionKey).ID,
		orNew(c.Recorded.Encryption).Key,
	)}
}

// reportAdopted fills in what others decided.
func (c *cluster) reportAdopted(at azure.KubernetesClusterObservation, s *v1alpha1.Status) {
	id, _ := parseClusterID(c.Adopt.ID)
	s.Name, s.ResourceGroup = id.name, id.group
	if at.ID == "" {
		had := orNew(c.Recorded.Endpoint)
		s.Endpoint.Access, s.Endpoint.AllowedCIDRs = had.Access, had.AllowedCIDRs
		s.WorkloadIdentity, s.Encryption = c.Recorded.WorkloadIdentity, c.Recorded.Encryption
		return
	}
	s.Endpoint.Access, s.Endpoint.AllowedCIDRs = accessOf(at)
	if at.WorkloadIdentityEnabled && at.OIDCIssuerURL != "" {
		s.WorkloadIdentity = &v1alpha1.WorkloadIdentityStatus{Issuer: at.OIDCIssuerURL}
	}
	if key := at.KeyManagementService.KeyVaultKeyID; key != "" {
		s.Encryption = &v1alpha1.EncryptionStatus{Key: key}
	}
}

// accessOf an API server that somebody else set up.
func accessOf(at azure.KubernetesClusterObservation) (v1alpha1.EndpointAccess, []string) {
	ranges := at.APIServerAccessProfile.AuthorizedIPRanges
	switch {
	case at.PrivateClusterEnabled:
		return v1alpha1.EndpointPrivate, nil
	case len(ranges) > 0:
		return v1alpha1.EndpointRestricted, ranges
	}
	return v1alpha1.EndpointPublic, nil
}

// Connection details of a cluster. The kubeconfig holds no credentials: whoever has it
// logs in to Entra, with kubelogin.
// https://learn.microsoft.com/azure/aks/kubelogin-authentication
func Connection(p plan.Plan, o managed.Observed) map[string][]byte {
	c := newCluster(p, o)
	published := o.Connection(plan.KeyCluster)
	out := map[string][]byte{
		plan.ConnectionKubeconfig: published[publishedKubeconfig],
		plan.ConnectionClusterCA:  published[publishedCA],
		plan.ConnectionEndpoint:   nil,
		plan.ConnectionName:       []byte(c.connectionName()),
	}
	if url := c.url(); url != "" {
		out[plan.ConnectionEndpoint] = []byte(url)
	}
	return out
}

func (c *cluster) connectionName() string {
	if c.Adopt == nil {
		return c.name()
	}
	id, _ := parseClusterID(c.Adopt.ID)
	return id.name
}
