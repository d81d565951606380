// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"cmp"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// Headers that browsers send and show in any case. They stand for none: Azure wants
// headers to be named.
// https://fetch.spec.whatwg.org/#cors-safelisted-request-header
const (
	headerAlwaysSent  = "accept"
	headerAlwaysShown = "content-type"
)

// waitContainer is what the retention waits for.
const waitContainer = "the container has no id yet"

// store is the container that the storage is.
func (s *storage) store() []managed.Resource {
	a := s.storeAccount()
	out := []managed.Resource{s.account(a), s.container(a)}
	return append(out, s.guards(a, plan.ComponentLifecycle)...)
}

// containerName is the same in the account of the copy.
func (s *storage) containerName() string { return s.Claim.Names.Name(naming.AzureContainer) }

// container comes after its account, which may wait for a key for long.
func (s *storage) container(a account) managed.Resource {
	access := azure.ContainerPrivate
	if a.public {
		access = azure.ContainerBlob
	}
	return managed.Resource{
		Key:          a.join(keyContainer),
		Component:    a.component,
		ExternalName: s.containerName(),
		ForProvider: azure.Container{
			StorageAccountIDSelector: managed.Select(a.join(keyAccount)),
			ContainerAccessType:      access,
		},
		After: []managed.Key{a.join(keyAccount)},
	}
}

// guards are what a container is kept by: the retention and the lifecycle.
func (s *storage) guards(a account, lifecycle managed.Component) []managed.Resource {
	var out []managed.Resource
	if s.Object.Retention != nil {
		out = append(out, s.retention(a))
	}
	if rules := managementRules(s.containerName(), s.Object.Lifecycle); len(rules) > 0 {
		out = append(out, managed.Resource{
			Key:         a.join(keyLifecycle),
			Component:   lifecycle,
			ForProvider: azure.ManagementPolicy{StorageAccountIDSelector: managed.Select(a.join(keyAccount)), Rule: rules},
			After:       []managed.Key{a.join(keyContainer)},
		})
	}
	return out
}

// retention of a container. It is never lifted, and goes with its container. The id of the
// container is a literal, because what the provider's reference resolves to is sometimes
// its address.
func (s *storage) retention(a account) managed.Resource {
	key, r := a.join(keyRetention), s.Object.Retention
	container := cmp.Or(managed.Wanted[azure.ContainerImmutabilityPolicy](s.observed, key).ContainerID, s.containerID(a))
	out := managed.Resource{
		Key:       key,
		Component: a.component,
		ForProvider: azure.ContainerImmutabilityPolicy{
			ContainerID:              container,
			ImmutabilityPeriodInDays: r.Days,
			Locked:                   new(r.Mode == v1alpha1.RetentionCompliance),
		},
		After:  []managed.Key{a.join(keyContainer)},
		Retain: true,
	}
	if container == "" {
		out.Waits = []string{waitContainer}
	}
	return out
}

// containerID is empty while it is not known.
func (s *storage) containerID(a account) string {
	return managed.At[azure.ContainerObservation](s.observed, a.join(keyContainer)).ResourceManagerID
}

// corsRules of all the containers of an account, of which there is one.
func corsRules(rules []v1alpha1.CORSRule) []azure.BlobCORSRule {
	out := make([]azure.BlobCORSRule, 0, len(rules))
	for _, r := range rules {
		methods := make([]string, 0, len(r.Methods))
		for _, m := range r.Methods {
			methods = append(methods, string(m))
		}
		out = append(out, azure.BlobCORSRule{
			AllowedOrigins:  r.Origins,
			AllowedMethods:  methods,
			AllowedHeaders:  orElse(r.Headers, headerAlwaysSent),
			ExposedHeaders:  orElse(r.ExposeHeaders, headerAlwaysShown),
			MaxAgeInSeconds: cmp.Or(r.MaxAgeSeconds, plan.DefaultCORSMaxAge),
		})
	}
	return out
}

func orElse(values []string, other string) []string {
	if len(values) > 0 {
		return values
	}
	return []string{other}
}
