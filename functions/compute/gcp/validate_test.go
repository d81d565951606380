// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/images"
	"github.com/hyperscalar/hyperscalar/internal/machines"
	"github.com/hyperscalar/hyperscalar/internal/managed"
)

func TestValidate(t *testing.T) {
	t.Parallel()
	debian := func(p *plan.Plan) { p.Template.Image = namedImage(images.Debian12, machines.ArchitectureAMD64) }
	unknown := func(p *plan.Plan) { p.Claim.Guardrails = environment.Environment{} }
	scheduled := func(p *plan.Plan) { p.Schedule = weekdaysOnly() }
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   []string
	}{
		"Password": {
			reason: "Google Cloud makes it.",
			plan:   with(plans()["Windows"], func(p *plan.Plan) { p.Template.Password = &managed.SecretRef{Name: "admin", Key: "password"} }),
			want:   []string{"spec.parameters.windows.passwordSecretRef: Forbidden: Compute Engine makes the password itself: remove it, and run gcloud compute reset-windows-password"},
		},
		"KeysOfWindows": {
			reason: "Nobody logs in to Windows with a key.",
			plan:   with(plans()["Windows"], func(p *plan.Plan) { p.Template.SSHKeys = full().Template.SSHKeys }),
			want:   []string{"spec.parameters.sshKeys: Forbidden: Windows takes none, and Compute Engine makes the password itself: remove them, and run gcloud compute reset-windows-password"},
		},
		"User": {
			reason: "Keys belong to somebody.",
			plan:   with(plans()["Native"], func(p *plan.Plan) { p.Template.SSHKeys = full().Template.SSHKeys }),
			want:   []string{"spec.parameters.image.user: Required value: Google Cloud creates who logs in with sshKeys: name a user"},
		},
		"Secret": {
			reason: "Metadata is plain.",
			plan: with(smallest(), func(p *plan.Plan) {
				p.Template.UserData = &plan.UserData{SecretRef: &managed.SecretRef{Name: "web", Key: "userData"}}
			}),
			want: []string{"spec.parameters.userData.secretRef: Forbidden: there is no field for a Secret, and the text would show in plain: set text, and fetch what is secret with the machine's identity"},
		},
		"CloudInit": {
			reason: "Nothing on the machine reads it.",
			plan:   with(with(smallest(), debian), func(p *plan.Plan) { p.Template.UserData = &plan.UserData{Text: "#cloud-config\npackages: [nginx]\n"} }),
			want:   []string{`spec.parameters.userData.text: Invalid value: "#cloud-config": must be a script that starts with #!, because debian-12 has no cloud-init on GCP: write a script, or choose image ubuntu-24.04`},
		},
		"Script": {
			reason: "The agent runs it.",
			plan:   with(with(smallest(), debian), func(p *plan.Plan) { p.Template.UserData = &plan.UserData{Text: "#!/bin/sh\n"} }),
		},
		"Volume": {
			reason: "Some machines take Hyperdisk alone.",
			plan: onMachine(with(full(), func(p *plan.Plan) {
				p.Single.Disks[0], p.Single.Disks[1] = p.Single.Disks[1], p.Single.Disks[0]
			}), "c4-standard-4"),
			want: []string{`spec.parameters.disks[1].storageRef: Invalid value: "team-a/orders": is a persistent disk, and c4-standard-4 attaches Hyperdisk only: choose another machine, or a disk of its own`},
		},
		"TLS": {
			reason: "Packets are passed on as they are.",
			plan: with(balanced(), func(p *plan.Plan) {
				p.LoadBalancer.Ports[2].Protocol, p.LoadBalancer.Ports[1].TargetPort, p.LoadBalancer.Certificate = v1alpha1.PortTLS, 8080, "certificate"
			}),
			want: []string{
				`spec.parameters.loadBalancer.ports[0].protocol: Invalid value: "TLS": the balancer passes packets on as they are: set protocol to TCP, and decrypt TLS on the machines`,
				"spec.parameters.loadBalancer.ports[2].targetPort: Invalid value: 8080: the balancer passes packets on as they are: leave it out, or set it to 80",
				"spec.parameters.loadBalancer.tls.certificate: Forbidden: the balancer does not decrypt: leave it out, and decrypt TLS on the machines",
			},
		},
		"Rollout": {
			reason: "A group in three zones replaces three machines at a time.",
			plan:   with(group(), func(p *plan.Plan) { p.Rollout = plan.Rollout{MaxUnavailable: 1} }),
			want:   []string{"spec.parameters.rollout.maxUnavailable: Invalid value: 1: must be at least 3 where surge is 0, because Google Cloud replaces a machine in each of the 3 zones at a time: raise it, set surge to 1, or name fewer zones"},
		},
		"RolloutOfOneZone": {
			reason: "There is one zone only.",
			plan:   with(group(), func(p *plan.Plan) { p.Rollout, p.Template.Zones = plan.Rollout{MaxUnavailable: 1}, zones()[:1] }),
		},
		"ScheduleOfScaled": {
			reason: "An autoscaler keeps a machine.",
			plan:   with(fullGroup(), scheduled),
			want:   []string{"spec.parameters.schedule: Forbidden: an autoscaler of Google Cloud that follows how busy machines are keeps one of them: remove schedule, or set count instead of autoscaling"},
		},
		"ScheduleOfLocalDisk": {
			reason: "What is on a local disk would be lost.",
			plan:   onMachine(with(smallest(), scheduled), "a2-ultragpu-1g"),
			want:   []string{"spec.parameters.schedule: Forbidden: a2-ultragpu-1g has local disks, and Google Cloud does not stop such machines by a schedule: remove it, or choose another machine"},
		},
		"Number": {
			reason: "Nobody may start the machine.",
			plan:   with(with(smallest(), scheduled), unknown),
			want:   []string{`spec.parameters.schedule: Forbidden: environment "production" does not say which number its project has, without which Google Cloud cannot be let start and stop the machine; remove it, or ask your platform team (rule gcp.projectNumber)`},
		},
		"NumberOfGroup": {reason: "A group needs nobody who starts it.", plan: with(plans()["Scheduled"], unknown)},
		"NumberLost": {
			reason: "What exists is served on, whatever the environment says.",
			plan:   with(with(full(), unknown), func(p *plan.Plan) { p.Recorded.ID = "projects/acme-prod/zones/europe-west1-c/instances/a" }),
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, err := range Validate(tc.plan) {
				got = append(got, err.Error())
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nValidate(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestValidatePermitsPlans(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		if errs := Validate(p); len(errs) > 0 {
			t.Errorf("%s: %v", name, errs)
		}
	}
}
