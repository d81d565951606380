// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package wire

import (
	"unicode/utf8"

	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"

	"github.com/crossplane/function-sdk-go/errors"
	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"
)

// Unmarshal a request. It keeps parts of b, which must not change any more. What is
// observed must be read with Object, Field and ConnectionDetails.
func Unmarshal(b []byte, req *fnv1.RunFunctionRequest) error {
	observed, rest, ok := split(b)
	if !ok {
		return errors.Wrap(proto.Unmarshal(b, req), "cannot unmarshal request")
	}
	state, ok := stateOf(observed)
	if !ok {
		return errors.Wrap(proto.Unmarshal(b, req), "cannot unmarshal request")
	}
	if err := proto.Unmarshal(rest, req); err != nil {
		return errors.Wrap(err, "cannot unmarshal request")
	}
	req.Observed = state
	return nil
}

// split a request into what is observed and everything else. It is not ok if something
// is unusual.
func split(b []byte) (observed, rest []byte, ok bool) {
	found := false
	for left := b; len(left) > 0; {
		number, kind, n := protowire.ConsumeTag(left)
		if n < 0 {
			return nil, nil, false
		}
		size := protowire.ConsumeFieldValue(number, kind, left[n:])
		if size < 0 {
			return nil, nil, false
		}
		field := left[:n+size]
		left = left[n+size:]
		if number != tagRequestObserved>>3 {
			rest = append(rest, field...)
			continue
		}
		state, end, valid := tagged(field, tagRequestObserved)
		if found || !valid || len(end) > 0 {
			return nil, nil, false
		}
		observed, found = state, true
	}
	return observed, rest, found
}

// stateOf what is observed. It is not ok if something is unusual.
func stateOf(b []byte) (*fnv1.State, bool) {
	out := &fnv1.State{}
	for len(b) > 0 {
		tag := b[0]
		field, rest, ok := cut(b[1:])
		if !ok {
			return nil, false
		}
		b = rest
		switch {
		case tag == tagStateComposite && out.GetComposite() == nil && validResource(field):
			out.Composite = kept(field)
		case tag == tagStateResources:
			key, resource, ok := entry(field)
			if !ok || !utf8.Valid(key) || !validResource(resource) {
				return nil, false
			}
			if out.Resources == nil {
				out.Resources = make(map[string]*fnv1.Resource)
			}
			out.Resources[string(key)] = kept(resource)
		default:
			return nil, false
		}
	}
	return out, true
}

// kept returns a resource whose bytes are read when they are needed. To everybody else
// they are fields that are not known, which are not lost when it is marshalled.
func kept(b []byte) *fnv1.Resource {
	r := &fnv1.Resource{}
	if len(b) > 0 {
		r.ProtoReflect().SetUnknown(b)
	}
	return r
}

// keptOf returns the bytes of a resource, or nothing if it was decoded by the generic
// codec. What that does not know never begins with a tag of a field that it knows.
func keptOf(r *fnv1.Resource) []byte {
	if r.GetResource() != nil || r == nil {
		return nil
	}
	b := r.ProtoReflect().GetUnknown()
	if len(b) == 0 || b[0] != tagResourceResource && b[0] != tagResourceConnection && b[0] != tagResourceReady {
		return nil
	}
	return b
}
