// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"cmp"
	"fmt"
	"net/netip"
	"regexp"
	"slices"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	networkv1alpha1 "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Limits of load balancers. The XRD states them too. The bounds of health checks are
// those within which every cloud agrees. See
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html,
// https://learn.microsoft.com/azure/load-balancer/load-balancer-custom-probe-overview and
// https://cloud.google.com/load-balancing/docs/health-check-concepts.
const (
	MaxPorts           = 10
	MaxPortName        = 16
	MaxPort            = 65535
	MaxPath            = 1024
	MinIntervalSeconds = 5
	MaxIntervalSeconds = 300
	MinThreshold       = 2
	MaxThreshold       = 10
	MinGraceSeconds    = 30
	MaxGraceSeconds    = 3600
	MaxCertificate     = 512
)

// urlPath is what a health check may ask for.
var urlPath = regexp.MustCompile(`^/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*$`)

func (r *planner) balancer() *LoadBalancer {
	b, path := r.p.LoadBalancer, Path("loadBalancer")
	if b == nil {
		return nil
	}
	r.checkScheme(path.Child("scheme"), b.Scheme)
	out := &LoadBalancer{Scheme: b.Scheme, Ports: r.ports(path.Child("ports"), b.Ports)}
	out.AllowedCIDRs = r.clients(path.Child("allowedCIDRs"), *b)
	out.HealthCheck = r.healthCheck(path.Child("healthCheck"), *b.HealthCheck)
	out.Certificate = r.certificate(path, *b)
	return out
}

func (r *planner) checkScheme(path *field.Path, s v1alpha1.Scheme) {
	r.refuse(validate.OneOf(path, s, v1alpha1.SchemeInternal, v1alpha1.SchemePublic)...)
	if had := r.recorded.LoadBalancer; had != nil {
		r.refuse(validate.Immutable(path, s, had.Scheme, "its address would change; create another Compute with a balancer of the other scheme, and move clients there")...)
	}
	if s != v1alpha1.SchemePublic {
		return
	}
	if environment.IsOn(r.claim.Guardrails.Compute.PrivateOnly) {
		r.refuseRule(path, "does not allow load balancers that are reached from the internet", "set it to Internal", "compute.privateOnly")
	}
	if r.p.Tier == networkv1alpha1.TierIsolated {
		r.refuse(field.Invalid(path, s, "machines in tier isolated are reached from inside of the network only: set tier to private, or scheme to Internal"))
	}
}

// transport of a port.
func transport(p v1alpha1.PortProtocol) string {
	if p == v1alpha1.PortUDP {
		return string(v1alpha1.PortUDP)
	}
	return string(v1alpha1.PortTCP)
}

func (r *planner) ports(path *field.Path, ports []v1alpha1.Port) []Port {
	r.refuse(validate.AtLeastOne(path, ports, "say which ports the balancer listens at")...)
	r.refuse(validate.AtMost(path, ports, MaxPorts)...)
	names, listeners := map[string]bool{}, map[string]bool{}
	out := make([]Port, 0, len(ports))
	for i, p := range ports {
		at := path.Index(i)
		r.refuse(validate.Label(at.Child("name"), p.Name, MaxPortName)...)
		r.refuse(validate.Between(at.Child("port"), p.Port, 1, MaxPort)...)
		r.refuse(validate.Between(at.Child("targetPort"), p.TargetPort, 1, MaxPort)...)
		r.refuse(validate.OneOf(at.Child("protocol"), p.Protocol, v1alpha1.PortProtocols()...)...)
		if names[p.Name] {
			r.refuse(field.Duplicate(at.Child("name"), p.Name))
		}
		listener := fmt.Sprintf("%d/%s", p.Port, transport(p.Protocol))
		if listeners[listener] {
			r.refuse(field.Invalid(at.Child("port"), p.Port, fmt.Sprintf("another port listens at %s already: choose another number", listener)))
		}
		names[p.Name], listeners[listener] = true, true
		out = append(out, Port{Name: p.Name, Port: p.Port, TargetPort: p.TargetPort, Protocol: p.Protocol, Index: i})
	}
	slices.SortFunc(out, func(a, b Port) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// clients that may connect. Everybody may, if somebody asked for a public balancer and
// named nobody.
func (r *planner) clients(path *field.Path, b v1alpha1.LoadBalancer) []netip.Prefix {
	if len(b.AllowedCIDRs) == 0 && b.Scheme == v1alpha1.SchemePublic {
		return []netip.Prefix{validate.Anywhere()}
	}
	out := r.ranges(path, b.AllowedCIDRs)
	for i, c := range b.AllowedCIDRs {
		p, err := netip.ParsePrefix(c)
		if err == nil && b.Scheme == v1alpha1.SchemeInternal && !validate.IsInside(p, validate.PrivateRanges()) {
			r.refuse(field.Invalid(path.Index(i), c, "is not a private range, and nobody reaches a balancer of scheme Internal from there: remove it, or set scheme to Public"))
		}
	}
	return out
}

func (r *planner) healthCheck(path *field.Path, h v1alpha1.HealthCheck) HealthCheck {
	r.refuse(validate.OneOf(path.Child("protocol"), h.Protocol, v1alpha1.CheckProtocols()...)...)
	if h.Port == 0 {
		r.refuse(field.Required(path.Child("port"), "UDP says nothing about health: name a port that answers to TCP, HTTP or HTTPS"))
	} else {
		r.refuse(validate.Between(path.Child("port"), h.Port, 1, MaxPort)...)
	}
	r.refuse(validate.Between(path.Child("intervalSeconds"), h.IntervalSeconds, MinIntervalSeconds, MaxIntervalSeconds)...)
	r.refuse(validate.Between(path.Child("threshold"), h.Threshold, MinThreshold, MaxThreshold)...)
	r.refuse(validate.Between(path.Child("graceSeconds"), h.GraceSeconds, MinGraceSeconds, MaxGraceSeconds)...)
	switch {
	case h.Protocol == v1alpha1.CheckTCP && h.Path != "":
		r.refuse(field.Forbidden(path.Child("path"), "TCP has no paths: remove it, or set protocol to HTTP or HTTPS"))
	case h.Protocol != v1alpha1.CheckTCP && (!urlPath.MatchString(h.Path) || len(h.Path) > MaxPath):
		r.refuse(field.Invalid(path.Child("path"), h.Path, fmt.Sprintf("must be a path such as /healthz of up to %d characters", MaxPath)))
	}
	return HealthCheck{
		Protocol: h.Protocol, Port: h.Port, Path: h.Path,
		IntervalSeconds: h.IntervalSeconds, TimeoutSeconds: min(h.IntervalSeconds, timeoutSeconds),
		Threshold: h.Threshold, GraceSeconds: h.GraceSeconds,
	}
}

// certificate of ports with TLS.
func (r *planner) certificate(path *field.Path, b v1alpha1.LoadBalancer) string {
	i := slices.IndexFunc(b.Ports, func(p v1alpha1.Port) bool { return p.Protocol == v1alpha1.PortTLS })
	switch {
	case b.TLS == nil && i >= 0:
		r.refuse(field.Required(path.Child("tls"), fmt.Sprintf("port %s decrypts TLS and needs a certificate: set tls.certificate, or protocol to TCP", b.Ports[i].Name)))
		return ""
	case b.TLS == nil:
		return ""
	case i < 0:
		r.refuse(field.Forbidden(path.Child("tls"), "no port uses it: set the protocol of a port to TLS, or remove tls"))
	}
	if b.TLS.Certificate == "" || len(b.TLS.Certificate) > MaxCertificate {
		r.refuse(field.Invalid(path.Child("tls", "certificate"), b.TLS.Certificate, fmt.Sprintf("must be a certificate in the cloud's own words, of up to %d characters", MaxCertificate)))
	}
	return b.TLS.Certificate
}
