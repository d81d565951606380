// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"fmt"
	"regexp"
	"slices"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/policy"
)

// maxUserData is what EC2 takes, in bytes.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
const maxUserData = 16384

// maxRules of a security group, in one direction. It is a quota that holds unless AWS
// has raised it for an account.
// https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
const maxRules = 60

// Validate refuses the parts of a plan that AWS cannot do.
func Validate(p plan.Plan) field.ErrorList {
	return slices.Concat(
		validateLogin(p),
		validateUserData(p),
		validateSingle(p),
		validateRules(p),
		validateBalancer(p),
	)
}

// validateLogin refuses keys and passwords that EC2 does not take.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/create-key-pairs.html
func validateLogin(p plan.Plan) field.ErrorList {
	var errs field.ErrorList
	keys, path := p.Template.SSHKeys, plan.Path("sshKeys")
	if len(keys) > 1 {
		errs = append(errs, field.Forbidden(path.Index(1),
			"EC2 puts one key on a machine: keep one, and put the others into userData as ssh_authorized_keys"))
	}
	if len(keys) > 0 && p.Template.Image.OS == v1alpha1.OSWindows && keys[0].Type != plan.SSHKeyRSA {
		errs = append(errs, field.Invalid(path.Index(0), keys[0].Type,
			"must be of type "+plan.SSHKeyRSA+" for Windows: EC2 encrypts the password of the administrator with it"))
	}
	if p.Template.Password != nil {
		errs = append(errs, field.Forbidden(plan.Path("windows", "passwordSecretRef"),
			"EC2 makes the password itself: remove it, set an RSA key in sshKeys, and run aws ec2 get-password-data"))
	}
	return errs
}

func validateUserData(p plan.Plan) field.ErrorList {
	u := p.Template.UserData
	if u == nil {
		return nil
	}
	if u.SecretRef != nil {
		return field.ErrorList{field.Forbidden(plan.Path("userData", "secretRef"),
			"there is no field for a Secret, and the text would show in plain: set text, and fetch what is secret with the machine's identity")}
	}
	if n := len(userData(p.Template)); n > maxUserData {
		return field.ErrorList{field.Invalid(plan.Path("userData", "text"), fmt.Sprintf("%d bytes", n), fmt.Sprintf(
			"must have at most %d bytes, which is what EC2 takes: fetch the rest when the machine boots", maxUserData))}
	}
	return nil
}

// validateSingle refuses what no single machine can do, or change.
func validateSingle(p plan.Plan) field.ErrorList {
	if p.Single == nil {
		return nil
	}
	var errs field.ErrorList
	if p.Schedule != nil {
		errs = append(errs, field.Forbidden(plan.Path("schedule"),
			"groups only, because the cloud does not start machines by itself: remove it, or set autoscaling {min: 1, max: 1} for a group of one"))
	}
	for i, d := range p.Single.Disks {
		if d.Slot >= len(slots) {
			errs = append(errs, field.Invalid(plan.Path("disks").Index(i), d.Name, fmt.Sprintf(
				"EC2 has %d names for disks, and each disk keeps its own until it is gone: remove disks first, and add this one when they are gone", len(slots))))
		}
	}
	return append(errs, validateMachineChange(p)...)
}

// validateMachineChange refuses what a machine that exists, and stays, cannot become.
func validateMachineChange(p plan.Plan) field.ErrorList {
	had := p.Recorded
	if had.ID == "" || had.Template == nil || had.Template.Generation != p.Template.Generation {
		return nil
	}
	var errs field.ErrorList
	if p.Single.Spot && had.MachineType != p.Template.MachineType {
		errs = append(errs, field.Forbidden(plan.Path("spot"), fmt.Sprintf(
			"EC2 cannot change the type of a spot machine, which is %s and would become %s: restore size or machine, or create another Compute", had.MachineType, p.Template.MachineType)))
	}
	if i := had.Identity; i != nil && i.InstanceProfile != "" && p.Identity == nil {
		errs = append(errs, field.Forbidden(plan.Path("identityRef"), fmt.Sprintf(
			"the machine would go on to act as %s, because nothing takes an identity away from it: refer to an Identity that grants nothing, or create another Compute", i.Name)))
	}
	return errs
}

// validateRules keeps the security group of machines within its quota.
func validateRules(p plan.Plan) field.ErrorList {
	n := 0
	for _, i := range p.Ingress {
		n += rulesOf(i)
	}
	if p.LoadBalancer != nil {
		n += len((&compute{Plan: p}).reached())
	}
	if n <= maxRules {
		return nil
	}
	return field.ErrorList{field.Forbidden(plan.Path("ingress"), fmt.Sprintf(
		"makes %d rules of a security group, one for each range of ports and of addresses, and AWS allows %d: use fewer and larger ranges", n, maxRules))}
}

func validateBalancer(p plan.Plan) field.ErrorList {
	b := p.LoadBalancer
	if b == nil {
		return nil
	}
	path := plan.Path("loadBalancer")
	errs := slices.Concat(
		validatePorts(path.Child("ports"), *b),
		validateClients(path.Child("allowedCIDRs"), *b),
		validateCertificate(path.Child("tls", "certificate"), p),
	)
	c := &compute{Plan: p}
	if b.Scheme == v1alpha1.SchemePublic && len(p.Network.Status.Subnets) > 0 && len(c.publicSubnets()) == 0 {
		errs = append(errs, field.Invalid(path.Child("scheme"), b.Scheme, fmt.Sprintf(
			"network %s has no public subnets, which a public balancer is in on AWS: add tier public to the network, or set scheme to Internal", p.Network.Name)))
	}
	return errs
}

// validatePorts refuses ports of the same number that are not one for EC2: a balancer
// listens at each number once, for TCP, for UDP or for both.
func validatePorts(path *field.Path, b plan.LoadBalancer) field.ErrorList {
	var errs field.ErrorList
	for i, p := range b.Ports {
		j := slices.IndexFunc(b.Ports[:i], func(o plan.Port) bool { return o.Port == p.Port })
		if j < 0 {
			continue
		}
		other := b.Ports[j]
		if p.Protocol == v1alpha1.PortTLS || other.Protocol == v1alpha1.PortTLS || p.TargetPort != other.TargetPort {
			errs = append(errs, field.Invalid(path.Index(p.Index).Child("port"), p.Port, fmt.Sprintf(
				"port %s has the same number, and a balancer on AWS listens there once: give both the protocols TCP and UDP and the same targetPort, or choose another number", other.Name)))
		}
	}
	return errs
}

// validateClients keeps the security group of the balancer within its quota.
func validateClients(path *field.Path, b plan.LoadBalancer) field.ErrorList {
	n := len(b.Ports) * max(len(b.AllowedCIDRs), 1)
	if n <= maxRules {
		return nil
	}
	return field.ErrorList{field.Forbidden(path, fmt.Sprintf(
		"makes %d rules of a security group, one for each port and each range, and AWS allows %d: use fewer and larger ranges, or fewer ports", n, maxRules))}
}

// certificate of AWS Certificate Manager, or one that was uploaded to IAM.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/tls-listener-certificates.html
var certificate = regexp.MustCompile(`^arn:(aws(?:-[a-z]+)*):(?:acm:([a-z0-9-]+):[0-9]{12}:certificate/[A-Za-z0-9-]+|iam::[0-9]{12}:server-certificate/[\w+=,.@/-]+)$`)

func validateCertificate(path *field.Path, p plan.Plan) field.ErrorList {
	id := p.LoadBalancer.Certificate
	if id == "" {
		return nil
	}
	c := &compute{Plan: p}
	example := policy.ARN{
		Partition: c.partition(), Service: "acm", Region: c.region(), Account: "123456789012",
		Resource: "certificate/12345678-1234-1234-1234-123456789012",
	}
	match := certificate.FindStringSubmatch(id)
	switch {
	case match == nil:
		return field.ErrorList{field.Invalid(path, id, fmt.Sprintf("must be the ARN of a certificate, such as %s", example))}
	case match[1] != c.partition() || match[2] != "" && match[2] != c.region():
		return field.ErrorList{field.Invalid(path, id, fmt.Sprintf("is not in %s, where the balancer is: use one such as %s", c.region(), example))}
	}
	return nil
}
