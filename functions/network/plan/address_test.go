// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"math/rand/v2"
	"net/netip"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// comparePrefixValues compares prefixes and addresses by value.
var comparePrefixValues = cmpopts.EquateComparable(netip.Prefix{}, netip.Addr{})

const (
	propertyRuns = 2000
	seed1, seed2 = 20260101, 7
)

// randomParameters are legal parameters of a network.
func randomParameters(r *rand.Rand) v1alpha1.Parameters {
	inside := validate.PrivateRanges()[r.IntN(4)]
	bits := max(inside.Bits(), largestRange) + r.IntN(smallestRange-max(inside.Bits(), largestRange)+1)
	cidr := nth(inside, bits-inside.Bits(), r.IntN(1<<(bits-inside.Bits())))
	return v1alpha1.Parameters{CIDR: cidr.String(), Zones: 1 + r.IntN(MaxZones), Tiers: randomTiers(r)}
}

func randomTiers(r *rand.Rand) []v1alpha1.Tier {
	tiers := v1alpha1.Tiers()
	r.Shuffle(len(tiers), func(i, j int) { tiers[i], tiers[j] = tiers[j], tiers[i] })
	return tiers[:1+r.IntN(len(tiers))]
}

func mustPlan(t *testing.T, p v1alpha1.Parameters, recorded v1alpha1.Status) Plan {
	t.Helper()
	out, errs := New(testClaim(), p, recorded)
	if len(errs) > 0 {
		t.Fatalf("New(%+v): %v", p, errs.ToAggregate())
	}
	return out
}

// A kept range is one that a plan speaks of.
type kept struct {
	cidr netip.Prefix
	what string
}

func zonalRanges(p Plan) []kept {
	var out []kept
	for _, t := range p.Tiers {
		for _, s := range t.Subnets {
			out = append(out, kept{cidr: s.CIDR, what: s.Name()})
		}
	}
	for _, r := range p.Reserved {
		out = append(out, kept{cidr: r.CIDR, what: r.For})
	}
	return out
}

func planRanges(t *testing.T, p *v1alpha1.AddressPlan) []kept {
	t.Helper()
	var out []kept
	add := func(cidr, what string) {
		r, err := netip.ParsePrefix(cidr)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, kept{cidr: r, what: what})
	}
	for _, s := range p.Subnets {
		add(s.CIDR, s.Name)
	}
	for _, r := range p.Reserved {
		add(r.CIDR, r.For)
	}
	return out
}

// assertPartition proves that ranges do not overlap, lie in the network's range and
// fill it.
func assertPartition(t *testing.T, cidr netip.Prefix, ranges []kept) {
	t.Helper()
	var total uint64
	for i, a := range ranges {
		if !validate.IsInside(a.cidr, []netip.Prefix{cidr}) {
			t.Fatalf("%s %s lies outside of %s", a.what, a.cidr, cidr)
		}
		if a.cidr != a.cidr.Masked() {
			t.Fatalf("%s %s is not canonical", a.what, a.cidr)
		}
		for _, b := range ranges[i+1:] {
			if a.cidr.Overlaps(b.cidr) {
				t.Fatalf("%s %s overlaps %s %s in %s", a.what, a.cidr, b.what, b.cidr, cidr)
			}
		}
		total += 1 << (32 - a.cidr.Bits())
	}
	if want := uint64(1) << (32 - cidr.Bits()); total != want {
		t.Fatalf("the ranges of %s hold %d addresses, want %d", cidr, total, want)
	}
}

func TestAddressPlanFillsTheRange(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(seed1, seed2))
	for range propertyRuns {
		p := mustPlan(t, randomParameters(r), v1alpha1.Status{})
		assertPartition(t, p.CIDR, zonalRanges(p))
		assertPartition(t, p.CIDR, planRanges(t, p.ZonalPlan()))
		assertPartition(t, p.CIDR, planRanges(t, p.RegionalPlan()))
		for _, tier := range p.Tiers {
			for _, s := range tier.Subnets {
				if !validate.IsInside(s.CIDR, []netip.Prefix{tier.Range}) {
					t.Fatalf("%s %s lies outside of its tier's range %s", s.Name(), s.CIDR, tier.Range)
				}
			}
		}
	}
}

func TestAddressPlanIsStableUnderGrowth(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(seed1, seed2))
	for range propertyRuns {
		small := randomParameters(r)
		small.NAT = v1alpha1.NATNone
		large := small
		large.Zones = small.Zones + r.IntN(MaxZones-small.Zones+1)
		large.Tiers = append(slices.Clone(small.Tiers), randomTiers(r)...)
		slices.Sort(large.Tiers)
		large.Tiers = slices.Compact(large.Tiers)

		before := mustPlan(t, small, v1alpha1.Status{})
		recorded := v1alpha1.Status{CIDR: before.CIDR.String(), Plan: before.ZonalPlan()}
		after := mustPlan(t, large, recorded)

		grown := make(map[string]Subnet)
		ranges := make(map[v1alpha1.Tier]Tier)
		for _, tier := range after.Tiers {
			ranges[tier.Tier] = tier
			for _, s := range tier.Subnets {
				grown[s.Name()] = s
			}
		}
		for _, tier := range before.Tiers {
			if got := ranges[tier.Tier]; got.Range != tier.Range || got.IPv6Index != tier.IPv6Index {
				t.Fatalf("tier %s moved from %s to %s", tier.Tier, tier.Range, got.Range)
			}
			for _, s := range tier.Subnets {
				if diff := cmp.Diff(s, grown[s.Name()], comparePrefixValues); diff != "" {
					t.Fatalf("subnet %s changed from %+v to %+v:\n%s", s.Name(), small, large, diff)
				}
			}
		}
	}
}

func TestIPv6IndexesAreUnique(t *testing.T) {
	t.Parallel()
	p := mustPlan(t, v1alpha1.Parameters{Zones: MaxZones, Tiers: v1alpha1.Tiers(), Kubernetes: &v1alpha1.Kubernetes{}}, v1alpha1.Status{})
	seen := make(map[int]string)
	see := func(index int, what string) {
		if other, ok := seen[index]; ok || index < 0 || index > 255 {
			t.Errorf("%s has the index %d, which must be below 256 and not that of %q", what, index, other)
		}
		seen[index] = what
	}
	for _, tier := range p.Tiers {
		see(tier.IPv6Index, string(tier.Tier))
		for _, s := range tier.Subnets {
			see(s.IPv6Index, s.Name())
		}
	}
	for _, s := range p.Kubernetes.PodSubnets {
		see(s.IPv6Index, "pods-"+s.Zone.Key)
	}
	if want := 3 + 4*MaxZones; len(seen) != want {
		t.Errorf("got %d indexes, want %d", len(seen), want)
	}
}

func TestPodSubnetsLieInThePodRange(t *testing.T) {
	t.Parallel()
	p := mustPlan(t, v1alpha1.Parameters{Zones: 2, Kubernetes: &v1alpha1.Kubernetes{PodCIDR: "10.64.0.0/16"}}, v1alpha1.Status{})
	got := make([]string, 0, len(p.Kubernetes.PodSubnets))
	for _, s := range p.Kubernetes.PodSubnets {
		got = append(got, s.Zone.Name+" "+s.CIDR.String())
	}
	want := []string{"us-east-1a 10.64.0.0/19", "us-east-1b 10.64.32.0/19"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("PodSubnets: -want, +got:\n%s", diff)
	}
}

func TestZonalPlan(t *testing.T) {
	t.Parallel()
	p := mustPlan(t, v1alpha1.Parameters{Zones: 2}, v1alpha1.Status{})
	want := &v1alpha1.AddressPlan{
		Zones: 2,
		Tiers: []v1alpha1.Tier{v1alpha1.TierPublic, v1alpha1.TierPrivate},
		Subnets: []v1alpha1.PlannedSubnet{
			{Name: "public-a", Tier: v1alpha1.TierPublic, Zone: "us-east-1a", CIDR: "10.0.128.0/21"},
			{Name: "public-b", Tier: v1alpha1.TierPublic, Zone: "us-east-1b", CIDR: "10.0.136.0/21"},
			{Name: "private-a", Tier: v1alpha1.TierPrivate, Zone: "us-east-1a", CIDR: "10.0.0.0/20"},
			{Name: "private-b", Tier: v1alpha1.TierPrivate, Zone: "us-east-1b", CIDR: "10.0.16.0/20"},
		},
		Reserved: []v1alpha1.ReservedRange{
			{CIDR: "10.0.32.0/20", For: "private subnet of zone c"},
			{CIDR: "10.0.48.0/20", For: "private subnet of zone d"},
			{CIDR: "10.0.64.0/20", For: "private subnet of zone e"},
			{CIDR: "10.0.80.0/20", For: "private subnet of zone f"},
			{CIDR: "10.0.96.0/19", For: "private subnets beyond zone f"},
			{CIDR: "10.0.144.0/21", For: "public subnet of zone c"},
			{CIDR: "10.0.152.0/21", For: "public subnet of zone d"},
			{CIDR: "10.0.160.0/21", For: "public subnet of zone e"},
			{CIDR: "10.0.168.0/21", For: "public subnet of zone f"},
			{CIDR: "10.0.176.0/20", For: "public subnets beyond zone f"},
			{CIDR: "10.0.192.0/19", For: "isolated subnets"},
			{CIDR: "10.0.224.0/19", For: "tiers to come"},
		},
	}
	if diff := cmp.Diff(want, p.ZonalPlan()); diff != "" {
		t.Errorf("ZonalPlan(): -want, +got:\n%s", diff)
	}
}

func TestRegionalPlan(t *testing.T) {
	t.Parallel()
	p := mustPlan(t, v1alpha1.Parameters{Tiers: []v1alpha1.Tier{v1alpha1.TierIsolated, v1alpha1.TierPrivate}}, v1alpha1.Status{})
	want := &v1alpha1.AddressPlan{
		Zones: 3,
		Tiers: []v1alpha1.Tier{v1alpha1.TierPrivate, v1alpha1.TierIsolated},
		Subnets: []v1alpha1.PlannedSubnet{
			{Name: "private", Tier: v1alpha1.TierPrivate, CIDR: "10.0.0.0/17"},
			{Name: "isolated", Tier: v1alpha1.TierIsolated, CIDR: "10.0.192.0/19"},
		},
		Reserved: []v1alpha1.ReservedRange{
			{CIDR: "10.0.128.0/18", For: "public subnets"},
			{CIDR: "10.0.224.0/19", For: "tiers to come"},
		},
	}
	if diff := cmp.Diff(want, p.RegionalPlan()); diff != "" {
		t.Errorf("RegionalPlan(): -want, +got:\n%s", diff)
	}
}

func TestSmallestNetworkHasSubnetsOfTheSmallestSize(t *testing.T) {
	t.Parallel()
	p := mustPlan(t, v1alpha1.Parameters{CIDR: "192.168.4.0/22", Zones: 6, Tiers: v1alpha1.Tiers()}, v1alpha1.Status{})
	last := p.Tiers[2].Subnets[5].CIDR.String()
	if want := "192.168.7.80/28"; last != want {
		t.Errorf("isolated-f is %s, want %s", last, want)
	}
}
