// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package environment

// Packages says which packages the control plane has besides the clouds' providers, so
// that claims may count on them.
type Packages struct {
	// Kubernetes is provider-kubernetes, for objects within clusters.
	Kubernetes *bool `json:"kubernetes,omitempty"`

	// Helm is provider-helm, for releases within clusters.
	Helm *bool `json:"helm,omitempty"`
}

// over returns p over base.
func (p Packages) over(base Packages) Packages {
	p.Kubernetes = or(p.Kubernetes, base.Kubernetes)
	p.Helm = or(p.Helm, base.Helm)
	return p
}

// InstallsKubernetes says whether the control plane has provider-kubernetes.
func (e Environment) InstallsKubernetes() bool { return IsOn(e.Packages.Kubernetes) }

// InstallsHelm says whether the control plane has provider-helm.
func (e Environment) InstallsHelm() bool { return IsOn(e.Packages.Helm) }
