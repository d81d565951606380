// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	networkv1alpha1 "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// existing is the status of machines that exist, with everything that was asked for.
func existing(t *testing.T, change func(p *v1alpha1.Parameters)) v1alpha1.Status {
	t.Helper()
	s := mustPlan(t, onAWS(), machine(change), v1alpha1.Status{}).Status()
	s.ID = "id-1"
	for i := range s.Disks {
		if s.Kind == v1alpha1.KindSingle {
			s.Disks[i].ID = "disk-" + s.Disks[i].Name
		}
	}
	return s
}

// single is a machine with two disks.
func single(p *v1alpha1.Parameters) {
	p.SSHKeys = []string{keyED25519}
	p.Disks = []v1alpha1.Disk{{Name: "data", SizeGiB: 100}, {Name: "logs", SizeGiB: 10}}
}

// group is three machines behind a balancer.
func group(p *v1alpha1.Parameters) {
	p.Count = new(3)
	p.LoadBalancer = &v1alpha1.LoadBalancer{Ports: []v1alpha1.Port{{Name: "http", Port: 80}}}
}

// also changes what another change made.
func also(first, second func(p *v1alpha1.Parameters)) func(p *v1alpha1.Parameters) {
	return func(p *v1alpha1.Parameters) {
		first(p)
		second(p)
	}
}

const replaced = ": Forbidden: cannot change on a machine that exists: set allowReplacement to true, which deletes the machine with its root disk and creates another one with the same disks, or create another Compute"

func TestRefusedChangesOfASingle(t *testing.T) {
	t.Parallel()

	had := existing(t, single)
	cases := map[string]refusal{}
	for name, change := range map[string]func(p *v1alpha1.Parameters){
		"image":    func(p *v1alpha1.Parameters) { p.Image = &v1alpha1.Image{Name: v1alpha1.ImageDebian12} },
		"rootDisk": func(p *v1alpha1.Parameters) { p.RootDisk = &v1alpha1.RootDisk{SizeGiB: 64} },
		"sshKeys":  func(p *v1alpha1.Parameters) { p.SSHKeys = []string{keyOther} },
		"userData": func(p *v1alpha1.Parameters) { p.UserData = &v1alpha1.UserData{Text: "#!/bin/sh"} },
		"spot":     func(p *v1alpha1.Parameters) { p.Spot = &v1alpha1.Spot{} },
		"tier":     func(p *v1alpha1.Parameters) { p.Tier = networkv1alpha1.TierPublic },
		"machine":  func(p *v1alpha1.Parameters) { p.Machine = &v1alpha1.Machine{Architecture: v1alpha1.ArchitectureARM64} },
	} {
		cases[name] = refusal{
			reason: "No cloud changes it while the machine is there.", p: also(single, change), recorded: had,
			want: []string{"spec.parameters." + name + replaced},
		}
	}
	none := existing(t, func(*v1alpha1.Parameters) {})
	cases["zones"] = refusal{
		reason: "A machine without disks could be somewhere else.", recorded: none,
		p:    func(p *v1alpha1.Parameters) { p.Zones = []platform.Zone{platform.ZoneB} },
		want: []string{"spec.parameters.zones" + replaced},
	}
	cases["ZoneOfDisks"] = refusal{
		reason: "Disks do not leave their zone, whoever permits it.", recorded: had,
		p:    also(single, func(p *v1alpha1.Parameters) { p.Zones, p.AllowReplacement = []platform.Zone{platform.ZoneB}, true }),
		want: []string{"spec.parameters.zones: Forbidden: the disks of this machine are in zone a and do not leave it: create another Compute in the other zone, and copy what is on them"},
	}
	cases["Network"] = refusal{
		reason: "A machine does not leave its network.", recorded: had, claim: referring(onAWS(), Path("networkRef"), networkOnAWS()),
		p:    also(single, func(p *v1alpha1.Parameters) { p.NetworkRef = &platform.LocalReference{Name: "other"} }),
		want: []string{`spec.parameters.networkRef: Invalid value: "shop/other": is immutable and was shop/main before: create another Compute in the other network, and delete this one when nothing uses it any more`},
	}
	cases["Count"] = refusal{
		reason: "A group would lose it.", recorded: none,
		p:    func(p *v1alpha1.Parameters) { p.Count = new(2) },
		want: []string{`spec.parameters.count: Forbidden: this Compute is a single machine, and a count other than one would make a group of it, which loses the machine and its disks: remove it, or create another Compute for the group and move there`},
	}
	cases["Autoscaling"] = refusal{
		reason: "A group would lose it.", recorded: none,
		p:    func(p *v1alpha1.Parameters) { p.Autoscaling = &v1alpha1.Autoscaling{Min: 1, Max: 1} },
		want: []string{`spec.parameters.autoscaling: Forbidden: this Compute is a single machine, and autoscaling would make a group of it, which loses the machine and its disks: remove it, or create another Compute for the group and move there`},
	}
	cases["LoadBalancer"] = refusal{
		reason: "A group would lose it.", recorded: none,
		p: func(p *v1alpha1.Parameters) {
			p.LoadBalancer = &v1alpha1.LoadBalancer{Ports: []v1alpha1.Port{{Name: "a", Port: 80}}}
		},
		want: []string{`spec.parameters.loadBalancer: Forbidden: this Compute is a single machine, and a load balancer would make a group of it, which loses the machine and its disks: remove it, or create another Compute for the group and move there`},
	}
	cases["DiskRemoved"] = refusal{
		reason: "What is on it would be lost.", recorded: had,
		p:    also(single, func(p *v1alpha1.Parameters) { p.Disks = p.Disks[:1] }),
		want: []string{`spec.parameters.disks: Forbidden: disk logs would be deleted with what is on it: restore it, or set allowReplacement to true`},
	}
	cases["DiskChanged"] = refusal{
		reason: "Disks do not shrink, nor become others.", recorded: had,
		p: also(single, func(p *v1alpha1.Parameters) {
			p.Disks[0].SizeGiB, p.Disks[1].Performance = 99, v1alpha1.PerformanceHigh
		}),
		want: []string{
			`spec.parameters.disks[0].sizeGiB: Invalid value: 99: is less than the 100 that the disk has, and disks do not shrink: restore it, or add a smaller disk and copy what is needed`,
			`spec.parameters.disks[1].performance: Invalid value: "high": is immutable and was standard before: add a disk of the other class, and copy what is on this one`,
		},
	}
	cases["DiskOfAnother"] = refusal{
		reason: "A disk is not a volume.", recorded: had,
		p:    also(single, func(p *v1alpha1.Parameters) { p.Disks[0] = v1alpha1.Disk{Name: "data", StorageRef: ref("data")} }),
		want: []string{`spec.parameters.disks[0].storageRef: Forbidden: disk data is another one already: give the new one a name of its own`},
	}
	testRefusals(t, cases)
}

func TestRefusedChangesOfAGroup(t *testing.T) {
	t.Parallel()

	had := existing(t, group)
	const instead = "create another Compute, and delete this one when nothing uses it any more"
	testRefusals(t, map[string]refusal{
		"Single": {
			reason: "Its machines have nothing that stays.", recorded: had,
			want: []string{`spec.parameters.count: Forbidden: this Compute is a group, and cannot become a single machine: set autoscaling {min: 1, max: 1} to keep a group of one, or create another Compute for the machine`},
		},
		"Tier": {
			reason: "Some cloud cannot move a group.", recorded: had,
			p:    also(group, func(p *v1alpha1.Parameters) { p.Tier = networkv1alpha1.TierPublic }),
			want: []string{`spec.parameters.tier: Invalid value: "public": is immutable and was private before: ` + instead},
		},
		"Zones": {
			reason: "Some cloud cannot move a group.", recorded: had,
			p:    also(group, func(p *v1alpha1.Parameters) { p.Zones = []platform.Zone{platform.ZoneB} }),
			want: []string{`spec.parameters.zones: Invalid value: "b": is immutable and was a, b before: ` + instead},
		},
		"Spot": {
			reason: "No cloud makes spot machines of others.", recorded: had,
			p:    also(group, func(p *v1alpha1.Parameters) { p.Spot = &v1alpha1.Spot{} }),
			want: []string{`spec.parameters.spot: Forbidden: the machines of a group cannot become spot ones, nor others: ` + instead},
		},
		"Scheme": {
			reason: "The address would change.", recorded: had,
			p:    also(group, func(p *v1alpha1.Parameters) { p.LoadBalancer.Scheme = v1alpha1.SchemePublic }),
			want: []string{`spec.parameters.loadBalancer.scheme: Invalid value: "Public": is immutable and was Internal before: its address would change; create another Compute with a balancer of the other scheme, and move clients there`},
		},
	})
}

// TestGenerations proves what makes another machine, and what does not.
func TestGenerations(t *testing.T) {
	t.Parallel()

	nothing := func(*v1alpha1.Parameters) {}
	replace := func(p *v1alpha1.Parameters) { p.AllowReplacement = true }
	cases := map[string]struct {
		reason string
		was    func(p *v1alpha1.Parameters)
		is     func(p *v1alpha1.Parameters)
		record func(s *v1alpha1.Status)
		stays  bool
	}{
		"Nothing": {reason: "Nothing changed.", was: single, is: nothing, stays: true},
		"Size": {
			reason: "A machine gets another type in place.", was: single, stays: true,
			is: func(p *v1alpha1.Parameters) { p.Size = v1alpha1.SizeLarge },
		},
		"Identity": {
			reason: "A machine gets another identity in place.", was: single, stays: true,
			is: func(p *v1alpha1.Parameters) { p.IdentityRef = ref("web") },
		},
		"Disks": {
			reason: "A machine gets more disks in place, and larger ones.", was: single, stays: true,
			is: func(p *v1alpha1.Parameters) {
				p.Disks[0].SizeGiB = 200
				p.Disks = append(p.Disks, v1alpha1.Disk{Name: "more", SizeGiB: 10})
			},
		},
		"UserData": {
			reason: "Another machine reads it.", was: single,
			is: also(replace, func(p *v1alpha1.Parameters) { p.UserData = &v1alpha1.UserData{Text: "a"} }),
		},
		"DiskRemoved": {
			reason: "Who permits it loses the disk, and not the machine.", was: single, stays: true,
			is: also(replace, func(p *v1alpha1.Parameters) { p.Disks = p.Disks[:1] }),
		},
		"DigestOfALaterRelease": {
			reason: "A release that looks at more does not replace a machine.", was: single, is: nothing, stays: true,
			record: func(s *v1alpha1.Status) {
				delete(s.Template.Digests, "spot")
				s.Template.Generation = "early"
			},
		},
		"BeforeItExists": {
			reason: "What does not exist yet may be anything.", was: nothing,
			is:     func(p *v1alpha1.Parameters) { p.Image = &v1alpha1.Image{Name: v1alpha1.ImageDebian12} },
			record: func(s *v1alpha1.Status) { s.ID = "" },
		},
		"CountOfAGroup": {
			reason: "As many of the same.", was: group, stays: true,
			is: func(p *v1alpha1.Parameters) { p.Count = new(5) },
		},
		"ImageOfAGroup": {
			reason: "The template changes.", was: group,
			is: func(p *v1alpha1.Parameters) { p.Image = &v1alpha1.Image{Name: v1alpha1.ImageDebian12} },
		},
		"TypeOfAGroup": {
			reason: "The template changes.", was: group,
			is: func(p *v1alpha1.Parameters) { p.Size = v1alpha1.SizeLarge },
		},
		"DisksOfAGroup": {
			reason: "The template changes.", was: group,
			is: func(p *v1alpha1.Parameters) {
				p.Disks = []v1alpha1.Disk{{Name: "a", SizeGiB: 10, Lifetime: v1alpha1.LifetimeMachine}}
			},
		},
		"IdentityOfAGroup": {
			reason: "The template changes.", was: group,
			is: func(p *v1alpha1.Parameters) { p.IdentityRef = ref("web") },
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			had := existing(t, tc.was)
			if tc.record != nil {
				tc.record(&had)
			}
			p := mustPlan(t, onAWS(), machine(also(tc.was, tc.is)), had)
			if stays := p.Template.Generation == had.Template.Generation; stays != tc.stays {
				t.Errorf("%s\nGeneration: was %s and is %s, want the same: %t", tc.reason, had.Template.Generation, p.Template.Generation, tc.stays)
			}
			if n := len(p.Template.Generation); n != generationChars {
				t.Errorf("Generation: want %d characters, got %d", generationChars, n)
			}
		})
	}
}

// TestRetiring proves that templates are kept until a cloud says that they are not
// needed.
func TestRetiring(t *testing.T) {
	t.Parallel()

	had := existing(t, group)
	first := had.Template.Generation
	changed := also(group, func(p *v1alpha1.Parameters) { p.Size = v1alpha1.SizeLarge })
	p := mustPlan(t, onAWS(), machine(changed), had)
	if diff := cmp.Diff([]string{first}, p.Template.Retiring); diff != "" {
		t.Errorf("A change keeps the template that there is: -want, +got:\n%s", diff)
	}
	s := p.Status()
	s.ID = "id-1"
	if diff := cmp.Diff([]string{first}, mustPlan(t, onAWS(), machine(changed), s).Template.Retiring); diff != "" {
		t.Errorf("The template is kept until the cloud says otherwise: -want, +got:\n%s", diff)
	}
	back := mustPlan(t, onAWS(), machine(group), s)
	if diff := cmp.Diff([]string{p.Template.Generation}, back.Template.Retiring); diff != "" || back.Template.Generation != first {
		t.Errorf("Who goes back gets the template that there was: -want, +got:\n%s", diff)
	}
	s.Template.Retiring = nil
	if got := mustPlan(t, onAWS(), machine(changed), s).Template.Retiring; len(got) > 0 {
		t.Errorf("What the cloud does not need any more goes: got %v", got)
	}
}
