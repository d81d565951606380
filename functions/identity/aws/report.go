// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"cmp"
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/identity/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
)

// Report what was observed of an identity. What was recorded before stays as long as its
// resource exists, because others rely on it.
func Report(p plan.Plan, o managed.Observed, s *v1alpha1.Status) {
	i := &identity{Plan: p, observed: o}
	*s = p.Status()
	s.ID = i.arn()
	s.Principal = i.reportPrincipal()
	if s.Compute != nil {
		i.reportInstanceProfile(s.Compute)
	}
	if s.External != nil {
		s.External.Audience = i.audience()
		s.External.Provider = i.oidcProviderARN()
	}
	for _, k := range i.staticKeys() {
		s.Keys = append(s.Keys, k.Status(*p.Machine, i.accessKeyID(k.Slot)))
	}
	s.Grants = p.GrantStatuses(func(g plan.Grant) plan.Progress { return i.progress(i.grantKeys(g)...) })
	s.Permissions = i.reportPermissions()
}

// reportPrincipal once there is one.
func (i *identity) reportPrincipal() *v1alpha1.Principal {
	arn := i.arn()
	if arn == "" {
		return nil
	}
	recorded := v1alpha1.Principal{}
	if r := i.Recorded.Principal; r != nil {
		recorded = *r
	}
	at := managed.At[aws.RoleObservation](i.observed, i.principalKey())
	return &v1alpha1.Principal{Name: i.principalName(), ARN: arn, UniqueID: cmp.Or(at.UniqueID, recorded.UniqueID)}
}

// reportInstanceProfile once there is one.
func (i *identity) reportInstanceProfile(s *v1alpha1.ComputeStatus) {
	recorded := ""
	if r := i.Recorded.Compute; r != nil && i.observed.Exists(keyInstanceProfile) {
		recorded = r.InstanceProfileARN
	}
	s.InstanceProfileARN = cmp.Or(managed.At[aws.InstanceProfileObservation](i.observed, keyInstanceProfile).ARN, recorded)
	if s.InstanceProfileARN != "" {
		s.InstanceProfile = i.instanceProfileName()
	}
}

// accessKeyID of a slot, as it was observed or else recorded.
func (i *identity) accessKeyID(s v1alpha1.KeySlot) string {
	if id := managed.At[aws.AccessKeyObservation](i.observed, accessKeyKey(s)).ID; id != "" || !i.keyExists(s) {
		return id
	}
	n := slices.IndexFunc(i.Recorded.Keys, func(k v1alpha1.Key) bool { return k.Slot == s })
	if n < 0 {
		return ""
	}
	return i.Recorded.Keys[n].ID
}

// progress of what consists of several resources.
func (i *identity) progress(keys ...managed.Key) plan.Progress {
	return plan.Progress{
		Exists: slices.ContainsFunc(keys, i.observed.Exists),
		Ready:  !slices.ContainsFunc(keys, func(k managed.Key) bool { return !i.observed.Ready(k) }),
	}
}

func (i *identity) reportPermissions() []v1alpha1.PermissionStatus {
	var out []v1alpha1.PermissionStatus
	for _, arn := range i.Permissions.Policies {
		out = append(out, v1alpha1.PermissionStatus{Name: arn, State: i.progress(i.attachmentKey(arn)).State()})
	}
	if len(i.Permissions.Document.Statements) > 0 {
		out = append(out, v1alpha1.PermissionStatus{Name: i.documentName(), State: i.progress(i.allowKeys(keyPermissions)...).State()})
	}
	return out
}
