// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/protection"
)

// Keys of the usages that protect a claim, and the composite behind it.
const (
	keyProtection          managed.Key = "deletion-protection"
	keyCompositeProtection managed.Key = "deletion-protection-composite"
)

// protect the claim from being deleted for a reason, if there is one. A usage of the
// claim tells whoever deletes it at once. It lives in the claim's namespace and goes
// with it, so that a composite behind a claim has a usage of its own.
func (r *request) protect(reason string, c managed.Component) []managed.Resource {
	if reason == "" {
		return nil
	}
	var out []managed.Resource
	if r.namespace != "" {
		claim := protection.Deletion{Kind: r.kind, Name: r.name, Reason: reason}
		out = append(out, managed.Resource{Key: keyProtection, Component: c, ForProvider: claim})
	}
	if r.scope == managed.ScopeCluster {
		xr := protection.CompositeDeletion{Kind: r.compositeKind, Name: r.compositeName, Reason: reason}
		out = append(out, managed.Resource{Key: keyCompositeProtection, Component: c, ForProvider: xr})
	}
	return out
}
