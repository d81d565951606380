// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"github.com/crossplane/function-sdk-go/logging"
	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/aws"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/azure"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/gcp"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/lifecycle"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/compose"
	"github.com/hyperscalar/hyperscalar/internal/managed"
)

// A cloud serves clusters, and knows what it observes of them.
type cloud struct {
	compose.Provider[v1alpha1.Status, plan.Plan]

	// facts are what was observed of a cluster.
	facts func(p plan.Plan, o managed.Observed) lifecycle.Facts
}

// clouds that serve clusters. A cloud is one line of the table.
func clouds() map[platform.Provider]cloud {
	type provider = compose.Provider[v1alpha1.Status, plan.Plan]
	return map[platform.Provider]cloud{
		platform.ProviderAWS:   {provider{Validate: aws.Validate, Build: aws.Build, Report: aws.Report, Connection: aws.Connection}, aws.Facts},
		platform.ProviderAzure: {provider{Validate: azure.Validate, Build: azure.Build, Report: azure.Report, Connection: azure.Connection}, azure.Facts},
		platform.ProviderGCP:   {provider{Validate: gcp.Validate, Build: gcp.Build, Report: gcp.Report, Connection: gcp.Connection}, gcp.Facts},
	}
}

// New returns the composition function of the KubernetesCluster API.
func New(log logging.Logger) fnv1.FunctionRunnerServiceServer {
	all := clouds()
	providers := make(map[platform.Provider]compose.Provider[v1alpha1.Status, plan.Plan], len(all))
	for name, c := range all {
		c.Protected = plan.Plan.Protected
		providers[name] = c.Provider
	}
	return compose.New(compose.API[v1alpha1.Parameters, v1alpha1.Status, plan.Plan]{
		Name:       "kubernetescluster",
		Components: plan.Components(),
		References: plan.References,
		Plan:       plan.New,
		Adopts:     plan.Plan.Adopts,
		Warnings:   func(p plan.Plan) []string { return p.Warnings },
		Phase: func(p plan.Plan, o managed.Observed, general platform.Phase) platform.Phase {
			return p.Phase(all[p.Claim.Provider].facts(p, o), general)
		},
		Providers: providers,
	}, log)
}
