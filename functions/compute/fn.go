// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"github.com/crossplane/function-sdk-go/logging"
	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/aws"
	"github.com/hyperscalar/hyperscalar/functions/compute/azure"
	"github.com/hyperscalar/hyperscalar/functions/compute/gcp"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/compose"
)

type provider = compose.Provider[v1alpha1.Status, plan.Plan]

// clouds that serve machines. A cloud is one line of the table.
func clouds() map[platform.Provider]provider {
	return map[platform.Provider]provider{
		platform.ProviderAWS:   {Validate: aws.Validate, Build: aws.Build, Report: aws.Report, Connection: aws.Connection, Revocable: aws.Revocable},
		platform.ProviderAzure: {Validate: azure.Validate, Build: azure.Build, Report: azure.Report, Connection: azure.Connection, Revocable: azure.Revocable},
		platform.ProviderGCP:   {Validate: gcp.Validate, Build: gcp.Build, Report: gcp.Report, Connection: gcp.Connection, Revocable: gcp.Revocable},
	}
}

// New returns the composition function of the Compute API.
func New(log logging.Logger) fnv1.FunctionRunnerServiceServer {
	providers := clouds()
	for name, p := range providers {
		p.Protected = plan.Plan.Protected
		providers[name] = p
	}
	return compose.New(compose.API[v1alpha1.Parameters, v1alpha1.Status, plan.Plan]{
		Name:       "compute",
		Components: plan.Components(),
		References: plan.References,
		Plan:       plan.New,
		Warnings:   func(p plan.Plan) []string { return p.Warnings },
		Providers:  providers,
	}, log)
}
