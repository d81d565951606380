// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/identity/plan"
)

// ready is what is reported of a principal that exists.
func ready(p plan.Plan, s v1alpha1.Status) v1alpha1.Status {
	i := &identity{Plan: p}
	s.Subject = p.Subject
	s.ID = "arn:aws:iam::123456789012:role/id-of-" + string(i.principalKey())
	s.Principal = &v1alpha1.Principal{Name: i.principalName(), ARN: s.ID, UniqueID: "AROA0123456789"}
	s.Grants = []v1alpha1.Grant{}
	return s
}

func TestReport(t *testing.T) {
	t.Parallel()
	grants := with(workload()).Grants
	permissions := func(p plan.Plan) []v1alpha1.PermissionStatus {
		return []v1alpha1.PermissionStatus{{Name: testPolicy, State: v1alpha1.GrantGranted}, {Name: (&identity{Plan: p}).documentName(), State: v1alpha1.GrantGranted}}
	}
	granted := func(s v1alpha1.Status) v1alpha1.Status {
		for _, g := range grants {
			s.Grants = append(s.Grants, v1alpha1.Grant{Kind: g.Kind, Target: g.Target, Role: g.Role, State: v1alpha1.GrantGranted, ResourceID: g.ResourceID()})
		}
		return s
	}
	pods := &v1alpha1.WorkloadStatus{Cluster: "shop/main", Namespace: "shop", ServiceAccount: "checkout", Managed: true, Access: workload().Workload.Access}
	elsewhere := &v1alpha1.ExternalStatus{Issuer: testIssuer, Subject: testSubject, Audience: "sts.amazonaws.com", Provider: providerARN}
	fullCompute := granted(ready(compute(), v1alpha1.Status{
		Compute:     &v1alpha1.ComputeStatus{InstanceProfile: (&identity{Plan: compute()}).instanceProfileName(), InstanceProfileARN: "arn:aws:iam::123456789012:instance-profile/checkout"},
		Permissions: permissions(compute()),
	}))
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   v1alpha1.Status
	}{
		"Workload": {reason: "Pods need no annotations.", plan: workload(), want: ready(workload(), v1alpha1.Status{Workload: pods})},
		"Compute":  {reason: "Virtual machines are told the profile, and what was granted.", plan: with(compute()), want: fullCompute},
		"External": {reason: "A system elsewhere is told what its tokens must say.", plan: external(), want: ready(external(), v1alpha1.Status{External: elsewhere})},
		"NoAccount": {
			reason: "The provider is told as it was observed.", plan: changed(external(), func(p *plan.Plan) { p.Claim.Guardrails.AWS.AccountID = "" }),
			want: ready(external(), v1alpha1.Status{External: elsewhere}),
		},
		"Machine": {
			reason: "A key is told with what becomes of it when.", plan: machine(),
			want: ready(machine(), v1alpha1.Status{Keys: []v1alpha1.Key{{
				Slot: "a", State: v1alpha1.KeyCurrent, ID: "AKIA-key-a", CreatedAt: "2026-01-05T12:00:00Z", RotatesAt: "2026-02-04T12:00:00Z",
			}}}),
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, o, got := converge(t, tc.plan)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nReport(...): -want, +got:\n%s", tc.reason, diff)
			}
			var lost v1alpha1.Status
			Report(record(tc.plan, got), o.LostStatus(), &lost)
			for i := range lost.Grants {
				lost.Grants[i].State = v1alpha1.GrantGranted
			}
			for i := range lost.Permissions {
				lost.Permissions[i].State = v1alpha1.GrantGranted
			}
			if diff := cmp.Diff(tc.want, lost); diff != "" {
				t.Errorf("What was known stays while its resource exists.\nReport(...): -want, +got:\n%s", diff)
			}
		})
	}
}

// TestReportProgress shows that a grant is told as soon as it is asked for.
func TestReportProgress(t *testing.T) {
	t.Parallel()
	p := with(compute())
	var first v1alpha1.Status
	Report(p, observations{}, &first)
	for _, g := range first.Grants {
		if g.State != v1alpha1.GrantWaiting {
			t.Errorf("%s of %s is %s before there is anything", g.Role, g.Target, g.State)
		}
	}
	if first.ID != "" || first.Principal != nil || first.Compute.InstanceProfile != "" {
		t.Errorf("there is nothing to use yet: %+v", first)
	}
	// A grant is granted when all of it is.
	_, o, _ := converge(t, p)
	entry := o["entry-cluster-main"]
	entry.Ready = false
	o["entry-cluster-main"] = entry
	var then v1alpha1.Status
	Report(p, o, &then)
	for _, g := range then.Grants {
		want := v1alpha1.GrantGranted
		if g.Kind == v1alpha1.TargetKubernetesCluster {
			want = v1alpha1.GrantGranting
		}
		if g.State != want {
			t.Errorf("%s of %s is %s, want %s", g.Role, g.Target, g.State, want)
		}
	}
}
