// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/machines"
	"github.com/hyperscalar/hyperscalar/internal/regions"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Limits of pools. The XRD states them too.
const (
	MaxPools      = 16
	MaxPoolName   = 16
	MaxCount      = 1000
	MaxSurge      = 50
	MinDiskGiB    = 30
	MaxDiskGiB    = 2048
	MaxCPU        = 512
	MaxMemory     = 8192
	MaxGPUs       = 16
	MaxGPUMemory  = 512
	MaxPoolLabels = 40
	MaxPoolTaints = 20
)

// SystemPoolName is the name of the system pool, which no pool of a claim may have.
const SystemPoolName = "system"

const generationChars = 5

// reservedPrefixes start labels and taints that clouds keep for themselves.
// https://kubernetes.io/docs/reference/labels-annotations-taints/
func reservedPrefixes() []string {
	return []string{"kubernetes.io", "k8s.io", "eks.amazonaws.com", "karpenter.sh", "kubernetes.azure.com", "cloud.google.com", "gke.io"}
}

// pools plans the pools of the claim, and those that retire.
func (r *planner) pools(zones []regions.Zone, m Maintenance) []NodePool {
	path := r.path.Child("nodePools")
	r.refuse(validate.AtMost(path, r.p.NodePools, MaxPools)...)
	var out, retiring []NodePool
	seen := make(map[string]bool, len(r.p.NodePools))
	nodes := 0
	for i, n := range r.p.NodePools {
		at := path.Index(i)
		r.checkPool(at, n)
		if seen[n.Name] {
			r.refuse(field.Duplicate(at.Child("name"), n.Name))
			continue
		}
		seen[n.Name] = true
		pool, old := r.pool(at, n, zones, m)
		out = append(out, pool)
		retiring = append(retiring, old...)
		nodes += mostNodes(n)
	}
	r.checkNodes(path, nodes)
	slices.SortFunc(retiring, func(a, b NodePool) int { return cmp.Compare(a.Key, b.Key) })
	return append(out, retiring...)
}

func mostNodes(n v1alpha1.NodePool) int {
	if n.Autoscaling != nil {
		return n.Autoscaling.Max
	}
	return *n.Count
}

func (r *planner) checkNodes(path *field.Path, nodes int) {
	limit := r.claim.Guardrails.Kubernetes.MaxNodes
	if limit == 0 || nodes <= limit {
		return
	}
	r.refuse(field.Forbidden(path, fmt.Sprintf("environment %q allows %d nodes in a cluster and these pools have up to %d; lower count or autoscaling.max, or ask your platform team (rule kubernetes.maxNodes)",
		r.claim.Environment, limit, nodes)))
}

func (r *planner) checkPool(path *field.Path, n v1alpha1.NodePool) {
	r.refuse(validate.Label(path.Child("name"), n.Name, MaxPoolName)...)
	if n.Name == SystemPoolName {
		r.refuse(field.Invalid(path.Child("name"), n.Name, "is the name of the pool that the cloud's own parts run on: choose another name"))
	}
	r.refuse(validate.Between(path.Child("diskGiB"), n.DiskGiB, MinDiskGiB, MaxDiskGiB)...)
	r.checkCount(path, n)
	r.checkUpgrade(path, n)
	r.checkLabels(path.Child("labels"), n.Labels)
	r.checkTaints(path.Child("taints"), n.Taints)
}

func (r *planner) checkCount(path *field.Path, n v1alpha1.NodePool) {
	if n.Count != nil && n.Autoscaling != nil {
		r.refuse(field.Forbidden(path.Child("count"), "the autoscaler decides: remove count, or remove autoscaling"))
	}
	if n.Count != nil {
		r.refuse(validate.Between(path.Child("count"), *n.Count, 0, MaxCount)...)
	}
	a := n.Autoscaling
	if a == nil {
		return
	}
	at := path.Child("autoscaling")
	r.refuse(validate.Between(at.Child("min"), a.Min, 0, MaxCount)...)
	r.refuse(validate.Between(at.Child("max"), a.Max, 1, MaxCount)...)
	if a.Min > a.Max {
		r.refuse(field.Invalid(at.Child("min"), a.Min, fmt.Sprintf("must not be above max, which is %d", a.Max)))
	}
}

func (r *planner) checkUpgrade(path *field.Path, n v1alpha1.NodePool) {
	r.refuse(validate.Between(path.Child("surge"), *n.Surge, 0, MaxSurge)...)
	r.refuse(validate.Between(path.Child("maxUnavailable"), n.MaxUnavailable, 0, MaxSurge)...)
	if *n.Surge == 0 && n.MaxUnavailable == 0 {
		r.refuse(field.Invalid(path.Child("surge"), 0, "must be at least 1 where maxUnavailable is 0, or no node could ever be replaced"))
	}
}

func (r *planner) checkLabels(path *field.Path, labels map[string]string) {
	if len(labels) > MaxPoolLabels {
		r.refuse(field.TooMany(path, len(labels), MaxPoolLabels))
	}
	for _, key := range slices.Sorted(maps.Keys(labels)) {
		r.checkKey(path.Key(key), key, key)
		if len(validation.IsValidLabelValue(labels[key])) > 0 {
			r.refuse(field.Invalid(path.Key(key), labels[key], "must be the value of a label: up to 63 letters, digits, hyphens, underscores and dots, that starts and ends with a letter or a digit"))
		}
	}
}

func (r *planner) checkKey(path *field.Path, value, key string) {
	if len(validation.IsQualifiedName(key)) > 0 {
		r.refuse(field.Invalid(path, value, "must be a key such as example.com/team: up to 63 letters, digits, hyphens, underscores and dots, after a domain name and a slash if there is one"))
		return
	}
	domain, _, prefixed := strings.Cut(key, "/")
	for _, reserved := range reservedPrefixes() {
		if prefixed && (domain == reserved || strings.HasSuffix(domain, "."+reserved)) {
			r.refuse(field.Invalid(path, value, "must not be below "+reserved+", which clouds keep for themselves: use a domain of your own"))
			return
		}
	}
}

func (r *planner) checkTaints(path *field.Path, taints []v1alpha1.Taint) {
	r.refuse(validate.AtMost(path, taints, MaxPoolTaints)...)
	type identity struct {
		key    string
		effect v1alpha1.Effect
	}
	seen := make(map[identity]bool, len(taints))
	for i, t := range taints {
		at := path.Index(i)
		r.checkKey(at.Child("key"), t.Key, t.Key)
		if len(validation.IsValidLabelValue(t.Value)) > 0 {
			r.refuse(field.Invalid(at.Child("value"), t.Value, "must be up to 63 letters, digits, hyphens, underscores and dots, that starts and ends with a letter or a digit"))
		}
		r.refuse(validate.OneOf(at.Child("effect"), t.Effect, v1alpha1.Effects()...)...)
		if id := (identity{t.Key, t.Effect}); seen[id] {
			r.refuse(field.Duplicate(at, t.Key+":"+string(t.Effect)))
		} else {
			seen[id] = true
		}
	}
}

// pool plans one pool of the claim, and those that it replaces. A pool is replaced by
// creating the new one first. That disturbs what runs on it, so that it waits for
// the maintenance window.
func (r *planner) pool(path *field.Path, n v1alpha1.NodePool, zones []regions.Zone, m Maintenance) (NodePool, []NodePool) {
	prior, hasPrior := r.prior(n.Name)
	wanted := r.desired(path, n, zones, prior)
	var old []NodePool
	for _, s := range r.recorded.NodePools {
		if s.Name == n.Name && s.Key != wanted.Key && established(s) {
			old = append(old, r.retire(s))
		}
	}
	recorded, exists := r.recordedPool(wanted.Key)
	switch {
	case exists && recorded.Phase == v1alpha1.NodePoolReady:
		return wanted, nil
	case len(old) == 0, exists, m.Open:
		return wanted, old
	case hasPrior:
		return r.hold(wanted, prior, m), besides(old, prior)
	}
	return wanted, old
}

// besides are the pools that still retire in favour of another one. Once that is
// ready there are none.
func besides(old []NodePool, other v1alpha1.NodePoolStatus) []NodePool {
	if other.Phase == v1alpha1.NodePoolReady {
		return nil
	}
	return slices.DeleteFunc(old, func(n NodePool) bool { return n.Key == other.Key })
}

// prior is the pool that serves a name of the claim now.
func (r *planner) prior(name string) (v1alpha1.NodePoolStatus, bool) {
	var found v1alpha1.NodePoolStatus
	ok := false
	for _, s := range r.recorded.NodePools {
		if s.Name != name || s.Phase == v1alpha1.NodePoolPlanned {
			continue
		}
		if !ok || found.Phase == v1alpha1.NodePoolRetiring {
			found, ok = s, true
		}
	}
	return found, ok
}

// desired is the pool as the claim wants it. Its machine type and its zones stay
// those of the pool that is there, as long as they are what is asked for.
func (r *planner) desired(path *field.Path, n v1alpha1.NodePool, zones []regions.Zone, prior v1alpha1.NodePoolStatus) NodePool {
	out := NodePool{
		Name:           n.Name,
		Spot:           n.Spot,
		AllZones:       len(n.Zones) == 0,
		Zones:          r.poolZones(path.Child("zones"), n, zones, prior),
		DiskGiB:        n.DiskGiB,
		Labels:         n.Labels,
		Taints:         n.Taints,
		Autoscaling:    n.Autoscaling,
		Surge:          *n.Surge,
		MaxUnavailable: n.MaxUnavailable,
	}
	out.MachineType, out.Machine = r.machine(path, n, prior.MachineType)
	if n.Autoscaling == nil {
		out.Count = *n.Count
	}
	return r.identify(withInitial(out))
}

// withInitial sets the number of nodes to create a pool with. An autoscaler needs a
// node to look at before it knows what another one would have.
func withInitial(n NodePool) NodePool {
	n.Initial = n.Count
	if n.Autoscaling != nil {
		n.Initial = max(n.Autoscaling.Min, 1)
	}
	return n
}

// identify sets the generation of a pool, which is made of everything that no pool
// can change on some cloud.
func (r *planner) identify(n NodePool) NodePool {
	parts := []string{"nodepool", n.Name, n.MachineType, strconv.FormatBool(n.Spot), strconv.Itoa(n.DiskGiB)}
	for _, z := range n.Zones {
		parts = append(parts, string(z.Key))
	}
	n.Generation = r.claim.Names.Hash(generationChars, parts...)
	n.Key = n.Name + "-" + n.Generation
	return n
}

func (r *planner) poolZones(path *field.Path, n v1alpha1.NodePool, zones []regions.Zone, prior v1alpha1.NodePoolStatus) []regions.Zone {
	r.refuse(validate.Unique(path, n.Zones)...)
	wanted := n.Zones
	if len(wanted) == 0 && prior.AllZones {
		wanted = prior.Zones
	}
	if len(wanted) == 0 {
		return zones
	}
	for i, z := range n.Zones {
		if !slices.ContainsFunc(zones, func(has regions.Zone) bool { return has.Key == z }) {
			r.refuse(field.Invalid(path.Index(i), z, noSuchZone(zones)))
		}
	}
	var out []regions.Zone
	for _, z := range r.claim.Region.Lettered() {
		if slices.Contains(wanted, z.Key) {
			out = append(out, z)
		}
	}
	return out
}

func noSuchZone(zones []regions.Zone) string {
	if len(zones) == 0 {
		return "the region has no zones: remove zones"
	}
	names := make([]string, 0, len(zones))
	for _, z := range zones {
		names = append(names, string(z.Key))
	}
	return "must be a zone of the cluster's network, which has " + strings.Join(names, ", ")
}

// machine chooses the machine type of a pool.
func (r *planner) machine(path *field.Path, n v1alpha1.NodePool, before string) (string, v1alpha1.Machine) {
	req := machines.Request{Size: machines.Size(n.Size), Use: machines.UseNodePool, Region: r.claim.Region.Native}
	if m := n.Machine; m != nil {
		req.CPU, req.MemoryGiB, req.Architecture = m.CPU, m.Memory, machines.Architecture(m.Architecture)
		if g := m.GPU; g != nil {
			req.GPU = machines.GPU{Count: g.Count, Model: g.Model, MemoryGiB: g.Memory}
		}
	}
	if errs := append(req.Validate(path), r.checkMachine(path, n)...); len(errs) > 0 {
		r.refuse(errs...)
		return "", v1alpha1.Machine{}
	}
	m, err := machines.Sticky(r.claim.Provider, before, req)
	if err != nil {
		r.refuse(refusedMachine(path, n, req, err))
		return "", v1alpha1.Machine{}
	}
	return m.Name, machineOf(m)
}

func refusedMachine(path *field.Path, n v1alpha1.NodePool, req machines.Request, err error) *field.Error {
	if n.Machine == nil {
		return field.Invalid(path.Child("size"), n.Size, err.Error())
	}
	return field.Invalid(path.Child("machine"), req.Describe(), err.Error())
}

func machineOf(m machines.Machine) v1alpha1.Machine {
	out := v1alpha1.Machine{CPU: m.CPU, Memory: m.MemoryGiB, Architecture: v1alpha1.Architecture(m.Architecture)}
	if m.GPU.Count > 0 {
		out.GPU = &v1alpha1.GPU{Count: m.GPU.Count, Model: m.GPU.Model, Memory: m.GPU.MemoryGiB}
	}
	return out
}

// checkMachine bounds a machine, and compares it with the guardrails.
func (r *planner) checkMachine(path *field.Path, n v1alpha1.NodePool) field.ErrorList {
	e := r.claim.Guardrails
	var errs field.ErrorList
	if n.Size != "" && !e.PermitsSize(string(n.Size)) {
		errs = append(errs, field.Forbidden(path.Child("size"), fmt.Sprintf("environment %q does not allow size %q; use one of %s, or ask your platform team (rule allowed.sizes)",
			r.claim.Environment, n.Size, strings.Join(e.Allowed.Sizes, ", "))))
	}
	if len(e.Allowed.Sizes) > 0 && describes(n.Machine) {
		errs = append(errs, field.Forbidden(path.Child("machine"), fmt.Sprintf("environment %q allows sizes only; use one of %s, or ask your platform team (rule allowed.sizes)",
			r.claim.Environment, strings.Join(e.Allowed.Sizes, ", "))))
	}
	m := n.Machine
	if m == nil {
		return errs
	}
	at := path.Child("machine")
	errs = append(errs, validate.Between(at.Child("cpu"), m.CPU, 0, MaxCPU)...)
	errs = append(errs, validate.Between(at.Child("memory"), m.Memory, 0, MaxMemory)...)
	if m.GPU != nil {
		errs = append(errs, validate.Between(at.Child("gpu", "count"), m.GPU.Count, 1, MaxGPUs)...)
		errs = append(errs, validate.Between(at.Child("gpu", "memory"), m.GPU.Memory, 0, MaxGPUMemory)...)
	}
	return errs
}

// retire returns a recorded pool exactly as it was.
func (r *planner) retire(s v1alpha1.NodePoolStatus) NodePool {
	out := r.restored(s)
	out.Retiring = true
	return out
}

// restored is a pool as it was recorded.
func (r *planner) restored(s v1alpha1.NodePoolStatus) NodePool {
	out := NodePool{
		Name:           s.Name,
		Key:            s.Key,
		Generation:     strings.TrimPrefix(s.Key, s.Name+"-"),
		MachineType:    s.MachineType,
		Machine:        *orNew(s.Machine),
		Count:          s.Count,
		Autoscaling:    s.Autoscaling,
		Spot:           s.Spot,
		AllZones:       s.AllZones,
		DiskGiB:        s.DiskGiB,
		Labels:         s.Labels,
		Taints:         s.Taints,
		Surge:          s.Surge,
		MaxUnavailable: s.MaxUnavailable,
	}
	for _, z := range r.claim.Region.Lettered() {
		if slices.Contains(s.Zones, z.Key) {
			out.Zones = append(out.Zones, z)
		}
	}
	return withInitial(out)
}

// hold keeps the pool that is there in place of the one that is wanted. What any pool
// can change is changed all the same.
func (r *planner) hold(wanted NodePool, prior v1alpha1.NodePoolStatus, m Maintenance) NodePool {
	out := r.restored(prior)
	out.Count, out.Autoscaling, out.Initial = wanted.Count, wanted.Autoscaling, wanted.Initial
	out.Labels, out.Taints = wanted.Labels, wanted.Taints
	out.Surge, out.MaxUnavailable = wanted.Surge, wanted.MaxUnavailable
	out.Held = "its replacement waits: it is " + m.closed()
	r.warn(fmt.Sprintf("pool %s: %s", out.Name, out.Held))
	return out
}

// systemPool is the pool for the cloud's own parts. Nothing that a claim says changes
// it.
func (r *planner) systemPool(zones []regions.Zone) NodePool {
	if s := r.recorded.SystemPool; s != nil {
		return r.restored(*s)
	}
	out := NodePool{
		Name: SystemPoolName, Key: SystemPoolName, AllZones: true, Zones: zones,
		DiskGiB: DefaultDiskGiB, Count: systemNodes, Surge: DefaultSurge,
	}
	req := machines.Request{Size: machines.SizeSmall, Use: machines.UseSystemNodePool, Region: r.claim.Region.Native}
	if m, err := machines.Resolve(r.claim.Provider, req); err == nil {
		out.MachineType, out.Machine = m.Name, machineOf(m)
	}
	return withInitial(out)
}

// systemNodes is the number of nodes of a system pool, so that it survives the loss of
// one.
const systemNodes = 3
