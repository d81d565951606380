// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"cmp"

	"github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/identity/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
)

// Report what was observed of an identity. What was recorded before stays as long as its
// resource exists, because others rely on it.
func Report(p plan.Plan, o managed.Observed, s *v1alpha1.Status) {
	i := &identity{Plan: p, observed: o}
	*s = p.Status()
	if e := i.observedEmail(); e != "" {
		s.ID = accountPath(i.project(), e)
		s.Principal = i.reportPrincipal(e)
	}
	if s.Workload != nil {
		s.Workload.Annotations = i.annotations()
	}
	if s.External != nil {
		s.External.Audience = i.audience()
		s.External.Provider = i.providerName()
	}
	for _, k := range i.planned() {
		s.Keys = append(s.Keys, k.Status(*p.Machine, i.keyID(k.Slot)))
	}
	s.Grants = p.GrantStatuses(func(g plan.Grant) plan.Progress { return i.progress(grantKey(g)) })
	for _, role := range p.Permissions.Roles {
		s.Permissions = append(s.Permissions, v1alpha1.PermissionStatus{Name: role, Scope: i.scope(), State: i.progress(i.roleKey(role)).State()})
	}
}

func (i *identity) reportPrincipal(email string) *v1alpha1.Principal {
	recorded := v1alpha1.Principal{}
	if r := i.Recorded.Principal; r != nil {
		recorded = *r
	}
	at := managed.At[gcp.ServiceAccountObservation](i.observed, keyAccount)
	return &v1alpha1.Principal{Name: i.accountName(), Email: email, UniqueID: cmp.Or(at.UniqueID, recorded.UniqueID)}
}

// scope of roles in the project.
func (i *identity) scope() string {
	if p := i.project(); p != "" {
		return "projects/" + p
	}
	return ""
}

func (i *identity) progress(k managed.Key) plan.Progress {
	return plan.Progress{Exists: i.observed.Exists(k), Ready: i.observed.Ready(k)}
}
