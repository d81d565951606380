// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/machines"
)

// Limits of Azure.
const (
	// maxUserData is what is left of 64 KiB once it is encoded in base64.
	// https://learn.microsoft.com/azure/virtual-machines/user-data
	maxUserData = 49152

	// maxWindowsUser is the length of the name of a user of Windows.
	maxWindowsUser = 20

	// maxFrontendPort is the last one that a load balancer listens at.
	maxFrontendPort = 65534

	// disksPerCPU is how many disks a machine takes beside the root disk. None of the
	// machines that we choose takes less.
	// https://learn.microsoft.com/azure/virtual-machines/sizes/overview
	disksPerCPU = 2
)

// Validate refuses the parts of a plan that Azure cannot do.
func Validate(p plan.Plan) field.ErrorList {
	return slices.Concat(
		validateLogin(p),
		validateUser(p),
		validateUserData(p),
		validateMachine(p),
		validateKind(p),
		validateBalancer(p),
	)
}

// validateLogin refuses machines that nobody could log in to, which Azure does not create.
func validateLogin(p plan.Plan) field.ErrorList {
	var errs field.ErrorList
	keys := p.Template.SSHKeys
	if p.Template.Image.OS != osWindows {
		if len(keys) == 0 {
			errs = append(errs, field.Required(plan.Path("sshKeys"), "Azure creates no machine with Linux that nobody could log in to: set the public key of somebody who may"))
		}
		return errs
	}
	if p.Template.Password == nil {
		errs = append(errs, field.Required(plan.Path("windows", "passwordSecretRef"), "Azure wants to be told the password of the administrator: name a Secret of this namespace that holds one of 12 characters or more"))
	}
	if len(keys) > 0 {
		errs = append(errs, field.Forbidden(plan.Path("sshKeys"), "on Azure people log in to Windows with a password: remove the keys"))
	}
	return errs
}

// refusedUsers are names of users that Azure does not create.
// https://learn.microsoft.com/azure/virtual-machines/linux/faq#what-are-the-username-requirements-when-creating-a-vm-
func refusedUsers() []string {
	return []string{
		"1", "123", "a", "actuser", "adm", "admin", "admin1", "admin2", "administrator", "aspnet", "backup", "console", "david",
		"guest", "john", "owner", "root", "server", "sql", "support", "support_388945a0", "sys", "test", "test1", "test2", "test3",
		"user", "user1", "user2", "user3", "user4", "user5",
	}
}

func validateUser(p plan.Plan) field.ErrorList {
	user, path := p.Template.Image.User, plan.Path("image", "user")
	if slices.Contains(refusedUsers(), strings.ToLower(user)) {
		return field.ErrorList{field.Invalid(path, user, "is a name that Azure refuses, because everybody tries it: choose another one, for example "+defaultUser)}
	}
	if p.Template.Image.OS == osWindows && len(user) > maxWindowsUser {
		return field.ErrorList{field.TooLong(path, user, maxWindowsUser)}
	}
	return nil
}

func validateUserData(p plan.Plan) field.ErrorList {
	u := p.Template.UserData
	switch {
	case u == nil:
		return nil
	case p.Template.Image.OS == osWindows:
		return field.ErrorList{field.Forbidden(plan.Path("userData"), "on Azure nothing of Windows runs it: remove it, and use an image that is configured already")}
	case len(u.Text) > maxUserData:
		return field.ErrorList{field.Invalid(plan.Path("userData", "text"), fmt.Sprintf("(%d bytes)", len(u.Text)), fmt.Sprintf("is too long: Azure takes %d bytes; fetch what is large when the machine boots", maxUserData))}
	}
	return nil
}

// validateMachine refuses what the machine type does not have.
func validateMachine(p plan.Plan) field.ErrorList {
	var errs field.ErrorList
	m, disks := p.Template.Machine, disksOf(p)
	if most := m.CPU * disksPerCPU; most > 0 && len(disks) > most {
		errs = append(errs, field.Forbidden(plan.Path("disks"), fmt.Sprintf("there are %d, and %s takes %d: use fewer and larger disks, or a machine with more CPUs", len(disks), m.Name, most)))
	}
	if m.Purpose == machines.PurposeBurstable && isSpot(p) {
		errs = append(errs, field.Forbidden(plan.Path("spot"), fmt.Sprintf("Azure has no spot machines of type %s, which own a part of their CPUs only: remove spot, or set size instead of machine, which chooses no such type", m.Name)))
	}
	return errs
}

func disksOf(p plan.Plan) []plan.Disk {
	if p.Single != nil {
		return p.Single.Disks
	}
	if len(p.Groups) > 0 {
		return p.Groups[0].Disks
	}
	return nil
}

func isSpot(p plan.Plan) bool {
	return p.Single != nil && p.Single.Spot || slices.ContainsFunc(p.Groups, func(g plan.Group) bool { return g.Spot })
}

// validateKind refuses what Azure has for the other kind only.
func validateKind(p plan.Plan) field.ErrorList {
	var errs field.ErrorList
	if p.Single != nil && p.Schedule != nil {
		errs = append(errs, field.Forbidden(plan.Path("schedule"), "Azure stops and starts scale sets only: set autoscaling {min: 1, max: 1} for a group of one, or remove schedule"))
	}
	if p.Single != nil {
		return errs
	}
	if p.Template.PublicIP {
		errs = append(errs, field.Forbidden(plan.Path("publicIP"), "the machines of a scale set get no public addresses of the kind that Azure still has: put a load balancer of scheme Public in front of them"))
	}
	if p.Rollout.Surge == 0 {
		errs = append(errs, field.Invalid(plan.Path("rollout", "surge"), 0, "without an additional machine Azure changes machines where they are, and they do not run user data again: set it to at least 1"))
	}
	return errs
}

func validateBalancer(p plan.Plan) field.ErrorList {
	if p.LoadBalancer == nil {
		return nil
	}
	var errs field.ErrorList
	path, passes := plan.Path("loadBalancer", "ports"), map[string]string{}
	for _, port := range p.LoadBalancer.Ports {
		at := path.Index(port.Index)
		if port.Protocol == v1alpha1.PortTLS {
			errs = append(errs, field.Invalid(at.Child("protocol"), port.Protocol, "the balancer passes packets on as they are: set protocol to TCP, and decrypt TLS on the machines"))
		}
		if port.Port > maxFrontendPort {
			errs = append(errs, field.Invalid(at.Child("port"), port.Port, fmt.Sprintf("is not a port that a load balancer of Azure listens at: choose one up to %d", maxFrontendPort)))
		}
		to := fmt.Sprintf("%d/%s", port.TargetPort, portProtocol(port.Protocol))
		if other := passes[to]; other != "" {
			errs = append(errs, field.Invalid(at.Child("targetPort"), port.TargetPort, fmt.Sprintf("is where port %s leads already, and a load balancer of Azure leads there from one port only: let the machines listen at another one", other)))
		}
		passes[to] = port.Name
	}
	if p.LoadBalancer.Certificate != "" {
		errs = append(errs, field.Forbidden(plan.Path("loadBalancer", "tls", "certificate"), "the balancer does not decrypt: leave it out, and decrypt TLS on the machines"))
	}
	return errs
}
