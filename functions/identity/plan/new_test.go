// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

// testClaim is a claim in an environment that allows nothing special.
func testClaim() claim.Claim {
	return claim.Claim{
		Namespace:   "shop",
		Name:        "checkout",
		Environment: "production",
		Provider:    platform.ProviderAWS,
		Region:      regions.Region{Native: "eu-west-1"},
		Names:       naming.New("prod", "shop", "checkout").For("identity"),
	}
}

func claimOn(p platform.Provider, region string) claim.Claim {
	c := testClaim()
	c.Provider, c.Region.Native = p, region
	return c
}

// allowing returns the claim in an environment with the supplied guardrails.
func allowing(c claim.Claim, e environment.Environment) claim.Claim {
	c.Guardrails = e
	return c
}

// referring returns the claim with a status for each of its references. Those without one
// are to claims that do not exist.
func referring(c claim.Claim, statuses map[string]string) claim.Claim {
	c.References = make(map[string]claim.Referenced, len(statuses))
	for path, status := range statuses {
		c.References[path] = claim.Referenced{Found: true, Status: func(into any) error { return json.Unmarshal([]byte(status), into) }}
	}
	return c
}

func compute() v1alpha1.Parameters { return v1alpha1.Parameters{Compute: &v1alpha1.Compute{}} }

func storageAccess(name string, role v1alpha1.Role) v1alpha1.Access {
	return v1alpha1.Access{To: v1alpha1.Target{Kind: v1alpha1.TargetStorage, Name: name}, Role: role}
}

func accessing(access ...v1alpha1.Access) v1alpha1.Parameters {
	p := compute()
	p.Access = access
	return p
}

func mustPlan(t *testing.T, c claim.Claim, p v1alpha1.Parameters, recorded v1alpha1.Status) Plan {
	t.Helper()
	out, errs := New(c, p, recorded)
	if len(errs) > 0 {
		t.Fatalf("New(...): %v", errs)
	}
	return out
}

// messages of errors, in order.
func messages(errs field.ErrorList) []string {
	out := make([]string, 0, len(errs))
	for _, err := range errs {
		out = append(out, err.Error())
	}
	return out
}

// A refusal is a claim that is refused with exactly these messages.
type refusal struct {
	reason   string
	claim    claim.Claim
	p        v1alpha1.Parameters
	recorded v1alpha1.Status
	want     []string
}

func testRefusals(t *testing.T, cases map[string]refusal) {
	t.Helper()
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if tc.claim.Name == "" {
				tc.claim = testClaim()
			}
			got, errs := New(tc.claim, tc.p, tc.recorded)
			if diff := cmp.Diff(tc.want, messages(errs)); diff != "" {
				t.Errorf("%s\nNew(...): -want, +got:\n%s", tc.reason, diff)
			}
			if got.Claim.Name != "" {
				t.Errorf("%s\nNew(...): got a plan beside errors", tc.reason)
			}
		})
	}
}

func TestSubject(t *testing.T) {
	t.Parallel()
	workload := &v1alpha1.Workload{ClusterRef: platform.LocalReference{Name: "main"}, Namespace: "shop", ServiceAccount: "web"}
	external := &v1alpha1.External{Issuer: "https://example.com", Subject: "ci"}
	cases := map[string]struct {
		reason string
		p      v1alpha1.Parameters
		want   v1alpha1.Subject
	}{
		"Workload": {reason: "Pods are somebody.", p: v1alpha1.Parameters{Workload: workload}, want: v1alpha1.SubjectWorkload},
		"Compute":  {reason: "Virtual machines are somebody.", p: compute(), want: v1alpha1.SubjectCompute},
		"External": {reason: "Systems elsewhere are somebody.", p: v1alpha1.Parameters{External: external}, want: v1alpha1.SubjectExternal},
		"Machine":  {reason: "Machines are somebody.", p: v1alpha1.Parameters{Machine: &v1alpha1.Machine{}}, want: v1alpha1.SubjectMachine},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := allowing(testClaim(), environment.Environment{Identity: environment.Identity{StaticKeys: new(true)}})
			got := mustPlan(t, c, tc.p, v1alpha1.Status{Subject: tc.want})
			if got.Subject != tc.want {
				t.Errorf("%s\nSubject: got %q, want %q", tc.reason, got.Subject, tc.want)
			}
			set := []bool{got.Workload != nil, got.Compute != nil, got.External != nil, got.Machine != nil}
			want := []bool{tc.want == v1alpha1.SubjectWorkload, tc.want == v1alpha1.SubjectCompute, tc.want == v1alpha1.SubjectExternal, tc.want == v1alpha1.SubjectMachine}
			if diff := cmp.Diff(want, set); diff != "" {
				t.Errorf("%s\nExactly one of them is set: -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestSubjectRefused(t *testing.T) {
	t.Parallel()
	both := compute()
	both.External = &v1alpha1.External{Issuer: "https://example.com", Subject: "ci"}
	testRefusals(t, map[string]refusal{
		"Nobody": {
			reason: "An identity is for somebody.",
			want:   []string{`spec.parameters: Required value: say who the identity is for: set one of workload, compute, external and machine`},
		},
		"Two": {
			reason: "An identity is for one subject.",
			p:      both,
			want:   []string{`spec.parameters.external: Forbidden: an identity is for one of workload, compute, external and machine, and compute is set already: create an identity for each`},
		},
		"Changed": {
			reason:   "A user does not become a role.",
			p:        compute(),
			recorded: v1alpha1.Status{Subject: v1alpha1.SubjectMachine},
			want:     []string{`spec.parameters.compute: Forbidden: the identity is for Machine and cannot be for another: create a new identity`},
		},
	})
}

func TestCompute(t *testing.T) {
	t.Parallel()
	referring := func(ref platform.LocalReference, shares ...string) v1alpha1.Parameters {
		return v1alpha1.Parameters{Compute: &v1alpha1.Compute{ComputeRef: &ref}, ShareWith: shares}
	}
	if got := mustPlan(t, testClaim(), compute(), v1alpha1.Status{}).Compute.Name; got != "" {
		t.Errorf("Any Compute may use the identity: got %q", got)
	}
	if got := mustPlan(t, testClaim(), referring(platform.LocalReference{Name: "web"}), v1alpha1.Status{}).Compute.Name; got != "shop/web" {
		t.Errorf("A Compute of the own namespace is named in full: got %q", got)
	}
	if got := mustPlan(t, testClaim(), referring(platform.LocalReference{Name: "web", Namespace: "team-a"}, "team-a"), v1alpha1.Status{}).Compute.Name; got != "team-a/web" {
		t.Errorf("A Compute of a namespace that may use the identity is named in full: got %q", got)
	}
	testRefusals(t, map[string]refusal{
		"NotShared": {
			reason: "Who may not refer to the identity cannot use it.",
			p:      referring(platform.LocalReference{Name: "web", Namespace: "team-a"}),
			want:   []string{`spec.parameters.compute.computeRef.namespace: Invalid value: "team-a": may not refer to this identity: add team-a to shareWith, or leave the namespace out`},
		},
		"BadName": {
			reason: "Names are checked.",
			p:      referring(platform.LocalReference{Name: "Web"}),
			want:   []string{`spec.parameters.compute.computeRef.name: Invalid value: "Web": must be lower-case letters, digits, hyphens and dots, and must start and end with a letter or a digit`},
		},
	})
}

func TestShares(t *testing.T) {
	t.Parallel()
	p := compute()
	p.ShareWith = []string{"shop", "a", "a", "team-*"}
	testRefusals(t, map[string]refusal{
		"Shares": {
			reason: "Namespaces are named one by one, and each once.",
			p:      p,
			want: []string{
				`spec.parameters.shareWith[0]: Invalid value: "shop": is the identity's own namespace, whose claims may refer to it anyway: leave it out`,
				`spec.parameters.shareWith[2]: Duplicate value: "a"`,
				`spec.parameters.shareWith[3]: Invalid value: "team-*": name each namespace: patterns would also match namespaces that do not exist yet`,
			},
		},
	})
}

func TestMachineRefused(t *testing.T) {
	t.Parallel()
	machine := func(rotation, overlap int) v1alpha1.Parameters {
		return v1alpha1.Parameters{Machine: &v1alpha1.Machine{RotationDays: rotation, OverlapDays: overlap}}
	}
	allowed := allowing(testClaim(), environment.Environment{Identity: environment.Identity{StaticKeys: new(true), MaxRotationDays: 90}})
	testRefusals(t, map[string]refusal{
		"NotAllowed": {
			reason: "Static keys need the consent of the environment.",
			p:      machine(0, 0),
			want:   []string{`spec.parameters.machine: Forbidden: environment "production" does not allow static keys (rule identity.staticKeys): use workload, compute or external, which need none, or ask your platform team`},
		},
		"TooLong": {
			reason: "The environment bounds how long a key is used.",
			claim:  allowed,
			p:      machine(91, 0),
			want:   []string{`spec.parameters.machine.rotationDays: Forbidden: environment "production" replaces static keys after 90 days at the latest (rule identity.maxRotationDays): set rotationDays to 90 or less, or ask your platform team`},
		},
		"OutOfBounds": {
			reason: "Numbers have bounds.",
			claim:  allowed,
			p:      machine(1, 91),
			want: []string{
				`spec.parameters.machine.overlapDays: Invalid value: 91: must be between 1 and 90`,
				`spec.parameters.machine.overlapDays: Invalid value: 91: must be less than rotationDays, which is 1: a key is gone before the next one is replaced, because no more than two exist`,
				`spec.parameters.machine.rotationDays: Invalid value: 1: must be between 2 and 365`,
			},
		},
		"Overlap": {
			reason: "There are two keys at most.",
			claim:  allowed,
			p:      machine(7, 7),
			want:   []string{`spec.parameters.machine.overlapDays: Invalid value: 7: must be less than rotationDays, which is 7: a key is gone before the next one is replaced, because no more than two exist`},
		},
	})
}

func TestParametersAreLeftAlone(t *testing.T) {
	t.Parallel()
	p := v1alpha1.Parameters{
		Machine:     &v1alpha1.Machine{},
		Permissions: &v1alpha1.Permissions{AWS: &v1alpha1.AWSPermissions{Statements: []v1alpha1.Statement{{}}}},
	}
	got := WithDefaults(p)
	if got.Machine.RotationDays != DefaultRotationDays || got.Machine.OverlapDays != DefaultOverlapDays || got.Permissions.AWS.Statements[0].Effect != v1alpha1.EffectAllow {
		t.Errorf("WithDefaults(...): got %+v and %+v", got.Machine, got.Permissions.AWS)
	}
	if p.Machine.RotationDays != 0 || p.Permissions.AWS.Statements[0].Effect != "" {
		t.Error("WithDefaults(...) changed its argument")
	}
}
