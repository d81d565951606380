// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"cmp"
	"fmt"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	identityv1alpha1 "github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
)

// identity that machines act as. The Identity knows nothing of this claim but its name,
// so that neither waits for the other in a circle.
func (r *planner) identity() *Identity {
	ref, path := r.p.IdentityRef, Path("identityRef")
	if ref == nil {
		return nil
	}
	s := identityv1alpha1.Status{}
	name, ok := r.referTo(path, *ref, &s)
	if ok {
		r.checkIdentity(path, name, s)
	}
	out := &Identity{IdentityStatus: v1alpha1.IdentityStatus{Name: name, ID: s.ID}}
	if s.Compute != nil {
		out.InstanceProfile = s.Compute.InstanceProfile
	}
	if s.Principal != nil {
		out.ClientID, out.Email = s.Principal.ClientID, s.Principal.Email
	}
	if had := r.recorded.Identity; had != nil && had.Name == name {
		out.ID = cmp.Or(out.ID, had.ID)
		out.InstanceProfile = cmp.Or(out.InstanceProfile, had.InstanceProfile)
		out.ClientID = cmp.Or(out.ClientID, had.ClientID)
		out.Email = cmp.Or(out.Email, had.Email)
	}
	if out.ID == "" || out.InstanceProfile == "" && out.ClientID == "" && out.Email == "" {
		out.Waits = []string{claim.WaitsFor("identity", name, r.claim.References[path.String()].Found)}
	}
	return out
}

// checkIdentity refuses an identity that is not for these machines. An identity is not
// in a region.
func (r *planner) checkIdentity(path *field.Path, name string, s identityv1alpha1.Status) {
	r.checkPlace(path, "an identity", name, s.CommonStatus, false)
	own := r.claim.Namespace + "/" + r.claim.Name
	switch {
	case s.Subject != "" && s.Subject != identityv1alpha1.SubjectCompute:
		r.refuse(field.Invalid(path, name, fmt.Sprintf("is for %s: refer to an Identity with spec.parameters.compute", s.Subject)))
	case s.Compute != nil && s.Compute.Compute != "" && s.Compute.Compute != own:
		r.refuse(field.Invalid(path, name, fmt.Sprintf("is for %s alone: change its computeRef, or refer to an Identity of this Compute's own", s.Compute.Compute)))
	}
}
