// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package cloudsim simulates AWS, Azure and Google Cloud, and what is inside of the
// Kubernetes clusters that they have, together with the Crossplane providers for them,
// towards every kind of managed resource that we compose and in both scopes. Wrong
// wiring fails here as it would at a cloud.
package cloudsim

import (
	"context"
	"os"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/rest"
	"sigs.k8s.io/controller-runtime/pkg/cache"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"github.com/crossplane/crossplane-runtime/v2/pkg/logging"
	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/aws"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/azure"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/gcp"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/incluster"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/provider"
)

// Names of the ConfigMaps that are watched.
const (
	// ConfigMapFaults holds fault rules, one in each item.
	ConfigMapFaults = "cloudsim-faults"

	// ConfigMapObjects holds lists of resources that exist already, one in
	// each item.
	ConfigMapObjects = "cloudsim-objects"
)

// Options of a simulation.
type Options struct {
	provider.Options

	// Delay is how long it takes to create a resource, and Delays how long it
	// takes for kinds that take another time, by their short name.
	Delay  time.Duration
	Delays map[string]time.Duration

	// Namespace of the ConfigMaps that are watched.
	Namespace string

	// Objects is the path of a file that lists resources that exist already.
	Objects string

	// Inventory is the path of a file to keep up to date with what exists at the
	// clouds. Nothing is written if it is empty.
	Inventory string

	// Await names CustomResourceDefinitions to serve before the simulation is
	// ready, beyond those that exist at the start. What no cloud simulates is not
	// waited for.
	Await []string

	// Ready is called once the simulation is ready, with how many kinds it serves and
	// with what it was to wait for and does not simulate.
	Ready func(kinds int, unknown []string)
}

// Defaults returns the options that a simulation has where nobody says otherwise.
func Defaults() Options {
	return Options{
		Options: provider.Options{
			Workers:  8,
			Poll:     5 * time.Minute,
			Retry:    time.Second,
			MaxRetry: 15 * time.Second,
			Patience: 5 * time.Second,
			Log:      logging.NewNopLogger(),
		},
		Delay:     2 * time.Second,
		Namespace: "crossplane-system",
		Ready:     func(int, []string) {},
	}
}

// Clouds returns the simulated clouds.
func Clouds(opts ...cloud.Option) []*cloud.Cloud {
	return []*cloud.Cloud{aws.New(opts...), azure.New(opts...), gcp.New(opts...)}
}

// Everything that is simulated: the clouds, and what is in the clusters that they have.
func Everything(opts ...cloud.Option) []*cloud.Cloud {
	clouds := Clouds(opts...)
	return append(clouds, incluster.New(clouds, opts...).Cloud)
}

// delayOf a kind: by its short name (ec2/VPC), else by its kind (VPC).
func (o Options) delayOf(n cloud.Name) time.Duration {
	if d, ok := o.Delays[string(n)]; ok {
		return d
	}
	if d, ok := o.Delays[n.Kind()]; ok {
		return d
	}
	return o.Delay
}

// Run a simulation until the context is done.
func Run(ctx context.Context, cfg *rest.Config, o Options) error {
	s, err := newSimulation(cfg, o)
	if err != nil {
		return err
	}
	if o.Objects != "" {
		b, err := os.ReadFile(o.Objects)
		if err != nil {
			return errors.Wrap(err, "cannot read existing objects")
		}
		if err := s.seed(string(b)); err != nil {
			return err
		}
	}
	return s.run(ctx)
}

func newSimulation(cfg *rest.Config, o Options) (*simulation, error) {
	cfg = rest.CopyConfig(cfg)
	// The API server has limits of its own.
	cfg.QPS = -1
	scheme := runtime.NewScheme()
	if err := corev1.AddToScheme(scheme); err != nil {
		return nil, errors.Wrap(err, "cannot register core types")
	}
	discoverer, err := discovery.NewDiscoveryClientForConfig(cfg)
	if err != nil {
		return nil, errors.Wrap(err, "cannot create a client")
	}
	ca, err := cache.New(cfg, cache.Options{
		Scheme:           scheme,
		DefaultTransform: cache.TransformStripManagedFields(),
		ByObject:         map[client.Object]cache.ByObject{&corev1.ConfigMap{}: {Namespaces: map[string]cache.Config{o.Namespace: {}}}},
	})
	if err != nil {
		return nil, errors.Wrap(err, "cannot create a cache")
	}
	cached, err := client.New(cfg, client.Options{Scheme: scheme, Cache: &client.CacheOptions{
		Reader: ca, Unstructured: true, DisableFor: []client.Object{&corev1.Secret{}},
	}})
	if err != nil {
		return nil, errors.Wrap(err, "cannot create a client")
	}
	clouds := Clouds(cloud.WithDelay(o.delayOf))
	clusters := incluster.New(clouds, cloud.WithDelay(o.delayOf))
	return &simulation{
		options:    o,
		clouds:     append(clouds, clusters.Cloud),
		cache:      ca,
		discovery:  discoverer,
		controller: provider.NewController(ca, cached, clouds, clusters, provider.NewFaults(), o.Options),
	}, nil
}
