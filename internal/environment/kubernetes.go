// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package environment

import (
	"fmt"
	"maps"
	"net/netip"
	"regexp"
	"slices"

	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// Kubernetes restricts what KubernetesCluster claims may ask for, and decides what
// they leave out. What is left out here is false, or no limit.
type Kubernetes struct {
	// EndpointAccess lists who may reach API servers: Private, Restricted and
	// Public. The default is Private and Restricted. Where Restricted is not
	// in it, clusters that do not say anything are Private.
	EndpointAccess []string `json:"endpointAccess,omitempty"`

	// AllowedCIDRs are ranges that reach every API server that is Restricted,
	// for example those that the platform itself comes from.
	AllowedCIDRs []string `json:"allowedCIDRs,omitempty"`

	// Admins of every cluster, by provider: ARNs of roles and users on aws,
	// object ids of Entra groups on azure, addresses of Google groups on gcp.
	Admins map[string][]string `json:"admins,omitempty"`

	// Credentials of who installs things in clusters, by provider, where the
	// kubeconfig of a cluster has none: a service principal on azure, a key
	// of a service account on gcp. The default is the identity that
	// provider-helm and provider-kubernetes run with.
	Credentials map[string]SecretKey `json:"credentials,omitempty"`

	// MaxNodes is how many nodes a cluster may have, all pools together and
	// scaled up.
	MaxNodes int `json:"maxNodes,omitempty"`

	// CustomerKeys must encrypt the secrets of all clusters.
	CustomerKeys *bool `json:"customerKeys,omitempty"`

	// CreateKeys consents to a key of its own for each cluster, where there is
	// none in encryptionKeys.
	CreateKeys *bool `json:"createKeys,omitempty"`

	// DeletionProtection protects clusters whose claim does not say whether
	// they are protected, so that deleting one takes two steps.
	DeletionProtection *bool `json:"deletionProtection,omitempty"`

	// Fleet that every cluster is registered with.
	Fleet Fleet `json:"fleet,omitzero"`
}

// A SecretKey is one key of a Secret.
type SecretKey struct {
	Namespace string `json:"namespace"`
	Name      string `json:"name"`
	Key       string `json:"key"`
}

// A Fleet is where the tools that deploy to all clusters look for them.
type Fleet struct {
	// Engine of the fleet: argocd or flux. Empty means that clusters are not
	// registered.
	Engine string `json:"engine,omitempty"`

	// Namespace of the engine. The default is argocd or flux-system.
	Namespace string `json:"namespace,omitempty"`

	// ProviderConfig of provider-kubernetes for the cluster that the engine
	// runs in. The default is called default.
	ProviderConfig string `json:"providerConfig,omitempty"`

	// Tier of the clusters of the environment, for example production. It is
	// a label of their registration, and the environment's name by default.
	Tier string `json:"tier,omitempty"`

	// Labels to add to the registration of every cluster.
	Labels map[string]string `json:"labels,omitempty"`
}

// Engines of a fleet.
const (
	FleetArgoCD = "argocd"
	FleetFlux   = "flux"
)

// Accesses to an API server.
const (
	endpointPrivate    = "Private"
	endpointRestricted = "Restricted"
	endpointPublic     = "Public"
)

// over returns k over base.
func (k Kubernetes) over(base Kubernetes) Kubernetes {
	k.EndpointAccess = orList(k.EndpointAccess, base.EndpointAccess)
	k.AllowedCIDRs = orList(k.AllowedCIDRs, base.AllowedCIDRs)
	k.Admins = mergeMaps(k.Admins, base.Admins)
	k.Credentials = mergeMaps(k.Credentials, base.Credentials)
	k.MaxNodes = or(k.MaxNodes, base.MaxNodes)
	k.CustomerKeys = or(k.CustomerKeys, base.CustomerKeys)
	k.CreateKeys = or(k.CreateKeys, base.CreateKeys)
	k.DeletionProtection = or(k.DeletionProtection, base.DeletionProtection)
	k.Fleet.Engine = or(k.Fleet.Engine, base.Fleet.Engine)
	k.Fleet.Namespace = or(k.Fleet.Namespace, base.Fleet.Namespace)
	k.Fleet.ProviderConfig = or(k.Fleet.ProviderConfig, base.Fleet.ProviderConfig)
	k.Fleet.Tier = or(k.Fleet.Tier, base.Fleet.Tier)
	k.Fleet.Labels = mergeMaps(k.Fleet.Labels, base.Fleet.Labels)
	return k
}

// mergeMaps returns the entries of both, of which those of over win.
func mergeMaps[V any](over, base map[string]V) map[string]V {
	if len(base) == 0 {
		return over
	}
	merged := maps.Clone(base)
	maps.Copy(merged, over)
	return merged
}

// EndpointAccesses are the accesses to an API server that claims may ask for.
func (k Kubernetes) EndpointAccesses() []string {
	if len(k.EndpointAccess) == 0 {
		return []string{endpointPrivate, endpointRestricted}
	}
	return k.EndpointAccess
}

// PermitsKubernetesVersion says whether clusters may have a minor version.
func (e Environment) PermitsKubernetesVersion(version string) bool {
	return len(e.Allowed.KubernetesVersions) == 0 || slices.Contains(e.Allowed.KubernetesVersions, version)
}

// PermitsSize says whether machines may be of a size.
func (e Environment) PermitsSize(size string) bool {
	return len(e.Allowed.Sizes) == 0 || slices.Contains(e.Allowed.Sizes, size)
}

// kubernetesVersion is a minor version.
var kubernetesVersion = regexp.MustCompile(`^1\.(0|[1-9][0-9]{0,2})$`)

// validateKubernetes refuses what no cluster could be measured by.
func (e Environment) validateKubernetes(path *field.Path) field.ErrorList {
	var errs field.ErrorList
	for i, v := range e.Allowed.KubernetesVersions {
		if !kubernetesVersion.MatchString(v) {
			errs = append(errs, field.Invalid(path.Child("allowed", "kubernetesVersions").Index(i), v, "must be a minor version such as \"1.34\", quoted so that YAML keeps it as it is"))
		}
	}
	at, k := path.Child("kubernetes"), e.Kubernetes
	for i, a := range k.EndpointAccess {
		if known := []string{endpointPrivate, endpointRestricted, endpointPublic}; !slices.Contains(known, a) {
			errs = append(errs, field.NotSupported(at.Child("endpointAccess").Index(i), a, known))
		}
	}
	for i, c := range k.AllowedCIDRs {
		if p, err := netip.ParsePrefix(c); err != nil || !p.Addr().Is4() || p != p.Masked() || p.Bits() < MinAllowedBits {
			errs = append(errs, field.Invalid(at.Child("allowedCIDRs").Index(i), c, fmt.Sprintf("must be an IPv4 range of /%d or smaller, such as 203.0.113.0/24", MinAllowedBits)))
		}
	}
	for _, p := range slices.Sorted(maps.Keys(k.Admins)) {
		errs = append(errs, known(at.Child("admins").Key(p), platform.Provider(p))...)
	}
	for _, p := range slices.Sorted(maps.Keys(k.Credentials)) {
		errs = append(errs, known(at.Child("credentials").Key(p), platform.Provider(p))...)
	}
	if k.MaxNodes < 0 {
		errs = append(errs, field.Invalid(at.Child("maxNodes"), k.MaxNodes, "must not be negative"))
	}
	return append(errs, k.Fleet.validate(at.Child("fleet"))...)
}

// MinAllowedBits is the prefix length of the largest range that may reach a
// Restricted API server. A larger one is nobody's own.
const MinAllowedBits = 8

func (f Fleet) validate(path *field.Path) field.ErrorList {
	var errs field.ErrorList
	if engines := []string{FleetArgoCD, FleetFlux}; f.Engine != "" && !slices.Contains(engines, f.Engine) {
		errs = append(errs, field.NotSupported(path.Child("engine"), f.Engine, engines))
	}
	for _, name := range slices.Sorted(maps.Keys(f.Labels)) {
		if len(validation.IsQualifiedName(name)) > 0 || len(validation.IsValidLabelValue(f.Labels[name])) > 0 {
			errs = append(errs, field.Invalid(path.Child("labels").Key(name), f.Labels[name], "must be a label of Kubernetes"))
		}
	}
	if len(validation.IsValidLabelValue(f.Tier)) > 0 {
		errs = append(errs, field.Invalid(path.Child("tier"), f.Tier, "must be a value of a label of Kubernetes"))
	}
	return errs
}
