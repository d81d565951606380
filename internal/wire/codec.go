// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package wire reads requests off the wire and writes responses.
//
// Most of what a function receives is observed resources, and nobody reads most of
// them. Their bytes are checked, and kept as they are until somebody asks for a field.
// Whatever is not encoded as Crossplane encodes it is left to the generic codec, so that
// both understand the same.
package wire

import (
	"google.golang.org/grpc/encoding"
	"google.golang.org/grpc/encoding/proto"
	"google.golang.org/grpc/mem"

	"github.com/crossplane/function-sdk-go/errors"
	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"
)

// A Codec of a gRPC server. It is the generic one but for requests and responses of
// composition functions.
type Codec struct{ generic encoding.CodecV2 }

var _ encoding.CodecV2 = Codec{}

// NewCodec returns a codec.
func NewCodec() Codec { return Codec{generic: encoding.GetCodecV2(proto.Name)} }

// Name of the encoding, which is that of the generic codec.
func (c Codec) Name() string { return proto.Name }

// Unmarshal a message.
func (c Codec) Unmarshal(data mem.BufferSlice, v any) error {
	req, ok := v.(*fnv1.RunFunctionRequest)
	if !ok {
		return errors.Wrap(c.generic.Unmarshal(data, v), "cannot unmarshal message")
	}
	// What is kept of the request needs bytes that nobody uses again.
	return Unmarshal(data.Materialize(), req)
}

// Marshal a message.
func (c Codec) Marshal(v any) (mem.BufferSlice, error) {
	rsp, ok := v.(*fnv1.RunFunctionResponse)
	if !ok {
		out, err := c.generic.Marshal(v)
		return out, errors.Wrap(err, "cannot marshal message")
	}
	b, err := Marshal(rsp)
	if err != nil {
		return nil, err
	}
	return mem.BufferSlice{mem.SliceBuffer(b)}, nil
}
