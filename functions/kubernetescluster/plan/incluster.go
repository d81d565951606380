// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"
	"sigs.k8s.io/yaml"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Limits of what is in a cluster. The XRD states them too.
const (
	MaxAddonVersion = 64
	MaxAddonValues  = 16384
	MaxGitURL       = 512
	MaxGitRevision  = 128
	MaxGitPath      = 256
)

// addons are all add-ons that there are, with what the claim says of them.
func (r *planner) addons(pools []NodePool) []Addon {
	at := r.path.Child("addons")
	asked := make(map[v1alpha1.AddonName]v1alpha1.Addon, len(r.p.Addons))
	paths := make(map[v1alpha1.AddonName]*field.Path, len(r.p.Addons))
	for i, a := range r.p.Addons {
		if _, twice := asked[a.Name]; twice {
			r.refuse(field.Duplicate(at.Index(i).Child("name"), a.Name))
		}
		r.refuse(validate.OneOf(at.Index(i).Child("name"), a.Name, v1alpha1.AddonNames()...)...)
		r.checkAddon(at.Index(i), a, pools)
		asked[a.Name], paths[a.Name] = a, at.Index(i)
	}
	out := make([]Addon, 0, len(v1alpha1.AddonNames()))
	for _, name := range v1alpha1.AddonNames() {
		a, explicit := asked[name]
		out = append(out, Addon{
			Name:     name,
			Enabled:  explicit && *orTrue(a.Enabled) || !explicit && onByDefault(name, pools),
			Explicit: explicit,
			Version:  a.Version,
			Values:   canonical(a.Values),
			Path:     paths[name],
		})
	}
	return out
}

// onByDefault says which add-ons a cluster has that does not say otherwise. A file
// system costs money, whether it is used or not.
func onByDefault(name v1alpha1.AddonName, pools []NodePool) bool {
	switch name {
	case v1alpha1.AddonBlockStorage, v1alpha1.AddonDNS, v1alpha1.AddonMetrics, v1alpha1.AddonNetworkPolicy:
		return true
	case v1alpha1.AddonGPU:
		return slices.ContainsFunc(pools, hasGPU)
	case v1alpha1.AddonNodeAutoscaling:
		return slices.ContainsFunc(pools, autoscales)
	case v1alpha1.AddonFileStorage:
	}
	return false
}

func hasGPU(n NodePool) bool { return n.Machine.GPU != nil }

func autoscales(n NodePool) bool { return n.Autoscaling != nil }

func (r *planner) checkAddon(at *field.Path, a v1alpha1.Addon, pools []NodePool) {
	if len(a.Version) > MaxAddonVersion {
		r.refuse(field.TooLong(at.Child("version"), a.Version, MaxAddonVersion))
	}
	if len(a.Values) > MaxAddonValues {
		r.refuse(field.TooLong(at.Child("values"), "", MaxAddonValues))
	}
	if a.Values != "" && canonical(a.Values) == "" {
		r.refuse(field.Invalid(at.Child("values"), a.Values, "must be a YAML map, as the add-on's documentation shows it"))
	}
	if *orTrue(a.Enabled) {
		return
	}
	if a.Values != "" || a.Version != "" {
		r.refuse(field.Forbidden(at.Child("enabled"), "an add-on that is switched off has no version and no values: remove them, or set enabled to true"))
	}
	if a.Name == v1alpha1.AddonGPU && slices.ContainsFunc(pools, hasGPU) {
		r.warn("add-on GPU is switched off, and pods get no GPUs until something else offers them")
	}
}

// canonical returns a YAML map as JSON, which is YAML too and always the same. It is
// empty for what is not a map.
func canonical(values string) string {
	if values == "" {
		return ""
	}
	b, err := yaml.YAMLToJSON([]byte(values))
	if err != nil || !strings.HasPrefix(string(b), "{") {
		return ""
	}
	return string(b)
}

// gitRevision is a branch, a tag or a commit.
// https://git-scm.com/docs/git-check-ref-format
var gitRevision = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._/-]*$`)

func (r *planner) gitops() *v1alpha1.GitOps {
	at, g := r.path.Child("gitops"), r.p.GitOps
	if g == nil {
		return nil
	}
	r.refuse(validate.OneOf(at.Child("engine"), g.Engine, v1alpha1.GitOpsEngines()...)...)
	if problem := gitURLProblem(g.URL); problem != "" {
		r.refuse(field.Invalid(at.Child("url"), redact(g.URL), problem))
	}
	if !gitRevision.MatchString(g.Revision) || strings.Contains(g.Revision, "..") || len(g.Revision) > MaxGitRevision {
		r.refuse(field.Invalid(at.Child("revision"), g.Revision, "must be a branch, a tag or a commit"))
	}
	if clean := path.Clean(g.Path); clean != g.Path || path.IsAbs(clean) || strings.HasPrefix(clean, "..") || len(g.Path) > MaxGitPath {
		r.refuse(field.Invalid(at.Child("path"), g.Path, "must be a folder within the repository, such as clusters/production, without dots at its beginning and slashes at its ends"))
	}
	r.checkInstallable(at)
	if had := r.recorded.GitOps; had != nil && had.Engine != "" && had.Engine != g.Engine {
		r.refuse(field.Invalid(at.Child("engine"), g.Engine, "is immutable and was "+string(had.Engine)+" before: remove gitops, wait until status.gitops is gone, and add it with the other engine"))
	}
	return g
}

// checkInstallable refuses what has to be installed in the cluster where nothing is.
func (r *planner) checkInstallable(at *field.Path) {
	e := r.claim.Guardrails
	if e.InstallsHelm() && e.InstallsKubernetes() {
		return
	}
	r.refuse(field.Forbidden(at, fmt.Sprintf("environment %q does not install anything into clusters; remove it, or ask your platform team (rules packages.helm and packages.kubernetes)", r.claim.Environment)))
}

func gitURLProblem(raw string) string {
	const form = "must be the URL of a repository, such as https://github.com/acme/clusters or ssh://git@github.com/acme/clusters"
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || len(raw) > MaxGitURL {
		return form
	}
	if u.Scheme != "https" && u.Scheme != "ssh" {
		return form
	}
	if _, secret := u.User.Password(); secret || u.Scheme == "https" && u.User != nil {
		return "must not contain credentials, because everybody who sees the claim would see them: let the engine have them from a Secret in the cluster"
	}
	return ""
}

// redact hides the credentials of a URL.
func redact(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.User == nil {
		return raw
	}
	if _, secret := u.User.Password(); !secret && u.Scheme == "ssh" {
		return raw
	}
	u.User = url.User("REDACTED")
	return u.String()
}

// Namespaces of the engines.
const (
	namespaceArgoCD = "argocd"
	namespaceFlux   = "flux-system"
)

// Labels of the registration of a cluster, by which whoever deploys to all clusters
// selects some of them.
const (
	LabelEnvironment = platform.Group + "/environment"
	LabelTier        = platform.Group + "/tier"
	LabelRegion      = platform.Group + "/region"
	LabelProvider    = platform.Group + "/provider"
	LabelTeam        = platform.Group + "/team"
)

// fleet is where the environment wants the cluster to be registered.
func (r *planner) fleet() *Fleet {
	f := r.claim.Guardrails.Kubernetes.Fleet
	if f.Engine == "" {
		return nil
	}
	if !r.claim.Guardrails.InstallsKubernetes() {
		r.warn(fmt.Sprintf("the cluster is not registered with the fleet: environment %q has kubernetes.fleet and not packages.kubernetes", r.claim.Environment))
		return nil
	}
	namespace := namespaceArgoCD
	if f.Engine == environment.FleetFlux {
		namespace = namespaceFlux
	}
	labels := map[string]string{
		LabelEnvironment: naming.LabelValue(r.claim.Environment),
		LabelTier:        naming.LabelValue(cmp.Or(f.Tier, r.claim.Environment)),
		LabelRegion:      naming.LabelValue(cmp.Or(r.claim.Region.Portable, r.claim.Region.Native)),
		LabelProvider:    string(r.claim.Provider),
		LabelTeam:        naming.LabelValue(r.claim.Namespace),
	}
	maps.Copy(labels, f.Labels)
	return &Fleet{
		Engine:         v1alpha1.GitOpsEngine(f.Engine),
		Namespace:      cmp.Or(f.Namespace, namespace),
		Name:           r.claim.Names.Name(naming.KubernetesSecret, "fleet"),
		ProviderConfig: cmp.Or(f.ProviderConfig, environment.DefaultProviderConfig),
		Labels:         labels,
	}
}
