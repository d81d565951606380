// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package cloud

import (
	"strconv"
	"strings"
)

// major is the only major version that Kubernetes ever had.
const major = "1"

// Minor returns the minor version of Kubernetes that a version is of, in the words of any
// cloud: 34 of 1.34, 1.34.2 and 1.34.1-gke.1829001. It is zero of everything
// else, so that what is no version is older than whatever a cloud serves.
func Minor(version string) int {
	parts := strings.Split(version, ".")
	if len(parts) < 2 || parts[0] != major {
		return 0
	}
	n, err := strconv.Atoi(parts[1])
	if err != nil || n < 0 {
		return 0
	}
	return n
}
