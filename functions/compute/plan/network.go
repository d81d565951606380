// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	networkv1alpha1 "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/regions"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Kinds of claims that a Compute refers to.
const (
	KindNetwork  = "Network"
	KindIdentity = "Identity"
	KindStorage  = "Storage"
)

// mostZones is the number of zones of a group that does not say otherwise, in a network
// whose subnets span zones.
const mostZones = 3

// References are the claims that the parameters refer to.
func References(p v1alpha1.Parameters) []claim.Reference {
	var out []claim.Reference
	if p.NetworkRef != nil {
		out = append(out, claim.Reference{Path: Path("networkRef"), Kind: KindNetwork, To: *p.NetworkRef})
	}
	if p.IdentityRef != nil {
		out = append(out, claim.Reference{Path: Path("identityRef"), Kind: KindIdentity, To: *p.IdentityRef})
	}
	for i, d := range p.Disks {
		if d.StorageRef != nil {
			out = append(out, claim.Reference{Path: volumePath(i), Kind: KindStorage, To: *d.StorageRef})
		}
	}
	return out
}

// referTo returns what a reference is to, as namespace/name, and decodes its status. It
// is false for a reference that is wrong, and for one to what does not exist.
func (r *planner) referTo(path *field.Path, ref platform.LocalReference, status any) (string, bool) {
	errs := validate.ObjectName(path.Child("name"), ref.Name)
	if ref.Namespace != "" {
		errs = append(errs, validate.Namespace(path.Child("namespace"), ref.Namespace)...)
	}
	r.refuse(errs...)
	id := cmp.Or(ref.Namespace, r.claim.Namespace) + "/" + ref.Name
	found, ok := r.claim.References[path.String()]
	if len(errs) > 0 || !ok || !found.Found {
		return id, false
	}
	if err := found.Status(status); err != nil {
		r.refuse(field.InternalError(path, err))
		return id, false
	}
	return id, true
}

// checkPlace refuses what is on another cloud or in another account, and what is in
// another region where that matters.
func (r *planner) checkPlace(path *field.Path, what, id string, s platform.CommonStatus, regional bool) {
	own := r.claim.Guardrails.ProviderConfig(r.claim.Provider)
	switch {
	case s.Provider != "" && s.Provider != r.claim.Provider:
		r.refuse(field.Invalid(path, id, fmt.Sprintf("is on %s and this Compute is on %s: refer to %s on %s", s.Provider, r.claim.Provider, what, r.claim.Provider)))
	case regional && s.Region != "" && s.Region != r.claim.Region.Native:
		r.refuse(field.Invalid(path, id, fmt.Sprintf("is in %s and this Compute is in %s: refer to %s in %s", s.Region, r.claim.Region.Native, what, r.claim.Region.Native)))
	case s.ProviderConfig != "" && s.ProviderConfig != own:
		r.refuse(field.Invalid(path, id, fmt.Sprintf("is served with provider config %q and this Compute with %q: refer to %s of the same account", s.ProviderConfig, own, what)))
	}
}

// network that the machines are in. What is lost of it is what was recorded.
func (r *planner) network() Network {
	path, ref := Path("networkRef"), r.p.NetworkRef
	r.refuse(validate.OneOf(Path("tier"), r.p.Tier, networkv1alpha1.Tiers()...)...)
	if ref == nil {
		r.refuse(field.Required(path, "machines are in a Network: name one of this namespace, or one that is shared with it"))
		return Network{}
	}
	out := Network{}
	name, ok := r.referTo(path, *ref, &out.Status)
	out.Name = name
	if ok {
		r.checkPlace(path, "a network", name, out.Status.CommonStatus, true)
	}
	if had := r.recorded.Network; had != nil && had.Name == name && out.Status.ID == "" {
		out.Status.ID, out.Status.ResourceGroup, out.Status.CIDR = had.ID, had.ResourceGroup, had.CIDR
		out.Status.Subnets, out.Status.SecurityGroups = had.Subnets, had.SecurityGroups
	}
	r.settle(path, &out)
	return out
}

// settle finds out what the network lacks.
func (r *planner) settle(path *field.Path, n *Network) {
	subnets := subnetsOf(n.Status, r.p.Tier)
	switch {
	case n.Status.ID == "":
		n.Waits = []string{claim.WaitsFor("network", n.Name, r.claim.References[path.String()].Found)}
	case len(subnets) == 0 && len(n.Status.Subnets) > 0:
		r.refuse(field.Invalid(path, n.Name, fmt.Sprintf("has no %s subnets: set tier to %s, or add the tier to the network", r.p.Tier, tiersOf(n.Status))))
	case len(subnets) == 0 || slices.ContainsFunc(subnets, func(s networkv1alpha1.Subnet) bool { return s.ID == "" }):
		n.Waits = []string{"network " + n.Name + " has no subnets yet"}
	}
	for _, g := range n.Status.SecurityGroups {
		if g.Tier == r.p.Tier {
			n.SecurityGroup = g.ID
		}
	}
}

func tiersOf(s networkv1alpha1.Status) string {
	var out []string
	for _, t := range networkv1alpha1.Tiers() {
		if len(subnetsOf(s, t)) > 0 {
			out = append(out, string(t))
		}
	}
	return strings.Join(out, " or ")
}

// subnetsOf returns the subnets of a tier, one for each zone.
func subnetsOf(s networkv1alpha1.Status, t networkv1alpha1.Tier) []networkv1alpha1.Subnet {
	var out []networkv1alpha1.Subnet
	zones := map[string]bool{}
	for _, subnet := range s.Subnets {
		if subnet.Tier == t && !zones[subnet.Zone] {
			zones[subnet.Zone] = true
			out = append(out, subnet)
		}
	}
	return out
}

// zonesOf the network: those of the tier's subnets where subnets belong to a zone, and
// else those of the region.
func (r *planner) zonesOf(n Network) []regions.Zone {
	all := r.claim.Region.Lettered()
	var out []regions.Zone
	for _, z := range all {
		if slices.ContainsFunc(subnetsOf(n.Status, r.p.Tier), func(s networkv1alpha1.Subnet) bool { return s.Zone == z.Name }) {
			out = append(out, z)
		}
	}
	if len(out) > 0 {
		return out
	}
	return all
}

// placement decides about zones, and with them about subnets.
func (r *planner) placement(out *Plan) {
	path, zones := Path("zones"), r.zonesOf(out.Network)
	r.refuse(validate.Unique(path, r.p.Zones)...)
	for i, z := range r.p.Zones {
		if errs := validate.OneOf(path.Index(i), z, platform.Zones()...); len(errs) > 0 {
			r.refuse(errs...)
		} else if !slices.ContainsFunc(zones, func(has regions.Zone) bool { return has.Key == z }) {
			r.refuse(field.Invalid(path.Index(i), z, noSuchZone(zones)))
		}
	}
	if out.Kind == v1alpha1.KindSingle {
		r.placeSingle(out, zones)
	} else {
		r.placeGroups(out, zones)
	}
	for _, s := range out.Network.SubnetsOf(r.p.Tier) {
		if s.Zone == "" || slices.ContainsFunc(out.Template.Zones, func(z regions.Zone) bool { return z.Name == s.Zone }) {
			out.Network.Subnets = append(out.Network.Subnets, s)
		}
	}
}

func noSuchZone(zones []regions.Zone) string {
	if len(zones) == 0 {
		return "the region has no zones: remove zones"
	}
	names := make([]string, 0, len(zones))
	for _, z := range zones {
		names = append(names, string(z.Key))
	}
	return "must be a zone of the network, which has " + strings.Join(names, ", ")
}

// placeSingle puts a machine where the claim says, else where it is, else where its
// volumes are, else into the first zone.
func (r *planner) placeSingle(out *Plan, zones []regions.Zone) {
	out.Single = &Single{}
	if len(r.p.Zones) > 1 {
		r.refuse(field.TooMany(Path("zones"), len(r.p.Zones), 1))
	}
	wanted := r.volumeZone(out)
	if t := r.recorded.Template; t != nil && len(t.Zones) > 0 {
		wanted = t.Zones[0]
	}
	if len(r.p.Zones) > 0 {
		wanted = r.p.Zones[0]
	}
	if wanted == "" && len(zones) > 0 {
		wanted = zones[0].Key
	}
	out.Template.Zones = r.named([]platform.Zone{cmp.Or(wanted, platform.ZoneA)})
	if len(out.Template.Zones) == 0 {
		out.Template.Zones = []regions.Zone{{Key: platform.ZoneA}}
	}
}

// placeGroups puts groups where the claim says, else where they are, else into all zones
// of the network.
func (r *planner) placeGroups(out *Plan, zones []regions.Zone) {
	wanted := r.p.Zones
	if t := r.recorded.Template; len(wanted) == 0 && t != nil {
		wanted = t.Zones
	}
	if len(wanted) > 0 {
		out.Template.Zones = r.named(wanted)
		return
	}
	zonal := slices.ContainsFunc(out.Network.Status.Subnets, func(s networkv1alpha1.Subnet) bool { return s.Zone != "" })
	if !zonal && len(zones) > mostZones {
		zones = zones[:mostZones]
	}
	out.Template.Zones = zones
}

// named returns zones with the names that the cloud gives them, in order.
func (r *planner) named(keys []platform.Zone) []regions.Zone {
	var out []regions.Zone
	for _, z := range r.claim.Region.Lettered() {
		if slices.Contains(keys, z.Key) {
			out = append(out, z)
		}
	}
	return out
}
