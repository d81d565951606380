// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package incluster

import (
	"regexp"
	"strings"

	"github.com/hyperscalar/hyperscalar/internal/managed/helm"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// release is the name of the kind of releases of charts.
const release cloud.Name = "helm/Release"

// attributeRevision counts how often a release was deployed.
const attributeRevision = "revision"

// What of a release is remembered: its namespace stays, and so may the kinds of its chart.
const (
	namespacePrefix = "namespace/"
	chartPrefix     = "chart/"
)

// A chart that there is in the world.
type chart struct {
	repository string
	name       string

	// brings are the kinds that the chart defines, by their apiVersion.
	brings map[string][]string

	// keeps is true for a chart whose kinds stay when a release of it goes.
	keeps bool
}

// charts that we compose releases of, and the kinds that they bring.
func charts() []chart {
	return []chart{
		{
			// https://github.com/argoproj/argo-helm/blob/main/charts/argo-cd/values.yaml has crds.keep.
			repository: "https://argoproj.github.io/argo-helm", name: "argo-cd", keeps: true,
			brings: map[string][]string{"argoproj.io/v1alpha1": {"Application", "ApplicationSet", "AppProject"}},
		},
		{
			repository: "https://fluxcd-community.github.io/helm-charts", name: "flux2",
			brings: map[string][]string{
				"source.toolkit.fluxcd.io/v1":       {"GitRepository", "HelmRepository", "HelmChart", "Bucket", "OCIRepository"},
				"kustomize.toolkit.fluxcd.io/v1":    {"Kustomization"},
				"helm.toolkit.fluxcd.io/v2":         {"HelmRelease"},
				"notification.toolkit.fluxcd.io/v1": {"Receiver"},
			},
		},
		{repository: "https://kubernetes.github.io/autoscaler", name: "cluster-autoscaler"},
		{repository: "https://nvidia.github.io/k8s-device-plugin", name: "nvidia-device-plugin"},
	}
}

func releases() cloud.Kind {
	return cloud.Kind{
		Type:   helm.Release{}.Type(),
		Naming: cloud.Given, Noun: "release", Located: true, Whole: true,
		ID:         func(r *cloud.Request) string { return r.Args.String("namespace") + "/" + r.Name },
		Check:      checkRelease,
		Kept:       []string{attributeRevision},
		Attributes: releaseAttributes,
		Reports:    []string{"state", "releaseDescription", attributeRevision},
	}
}

// revision of a release. There is one as soon as there is a release.
func revision(args cloud.Value) int {
	n, _ := args.Int(attributeRevision)
	return n
}

func releaseAttributes(r *cloud.Request) cloud.Value {
	description := "Install complete"
	if revision(r.Args) > 1 {
		description = "Upgrade complete"
	}
	return cloud.Value{"state": "deployed", "releaseDescription": description, attributeRevision: int64(revision(r.Args))}
}

// releaseName is a rule of Helm's, and so is its length.
// https://github.com/helm/helm/blob/main/pkg/chart/common/util/validate_name.go
var releaseName = regexp.MustCompile(`^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$`)

const maxReleaseName = 53

func checkRelease(r *cloud.Request) error {
	if !releaseName.MatchString(r.Name) || len(r.Name) > maxReleaseName {
		return cloud.Plain("release name %q: invalid release name, must match regex %s and the length must not be longer than %d", r.Name, releaseName, maxReleaseName)
	}
	if err := checkChart(r.Args); err != nil {
		return err
	}
	namespace := r.Args.String("namespace")
	if r.Args.Bool("skipCreateNamespace") && !hasNamespace(r, namespace) {
		return cloud.Plain("create: failed to create: namespaces %q not found", namespace)
	}
	r.Args[attributeRevision] = int64(revision(r.Old) + 1)
	r.Account.Remember(namespacePrefix + namespace)
	r.Account.Remember(chartPrefix + r.Args.String("chart.name"))
	return nil
}

var semver = regexp.MustCompile(`^v?[0-9]+\.[0-9]+\.[0-9]+([-+][0-9A-Za-z.+-]+)?$`)

// checkChart refuses a chart that nobody can pull.
func checkChart(args cloud.Value) error {
	repository, name, version := args.String("chart.repository"), args.String("chart.name"), args.String("chart.version")
	if args.String("chart.url") != "" {
		return pull("no simulated registry has %q", args.String("chart.url"))
	}
	if repository == "" {
		return pull("non-absolute URLs should be in form of repo_name/path_to_chart, got: %s", name)
	}
	if version == "" {
		// Helm would take the newest, and nobody knows today which that will be.
		return pull("no version of chart %q is asked for", name)
	}
	c := chartOf(args)
	if c == nil && !knows(repository) {
		return pull("looks like %q is not a valid chart repository or cannot be reached", repository)
	}
	if c == nil || !semver.MatchString(version) {
		return pull("chart %q version %q not found in %s repository", name, version, repository)
	}
	return nil
}

func pull(format string, args ...any) error {
	return cloud.Plain("failed to pull chart: "+format, args...)
}

// chartOf a release, or nil if there is no such chart.
func chartOf(args cloud.Value) *chart {
	for _, c := range charts() {
		if strings.TrimSuffix(args.String("chart.repository"), "/") == c.repository && args.String("chart.name") == c.name {
			return &c
		}
	}
	return nil
}

func knows(repository string) bool {
	for _, c := range charts() {
		if strings.TrimSuffix(repository, "/") == c.repository {
			return true
		}
	}
	return false
}
