// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package e2e

import (
	"context"
	"strings"

	kerrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"sigs.k8s.io/controller-runtime/pkg/client"

	xpv2 "github.com/crossplane/crossplane/apis/v2/core/v2"
	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/flavour"
)

var errNothing = errors.New("there is nothing")

// A ref names an object.
type ref struct {
	schema.GroupVersionKind
	types.NamespacedName
}

func refOf(u *unstructured.Unstructured) ref {
	return ref{GroupVersionKind: u.GroupVersionKind(), NamespacedName: client.ObjectKeyFromObject(u)}
}

// String is the kind and the name.
func (r ref) String() string { return r.Kind + " " + r.NamespacedName.String() }

// object that the reference names, with nothing in it.
func (r ref) object() *unstructured.Unstructured {
	u := &unstructured.Unstructured{}
	u.SetGroupVersionKind(r.GroupVersionKind)
	u.SetNamespace(r.Namespace)
	u.SetName(r.Name)
	return u
}

// A status as every API has it.
type status struct {
	platform.CommonStatus     `json:",inline"`
	platform.ConnectionStatus `json:",inline"`

	Conditions []xpv2.Condition `json:"conditions"`
}

// condition of the supplied type. It is empty if there is none.
func (s status) condition(of xpv2.ConditionType) xpv2.Condition {
	for _, c := range s.Conditions {
		if c.Type == of {
			return c
		}
	}
	return xpv2.Condition{}
}

func statusOf(u *unstructured.Unstructured) (status, error) {
	s := struct {
		Status status `json:"status"`
	}{}
	err := runtime.DefaultUnstructuredConverter.FromUnstructured(u.Object, &s)
	return s.Status, errors.Wrapf(err, "cannot decode the status of %s", refOf(u))
}

// A claim as it is at one moment. Natively it is its own composite.
type claim struct {
	ref

	object    *unstructured.Unstructured
	composite *unstructured.Unstructured
	status    status
}

// A snapshot is what a control plane has at one moment: what was looked at before is not
// looked at again.
type snapshot struct {
	w     *world
	lists map[schema.GroupVersionKind]map[types.NamespacedName]*unstructured.Unstructured
}

func (w *world) snapshot() *snapshot {
	return &snapshot{w: w, lists: map[schema.GroupVersionKind]map[types.NamespacedName]*unstructured.Unstructured{}}
}

// list everything of a kind. There is nothing of a kind that does not exist.
func (s *snapshot) list(ctx context.Context, gvk schema.GroupVersionKind) (map[types.NamespacedName]*unstructured.Unstructured, error) {
	if found, ok := s.lists[gvk]; ok {
		return found, nil
	}
	l := &unstructured.UnstructuredList{}
	l.SetGroupVersionKind(gvk)
	if err := s.w.kube.List(ctx, l); err != nil && !kerrors.IsNotFound(err) {
		return nil, errors.Wrapf(err, "cannot list %s", gvk.Kind)
	}
	found := make(map[types.NamespacedName]*unstructured.Unstructured, len(l.Items))
	for i := range l.Items {
		found[client.ObjectKeyFromObject(&l.Items[i])] = &l.Items[i]
	}
	s.lists[gvk] = found
	return found, nil
}

func (s *snapshot) get(ctx context.Context, r ref) (*unstructured.Unstructured, error) {
	found, err := s.list(ctx, r.GroupVersionKind)
	if err != nil {
		return nil, err
	}
	if u := found[r.NamespacedName]; u != nil {
		return u, nil
	}
	return nil, errors.Errorf("there is no %s", r)
}

// claim with its composite.
func (s *snapshot) claim(ctx context.Context, r ref) (claim, error) {
	u, err := s.get(ctx, r)
	if err != nil {
		return claim{}, err
	}
	out := claim{ref: r, object: u, composite: u}
	if out.status, err = statusOf(u); err != nil || s.w.flavour == flavour.Native {
		return out, err
	}
	kind, _, _ := unstructured.NestedString(u.Object, "spec", "resourceRef", "kind")
	name, _, _ := unstructured.NestedString(u.Object, "spec", "resourceRef", "name")
	if name == "" {
		return out, errors.Errorf("%s has no composite", r)
	}
	out.composite, err = s.get(ctx, ref{GroupVersionKind: r.GroupVersion().WithKind(kind), NamespacedName: types.NamespacedName{Name: name}})
	return out, err
}

// composed returns what a claim is composed of, by its name within the composite.
func (s *snapshot) composed(ctx context.Context, c claim) ([]*unstructured.Unstructured, error) {
	path, namespace := []string{"spec", "resourceRefs"}, ""
	if s.w.flavour == flavour.Native {
		path, namespace = []string{"spec", "crossplane", "resourceRefs"}, c.Namespace
	}
	refs, _, _ := unstructured.NestedSlice(c.composite.Object, path...)
	out := make([]*unstructured.Unstructured, 0, len(refs))
	for _, i := range refs {
		m, ok := i.(map[string]any)
		if !ok {
			return nil, errors.Errorf("%s has a reference that is a %T", c, i)
		}
		r := &unstructured.Unstructured{Object: m}
		name, _, _ := unstructured.NestedString(m, "name")
		ns, ok, _ := unstructured.NestedString(m, "namespace")
		if !ok {
			ns = namespace
		}
		u, err := s.get(ctx, ref{GroupVersionKind: r.GroupVersionKind(), NamespacedName: types.NamespacedName{Namespace: ns, Name: name}})
		if err != nil {
			return nil, errors.Wrapf(err, "%s", c)
		}
		out = append(out, u)
	}
	return out, nil
}

// tree returns what a claim is composed of, and what those are composed of that are claims
// themselves.
func (s *snapshot) tree(ctx context.Context, c claim) ([]*unstructured.Unstructured, error) {
	us, err := s.composed(ctx, c)
	if err != nil {
		return nil, err
	}
	out := us
	for _, u := range us {
		if u.GroupVersionKind().Group != platform.Group {
			continue
		}
		inner, err := s.claim(ctx, refOf(u))
		if err != nil {
			return nil, err
		}
		more, err := s.tree(ctx, inner)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

// isManaged is true for the managed resources of a provider: of a cloud, or of what is in
// clusters.
func isManaged(u *unstructured.Unstructured) bool {
	switch group := clusterScoped(u.GroupVersionKind().Group); group {
	case "helm.crossplane.io", "kubernetes.crossplane.io":
		return u.GetKind() != "ProviderConfig"
	default:
		return strings.HasSuffix(group, ".upbound.io")
	}
}

// clusterScoped is the group that has the kinds of a group in the other scope, if that is
// the one of namespaced kinds.
func clusterScoped(group string) string {
	for _, org := range []string{".upbound.io", ".crossplane.io"} {
		if name, ok := strings.CutSuffix(group, ".m"+org); ok {
			return name + org
		}
	}
	return group
}

// isObserved is true for managed resources that are only looked at.
func isObserved(u *unstructured.Unstructured) bool {
	ps, _, _ := unstructured.NestedStringSlice(u.Object, "spec", "managementPolicies")
	return len(ps) == 1 && ps[0] == string(xpv2.ManagementActionObserve)
}

// keyOf what was composed is its name within its composite.
func keyOf(u *unstructured.Unstructured) string {
	return u.GetAnnotations()["crossplane.io/composition-resource-name"]
}

func externalName(u *unstructured.Unstructured) string {
	return u.GetAnnotations()["crossplane.io/external-name"]
}

// idOf a managed resource at its cloud. What keys of Azure report as their id is where they
// are served.
func idOf(u *unstructured.Unstructured) string {
	if id, ok, _ := unstructured.NestedString(u.Object, "status", "atProvider", "resourceVersionlessId"); ok {
		return id
	}
	id, _, _ := unstructured.NestedString(u.Object, "status", "atProvider", "id")
	return id
}
