// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// A Minor is a minor version of Kubernetes: 34 is 1.34. Zero is none.
type Minor int

// minorPattern is a minor version as a claim writes it.
var minorPattern = regexp.MustCompile(`^1\.([1-9][0-9]{0,2})$`)

// String returns the version as clouds and claims write it, and nothing for none.
func (m Minor) String() string {
	if m == 0 {
		return ""
	}
	return fmt.Sprintf("1.%d", int(m))
}

// MinorOf returns the minor version of a version in the words of any cloud, for
// example 1.34, 1.34.2, v1.34.2 or 1.34.2-gke.1234000. It is zero for what is not a
// version.
func MinorOf(version string) Minor {
	parts := strings.SplitN(strings.TrimPrefix(version, "v"), ".", 3)
	if len(parts) < 2 || parts[0] != "1" {
		return 0
	}
	digits := parts[1]
	if end := strings.IndexFunc(digits, func(r rune) bool { return r < '0' || r > '9' }); end >= 0 {
		digits = digits[:end]
	}
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return Minor(n)
}
