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

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

func (r *planner) block() *Block {
	if r.p.SizeGiB == 0 {
		r.refuse(field.Required(r.path.Child("sizeGiB"), fmt.Sprintf("a volume needs a size: set it to at least %d", MinBlockSizeGiB)))
	} else {
		r.checkSize(MinBlockSizeGiB)
	}
	return &Block{SizeGiB: r.p.SizeGiB, Performance: r.performance(), Zone: r.zone()}
}

func (r *planner) file() *File {
	out := &File{SizeGiB: r.p.SizeGiB, Performance: r.performance()}
	if out.SizeGiB == 0 {
		// A file system that was made larger does not shrink because its
		// size is left out now.
		out.SizeGiB = max(r.recorded.SizeGiB, DefaultFileSizeGiB)
		return out
	}
	r.checkSize(MinFileSizeGiB)
	return out
}

func (r *planner) checkSize(smallest int) {
	path, size := r.path.Child("sizeGiB"), r.p.SizeGiB
	if errs := validate.Between(path, size, smallest, MaxSizeGiB); len(errs) > 0 {
		r.refuse(errs...)
		return
	}
	// What has the size already cannot shrink, whatever rule came later.
	if limit := r.claim.Guardrails.Storage.MaxSizeGiB; limit > 0 && size > limit && size > r.recorded.SizeGiB {
		r.refuseRule(path, fmt.Sprintf("allows up to %d GiB, and this is %d", limit, size), fmt.Sprintf("set it to %d or less", limit), "storage.maxSizeGiB")
	}
}

func (r *planner) performance() v1alpha1.Performance {
	p := cmp.Or(r.p.Performance, DefaultPerformance)
	r.refuse(validate.OneOf(r.path.Child("performance"), p, v1alpha1.PerformanceStandard, v1alpha1.PerformanceHigh)...)
	return p
}

// zone of the volume: a letter, which counts the zones of the region as a Network
// does, or the cloud's own name.
func (r *planner) zone() Zone {
	path, names := r.path.Child("zone"), r.claim.Region.Zones
	if r.p.Zone == "" {
		r.refuse(field.Required(path, "a volume is in one zone, which must be that of the machine it is for: "+oneOfZones(len(names))))
		return Zone{}
	}
	// A region without zones serves everything from one place.
	if len(names) == 0 {
		names = []string{""}
	}
	i := slices.Index(names, r.p.Zone)
	if i < 0 && len(r.p.Zone) == 1 {
		i = strings.Index(lettersOfZones, r.p.Zone)
	}
	if i < 0 || i >= min(len(names), len(lettersOfZones)) {
		r.refuse(field.Invalid(path, r.p.Zone, fmt.Sprintf("is not a zone of region %s: %s", r.claim.Region.Native, oneOfZones(len(names)))))
		return Zone{}
	}
	return Zone{Key: lettersOfZones[i : i+1], Name: names[i]}
}

func oneOfZones(n int) string {
	if n <= 1 {
		return "set it to a"
	}
	return "set it to one of " + strings.Join(strings.Split(lettersOfZones[:min(n, len(lettersOfZones))], ""), ", ")
}
