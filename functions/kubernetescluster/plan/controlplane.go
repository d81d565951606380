// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Limits of the control plane's parameters. The XRD states them too.
const (
	MaxAllowedCIDRs     = 50
	MaxSubjects         = 50
	MaxSubjectLength    = 256
	MaxLogRetentionDays = 3653
)

// endpoint decides who reaches the API server. A claim that does not say so gets what
// its environment allows, Restricted rather than Private.
func (r *planner) endpoint() Endpoint {
	path, e := r.path.Child("endpoint"), r.p.Endpoint
	allowed := r.claim.Guardrails.Kubernetes.EndpointAccesses()
	out := Endpoint{Access: e.Access}
	if out.Access == "" {
		out.Access = defaultAccess(allowed)
	}
	r.refuse(validate.OneOf(path.Child("access"), out.Access, v1alpha1.EndpointAccesses()...)...)
	if known := slices.Contains(v1alpha1.EndpointAccesses(), out.Access); known && !slices.Contains(allowed, string(out.Access)) && !r.hasAccess(out.Access) {
		r.refuse(field.Forbidden(path.Child("access"), fmt.Sprintf("environment %q does not allow access %q; use one of %s, or ask your platform team (rule kubernetes.endpointAccess)",
			r.claim.Environment, out.Access, strings.Join(allowed, ", "))))
	}
	if out.Access != v1alpha1.EndpointRestricted {
		if len(e.AllowedCIDRs) > 0 {
			r.refuse(field.Forbidden(path.Child("allowedCIDRs"), fmt.Sprintf("access %s does not look at them: remove them, or set access to Restricted", out.Access)))
		}
		return out
	}
	out.AllowedCIDRs = r.allowedCIDRs(path.Child("allowedCIDRs"), e.AllowedCIDRs)
	return out
}

// hasAccess says whether the cluster has an access already. Guardrails that were
// tightened since do not stop everything else.
func (r *planner) hasAccess(a v1alpha1.EndpointAccess) bool {
	return r.recorded.ID != "" && orNew(r.recorded.Endpoint).Access == a
}

func defaultAccess(allowed []string) v1alpha1.EndpointAccess {
	if slices.Contains(allowed, string(v1alpha1.EndpointRestricted)) {
		return v1alpha1.EndpointRestricted
	}
	return v1alpha1.EndpointPrivate
}

// allowedCIDRs are those of the claim and of the environment. There must be one: a
// cluster that nobody reaches is better called Private.
func (r *planner) allowedCIDRs(path *field.Path, cidrs []string) []netip.Prefix {
	r.refuse(validate.AtMost(path, cidrs, MaxAllowedCIDRs)...)
	var out []netip.Prefix
	for i, c := range cidrs {
		cidr, errs := validate.CIDR(path.Index(i), c)
		if len(errs) == 0 && cidr.Bits() < environment.MinAllowedBits {
			errs = append(errs, field.Invalid(path.Index(i), c, fmt.Sprintf("must be /%d or smaller, because nobody owns more: name the ranges of those who use the cluster, or set access to Public", environment.MinAllowedBits)))
		}
		r.refuse(errs...)
		if len(errs) == 0 {
			out = append(out, cidr)
		}
	}
	r.refuse(validate.Unique(path, cidrs)...)
	for _, c := range r.claim.Guardrails.Kubernetes.AllowedCIDRs {
		if cidr, err := netip.ParsePrefix(c); err == nil {
			out = append(out, cidr)
		}
	}
	if len(cidrs) == 0 && len(out) == 0 {
		r.refuse(field.Required(path, "name the ranges of the internet that reach the API server, for example those of your office, or set access to Private"))
	}
	slices.SortFunc(out, netip.Prefix.Compare)
	return slices.Compact(out)
}

// access are the admins and the viewers, those of the environment included.
func (r *planner) access() (admins, viewers []string) {
	path, a := r.path.Child("access"), r.p.Access
	r.checkSubjects(path.Child("admins"), a.Admins)
	r.checkSubjects(path.Child("viewers"), a.Viewers)
	platform := r.claim.Guardrails.Kubernetes.Admins[string(r.claim.Provider)]
	for i, v := range a.Viewers {
		if slices.Contains(a.Admins, v) {
			r.refuse(field.Invalid(path.Child("viewers").Index(i), v, "is an admin, who may see everything anyway: leave it out here or there"))
		}
	}
	admins = sorted(slices.Concat(a.Admins, platform))
	viewers = slices.DeleteFunc(sorted(a.Viewers), func(v string) bool { return slices.Contains(admins, v) })
	return admins, viewers
}

// A Subject is a role, a user or a group that the claim gives access to.
type Subject struct {
	// Path of the field that names it.
	Path *field.Path

	// Name of it, in the cloud's own words.
	Name string
}

// subjects are all whom the claim itself names, for a cloud to look at their form.
func (r *planner) subjects() []Subject {
	var out []Subject
	path := r.path.Child("access")
	for i, name := range r.p.Access.Admins {
		out = append(out, Subject{Path: path.Child("admins").Index(i), Name: name})
	}
	for i, name := range r.p.Access.Viewers {
		out = append(out, Subject{Path: path.Child("viewers").Index(i), Name: name})
	}
	return out
}

func sorted(values []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(values)))
}

func (r *planner) checkSubjects(path *field.Path, subjects []string) {
	r.refuse(validate.AtMost(path, subjects, MaxSubjects)...)
	r.refuse(validate.Unique(path, subjects)...)
	for i, s := range subjects {
		switch {
		case s == "":
			r.refuse(field.Required(path.Index(i), "name a role, a user or a group of the cloud"))
		case len(s) > MaxSubjectLength:
			r.refuse(field.TooLong(path.Index(i), s, MaxSubjectLength))
		case strings.ContainsAny(s, " \t\n,"):
			r.refuse(field.Invalid(path.Index(i), s, "must be one role, user or group, without spaces and commas: write each into an item of its own"))
		}
	}
}

// workloadIdentity cannot be switched off: pods would lose their identities, and not
// every cloud can.
func (r *planner) workloadIdentity() bool {
	on := *r.p.WorkloadIdentity
	if had := r.recorded.WorkloadIdentity; !on && had != nil && had.Issuer != "" {
		r.refuse(field.Invalid(r.path.Child("workloadIdentity"), on, "cannot be switched off, because pods may have identities by now: set it to true, or create another cluster"))
	}
	return on
}

// encryption is decided once. A key that encrypts secrets is kept, because without it
// they are lost.
func (r *planner) encryption() Encryption {
	path, on := r.path.Child("encryption", "enabled"), r.p.Encryption.Enabled
	had := r.recorded.Encryption
	if had == nil || r.recorded.ID == "" {
		return r.newEncryption(path, on)
	}
	if on != nil && !*on {
		r.refuse(field.Invalid(path, false, "cannot be switched off, because the secrets of the cluster are encrypted with "+firstOf(had.Key, "a key of its own")+": remove it, or create another cluster"))
	}
	return Encryption{Enabled: true, Key: ownOr(had)}
}

// newEncryption decides about a cluster whose secrets are not encrypted. One that is
// there is not changed because its environment was.
func (r *planner) newEncryption(path *field.Path, on *bool) Encryption {
	e := r.claim.Guardrails
	key := e.EncryptionKey(r.claim.Provider, r.claim.Region)
	possible := key != "" || environment.IsOn(e.Kubernetes.CreateKeys)
	required := environment.IsOn(e.Kubernetes.CustomerKeys)
	if on == nil && !required {
		on = new(possible && r.recorded.ID == "")
	}
	switch {
	case on != nil && !*on && required:
		r.refuse(field.Forbidden(path, fmt.Sprintf("environment %q demands that secrets are encrypted with a key; set it to true, or ask your platform team (rule kubernetes.customerKeys)", r.claim.Environment)))
	case on != nil && !*on:
		return Encryption{}
	case !possible:
		r.refuse(field.Forbidden(path, fmt.Sprintf("environment %q has no key in %s and does not allow to create one; remove it, or ask your platform team (rules %s.encryptionKeys and kubernetes.createKeys)",
			r.claim.Environment, r.claim.Region.Native, r.claim.Provider)))
	}
	return Encryption{Enabled: true, Key: key}
}

// ownOr is the key that the environment gave. There is none where the cluster has a
// key of its own.
func ownOr(s *v1alpha1.EncryptionStatus) string {
	if s.Own {
		return ""
	}
	return s.Key
}

func (r *planner) logging() Logging {
	path, l := r.path.Child("logging"), r.p.Logging
	for i, c := range l.Components {
		r.refuse(validate.OneOf(path.Child("components").Index(i), c, v1alpha1.LogComponents()...)...)
	}
	r.refuse(validate.Unique(path.Child("components"), l.Components)...)
	r.refuse(validate.Between(path.Child("retentionDays"), l.RetentionDays, 1, MaxLogRetentionDays)...)
	return Logging{Components: slices.Sorted(slices.Values(l.Components)), RetentionDays: l.RetentionDays}
}

func (r *planner) deletionProtection() bool {
	if on := r.p.DeletionProtection; on != nil {
		return *on
	}
	return environment.IsOn(r.claim.Guardrails.Kubernetes.DeletionProtection)
}

// Protected says why the claim must not be deleted, and what to do first. It is empty
// when it may be.
func (p Plan) Protected() string {
	if !p.DeletionProtection {
		return ""
	}
	return "the cluster is protected: set spec.parameters.deletionProtection to false before you delete it"
}
