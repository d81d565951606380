// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/environment"
)

func TestConnection(t *testing.T) {
	t.Parallel()

	c := testClaim(environment.Environment{})
	cases := map[string]struct {
		reason string
		typ    v1alpha1.Type
		status v1alpha1.Status
		want   map[string][]byte
	}{
		"Nothing": {
			reason: "There is nothing to connect to before the storage exists.",
			typ:    v1alpha1.TypeObject,
			status: v1alpha1.Status{Endpoint: "https://x"},
			want:   map[string][]byte{"type": nil, "provider": nil, "region": nil, "id": nil, "bucket": nil, "endpoint": nil},
		},
		"Block": {
			reason: "A volume is attached by its id.",
			typ:    v1alpha1.TypeBlock,
			status: v1alpha1.Status{ID: "vol-1", Name: "vol-1"},
			want:   map[string][]byte{"type": []byte("Block"), "provider": []byte("aws"), "region": []byte("eu-west-1"), "id": []byte("vol-1")},
		},
		"Lost": {
			reason: "What is not known at the moment keeps the value that it had.",
			typ:    v1alpha1.TypeFile,
			status: v1alpha1.Status{ID: "fs-1", Path: "/"},
			want: map[string][]byte{
				"type": []byte("File"), "provider": []byte("aws"), "region": []byte("eu-west-1"), "id": []byte("fs-1"), "endpoint": nil, "path": []byte("/"),
			},
		},
		"Object": {
			reason: "A container has an account too.",
			typ:    v1alpha1.TypeObject,
			status: v1alpha1.Status{ID: "id", Name: "assets", Endpoint: "https://x", Account: &v1alpha1.Account{Name: "acct"}},
			want: map[string][]byte{
				"type": []byte("Object"), "provider": []byte("aws"), "region": []byte("eu-west-1"), "id": []byte("id"),
				"bucket": []byte("assets"), "account": []byte("acct"), "endpoint": []byte("https://x"),
			},
		},
		"File": {
			reason: "A file system has a path to mount, and no bucket.",
			typ:    v1alpha1.TypeFile,
			status: v1alpha1.Status{ID: "fs-1", Name: "fs-1", Endpoint: "fs-1.example", Path: "/"},
			want: map[string][]byte{
				"type": []byte("File"), "provider": []byte("aws"), "region": []byte("eu-west-1"), "id": []byte("fs-1"),
				"endpoint": []byte("fs-1.example"), "path": []byte("/"),
			},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := Plan{Claim: c, Type: tc.typ}.Connection(tc.status)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nConnection(...): -want, +got:\n%s", tc.reason, diff)
			}
			for key := range got {
				if !slices.Contains(Details(), key) {
					t.Errorf("%s\nkey %q is not among Details()", tc.reason, key)
				}
			}
		})
	}
}

func TestProtected(t *testing.T) {
	t.Parallel()

	const on = "deletion protection is on: set spec.parameters.protection.deletion to false before you delete it"
	const full = "deleting it would delete its data: set spec.parameters.protection.whenNotEmpty to Delete before you delete it, or spec.parameters.deletionPolicy to Orphan to leave it behind"
	cases := map[string]struct {
		reason string
		p      v1alpha1.Parameters
		blind  bool
		want   string
	}{
		"EmptyOnly":  {reason: "The cloud itself keeps what is not empty."},
		"Blind":      {reason: "Nobody else would keep the data.", blind: true, want: full},
		"Consent":    {reason: "Data may be deleted.", p: v1alpha1.Parameters{Protection: deletes()}, blind: true},
		"LeftBehind": {reason: "Nothing is deleted at all.", p: v1alpha1.Parameters{CommonParameters: platform.CommonParameters{DeletionPolicy: platform.DeletionPolicyOrphan}}, blind: true},
		"Protected":  {reason: "Protection comes first.", p: v1alpha1.Parameters{Protection: &v1alpha1.Protection{Deletion: new(true), WhenNotEmpty: v1alpha1.WhenNotEmptyDelete}}, want: on},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, errs := New(testClaim(environment.Environment{}), tc.p, v1alpha1.Status{})
			if len(errs) > 0 {
				t.Fatal(errs)
			}
			if got := p.Protected(tc.blind); got != tc.want {
				t.Errorf("%s\nProtected(%t): want %q, got %q", tc.reason, tc.blind, tc.want, got)
			}
		})
	}
}

func TestWarnings(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason string
		in     Plan
		want   []string
	}{
		"Block":    {reason: "Nothing about a volume surprises.", in: Plan{Block: &Block{}}},
		"Smallest": {reason: "The defaults are safe.", in: Plan{Object: &Object{Versioning: true}}},
		"Risky": {
			reason: "What may surprise is said.",
			in: Plan{Object: &Object{
				Public:    true,
				Retention: &v1alpha1.Retention{Mode: v1alpha1.RetentionCompliance, Days: 30},
				CORS:      []v1alpha1.CORSRule{{Origins: []string{"*"}, Methods: []v1alpha1.Method{v1alpha1.MethodGet}}, {Origins: []string{"*"}, Methods: []v1alpha1.Method{v1alpha1.MethodPut}}},
			}},
			want: []string{
				"spec.parameters.publicAccess: everybody on the internet can read every object whose name they know",
				"spec.parameters.versioning: what is overwritten or deleted is lost",
				"spec.parameters.retention: for 30 days after an object was written nobody can delete it, nor the storage, not even the owner of the account",
				"spec.parameters.cors[1]: web pages of everybody may ask browsers to write",
			},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, Warnings(tc.in)); diff != "" {
				t.Errorf("%s\nWarnings(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestWaits(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason string
		in     Network
		want   []string
	}{
		"Nothing": {reason: "The name of the Network may be mistyped.", in: Network{Name: "team-a/main"}, want: []string{"network team-a/main does not exist"}},
		"Planned": {reason: "A Network that was just claimed has no id.", in: Network{Name: "team-a/main", Found: true}, want: []string{"network team-a/main has no id yet"}},
		"Empty":   {reason: "A Network may have no subnets yet.", in: Network{Name: "team-a/main", ID: "vpc-1"}, want: []string{"network team-a/main has no subnets yet"}},
		"There":   {reason: "It can be used.", in: Network{Name: "team-a/main", ID: "vpc-1", Subnets: []v1alpha1.NetworkSubnet{{Name: "private-a", ID: "subnet-1"}}}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, tc.in.Waits()); diff != "" {
				t.Errorf("%s\nWaits(): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
