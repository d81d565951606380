// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

func TestValidate(t *testing.T) {
	t.Parallel()
	in := func(region string) func(p *plan.Plan) {
		return func(p *plan.Plan) {
			p.Object.Replica = &plan.Replica{Region: regions.Region{Native: region}, Key: p.Key}
		}
	}
	before := func(p plan.Plan, s v1alpha1.Status) plan.Plan { p.Recorded = s; return p }
	replicated := v1alpha1.Status{Type: v1alpha1.TypeObject, Replica: &v1alpha1.Replica{Region: otherRegion}}
	files := func(size int, performance v1alpha1.Performance, recorded int) plan.Plan {
		p := file(platformKey())
		p.File = &plan.File{SizeGiB: size, Performance: performance}
		p.Recorded.SizeGiB = recorded
		return p
	}
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   []string
	}{
		"Network": {
			reason: "A bucket cannot be bound to a network.", plan: with(smallest(), func(p *plan.Plan) { p.Network = testNetwork() }),
			want: []string{`spec.parameters.networkRef: Invalid value: "team-a/main": is refused for type Object on GCP, where a bucket cannot be bound to one network: remove networkRef; machines of a Network reach buckets without the internet anyway`},
		},
		"Number": {
			reason: "Nobody can be let use the key.",
			plan:   with(block(v1alpha1.PerformanceHigh, createdKey()), func(p *plan.Plan) { p.Claim.Guardrails = environment.Environment{} }),
			want:   []string{`spec.parameters.encryption.key: Forbidden: environment "production" does not say which id and which number its project has, without which Google Cloud cannot be let use a key of the storage's own; name a key, set type to Platform, or ask your platform team (rules gcp.projectID and gcp.projectNumber)`},
		},
		"Continent": {
			reason: "A bucket stays on its continent.", plan: with(smallest(), in("us-east1")),
			want: []string{`spec.parameters.replication.region: Invalid value: "us-east1": does not go with europe-west1: a bucket spans two regions of one continent; choose one of europe-central2, europe-north1, europe-southwest1, europe-west3, europe-west4, europe-west8, europe-west9`},
		},
		"NoPair": {
			reason: "Some regions go with none.",
			plan: with(smallest(), func(p *plan.Plan) {
				in(otherRegion)(p)
				p.Claim.Region.Native = "me-west1"
			}),
			want: []string{`spec.parameters.replication.region: Invalid value: "europe-north1": does not go with me-west1, which no bucket spans together with another region: remove replication, or set spec.parameters.region to one that does`},
		},
		"ReplicaAdded": {
			reason: "A bucket does not move.", plan: before(with(smallest(), in(otherRegion)), v1alpha1.Status{Type: v1alpha1.TypeObject}),
			want: []string{"spec.parameters.replication: Forbidden: can only be set when the storage is created on GCP, where one bucket spans both regions: remove it, or create another storage with replication and copy the data"},
		},
		"ReplicaRemoved": {
			reason: "A bucket does not move.", plan: before(smallest(), replicated),
			want: []string{"spec.parameters.replication: Required value: cannot be removed on GCP, where one bucket spans both regions: restore region europe-north1, or create another storage and copy the data"},
		},
		"ReplicaMoved": {
			reason: "A bucket does not move.", plan: before(with(smallest(), in("europe-west4")), replicated),
			want: []string{`spec.parameters.replication.region: Invalid value: "europe-west4": is immutable and was europe-north1 before: create another storage that spans the other region, and copy the data`},
		},
		"ReplicaWithKeyOfRegion": {
			reason: "A key of one region does not encrypt in another.",
			plan: with(smallest(), func(p *plan.Plan) {
				p.Key = plan.Key{Source: v1alpha1.KeySourceEnvironment, ID: testKey}
				in(otherRegion)(p)
			}),
			want: []string{`spec.parameters.replication: Forbidden: the key of environment "production" for europe-west1 serves that region only, and a bucket that spans two regions needs a key of the continent: remove replication, or set encryption.key.type to Platform`},
		},
		"CORS": {
			reason: "Origins are compared as a whole.",
			plan: with(smallest(), func(p *plan.Plan) {
				p.Object.CORS = []v1alpha1.CORSRule{{Origins: []string{"*", "https://*.example.com"}}}
			}),
			want: []string{`spec.parameters.cors[0].origins[1]: Invalid value: "https://*.example.com": must be written in full on GCP: name each origin, or use * for every web page`},
		},
		"Performance": {
			reason: "A disk keeps its type.", plan: before(block(v1alpha1.PerformanceHigh, platformKey()), v1alpha1.Status{Performance: v1alpha1.PerformanceStandard}),
			want: []string{`spec.parameters.performance: Invalid value: "high": is immutable and was standard before: create a volume of the other performance from a snapshot, and delete this one`},
		},
		"BasicKey": {
			reason: "The basic tier knows keys of Google's only.", plan: file(namedKey()),
			want: []string{`spec.parameters.encryption.key.type: Invalid value: "Customer": is refused for a file system of performance standard, which Filestore encrypts with keys of Google only: set it to Platform, or performance to high`},
		},
		"BasicTooSmall": {
			reason: "A file system has a size.", plan: files(1023, v1alpha1.PerformanceStandard, 0),
			want: []string{"spec.parameters.sizeGiB: Invalid value: 1023: must be between 1024 and 65433 for a file system of performance standard on GCP"},
		},
		"BasicTooLarge": {
			reason: "A file system has a size.", plan: files(65434, v1alpha1.PerformanceStandard, 0),
			want: []string{"spec.parameters.sizeGiB: Invalid value: 65434: must be between 1024 and 65433 for a file system of performance standard on GCP"},
		},
		"ZonalStep": {
			reason: "A fast file system grows in steps.", plan: files(1025, v1alpha1.PerformanceHigh, 0),
			want: []string{"spec.parameters.sizeGiB: Invalid value: 1025: must be from 1024 to 9984 in steps of 256, or from 10240 in steps of 2560, for a file system of performance high on GCP"},
		},
		"ZonalRange": {
			reason: "A small file system does not become a large one.", plan: files(10240, v1alpha1.PerformanceHigh, 1024),
			want: []string{"spec.parameters.sizeGiB: Invalid value: 10240: must be at most 9984, because Filestore does not make a small file system a large one: keep it, or create another file system and copy the data"},
		},
		"ZonalSizes": {reason: "Both ranges can be had.", plan: files(12800, v1alpha1.PerformanceHigh, 10240)},
		"KeyRecorded": {
			reason: "What exists is served on, whatever the environment says.",
			plan: before(with(block(v1alpha1.PerformanceHigh, createdKey()), func(p *plan.Plan) {
				p.Claim.Guardrails = environment.Environment{}
			}), v1alpha1.Status{ID: "projects/acme-prod/zones/europe-west1-c/disks/a"}),
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

func TestProtected(t *testing.T) {
	t.Parallel()
	if why := Protected(smallest()); why != "" {
		t.Errorf("Cloud Storage keeps data by itself, and yet: %s", why)
	}
	if Protected(plans()["Block"]) == "" || Protected(plans()["File"]) == "" {
		t.Error("a disk or a file system could be deleted with its data")
	}
}
