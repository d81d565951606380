// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package permissions

import (
	"bytes"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/test/kinds"
)

// TestEveryKind proves that there is an entry for every kind that we have, and none for
// what we do not.
func TestEveryKind(t *testing.T) {
	t.Parallel()
	for _, p := range platform.Providers() {
		var want []string
		for _, k := range kinds.Of(p) {
			if kinds.IsManaged(k) {
				want = append(want, name(k))
			}
		}
		slices.Sort(want)
		got := slices.Sorted(maps.Keys(table(p)))
		for _, k := range want {
			if !slices.Contains(got, k) {
				t.Errorf("%s: nobody says what %s needs", p, k)
			}
		}
		for _, k := range got {
			if !slices.Contains(want, k) {
				t.Errorf("%s: nobody composes %s", p, k)
			}
		}
	}
}

// Forms of what each cloud calls a right.
var forms = map[platform.Provider]*regexp.Regexp{
	platform.ProviderAWS:   regexp.MustCompile(`^[a-z0-9]+:[A-Z][A-Za-z0-9]+$`),
	platform.ProviderAzure: regexp.MustCompile(`^Microsoft\.[A-Za-z]+(/[A-Za-z]+)+/([Rr]ead|write|delete|action)$`),
	platform.ProviderGCP:   regexp.MustCompile(`^[a-z]+\.[a-zA-Z]+\.[a-zA-Z]+$`),
}

// TestRights proves of every right that it has the form of the cloud and no wildcard, and
// of every kind that it can be read.
func TestRights(t *testing.T) {
	t.Parallel()
	for _, p := range platform.Providers() {
		for kind, r := range table(p) {
			if len(r.Actions) == 0 {
				t.Errorf("%s needs nothing on %s", kind, p)
			}
			for _, a := range slices.Concat(r.Actions, r.Data) {
				if !forms[p].MatchString(a) {
					t.Errorf("%s: %q is no right on %s", kind, a, p)
				}
			}
			if !slices.ContainsFunc(slices.Concat(r.Actions, r.Data), reads) {
				t.Errorf("%s cannot be read on %s", kind, p)
			}
		}
	}
}

func reads(right string) bool {
	for _, read := range []string{":Describe", ":Get", ":List", "/read", "/Read", ".get", ".getIamPolicy"} {
		if strings.Contains(right, read) {
			return true
		}
	}
	return false
}

// TestNobodyIsOwner proves that no right is one to become more than what it is for, but
// where an API is there to grant access.
func TestNobodyIsOwner(t *testing.T) {
	t.Parallel()
	grants := map[platform.Provider][]string{
		platform.ProviderAWS:   {"iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:AttachUserPolicy", "iam:CreatePolicyVersion", "iam:UpdateAssumeRolePolicy"},
		platform.ProviderAzure: {"Microsoft.Authorization/roleAssignments/write"},
		platform.ProviderGCP:   {"resourcemanager.projects.setIamPolicy", "iam.serviceAccounts.setIamPolicy"},
	}
	never := []string{
		"iam:CreateLoginProfile", "iam:UpdateLoginProfile", "sts:AssumeRole", "Microsoft.Authorization/roleDefinitions/write", "Microsoft.Authorization/elevateAccess/action",
		"iam.roles.update", "iam.serviceAccounts.getAccessToken", "iam.serviceAccounts.signBlob", "iam.serviceAccounts.implicitDelegation",
	}
	for _, p := range platform.Providers() {
		for _, api := range APIs() {
			r, err := Of(p, api)
			if err != nil {
				t.Fatal(err)
			}
			for _, a := range never {
				if slices.Contains(r.Actions, a) {
					t.Errorf("%s must not have %s on %s", api, a, p)
				}
			}
			if api == "compute" || api == "network" && p != platform.ProviderAWS {
				for _, a := range grants[p] {
					if slices.Contains(r.Actions, a) && a != "Microsoft.Authorization/roleAssignments/write" {
						t.Errorf("%s grants nothing, and must not have %s on %s", api, a, p)
					}
				}
			}
		}
	}
}

// Limits of the clouds.
const (
	// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
	maxPolicy, maxInlinePolicies = 6144, 10240

	// https://cloud.google.com/iam/quotas
	maxPermissions = 3000
)

// TestLimits proves that the clouds take what is generated.
func TestLimits(t *testing.T) {
	t.Parallel()
	files, err := Files()
	if err != nil {
		t.Fatal(err)
	}
	for path, b := range files {
		switch {
		case strings.HasSuffix(path, "aws.json"):
			compact := &bytes.Buffer{}
			if err := json.Compact(compact, b); err != nil {
				t.Fatal(err)
			}
			limit := maxPolicy
			if strings.HasPrefix(path, All) {
				limit = maxInlinePolicies
			}
			if compact.Len() > limit {
				t.Errorf("%s has %d characters, and IAM takes %d", path, compact.Len(), limit)
			}
		case strings.HasSuffix(path, "gcp.yaml"):
			if n := strings.Count(string(b), "\n- "); n > maxPermissions || n == 0 {
				t.Errorf("%s has %d permissions", path, n)
			}
		}
	}
}
