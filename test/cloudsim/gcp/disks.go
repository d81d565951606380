// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"regexp"
	"strconv"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

const disk cloud.Name = "compute/Disk"

func disks() []cloud.Kind {
	return []cloud.Kind{{
		Type:   computeType("v1beta2", "Disk", "disks"),
		Naming: cloud.Given, Noun: "Disk",
		Required:  []string{"zone"},
		Immutable: []string{"zone", "type", "description", "diskEncryptionKey", "image", "snapshot", "sourceDisk", "physicalBlockSizeBytes"},
		Links:     []cloud.Link{{Field: "diskEncryptionKey.kmsKeySelfLink", To: cryptoKey, Loose: true}},
		Defaults:  cloud.Value{"type": "pd-standard", "physicalBlockSizeBytes": int64(4096)},
		ID: func(r *cloud.Request) string {
			return "projects/" + project(r.Object) + "/zones/" + r.Args.String("zone") + "/disks/" + r.Name
		},
		Check: checkDisk,
		Attributes: func(r *cloud.Request) cloud.Value {
			return cloud.Value{"creationTimestamp": "2026-01-01T00:00:00.000-08:00", "diskId": "1" + r.Digits(18, "number")}
		},
	}}
}

// largestDisk in GB.
const largestDisk = 65536

// smallestDisks by their types, in GB.
// https://cloud.google.com/compute/docs/disks/persistent-disks
func smallestDisks() map[string]int {
	return map[string]int{"pd-standard": 10, "pd-balanced": 10, "pd-ssd": 10, "pd-extreme": 500, "hyperdisk-balanced": 4}
}

// blockAgent is the service account that Compute Engine itself acts as in a project.
var blockAgent = regexp.MustCompile(`^serviceAccount:service-[0-9]+@compute-system\.iam\.gserviceaccount\.com$`)

func checkDisk(r *cloud.Request) error {
	if err := checkName(r); err != nil {
		return err
	}
	zone, kind := r.Args.String("zone"), r.Args.String("type")
	region := regionOf(zone)
	if region == "" || region == zone {
		return refuse(400, "invalid", "Invalid value for field 'zone': '%s'. Unknown zone.", zone)
	}
	smallest, ok := smallestDisks()[kind]
	if !ok {
		return refuse(404, "notFound", "The resource 'projects/%s/zones/%s/diskTypes/%s' was not found", project(r.Object), zone, kind)
	}
	size, given := r.Args.Int("size")
	if before, _ := r.Old.Int("size"); given && size < before {
		return cloud.Plain("cannot change the value of the argument \"size\" from \"%d\" to \"%d\"", before, size)
	}
	if given && (size < smallest || size > largestDisk) {
		return invalid("sizeGb", strconv.Itoa(size), "Disk size must be between %d GB and %d GB for type %s.", smallest, largestDisk, kind)
	}
	id := r.Args.String("diskEncryptionKey.kmsKeySelfLink")
	return checkKeyUse(r, "diskEncryptionKey.kmsKeySelfLink", region, blockAgent,
		refuse(400, "kmsPermissionDenied", "Cloud KMS error when using key %s: Permission 'cloudkms.cryptoKeyVersions.useToEncrypt' denied on resource '%s' (or it may not exist).", id, id))
}
