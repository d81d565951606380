// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"slices"
	"strings"
	"testing"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// invariants hold whatever was asked for.
func invariants() managedtest.Invariants {
	return managedtest.Invariants{
		Components: plan.Components(),
		TargetKinds: map[string]string{
			"resourceGroupNameSelector":        "ResourceGroup",
			"networkSecurityGroupNameSelector": "SecurityGroup",
			"networkSecurityGroupIdSelector":   "SecurityGroup",
			"networkInterfaceIdSelector":       "NetworkInterface",
			"networkInterfaceIdsSelector":      "NetworkInterface",
			"virtualMachineIdSelector":         "LinuxVirtualMachine",
			"managedDiskIdSelector":            "ManagedDisk",
			"loadbalancerIdSelector":           "LoadBalancer",
		},
	}
}

func TestBuildHoldsTogether(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			first := Build(p, observations{})
			second := Build(p, observe(first))
			invariants().Check(t, first)
			invariants().Check(t, second)
		})
	}
}

// TestKeysAreShort proves that the longest keys make labels, also when the engine orders
// deletion by them.
func TestKeysAreShort(t *testing.T) {
	t.Parallel()
	longest := strings.Repeat("x", plan.MaxDiskName)
	single := with(full(), func(p *plan.Plan) {
		p.Single.Disks = []plan.Disk{{Name: longest, SizeGiB: 10, Performance: v1alpha1.PerformanceStandard}}
		p.Ingress = []plan.Ingress{{Name: strings.Repeat("x", plan.MaxIngressName), Protocol: v1alpha1.RuleICMP, CIDRs: prefixesOf("198.51.100.0/24")}}
	})
	group := with(fleet(), func(p *plan.Plan) {
		p.LoadBalancer.Ports = []plan.Port{{Name: strings.Repeat("x", plan.MaxPortName), Port: 65535, TargetPort: 65535, Protocol: v1alpha1.PortUDP}}
	})
	for _, p := range []plan.Plan{single, group} {
		managedtest.CheckKeys(t, Build(p, observations{}))
	}
}

// names of what has one.
func namesOf(r managed.Resource) map[string]naming.Rule {
	switch s := r.ForProvider.(type) {
	case azure.UserAssignedIdentity:
		return map[string]naming.Rule{s.Name: naming.AzureUserAssignedIdentity}
	case azure.MonitorAutoscaleSetting:
		return map[string]naming.Rule{s.Name: naming.AzureMonitorSetting}
	case azure.LinuxVirtualMachine:
		return map[string]naming.Rule{s.ComputerName: naming.AzureComputerName}
	case azure.WindowsVirtualMachine:
		return map[string]naming.Rule{s.ComputerName: naming.AzureWindowsComputerName}
	case azure.LinuxVirtualMachineScaleSet:
		return map[string]naming.Rule{s.ComputerNamePrefix: naming.AzureComputerNamePrefix}
	case azure.WindowsVirtualMachineScaleSet:
		return map[string]naming.Rule{s.ComputerNamePrefix: naming.AzureWindowsComputerNamePrefix}
	}
	return nil
}

func TestBuildNames(t *testing.T) {
	t.Parallel()
	names := managedtest.Names{Rules: map[string]naming.Rule{
		"ResourceGroup": naming.AzureResourceGroup, "PublicIP": naming.AzurePublicIP, "NetworkInterface": naming.AzureNetworkInterface,
		"SecurityGroup": naming.AzureSecurityGroup, "SecurityRule": naming.AzureSecurityRule, "ManagedDisk": naming.AzureDisk, "DiskEncryptionSet": naming.AzureDisk,
		"LinuxVirtualMachine": naming.AzureVM, "WindowsVirtualMachine": naming.AzureVM,
		"LinuxVirtualMachineScaleSet": naming.AzureScaleSet, "WindowsVirtualMachineScaleSet": naming.AzureScaleSet,
		"LoadBalancer": naming.AzureLoadBalancer, "LoadBalancerBackendAddressPool": naming.AzureLoadBalancer,
		"LoadBalancerProbe": naming.AzureLoadBalancer, "LoadBalancerRule": naming.AzureLoadBalancer,
	}}
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resources := Build(p, observations{})
			names.Check(t, resources)
			for _, r := range resources {
				for own, rule := range namesOf(r) {
					checkName(t, rule, own)
				}
			}
		})
	}
}

func checkName(t *testing.T, rule naming.Rule, name string) {
	t.Helper()
	if err := naming.Valid(rule, name); err != nil {
		t.Error(err)
	}
}

// TestBuildTags checks that whatever Azure can tag is tagged.
func TestBuildTags(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			managedtest.CheckTags(t, Build(p, observations{}), "Tags", map[string]string{"team": "team-a", "claim": "shop"})
		})
	}
}

func TestBuildConverges(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resources, _ := converge(t, p)
			managedtest.CheckNothingWaits(t, resources)
			invariants().Check(t, resources)
		})
	}
}

// TestBuildWaitsForNetwork shows that nothing is created before its network that belongs
// there.
func TestBuildWaitsForNetwork(t *testing.T) {
	t.Parallel()
	for name, p := range map[string]plan.Plan{"Single": full(), "Internal": internal(), "Fleet": fleet()} {
		for _, r := range Build(unknownNetwork(p), observations{}) {
			waits := slices.Contains(r.Waits, "network team-a/main has no id yet")
			want := false
			switch r.ForProvider.(type) {
			case azure.LinuxVirtualMachine, azure.LinuxVirtualMachineScaleSet, azure.NetworkInterface:
				want = true
			case azure.LoadBalancer:
				want = p.LoadBalancer.Scheme == v1alpha1.SchemeInternal
			}
			if waits != want {
				t.Errorf("%s: %q waits for %v", name, r.Key, r.Waits)
			}
		}
	}
}

// TestBuildWaitsForSubnet shows the same for a network whose subnet went away.
func TestBuildWaitsForSubnet(t *testing.T) {
	t.Parallel()
	for name, p := range map[string]plan.Plan{"Single": smallest(), "Internal": internal()} {
		p.Network.Subnets = nil
		for _, r := range Build(p, observations{}) {
			switch r.ForProvider.(type) {
			case azure.LinuxVirtualMachineScaleSet, azure.NetworkInterface, azure.LoadBalancer:
				if !slices.Contains(r.Waits, waitSubnet) {
					t.Errorf("%s: %q waits for %v", name, r.Key, r.Waits)
				}
			}
		}
	}
}

func TestBuildKeepsWhatExists(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		after  func(plan.Plan) plan.Plan
	}{
		"MachineLost":    {reason: "No resource may lose a value because status is lost for a moment.", plan: full()},
		"WindowsLost":    {reason: "A disk stays with its machine.", plan: windows()},
		"FleetLost":      {reason: "A group stays behind its balancer and its firewall.", plan: fleet()},
		"MachineNetwork": {reason: "A machine stays where it is when its network is lost.", plan: full(), after: unknownNetwork},
		"GroupNetwork":   {reason: "So does a group, and so does its balancer.", plan: internal(), after: unknownNetwork},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want, o := converge(t, tc.plan)
			after := tc.plan
			if tc.after != nil {
				after = tc.after(after)
			}
			got := Build(after, o.Lost())
			managedtest.CheckKept(t, tc.reason, want, got)
		})
	}
}

// TestBuildChanges shows what a change of the claim changes of what exists.
func TestBuildChanges(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason        string
		before, after plan.Plan

		// changes, adds and drops are what the keys of what changes, is added and is
		// dropped begin with.
		changes, adds, drops []managed.Key
	}{
		"Disk": {
			reason: "Another disk leaves the machine alone.",
			before: smallest(), after: with(smallest(), func(p *plan.Plan) {
				p.Single = &plan.Single{Disks: []plan.Disk{{Name: "data", SizeGiB: 10, Performance: v1alpha1.PerformanceStandard}}}
			}),
			adds: []managed.Key{"attachment-data", "disk-data"},
		},
		"GrowDisk": {
			reason: "A disk grows in place.",
			before: full(), after: with(full(), func(p *plan.Plan) {
				p.Single.Disks = slices.Clone(p.Single.Disks)
				p.Single.Disks[0].SizeGiB = 400
			}),
			changes: []managed.Key{"disk-data"},
		},
		"MachineType": {
			reason: "A machine is resized in place.",
			before: full(), after: with(full(), func(p *plan.Plan) { p.Template.MachineType = "Standard_D4s_v5" }),
			changes: []managed.Key{"machine"},
		},
		"PublicIP": {
			reason: "A machine gets an address without being touched.",
			before: smallest(), after: with(smallest(), func(p *plan.Plan) { p.Template.PublicIP = true }),
			adds: []managed.Key{"address"},
		},
		"Ingress": {
			reason: "Another rule leaves the others as they are, wherever it comes.",
			before: full(), after: with(full(), func(p *plan.Plan) {
				p.Ingress = append([]plan.Ingress{{Name: "dns", Protocol: v1alpha1.RuleUDP, Ports: []validate.PortRange{{From: 53, To: 53}}, CIDRs: prefixesOf("198.51.100.0/24")}}, p.Ingress...)
			}),
			adds: []managed.Key{"security-rule-ingress-dns"},
		},
		"Replacement": {
			reason: "Another machine has another network interface and the same disks.",
			before: full(), after: with(full(), func(p *plan.Plan) { p.Template.Generation = "xxxxx" }),
			adds:  []managed.Key{"attachment-data-xxxxx", "attachment-orders-xxxxx", "interface-firewall-xxxxx", "interface-xxxxx", "machine-xxxxx"},
			drops: []managed.Key{"attachment-data-bcdfg", "attachment-orders-bcdfg", "interface-bcdfg", "interface-firewall-bcdfg", "machine-bcdfg"},
		},
		"Count": {
			reason: "A group grows in place.",
			before: group3(), after: with(group3(), func(p *plan.Plan) { p.Groups = []plan.Group{{Name: plan.GroupRegular, Count: 5, Initial: 5}} }),
			changes: []managed.Key{"group-regular"},
		},
		"UserData": {
			reason: "A group is rolled in place.",
			before: fleet(), after: with(fleet(), func(p *plan.Plan) { p.Template.UserData = &plan.UserData{Text: "#!/bin/sh\n"} }),
			changes: []managed.Key{"group-regular", "group-spot"},
		},
		"Port": {
			reason: "A port of the balancer leaves the groups alone.",
			before: internal(), after: with(internal(), func(p *plan.Plan) {
				b := *p.LoadBalancer
				b.Ports = append(slices.Clone(b.Ports), plan.Port{Name: "z", Port: 81, TargetPort: 81, Protocol: v1alpha1.PortTCP})
				p.LoadBalancer = &b
			}),
			adds: []managed.Key{"load-balancer-rule-z-tcp-81-81"},
		},
		"Schedule": {
			reason: "The schedule owns the number of machines from then on.",
			before: group3(), after: with(group3(), func(p *plan.Plan) { p.Schedule = fleet().Schedule }),
			changes: []managed.Key{"group-regular"}, adds: []managed.Key{"autoscale-regular"},
		},
		"Image": {
			reason: "A scale set has images of one offer: another takes its place, and it stays until that is ready.",
			before: group3(), after: with(group3(), func(p *plan.Plan) { p.Template.Image = namedImage("debian-12", "amd64") }),
			adds: []managed.Key{"group-regular"},
		},
		"Balancer": {
			reason: "A group leaves its balancer.",
			before: internal(), after: with(internal(), func(p *plan.Plan) { p.LoadBalancer = nil }),
			changes: []managed.Key{"group-regular"}, drops: []managed.Key{"load-balancer", "load-balancer-pool", "load-balancer-probe", "load-balancer-rule-web-tcp-80-8080"},
		},
		"TargetPort": {
			reason: "A rule that leads elsewhere is another rule.",
			before: internal(), after: with(internal(), func(p *plan.Plan) {
				b := *p.LoadBalancer
				b.Ports = []plan.Port{{Name: "web", Port: 80, TargetPort: 8081, Protocol: v1alpha1.PortTCP}}
				p.LoadBalancer = &b
			}),
			adds: []managed.Key{"load-balancer-rule-web-tcp-80-8081"}, drops: []managed.Key{"load-balancer-rule-web-tcp-80-8080"},
		},
		"Settings": {
			reason: "A group whose place is taken keeps what scales it.",
			before: windowsGroup(), after: with(windowsGroup(), func(p *plan.Plan) { p.Template.RootDisk.Performance = v1alpha1.PerformanceHigh }),
			adds: []managed.Key{"autoscale-regular", "group-regular"},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			was, o := converge(t, tc.before)
			tc.after.Recorded = record(tc.before, o).Recorded
			got := managedtest.Compare(t, was, Build(tc.after, o))
			checkKeys(t, tc.reason+"\nchanged", tc.changes, got.Changed)
			checkKeys(t, tc.reason+"\nadded", tc.adds, got.Added)
			checkKeys(t, tc.reason+"\ndropped", tc.drops, got.Dropped)
		})
	}
}

func checkKeys(t *testing.T, what string, want, got []managed.Key) {
	t.Helper()
	if !slices.EqualFunc(want, got, func(w, g managed.Key) bool { return w.Begins(g) }) {
		t.Errorf("%s: want %v, got %v", what, want, got)
	}
}

func TestBuildIsDeterministic(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, o := converge(t, p)
			managedtest.CheckRepeatable(t, func() []managed.Resource { return Build(p, o) })
		})
	}
}

// TestRevocable shows that only what somebody may miss is left at the cloud when the claim
// does not ask for it any more.
func TestRevocable(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		for _, r := range Build(p, observations{}) {
			_, isDisk := r.ForProvider.(azure.ManagedDisk)
			if Revocable(r.Key) == isDisk {
				t.Errorf("%s: Revocable(%q) is %t", name, r.Key, !isDisk)
			}
		}
	}
}
