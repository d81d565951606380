// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package naming

import (
	"crypto/sha256"
	"strings"
)

// maxLabelValue is the longest value of a Kubernetes label, see
// https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set.
const maxLabelValue = 63

// LabelValue returns s if it is a legal value of a Kubernetes label, or else
// the legal characters of s followed by a hash of all of it: the name of a
// claim may be four times as long as a label.
func LabelValue(s string) string {
	if isLabelValue(s) {
		return s
	}
	sum := sha256.Sum256([]byte(s))
	hash := digest.EncodeToString(sum[:])[:defaultHashLength]

	b := []byte(s)
	for i, c := range b {
		if !isLabelCharacter(c) {
			b[i] = '-'
		}
	}
	base := string(b[:min(len(b), maxLabelValue-len(hash)-1)])
	if base = strings.Trim(base, "-_."); base == "" {
		return hash
	}
	return base + "-" + hash
}

func isLabelValue(s string) bool {
	if len(s) > maxLabelValue || strings.Trim(s, "-_.") != s {
		return false
	}
	for i := range len(s) {
		if !isLabelCharacter(s[i]) {
			return false
		}
	}
	return true
}

func isLabelCharacter(c byte) bool {
	return isAlphanumeric(c) || c >= 'A' && c <= 'Z' || c == '-' || c == '_' || c == '.'
}
