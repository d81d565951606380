// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package load

import (
	"context"

	"google.golang.org/grpc"
	"google.golang.org/grpc/encoding/proto"
	"google.golang.org/grpc/mem"
	protobuf "google.golang.org/protobuf/proto"

	"github.com/crossplane/function-sdk-go/errors"
	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"
)

// Ask the function with a request that is encoded already, and return its encoded
// answer: what we do must not cost more than what is measured.
func (s *Server) Ask(ctx context.Context, request []byte) ([]byte, error) {
	return s.ask(ctx, request)
}

func (s *Server) ask(ctx context.Context, request []byte, opts ...grpc.CallOption) ([]byte, error) {
	var answer []byte
	err := s.conn.Invoke(ctx, fnv1.FunctionRunnerService_RunFunction_FullMethodName, &request, &answer, opts...)
	return answer, errors.Wrap(err, "cannot run function")
}

// Function returns the function to those who do not want to know where it runs.
func (s *Server) Function() fnv1.FunctionRunnerServiceServer { return remote{s: s} }

type remote struct {
	fnv1.UnimplementedFunctionRunnerServiceServer

	s *Server
}

// RunFunction asks the function.
func (r remote) RunFunction(ctx context.Context, req *fnv1.RunFunctionRequest) (*fnv1.RunFunctionResponse, error) {
	b, err := protobuf.Marshal(req)
	if err != nil {
		return nil, errors.Wrap(err, "cannot encode request")
	}
	answer, err := r.s.Ask(ctx, b)
	if err != nil {
		return nil, err
	}
	rsp := &fnv1.RunFunctionResponse{}
	return rsp, errors.Wrap(protobuf.Unmarshal(answer, rsp), "cannot decode response")
}

// A raw codec leaves bytes as they are.
type raw struct{}

// Name of the encoding that the bytes have.
func (raw) Name() string { return proto.Name }

// Marshal bytes.
func (raw) Marshal(v any) (mem.BufferSlice, error) {
	b, ok := v.(*[]byte)
	if !ok {
		return nil, errors.Errorf("cannot send a %T", v)
	}
	return mem.BufferSlice{mem.SliceBuffer(*b)}, nil
}

// Unmarshal bytes.
func (raw) Unmarshal(data mem.BufferSlice, v any) error {
	b, ok := v.(*[]byte)
	if !ok {
		return errors.Errorf("cannot receive a %T", v)
	}
	*b = data.Materialize()
	return nil
}
