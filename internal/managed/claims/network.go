// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package claims holds the claims of our own APIs that another API of ours composes.
package claims

import (
	network "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/managed"
)

// Name of the kind, which is that of the claim in one flavour and that of the
// composite in the other: what is composed is what a developer would apply.
const (
	kindNetwork   = "Network"
	pluralNetwork = "networks"
)

// deleteForeground keeps a claim until everything that it stands for is gone, so that
// whoever waits for the claim waits for the cloud.
const deleteForeground = "Foreground"

// A Network that belongs to the claim that composes it. It says which provider,
// region and environment it wants: nobody asks the claim that composes it.
type Network struct {
	Parameters network.Parameters
}

var _ managed.LocalSpec = Network{}

// Type of a Network.
func (Network) Type() managed.Type {
	return managed.Type{Group: platform.Group, Version: platform.Version, NamespacedVersion: platform.Version, Kind: kindNetwork, Plural: pluralNetwork}
}

// TypeIn returns the apiVersion and the kind of a Network, which are the same in both
// scopes.
func (Network) TypeIn(managed.Scope) (string, string) {
	return platform.APIVersion, kindNetwork
}

// SpecIn returns the spec of a Network. Only a claim has a policy for the deletion of
// its composite.
func (n Network) SpecIn(s managed.Scope) any {
	if s == managed.ScopeCluster {
		return spec{CompositeDeletePolicy: deleteForeground, Parameters: n.Parameters}
	}
	return spec{Parameters: n.Parameters}
}

// Local is true of claims.
func (Network) Local() {}

type spec struct {
	CompositeDeletePolicy string             `json:"compositeDeletePolicy,omitempty"`
	Parameters            network.Parameters `json:"parameters"`
}
