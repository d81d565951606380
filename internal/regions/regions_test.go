// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package regions

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

const allPortable = "ap-southeast, australia, brazil, canada, eu-central, eu-north, eu-west, france, hong-kong, india, " +
	"indonesia, israel, italy, japan, japan-west, korea, mexico, south-africa, spain, switzerland, uk, us-central, us-east, us-west"

func TestResolve(t *testing.T) {
	t.Parallel()

	type args struct {
		provider platform.Provider
		name     string
	}
	type want struct {
		region Region
		err    string
	}
	cases := map[string]struct {
		reason string
		args   args
		want   want
	}{
		"PortableOnAWS": {
			reason: "A portable name becomes the cloud's own.",
			args:   args{provider: platform.ProviderAWS, name: "eu-west"},
			want: want{region: Region{
				Portable: "eu-west", Native: "eu-west-1", Zones: []string{"eu-west-1a", "eu-west-1b", "eu-west-1c"},
			}},
		},
		"PortableOnAzure": {
			reason: "Zones of Azure have no region in their name.",
			args:   args{provider: platform.ProviderAzure, name: "eu-west"},
			want:   want{region: Region{Portable: "eu-west", Native: "northeurope", Zones: []string{"1", "2", "3"}}},
		},
		"PortableOnGCP": {
			reason: "The oldest regions of GCP have no zone a.",
			args:   args{provider: platform.ProviderGCP, name: "eu-west"},
			want: want{region: Region{
				Portable: "eu-west", Native: "europe-west1", Zones: []string{"europe-west1-b", "europe-west1-c", "europe-west1-d"},
			}},
		},
		"NativeThatIsPortable": {
			reason: "A native name leads to the same region as its portable one.",
			args:   args{provider: platform.ProviderAWS, name: "us-east-2"},
			want: want{region: Region{
				Portable: "us-central", Native: "us-east-2", Zones: []string{"us-east-2a", "us-east-2b", "us-east-2c"},
			}},
		},
		"NativeThatIsNotPortable": {
			reason: "Every cloud has more regions than there are portable names.",
			args:   args{provider: platform.ProviderGCP, name: "us-central1"},
			want: want{region: Region{
				Portable: "us-central", Native: "us-central1",
				Zones: []string{"us-central1-a", "us-central1-b", "us-central1-c", "us-central1-f"},
			}},
		},
		"IrregularZonesOnAWS": {
			reason: "Tokyo has no zone b that everybody can use.",
			args:   args{provider: platform.ProviderAWS, name: "ap-northeast-1"},
			want: want{region: Region{
				Portable: "japan", Native: "ap-northeast-1",
				Zones: []string{"ap-northeast-1a", "ap-northeast-1c", "ap-northeast-1d"},
			}},
		},
		"TwoZonesOnAWS": {
			reason: "Northern California shows two zones to an account.",
			args:   args{provider: platform.ProviderAWS, name: "us-west-1"},
			want:   want{region: Region{Native: "us-west-1", Zones: []string{"us-west-1a", "us-west-1c"}}},
		},
		"NoZonesOnAzure": {
			reason: "Some regions of Azure have no zones at all.",
			args:   args{provider: platform.ProviderAzure, name: "westus"},
			want:   want{region: Region{Native: "westus", Zones: []string{}}},
		},
		"AzureDisplayName": {
			reason: "Azure's portal shows names that its API does not return, but takes.",
			args:   args{provider: platform.ProviderAzure, name: "West Europe"},
			want:   want{region: Region{Native: "westeurope", Zones: []string{"1", "2", "3"}}},
		},
		"NewRegionOnAWS": {
			reason: "A region that is newer than the table is taken at its word.",
			args:   args{provider: platform.ProviderAWS, name: "eu-southeast-1"},
			want: want{region: Region{
				Native: "eu-southeast-1", Zones: []string{"eu-southeast-1a", "eu-southeast-1b", "eu-southeast-1c"},
			}},
		},
		"NewRegionOnAzure": {
			reason: "A region that is newer than the table is taken at its word.",
			args:   args{provider: platform.ProviderAzure, name: "Greece Central"},
			want:   want{region: Region{Native: "greececentral", Zones: []string{"1", "2", "3"}}},
		},
		"NewRegionOnGCP": {
			reason: "A region that is newer than the table is taken at its word.",
			args:   args{provider: platform.ProviderGCP, name: "europe-west15"},
			want: want{region: Region{
				Native: "europe-west15", Zones: []string{"europe-west15-a", "europe-west15-b", "europe-west15-c"},
			}},
		},
		"AzureOnAWS": {
			reason: "Another cloud's region is refused, and the right one is named.",
			args:   args{provider: platform.ProviderAWS, name: "westeurope"},
			want:   want{err: `"westeurope" is an Azure region; on aws use "eu-west-1" or the portable name "eu-west"`},
		},
		"AzureDisplayNameOnGCP": {
			reason: "Another cloud's region is recognised however that cloud spells it.",
			args:   args{provider: platform.ProviderGCP, name: "West Europe"},
			want:   want{err: `"West Europe" is an Azure region; on gcp use "europe-west1" or the portable name "eu-west"`},
		},
		"AWSOnGCP": {
			reason: "us-east-1 and us-east1 are a typing mistake apart, and another cloud.",
			args:   args{provider: platform.ProviderGCP, name: "us-east-1"},
			want:   want{err: `"us-east-1" is an AWS region; on gcp use "us-east4" or the portable name "us-east"`},
		},
		"GCPOnAzure": {
			reason: "Another cloud's region is refused, and the right one is named.",
			args:   args{provider: platform.ProviderAzure, name: "europe-west4"},
			want:   want{err: `"europe-west4" is a GCP region; on azure use "northeurope" or the portable name "eu-west"`},
		},
		"NearButNotPortable": {
			reason: "Where regions are too far apart for a portable name, the native one is still named.",
			args:   args{provider: platform.ProviderGCP, name: "uaenorth"},
			want:   want{err: `"uaenorth" is an Azure region; on gcp use "me-central1"`},
		},
		"NothingNear": {
			reason: "Nobody who asks for a sovereign region wants the nearest other one.",
			args:   args{provider: platform.ProviderAzure, name: "us-gov-west-1"},
			want:   want{err: `"us-gov-west-1" is an AWS region; on azure use one of its own, or one of the portable names ` + allPortable},
		},
		"NewRegionOfAnotherCloud": {
			reason: "A region of another cloud need not be in the table to be recognised.",
			args:   args{provider: platform.ProviderGCP, name: "eu-southeast-1"},
			want:   want{err: `"eu-southeast-1" looks like an AWS region; on gcp use one of its own, or one of the portable names ` + allPortable},
		},
		"Unknown": {
			reason: "A name that no cloud would use is refused with those that work.",
			args:   args{provider: platform.ProviderAWS, name: "eu-wset-1"},
			want:   want{err: `region "eu-wset-1" is not known: use a region of AWS, or one of the portable names ` + allPortable},
		},
		"MisspeltPortableOnAzure": {
			reason: "A misspelt portable name is not mistaken for a new region of Azure.",
			args:   args{provider: platform.ProviderAzure, name: "brasil"},
			want:   want{err: `region "brasil" is not known: use a region of Azure, or one of the portable names ` + allPortable},
		},
		"Zone": {
			reason: "A zone is not a region.",
			args:   args{provider: platform.ProviderAWS, name: "eu-west-1a"},
			want:   want{err: `region "eu-west-1a" is not known: use a region of AWS, or one of the portable names ` + allPortable},
		},
		"Empty": {
			reason: "There is no region that would suit everybody.",
			args:   args{provider: platform.ProviderGCP},
			want:   want{err: `a region is required: use a region of GCP, or one of the portable names ` + allPortable},
		},
		"UnknownProvider": {
			reason: "A provider without a table has no regions.",
			args:   args{provider: "openstack", name: "eu-west"},
			want:   want{err: `provider "openstack" has no known regions`},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := want{}
			region, err := Resolve(tc.args.provider, tc.args.name)
			got.region = region
			if err != nil {
				got.err = err.Error()
			}
			if diff := cmp.Diff(tc.want, got, cmp.AllowUnexported(want{})); diff != "" {
				t.Errorf("%s\nResolve(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestZone(t *testing.T) {
	t.Parallel()

	three := Region{Native: "eu-west-1", Zones: []string{"eu-west-1a", "eu-west-1b", "eu-west-1c"}}
	cases := map[string]struct {
		reason string
		region Region
		i      int
		want   string
		err    string
	}{
		"First":   {reason: "Zones are counted from zero.", region: three, i: 0, want: "eu-west-1a"},
		"Last":    {reason: "The last zone counts.", region: three, i: 2, want: "eu-west-1c"},
		"TooMany": {reason: "People count from one.", region: three, i: 3, err: "region eu-west-1 has 3 zones, so there is no zone 4"},
		"Below":   {reason: "A mistake is no reason to panic.", region: three, i: -1, err: "region eu-west-1 has 3 zones, so there is no zone 0"},
		"None":    {reason: "A region may have no zones.", region: Region{Native: "westus"}, i: 0, err: "region westus has no zones"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := tc.region.Zone(tc.i)
			msg := ""
			if err != nil {
				msg = err.Error()
			}
			if diff := cmp.Diff([]string{tc.want, tc.err}, []string{got, msg}); diff != "" {
				t.Errorf("%s\nZone(%d): -want, +got:\n%s", tc.reason, tc.i, diff)
			}
		})
	}
}

func TestPortableResolvesEverywhere(t *testing.T) {
	t.Parallel()

	if diff := cmp.Diff(allPortable, strings.Join(Portable(), ", ")); diff != "" {
		t.Errorf("A portable name must never go away: -want, +got:\n%s", diff)
	}
	for _, p := range platform.Providers() {
		for _, name := range Portable() {
			r, err := Resolve(p, name)
			if err != nil {
				t.Errorf("%s on %s: %v", name, p, err)
				continue
			}
			if r.Portable != name {
				t.Errorf("%s on %s: resolves to %q", name, p, r.Portable)
			}
			if len(r.Zones) < 3 {
				t.Errorf("%s on %s: has %d zones, fewer than a claim asks for by default", name, p, len(r.Zones))
			}
			again, err := Resolve(p, r.Native)
			if diff := cmp.Diff(r, again); err != nil || diff != "" {
				t.Errorf("%s on %s: the native name %q must lead to the same region: %v\n%s", name, p, r.Native, err, diff)
			}
		}
	}
}

func TestNativeResolvesOnItsOwnCloudOnly(t *testing.T) {
	t.Parallel()

	for _, p := range platform.Providers() {
		for _, name := range Native(p) {
			r, err := Resolve(p, name)
			if err != nil || r.Native != name {
				t.Errorf("%s on %s: resolves to %q: %v", name, p, r.Native, err)
			}
			if !wellFormed(p, name) {
				t.Errorf("%s on %s: a region as new as this one was would be refused", name, p)
			}
			for _, other := range platform.Providers() {
				if other != p {
					checkForeign(t, p, other, name)
				}
			}
		}
	}
}

// checkForeign checks that a region of one cloud is refused on another, with a
// message that helps.
func checkForeign(t *testing.T, p, other platform.Provider, name string) {
	t.Helper()
	_, err := Resolve(other, name)
	if err == nil {
		t.Errorf("%s of %s is accepted on %s", name, p, other)
		return
	}
	if !strings.HasPrefix(err.Error(), fmt.Sprintf("%q is %s region; on %s use ", name, article(p), other)) {
		t.Errorf("%s of %s on %s: %v", name, p, other, err)
	}
	if wellFormed(other, normalise(other, name)) {
		t.Errorf("%s of %s could be a region of %s, too", name, p, other)
	}
	m := regexp.MustCompile(`use "([^"]+)"`).FindStringSubmatch(err.Error())
	if n, _ := byNative(p, name); m == nil {
		if n.near != "" {
			t.Errorf("%s of %s on %s: names no region: %v", name, p, other, err)
		}
		return
	}
	if _, err := Resolve(other, m[1]); err != nil {
		t.Errorf("%s of %s on %s: the advice leads to %v", name, p, other, err)
	}
}

func TestTablesAreSound(t *testing.T) {
	t.Parallel()

	zones := map[platform.Provider]*regexp.Regexp{
		platform.ProviderAWS:   regexp.MustCompile(`^a?b?c?d?e?f?$`),
		platform.ProviderAzure: regexp.MustCompile(`^(123)?$`),
		platform.ProviderGCP:   regexp.MustCompile(`^a?b?c?d?f?$`),
	}
	for _, p := range platform.Providers() {
		seen := map[string]bool{}
		for _, n := range natives(p) {
			if seen[n.name] {
				t.Errorf("%s: %s is listed twice", p, n.name)
			}
			seen[n.name] = true
			if !zones[p].MatchString(n.zones) || p != platform.ProviderAzure && len(n.zones) < 2 {
				t.Errorf("%s: zones %q of %s are not the cloud's", p, n.zones, n.name)
			}
			if n.near != "" && !slices.ContainsFunc(locations, func(l location) bool { return l.name == n.near }) {
				t.Errorf("%s: %s is near %q, which is no location", p, n.name, n.near)
			}
		}
		for _, l := range locations {
			if got := l.native(p); got.near != l.name {
				t.Errorf("%s: %q at %s is near %q", p, got.name, l.name, got.near)
			}
		}
	}
}

func TestPortableIsNoNativeName(t *testing.T) {
	t.Parallel()

	for _, name := range Portable() {
		for _, p := range platform.Providers() {
			if wellFormed(p, name) {
				t.Errorf("%s could be a region of %s", name, p)
			}
		}
	}
}

func TestPartition(t *testing.T) {
	t.Parallel()

	want := map[string]string{
		"cn-north-1": "aws-cn", "cn-northwest-1": "aws-cn",
		"us-gov-east-1": "aws-us-gov", "us-gov-west-1": "aws-us-gov",
		"eusc-de-east-1": "aws-eusc",
		"us-iso-east-1":  "aws-iso", "us-isob-east-1": "aws-iso-b", "eu-isoe-west-1": "aws-iso-e", "us-isof-south-1": "aws-iso-f",
	}
	for _, native := range Native(platform.ProviderAWS) {
		if _, ok := want[native]; !ok {
			want[native] = "aws"
		}
	}
	got := make(map[string]string, len(want))
	for native := range want {
		got[native] = Partition(native)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Partition(...): -want, +got:\n%s", diff)
	}
}

func TestTable(t *testing.T) {
	t.Parallel()

	lines := strings.Split(strings.TrimSuffix(Table(), "\n"), "\n")
	want := []string{
		"| Region | Place | AWS | Azure | GCP |",
		"|---|---|---|---|---|",
		"| `ap-southeast` | Singapore | `ap-southeast-1` (3) | `southeastasia` (3) | `asia-southeast1` (3) |",
	}
	if diff := cmp.Diff(want, lines[:3]); diff != "" {
		t.Errorf("Table(): -want, +got:\n%s", diff)
	}
	if diff := cmp.Diff(len(Portable())+2, len(lines)); diff != "" {
		t.Errorf("Table() must have a line for every portable name: -want, +got:\n%s", diff)
	}
	if slices.ContainsFunc(lines, func(l string) bool { return strings.Count(l, "|") != 6 || strings.Contains(l, "``") }) {
		t.Errorf("Table() must be full:\n%s", Table())
	}
}

func FuzzResolve(f *testing.F) {
	f.Add("aws", "eu-west")
	f.Add("azure", "West Europe")
	f.Add("gcp", "us-east1")

	f.Fuzz(func(t *testing.T, provider, name string) {
		r, err := Resolve(platform.Provider(provider), name)
		if err != nil {
			return
		}
		again, err := Resolve(platform.Provider(provider), r.Native)
		if diff := cmp.Diff(r, again); err != nil || diff != "" {
			t.Errorf("%q and its native name %q must lead to the same region: %v\n%s", name, r.Native, err, diff)
		}
	})
}

func TestLettered(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		zones  []string
		want   []Zone
	}{
		"None":  {reason: "A region without zones has none to name."},
		"Names": {reason: "Letters are in the order of the zones, whatever the cloud calls them.", zones: []string{"europe-west1-b", "europe-west1-c"}, want: []Zone{{Key: platform.ZoneA, Name: "europe-west1-b"}, {Key: platform.ZoneB, Name: "europe-west1-c"}}},
		"More": {
			reason: "Claims have six letters.", zones: []string{"1", "2", "3", "4", "5", "6", "7"},
			want: []Zone{
				{Key: platform.ZoneA, Name: "1"},
				{Key: platform.ZoneB, Name: "2"},
				{Key: platform.ZoneC, Name: "3"},
				{Key: platform.ZoneD, Name: "4"},
				{Key: platform.ZoneE, Name: "5"},
				{Key: platform.ZoneF, Name: "6"},
			},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, Region{Zones: tc.zones}.Lettered()); diff != "" {
				t.Errorf("%s\nLettered(): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
