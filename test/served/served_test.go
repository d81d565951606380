// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package served

import (
	"testing"

	"google.golang.org/protobuf/proto"

	"github.com/crossplane/function-sdk-go/logging"
	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	"github.com/hyperscalar/hyperscalar/internal/compose/composetest"
	"github.com/hyperscalar/hyperscalar/test/load"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

// start the function of an API.
func start(t *testing.T, api string, args ...string) *load.Server {
	t.Helper()
	binary, err := repo.Tool("function-" + api)
	if err != nil {
		t.Fatal(err)
	}
	s, err := load.Start(t.Context(), load.Spec{Binary: binary, Args: append(args, "--metrics-address=")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// calls of an API: its examples and its wrong claims.
func calls(t *testing.T, api string, s *load.Server, suffix string) []composetest.Call {
	t.Helper()
	suite := composetest.Suite{API: api, New: func(logging.Logger) fnv1.FunctionRunnerServiceServer { return s.Function() }}
	return suite.Calls(t, suffix)
}

func encode(t *testing.T, req *fnv1.RunFunctionRequest) []byte {
	t.Helper()
	b, err := proto.Marshal(req)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
