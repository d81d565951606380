// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/regions"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// identify sets the generation of the machines. That of a single machine stays as long
// as nothing changed of which its status knows, so that a release which looks at more
// does not replace a machine.
func (r *planner) identify(p *Plan) {
	if p.Kind == v1alpha1.KindSingle {
		p.Digests = r.digests(*p)
		digests := p.Digests
		if t := r.recorded.Template; t != nil && len(changed(digests, t.Digests)) == 0 {
			p.Template.Generation = t.Generation
			return
		}
		p.Template.Generation = r.claim.Names.Hash(generationChars, flat(digests)...)
		return
	}
	p.Template.Generation = r.claim.Names.Hash(generationChars, r.parts(*p)...)
	t := r.recorded.Template
	if t == nil {
		return
	}
	for _, old := range append(slices.Clone(t.Retiring), t.Generation) {
		if old != p.Template.Generation && !slices.Contains(p.Template.Retiring, old) {
			p.Template.Retiring = append(p.Template.Retiring, old)
		}
	}
}

// parts of the template of a group: everything that makes another template.
func (r *planner) parts(p Plan) []string {
	digests := r.digests(p)
	// Zones belong to the group, and spot to its name.
	delete(digests, "zones")
	delete(digests, "spot")
	out := append([]string{"group", p.Template.MachineType, p.Network.Name, p.Key, strconv.FormatBool(p.Template.PublicIP)}, flat(digests)...)
	if p.Identity != nil {
		out = append(out, "identity", p.Identity.Name)
	}
	if len(p.Groups) == 0 {
		return out
	}
	for _, d := range p.Groups[0].Disks {
		out = append(out, "disk", d.Name, strconv.Itoa(d.SizeGiB), string(d.Performance), strconv.Itoa(d.Slot))
	}
	return out
}

// flat returns names and digests, sorted by name.
func flat(digests map[string]string) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(digests)) {
		out = append(out, name, digests[name])
	}
	return out
}

// changed returns the names of digests that differ from what was recorded, sorted.
func changed(digests, recorded map[string]string) []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(recorded)) {
		if now, ok := digests[name]; ok && now != recorded[name] {
			out = append(out, name)
		}
	}
	return out
}

// exists says whether there is anything at the cloud that could be lost.
func (r *planner) exists() bool {
	return r.recorded.ID != "" || slices.ContainsFunc(r.recorded.Disks, holdsData)
}

// holdsData says whether a disk belongs to the claim, and is there.
func holdsData(d v1alpha1.DiskStatus) bool { return d.ID != "" && d.Storage == "" }

// checkChanges refuses changes to machines that exist, if no cloud can make them, or if
// they would delete something without anybody having said so.
func (r *planner) checkChanges(p Plan) {
	if had := r.recorded.Network; had != nil && r.exists() && p.Network.Name != "" {
		r.refuse(validate.Immutable(Path("networkRef"), p.Network.Name, had.Name, "create another Compute in the other network, and delete this one when nothing uses it any more")...)
	}
	t := r.recorded.Template
	if t == nil || p.Kind != r.recorded.Kind {
		return
	}
	if p.Kind == v1alpha1.KindGroup {
		r.checkGroupChanges(*t, p)
		return
	}
	r.checkReplacement(*t, p)
	r.checkDiskChanges(p)
}

// checkGroupChanges refuses what some cloud cannot change of a group in place.
func (r *planner) checkGroupChanges(t v1alpha1.TemplateStatus, p Plan) {
	if !r.exists() {
		return
	}
	const instead = "create another Compute, and delete this one when nothing uses it any more"
	r.refuse(validate.Immutable(Path("tier"), p.Template.Tier, t.Tier, instead)...)
	if was := joined(t.Zones); len(t.Zones) > 0 && joined(keysOf(p.Template.Zones)) != was {
		r.refuse(field.Invalid(Path("zones"), joined(keysOf(p.Template.Zones)), fmt.Sprintf("is immutable and was %s before: %s", was, instead)))
	}
	if spot := r.p.Spot != nil; spot != t.Spot {
		r.refuse(field.Forbidden(Path("spot"), "the machines of a group cannot become spot ones, nor others: "+instead))
	}
}

func keysOf(zones []regions.Zone) []platform.Zone {
	out := make([]platform.Zone, 0, len(zones))
	for _, z := range zones {
		out = append(out, z.Key)
	}
	return out
}

func joined(zones []platform.Zone) string {
	out := make([]string, 0, len(zones))
	for _, z := range zones {
		out = append(out, string(z))
	}
	return strings.Join(out, ", ")
}

// checkReplacement refuses to replace a single machine unasked.
func (r *planner) checkReplacement(t v1alpha1.TemplateStatus, p Plan) {
	names := changed(p.Digests, t.Digests)
	for _, name := range names {
		if name == "zones" && slices.ContainsFunc(r.recorded.Disks, func(d v1alpha1.DiskStatus) bool { return d.ID != "" }) {
			r.refuse(field.Forbidden(Path(name), fmt.Sprintf("the disks of this machine are in zone %s and do not leave it: create another Compute in the other zone, and copy what is on them", joined(t.Zones))))
			continue
		}
		if r.recorded.ID != "" && !r.p.AllowReplacement {
			r.refuse(field.Forbidden(Path(name), "cannot change on a machine that exists: set allowReplacement to true, which deletes the machine with its root disk and creates another one with the same disks, or create another Compute"))
		}
	}
}

// checkDiskChanges refuses to lose what is on a disk.
func (r *planner) checkDiskChanges(p Plan) {
	for _, had := range r.recorded.Disks {
		if had.ID == "" {
			continue
		}
		i := slices.IndexFunc(p.Single.Disks, func(d Disk) bool { return d.Name == had.Name })
		if i < 0 {
			if had.Storage == "" && !r.p.AllowReplacement {
				r.refuse(field.Forbidden(Path("disks"), fmt.Sprintf("disk %s would be deleted with what is on it: restore it, or set allowReplacement to true", had.Name)))
			}
			continue
		}
		r.checkDiskChange(i, p.Single.Disks[i], had)
	}
}

func (r *planner) checkDiskChange(i int, d Disk, had v1alpha1.DiskStatus) {
	at := Path("disks").Index(i)
	storage := ""
	if d.Volume != nil {
		storage = d.Volume.Name
	}
	switch {
	case storage != had.Storage:
		r.refuse(field.Forbidden(at.Child("storageRef"), fmt.Sprintf("disk %s is another one already: give the new one a name of its own", d.Name)))
	case storage != "":
	case d.SizeGiB < had.SizeGiB:
		r.refuse(field.Invalid(at.Child("sizeGiB"), d.SizeGiB, fmt.Sprintf("is less than the %d that the disk has, and disks do not shrink: restore it, or add a smaller disk and copy what is needed", had.SizeGiB)))
	default:
		r.refuse(validate.Immutable(at.Child("performance"), d.Performance, had.Performance, "add a disk of the other class, and copy what is on this one")...)
	}
}
