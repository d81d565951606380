// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package cloudsim

import (
	"context"
	"slices"
	"time"

	corev1 "k8s.io/api/core/v1"
	kerrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/discovery"
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

// again is how long to wait before it is looked again whether a kind is served.
const again = 500 * time.Millisecond

func crdKind() schema.GroupVersionKind {
	return schema.GroupVersionKind{Group: "apiextensions.k8s.io", Version: "v1", Kind: "CustomResourceDefinition"}
}

// A simulation at work.
type simulation struct {
	options    Options
	clouds     []*cloud.Cloud
	cache      cache.Cache
	discovery  discovery.DiscoveryInterface
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
	unserved, err := s.serve(ctx, drain(ctx, crds))
	if err != nil {
		return err
	}
	s.tellReady()
	if s.options.Inventory != "" {
		go s.keepInventory(ctx)
	}
	go s.serveMore(ctx, crds, unserved)
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

// serveMore kinds as news of them come, and those that are not served yet.
func (s *simulation) serveMore(ctx context.Context, crds <-chan string, unserved []string) {
	for {
		var later <-chan time.Time
		if len(unserved) > 0 {
			later = time.After(again)
		}
		select {
		case n := <-crds:
			unserved = append(append(unserved, n), drain(ctx, crds)...)
		case <-later:
		case <-ctx.Done():
			return
		}
		slices.Sort(unserved)
		unserved = slices.Compact(unserved)
		left, err := s.serve(ctx, unserved)
		if err != nil {
			s.options.Log.Info("Cannot serve", "error", err)
			continue
		}
		unserved = left
		s.tellReady()
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

// serve the kinds of CustomResourceDefinitions that the API server serves, and forget those
// of what is gone. It returns those that are not served yet.
func (s *simulation) serve(ctx context.Context, crds []string) (unserved []string, err error) {
	served, err := s.served()
	if err != nil {
		return nil, err
	}
	var ready []schema.GroupVersionKind
	for _, name := range crds {
		gvk, _ := s.controller.Lookup(name)
		there, err := s.exists(ctx, name)
		if err != nil {
			return nil, err
		}
		switch {
		case !there:
			if err := s.controller.Forget(ctx, gvk); err != nil {
				return nil, err
			}
		case served[gvk]:
			ready = append(ready, gvk)
		default:
			unserved = append(unserved, name)
		}
	}
	before := s.controller.Serving()
	err = s.controller.Serve(ctx, ready)
	if n := s.controller.Serving(); n != before {
		s.options.Log.Info("Serving", "kinds", n)
	}
	return unserved, err
}

// served are the kinds that the API server serves. To read this from the definitions of kinds,
// of which there are many large ones, is a lot of work for it.
func (s *simulation) served() (map[schema.GroupVersionKind]bool, error) {
	_, lists, err := s.discovery.ServerGroupsAndResources()
	if err != nil && !discovery.IsGroupDiscoveryFailedError(err) {
		return nil, errors.Wrap(err, "cannot discover kinds")
	}
	out := map[schema.GroupVersionKind]bool{}
	for _, l := range lists {
		gv, err := schema.ParseGroupVersion(l.GroupVersion)
		if err != nil {
			return nil, errors.Wrap(err, "cannot discover kinds")
		}
		for _, r := range l.APIResources {
			out[gv.WithKind(r.Kind)] = true
		}
	}
	return out, nil
}

// exists is true if there is a CustomResourceDefinition with the supplied name.
func (s *simulation) exists(ctx context.Context, name string) (bool, error) {
	crd := &metav1.PartialObjectMetadata{}
	crd.SetGroupVersionKind(crdKind())
	err := s.cache.Get(ctx, client.ObjectKey{Name: name}, crd)
	if kerrors.IsNotFound(err) {
		return false, nil
	}
	return err == nil, errors.Wrapf(err, "cannot get CustomResourceDefinition %q", name)
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
