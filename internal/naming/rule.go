// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package naming

import (
	"fmt"
	"slices"
	"strings"

	"github.com/crossplane/function-sdk-go/errors"
)

// An Alphabet is a set of ASCII characters.
type Alphabet string

// The alphabets that most rules consist of. Names that we make are lower case;
// upper case is there for names that somebody else made.
const (
	lower        Alphabet = "abcdefghijklmnopqrstuvwxyz"
	upper        Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digits       Alphabet = "0123456789"
	lowerDigits           = lower + digits
	letters               = lower + upper
	alphanumeric          = letters + digits
)

// contains reports whether c is one of the alphabet's characters.
func (a Alphabet) contains(c byte) bool {
	return strings.IndexByte(string(a), c) >= 0
}

// A Rule says what a kind's names must look like. It is never laxer than the
// cloud; it is stricter where a legal name is known to cause trouble.
type Rule struct {
	// Kind is what is named, for people. It is part of every name's hash, so
	// it must never change.
	Kind string

	// MinLength and MaxLength of a name, both inclusive.
	MinLength, MaxLength int

	// First, Inner and Last are the characters that a name may start with,
	// consist of and end with.
	First, Inner, Last Alphabet

	// Separator goes between words. It is empty where a name may consist of
	// letters and digits only.
	Separator string

	// Global is whether no two customers of the cloud can use the same name.
	// Such names are salted, see Namer.WithSalt.
	Global bool

	// Local is whether a name need only be unique within a parent that bears
	// the claim's identity already, and is so short that repeating it would
	// leave no room: the readable base then consists of the parts alone.
	Local bool

	// HashLength is the number of characters of the hash, if the usual thirteen
	// would leave no room for anything readable.
	HashLength int

	// ForbiddenPrefixes, ForbiddenSuffixes and ForbiddenSubstrings are lower
	// case and forbidden in any case.
	ForbiddenPrefixes, ForbiddenSuffixes, ForbiddenSubstrings []string

	// Reference is where the cloud documents the rule.
	Reference string
}

// Valid returns an error that says why a name is not one of the rule's kind, or
// nil if it is.
func Valid(r Rule, name string) error {
	if o := r.objection(name); o != "" {
		return errors.Errorf("%q cannot be the name of %s: it %s", name, r.Kind, o)
	}
	return nil
}

func (r Rule) hashLength() int {
	if r.HashLength > 0 {
		return r.HashLength
	}
	return defaultHashLength
}

// objection returns what is wrong with a name, or nothing.
func (r Rule) objection(name string) string {
	if len(name) < max(r.MinLength, 1) || len(name) > r.MaxLength {
		return fmt.Sprintf("has %d characters, not %d to %d", len(name), max(r.MinLength, 1), r.MaxLength)
	}
	if c := name[0]; !r.First.contains(c) {
		return fmt.Sprintf("starts with %q", c)
	}
	if c := name[len(name)-1]; !r.Last.contains(c) {
		return fmt.Sprintf("ends with %q", c)
	}
	for i := range len(name) {
		if !r.Inner.contains(name[i]) {
			return fmt.Sprintf("contains %q", name[i])
		}
	}
	return r.reserved(strings.ToLower(name))
}

// reserved returns which words that the cloud keeps to itself are in a name.
func (r Rule) reserved(name string) string {
	if i := slices.IndexFunc(r.ForbiddenPrefixes, func(s string) bool { return strings.HasPrefix(name, s) }); i >= 0 {
		return fmt.Sprintf("starts with %q, which is reserved", r.ForbiddenPrefixes[i])
	}
	if i := slices.IndexFunc(r.ForbiddenSuffixes, func(s string) bool { return strings.HasSuffix(name, s) }); i >= 0 {
		return fmt.Sprintf("ends with %q, which is reserved", r.ForbiddenSuffixes[i])
	}
	if i := slices.IndexFunc(r.ForbiddenSubstrings, func(s string) bool { return strings.Contains(name, s) }); i >= 0 {
		return fmt.Sprintf("contains %q, which is reserved", r.ForbiddenSubstrings[i])
	}
	return ""
}
