// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Command cloudsim simulates AWS, Azure and Google Cloud together with the
// Crossplane providers for them, for the control plane of a kubeconfig.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/go-logr/stdr"
	"k8s.io/client-go/tools/clientcmd"
	ctrllog "sigs.k8s.io/controller-runtime/pkg/log"

	"github.com/crossplane/crossplane-runtime/v2/pkg/logging"
	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/cloudsim"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "cloudsim:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	o := cloudsim.Defaults()
	o.Delays = map[string]time.Duration{}
	kubeconfig := flag.String("kubeconfig", os.Getenv("KUBECONFIG"), "path of the kubeconfig of the control plane")
	flag.DurationVar(&o.Delay, "delay", o.Delay, "how long it takes to create a resource; deleting one takes half as long")
	flag.Func("delay-of", "how long it takes for one kind, for example NATGateway=5s or ec2/VPC=1s; may be repeated", delays(o.Delays))
	flag.DurationVar(&o.Retry, "retry", o.Retry, "how long to wait after a first error")
	flag.DurationVar(&o.MaxRetry, "max-retry", o.MaxRetry, "how long to wait after many errors")
	flag.DurationVar(&o.Patience, "patience", o.Patience, "how long to say nothing about references that cannot be resolved yet")
	flag.DurationVar(&o.Poll, "poll", o.Poll, "how often to observe a resource that nothing happens to")
	flag.IntVar(&o.Workers, "workers", o.Workers, "how many resources to reconcile at a time")
	flag.StringVar(&o.Namespace, "namespace", o.Namespace, "namespace of the ConfigMaps "+cloudsim.ConfigMapFaults+" and "+cloudsim.ConfigMapObjects)
	flag.StringVar(&o.Inventory, "inventory", "", "path of a file to keep up to date with what exists at the clouds")
	flag.Func("await", "comma-separated names of CustomResourceDefinitions to serve before it is ready; may be repeated", func(names string) error {
		o.Await = append(o.Await, strings.Split(names, ",")...)
		return nil
	})
	flag.StringVar(&o.Objects, "objects", "", "path of a file that lists resources that exist already")
	flag.Parse()

	logger := stdr.New(log.New(os.Stderr, "", log.LstdFlags))
	ctrllog.SetLogger(logger)
	o.Log = logging.NewLogrLogger(logger)
	o.Ready = func(kinds int, unknown []string) {
		if len(unknown) > 0 {
			_, _ = fmt.Fprintf(os.Stdout, "unknown: %s\n", strings.Join(unknown, ", "))
		}
		// Whoever started us waits for this line.
		_, _ = fmt.Fprintf(os.Stdout, "ready: serving %d kinds\n", kinds)
	}
	cfg, err := clientcmd.BuildConfigFromFlags("", *kubeconfig)
	if err != nil {
		return errors.Wrap(err, "cannot read the kubeconfig")
	}
	return cloudsim.Run(ctx, cfg, o)
}

func delays(into map[string]time.Duration) func(string) error {
	return func(text string) error {
		kind, value, ok := strings.Cut(text, "=")
		if !ok {
			return errors.New("want kind=duration")
		}
		d, err := time.ParseDuration(value)
		into[kind] = d
		return err
	}
}
