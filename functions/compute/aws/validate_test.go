// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/images"
	"github.com/hyperscalar/hyperscalar/internal/machines"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// manyCIDRs are as many ranges.
func manyCIDRs(n int) []netip.Prefix {
	var out []netip.Prefix
	for i := range n {
		out = append(out, netip.PrefixFrom(netip.AddrFrom4([4]byte{10, byte(i), 0, 0}), 16))
	}
	return out
}

// existing is a machine that exists.
func existing(p plan.Plan, change func(s *v1alpha1.Status)) plan.Plan {
	p.Recorded = v1alpha1.Status{
		ID: "i-0a", MachineType: p.Template.MachineType, Template: &v1alpha1.TemplateStatus{Generation: p.Template.Generation},
		Identity: &v1alpha1.IdentityStatus{Name: "team-a/shop", InstanceProfile: testProfile},
	}
	change(&p.Recorded)
	return p
}

func balanced(change func(b *plan.LoadBalancer)) plan.Plan {
	p := fleet()
	change(p.LoadBalancer)
	return p
}

func TestValidate(t *testing.T) {
	t.Parallel()
	windows := func(p *plan.Plan) { p.Template.Image = image(images.Windows2022, machines.ArchitectureAMD64) }
	cases := map[string]struct {
		reason string
		plan   plan.Plan

		// want is what the only error says; nothing means that there is none.
		want string
	}{
		"Full":     {reason: "A machine with everything is fine.", plan: full()},
		"Fleet":    {reason: "So are groups.", plan: fleet()},
		"Schedule": {reason: "A group may sleep.", plan: scheduled()},
		"Unknown":  {reason: "What is not known yet is not wrong.", plan: unknown()["Fleet"]},
		"Keys": {
			reason: "EC2 takes one key.",
			plan:   with(full(), func(p *plan.Plan) { p.Template.SSHKeys = append(p.Template.SSHKeys, plan.SSHKey{Type: plan.SSHKeyRSA}) }),
			want:   `spec.parameters.sshKeys[1]: Forbidden: EC2 puts one key on a machine`,
		},
		"WindowsKey": {
			reason: "A password is encrypted with RSA.", plan: with(full(), windows),
			want: `spec.parameters.sshKeys[0]: Invalid value: "ssh-ed25519": must be of type ssh-rsa for Windows`,
		},
		"WindowsRSA": {
			reason: "It is.",
			plan:   with(with(full(), windows), func(p *plan.Plan) { p.Template.SSHKeys = []plan.SSHKey{{Type: plan.SSHKeyRSA}} }),
		},
		"Password": {
			reason: "EC2 makes the password.",
			plan:   with(with(smallest(), windows), func(p *plan.Plan) { p.Template.Password = &managed.SecretRef{Name: "admin", Key: "password"} }),
			want:   `spec.parameters.windows.passwordSecretRef: Forbidden: EC2 makes the password itself`,
		},
		"Secret": {
			reason: "Nothing reads user data from a Secret.",
			plan: with(smallest(), func(p *plan.Plan) {
				p.Template.UserData = &plan.UserData{SecretRef: &managed.SecretRef{Name: "boot", Key: "data"}}
			}),
			want: `spec.parameters.userData.secretRef: Forbidden: there is no field for a Secret`,
		},
		"LargestUserData": {
			reason: "User data may be as long as EC2 takes it.",
			plan:   with(smallest(), func(p *plan.Plan) { p.Template.UserData = &plan.UserData{Text: strings.Repeat("x", 16384)} }),
		},
		"LargerUserData": {
			reason: "And not longer, with what Windows needs around it.",
			plan: with(with(smallest(), windows), func(p *plan.Plan) {
				p.Template.UserData = &plan.UserData{Text: strings.Repeat("x", 16384-27)}
			}),
			want: `spec.parameters.userData.text: Invalid value: "16385 bytes": must have at most 16384 bytes`,
		},
		"SingleSchedule": {
			reason: "A machine does not sleep.",
			plan:   with(smallest(), func(p *plan.Plan) { p.Schedule = scheduled().Schedule }),
			want:   `spec.parameters.schedule: Forbidden: groups only, because the cloud does not start machines by itself`,
		},
		"LastSlot": {
			reason: "There are as many names.",
			plan:   with(smallest(), func(p *plan.Plan) { p.Single = &plan.Single{Disks: []plan.Disk{{Name: "data", Slot: 10}}} }),
		},
		"Slot": {
			reason: "And no more.",
			plan:   with(smallest(), func(p *plan.Plan) { p.Single = &plan.Single{Disks: []plan.Disk{{Name: "data", Slot: 11}}} }),
			want:   `spec.parameters.disks[0]: Invalid value: "data": EC2 has 11 names for disks`,
		},
		"SpotType": {
			reason: "A spot machine keeps its type.", plan: existing(full(), func(s *v1alpha1.Status) { s.MachineType = "m6i.large" }),
			want: `spec.parameters.spot: Forbidden: EC2 cannot change the type of a spot machine, which is m6i.large and would become t3.small`,
		},
		"SpotReplaced": {
			reason: "Another machine may have another type.",
			plan: existing(full(), func(s *v1alpha1.Status) {
				s.MachineType, s.Template.Generation = "m6i.large", "other"
			}),
		},
		"IdentityTaken": {
			reason: "A machine keeps its identity.", plan: existing(smallest(), func(*v1alpha1.Status) {}),
			want: `spec.parameters.identityRef: Forbidden: the machine would go on to act as team-a/shop`,
		},
		"IdentityChanged": {
			reason: "Another one is fine.", plan: existing(full(), func(s *v1alpha1.Status) { s.Identity.Name = "team-a/other" }),
		},
		"Rules": {
			reason: "A security group has so many rules.",
			plan: with(smallest(), func(p *plan.Plan) {
				p.Ingress = []plan.Ingress{{Name: "many", Protocol: v1alpha1.RuleTCP, Ports: []validate.PortRange{{From: 1, To: 1}, {From: 3, To: 3}, {From: 5, To: 5}, {From: 7, To: 7}}, CIDRs: manyCIDRs(20)}}
			}),
			want: `spec.parameters.ingress: Forbidden: makes 80 rules of a security group`,
		},
		"Clients": {
			reason: "So has that of the balancer.", plan: balanced(func(b *plan.LoadBalancer) { b.AllowedCIDRs = manyCIDRs(20) }),
			want: `spec.parameters.loadBalancer.allowedCIDRs: Forbidden: makes 80 rules of a security group`,
		},
		"SameNumber": {
			reason: "Both transports pass on to the same port.", plan: balanced(func(b *plan.LoadBalancer) { b.Ports[1].TargetPort = 5354 }),
			want: `spec.parameters.loadBalancer.ports[3].port: Invalid value: 53: port dns-tcp has the same number`,
		},
		"TLSAndUDP": {
			reason: "TLS and UDP are not one.", plan: balanced(func(b *plan.LoadBalancer) { b.Ports[0].Protocol = v1alpha1.PortTLS }),
			want: `spec.parameters.loadBalancer.ports[3].port: Invalid value: 53: port dns-tcp has the same number`,
		},
		"Certificate": {
			reason: "A certificate is an ARN.", plan: balanced(func(b *plan.LoadBalancer) { b.Certificate = "shop.example.com" }),
			want: `spec.parameters.loadBalancer.tls.certificate: Invalid value: "shop.example.com": must be the ARN of a certificate, such as arn:aws:acm:eu-west-1:123456789012:certificate/`,
		},
		"CertificateElsewhere": {
			reason: "It is where the balancer is.",
			plan: balanced(func(b *plan.LoadBalancer) {
				b.Certificate = "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012"
			}),
			want: `spec.parameters.loadBalancer.tls.certificate: Invalid value: "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012": is not in eu-west-1`,
		},
		"CertificateOfIAM": {
			reason: "IAM is everywhere.",
			plan:   balanced(func(b *plan.LoadBalancer) { b.Certificate = "arn:aws:iam::123456789012:server-certificate/shop" }),
		},
		"NoPublicSubnets": {
			reason: "A public balancer is in public subnets.",
			plan: with(fleet(), func(p *plan.Plan) {
				p.Network.Status.Subnets = p.Network.Subnets
			}),
			want: `spec.parameters.loadBalancer.scheme: Invalid value: "Public": network team-a/main has no public subnets`,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			errs := Validate(tc.plan)
			if tc.want == "" && len(errs) > 0 || tc.want != "" && len(errs) != 1 {
				t.Fatalf("%s\nValidate(...): %v", tc.reason, errs)
			}
			if tc.want != "" && !strings.HasPrefix(errs[0].Error(), tc.want) {
				t.Errorf("%s\nValidate(...): %v", tc.reason, errs[0])
			}
		})
	}
}
