// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package serve

import (
	"context"
	"net"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"github.com/crossplane/function-sdk-go/logging"
	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"
)

func TestParseOptions(t *testing.T) {
	t.Setenv(envCertsDir, "/tls/server")

	cases := map[string]struct {
		reason string
		args   []string
		want   Options
		fails  bool
	}{
		"Defaults": {
			reason: "In a cluster Crossplane says where the certificates are, and nothing else is needed.",
			want:   Options{Address: ":9443", MetricsAddress: ":8080", CertsDir: "/tls/server", MaxRequestMiB: 4, ShutdownTimeout: 25 * time.Second, SecretNamespace: "crossplane-system"},
		},
		"Everything": {
			reason: "Every option can be set.",
			args:   []string{"--debug", "--insecure", "--address=127.0.0.1:1", "--metrics-address=:2", "--tls-certs-dir=/certs", "--max-request-mib=16", "--shutdown-timeout=5s", "--secret-namespace=secrets"},
			want:   Options{Debug: true, Insecure: true, Address: "127.0.0.1:1", MetricsAddress: ":2", CertsDir: "/certs", MaxRequestMiB: 16, ShutdownTimeout: 5 * time.Second, SecretNamespace: "secrets"},
		},
		"Unknown": {
			reason: "A typing error must not be passed over.",
			args:   []string{"--insekure"},
			fails:  true,
		},
	}
	for name, tc := range cases { //nolint:paralleltest // The environment belongs to the whole process.
		t.Run(name, func(t *testing.T) {
			got, err := ParseOptions("function-test", tc.args)
			if (err != nil) != tc.fails {
				t.Fatalf("%s\nParseOptions(...): want an error: %t, got %v", tc.reason, tc.fails, err)
			}
			if diff := cmp.Diff(tc.want, got); err == nil && diff != "" {
				t.Errorf("%s\nParseOptions(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

type echo struct {
	fnv1.UnimplementedFunctionRunnerServiceServer
}

// A keeper has its secrets kept in a namespace.
type keeper struct {
	fnv1.UnimplementedFunctionRunnerServiceServer

	namespace string
}

func (k *keeper) KeepSecretsIn(namespace string) { k.namespace = namespace }

func TestConfigured(t *testing.T) {
	t.Parallel()
	k := &keeper{}
	if got := configured(k, Options{SecretNamespace: "secrets"}); got != k || k.namespace != "secrets" {
		t.Errorf("configured(...): want the function to keep its secrets in the namespace of the options, got %q", k.namespace)
	}
	if got := configured(echo{}, Options{SecretNamespace: "secrets"}); got != (echo{}) {
		t.Errorf("configured(...): a function without secrets should be left alone, got %v", got)
	}
}

func (echo) RunFunction(_ context.Context, req *fnv1.RunFunctionRequest) (*fnv1.RunFunctionResponse, error) {
	return &fnv1.RunFunctionResponse{Meta: &fnv1.ResponseMeta{Tag: req.GetMeta().GetTag()}}, nil
}

func newEcho(logging.Logger) fnv1.FunctionRunnerServiceServer { return echo{} }

// TestRun proves that a function answers over gRPC.
func TestRun(t *testing.T) {
	t.Parallel()
	address := freeAddress(t)
	failed := make(chan error, 1)
	go func() {
		failed <- Run("function-test", []string{"--insecure", "--address", address, "--metrics-address", ""}, newEcho)
	}()

	conn, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	rsp, err := fnv1.NewFunctionRunnerServiceClient(conn).RunFunction(ctx, &fnv1.RunFunctionRequest{Meta: &fnv1.RequestMeta{Tag: "a"}}, grpc.WaitForReady(true))
	if err != nil {
		select {
		case err := <-failed:
			t.Fatalf("Run(...): %v", err)
		default:
			t.Fatalf("RunFunction(...): %v", err)
		}
	}
	if got := rsp.GetMeta().GetTag(); got != "a" {
		t.Errorf("tag: want a, got %q", got)
	}
}

// TestRunRefuses proves that a function does not serve without mTLS by accident.
func TestRunRefuses(t *testing.T) {
	t.Parallel()
	if err := Run("function-test", []string{"--address", freeAddress(t), "--tls-certs-dir", ""}, newEcho); err == nil {
		t.Error("Run(...): want an error")
	}
	if err := Run("function-test", []string{"--tls-certs-dir", t.TempDir()}, newEcho); err == nil {
		t.Error("Run(...): want an error")
	}
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
