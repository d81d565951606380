// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package serve

import (
	"context"
	"net"
	"net/http"
	"runtime/debug"
	"time"

	grpcprometheus "github.com/grpc-ecosystem/go-grpc-middleware/providers/prometheus"
	"github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/recovery"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/health"
	healthv1 "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/reflection"
	"google.golang.org/grpc/status"

	"github.com/crossplane/function-sdk-go"
	"github.com/crossplane/function-sdk-go/errors"
	"github.com/crossplane/function-sdk-go/logging"
	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"
	"github.com/crossplane/function-sdk-go/proto/v1beta1"

	"github.com/hyperscalar/hyperscalar/internal/wire"
)

// readHeaderTimeout of those who ask for metrics.
const readHeaderTimeout = 10 * time.Second

// serve a function until it fails or the context ends. Then requests in flight are
// finished, and new ones refused, so that an upgrade of the function fails no claim.
func serve(ctx context.Context, f fnv1.FunctionRunnerServiceServer, o Options, log logging.Logger) error {
	registry := prometheus.NewRegistry()
	srv, ready, err := newServer(f, o, log, registry)
	if err != nil {
		return err
	}
	lis, err := (&net.ListenConfig{}).Listen(ctx, function.DefaultNetwork, o.Address)
	if err != nil {
		return errors.Wrapf(err, "cannot listen at %q", o.Address)
	}
	failed := make(chan error, 2) //nolint:mnd // One for each of the two servers.
	metrics := &http.Server{Addr: o.MetricsAddress, Handler: promhttp.HandlerFor(registry, promhttp.HandlerOpts{}), ReadHeaderTimeout: readHeaderTimeout}
	if o.MetricsAddress != "" {
		go func() {
			failed <- errors.Wrapf(metrics.ListenAndServe(), "cannot serve metrics at %q", o.MetricsAddress)
		}()
	}
	go func() { failed <- errors.Wrap(srv.Serve(lis), "cannot serve requests") }()

	select {
	case err := <-failed:
		srv.Stop()
		return errors.Join(err, metrics.Close())
	case <-ctx.Done():
		log.Info("Stopping")
		ready.Shutdown()
		stop(srv, o.ShutdownTimeout)
		return errors.Wrap(metrics.Close(), "cannot stop to serve metrics")
	}
}

// stop a server once it has answered all requests, or when the time is over.
func stop(srv *grpc.Server, timeout time.Duration) {
	late := time.AfterFunc(timeout, srv.Stop)
	defer late.Stop()
	srv.GracefulStop()
}

// newServer of a function, with its health and its metrics.
func newServer(f fnv1.FunctionRunnerServiceServer, o Options, log logging.Logger, registry *prometheus.Registry) (*grpc.Server, *health.Server, error) {
	so := &function.ServeOptions{}
	for _, option := range []function.ServeOption{function.MTLSCertificates(o.CertsDir), function.Insecure(o.Insecure)} {
		if err := option(so); err != nil {
			return nil, nil, errors.Wrapf(err, "cannot use the certificates of %q", o.CertsDir)
		}
	}
	if so.Credentials == nil {
		return nil, nil, errors.New("cannot serve without certificates: set --tls-certs-dir, or --insecure on your own machine")
	}
	metrics := grpcprometheus.NewServerMetrics(grpcprometheus.WithServerHandlingTimeHistogram())
	registry.MustRegister(metrics, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	srv := grpc.NewServer(
		grpc.Creds(so.Credentials),
		grpc.MaxRecvMsgSize(o.MaxRequestMiB*mebibyte),
		grpc.ForceServerCodecV2(wire.NewCodec()),
		grpc.ChainUnaryInterceptor(metrics.UnaryServerInterceptor(), recovery.UnaryServerInterceptor(recovery.WithRecoveryHandlerContext(recovered(log)))),
	)
	ready := health.NewServer()
	reflection.Register(srv)
	healthv1.RegisterHealthServer(srv, ready)
	fnv1.RegisterFunctionRunnerServiceServer(srv, f)
	v1beta1.RegisterFunctionRunnerServiceServer(srv, function.ServeBeta(f))
	metrics.InitializeMetrics(srv)
	return srv, ready, nil
}

// recovered turns a panic into an error of the one request that caused it: one claim
// must not take the function away from all others.
func recovered(log logging.Logger) recovery.RecoveryHandlerFuncContext {
	return func(_ context.Context, cause any) error {
		log.Info("Recovered from a panic", "cause", cause, "stack", string(debug.Stack()))
		return status.Error(codes.Internal, "cannot serve this request, which is a bug of the function; its log has the stack")
	}
}
