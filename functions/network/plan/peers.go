// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"cmp"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// MaxPeerings is the number of networks that a network can be peered with. The XRD
// states it too.
const MaxPeerings = 10

// KindNetwork is the kind that peerings refer to.
const KindNetwork = "Network"

const (
	peerPrefix    = "peer-"
	maxPeerKey    = 40
	peerHashChars = 8
)

// References are the claims that the parameters refer to.
func References(p v1alpha1.Parameters) []claim.Reference {
	out := make([]claim.Reference, 0, len(p.Peerings))
	for i, peering := range p.Peerings {
		out = append(out, claim.Reference{Path: peeringPath(i), Kind: KindNetwork, To: peering.NetworkRef})
	}
	return out
}

func peeringPath(i int) *field.Path {
	return field.NewPath("spec", "parameters", "peerings").Index(i).Child("networkRef")
}

func (r *planner) peers(network Plan) []Peer {
	r.refuse(validate.AtMost(r.path.Child("peerings"), r.p.Peerings, MaxPeerings)...)
	var out []Peer
	seen := make(map[string]bool, len(r.p.Peerings))
	for i, peering := range r.p.Peerings {
		path, ref := peeringPath(i), peering.NetworkRef
		if errs := checkReference(path, ref); len(errs) > 0 {
			r.refuse(errs...)
			continue
		}
		id := cmp.Or(ref.Namespace, r.claim.Namespace) + "/" + ref.Name
		switch {
		case id == r.id():
			r.refuse(field.Invalid(path, id, "is this network itself: name the other network"))
		case seen[id]:
			r.refuse(field.Duplicate(path, id))
		default:
			out = append(out, r.peer(path, ref, id, network))
		}
		seen[id] = true
	}
	slices.SortFunc(out, func(a, b Peer) int { return cmp.Compare(a.Key, b.Key) })
	return out
}

func checkReference(path *field.Path, ref platform.LocalReference) field.ErrorList {
	errs := validate.ObjectName(path.Child("name"), ref.Name)
	if ref.Namespace != "" {
		errs = append(errs, validate.Namespace(path.Child("namespace"), ref.Namespace)...)
	}
	return errs
}

// id of the network among all networks.
func (r *planner) id() string { return r.claim.Namespace + "/" + r.claim.Name }

func (r *planner) peer(path *field.Path, ref platform.LocalReference, id string, network Plan) Peer {
	out := Peer{Key: r.peerKey(ref), Network: id, Requester: r.id() < id}
	referenced, ok := r.claim.References[path.String()]
	if !ok || !referenced.Found {
		return out
	}
	out.Found = true
	if err := referenced.Status(&out.Peer); err != nil {
		r.refuse(field.InternalError(path, err))
		return out
	}
	for _, p := range out.Peer.Peerings {
		if p.Network == r.id() {
			out.ConnectionID = p.ID
		}
	}
	if !r.isElsewhere(path, id, out.Peer.CommonStatus) {
		r.refuseSharedRanges(path, out, network)
	}
	return out
}

// isElsewhere refuses a network on another cloud or in another account. A provider config
// gives access to one account only: AWS lets nobody accept for another one, Azure asks for
// rights over there, and networks of two environments are to stay apart on every cloud.
func (r *planner) isElsewhere(path *field.Path, id string, theirs platform.CommonStatus) bool {
	own := r.claim.Guardrails.ProviderConfig(r.claim.Provider)
	switch {
	case theirs.Provider != "" && theirs.Provider != r.claim.Provider:
		r.refuse(field.Invalid(path, id, fmt.Sprintf(
			"is on %s and this network is on %s: only networks of one cloud can be peered", theirs.Provider, r.claim.Provider)))
	case theirs.ProviderConfig != "" && theirs.ProviderConfig != own:
		r.refuse(field.Invalid(path, id, fmt.Sprintf(
			"is served with provider config %q and this network with %q: only networks of one account can be peered", theirs.ProviderConfig, own)))
	default:
		return false
	}
	return true
}

// peerKey is made of the name of the other network. It ends in a hash where the
// name alone would be too long, illegal or not unique.
func (r *planner) peerKey(ref platform.LocalReference) string {
	own := ref.Namespace == "" || ref.Namespace == r.claim.Namespace
	key := peerPrefix + ref.Name
	if own && len(key) <= maxPeerKey && !strings.Contains(key, ".") {
		return key
	}
	namespace := cmp.Or(ref.Namespace, r.claim.Namespace)
	if !own {
		key = peerPrefix + namespace + "-" + ref.Name
	}
	hash := "-" + r.claim.Names.Hash(peerHashChars, peerPrefix, namespace, ref.Name)
	key = strings.ReplaceAll(key[:min(len(key), maxPeerKey-len(hash))], ".", "-")
	return strings.TrimRight(key, "-") + hash
}

// A partRange is a range that a network uses, and which one it is.
type partRange struct {
	name string
	cidr netip.Prefix

	// main ranges are those of subnets. Others are only for clusters.
	main bool
}

// refuseSharedRanges refuses a peer that uses the same addresses. No cloud connects
// networks whose subnets overlap. Ranges of clusters may be the same, unless the
// other network has made them a part of itself; but they must not hide subnets.
func (r *planner) refuseSharedRanges(path *field.Path, peer Peer, network Plan) {
	theirs, inNetwork := peerRanges(peer.Peer)
	for _, o := range ownRanges(network) {
		for _, t := range theirs {
			if !o.cidr.Overlaps(t.cidr) || !o.main && !t.main && !inNetwork {
				continue
			}
			r.refuse(field.Invalid(path, peer.Network, fmt.Sprintf(
				"its %s %s overlaps %s %s of this network: networks that are peered need ranges of their own, so create one of them anew with another range",
				t.name, t.cidr, o.name, o.cidr)))
		}
	}
}

func ownRanges(p Plan) []partRange {
	out := []partRange{{name: "cidr", cidr: p.CIDR, main: true}}
	if k := p.Kubernetes; k != nil {
		out = append(out, partRange{name: "podCIDR", cidr: k.PodCIDR}, partRange{name: "serviceCIDR", cidr: k.ServiceCIDR})
	}
	return slices.DeleteFunc(out, func(r partRange) bool { return !r.cidr.IsValid() })
}

// peerRanges are the ranges of another network, and whether those of its clusters
// are a part of it. A network that was adopted may be known by its subnets only.
func peerRanges(s v1alpha1.Status) ([]partRange, bool) {
	var out []partRange
	add := func(name, cidr string, main bool) {
		if p, err := netip.ParsePrefix(cidr); err == nil {
			out = append(out, partRange{name: name, cidr: p, main: main})
		}
	}
	add("cidr", s.CIDR, true)
	if len(out) == 0 {
		for _, subnet := range s.Subnets {
			add("subnet "+subnet.Name, subnet.CIDR, true)
		}
	}
	k := s.Kubernetes
	if k == nil {
		return out, false
	}
	add("podCIDR", k.PodCIDR, false)
	add("serviceCIDR", k.ServiceCIDR, false)
	return out, k.PodRangeName != "" || len(k.PodSubnets) > 0
}
