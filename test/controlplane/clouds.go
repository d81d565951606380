// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package controlplane

import (
	"context"
	"maps"
	"os"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/kubernetes"
	"github.com/hyperscalar/hyperscalar/test/controlplane/packages"
	"github.com/hyperscalar/hyperscalar/test/controlplane/process"
	"github.com/hyperscalar/hyperscalar/test/kinds"
	"github.com/hyperscalar/hyperscalar/test/manifest"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

// What lines begin with that the simulated clouds write to their log when they are ready.
const (
	cloudsReady   = "ready: "
	cloudsUnknown = "unknown: "
)

// tenant of the subscriptions of Azure.
const tenant = "44444444-4444-4444-4444-444444444444"

// An account at each cloud that there is a provider configuration for.
type account struct {
	// name of the provider configuration.
	name string

	// ids of the account of AWS, the subscription of Azure and the project of
	// GCP.
	aws, azure, gcp string
}

// id of the account at a cloud.
func (a account) id(p platform.Provider) string {
	return map[platform.Provider]string{platform.ProviderAWS: a.aws, platform.ProviderAzure: a.azure, platform.ProviderGCP: a.gcp}[p]
}

// accounts that claims use: that of claims that are not told otherwise, in which the
// examples find what they adopt, and those of the environments of the examples.
func accounts() ([]account, error) {
	dir, err := repo.Path("examples", "environments")
	if err != nil {
		return nil, err
	}
	us, err := manifest.ReadAll(dir)
	if err != nil {
		return nil, err
	}
	all := map[string]account{defaultAccount().name: defaultAccount()}
	for _, u := range us {
		for _, p := range platform.Providers() {
			name, _, _ := unstructured.NestedString(u.Object, "data", string(p), "providerConfig")
			if _, known := all[name]; known || name == "" {
				continue
			}
			all[name] = accountOf(name, us)
		}
	}
	return slices.SortedFunc(maps.Values(all), func(a, b account) int { return strings.Compare(a.name, b.name) }), nil
}

func defaultAccount() account {
	return account{name: "default", aws: "333333333333", azure: "33333333-3333-3333-3333-333333333333", gcp: "acme-legacy"}
}

// accountOf a provider configuration, as the environments that name it know it. What they
// do not say is made up.
func accountOf(name string, environments []*unstructured.Unstructured) account {
	a := account{name: name, aws: defaultAccount().aws, azure: defaultAccount().azure, gcp: "acme-" + name}
	for _, u := range environments {
		for p, id := range map[platform.Provider]struct {
			field string
			into  *string
		}{
			platform.ProviderAWS: {"accountID", &a.aws}, platform.ProviderAzure: {"subscriptionID", &a.azure}, platform.ProviderGCP: {"projectID", &a.gcp},
		} {
			config, _, _ := unstructured.NestedString(u.Object, "data", string(p), "providerConfig")
			v, _, _ := unstructured.NestedString(u.Object, "data", string(p), id.field)
			if config == name && v != "" {
				*id.into = v
			}
		}
	}
	return a
}

// prepareClouds for Crossplane where everything that they need was installed by an earlier run,
// and is still there.
func (s *supervisor) prepareClouds(ctx context.Context) error {
	if !s.kept() {
		return nil
	}
	if unserved, err := s.unserved(); err != nil || len(unserved) > 0 {
		return nil //nolint:nilerr // Crossplane has to come first then, and everything is awaited later.
	}
	if s.Clouds {
		if err := poll(ctx, s.cloudsReady); err != nil {
			return err
		}
	}
	s.prepared = true
	return s.configureProviders(ctx)
}

// configureAccounts of the clouds, unless that was done before Crossplane started.
func (s *supervisor) configureAccounts(ctx context.Context) error {
	if s.prepared {
		return nil
	}
	return s.configureProviders(ctx)
}

// configureProviders gives access to the accounts.
func (s *supervisor) configureProviders(ctx context.Context) error {
	as, err := accounts()
	if err != nil {
		return err
	}
	for _, p := range platform.Providers() {
		for _, a := range as {
			if err := s.apply(ctx, ProviderConfig(s.Flavour, p, a.name, a.id(p))); err != nil {
				return err
			}
		}
	}
	return s.configureFleets(ctx)
}

// configureFleets gives access to the cluster of the platform itself, where clusters are
// registered with whoever deploys to all of them. Nothing does so unless something
// manages what is in clusters.
func (s *supervisor) configureFleets(ctx context.Context) error {
	if !slices.ContainsFunc(s.contents.Dependencies, func(d packages.Dependency) bool { return d.Program() == "provider-"+string(kinds.Kubernetes) }) {
		return nil
	}
	names, err := fleets()
	if err != nil {
		return err
	}
	for _, name := range names {
		u := &unstructured.Unstructured{Object: map[string]any{"spec": map[string]any{"credentials": map[string]any{"source": "InjectedIdentity"}}}}
		kind, scope := configKind(s.Flavour)
		u.SetAPIVersion(kubernetes.ProviderConfig{}.Type().APIVersionIn(scope))
		u.SetKind(kind)
		u.SetName(name)
		if err := s.apply(ctx, u); err != nil {
			return err
		}
	}
	return nil
}

// fleets are the provider configurations that the environments of the examples register
// clusters with, sorted.
func fleets() ([]string, error) {
	dir, err := repo.Path("examples", "environments")
	if err != nil {
		return nil, err
	}
	us, err := manifest.ReadAll(dir)
	if err != nil {
		return nil, err
	}
	names := []string{environment.DefaultProviderConfig}
	for _, u := range us {
		if name, _, _ := unstructured.NestedString(u.Object, "data", "kubernetes", "fleet", "providerConfig"); name != "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// configKind of the provider configurations of the whole cluster, and the scope of what
// they are for.
func configKind(f flavour.Flavour) (string, managed.Scope) {
	if f == flavour.Native {
		return packages.KindClusterProviderConfig, managed.ScopeNamespaced
	}
	return packages.KindProviderConfig, managed.ScopeCluster
}

// startClouds has the simulated clouds reconcile managed resources. They are ready
// once there is every kind that the Configuration activates.
func (s *supervisor) startClouds(ctx context.Context) error {
	if !s.Clouds {
		return nil
	}
	err := s.group.Start(ctx, process.Spec{
		Name: ProcessClouds,
		Path: s.Programs[programClouds],
		Args: append([]string{
			"--kubeconfig=" + s.identity(identityClouds),
			"--await=" + strings.Join(s.contents.Activated, ","),
			"--inventory=" + s.inventory(),
		}, s.CloudArgs...),
		Ready: func(context.Context) error { return s.cloudsReady() },
	})
	if err != nil {
		return err
	}
	unknown, err := s.cloudsSay(cloudsUnknown)
	if unknown != "" {
		s.notef("no simulated cloud knows these kinds, so that what needs them is never ready: %s", unknown)
	}
	return err
}

// cloudsReady returns nil once the simulated clouds serve every kind.
func (s *supervisor) cloudsReady() error {
	serving, err := s.cloudsSay(cloudsReady)
	if err != nil {
		return err
	}
	if serving == "" {
		return errors.New("they do not serve every kind yet")
	}
	return nil
}

// cloudsSay returns what follows the supplied words in the log of the simulated clouds.
func (s *supervisor) cloudsSay(words string) (string, error) {
	b, err := os.ReadFile(s.log(ProcessClouds))
	if err != nil {
		return "", errors.Wrap(err, "cannot read log")
	}
	for line := range strings.Lines(string(b)) {
		if said, ok := strings.CutPrefix(line, words); ok {
			return strings.TrimSpace(said), nil
		}
	}
	return "", nil
}

// ProviderConfig with a name gives access to an account of AWS, a subscription of Azure or
// a project of GCP in a flavour. It has no credentials: no cloud is ever asked.
func ProviderConfig(f flavour.Flavour, p platform.Provider, name, account string) *unstructured.Unstructured {
	kind, scope := configKind(f)
	spec := map[string]any{"credentials": map[string]any{"source": "None"}}
	switch p {
	case platform.ProviderAzure:
		spec["subscriptionID"] = account
		spec["tenantID"] = tenant
	case platform.ProviderGCP:
		spec["projectID"] = account
	case platform.ProviderAWS:
		spec["assumeRoleChain"] = []any{map[string]any{"roleARN": "arn:aws:iam::" + account + ":role/crossplane"}}
	}
	u := &unstructured.Unstructured{Object: map[string]any{"spec": spec}}
	u.SetAPIVersion(packages.ConfigGroup(p, scope) + "/v1beta1")
	u.SetKind(kind)
	u.SetName(name)
	return u
}
