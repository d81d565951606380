// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package scale

import (
	"context"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/watch"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
)

// Labels that Crossplane gives to what it composes.
// https://docs.crossplane.io/latest/composition/composite-resources/
const (
	labelClaimName      = "crossplane.io/claim-name"
	labelClaimNamespace = "crossplane.io/claim-namespace"
	labelComposite      = "crossplane.io/composite"
)

// rewatch is how long to wait until a watch that ended is begun again.
const rewatch = 100 * time.Millisecond

// first kind that a network composes at a provider. It waits for no other, so that
// it is created as soon as the claim was composed at all.
func first(p platform.Provider) managed.Type {
	switch p {
	case platform.ProviderAWS:
		return aws.VPC{}.Type()
	case platform.ProviderAzure:
		return azure.ResourceGroup{}.Type()
	case platform.ProviderGCP:
		return gcp.Network{}.Type()
	}
	return managed.Type{}
}

// kindOf a type in a flavour.
func kindOf(t managed.Type, f flavour.Flavour) schema.GroupVersionKind {
	s := managed.ScopeCluster
	if f == flavour.Native {
		s = managed.ScopeNamespaced
	}
	return schema.FromAPIVersionAndKind(t.APIVersionIn(s), t.Kind)
}

// ours selects what the claims of our namespace compose.
func ours(f flavour.Flavour) []client.ListOption {
	if f == flavour.Native {
		return []client.ListOption{client.InNamespace(Namespace), client.HasLabels{labelComposite}}
	}
	return []client.ListOption{client.MatchingLabels{labelClaimNamespace: Namespace}}
}

// claimOf returns the name of the claim that something was composed for.
func claimOf(o metav1.Object, f flavour.Flavour) string {
	if f == flavour.Native {
		return o.GetLabels()[labelComposite]
	}
	return o.GetLabels()[labelClaimName]
}

// observe until the context ends. It returns as soon as it sees everything.
func (r *run) observe(ctx context.Context) error {
	claims := &unstructured.UnstructuredList{}
	claims.SetGroupVersionKind(claimKind())
	err := r.follow(ctx, claims, []client.ListOption{client.InNamespace(Namespace)}, func(o runtime.Object) {
		if u, ok := o.(*unstructured.Unstructured); ok && isReady(u) {
			r.clock.noteReady(u.GetName(), time.Now())
		}
	})
	if err != nil {
		return err
	}
	for _, p := range r.Providers {
		l := &metav1.PartialObjectMetadataList{}
		l.SetGroupVersionKind(kindOf(first(p), r.Flavour))
		err := r.follow(ctx, l, ours(r.Flavour), func(o runtime.Object) {
			if m, ok := o.(*metav1.PartialObjectMetadata); ok {
				r.clock.noteComposed(claimOf(m, r.Flavour), time.Now())
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// follow a kind until the context ends. A watch that ended is begun again, and
// tells of what exists first.
func (r *run) follow(ctx context.Context, kind client.ObjectList, opts []client.ListOption, see func(runtime.Object)) error {
	w, err := r.Kube.Watch(ctx, kind, opts...)
	if err != nil {
		return errors.Wrapf(err, "cannot watch %s", kind.GetObjectKind().GroupVersionKind().Kind)
	}
	go func() {
		for ctx.Err() == nil {
			consume(ctx, w, see)
			w = r.again(ctx, kind, opts)
		}
	}()
	return nil
}

// again begins a watch, as often as it takes.
func (r *run) again(ctx context.Context, kind client.ObjectList, opts []client.ListOption) watch.Interface {
	for ctx.Err() == nil {
		w, err := r.Kube.Watch(ctx, kind, opts...)
		if err == nil {
			return w
		}
		time.Sleep(rewatch)
	}
	return watch.NewEmptyWatch()
}

func consume(ctx context.Context, w watch.Interface, see func(runtime.Object)) {
	defer w.Stop()
	for {
		select {
		case e, ok := <-w.ResultChan():
			if !ok {
				return
			}
			if e.Type == watch.Added || e.Type == watch.Modified {
				see(e.Object)
			}
		case <-ctx.Done():
			return
		}
	}
}

func isReady(u *unstructured.Unstructured) bool {
	s := struct {
		Status struct {
			Conditions []metav1.Condition `json:"conditions"`
		} `json:"status"`
	}{}
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(u.Object, &s); err != nil {
		return false
	}
	for _, c := range s.Status.Conditions {
		if c.Type == "Ready" {
			return c.Status == metav1.ConditionTrue
		}
	}
	return false
}
