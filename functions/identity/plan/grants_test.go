// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/managed"
)

const (
	firstTarget  = "spec.parameters.access[0].to"
	secondTarget = "spec.parameters.access[1].to"
)

func clusterAccess(name string, role v1alpha1.Role) v1alpha1.Access {
	return v1alpha1.Access{To: v1alpha1.Target{Kind: v1alpha1.TargetKubernetesCluster, Name: name}, Role: role}
}

func foreign(a v1alpha1.Access, namespace string) v1alpha1.Access {
	a.To.Namespace = namespace
	return a
}

func TestGrantKeys(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		access v1alpha1.Access
		want   string
		target string
		hashed bool
	}{
		"Own":     {reason: "A claim of the own namespace is called by its name.", access: storageAccess("assets", v1alpha1.RoleReader), want: "storage-assets-reader", target: "storage-assets"},
		"Cluster": {reason: "Kinds differ.", access: clusterAccess("main", v1alpha1.RoleAdmin), want: "cluster-main-admin", target: "cluster-main"},
		"Named":   {reason: "Naming the own namespace changes nothing.", access: foreign(storageAccess("assets", v1alpha1.RoleReader), "shop"), want: "storage-assets-reader", target: "storage-assets"},
		"Foreign": {reason: "A claim of another namespace cannot be mistaken.", access: foreign(storageAccess("assets", v1alpha1.RoleReader), "team-a"), target: "storage-team-a-assets", hashed: true},
		"Dots":    {reason: "Dots are not legal in every name.", access: storageAccess("assets.eu", v1alpha1.RoleReader), target: "storage-assets-eu", hashed: true},
		"Long":    {reason: "Keys are bounded.", access: storageAccess(strings.Repeat("a", 63), v1alpha1.RoleWriter), target: "storage-aaa", hashed: true},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := mustPlan(t, testClaim(), accessing(tc.access), v1alpha1.Status{}).Grants[0]
			if got.Key != got.TargetKey+"-"+string(tc.access.Role) || len(got.TargetKey) > maxKey {
				t.Errorf("%s\nKey: got %q of target %q", tc.reason, got.Key, got.TargetKey)
			}
			if tc.hashed != (got.TargetKey != tc.target) || !strings.HasPrefix(got.TargetKey, tc.target) {
				t.Errorf("%s\nTargetKey: got %q, want %q, hashed: %t", tc.reason, got.TargetKey, tc.target, tc.hashed)
			}
			if tc.want != "" && got.Key != tc.want {
				t.Errorf("%s\nKey: got %q, want %q", tc.reason, got.Key, tc.want)
			}
		})
	}
}

func TestGrantsAreSorted(t *testing.T) {
	t.Parallel()
	access := []v1alpha1.Access{storageAccess("b", v1alpha1.RoleReader), clusterAccess("z", v1alpha1.RoleReader), storageAccess("a", v1alpha1.RoleWriter)}
	var got []string
	for _, g := range mustPlan(t, testClaim(), accessing(access...), v1alpha1.Status{}).Grants {
		got = append(got, g.Key)
		if access[g.Index].To.Name != strings.Split(g.Target, "/")[1] {
			t.Errorf("Index of %s: got %d", g.Key, g.Index)
		}
	}
	if diff := cmp.Diff([]string{"cluster-z-reader", "storage-a-writer", "storage-b-reader"}, got); diff != "" {
		t.Errorf("Grants are sorted by key: -want, +got:\n%s", diff)
	}
}

func TestGrantTargets(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		status string
		absent bool
		waits  string
		id     string
	}{
		"Absent":  {reason: "Nothing can be granted to what does not exist.", absent: true, waits: "storage shop/assets does not exist"},
		"Planned": {reason: "A target without an id is waited for.", status: `{"provider": "aws", "type": "Object"}`, waits: "storage shop/assets has no id yet"},
		"There":   {reason: "A target with an id is granted access to.", status: `{"provider": "aws", "providerConfig": "default", "id": "bucket", "type": "Object"}`, id: "bucket"},
		"Empty":   {reason: "A target that was never served is waited for.", status: `{}`, waits: "storage shop/assets has no id yet"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := testClaim()
			if tc.status != "" {
				c = referring(c, map[string]string{firstTarget: tc.status})
			}
			p := mustPlan(t, c, accessing(storageAccess("assets", v1alpha1.RoleReader)), v1alpha1.Status{})
			got := p.Grants[0]
			if got.Absent != tc.absent || got.Waits != tc.waits || got.ResourceID() != tc.id {
				t.Errorf("%s\ngot absent %t, waits %q, id %q", tc.reason, got.Absent, got.Waits, got.ResourceID())
			}
			if want := tc.waits != ""; want != (len(Warnings(p)) == 1) {
				t.Errorf("%s\nWarnings(...): got %q", tc.reason, Warnings(p))
			}
		})
	}
}

func TestRevoked(t *testing.T) {
	t.Parallel()
	got := []bool{Grant{Absent: true}.Revoked(true), Grant{Absent: true}.Revoked(false), Grant{}.Revoked(true)}
	if diff := cmp.Diff([]bool{true, false, false}, got); diff != "" {
		t.Errorf("Only what was granted to what is gone is revoked: -want, +got:\n%s", diff)
	}
}

func TestNotFoundIsAbsent(t *testing.T) {
	t.Parallel()
	c := testClaim()
	c.References = map[string]claim.Referenced{firstTarget: {Namespace: "shop", Name: "assets"}}
	if got := mustPlan(t, c, accessing(storageAccess("assets", v1alpha1.RoleReader)), v1alpha1.Status{}).Grants[0]; !got.Absent {
		t.Error("A target that was looked for and not found is absent")
	}
}

func TestNoLongerSharedIsRevoked(t *testing.T) {
	t.Parallel()
	c := testClaim()
	c.References = map[string]claim.Referenced{firstTarget: {Namespace: "payments", Name: "ledger", Refused: true}}
	p := accessing(foreign(storageAccess("ledger", v1alpha1.RoleReader), "payments"))
	recorded := v1alpha1.Status{Grants: []v1alpha1.Grant{{Kind: v1alpha1.TargetStorage, Target: "payments/ledger", State: v1alpha1.GrantGranted}}}
	got := mustPlan(t, c, p, recorded).Grants[0]
	if want := "storage payments/ledger does not exist any more, or is not shared any more"; !got.Absent || got.Waits != want {
		t.Errorf("What was granted is revoked once its owner does not share it: got absent %t, waits %q", got.Absent, got.Waits)
	}
	_, errs := New(c, p, v1alpha1.Status{})
	want := `spec.parameters.access[0].to: Forbidden: Storage "ledger" of namespace "payments" does not exist or is not shared with namespace "shop"; its owner must list "shop" in its shareWith`
	if len(errs) != 1 || errs[0].Error() != want {
		t.Errorf("What was never granted is refused\nwant %s\ngot  %v", want, errs)
	}
}

func TestGrantsRefused(t *testing.T) {
	t.Parallel()
	reader := accessing(storageAccess("assets", v1alpha1.RoleReader))
	testRefusals(t, map[string]refusal{
		"Twice": {
			reason: "A target has one role.",
			p:      accessing(storageAccess("assets", v1alpha1.RoleReader), foreign(storageAccess("assets", v1alpha1.RoleWriter), "shop")),
			want:   []string{`spec.parameters.access[1].to: Duplicate value: "Storage shop/assets": has one role, which includes the weaker ones: leave the weaker one out`},
		},
		"Unknown": {
			reason: "Kinds, names and roles are checked.",
			p:      accessing(v1alpha1.Access{To: v1alpha1.Target{Kind: "Bucket", Name: "A", Namespace: "team-*"}, Role: "owner"}),
			want: []string{
				`spec.parameters.access[0].role: Unsupported value: "owner": supported values: "reader", "writer", "admin"`,
				`spec.parameters.access[0].to.kind: Unsupported value: "Bucket": supported values: "KubernetesCluster", "Storage"`,
				`spec.parameters.access[0].to.name: Invalid value: "A": must be lower-case letters, digits, hyphens and dots, and must start and end with a letter or a digit`,
				`spec.parameters.access[0].to.namespace: Invalid value: "team-*": name each namespace: patterns would also match namespaces that do not exist yet`,
			},
		},
		"OtherCloud": {
			reason: "An identity means nothing on another cloud.",
			claim:  referring(testClaim(), map[string]string{firstTarget: `{"provider": "gcp", "id": "x"}`}),
			p:      reader,
			want:   []string{`spec.parameters.access[0].to: Invalid value: "shop/assets": is on gcp and this identity is on aws: refer to a storage on aws, or create another identity with provider gcp`},
		},
		"OtherAccount": {
			reason: "Another account would have to let the identity in.",
			claim:  referring(testClaim(), map[string]string{firstTarget: `{"provider": "aws", "providerConfig": "development"}`}),
			p:      reader,
			want:   []string{`spec.parameters.access[0].to: Invalid value: "shop/assets": is in the account of provider config "development" and this identity in that of "default": refer to a storage of environment "production", or create another identity in the environment of the storage`},
		},
		"Block": {
			reason: "A volume knows nobody.",
			claim:  referring(testClaim(), map[string]string{firstTarget: `{"provider": "aws", "type": "Block", "id": "vol-1"}`}),
			p:      reader,
			want:   []string{`spec.parameters.access[0].to: Invalid value: "shop/assets": is a Storage of type Block, which is attached to a machine and lets nobody in by itself: attach it with the Compute that uses it, and leave it out here`},
		},
	})
}

func TestReferences(t *testing.T) {
	t.Parallel()
	p := accessing(storageAccess("assets", v1alpha1.RoleReader), v1alpha1.Access{To: v1alpha1.Target{Kind: "Secret", Name: "root"}}, foreign(clusterAccess("main", v1alpha1.RoleReader), "team-a"))
	p.Workload = &v1alpha1.Workload{ClusterRef: platform.LocalReference{Name: "main", Namespace: "platform"}}
	type reference struct{ Path, Kind, Namespace, Name string }
	var got []reference
	for _, r := range References(p) {
		got = append(got, reference{Path: r.Path.String(), Kind: r.Kind, Namespace: r.To.Namespace, Name: r.To.Name})
	}
	want := []reference{
		{Path: "spec.parameters.workload.clusterRef", Kind: "KubernetesCluster", Namespace: "platform", Name: "main"},
		{Path: firstTarget, Kind: "Storage", Name: "assets"},
		{Path: "spec.parameters.access[2].to", Kind: "KubernetesCluster", Namespace: "team-a", Name: "main"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Only kinds of ours are looked up: -want, +got:\n%s", diff)
	}
}

func TestGrantStatuses(t *testing.T) {
	t.Parallel()
	c := referring(testClaim(), map[string]string{firstTarget: `{"provider": "aws", "id": "bucket"}`, secondTarget: `{"provider": "aws"}`})
	recorded := v1alpha1.Status{Grants: []v1alpha1.Grant{
		{Kind: v1alpha1.TargetStorage, Target: "shop/b", ResourceID: "was"},
		{Kind: v1alpha1.TargetStorage, Target: "shop/c", ResourceID: "gone"},
	}}
	p := mustPlan(t, c, accessing(storageAccess("a", v1alpha1.RoleReader), storageAccess("b", v1alpha1.RoleReader), storageAccess("c", v1alpha1.RoleReader)), recorded)
	cases := map[string]struct {
		reason   string
		id       string
		progress Progress
		want     []v1alpha1.Grant
	}{
		"Known": {
			reason: "An identity that exists is nothing to wait for.", id: "arn",
			want: []v1alpha1.Grant{
				{State: v1alpha1.GrantGranting, ResourceID: "bucket"},
				{State: v1alpha1.GrantWaiting, ResourceID: "was", Message: "storage shop/b has no id yet"},
				{State: v1alpha1.GrantWaiting, Message: "storage shop/c does not exist"},
			},
		},
		"Nothing": {
			reason: "What waits says for what.",
			want: []v1alpha1.Grant{
				{State: v1alpha1.GrantWaiting, ResourceID: "bucket", Message: "the identity is not ready yet"},
				{State: v1alpha1.GrantWaiting, ResourceID: "was", Message: "storage shop/b has no id yet"},
				{State: v1alpha1.GrantWaiting, Message: "storage shop/c does not exist"},
			},
		},
		"Exists": {
			reason:   "What exists is being granted; but nothing is granted to what is gone.",
			progress: Progress{Exists: true},
			want: []v1alpha1.Grant{
				{State: v1alpha1.GrantGranting, ResourceID: "bucket"},
				{State: v1alpha1.GrantGranting, ResourceID: "was"},
				{State: v1alpha1.GrantWaiting, Message: "storage shop/c does not exist"},
			},
		},
		"Ready": {
			reason:   "What is ready is granted, even if the target has lost its id.",
			progress: Progress{Exists: true, Ready: true},
			want: []v1alpha1.Grant{
				{State: v1alpha1.GrantGranted, ResourceID: "bucket"},
				{State: v1alpha1.GrantGranted, ResourceID: "was"},
				{State: v1alpha1.GrantWaiting, Message: "storage shop/c does not exist"},
			},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want := slices.Clone(tc.want)
			for i, target := range []string{"shop/a", "shop/b", "shop/c"} {
				want[i].Kind, want[i].Role, want[i].Target = v1alpha1.TargetStorage, v1alpha1.RoleReader, target
			}
			of := p
			of.Recorded.ID = tc.id
			if diff := cmp.Diff(want, of.GrantStatuses(func(Grant) Progress { return tc.progress })); diff != "" {
				t.Errorf("%s\nGrantStatuses(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestProgressState(t *testing.T) {
	t.Parallel()
	got := []v1alpha1.GrantState{Progress{}.State(), Progress{Exists: true}.State(), Progress{Exists: true, Ready: true}.State()}
	if diff := cmp.Diff([]v1alpha1.GrantState{v1alpha1.GrantWaiting, v1alpha1.GrantGranting, v1alpha1.GrantGranted}, got); diff != "" {
		t.Errorf("State(): -want, +got:\n%s", diff)
	}
}

// seen are resources that exist, and whether each of them is ready.
type seen map[managed.Key]bool

func (s seen) Exists(k managed.Key) bool { _, ok := s[k]; return ok }

func (s seen) Ready(k managed.Key) bool { return s[k] }

func (s seen) AtProvider(managed.Key, any) bool { return false }

func (s seen) ForProvider(managed.Key, any) bool { return false }

func (s seen) Status(managed.Key, any) bool { return false }

func (s seen) Connection(managed.Key) map[string][]byte { return nil }

func TestSuperseded(t *testing.T) {
	t.Parallel()
	const reader, writer, admin = "storage-assets-reader", "storage-assets-writer", "storage-assets-admin"
	cases := map[string]struct {
		reason string
		role   v1alpha1.Role
		absent bool
		seen   seen
		want   []string
	}{
		"Widened":  {reason: "The weaker role stays until the stronger one works.", role: v1alpha1.RoleWriter, seen: seen{reader: true}, want: []string{reader}},
		"Creating": {reason: "A role that is being granted does not work yet.", role: v1alpha1.RoleWriter, seen: seen{reader: true, writer: false}, want: []string{reader}},
		"Twice":    {reason: "Every weaker role stays.", role: v1alpha1.RoleAdmin, seen: seen{reader: true, writer: false}, want: []string{reader, writer}},
		"Works":    {reason: "The stronger role includes the weaker one.", role: v1alpha1.RoleWriter, seen: seen{reader: true, writer: true}},
		"Lost":     {reason: "What is gone does not come back.", role: v1alpha1.RoleWriter, seen: seen{writer: false}},
		"Narrowed": {reason: "A stronger role is lost at once.", role: v1alpha1.RoleReader, seen: seen{admin: true}},
		"Absent":   {reason: "Nothing is granted on what is gone.", role: v1alpha1.RoleWriter, absent: true, seen: seen{reader: true}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := Grant{Key: "storage-assets-" + string(tc.role), TargetKey: "storage-assets", Role: tc.role, Absent: tc.absent}
			var got []string
			for _, s := range g.Superseded(tc.seen, func(g Grant) managed.Key { return managed.Key(g.Key) }) {
				if !strings.HasSuffix(s.Key, string(s.Role)) {
					t.Errorf("%s\n%q is for role %q", tc.reason, s.Key, s.Role)
				}
				got = append(got, s.Key)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nSuperseded(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
