// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"cmp"
	"fmt"
	"slices"

	"k8s.io/apimachinery/pkg/util/validation/field"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Defaults of the parameters. The XRD states those that are the same for every
// type, so that they show up in the claim; a test proves that both are the same.
const (
	DefaultType             = v1alpha1.TypeObject
	DefaultKeyType          = v1alpha1.KeyPlatform
	DefaultVersions         = v1alpha1.VersionsCurrent
	DefaultRetentionMode    = v1alpha1.RetentionGovernance
	DefaultAccessLogDays    = 90
	DefaultCORSMaxAge       = 3600
	DefaultPerformance      = v1alpha1.PerformanceStandard
	DefaultFileSizeGiB      = 1024
	DefaultWhenNotEmpty     = v1alpha1.WhenNotEmptyKeep
	defaultPublicAccess     = v1alpha1.PublicAccessBlocked
	defaultDeletionBehavior = platform.DeletionPolicyDelete
)

// Limits of the parameters. The XRD states them too.
const (
	MaxLifecycleRules  = 20
	MaxPrefix          = 512
	MaxLifecycleDays   = 36500
	MaxRetentionDays   = 36500
	MaxCORSRules       = 5
	MaxCORSItems       = 20
	MaxCORSText        = 256
	MaxCORSMaxAge      = 86400
	MaxAccessLogDays   = 3653
	MinBlockSizeGiB    = 10
	MinFileSizeGiB     = 100
	MaxSizeGiB         = 65536
	MaxKeyID           = 512
	MaxZone            = 32
	MaxShares          = 50
	minDays            = 1
	lettersOfZones     = "abcdef"
	lifecycleHashChars = 8
)

// New plans the storage that the parameters describe. It does no I/O, so the same
// arguments always give the same plan. Everything that is wrong is returned at
// once, in the order of the fields, and there is no plan then.
func New(c claim.Claim, p v1alpha1.Parameters, recorded v1alpha1.Status) (Plan, field.ErrorList) {
	r := planner{claim: c, p: WithDefaults(p), recorded: recorded, path: field.NewPath("spec", "parameters")}
	out := r.plan()
	if len(r.errs) > 0 {
		return Plan{}, validate.Sort(r.errs)
	}
	return out, nil
}

// WithDefaults returns the parameters with a default for everything that has
// one, whatever the type. A claim that comes from a control plane has most of
// them already.
func WithDefaults(p v1alpha1.Parameters) v1alpha1.Parameters {
	p.Type = cmp.Or(p.Type, DefaultType)
	p.DeletionPolicy = cmp.Or(p.DeletionPolicy, defaultDeletionBehavior)
	p.Encryption = encryptionWithDefaults(p.Encryption)
	p.Lifecycle = slices.Clone(p.Lifecycle)
	for i := range p.Lifecycle {
		if rule := &p.Lifecycle[i]; rule.Action != v1alpha1.LifecycleAbort {
			rule.Versions = cmp.Or(rule.Versions, DefaultVersions)
		}
	}
	if r := p.Retention; r != nil {
		p.Retention = &v1alpha1.Retention{Mode: cmp.Or(r.Mode, DefaultRetentionMode), Days: r.Days}
	}
	p.CORS = slices.Clone(p.CORS)
	for i := range p.CORS {
		p.CORS[i].MaxAgeSeconds = cmp.Or(p.CORS[i].MaxAgeSeconds, DefaultCORSMaxAge)
	}
	if l := p.AccessLogs; l != nil {
		p.AccessLogs = &v1alpha1.AccessLogs{Enabled: l.Enabled, RetentionDays: cmp.Or(l.RetentionDays, DefaultAccessLogDays)}
	}
	p.Protection = protectionWithDefaults(p.Protection)
	return p
}

func encryptionWithDefaults(e *v1alpha1.Encryption) *v1alpha1.Encryption {
	key := v1alpha1.Key{}
	if e != nil && e.Key != nil {
		key = *e.Key
	}
	key.Type = cmp.Or(key.Type, DefaultKeyType)
	return &v1alpha1.Encryption{Key: &key}
}

func protectionWithDefaults(p *v1alpha1.Protection) *v1alpha1.Protection {
	out := v1alpha1.Protection{}
	if p != nil {
		out = *p
	}
	out.WhenNotEmpty = cmp.Or(out.WhenNotEmpty, DefaultWhenNotEmpty)
	return &out
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
	out := Plan{Claim: r.claim, Type: r.p.Type, Protection: r.protection(), Recorded: r.recorded}
	if errs := r.checkType(); len(errs) > 0 {
		r.refuse(errs...)
		return out
	}
	r.checkFields()
	out.Key = r.key()
	out.Network = r.network()
	switch r.p.Type {
	case v1alpha1.TypeObject:
		out.Object = r.object(out.Key)
	case v1alpha1.TypeBlock:
		out.Block = r.block()
	case v1alpha1.TypeFile:
		out.File = r.file()
	}
	r.checkChanges(out)
	return out
}

// checkType comes first, because what else is wrong depends on it.
func (r *planner) checkType() field.ErrorList {
	path := r.path.Child("type")
	if errs := validate.OneOf(path, r.p.Type, v1alpha1.Types()...); len(errs) > 0 {
		return errs
	}
	return validate.Immutable(path, r.p.Type, r.recorded.Type, "create another storage of the other type, and delete this one when nothing uses it any more")
}

// A parameter belongs to some types of storage only.
type parameter struct {
	name  string
	isSet bool
	of    []v1alpha1.Type
}

// parameters that do not belong to every type.
func (r *planner) parameters() []parameter {
	object := []v1alpha1.Type{v1alpha1.TypeObject}
	sized := []v1alpha1.Type{v1alpha1.TypeBlock, v1alpha1.TypeFile}
	return []parameter{
		{name: "versioning", isSet: r.p.Versioning != nil, of: object},
		{name: "publicAccess", isSet: r.p.PublicAccess != "", of: object},
		{name: "lifecycle", isSet: len(r.p.Lifecycle) > 0, of: object},
		{name: "retention", isSet: r.p.Retention != nil, of: object},
		{name: "replication", isSet: r.p.Replication != nil, of: object},
		{name: "cors", isSet: len(r.p.CORS) > 0, of: object},
		{name: "accessLogs", isSet: r.p.AccessLogs != nil, of: object},
		{name: "sizeGiB", isSet: r.p.SizeGiB != 0, of: sized},
		{name: "performance", isSet: r.p.Performance != "", of: sized},
		{name: "zone", isSet: r.p.Zone != "", of: []v1alpha1.Type{v1alpha1.TypeBlock}},
		{name: "networkRef", isSet: r.p.NetworkRef != nil, of: []v1alpha1.Type{v1alpha1.TypeObject, v1alpha1.TypeFile}},
	}
}

// checkFields refuses what does not belong to the type.
func (r *planner) checkFields() {
	for _, f := range r.parameters() {
		if !f.isSet || slices.Contains(f.of, r.p.Type) {
			continue
		}
		r.refuse(field.Forbidden(r.path.Child(f.name), fmt.Sprintf(
			"belongs to type %s, and this storage is of type %s: remove %s", either(f.of), r.p.Type, f.name)))
	}
}

// either names one or two types.
func either(types []v1alpha1.Type) string {
	if len(types) == 1 {
		return string(types[0])
	}
	return string(types[0]) + " or " + string(types[1])
}

func (r *planner) protection() Protection {
	path, p := r.path.Child("protection"), r.p.Protection
	r.refuse(validate.OneOf(path.Child("whenNotEmpty"), p.WhenNotEmpty, v1alpha1.WhenNotEmptyKeep, v1alpha1.WhenNotEmptyDelete)...)
	on := environment.IsOn(r.claim.Guardrails.Storage.DeletionProtection)
	if p.Deletion != nil {
		on = *p.Deletion
	}
	return Protection{
		Deletion:     on,
		WhenNotEmpty: p.WhenNotEmpty,
		Orphan:       r.p.DeletionPolicy == platform.DeletionPolicyOrphan,
	}
}

// refuseRule refuses what the environment does not allow.
func (r *planner) refuseRule(path *field.Path, what, instead, rule string) {
	r.refuse(field.Forbidden(path, fmt.Sprintf("environment %q %s; %s, or ask your platform team (rule %s)", r.claim.Environment, what, instead, rule)))
}

func (r *planner) checkShares() {
	path := r.path.Child("shareWith")
	for i, ns := range r.p.ShareWith {
		r.refuse(validate.Namespace(path.Index(i), ns)...)
		if ns == r.claim.Namespace && ns != "" {
			r.refuse(field.Invalid(path.Index(i), ns, "is the storage's own namespace, whose claims may refer to it anyway: leave it out"))
		}
	}
	r.refuse(validate.Unique(path, r.p.ShareWith)...)
	r.refuse(validate.AtMost(path, r.p.ShareWith, MaxShares)...)
}
