// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

// Speeds of gp3 volumes, in operations and in MiB per second. The lower ones are included
// in the price of every volume. The higher ones are as high as is sensible: a volume has
// at most so many operations for each GiB, and a MiB for so many operations.
// https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html
const (
	gp3IncludedIOPS       = 3000
	gp3IncludedThroughput = 125
	gp3HighIOPS           = 16000
	gp3HighThroughput     = 1000
	gp3IOPSPerGiB         = 500
	gp3IOPSPerThroughput  = 4
)

// GP3Speed returns how fast a gp3 volume is to be, in operations and in MiB per second:
// as fast as is sensible for its size, or else what is included in the price. It is always
// said, so that it goes back when the performance does. A small volume cannot be as fast
// as a large one.
func GP3Speed(fast bool, sizeGiB int) (iops, throughput int) {
	if !fast {
		return gp3IncludedIOPS, gp3IncludedThroughput
	}
	iops = max(gp3IncludedIOPS, min(gp3HighIOPS, sizeGiB*gp3IOPSPerGiB))
	return iops, min(gp3HighThroughput, iops/gp3IOPSPerThroughput)
}
