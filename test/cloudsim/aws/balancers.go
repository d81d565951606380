// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"regexp"
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

const serviceELB = "Elastic Load Balancing v2"

func elb(kind, plural string) cloud.Kind {
	return cloud.Kind{Type: typeOf("elbv2", "v1beta2", kind, plural), Service: serviceELB}
}

// elbARN of a resource of the service.
func elbARN(kind string) func(r *cloud.Request) string {
	return func(r *cloud.Request) string {
		name := orDefault(r.Args.String("name"), "balancer/"+r.Hex(16, "of"))
		return strings.Join([]string{"arn", partition(r.Region()), "elasticloadbalancing", r.Region(), r.Account.ID, kind + "/" + name + "/" + r.Hex(16, "id")}, ":")
	}
}

func ownARN(r *cloud.Request) cloud.Value { return cloud.Value{"arn": r.ID} }

func loadBalancers() []cloud.Kind {
	b := elb("LB", "lbs")
	b.Noun, b.Call, b.ID = "ELBv2 network Load Balancer", "LoadBalancer", elbARN("loadbalancer/net")
	b.Required, b.Immutable = []string{"subnets|subnetMapping"}, []string{"name", "internal", "loadBalancerType", "customerOwnedIpv4Pool"}
	b.Links = []cloud.Link{
		{Field: "subnets", To: subnet, Code: "InvalidSubnet", Text: "The subnet ID '%s' is not valid", Holds: true},
		{Field: "securityGroups", To: securityGroup, Code: "InvalidSecurityGroup", Text: "One or more security groups are invalid", Holds: true},
	}
	b.Check, b.Attributes = checkLoadBalancer, loadBalancerAttributes

	t := elb("LBTargetGroup", "lbtargetgroups")
	t.Noun, t.Call, t.ID = "ELBv2 Target Group", "TargetGroup", elbARN("targetgroup")
	t.Required, t.Immutable = []string{"name", "port", "protocol", "vpcId"}, []string{"name", "port", "protocol", "targetType", "vpcId", "ipAddressType", "protocolVersion"}
	t.Links = []cloud.Link{{Field: "vpcId", To: vpc, Code: validationError, Text: "The VPC ID '%s' is not found", Holds: true}}
	t.Check, t.Attributes = checkTargetGroup, ownARN

	l := elb("LBListener", "lblisteners")
	l.Noun, l.Call, l.ID = "ELBv2 Listener", "Listener", elbARN("listener/net")
	l.Required, l.Immutable = []string{"loadBalancerArn", "defaultAction"}, []string{"loadBalancerArn"}
	l.Links = []cloud.Link{
		{Field: "loadBalancerArn", To: loadBalancer, Code: "LoadBalancerNotFound", Text: "Load balancer '%s' not found", Nested: true},
		{Field: "defaultAction[].targetGroupArn", To: targetGroup, Code: "TargetGroupNotFound", Text: "Target groups '%s' not found", Holds: true},
	}
	l.Check, l.Attributes = checkListener, ownARN
	return []cloud.Kind{b, t, l}
}

var elbName = regexp.MustCompile(`^[0-9A-Za-z]([0-9A-Za-z-]{0,30}[0-9A-Za-z])?$`)

// checkELBName applies the limits of names, which are unique in an account and a region.
func checkELBName(r *cloud.Request, kind cloud.Name) error {
	name := r.Args.String("name")
	switch {
	case len(name) > 32:
		return cloud.Plain("\"name\" cannot be longer than 32 characters: %q", name)
	case name != "" && !elbName.MatchString(name):
		return cloud.Plain("only alphanumeric characters and hyphens allowed in \"name\": %q", name)
	case strings.HasPrefix(name, "internal-"):
		return cloud.Plain("\"name\" cannot begin with \"internal-\": %q", name)
	}
	for other := range r.Others(kind) {
		if name != "" && other.Args.String("name") == name && other.Args.String("region") == r.Region() {
			return cloud.Plain("%s (%s) already exists", r.Kind.Noun, name)
		}
	}
	return nil
}

func checkLoadBalancer(r *cloud.Request) error {
	if err := checkELBName(r, loadBalancer); err != nil {
		return err
	}
	if t := r.Args.String("loadBalancerType"); t != "network" {
		return cloud.Plain("expected load_balancer_type to be network, got %s", t)
	}
	if err := checkBalancerChange(r); err != nil {
		return err
	}
	return checkBalancerSubnets(r)
}

// checkBalancerChange refuses what makes another balancer of it: network load balancers
// lose no subnets, and neither get nor lose all security groups.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
func checkBalancerChange(r *cloud.Request) error {
	if r.Old == nil {
		return nil
	}
	for _, s := range r.Old.Strings("subnets") {
		if !slices.Contains(r.Args.Strings("subnets"), s) {
			return cloud.Plain("%scannot change the value of the argument \"subnets\"", "refuse to update the external resource because the following update requires replacing it: ")
		}
	}
	if had := len(r.Old.Strings("securityGroups")) > 0; had != (len(r.Args.Strings("securityGroups")) > 0) {
		return cloud.Plain("%scannot change the value of the argument \"security_groups\"", "refuse to update the external resource because the following update requires replacing it: ")
	}
	return nil
}

func checkBalancerSubnets(r *cloud.Request) error {
	subnets := subnetsOf(r, r.Args, "subnets")
	if len(subnets) == 0 {
		return nil
	}
	v, zones := subnets[0].To("vpcId"), map[string]bool{}
	for _, s := range subnets {
		if s.To("vpcId") != v {
			return cloud.Refuse(400, "InvalidConfigurationRequest", "All subnets must belong to the same VPC: '%s'", v.ID)
		}
		if zones[zoneOf(s)] {
			return cloud.Refuse(400, "InvalidConfigurationRequest", "A load balancer cannot be attached to multiple subnets in the same Availability Zone")
		}
		zones[zoneOf(s)] = true
	}
	for _, id := range r.Args.Strings("securityGroups") {
		if g := r.Find(securityGroup, id); g.To("vpcId") != v {
			return cloud.Refuse(400, "InvalidConfigurationRequest", "One or more security groups are invalid: %s is not in VPC '%s'", id, v.ID)
		}
	}
	if !r.Args.Bool("internal") && cloud.First(r.UsersOf(v, internetGateway)) == nil {
		return cloud.Refuse(400, "InvalidSubnet", "VPC %s has no internet gateway", v.ID)
	}
	return nil
}

func loadBalancerAttributes(r *cloud.Request) cloud.Value {
	name := r.Args.String("name")
	if r.Args.Bool("internal") {
		name = "internal-" + name
	}
	return ownARN(r).Over(cloud.Value{
		"dnsName": name + "-" + r.Hex(16, "id") + ".elb." + r.Region() + ".amazonaws.com",
		"zoneId":  "Z0" + strings.ToUpper(r.Hex(19, "zone")),
		"vpcId":   firstVPC(r),
	})
}

func firstVPC(r *cloud.Request) string {
	for _, s := range subnetsOf(r, r.Args, "subnets") {
		return s.Args.String("vpcId")
	}
	return ""
}

// checkTargetGroup applies the limits of target groups of network load balancers.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
func checkTargetGroup(r *cloud.Request) error {
	if err := checkELBName(r, targetGroup); err != nil {
		return err
	}
	if err := oneOf(r, "protocol", "TCP", "TLS", "UDP", "TCP_UDP"); err != nil {
		return err
	}
	if err := oneOf(r, "targetType", "instance", "ip", "alb"); err != nil {
		return err
	}
	if n, _ := r.Args.Int("port"); n < 1 || n > 65535 {
		return cloud.Plain("expected port to be in the range (1 - 65535), got %d", n)
	}
	return checkHealthCheck(r)
}

func checkHealthCheck(r *cloud.Request) error {
	if err := oneOf(r, "healthCheck.protocol", "TCP", "HTTP", "HTTPS"); err != nil {
		return err
	}
	for _, l := range []struct {
		path        string
		least, most int
	}{
		{"healthCheck.healthyThreshold", 2, 10}, {"healthCheck.unhealthyThreshold", 2, 10}, {"healthCheck.interval", 5, 300}, {"healthCheck.timeout", 2, 120},
	} {
		if n, ok := r.Args.Int(l.path); ok && (n < l.least || n > l.most) {
			return cloud.Plain("expected %s to be in the range (%d - %d), got %d", strings.Replace(cloud.Snake(l.path), ".", ".0.", 1), l.least, l.most, n)
		}
	}
	interval, iok := r.Args.Int("healthCheck.interval")
	timeout, tok := r.Args.Int("healthCheck.timeout")
	switch {
	case iok && tok && timeout > interval:
		return cloud.Refuse(400, validationError, "Health check interval must be greater than or equal to the timeout")
	case r.Args.String("healthCheck.protocol") == "TCP" && r.Args.Has("healthCheck.path"):
		return cloud.Plain("Attribute \"health_check[0].path\" cannot be specified when \"health_check[0].protocol\" is \"TCP\".")
	}
	return nil
}

func checkListener(r *cloud.Request) error {
	b, port := r.To("loadBalancerArn"), r.Args.At("port")
	for other := range r.UsersOf(b, listener) {
		if n, _ := other.Args.Int("port"); port != nil && n == portOf(r) {
			return cloud.Refuse(400, "DuplicateListener", "A listener already exists on this port for this load balancer '%s'", b.ID)
		}
	}
	if n := portOf(r); n < 1 || n > 65535 {
		return cloud.Refuse(400, validationError, "A port must be specified")
	}
	if err := oneOf(r, "protocol", "TCP", "TLS", "UDP", "TCP_UDP"); err != nil {
		return err
	}
	if err := checkListenerTLS(r); err != nil {
		return err
	}
	return checkForward(r, b)
}

func portOf(r *cloud.Request) int {
	n, _ := r.Args.Int("port")
	return n
}

// tlsPolicies that a listener may have.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html
func tlsPolicies() []string {
	return []string{
		"ELBSecurityPolicy-2016-08", "ELBSecurityPolicy-TLS13-1-2-2021-06", "ELBSecurityPolicy-TLS13-1-2-Res-2021-06", "ELBSecurityPolicy-TLS13-1-3-2021-06",
		"ELBSecurityPolicy-TLS-1-2-2017-01",
	}
}

func checkListenerTLS(r *cloud.Request) error {
	certificate, p := r.Args.String("certificateArn"), r.Args.String("sslPolicy")
	if r.Args.String("protocol") != "TLS" {
		if certificate != "" || p != "" {
			return cloud.Refuse(400, "InvalidConfigurationRequest", "A certificate cannot be specified for %s listeners", r.Args.String("protocol"))
		}
		return nil
	}
	switch {
	case certificate == "":
		return cloud.Refuse(400, "CertificateNotFound", "A certificate must be specified for TLS listeners")
	case !strings.HasPrefix(certificate, "arn:"+partition(r.Region())+":acm:"+r.Region()+":") && !strings.HasPrefix(certificate, "arn:"+partition(r.Region())+":iam::"):
		return cloud.Refuse(400, validationError, "Certificate ARN '%s' is not valid", certificate)
	case p != "" && !slices.Contains(tlsPolicies(), p):
		return cloud.Refuse(400, "SSLPolicyNotFound", "SSL policy '%s' not found", p)
	}
	return nil
}

// checkForward refuses targets that a listener cannot pass connections on to.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/create-listener.html
func checkForward(r *cloud.Request, b *cloud.Object) error {
	if err := oneOf(r, "defaultAction[].type", "forward"); err != nil {
		return err
	}
	t := r.To("defaultAction[].targetGroupArn")
	if t == nil {
		return cloud.Refuse(400, validationError, "A target group ARN must be specified")
	}
	protocol, target := r.Args.String("protocol"), t.Args.String("protocol")
	if protocol != target && (protocol != "TLS" || target != "TCP") {
		return cloud.Refuse(400, "IncompatibleProtocols", "Listener protocol '%s' is not supported with a target group with the protocol '%s'", protocol, target)
	}
	if v := firstVPC(r.About(b)); v != t.Args.String("vpcId") {
		return cloud.Refuse(400, "InvalidConfigurationRequest", "The target group '%s' is not in the VPC of the load balancer", t.ID)
	}
	for other := range r.UsersOf(t, listener) {
		if other.To("loadBalancerArn") != b {
			return cloud.Refuse(400, "TargetGroupAssociationLimit", "The following target groups cannot be associated with more than one load balancer: %s", t.ID)
		}
	}
	return nil
}
