// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/machines"
)

// Validate refuses the parts of a plan that Google Cloud cannot do.
func Validate(p plan.Plan) field.ErrorList {
	return slices.Concat(
		validateLogin(p),
		validateUserData(p),
		validateVolumes(p),
		validateBalancer(p),
		validateRollout(p),
		validateSchedule(p),
	)
}

// validateLogin refuses who could not log in.
func validateLogin(p plan.Plan) field.ErrorList {
	var errs field.ErrorList
	t := p.Template
	windows := t.Image.OS == v1alpha1.OSWindows
	if t.Password != nil {
		errs = append(errs, field.Forbidden(plan.Path("windows", "passwordSecretRef"), "Compute Engine makes the password itself: remove it, and run gcloud compute reset-windows-password"))
	}
	if windows && len(t.SSHKeys) > 0 {
		errs = append(errs, field.Forbidden(plan.Path("sshKeys"), "Windows takes none, and Compute Engine makes the password itself: remove them, and run gcloud compute reset-windows-password"))
	}
	if !windows && t.Image.User == "" && len(t.SSHKeys) > 0 {
		errs = append(errs, field.Required(plan.Path("image", "user"), "Google Cloud creates who logs in with sshKeys: name a user"))
	}
	return errs
}

// validateUserData refuses what nothing on the machine would read.
// https://cloud.google.com/compute/docs/images/os-details
func validateUserData(p plan.Plan) field.ErrorList {
	u, m := p.Template.UserData, p.Template.Image.Named
	switch {
	case u == nil:
		return nil
	case u.SecretRef != nil:
		return field.ErrorList{field.Forbidden(plan.Path("userData", "secretRef"), "there is no field for a Secret, and the text would show in plain: set text, and fetch what is secret with the machine's identity")}
	case m == nil || m.CloudInit || p.Template.Image.OS == v1alpha1.OSWindows || u.IsScript():
		return nil
	}
	return field.ErrorList{field.Invalid(plan.Path("userData", "text"), firstLine(u.Text), fmt.Sprintf(
		"must be a script that starts with #!, because %s has no cloud-init on GCP: write a script, or choose image ubuntu-24.04", m.Name))}
}

// shown is how much of a text is part of an error.
const shown = 60

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line[:min(len(line), shown)]
}

// validateVolumes refuses volumes that the machine cannot attach.
// https://cloud.google.com/compute/docs/disks/hyperdisks
func validateVolumes(p plan.Plan) field.ErrorList {
	if p.Single == nil || p.Template.Machine.Storage != machines.StorageHyperdisk {
		return nil
	}
	var errs field.ErrorList
	for i, d := range p.Single.Disks {
		if d.Volume != nil {
			errs = append(errs, field.Invalid(plan.Path("disks").Index(i).Child("storageRef"), d.Volume.Name, fmt.Sprintf(
				"is a persistent disk, and %s attaches Hyperdisk only: choose another machine, or a disk of its own", p.Template.MachineType)))
		}
	}
	return errs
}

// validateBalancer refuses what a balancer cannot do that passes packets on as they are.
// https://cloud.google.com/load-balancing/docs/passthrough-network-load-balancer
func validateBalancer(p plan.Plan) field.ErrorList {
	if p.LoadBalancer == nil {
		return nil
	}
	var errs field.ErrorList
	ports := slices.SortedFunc(slices.Values(p.LoadBalancer.Ports), func(a, b plan.Port) int { return a.Index - b.Index })
	for _, port := range ports {
		path := plan.Path("loadBalancer", "ports").Index(port.Index)
		if port.Protocol == v1alpha1.PortTLS {
			errs = append(errs, field.Invalid(path.Child("protocol"), port.Protocol, "the balancer passes packets on as they are: set protocol to TCP, and decrypt TLS on the machines"))
		}
		if port.TargetPort != port.Port {
			errs = append(errs, field.Invalid(path.Child("targetPort"), port.TargetPort, fmt.Sprintf(
				"the balancer passes packets on as they are: leave it out, or set it to %d", port.Port)))
		}
	}
	if p.LoadBalancer.Certificate != "" {
		errs = append(errs, field.Forbidden(plan.Path("loadBalancer", "tls", "certificate"), "the balancer does not decrypt: leave it out, and decrypt TLS on the machines"))
	}
	return errs
}

// validateRollout refuses to let more machines be missing than the claim says.
func validateRollout(p plan.Plan) field.ErrorList {
	r, zones := p.Rollout, len(p.Template.Zones)
	if p.Single != nil || r.Surge > 0 || r.MaxUnavailable >= zones {
		return nil
	}
	return field.ErrorList{field.Invalid(plan.Path("rollout", "maxUnavailable"), r.MaxUnavailable, fmt.Sprintf(
		"must be at least %d where surge is 0, because Google Cloud replaces a machine in each of the %d zones at a time: raise it, set surge to 1, or name fewer zones", zones, zones))}
}

// validateSchedule refuses schedules that nobody would follow.
func validateSchedule(p plan.Plan) field.ErrorList {
	path := plan.Path("schedule")
	scales := slices.ContainsFunc(p.Groups, func(g plan.Group) bool { return g.Autoscaling != nil })
	switch {
	case p.Schedule == nil:
		return nil
	case scales:
		return field.ErrorList{field.Forbidden(path, "an autoscaler of Google Cloud that follows how busy machines are keeps one of them: remove schedule, or set count instead of autoscaling")}
	case p.Single == nil:
		return nil
	case p.Template.Machine.LocalDisk:
		return field.ErrorList{field.Forbidden(path, p.Template.MachineType+" has local disks, and Google Cloud does not stop such machines by a schedule: remove it, or choose another machine")}
	case p.Claim.Guardrails.GCP.ProjectNumber == "" && p.Recorded.ID == "":
		return field.ErrorList{field.Forbidden(path, fmt.Sprintf(
			"environment %q does not say which number its project has, without which Google Cloud cannot be let start and stop the machine; remove it, or ask your platform team (rule gcp.projectNumber)", p.Claim.Environment))}
	}
	return nil
}
