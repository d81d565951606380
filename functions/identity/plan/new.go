// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"cmp"
	"fmt"
	"slices"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Defaults of the parameters. The XRD states them too, so that they show up in the
// claim; a test proves that both are the same.
const (
	DefaultRotationDays = 30
	DefaultOverlapDays  = 7
)

// Limits of the parameters. The XRD states them too.
const (
	MinRotationDays = environment.MinRotationDays
	MaxRotationDays = environment.MaxRotationDays
	MaxOverlapDays  = 90
	MaxShares       = 50
	MaxGrants       = 20
)

// New plans the identity that the parameters describe. It does no I/O, so the same
// arguments always give the same plan. Everything that is wrong is returned at once, in
// the order of the fields, and there is no plan then.
func New(c claim.Claim, p v1alpha1.Parameters, recorded v1alpha1.Status) (Plan, field.ErrorList) {
	r := planner{claim: c, p: WithDefaults(p), recorded: recorded, path: field.NewPath("spec", "parameters")}
	out := r.plan()
	if len(r.errs) > 0 {
		return Plan{}, validate.Sort(r.errs)
	}
	return out, nil
}

// WithDefaults returns the parameters with a default for everything that has one. A
// claim that comes from a control plane has most of them already.
func WithDefaults(p v1alpha1.Parameters) v1alpha1.Parameters {
	if m := p.Machine; m != nil {
		p.Machine = &v1alpha1.Machine{
			RotationDays: cmp.Or(m.RotationDays, DefaultRotationDays),
			OverlapDays:  cmp.Or(m.OverlapDays, DefaultOverlapDays),
		}
	}
	if p.Permissions != nil && p.Permissions.AWS != nil {
		permissions, aws := *p.Permissions, *p.Permissions.AWS
		aws.Statements = make([]v1alpha1.Statement, 0, len(p.Permissions.AWS.Statements))
		for _, s := range p.Permissions.AWS.Statements {
			s.Effect = cmp.Or(s.Effect, v1alpha1.EffectAllow)
			aws.Statements = append(aws.Statements, s)
		}
		permissions.AWS = &aws
		p.Permissions = &permissions
	}
	return p
}

// A planner turns parameters into a plan, and collects what is wrong with them.
type planner struct {
	claim    claim.Claim
	p        v1alpha1.Parameters
	recorded v1alpha1.Status

	path *field.Path
	errs field.ErrorList
}

func (r *planner) refuse(errs ...*field.Error) { r.errs = append(r.errs, errs...) }

func (r *planner) plan() Plan {
	r.checkShares()
	return Plan{
		Claim:       r.claim,
		Subject:     r.subject(),
		Workload:    r.workload(),
		Compute:     r.compute(),
		External:    r.external(),
		Machine:     r.machine(),
		Grants:      r.grants(),
		Boundary:    r.boundary(),
		Permissions: r.permissions(),
		Recorded:    r.recorded,
	}
}

// A subject is one of the parameters of which exactly one is set.
type subject struct {
	name    string
	subject v1alpha1.Subject
	isSet   bool
}

func (r *planner) subjects() []subject {
	return []subject{
		{name: "workload", subject: v1alpha1.SubjectWorkload, isSet: r.p.Workload != nil},
		{name: "compute", subject: v1alpha1.SubjectCompute, isSet: r.p.Compute != nil},
		{name: "external", subject: v1alpha1.SubjectExternal, isSet: r.p.External != nil},
		{name: "machine", subject: v1alpha1.SubjectMachine, isSet: r.p.Machine != nil},
	}
}

// subject of the identity. It never changes: a role, a user and their keys are nothing
// that becomes something else.
func (r *planner) subject() v1alpha1.Subject {
	var found []subject
	for _, s := range r.subjects() {
		if s.isSet {
			found = append(found, s)
		}
	}
	if len(found) == 0 {
		r.refuse(field.Required(r.path, "say who the identity is for: set one of workload, compute, external and machine"))
		return ""
	}
	for _, s := range found[1:] {
		r.refuse(field.Forbidden(r.path.Child(s.name), fmt.Sprintf("an identity is for one of workload, compute, external and machine, and %s is set already: create an identity for each", found[0].name)))
	}
	if was := r.recorded.Subject; was != "" && was != found[0].subject {
		r.refuse(field.Forbidden(r.path.Child(found[0].name), fmt.Sprintf("the identity is for %s and cannot be for another: create a new identity", was)))
	}
	return found[0].subject
}

func (r *planner) compute() *Compute {
	if r.p.Compute == nil {
		return nil
	}
	ref := r.p.Compute.ComputeRef
	if ref == nil {
		return &Compute{}
	}
	path := r.path.Child("compute", "computeRef")
	r.refuse(checkReference(path, ref.Name, ref.Namespace)...)
	namespace := cmp.Or(ref.Namespace, r.claim.Namespace)
	if namespace != r.claim.Namespace && !slices.Contains(r.p.ShareWith, namespace) {
		r.refuse(field.Invalid(path.Child("namespace"), namespace, fmt.Sprintf("may not refer to this identity: add %s to shareWith, or leave the namespace out", namespace)))
	}
	return &Compute{Name: namespace + "/" + ref.Name}
}

func (r *planner) machine() *Machine {
	m := r.p.Machine
	if m == nil {
		return nil
	}
	path, rules := r.path.Child("machine"), r.claim.Guardrails.Identity
	if !environment.IsOn(rules.StaticKeys) {
		r.refuse(field.Forbidden(path, fmt.Sprintf("environment %q does not allow static keys (rule identity.staticKeys): use workload, compute or external, which need none, or ask your platform team", r.claim.Environment)))
	}
	rotation := path.Child("rotationDays")
	r.refuse(validate.Between(rotation, m.RotationDays, MinRotationDays, MaxRotationDays)...)
	r.refuse(validate.Between(path.Child("overlapDays"), m.OverlapDays, 1, MaxOverlapDays)...)
	if longest := rules.MaxRotationDays; longest > 0 && m.RotationDays > longest {
		r.refuse(field.Forbidden(rotation, fmt.Sprintf("environment %q replaces static keys after %d days at the latest (rule identity.maxRotationDays): set rotationDays to %d or less, or ask your platform team", r.claim.Environment, longest, longest)))
	}
	if m.OverlapDays >= m.RotationDays {
		r.refuse(field.Invalid(path.Child("overlapDays"), m.OverlapDays, fmt.Sprintf("must be less than rotationDays, which is %d: a key is gone before the next one is replaced, because no more than two exist", m.RotationDays)))
	}
	return &Machine{RotationDays: m.RotationDays, OverlapDays: m.OverlapDays, Now: r.claim.Now, Recorded: r.recorded.Keys}
}

func (r *planner) checkShares() {
	path := r.path.Child("shareWith")
	for i, ns := range r.p.ShareWith {
		r.refuse(validate.Namespace(path.Index(i), ns)...)
		if ns == r.claim.Namespace && ns != "" {
			r.refuse(field.Invalid(path.Index(i), ns, "is the identity's own namespace, whose claims may refer to it anyway: leave it out"))
		}
	}
	r.refuse(validate.Unique(path, r.p.ShareWith)...)
	r.refuse(validate.AtMost(path, r.p.ShareWith, MaxShares)...)
}
