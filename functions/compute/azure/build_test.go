// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/images"
	"github.com/hyperscalar/hyperscalar/internal/machines"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
)

const machineKey managed.Key = "machine-" + testGeneration

func TestMachine(t *testing.T) {
	t.Parallel()
	resources, _ := converge(t, full())
	got := managedtest.Spec[azure.LinuxVirtualMachine](t, resources, machineKey)
	name := got.ComputerName
	want := azure.LinuxVirtualMachine{
		VirtualMachine: azure.VirtualMachine{
			Location: testRegion, ResourceGroupNameSelector: managed.Select(keyResourceGroup), Zone: "2",
			Size: "Standard_D2s_v5", ComputerName: name, AdminUsername: "ubuntu",
			NetworkInterfaceIDSelector: managed.Select("interface-" + testGeneration),
			OSDisk:                     &azure.MachineOSDisk{Caching: "ReadWrite", StorageAccountType: "Premium_LRS", DiskSizeGB: 64, DiskEncryptionSetID: testGroup + "/of/encryption-set"},
			SourceImageReference:       &azure.ImageReference{Publisher: "Canonical", Offer: "ubuntu-24_04-lts", SKU: "server", Version: "latest"},
			Identity:                   &azure.AssignedIdentity{Type: "UserAssigned", IdentityIDs: []string{testIdentity}},
			SecureBootEnabled:          new(true), VTPMEnabled: new(true),
			Priority: "Spot", EvictionPolicy: "Deallocate", MaxBidPrice: -1, Tags: got.Tags,
		},
		LinuxSetup: azure.LinuxSetup{
			AdminSSHKey:                   []azure.MachineSSHKey{{Username: "ubuntu", PublicKey: testSSHKey}},
			DisablePasswordAuthentication: new(true),
			UserData:                      base64.StdEncoding.EncodeToString([]byte("#!/bin/sh\necho hello\n")),
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("machine: -want, +got:\n%s", diff)
	}
	r := managedtest.Find(t, resources, machineKey)
	if !slices.Equal(r.After, []managed.Key{"interface-firewall-" + testGeneration, keyEncryptionSet}) || !slices.Equal(r.DeleteBefore, []managed.Key{keyEncryptionSet}) {
		t.Errorf("the machine comes after %v, and is deleted before %v", r.After, r.DeleteBefore)
	}
}

func TestSmallestMachineHasNothingMore(t *testing.T) {
	t.Parallel()
	resources, _ := converge(t, smallest())
	want := []managed.Key{"interface-" + testGeneration, "interface-firewall-" + testGeneration, machineKey, keyResourceGroup, keySecurityGroup}
	if diff := cmp.Diff(want, managedtest.Keys(resources)); diff != "" {
		t.Errorf("keys: -want, +got:\n%s", diff)
	}
	m := managedtest.Spec[azure.LinuxVirtualMachine](t, resources, machineKey)
	if m.Identity != nil || m.UserData != "" || m.Priority != "Regular" || m.EvictionPolicy != "" || m.MaxBidPrice != 0 || m.DiskControllerType != "" || m.OSDisk.DiskEncryptionSetID != "" {
		t.Errorf("the machine has what nobody asked for: %+v", m)
	}
	ip := managedtest.Spec[azure.NetworkInterface](t, resources, "interface-"+testGeneration).IPConfiguration
	if diff := cmp.Diff([]azure.InterfaceIPConfiguration{{Name: "primary", SubnetID: testSubnet, PrivateIPAddressAllocation: "Dynamic"}}, ip); diff != "" {
		t.Errorf("addresses: -want, +got:\n%s", diff)
	}
}

func TestAddress(t *testing.T) {
	t.Parallel()
	if r := managedtest.Find(t, Build(full(), observations{}), "interface-"+testGeneration); !slices.Equal(r.Waits, []string{waitAddress}) {
		t.Errorf("the network interface waits for %v", r.Waits)
	}
	resources, _ := converge(t, full())
	address := managedtest.Spec[azure.PublicIP](t, resources, keyAddress)
	if address.SKU != "Standard" || address.AllocationMethod != "Static" || !slices.Equal(address.Zones, []string{"1", "2", "3"}) {
		t.Errorf("address: %+v", address)
	}
	ip := managedtest.Spec[azure.NetworkInterface](t, resources, "interface-"+testGeneration).IPConfiguration[0]
	if ip.PublicIPAddressID != testGroup+"/of/address" {
		t.Errorf("the network interface has the address %q", ip.PublicIPAddressID)
	}
}

func TestWindows(t *testing.T) {
	t.Parallel()
	resources, _ := converge(t, windows())
	m := managedtest.Spec[azure.WindowsVirtualMachine](t, resources, machineKey)
	if m.AdminUsername != "azureuser" || m.AdminPasswordSecretRef.Name != "admin" || len(m.ComputerName) > 15 || m.SourceImageReference.SKU != "2022-datacenter-g2" {
		t.Errorf("machine: %+v", m)
	}
	if r := managedtest.Find(t, Build(windows(), observations{}), "attachment-data-"+testGeneration); !slices.Equal(r.Waits, []string{waitMachine}) {
		t.Errorf("the disk waits for %v", r.Waits)
	}
	got := managedtest.Spec[azure.VirtualMachineDataDiskAttachment](t, resources, "attachment-data-"+testGeneration)
	want := azure.VirtualMachineDataDiskAttachment{
		VirtualMachineID: testGroup + "/of/" + string(machineKey), ManagedDiskIDSelector: managed.Select("disk-data"), LUN: 1, Caching: "None", CreateOption: "Attach",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("attachment: -want, +got:\n%s", diff)
	}
}

func TestDisks(t *testing.T) {
	t.Parallel()
	resources, _ := converge(t, full())
	disk := managedtest.Spec[azure.ManagedDisk](t, resources, "disk-data")
	want := azure.ManagedDisk{
		Location: testRegion, ResourceGroupNameSelector: managed.Select(keyResourceGroup), Zone: "2", CreateOption: "Empty", StorageAccountType: "Premium_LRS", DiskSizeGB: 200,
		DiskEncryptionSetID: testGroup + "/of/encryption-set", NetworkAccessPolicy: "DenyAll", PublicNetworkAccessEnabled: new(false), Tags: disk.Tags,
	}
	if diff := cmp.Diff(want, disk); diff != "" {
		t.Errorf("disk: -want, +got:\n%s", diff)
	}
	volume := managedtest.Spec[azure.VirtualMachineDataDiskAttachment](t, resources, "attachment-orders-"+testGeneration)
	if volume.ManagedDiskID != testVolume || volume.ManagedDiskIDSelector != nil || volume.LUN != 2 || volume.VirtualMachineIDSelector == nil {
		t.Errorf("volume: %+v", volume)
	}
	unknown := with(full(), func(p *plan.Plan) { p.Single.Disks[1].Volume = &plan.Volume{Name: "team-a/orders"} })
	if r := managedtest.Find(t, Build(unknown, observations{}), "attachment-orders-"+testGeneration); !slices.Equal(r.Waits, []string{"storage team-a/orders does not exist"}) {
		t.Errorf("a volume that is not known waits for %v", r.Waits)
	}
}

func TestEncryption(t *testing.T) {
	t.Parallel()
	resources, _ := converge(t, full())
	set := managedtest.Spec[azure.DiskEncryptionSet](t, resources, keyEncryptionSet)
	if set.KeyVaultKeyID != "https://acme-keys.vault.azure.net/keys/disks" || !*set.AutoKeyRotationEnabled || set.EncryptionType != azure.DiskEncryptionCustomerKey || set.Identity.IdentityIDs[0] != testGroup+"/of/encryption-identity" {
		t.Errorf("what encrypts disks: %+v", set)
	}
	role := as[azure.RoleAssignment](t, first(t, resources, keyEncryptionRole))
	if role.Scope != testKey || role.PrincipalID != "principal-of-encryption-identity" || role.RoleDefinitionName != roleEncryption {
		t.Errorf("who encrypts: %+v", role)
	}
	other := with(full(), func(p *plan.Plan) { p.Key = testKey + "-2" })
	if slices.Contains(managedtest.Keys(Build(other, observations{})), first(t, resources, keyEncryptionRole).Key) {
		t.Error("the role for another key is the same role")
	}
}

func TestFirewall(t *testing.T) {
	t.Parallel()
	rule := func(priority int, protocol string, ports, from []string) azure.SecurityRule {
		return azure.SecurityRule{
			ResourceGroupNameSelector: managed.Select(keyResourceGroup), NetworkSecurityGroupNameSelector: managed.Select(keySecurityGroup),
			Priority: priority, Direction: "Inbound", Access: "Allow", Protocol: protocol,
			SourceAddressPrefixes: from, SourcePortRange: "*", DestinationAddressPrefix: "*", DestinationPortRanges: ports,
		}
	}
	ping := rule(200, "Icmp", nil, []string{"198.51.100.0/24"})
	ping.DestinationPortRange = "*"
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   map[managed.Key]azure.SecurityRule
	}{
		"Single": {
			reason: "What was asked for is open, and nothing else.", plan: full(),
			want: map[managed.Key]azure.SecurityRule{
				"security-rule-ingress-ping": ping,
				"security-rule-ingress-ssh":  rule(201, "Tcp", []string{"22", "8000-8100"}, []string{"198.51.100.0/24", "203.0.113.7/32"}),
			},
		},
		"Fleet": {
			reason: "Clients of the balancer reach the ports of the machines.", plan: fleet(),
			want: map[managed.Key]azure.SecurityRule{
				"security-rule-ingress-ping": ping,
				"security-rule-ingress-ssh":  rule(201, "Tcp", []string{"22", "8000-8100"}, []string{"198.51.100.0/24", "203.0.113.7/32"}),
				"security-rule-balancer-Tcp": rule(202, "Tcp", []string{"8443"}, []string{"0.0.0.0/0"}),
				"security-rule-balancer-Udp": rule(203, "Udp", []string{"5353"}, []string{"0.0.0.0/0"}),
			},
		},
		"Internal": {reason: "The network is let in by Azure.", plan: internal(), want: map[managed.Key]azure.SecurityRule{}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := map[managed.Key]azure.SecurityRule{}
			for _, r := range Build(tc.plan, observations{}) {
				if s, ok := r.ForProvider.(azure.SecurityRule); ok {
					s.Description = ""
					got[r.Key] = s
				}
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nrules: -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

// groupOf returns the current group of a name.
func groupOf(t *testing.T, p plan.Plan, name string) group {
	t.Helper()
	groups := newCompute(p, observations{}).current()
	i := slices.IndexFunc(groups, func(g group) bool { return g.Name == name })
	if i < 0 {
		t.Fatalf("there is no group %s", name)
	}
	return groups[i]
}

func TestScaleSet(t *testing.T) {
	t.Parallel()
	resources, _ := converge(t, fleet())
	r := managedtest.Find(t, resources, groupOf(t, fleet(), plan.GroupSpot).key())
	got := as[azure.LinuxVirtualMachineScaleSet](t, r)
	want := azure.LinuxVirtualMachineScaleSet{
		ScaleSet: azure.ScaleSet{
			Location: testRegion, ResourceGroupNameSelector: managed.Select(keyResourceGroup), Zones: []string{"1", "2", "3"}, SKU: "Standard_D2s_v5",
			ComputerNamePrefix: got.ComputerNamePrefix, AdminUsername: "ubuntu",
			NetworkInterface: []azure.ScaleSetNetworkInterface{{
				Name: "primary", Primary: true, NetworkSecurityGroupID: testGroup + "/of/security-group", EnableAcceleratedNetworking: new(true),
				IPConfiguration: []azure.ScaleSetIPConfiguration{{
					Name: "primary", Primary: true, SubnetID: testSubnet, LoadBalancerBackendAddressPoolIDs: []string{testGroup + "/of/load-balancer-pool"},
				}},
			}},
			OSDisk:               &azure.MachineOSDisk{Caching: "ReadWrite", StorageAccountType: "StandardSSD_LRS", DiskSizeGB: 32, DiskEncryptionSetID: testGroup + "/of/encryption-set"},
			DataDisk:             []azure.ScaleSetDataDisk{{LUN: 0, Caching: "None", CreateOption: "Empty", StorageAccountType: "StandardSSD_LRS", DiskSizeGB: 100, DiskEncryptionSetID: testGroup + "/of/encryption-set"}},
			SourceImageReference: &azure.ImageReference{Publisher: "Canonical", Offer: "ubuntu-24_04-lts", SKU: "server", Version: "latest"},
			Identity:             &azure.AssignedIdentity{Type: "UserAssigned", IdentityIDs: []string{testIdentity}},
			SecureBootEnabled:    new(true), VTPMEnabled: new(true),
			Priority: "Spot", EvictionPolicy: "Delete", MaxBidPrice: -1,
			Overprovision: new(false), SinglePlacementGroup: new(false), PlatformFaultDomainCount: 1,
			UpgradeMode: "Rolling", RollingUpgradePolicy: &azure.ScaleSetRollingUpgrade{
				CrossZoneUpgradesEnabled: new(true), MaxBatchInstancePercent: 10, MaxUnhealthyInstancePercent: 100, MaxUnhealthyUpgradedInstancePercent: 20,
				MaximumSurgeInstancesEnabled: new(true), PauseTimeBetweenBatches: "PT0S", PrioritizeUnhealthyInstancesEnabled: new(true),
			},
			Extension: []azure.ScaleSetExtension{{
				Name: "health", Publisher: "Microsoft.ManagedServices", Type: "ApplicationHealthLinux", TypeHandlerVersion: "1.0", AutoUpgradeMinorVersion: new(true),
				Settings: `{"protocol":"https","port":8443,"requestPath":"/healthz","intervalInSeconds":10,"numberOfProbes":3}`,
			}},
			AutomaticInstanceRepair: &azure.ScaleSetRepair{Enabled: true, Action: "Replace", GracePeriod: "PT11M"},
			Tags:                    got.Tags,
		},
		LinuxSetup: azure.LinuxSetup{
			AdminSSHKey:                   []azure.MachineSSHKey{{Username: "ubuntu", PublicKey: testSSHKey}},
			DisablePasswordAuthentication: new(true),
			UserData:                      base64.StdEncoding.EncodeToString([]byte("#!/bin/sh\necho hello\n")),
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("scale set: -want, +got:\n%s", diff)
	}
	if diff := cmp.Diff(managed.Spec(azure.LinuxScaleSetInitial{Instances: new(3)}), r.InitProvider); diff != "" {
		t.Errorf("the number of machines at first: -want, +got:\n%s", diff)
	}
	wantAfter := []managed.Key{keySecurityGroup, keyBalancerPool, keyEncryptionSet}
	if diff := cmp.Diff(wantAfter, r.After); diff != "" {
		t.Errorf("After: -want, +got:\n%s", diff)
	}
}

func TestGroupWithoutBalancer(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason  string
		plan    plan.Plan
		kind    string
		setting string
	}{
		"Linux":   {reason: "A machine with Linux is well if somebody could log in over SSH.", plan: group3(), kind: "ApplicationHealthLinux", setting: `{"protocol":"tcp","port":22}`},
		"Windows": {reason: "One with Windows if somebody could over Remote Desktop.", plan: windowsGroup(), kind: "ApplicationHealthWindows", setting: `{"protocol":"tcp","port":3389}`},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resources, _ := converge(t, tc.plan)
			r := managedtest.Find(t, resources, groupOf(t, tc.plan, plan.GroupRegular).key())
			var s azure.ScaleSet
			if tc.plan.Template.Image.OS == osWindows {
				s = as[azure.WindowsVirtualMachineScaleSet](t, r).ScaleSet
			} else {
				s = as[azure.LinuxVirtualMachineScaleSet](t, r).ScaleSet
			}
			if len(s.Extension) != 1 || s.Extension[0].Type != tc.kind || s.Extension[0].Settings != tc.setting {
				t.Errorf("%s\nextensions: %+v", tc.reason, s.Extension)
			}
			if s.AutomaticInstanceRepair.GracePeriod != "PT10M" {
				t.Errorf("%s\nrepair: %+v", tc.reason, s.AutomaticInstanceRepair)
			}
		})
	}
}

func TestCounts(t *testing.T) {
	t.Parallel()
	autoscaling := with(group3(), func(p *plan.Plan) {
		p.Groups = []plan.Group{{Name: plan.GroupRegular, Autoscaling: &v1alpha1.Autoscaling{Min: 2, Max: 5, TargetCPU: 50}, Initial: 2}}
	})
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   *int
		first  managed.Spec
	}{
		"Count":       {reason: "The claim owns a count.", plan: group3(), want: new(3)},
		"Nothing":     {reason: "No machines are a count, too.", plan: with(group3(), func(p *plan.Plan) { p.Groups = []plan.Group{{Name: plan.GroupRegular}} }), want: new(0)},
		"Autoscaling": {reason: "An autoscaler owns it after the beginning.", plan: autoscaling, first: azure.LinuxScaleSetInitial{Instances: new(2)}},
		"Schedule":    {reason: "So does a schedule.", plan: with(group3(), func(p *plan.Plan) { p.Schedule = fleet().Schedule }), first: azure.LinuxScaleSetInitial{Instances: new(3)}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := managedtest.Find(t, Build(tc.plan, observations{}), groupOf(t, tc.plan, plan.GroupRegular).key())
			if diff := cmp.Diff(tc.want, as[azure.LinuxVirtualMachineScaleSet](t, r).Instances); diff != "" {
				t.Errorf("%s\ninstances: -want, +got:\n%s", tc.reason, diff)
			}
			if diff := cmp.Diff(tc.first, r.InitProvider); diff != "" {
				t.Errorf("%s\ninitProvider: -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestRestores(t *testing.T) {
	t.Parallel()
	p := with(group3(), func(p *plan.Plan) { p.Groups = []plan.Group{{Name: plan.GroupSpot, Spot: true, Count: 3, Initial: 3}} })
	got := as[azure.LinuxVirtualMachineScaleSet](t, managedtest.Find(t, Build(p, observations{}), groupOf(t, p, plan.GroupSpot).key())).SpotRestore
	if diff := cmp.Diff(&azure.ScaleSetSpotRestore{Enabled: true, Timeout: "PT1H"}, got); diff != "" {
		t.Errorf("a fixed count of spot machines is restored: -want, +got:\n%s", diff)
	}
}

func TestBatch(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason             string
		machines, of, want int
	}{
		"One":     {reason: "The only machine is all of them.", machines: 1, of: 1, want: 100},
		"Third":   {reason: "Never more than were asked for.", machines: 1, of: 3, want: 33},
		"More":    {reason: "There are not more than all.", machines: 5, of: 3, want: 100},
		"Least":   {reason: "Azure replaces five percent at least.", machines: 1, of: 100, want: 5},
		"Nothing": {reason: "Nothing is replaced at once.", machines: 1, of: 0, want: 100},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := batch(tc.machines, tc.of); got != tc.want {
				t.Errorf("%s\nbatch(%d, %d): want %d, got %d", tc.reason, tc.machines, tc.of, tc.want, got)
			}
		})
	}
}

// TestTakesThePlace follows a group from one scale set to another.
func TestTakesThePlace(t *testing.T) {
	t.Parallel()
	p := with(windowsGroup(), func(p *plan.Plan) { p.Key = testKey })
	before, o := converge(t, p)
	old := groupOf(t, p, plan.GroupRegular)
	next := with(record(p, o), func(p *plan.Plan) { p.Template.RootDisk.Performance = v1alpha1.PerformanceHigh })
	now := groupOf(t, next, plan.GroupRegular)
	if old.key() == now.key() {
		t.Fatal("a group with other disks is the same scale set")
	}

	during := Build(next, o)
	was, kept := managedtest.Find(t, before, old.key()), managedtest.Find(t, during, old.key())
	if diff := cmp.Diff(managedtest.JSON(t, was.ForProvider), managedtest.JSON(t, kept.ForProvider)); diff != "" {
		t.Errorf("the old scale set changes: -before, +after:\n%s", diff)
	}
	if kept.ExternalName != was.ExternalName {
		t.Errorf("the old scale set was called %q, and is called %q", was.ExternalName, kept.ExternalName)
	}
	if diff := cmp.Diff(managed.Spec(azure.WindowsScaleSetInitial{Instances: new(4), AdminPasswordSecretRef: next.Template.Password}), kept.InitProvider); diff != "" {
		t.Errorf("the old scale set has no number of machines, and would have none: -want, +got:\n%s", diff)
	}
	setting := managedtest.Spec[azure.MonitorAutoscaleSetting](t, during, old.autoscaleKey())
	if setting.TargetResourceID != testGroup+"/of/"+string(old.key()) {
		t.Errorf("what scales the old scale set scales %q", setting.TargetResourceID)
	}

	after, o := convergeFrom(t, record(next, o), o)
	if slices.ContainsFunc(after, func(r managed.Resource) bool { return r.Key == old.key() || r.Key == old.autoscaleKey() }) || !o.Ready(now.key()) {
		t.Error("the old scale set is still there")
	}
}

func TestFixed(t *testing.T) {
	t.Parallel()
	same := map[string]func(p *plan.Plan){
		"MachineType": func(p *plan.Plan) { p.Template.MachineType = "Standard_D4s_v5" },
		"UserData":    func(p *plan.Plan) { p.Template.UserData = &plan.UserData{Text: "x"} },
		"SSHKeys":     func(p *plan.Plan) { p.Template.SSHKeys = nil },
		"DiskSize":    func(p *plan.Plan) { p.Template.RootDisk.SizeGiB = 64 },
		"Identity":    func(p *plan.Plan) { p.Identity = full().Identity },
		"Ports":       func(p *plan.Plan) { p.LoadBalancer = fleet().LoadBalancer },
		"Balancer":    func(p *plan.Plan) { p.LoadBalancer = nil },
		"SKU":         func(p *plan.Plan) { p.Template.Image = namedImage(images.Ubuntu2404, machines.ArchitectureARM64) },
	}
	other := map[string]func(p *plan.Plan){
		"Offer":    func(p *plan.Plan) { p.Template.Image = namedImage(images.Ubuntu2204, machines.ArchitectureAMD64) },
		"User":     func(p *plan.Plan) { p.Template.Image.User = "somebody" },
		"DiskType": func(p *plan.Plan) { p.Template.RootDisk.Performance = v1alpha1.PerformanceHigh },
		"Key":      func(p *plan.Plan) { p.Key = testKey },
		"NVMe":     func(p *plan.Plan) { p.Template.Machine = machineType("Standard_D2s_v6") },
		"Native": func(p *plan.Plan) {
			p.Template.Image = plan.Image{Native: galleryImage, OS: v1alpha1.OSLinux, User: "ubuntu"}
		},
		"Password": func(p *plan.Plan) { p.Template.Password = &managed.SecretRef{Name: "a", Key: "b"} },
		"Spot":     func(p *plan.Plan) { p.Groups = []plan.Group{{Name: plan.GroupRegular, Spot: true, Count: 3}} },
		"Zones":    func(p *plan.Plan) { p.Template.Zones = zones()[:2] },
	}
	was := groupOf(t, internal(), plan.GroupRegular).key()
	for name, change := range same {
		if groupOf(t, with(internal(), change), plan.GroupRegular).key() != was {
			t.Errorf("%s: Azure changes it in place, and it makes another scale set", name)
		}
	}
	for name, change := range other {
		if groupOf(t, with(internal(), change), plan.GroupRegular).key() == was {
			t.Errorf("%s: Azure does not change it in place, and it is the same scale set", name)
		}
	}
}

const (
	galleryImage = testGroup + "/providers/Microsoft.Compute/galleries/acme/images/web/versions/1.2.3"
	plainImage   = testGroup + "/providers/Microsoft.Compute/images/web"
)

func TestImage(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		image  plan.Image
		want   image
	}{
		"Named": {
			reason: "The newest image of the marketplace.", image: namedImage(images.Debian12, machines.ArchitectureAMD64),
			want: image{reference: &azure.ImageReference{Publisher: "Debian", Offer: "debian-12", SKU: "12-gen2", Version: "latest"}},
		},
		"Bought": {
			reason: "An image that is bought names its plan.", image: namedImage(images.Rocky9, machines.ArchitectureARM64),
			want: image{
				reference: &azure.ImageReference{Publisher: "resf", Offer: "rockylinux-aarch64", SKU: "9-base", Version: "latest"},
				plan:      &azure.ImagePlan{Name: "9-base", Product: "rockylinux-aarch64", Publisher: "resf"},
			},
		},
		"Gallery": {reason: "An image of a gallery has an id.", image: plan.Image{Native: galleryImage}, want: image{id: galleryImage}},
		"Reference": {
			reason: "An image of the marketplace in Azure's words.", image: plan.Image{Native: "Canonical:0001-com-ubuntu-minimal-jammy:minimal-22_04-lts-gen2:22.04.202401010"},
			want: image{reference: &azure.ImageReference{Publisher: "Canonical", Offer: "0001-com-ubuntu-minimal-jammy", SKU: "minimal-22_04-lts-gen2", Version: "22.04.202401010"}},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCompute(with(smallest(), func(p *plan.Plan) { p.Template.Image = tc.image }), observations{})
			if diff := cmp.Diff(tc.want, c.image(), cmp.AllowUnexported(image{})); diff != "" {
				t.Errorf("%s\nimage: -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestBootsSecurely(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason  string
		machine string
		native  string
		want    *bool
	}{
		"Intel":   {reason: "Most machines do.", machine: "Standard_D2s_v5", want: new(true)},
		"Arm":     {reason: "Machines of Arm do since their sixth generation.", machine: "Standard_D2ps_v6", want: new(true)},
		"OldArm":  {reason: "Older ones would be refused.", machine: "Standard_D2ps_v5"},
		"GPU":     {reason: "Machines with GPUs do.", machine: "Standard_NC24ads_A100_v4", want: new(true)},
		"GPUs":    {reason: "But for those that are connected with each other.", machine: "Standard_ND96asr_v4"},
		"Gallery": {reason: "Images of galleries can be verified.", machine: "Standard_D2s_v5", native: galleryImage, want: new(true)},
		"Image":   {reason: "Others cannot.", machine: "Standard_D2s_v5", native: plainImage},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := machineType(tc.machine)
			if m.Name == "" {
				t.Fatalf("there is no machine type %s", tc.machine)
			}
			p := with(smallest(), func(p *plan.Plan) {
				p.Template.Machine = m
				if tc.native != "" {
					p.Template.Image = plan.Image{Native: tc.native, OS: v1alpha1.OSLinux}
				}
			})
			got := managedtest.Spec[azure.LinuxVirtualMachine](t, Build(p, observations{}), machineKey)
			if diff := cmp.Diff([]*bool{tc.want, tc.want}, []*bool{got.SecureBootEnabled, got.VTPMEnabled}); diff != "" {
				t.Errorf("%s\nsecure boot and TPM: -want, +got:\n%s", tc.reason, diff)
			}
			if tc.native != "" && got.AdminUsername != "azureuser" {
				t.Errorf("somebody logs in as %q", got.AdminUsername)
			}
		})
	}
}

func TestDiskController(t *testing.T) {
	t.Parallel()
	nvme := with(smallest(), func(p *plan.Plan) { p.Template.Machine = machineType("Standard_D2s_v6") })
	_, o := converge(t, nvme)
	if got := managedtest.Spec[azure.LinuxVirtualMachine](t, Build(nvme, o), machineKey).DiskControllerType; got != "NVMe" {
		t.Errorf("a machine that has NVMe only uses %q", got)
	}
	if got := managedtest.Spec[azure.LinuxVirtualMachine](t, Build(smallest(), o), machineKey).DiskControllerType; got != "SCSI" {
		t.Errorf("a machine that had NVMe and has none any more uses %q", got)
	}
}

func TestBalancer(t *testing.T) {
	t.Parallel()
	resources, _ := converge(t, fleet())
	want := []azure.LoadBalancerFrontendIP{{Name: "frontend", PublicIPAddressID: testGroup + "/of/load-balancer-address"}}
	if diff := cmp.Diff(want, managedtest.Spec[azure.LoadBalancer](t, resources, keyBalancer).FrontendIPConfiguration); diff != "" {
		t.Errorf("a public balancer: -want, +got:\n%s", diff)
	}
	probe := azure.LoadBalancerProbe{LoadBalancerIDSelector: managed.Select(keyBalancer), Protocol: "Https", Port: 8443, RequestPath: "/healthz", IntervalInSeconds: 10, ProbeThreshold: 3}
	if diff := cmp.Diff(probe, managedtest.Spec[azure.LoadBalancerProbe](t, resources, keyBalancerProbe)); diff != "" {
		t.Errorf("probe: -want, +got:\n%s", diff)
	}
	rule := azure.LoadBalancerRule{
		LoadBalancerIDSelector: managed.Select(keyBalancer), FrontendIPConfigurationName: "frontend", Protocol: "Udp", FrontendPort: 53, BackendPort: 5353,
		BackendAddressPoolIDs: []string{testGroup + "/of/load-balancer-pool"}, ProbeID: testGroup + "/of/load-balancer-probe", DisableOutboundSNAT: new(true),
	}
	if diff := cmp.Diff(rule, managedtest.Spec[azure.LoadBalancerRule](t, resources, "load-balancer-rule-dns-udp-53-5353")); diff != "" {
		t.Errorf("rule: -want, +got:\n%s", diff)
	}

	inside, _ := converge(t, internal())
	want = []azure.LoadBalancerFrontendIP{{Name: "frontend", SubnetID: testSubnet, PrivateIPAddressAllocation: "Dynamic", Zones: []string{"1", "2", "3"}}}
	if diff := cmp.Diff(want, managedtest.Spec[azure.LoadBalancer](t, inside, keyBalancer).FrontendIPConfiguration); diff != "" {
		t.Errorf("an internal balancer: -want, +got:\n%s", diff)
	}
	if slices.Contains(managedtest.Keys(inside), keyBalancerAddress) {
		t.Error("an internal balancer has a public address")
	}
	web := managedtest.Spec[azure.LoadBalancerRule](t, inside, "load-balancer-rule-web-tcp-80-8080")
	if web.Protocol != "Tcp" || web.TCPResetEnabled == nil || !*web.TCPResetEnabled {
		t.Errorf("rule: %+v", web)
	}
}

func TestAutoscale(t *testing.T) {
	t.Parallel()
	resources, _ := converge(t, fleet())
	g := groupOf(t, fleet(), plan.GroupSpot)
	got := managedtest.Spec[azure.MonitorAutoscaleSetting](t, resources, g.autoscaleKey())
	target := testGroup + "/of/" + string(g.key())
	trigger := func(operator string, threshold int) azure.AutoscaleTrigger {
		return azure.AutoscaleTrigger{
			MetricName: "Percentage CPU", MetricNamespace: "microsoft.compute/virtualmachinescalesets", MetricResourceID: target,
			Operator: operator, Statistic: "Average", Threshold: threshold, TimeAggregation: "Average", TimeGrain: "PT1M", TimeWindow: "PT5M",
		}
	}
	days := []string{"Monday", "Friday"}
	want := []azure.AutoscaleProfile{
		{
			Name: "awake", Capacity: azure.AutoscaleCapacity{Default: 3, Minimum: 3, Maximum: 20},
			Rule: []azure.AutoscaleRule{
				{MetricTrigger: trigger("GreaterThan", 60), ScaleAction: azure.AutoscaleAction{Direction: "Increase", Type: "ChangeCount", Value: 2, Cooldown: "PT5M"}},
				{MetricTrigger: trigger("LessThan", 40), ScaleAction: azure.AutoscaleAction{Direction: "Decrease", Type: "ChangeCount", Value: 1, Cooldown: "PT5M"}},
			},
			Recurrence: &azure.AutoscaleRecurrence{Days: days, Hours: []int{7}, Minutes: []int{30}, TimeZone: "W. Europe Standard Time"},
		},
		{Name: "asleep", Recurrence: &azure.AutoscaleRecurrence{Days: days, Hours: []int{20}, Minutes: []int{0}, TimeZone: "W. Europe Standard Time"}},
	}
	if diff := cmp.Diff(want, got.Profile); diff != "" || got.TargetResourceID != target {
		t.Errorf("what scales %s: -want, +got:\n%s", got.TargetResourceID, diff)
	}
	counted := managedtest.Spec[azure.MonitorAutoscaleSetting](t, resources, groupOf(t, fleet(), plan.GroupRegular).autoscaleKey())
	if c := counted.Profile[0].Capacity; c != (azure.AutoscaleCapacity{Default: 2, Minimum: 2, Maximum: 2}) || len(counted.Profile[0].Rule) > 0 {
		t.Errorf("a count with a schedule: %+v", counted.Profile[0])
	}
	always := with(group3(), func(p *plan.Plan) {
		p.Groups = []plan.Group{{Name: plan.GroupRegular, Autoscaling: &v1alpha1.Autoscaling{Min: 1, Max: 4, TargetCPU: 20}, Initial: 1}}
	})
	profiles := as[azure.MonitorAutoscaleSetting](t, managedtest.Find(t, Build(always, observations{}), groupOf(t, always, plan.GroupRegular).autoscaleKey())).Profile
	if len(profiles) != 1 || profiles[0].Recurrence != nil || profiles[0].Rule[1].MetricTrigger.Threshold != leastTarget || profiles[0].Rule[0].ScaleAction.Value != 1 {
		t.Errorf("without a schedule: %+v", profiles)
	}
}

func TestTimeZones(t *testing.T) {
	t.Parallel()
	known := timeZones()
	for _, z := range v1alpha1.TimeZones() {
		if known[z] == "" {
			t.Errorf("Azure has no name for %s", z)
		}
	}
	if len(known) != len(v1alpha1.TimeZones()) {
		t.Errorf("there are %d names for %d time zones", len(known), len(v1alpha1.TimeZones()))
	}
}

func TestLinux(t *testing.T) {
	t.Parallel()
	key := []azure.MachineSSHKey{{Username: "ubuntu", PublicKey: testSSHKey}}
	secret := &managed.SecretRef{Name: "setup", Key: "cloud-init", Namespace: "team-a"}
	cases := map[string]struct {
		reason string
		data   *plan.UserData
		want   azure.LinuxSetup
	}{
		"None": {
			reason: "Nobody logs in with a password, whatever else there is.",
			want:   azure.LinuxSetup{AdminSSHKey: key, DisablePasswordAuthentication: new(true)},
		},
		"Text": {
			reason: "Azure takes user data as base64 only.",
			data:   &plan.UserData{Text: "hello"},
			want:   azure.LinuxSetup{AdminSSHKey: key, DisablePasswordAuthentication: new(true), UserData: "aGVsbG8="},
		},
		"Secret": {
			reason: "What is in a Secret is the provider's to read.",
			data:   &plan.UserData{SecretRef: secret},
			want:   azure.LinuxSetup{AdminSSHKey: key, DisablePasswordAuthentication: new(true), CustomDataSecretRef: secret},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCompute(with(full(), func(p *plan.Plan) { p.Template.UserData = tc.data }), observations{})
			if diff := cmp.Diff(tc.want, c.linux()); diff != "" {
				t.Errorf("%s\nlinux(): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestSecretUserData(t *testing.T) {
	t.Parallel()
	m := managedtest.Spec[azure.LinuxVirtualMachine](t, Build(plans()["SecretUserData"], observations{}), machineKey)
	if m.UserData != "" || m.CustomDataSecretRef == nil || *m.CustomDataSecretRef != (managed.SecretRef{Name: "setup", Key: "cloud-init", Namespace: "team-a"}) {
		t.Errorf("user data: %q, %+v", m.UserData, m.CustomDataSecretRef)
	}
	p := with(group3(), func(p *plan.Plan) { p.Template.UserData = plans()["SecretUserData"].Template.UserData })
	s := as[azure.LinuxVirtualMachineScaleSet](t, managedtest.Find(t, Build(p, observations{}), groupOf(t, p, plan.GroupRegular).key()))
	if s.UserData != "" || s.CustomDataSecretRef == nil {
		t.Errorf("user data of a group: %q, %+v", s.UserData, s.CustomDataSecretRef)
	}
}

// TestNobodyIsLetInUnasked: no plan but one that says so opens anything, has a public
// address, or takes a password on Linux.
func TestNobodyIsLetInUnasked(t *testing.T) {
	t.Parallel()
	for name, p := range plans() {
		asked := len(p.Ingress) > 0 || p.LoadBalancer != nil && len(p.LoadBalancer.AllowedCIDRs) > 0
		public := p.Template.PublicIP || p.LoadBalancer != nil && p.LoadBalancer.Scheme == v1alpha1.SchemePublic
		for _, r := range Build(p, observations{}) {
			switch s := r.ForProvider.(type) {
			case azure.SecurityRule:
				if !asked {
					t.Errorf("%s: %q opens something", name, r.Key)
				}
			case azure.PublicIP:
				if !public {
					t.Errorf("%s: %q is a public address", name, r.Key)
				}
			case azure.LinuxVirtualMachine:
				if s.DisablePasswordAuthentication == nil || !*s.DisablePasswordAuthentication {
					t.Errorf("%s: %q takes passwords", name, r.Key)
				}
			case azure.LinuxVirtualMachineScaleSet:
				if s.DisablePasswordAuthentication == nil || !*s.DisablePasswordAuthentication {
					t.Errorf("%s: %q takes passwords", name, r.Key)
				}
			case azure.ManagedDisk:
				if s.NetworkAccessPolicy != "DenyAll" || *s.PublicNetworkAccessEnabled {
					t.Errorf("%s: %q can be exported", name, r.Key)
				}
			}
			if strings.Contains(managedtest.JSON(t, r.ForProvider), "bootDiagnostics") {
				t.Errorf("%s: %q has a serial console", name, r.Key)
			}
		}
	}
}
