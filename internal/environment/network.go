// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package environment

// Network restricts what Network claims may ask for. What is left out here is false.
type Network struct {
	// FlowLogs requires flow logs of every network that is created.
	FlowLogs *bool `json:"flowLogs,omitempty"`

	// PrivateOnly forbids what lets the internet in: the tier public, and
	// firewall rules that allow connections from addresses of the internet.
	PrivateOnly *bool `json:"privateOnly,omitempty"`
}

// over returns n over base.
func (n Network) over(base Network) Network {
	n.FlowLogs = or(n.FlowLogs, base.FlowLogs)
	n.PrivateOnly = or(n.PrivateOnly, base.PrivateOnly)
	return n
}
