// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	"fmt"
	"iter"

	"google.golang.org/protobuf/types/known/structpb"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/structcodec"
)

// A desired state is what a claim's resources should be like, and how far they are
// from it.
type desired struct {
	// manifests of the resources that may exist.
	manifests []manifest

	// components of all resources, and what each of them lacks.
	components map[managed.Component]*component

	// blocking resources exist, waiting ones do not yet.
	blocking []platform.BlockingResource
	waiting  []platform.WaitingResource

	// failing is true when what blocks will not pass by itself.
	failing bool

	// encoder of everything that is desired, so that it shares memory.
	encoder *structcodec.Encoder

	// unready counts the resources that may exist and are not ready.
	unready int

	// phase of the claim.
	phase platform.Phase

	// connection details of the claim, and where they are.
	connection connection
}

// A manifest is what a resource should be like.
type manifest struct {
	key    managed.Key
	object *structpb.Struct
}

// A component is a part of the claim, and what it lacks.
type component struct {
	creating []string
	unready  []platform.BlockingResource
	waiting  []platform.WaitingResource
}

// desire the supplied resources. Whatever does not hold together is an error of
// ours, and is reported instead of composing half of a claim.
func (r *request) desire(c claim.Claim, resources []managed.Resource) (*desired, field.ErrorList) {
	lists := [][]managed.Resource{resources, usages(resources, r.scope)}
	if err := consistent(lists...); err != nil {
		return nil, field.ErrorList{field.InternalError(parameters, err)}
	}
	d := &desired{
		manifests:  make([]manifest, 0, len(resources)),
		components: make(map[managed.Component]*component),
		// Others select a resource by the labels that it has.
		encoder: structcodec.NewEncoder(len(resources)),
	}
	m := newManifester(r, c, d.encoder)
	for res := range each(lists...) {
		if waits := r.withheld(res); len(waits) > 0 {
			d.withhold(res, waits)
			continue
		}
		object, err := m.manifest(res)
		if err != nil {
			return nil, field.ErrorList{field.InternalError(parameters, err)}
		}
		if err := r.moved(c, res, object); err != nil {
			return nil, field.ErrorList{err}
		}
		d.manifests = append(d.manifests, manifest{key: res.Key, object: object})
		d.assess(res, r.observed)
	}
	return d, nil
}

// moved refuses to move what exists to another project: Google Cloud has no way to move
// it, so that it would be created anew there. Environments name projects, so that the
// provider config does not tell. What is only observed may be in any project.
func (r *request) moved(c claim.Claim, res managed.Resource, object *structpb.Struct) *field.Error {
	if c.Provider != platform.ProviderGCP || res.ObserveOnly {
		return nil
	}
	before := r.observed.project(res.Key)
	now := object.GetFields()["spec"].GetStructValue().GetFields()[fieldForProvider].GetStructValue().GetFields()[fieldProject].GetStringValue()
	if before == "" || before == now {
		return nil
	}
	return field.Invalid(parameters.Child("environment"), r.common.Environment,
		fmt.Sprintf("would have %s in project %q, but it is in %q and cannot move to another project; create a new claim, or restore the environment (rule gcp.projectID)", res.Key, now, before))
}

// withheld returns what a resource waits for. A gate opens once and stays open: a
// resource that exists is never withheld, even if what it waited for is lost,
// because Crossplane deletes what is not desired any more.
func (r *request) withheld(res managed.Resource) []string {
	if r.observed.Exists(res.Key) {
		return nil
	}
	waits := append([]string{}, res.Waits...)
	for _, k := range after(res) {
		if !r.observed.Ready(k) {
			waits = append(waits, string(k))
		}
	}
	for _, k := range r.predecessors(res) {
		waits = append(waits, string(k)+" is not gone yet")
	}
	return waits
}

func (d *desired) component(name managed.Component) *component {
	c, ok := d.components[name]
	if !ok {
		c = &component{}
		d.components[name] = c
	}
	return c
}

func (d *desired) withhold(res managed.Resource, waits []string) {
	w := platform.WaitingResource{Resource: string(res.Key), For: waits}
	d.waiting = append(d.waiting, w)
	c := d.component(res.Component)
	c.waiting = append(c.waiting, w)
}

// assess whether a resource that may exist does, and is ready.
func (d *desired) assess(res managed.Resource, o *observed) {
	c := d.component(res.Component)
	if !o.Exists(res.Key) {
		d.unready++
		c.creating = append(c.creating, string(res.Key))
		return
	}
	problem, ok := o.problem(res.Key)
	if !ok {
		return
	}
	b := platform.BlockingResource{
		Resource: string(res.Key),
		Kind:     res.ForProvider.Type().Kind,
		Name:     o.name(res.Key),
		Reason:   problem.Reason,
		Message:  problem.Message,
	}
	d.blocking = append(d.blocking, b)
	d.failing = d.failing || problem.Failing
	if !o.Ready(res.Key) {
		d.unready++
		c.unready = append(c.unready, b)
	}
}

// ready is true when every resource of the claim exists and is ready.
func (d *desired) ready() bool { return d.unready == 0 && len(d.waiting) == 0 }

// each resource of lists, which are not made one because resources are large.
func each(lists ...[]managed.Resource) iter.Seq[managed.Resource] {
	return func(yield func(managed.Resource) bool) {
		for _, resources := range lists {
			for _, res := range resources {
				if !yield(res) {
					return
				}
			}
		}
	}
}

// consistent checks what every builder promises.
func consistent(lists ...[]managed.Resource) error {
	keys := make(map[managed.Key]bool, len(lists[0]))
	for res := range each(lists...) {
		if keys[res.Key] {
			return errors.Errorf("cannot compose two resources with the key %q", res.Key)
		}
		keys[res.Key] = true
	}
	for res := range each(lists...) {
		for _, k := range after(res) {
			if !keys[k] {
				return errors.Errorf("cannot compose %q after %q, which is not composed", res.Key, k)
			}
		}
	}
	return nil
}
