// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"regexp"
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

const filestore cloud.Name = "filestore/Instance"

func fileSystems() []cloud.Kind {
	return []cloud.Kind{{
		Type:   managed.Type{Group: "filestore.gcp.upbound.io", Version: "v1beta2", Kind: "Instance", Plural: "instances"},
		Naming: cloud.Given, Noun: "Instance",
		Required:  []string{"tier", "location|zone", "fileShares.name", "fileShares.capacityGb", "networks"},
		Immutable: []string{"tier", "networks", "kmsKeyName", "fileShares.name", "zone"},
		Links: []cloud.Link{
			{Field: "networks[].network", To: network, Holds: true},
			{Field: "kmsKeyName", To: cryptoKey, Loose: true},
		},
		ID: func(r *cloud.Request) string {
			return "projects/" + project(r.Object) + "/locations/" + filestoreLocation(r) + "/instances/" + r.Name
		},
		Check:      checkFilestore,
		Attributes: filestoreAttributes,
	}}
}

func filestoreLocation(r *cloud.Request) string {
	if l := r.Args.String("location"); l != "" {
		return l
	}
	return r.Args.String("zone")
}

func filestoreAttributes(r *cloud.Request) cloud.Value {
	var networks []any
	for _, n := range r.Args.List("networks") {
		n = n.Copy()
		n["ipAddresses"] = []any{r.Address("address")}
		if !n.Has("reservedIpRange") {
			n["reservedIpRange"] = "10.121.44.0/29"
		}
		networks = append(networks, map[string]any(n))
	}
	return cloud.Value{"createTime": "2026-01-01T00:00:00.000000000Z", "etag": r.Hex(12, "etag"), "networks": networks}
}

// A tier is how large an instance can be, in GiB.
// https://cloud.google.com/filestore/docs/service-tiers
type tier struct {
	smallest, largest, step int

	// large instances have steps of their own.
	smallestLarge, largestLarge, largeStep int

	// regional tiers are in a region, and the others in a zone.
	regional bool

	// keys of the customer's can encrypt.
	keys bool
}

func tiers() map[string]tier {
	basic := tier{smallest: 1024, largest: 65433, step: 1}
	premium := tier{smallest: 2560, largest: 65433, step: 1}
	zonal := tier{smallest: 1024, largest: 9984, step: 256, smallestLarge: 10240, largestLarge: 102400, largeStep: 2560, keys: true}
	region := zonal
	region.regional = true
	return map[string]tier{
		"STANDARD": basic, "BASIC_HDD": basic, "PREMIUM": premium, "BASIC_SSD": premium, "ZONAL": zonal, "REGIONAL": region,
		"ENTERPRISE": {smallest: 1024, largest: 10240, step: 256, regional: true, keys: true},
	}
}

func (t tier) isLarge(size int) bool { return t.largeStep > 0 && size >= t.smallestLarge }

// fits says whether there are instances of a size.
func (t tier) fits(size int) bool {
	if t.isLarge(size) {
		return size <= t.largestLarge && size%t.largeStep == 0
	}
	return size >= t.smallest && size <= t.largest && size%t.step == 0
}

// shareName is the rule of the names of shares.
var shareName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,15}$`)

// fileAgent is the service account that Filestore itself acts as in a project.
var fileAgent = regexp.MustCompile(`^serviceAccount:service-[0-9]+@cloud-filer\.iam\.gserviceaccount\.com$`)

func checkFilestore(r *cloud.Request) error {
	if err := checkName(r); err != nil {
		return err
	}
	t, ok := tiers()[r.Args.String("tier")]
	location := filestoreLocation(r)
	region := regionOf(location)
	switch {
	case !ok:
		return refuse(400, "badRequest", "Invalid value at 'instance.tier': %q", r.Args.String("tier"))
	case region == "" || t.regional != (region == location):
		return refuse(400, "badRequest", "Invalid location %q for tier %s.", location, r.Args.String("tier"))
	case !shareName.MatchString(r.Args.String("fileShares.name")):
		return refuse(400, "badRequest", "Invalid file share name %q.", r.Args.String("fileShares.name"))
	}
	if err := checkCapacity(r, t); err != nil {
		return err
	}
	if err := checkFilestoreNetwork(r); err != nil {
		return err
	}
	key := r.Args.String("kmsKeyName")
	if key != "" && !t.keys {
		return refuse(400, "badRequest", "Customer-managed encryption keys are not supported for tier %s.", r.Args.String("tier"))
	}
	return checkKeyUse(r, "kmsKeyName", region, fileAgent,
		refuse(403, "forbidden", "The Filestore service account does not have permission to use the Cloud KMS key %s.", key))
}

// checkCapacity refuses sizes that there are not, and to shrink.
func checkCapacity(r *cloud.Request, t tier) error {
	size, _ := r.Args.Int("fileShares.capacityGb")
	before, grows := r.Old.Int("fileShares.capacityGb")
	switch {
	case !t.fits(size):
		return refuse(400, "badRequest", "Invalid file share capacity %d GiB for tier %s.", size, r.Args.String("tier"))
	case grows && t.step == 1 && size < before:
		return refuse(400, "badRequest", "File share capacity cannot be reduced from %d GiB to %d GiB.", before, size)
	case grows && t.isLarge(size) != t.isLarge(before):
		return refuse(400, "badRequest", "File share capacity cannot be changed from %d GiB to %d GiB, which is of another capacity range.", before, size)
	}
	return nil
}

func checkFilestoreNetwork(r *cloud.Request) error {
	networks := r.Args.List("networks")
	if len(networks) != 1 {
		return refuse(400, "badRequest", "Exactly one network must be specified.")
	}
	n := networks[0]
	modes := n.Strings("modes")
	if len(modes) == 0 || slices.ContainsFunc(modes, func(m string) bool { return m != "MODE_IPV4" && m != "MODE_IPV6" && m != "ADDRESS_MODE_UNSPECIFIED" }) {
		return cloud.Plain("expected networks.0.modes.0 to be one of [\"ADDRESS_MODE_UNSPECIFIED\" \"MODE_IPV4\" \"MODE_IPV6\"], got %s", strings.Join(modes, " "))
	}
	if m := n.String("connectMode"); !slices.Contains([]string{"", "DIRECT_PEERING", "PRIVATE_SERVICE_ACCESS"}, m) {
		return cloud.Plain("expected networks.0.connect_mode to be one of [\"DIRECT_PEERING\" \"PRIVATE_SERVICE_ACCESS\" \"\"], got %s", m)
	}
	return nil
}
