// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/testing/protocmp"
	"google.golang.org/protobuf/types/known/structpb"

	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/compose/composetest"
)

// The connection details of a harbour as its Secret holds them.
const (
	encodedHost     = "ZG92ZXIuZXhhbXBsZS5vcmc="
	encodedPassword = "aHVudGVyMi1saWdodGhvdXNl"
	encodedPilot    = "YmVu"
)

// TestConnectionSecretRef proves where resources publish connection details.
func TestConnectionSecretRef(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason    string
		template  string
		keeps     string
		namespace string
	}{
		"ClusterScoped": {
			reason:    "A cluster-scoped resource has no namespace of its own, and publishes to that of Crossplane.",
			template:  harbourClaim,
			namespace: "crossplane-system",
		},
		"ClusterScopedElsewhere": {
			reason:    "A platform engineer may choose another namespace.",
			template:  harbourClaim,
			keeps:     "secrets",
			namespace: "secrets",
		},
		"Namespaced": {
			reason:   "A namespaced resource publishes beside itself, and may not say so.",
			template: harbourComposite,
			keeps:    "secrets",
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := harbourWorld(t, tc.template, harbourAll)
			if tc.keeps != "" {
				f := New(harbourAPI(), nil)
				f.KeepSecretsIn(tc.keeps)
				w.Function = f
			}
			_, rsp := w.Converge(t, atHarbour)
			ref := at(desiredResource(rsp, "lighthouse"), "spec", "writeConnectionSecretToRef")
			if got := at(ref.GetStructValue(), "namespace").GetStringValue(); got != tc.namespace {
				t.Errorf("%s\nnamespace: want %q, got %q", tc.reason, tc.namespace, got)
			}
			secret := at(ref.GetStructValue(), "name").GetStringValue()
			if !strings.HasPrefix(secret, "team-a-dover-lighthouse-") {
				t.Errorf("%s\nname: want one that tells what it is of, got %q", tc.reason, secret)
			}
			credentials := at(desiredResource(rsp, "governor"), "spec", "credentials", "secretRef").GetStructValue()
			if got := at(credentials, "name").GetStringValue(); got != secret {
				t.Errorf("%s\nwho reads it looks for %q, and it is %q", tc.reason, got, secret)
			}
			if got := at(credentials, "namespace").GetStringValue(); tc.namespace != "" && got != tc.namespace || tc.namespace == "" && got != "team-a" {
				t.Errorf("%s\nwho reads it looks for it in namespace %q", tc.reason, got)
			}
			if got := at(desiredResource(rsp, "tavern"), "spec", "writeConnectionSecretToRef"); got != nil {
				t.Errorf("%s\nwhat nobody reads needs not be published, got %v", tc.reason, got)
			}
		})
	}
}

// TestConnection proves that connection details are at the same place in both
// flavours, and that a claim may also have them by writeConnectionSecretToRef.
func TestConnection(t *testing.T) {
	t.Parallel()
	for name, template := range templates() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := harbourWorld(t, template, harbourAll)
			w.Desired = &fnv1.State{Composite: othersDesired(t).GetComposite()}
			w, rsp := w.Converge(t, atHarbour)

			want := object(t, fmt.Sprintf(`{apiVersion: v1, kind: Secret, type: connection.crossplane.io/v1alpha1,
				metadata: {name: dover-harbour-connection, namespace: team-a, labels: {platform.hyperscalar.io/key: connection}},
				data: {host: %s, password: %s, pilot: %s}}`, encodedHost, encodedPassword, encodedPilot))
			if diff := cmp.Diff(want, desiredResource(rsp, "connection"), protocmp.Transform()); diff != "" {
				t.Errorf("Secret: -want, +got:\n%s", diff)
			}
			if got := rsp.GetDesired().GetResources()["connection"].GetReady(); got != fnv1.Ready_READY_TRUE {
				t.Errorf("a Secret that exists is ready, got %s", got)
			}
			wantStatus := object(t, "{name: dover-harbour-connection, namespace: team-a}")
			if diff := cmp.Diff(wantStatus, at(statusOf(rsp), "connectionSecret").GetStructValue(), protocmp.Transform()); diff != "" {
				t.Errorf("status.connectionSecret: -want, +got:\n%s", diff)
			}
			details := map[string][]byte{"k": []byte("v")}
			if template == harbourClaim {
				details = map[string][]byte{"k": []byte("v"), "host": []byte("dover.example.org"), "password": []byte(password), "pilot": []byte("ben")}
			}
			if diff := cmp.Diff(details, rsp.GetDesired().GetComposite().GetConnectionDetails()); diff != "" {
				t.Errorf("connection details of the composite: -want, +got:\n%s", diff)
			}
			if diff := cmp.Diff(othersDesired(t).GetComposite(), w.Desired.GetComposite(), protocmp.Transform()); diff != "" {
				t.Errorf("what earlier functions want must not be changed: -want, +got:\n%s", diff)
			}
			if got := at(statusOf(rsp), "phase").GetStringValue(); got != string(platform.PhaseReady) {
				t.Errorf("phase: want Ready, got %s", got)
			}
		})
	}
}

// TestConnectionFirst proves that there is a Secret as soon as there is something to
// put into it, and that the claim is not ready before there is one.
func TestConnectionFirst(t *testing.T) {
	t.Parallel()
	rsp := harbourWorld(t, harbourClaim, "{provider: aws, region: eu-west}").Run(t)
	if got := desiredResource(rsp, "connection"); got != nil {
		t.Errorf("there is nothing to keep yet, got %v", got)
	}
	if got := at(statusOf(rsp), "connectionSecret"); got != nil {
		t.Errorf("there is no Secret to find yet, got %v", got)
	}
	w := harbourWorld(t, harbourClaim, "{provider: aws, region: eu-west}")
	rsp = w.Next(t, rsp, atHarbour).Run(t)
	if got := rsp.GetDesired().GetResources()["connection"].GetReady(); got != fnv1.Ready_READY_FALSE {
		t.Errorf("a Secret that does not exist yet is not ready, got %s", got)
	}
	if got := rsp.GetDesired().GetComposite().GetReady(); got != fnv1.Ready_READY_FALSE {
		t.Errorf("a claim without its Secret is not ready, got %s", got)
	}
}

// TestConnectionIsKept proves that whoever uses a credential does not lose it.
func TestConnectionIsKept(t *testing.T) {
	t.Parallel()

	all := map[string]string{"host": encodedHost, "password": encodedPassword, "pilot": encodedPilot}
	cases := map[string]struct {
		reason string
		params string
		lose   func(w composetest.World) composetest.World
		want   map[string]string
	}{
		"Unready": {
			reason: "A source of which nothing is known for a moment should change nothing.",
			params: harbourAll,
			lose:   func(w composetest.World) composetest.World { return w.Without("lighthouse") },
			want:   all,
		},
		"Gone": {
			reason: "A source that is gone should change nothing.",
			params: harbourAll,
			lose: func(w composetest.World) composetest.World {
				delete(w.Observed, "lighthouse")
				return w
			},
			want: all,
		},
		"Nothing": {
			reason: "An API that has nothing to say should not empty the Secret.",
			params: "{provider: aws, region: eu-west, secret: true}",
			lose:   func(w composetest.World) composetest.World { return w },
			want:   all,
		},
		"Removed": {
			reason: "A key that is not part of the details any more should go.",
			params: "{provider: aws, region: eu-west}",
			lose:   func(w composetest.World) composetest.World { return w },
			want:   map[string]string{"host": encodedHost, "password": encodedPassword},
		},
		"Rotated": {
			reason: "A new value should replace the old one.",
			params: "{provider: aws, region: eu-west, pilot: ann}",
			lose:   func(w composetest.World) composetest.World { return w },
			want:   map[string]string{"host": encodedHost, "password": encodedPassword, "pilot": "YW5u"},
		},
		"Garbage": {
			reason: "What is not as we write it is as good as not there.",
			params: "{provider: aws, region: eu-west}",
			lose: func(w composetest.World) composetest.World {
				w = w.Without("lighthouse")
				at(w.Observed["connection"].GetResource(), "data").GetStructValue().Fields["password"] = structpb.NewStringValue("***")
				return w
			},
			want: map[string]string{"host": encodedHost},
		},
	}
	for name, tc := range cases {
		for flavour, template := range templates() {
			t.Run(name+"/"+flavour, func(t *testing.T) {
				t.Parallel()
				w, _ := harbourWorld(t, template, harbourAll).Converge(t, atHarbour)
				at(w.Composite, "spec").GetStructValue().Fields["parameters"] = structpb.NewStructValue(object(t, tc.params))
				rsp := tc.lose(w).Run(t)
				if m := fatal(rsp); m != "" {
					t.Fatal(m)
				}
				got := map[string]string{}
				for k, v := range at(desiredResource(rsp, "connection"), "data").GetStructValue().GetFields() {
					got[k] = v.GetStringValue()
				}
				if diff := cmp.Diff(tc.want, got); diff != "" {
					t.Errorf("%s\nSecret: -want, +got:\n%s", tc.reason, diff)
				}
				if got := len(rsp.GetDesired().GetComposite().GetConnectionDetails()); template == harbourClaim && got != len(tc.want) {
					t.Errorf("%s\nthe composite should publish the same %d details, got %d", tc.reason, len(tc.want), got)
				}
			})
		}
	}
}

// TestConnectionWithoutClaim proves that a composite that nobody claims publishes its
// connection details itself, because there is no namespace to put a Secret into.
func TestConnectionWithoutClaim(t *testing.T) {
	t.Parallel()
	w, rsp := harbourWorld(t, harbourAlone, "{provider: aws, region: eu-west}").Converge(t, atHarbour)
	want := map[string][]byte{"host": []byte("dover.example.org"), "password": []byte(password)}
	if diff := cmp.Diff(want, rsp.GetDesired().GetComposite().GetConnectionDetails()); diff != "" {
		t.Errorf("connection details: -want, +got:\n%s", diff)
	}
	if got := desiredResource(rsp, "connection"); got != nil {
		t.Errorf("want no Secret, got %v", got)
	}

	req := w.Without("lighthouse").Request()
	req.Observed.Composite.ConnectionDetails = want
	if diff := cmp.Diff(want, w.RunRequest(t, req).GetDesired().GetComposite().GetConnectionDetails()); diff != "" {
		t.Errorf("connection details whose source is lost: -want, +got:\n%s", diff)
	}
}

// TestSecretNames proves that the name of a claim's Secret is legal, and stays.
func TestSecretNames(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason string
		claim  string
		prefix string
	}{
		"Short":  {reason: "A developer should be able to tell the name in advance.", claim: "dover", prefix: "dover-harbour-connection"},
		"Dotted": {reason: "A claim may be called like a domain.", claim: "dover.example.org", prefix: "dover.example.org-harbour-connection"},
		"Long":   {reason: "A name that is too long should be shortened.", claim: strings.Repeat("d", 253), prefix: "team-a-ddd"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := harbourWorld(t, harbourComposite, "{provider: aws, region: eu-west}")
			at(w.Composite, "metadata").GetStructValue().Fields["name"] = structpb.NewStringValue(tc.claim)
			w, rsp := w.Converge(t, atHarbour)
			got := at(desiredResource(rsp, "connection"), "metadata", "name").GetStringValue()
			if !strings.HasPrefix(got, tc.prefix) || len(got) > 253 {
				t.Errorf("%s\nwant a name that begins with %q, got %q", tc.reason, tc.prefix, got)
			}
			at(w.Observed["connection"].GetResource(), "metadata").GetStructValue().Fields["name"] = structpb.NewStringValue("old")
			if got := at(statusOf(w.Run(t)), "connectionSecret", "name").GetStringValue(); got != "old" {
				t.Errorf("a Secret keeps the name that it has, got %q", got)
			}
		})
	}
}

// TestConnectionIsSecret proves that no value is ever told anywhere but in a Secret,
// whatever becomes of the claim.
func TestConnectionIsSecret(t *testing.T) {
	t.Parallel()
	for name, template := range templates() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, ready := harbourWorld(t, template, harbourAll).Converge(t, atHarbour)
			clash := w
			clash.Composite = proto.CloneOf(w.Composite)
			at(clash.Composite, "spec", "parameters").GetStructValue().Fields["clash"] = structpb.NewBoolValue(true)
			for state, rsp := range map[string]*fnv1.RunFunctionResponse{"Ready": ready, "Lost": w.Without("lighthouse").Run(t), "Refused": clash.Run(t)} {
				told := fmt.Sprint(statusOf(rsp), rsp.GetConditions(), rsp.GetResults(), rsp.GetContext(), rsp.GetRequirements())
				if strings.Contains(told, password) || strings.Contains(told, encodedPassword) {
					t.Errorf("%s: the password is told: %s", state, told)
				}
			}
		})
	}
}

// TestConnectionClashes proves that a resource with the key of the Secret is refused,
// and that a refusal leaves everything alone, connection details included.
func TestConnectionClashes(t *testing.T) {
	t.Parallel()
	for name, template := range templates() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := harbourWorld(t, template, "{provider: aws, region: eu-west, clash: true}")
			w.Desired = othersDesired(t)
			rsp := w.Run(t)
			if want := `cannot compose a resource with the key "connection", which is that of the connection details`; !strings.Contains(fatal(rsp), want) {
				t.Errorf("want a refusal with %q, got %q", want, fatal(rsp))
			}
			if diff := cmp.Diff(othersDesired(t), rsp.GetDesired(), protocmp.Transform()); diff != "" {
				t.Errorf("desired state must be left alone: -want, +got:\n%s", diff)
			}
		})
	}
}

// TestHarbourDeterministic proves that everything that is composed here is the same
// byte for byte every time, and that observing it changes nothing.
func TestHarbourDeterministic(t *testing.T) {
	t.Parallel()
	for name, template := range templates() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, rsp := harbourWorld(t, template, harbourAll).Converge(t, atHarbour)
			want, err := proto.MarshalOptions{Deterministic: true}.Marshal(rsp)
			if err != nil {
				t.Fatal(err)
			}
			for i := range 100 {
				got, err := proto.MarshalOptions{Deterministic: true}.Marshal(w.Run(t))
				if err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(want, got) {
					t.Fatalf("run %d differs from the first", i)
				}
			}
			for key, r := range rsp.GetDesired().GetResources() {
				if strings.Contains(r.GetResource().String(), "null_value") {
					t.Errorf("%s has a null: %v", key, r.GetResource())
				}
				if named := at(r.GetResource(), "metadata", "name") != nil; named != (key == "connection") {
					t.Errorf("%s: only the Secret with the connection details has a name", key)
				}
			}
		})
	}
}
