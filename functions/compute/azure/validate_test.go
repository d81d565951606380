// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"strings"
	"testing"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
)

func TestValidate(t *testing.T) {
	t.Parallel()
	disks := func(n int) []plan.Disk {
		return make([]plan.Disk, n)
	}
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		change func(p *plan.Plan)

		// want is what the only error says; nothing means that there is none.
		want string
	}{
		"Smallest":     {reason: "A machine is fine.", plan: smallest()},
		"Full":         {reason: "So is one with everything.", plan: full()},
		"Windows":      {reason: "So is one with Windows.", plan: windows()},
		"Fleet":        {reason: "So are groups with everything.", plan: fleet()},
		"WindowsGroup": {reason: "And groups with Windows.", plan: windowsGroup()},
		"UserData":     {reason: "User data may be as long as Azure takes it.", plan: smallest(), change: func(p *plan.Plan) { p.Template.UserData = &plan.UserData{Text: strings.Repeat("x", 49152)} }},
		"Disks":        {reason: "A machine may have as many disks as it takes.", plan: smallest(), change: func(p *plan.Plan) { p.Single.Disks = disks(4) }},
		"NoKeys": {
			reason: "Nobody could log in.", plan: smallest(), change: func(p *plan.Plan) { p.Template.SSHKeys = nil },
			want: "spec.parameters.sshKeys: Required value: Azure creates no machine with Linux that nobody could log in to",
		},
		"NoPassword": {
			reason: "Azure makes no password.", plan: windows(), change: func(p *plan.Plan) { p.Template.Password = nil },
			want: "spec.parameters.windows.passwordSecretRef: Required value: Azure wants to be told the password",
		},
		"KeysOfWindows": {
			reason: "Nobody would use them.", plan: windows(), change: func(p *plan.Plan) { p.Template.SSHKeys = smallest().Template.SSHKeys },
			want: "spec.parameters.sshKeys: Forbidden: on Azure people log in to Windows with a password",
		},
		"UserDataOfWindows": {
			reason: "Nothing would run it.", plan: windows(), change: func(p *plan.Plan) { p.Template.UserData = &plan.UserData{SecretRef: &managed.SecretRef{}} },
			want: "spec.parameters.userData: Forbidden: on Azure nothing of Windows runs it",
		},
		"LongUserData": {
			reason: "Azure has a limit.", plan: smallest(), change: func(p *plan.Plan) { p.Template.UserData = &plan.UserData{Text: strings.Repeat("x", 49153)} },
			want: `spec.parameters.userData.text: Invalid value: "(49153 bytes)": is too long: Azure takes 49152 bytes`,
		},
		"User": {
			reason: "Azure has a list.", plan: smallest(),
			change: func(p *plan.Plan) {
				p.Template.Image = plan.Image{Native: galleryImage, OS: v1alpha1.OSLinux, User: "Admin"}
			},
			want: `spec.parameters.image.user: Invalid value: "Admin": is a name that Azure refuses`,
		},
		"LongUser": {
			reason: "Windows has a limit.", plan: windows(),
			change: func(p *plan.Plan) {
				p.Template.Image = plan.Image{Native: galleryImage, OS: v1alpha1.OSWindows, User: strings.Repeat("x", 21)}
			},
			want: "spec.parameters.image.user: Too long: may not be more than 20 ",
		},
		"ManyDisks": {
			reason: "A machine takes two for each CPU.", plan: smallest(), change: func(p *plan.Plan) { p.Single.Disks = disks(5) },
			want: "spec.parameters.disks: Forbidden: there are 5, and Standard_D2s_v5 takes 4",
		},
		"ManyDisksOfGroup": {
			reason: "So do those of a group.", plan: group3(), change: func(p *plan.Plan) { p.Groups = []plan.Group{{Name: "regular", Disks: disks(5)}} },
			want: "spec.parameters.disks: Forbidden: there are 5, and Standard_D2s_v5 takes 4",
		},
		"BurstableSpot": {
			reason: "Azure has none.", plan: full(), change: func(p *plan.Plan) { p.Template.Machine = machineType("Standard_B2s_v2") },
			want: "spec.parameters.spot: Forbidden: Azure has no spot machines of type Standard_B2s_v2",
		},
		"ScheduleOfSingle": {
			reason: "Nothing of Azure stops a machine.", plan: smallest(), change: func(p *plan.Plan) { p.Schedule = fleet().Schedule },
			want: "spec.parameters.schedule: Forbidden: Azure stops and starts scale sets only",
		},
		"PublicGroup": {
			reason: "The provider knows only addresses that Azure has no more.", plan: group3(), change: func(p *plan.Plan) { p.Template.PublicIP = true },
			want: "spec.parameters.publicIP: Forbidden: the machines of a scale set get no public addresses",
		},
		"NoSurge": {
			reason: "Machines that are changed do not run user data.", plan: group3(), change: func(p *plan.Plan) { p.Rollout = plan.Rollout{MaxUnavailable: 1} },
			want: "spec.parameters.rollout.surge: Invalid value: 0: without an additional machine Azure changes machines where they are",
		},
		"TLS": {
			reason: "Nothing decrypts.", plan: internal(),
			change: func(p *plan.Plan) {
				p.LoadBalancer = &plan.LoadBalancer{Ports: []plan.Port{{Name: "web", Port: 443, TargetPort: 443, Protocol: v1alpha1.PortTLS, Index: 3}}}
			},
			want: `spec.parameters.loadBalancer.ports[3].protocol: Invalid value: "TLS": the balancer passes packets on as they are`,
		},
		"Certificate": {
			reason: "Nothing decrypts, so that nothing needs a certificate.", plan: internal(), change: func(p *plan.Plan) {
				p.LoadBalancer = &plan.LoadBalancer{Certificate: "web"}
			},
			want: "spec.parameters.loadBalancer.tls.certificate: Forbidden: the balancer does not decrypt",
		},
		"SameTarget": {
			reason: "Azure leads to a port of the machines from one port.", plan: internal(),
			change: func(p *plan.Plan) {
				p.LoadBalancer = &plan.LoadBalancer{Ports: []plan.Port{
					{Name: "a", Port: 80, TargetPort: 8080, Protocol: v1alpha1.PortTCP, Index: 1},
					{Name: "b", Port: 81, TargetPort: 8080, Protocol: v1alpha1.PortTCP, Index: 0},
					{Name: "c", Port: 82, TargetPort: 8080, Protocol: v1alpha1.PortUDP, Index: 2},
				}}
			},
			want: "spec.parameters.loadBalancer.ports[0].targetPort: Invalid value: 8080: is where port a leads already",
		},
		"LastPort": {
			reason: "Azure keeps it.", plan: internal(),
			change: func(p *plan.Plan) {
				p.LoadBalancer = &plan.LoadBalancer{Ports: []plan.Port{{Name: "web", Port: 65535, TargetPort: 443, Protocol: v1alpha1.PortTCP}}}
			},
			want: "spec.parameters.loadBalancer.ports[0].port: Invalid value: 65535: is not a port that a load balancer of Azure listens at",
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if tc.change != nil {
				tc.change(&tc.plan)
			}
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
