// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compute

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/definitiontest"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

func TestNumberBounds(t *testing.T) {
	t.Parallel()

	port := definitiontest.Bounds{Minimum: 1, Maximum: plan.MaxPort}
	want := map[string]definitiontest.Bounds{
		"machine.cpu":                              {Minimum: 1, Maximum: plan.MaxCPU},
		"machine.memory":                           {Minimum: 1, Maximum: plan.MaxMemory},
		"machine.gpu.count":                        {Minimum: 1, Maximum: plan.MaxGPUs},
		"machine.gpu.memory":                       {Minimum: 1, Maximum: plan.MaxGPUMemory},
		"count":                                    {Minimum: 0, Maximum: plan.MaxCount},
		"autoscaling.min":                          {Minimum: 1, Maximum: plan.MaxCount},
		"autoscaling.max":                          {Minimum: 1, Maximum: plan.MaxCount},
		"autoscaling.targetCPU":                    {Minimum: plan.MinTargetCPU, Maximum: plan.MaxTargetCPU},
		"rootDisk.sizeGiB":                         {Minimum: plan.MinRootDiskGiB, Maximum: plan.MaxRootDiskGiB},
		"disks[].sizeGiB":                          {Minimum: plan.MinDiskGiB, Maximum: plan.MaxDiskGiB},
		"spot.onDemandBase":                        {Minimum: 0, Maximum: plan.MaxCount},
		"loadBalancer.ports[].port":                port,
		"loadBalancer.ports[].targetPort":          port,
		"loadBalancer.healthCheck.port":            port,
		"loadBalancer.healthCheck.intervalSeconds": {Minimum: plan.MinIntervalSeconds, Maximum: plan.MaxIntervalSeconds},
		"loadBalancer.healthCheck.threshold":       {Minimum: plan.MinThreshold, Maximum: plan.MaxThreshold},
		"loadBalancer.healthCheck.graceSeconds":    {Minimum: plan.MinGraceSeconds, Maximum: plan.MaxGraceSeconds},
		"rollout.maxUnavailable":                   {Minimum: 0, Maximum: plan.MaxSurge},
		"rollout.surge":                            {Minimum: 0, Maximum: plan.MaxSurge},
	}
	if diff := cmp.Diff(want, definitiontest.Read(t, ".").Numbers()); diff != "" {
		t.Errorf("Numbers must have the bounds of the plan: -plan, +definition:\n%s", diff)
	}
}

// anywhere is the place of a claim whose environment consents to everything.
func anywhere() claim.Claim {
	return claim.Claim{
		Namespace: "shop", Name: "web", Provider: platform.ProviderAzure,
		Region:     regions.Region{Native: "northeurope", Zones: []string{"1", "2", "3"}},
		Guardrails: environment.Environment{Compute: environment.Compute{NativeImages: new(true)}},
	}
}

// A size is something of a claim whose size is bounded.
type size struct {
	limit *int
	path  string
	with  func(n int, p *v1alpha1.Parameters)
}

func letters(n int) string { return strings.Repeat("a", n) }

// sshKey is the i-th of many keys, of n characters if there is room for a comment.
func sshKey(i, n int) string {
	var b []byte
	for _, part := range []string{plan.SSHKeyED25519, fmt.Sprintf("%032d", i)} {
		b = binary.BigEndian.AppendUint32(b, uint32(len(part)))
		b = append(b, part...)
	}
	key := plan.SSHKeyED25519 + " " + base64.StdEncoding.EncodeToString(b) + " "
	return key + letters(max(n-len(key), 1))
}

func machineSizes(d definitiontest.Definition) map[string]size {
	p := d.Parameters().Properties
	return map[string]size{
		"User": {p["image"].Properties["user"].MaxLength, "spec.parameters.image.user", func(n int, p *v1alpha1.Parameters) {
			p.Image = &v1alpha1.Image{Native: "Acme:linux:9:latest", User: letters(n)}
		}},
		"SSHKeys": {p["sshKeys"].MaxItems, "spec.parameters.sshKeys", func(n int, p *v1alpha1.Parameters) {
			p.SSHKeys = definitiontest.Numbered(n, func(i int) string { return sshKey(i, 0) })
		}},
		"SSHKey": {p["sshKeys"].Items.MaxLength, "spec.parameters.sshKeys[0]", func(n int, p *v1alpha1.Parameters) {
			p.SSHKeys = []string{sshKey(0, n)}
		}},
		"UserData": {p["userData"].Properties["text"].MaxLength, "spec.parameters.userData.text", func(n int, p *v1alpha1.Parameters) {
			p.UserData = &v1alpha1.UserData{Text: letters(n)}
		}},
		"Disks": {p["disks"].MaxItems, "spec.parameters.disks", func(n int, p *v1alpha1.Parameters) {
			p.Disks = definitiontest.Numbered(n, func(i int) v1alpha1.Disk { return v1alpha1.Disk{Name: strconv.Itoa(i), SizeGiB: 10} })
		}},
		"DiskName": {p["disks"].Items.Properties["name"].MaxLength, "spec.parameters.disks[0].name", func(n int, p *v1alpha1.Parameters) {
			p.Disks = []v1alpha1.Disk{{Name: letters(n), SizeGiB: 10}}
		}},
	}
}

func networkSizes(d definitiontest.Definition) map[string]size {
	p := d.Parameters().Properties["ingress"]
	rule := func(p *v1alpha1.Parameters) *v1alpha1.Ingress {
		p.Ingress = []v1alpha1.Ingress{{Name: "a", Ports: []string{"80"}, CIDRs: []string{"10.0.0.0/8"}}}
		return &p.Ingress[0]
	}
	return map[string]size{
		"Ingress": {p.MaxItems, "spec.parameters.ingress", func(n int, p *v1alpha1.Parameters) {
			p.Ingress = definitiontest.Numbered(n, func(i int) v1alpha1.Ingress {
				return v1alpha1.Ingress{Name: strconv.Itoa(i), Ports: []string{"80"}, CIDRs: []string{"10.0.0.0/8"}}
			})
		}},
		"IngressName": {p.Items.Properties["name"].MaxLength, "spec.parameters.ingress[0].name", func(n int, p *v1alpha1.Parameters) { rule(p).Name = letters(n) }},
		"RulePorts": {p.Items.Properties["ports"].MaxItems, "spec.parameters.ingress[0].ports", func(n int, p *v1alpha1.Parameters) {
			rule(p).Ports = definitiontest.Numbered(n, func(i int) string { return strconv.Itoa(8000 + i) })
		}},
		"RuleCIDRs": {p.Items.Properties["cidrs"].MaxItems, "spec.parameters.ingress[0].cidrs", func(n int, p *v1alpha1.Parameters) {
			rule(p).CIDRs = definitiontest.Numbered(n, func(i int) string { return fmt.Sprintf("10.%d.0.0/16", i) })
		}},
	}
}

func balancerSizes(d definitiontest.Definition) map[string]size {
	properties := d.Parameters().Properties["loadBalancer"].Properties
	balancer := func(p *v1alpha1.Parameters) *v1alpha1.LoadBalancer {
		p.LoadBalancer = &v1alpha1.LoadBalancer{Ports: []v1alpha1.Port{{Name: "a", Port: 80, Protocol: v1alpha1.PortTLS}}, TLS: &v1alpha1.TLS{Certificate: "a"}}
		return p.LoadBalancer
	}
	return map[string]size{
		"Ports": {properties["ports"].MaxItems, "spec.parameters.loadBalancer.ports", func(n int, p *v1alpha1.Parameters) {
			p.LoadBalancer = &v1alpha1.LoadBalancer{Ports: definitiontest.Numbered(n, func(i int) v1alpha1.Port { return v1alpha1.Port{Name: strconv.Itoa(i), Port: 80 + i} })}
		}},
		"PortName": {properties["ports"].Items.Properties["name"].MaxLength, "spec.parameters.loadBalancer.ports[0].name", func(n int, p *v1alpha1.Parameters) {
			balancer(p).Ports[0].Name = letters(n)
		}},
		"AllowedCIDRs": {properties["allowedCIDRs"].MaxItems, "spec.parameters.loadBalancer.allowedCIDRs", func(n int, p *v1alpha1.Parameters) {
			balancer(p).AllowedCIDRs = definitiontest.Numbered(n, func(i int) string { return fmt.Sprintf("10.%d.0.0/16", i) })
		}},
		"Path": {properties["healthCheck"].Properties["path"].MaxLength, "spec.parameters.loadBalancer.healthCheck.path", func(n int, p *v1alpha1.Parameters) {
			balancer(p).HealthCheck = &v1alpha1.HealthCheck{Protocol: v1alpha1.CheckHTTP, Path: "/" + letters(n-1)}
		}},
		"Certificate": {properties["tls"].Properties["certificate"].MaxLength, "spec.parameters.loadBalancer.tls.certificate", func(n int, p *v1alpha1.Parameters) {
			balancer(p).TLS.Certificate = letters(n)
		}},
	}
}

// TestSizeBounds proves that the plan accepts exactly as much of everything as the
// definition: as many as it says, and not one more.
func TestSizeBounds(t *testing.T) {
	t.Parallel()

	d := definitiontest.Read(t, ".")
	sizes := map[string]definitiontest.Size[v1alpha1.Parameters]{}
	for _, cases := range []map[string]size{machineSizes(d), networkSizes(d), balancerSizes(d)} {
		for name, tc := range cases {
			sizes[name] = definitiontest.Size[v1alpha1.Parameters]{
				Reason: "Everything is bounded.", Limit: tc.limit, Path: tc.path,
				With: func(n int) v1alpha1.Parameters {
					p := v1alpha1.Parameters{NetworkRef: &platform.LocalReference{Name: "main"}}
					tc.with(n, &p)
					return p
				},
			}
		}
	}
	definitiontest.Sizes(t, sizes, func(p v1alpha1.Parameters) field.ErrorList {
		_, errs := plan.New(anywhere(), p, v1alpha1.Status{})
		return errs
	})
}
