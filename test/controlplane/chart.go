// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package controlplane

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/manifest"
)

const (
	fieldOwner     = client.FieldOwner("hyperscalar")
	webhookService = "crossplane-webhooks"
)

// applyChart applies what Crossplane's Helm chart would install, but for the
// Deployments, which are processes here.
func (s *supervisor) applyChart(ctx context.Context) error {
	us, err := renderChart(filepath.Join(s.Crossplane, "cluster", "charts", "crossplane"))
	if err != nil {
		return err
	}
	ns := &corev1.Namespace{
		TypeMeta:   metav1.TypeMeta{APIVersion: "v1", Kind: "Namespace"},
		ObjectMeta: metav1.ObjectMeta{Name: namespace},
	}
	if err := s.apply(ctx, ns); err != nil {
		return err
	}
	for _, u := range us {
		if u.GetKind() == "Service" {
			if err := redirect(u, s.ports.Webhook); err != nil {
				return err
			}
		}
		if err := s.apply(ctx, u); err != nil {
			return err
		}
	}
	return nil
}

// apply an object, whether it exists or not.
func (s *supervisor) apply(ctx context.Context, o client.Object) error {
	err := s.kube.Patch(ctx, o, client.Apply, fieldOwner, client.ForceOwnership) //nolint:staticcheck // Its successor needs generated types.
	return errors.Wrapf(err, "cannot apply %s %q", o.GetObjectKind().GroupVersionKind().Kind, o.GetName())
}

// renderChart returns the objects of the chart that have no Deployment behind them,
// but for the Secrets, which Crossplane creates where they are missing.
func renderChart(dir string) ([]*unstructured.Unstructured, error) {
	ch, err := loader.LoadDir(dir)
	if err != nil {
		return nil, errors.Wrap(err, "cannot load Crossplane's chart")
	}
	release := chartutil.ReleaseOptions{Name: "crossplane", Namespace: namespace, IsInstall: true}
	values, err := chartutil.ToRenderValues(ch, chartutil.Values{}, release, chartutil.DefaultCapabilities)
	if err != nil {
		return nil, errors.Wrap(err, "cannot compute the values of Crossplane's chart")
	}
	files, err := engine.Render(ch, values)
	if err != nil {
		return nil, errors.Wrap(err, "cannot render Crossplane's chart")
	}
	kinds := []string{"ServiceAccount", "ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding", "Service"}
	var out []*unstructured.Unstructured
	for path, content := range files {
		if !strings.HasSuffix(path, ".yaml") {
			continue
		}
		us, err := manifest.Parse([]byte(content))
		if err != nil {
			return nil, errors.Wrapf(err, "cannot parse %q of Crossplane's chart", path)
		}
		out = append(out, us...)
	}
	return slices.DeleteFunc(out, func(u *unstructured.Unstructured) bool { return !slices.Contains(kinds, u.GetKind()) }), nil
}

// redirect a Service to the port of a process.
func redirect(u *unstructured.Unstructured, port int) error {
	ps := []any{map[string]any{"protocol": "TCP", "port": int64(port), "targetPort": int64(port)}}
	return errors.Wrapf(unstructured.SetNestedSlice(u.Object, ps, "spec", "ports"), "cannot redirect Service %q", u.GetName())
}
