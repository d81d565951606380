// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package environment

import (
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"k8s.io/apimachinery/pkg/util/validation/field"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

// filled returns an environment with the supplied text in every field, so that a
// field that is added later is covered as well.
func filled(t *testing.T, text string) Environment {
	t.Helper()
	var e Environment
	fill(t, reflect.ValueOf(&e).Elem(), text)
	return e
}

func fill(t *testing.T, v reflect.Value, text string) {
	t.Helper()
	switch v.Kind() { //nolint:exhaustive // The default fails for what is not listed.
	case reflect.String:
		v.SetString(text)
	case reflect.Bool:
		v.SetBool(text == "child")
	case reflect.Int:
		v.SetInt(int64(len(text)))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(t, v.Elem(), text)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(t, v.Index(0), text)
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		item := reflect.New(v.Type().Elem()).Elem()
		fill(t, item, text)
		v.SetMapIndex(reflect.ValueOf(text), item)
	case reflect.Struct:
		for _, f := range v.Fields() {
			fill(t, f, text)
		}
	default:
		t.Fatalf("a field of kind %s is not covered", v.Kind())
	}
}

func TestOver(t *testing.T) {
	t.Parallel()

	merged := filled(t, "child")
	merged.Inherits = "parent"
	merged.Tags = map[string]string{"child": "child", "parent": "parent"}
	merged.Kubernetes.Admins = map[string][]string{"child": {"child"}, "parent": {"parent"}}
	merged.Kubernetes.Credentials = map[string]SecretKey{
		"child": {Namespace: "child", Name: "child", Key: "child"}, "parent": {Namespace: "parent", Name: "parent", Key: "parent"},
	}
	merged.Kubernetes.Fleet.Labels = map[string]string{"child": "child", "parent": "parent"}
	cases := map[string]struct {
		reason string
		child  Environment
		parent Environment
		want   Environment
	}{
		"ChildWins": {
			reason: "Whatever a child sets should win, and what has names should be merged.",
			child:  filled(t, "child"), parent: filled(t, "parent"), want: merged,
		},
		"ParentFills": {
			reason: "Whatever a child does not set should be the parent's.",
			parent: filled(t, "parent"), want: filled(t, "parent"),
		},
		"NothingBelow": {
			reason: "A child over nothing should be the child, with no further parent.",
			child:  filled(t, "child"),
			want:   func() Environment { e := filled(t, "child"); e.Inherits = ""; return e }(),
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, tc.child.Over(tc.parent), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s\nOver(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestPermits(t *testing.T) {
	t.Parallel()

	restricted := Environment{Allowed: Allowed{
		Namespaces: []string{"team-a", "ops-*"},
		Providers:  []platform.Provider{platform.ProviderAWS},
		Regions:    []string{"eu-west", "europe-west3", "us-east-1"},
	}}
	region := func(p platform.Provider, name string) regions.Region {
		r, err := regions.Resolve(p, name)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	cases := map[string]struct {
		reason string
		got    bool
		want   bool
	}{
		"Namespace":         {reason: "A listed namespace is permitted.", got: restricted.PermitsNamespace("team-a"), want: true},
		"NamespacePrefix":   {reason: "A pattern permits what starts like it.", got: restricted.PermitsNamespace("ops-1"), want: true},
		"NamespaceNotExact": {reason: "A name is not a pattern.", got: restricted.PermitsNamespace("team-a2"), want: false},
		"NoNamespace":       {reason: "A composite without a namespace is nobody's.", got: restricted.PermitsNamespace(""), want: false},
		"AnyNamespace":      {reason: "No list permits everything.", got: Environment{}.PermitsNamespace("x"), want: true},
		"Provider":          {reason: "A listed provider is permitted.", got: restricted.PermitsProvider(platform.ProviderAWS), want: true},
		"OtherProvider":     {reason: "Any other provider is not.", got: restricted.PermitsProvider(platform.ProviderGCP), want: false},
		"PortableRegion":    {reason: "A portable name permits the native one.", got: restricted.PermitsRegion(platform.ProviderAWS, region(platform.ProviderAWS, "eu-west-1")), want: true},
		"NativeRegion":      {reason: "A native name permits the portable one.", got: restricted.PermitsRegion(platform.ProviderAWS, region(platform.ProviderAWS, "us-east")), want: true},
		"ForeignRegion":     {reason: "The name of another cloud's region permits nothing here.", got: restricted.PermitsRegion(platform.ProviderAWS, region(platform.ProviderAWS, "eu-central")), want: false},
		"AnyRegion":         {reason: "No list permits everything.", got: Environment{}.PermitsRegion(platform.ProviderAWS, regions.Region{}), want: true},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if tc.got != tc.want {
				t.Errorf("%s\nwant %t, got %t", tc.reason, tc.want, tc.got)
			}
		})
	}
}

func TestValidate(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason string
		in     Environment
		want   string
	}{
		"Empty": {reason: "Everything is optional."},
		"Good": {
			reason: "What the clouds accept should be accepted.",
			in: Environment{
				NamingPrefix: "acme1", DefaultProvider: platform.ProviderAWS,
				AWS: AWS{AccountID: "012345678901"}, Azure: Azure{SubscriptionID: "00000000-1111-2222-3333-444444444444"}, GCP: GCP{ProjectID: "acme-prod-1", ProjectNumber: "123456789012"},
			},
		},
		"Prefix":       {reason: "A prefix must be legal first in every name.", in: Environment{NamingPrefix: "1acme"}, want: `data.namingPrefix: Invalid value: "1acme": must be up to 12 lower-case letters and digits that start with a letter`},
		"Account":      {reason: "YAML eats leading zeros of a number.", in: Environment{AWS: AWS{AccountID: "12345678901"}}, want: `data.aws.accountID: Invalid value: "12345678901": must be the account's 12 digits, quoted so that YAML keeps leading zeros`},
		"Subscription": {reason: "A subscription's name is not its id.", in: Environment{Azure: Azure{SubscriptionID: "prod"}}, want: `data.azure.subscriptionID: Invalid value: "prod": must be a subscription id in lower case, such as 00000000-1111-2222-3333-444444444444`},
		"Project":      {reason: "A project's number is not its id.", in: Environment{GCP: GCP{ProjectID: "123456"}}, want: `data.gcp.projectID: Invalid value: "123456": must be a project id: 6 to 30 lower-case letters, digits and hyphens`},
		"Number":       {reason: "A project's id is not its number.", in: Environment{GCP: GCP{ProjectNumber: "acme-prod"}}, want: `data.gcp.projectNumber: Invalid value: "acme-prod": must be a project number: digits only, quoted so that YAML keeps it as text`},
		"Provider":     {reason: "A provider must exist.", in: Environment{Allowed: Allowed{Providers: []platform.Provider{"ibm"}}}, want: `data.allowed.providers[0]: Unsupported value: "ibm": supported values: "aws", "azure", "gcp"`},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := ""
			if err := tc.in.Validate(field.NewPath("data")).ToAggregate(); err != nil {
				got = err.Error()
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nValidate(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestProviderConfig(t *testing.T) {
	t.Parallel()
	e := Environment{AWS: AWS{ProviderConfig: "prod", AccountID: "a"}}
	if got := e.ProviderConfig(platform.ProviderAWS); got != "prod" {
		t.Errorf("want prod, got %q", got)
	}
	if got := e.ProviderConfig(platform.ProviderGCP); got != DefaultProviderConfig {
		t.Errorf("want %s, got %q", DefaultProviderConfig, got)
	}
	if got := e.Account(platform.ProviderAWS); got != "a" {
		t.Errorf("want a, got %q", got)
	}
}
