// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"cmp"
	"fmt"
	"slices"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	storagev1alpha1 "github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/regions"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Limits of disks. The XRD states them too.
const (
	MaxDisks    = 8
	MaxDiskName = 16
	MinDiskGiB  = 10
	MaxDiskGiB  = 16384
)

func volumePath(i int) *field.Path { return Path("disks").Index(i).Child("storageRef") }

// disks besides the root disk.
func (r *planner) disks(p *Plan) []Disk {
	path := Path("disks")
	r.refuse(validate.AtMost(path, r.p.Disks, MaxDisks)...)
	var out []Disk
	seen := make(map[string]bool, len(r.p.Disks))
	for i, d := range r.p.Disks {
		at := path.Index(i)
		r.refuse(validate.Label(at.Child("name"), d.Name, MaxDiskName)...)
		if seen[d.Name] {
			r.refuse(field.Duplicate(at.Child("name"), d.Name))
			continue
		}
		seen[d.Name] = true
		out = append(out, r.disk(i, at, d, p))
	}
	return r.withSlots(out)
}

func (r *planner) disk(i int, at *field.Path, d v1alpha1.Disk, p *Plan) Disk {
	r.checkLifetime(at, d, p.Kind)
	out := Disk{Name: d.Name, SizeGiB: d.SizeGiB, Performance: d.Performance}
	if d.StorageRef != nil {
		out.Volume = r.volume(i, d, p)
		return out
	}
	r.refuse(validate.OneOf(at.Child("performance"), d.Performance, v1alpha1.PerformanceStandard, v1alpha1.PerformanceHigh)...)
	if d.SizeGiB == 0 {
		r.refuse(field.Required(at.Child("sizeGiB"), fmt.Sprintf("a disk needs a size: set it to at least %d, or attach a volume with storageRef", MinDiskGiB)))
		return out
	}
	r.refuse(validate.Between(at.Child("sizeGiB"), d.SizeGiB, MinDiskGiB, MaxDiskGiB)...)
	return out
}

// checkLifetime lets nobody lose what is on a disk without having said so.
func (r *planner) checkLifetime(at *field.Path, d v1alpha1.Disk, k v1alpha1.Kind) {
	path := at.Child("lifetime")
	if d.Lifetime != "" {
		r.refuse(validate.OneOf(path, d.Lifetime, v1alpha1.LifetimeClaim, v1alpha1.LifetimeMachine)...)
	}
	switch {
	case k == v1alpha1.KindGroup && d.StorageRef != nil:
		r.refuse(field.Forbidden(at.Child("storageRef"), "a volume is attached to one machine, and this Compute is a group: mount a Storage of type File from all of them"))
	case k == v1alpha1.KindGroup && d.Lifetime != v1alpha1.LifetimeMachine:
		r.refuse(field.Invalid(path, cmp.Or(d.Lifetime, v1alpha1.LifetimeClaim), "the machines of a group come and go, and each disk with its machine: set lifetime to Machine if that is what you want, or keep what must stay in a Storage"))
	case k == v1alpha1.KindSingle && d.Lifetime == v1alpha1.LifetimeMachine:
		r.refuse(field.Invalid(path, d.Lifetime, "the disks of a single machine stay when it is replaced: remove lifetime"))
	}
}

// volume of a Storage claim.
func (r *planner) volume(i int, d v1alpha1.Disk, p *Plan) *Volume {
	at, path := Path("disks").Index(i), volumePath(i)
	if d.SizeGiB != 0 || d.Performance != "" {
		r.refuse(field.Forbidden(path, "the Storage says what its volume is like: remove sizeGiB and performance, or storageRef"))
	}
	s := storagev1alpha1.Status{}
	name, ok := r.referTo(path, *d.StorageRef, &s)
	out := &Volume{Name: name, Found: r.claim.References[path.String()].Found, ID: s.ID}
	if had, recorded := r.recordedDisk(d.Name); recorded && had.Storage == name {
		out.ID = cmp.Or(out.ID, had.ID)
	}
	if !ok {
		return out
	}
	r.checkPlace(path, "a storage", name, s.CommonStatus, true)
	if s.Type != "" && s.Type != storagev1alpha1.TypeBlock {
		r.refuse(field.Invalid(path, name, fmt.Sprintf("is of type %s, and only one of type Block is attached: reach it over the network, and remove disk %s", s.Type, d.Name)))
	}
	r.checkVolumeZone(at, name, s, p)
	return out
}

func (r *planner) checkVolumeZone(at *field.Path, name string, s storagev1alpha1.Status, p *Plan) {
	zone, ok := r.zoneNamed(s.Zone)
	if !ok || len(p.Template.Zones) == 0 || p.Template.Zones[0].Key == zone.Key {
		return
	}
	r.refuse(field.Invalid(at.Child("storageRef"), name, fmt.Sprintf("is in zone %s and the machine is in zone %s, and no volume leaves its zone: attach a volume of zone %s, or create another Compute in zone %s",
		zone.Key, p.Template.Zones[0].Key, p.Template.Zones[0].Key, zone.Key)))
}

func (r *planner) zoneNamed(name string) (regions.Zone, bool) {
	all := r.claim.Region.Lettered()
	i := slices.IndexFunc(all, func(z regions.Zone) bool { return z.Name == name })
	if name == "" || i < 0 {
		return regions.Zone{}, false
	}
	return all[i], true
}

// volumeZone is where the volumes of a machine are. A machine that must be beside one
// whose zone is not known yet waits for it.
func (r *planner) volumeZone(p *Plan) platform.Zone {
	var zone platform.Zone
	for i, d := range r.p.Disks {
		if d.StorageRef == nil {
			continue
		}
		found := r.claim.References[volumePath(i).String()]
		s := storagev1alpha1.Status{}
		if found.Found && found.Status(&s) == nil && s.ID != "" {
			if z, ok := r.zoneNamed(s.Zone); ok {
				zone = cmp.Or(zone, z.Key)
			}
			continue
		}
		if len(r.p.Zones) == 0 && r.recorded.Template == nil {
			name := cmp.Or(d.StorageRef.Namespace, r.claim.Namespace) + "/" + d.StorageRef.Name
			p.Single.Waits = append(p.Single.Waits, claim.WaitsFor("storage", name, found.Found))
		}
	}
	return zone
}

func (r *planner) recordedDisk(name string) (v1alpha1.DiskStatus, bool) {
	i := slices.IndexFunc(r.recorded.Disks, func(d v1alpha1.DiskStatus) bool { return d.Name == name })
	if i < 0 {
		return v1alpha1.DiskStatus{}, false
	}
	return r.recorded.Disks[i], true
}

// withSlots gives each disk the slot that it has, or the first that no other one has. A
// slot is free only once its disk is neither wanted nor recorded.
func (r *planner) withSlots(disks []Disk) []Disk {
	taken := make(map[int]bool, len(disks))
	for _, d := range r.recorded.Disks {
		taken[d.Slot] = true
	}
	next := 0
	for i := range disks {
		if had, ok := r.recordedDisk(disks[i].Name); ok {
			disks[i].Slot = had.Slot
			continue
		}
		for taken[next] {
			next++
		}
		taken[next] = true
		disks[i].Slot = next
	}
	return disks
}
