// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/crossplane/crossplane-runtime/v2/pkg/meta"
	xpv2 "github.com/crossplane/crossplane/apis/v2/core/v2"

	"github.com/hyperscalar/hyperscalar/internal/managed"
)

func TestFaultsOfAnnotations(t *testing.T) {
	t.Parallel()
	const api = ", https response error StatusCode: "
	cases := map[string]struct {
		reason string
		fault  string
		want   string
	}{
		"Error": {
			reason: "An error without a number stays.",
			fault:  "error",
			want:   created("creating EC2 VPC: operation error EC2: CreateVpc" + api + "500, RequestID: ..., api error InternalError: An internal error has occurred"),
		},
		"ErrorText": {
			reason: "An error may say something else.",
			fault:  "error=99:out of luck",
			want:   created("creating EC2 VPC: operation error EC2: CreateVpc" + api + "500, RequestID: ..., api error InternalError: out of luck"),
		},
		"Quota": {
			reason: "A quota keeps a resource from being created.",
			fault:  "quota",
			want:   created("creating EC2 VPC: operation error EC2: CreateVpc" + api + "400, RequestID: ..., api error VpcLimitExceeded: The maximum number of EC2 VPCs has been reached."),
		},
		"Throttle": {
			reason: "Throttling hits every request.",
			fault:  "throttle",
			want: "observe failed: failed to observe the resource: [{0 reading EC2 VPC (vpc-...): operation error EC2: DescribeVpc" + api +
				"503, RequestID: ..., api error RequestLimitExceeded: Request limit exceeded.  []}]",
		},
		"RegionDown": {
			reason: "A region that is down answers nothing.",
			fault:  "region-down",
			want: "observe failed: failed to observe the resource: [{0 reading EC2 VPC (vpc-...): operation error EC2: DescribeVpc" + api +
				"503, RequestID: ..., api error ServiceUnavailable: The service is unavailable in eu-west-1. Please try again shortly.  []}]",
		},
		"NeverReady": {
			reason: "A resource may never become ready.",
			fault:  "never-ready",
		},
		"Slow": {
			reason: "A resource may take its time.",
			fault:  "slow=1h",
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			u := pick(t, "aws.yaml", "VPC/vpc")[0]
			u.SetAnnotations(map[string]string{AnnotationFault: tc.fault})
			w.apply(u)
			w.run()
			if s := w.get(u).GetCondition(xpv2.TypeReady).Status; s == corev1.ConditionTrue {
				t.Errorf("%s\nit should not be ready", tc.reason)
			}
			w.wantMessage(u, tc.want)
			w.change(u, func(u *unstructured.Unstructured) { meta.RemoveAnnotations(u, AnnotationFault) })
			w.now = w.now.Add(time.Hour)
			w.run()
			w.wantReady()
		})
	}
}

func TestFaultsThatPass(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]string{"Error": "error=3", "Quota": "quota=2", "Throttle": "throttle=4", "Both": "throttle=1; error=1"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.step = delay / 2
			u := pick(t, "aws.yaml", "VPC/vpc")[0]
			u.SetAnnotations(map[string]string{AnnotationFault: fault})
			w.apply(u)
			w.once()
			if message(w.get(u)) == "" {
				t.Error("there should be an error at first")
			}
			w.run()
			w.wantReady()
		})
	}
}

func TestDrift(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	u := pick(t, "aws.yaml", "VPC/vpc")[0]
	w.apply(u)
	w.run()
	w.wantReady()
	w.change(u, func(u *unstructured.Unstructured) {
		meta.AddAnnotations(u, map[string]string{AnnotationFault: `drift=tags.team:"somebody"`})
	})
	w.once()
	if got := w.observed(u).String("tags.team"); got != "somebody" {
		t.Errorf("the drift should be observed, got %q", got)
	}
	w.run()
	if got := w.observed(u).String("tags.team"); got != "shop" {
		t.Errorf("the drift should be repaired, got %q", got)
	}
}

func TestVanish(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	u := pick(t, "aws.yaml", "EIP/eip")[0]
	w.apply(u)
	w.run()
	w.wantReady()
	w.change(u, func(u *unstructured.Unstructured) {
		meta.AddAnnotations(u, map[string]string{AnnotationFault: "vanish"})
	})
	w.once()
	if c := w.get(u).GetCondition(xpv2.TypeReady); c.Reason != xpv2.ReasonCreating {
		t.Errorf("what vanished should be created again, got %q", c.Reason)
	}
	w.run()
	w.wantReady()
}

func TestUndeletable(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	u := pick(t, "aws.yaml", "EIP/eip")[0]
	u.SetAnnotations(map[string]string{AnnotationFault: "undeletable"})
	w.apply(u)
	w.run()
	w.wantReady()
	w.delete(u)
	w.run()
	if w.gone(u) {
		t.Fatal("it should not be deleted")
	}
	w.change(u, func(u *unstructured.Unstructured) { meta.RemoveAnnotations(u, AnnotationFault) })
	w.run()
	if !w.gone(u) {
		t.Error("it should be deleted once the fault is over")
	}
}

func TestFaultRules(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		rule   string
		hit    bool
	}{
		"Kind":          {reason: "A rule selects by kind.", rule: "{kind: VPC, fault: quota}", hit: true},
		"OtherKind":     {reason: "A rule leaves other kinds alone.", rule: "{kind: Subnet, fault: quota}"},
		"Key":           {reason: "A rule selects by key.", rule: "{key: vpc, fault: quota}", hit: true},
		"OtherKey":      {reason: "A rule leaves other keys alone.", rule: "{key: subnet, fault: quota}"},
		"Region":        {reason: "A rule selects by region.", rule: "{region: eu-west-1, fault: region-down}", hit: true},
		"OtherRegion":   {reason: "A rule leaves other regions alone.", rule: "{region: eu-west-2, fault: region-down}"},
		"Provider":      {reason: "A rule selects by provider.", rule: "{provider: aws, fault: throttle}", hit: true},
		"OtherProvider": {reason: "A rule leaves other providers alone.", rule: "{provider: gcp, fault: throttle}"},
		"Account":       {reason: "A rule selects by account.", rule: "{account: default, fault: throttle}", hit: true},
		"OtherAccount":  {reason: "A rule leaves other accounts alone.", rule: "{account: other, fault: throttle}"},
		"Name":          {reason: "A rule selects by name.", rule: "{name: vpc, fault: throttle}", hit: true},
		"OtherName":     {reason: "A rule leaves other names alone.", rule: "{name: a, fault: throttle}"},
		"Namespace":     {reason: "A rule leaves what is in no namespace alone.", rule: "{namespace: a, fault: throttle}"},
		"Wants":         {reason: "A rule selects by what is asked for.", rule: "{wants: {cidrBlock: 10.0.0.0/16}, fault: error}", hit: true},
		"OtherWants":    {reason: "A rule leaves what asks for something else alone.", rule: "{wants: {cidrBlock: 10.0.0.0/16, region: eu-west-2}, fault: error}"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rules, err := ParseRules(map[string]string{"rule": tc.rule})
			if err != nil {
				t.Fatal(err)
			}
			w := newWorld(t)
			w.faults.Set(rules)
			u := pick(t, "aws.yaml", "VPC/vpc")[0]
			u.SetLabels(map[string]string{managed.LabelKey: "vpc"})
			w.apply(u)
			w.run()
			if hit := w.get(u).GetCondition(xpv2.TypeReady).Status != corev1.ConditionTrue; hit != tc.hit {
				t.Errorf("%s\nhit: want %t, got %t", tc.reason, tc.hit, hit)
			}
		})
	}
}

func TestParseFaults(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		in     string
		want   []fault
		err    string
	}{
		"Nothing": {reason: "No faults are none."},
		"Several": {
			reason: "Several faults are separated by semicolons.",
			in:     "error=3:no, really ; slow=30s;never-ready;",
			want:   []fault{{name: errorFault, times: 3, text: "no, really"}, {name: slow, duration: 30 * time.Second}, {name: neverReady}},
		},
		"Drift": {
			reason: "What drifts to is JSON, or a string.",
			in:     `drift=a.b:true; drift=c:x:y`,
			want:   []fault{{name: drift, times: 1, path: "a.b", value: true}, {name: drift, times: 1, path: "c", value: "x:y"}},
		},
		"Unknown": {reason: "A typing error should be told.", in: "errors", err: `no such fault: "errors"`},
		"Number":  {reason: "A wrong number should be told.", in: "error=x", err: `cannot understand fault "error=x": strconv.Atoi: parsing "x": invalid syntax`},
		"Path":    {reason: "A drift needs a value.", in: "drift=a", err: `cannot understand fault "drift=a": want drift=path:value`},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := parseFaults(tc.in)
			text := ""
			if err != nil {
				text = err.Error()
			}
			if diff := cmp.Diff(tc.err, text); diff != "" {
				t.Fatalf("%s\nparseFaults(...): -want error, +got error:\n%s", tc.reason, diff)
			}
			if diff := cmp.Diff(tc.want, got, cmp.AllowUnexported(fault{})); diff != "" {
				t.Errorf("%s\nparseFaults(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestParseRules(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{"Field": "{kinds: VPC, fault: quota}", "Fault": "{kind: VPC, fault: quotas}", "YAML": "{"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := ParseRules(map[string]string{"rule": text}); err == nil {
				t.Errorf("rule %q should be refused", text)
			}
		})
	}
}
