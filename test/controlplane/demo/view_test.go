// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package demo

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"

	"github.com/hyperscalar/hyperscalar/test/manifest"
)

const objects = `
apiVersion: platform.hyperscalar.io/v1alpha1
kind: Network
metadata: {namespace: shop, name: a}
spec:
  resourceRef: {apiVersion: platform.hyperscalar.io/v1alpha1, kind: XNetwork, name: a-1}
---
apiVersion: platform.hyperscalar.io/v1alpha1
kind: XNetwork
metadata: {name: a-1}
spec:
  resourceRefs:
  - {apiVersion: ec2.aws.upbound.io/v1beta1, kind: VPC, name: a-1-vpc}
  - {apiVersion: ec2.aws.upbound.io/v1beta1, kind: Subnet, name: a-1-subnet}
  - {apiVersion: ec2.aws.upbound.io/v1beta1, kind: EIP, name: a-1-eip}
status:
  phase: Provisioning
  blocking:
  - {resource: subnet, kind: Subnet, reason: Creating}
  - {resource: eip, kind: EIP, reason: ReconcileError, message: AddressLimitExceeded}
  waiting:
  - {resource: nat, for: [eip, subnet]}
---
apiVersion: platform.hyperscalar.io/v1alpha1
kind: Network
metadata: {namespace: shop, name: b}
spec:
  crossplane:
    resourceRefs: [{apiVersion: ec2.aws.m.upbound.io/v1beta1, kind: VPC, name: b-vpc}]
status: {phase: Ready, conditions: [{type: Ready, status: "True"}]}
`

func observed(t *testing.T) []Claim {
	t.Helper()
	us, err := manifest.Parse([]byte(objects))
	if err != nil {
		t.Fatal(err)
	}
	b := fake.NewClientBuilder()
	for _, u := range us {
		b.WithObjects(u)
	}
	unseen := &unstructured.Unstructured{}
	unseen.SetGroupVersionKind(us[0].GroupVersionKind())
	unseen.SetNamespace("shop")
	unseen.SetName("c")
	cs, err := Observe(t.Context(), b.Build(), append(Claims(us), unseen))
	if err != nil {
		t.Fatal(err)
	}
	return cs
}

func TestScreen(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason        string
		width, height int
		want          []string
	}{
		"Large": {
			reason: "What exists and is ready is counted of all that is wanted, and what is missing is said.",
			width:  80, height: 40,
			want: []string{
				"shop/a                           Provisioning     1/4 ready",
				"    eip (EIP) ReconcileError: AddressLimitExceeded",
				"    in progress: subnet",
				"    nat waits for eip, subnet",
				"shop/b                           Ready            1/1 ready",
				"shop/c                           New              0/0 ready",
				"1.0s: 1 of 3 claims ready, 2 of 5 resources",
			},
		},
		"Small": {
			reason: "No line is broken, and all fit on the screen.",
			width:  10, height: 5,
			want: []string{"shop/a   …", "    eip (…", "... 4 lin…", "1.0s: 1 o…"},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, screen(observed(t), time.Second, tc.width, tc.height)); diff != "" {
				t.Errorf("%s\nscreen(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestChanges(t *testing.T) {
	t.Parallel()
	j := &Journal{}
	cs := observed(t)
	if n := len(j.Changes(cs, 0)); n != 6 {
		t.Errorf("Everything is new at first.\nChanges(...): want 6 lines, got %d", n)
	}
	if diff := cmp.Diff([]string(nil), j.Changes(cs, time.Minute)); diff != "" {
		t.Errorf("What did not change is not told again.\nChanges(...): -want, +got:\n%s", diff)
	}
	cs[0].Available, cs[0].Blocking, cs[0].Waiting, cs[0].Ready = 4, nil, nil, true
	want := []string{"  61.0s  shop/a                           Provisioning     4/4 ready"}
	if diff := cmp.Diff(want, j.Changes(cs, 61*time.Second)); diff != "" {
		t.Errorf("What changed is told.\nChanges(...): -want, +got:\n%s", diff)
	}
}

func TestUnready(t *testing.T) {
	t.Parallel()
	cs := observed(t)
	if Unready(cs) == nil {
		t.Error("Claims that are not ready are an error.\nUnready(...): want an error")
	}
	if Unready(nil) == nil {
		t.Error("Claims that were never seen are not ready.\nUnready(...): want an error")
	}
	if err := Unready(cs[1:2]); err != nil {
		t.Errorf("Claims that are ready are no error.\nUnready(...): %v", err)
	}
}
