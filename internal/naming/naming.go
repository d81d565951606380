// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package naming decides what everything is called outside of Kubernetes.
//
// There is one algorithm. A name is a readable base and a hash:
//
//	<prefix>-<namespace>-<claim>-<part>...-<hash>
//
// The base is for people: it is shortened until it fits the kind's limit, the
// longest words first. The hash is for machines: it covers the whole identity,
// so two tenants never get the same name because theirs were shortened, or
// because hyphens read the same in different places. A name is a function of
// that identity alone; it is the same in every render, and changing how it is
// made replaces everything that exists.
package naming

import (
	"crypto/sha256"
	"encoding/base32"
	"strconv"
	"strings"
)

// defaultHashLength is the number of characters of a hash. Each carries five bits.
// A provider takes over what already bears the name of what it shall create, so that
// it must be out of reach to look for a claim that is called like another tenant's:
// with 65 bits that takes a hundred of today's graphics cards a year, even where
// the readable bases of both read the same.
const defaultHashLength = 13

// filler goes before a base that may not start as it does: most kinds want a
// letter first, and a claim may be called 9lives.
const filler = "x"

// digest encodes hashes. The alphabet leaves out a, e, i and o, so that a hash
// neither spells something nor completes a word that a cloud reserves, such as
// "google" or "microsoft", at the end of the readable base.
var digest = base32.NewEncoding("0123456789bcdfghjklmnpqrstuvwxyz").WithPadding(base32.NoPadding)

// A Namer names everything that belongs to one claim.
type Namer struct {
	prefix, namespace, claim string

	// api tells claims of different kinds apart.
	api string

	// salt tells installations apart, where names are globally unique.
	salt string

	// words are prefix, namespace and claim as they may appear in a name.
	words [3]string
}

// New returns a Namer for the claim of the supplied namespace and name. The
// prefix is the platform's, from the claim's environment; it may be empty.
func New(prefix, namespace, claim string) Namer {
	return Namer{
		prefix:    prefix,
		namespace: namespace,
		claim:     claim,
		words:     [3]string{words(prefix), words(namespace), words(claim)},
	}
}

// For returns a Namer for claims of an API, such as network. It is part of every
// hash: a Network and a Compute of one namespace may well have the same name.
func (n Namer) For(api string) Namer {
	n.api = api
	return n
}

// WithSalt returns a Namer that mixes salt into the hash of globally unique
// names, and leaves every other name alone. Two installations of the platform
// may well have a claim of the same name in a namespace of the same name, and
// there is only one bucket of any name in the world. The salt must tell the
// installations apart and must never change: the id of an AWS account, an Azure
// subscription or a GCP project is a good one.
func (n Namer) WithSalt(salt string) Namer {
	n.salt = salt
	return n
}

// Name returns the name of a thing of the claim. Parts tell things of one kind
// apart, for example the tier and the zone of a subnet. The name is legal for
// the rule's kind whatever the claim and the parts are called.
func (n Namer) Name(r Rule, parts ...string) string {
	tail := r.Separator + n.hash(r, parts)
	var buffer [maxWords]string
	ws := n.readable(buffer[:0], r, parts)
	room := min(r.MaxLength-len(tail), width(ws, r.Separator, r.MaxLength))

	// Whether a name is legal is asked rather than derived: shortening alone
	// may complete a forbidden prefix, as when "sgateway" becomes "sg".
	for ; room > 0; room-- {
		name := shorten(ws, r.Separator, room) + tail
		if r.objection(name) == "" {
			return name
		}
		if name = filler + name; r.objection(name) == "" {
			return name
		}
	}
	return filler + tail
}

// Display returns a name for people only, of at most limit characters. Nothing may
// refer to it, because it is not unique: it has no hash.
func (n Namer) Display(limit int, parts ...string) string {
	var buffer [maxWords]string
	ws := n.readable(buffer[:0], Rule{Separator: "-"}, parts)
	return shorten(ws, "-", min(limit, width(ws, "-", limit)))
}

// Hash returns the first length characters, at most 52, of a hash of the claim
// and the parts: lower-case letters and digits that are the same in every
// render. It serves identifiers that are not names.
func (n Namer) Hash(length int, parts ...string) string {
	sum := n.Sum(parts...)
	s := digest.EncodeToString(sum[:])
	return s[:min(max(length, 0), len(s))]
}

// Sum returns a hash of the claim and the parts, for values that are neither
// names nor text, such as the random bits of a unique local IPv6 prefix.
func (n Namer) Sum(parts ...string) [sha256.Size]byte {
	return n.sum("", "", parts)
}

// hash returns what makes the name of a thing unique.
func (n Namer) hash(r Rule, parts []string) string {
	salt := ""
	if r.Global {
		salt = n.salt
	}
	sum := n.sum(r.Kind, salt, parts)
	return digest.EncodeToString(sum[:])[:r.hashLength()]
}

// sum hashes the identity of a thing. Each field is preceded by its length, so
// that no two identities are written alike, whatever characters they hold.
func (n Namer) sum(kind, salt string, parts []string) [sha256.Size]byte {
	b := make([]byte, 0, 256)
	if n.api != "" {
		kind += "\x00" + n.api
	}
	for _, f := range [...]string{kind, salt, n.prefix, n.namespace, n.claim} {
		b = appendField(b, f)
	}
	for _, p := range parts {
		b = appendField(b, p)
	}
	return sha256.Sum256(b)
}

func appendField(b []byte, f string) []byte {
	b = strconv.AppendInt(b, int64(len(f)), 10)
	b = append(b, ':')
	return append(b, f...)
}

// maxWords is how many words a name can have without an allocation.
const maxWords = 8

// readable appends the words of the readable base to ws, in order.
func (n Namer) readable(ws []string, r Rule, parts []string) []string {
	switch {
	case !r.Local:
		ws = append(ws, n.words[:]...)
	case len(parts) == 0:
		ws = append(ws, n.words[2])
	}
	for _, p := range parts {
		ws = append(ws, words(p))
	}

	kept := ws[:0]
	for _, w := range ws {
		if w = strings.ReplaceAll(w, "-", r.Separator); w != "" {
			kept = append(kept, w)
		}
	}
	return kept
}

// words returns s in lower case with one hyphen for every run of characters
// that are neither letters nor digits, and none at either end.
func words(s string) string {
	if isWords(s) {
		return s
	}
	return rewrite(s)
}

func rewrite(s string) string {
	b := make([]byte, 0, len(s))
	for i := range len(s) {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if isAlphanumeric(c) {
			b = append(b, c)
			continue
		}
		if len(b) > 0 && b[len(b)-1] != '-' {
			b = append(b, '-')
		}
	}
	return strings.TrimSuffix(string(b), "-")
}

// isWords reports whether words would return s as it is, which it mostly does.
func isWords(s string) bool {
	hyphen := true
	for i := range len(s) {
		if isAlphanumeric(s[i]) {
			hyphen = false
			continue
		}
		if s[i] != '-' || hyphen {
			return false
		}
		hyphen = true
	}
	return !hyphen
}

func isAlphanumeric(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9'
}

// shorten joins words within the supplied room. All words are cut to the same
// length, the greatest that fits, so that a long namespace does not push the
// claim's name out of the base.
func shorten(words []string, separator string, room int) string {
	longest := room
	for longest > 1 && width(words, separator, longest) > room {
		longest--
	}

	var b strings.Builder
	b.Grow(room)
	for i, w := range words {
		if i > 0 {
			b.WriteString(separator)
		}
		b.WriteString(cut(w, longest, separator))
	}
	return cut(b.String(), room, separator)
}

// width returns the length of words that are joined after each was cut to at
// most longest characters.
func width(words []string, separator string, longest int) int {
	total := len(separator) * max(len(words)-1, 0)
	for _, w := range words {
		total += min(len(w), longest)
	}
	return total
}

// cut returns the first length characters of s without a trailing separator.
func cut(s string, length int, separator string) string {
	s = s[:min(length, len(s))]
	if separator == "" {
		return s
	}
	return strings.TrimRight(s, separator)
}
