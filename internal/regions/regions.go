// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package regions knows where the clouds are.
//
// A claim names its region either portably, so that it means about the same
// place on every cloud, or as its cloud does. The package turns both into the
// cloud's own names of the region and of its zones.
package regions

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// defaultZones are the zones of a region that is not in the tables: new regions
// of every cloud have opened with three, named like this.
const (
	defaultZonesAWS   = "abc"
	defaultZonesAzure = "123"
	defaultZonesGCP   = "abc"
)

// Names of regions end with a direction, which tells a region that is too new
// for the tables from a name that is merely misspelt.
const direction = `(?:central|(?:north|south)?(?:east|west)|north|south)`

// What names of regions look like.
var (
	awsName   = regexp.MustCompile(`^[a-z]{2,4}(?:-[a-z]+)*-` + direction + `-\d{1,2}$`)
	azureName = regexp.MustCompile(`^(?:` + direction + `+[a-z]{2,}|[a-z]{2,}?` + direction + `+)\d?$`)
	gcpName   = regexp.MustCompile(`^[a-z]+-` + direction + `\d{1,2}$`)
)

// A Region is a region of one cloud.
type Region struct {
	// Portable is the region's portable name, or empty if it has none.
	Portable string

	// Native is the cloud's own name of the region.
	Native string

	// Zones are the cloud's own names of the region's zones. Their order never
	// changes, because the position of a zone decides what is placed in it.
	// On AWS and Azure the same name may mean another building to another
	// account. Some regions of Azure have no zones.
	Zones []string
}

// A Zone is a zone of a region that claims can name.
type Zone struct {
	// Key of the zone: a to f, the same on every cloud.
	Key platform.Zone

	// Name of the zone in the cloud's own words, for example eu-west-1a. Empty in a
	// region without zones.
	Name string
}

// Lettered returns the zones of the region that claims can name, with the same letters on
// every cloud. There is no letter for more than six zones.
func (r Region) Lettered() []Zone {
	keys := platform.Zones()
	var out []Zone
	for i, name := range r.Zones {
		if i == len(keys) {
			break
		}
		out = append(out, Zone{Key: keys[i], Name: name})
	}
	return out
}

// Zone returns the cloud's own name of the i-th zone, counted from zero.
func (r Region) Zone(i int) (string, error) {
	if len(r.Zones) == 0 {
		return "", errors.Errorf("region %s has no zones", r.Native)
	}
	if i < 0 || i >= len(r.Zones) {
		return "", errors.Errorf("region %s has %d zones, so there is no zone %d", r.Native, len(r.Zones), i+1)
	}
	return r.Zones[i], nil
}

// Resolve returns the region of a cloud that a claim calls by the supplied name,
// portable or the cloud's own. Azure's regions may also be called by the names
// that its portal shows, such as "West Europe".
func Resolve(p platform.Provider, name string) (Region, error) {
	if !slices.Contains(platform.Providers(), p) {
		return Region{}, errors.Errorf("provider %q has no known regions", p)
	}
	if name == "" {
		return Region{}, errors.Errorf("a region is required: use a region of %s, or %s", vendor(p), portableNames())
	}
	if l, ok := byPortable(name); ok {
		return newRegion(p, l.native(p)), nil
	}
	native := normalise(p, name)
	if n, ok := byNative(p, native); ok {
		return newRegion(p, n), nil
	}
	if err := refuseForeign(p, name); err != nil {
		return Region{}, err
	}
	if wellFormed(p, native) {
		return newRegion(p, nativeRegion{name: native, zones: defaultZones(p)}), nil
	}
	return Region{}, errors.Errorf("region %q is not known: use a region of %s, or %s", name, vendor(p), portableNames())
}

// Portable returns every portable name, sorted.
func Portable() []string {
	out := make([]string, 0, len(locations))
	for _, l := range locations {
		if l.portable {
			out = append(out, l.name)
		}
	}
	slices.Sort(out)
	return out
}

// Native returns every region of a cloud that is known by name, sorted. Resolve
// accepts others too.
func Native(p platform.Provider) []string {
	known := natives(p)
	out := make([]string, 0, len(known))
	for _, n := range known {
		out = append(out, n.name)
	}
	slices.Sort(out)
	return out
}

// Partition returns the AWS partition of a native region, which is part of every
// ARN. See https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html.
func Partition(native string) string {
	for _, p := range [...]struct{ prefix, partition string }{
		{prefix: "cn-", partition: "aws-cn"},
		{prefix: "us-gov-", partition: "aws-us-gov"},
		{prefix: "eusc-", partition: "aws-eusc"},
		{prefix: "us-iso-", partition: "aws-iso"},
		{prefix: "us-isob-", partition: "aws-iso-b"},
		{prefix: "eu-isoe-", partition: "aws-iso-e"},
		{prefix: "us-isof-", partition: "aws-iso-f"},
	} {
		if strings.HasPrefix(native, p.prefix) {
			return p.partition
		}
	}
	return "aws"
}

// Table returns a Markdown table of the portable names: where they are, and
// what they are called on each cloud, with the number of zones.
func Table() string {
	var b strings.Builder
	b.WriteString("| Region | Place | AWS | Azure | GCP |\n|---|---|---|---|---|\n")
	for _, name := range Portable() {
		l, _ := byPortable(name)
		fmt.Fprintf(&b, "| `%s` | %s |", l.name, l.place)
		for _, p := range []platform.Provider{platform.ProviderAWS, platform.ProviderAzure, platform.ProviderGCP} {
			n := l.native(p)
			fmt.Fprintf(&b, " `%s` (%d) |", n.name, len(n.zones))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// refuseForeign returns an error if a name is a region of another cloud, and
// says what the place is called on this one.
func refuseForeign(p platform.Provider, name string) error {
	for _, other := range platform.Providers() {
		if other == p {
			continue
		}
		native := normalise(other, name)
		if n, ok := byNative(other, native); ok {
			return errors.Errorf("%q is %s region; %s", name, article(other), advice(p, n))
		}
		if wellFormed(other, native) && !wellFormed(p, normalise(p, name)) {
			return errors.Errorf("%q looks like %s region; %s", name, article(other), advice(p, nativeRegion{}))
		}
	}
	return nil
}

// advice says what to write on a cloud instead of another's region.
func advice(p platform.Provider, foreign nativeRegion) string {
	i := slices.IndexFunc(locations, func(l location) bool { return l.name == foreign.near })
	if i < 0 {
		return fmt.Sprintf("on %s use one of its own, or %s", p, portableNames())
	}
	l := locations[i]
	if !l.portable {
		return fmt.Sprintf("on %s use %q", p, l.native(p).name)
	}
	return fmt.Sprintf("on %s use %q or the portable name %q", p, l.native(p).name, l.name)
}

func portableNames() string {
	return "one of the portable names " + strings.Join(Portable(), ", ")
}

// newRegion returns a region with the names of its zones spelt out.
func newRegion(p platform.Provider, n nativeRegion) Region {
	r := Region{Native: n.name, Zones: make([]string, 0, len(n.zones))}
	for _, z := range n.zones {
		r.Zones = append(r.Zones, zoneName(p, n.name, string(z)))
	}
	i := slices.IndexFunc(locations, func(l location) bool { return l.portable && l.native(p).name == n.name })
	if i >= 0 {
		r.Portable = locations[i].name
	}
	return r
}

func zoneName(p platform.Provider, region, zone string) string {
	switch p {
	case platform.ProviderAWS:
		return region + zone
	case platform.ProviderGCP:
		return region + "-" + zone
	case platform.ProviderAzure:
	}
	return zone
}

// normalise returns a name as the cloud itself writes it. Azure's API takes
// what its portal shows; the others' do not.
func normalise(p platform.Provider, name string) string {
	if p == platform.ProviderAzure {
		return strings.ToLower(strings.ReplaceAll(name, " ", ""))
	}
	return name
}

// wellFormed reports whether a name could be a region of the cloud.
func wellFormed(p platform.Provider, native string) bool {
	switch p {
	case platform.ProviderAWS:
		return awsName.MatchString(native)
	case platform.ProviderAzure:
		return azureName.MatchString(native)
	case platform.ProviderGCP:
		return gcpName.MatchString(native)
	}
	return false
}

func defaultZones(p platform.Provider) string {
	switch p {
	case platform.ProviderAWS:
		return defaultZonesAWS
	case platform.ProviderAzure:
		return defaultZonesAzure
	case platform.ProviderGCP:
		return defaultZonesGCP
	}
	return ""
}

func vendor(p platform.Provider) string {
	if p == platform.ProviderAzure {
		return "Azure"
	}
	return strings.ToUpper(string(p))
}

func article(p platform.Provider) string {
	if p == platform.ProviderGCP {
		return "a GCP"
	}
	return "an " + vendor(p)
}

func byPortable(name string) (location, bool) {
	i := slices.IndexFunc(locations, func(l location) bool { return l.portable && l.name == name })
	if i < 0 {
		return location{}, false
	}
	return locations[i], true
}

func byNative(p platform.Provider, name string) (nativeRegion, bool) {
	known := natives(p)
	i := slices.IndexFunc(known, func(n nativeRegion) bool { return n.name == name })
	if i < 0 {
		return nativeRegion{}, false
	}
	return known[i], true
}
