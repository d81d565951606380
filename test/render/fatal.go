// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package render

import (
	"regexp"
	"strings"
)

// fatal matches how Crossplane reports that a function refuses a composite.
// https://github.com/crossplane/crossplane/blob/v2.4.0/internal/controller/apiextensions/composite/composition_functions.go
var fatal = regexp.MustCompile(`(?s)pipeline step "[^"]+" returned a fatal result: (.*)`)

// fatalMessage returns the message of the function that refuses a composite, if
// that is what the output of crossplane composition render says.
func fatalMessage(output string) (string, bool) {
	m := fatal.FindStringSubmatch(output)
	if m == nil {
		return "", false
	}
	return strings.TrimSpace(m[1]), true
}
