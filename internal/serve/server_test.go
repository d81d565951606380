// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package serve

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	healthv1 "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/status"

	"github.com/crossplane/function-sdk-go/logging"
	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"
)

// patience with what should happen at once.
const patience = 20 * time.Second

// A patient function answers when it is let.
type patient struct {
	fnv1.UnimplementedFunctionRunnerServiceServer

	asked chan struct{}
	let   chan struct{}
}

func newPatient() *patient { return &patient{asked: make(chan struct{}, 1), let: make(chan struct{})} }

func (p *patient) RunFunction(ctx context.Context, req *fnv1.RunFunctionRequest) (*fnv1.RunFunctionResponse, error) {
	p.asked <- struct{}{}
	select {
	case <-p.let:
		return &fnv1.RunFunctionResponse{Meta: &fnv1.ResponseMeta{Tag: req.GetMeta().GetTag()}}, nil
	case <-ctx.Done():
		return nil, status.FromContextError(ctx.Err()).Err()
	}
}

// A fearful function panics.
type fearful struct {
	fnv1.UnimplementedFunctionRunnerServiceServer
}

func (fearful) RunFunction(context.Context, *fnv1.RunFunctionRequest) (*fnv1.RunFunctionResponse, error) {
	panic("boo")
}

// A server of a function in a test.
type server struct {
	conn    *grpc.ClientConn
	metrics string

	// stop asks the server to stop, and ended receives what it ended with.
	stop  context.CancelFunc
	ended chan error
}

func started(t *testing.T, f fnv1.FunctionRunnerServiceServer, timeout time.Duration) *server {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	o := Options{Insecure: true, Address: freeAddress(t), MetricsAddress: freeAddress(t), MaxRequestMiB: 1, ShutdownTimeout: timeout}
	s := &server{stop: cancel, ended: make(chan error, 1), metrics: o.MetricsAddress}
	go func() { s.ended <- serve(ctx, f, o, logging.NewNopLogger()) }()
	conn, err := grpc.NewClient(o.Address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	s.conn = conn
	t.Cleanup(func() { cancel(); conn.Close() })
	return s
}

// ask the function, and return the tag of its answer.
func (s *server) ask(ctx context.Context, tag string) (string, error) {
	rsp, err := fnv1.NewFunctionRunnerServiceClient(s.conn).RunFunction(ctx, &fnv1.RunFunctionRequest{Meta: &fnv1.RequestMeta{Tag: tag}}, grpc.WaitForReady(true))
	return rsp.GetMeta().GetTag(), err
}

func (s *server) healthy(ctx context.Context) healthv1.HealthCheckResponse_ServingStatus {
	rsp, err := healthv1.NewHealthClient(s.conn).Check(ctx, &healthv1.HealthCheckRequest{}, grpc.WaitForReady(true))
	if err != nil {
		return healthv1.HealthCheckResponse_UNKNOWN
	}
	return rsp.GetStatus()
}

type answer struct {
	tag string
	err error
}

// TestStop proves that a request in flight is answered when the function is asked to stop.
func TestStop(t *testing.T) {
	t.Parallel()
	f := newPatient()
	s := started(t, f, patience)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if got := s.healthy(ctx); got != healthv1.HealthCheckResponse_SERVING {
		t.Errorf("health: want SERVING, got %s", got)
	}
	answered := make(chan answer, 1)
	go func() {
		tag, err := s.ask(ctx, "a")
		answered <- answer{tag, err}
	}()
	<-f.asked
	s.stop()
	select {
	case err := <-s.ended:
		t.Fatalf("serve(...): it ended with %v before the request was answered", err)
	case <-time.After(100 * time.Millisecond):
	}
	close(f.let)
	if got := <-answered; got.err != nil || got.tag != "a" {
		t.Errorf("RunFunction(...): want a, got %q, %v", got.tag, got.err)
	}
	if err := <-s.ended; err != nil {
		t.Errorf("serve(...): %v", err)
	}
}

// TestStopLate proves that a request that takes too long does not keep the function from
// stopping.
func TestStopLate(t *testing.T) {
	t.Parallel()
	f := newPatient()
	s := started(t, f, time.Millisecond)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	answered := make(chan answer, 1)
	go func() {
		tag, err := s.ask(ctx, "a")
		answered <- answer{tag, err}
	}()
	<-f.asked
	s.stop()
	if err := <-s.ended; err != nil {
		t.Errorf("serve(...): %v", err)
	}
	if got := <-answered; got.err == nil {
		t.Errorf("RunFunction(...): want an error, got %q", got.tag)
	}
}

// TestPanic proves that a panic fails one request, and no other.
func TestPanic(t *testing.T) {
	t.Parallel()
	s := started(t, fearful{}, patience)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for range 2 {
		if _, err := s.ask(ctx, "a"); status.Code(err) != codes.Internal || strings.Contains(err.Error(), "boo") {
			t.Errorf("RunFunction(...): want an internal error that does not tell what was in the request, got %v", err)
		}
	}
}

// TestRequestTooLarge proves that requests have a limit.
func TestRequestTooLarge(t *testing.T) {
	t.Parallel()
	s := started(t, echo{}, patience)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if _, err := s.ask(ctx, strings.Repeat("a", 2*mebibyte)); status.Code(err) != codes.ResourceExhausted {
		t.Errorf("RunFunction(...): want the request to be too large, got %v", err)
	}
	if _, err := s.ask(ctx, strings.Repeat("a", mebibyte/2)); err != nil {
		t.Errorf("RunFunction(...): %v", err)
	}
}

// TestMetrics proves that requests are counted.
func TestMetrics(t *testing.T) {
	t.Parallel()
	s := started(t, echo{}, patience)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if _, err := s.ask(ctx, "a"); err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+s.metrics+"/metrics", nil)
	if err != nil {
		t.Fatal(err)
	}
	rsp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer rsp.Body.Close()
	b, err := io.ReadAll(rsp.Body)
	if err != nil {
		t.Fatal(err)
	}
	const want = `grpc_server_handled_total{grpc_code="OK",grpc_method="RunFunction",grpc_service="apiextensions.fn.proto.v1.FunctionRunnerService",grpc_type="unary"} 1`
	if !bytes.Contains(b, []byte(want)) {
		t.Errorf("metrics: want %s, got:\n%s", want, b)
	}
}
