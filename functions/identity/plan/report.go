// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"cmp"

	"github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
)

// Warnings say which grants wait for what. They keep nothing from being served.
func Warnings(p Plan) []string {
	var out []string
	if p.Workload != nil && p.Workload.Waits != "" {
		out = append(out, "workload: waits, because "+p.Workload.Waits)
	}
	for _, g := range p.Grants {
		if g.Waits != "" {
			out = append(out, "access: "+string(g.Role)+" of "+string(g.Kind)+" "+g.Target+" waits, because "+g.Waits)
		}
	}
	return out
}

// Status returns what is known of the identity before anything was observed.
func (p Plan) Status() v1alpha1.Status {
	out := v1alpha1.Status{Subject: p.Subject}
	if w := p.Workload; w != nil {
		out.Workload = &v1alpha1.WorkloadStatus{Cluster: w.Cluster, Namespace: w.Namespace, ServiceAccount: w.ServiceAccount, Managed: w.Create, Access: w.Access}
	}
	if c := p.Compute; c != nil {
		out.Compute = &v1alpha1.ComputeStatus{Compute: c.Name}
	}
	if e := p.External; e != nil {
		out.External = &v1alpha1.ExternalStatus{Issuer: e.Issuer, Subject: e.Subject, Audience: e.Audience}
	}
	return out
}

// A Progress says how far the resources of a grant or of a permission have come.
type Progress struct {
	// Exists is true once there is a resource.
	Exists bool

	// Ready is true once the cloud has it.
	Ready bool
}

// GrantStatuses returns what became of every grant, given how far the resources of each
// have come.
func (p Plan) GrantStatuses(progress func(g Grant) Progress) []v1alpha1.Grant {
	out := make([]v1alpha1.Grant, 0, len(p.Grants))
	for _, g := range p.Grants {
		state, message := g.state(progress(g), p.Recorded.ID != "")
		out = append(out, v1alpha1.Grant{
			Kind: g.Kind, Target: g.Target, Role: g.Role, State: state, Message: message,
			ResourceID: cmp.Or(g.ResourceID(), p.recordedID(g)),
		})
	}
	return out
}

// recordedID is the last known id of a target that still exists.
func (p Plan) recordedID(g Grant) string {
	if g.Absent {
		return ""
	}
	for _, r := range p.Recorded.Grants {
		if r.Kind == g.Kind && r.Target == g.Target {
			return r.ResourceID
		}
	}
	return ""
}

// state of a grant to an identity that exists, or does not yet. What was granted stays
// granted, even if the target loses its id.
func (g Grant) state(p Progress, identity bool) (v1alpha1.GrantState, string) {
	switch {
	case g.Absent:
		return v1alpha1.GrantWaiting, g.Waits
	case p.Ready:
		return v1alpha1.GrantGranted, ""
	case p.Exists:
		return v1alpha1.GrantGranting, ""
	case g.Waits != "":
		return v1alpha1.GrantWaiting, g.Waits
	case identity:
		return v1alpha1.GrantGranting, ""
	}
	return v1alpha1.GrantWaiting, "the identity is not ready yet"
}

// State of a permission, given how far its resource has come.
func (p Progress) State() v1alpha1.GrantState {
	switch {
	case p.Ready:
		return v1alpha1.GrantGranted
	case p.Exists:
		return v1alpha1.GrantGranting
	}
	return v1alpha1.GrantWaiting
}
