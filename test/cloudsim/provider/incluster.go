// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"context"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"

	"github.com/crossplane/crossplane-runtime/v2/pkg/meta"
	xpmanaged "github.com/crossplane/crossplane-runtime/v2/pkg/reconciler/managed"
	"github.com/crossplane/crossplane-runtime/v2/pkg/resource"
	xpv2 "github.com/crossplane/crossplane/apis/v2/core/v2"
	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/incluster"
	"github.com/hyperscalar/hyperscalar/test/kinds"
)

// A clusterConnector connects managed resources of one kind to the cluster that they are
// in, like provider-helm and provider-kubernetes do.
type clusterConnector struct {
	*kindClient

	faults *Faults
}

var _ xpmanaged.ExternalConnector = &clusterConnector{}

// Connect to the cluster of the provider config of a managed resource, which is in use
// from now on.
func (c *clusterConnector) Connect(ctx context.Context, mg resource.Managed) (xpmanaged.ExternalClient, error) {
	w, ok := mg.(wrapped)
	if !ok {
		return nil, errors.New("not one of our managed resources")
	}
	spec, err := c.clusterConfig(ctx, w)
	if err != nil {
		return nil, err
	}
	if err := c.track(ctx, w); err != nil {
		return nil, errors.Wrap(err, "cannot track provider config usage")
	}
	server, by, err := c.caller(ctx, spec)
	if err != nil {
		return nil, errors.Wrap(err, "cannot build kube client for provider config: cannot get REST config for provider")
	}
	return &inCluster{
		external: &external{connector: &connector{kindClient: c.kindClient, faults: c.faults}, account: server},
		by:       by,
	}, nil
}

// A clusterConfig is the spec of a provider config, which both providers share.
type clusterConfig struct {
	Credentials credentials       `json:"credentials"`
	Identity    *identityOfCaller `json:"identity,omitempty"`
}

type credentials struct {
	Source xpv2.CredentialsSource `json:"source"`

	xpv2.CommonCredentialSelectors `json:",inline"`
}

type identityOfCaller struct {
	Type string `json:"type"`

	credentials `json:",inline"`
}

// clusterConfig of a managed resource.
func (k *kindClient) clusterConfig(ctx context.Context, w wrapped) (*clusterConfig, error) {
	kind, key, err := providerConfigOf(w)
	if err != nil {
		return nil, err
	}
	pc := &unstructured.Unstructured{}
	pc.SetGroupVersionKind(gvkOf(configType(k.kind.Provider()), k.kind.scope).GroupVersion().WithKind(kind))
	err = errors.Wrap(k.Client.Get(ctx, key, pc), "cannot get provider config")
	if err != nil && k.kind.Provider() == kinds.Helm {
		return nil, errors.Wrap(err, "failed to resolve provider config")
	}
	if err != nil {
		return nil, err
	}
	spec := decode[clusterConfig](pc.Object["spec"])
	if spec == nil {
		return nil, errors.Errorf("cannot understand provider config %q", key.Name)
	}
	if ref := spec.Credentials.SecretRef; ref != nil && key.Namespace != "" && k.kind.Provider() == kinds.Helm {
		ref.Namespace = key.Namespace
	}
	return spec, nil
}

// caller that a provider config makes of who uses it, and the API server that it calls.
// https://github.com/crossplane-contrib/provider-kubernetes/blob/v1.2.0/pkg/kube/client/client.go
func (k *kindClient) caller(ctx context.Context, spec *clusterConfig) (string, cloud.Caller, error) {
	if spec.Credentials.Source == xpv2.CredentialsSourceInjectedIdentity {
		return incluster.Platform, cloud.Caller{}, nil
	}
	kubeconfig, err := resource.CommonCredentialExtractor(ctx, spec.Credentials.Source, k.Client, spec.Credentials.CommonCredentialSelectors)
	if err != nil {
		return "", cloud.Caller{}, errors.Wrap(err, "cannot get credentials")
	}
	config, err := clientcmd.Load(kubeconfig)
	if err != nil {
		return "", cloud.Caller{}, errors.Wrap(err, "failed to load kubeconfig")
	}
	server, by, err := current(config)
	if err != nil {
		return "", cloud.Caller{}, errors.Wrap(err, "cannot create new REST config using provider secret")
	}
	if spec.Identity == nil {
		return server, by, nil
	}
	by.Identity = spec.Identity.Type
	return server, by, k.checkIdentity(ctx, spec.Identity)
}

// current context of a kubeconfig.
func current(config *clientcmdapi.Config) (string, cloud.Caller, error) {
	at := config.Contexts[config.CurrentContext]
	if at == nil {
		return "", cloud.Caller{}, errors.New("currentContext not set in kubeconfig")
	}
	cluster := config.Clusters[at.Cluster]
	if cluster == nil {
		return "", cloud.Caller{}, errors.Errorf("cluster for currentContext (%s) not found", config.CurrentContext)
	}
	by := cloud.Caller{CA: cluster.CertificateAuthorityData}
	if user := config.AuthInfos[at.AuthInfo]; user != nil {
		by.Token, by.Certificate = user.Token, user.ClientCertificateData
		if user.Exec != nil {
			by.Command = user.Exec.Command
		}
	}
	return cluster.Server, by, nil
}

// checkIdentity refuses credentials that are not there, and those that nobody can inject.
func (k *kindClient) checkIdentity(ctx context.Context, id *identityOfCaller) error {
	const google, webIdentity = "GoogleApplicationCredentials", "AWSWebIdentityCredentials"
	injected := id.Source == xpv2.CredentialsSourceInjectedIdentity
	if injected != (id.Type == webIdentity) && id.Type != google {
		return errors.Errorf("%s is not supported as identity source for identity type %s", id.Source, id.Type)
	}
	if injected {
		return nil
	}
	_, err := resource.CommonCredentialExtractor(ctx, id.Source, k.Client, id.CommonCredentialSelectors)
	return errors.Wrapf(err, "cannot extract %s", id.Type)
}

// An inCluster manages what is in a cluster.
type inCluster struct {
	*external

	by cloud.Caller
}

// Observe what is in the cluster, if that answers.
func (e *inCluster) Observe(ctx context.Context, mg resource.Managed) (xpmanaged.ExternalObservation, error) {
	w, ok := mg.(wrapped)
	if !ok {
		return xpmanaged.ExternalObservation{}, errors.New("not one of our managed resources")
	}
	if refs, _, _ := unstructured.NestedSlice(w.GetUnstructured().Object, "spec", "references"); len(refs) > 0 {
		return xpmanaged.ExternalObservation{}, errors.New("cannot resolve resource references: they are not simulated")
	}
	if err := e.kind.clusters.Call(e.account, e.by); err != nil {
		return xpmanaged.ExternalObservation{}, incluster.Unreachable(e.kind.Kind, err)
	}
	obs, err := e.external.Observe(ctx, mg)
	if o := outcomeOf(ctx); err != nil || !obs.ResourceExists || !o.until.IsZero() || o.frozen || meta.WasDeleted(mg) {
		return obs, err
	}
	if e.kind.Provider() == kinds.Helm {
		w.set("status.synced", obs.ResourceUpToDate)
	}
	if !obs.ResourceUpToDate || !readyBy(w) {
		w.SetConditions(xpv2.Unavailable())
	}
	return obs, nil
}

// readyBy is true for an object that is ready as its managed resource understands it.
// That of a release has no policy.
func readyBy(w wrapped) bool {
	policy, _, _ := unstructured.NestedString(w.GetUnstructured().Object, "spec", "readiness", "policy")
	conditions := text(w, "status", "atProvider").List("manifest.status.conditions")
	switch policy {
	case "", "SuccessfulCreate":
		return true
	case "AllTrue":
		for _, c := range conditions {
			if c.String("status") != string(corev1.ConditionTrue) {
				return false
			}
		}
		return len(conditions) > 0
	case "DeriveFromObject":
		for _, c := range conditions {
			if c.String("type") == string(xpv2.TypeReady) {
				return c.String("status") == string(corev1.ConditionTrue)
			}
		}
	}
	// Nobody evaluates queries here.
	return false
}
