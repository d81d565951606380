// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import "github.com/hyperscalar/hyperscalar/internal/managed"

// An EKSAuthenticationMode says who decides who may use a cluster.
// https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html
type EKSAuthenticationMode string

// EKSAuthenticationModeAPI clusters look at access entries alone, and not at a
// ConfigMap that anybody within the cluster may change.
const EKSAuthenticationModeAPI EKSAuthenticationMode = "API"

// An EKSSupportType says what becomes of a cluster whose version leaves standard
// support.
// https://docs.aws.amazon.com/eks/latest/userguide/view-upgrade-policy.html
type EKSSupportType string

// EKSSupportTypeExtended clusters are supported for longer, at a price, where others
// are upgraded by force.
const EKSSupportTypeExtended EKSSupportType = "EXTENDED"

// An EKSIPFamily is the family of the addresses of pods and services.
type EKSIPFamily string

// EKSIPFamilyIPv4 clusters have IPv4 addresses.
const EKSIPFamilyIPv4 EKSIPFamily = "ipv4"

// EKSResourceSecrets are the only resources that a cluster encrypts with a key of the
// customer's.
const EKSResourceSecrets = "secrets"

// An EKSStatus is the state of a cluster or of a node group.
type EKSStatus string

// States.
const (
	EKSStatusCreating     EKSStatus = "CREATING"
	EKSStatusActive       EKSStatus = "ACTIVE"
	EKSStatusUpdating     EKSStatus = "UPDATING"
	EKSStatusDeleting     EKSStatus = "DELETING"
	EKSStatusPending      EKSStatus = "PENDING"
	EKSStatusDegraded     EKSStatus = "DEGRADED"
	EKSStatusFailed       EKSStatus = "FAILED"
	EKSStatusCreateFailed EKSStatus = "CREATE_FAILED"
	EKSStatusDeleteFailed EKSStatus = "DELETE_FAILED"
)

// An EKSCluster is a control plane of Kubernetes.
// https://docs.aws.amazon.com/eks/latest/userguide/clusters.html
type EKSCluster struct {
	Region                     string                `json:"region"`
	Version                    string                `json:"version,omitempty"`
	RoleARNSelector            *managed.Selector     `json:"roleArnSelector,omitempty"`
	AccessConfig               *EKSAccessConfig      `json:"accessConfig,omitempty"`
	BootstrapSelfManagedAddons *bool                 `json:"bootstrapSelfManagedAddons,omitempty"`
	DeletionProtection         *bool                 `json:"deletionProtection,omitempty"`
	EnabledClusterLogTypes     []string              `json:"enabledClusterLogTypes,omitempty"`
	EncryptionConfig           *EKSEncryptionConfig  `json:"encryptionConfig,omitempty"`
	KubernetesNetworkConfig    *EKSKubernetesNetwork `json:"kubernetesNetworkConfig,omitempty"`
	UpgradePolicy              *EKSUpgradePolicy     `json:"upgradePolicy,omitempty"`
	VPCConfig                  *EKSVPCConfig         `json:"vpcConfig,omitempty"`
	Tags                       map[string]string     `json:"tags,omitempty"`
}

// Type of an EKSCluster.
func (EKSCluster) Type() managed.Type {
	return managed.Type{Group: groupEKS, Version: "v1beta2", Kind: "Cluster", Plural: "clusters"}
}

// An EKSAccessConfig says how a cluster knows who may use it.
type EKSAccessConfig struct {
	AuthenticationMode                      EKSAuthenticationMode `json:"authenticationMode,omitempty"`
	BootstrapClusterCreatorAdminPermissions *bool                 `json:"bootstrapClusterCreatorAdminPermissions,omitempty"`
}

// An EKSEncryptionConfig encrypts resources of a cluster with a key.
type EKSEncryptionConfig struct {
	Provider  *EKSEncryptionProvider `json:"provider,omitempty"`
	Resources []string               `json:"resources,omitempty"`
}

// An EKSEncryptionProvider is a key that resources are encrypted with.
type EKSEncryptionProvider struct {
	KeyARN string `json:"keyArn,omitempty"`
}

// An EKSKubernetesNetwork is what services have for addresses.
type EKSKubernetesNetwork struct {
	IPFamily        EKSIPFamily `json:"ipFamily,omitempty"`
	ServiceIPv4CIDR string      `json:"serviceIpv4Cidr,omitempty"`
}

// An EKSUpgradePolicy says for how long a version is supported.
type EKSUpgradePolicy struct {
	SupportType EKSSupportType `json:"supportType,omitempty"`
}

// An EKSVPCConfig says where a cluster is, and from where its API server is reached.
type EKSVPCConfig struct {
	EndpointPrivateAccess *bool    `json:"endpointPrivateAccess,omitempty"`
	EndpointPublicAccess  *bool    `json:"endpointPublicAccess,omitempty"`
	PublicAccessCIDRs     []string `json:"publicAccessCidrs,omitempty"`
	SecurityGroupIDs      []string `json:"securityGroupIds,omitempty"`
	SubnetIDs             []string `json:"subnetIds,omitempty"`
}

// An EKSClusterObservation is what we read of an EKSCluster.
type EKSClusterObservation struct {
	ARN                  string                    `json:"arn"`
	Status               EKSStatus                 `json:"status"`
	Version              string                    `json:"version"`
	Endpoint             string                    `json:"endpoint"`
	CertificateAuthority []EKSCertificateAuthority `json:"certificateAuthority"`
	EncryptionConfig     EKSEncryptionConfig       `json:"encryptionConfig"`
	Identity             []EKSIdentity             `json:"identity"`
	VPCConfig            EKSVPCObservation         `json:"vpcConfig"`
}

// An EKSCertificateAuthority signed the certificate of an API server.
type EKSCertificateAuthority struct {
	Data string `json:"data"`
}

// An EKSIdentity is what signs the tokens of service accounts.
type EKSIdentity struct {
	OIDC []EKSOIDC `json:"oidc"`
}

// An EKSOIDC is an issuer of tokens.
type EKSOIDC struct {
	Issuer string `json:"issuer"`
}

// An EKSVPCObservation is what we read of where a cluster is.
type EKSVPCObservation struct {
	ClusterSecurityGroupID string   `json:"clusterSecurityGroupId"`
	EndpointPrivateAccess  bool     `json:"endpointPrivateAccess"`
	EndpointPublicAccess   bool     `json:"endpointPublicAccess"`
	PublicAccessCIDRs      []string `json:"publicAccessCidrs"`
}

// An EKSClusterAuth publishes a kubeconfig for a cluster, and renews its token.
type EKSClusterAuth struct {
	Region              string            `json:"region"`
	ClusterNameSelector *managed.Selector `json:"clusterNameSelector,omitempty"`
}

// Type of an EKSClusterAuth.
func (EKSClusterAuth) Type() managed.Type {
	return managed.Type{Group: groupEKS, Version: "v1beta1", Kind: "ClusterAuth", Plural: "clusterauths"}
}
