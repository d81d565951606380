// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package serve

import (
	"flag"
	"os"
	"time"

	"github.com/crossplane/function-sdk-go"
	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/internal/compose"
)

// envCertsDir is where Crossplane tells a function to find its certificates.
const envCertsDir = "TLS_SERVER_CERTS_DIR"

const mebibyte = 1024 * 1024

// defaultShutdownTimeout is less than the 30 seconds that Kubernetes waits before it
// kills.
// https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination
const defaultShutdownTimeout = 25 * time.Second

// Options of a composition function.
type Options struct {
	Debug          bool
	Insecure       bool
	Address        string
	MetricsAddress string
	CertsDir       string
	MaxRequestMiB  int

	// ShutdownTimeout is how long requests in flight may take once the function
	// is asked to stop.
	ShutdownTimeout time.Duration

	// SecretNamespace is where cluster-scoped resources publish connection
	// details.
	SecretNamespace string
}

// ParseOptions of a composition function from its arguments.
func ParseOptions(name string, args []string) (Options, error) {
	o := Options{}
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.BoolVar(&o.Debug, "debug", false, "Log refused claims and more.")
	fs.BoolVar(&o.Insecure, "insecure", false, "Serve without mTLS. Only for rendering on your own machine.")
	fs.StringVar(&o.Address, "address", function.DefaultAddress, "Address to serve gRPC at.")
	fs.StringVar(&o.MetricsAddress, "metrics-address", function.DefaultMetricsAddress, "Address to serve Prometheus metrics at. Empty means no metrics.")
	fs.StringVar(&o.CertsDir, "tls-certs-dir", os.Getenv(envCertsDir), "Directory with tls.crt, tls.key and ca.crt. The default is $"+envCertsDir+".")
	fs.StringVar(&o.SecretNamespace, "secret-namespace", compose.DefaultSecretNamespace, "Namespace that cluster-scoped resources publish connection details to.")
	fs.IntVar(&o.MaxRequestMiB, "max-request-mib", 4, "Largest request to accept, in MiB.")
	fs.DurationVar(&o.ShutdownTimeout, "shutdown-timeout", defaultShutdownTimeout, "How long requests in flight may take when the function is asked to stop.")
	return o, errors.Wrap(fs.Parse(args), "cannot parse arguments")
}
