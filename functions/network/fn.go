// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"github.com/crossplane/function-sdk-go/logging"
	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/aws"
	"github.com/hyperscalar/hyperscalar/functions/network/azure"
	"github.com/hyperscalar/hyperscalar/functions/network/gcp"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/compose"
)

// New returns the composition function of the Network API. A cloud is one line in
// its table.
func New(log logging.Logger) fnv1.FunctionRunnerServiceServer {
	type provider = compose.Provider[v1alpha1.Status, plan.Plan]
	return compose.New(compose.API[v1alpha1.Parameters, v1alpha1.Status, plan.Plan]{
		Name:       "network",
		Components: plan.Components(),
		References: plan.References,
		Plan:       plan.New,
		Adopts:     plan.Plan.Adopts,
		Providers: map[platform.Provider]provider{
			platform.ProviderAWS:   {Validate: aws.Validate, Build: aws.Build, Report: aws.Report},
			platform.ProviderAzure: {Validate: azure.Validate, Build: azure.Build, Report: azure.Report},
			platform.ProviderGCP:   {Validate: gcp.Validate, Build: gcp.Build, Report: gcp.Report},
		},
	}, log)
}
