// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"slices"
	"strings"
)

// A continent is a group of regions of which a bucket can span any two.
// https://cloud.google.com/storage/docs/locations#location-dr
type continent struct {
	// code that Cloud Storage calls it.
	code string

	// keys is what Cloud KMS calls it. A key must be where a bucket is.
	// https://cloud.google.com/kms/docs/locations
	keys string

	regions []string
}

func continents() []continent {
	return []continent{
		{code: "ASIA", keys: "asia", regions: []string{"asia-east1", "asia-southeast1"}},
		{code: "EU", keys: "europe", regions: []string{
			"europe-central2", "europe-north1", "europe-southwest1", "europe-west1", "europe-west3", "europe-west4", "europe-west8", "europe-west9",
		}},
		{code: "US", keys: "us", regions: []string{
			"us-central1", "us-east1", "us-east4", "us-east5", "us-south1", "us-west1", "us-west2", "us-west3", "us-west4",
		}},
	}
}

// continentOf a region, if buckets can span it and another one.
func continentOf(region string) (continent, bool) {
	all := continents()
	i := slices.IndexFunc(all, func(c continent) bool { return slices.Contains(c.regions, region) })
	if i < 0 {
		return continent{}, false
	}
	return all[i], true
}

// others are the regions of the continent that go with the supplied one.
func (c continent) others(region string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(c.regions), func(r string) bool { return r == region }), ", ")
}
