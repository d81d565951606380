// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/hyperscalar/hyperscalar/functions/identity/incluster"
	"github.com/hyperscalar/hyperscalar/functions/identity/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// targets are the kinds that selectors may select, by the name of their field.
func targets() map[string]string {
	return map[string]string{"resourceGroupNameSelector": "ResourceGroup", "parentIdSelector": "UserAssignedIdentity"}
}

// selectors of a resource by the name of their field.
func selectors(v any) map[string]*managed.Selector {
	out := map[string]*managed.Selector{}
	value := reflect.ValueOf(v)
	for i := range value.NumField() {
		if s, ok := value.Field(i).Interface().(*managed.Selector); ok && s != nil {
			tag, _, _ := strings.Cut(value.Type().Field(i).Tag.Get("json"), ",")
			out[tag] = s
		}
	}
	return out
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
			t.Errorf("%s of %q selects resources of other identities", name, r.Key)
		}
		if got := kinds[s.Key]; got != want {
			t.Errorf("%s of %q selects %q, which is %q and not %q", name, r.Key, s.Key, got, want)
		}
	}
}

// TestKeysAreShort proves that the longest keys that a plan has still make labels, also
// when the engine orders deletion by them.
func TestKeysAreShort(t *testing.T) {
	t.Parallel()
	p := with(workload())
	p.Workload.Key = strings.Repeat("w", 40)
	for i := range p.Grants {
		p.Grants[i].TargetKey += strings.Repeat("x", 40-len(p.Grants[i].TargetKey))
		p.Grants[i].Key = p.Grants[i].TargetKey + "-" + string(p.Grants[i].Role)
	}
	for _, r := range Build(p, observations{}) {
		keys := []managed.Key{r.Key}
		for _, k := range r.DeleteBefore {
			keys = append(keys, managed.Key("usage").Join(string(r.Key), string(k)))
		}
		for _, k := range keys {
			if errs := validation.IsValidLabelValue(string(k)); len(errs) > 0 {
				t.Errorf("%q: %v", k, errs)
			}
		}
	}
}

func TestBuildNames(t *testing.T) {
	t.Parallel()
	rules := map[string]naming.Rule{"ResourceGroup": naming.AzureResourceGroup, "FederatedIdentityCredential": naming.AzureFederatedCredential}
	for name, p := range plans() {
		names := map[string]managed.Key{}
		for _, r := range Build(p, observations{}) {
			kind := r.ForProvider.Type().Kind
			rule, ok := rules[kind]
			if !ok {
				if s, ok := r.ForProvider.(azure.UserAssignedIdentity); ok && naming.Valid(naming.AzureUserAssignedIdentity, s.Name) != nil {
					t.Errorf("%s: managed identity has the name %q", name, s.Name)
				}
				if r.ExternalName != "" {
					t.Errorf("%s: %q has the external name %q, but Azure assigns it", name, r.Key, r.ExternalName)
				}
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

// TestBuildTags checks that whatever Azure can tag is tagged.
func TestBuildTags(t *testing.T) {
	t.Parallel()
	for _, p := range plans() {
		for _, r := range Build(p, observations{}) {
			f := reflect.ValueOf(r.ForProvider).FieldByName("Tags")
			if !f.IsValid() {
				continue
			}
			got, _ := f.Interface().(map[string]string)
			if got["team"] != "shop" || got["claim"] != "checkout" {
				t.Errorf("%q has the tags %v", r.Key, got)
			}
		}
	}
}

func TestBuildConverges(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resources, _, _ := converge(t, p)
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
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want, o, s := converge(t, p)
			p := record(p, s)
			for reason, got := range map[string][]managed.Resource{
				"No resource may lose a value because its status is lost for a moment.": Build(p, o.lost()),
				"What was granted stays as it is when its target is lost for a moment.": Build(unknown(p), o),
				"Nothing changes either when everything is lost at once, for a moment.": Build(unknown(p), o.lost()),
			} {
				if diff := cmp.Diff(forProviders(t, want), forProviders(t, got)); diff != "" {
					t.Errorf("%s\nBuild(...): -before, +after:\n%s", reason, diff)
				}
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

// TestBuildWaits shows that nothing is granted to what does not exist, and that the
// identity itself does not wait for it.
func TestBuildWaits(t *testing.T) {
	t.Parallel()
	for name, p := range map[string]plan.Plan{"Workload": with(workload())} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, r := range Build(unknown(p), observations{}) {
				principal := r.Key == keyResourceGroup || r.Key == keyIdentity || r.Component == plan.ComponentServiceAccount && r.Key != incluster.Key(*p.Workload)
				if principal == (len(r.Waits) > 0) {
					t.Errorf("%q waits for %v", r.Key, r.Waits)
				}
			}
		})
	}
}

func TestBuildIsDeterministic(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		_, o, _ := converge(t, p)
		want := toJSON(t, Build(p, o))
		for range 10 {
			if got := toJSON(t, Build(p, o)); got != want {
				t.Fatalf("%s: Build(...) differs between calls:\n%s\n%s", name, want, got)
			}
		}
	}
}
