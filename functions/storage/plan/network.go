// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"cmp"
	"fmt"
	"slices"

	"k8s.io/apimachinery/pkg/util/validation/field"

	networkv1alpha1 "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// KindNetwork is the kind that networkRef refers to.
const KindNetwork = "Network"

// References are the claims that the parameters refer to.
func References(p v1alpha1.Parameters) []claim.Reference {
	if p.NetworkRef == nil {
		return nil
	}
	return []claim.Reference{{Path: networkPath(), Kind: KindNetwork, To: *p.NetworkRef}}
}

func networkPath() *field.Path { return field.NewPath("spec", "parameters", "networkRef") }

// network that the storage is reached from. What is not known of it any more is
// what was recorded, because the storage is there already.
func (r *planner) network() *Network {
	path, ref := networkPath(), r.p.NetworkRef
	if ref == nil {
		r.checkNeedsNetwork(path)
		return nil
	}
	errs := validate.ObjectName(path.Child("name"), ref.Name)
	if ref.Namespace != "" {
		errs = append(errs, validate.Namespace(path.Child("namespace"), ref.Namespace)...)
	}
	if len(errs) > 0 || r.p.Type == v1alpha1.TypeBlock {
		r.refuse(errs...)
		return nil
	}
	out := &Network{Name: cmp.Or(ref.Namespace, r.claim.Namespace) + "/" + ref.Name}
	r.lookUp(path, out)
	if before := r.recorded.Network; before != nil && before.Name == out.Name {
		out.ID = cmp.Or(out.ID, before.ID)
		out.CIDR = cmp.Or(out.CIDR, before.CIDR)
		if len(out.Subnets) == 0 {
			out.Subnets = before.Subnets
		}
	}
	return out
}

func (r *planner) checkNeedsNetwork(path *field.Path) {
	switch {
	case r.p.Type == v1alpha1.TypeFile:
		r.refuse(field.Required(path, "a file system is reached from one Network only: name it"))
	case r.p.Type == v1alpha1.TypeObject && environment.IsOn(r.claim.Guardrails.Storage.PrivateOnly):
		r.refuse(field.Required(path, fmt.Sprintf("environment %q allows storage only that is reached from a Network: name it, or ask your platform team (rule storage.privateOnly)", r.claim.Environment)))
	}
}

// lookUp what the Network says of itself. It must be where the storage is, because
// no cloud extends a network to another region, and account.
func (r *planner) lookUp(path *field.Path, out *Network) {
	referenced, ok := r.claim.References[path.String()]
	if !ok || !referenced.Found {
		return
	}
	out.Found = true
	var s networkv1alpha1.Status
	if err := referenced.Status(&s); err != nil {
		r.refuse(field.InternalError(path, err))
		return
	}
	g := r.claim.Guardrails
	switch {
	case s.Provider != "" && s.Provider != r.claim.Provider:
		r.refuse(field.Invalid(path, out.Name, fmt.Sprintf("is on %s and this storage is on %s: choose a Network of the same cloud", s.Provider, r.claim.Provider)))
	case s.Region != "" && s.Region != r.claim.Region.Native:
		r.refuse(field.Invalid(path, out.Name, fmt.Sprintf("is in %s and this storage is in %s: choose a Network of the same region", s.Region, r.claim.Region.Native)))
	case s.ProviderConfig != "" && s.ProviderConfig != g.ProviderConfig(r.claim.Provider):
		r.refuse(field.Invalid(path, out.Name, fmt.Sprintf("is served with provider config %q and this storage with %q: choose a Network of the same environment", s.ProviderConfig, g.ProviderConfig(r.claim.Provider))))
	default:
		out.ID, out.CIDR, out.Subnets = s.ID, s.CIDR, subnets(s, r.recordedSubnets(out.Name))
	}
}

// recordedSubnets are those that the storage is reached in already.
func (r *planner) recordedSubnets(network string) []v1alpha1.NetworkSubnet {
	if before := r.recorded.Network; before != nil && before.Name == network {
		return before.Subnets
	}
	return nil
}

// tiers to look for subnets in. The one that the storage is reached in already comes
// first: its addresses would change if it moved.
func tiers(s networkv1alpha1.Status, before []v1alpha1.NetworkSubnet) []networkv1alpha1.Tier {
	out := []networkv1alpha1.Tier{networkv1alpha1.TierPrivate, networkv1alpha1.TierIsolated, networkv1alpha1.TierPublic}
	i := slices.IndexFunc(s.Subnets, func(subnet networkv1alpha1.Subnet) bool {
		return slices.ContainsFunc(before, func(b v1alpha1.NetworkSubnet) bool { return b.Name == subnet.Name })
	})
	if i >= 0 {
		out = append([]networkv1alpha1.Tier{s.Subnets[i].Tier}, out...)
	}
	return out
}

// subnets to reach the storage in: those of the first tier that has any.
func subnets(s networkv1alpha1.Status, before []v1alpha1.NetworkSubnet) []v1alpha1.NetworkSubnet {
	for _, tier := range tiers(s, before) {
		var out []v1alpha1.NetworkSubnet
		zones := map[string]bool{}
		for _, subnet := range s.Subnets {
			if subnet.Tier != tier || zones[subnet.Zone] {
				continue
			}
			if subnet.ID == "" {
				return nil
			}
			zones[subnet.Zone] = true
			out = append(out, v1alpha1.NetworkSubnet{Name: subnet.Name, ID: subnet.ID})
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}
