// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package cloudsim

import (
	"context"
	"time"

	corev1 "k8s.io/api/core/v1"
	kerrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	toolscache "k8s.io/client-go/tools/cache"
	"sigs.k8s.io/controller-runtime/pkg/cache"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/yaml"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/provider"
)

// batch is how long news of CustomResourceDefinitions are collected. They come by
// the dozen.
const batch = 100 * time.Millisecond

func crdKind() schema.GroupVersionKind {
	return schema.GroupVersionKind{Group: "apiextensions.k8s.io", Version: "v1", Kind: "CustomResourceDefinition"}
}

// A simulation at work.
type simulation struct {
	options    Options
	clouds     []*cloud.Cloud
	cache      cache.Cache
	live       client.Client
	controller *provider.Controller

	// ready is true once that was told.
	ready bool
}

// An object is a resource that exists already.
type object struct {
	// Group and Kind of the resource, for example ec2.aws.upbound.io and VPC.
	Group string `json:"group"`
	Kind  string `json:"kind"`

	// Account that has the resource: the id of an account of AWS, of a
	// subscription of Azure, or of a project of GCP.
	Account string `json:"account"`

	// ExternalName of the resource.
	ExternalName string `json:"externalName"`

	// ForProvider are the arguments of the resource.
	ForProvider cloud.Value `json:"forProvider"`
}

// seed the clouds with resources that exist already.
func (s *simulation) seed(text string) error {
	var objects []object
	if err := yaml.UnmarshalStrict([]byte(text), &objects); err != nil {
		return errors.Wrap(err, "cannot parse existing objects")
	}
	for _, o := range objects {
		name := cloud.NameOf(o.Group, o.Kind)
		c := s.cloudOf(o.Group, name)
		if c == nil {
			return errors.Errorf("cannot seed %s of %s: no such kind", o.Kind, o.Group)
		}
		if err := c.Seed(o.Account, cloud.Wanted{Kind: name, Name: o.ExternalName, For: o.ForProvider}); err != nil {
			return errors.Wrapf(err, "cannot seed %s %q", o.Kind, o.ExternalName)
		}
	}
	return nil
}

func (s *simulation) cloudOf(group string, n cloud.Name) *cloud.Cloud {
	for _, c := range s.clouds {
		if k := c.Kind(n); k != nil && k.Group == group {
			return c
		}
	}
	return nil
}

func (s *simulation) run(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	go func() {
		if err := s.cache.Start(ctx); err != nil {
			cancel(errors.Wrap(err, "cannot watch"))
		}
	}()
	if err := s.watchConfigMaps(ctx); err != nil {
		return err
	}
	crds := make(chan string, 4096)
	if err := s.watchCRDs(ctx, crds); err != nil {
		return err
	}
	if err := s.serve(ctx, drain(ctx, crds)); err != nil {
		return err
	}
	s.tellReady()
	if s.options.Inventory != "" {
		go s.keepInventory(ctx)
	}
	go s.serveMore(ctx, crds)
	s.controller.Run(ctx)
	if err := context.Cause(ctx); err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// watchCRDs sends the names of CustomResourceDefinitions that appear, change and
// disappear. Only their metadata is kept, because they are large.
func (s *simulation) watchCRDs(ctx context.Context, to chan<- string) error {
	crd := &metav1.PartialObjectMetadata{}
	crd.SetGroupVersionKind(crdKind())
	informer, err := s.cache.GetInformer(ctx, crd)
	if err != nil {
		return errors.Wrap(err, "cannot watch CustomResourceDefinitions")
	}
	send := func(obj any) {
		if d, ok := obj.(toolscache.DeletedFinalStateUnknown); ok {
			obj = d.Obj
		}
		o, ok := obj.(metav1.Object)
		if !ok {
			return
		}
		if _, ours := s.controller.Lookup(o.GetName()); ours {
			to <- o.GetName()
		}
	}
	reg, err := informer.AddEventHandler(toolscache.ResourceEventHandlerFuncs{
		AddFunc: send, DeleteFunc: send, UpdateFunc: func(_, after any) { send(after) },
	})
	if err != nil {
		return errors.Wrap(err, "cannot watch CustomResourceDefinitions")
	}
	toolscache.WaitForCacheSync(ctx.Done(), reg.HasSynced)
	return nil
}

// drain returns what comes out of a channel until nothing comes for a while.
func drain(ctx context.Context, in <-chan string) []string {
	var out []string
	for {
		select {
		case n := <-in:
			out = append(out, n)
		case <-time.After(batch):
			return out
		case <-ctx.Done():
			return out
		}
	}
}

func (s *simulation) serveMore(ctx context.Context, crds <-chan string) {
	for {
		select {
		case n := <-crds:
			if err := s.serve(ctx, append(drain(ctx, crds), n)); err != nil {
				s.options.Log.Info("Cannot serve", "error", err)
			}
			s.tellReady()
		case <-ctx.Done():
			return
		}
	}
}

// tellReady once everything is served that is waited for.
func (s *simulation) tellReady() {
	if s.ready {
		return
	}
	var unknown []string
	for _, name := range s.options.Await {
		gvk, ours := s.controller.Lookup(name)
		if !ours {
			unknown = append(unknown, name)
			continue
		}
		if !s.controller.Serves(gvk) {
			return
		}
	}
	s.ready = true
	s.options.Ready(s.controller.Serving(), unknown)
}

// serve the kinds of CustomResourceDefinitions that are established, and forget
// those of what is gone.
func (s *simulation) serve(ctx context.Context, crds []string) error {
	var ready []schema.GroupVersionKind
	for _, name := range crds {
		gvk, _ := s.controller.Lookup(name)
		crd := &unstructured.Unstructured{}
		crd.SetGroupVersionKind(crdKind())
		err := s.live.Get(ctx, client.ObjectKey{Name: name}, crd)
		if kerrors.IsNotFound(err) {
			if err := s.controller.Forget(ctx, gvk); err != nil {
				return err
			}
			continue
		}
		if err != nil {
			return errors.Wrapf(err, "cannot get CustomResourceDefinition %q", name)
		}
		if serves(crd, gvk.Version) {
			ready = append(ready, gvk)
		}
	}
	before := s.controller.Serving()
	err := s.controller.Serve(ctx, ready)
	if n := s.controller.Serving(); n != before {
		s.options.Log.Info("Serving", "kinds", n)
	}
	return err
}

// serves is true if a CustomResourceDefinition is established and has a version.
func serves(crd *unstructured.Unstructured, version string) bool {
	conditions, _, _ := unstructured.NestedSlice(crd.Object, "status", "conditions")
	established := false
	for _, c := range conditions {
		if m, ok := c.(map[string]any); ok && m["type"] == "Established" {
			established = m["status"] == "True"
		}
	}
	versions, _, _ := unstructured.NestedSlice(crd.Object, "spec", "versions")
	for _, v := range versions {
		if m, ok := v.(map[string]any); ok && m["name"] == version && m["served"] == true {
			return established
		}
	}
	return false
}

// watchConfigMaps reads faults and existing resources from ConfigMaps.
func (s *simulation) watchConfigMaps(ctx context.Context) error {
	informer, err := s.cache.GetInformer(ctx, &corev1.ConfigMap{})
	if err != nil {
		return errors.Wrap(err, "cannot watch ConfigMaps")
	}
	reg, err := informer.AddEventHandler(toolscache.ResourceEventHandlerFuncs{
		AddFunc:    func(obj any) { s.configure(ctx, obj, false) },
		UpdateFunc: func(_, obj any) { s.configure(ctx, obj, false) },
		DeleteFunc: func(obj any) { s.configure(ctx, obj, true) },
	})
	if err != nil {
		return errors.Wrap(err, "cannot watch ConfigMaps")
	}
	toolscache.WaitForCacheSync(ctx.Done(), reg.HasSynced)
	return nil
}

func (s *simulation) configure(ctx context.Context, obj any, gone bool) {
	cm, ok := obj.(*corev1.ConfigMap)
	if !ok {
		return
	}
	var err error
	switch cm.GetName() {
	case ConfigMapFaults:
		err = s.configureFaults(ctx, cm, gone)
	case ConfigMapObjects:
		for _, text := range cm.Data {
			err = errors.Join(err, s.seed(text))
		}
	}
	if err != nil {
		s.options.Log.Info("Cannot use ConfigMap", "name", cm.GetName(), "error", err)
	}
}

func (s *simulation) configureFaults(ctx context.Context, cm *corev1.ConfigMap, gone bool) error {
	if gone {
		return s.controller.SetFaults(ctx, nil)
	}
	rules, err := provider.ParseRules(cm.Data)
	if err != nil {
		return err
	}
	return s.controller.SetFaults(ctx, rules)
}
