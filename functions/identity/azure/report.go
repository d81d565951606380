// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/identity/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
)

// Report what was observed of an identity. What was recorded before stays as long as its
// resource exists, because others rely on it.
func Report(p plan.Plan, o managed.Observed, s *v1alpha1.Status) {
	i := &identity{Plan: p, observed: o}
	*s = p.Status()
	id, principal := i.known()
	if id != "" {
		s.ID, s.Principal = id, &principal
	}
	if s.Workload != nil {
		s.Workload.Annotations = i.annotations()
		s.Workload.PodLabels = map[string]string{labelUse: valueUse}
	}
	if s.External != nil {
		s.External.Audience = i.audience()
	}
	s.Grants = p.GrantStatuses(func(g plan.Grant) plan.Progress { return i.progress(grantKeys(g)...) })
	for _, a := range p.Permissions.Assignments {
		s.Permissions = append(s.Permissions, v1alpha1.PermissionStatus{
			Name: a.Role, Scope: a.Scope, State: i.progress(keyPermission.Join(a.Key)).State(),
		})
	}
}

// progress of what consists of several resources.
func (i *identity) progress(keys ...managed.Key) plan.Progress {
	return plan.Progress{
		Exists: slices.ContainsFunc(keys, i.observed.Exists),
		Ready:  !slices.ContainsFunc(keys, func(k managed.Key) bool { return !i.observed.Ready(k) }),
	}
}
