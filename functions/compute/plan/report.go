// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/images"
)

// Status is the part of the status that is the same on every cloud, with what was
// recorded of the rest. Clouds start from it, and add what they observe.
func (p Plan) Status() v1alpha1.Status {
	out := v1alpha1.Status{
		Kind:               p.Kind,
		ID:                 p.Recorded.ID,
		Name:               p.Recorded.Name,
		ResourceGroup:      p.Recorded.ResourceGroup,
		MachineType:        p.Template.MachineType,
		Machine:            p.machineStatus(),
		Image:              p.imageStatus(),
		Network:            p.networkStatus(),
		Template:           p.templateStatus(),
		Addresses:          p.Recorded.Addresses,
		Disks:              p.diskStatuses(),
		Encryption:         &v1alpha1.EncryptionStatus{Key: p.Key},
		DeletionProtection: p.DeletionProtection,
	}
	if p.Identity != nil {
		out.Identity = new(p.Identity.IdentityStatus)
	}
	if t := p.Recorded.Template; p.Single != nil && t != nil && t.Generation != p.Template.Generation {
		// This is another machine, of which nothing is known yet.
		out.ID, out.Name, out.Addresses = "", "", nil
	}
	if b := p.LoadBalancer; b != nil {
		out.LoadBalancer = &v1alpha1.LoadBalancerStatus{}
		if had := p.Recorded.LoadBalancer; had != nil {
			*out.LoadBalancer = *had
		}
		out.LoadBalancer.Scheme = b.Scheme
	}
	p.counts(&out)
	return out
}

func (p Plan) machineStatus() *v1alpha1.Machine {
	m := p.Template.Machine
	out := &v1alpha1.Machine{CPU: m.CPU, Memory: m.MemoryGiB, Architecture: v1alpha1.Architecture(m.Architecture)}
	if m.GPU.Count > 0 {
		out.GPU = &v1alpha1.GPU{Count: m.GPU.Count, Model: m.GPU.Model, Memory: m.GPU.MemoryGiB}
	}
	return out
}

// imageStatus says what the cloud resolves, in the words that a native image has too.
func (p Plan) imageStatus() *v1alpha1.ImageStatus {
	m := p.Template.Image
	out := &v1alpha1.ImageStatus{Native: m.Native, OS: m.OS, User: m.User}
	if had := p.Recorded.Image; had != nil && p.Recorded.Template != nil && p.Recorded.Template.Generation == p.Template.Generation {
		out.ID = had.ID
	}
	if m.Named != nil {
		out.Name = v1alpha1.ImageName(m.Named.Name)
		out.Native = inNativeWords(*m.Named)
	}
	return out
}

func inNativeWords(m images.Image) string {
	switch {
	case m.Parameter != "":
		return "resolve:ssm:" + m.Parameter
	case m.Family != "":
		return m.Family
	}
	r := m.Reference
	return strings.Join([]string{r.Publisher, r.Offer, r.SKU, r.Version}, ":")
}

func (p Plan) networkStatus() *v1alpha1.NetworkStatus {
	s := p.Network.Status
	return &v1alpha1.NetworkStatus{
		Name: p.Network.Name, ID: s.ID, ResourceGroup: s.ResourceGroup, CIDR: s.CIDR,
		Subnets: s.Subnets, SecurityGroups: s.SecurityGroups,
	}
}

// templateStatus records what machines are made of once it is known where they are.
// Until then it is a guess, which nobody should be held to.
func (p Plan) templateStatus() *v1alpha1.TemplateStatus {
	guessed := len(p.Network.Waits) > 0 || p.Single != nil && len(p.Single.Waits) > 0
	if guessed && p.Recorded.Template == nil {
		return nil
	}
	out := &v1alpha1.TemplateStatus{
		Generation: p.Template.Generation,
		Retiring:   p.Template.Retiring,
		Tier:       p.Template.Tier,
		Zones:      keysOf(p.Template.Zones),
		Digests:    p.Digests,
	}
	out.Spot = slices.ContainsFunc(p.Groups, func(g Group) bool { return g.Spot })
	if p.Single != nil {
		out.Spot = p.Single.Spot
	}
	return out
}

func (p Plan) diskStatuses() []v1alpha1.DiskStatus {
	var disks []Disk
	if p.Single != nil {
		disks = p.Single.Disks
	} else if len(p.Groups) > 0 {
		disks = p.Groups[0].Disks
	}
	out := make([]v1alpha1.DiskStatus, 0, len(disks))
	r := planner{recorded: p.Recorded}
	for _, d := range disks {
		had, _ := r.recordedDisk(d.Name)
		s := v1alpha1.DiskStatus{
			Name: d.Name, ID: had.ID, SizeGiB: d.SizeGiB, Performance: d.Performance, Slot: d.Slot, Device: had.Device,
		}
		if d.Volume != nil {
			s.Storage, s.ID = d.Volume.Name, cmp.Or(d.Volume.ID, had.ID)
		}
		if p.Single != nil && len(p.Template.Zones) > 0 {
			s.Zone = p.Template.Zones[0].Key
		}
		out = append(out, s)
	}
	return out
}

// counts of machines, as far as nobody else decides about them.
func (p Plan) counts(s *v1alpha1.Status) {
	if p.Single != nil {
		s.Desired = 1
		return
	}
	s.Groups = make([]v1alpha1.GroupStatus, 0, len(p.Groups))
	for _, g := range p.Groups {
		out := v1alpha1.GroupStatus{Name: g.Name, Key: string(g.Key()), Phase: v1alpha1.GroupPlanned}
		if had, ok := p.RecordedGroup(out.Key); ok {
			out = had
		}
		out.Desired, out.Min, out.Max = g.Initial, 0, 0
		if a := g.Autoscaling; a != nil {
			out.Min, out.Max = a.Min, a.Max
		}
		s.Desired += out.Desired
		s.Groups = append(s.Groups, out)
	}
}

// RecordedGroup returns what was recorded of a group.
func (p Plan) RecordedGroup(key string) (v1alpha1.GroupStatus, bool) {
	i := slices.IndexFunc(p.Recorded.Groups, func(g v1alpha1.GroupStatus) bool { return g.Key == key })
	if i < 0 {
		return v1alpha1.GroupStatus{}, false
	}
	return p.Recorded.Groups[i], true
}

// ConnectionKeys lists the keys of the connection details, sorted.
func ConnectionKeys() []string {
	return []string{v1alpha1.ConnectionAddresses, v1alpha1.ConnectionHost, v1alpha1.ConnectionUsername}
}

// Connection returns the connection details of machines that a status describes. A
// detail that is not known yet is nil. A group without a balancer has no host, because
// its machines come and go.
func (p Plan) Connection(s v1alpha1.Status) map[string][]byte {
	out := map[string][]byte{}
	if p.Template.Image.User != "" {
		out[v1alpha1.ConnectionUsername] = []byte(p.Template.Image.User)
	}
	var host string
	var addresses []string
	switch {
	case p.Single != nil:
		a := v1alpha1.Addresses{}
		if s.Addresses != nil {
			a = *s.Addresses
		}
		host, addresses = cmp.Or(a.Public, a.Private), []string{a.Private, a.Public}
	case p.LoadBalancer == nil:
		return out
	case s.LoadBalancer != nil:
		host, addresses = cmp.Or(s.LoadBalancer.DNSName, s.LoadBalancer.Address), []string{s.LoadBalancer.Address}
	}
	out[v1alpha1.ConnectionHost] = known(host)
	known := known(strings.Join(slices.DeleteFunc(addresses, func(a string) bool { return a == "" }), ","))
	if known != nil || p.Single != nil {
		out[v1alpha1.ConnectionAddresses] = known
	}
	return out
}

func known(value string) []byte {
	if value == "" {
		return nil
	}
	return []byte(value)
}

// Protected says why the claim must not be deleted, and what to do first. It is empty
// when it may be.
func (p Plan) Protected() string {
	if !p.DeletionProtection {
		return ""
	}
	return "deletion protection is on: set spec.parameters.deletionProtection to false before you delete it"
}
