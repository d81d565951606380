// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"cmp"
	"fmt"
	"slices"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	networkv1alpha1 "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Defaults of the parameters. The XRD states those that are the same for every kind
// and every image, so that they show up in the claim; a test proves that both are the
// same.
const (
	DefaultSize            = v1alpha1.SizeSmall
	DefaultImage           = v1alpha1.ImageUbuntu2404
	DefaultOS              = v1alpha1.OSLinux
	DefaultNativeUser      = "hyperscalar"
	DefaultCount           = 1
	DefaultTargetCPU       = 60
	DefaultGPUCount        = 1
	DefaultTier            = networkv1alpha1.TierPrivate
	DefaultPerformance     = v1alpha1.PerformanceStandard
	DefaultLinuxDiskGiB    = 32
	DefaultWindowsDiskGiB  = 128
	DefaultRuleProtocol    = v1alpha1.RuleTCP
	DefaultScheme          = v1alpha1.SchemeInternal
	DefaultPortProtocol    = v1alpha1.PortTCP
	DefaultCheckProtocol   = v1alpha1.CheckTCP
	DefaultCheckPath       = "/"
	DefaultIntervalSeconds = 10
	DefaultThreshold       = 3
	DefaultGraceSeconds    = 300
	DefaultSurge           = 1
	DefaultTimeZone        = v1alpha1.TimeZoneUTC
	generationChars        = 5
	digestChars            = 12
	timeoutSeconds         = 5
)

// New plans the machines that the parameters describe. It does no I/O, so the same
// arguments always give the same plan. Everything that is wrong is returned at once, in
// the order of the fields, and there is no plan then.
func New(c claim.Claim, p v1alpha1.Parameters, recorded v1alpha1.Status) (Plan, field.ErrorList) {
	r := planner{claim: c, p: WithDefaults(p), recorded: recorded}
	out := r.plan()
	if len(r.errs) > 0 {
		return Plan{}, validate.Sort(r.errs)
	}
	return out, nil
}

// WithDefaults returns the parameters with a default for everything that has one. A
// claim that comes from a control plane has most of them already.
func WithDefaults(p v1alpha1.Parameters) v1alpha1.Parameters {
	p.Machine = machineWithDefaults(p.Machine)
	if p.Size == "" && !describes(p.Machine) {
		p.Size = DefaultSize
	}
	p.Image = imageWithDefaults(p.Image)
	if p.Count == nil && p.Autoscaling == nil {
		p.Count = new(DefaultCount)
	}
	if a := p.Autoscaling; a != nil {
		p.Autoscaling = &v1alpha1.Autoscaling{Min: a.Min, Max: a.Max, TargetCPU: cmp.Or(a.TargetCPU, DefaultTargetCPU)}
	}
	p.Tier = cmp.Or(p.Tier, DefaultTier)
	p.RootDisk = rootDiskWithDefaults(p.RootDisk, osOf(*p.Image))
	p.Disks = slices.Clone(p.Disks)
	for i, d := range p.Disks {
		if d.StorageRef == nil {
			p.Disks[i].Performance = cmp.Or(d.Performance, DefaultPerformance)
		}
	}
	p.Ingress = slices.Clone(p.Ingress)
	for i := range p.Ingress {
		p.Ingress[i].Protocol = cmp.Or(p.Ingress[i].Protocol, DefaultRuleProtocol)
	}
	p.LoadBalancer = balancerWithDefaults(p.LoadBalancer)
	if s := p.Rollout; s != nil && s.Surge == nil {
		p.Rollout = &v1alpha1.Rollout{MaxUnavailable: s.MaxUnavailable, Surge: new(DefaultSurge)}
	}
	if s := p.Schedule; s != nil {
		p.Schedule = &v1alpha1.Schedule{Days: s.Days, Wake: s.Wake, Sleep: s.Sleep, TimeZone: cmp.Or(s.TimeZone, DefaultTimeZone)}
	}
	return p
}

func machineWithDefaults(m *v1alpha1.Machine) *v1alpha1.Machine {
	if m == nil {
		return nil
	}
	out := &v1alpha1.Machine{CPU: m.CPU, Memory: m.Memory, Architecture: cmp.Or(m.Architecture, v1alpha1.ArchitectureAMD64)}
	if g := m.GPU; g != nil {
		out.GPU = &v1alpha1.GPU{Count: cmp.Or(g.Count, DefaultGPUCount), Model: g.Model, Memory: g.Memory}
	}
	return out
}

// describes says whether a machine is described well enough to do without a size.
func describes(m *v1alpha1.Machine) bool {
	return m != nil && (m.CPU != 0 || m.Memory != 0 || m.GPU != nil)
}

func imageWithDefaults(m *v1alpha1.Image) *v1alpha1.Image {
	if m == nil {
		return &v1alpha1.Image{Name: DefaultImage}
	}
	out := *m
	if out.Native == "" {
		out.Name = cmp.Or(out.Name, DefaultImage)
		return &out
	}
	out.OS = cmp.Or(out.OS, DefaultOS)
	return &out
}

func rootDiskWithDefaults(d *v1alpha1.RootDisk, os v1alpha1.OS) *v1alpha1.RootDisk {
	out := v1alpha1.RootDisk{}
	if d != nil {
		out = *d
	}
	size := DefaultLinuxDiskGiB
	if os == v1alpha1.OSWindows {
		size = DefaultWindowsDiskGiB
	}
	out.SizeGiB = cmp.Or(out.SizeGiB, size)
	out.Performance = cmp.Or(out.Performance, DefaultPerformance)
	return &out
}

func balancerWithDefaults(b *v1alpha1.LoadBalancer) *v1alpha1.LoadBalancer {
	if b == nil {
		return nil
	}
	out := *b
	out.Scheme = cmp.Or(out.Scheme, DefaultScheme)
	out.Ports = slices.Clone(out.Ports)
	for i, p := range out.Ports {
		out.Ports[i].TargetPort = cmp.Or(p.TargetPort, p.Port)
		out.Ports[i].Protocol = cmp.Or(p.Protocol, DefaultPortProtocol)
	}
	check := v1alpha1.HealthCheck{}
	if out.HealthCheck != nil {
		check = *out.HealthCheck
	}
	check.Protocol = cmp.Or(check.Protocol, DefaultCheckProtocol)
	if check.Port == 0 {
		check.Port = firstConnected(out.Ports)
	}
	if check.Protocol != v1alpha1.CheckTCP {
		check.Path = cmp.Or(check.Path, DefaultCheckPath)
	}
	check.IntervalSeconds = cmp.Or(check.IntervalSeconds, DefaultIntervalSeconds)
	check.Threshold = cmp.Or(check.Threshold, DefaultThreshold)
	check.GraceSeconds = cmp.Or(check.GraceSeconds, DefaultGraceSeconds)
	out.HealthCheck = &check
	return &out
}

// firstConnected is the target port of the first port that can be connected to.
func firstConnected(ports []v1alpha1.Port) int {
	i := slices.IndexFunc(ports, func(p v1alpha1.Port) bool { return p.Protocol != v1alpha1.PortUDP })
	if i < 0 {
		return 0
	}
	return ports[i].TargetPort
}

// Path of a parameter.
func Path(names ...string) *field.Path {
	path := field.NewPath("spec", "parameters")
	for _, n := range names {
		path = path.Child(n)
	}
	return path
}

// A planner turns parameters into a plan, and collects what is wrong with them.
type planner struct {
	claim    claim.Claim
	p        v1alpha1.Parameters
	recorded v1alpha1.Status

	errs     field.ErrorList
	warnings []string
}

func (r *planner) refuse(errs ...*field.Error) { r.errs = append(r.errs, errs...) }

func (r *planner) warn(message string) { r.warnings = append(r.warnings, message) }

// refuseRule refuses what the environment does not allow.
func (r *planner) refuseRule(path *field.Path, what, instead, rule string) {
	r.refuse(field.Forbidden(path, fmt.Sprintf("environment %q %s; %s, or ask your platform team (rule %s)", r.claim.Environment, what, instead, rule)))
}

func (r *planner) plan() Plan {
	out := Plan{
		Claim:              r.claim,
		Kind:               r.kind(),
		Network:            r.network(),
		Ingress:            r.ingress(),
		Identity:           r.identity(),
		LoadBalancer:       r.balancer(),
		Schedule:           r.schedule(),
		DeletionProtection: r.deletionProtection(),
		Recorded:           r.recorded,
	}
	out.Key = r.key()
	out.Template = r.template()
	r.placement(&out)
	r.consistsOf(&out)
	r.identify(&out)
	r.checkChanges(out)
	r.warnAbout(out)
	out.Warnings = r.warnings
	return out
}

// consistsOf decides about the machines themselves.
func (r *planner) consistsOf(out *Plan) {
	disks := r.disks(out)
	if out.Kind == v1alpha1.KindSingle {
		r.checkSingle()
		out.Single.Disks, out.Single.Spot = disks, r.p.Spot != nil
		return
	}
	out.Single = nil
	out.Groups = r.groups(disks)
	out.Rollout = r.rollout()
}

func (r *planner) deletionProtection() bool {
	if p := r.p.DeletionProtection; p != nil {
		return *p
	}
	return environment.IsOn(r.claim.Guardrails.Compute.DeletionProtection)
}

// key of the customer that encrypts disks. It was decided once: the disks of a machine
// cannot get another, and those of a group would lose theirs while they still use it.
func (r *planner) key() string {
	g := r.claim.Guardrails
	wanted := environment.IsOn(g.Compute.CustomerKeys)
	id := g.EncryptionKey(r.claim.Provider, r.claim.Region)
	if had := r.recorded.Encryption; had != nil && r.recorded.Template != nil {
		if wanted && id != had.Key {
			r.warn(fmt.Sprintf("spec.parameters: environment %q wants disks to be encrypted with another key, and they keep theirs: create another Compute, and delete this one when nothing uses it any more (rule compute.customerKeys)", r.claim.Environment))
		}
		return had.Key
	}
	if !wanted {
		return ""
	}
	if id == "" {
		r.refuseRule(Path("region"), "encrypts disks with keys of its own and has none for "+r.claim.Region.Native, "choose another region", "compute.customerKeys")
	}
	return id
}
