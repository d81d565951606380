// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"cmp"
	"encoding/base64"
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/bootstrap"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Report what was observed of a cluster. What was recorded before stays as long as the
// cluster exists, because others rely on it.
func Report(p plan.Plan, o managed.Observed, s *v1alpha1.Status) {
	c := newCluster(p, o)
	p.Report(Facts(p, o), c.network, s)
	at := c.at()
	s.ID = managed.Known(c.observed, plan.KeyCluster, idOf(at.SelfLink), p.Recorded.ID)
	s.Endpoint.URL = managed.Known(c.observed, plan.KeyCluster, urlOf(at), recordedEndpoint(p.Recorded).URL)
	s.InCluster = bootstrap.InCluster(p, o, plan.KeyCluster, c.accessInside())
	if p.Adopt != nil {
		s.Name = locationOf(p.Adopt.ID).name
		c.reportAdopted(at, s)
		return
	}
	s.Name = c.name()
	s.WorkloadIdentity = c.reportWorkloadIdentity(s.ID)
	s.Encryption = c.reportEncryption()
}

func urlOf(at gcp.ClusterObservation) string {
	if at.Endpoint == "" {
		return ""
	}
	return "https://" + at.Endpoint
}

func recordedEndpoint(s v1alpha1.Status) v1alpha1.EndpointStatus {
	if s.Endpoint == nil {
		return v1alpha1.EndpointStatus{}
	}
	return *s.Endpoint
}

// id of the cluster, which is known before the cluster exists. It is empty while the
// project is not known.
func (c *cluster) id() string {
	project := c.project()
	if project == "" {
		return ""
	}
	return "projects/" + project + "/locations/" + c.location() + "/clusters/" + c.name()
}

// issuerOf the tokens of the service accounts of a cluster.
// https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity
func issuerOf(id string) string {
	if id == "" {
		return ""
	}
	return "https://container.googleapis.com/v1/" + id
}

func (c *cluster) reportWorkloadIdentity(id string) *v1alpha1.WorkloadIdentityStatus {
	if !c.WorkloadIdentity {
		return nil
	}
	return &v1alpha1.WorkloadIdentityStatus{Issuer: issuerOf(id), ProviderID: c.workloadPool()}
}

// reportEncryption from the beginning, because it is decided once.
func (c *cluster) reportEncryption() *v1alpha1.EncryptionStatus {
	if !c.Encryption.Enabled {
		return nil
	}
	return &v1alpha1.EncryptionStatus{Key: c.encryptionKey(), Own: c.ownsKey()}
}

// reportAdopted fills in what others decided.
func (c *cluster) reportAdopted(at gcp.ClusterObservation, s *v1alpha1.Status) {
	if at.SelfLink == "" {
		had := recordedEndpoint(c.Recorded)
		s.Endpoint.Access, s.Endpoint.AllowedCIDRs = had.Access, had.AllowedCIDRs
		s.WorkloadIdentity, s.Encryption = c.Recorded.WorkloadIdentity, c.Recorded.Encryption
		s.NodePools = c.Recorded.NodePools
		return
	}
	s.Endpoint.Access, s.Endpoint.AllowedCIDRs = accessOf(at)
	s.WorkloadIdentity, s.Encryption = nil, nil
	if pool := at.WorkloadIdentityConfig.WorkloadPool; pool != "" {
		s.WorkloadIdentity = &v1alpha1.WorkloadIdentityStatus{Issuer: issuerOf(s.ID), ProviderID: pool}
	}
	if e := at.DatabaseEncryption; e.State == gcp.DatabaseEncrypted {
		s.Encryption = &v1alpha1.EncryptionStatus{Key: e.KeyName}
	}
}

// accessOf an API server that somebody else set up.
func accessOf(at gcp.ClusterObservation) (v1alpha1.EndpointAccess, []string) {
	if private := at.PrivateClusterConfig.EnablePrivateEndpoint; private != nil && *private {
		return v1alpha1.EndpointPrivate, nil
	}
	if at.MasterAuthorizedNetworksConfig == nil {
		return v1alpha1.EndpointPublic, nil
	}
	var cidrs []string
	for _, b := range at.MasterAuthorizedNetworksConfig.CIDRBlocks {
		if b.CIDRBlock == validate.Anywhere().String() {
			return v1alpha1.EndpointPublic, nil
		}
		cidrs = append(cidrs, b.CIDRBlock)
	}
	slices.Sort(cidrs)
	return v1alpha1.EndpointRestricted, cidrs
}

// Connection details of a cluster. The kubeconfig holds no credentials: whoever has it
// logs in to Google Cloud.
func Connection(p plan.Plan, o managed.Observed) map[string][]byte {
	c := newCluster(p, o)
	at := c.at()
	name := cmp.Or(locationOf(c.adoptedID()).name, c.name())
	out := map[string][]byte{
		plan.ConnectionKubeconfig: nil,
		plan.ConnectionClusterCA:  nil,
		plan.ConnectionEndpoint:   nil,
		plan.ConnectionName:       []byte(name),
	}
	url := c.url()
	if url != "" {
		out[plan.ConnectionEndpoint] = []byte(url)
	}
	encoded := at.MasterAuth.ClusterCACertificate
	ca, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil || len(ca) == 0 {
		return out
	}
	out[plan.ConnectionClusterCA] = ca
	if url != "" {
		out[plan.ConnectionKubeconfig] = kubeconfig(name, url, encoded)
	}
	return out
}

func (c *cluster) adoptedID() string {
	if c.Adopt == nil {
		return ""
	}
	return c.Adopt.ID
}
