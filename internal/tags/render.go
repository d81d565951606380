// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package tags

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// hashLength is the number of characters that tell a key from another one that
// would be written alike, or a value from another one that starts alike.
const hashLength = 6

// substitute replaces what a cloud does not allow in a key or a value, and
// escape goes before a key that may not start as it does.
const (
	substitute = '-'
	escape     = "x-"
)

// A dialect is what one cloud allows in tags. Lengths are in characters.
type dialect struct {
	maxTags, maxKey, maxValue int

	// keyRune and valueRune report whether a character is allowed.
	keyRune, valueRune func(r rune) bool

	// lower is whether the cloud allows no upper case.
	lower bool

	// letterFirst is whether a key must start with a letter.
	letterFirst bool

	// added is the key of a tag that a rendering has with an empty value, to
	// be set for each resource.
	added string

	// reserved are prefixes of keys that belong to the cloud, and
	// reservedValues prefixes of values that do, in lower case.
	reserved, reservedValues []string
}

// A cloud has an idea of its own of what a tag may look like.
type cloud int

const (
	onAWS cloud = iota
	onAzure
	onAzureDNS
	onGCP

	clouds
)

// AWS returns the tags of a resource on AWS, and its Name tag unless the name is
// empty. The caller may change the map.
func (s Set) AWS(name string) map[string]string {
	out := s.rendering(onAWS, aws)
	if name == "" {
		delete(out, KeyName)
		return out
	}
	out[KeyName] = aws().value(name)
	return out
}

// SharedAWS returns the same tags as AWS, for kinds of which a claim has many.
func (s Set) SharedAWS(name string) *Shared {
	if s.rendered == nil {
		return newShared(s.AWS(name))
	}
	shared := &s.rendered.shared
	shared.once.Do(func() { shared.tags = newShared(s.AWS("")) })
	if name == "" {
		return shared.tags
	}
	return shared.tags.With(KeyName, aws().value(name))
}

// Azure returns the tags of a resource on Azure. The caller may change the map.
func (s Set) Azure() map[string]string { return s.rendering(onAzure, azure) }

// AzureDNS returns the tags of a DNS zone or a link of one on Azure, which takes
// fifteen tags and plain names only. Of more than fifteen tags the platform's
// are kept, then the environment's, then the claim's. The caller may change the
// map.
func (s Set) AzureDNS() map[string]string { return s.rendering(onAzureDNS, azureDNS) }

// GCP returns the labels of a resource on GCP. The caller may change the map.
func (s Set) GCP() map[string]string { return s.rendering(onGCP, gcp) }

// rendering returns a copy of what a set looks like on a cloud. The zero Set has no
// tags.
func (s Set) rendering(c cloud, d func() dialect) map[string]string {
	if s.rendered == nil {
		return map[string]string{}
	}
	r := &s.rendered.on[c]
	r.once.Do(func() { r.tags = d().render(s.tags) })
	return maps.Clone(r.tags)
}

// aws returns what AWS allows, less one tag for the name. See
// https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html.
func aws() dialect {
	return dialect{
		maxTags: 49, maxKey: 128, maxValue: 256,
		keyRune: isAWSRune, valueRune: isAWSRune,
		added:    KeyName,
		reserved: []string{"aws:"}, reservedValues: []string{"aws:"},
	}
}

// azure returns what Azure allows. Names of tags may have 512 characters, but on
// storage accounts 128. See
// https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations.
func azure() dialect {
	return dialect{
		maxTags: 50, maxKey: 128, maxValue: 256,
		keyRune: isAzureRune, valueRune: isPrintable,
		reserved: azureReserved(),
	}
}

// azureDNS returns what Azure allows on DNS zones, which the same page states.
func azureDNS() dialect {
	return dialect{
		maxTags: 15, maxKey: 128, maxValue: 256,
		keyRune: isPlain, valueRune: isPrintable,
		letterFirst: true,
		reserved:    azureReserved(),
	}
}

// gcp returns what GCP allows. See
// https://cloud.google.com/resource-manager/docs/labels-overview#requirements.
func gcp() dialect {
	return dialect{
		maxTags: 64, maxKey: 63, maxValue: 63,
		keyRune: isPlain, valueRune: isPlain,
		lower:       true,
		letterFirst: true,
		reserved:    []string{"goog"},
	}
}

func azureReserved() []string {
	return []string{"azure", "microsoft", "windows"}
}

// render returns tags as the cloud allows them. Validation keeps sets within
// the limit; if one is not, the tags that were added last are left out.
func (d dialect) render(tags []tag) map[string]string {
	tags = tags[:min(len(tags), d.maxTags)]
	out := make(map[string]string, len(tags)+1)
	taken := make(map[string]bool, len(tags)+1)
	take := func(key, value string) {
		taken[strings.ToLower(key)] = true
		out[key] = d.value(value)
	}
	if d.added != "" {
		take(d.added, "")
	}

	// Keys that are legal as they are come first, so that no other key is
	// turned into one of them.
	var changed []tag
	for _, t := range tags {
		if d.key(t.key) != t.key {
			changed = append(changed, t)
			continue
		}
		take(t.key, t.value)
	}
	for _, t := range changed {
		key := d.key(t.key)
		// One hash is enough, unless somebody chose keys that look like them.
		// There are more lengths of a hash than tags of a claim.
		for length := hashLength; taken[strings.ToLower(key)]; length++ {
			key = mark(d.key(t.key), t.key, d.maxKey, length)
		}
		take(key, t.value)
	}
	return out
}

// key returns the legal key that is most like the supplied one.
func (d dialect) key(key string) string {
	out := d.sanitise(key, d.keyRune)
	if out == "" || startsWithAny(out, d.reserved) || d.letterFirst && !isLetter(out[0]) {
		out = escape + out
	}
	if utf8.RuneCountInString(out) > d.maxKey {
		return mark(out, key, d.maxKey, hashLength)
	}
	return out
}

// value returns the legal value that is most like the supplied one.
func (d dialect) value(value string) string {
	// Nearly all values are names that we made.
	if !d.lower && len(value) <= d.maxValue && isPlainText(value) && !startsWithAny(value, d.reservedValues) {
		return value
	}
	out := d.sanitise(value, d.valueRune)
	if startsWithAny(out, d.reservedValues) {
		out = escape + out
	}
	if utf8.RuneCountInString(out) > d.maxValue {
		return mark(out, value, d.maxValue, hashLength)
	}
	return out
}

// sanitise replaces the characters of s that are not allowed.
func (d dialect) sanitise(s string, allowed func(r rune) bool) string {
	if d.lower {
		s = strings.ToLower(s)
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r == utf8.RuneError || !allowed(r) {
			return substitute
		}
		return r
	}, s))
}

// startsWithAny reports whether s starts with one of the prefixes, in any case.
func startsWithAny(s string, prefixes []string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool {
		return len(s) >= len(p) && strings.EqualFold(s[:len(p)], p)
	})
}

// mark returns s with a hash of the original at its end, in place of whatever
// exceeds the limit.
func mark(s, original string, limit, length int) string {
	hash := naming.Namer{}.Hash(length, original)
	r := []rune(s)
	return string(r[:min(len(r), limit-len(hash)-1)]) + string(substitute) + hash
}

// isAWSRune reports whether every service of AWS allows r. Some allow more.
func isAWSRune(r rune) bool {
	return isPlain(r) || unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(" +-=._:/@", r)
}

func isAzureRune(r rune) bool {
	return isPrintable(r) && !strings.ContainsRune(`<>%&\?/`, r)
}

func isPrintable(r rune) bool {
	return !unicode.IsControl(r)
}

// isPlainText reports whether s has nothing but characters that every cloud allows.
func isPlainText(s string) bool {
	for i := range len(s) {
		if !isPlain(rune(s[i])) {
			return false
		}
	}
	return true
}

func isPlain(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_'
}

func isLetter(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
