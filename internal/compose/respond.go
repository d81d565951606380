// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	"maps"
	"time"

	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/structpb"
	"k8s.io/apimachinery/pkg/util/validation/field"

	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/status"
)

// Crossplane asks again when something that we asked for or referred to changes, and at the
// latest after these times: it applies every resource of a claim each time, which is most of
// what a fleet costs. A claim on its way may wait for what releases before v2.4 do not tell
// of, and one that has arrived only for its time: a key that is to be rotated, or the
// beginning of a maintenance window.
const (
	ttlUnsettled = time.Minute
	ttlSettled   = 10 * time.Minute
)

// answer returns a response that wants exactly what earlier functions want. It
// shares their desired state, which must therefore not be changed.
func answer(req *fnv1.RunFunctionRequest, requirements *fnv1.Requirements) *fnv1.RunFunctionResponse {
	return &fnv1.RunFunctionResponse{
		Meta:         &fnv1.ResponseMeta{Tag: req.GetMeta().GetTag(), Ttl: durationpb.New(ttlUnsettled)},
		Desired:      req.GetDesired(),
		Context:      req.GetContext(),
		Requirements: requirements,
	}
}

// ask for what is required before anything can be decided.
func (r *request) ask() *fnv1.RunFunctionResponse { return answer(r.req, r.requirements) }

// refuse a claim: say why, and change nothing.
func refuse(req *fnv1.RunFunctionRequest, requirements *fnv1.Requirements, errs field.ErrorList) *fnv1.RunFunctionResponse {
	message := status.Message(errs)
	rsp := answer(req, requirements)
	target := fnv1.Target_TARGET_COMPOSITE_AND_CLAIM
	rsp.Results = []*fnv1.Result{{
		Severity: fnv1.Severity_SEVERITY_FATAL,
		Message:  message,
		Reason:   new(status.ReasonRefused),
		Target:   &target,
	}}
	rsp.Conditions = []*fnv1.Condition{condition(status.Refused(message))}
	return rsp
}

// respond with the desired resources and with the whole status.
func (r *request) respond(c claim.Claim, d *desired, s any, components []managed.Component) (*fnv1.RunFunctionResponse, field.ErrorList) {
	own, err := d.encoder.Encode(s)
	if err != nil {
		return nil, field.ErrorList{field.InternalError(field.NewPath("status"), err)}
	}
	common, err := d.encoder.Encode(r.commonStatus(c, d))
	if err != nil {
		return nil, field.ErrorList{field.InternalError(field.NewPath("status"), err)}
	}
	rsp := answer(r.req, r.requirements)
	if d.ready() {
		rsp.Meta.Ttl = durationpb.New(ttlSettled)
	}
	rsp.Desired = r.state(d, own, common, d.connection.status)
	for _, sc := range r.conditions(d, components) {
		rsp.Conditions = append(rsp.Conditions, condition(sc))
	}
	return rsp, nil
}

func (r *request) commonStatus(c claim.Claim, d *desired) platform.CommonStatus {
	return platform.CommonStatus{
		Provider:       c.Provider,
		Region:         c.Region.Native,
		Environment:    c.Environment,
		ProviderConfig: c.Guardrails.ProviderConfig(c.Provider),
		NamingPrefix:   r.namingPrefix(c.Guardrails),
		Phase:          d.phase,
		Blocking:       d.blocking,
		Waiting:        d.waiting,
	}
}

// state that is desired: ours beside that of earlier functions. Our status is what own
// holds together.
func (r *request) state(d *desired, own ...*structpb.Struct) *fnv1.State {
	before := r.req.GetDesired()
	out := &fnv1.State{
		Composite: r.desiredComposite(before.GetComposite(), own, d),
		Resources: make(map[string]*fnv1.Resource, len(before.GetResources())+len(d.manifests)),
	}
	maps.Copy(out.GetResources(), before.GetResources())
	resources := make([]fnv1.Resource, len(d.manifests))
	for i, m := range d.manifests {
		res := &resources[i]
		res.Resource, res.Ready = m.object, fnv1.Ready_READY_FALSE
		if r.observed.Ready(m.key) {
			res.Ready = fnv1.Ready_READY_TRUE
		}
		out.Resources[string(m.key)] = res
	}
	return out
}

// desiredComposite is what earlier functions want of the composite, with our
// status. While a resource is withheld or unready the composite is not ready;
// otherwise Crossplane decides, because other functions' resources count too.
func (r *request) desiredComposite(before *fnv1.Resource, own []*structpb.Struct, d *desired) *fnv1.Resource {
	fields := make(map[string]*structpb.Value, len(before.GetResource().GetFields())+1)
	maps.Copy(fields, before.GetResource().GetFields())
	fields["status"] = merge(append([]*structpb.Struct{fields["status"].GetStructValue()}, own...))

	out := &fnv1.Resource{
		Resource:          &structpb.Struct{Fields: fields},
		ConnectionDetails: d.connection.over(before.GetConnectionDetails()),
		Ready:             before.GetReady(),
	}
	if !d.ready() {
		out.Ready = fnv1.Ready_READY_FALSE
	}
	return out
}

// merge objects. What is in several is taken from the last.
func merge(objects []*structpb.Struct) *structpb.Value {
	size := 0
	for _, o := range objects {
		size += len(o.GetFields())
	}
	fields := make(map[string]*structpb.Value, size)
	for _, o := range objects {
		maps.Copy(fields, o.GetFields())
	}
	return structpb.NewStructValue(&structpb.Struct{Fields: fields})
}

// conditions of the claim: that it was accepted, and one for each component. A
// component that is not part of the claim any more keeps a condition, because
// conditions cannot be taken back.
func (r *request) conditions(d *desired, components []managed.Component) []status.Condition {
	out := []status.Condition{status.Accepted()}
	had := r.observedConditions()
	for _, name := range components {
		c, used := d.components[name]
		if used {
			out = append(out, status.OfComponent(name, c.creating, c.unready, c.waiting))
			continue
		}
		if had[status.TypeOf(name)] {
			out = append(out, status.NotUsed(name))
		}
	}
	return out
}

func (r *request) observedConditions() map[string]bool {
	var s struct {
		Conditions []struct {
			Type string `json:"type"`
		} `json:"conditions"`
	}
	r.decodeStatus(&s)
	had := make(map[string]bool, len(s.Conditions))
	for _, c := range s.Conditions {
		had[c.Type] = true
	}
	return had
}

func condition(c status.Condition) *fnv1.Condition {
	target := fnv1.Target_TARGET_COMPOSITE_AND_CLAIM
	out := &fnv1.Condition{Type: c.Type, Status: fnv1.Status_STATUS_CONDITION_FALSE, Reason: c.Reason, Target: &target}
	if c.True {
		out.Status = fnv1.Status_STATUS_CONDITION_TRUE
	}
	if c.Message != "" {
		out.Message = &c.Message
	}
	return out
}
