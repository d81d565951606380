// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/testing/protocmp"
	"google.golang.org/protobuf/types/known/structpb"

	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/compose/composetest"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/structcodec"
)

// TestHarbourManifests proves what is composed of everything that is not just a
// forProvider, in both scopes.
func TestHarbourManifests(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason   string
		template string
		key      string
		want     string
	}{
		"Claim": {
			reason:   "A claim gets a claim of another API beside it, although everything else is cluster-scoped.",
			template: harbourClaim, key: "roads",
			want: `{apiVersion: platform.hyperscalar.io/v1alpha1, kind: Network, metadata: {namespace: team-a, labels: {platform.hyperscalar.io/key: roads}},
				spec: {compositeDeletePolicy: Foreground, parameters: {provider: aws, region: eu-west-1, cidr: 10.0.0.0/16}}}`,
		},
		"Composite": {
			reason:   "A composite in a namespace gets a composite beside it.",
			template: harbourComposite, key: "roads",
			want: `{apiVersion: platform.hyperscalar.io/v1alpha1, kind: Network, metadata: {namespace: team-a, labels: {platform.hyperscalar.io/key: roads}},
				spec: {parameters: {provider: aws, region: eu-west-1, cidr: 10.0.0.0/16}}}`,
		},
		"ClusterScopedProviderConfig": {
			reason:   "A ProviderConfig has neither policies nor a provider config.",
			template: harbourClaim, key: "governor",
			want: `{apiVersion: kubernetes.crossplane.io/v1alpha1, kind: ProviderConfig, metadata: {labels: {platform.hyperscalar.io/key: governor}},
				spec: {credentials: {source: Secret, secretRef: {name: SECRET, namespace: crossplane-system, key: kubeconfig}}}}`,
		},
		"NamespacedProviderConfig": {
			reason:   "A ProviderConfig of a namespace must name the namespace of its Secret all the same.",
			template: harbourComposite, key: "mayor",
			want: `{apiVersion: helm.m.crossplane.io/v1beta1, kind: ProviderConfig, metadata: {namespace: team-a, labels: {platform.hyperscalar.io/key: mayor}},
				spec: {credentials: {source: Secret, secretRef: {name: SECRET, namespace: team-a, key: kubeconfig}}}}`,
		},
		"ClusterScopedObject": {
			reason:   "What is inside of a cluster is managed with the cluster's own ProviderConfig.",
			template: harbourClaim, key: "market",
			want: `{apiVersion: kubernetes.crossplane.io/v1alpha2, kind: Object, metadata: {labels: {platform.hyperscalar.io/key: market}},
				spec: {managementPolicies: [Observe, Create, Update, Delete], providerConfigRef: {name: xr-governor}, readiness: {policy: DeriveFromObject}, watch: true,
					forProvider: {manifest: {apiVersion: v1, kind: Market, spec: {purseSecretRef: {name: purse, key: coins, namespace: kube-system}}}}}}`,
		},
		"NamespacedObject": {
			reason:   "A manifest belongs to somebody else, and keeps the namespaces that it names.",
			template: harbourComposite, key: "market",
			want: `{apiVersion: kubernetes.m.crossplane.io/v1alpha1, kind: Object, metadata: {namespace: team-a, labels: {platform.hyperscalar.io/key: market}},
				spec: {managementPolicies: [Observe, Create, Update, Delete], providerConfigRef: {kind: ProviderConfig, name: xr-governor}, readiness: {policy: DeriveFromObject}, watch: true,
					forProvider: {manifest: {apiVersion: v1, kind: Market, spec: {purseSecretRef: {name: purse, key: coins, namespace: kube-system}}}}}}`,
		},
		"ClusterScopedRelease": {
			reason:   "A release has values, and fields beside its forProvider.",
			template: harbourClaim, key: "tavern",
			want: `{apiVersion: helm.crossplane.io/v1beta1, kind: Release, metadata: {annotations: {crossplane.io/external-name: tavern}, labels: {platform.hyperscalar.io/key: tavern}},
				spec: {managementPolicies: [Observe, Create, Update, Delete], providerConfigRef: {name: xr-mayor}, rollbackLimit: 3,
					forProvider: {chart: {repository: "https://charts.example.org", name: tavern, version: 1.2.3}, namespace: pubs, wait: true, values: {beds: 4}}}}`,
		},
		"NamespacedRelease": {
			reason:   "A release has the same version in both scopes.",
			template: harbourComposite, key: "tavern",
			want: `{apiVersion: helm.m.crossplane.io/v1beta1, kind: Release, metadata: {namespace: team-a, annotations: {crossplane.io/external-name: tavern}, labels: {platform.hyperscalar.io/key: tavern}},
				spec: {managementPolicies: [Observe, Create, Update, Delete], providerConfigRef: {kind: ProviderConfig, name: xr-mayor}, rollbackLimit: 3,
					forProvider: {chart: {repository: "https://charts.example.org", name: tavern, version: 1.2.3}, namespace: pubs, wait: true, values: {beds: 4}}}}`,
		},
		"Usage": {
			reason:   "What is native can be protected like everything else.",
			template: harbourComposite, key: "usage-roads-lighthouse",
			want: `{apiVersion: protection.crossplane.io/v1beta1, kind: Usage, metadata: {namespace: team-a, labels: {platform.hyperscalar.io/key: usage-roads-lighthouse}},
				spec: {replayDeletion: true,
					of: {apiVersion: stone.aws.m.upbound.io/v1beta1, kind: Lighthouse, resourceSelector: {matchControllerRef: true, matchLabels: {platform.hyperscalar.io/key: lighthouse}}},
					by: {apiVersion: platform.hyperscalar.io/v1alpha1, kind: Network, resourceSelector: {matchControllerRef: true, matchLabels: {platform.hyperscalar.io/key: roads}}}}}`,
		},
		"UsageOfClaim": {
			reason:   "A claim that is composed is protected in its namespace from what has none.",
			template: harbourClaim, key: "usage-market-roads",
			want: `{apiVersion: protection.crossplane.io/v1beta1, kind: Usage, metadata: {namespace: team-a, labels: {platform.hyperscalar.io/key: usage-market-roads}},
				spec: {replayDeletion: true,
					of: {apiVersion: platform.hyperscalar.io/v1alpha1, kind: Network, resourceSelector: {matchControllerRef: true, matchLabels: {platform.hyperscalar.io/key: roads}}},
					by: {apiVersion: kubernetes.crossplane.io/v1alpha2, kind: Object, resourceSelector: {matchControllerRef: true, matchLabels: {platform.hyperscalar.io/key: market}}}}}`,
		},
		"NoUsage": {
			reason:   "Nothing can protect what has no namespace from what has one.",
			template: harbourClaim, key: "usage-roads-lighthouse",
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, rsp := harbourWorld(t, tc.template, harbourAll).Converge(t, atHarbour)
			got := desiredResource(rsp, tc.key)
			if tc.want == "" {
				if got != nil {
					t.Errorf("%s\nwant nothing, got %v", tc.reason, got)
				}
				return
			}
			secret := at(desiredResource(rsp, "lighthouse"), "spec", "writeConnectionSecretToRef", "name").GetStringValue()
			want := object(t, strings.ReplaceAll(tc.want, "SECRET", secret))
			if diff := cmp.Diff(want, got, protocmp.Transform()); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

// TestOwnProviderConfig proves that nothing is ever managed with another provider
// config than its own: not before that exists, and not when it is lost.
func TestOwnProviderConfig(t *testing.T) {
	t.Parallel()
	for name, template := range templates() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rsp := harbourWorld(t, template, harbourAll).Run(t)
			if got := desiredResource(rsp, "market"); got != nil {
				t.Errorf("want it to wait for its ProviderConfig, got %v", got)
			}
			if got := at(statusOf(rsp), "waiting").String(); !strings.Contains(got, "governor") {
				t.Errorf("want the status to tell what it waits for, got %s", got)
			}

			w, ready := harbourWorld(t, template, harbourAll).Converge(t, atHarbour)
			want := desiredResource(ready, "market")
			delete(w.Observed, "governor")
			rsp = w.Run(t)
			if diff := cmp.Diff(want, desiredResource(rsp, "market"), protocmp.Transform()); diff != "" {
				t.Errorf("it must keep the ProviderConfig that it has: -want, +got:\n%s", diff)
			}
			if got := rsp.GetDesired().GetComposite().GetReady(); got != fnv1.Ready_READY_FALSE {
				t.Errorf("the composite lacks its ProviderConfig, got %s", got)
			}

			nameless := w.Without("market")
			delete(at(nameless.Observed["market"].GetResource(), "spec").GetStructValue().GetFields(), "providerConfigRef")
			if got := fatal(nameless.Run(t)); !strings.Contains(got, `the ProviderConfig "governor" has no name`) {
				t.Errorf("without a name it must not fall back on the environment's, got %q", got)
			}
		})
	}
}

// TestNamedProviderConfig proves that a resource can be managed with a ProviderConfig
// that is neither composed nor the environment's.
func TestNamedProviderConfig(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		scope  managed.Scope
		want   string
	}{
		"Cluster":    {reason: "A cluster-scoped resource knows one kind.", scope: managed.ScopeCluster, want: `{name: platform}`},
		"Namespaced": {reason: "A namespaced one is told which kind.", scope: managed.ScopeNamespaced, want: `{kind: ClusterProviderConfig, name: platform}`},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newManifester(&request{scope: tc.scope, observed: &observed{}}, claim.Claim{Namespace: "team-a"}, &structcodec.Encoder{})
			got, err := m.manifest(managed.Resource{Key: "a", ForProvider: wall{}, ProviderConfigName: "platform"})
			if err != nil {
				t.Fatal(err)
			}
			want := structpb.NewStructValue(composetest.Object(t, tc.want))
			if diff := cmp.Diff(want, at(got, "spec", "providerConfigRef"), protocmp.Transform()); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestConsistentProviderConfig(t *testing.T) {
	t.Parallel()
	err := consistent([]managed.Resource{{Key: "a", ForProvider: wall{}, ProviderConfig: "b"}})
	if err == nil || err.Error() != `cannot compose "a" after "b", which is not composed` {
		t.Errorf("want an error that names both keys, got %v", err)
	}
	if got := after(managed.Resource{After: []managed.Key{"b", "c"}, ProviderConfig: "c"}); len(got) != 2 {
		t.Errorf("want what comes first to be listed once, got %v", got)
	}
}

// TestLocalNeedsClaim proves that what lives in the claim's namespace is not composed
// anywhere else.
func TestLocalNeedsClaim(t *testing.T) {
	t.Parallel()
	rsp := harbourWorld(t, harbourAlone, harbourAll).Run(t)
	if got := fatal(rsp); !strings.Contains(got, `cannot compose "roads": it lives in the namespace of a claim, and the composite has no claim`) {
		t.Errorf("want a refusal, got %q", got)
	}
}

// TestComposedClaim proves that a claim that was composed is read and judged by what it
// says itself.
func TestComposedClaim(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason string
		status string
		id     string
		ready  fnv1.Ready
		phase  platform.Phase
		want   *platform.BlockingResource
	}{
		"Ready": {
			reason: "A claim is ready when its Ready condition says so.",
			status: `{id: vpc-1, phase: Ready, conditions: [{type: Synced, status: "True"}, {type: Ready, status: "True", reason: Available}, {type: Accepted, status: "True"}]}`,
			id:     "vpc-1", ready: fnv1.Ready_READY_TRUE, phase: platform.PhaseReady,
		},
		"New": {
			reason: "A claim that nobody has looked at is not ready.",
			status: "{}",
			ready:  fnv1.Ready_READY_FALSE, phase: platform.PhaseUpdating,
			want: &platform.BlockingResource{Resource: "roads", Kind: "Network", Name: "xr-roads", Reason: "Unobserved", Message: "the provider has not looked at it yet"},
		},
		"Waiting": {
			reason: "A claim that waits is only a matter of time, and knows best what it waits for.",
			status: `{phase: Provisioning, blocking: [{resource: vpc, kind: VPC, reason: Creating}], conditions: [{type: Ready, status: "False", reason: Waiting, message: "Composite resource claim is waiting for composite resource to become Ready"}]}`,
			ready:  fnv1.Ready_READY_FALSE, phase: platform.PhaseUpdating,
			want: &platform.BlockingResource{Resource: "roads", Kind: "Network", Name: "xr-roads", Reason: "Waiting", Message: "vpc (VPC): Creating"},
		},
		"Degraded": {
			reason: "The cloud's words should reach the developer through the claim between.",
			status: `{id: vpc-1, phase: Degraded, blocking: [{resource: vpc, kind: VPC, reason: ReconcileError, message: no addresses left}], conditions: [{type: Ready, status: "False", reason: Waiting}]}`,
			id:     "vpc-1", ready: fnv1.Ready_READY_FALSE, phase: platform.PhaseDegraded,
			want: &platform.BlockingResource{Resource: "roads", Kind: "Network", Name: "xr-roads", Reason: "Waiting", Message: "vpc (VPC): no addresses left"},
		},
		"Refused": {
			reason: "A claim that was refused says why, and never becomes ready by itself.",
			status: `{conditions: [{type: Ready, status: "False", reason: Waiting}, {type: Accepted, status: "False", reason: Refused, message: "spec.parameters.cidr: too small"}]}`,
			ready:  fnv1.Ready_READY_FALSE, phase: platform.PhaseDegraded,
			want: &platform.BlockingResource{Resource: "roads", Kind: "Network", Name: "xr-roads", Reason: "Refused", Message: "spec.parameters.cidr: too small"},
		},
		"Unsynced": {
			reason: "What Crossplane could not do with a claim is an error.",
			status: `{conditions: [{type: Ready, status: "False", reason: Waiting}, {type: Synced, status: "False", reason: ReconcileError, message: no such kind}]}`,
			ready:  fnv1.Ready_READY_FALSE, phase: platform.PhaseDegraded,
			want: &platform.BlockingResource{Resource: "roads", Kind: "Network", Name: "xr-roads", Reason: "ReconcileError", Message: "no such kind"},
		},
	}
	for name, tc := range cases {
		for flavour, template := range templates() {
			t.Run(name+"/"+flavour, func(t *testing.T) {
				t.Parallel()
				w, _ := harbourWorld(t, template, harbourAll).Converge(t, atHarbour)
				w.Observed["roads"].Resource = proto.CloneOf(w.Observed["roads"].GetResource())
				w.Observed["roads"].GetResource().Fields["status"] = structpb.NewStructValue(object(t, tc.status))
				rsp := w.Run(t)
				if got := rsp.GetDesired().GetResources()["roads"].GetReady(); got != tc.ready {
					t.Errorf("%s\nready: want %s, got %s", tc.reason, tc.ready, got)
				}
				if got := at(statusOf(rsp), "roads").GetStringValue(); got != tc.id {
					t.Errorf("%s\nits status: want %q, got %q", tc.reason, tc.id, got)
				}
				if got := at(statusOf(rsp), "phase").GetStringValue(); got != string(tc.phase) {
					t.Errorf("%s\nphase: want %s, got %s", tc.reason, tc.phase, got)
				}
				if diff := cmp.Diff(tc.want, blocking(t, rsp)); diff != "" {
					t.Errorf("%s\nblocking: -want, +got:\n%s", tc.reason, diff)
				}
			})
		}
	}
}

// blocking returns the only blocking resource of a response, or nil.
func blocking(t *testing.T, rsp *fnv1.RunFunctionResponse) *platform.BlockingResource {
	t.Helper()
	all := at(statusOf(rsp), "blocking").GetListValue().GetValues()
	if len(all) == 0 {
		return nil
	}
	text := func(field string) string { return composetest.At(all[0].GetStructValue(), field).GetStringValue() }
	return &platform.BlockingResource{Resource: text("resource"), Kind: text("kind"), Name: text("name"), Reason: text("reason"), Message: text("message")}
}
