// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package incluster

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/hyperscalar/hyperscalar/internal/managed/kubernetes"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// object is the name of the kind of objects.
const object cloud.Name = "kubernetes/Object"

// Kinds of what is in clusters.
func Kinds() []cloud.Kind { return []cloud.Kind{releases(), objects()} }

func objects() cloud.Kind {
	return cloud.Kind{
		Type:   kubernetes.Object{}.Type(),
		Naming: cloud.Given, Noun: "object", Located: true, Whole: true, Instant: true,
		Required:   []string{"manifest"},
		ID:         objectID,
		CheckRead:  checkServed,
		Check:      checkObject,
		Attributes: objectAttributes,
		Reports:    []string{"manifest"},
	}
}

// manifestOf an object. An object that has no name is named after its managed resource.
func manifestOf(r *cloud.Request) cloud.Value {
	m, _ := r.Args["manifest"].(map[string]any)
	out := cloud.Value(m).Copy()
	if out.String("metadata.name") == "" {
		out.Set("metadata.name", r.Name)
	}
	return out
}

// objectID is all that tells objects of a cluster apart.
func objectID(r *cloud.Request) string {
	m := manifestOf(r)
	group, _, versioned := strings.Cut(m.String("apiVersion"), "/")
	if !versioned {
		group = "core"
	}
	return strings.Join([]string{group, m.String("kind"), m.String("metadata.namespace"), m.String("metadata.name")}, "/")
}

// wide kinds of every cluster are in no namespace.
func wide() map[string][]string {
	return map[string][]string{
		"v1":                           {"Namespace", "PersistentVolume"},
		"rbac.authorization.k8s.io/v1": {"ClusterRole", "ClusterRoleBinding"},
		"storage.k8s.io/v1":            {"StorageClass"},
		"scheduling.k8s.io/v1":         {"PriorityClass"},
	}
}

// local kinds of every cluster are in namespaces.
func local() map[string][]string {
	return map[string][]string{
		"v1":                           {"ConfigMap", "LimitRange", "PersistentVolumeClaim", "Pod", "ResourceQuota", "Secret", "Service", "ServiceAccount"},
		"apps/v1":                      {"DaemonSet", "Deployment", "StatefulSet"},
		"batch/v1":                     {"CronJob", "Job"},
		"networking.k8s.io/v1":         {"Ingress", "NetworkPolicy"},
		"policy/v1":                    {"PodDisruptionBudget"},
		"rbac.authorization.k8s.io/v1": {"Role", "RoleBinding"},
	}
}

// checkServed refuses kinds that the cluster does not have, as for example those that a
// chart brings which nobody has installed yet.
func checkServed(r *cloud.Request) error {
	m := manifestOf(r)
	version, kind := m.String("apiVersion"), m.String("kind")
	if kind == "" {
		return cloud.Plain("Object 'Kind' is missing in %q", fmt.Sprint(map[string]any(m)))
	}
	for _, kinds := range []map[string][]string{wide(), local()} {
		if slices.Contains(kinds[version], kind) {
			return nil
		}
	}
	for o := range r.Others(release) {
		if c := chartOf(o.Args); c != nil && r.IsReady(o) && slices.Contains(c.brings[version], kind) {
			return nil
		}
	}
	if isKept(r, version, kind) || isElsewhere(r, version, kind) {
		return nil
	}
	return cloud.Plain("no matches for kind %q in version %q", kind, version)
}

// isKept is true for a kind that stays when the release goes that brought it.
func isKept(r *cloud.Request, version, kind string) bool {
	return slices.ContainsFunc(charts(), func(c chart) bool {
		return c.keeps && slices.Contains(c.brings[version], kind) && r.Account.Remembers(chartPrefix+c.name)
	})
}

// isElsewhere is true for the kinds of the engines that are said to run beside the
// platform.
func isElsewhere(r *cloud.Request, version, kind string) bool {
	return r.Account.ID == Platform && slices.ContainsFunc(charts(), func(c chart) bool { return slices.Contains(c.brings[version], kind) })
}

// checkObject refuses what no API server would accept.
func checkObject(r *cloud.Request) error {
	m := manifestOf(r)
	name, namespace := m.String("metadata.name"), m.String("metadata.namespace")
	if problems := validation.IsDNS1123Subdomain(name); len(problems) > 0 {
		return cloud.Plain("%s %q is invalid: metadata.name: Invalid value: %q: %s", m.String("kind"), name, name, strings.Join(problems, "; "))
	}
	for label, value := range m.Map("metadata.labels") {
		if problems := append(validation.IsQualifiedName(label), validation.IsValidLabelValue(value)...); len(problems) > 0 {
			return cloud.Plain("%s %q is invalid: metadata.labels: Invalid value: %q: %s", m.String("kind"), name, label+"="+value, strings.Join(problems, "; "))
		}
	}
	if slices.Contains(wide()[m.String("apiVersion")], m.String("kind")) {
		return nil
	}
	if namespace == "" {
		return cloud.Plain("an empty namespace may not be set during creation")
	}
	if !hasNamespace(r, namespace) {
		return cloud.Plain("namespaces %q not found", namespace)
	}
	return nil
}

// builtIn are the namespaces of every cluster.
func builtIn() []string {
	return []string{"default", "kube-node-lease", "kube-public", "kube-system"}
}

// hasNamespace is true if the cluster has a namespace: because every cluster has it,
// because a release brought it, or because somebody composed it. The platform's own
// cluster has every one.
func hasNamespace(r *cloud.Request, name string) bool {
	if slices.Contains(builtIn(), name) || r.Account.ID == Platform || r.Account.Remembers(namespacePrefix+name) {
		return true
	}
	for o := range r.Others(release) {
		if o.Args.String("namespace") == name {
			return true
		}
	}
	for o := range r.Others(object) {
		m := manifestOf(r.About(o))
		if m.String("kind") == "Namespace" && m.String("metadata.name") == name || m.String("metadata.namespace") == name {
			return true
		}
	}
	return false
}

func objectAttributes(r *cloud.Request) cloud.Value {
	m := manifestOf(r)
	m.Set("metadata.uid", r.UUID("uid"))
	m.Set("metadata.creationTimestamp", time.Unix(0, 0).UTC().Format(time.RFC3339))
	m.Set("metadata.resourceVersion", r.Digits(6, "resource version"))
	return cloud.Value{"manifest": map[string]any(m)}
}
