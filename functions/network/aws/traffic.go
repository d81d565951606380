// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"net/netip"
	"strconv"
	"strings"

	"github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/network/plan"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// A match is a set of packets: those of a protocol, to a port on one side, from or
// to an address on the other side.
type match struct {
	protocol v1alpha1.Protocol

	// ports to match. They are the zero value unless the protocol has ports.
	ports validate.PortRange

	cidr netip.Prefix
}

// allPorts of TCP and UDP.
func allPorts() validate.PortRange { return validate.PortRange{From: 0, To: 65535} }

func hasPorts(p v1alpha1.Protocol) bool {
	return p == v1alpha1.ProtocolTCP || p == v1alpha1.ProtocolUDP
}

// matches of a firewall rule, in the order of its addresses and ports.
func matches(r plan.FirewallRule) []match {
	ports := r.Ports
	if !hasPorts(r.Protocol) {
		ports = []validate.PortRange{{}}
	}
	if len(ports) == 0 {
		ports = []validate.PortRange{allPorts()}
	}
	out := make([]match, 0, len(r.CIDRs)*len(ports))
	for _, c := range r.CIDRs {
		for _, p := range ports {
			out = append(out, match{protocol: r.Protocol, ports: p, cidr: c})
		}
	}
	return out
}

// overlaps says whether there is a packet that both match.
func (m match) overlaps(o match) bool {
	return m.cidr.Overlaps(o.cidr) && m.sharesProtocol(o) && m.sharesPorts(o)
}

func (m match) sharesProtocol(o match) bool {
	return m.protocol == o.protocol || m.protocol == v1alpha1.ProtocolAll || o.protocol == v1alpha1.ProtocolAll
}

func (m match) sharesPorts(o match) bool {
	if m.protocol != o.protocol || !hasPorts(m.protocol) {
		return true
	}
	return m.ports.Overlaps(o.ports)
}

// without returns what m matches and none of the others does.
func (m match) without(others []match) []match {
	left := []match{m}
	for _, o := range others {
		var next []match
		for _, l := range left {
			next = append(next, l.minus(o)...)
		}
		left = next
	}
	return left
}

// minus returns what m matches and o does not. Security groups cannot express all
// protocols but one, so that TCP, UDP and ICMP are what remains of all protocols:
// less than there is, never more.
func (m match) minus(o match) []match {
	if !m.overlaps(o) {
		return []match{m}
	}
	var out []match
	for _, c := range around(m.cidr, o.cidr) {
		out = append(out, match{protocol: m.protocol, ports: m.ports, cidr: c})
	}
	if o.cidr.Bits() > m.cidr.Bits() {
		m.cidr = o.cidr
	}
	if o.protocol == v1alpha1.ProtocolAll {
		return out
	}
	for _, one := range m.perProtocol() {
		out = append(out, one.minusPorts(o)...)
	}
	return out
}

// perProtocol splits what matches all protocols.
func (m match) perProtocol() []match {
	if m.protocol != v1alpha1.ProtocolAll {
		return []match{m}
	}
	return []match{
		{protocol: v1alpha1.ProtocolTCP, ports: allPorts(), cidr: m.cidr},
		{protocol: v1alpha1.ProtocolUDP, ports: allPorts(), cidr: m.cidr},
		{protocol: v1alpha1.ProtocolICMP, cidr: m.cidr},
	}
}

// minusPorts is minus for matches of single protocols on the same addresses.
func (m match) minusPorts(o match) []match {
	if !m.overlaps(o) {
		return []match{m}
	}
	if !hasPorts(m.protocol) {
		return nil
	}
	var out []match
	if m.ports.From < o.ports.From {
		out = append(out, match{protocol: m.protocol, ports: validate.PortRange{From: m.ports.From, To: o.ports.From - 1}, cidr: m.cidr})
	}
	if m.ports.To > o.ports.To {
		out = append(out, match{protocol: m.protocol, ports: validate.PortRange{From: o.ports.To + 1, To: m.ports.To}, cidr: m.cidr})
	}
	return out
}

// around returns the fewest ranges that cover what is in outer and not in inner,
// which overlap.
func around(outer, inner netip.Prefix) []netip.Prefix {
	var out []netip.Prefix
	for bits := outer.Bits() + 1; bits <= inner.Bits(); bits++ {
		out = append(out, sibling(netip.PrefixFrom(inner.Addr(), bits)))
	}
	return out
}

// sibling returns the other half of the range that p is one half of.
func sibling(p netip.Prefix) netip.Prefix {
	b := p.Masked().Addr().AsSlice()
	last := p.Bits() - 1
	b[last/8] ^= 1 << (7 - last%8)
	a, _ := netip.AddrFromSlice(b)
	return netip.PrefixFrom(a, p.Bits())
}

// key part that tells a match from every other one.
func (m match) key() string {
	parts := []string{strings.ToLower(string(m.protocol))}
	if hasPorts(m.protocol) {
		parts = append(parts, strconv.Itoa(m.ports.From))
	}
	if hasPorts(m.protocol) && m.ports.From != m.ports.To {
		parts = append(parts, strconv.Itoa(m.ports.To))
	}
	if m.cidr.Addr().Is4() {
		parts = append(parts, strings.ReplaceAll(m.cidr.String(), "/", "-"))
	}
	return strings.Join(parts, "-")
}
