// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/environment"
)

func workload(change func(w *v1alpha1.Workload)) v1alpha1.Parameters {
	w := v1alpha1.Workload{ClusterRef: platform.LocalReference{Name: "main"}, Namespace: "shop", ServiceAccount: "web"}
	change(&w)
	return v1alpha1.Parameters{Workload: &w}
}

func unchanged[T any](*T) {}

func external(change func(e *v1alpha1.External)) v1alpha1.Parameters {
	e := v1alpha1.External{Issuer: "https://token.actions.githubusercontent.com", Subject: "repo:acme/shop:ref:refs/heads/main"}
	change(&e)
	return v1alpha1.Parameters{External: &e}
}

func TestWorkload(t *testing.T) {
	t.Parallel()
	c := referring(testClaim(), map[string]string{"spec.parameters.workload.clusterRef": `{"provider": "aws", "id": "arn", "name": "prod-main", "workloadIdentity": {"issuer": "https://oidc.example.com"}}`})
	p := mustPlan(t, c, workload(unchanged), v1alpha1.Status{})
	got := p.Workload
	if got.Cluster != "shop/main" || got.Waits != "" || got.Status.Name != "prod-main" || got.Status.WorkloadIdentity.Issuer != "https://oidc.example.com" || got.Create {
		t.Errorf("Workload: got %+v", got)
	}
	want := &v1alpha1.WorkloadStatus{Cluster: "shop/main", Namespace: "shop", ServiceAccount: "web"}
	if diff := cmp.Diff(want, p.Status().Workload); diff != "" {
		t.Errorf("Status(): -want, +got:\n%s", diff)
	}
	waiting := mustPlan(t, testClaim(), workload(unchanged), v1alpha1.Status{})
	if diff := cmp.Diff([]string{"workload: waits, because cluster shop/main does not exist"}, Warnings(waiting)); diff != "" {
		t.Errorf("Warnings(...): -want, +got:\n%s", diff)
	}
}

func TestClusterAccess(t *testing.T) {
	t.Parallel()
	const says = `{"provider": "aws", "id": "arn", "inCluster": {"kubeconfig": {"name": "main", "namespace": "shop", "key": "kubeconfig"}, "identity": {"type": "GoogleApplicationCredentials", "source": "InjectedIdentity"}}}`
	access := &v1alpha1.ClusterAccess{
		Kubeconfig: v1alpha1.SecretKey{Name: "main", Namespace: "shop", Key: "kubeconfig"},
		Identity:   &v1alpha1.ClusterIdentity{Type: "GoogleApplicationCredentials", Source: "InjectedIdentity"},
	}
	recorded := func(cluster string) v1alpha1.Status {
		return v1alpha1.Status{Workload: &v1alpha1.WorkloadStatus{Cluster: cluster, Access: access}}
	}
	cases := map[string]struct {
		reason   string
		status   string
		recorded v1alpha1.Status
		want     *v1alpha1.ClusterAccess
	}{
		"Says":      {reason: "The cluster says how to reach it.", status: says, want: access},
		"Nothing":   {reason: "A cluster that says nothing cannot be reached.", status: `{}`},
		"SaidLast":  {reason: "What a cluster said stays.", status: `{}`, recorded: recorded("shop/main"), want: access},
		"Gone":      {reason: "What a cluster said stays when it is gone.", recorded: recorded("shop/main"), want: access},
		"OtherSaid": {reason: "What another cluster said means nothing.", status: `{}`, recorded: recorded("shop/other")},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := testClaim()
			if tc.status != "" {
				c = referring(c, map[string]string{"spec.parameters.workload.clusterRef": tc.status})
			}
			p := mustPlan(t, c, workload(unchanged), tc.recorded)
			if diff := cmp.Diff(tc.want, p.Workload.Access); diff != "" {
				t.Errorf("%s\nAccess: -want, +got:\n%s", tc.reason, diff)
			}
			if diff := cmp.Diff(tc.want, p.Status().Workload.Access); diff != "" {
				t.Errorf("%s\nStatus(): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestWorkloadKeys(t *testing.T) {
	t.Parallel()
	seen := make(map[string]string)
	for name, change := range map[string]func(w *v1alpha1.Workload){
		"Base":           unchanged[v1alpha1.Workload],
		"Cluster":        func(w *v1alpha1.Workload) { w.ClusterRef.Name = "other" },
		"Namespace":      func(w *v1alpha1.Workload) { w.Namespace = "other" },
		"ServiceAccount": func(w *v1alpha1.Workload) { w.ServiceAccount = "other" },
	} {
		key := mustPlan(t, testClaim(), workload(change), v1alpha1.Status{}).Workload.Key
		if other, ok := seen[key]; ok || len(key) > maxKey {
			t.Errorf("Another workload is another resource: %s and %s have key %q", name, other, key)
		}
		seen[key] = name
	}
	own := mustPlan(t, testClaim(), workload(func(w *v1alpha1.Workload) { w.ClusterRef.Namespace = "shop" }), v1alpha1.Status{}).Workload.Key
	if seen[own] != "Base" {
		t.Errorf("Naming the own namespace changes nothing, but the key becomes %q", own)
	}
}

func TestCreateServiceAccount(t *testing.T) {
	t.Parallel()
	installed := environment.Environment{Packages: environment.Packages{Kubernetes: new(true)}}
	cases := map[string]struct {
		reason    string
		guardrail environment.Environment
		asked     *bool
		want      bool
	}{
		"Default":      {reason: "It is created where the platform can.", guardrail: installed, want: true},
		"NotInstalled": {reason: "It is not created where the platform cannot.", want: false},
		"Asked":        {reason: "It is created where the claim asks for it.", guardrail: installed, asked: new(true), want: true},
		"Declined":     {reason: "Somebody else creates it.", guardrail: installed, asked: new(false), want: false},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := allowing(testClaim(), tc.guardrail)
			got := mustPlan(t, c, workload(func(w *v1alpha1.Workload) { w.CreateServiceAccount = tc.asked }), v1alpha1.Status{})
			if got.Workload.Create != tc.want || got.Status().Workload.Managed != tc.want {
				t.Errorf("%s\nCreate: got %t", tc.reason, got.Workload.Create)
			}
		})
	}
}

func TestWorkloadRefused(t *testing.T) {
	t.Parallel()
	shared := func(namespace string) v1alpha1.Parameters {
		return workload(func(w *v1alpha1.Workload) { w.ClusterRef.Namespace, w.Namespace = "platform", namespace })
	}
	listed := allowing(testClaim(), environment.Environment{Identity: environment.Identity{WorkloadNamespaces: []string{"shop-*"}}})
	if _, errs := New(listed, shared("shop-canary"), v1alpha1.Status{}); len(errs) > 0 {
		t.Errorf("A namespace that the environment lists is accepted: %v", errs)
	}
	if _, errs := New(testClaim(), shared("shop"), v1alpha1.Status{}); len(errs) > 0 {
		t.Errorf("A namespace that is called like the claim's is accepted: %v", errs)
	}
	testRefusals(t, map[string]refusal{
		"SystemNamespace": {
			reason: "Who becomes the cluster's own controls it.",
			p:      workload(func(w *v1alpha1.Workload) { w.Namespace = "kube-system" }),
			want:   []string{`spec.parameters.workload.namespace: Forbidden: kube-system belongs to the cluster itself: run the pods in a namespace of your own`},
		},
		"OthersNamespace": {
			reason: "In a cluster of others only the namespace of the same name is known to be one's own.",
			p:      shared("payments"),
			want:   []string{`spec.parameters.workload.namespace: Forbidden: environment "production" does not let claims of namespace "shop" have pods in namespace "payments" of a cluster of others (rule identity.workloadNamespaces): use namespace "shop", or ask your platform team`},
		},
		"NotListed": {
			reason: "A list bounds what is allowed besides.",
			claim:  listed,
			p:      shared("payments"),
			want:   []string{`spec.parameters.workload.namespace: Forbidden: environment "production" does not let claims of namespace "shop" have pods in namespace "payments" of a cluster of others (rule identity.workloadNamespaces): use namespace "shop", or ask your platform team`},
		},
		"Names": {
			reason: "Names are checked.",
			p:      v1alpha1.Parameters{Workload: &v1alpha1.Workload{ClusterRef: platform.LocalReference{Namespace: "A"}, Namespace: "shop"}},
			want: []string{
				`spec.parameters.workload.clusterRef.name: Required value: name the object to refer to`,
				`spec.parameters.workload.clusterRef.namespace: Invalid value: "A": must be lower-case letters, digits and hyphens, must start and end with a letter or a digit, and must be no longer than 63 characters`,
				`spec.parameters.workload.serviceAccount: Required value: name the service account of the pods`,
			},
		},
		"LongName": {
			reason: "Names of service accounts are bounded.",
			p:      workload(func(w *v1alpha1.Workload) { w.ServiceAccount = strings.Repeat("a", 254) }),
			want:   []string{`spec.parameters.workload.serviceAccount: Too long: may not be more than 253 bytes`},
		},
		"Insists": {
			reason: "What the platform cannot do is not silently left out.",
			p:      workload(func(w *v1alpha1.Workload) { w.CreateServiceAccount = new(true) }),
			want:   []string{`spec.parameters.workload.createServiceAccount: Forbidden: environment "production" does not have provider-kubernetes (rule packages.kubernetes): remove createServiceAccount and create the service account with the annotations of status.workload, or ask your platform team`},
		},
		"OtherCloud": {
			reason: "Pods of another cloud cannot become the identity in this way.",
			claim:  referring(testClaim(), map[string]string{"spec.parameters.workload.clusterRef": `{"provider": "gcp"}`}),
			p:      workload(unchanged),
			want:   []string{`spec.parameters.workload.clusterRef: Invalid value: "shop/main": is on gcp and this identity is on aws: refer to a cluster on aws, or create another identity with provider gcp`},
		},
	})
}

func TestExternal(t *testing.T) {
	t.Parallel()
	got := mustPlan(t, testClaim(), external(unchanged), v1alpha1.Status{})
	if got.External.IssuerHost() != "token.actions.githubusercontent.com" || len(got.External.Key) > maxKey {
		t.Errorf("External: got %+v", got.External)
	}
	want := &v1alpha1.ExternalStatus{Issuer: "https://token.actions.githubusercontent.com", Subject: "repo:acme/shop:ref:refs/heads/main"}
	if diff := cmp.Diff(want, got.Status().External); diff != "" {
		t.Errorf("Status(): -want, +got:\n%s", diff)
	}
	other := testClaim()
	other.Namespace, other.Name = "payments", "ci"
	subject := mustPlan(t, other, external(func(e *v1alpha1.External) { e.Subject = "repo:acme/payments:ref:refs/heads/main" }), v1alpha1.Status{})
	if got.External.IssuerKey != subject.External.IssuerKey || len(got.External.IssuerKey) != issuerKeyChars {
		t.Errorf("Identities that trust the same issuer share what trusts it: got %q and %q", got.External.IssuerKey, subject.External.IssuerKey)
	}
	audience := mustPlan(t, testClaim(), external(func(e *v1alpha1.External) { e.Audience = "acme" }), v1alpha1.Status{})
	if got.External.IssuerKey == audience.External.IssuerKey || got.External.Key == audience.External.Key {
		t.Error("Another audience is another trust")
	}
}

func TestExternalRefused(t *testing.T) {
	t.Parallel()
	const form = `must be the URL of an OIDC issuer, such as https://token.actions.githubusercontent.com: https, without a port, a query or a fragment`
	issuer := func(s string) refusal {
		return refusal{
			reason: "An issuer is an https URL.",
			p:      external(func(e *v1alpha1.External) { e.Issuer = s }),
			want:   []string{`spec.parameters.external.issuer: Invalid value: "` + s + `": ` + form},
		}
	}
	testRefusals(t, map[string]refusal{
		"HTTP":     issuer("http://example.com"),
		"Port":     issuer("https://example.com:8443"),
		"Query":    issuer("https://example.com/?a=b"),
		"Fragment": issuer("https://example.com/#a"),
		"User":     issuer("https://a@example.com"),
		"Host":     issuer("https://localhost"),
		"Upper":    issuer("https://Example.com"),
		"Scheme":   issuer("token.actions.githubusercontent.com"),
		"Nothing": {
			reason: "An external system has an issuer and a subject.",
			p:      v1alpha1.Parameters{External: &v1alpha1.External{}},
			want: []string{
				`spec.parameters.external.issuer: Required value: ` + form,
				`spec.parameters.external.subject: Required value: as it stands in the tokens' claim sub, for example repo:acme/shop:ref:refs/heads/main`,
			},
		},
		"Patterns": {
			reason: "Who may become the identity is named.",
			p: external(func(e *v1alpha1.External) {
				e.Subject, e.Audience = "repo:acme/*", "a b"
			}),
			want: []string{
				`spec.parameters.external.audience: Invalid value: "a b": must be printable ASCII without spaces, quotation marks and backslashes`,
				`spec.parameters.external.subject: Invalid value: "repo:acme/*": is compared as a whole and must not contain * or ?: create an identity for each value`,
			},
		},
		"NotTrusted": {
			reason: "The environment bounds which issuers are trusted.",
			claim:  allowing(testClaim(), environment.Environment{Identity: environment.Identity{Issuers: []string{"https://gitlab.com", "https://ci.example.com"}}}),
			p:      external(unchanged),
			want:   []string{`spec.parameters.external.issuer: Forbidden: environment "production" does not trust https://token.actions.githubusercontent.com (rule identity.issuers): use one of https://gitlab.com, https://ci.example.com, or ask your platform team`},
		},
	})
}
