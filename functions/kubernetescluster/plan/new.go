// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"cmp"
	"slices"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Defaults of the parameters. The XRD states them too, so that they show up in the
// claim; a test proves that both are the same.
const (
	DefaultPool             = "main"
	DefaultCount            = 3
	DefaultSize             = v1alpha1.SizeMedium
	DefaultDiskGiB          = 100
	DefaultSurge            = 1
	DefaultEffect           = v1alpha1.EffectNoSchedule
	DefaultGPUCount         = 1
	DefaultLogRetentionDays = 30
	DefaultWindowHours      = 8
	DefaultChannel          = v1alpha1.ChannelRegular
	DefaultEngine           = v1alpha1.EngineArgoCD
	DefaultRevision         = "main"
	DefaultPath             = "."
)

// DefaultLogComponents are the logs of a cluster that names none: who was let in,
// and what they did.
func DefaultLogComponents() []v1alpha1.LogComponent {
	return []v1alpha1.LogComponent{v1alpha1.LogAudit, v1alpha1.LogAuthenticator}
}

// MaxShares is how many namespaces a cluster can be shared with. The XRD states it
// too.
const MaxShares = 50

// New plans the cluster that the parameters describe. It does no I/O, so the same
// arguments always give the same plan. Everything that is wrong is returned at once,
// in the order of the fields, and there is no plan then.
func New(c claim.Claim, p v1alpha1.Parameters, recorded v1alpha1.Status) (Plan, field.ErrorList) {
	r := planner{claim: c, asked: p, p: WithDefaults(p), recorded: recorded, path: field.NewPath("spec", "parameters")}
	out := r.plan()
	if len(r.errs) > 0 {
		return Plan{}, validate.Sort(r.errs)
	}
	return out, nil
}

// WithDefaults returns the parameters with a default for everything that has one. A
// claim that comes from a control plane has most of them already.
func WithDefaults(p v1alpha1.Parameters) v1alpha1.Parameters {
	p.Version = cmp.Or(p.Version, v1alpha1.VersionStable)
	if len(p.NodePools) == 0 {
		p.NodePools = []v1alpha1.NodePool{{Name: DefaultPool}}
	}
	p.NodePools = slices.Clone(p.NodePools)
	for i := range p.NodePools {
		p.NodePools[i] = poolWithDefaults(p.NodePools[i])
	}
	p.Endpoint = orNew(p.Endpoint)
	p.Access = orNew(p.Access)
	p.Encryption = orNew(p.Encryption)
	p.WorkloadIdentity = orTrue(p.WorkloadIdentity)
	p.Logging = loggingWithDefaults(p.Logging)
	p.Maintenance = maintenanceWithDefaults(p.Maintenance)
	if g := p.GitOps; g != nil {
		p.GitOps = &v1alpha1.GitOps{
			Engine:   cmp.Or(g.Engine, DefaultEngine),
			URL:      g.URL,
			Revision: cmp.Or(g.Revision, DefaultRevision),
			Path:     cmp.Or(g.Path, DefaultPath),
		}
	}
	return p
}

func orNew[T any](v *T) *T {
	if v == nil {
		return new(T)
	}
	return v
}

func orTrue(v *bool) *bool {
	if v == nil {
		return new(true)
	}
	return v
}

func poolWithDefaults(n v1alpha1.NodePool) v1alpha1.NodePool {
	if m := n.Machine; m != nil {
		n.Machine = &v1alpha1.Machine{CPU: m.CPU, Memory: m.Memory, Architecture: cmp.Or(m.Architecture, v1alpha1.ArchitectureAMD64)}
		if g := m.GPU; g != nil {
			n.Machine.GPU = &v1alpha1.GPU{Count: cmp.Or(g.Count, DefaultGPUCount), Model: g.Model, Memory: g.Memory}
		}
	}
	if n.Size == "" && !describes(n.Machine) {
		n.Size = DefaultSize
	}
	if n.Count == nil && n.Autoscaling == nil {
		n.Count = new(DefaultCount)
	}
	if n.Surge == nil {
		n.Surge = new(DefaultSurge)
	}
	n.DiskGiB = cmp.Or(n.DiskGiB, DefaultDiskGiB)
	n.Taints = slices.Clone(n.Taints)
	for i := range n.Taints {
		n.Taints[i].Effect = cmp.Or(n.Taints[i].Effect, DefaultEffect)
	}
	return n
}

// describes says whether a machine is described well enough to do without a size.
func describes(m *v1alpha1.Machine) bool {
	return m != nil && (m.CPU != 0 || m.Memory != 0 || m.GPU != nil)
}

func loggingWithDefaults(l *v1alpha1.Logging) *v1alpha1.Logging {
	if l == nil {
		return &v1alpha1.Logging{Components: DefaultLogComponents(), RetentionDays: DefaultLogRetentionDays}
	}
	out := *l
	// An empty list was written down by somebody who wants no logs.
	if out.Components == nil {
		out.Components = DefaultLogComponents()
	}
	out.RetentionDays = cmp.Or(out.RetentionDays, DefaultLogRetentionDays)
	return &out
}

func maintenanceWithDefaults(m *v1alpha1.Maintenance) *v1alpha1.Maintenance {
	if m == nil {
		return &v1alpha1.Maintenance{Channel: DefaultChannel}
	}
	out := *m
	out.Channel = cmp.Or(out.Channel, DefaultChannel)
	if w := m.Window; w != nil {
		out.Window = &v1alpha1.MaintenanceWindow{Days: w.Days, Start: w.Start, DurationHours: cmp.Or(w.DurationHours, DefaultWindowHours)}
	}
	return &out
}

// A planner turns parameters into a plan, and collects what is wrong with them.
type planner struct {
	claim    claim.Claim
	recorded v1alpha1.Status

	// asked are the parameters as they came, and p has the defaults.
	asked, p v1alpha1.Parameters

	path     *field.Path
	errs     field.ErrorList
	warnings []string
}

func (r *planner) refuse(errs ...*field.Error) { r.errs = append(r.errs, errs...) }

func (r *planner) warn(message string) { r.warnings = append(r.warnings, message) }

func (r *planner) plan() Plan {
	r.checkShares()
	r.checkAdoption()
	if r.p.Adopt != nil {
		return r.adopted()
	}
	out := Plan{
		Claim:              r.claim,
		Network:            r.network(),
		Endpoint:           r.endpoint(),
		Subjects:           r.subjects(),
		WorkloadIdentity:   r.workloadIdentity(),
		Encryption:         r.encryption(),
		Logging:            r.logging(),
		Maintenance:        r.maintenance(),
		GitOps:             r.gitops(),
		Fleet:              r.fleet(),
		DeletionProtection: r.deletionProtection(),
		Recorded:           r.recorded,
	}
	out.Admins, out.Viewers = r.access()
	r.nodes(&out)
	out.Addons = r.addons(out.NodePools)
	r.warnAbout(out)
	out.Warnings = r.warnings
	return out
}

// nodes plans the pools first without versions, because the control plane waits for
// them, and then their versions, because they follow the control plane.
func (r *planner) nodes(out *Plan) {
	zones := r.zones(&out.Network)
	out.NodePools = r.pools(zones, out.Maintenance)
	out.SystemPool = r.systemPool(zones)
	out.Version = r.version(out.Maintenance)
	r.poolVersions(out)
}

func (r *planner) checkShares() {
	path := r.path.Child("shareWith")
	for i, ns := range r.p.ShareWith {
		r.refuse(validate.Namespace(path.Index(i), ns)...)
		if ns == r.claim.Namespace && ns != "" {
			r.refuse(field.Invalid(path.Index(i), ns, "is the cluster's own namespace, whose claims may refer to it anyway: leave it out"))
		}
	}
	r.refuse(validate.Unique(path, r.p.ShareWith)...)
	r.refuse(validate.AtMost(path, r.p.ShareWith, MaxShares)...)
}
