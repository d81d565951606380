// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package wire

import "unicode/utf8"

// Tags of the fields that are read without the generic codec, as they are on the wire: a
// field's number and its type.
// https://protobuf.dev/programming-guides/encoding
const (
	tagRequestObserved = 0x12

	tagStateComposite = 0x0a
	tagStateResources = 0x12

	tagResourceResource   = 0x0a
	tagResourceConnection = 0x12
	tagResourceReady      = 0x18

	tagEntryKey   = 0x0a
	tagEntryValue = 0x12

	tagStructFields = 0x0a
	tagListValues   = 0x0a

	tagValueNull   = 0x08
	tagValueNumber = 0x11
	tagValueString = 0x1a
	tagValueBool   = 0x20
	tagValueStruct = 0x2a
	tagValueList   = 0x32
)

const (
	// sizeNumber is how many bytes a number takes.
	sizeNumber = 8

	// maxDepth of objects that are read here. The generic codec has a limit of its
	// own.
	maxDepth = 500

	// maxVarint is how many bytes a length takes at most.
	maxVarint = 5
)

// text is bytes on the wire. A string's parts need no memory of their own.
type text interface{ ~string | ~[]byte }

// cut a field that has a length off the front. The tag was read already.
func cut[T text](b T) (field, rest T, ok bool) {
	var n uint64
	for i := 0; i < len(b) && i < maxVarint; i++ {
		n |= uint64(b[i]&0x7f) << (7 * i)
		if b[i] >= 0x80 {
			continue
		}
		if start := i + 1; n <= uint64(len(b)-start) { //nolint:gosec // It is not negative.
			end := start + int(n) //nolint:gosec // It is not more than the length of b.
			return b[start:end], b[end:], true
		}
		break
	}
	return field, rest, false
}

// tagged cuts a field off the front that must have a tag.
func tagged[T text](b T, tag byte) (field, rest T, ok bool) {
	if len(b) == 0 || b[0] != tag {
		return field, rest, false
	}
	return cut(b[1:])
}

// entry is an entry of a map, with its key and its value in this order.
func entry[T text](b T) (key, value T, ok bool) {
	key, rest, ok := tagged(b, tagEntryKey)
	if !ok {
		return key, value, false
	}
	value, rest, ok = tagged(rest, tagEntryValue)
	return key, value, ok && len(rest) == 0
}

// fields says whether b is a repeated field with that tag, and nothing else, of which
// each is valid.
func fields(b []byte, tag byte, valid func(field []byte) bool) bool {
	for len(b) > 0 {
		field, rest, ok := tagged(b, tag)
		if !ok || !valid(field) {
			return false
		}
		b = rest
	}
	return true
}

// validStruct says whether b is an object that can be read here.
func validStruct(b []byte, depth int) bool {
	return depth < maxDepth && fields(b, tagStructFields, func(field []byte) bool {
		key, value, ok := entry(field)
		return ok && utf8.Valid(key) && validValue(value, depth+1)
	})
}

func validValue(b []byte, depth int) bool {
	if len(b) == 0 {
		return true
	}
	rest := b[1:]
	switch b[0] {
	case tagValueNull:
		return len(rest) == 1 && rest[0] == 0
	case tagValueBool:
		return len(rest) == 1 && rest[0] <= 1
	case tagValueNumber:
		return len(rest) == sizeNumber
	}
	field, rest, ok := cut(rest)
	if !ok || len(rest) > 0 {
		return false
	}
	switch b[0] {
	case tagValueString:
		return utf8.Valid(field)
	case tagValueStruct:
		return validStruct(field, depth)
	case tagValueList:
		return depth < maxDepth && fields(field, tagListValues, func(v []byte) bool { return validValue(v, depth+1) })
	}
	return false
}

// validResource says whether b is a resource that can be read here: an object, and
// connection details in an order that does not matter.
func validResource(b []byte) bool {
	object, ready := false, false
	for len(b) > 0 {
		tag := b[0]
		if tag == tagResourceReady {
			if ready || len(b) < 2 || b[1] >= 0x80 {
				return false
			}
			ready, b = true, b[2:]
			continue
		}
		field, rest, ok := cut(b[1:])
		if !ok {
			return false
		}
		switch {
		case tag == tagResourceResource && !object && validStruct(field, 0):
			object = true
		case tag == tagResourceConnection && validDetail(field):
		default:
			return false
		}
		b = rest
	}
	return true
}

func validDetail(b []byte) bool {
	key, _, ok := entry(b)
	return ok && utf8.Valid(key)
}
