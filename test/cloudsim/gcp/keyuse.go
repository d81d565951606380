// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"regexp"
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// checkKeyUse refuses a key that is elsewhere, or that the service account which encrypts
// may not use. Keys of other projects are not simulated. A kind that calls it has a loose
// link to the key.
// https://cloud.google.com/kms/docs/cmek
func checkKeyUse(r *cloud.Request, field, location string, agent *regexp.Regexp, denied error) error {
	id := r.Args.String(field)
	if id == "" {
		return nil
	}
	if !keyPath.MatchString(id) {
		return invalid(field, id, "The key must be projects/<project>/locations/<location>/keyRings/<ring>/cryptoKeys/<key>.")
	}
	if !strings.Contains(id, "/locations/"+location+"/") {
		return refuse(400, "invalid", "Cloud KMS key '%s' is in another location than %s, which it should encrypt in.", id, location)
	}
	if !strings.HasPrefix(id, "projects/"+project(r.Object)+"/") {
		return nil
	}
	key := r.To(field)
	if key == nil {
		return refuse(404, "notFound", "Cloud KMS key '%s' does not exist.", id)
	}
	for m := range r.UsersOf(key, cryptoKeyIAMMember) {
		if m.Args.String("role") == roleEncrypt && agent.MatchString(m.Args.String("member")) && r.IsReady(m) {
			return nil
		}
	}
	return denied
}

var keyPath = regexp.MustCompile(`^projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+$`)

// keyContinents are the locations of keys that are larger than a region.
// https://cloud.google.com/kms/docs/locations
func keyContinents() []string { return []string{"global", "asia", "europe", "us"} }
