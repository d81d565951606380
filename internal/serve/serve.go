// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package serve is the main function of every composition function: it reads the
// flags and serves.
package serve

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/crossplane/function-sdk-go"
	"github.com/crossplane/function-sdk-go/errors"
	"github.com/crossplane/function-sdk-go/logging"
	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"
)

// envGarbageCollection is where Go finds how much garbage to keep, and
// garbagePercent is how much we keep when nobody says otherwise. Requests are short
// and leave little behind: four times as much costs a few MiB, and saves a fifth of
// the processor.
const (
	envGarbageCollection = "GOGC"
	garbagePercent       = 400
)

// Run a composition function until it fails, or is asked to stop with SIGTERM or SIGINT.
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
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	return serve(ctx, configured(newFunction(log), o), o, log)
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
