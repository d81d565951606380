// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/wire"
)

// labelComposite is on everything that Crossplane composes, and names the composite.
const labelComposite = "crossplane.io/composite"

// requirementPredecessors starts the names of the requirements that ask for what goes,
// followed by its apiVersion and kind.
const requirementPredecessors = "predecessors/"

// requirePredecessors asks for what the claim has of the kinds of those resources that take
// somebody's place. Crossplane no longer tells of a resource that is not desired, though it is
// there until its provider has deleted it. A claim that was never served has none.
func (r *request) requirePredecessors(resources []managed.Resource) {
	if r.recorded.Provider == "" {
		return
	}
	for _, res := range resources {
		if res.Succeeds == "" || r.observed.Exists(res.Key) {
			continue
		}
		r.requirements.Resources[r.requirementOf(res)] = r.selectorOfOwn(res.ForProvider)
	}
}

// requirementOf the predecessors of a resource: those of one kind are asked for together.
func (r *request) requirementOf(res managed.Resource) string {
	apiVersion, kind := managed.Identify(res.ForProvider, r.scope)
	return requirementPredecessors + apiVersion + "/" + kind
}

// selectorOfOwn selects what the claim has of a kind.
func (r *request) selectorOfOwn(spec managed.Spec) *fnv1.ResourceSelector {
	labels := map[string]string{labelComposite: r.compositeName}
	s := &fnv1.ResourceSelector{Match: &fnv1.ResourceSelector_MatchLabels{MatchLabels: &fnv1.MatchLabels{Labels: labels}}}
	s.ApiVersion, s.Kind = managed.Identify(spec, r.scope)
	if managed.InNamespace(spec, r.scope) {
		s.Namespace = &r.namespace
	}
	return s
}

// predecessors of a resource that are still there. One with the same key is the resource
// itself, unless it goes.
func (r *request) predecessors(res managed.Resource) []managed.Key {
	if res.Succeeds == "" {
		return nil
	}
	var out []managed.Key
	for _, item := range r.req.GetRequiredResources()[r.requirementOf(res)].GetItems() {
		k := managed.Key(wire.Text(item, "metadata", "labels", managed.LabelKey))
		goes := wire.Text(item, "metadata", "deletionTimestamp") != ""
		if res.Succeeds.Begins(k) && (goes || k != res.Key) {
			out = append(out, k)
		}
	}
	return out
}
