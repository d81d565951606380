// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package controlplane

import (
	"bytes"
	"context"
	"os"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/controlplane/packages"
	"github.com/hyperscalar/hyperscalar/test/controlplane/process"
)

// cloudsReady is what the simulated clouds write to their log when they are ready.
const cloudsReady = "ready: "

// accounts at each cloud that there is a provider configuration for: that which
// claims use unless they are told otherwise, and those of the examples.
func accounts() []string {
	return []string{"default", "development", "production"}
}

// startClouds has the simulated clouds reconcile managed resources.
func (s *supervisor) startClouds(ctx context.Context) error {
	for _, p := range platform.Providers() {
		for _, a := range accounts() {
			if err := s.apply(ctx, s.providerConfig(p, a)); err != nil {
				return err
			}
		}
	}
	if !s.Clouds {
		return nil
	}
	return s.group.Start(ctx, process.Spec{
		Name: ProcessClouds,
		Path: s.Programs[programClouds],
		Args: append([]string{"--kubeconfig=" + s.identity(identityClouds)}, s.CloudArgs...),
		Ready: func(context.Context) error {
			b, err := os.ReadFile(s.log(ProcessClouds))
			if err != nil {
				return errors.Wrap(err, "cannot read log")
			}
			if !bytes.Contains(b, []byte(cloudsReady)) {
				return errors.New("it does not serve every kind yet")
			}
			return nil
		},
	})
}

// providerConfig of an account, without any credentials: no cloud is ever asked.
func (s *supervisor) providerConfig(p platform.Provider, account string) *unstructured.Unstructured {
	kind, scope := packages.KindProviderConfig, managed.ScopeCluster
	if s.Flavour == flavour.Native {
		kind, scope = packages.KindClusterProviderConfig, managed.ScopeNamespaced
	}
	spec := map[string]any{"credentials": map[string]any{"source": "None"}}
	switch p {
	case platform.ProviderAzure:
		spec["subscriptionID"] = "00000000-0000-0000-0000-000000000000"
		spec["tenantID"] = "00000000-0000-0000-0000-000000000000"
	case platform.ProviderGCP:
		spec["projectID"] = "hyperscalar-" + account
	case platform.ProviderAWS:
	}
	u := &unstructured.Unstructured{Object: map[string]any{"spec": spec}}
	u.SetAPIVersion(packages.ConfigGroup(p, scope) + "/v1beta1")
	u.SetKind(kind)
	u.SetName(account)
	return u
}
