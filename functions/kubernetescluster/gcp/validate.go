// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Limits of GKE.
const (
	// maxAuthorizedNetworks reach the control plane of a private cluster.
	// https://cloud.google.com/kubernetes-engine/docs/how-to/authorized-networks#limitations
	maxAuthorizedNetworks = 100

	// maxUpgraded nodes of a pool are replaced at a time.
	// https://cloud.google.com/kubernetes-engine/docs/concepts/node-pool-upgrade-strategies#surge
	maxUpgraded = 20

	// bitsNode is the size of the range of pods that each node gets.
	// https://cloud.google.com/kubernetes-engine/docs/how-to/flexible-pod-cidr
	bitsNode = 24

	// minWindow is how long windows must be open within a week, so that they
	// are for 48 hours within any 32 days.
	// https://cloud.google.com/kubernetes-engine/docs/concepts/maintenance-windows-and-exclusions#limitations
	minWindow = 12 * time.Hour

	// retentionDays of the _Default bucket of Cloud Logging.
	// https://cloud.google.com/logging/docs/routing/overview#default-bucket
	retentionDays = 30
)

// Validate refuses the parts of a plan that Google Cloud cannot do.
func Validate(p plan.Plan) field.ErrorList {
	path := field.NewPath("spec", "parameters")
	if p.Adopt != nil {
		return validateAdopt(path.Child("adopt", "id"), p)
	}
	return slices.Concat(
		validateNetwork(path.Child("networkRef"), p),
		validatePools(path.Child("nodePools"), p),
		validateEndpoint(path.Child("endpoint", "allowedCIDRs"), p),
		validateSubjects(p.Subjects),
		validateEncryption(path.Child("encryption", "enabled"), p),
		validateRetention(path.Child("logging", "retentionDays"), p.Logging),
		validateAddons(path.Child("addons"), p),
		validateWindow(path.Child("maintenance", "window"), p.Maintenance.Window),
	)
}

// validateAdopt refuses what is no cluster, and one that is elsewhere.
func validateAdopt(path *field.Path, p plan.Plan) field.ErrorList {
	id := p.Adopt.ID
	at := locationOf(id)
	if at == (location{}) {
		rule := "must be the id of a cluster on GKE, " + formCluster
		if path := idOf(id); locationOf(path) != (location{}) {
			rule += ": use " + path
		}
		return field.ErrorList{field.Invalid(path, id, rule)}
	}
	if region := p.Claim.Region.Native; at.location != region && !strings.HasPrefix(at.location, region+"-") {
		return field.ErrorList{field.Invalid(path, id, fmt.Sprintf("is in %s, and the claim is in %s: set region to the one of the cluster", at.location, region))}
	}
	return nil
}

// validateNetwork refuses a network that is known not to do, before there is a cluster
// in it.
func validateNetwork(path *field.Path, p plan.Plan) field.ErrorList {
	n := p.Network
	if n.Own != nil || p.Recorded.ID != "" || n.Referenced.ID == "" {
		return nil
	}
	k := n.Referenced.Kubernetes
	if k == nil || k.PodRangeName == "" || k.ServiceRangeName == "" {
		return field.ErrorList{field.Invalid(path, n.Name,
			"has no ranges for pods and services: add kubernetes to the parameters of the network, or refer to another network")}
	}
	return nil
}

func validatePools(path *field.Path, p plan.Plan) field.ErrorList {
	var errs field.ErrorList
	forPods := false
	for i, n := range p.NodePools {
		if n.Retiring {
			continue
		}
		forPods = forPods || isForPods(n)
		errs = append(errs, validateCount(plan.PoolPath(i).Child("count"), n)...)
		if n.Surge+n.MaxUnavailable > maxUpgraded {
			errs = append(errs, field.Invalid(plan.PoolPath(i).Child("surge"), n.Surge, fmt.Sprintf(
				"must be at most %d together with maxUnavailable, because GKE replaces no more nodes at a time", maxUpgraded)))
		}
	}
	if !forPods {
		errs = append(errs, field.Forbidden(path,
			"all pools have GPUs, or taints that keep pods away, and GKE has no nodes of its own for DNS and other parts of a cluster: add a pool without them"))
	}
	return append(errs, validateRange(path, p)...)
}

// validateCount refuses a number of nodes that cannot be the same in each zone.
func validateCount(path *field.Path, n plan.NodePool) field.ErrorList {
	zones := len(n.Zones)
	if n.Autoscaling != nil || zones == 0 || n.Count%zones == 0 {
		return nil
	}
	instead := strconv.Itoa(n.Count/zones*zones + zones)
	if below := n.Count / zones * zones; below > 0 {
		instead = fmt.Sprintf("%d or %s", below, instead)
	}
	return field.ErrorList{field.Invalid(path, n.Count, fmt.Sprintf(
		"must be a multiple of %d, because GKE has as many nodes in each of the %d zones of a pool: use %s, or name other zones", zones, zones, instead))}
}

// validateRange refuses more nodes than there are ranges for pods.
func validateRange(path *field.Path, p plan.Plan) field.ErrorList {
	k := p.Network.Referenced.Kubernetes
	if p.Network.Own != nil && p.Recorded.Network != nil {
		k = p.Recorded.Network.Kubernetes
	}
	if k == nil {
		return nil
	}
	r, err := netip.ParsePrefix(k.PodCIDR)
	if err != nil || r.Bits() > bitsNode {
		return nil
	}
	nodes, room := 0, 1<<(bitsNode-r.Bits())
	for _, n := range p.NodePools {
		nodes += n.Count
		if n.Autoscaling != nil {
			nodes += n.Autoscaling.Max
		}
	}
	if nodes <= room {
		return nil
	}
	return field.ErrorList{field.Forbidden(path, fmt.Sprintf(
		"pools have up to %d nodes, and the range %s of the network has room for the pods of %d: lower count or autoscaling.max, or use a network with a larger kubernetes.podCIDR", nodes, r, room))}
}

func validateEndpoint(path *field.Path, p plan.Plan) field.ErrorList {
	most := maxAuthorizedNetworks - len(validate.RFC1918())
	if n := len(p.Endpoint.AllowedCIDRs); n > most {
		return field.ErrorList{field.Forbidden(path, fmt.Sprintf("%d ranges reach the API server together with those of environment %q, and GKE takes %d: merge ranges that are next to each other", n, p.Claim.Environment, most))}
	}
	return nil
}

// group is the address of a Google group, which has the form of any other address.
var group = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._%+'-]*@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}$`)

// groupPrefix starts the name of a group in a policy of IAM.
// https://cloud.google.com/iam/docs/principal-identifiers
const groupPrefix = "group:"

func validateSubjects(subjects []plan.Subject) field.ErrorList {
	const form = "must be the address of a Google group, such as platform-admins@example.com"
	var errs field.ErrorList
	for _, s := range subjects {
		address, prefixed := strings.CutPrefix(s.Name, groupPrefix)
		switch {
		case prefixed && group.MatchString(address):
			errs = append(errs, field.Invalid(s.Path, s.Name, form+": use "+address))
		case !group.MatchString(s.Name):
			errs = append(errs, field.Invalid(s.Path, s.Name, form))
		case strings.HasSuffix(strings.ToLower(s.Name), ".gserviceaccount.com"):
			errs = append(errs, field.Invalid(s.Path, s.Name, form+": make the service account a member of a group"))
		}
	}
	return errs
}

// validateEncryption refuses a key of the cluster's own that GKE could not be let use.
func validateEncryption(path *field.Path, p plan.Plan) field.ErrorList {
	own := p.Encryption.Enabled && p.Encryption.Key == ""
	if !own || p.Recorded.ID != "" || p.Claim.Guardrails.GCP.ProjectNumber != "" {
		return nil
	}
	return field.ErrorList{field.Forbidden(path, fmt.Sprintf(
		"environment %q does not say which number its project has, without which GKE cannot be let use a key of the cluster's own; set it to false, or ask your platform team (rule gcp.projectNumber)", p.Claim.Environment))}
}

// validateRetention refuses a retention that nothing of ours would see to.
func validateRetention(path *field.Path, l plan.Logging) field.ErrorList {
	if l.RetentionDays == retentionDays {
		return nil
	}
	return field.ErrorList{field.Invalid(path, l.RetentionDays, fmt.Sprintf(
		"%d only: the project's _Default log bucket decides; use %d, and have your platform team change the bucket or route the logs to another one", retentionDays, retentionDays))}
}

// validateAddons refuses what GKE does not let anybody change.
func validateAddons(path *field.Path, p plan.Plan) field.ErrorList {
	var errs field.ErrorList
	for _, a := range p.Addons {
		if a.Version != "" {
			errs = append(errs, field.Forbidden(a.Path.Child("version"), "the cloud keeps it as it is: remove it, because GKE has the version that goes with the cluster's"))
		}
		if a.Values != "" {
			errs = append(errs, field.Forbidden(a.Path.Child("values"), "the cloud keeps it as it is: remove it, because GKE has no values for the add-on "+string(a.Name)))
		}
		if a.Explicit && !a.Enabled && isAlwaysOn(p, a.Name) {
			errs = append(errs, field.Invalid(a.Path.Child("enabled"), false, "cannot be switched off, because GKE itself needs it: remove it"))
		}
	}
	return append(errs, validateDatapath(path, p)...)
}

// isAlwaysOn says whether GKE has an add-on whatever is asked for: some always, and
// some as soon as a pool needs them.
func isAlwaysOn(p plan.Plan, name v1alpha1.AddonName) bool {
	switch name {
	case v1alpha1.AddonDNS, v1alpha1.AddonMetrics:
		return true
	case v1alpha1.AddonGPU:
		return slices.ContainsFunc(p.NodePools, func(n plan.NodePool) bool { return n.Machine.GPU != nil })
	case v1alpha1.AddonNodeAutoscaling:
		return slices.ContainsFunc(p.NodePools, func(n plan.NodePool) bool { return n.Autoscaling != nil })
	case v1alpha1.AddonBlockStorage, v1alpha1.AddonFileStorage, v1alpha1.AddonNetworkPolicy:
	}
	return false
}

// validateDatapath refuses to switch network policies on or off once the cluster is
// there: they are part of what carries its traffic.
func validateDatapath(path *field.Path, p plan.Plan) field.ErrorList {
	if p.Recorded.ID == "" {
		return nil
	}
	a := p.Addon(v1alpha1.AddonNetworkPolicy)
	had := slices.ContainsFunc(p.Recorded.Addons, func(s v1alpha1.AddonStatus) bool { return s.Name == a.Name })
	if had == a.Enabled {
		return nil
	}
	if a.Path != nil {
		path = a.Path.Child("enabled")
	}
	return field.ErrorList{field.Invalid(path, a.Enabled, fmt.Sprintf(
		"add-on %s was settled when the cluster was created: set its enabled to %t, or create another cluster", a.Name, had))}
}

// validateWindow refuses windows that leave GKE too little time.
func validateWindow(path *field.Path, w *plan.Window) field.ErrorList {
	if w == nil || len(w.Days) == 0 || time.Duration(len(w.Days))*w.Duration >= minWindow {
		return nil
	}
	hours := int(minWindow.Hours())
	return field.ErrorList{field.Invalid(path.Child("durationHours"), int(w.Duration.Hours()), fmt.Sprintf(
		"GKE wants 48 hours within any 32 days: use %d, or name more days", (hours+len(w.Days)-1)/len(w.Days)))}
}
