// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package wire

import (
	vtstructpb "github.com/planetscale/vtprotobuf/types/known/structpb"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"

	"github.com/crossplane/function-sdk-go/errors"
	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"
)

// Tags of fields that are written without the generic codec.
const (
	tagResponseDesired = 0x12
	sizeTag            = 1
)

// Marshal a response. Nobody else may use the response meanwhile.
func Marshal(rsp *fnv1.RunFunctionResponse) ([]byte, error) {
	desired := rsp.GetDesired()
	if desired == nil || unusual(desired) {
		b, err := proto.Marshal(rsp)
		return b, errors.Wrap(err, "cannot marshal response")
	}
	rsp.Desired = nil
	defer func() { rsp.Desired = desired }()
	sizes, size := sizesOf(desired)
	b := make([]byte, 0, proto.Size(rsp)+sizeTag+protowire.SizeBytes(size))
	b, err := proto.MarshalOptions{}.MarshalAppend(b, rsp)
	if err != nil {
		return nil, errors.Wrap(err, "cannot marshal response")
	}
	b = append(b, tagResponseDesired)
	b = protowire.AppendVarint(b, uint64(size)) //nolint:gosec // A size is not negative.
	return appendState(b, desired, sizes)
}

// unusual says whether there is something in a state that is not known here.
func unusual(s *fnv1.State) bool {
	if len(s.ProtoReflect().GetUnknown()) > 0 || len(s.GetComposite().ProtoReflect().GetUnknown()) > 0 {
		return true
	}
	for _, r := range s.GetResources() {
		if r == nil || len(r.ProtoReflect().GetUnknown()) > 0 {
			return true
		}
	}
	return false
}

// A sizes says how many bytes the objects of a state take, so that nothing is measured
// twice.
type sizes struct {
	composite int
	resources map[string]int
}

// sizesOf the objects of a state, and of the state as a whole.
func sizesOf(s *fnv1.State) (sizes, int) {
	out, size := sizes{resources: make(map[string]int, len(s.GetResources()))}, 0
	if c := s.GetComposite(); c != nil {
		out.composite = (*vtstructpb.Struct)(c.GetResource()).SizeVT()
		size += sizeTag + protowire.SizeBytes(sizeOf(c, out.composite))
	}
	for key, r := range s.GetResources() {
		object := (*vtstructpb.Struct)(r.GetResource()).SizeVT()
		out.resources[key] = object
		size += sizeTag + protowire.SizeBytes(sizeOfEntry(key, sizeOf(r, object)))
	}
	return out, size
}

// sizeOf a resource whose object has a size.
func sizeOf(r *fnv1.Resource, object int) int {
	size := 0
	if r.GetResource() != nil {
		size += sizeTag + protowire.SizeBytes(object)
	}
	for key, detail := range r.GetConnectionDetails() {
		size += sizeTag + protowire.SizeBytes(sizeOfEntry(key, len(detail)))
	}
	if r.GetReady() != fnv1.Ready_READY_UNSPECIFIED {
		size += sizeTag + protowire.SizeVarint(uint64(r.GetReady())) //nolint:gosec // It is not negative.
	}
	return size
}

func sizeOfEntry(key string, value int) int {
	return sizeTag + protowire.SizeBytes(len(key)) + sizeTag + protowire.SizeBytes(value)
}

func appendState(b []byte, s *fnv1.State, known sizes) ([]byte, error) {
	var err error
	if c := s.GetComposite(); c != nil {
		b = appendLength(b, tagStateComposite, sizeOf(c, known.composite))
		if b, err = appendResource(b, c, known.composite); err != nil {
			return nil, errors.Wrap(err, "cannot marshal composite")
		}
	}
	for key, r := range s.GetResources() {
		object := known.resources[key]
		size := sizeOf(r, object)
		b = appendEntry(b, tagStateResources, key, size)
		if b, err = appendResource(b, r, object); err != nil {
			return nil, errors.Wrapf(err, "cannot marshal resource %q", key)
		}
	}
	return b, nil
}

func appendResource(b []byte, r *fnv1.Resource, size int) ([]byte, error) {
	if object := r.GetResource(); object != nil {
		b = appendLength(b, tagResourceResource, size)
		start := len(b)
		b = append(b, make([]byte, size)...)
		if _, err := (*vtstructpb.Struct)(object).MarshalToSizedBufferVT(b[start:]); err != nil {
			return nil, errors.Wrap(err, "cannot marshal object")
		}
	}
	for key, detail := range r.GetConnectionDetails() {
		b = appendEntry(b, tagResourceConnection, key, len(detail))
		b = append(b, detail...)
	}
	if ready := r.GetReady(); ready != fnv1.Ready_READY_UNSPECIFIED {
		b = append(b, tagResourceReady)
		b = protowire.AppendVarint(b, uint64(ready)) //nolint:gosec // It is not negative.
	}
	return b, nil
}

// appendEntry appends an entry of a map but for its value, which has a size.
func appendEntry(b []byte, tag byte, key string, size int) []byte {
	b = appendLength(b, tag, sizeOfEntry(key, size))
	b = append(b, tagEntryKey)
	b = protowire.AppendString(b, key)
	return appendLength(b, tagEntryValue, size)
}

func appendLength(b []byte, tag byte, size int) []byte {
	return protowire.AppendVarint(append(b, tag), uint64(size)) //nolint:gosec // A size is not negative.
}
