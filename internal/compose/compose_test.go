// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/testing/protocmp"
	"google.golang.org/protobuf/types/known/structpb"

	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/compose/composetest"
	"github.com/hyperscalar/hyperscalar/internal/managed"
)

const full = "{provider: aws, region: eu-west, gates: [north, south], moat: true}"

const (
	readyWall   = `{metadata: {name: wall-1}, spec: {forProvider: {}}, status: {atProvider: {id: w-1}, conditions: [{type: Ready, status: "True", reason: Available}, {type: Synced, status: "True", reason: ReconcileSuccess}]}}`
	unreadyWall = `{metadata: {name: wall-1}, spec: {forProvider: {}}, status: {conditions: [{type: Ready, status: "False", reason: Unavailable, message: it fell}, {type: Synced, status: "True", reason: ReconcileSuccess}]}}`
	deniedWall  = `{metadata: {name: wall-1}, status: {conditions: [{type: Ready, status: "False", reason: Creating}, {type: Synced, status: "False", reason: ReconcileError, message: "no stones left, RequestID: 1b9c7f0e-aaaa-bbbb"}]}}`
	readyMoat   = `{metadata: {name: moat-1}, spec: {forProvider: {wallId: w-1}}, status: {conditions: [{type: Ready, status: "True", reason: Available}]}}`
	readyAny    = `{metadata: {name: any-1}, status: {conditions: [{type: Ready, status: "True", reason: Available}]}}`
)

func fatal(rsp *fnv1.RunFunctionResponse) string { return composetest.Fatal(rsp) }

func keys(rsp *fnv1.RunFunctionResponse) map[string]bool {
	out := map[string]bool{}
	for k := range rsp.GetDesired().GetResources() {
		out[k] = true
	}
	return out
}

func at(s *structpb.Struct, path ...string) *structpb.Value { return composetest.At(s, path...) }

func desiredResource(rsp *fnv1.RunFunctionResponse, k string) *structpb.Struct {
	return composetest.Desired(rsp, k)
}

func statusOf(rsp *fnv1.RunFunctionResponse) *structpb.Struct { return composetest.Status(rsp) }

func conditionOf(rsp *fnv1.RunFunctionResponse, t string) *fnv1.Condition {
	return composetest.Condition(rsp, t)
}

// TestRefusals proves that whatever is wrong with a claim is one fatal result that
// names the field, the value and the rule, with a condition that says the same, and
// that nothing is changed.
func TestRefusals(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason string
		world  world
		want   string
	}{
		"UnknownField": {
			reason: "An unknown parameter should be refused with its path.",
			world:  world{composite: claimed("{provider: aws, region: eu-west, moaat: true}")},
			want:   `spec.parameters.moaat: Invalid value: true: there is no such field; did you mean "moat"?`,
		},
		"WrongType": {
			reason: "A value of a wrong type should be refused with its path.",
			world:  world{composite: claimed("{provider: aws, region: eu-west, gates: north}")},
			want:   `spec.parameters.gates: Invalid value: "north": must be a list`,
		},
		"UnknownInput": {
			reason: "A typing error in a Composition should be found.",
			world:  world{composite: claimed(full), input: "{provder: aws}"},
			want:   `input.provder: Invalid value: "aws": there is no such field; did you mean "provider"?`,
		},
		"PlanRefuses": {
			reason: "What the plan refuses should reach the developer.",
			world:  world{composite: claimed("{provider: aws, region: eu-west, gates: [north, trojan]}")},
			want:   `spec.parameters.gates[1]: Invalid value: "trojan": must not be made of horse`,
		},
		"ProviderRefuses": {
			reason: "What the cloud cannot do should reach the developer.",
			world:  world{composite: claimed("{provider: aws, region: eu-west, gates: [a, b, c, d, e, f]}")},
			want:   `spec.parameters.gates: Too many: 6: must have at most 5 items`,
		},
		"SeveralAtOnce": {
			reason: "Everything that can be found at once should be told at once.",
			world:  world{composite: claimed("{provider: aws, region: eu-west, gates: [trojan], tags: {team: me}}")},
			want:   `spec.parameters.gates[0]: Invalid value: "trojan": must not be made of horse; spec.parameters.tags[team]: Forbidden: the platform sets this tag itself; choose another key`,
		},
		"BrokenBuilder": {
			reason: "A mistake of ours, found after three resources were built, should change nothing.",
			world:  world{composite: claimed("{provider: aws, region: eu-west, gates: [north, south], broken: true}")},
			want:   `spec.parameters: Internal error: cannot compose two resources with the key "wall"`,
		},
		"NoProvider": {
			reason: "Somebody must decide on the provider.",
			world:  world{composite: claimed("{region: eu-west}")},
			want:   `spec.parameters.provider: Required value: must be one of aws, azure, gcp, because environment "default" has no defaultProvider`,
		},
		"UnknownProvider": {
			reason: "A provider that does not exist should be refused with those that do.",
			world:  world{composite: claimed("{provider: ibm, region: eu-west}")},
			want:   `spec.parameters.provider: Unsupported value: "ibm": supported values: "aws", "azure", "gcp"`,
		},
		"PinnedContradiction": {
			reason: "A Composition for one provider cannot serve a claim for another.",
			world:  world{composite: claimed("{provider: aws, region: eu-west}"), input: "{provider: gcp}"},
			want:   `spec.parameters.provider: Invalid value: "aws": the claim's Composition is for gcp; remove the parameter, or select the Composition for aws`,
		},
		"ProviderMoved": {
			reason: "A provider that was decided should not change, not even by hand.",
			world:  world{composite: fmt.Sprintf(castleClaim, "{provider: aws, region: eu-west}", "{provider: azure}")},
			want:   `spec.parameters.provider: Invalid value: "aws": the claim is served on azure and cannot move; create a new claim`,
		},
		"NoRegion": {
			reason: "Somebody must decide on the region.",
			world:  world{composite: claimed("{provider: aws}")},
			want:   `spec.parameters.region: Required value: must be a region such as eu-west, because environment "default" has no defaultRegion`,
		},
		"RegionMoved": {
			reason: "A region that was decided should not change.",
			world:  world{composite: fmt.Sprintf(castleClaim, "{provider: aws, region: us-east-1}", "{provider: aws, region: eu-west-1}")},
			want:   `spec.parameters.region: Invalid value: "us-east-1": the claim is served in eu-west-1 and cannot move; create a new claim`,
		},
		"NoSuchEnvironment": {
			reason: "A typing error in the environment's name must not do away with the guardrails.",
			world:  world{composite: claimed("{provider: aws, region: eu-west, environment: prodution}")},
			want:   `spec.parameters.environment: Invalid value: "prodution": there is no EnvironmentConfig "prodution"; ask your platform team for the names of the environments`,
		},
		"NoSuchParent": {
			reason: "A parent that does not exist must not do away with its guardrails.",
			world:  world{composite: claimed("{provider: aws, region: eu-west, environment: prod}"), objects: map[string]string{"EnvironmentConfig/prod": "{data: {inherits: base}}"}},
			want:   `spec.parameters.environment: Invalid value: "prod": there is no EnvironmentConfig "base"; ask your platform team for the names of the environments`,
		},
		"CircularEnvironment": {
			reason: "Environments that inherit from each other should be refused.",
			world:  world{composite: claimed("{provider: aws, region: eu-west, environment: a}"), objects: map[string]string{"EnvironmentConfig/a": "{data: {inherits: b}}", "EnvironmentConfig/b": "{data: {inherits: a}}"}},
			want:   `spec.parameters.environment: Invalid value: "a": environment "a" must not inherit in a circle, and not over more than 3 levels`,
		},
		"UnknownGuardrail": {
			reason: "A guardrail with a typing error guards nothing, and should be found.",
			world:  world{composite: claimed("{provider: aws, region: eu-west}"), objects: map[string]string{"EnvironmentConfig/default": "{data: {allowed: {region: [eu-west]}}}"}},
			want:   `EnvironmentConfig[default].data.allowed.region: Invalid value: "a list of 1": there is no such field; did you mean "regions"?`,
		},
		"WrongGuardrail": {
			reason: "An environment's values should be checked as well.",
			world:  world{composite: claimed("{provider: aws, region: eu-west}"), objects: map[string]string{"EnvironmentConfig/default": "{data: {aws: {accountID: \"12\"}}}"}},
			want:   `EnvironmentConfig[default].data.aws.accountID: Invalid value: "12": must be the account's 12 digits, quoted so that YAML keeps leading zeros`,
		},
		"NamespaceNotAllowed": {
			reason: "An environment may be for some namespaces only.",
			world:  world{composite: claimed("{provider: aws, region: eu-west}"), objects: map[string]string{"EnvironmentConfig/default": "{data: {allowed: {namespaces: [team-b, ops-*]}}}"}},
			want:   `spec.parameters.environment: Forbidden: environment "default" does not allow claims of namespace "team-a" (rule allowed.namespaces); use another environment or ask your platform team`,
		},
		"ProviderNotAllowed": {
			reason: "An environment may be for some providers only.",
			world:  world{composite: claimed("{provider: aws, region: eu-west}"), objects: map[string]string{"EnvironmentConfig/default": "{data: {allowed: {providers: [gcp]}}}"}},
			want:   `spec.parameters.provider: Forbidden: environment "default" does not allow provider "aws"; use one of gcp, or ask your platform team (rule allowed.providers)`,
		},
		"RegionNotAllowed": {
			reason: "An environment may be for some regions only, in whichever words.",
			world:  world{composite: claimed("{provider: aws, region: us-east-1}"), objects: map[string]string{"EnvironmentConfig/default": "{data: {allowed: {regions: [eu-west, eu-central-1]}}}"}},
			want:   `spec.parameters.region: Forbidden: environment "default" does not allow region "us-east-1"; use one of eu-west, eu-central-1, or ask your platform team (rule allowed.regions)`,
		},
		"AccountMoved": {
			reason: "A claim cannot move to another account: its resources would be created anew there.",
			world:  world{composite: fmt.Sprintf(castleClaim, "{provider: aws, region: eu-west}", "{provider: aws, region: eu-west-1, providerConfig: other}")},
			want:   `spec.parameters.environment: Invalid value: "default": the environment's provider config is "default", but the claim is served with "other" and cannot move to another account; create a new claim, or restore the environment`,
		},
		"ForeignNotShared": {
			reason: "A claim of another namespace that is not shared must look as if it did not exist.",
			world: world{
				composite: claimed("{provider: aws, region: eu-west, ally: {name: orkney, namespace: team-b}}"),
				objects:   map[string]string{"Castle/team-b/orkney": "{spec: {parameters: {shareWith: [team-c]}}, status: {wallID: w-9}}"},
			},
			want: `spec.parameters.ally: Forbidden: Castle "orkney" of namespace "team-b" does not exist or is not shared with namespace "team-a"; its owner must list "team-a" in its shareWith`,
		},
		"ForeignMissing": {
			reason: "A claim of another namespace that does not exist must look as if it were not shared.",
			world:  world{composite: claimed("{provider: aws, region: eu-west, ally: {name: orkney, namespace: team-b}}")},
			want:   `spec.parameters.ally: Forbidden: Castle "orkney" of namespace "team-b" does not exist or is not shared with namespace "team-a"; its owner must list "team-a" in its shareWith`,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tc.world.observed = map[string]string{"wall": readyWall}
			tc.world.desired = othersDesired(t)
			req := tc.world.request(t)
			before := proto.CloneOf(req)
			rsp := tc.world.runRequest(t, req)

			if diff := cmp.Diff(tc.want, fatal(rsp)); diff != "" {
				t.Errorf("%s\nfatal result: -want, +got:\n%s", tc.reason, diff)
			}
			if n := len(rsp.GetResults()); n != 1 {
				t.Errorf("%s\nwant one result, got %d", tc.reason, n)
			}
			c := conditionOf(rsp, "Accepted")
			if c.GetStatus() != fnv1.Status_STATUS_CONDITION_FALSE || c.GetMessage() != tc.want || c.GetTarget() != fnv1.Target_TARGET_COMPOSITE_AND_CLAIM {
				t.Errorf("%s\nwant the condition Accepted to say why on composite and claim, got %v", tc.reason, c)
			}
			if diff := cmp.Diff(before.GetDesired(), rsp.GetDesired(), protocmp.Transform()); diff != "" {
				t.Errorf("%s\ndesired state must be left alone: -want, +got:\n%s", tc.reason, diff)
			}
			req.RequiredResources = nil
			if diff := cmp.Diff(before, req, protocmp.Transform()); diff != "" {
				t.Errorf("%s\nrequest must not be changed: -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

// othersDesired is what an earlier function of the pipeline wants.
func othersDesired(t *testing.T) *fnv1.State {
	t.Helper()
	return &fnv1.State{
		Composite: &fnv1.Resource{Resource: object(t, "{status: {other: kept, phase: overwritten}}"), ConnectionDetails: map[string][]byte{"k": []byte("v")}},
		Resources: map[string]*fnv1.Resource{"others": {Resource: object(t, "{apiVersion: v1, kind: ConfigMap}"), Ready: fnv1.Ready_READY_TRUE}},
	}
}

func TestOthersAreLeftAlone(t *testing.T) {
	t.Parallel()
	w := world{composite: claimed(full), desired: othersDesired(t)}
	req := w.request(t)
	before := proto.CloneOf(req.GetDesired())
	rsp := w.runRequest(t, req)

	if diff := cmp.Diff(before.GetResources()["others"], rsp.GetDesired().GetResources()["others"], protocmp.Transform()); diff != "" {
		t.Errorf("resource of an earlier function: -want, +got:\n%s", diff)
	}
	if got := statusOf(rsp).GetFields()["other"].GetStringValue(); got != "kept" {
		t.Errorf("status of an earlier function: want kept, got %q", got)
	}
	if got := statusOf(rsp).GetFields()["phase"].GetStringValue(); got != string(platform.PhaseProvisioning) {
		t.Errorf("our own status: want %s, got %q", platform.PhaseProvisioning, got)
	}
	if got := string(rsp.GetDesired().GetComposite().GetConnectionDetails()["k"]); got != "v" {
		t.Errorf("connection detail of an earlier function: want v, got %q", got)
	}
	if diff := cmp.Diff(before, req.GetDesired(), protocmp.Transform()); diff != "" {
		t.Errorf("the request's desired state must not be changed: -want, +got:\n%s", diff)
	}
}

func TestGates(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason   string
		observed map[string]string
		want     bool
		wallID   string
		waiting  bool
	}{
		"Closed": {
			reason:  "A resource should be withheld until what it needs exists, and the composite should say so.",
			want:    false,
			waiting: true,
		},
		"StillClosed": {
			reason:   "A resource should be withheld until what it needs is ready.",
			observed: map[string]string{"wall": unreadyWall},
			want:     false,
			waiting:  true,
		},
		"Opens": {
			reason:   "A resource should be composed once what it needs is ready.",
			observed: map[string]string{"wall": readyWall},
			want:     true,
			wallID:   "w-1",
		},
		"StaysOpen": {
			reason:   "A resource that exists must be kept, with its values, when what it needed turns unready.",
			observed: map[string]string{"wall": unreadyWall, "moat": readyMoat},
			want:     true,
			wallID:   "w-1",
		},
		"StaysOpenWhenLost": {
			reason:   "A resource that exists must be kept, with its values, when what it needed is gone.",
			observed: map[string]string{"moat": readyMoat},
			want:     true,
			wallID:   "w-1",
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rsp := world{composite: claimed(full), observed: tc.observed}.run(t)
			if m := fatal(rsp); m != "" {
				t.Fatal(m)
			}
			if got := keys(rsp)["moat"]; got != tc.want {
				t.Fatalf("%s\ncomposed: want %t, got %t", tc.reason, tc.want, got)
			}
			if got := at(desiredResource(rsp, "moat"), "spec", "forProvider", "wallId").GetStringValue(); got != tc.wallID {
				t.Errorf("%s\nwallId: want %q, got %q", tc.reason, tc.wallID, got)
			}
			if got := rsp.GetDesired().GetComposite().GetReady(); got != fnv1.Ready_READY_FALSE {
				t.Errorf("%s\ncomposite must not be ready, got %s", tc.reason, got)
			}
			listed := strings.Contains(statusOf(rsp).String(), "moat")
			if listed != tc.waiting {
				t.Errorf("%s\nlisted as waiting: want %t, got %t", tc.reason, tc.waiting, listed)
			}
		})
	}
}

func allReady() map[string]string {
	return map[string]string{
		"wall": readyWall, "moat": readyMoat, "gate-north": readyAny, "gate-south": readyAny,
		"usage-gate-north-wall": readyAny, "usage-gate-south-wall": readyAny,
	}
}

func TestReadiness(t *testing.T) {
	t.Parallel()

	denied := allReady()
	denied["wall"] = deniedWall
	fallen := allReady()
	fallen["wall"] = unreadyWall
	cases := map[string]struct {
		reason   string
		observed map[string]string
		before   string
		phase    platform.Phase
		ready    fnv1.Ready
		again    time.Duration
		wall     *fnv1.Condition
		blocking string
	}{
		"FirstPass": {
			reason: "Nothing exists yet.",
			phase:  platform.PhaseProvisioning,
			ready:  fnv1.Ready_READY_FALSE,
			again:  ttlUnsettled,
			wall:   &fnv1.Condition{Reason: "Creating", Message: new("creating wall, gate-north, gate-south; usage-gate-north-wall waits (wall, gate-north); usage-gate-south-wall waits (wall, gate-south)")},
		},
		"Ready": {
			reason:   "Everything is ready; Crossplane decides on the composite, because of other functions' resources.",
			observed: allReady(),
			phase:    platform.PhaseReady,
			ready:    fnv1.Ready_READY_UNSPECIFIED,
			again:    ttlSettled,
			wall:     &fnv1.Condition{Status: fnv1.Status_STATUS_CONDITION_TRUE, Reason: "Available"},
		},
		"Denied": {
			reason:   "The cloud's own words should reach the developer, without what changes with every attempt.",
			observed: denied,
			phase:    platform.PhaseProvisioning,
			ready:    fnv1.Ready_READY_FALSE,
			again:    ttlUnsettled,
			wall:     &fnv1.Condition{Reason: "Unready", Message: new("wall (Wall): no stones left, RequestID: ...")},
			blocking: "no stones left, RequestID: ...",
		},
		"Degraded": {
			reason:   "A claim that was ready and lost something is degraded, not provisioning.",
			observed: fallen,
			before:   "{phase: Ready}",
			phase:    platform.PhaseDegraded,
			ready:    fnv1.Ready_READY_FALSE,
			again:    ttlUnsettled,
			wall:     &fnv1.Condition{Reason: "Unready", Message: new("wall (Wall): it fell")},
			blocking: "it fell",
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before := tc.before
			if before == "" {
				before = "{}"
			}
			rsp := world{composite: fmt.Sprintf(castleClaim, full, before), observed: tc.observed}.run(t)
			if got := statusOf(rsp).GetFields()["phase"].GetStringValue(); got != string(tc.phase) {
				t.Errorf("%s\nphase: want %s, got %s", tc.reason, tc.phase, got)
			}
			if got := rsp.GetDesired().GetComposite().GetReady(); got != tc.ready {
				t.Errorf("%s\ncomposite: want %s, got %s", tc.reason, tc.ready, got)
			}
			if got := rsp.GetMeta().GetTtl().AsDuration(); got != tc.again {
				t.Errorf("%s\nCrossplane asks again after %s, want %s", tc.reason, got, tc.again)
			}
			tc.wall.Type, tc.wall.Target = "WallReady", new(fnv1.Target_TARGET_COMPOSITE_AND_CLAIM)
			if tc.wall.GetStatus() == 0 {
				tc.wall.Status = fnv1.Status_STATUS_CONDITION_FALSE
			}
			if diff := cmp.Diff(tc.wall, conditionOf(rsp, "WallReady"), protocmp.Transform()); diff != "" {
				t.Errorf("%s\ncondition: -want, +got:\n%s", tc.reason, diff)
			}
			var messages []string
			for _, v := range statusOf(rsp).GetFields()["blocking"].GetListValue().GetValues() {
				messages = append(messages, v.GetStructValue().GetFields()["message"].GetStringValue())
			}
			if blocking := strings.Join(messages, ""); blocking != tc.blocking {
				t.Errorf("%s\nblocking: want %q, got %q", tc.reason, tc.blocking, blocking)
			}
		})
	}
}

func TestUnusedComponent(t *testing.T) {
	t.Parallel()
	rsp := world{composite: fmt.Sprintf(castleClaim, "{provider: aws, region: eu-west}", "{conditions: [{type: MoatReady, status: \"False\"}]}")}.run(t)
	if got := conditionOf(rsp, "MoatReady"); got.GetStatus() != fnv1.Status_STATUS_CONDITION_TRUE || got.GetReason() != "NotUsed" {
		t.Errorf("a component that is not used any more must not go on failing, got %v", got)
	}
	if got := conditionOf(rsp, "AllyReady"); got != nil {
		t.Errorf("a component that was never used needs no condition, got %v", got)
	}
}

// TestDeterministic proves that the same request gets the same response, byte for
// byte, although Go walks maps in another order each time.
func TestDeterministic(t *testing.T) {
	t.Parallel()
	var want []byte
	for i := range 100 {
		rsp := world{composite: claimed(full), observed: map[string]string{"wall": deniedWall, "gate-north": unreadyWall, "gate-south": unreadyWall}}.run(t)
		got, err := proto.MarshalOptions{Deterministic: true}.Marshal(rsp)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			want = got
		}
		if !bytes.Equal(want, got) {
			t.Fatalf("run %d differs from the first", i)
		}
	}
}

// TestFixpoint proves that observing our own output changes nothing.
func TestFixpoint(t *testing.T) {
	t.Parallel()
	w := world{composite: claimed(full), observed: allReady()}
	first := w.run(t)

	req := w.request(t)
	req.Observed.Composite.Resource.Fields["status"] = structpb.NewStructValue(statusOf(first))
	for k, r := range first.GetDesired().GetResources() {
		observed := req.GetObserved().GetResources()[k].GetResource()
		observed.Fields["spec"] = r.GetResource().GetFields()["spec"]
		if a := at(r.GetResource(), "metadata", "annotations"); a != nil {
			at(observed, "metadata").GetStructValue().GetFields()["annotations"] = a
		}
	}
	second := w.runRequest(t, req)
	if diff := cmp.Diff(first.GetDesired(), second.GetDesired(), protocmp.Transform()); diff != "" {
		t.Errorf("-first, +second:\n%s", diff)
	}
}

// TestManifests proves what a manifest looks like in both scopes.
func TestManifests(t *testing.T) {
	t.Parallel()

	name := "camelot-wall"
	cases := map[string]struct {
		reason    string
		composite string
		key       string
		want      string
	}{
		"ClusterScoped": {
			reason:    "A claim gets cluster-scoped managed resources.",
			composite: castleClaim, key: "wall",
			want: `{apiVersion: stone.aws.upbound.io/v1beta2, kind: Wall,
				metadata: {annotations: {crossplane.io/external-name: NAME}, labels: {platform.hyperscalar.io/key: wall}},
				spec: {managementPolicies: [Observe, Create, Update, Delete], providerConfigRef: {name: default}, forProvider: {region: eu-west-1, height: 12, doorSecretRef: {name: door, key: code, namespace: elsewhere},
					tags: {Name: wall, claim: camelot, environment: default, managed-by: hyperscalar, team: team-a}}}}`,
		},
		"Namespaced": {
			reason:    "A composite in a namespace gets managed resources in that namespace, which read Secrets of no other one.",
			composite: castleComposite, key: "wall",
			want: `{apiVersion: stone.aws.m.upbound.io/v1beta1, kind: Wall,
				metadata: {namespace: team-a, annotations: {crossplane.io/external-name: NAME}, labels: {platform.hyperscalar.io/key: wall}},
				spec: {managementPolicies: [Observe, Create, Update, Delete], providerConfigRef: {kind: ClusterProviderConfig, name: default}, forProvider: {region: eu-west-1, height: 12, doorSecretRef: {name: door, key: code},
					tags: {Name: wall, claim: camelot, environment: default, managed-by: hyperscalar, team: team-a}}}}`,
		},
		"InitProvider": {
			reason:    "What a controller owns afterwards is set once.",
			composite: castleClaim, key: "gate-north",
			want: `{apiVersion: stone.aws.upbound.io/v1beta1, kind: Gate, metadata: {labels: {platform.hyperscalar.io/key: gate-north}},
				spec: {managementPolicies: [Observe, Create, Update, Delete], providerConfigRef: {name: default},
					forProvider: {wallIdSelector: {matchControllerRef: true, matchLabels: {platform.hyperscalar.io/key: wall}}},
					initProvider: {guards: 2, wallIdSelector: {matchControllerRef: true, matchLabels: {platform.hyperscalar.io/key: wall}}}}}`,
		},
		"ClusterUsage": {
			reason:    "A deletion order that references do not give is a ClusterUsage for cluster-scoped resources.",
			composite: castleClaim, key: "usage-gate-north-wall",
			want: `{apiVersion: protection.crossplane.io/v1beta1, kind: ClusterUsage, metadata: {labels: {platform.hyperscalar.io/key: usage-gate-north-wall}},
				spec: {replayDeletion: true,
					of: {apiVersion: stone.aws.upbound.io/v1beta2, kind: Wall, resourceSelector: {matchControllerRef: true, matchLabels: {platform.hyperscalar.io/key: wall}}},
					by: {apiVersion: stone.aws.upbound.io/v1beta1, kind: Gate, resourceSelector: {matchControllerRef: true, matchLabels: {platform.hyperscalar.io/key: gate-north}}}}}`,
		},
		"Usage": {
			reason:    "A deletion order that references do not give is a Usage for namespaced resources.",
			composite: castleComposite, key: "usage-gate-north-wall",
			want: `{apiVersion: protection.crossplane.io/v1beta1, kind: Usage, metadata: {namespace: team-a, labels: {platform.hyperscalar.io/key: usage-gate-north-wall}},
				spec: {replayDeletion: true,
					of: {apiVersion: stone.aws.m.upbound.io/v1beta1, kind: Wall, resourceSelector: {matchControllerRef: true, matchLabels: {platform.hyperscalar.io/key: wall}}},
					by: {apiVersion: stone.aws.m.upbound.io/v1beta1, kind: Gate, resourceSelector: {matchControllerRef: true, matchLabels: {platform.hyperscalar.io/key: gate-north}}}}}`,
		},
	}
	for test, tc := range cases {
		t.Run(test, func(t *testing.T) {
			t.Parallel()
			rsp := world{composite: fmt.Sprintf(tc.composite, full, "{}"), observed: map[string]string{"wall": readyWall, "gate-north": readyAny}}.run(t)
			got := proto.CloneOf(desiredResource(rsp, tc.key))
			if a := at(got, "metadata", "annotations").GetStructValue(); a != nil {
				if external := a.GetFields()[annotationExternalName].GetStringValue(); !strings.Contains(external, name) {
					t.Errorf("%s\nexternal name: want one with %q in it, got %q", tc.reason, name, external)
				}
				a.Fields[annotationExternalName] = structpb.NewStringValue("NAME")
			}
			if diff := cmp.Diff(object(t, tc.want), got, protocmp.Transform()); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

// TestNothingThatIsNotOurs proves that manifests hold no null, no status and no
// name.
func TestNothingThatIsNotOurs(t *testing.T) {
	t.Parallel()
	rsp := world{composite: claimed(full), observed: allReady()}.run(t)
	for k, r := range rsp.GetDesired().GetResources() {
		if strings.Contains(r.GetResource().String(), "null_value") {
			t.Errorf("%s has a null: %v", k, r.GetResource())
		}
		if at(r.GetResource(), "status") != nil {
			t.Errorf("%s has a status", k)
		}
		if at(r.GetResource(), "metadata", "name") != nil {
			t.Errorf("%s has a name", k)
		}
	}
}

func TestPolicies(t *testing.T) {
	t.Parallel()
	rsp := world{composite: claimed("{provider: aws, region: eu-west, deletionPolicy: Orphan}")}.run(t)
	var got []string
	for _, v := range at(desiredResource(rsp, "wall"), "spec", "managementPolicies").GetListValue().GetValues() {
		got = append(got, v.GetStringValue())
	}
	if diff := cmp.Diff([]string{"Observe", "Create", "Update"}, got); diff != "" {
		t.Errorf("an orphan is everything but deleted: -want, +got:\n%s", diff)
	}
}

// TestStickyName proves that a resource keeps the name that it has, whatever name
// it would get today.
func TestStickyName(t *testing.T) {
	t.Parallel()
	named := `{metadata: {name: wall-1, annotations: {crossplane.io/external-name: old-name}}}`
	rsp := world{composite: claimed(full), observed: map[string]string{"wall": named}}.run(t)
	if got := at(desiredResource(rsp, "wall"), "metadata", "annotations", annotationExternalName).GetStringValue(); got != "old-name" {
		t.Errorf("want old-name, got %q", got)
	}
}

func TestStickyPrefix(t *testing.T) {
	t.Parallel()
	objects := map[string]string{"EnvironmentConfig/default": "{data: {namingPrefix: acme}}"}

	fresh := world{composite: claimed(full), objects: objects}.run(t)
	if got := at(desiredResource(fresh, "wall"), "metadata", "annotations", annotationExternalName).GetStringValue(); !strings.HasPrefix(got, "acme-") {
		t.Errorf("a new claim gets the environment's prefix, got %q", got)
	}
	served := world{composite: fmt.Sprintf(castleClaim, full, "{provider: aws, region: eu-west-1, providerConfig: default}"), objects: objects}.run(t)
	if got := at(desiredResource(served, "wall"), "metadata", "annotations", annotationExternalName).GetStringValue(); strings.HasPrefix(got, "acme-") {
		t.Errorf("a claim that is served keeps its names, got %q", got)
	}
}

func TestEnvironments(t *testing.T) {
	t.Parallel()

	objects := map[string]string{
		"EnvironmentConfig/base": "{data: {defaultProvider: aws, defaultRegion: eu-central, costCentre: c-1, tags: {owner: base, tier: gold}, aws: {providerConfig: shared}}}",
		"EnvironmentConfig/prod": "{data: {inherits: base, tags: {owner: prod}, aws: {providerConfig: prod-aws, accountID: \"123456789012\"}, allowed: {namespaces: [team-*]}}}",
	}
	rsp := world{composite: claimed("{environment: prod, tags: {owner: me, shop: books}}"), objects: objects}.run(t)
	if m := fatal(rsp); m != "" {
		t.Fatal(m)
	}
	want := object(t, `{provider: aws, region: eu-central-1, environment: prod, providerConfig: prod-aws, phase: Provisioning}`)
	if diff := cmp.Diff(want, statusOf(rsp), protocmp.Transform()); diff != "" {
		t.Errorf("status: -want, +got:\n%s", diff)
	}
	tags := at(desiredResource(rsp, "wall"), "spec", "forProvider", "tags").GetStructValue()
	wantTags := object(t, `{Name: wall, managed-by: hyperscalar, team: team-a, environment: prod, claim: camelot, cost-center: c-1, owner: prod, tier: gold, shop: books}`)
	if diff := cmp.Diff(wantTags, tags, protocmp.Transform()); diff != "" {
		t.Errorf("tags: -want, +got:\n%s", diff)
	}
	if got := at(desiredResource(rsp, "wall"), "spec", "providerConfigRef", "name").GetStringValue(); got != "prod-aws" {
		t.Errorf("provider config: want prod-aws, got %q", got)
	}
}

// TestDecisionsStay proves that what was decided for a claim stays when the
// environment's defaults change.
func TestDecisionsStay(t *testing.T) {
	t.Parallel()
	objects := map[string]string{"EnvironmentConfig/default": "{data: {defaultProvider: gcp, defaultRegion: us-east}}"}
	rsp := world{composite: fmt.Sprintf(castleClaim, "{}", "{provider: aws, region: eu-west-1, providerConfig: default}"), objects: objects}.run(t)
	if m := fatal(rsp); m != "" {
		t.Fatal(m)
	}
	if got := statusOf(rsp).GetFields()["region"].GetStringValue(); got != "eu-west-1" {
		t.Errorf("region: want eu-west-1, got %q", got)
	}
}

func TestReferences(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason  string
		ally    string
		objects map[string]string
		want    bool
		wallID  string
	}{
		"SameNamespace": {
			reason:  "A claim of the same namespace may be referred to.",
			ally:    "{name: orkney}",
			objects: map[string]string{"Castle/team-a/orkney": "{spec: {}, status: {wallID: w-9}}"},
			want:    true, wallID: "w-9",
		},
		"Shared": {
			reason:  "A claim of another namespace may be referred to when it says so.",
			ally:    "{name: orkney, namespace: team-b}",
			objects: map[string]string{"Castle/team-b/orkney": "{spec: {parameters: {shareWith: [team-a]}}, status: {wallID: w-9}}"},
			want:    true, wallID: "w-9",
		},
		"NotYet": {
			reason: "A claim of the same namespace may be applied later; what needs it waits.",
			ally:   "{name: orkney}",
			want:   false,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rsp := world{composite: claimed("{provider: aws, region: eu-west, ally: " + tc.ally + "}"), objects: tc.objects}.run(t)
			if m := fatal(rsp); m != "" {
				t.Fatal(m)
			}
			if got := keys(rsp)["ally"]; got != tc.want {
				t.Fatalf("%s\ncomposed: want %t, got %t", tc.reason, tc.want, got)
			}
			if got := at(desiredResource(rsp, "ally"), "spec", "forProvider", "wallId").GetStringValue(); got != tc.wallID {
				t.Errorf("%s\nwallId: want %q, got %q", tc.reason, tc.wallID, got)
			}
		})
	}
}

// TestNotServed covers a provider that exists, but that the API has no builder for.
func TestNotServed(t *testing.T) {
	t.Parallel()
	rsp := world{composite: claimed("{provider: gcp, region: eu-west}")}.run(t)
	if got := fatal(rsp); !strings.Contains(got, "spec.parameters.provider") {
		t.Errorf("want a refusal that names the field, got %q", got)
	}
}

// TestAsksFirst proves that nothing is decided before everything that is required
// has been looked for.
func TestAsksFirst(t *testing.T) {
	t.Parallel()
	w := world{composite: claimed(full), desired: othersDesired(t)}
	f := New(castleAPI(), nil)
	rsp, err := f.RunFunction(t.Context(), w.request(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(rsp.GetResults()) != 0 || len(rsp.GetConditions()) != 0 {
		t.Errorf("want neither results nor conditions, got %v and %v", rsp.GetResults(), rsp.GetConditions())
	}
	if diff := cmp.Diff(w.desired, rsp.GetDesired(), protocmp.Transform()); diff != "" {
		t.Errorf("desired: -want, +got:\n%s", diff)
	}
	want := &fnv1.Requirements{Resources: map[string]*fnv1.ResourceSelector{
		"environment/default": {ApiVersion: "apiextensions.crossplane.io/v1beta1", Kind: "EnvironmentConfig", Match: &fnv1.ResourceSelector_MatchName{MatchName: "default"}},
	}}
	if diff := cmp.Diff(want, rsp.GetRequirements(), protocmp.Transform()); diff != "" {
		t.Errorf("requirements: -want, +got:\n%s", diff)
	}
}

func TestConsistent(t *testing.T) {
	t.Parallel()
	err := consistent([]managed.Resource{{Key: "a", ForProvider: wall{}, After: []managed.Key{"b"}}})
	if err == nil || err.Error() != `cannot compose "a" after "b", which is not composed` {
		t.Errorf("want an error that names both keys, got %v", err)
	}
}
