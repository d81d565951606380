// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/api/equality"
	kerrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/watch"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/apiutil"

	"github.com/crossplane/function-sdk-go/errors"
)

// A memory is an API server without schemas. The client of controller-runtime for tests
// is one too, but encodes and decodes everything several times, which took most of the
// time of our hundreds of worlds.
type memory struct {
	scheme *runtime.Scheme
	mapper meta.RESTMapper

	objects map[schema.GroupVersionKind]map[types.NamespacedName]*unstructured.Unstructured

	// applied is what each field manager applied last, by object.
	applied map[types.UID]map[string]map[string]any

	// version of what was written last.
	version int
}

var _ client.WithWatch = &memory{}

func newMemory(s *runtime.Scheme, m meta.RESTMapper, os ...client.Object) (*memory, error) {
	out := &memory{
		scheme: s, mapper: m,
		objects: map[schema.GroupVersionKind]map[types.NamespacedName]*unstructured.Unstructured{},
		applied: map[types.UID]map[string]map[string]any{},
	}
	for _, o := range os {
		if err := out.Create(context.Background(), o); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// encode an object, so that nothing is shared with it.
func (m *memory) encode(o client.Object) (*unstructured.Unstructured, error) {
	if u, ok := o.(*unstructured.Unstructured); ok {
		return u.DeepCopy(), nil
	}
	gvk, err := m.GroupVersionKindFor(o)
	if err != nil {
		return nil, err
	}
	content, err := runtime.DefaultUnstructuredConverter.ToUnstructured(o)
	u := &unstructured.Unstructured{Object: content}
	u.SetGroupVersionKind(gvk)
	return u, err
}

// decode what is stored into an object.
func (m *memory) decode(u *unstructured.Unstructured, into client.Object) error {
	if to, ok := into.(*unstructured.Unstructured); ok {
		to.Object = u.DeepCopy().Object
		return nil
	}
	return runtime.DefaultUnstructuredConverter.FromUnstructured(u.Object, into)
}

// find what is stored of an object.
func (m *memory) find(o client.Object, key types.NamespacedName) (*unstructured.Unstructured, error) {
	gvk, err := m.GroupVersionKindFor(o)
	if err != nil {
		return nil, err
	}
	resource, err := m.resource(gvk)
	if err != nil {
		return nil, err
	}
	if u := m.objects[gvk][key]; u != nil {
		return u, nil
	}
	return nil, kerrors.NewNotFound(resource, key.Name)
}

func (m *memory) resource(gvk schema.GroupVersionKind) (schema.GroupResource, error) {
	r, err := m.mapper.RESTMapping(gvk.GroupKind(), gvk.Version)
	if err != nil {
		return schema.GroupResource{}, err
	}
	return r.Resource.GroupResource(), nil
}

// store a version of an object, unless it is the one that is stored.
func (m *memory) store(u *unstructured.Unstructured) {
	gvk, key := u.GroupVersionKind(), client.ObjectKeyFromObject(u)
	was := m.objects[gvk][key]
	if was != nil && equality.Semantic.DeepEqual(was.Object, u.Object) {
		return
	}
	if was != nil && !equality.Semantic.DeepEqual(was.Object["spec"], u.Object["spec"]) {
		u.SetGeneration(was.GetGeneration() + 1)
	}
	m.version++
	u.SetResourceVersion(strconv.Itoa(m.version))
	if u.GetDeletionTimestamp() != nil && len(u.GetFinalizers()) == 0 {
		m.remove(u)
		return
	}
	if m.objects[gvk] == nil {
		m.objects[gvk] = map[types.NamespacedName]*unstructured.Unstructured{}
	}
	m.objects[gvk][key] = u.DeepCopy()
}

// remove an object, and then what it controls.
func (m *memory) remove(u *unstructured.Unstructured) {
	delete(m.objects[u.GroupVersionKind()], client.ObjectKeyFromObject(u))
	delete(m.applied, u.GetUID())
	for _, of := range m.objects {
		for _, o := range of {
			if c := metav1.GetControllerOf(o); c != nil && c.UID == u.GetUID() {
				m.delete(o)
			}
		}
	}
}

func (m *memory) delete(u *unstructured.Unstructured) {
	if len(u.GetFinalizers()) == 0 {
		m.remove(u)
		return
	}
	if u.GetDeletionTimestamp() == nil {
		now := metav1.Now()
		u = u.DeepCopy()
		u.SetDeletionTimestamp(&now)
		m.store(u)
	}
}

// Get an object.
func (m *memory) Get(_ context.Context, key client.ObjectKey, o client.Object, _ ...client.GetOption) error {
	u, err := m.find(o, key)
	if err != nil {
		return err
	}
	return m.decode(u, o)
}

// List objects, sorted by name.
func (m *memory) List(_ context.Context, l client.ObjectList, opts ...client.ListOption) error {
	list, ok := l.(*unstructured.UnstructuredList)
	if !ok {
		return errors.Errorf("cannot list %T", l)
	}
	o := (&client.ListOptions{}).ApplyOptions(opts)
	gvk := list.GroupVersionKind()
	gvk.Kind = strings.TrimSuffix(gvk.Kind, "List")
	if _, err := m.resource(gvk); err != nil {
		return err
	}
	keys := slices.SortedFunc(maps.Keys(m.objects[gvk]), func(a, b types.NamespacedName) int {
		return cmp.Or(cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Name, b.Name))
	})
	list.Items = nil
	for _, k := range keys {
		if o.Namespace != "" && o.Namespace != k.Namespace {
			continue
		}
		if u := m.objects[gvk][k]; o.LabelSelector == nil || o.LabelSelector.Matches(labels.Set(u.GetLabels())) {
			list.Items = append(list.Items, *u.DeepCopy())
		}
	}
	return nil
}

// Create an object.
func (m *memory) Create(_ context.Context, o client.Object, _ ...client.CreateOption) error {
	u, err := m.encode(o)
	if err != nil {
		return err
	}
	gvk, key := u.GroupVersionKind(), client.ObjectKeyFromObject(u)
	resource, err := m.resource(gvk)
	if err != nil {
		return err
	}
	if m.objects[gvk][key] != nil {
		return kerrors.NewAlreadyExists(resource, u.GetName())
	}
	if u.GetUID() == "" {
		u.SetUID(types.UID(strings.Join([]string{u.GetAPIVersion(), u.GetKind(), u.GetNamespace(), u.GetName()}, "/")))
	}
	if created := u.GetCreationTimestamp(); created.IsZero() {
		u.SetCreationTimestamp(metav1.Now())
	}
	u.SetGeneration(1)
	delete(u.Object, "status")
	// Whole numbers that come out of YAML may not look like ones.
	b, err := json.Marshal(u.Object)
	if err != nil {
		return err
	}
	u.Object = nil
	if err := json.Unmarshal(b, &u.Object); err != nil {
		return err
	}
	m.store(u)
	return m.decode(u, o)
}

// stale is an error if an object was written since it was read.
func (m *memory) stale(is, was *unstructured.Unstructured) error {
	if v := was.GetResourceVersion(); v == "" || v == is.GetResourceVersion() {
		return nil
	}
	resource, err := m.resource(is.GroupVersionKind())
	if err != nil {
		return err
	}
	return kerrors.NewConflict(resource, is.GetName(), errors.New("the object has been modified; please apply your changes to the latest version and try again"))
}

// Update an object, but for its status.
func (m *memory) Update(_ context.Context, o client.Object, _ ...client.UpdateOption) error {
	u, err := m.encode(o)
	if err != nil {
		return err
	}
	is, err := m.find(u, client.ObjectKeyFromObject(u))
	if err != nil {
		return err
	}
	if err := m.stale(is, u); err != nil {
		return err
	}
	u.SetResourceVersion(is.GetResourceVersion())
	u.SetGeneration(is.GetGeneration())
	copyStatus(is, u)
	m.store(u)
	return m.decode(u, o)
}

func copyStatus(from, to *unstructured.Unstructured) {
	delete(to.Object, "status")
	if s, ok := from.Object["status"].(map[string]any); ok {
		to.Object["status"] = runtime.DeepCopyJSON(s)
	}
}

// Patch an object: what its manager applies, by way of a server-side apply, or what is
// merged into it.
func (m *memory) Patch(_ context.Context, o client.Object, patch client.Patch, opts ...client.PatchOption) error {
	is, err := m.find(o, client.ObjectKeyFromObject(o))
	if err != nil {
		return err
	}
	b, err := patch.Data(o)
	if err != nil {
		return err
	}
	with := map[string]any{}
	if err := json.Unmarshal(b, &with); err != nil {
		return err
	}
	delete(with, "status")
	u := is.DeepCopy()
	switch patch.Type() { //nolint:exhaustive // The default is all the others.
	case types.ApplyPatchType:
		m.apply(u, (&client.PatchOptions{}).ApplyOptions(opts).FieldManager, with)
	case types.MergePatchType:
		if err := m.stale(is, &unstructured.Unstructured{Object: with}); err != nil {
			return err
		}
		overlay(u.Object, with)
	default:
		return errors.Errorf("cannot patch by %s", patch.Type())
	}
	u.SetResourceVersion(is.GetResourceVersion())
	m.store(u)
	return m.decode(u, o)
}

// apply what a manager wants, and take back what it does not want any more.
func (m *memory) apply(u *unstructured.Unstructured, manager string, wanted map[string]any) {
	before := m.applied[u.GetUID()]
	if before == nil {
		before = map[string]map[string]any{}
		m.applied[u.GetUID()] = before
	}
	takeBack(u.Object, before[manager], wanted)
	overlay(u.Object, wanted)
	before[manager] = wanted
}

// takeBack what was applied before, is still there and is not applied any more.
func takeBack(from, before, now map[string]any) {
	for k, v := range before {
		is, there := from[k]
		was, nested := v.(map[string]any)
		below, ok := is.(map[string]any)
		if nested && ok {
			more, _ := now[k].(map[string]any)
			takeBack(below, was, more)
			if len(below) == 0 && more == nil {
				delete(from, k)
			}
			continue
		}
		if _, still := now[k]; there && !still && equality.Semantic.DeepEqual(is, v) {
			delete(from, k)
		}
	}
}

// overlay lays maps over each other. Anything else is replaced, and what is null goes.
func overlay(under, over map[string]any) {
	for k, v := range over {
		if v == nil {
			delete(under, k)
			continue
		}
		below, ok := under[k].(map[string]any)
		if above, nested := v.(map[string]any); ok && nested {
			overlay(below, above)
			continue
		}
		under[k] = runtime.DeepCopyJSONValue(v)
	}
}

// Delete an object, once it has no finalizers.
func (m *memory) Delete(_ context.Context, o client.Object, _ ...client.DeleteOption) error {
	u, err := m.find(o, client.ObjectKeyFromObject(o))
	if err != nil {
		return err
	}
	m.delete(u)
	return nil
}

// Status returns what writes the status of objects.
func (m *memory) Status() client.SubResourceWriter { return m.SubResource("status") }

// SubResource returns what writes the status of objects.
func (m *memory) SubResource(string) client.SubResourceClient { return &memoryStatus{memory: m} }

// Scheme of the objects that have types.
func (m *memory) Scheme() *runtime.Scheme { return m.scheme }

// RESTMapper of every kind.
func (m *memory) RESTMapper() meta.RESTMapper { return m.mapper }

// GroupVersionKindFor returns the kind of an object.
func (m *memory) GroupVersionKindFor(o runtime.Object) (schema.GroupVersionKind, error) {
	return apiutil.GVKForObject(o, m.scheme)
}

// IsObjectNamespaced says whether an object is in a namespace.
func (m *memory) IsObjectNamespaced(o runtime.Object) (bool, error) {
	return apiutil.IsObjectNamespaced(o, m.scheme, m.mapper)
}

var errUnused = errors.New("nobody has used this before")

// Apply is not used.
func (m *memory) Apply(context.Context, runtime.ApplyConfiguration, ...client.ApplyOption) error {
	return errUnused
}

// DeleteAllOf is not used.
func (m *memory) DeleteAllOf(context.Context, client.Object, ...client.DeleteAllOfOption) error {
	return errUnused
}

// Watch is not used.
func (m *memory) Watch(context.Context, client.ObjectList, ...client.ListOption) (watch.Interface, error) {
	return nil, errUnused
}

type memoryStatus struct{ memory *memory }

// Update the status of an object, and nothing else.
func (s *memoryStatus) Update(_ context.Context, o client.Object, _ ...client.SubResourceUpdateOption) error {
	m := s.memory
	u, err := m.encode(o)
	if err != nil {
		return err
	}
	is, err := m.find(u, client.ObjectKeyFromObject(u))
	if err != nil {
		return err
	}
	if err := m.stale(is, u); err != nil {
		return err
	}
	out := is.DeepCopy()
	copyStatus(u, out)
	m.store(out)
	return m.decode(out, o)
}

// Get is not used.
func (*memoryStatus) Get(context.Context, client.Object, client.Object, ...client.SubResourceGetOption) error {
	return errUnused
}

// Create is not used.
func (*memoryStatus) Create(context.Context, client.Object, client.Object, ...client.SubResourceCreateOption) error {
	return errUnused
}

// Patch is not used.
func (*memoryStatus) Patch(context.Context, client.Object, client.Patch, ...client.SubResourcePatchOption) error {
	return errUnused
}

// Apply is not used.
func (*memoryStatus) Apply(context.Context, runtime.ApplyConfiguration, ...client.SubResourceApplyOption) error {
	return errUnused
}
