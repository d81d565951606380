// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import "testing"

func TestGP3Speed(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason           string
		fast             bool
		size             int
		iops, throughput int
	}{
		"Standard":  {reason: "What is included in the price.", size: 16384, iops: 3000, throughput: 125},
		"HighLeast": {reason: "No volume is slower than what is included in the price.", fast: true, size: 1, iops: 3000, throughput: 750},
		"HighSmall": {reason: "A small volume cannot be as fast as a large one.", fast: true, size: 10, iops: 5000, throughput: 1000},
		"HighLarge": {reason: "A large volume is as fast as is sensible.", fast: true, size: 1000, iops: 16000, throughput: 1000},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if iops, throughput := GP3Speed(tc.fast, tc.size); iops != tc.iops || throughput != tc.throughput {
				t.Errorf("%s\nGP3Speed(%t, %d): got %d, %d", tc.reason, tc.fast, tc.size, iops, throughput)
			}
		})
	}
}
