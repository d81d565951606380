// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package serve is the main function of every composition function: it reads the
// flags and serves.
package serve

import (
	"flag"
	"os"
	"runtime/debug"

	"google.golang.org/grpc/health"

	"github.com/crossplane/function-sdk-go"
	"github.com/crossplane/function-sdk-go/errors"
	"github.com/crossplane/function-sdk-go/logging"
	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	"github.com/hyperscalar/hyperscalar/internal/compose"
)

// envCertsDir is where Crossplane tells a function to find its certificates.
const envCertsDir = "TLS_SERVER_CERTS_DIR"

const mebibyte = 1024 * 1024

// Options of a composition function.
type Options struct {
	Debug          bool
	Insecure       bool
	Address        string
	MetricsAddress string
	CertsDir       string
	MaxRequestMiB  int

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
	fs.StringVar(&o.MetricsAddress, "metrics-address", "", "Address to serve Prometheus metrics at. Empty means no metrics.")
	fs.StringVar(&o.CertsDir, "tls-certs-dir", os.Getenv(envCertsDir), "Directory with tls.crt, tls.key and ca.crt. The default is $"+envCertsDir+".")
	fs.StringVar(&o.SecretNamespace, "secret-namespace", compose.DefaultSecretNamespace, "Namespace that cluster-scoped resources publish connection details to.")
	fs.IntVar(&o.MaxRequestMiB, "max-request-mib", 4, "Largest request to accept, in MiB.")
	return o, errors.Wrap(fs.Parse(args), "cannot parse arguments")
}

// envGarbageCollection is where Go finds how much garbage to keep, and
// garbagePercent is how much we keep when nobody says otherwise. Requests are short
// and leave little behind: four times as much costs a few MiB, and saves a fifth of
// the processor.
const (
	envGarbageCollection = "GOGC"
	garbagePercent       = 400
)

// Run a composition function until it fails.
func Run(name string, args []string, newFunction func(log logging.Logger) fnv1.FunctionRunnerServiceServer) error {
	o, err := ParseOptions(name, args)
	if err != nil {
		return err
	}
	if os.Getenv(envGarbageCollection) == "" {
		debug.SetGCPercent(garbagePercent)
	}
	log, err := function.NewLogger(o.Debug)
	if err != nil {
		return errors.Wrap(err, "cannot create logger")
	}
	return function.Serve(configured(newFunction(log), o),
		function.Listen(function.DefaultNetwork, o.Address),
		function.MTLSCertificates(o.CertsDir),
		function.Insecure(o.Insecure),
		function.MaxRecvMessageSize(o.MaxRequestMiB*mebibyte),
		function.WithHealthServer(health.NewServer()),
		function.WithMetricsServer(o.MetricsAddress),
	)
}

// A secretKeeper composes resources that publish connection details.
type secretKeeper interface {
	KeepSecretsIn(namespace string)
}

// configured returns a function that knows the options that concern it.
func configured(f fnv1.FunctionRunnerServiceServer, o Options) fnv1.FunctionRunnerServiceServer {
	if k, ok := f.(secretKeeper); ok {
		k.KeepSecretsIn(o.SecretNamespace)
	}
	return f
}
