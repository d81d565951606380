// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// targets are the kinds that selectors may select, by the name of their field.
func targets() map[string]string {
	return map[string]string{"bucketSelector": "Bucket"}
}

// selectors of a resource by the name of their field.
func selectors(v any) map[string]*managed.Selector {
	out := map[string]*managed.Selector{}
	collect(reflect.ValueOf(v), "", out)
	return out
}

func collect(v reflect.Value, name string, out map[string]*managed.Selector) {
	if s, ok := v.Interface().(*managed.Selector); ok {
		if s != nil {
			out[name] = s
		}
		return
	}
	switch v.Kind() { //nolint:exhaustive // Nothing else holds selectors.
	case reflect.Struct:
		for i := range v.NumField() {
			tag, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			collect(v.Field(i), tag, out)
		}
	case reflect.Slice:
		for i := range v.Len() {
			collect(v.Index(i), name, out)
		}
	}
}

func TestBuildHoldsTogether(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, resources := range [][]managed.Resource{Build(p, observations{}), Build(p, observe(t, Build(p, observations{})))} {
				kinds := map[managed.Key]string{}
				for _, r := range resources {
					if _, ok := kinds[r.Key]; ok {
						t.Errorf("two resources have the key %q", r.Key)
					}
					if errs := validation.IsValidLabelValue(string(r.Key)); len(errs) > 0 {
						t.Errorf("key %q cannot be the value of a label: %v", r.Key, errs)
					}
					if !slices.Contains(plan.Components(), r.Component) {
						t.Errorf("%q belongs to the component %q", r.Key, r.Component)
					}
					kinds[r.Key] = r.ForProvider.Type().Kind
				}
				for _, r := range resources {
					checkReferences(t, r, kinds)
				}
			}
		})
	}
}

func checkReferences(t *testing.T, r managed.Resource, kinds map[managed.Key]string) {
	t.Helper()
	for _, k := range slices.Concat(r.After, r.DeleteBefore) {
		if kinds[k] == "" {
			t.Errorf("%q comes after or is deleted before %q, which does not exist", r.Key, k)
		}
	}
	for name, s := range selectors(r.ForProvider) {
		want := targets()[name]
		if want == "" {
			t.Fatalf("targets() has nothing for %s", name)
		}
		if !s.MatchControllerRef {
			t.Errorf("%s of %q selects resources of other storages", name, r.Key)
		}
		if got := kinds[s.Key]; got != want {
			t.Errorf("%s of %q selects %q, which is %q and not %q", name, r.Key, s.Key, got, want)
		}
	}
}

// TestNothingInListsIsSelected: a list belongs as a whole to whoever applied it last, and
// what the provider resolved in it would be taken away each time.
func TestNothingInListsIsSelected(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		for _, r := range Build(p, observations{}) {
			v := reflect.ValueOf(r.ForProvider)
			for i := range v.NumField() {
				if v.Field(i).Kind() == reflect.Slice && len(selectors(v.Field(i).Interface())) > 0 {
					t.Errorf("%s: %s of %q holds a selector", name, v.Type().Field(i).Name, r.Key)
				}
			}
		}
	}
}

// TestDeletionIsOrdered shows that nobody waits for somebody who waits for him.
func TestDeletionIsOrdered(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		before := map[managed.Key][]managed.Key{}
		for _, r := range Build(p, observations{}) {
			before[r.Key] = r.DeleteBefore
		}
		for k := range before {
			if leads(before, k, k, len(before)) {
				t.Errorf("%s: the deletion of %q waits for itself", name, k)
			}
		}
	}
}

func leads(edges map[managed.Key][]managed.Key, from, to managed.Key, steps int) bool {
	return steps > 0 && slices.ContainsFunc(edges[from], func(k managed.Key) bool {
		return k == to || leads(edges, k, to, steps-1)
	})
}

func TestBuildNames(t *testing.T) {
	t.Parallel()
	rules := map[string]naming.Rule{
		"Bucket": naming.GCPBucket, "KeyRing": naming.GCPKMS, "CryptoKey": naming.GCPKMS, "Disk": naming.GCPCompute, "Instance": naming.GCPFilestore,
	}
	for name, p := range plans() {
		names := map[string]managed.Key{}
		for _, r := range Build(p, observations{}) {
			kind := r.ForProvider.Type().Kind
			rule, ok := rules[kind]
			if !ok && r.ExternalName != "" {
				t.Errorf("%s: %q has the external name %q, but GCP assigns it", name, r.Key, r.ExternalName)
			}
			if !ok {
				continue
			}
			if err := naming.Valid(rule, r.ExternalName); err != nil {
				t.Errorf("%s: external name of %q: %v", name, r.Key, err)
			}
			if other := names[kind+r.ExternalName]; other != "" {
				t.Errorf("%s: %q and %q are both called %q", name, other, r.Key, r.ExternalName)
			}
			names[kind+r.ExternalName] = r.Key
		}
	}
}

// TestBuildLabels checks that whatever GCP can label is labelled, and that everything is
// in the project of the environment.
func TestBuildLabels(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		for _, r := range Build(p, observations{}) {
			v := reflect.ValueOf(r.ForProvider)
			if f := v.FieldByName("Labels"); f.IsValid() {
				if got, _ := f.Interface().(map[string]string); got["team"] != "team-a" || got["claim"] != "shop" {
					t.Errorf("%s: %q has the labels %v", name, r.Key, got)
				}
			}
			if f := v.FieldByName("Project"); f.IsValid() && f.String() != p.Claim.Guardrails.GCP.ProjectID {
				t.Errorf("%s: %q is in the project %q", name, r.Key, f.String())
			}
		}
	}
}

func TestBuildConverges(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resources, _ := converge(t, p)
			for _, r := range resources {
				if len(r.Waits) > 0 {
					t.Errorf("%q still waits for %v", r.Key, r.Waits)
				}
			}
		})
	}
}

func TestBuildKeepsWhatExists(t *testing.T) {
	t.Parallel()
	unknown := func(p *plan.Plan) { p.Network = &plan.Network{Name: "team-a/main"} }
	environmentLost := func(p *plan.Plan) {
		p.Claim.Guardrails.GCP.ProjectNumber = ""
		p.Key.ID = (&storage{Plan: full(), observed: observations{}}).keyID()
	}
	cases := map[string]struct {
		reason        string
		before, after plan.Plan
	}{
		"StoreLost":   {reason: "No resource may lose a value because status is lost for a moment.", before: full(), after: full()},
		"DiskLost":    {reason: "A disk keeps its key, without which it would be another one.", before: plans()["BlockWithKey"], after: plans()["BlockWithKey"]},
		"FilesLost":   {reason: "A file system keeps its key and its network.", before: plans()["FileWithKey"], after: plans()["FileWithKey"]},
		"NetworkLost": {reason: "A file system keeps its network.", before: plans()["FileWithKey"], after: with(plans()["FileWithKey"], unknown)},
		"NumberLost":  {reason: "Who may use a key stays who it is.", before: full(), after: with(full(), environmentLost)},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want, o := converge(t, tc.before)
			got := Build(tc.after, o.lost())
			if diff := cmp.Diff(forProviders(t, want), forProviders(t, got)); diff != "" {
				t.Errorf("%s\nBuild(...): -before, +after:\n%s", tc.reason, diff)
			}
		})
	}
}

// forProviders is all that is wanted, by key.
func forProviders(t *testing.T, resources []managed.Resource) map[managed.Key]map[string]any {
	t.Helper()
	out := make(map[managed.Key]map[string]any, len(resources))
	for _, r := range resources {
		var m map[string]any
		if err := json.Unmarshal([]byte(toJSON(t, r.ForProvider)), &m); err != nil {
			t.Fatal(err)
		}
		out[r.Key] = m
	}
	return out
}

func TestBuildGrows(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason        string
		before, after plan.Plan

		// changes are the keys of what changes beside what is added.
		changes []managed.Key
	}{
		"Public": {
			reason: "Opening a bucket changes what may be granted.",
			before: smallest(), after: with(smallest(), func(p *plan.Plan) { p.Object.Public = true }),
			changes: []managed.Key{keyBucket},
		},
		"AccessLogs": {
			reason: "A bucket says where its logs go.",
			before: smallest(), after: with(smallest(), func(p *plan.Plan) { p.Object.AccessLogDays = 30 }),
			changes: []managed.Key{keyBucket},
		},
		"Key": {
			reason: "A key that is created encrypts what is written from then on.",
			before: smallest(), after: with(smallest(), func(p *plan.Plan) { p.Key = createdKey() }),
			changes: []managed.Key{keyBucket},
		},
		"LogsOfAFullStore": {
			reason:  "A log bucket is the same whatever the store has.",
			before:  with(smallest(), func(p *plan.Plan) { p.Object.AccessLogDays = 180 }),
			after:   with(full(), func(p *plan.Plan) { p.Object.Replica = nil }),
			changes: []managed.Key{keyBucket},
		},
		"Size": {
			reason: "A disk grows in place.",
			before: block(v1alpha1.PerformanceStandard, platformKey()),
			after: with(block(v1alpha1.PerformanceStandard, platformKey()), func(p *plan.Plan) {
				p.Block = &plan.Block{SizeGiB: 400, Performance: v1alpha1.PerformanceStandard, Zone: p.Block.Zone}
			}),
			changes: []managed.Key{keyDisk},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before, o := converge(t, tc.before)
			after := forProviders(t, Build(tc.after, o))
			var changed []managed.Key
			for k, was := range forProviders(t, before) {
				if !reflect.DeepEqual(was, after[k]) {
					changed = append(changed, k)
				}
			}
			if diff := cmp.Diff(tc.changes, changed); diff != "" {
				t.Errorf("%s\nBuild(...) changes: -want, +got:\n%s", tc.reason, diff)
			}
			if len(after) == len(before) && len(tc.changes) == 0 {
				t.Errorf("%s\nBuild(...) adds nothing", tc.reason)
			}
		})
	}
}

func TestBuildIsDeterministic(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		_, o := converge(t, p)
		want := toJSON(t, Build(p, o))
		for range 10 {
			if got := toJSON(t, Build(p, o)); got != want {
				t.Fatalf("%s: Build(...) differs between calls:\n%s\n%s", name, want, got)
			}
		}
	}
}
