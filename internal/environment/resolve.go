// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package environment

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/regions"
	"github.com/hyperscalar/hyperscalar/internal/tags"
)

// MaxDepth is how many environments may inherit from each other in a row.
// Crossplane asks a function again for each of them, and only so often.
// https://docs.crossplane.io/latest/composition/compositions/#required-resources
const MaxDepth = 3

// Over returns e over base: what e sets wins, tags are merged.
func (e Environment) Over(base Environment) Environment {
	e.DefaultProvider = or(e.DefaultProvider, base.DefaultProvider)
	e.DefaultRegion = or(e.DefaultRegion, base.DefaultRegion)
	e.NamingPrefix = or(e.NamingPrefix, base.NamingPrefix)
	e.CostCentre = or(e.CostCentre, base.CostCentre)
	e.Tags = mergeTags(e.Tags, base.Tags)
	e.Allowed.Namespaces = orList(e.Allowed.Namespaces, base.Allowed.Namespaces)
	e.Allowed.Providers = orList(e.Allowed.Providers, base.Allowed.Providers)
	e.Allowed.Regions = orList(e.Allowed.Regions, base.Allowed.Regions)
	e.Allowed.Sizes = orList(e.Allowed.Sizes, base.Allowed.Sizes)
	e.Allowed.KubernetesVersions = orList(e.Allowed.KubernetesVersions, base.Allowed.KubernetesVersions)
	e.Kubernetes = e.Kubernetes.over(base.Kubernetes)
	e.AWS.ProviderConfig = or(e.AWS.ProviderConfig, base.AWS.ProviderConfig)
	e.AWS.AccountID = or(e.AWS.AccountID, base.AWS.AccountID)
	e.AWS.PermissionsBoundary = or(e.AWS.PermissionsBoundary, base.AWS.PermissionsBoundary)
	e.Identity = e.Identity.over(base.Identity)
	e.Packages = e.Packages.over(base.Packages)
	e.Azure.ProviderConfig = or(e.Azure.ProviderConfig, base.Azure.ProviderConfig)
	e.Azure.SubscriptionID = or(e.Azure.SubscriptionID, base.Azure.SubscriptionID)
	e.Azure.NetworkWatcher.Name = or(e.Azure.NetworkWatcher.Name, base.Azure.NetworkWatcher.Name)
	e.Azure.NetworkWatcher.ResourceGroup = or(e.Azure.NetworkWatcher.ResourceGroup, base.Azure.NetworkWatcher.ResourceGroup)
	e.GCP.ProviderConfig = or(e.GCP.ProviderConfig, base.GCP.ProviderConfig)
	e.GCP.ProjectID = or(e.GCP.ProjectID, base.GCP.ProjectID)
	e.GCP.ProjectNumber = or(e.GCP.ProjectNumber, base.GCP.ProjectNumber)
	e.AWS.EncryptionKeys = orKeys(e.AWS.EncryptionKeys, base.AWS.EncryptionKeys)
	e.Azure.EncryptionKeys = orKeys(e.Azure.EncryptionKeys, base.Azure.EncryptionKeys)
	e.GCP.EncryptionKeys = orKeys(e.GCP.EncryptionKeys, base.GCP.EncryptionKeys)
	e.Adoption = e.Adoption.over(base.Adoption)
	e.Network = e.Network.over(base.Network)
	e.Storage = e.Storage.over(base.Storage)
	e.Compute = e.Compute.over(base.Compute)
	e.Inherits = base.Inherits
	return e
}

func or[T comparable](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}

func orList[T any](v, otherwise []T) []T {
	if len(v) == 0 {
		return otherwise
	}
	return v
}

func mergeTags(over, base map[string]string) map[string]string {
	if len(base) == 0 {
		return over
	}
	merged := maps.Clone(base)
	maps.Copy(merged, over)
	return merged
}

var (
	// https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html
	awsAccount = regexp.MustCompile("^[0-9]{12}$")

	// https://cloud.google.com/resource-manager/docs/creating-managing-projects
	gcpProject = regexp.MustCompile("^[a-z][a-z0-9-]{4,28}[a-z0-9]$")

	// https://cloud.google.com/resource-manager/docs/creating-managing-projects
	gcpProjectNumber = regexp.MustCompile("^[1-9][0-9]{0,18}$")

	// https://learn.microsoft.com/azure/azure-portal/get-subscription-tenant-id
	azureSubscription = regexp.MustCompile("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")

	// The prefix starts names that must start with a letter on some cloud,
	// and leaves room for the claim in the shortest names.
	namingPrefix = regexp.MustCompile("^[a-z][a-z0-9]{0,11}$")
)

// Validate the data of an environment. Path is where the data stands.
func (e Environment) Validate(path *field.Path) field.ErrorList {
	var errs field.ErrorList
	errs = append(errs, matches(path.Child("namingPrefix"), e.NamingPrefix, namingPrefix, "must be up to 12 lower-case letters and digits that start with a letter")...)
	errs = append(errs, matches(path.Child("aws", "accountID"), e.AWS.AccountID, awsAccount, "must be the account's 12 digits, quoted so that YAML keeps leading zeros")...)
	errs = append(errs, matches(path.Child("azure", "subscriptionID"), e.Azure.SubscriptionID, azureSubscription, "must be a subscription id in lower case, such as 00000000-1111-2222-3333-444444444444")...)
	errs = append(errs, matches(path.Child("gcp", "projectID"), e.GCP.ProjectID, gcpProject, "must be a project id: 6 to 30 lower-case letters, digits and hyphens")...)
	errs = append(errs, matches(path.Child("gcp", "projectNumber"), e.GCP.ProjectNumber, gcpProjectNumber, "must be a project number: digits only, quoted so that YAML keeps it as text")...)
	errs = append(errs, tags.Validate(e.Tags, path.Child("tags"))...)
	errs = append(errs, e.validateKeys(path)...)
	errs = append(errs, e.validateAdoption(path)...)
	errs = append(errs, e.validateIdentity(path)...)
	errs = append(errs, e.validateKubernetes(path)...)
	errs = append(errs, e.validateCompute(path)...)
	errs = append(errs, known(path.Child("defaultProvider"), e.DefaultProvider)...)
	for i, p := range e.Allowed.Providers {
		errs = append(errs, known(path.Child("allowed", "providers").Index(i), p)...)
	}
	return errs
}

func matches(path *field.Path, value string, pattern *regexp.Regexp, rule string) field.ErrorList {
	if value == "" || pattern.MatchString(value) {
		return nil
	}
	return field.ErrorList{field.Invalid(path, value, rule)}
}

func known(path *field.Path, p platform.Provider) field.ErrorList {
	if p == "" || slices.Contains(platform.Providers(), p) {
		return nil
	}
	return field.ErrorList{field.NotSupported(path, p, platform.Providers())}
}

// PermitsNamespace says whether claims of a namespace may use the environment.
func (e Environment) PermitsNamespace(namespace string) bool {
	if len(e.Allowed.Namespaces) == 0 {
		return true
	}
	return slices.ContainsFunc(e.Allowed.Namespaces, func(allowed string) bool {
		prefix, wildcard := strings.CutSuffix(allowed, "*")
		return allowed == namespace || wildcard && strings.HasPrefix(namespace, prefix)
	})
}

// PermitsProvider says whether a provider may serve claims of the environment.
func (e Environment) PermitsProvider(p platform.Provider) bool {
	return len(e.Allowed.Providers) == 0 || slices.Contains(e.Allowed.Providers, p)
}

// PermitsRegion says whether a region may serve claims of the environment. An
// entry of the list that is the name of another cloud's region permits nothing.
func (e Environment) PermitsRegion(p platform.Provider, r regions.Region) bool {
	if len(e.Allowed.Regions) == 0 {
		return true
	}
	return slices.ContainsFunc(e.Allowed.Regions, func(allowed string) bool {
		a, err := regions.Resolve(p, allowed)
		return err == nil && a.Native == r.Native
	})
}
