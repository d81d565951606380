// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/crossplane/crossplane-runtime/v2/pkg/fieldpath"
	xpv2 "github.com/crossplane/crossplane/apis/v2/core/v2"
)

// Ids of what the objects refer to by a literal.
const (
	azureInterfaces = azureGroup + "/providers/Microsoft.Network/networkInterfaces/"
	azureAddresses  = azureGroup + "/providers/Microsoft.Network/publicIPAddresses/"
	azureBalancer   = azureGroup + "/providers/Microsoft.Network/loadBalancers/balancer"
	azureMachines   = azureGroup + "/providers/Microsoft.Compute/virtualMachines/"
	azureScaleSets  = azureGroup + "/providers/Microsoft.Compute/virtualMachineScaleSets/"
	azureSets       = azureGroup + "/providers/Microsoft.Compute/diskEncryptionSets/"
	azureImages     = azureGroup + "/providers/Microsoft.Compute/images/"
)

// azureCompute are the objects of the file, in a scope.
func azureCompute(t *testing.T, convert func(*unstructured.Unstructured) *unstructured.Unstructured) map[string]*unstructured.Unstructured {
	t.Helper()
	b, err := os.ReadFile("testdata/azure-compute.yaml")
	if err != nil {
		t.Fatal(err)
	}
	us := parse(t, strings.ReplaceAll(string(b), "GROUP", azureGroup))
	for name, u := range us {
		us[name] = convert(u)
	}
	return us
}

// azureNamespaced of Secrets, which namespaced managed resources do not name.
func azureNamespaced(u *unstructured.Unstructured) *unstructured.Unstructured {
	out := namespaced(u)
	if _, found, _ := unstructured.NestedMap(out.Object, "spec", "forProvider", "adminPasswordSecretRef"); found {
		unset(out, "spec.forProvider.adminPasswordSecretRef.namespace")
	}
	return out
}

// TestGoodMachinesOnAzure proves that the cloud accepts what is right, and lets go of it
// in whatever order it is deleted.
func TestGoodMachinesOnAzure(t *testing.T) {
	t.Parallel()
	for scope, convert := range map[string]func(*unstructured.Unstructured) *unstructured.Unstructured{"Cluster": asItIs, "Namespaced": azureNamespaced} {
		t.Run(scope, func(t *testing.T) {
			t.Parallel()
			w, us := newWorld(t), sorted(azureCompute(t, convert))
			w.apply(us...)
			w.run()
			w.wantReady()
			for _, u := range us {
				fits(t, w.get(u))
			}
			w.delete(us...)
			w.run()
			for _, u := range w.left() {
				t.Errorf("what was created should be deleted in whatever order: %s", u)
			}
		})
	}
}

func TestBrokenMachinesOnAzure(t *testing.T) {
	t.Parallel()
	for name, tc := range merged(brokenAzureInterfaces(), brokenAzureMachines(), brokenAzureImages(), brokenAzureAttachments(), brokenAzureBalancers(), brokenAzureScaleSets(), brokenAzureRollouts(), brokenAzureAutoscaling()) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			us := azureCompute(t, asItIs)
			for path, value := range tc.with {
				change(us[tc.of], "spec.forProvider."+path, value)
			}
			if tc.how != nil {
				tc.how(us)
			}
			names := append(computeNeeds(tc.of), tc.of)
			w.apply(sorted(relevant(us, append(names, tc.also...)))...)
			w.run()
			mg := w.get(us[tc.of])
			if s := mg.GetCondition(xpv2.TypeReady).Status; s == corev1.ConditionTrue {
				t.Errorf("%s\n%s should not become ready", tc.reason, tc.of)
			}
			if got := message(mg); !strings.Contains(got, tc.want) || tc.want == "" {
				t.Errorf("%s\nmessage of %s: -want, +got:\n%s", tc.reason, tc.of, cmp.Diff(tc.want, got))
			}
		})
	}
}

// computeNeeds are what an object refers to by literals.
func computeNeeds(of string) []string {
	kind, _, _ := strings.Cut(of, "/")
	inNetwork := []string{"Subnet/private", "PublicIP/machine"}
	balanced := append(slices.Clone(inNetwork), "LoadBalancerBackendAddressPool/pool", "LoadBalancerProbe/probe")
	return map[string][]string{
		"NetworkInterface":                 inNetwork,
		"LinuxVirtualMachine":              inNetwork,
		"WindowsVirtualMachine":            inNetwork,
		"VirtualMachineDataDiskAttachment": append(slices.Clone(inNetwork), "WindowsVirtualMachine/desk"),
		"LoadBalancer":                     inNetwork,
		"LoadBalancerProbe":                inNetwork,
		"LoadBalancerRule":                 balanced,
		"LinuxVirtualMachineScaleSet":      append(slices.Clone(balanced), "SecurityGroup/machines"),
		"WindowsVirtualMachineScaleSet":    append(slices.Clone(inNetwork), "SecurityGroup/machines"),
		"MonitorAutoscaleSetting":          append(slices.Clone(balanced), "SecurityGroup/machines", "LinuxVirtualMachineScaleSet/web"),
	}[kind]
}

func brokenAzureInterfaces() map[string]broken {
	const of, group = "NetworkInterface/machine", "NetworkInterfaceSecurityGroupAssociation/machine"
	const ip = "ipConfiguration[0]."
	return map[string]broken{
		"InterfaceName":       {reason: "Names have rules.", of: of, how: named(of, "-nic"), want: "InvalidResourceName"},
		"InterfaceAllocation": {reason: "An address is given in one of two ways.", of: of, with: map[string]any{ip + "privateIpAddressAllocation": "Random"}, want: "to be one of [\"Dynamic\" \"Static\"], got Random"},
		"InterfaceStatic":     {reason: "A static address is said.", of: of, with: map[string]any{ip + "privateIpAddressAllocation": "Static"}, want: "`private_ip_address` must be set"},
		"InterfaceNoSubnet":   {reason: "An interface is in a subnet.", of: of, with: map[string]any{ip + "subnetId": nil}, want: "A Subnet ID must be specified"},
		"InterfaceNowhere":    {reason: "The subnet exists.", of: of, with: map[string]any{ip + "subnetId": azureGroup + "/providers/Microsoft.Network/virtualNetworks/network/subnets/other"}, want: "InvalidResourceReference"},
		"InterfaceElsewhere":  {reason: "It is where its network is.", of: of, with: map[string]any{"location": "northeurope"}, want: "both resources are in the same region"},
		"InterfaceAddress":    {reason: "An address is used once.", of: of, also: []string{"LoadBalancer/balancer"}, how: changed(map[string]map[string]any{"LoadBalancer/balancer": {"frontendIpConfiguration[0].publicIpAddressId": azureAddresses + "machine"}}), want: "PublicIPAddressInUse"},
		"InterfaceTwice":      {reason: "An interface has one security group.", of: group, how: copyOf(group, "another", nil), also: []string{"Subnet/private", "PublicIP/machine"}, want: "already exists"},
	}
}

func brokenAzureMachines() map[string]broken {
	const of, windows = "LinuxVirtualMachine/machine", "WindowsVirtualMachine/desk"
	const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGb0r1n5i4yZ8vT1yT5K0v9M3v1nN7n3mC1xJ2b1J9kQ"
	return map[string]broken{
		"MachineName":       {reason: "Names have rules.", of: of, how: named(of, strings.Repeat("m", 65)), want: "InvalidResourceName"},
		"MachineHost":       {reason: "Host names have no underscores.", of: of, with: map[string]any{"computerName": "a_b"}, want: "unable to assume default computer name"},
		"MachineLongHost":   {reason: "Windows takes 15 characters.", of: windows, with: map[string]any{"computerName": "a-machine-of-ours"}, want: "at most 15 characters"},
		"MachineDigits":     {reason: "Nor digits alone.", of: windows, with: map[string]any{"computerName": "12345"}, want: "unable to assume default computer name"},
		"MachineSize":       {reason: "Sizes have names.", of: of, with: map[string]any{"size": "large"}, want: "The value large provided for the VM size is not valid."},
		"MachineUser":       {reason: "Some users are everybody's.", of: of, with: map[string]any{"adminUsername": "root"}, want: "The Admin Username specified is not allowed."},
		"MachineNoLogin":    {reason: "Somebody can log in.", of: of, with: map[string]any{"adminSshKey": nil}, want: "Authentication using either SSH"},
		"MachineKeyUser":    {reason: "Keys are the user's.", of: of, with: map[string]any{"adminSshKey[0].username": "somebody"}, want: "currently limited to its default value /home/ubuntu/"},
		"MachineKeyType":    {reason: "There are two types of keys.", of: of, with: map[string]any{"adminSshKey[0].publicKey": strings.Replace(key, "ssh-ed25519", "ecdsa-sha2-nistp256", 1)}, want: "ecdsa-sha2-nistp256 SSH key is not supported"},
		"MachineKeyBroken":  {reason: "A key is base64.", of: of, with: map[string]any{"adminSshKey[0].publicKey": "ssh-rsa !"}, want: "for public key data"},
		"MachineSpot":       {reason: "Spot machines end in some way.", of: of, with: map[string]any{"evictionPolicy": nil}, want: "an `eviction_policy` must be specified"},
		"MachineRegular":    {reason: "Others do not.", of: of, with: map[string]any{"priority": "Regular"}, want: "an `eviction_policy` can only be specified"},
		"MachineBurstable":  {reason: "Spot machines are none of the B series.", of: of, with: map[string]any{"size": "Standard_B2s_v2"}, want: "is not supported for Azure Spot Virtual Machines"},
		"MachineTrusted":    {reason: "Ampere does not boot securely.", of: of, with: map[string]any{"size": "Standard_D2ps_v5"}, want: "TrustedLaunch is not available"},
		"MachineController": {reason: "The fifth generation has no NVMe.", of: of, with: map[string]any{"diskControllerType": "NVMe"}, want: "cannot boot with disk controller type 'NVMe'"},
		"MachineSCSI":       {reason: "The sixth has nothing else.", of: windows, with: map[string]any{"diskControllerType": "SCSI"}, want: "cannot boot with disk controller type 'SCSI'"},
		"MachineZone":       {reason: "There are three zones.", of: of, with: map[string]any{"zone": "4"}, want: "InvalidAvailabilityZone"},
		"MachineElsewhere":  {reason: "A machine is where its interface is.", of: of, with: map[string]any{"location": "northeurope"}, want: "both resources are in the same region"},
		"MachineInterface": {
			reason: "An interface has one machine.", of: of, how: copyOf(of, "another", map[string]any{"computerName": "another"}), want: "NicInUse",
		},
		"MachineDiskType":  {reason: "Nothing boots from Ultra disks.", of: of, with: map[string]any{"osDisk.storageAccountType": "UltraSSD_LRS"}, want: "got UltraSSD_LRS"},
		"MachineDiskSmall": {reason: "An image needs room.", of: of, with: map[string]any{"osDisk.diskSizeGb": int64(10)}, want: "is smaller than the size of the corresponding disk in the VM image"},
		"MachineDiskCache": {reason: "Caches are known.", of: of, with: map[string]any{"osDisk.caching": "All"}, want: "expected os_disk.caching to be one of"},
		"MachineSet":       {reason: "What encrypts exists.", of: of, with: map[string]any{"osDisk.diskEncryptionSetId": azureSets + "other"}, want: "InvalidResourceReference"},
		"MachineUserData":  {reason: "User data is base64.", of: of, with: map[string]any{"userData": "#!/bin/sh"}, want: "to be a base64 string"},
		"MachineLongData":  {reason: "It has an end.", of: of, with: map[string]any{"userData": strings.Repeat("QUFB", 16385)}, want: "maximum length of 65536 characters"},
		"MachineIdentity":  {reason: "An identity is named.", of: of, with: map[string]any{"identity": map[string]any{"type": "UserAssigned"}}, want: "`identity_ids` must be specified"},
		"MachineNobody": {
			reason: "And exists.", of: of,
			with: map[string]any{"identity": map[string]any{"type": "UserAssigned", "identityIds": []any{azureGroup + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/other"}}},
			want: "InvalidResourceReference",
		},
	}
}

func brokenAzureImages() map[string]broken {
	const of, windows = "LinuxVirtualMachine/machine", "WindowsVirtualMachine/desk"
	bought := map[string]any{"publisher": "resf", "offer": "rockylinux-x86_64", "sku": "9-base", "version": "latest"}
	return map[string]broken{
		"ImageTwice":   {reason: "There is one image.", of: of, with: map[string]any{"sourceImageId": azureImages + "web"}, want: "only one of `source_image_id,source_image_reference`"},
		"ImageVersion": {reason: "An image has a version.", of: of, with: map[string]any{"sourceImageReference.version": nil}, want: "required field is not set"},
		"ImageManaged": {reason: "An image of no gallery does not boot securely.", of: of, with: map[string]any{"sourceImageReference": nil, "sourceImageId": azureImages + "web"}, want: "is not supported with managed image"},
		"ImageArm":     {reason: "Intel does not run images of Arm.", of: of, with: map[string]any{"sourceImageReference.sku": "server-arm64"}, want: "only supports a CPU Architecture other than that of the image"},
		"ImageWindows": {reason: "A machine with Linux has no image of Windows.", of: of, with: map[string]any{"sourceImageReference.publisher": "MicrosoftWindowsServer"}, want: "does not go with a Linux Virtual Machine"},
		"ImageLinux":   {reason: "Nor the other way around.", of: windows, with: map[string]any{"sourceImageReference.publisher": "Canonical"}, want: "does not go with a Windows Virtual Machine"},
		"ImagePlan":    {reason: "What is bought has a plan.", of: of, with: map[string]any{"sourceImageReference": bought}, want: "requires Plan information in the request"},
		"ImageOtherPlan": {
			reason: "Its own.", of: of,
			with: map[string]any{"sourceImageReference": bought, "plan": map[string]any{"name": "8-base", "product": "rockylinux-x86_64", "publisher": "resf"}},
			want: "requires Plan information in the request",
		},
	}
}

func brokenAzureAttachments() map[string]broken {
	const of, windows = "VirtualMachineDataDiskAttachment/data", "VirtualMachineDataDiskAttachment/desk"
	return map[string]broken{
		"AttachmentSlot":    {reason: "Slots are numbered.", of: of, with: map[string]any{"lun": int64(64)}, want: "must be between '0' and '63'"},
		"AttachmentCaching": {reason: "Caches are known.", of: of, with: map[string]any{"caching": "All"}, want: "expected caching to be one of"},
		"AttachmentMachine": {reason: "The machine exists.", of: windows, with: map[string]any{"virtualMachineId": azureMachines + "other"}, want: "was not found"},
		"AttachmentZone":    {reason: "A disk does not leave its zone.", of: of, how: changed(map[string]map[string]any{"ManagedDisk/data": {"zone": "2"}}), want: "is not in the same zone as the VM"},
		"AttachmentLarge": {
			reason: "Large disks have no cache.", of: of, with: map[string]any{"caching": "ReadOnly"},
			how: changed(map[string]map[string]any{"ManagedDisk/data": {"diskSizeGb": int64(8192)}}), want: "Caching is not supported for disks of more than 4095 GB",
		},
		"AttachmentTwice": {
			reason: "A disk has one machine.", of: of, how: copyOf(of, "another", map[string]any{"lun": int64(1)}), want: "as the disk is already owned by VM",
		},
		"AttachmentSameSlot": {
			reason: "A slot has one disk.", of: of, want: "A disk at LUN 0 already exists.",
			how: func(us map[string]*unstructured.Unstructured) {
				copyOf("ManagedDisk/data", "other", nil)(us)
				us["ManagedDisk/other"].SetLabels(map[string]string{"machine": "other"})
				copyOf(of, "another", map[string]any{"managedDiskIdSelector.matchLabels": map[string]any{"machine": "other"}})(us)
			},
		},
	}
}

func brokenAzureBalancers() map[string]broken {
	const public, inside, probe, rule = "LoadBalancer/balancer", "LoadBalancer/inside", "LoadBalancerProbe/probe", "LoadBalancerRule/web"
	const ip = "frontendIpConfiguration[0]."
	return map[string]broken{
		"BalancerBasic":     {reason: "Basic balancers are no more.", of: public, with: map[string]any{"sku": "Basic"}, want: "BasicSkuLoadBalancerNotAllowed"},
		"BalancerZones":     {reason: "A public address has its zones.", of: public, with: map[string]any{ip + "zones": []any{"1"}}, want: "LoadBalancerFrontendIPConfigCannotHaveZoneWhenReferencingPublicIPAddress"},
		"BalancerNothing":   {reason: "A balancer has an address.", of: inside, with: map[string]any{ip + "subnetId": nil}, want: "LoadBalancerFrontendIPConfigurationInvalid"},
		"BalancerZone":      {reason: "There are three zones.", of: inside, with: map[string]any{ip + "zones": []any{"4"}}, want: "InvalidAvailabilityZone"},
		"BalancerStatic":    {reason: "A static address is said.", of: inside, with: map[string]any{ip + "privateIpAddressAllocation": "Static"}, want: "PrivateIPAddressIsRequired"},
		"BalancerElsewhere": {reason: "A balancer is where its network is.", of: inside, with: map[string]any{"location": "northeurope"}, want: "both resources are in the same region"},
		"BalancerAddress":   {reason: "An address is used once.", of: public, how: copyOf(public, "another", nil), want: "PublicIPAddressInUse"},
		"ProbePath":         {reason: "HTTP asks for something.", of: probe, with: map[string]any{"requestPath": nil}, want: "ProbeRequestPathRequired"},
		"ProbeTCP":          {reason: "TCP does not.", of: probe, with: map[string]any{"protocol": "Tcp"}, want: "ProbeRequestPathNotAllowed"},
		"ProbeInterval":     {reason: "A probe takes its time.", of: probe, with: map[string]any{"intervalInSeconds": int64(4)}, want: "to be at least (5), got 4"},
		"ProbeThreshold":    {reason: "It gives up at some time.", of: probe, with: map[string]any{"probeThreshold": int64(101)}, want: "expected probe_threshold to be in the range"},
		"ProbePort":         {reason: "Ports have numbers.", of: probe, with: map[string]any{"port": int64(65536)}, want: "expected port to be in the range"},
		"ProbeProtocol":     {reason: "There are three protocols.", of: probe, with: map[string]any{"protocol": "HTTP"}, want: "expected protocol to be one of"},
		"RuleFrontend":      {reason: "The address has another name.", of: rule, with: map[string]any{"frontendIpConfigurationName": "other"}, want: "Cannot find FrontEnd IP Configuration with the name other"},
		"RuleLastPort":      {reason: "Nothing listens at the last port.", of: rule, with: map[string]any{"frontendPort": int64(65535)}, want: "expected frontend_port to be in the range"},
		"RuleProtocol":      {reason: "Nothing decrypts.", of: rule, with: map[string]any{"protocol": "Tls"}, want: "expected protocol to be one of"},
		"RuleReset":         {reason: "UDP has nothing to reset.", of: "LoadBalancerRule/dns", with: map[string]any{"tcpResetEnabled": true}, want: "EnableTcpResetNotSupportedForUdp"},
		"RulePool":          {reason: "The pool exists.", of: rule, with: map[string]any{"backendAddressPoolIds": []any{azureBalancer + "/backendAddressPools/other"}}, want: "InvalidResourceReference"},
		"RuleSamePort":      {reason: "A port leads to one place.", of: rule, how: copyOf(rule, "another", map[string]any{"backendPort": int64(8444)}), want: "RulesUseSameFrontendPortAndFrontendIPConfig"},
		"RuleSameTarget":    {reason: "One port leads to a place.", of: rule, how: copyOf(rule, "another", map[string]any{"frontendPort": int64(444)}), want: "RulesUseSameBackendPortProtocolAndPool"},
		"PoolName":          {reason: "Names have rules.", of: "LoadBalancerBackendAddressPool/pool", how: named("LoadBalancerBackendAddressPool/pool", "-"), also: []string{"PublicIP/balancer", "Subnet/private"}, want: "InvalidResourceName"},
	}
}

func brokenAzureScaleSets() map[string]broken {
	const of, windows = "LinuxVirtualMachineScaleSet/web", "WindowsVirtualMachineScaleSet/jobs"
	const nic, ip = "networkInterface[0].", "networkInterface[0].ipConfiguration[0]."
	return map[string]broken{
		"SetName":       {reason: "Names have rules.", of: of, how: named(of, "-"), want: "InvalidResourceName"},
		"SetPrefix":     {reason: "Windows takes nine characters.", of: windows, with: map[string]any{"computerNamePrefix": "jobs-of-ours"}, want: "at most 9 characters"},
		"SetSize":       {reason: "Sizes have names.", of: of, with: map[string]any{"sku": "D2s_v5"}, want: "The value D2s_v5 provided for the VM size is not valid."},
		"SetNoLogin":    {reason: "Somebody can log in.", of: of, with: map[string]any{"adminSshKey": nil}, want: "Authentication using either SSH"},
		"SetInstances":  {reason: "Windows is counted.", of: windows, with: map[string]any{"instances": nil}, want: "required field is not set"},
		"SetMany":       {reason: "A set has an end.", of: windows, with: map[string]any{"instances": int64(1001)}, want: "A scale set has up to 1000 instances"},
		"SetManyOfOne":  {reason: "One placement group is small.", of: windows, with: map[string]any{"instances": int64(101), "singlePlacementGroup": true}, want: "up to 100 with a single placement group"},
		"SetZone":       {reason: "There are three zones.", of: of, with: map[string]any{"zones": []any{"1", "4"}}, want: "InvalidAvailabilityZone"},
		"SetDomains":    {reason: "Zones have one fault domain, or five.", of: of, with: map[string]any{"platformFaultDomainCount": int64(3)}, want: "The specified fault domain count 3"},
		"SetPrimary":    {reason: "One interface is the first.", of: of, with: map[string]any{nic + "primary": false}, want: "must have exactly one primary network interface"},
		"SetNoSubnet":   {reason: "An interface is in a subnet.", of: of, with: map[string]any{ip + "subnetId": nil}, want: "a Subnet ID must be set"},
		"SetElsewhere":  {reason: "A set is where its network is.", of: of, with: map[string]any{"location": "northeurope"}, want: "both resources are in the same region"},
		"SetPublic":     {reason: "Azure has no Basic addresses.", of: of, with: map[string]any{ip + "publicIpAddress": []any{map[string]any{"name": "public"}}}, want: "Cannot create more than 0 IPv4 Basic SKU public IP addresses"},
		"SetPool":       {reason: "The pool exists.", of: of, with: map[string]any{ip + "loadBalancerBackendAddressPoolIds": []any{azureBalancer + "/backendAddressPools/other"}}, want: "InvalidResourceReference"},
		"SetFirewall":   {reason: "The security group exists.", of: of, with: map[string]any{nic + "networkSecurityGroupId": azureGroup + "/providers/Microsoft.Network/networkSecurityGroups/other"}, want: "InvalidResourceReference"},
		"SetDiskType":   {reason: "Types are known.", of: of, with: map[string]any{"dataDisk[0].storageAccountType": "Fast"}, want: "to be a type of disk, got Fast"},
		"SetDiskSize":   {reason: "A disk has a size.", of: of, with: map[string]any{"dataDisk[0].diskSizeGb": int64(32768)}, want: "expected data_disk.0.disk_size_gb to be in the range"},
		"SetSpot":       {reason: "Spot machines end in some way.", of: windows, with: map[string]any{"evictionPolicy": nil}, want: "an `eviction_policy` must be specified"},
		"SetRestore":    {reason: "Only those that were taken are restored.", of: windows, with: map[string]any{"priority": "Regular", "evictionPolicy": nil}, want: "The property 'spotRestorePolicy' cannot be used"},
		"SetPlan":       {reason: "What is bought has a plan.", of: of, with: map[string]any{"sourceImageReference.publisher": "resf"}, want: "requires Plan information in the request"},
		"SetTrusted":    {reason: "Ampere does not boot securely.", of: of, with: map[string]any{"sku": "Standard_D2ps_v5"}, want: "TrustedLaunch is not available"},
		"SetUserData":   {reason: "User data is base64.", of: of, with: map[string]any{"userData": "?"}, want: "to be a base64 string"},
		"SetExtension":  {reason: "Settings are JSON.", of: of, with: map[string]any{"extension[0].settings": "port: 22"}, want: "contains an invalid JSON"},
		"SetHealthPath": {reason: "TCP asks for nothing.", of: of, with: map[string]any{"extension[0].settings": `{"protocol":"tcp","port":22,"requestPath":"/"}`}, want: "VMExtensionProvisioningError"},
		"SetHealthTime": {reason: "Health is asked for once a minute at least.", of: of, with: map[string]any{"extension[0].settings": `{"protocol":"tcp","port":22,"intervalInSeconds":61}`}, want: "VMExtensionProvisioningError"},
		"SetHealthKind": {reason: "What is for Windows does not run on Linux.", of: of, with: map[string]any{"extension[0].type": "ApplicationHealthWindows"}, want: "VMExtensionProvisioningError"},
	}
}

func brokenAzureRollouts() map[string]broken {
	const of = "LinuxVirtualMachineScaleSet/web"
	const policy = "rollingUpgradePolicy."
	return map[string]broken{
		"RolloutMode":    {reason: "There are three modes.", of: of, with: map[string]any{"upgradeMode": "Never"}, want: "expected upgrade_mode to be one of"},
		"RolloutPolicy":  {reason: "Rolling has a policy.", of: of, with: map[string]any{"rollingUpgradePolicy": nil}, want: "a `rolling_upgrade_policy` block must be specified"},
		"RolloutManual":  {reason: "Manual has none.", of: of, with: map[string]any{"upgradeMode": "Manual"}, want: "a `rolling_upgrade_policy` block cannot be specified"},
		"RolloutHealth":  {reason: "Somebody knows who is well.", of: of, with: map[string]any{"extension": nil}, want: "`health_probe_id` must be set or a health extension must be specified"},
		"RolloutSurge":   {reason: "Machines are not made in advance.", of: of, with: map[string]any{"overprovision": true}, want: "can only be set to `true` when `overprovision` is disabled"},
		"RolloutZones":   {reason: "Without zones nothing crosses them.", of: of, with: map[string]any{"zones": nil}, want: "can only be set to `true` when `zones` is specified"},
		"RolloutBatch":   {reason: "A batch is five percent at least.", of: of, with: map[string]any{policy + "maxBatchInstancePercent": int64(4)}, want: "The value must be between '5' and '100'"},
		"RolloutSick":    {reason: "A batch may be unwell.", of: of, with: map[string]any{policy + "maxUnhealthyInstancePercent": int64(20)}, want: "must not be less than that of maxBatchInstancePercent"},
		"RolloutPause":   {reason: "A pause is a duration.", of: of, with: map[string]any{policy + "pauseTimeBetweenBatches": "0s"}, want: "to be an ISO8601 duration, got 0s"},
		"RepairGrace":    {reason: "A machine has ten minutes.", of: of, with: map[string]any{"automaticInstanceRepair.gracePeriod": "PT5M"}, want: "to be between PT10M and PT90M, got PT5M"},
		"RepairAction":   {reason: "There are three repairs.", of: of, with: map[string]any{"automaticInstanceRepair.action": "Forget"}, want: "expected automatic_instance_repair.action to be one of"},
		"InactiveProbe":  {reason: "A probe that no rule uses tells nothing.", of: of, with: map[string]any{"healthProbeId": azureBalancer + "/probes/probe"}, want: "CannotUseInactiveHealthProbe"},
		"ProbeOfNowhere": {reason: "The probe exists.", of: of, with: map[string]any{"healthProbeId": azureBalancer + "/probes/other"}, want: "InvalidResourceReference"},
	}
}

func brokenAzureAutoscaling() map[string]broken {
	const of = "MonitorAutoscaleSetting/web"
	const rule, trigger = "profile[0].rule[0].", "profile[0].rule[0].metricTrigger."
	return map[string]broken{
		"AutoscaleTarget":   {reason: "There is something to scale.", of: of, with: map[string]any{"targetResourceId": azureScaleSets + "other"}, want: "ResourceNotFound"},
		"AutoscaleRegion":   {reason: "A setting is where its set is.", of: of, with: map[string]any{"location": "northeurope"}, want: "must be in the location of the target resource"},
		"AutoscaleTwice":    {reason: "One setting decides.", of: of, how: copyOf(of, "another", map[string]any{"name": "another"}), want: "has the autoscale setting"},
		"AutoscaleCapacity": {reason: "The least is not above the usual.", of: of, with: map[string]any{"profile[0].capacity.minimum": int64(3)}, want: "its default 2 between 3 and 5"},
		"AutoscaleMost":     {reason: "A set has an end.", of: of, with: map[string]any{"profile[0].capacity.maximum": int64(1001)}, want: "must be between 0 and 1000"},
		"AutoscaleAlways": {
			reason: "One profile holds always.", of: of, with: map[string]any{"profile[0].recurrence": nil, "profile[1].recurrence": nil}, want: "one at most has neither a fixed date nor a recurrence",
		},
		"AutoscaleMetric":   {reason: "Metrics are known.", of: of, with: map[string]any{trigger + "metricName": "CPU"}, want: "got CPU"},
		"AutoscaleOperator": {reason: "Operators are known.", of: of, with: map[string]any{trigger + "operator": ">"}, want: "got >"},
		"AutoscaleWindow":   {reason: "A window is a duration.", of: of, with: map[string]any{trigger + "timeWindow": "5m"}, want: "to be an ISO8601 duration, got 5m"},
		"AutoscaleCooldown": {reason: "So is a cooldown.", of: of, with: map[string]any{rule + "scaleAction.cooldown": nil}, want: "to be an ISO8601 duration"},
		"AutoscaleSource":   {reason: "What is measured exists.", of: of, with: map[string]any{trigger + "metricResourceId": azureScaleSets + "other"}, want: "ResourceNotFound"},
		"AutoscaleDay":      {reason: "Days have names.", of: of, with: map[string]any{"profile[0].recurrence.days": []any{"Mon"}}, want: "to be days of the week, got Mon"},
		"AutoscaleHours":    {reason: "A profile begins once.", of: of, with: map[string]any{"profile[0].recurrence.hours": []any{int64(7), int64(8)}}, want: "to be one number in the range (0 - 23)"},
		"AutoscaleTimeZone": {reason: "Windows has its own names.", of: of, with: map[string]any{"profile[0].recurrence.timezone": "Europe/Berlin"}, want: "to be a time zone of Windows, got Europe/Berlin"},
	}
}

// TestMachinesChangeOnAzure shows what cannot be changed any more.
func TestMachinesChangeOnAzure(t *testing.T) {
	t.Parallel()
	const cannot = "cannot change the value of the argument"
	cases := map[string]struct {
		reason, of, path string
		to               any
		want             string
	}{
		"Keys":      {reason: "A machine keeps its keys.", of: "LinuxVirtualMachine/machine", path: "adminSshKey[0].username", to: "other", want: cannot},
		"Zone":      {reason: "And its zone.", of: "LinuxVirtualMachine/machine", path: "zone", to: "2", want: cannot},
		"Image":     {reason: "And its image.", of: "LinuxVirtualMachine/machine", path: "sourceImageReference.sku", to: "minimal", want: cannot},
		"RootDisk":  {reason: "And the type of its disk.", of: "WindowsVirtualMachine/desk", path: "osDisk.storageAccountType", to: "Premium_LRS", want: cannot},
		"Shrink":    {reason: "A disk does not shrink.", of: "WindowsVirtualMachine/desk", path: "osDisk.diskSizeGb", to: int64(64), want: "reducing disk size is not supported"},
		"Slot":      {reason: "A disk keeps its slot.", of: "VirtualMachineDataDiskAttachment/data", path: "lun", to: int64(1), want: cannot},
		"SetZones":  {reason: "A set leaves no zone.", of: "LinuxVirtualMachineScaleSet/web", path: "zones", to: []any{"1"}, want: cannot},
		"SetOffer":  {reason: "And has images of one offer.", of: "LinuxVirtualMachineScaleSet/web", path: "sourceImageReference.offer", to: "ubuntu-22_04-lts", want: cannot},
		"SetMode":   {reason: "And one way to change.", of: "LinuxVirtualMachineScaleSet/web", path: "upgradeMode", to: "Automatic", want: cannot},
		"Placement": {reason: "And does not become small again.", of: "WindowsVirtualMachineScaleSet/jobs", path: "singlePlacementGroup", to: true, want: "can not be set to"},
		"Scaling":   {reason: "A setting has one target.", of: "MonitorAutoscaleSetting/web", path: "targetResourceId", to: azureScaleSets + "jobs", want: cannot},
	}
	w, us := newWorld(t), azureCompute(t, asItIs)
	w.apply(sorted(us)...)
	w.run()
	w.wantReady()
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		tc := cases[name]
		path := "spec.forProvider." + tc.path
		before, err := fieldpath.Pave(us[tc.of].Object).GetValue(path)
		if err != nil {
			t.Fatal(name, err)
		}
		w.change(us[tc.of], func(u *unstructured.Unstructured) { set(u, path, tc.to) })
		w.run()
		if got := message(w.get(us[tc.of])); !strings.Contains(got, tc.want) {
			t.Errorf("%s: %s\n%s", name, tc.reason, got)
		}
		w.change(us[tc.of], func(u *unstructured.Unstructured) { set(u, path, before) })
		w.run()
		w.wantReady()
	}
}

// TestMachinesHoldOnAzure shows what others still need.
func TestMachinesHoldOnAzure(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason, of, want string
	}{
		"Interface": {reason: "A machine needs its interface.", of: "NetworkInterface/machine", want: azureMachines + "machine"},
		"Address":   {reason: "An interface needs its address.", of: "PublicIP/machine", want: azureInterfaces + "machine"},
		"Frontend":  {reason: "So does a balancer.", of: "PublicIP/balancer", want: azureBalancer},
		"Disk":      {reason: "A machine needs its disks.", of: "ManagedDisk/data", want: azureMachines + "machine/dataDisks/data"},
		"Balancer":  {reason: "A set needs its balancer.", of: "LoadBalancer/balancer", want: azureScaleSets + "web"},
		"Pool":      {reason: "And its pool.", of: "LoadBalancerBackendAddressPool/pool", want: azureScaleSets + "web"},
		"Firewall":  {reason: "And its firewall.", of: "SecurityGroup/machines", want: azureScaleSets + "web"},
		"Rule":      {reason: "And the rules of a probe that it looks at.", of: "LoadBalancerRule/dns", want: "CannotRemoveRuleUsedByProbeUsedByVMSS"},
	}
	w, us := newWorld(t), azureCompute(t, asItIs)
	w.apply(sorted(us)...)
	w.run()
	w.wantReady()
	w.change(us["LinuxVirtualMachineScaleSet/web"], func(u *unstructured.Unstructured) {
		set(u, "spec.forProvider.healthProbeId", azureBalancer+"/probes/probe")
	})
	w.run()
	w.wantReady()
	for _, tc := range cases {
		w.delete(us[tc.of])
	}
	w.run()
	for name, tc := range cases {
		if got := message(w.get(us[tc.of])); !strings.Contains(got, tc.want) {
			t.Errorf("%s: %s\nwant %q in the message, got:\n%s", name, tc.reason, tc.want, got)
		}
	}
}
