// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compute

import (
	"flag"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/definitiontest"
)

var update = flag.Bool("update", false, "write the support matrix of README.md anew")

func TestDefinition(t *testing.T) {
	t.Parallel()

	definitiontest.Read(t, ".").Check(t, definitiontest.API{
		Kind: "Compute", Name: "compute", Plural: "computes",
		Columns:        []string{"PROVIDER", "REGION", "PHASE", "KIND", "TYPE", "DESIRED"},
		ConnectionKeys: plan.ConnectionKeys(),
	}, Support())
}

func TestDefinitionEqualsGoTypes(t *testing.T) {
	t.Parallel()

	d := definitiontest.Read(t, ".")
	constants := definitiontest.Constants(t, "v1alpha1", filepath.Join("..", "platform", "v1alpha1"))
	constants["Tier"] = definitiontest.Constants(t, filepath.Join("..", "network", "v1alpha1"))["Tier"]
	d.Equals(t, reflect.TypeFor[v1alpha1.Parameters](), reflect.TypeFor[v1alpha1.Status](), constants)
}

func TestDefaults(t *testing.T) {
	t.Parallel()

	p := plan.WithDefaults(v1alpha1.Parameters{
		Machine:      &v1alpha1.Machine{GPU: &v1alpha1.GPU{}},
		Autoscaling:  &v1alpha1.Autoscaling{},
		Ingress:      []v1alpha1.Ingress{{}},
		LoadBalancer: &v1alpha1.LoadBalancer{Ports: []v1alpha1.Port{{}}},
		Rollout:      &v1alpha1.Rollout{},
		Schedule:     &v1alpha1.Schedule{},
	})
	check := p.LoadBalancer.HealthCheck
	want := map[string]any{
		"environment":                              platform.DefaultEnvironment,
		"deletionPolicy":                           string(platform.DeletionPolicyDelete),
		"machine.architecture":                     string(p.Machine.Architecture),
		"machine.gpu.count":                        float64(p.Machine.GPU.Count),
		"autoscaling.targetCPU":                    float64(p.Autoscaling.TargetCPU),
		"rootDisk.performance":                     string(p.RootDisk.Performance),
		"tier":                                     string(p.Tier),
		"publicIP":                                 p.PublicIP,
		"ingress[].protocol":                       string(p.Ingress[0].Protocol),
		"spot.onDemandBase":                        float64(0),
		"loadBalancer.scheme":                      string(p.LoadBalancer.Scheme),
		"loadBalancer.ports[].protocol":            string(p.LoadBalancer.Ports[0].Protocol),
		"loadBalancer.healthCheck.protocol":        string(check.Protocol),
		"loadBalancer.healthCheck.intervalSeconds": float64(check.IntervalSeconds),
		"loadBalancer.healthCheck.threshold":       float64(check.Threshold),
		"loadBalancer.healthCheck.graceSeconds":    float64(check.GraceSeconds),
		"rollout.maxUnavailable":                   float64(p.Rollout.MaxUnavailable),
		"rollout.surge":                            float64(*p.Rollout.Surge),
		"schedule.timeZone":                        string(p.Schedule.TimeZone),
		"allowReplacement":                         p.AllowReplacement,
	}
	if diff := cmp.Diff(want, definitiontest.Read(t, ".").Defaults()); diff != "" {
		t.Errorf("What the definition fills in must be what the plan does without it: -plan, +definition:\n%s", diff)
	}
}

// TestReadme proves that the reference page shows the support matrix as it is. Run it with
// -update to write it.
func TestReadme(t *testing.T) {
	t.Parallel()
	definitiontest.Readme(t, ".", Support(), *update)
}
