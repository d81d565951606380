// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package bootstrap

import (
	"regexp"
	"strings"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/helm"
	"github.com/hyperscalar/hyperscalar/internal/managed/kubernetes"
)

// name of what is bootstrapped: what the repository says comes after it.
const name = "bootstrap"

// Namespaces of the engines in their cluster.
const (
	namespaceArgoCD = "argocd"
	namespaceFlux   = "flux-system"
)

// engine is the release of a GitOps engine.
func engine(g v1alpha1.GitOps) Release {
	out := Release{Key: KeyEngine, Component: plan.ComponentGitOps}
	if g.Engine == v1alpha1.EngineFlux {
		// https://github.com/fluxcd-community/helm-charts/tree/main/charts/flux2
		out.Name, out.Namespace = "flux", namespaceFlux
		out.Chart = helm.Chart{Repository: "https://fluxcd-community.github.io/helm-charts", Name: "flux2", Version: "2.18.4"}
		out.Values = fluxValues{CRDs: fluxKinds{Annotations: map[string]string{annotationPolicy: policyKeep}}}
		return out
	}
	// https://github.com/argoproj/argo-helm/tree/main/charts/argo-cd
	out.Name, out.Namespace = "argocd", namespaceArgoCD
	out.Chart = helm.Chart{Repository: "https://argoproj.github.io/argo-helm", Name: "argo-cd", Version: "9.5.14"}
	return out
}

// Helm leaves a resource with this annotation behind when its release goes. Argo CD's
// chart has it on its kinds anyway.
// https://helm.sh/docs/howto/charts_tips_and_tricks/#tell-helm-not-to-uninstall-a-resource
const (
	annotationPolicy = "helm.sh/resource-policy"
	policyKeep       = "keep"
)

// fluxValues of the chart. The kinds of Flux stay when it goes: whatever the repository
// made of them would be taken away with them, and has finalizers for which nobody is
// there any more.
type fluxValues struct {
	CRDs fluxKinds `json:"crds"`
}

type fluxKinds struct {
	Annotations map[string]string `json:"annotations"`
}

// sync is what tells an engine about its repository.
func sync(g v1alpha1.GitOps) []managed.Resource {
	if g.Engine == v1alpha1.EngineFlux {
		return []managed.Resource{
			retained(object(KeySource, repository(g), KeyEngine)),
			retained(object(KeySync, kustomization(g), KeyEngine, KeySource)),
		}
	}
	return []managed.Resource{object(KeySync, application(g), KeyEngine)}
}

// object of a kind that others bring: it comes after them, and goes before them.
func object(k managed.Key, manifest any, others ...managed.Key) managed.Resource {
	return managed.Resource{
		Key:            k,
		Component:      plan.ComponentGitOps,
		ForProvider:    kubernetes.Object{Manifest: manifest},
		ProviderConfig: KeyKubernetesConfig,
		After:          others,
		DeleteBefore:   append([]managed.Key{KeyKubernetesConfig}, others...),
	}
}

// retained objects are left to the cluster, because Flux puts finalizers on them: once
// the nodes that it ran on are gone, nobody would ever take these off, and neither the
// objects nor the cluster could be deleted.
func retained(r managed.Resource) managed.Resource {
	r.Retain = true
	return r
}

type metadata struct {
	Name      string            `json:"name"`
	Namespace string            `json:"namespace"`
	Labels    map[string]string `json:"labels,omitempty"`
}

type manifest[S any] struct {
	APIVersion string   `json:"apiVersion"`
	Kind       string   `json:"kind"`
	Metadata   metadata `json:"metadata"`
	Spec       S        `json:"spec"`
}

// An applicationSpec of Argo CD.
// https://argo-cd.readthedocs.io/en/stable/operator-manual/application.yaml
type applicationSpec struct {
	Project     string      `json:"project"`
	Source      source      `json:"source"`
	Destination destination `json:"destination"`
	SyncPolicy  syncPolicy  `json:"syncPolicy"`
}

type source struct {
	RepoURL        string `json:"repoURL"`
	TargetRevision string `json:"targetRevision"`
	Path           string `json:"path"`
}

type destination struct {
	Server    string `json:"server"`
	Namespace string `json:"namespace"`
}

type syncPolicy struct {
	Automated automated `json:"automated"`
}

type automated struct {
	Prune    bool `json:"prune"`
	SelfHeal bool `json:"selfHeal"`
}

// application has no finalizer: what it deployed goes with the cluster, and must not
// keep it from going.
func application(g v1alpha1.GitOps) manifest[applicationSpec] {
	return manifest[applicationSpec]{
		APIVersion: "argoproj.io/v1alpha1",
		Kind:       "Application",
		Metadata:   metadata{Name: name, Namespace: namespaceArgoCD},
		Spec: applicationSpec{
			Project:     "default",
			Source:      source{RepoURL: g.URL, TargetRevision: g.Revision, Path: g.Path},
			Destination: destination{Server: "https://kubernetes.default.svc", Namespace: namespaceArgoCD},
			SyncPolicy:  syncPolicy{Automated: automated{Prune: true, SelfHeal: true}},
		},
	}
}

// A repositorySpec of Flux.
// https://fluxcd.io/flux/components/source/gitrepositories/
type repositorySpec struct {
	Interval  string     `json:"interval"`
	URL       string     `json:"url"`
	Ref       gitRef     `json:"ref"`
	SecretRef *secretRef `json:"secretRef,omitempty"`
}

type gitRef struct {
	Branch string `json:"branch,omitempty"`
	Tag    string `json:"tag,omitempty"`
	Commit string `json:"commit,omitempty"`
	Name   string `json:"name,omitempty"`
}

type secretRef struct {
	Name string `json:"name"`
}

func repository(g v1alpha1.GitOps) manifest[repositorySpec] {
	out := manifest[repositorySpec]{
		APIVersion: "source.toolkit.fluxcd.io/v1",
		Kind:       "GitRepository",
		Metadata:   metadata{Name: name, Namespace: namespaceFlux},
		Spec:       repositorySpec{Interval: "1m", URL: g.URL, Ref: refOf(g.Revision)},
	}
	// Flux reads nothing over ssh without a key.
	if strings.HasPrefix(g.URL, "ssh://") {
		out.Spec.SecretRef = &secretRef{Name: name}
	}
	return out
}

var (
	commitPattern = regexp.MustCompile("^[0-9a-f]{40}$")
	tagPattern    = regexp.MustCompile(`^v?[0-9]+\.[0-9]+(\.[0-9]+)?([-+].*)?$`)
)

// refOf a revision. Flux wants to know what it is, which only its form tells.
func refOf(revision string) gitRef {
	switch {
	case commitPattern.MatchString(revision):
		return gitRef{Commit: revision}
	case strings.HasPrefix(revision, "refs/"):
		return gitRef{Name: revision}
	case tagPattern.MatchString(revision):
		return gitRef{Tag: revision}
	}
	return gitRef{Branch: revision}
}

// A kustomizationSpec of Flux.
// https://fluxcd.io/flux/components/kustomize/kustomizations/
type kustomizationSpec struct {
	Interval       string    `json:"interval"`
	Path           string    `json:"path"`
	Prune          bool      `json:"prune"`
	DeletionPolicy string    `json:"deletionPolicy"`
	SourceRef      sourceRef `json:"sourceRef"`
}

type sourceRef struct {
	Kind string `json:"kind"`
	Name string `json:"name"`
}

// kustomization leaves behind what it deployed, which goes with the cluster, and must
// not keep it from going.
func kustomization(g v1alpha1.GitOps) manifest[kustomizationSpec] {
	return manifest[kustomizationSpec]{
		APIVersion: "kustomize.toolkit.fluxcd.io/v1",
		Kind:       "Kustomization",
		Metadata:   metadata{Name: name, Namespace: namespaceFlux},
		Spec: kustomizationSpec{
			Interval:       "10m",
			Path:           "./" + strings.TrimPrefix(g.Path, "./"),
			Prune:          true,
			DeletionPolicy: "Orphan",
			SourceRef:      sourceRef{Kind: "GitRepository", Name: name},
		},
	}
}
