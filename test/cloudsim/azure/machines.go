// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"cmp"
	"encoding/base64"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// Names of kinds.
const (
	linuxMachine   cloud.Name = "compute/LinuxVirtualMachine"
	windowsMachine cloud.Name = "compute/WindowsVirtualMachine"
	managedDisk    cloud.Name = "compute/ManagedDisk"
	diskAttachment cloud.Name = "compute/VirtualMachineDataDiskAttachment"
)

func compute(version, kind, plural string) managed.Type {
	return managed.Type{Group: "compute.azure.upbound.io", Version: version, Kind: kind, Plural: plural}
}

func machines() []cloud.Kind {
	linux := machineKind("LinuxVirtualMachine", "linuxvirtualmachines", "Linux Virtual Machine")
	linux.Immutable = append(linux.Immutable, "adminSshKey", "disablePasswordAuthentication")
	linux.Defaults = cloud.Value{"disablePasswordAuthentication": true}.Over(linux.Defaults)
	linux.Check = func(r *cloud.Request) error { return checkMachine(r, checkLinuxName, checkLogin) }
	windows := machineKind("WindowsVirtualMachine", "windowsvirtualmachines", "Windows Virtual Machine")
	windows.Check = func(r *cloud.Request) error { return checkMachine(r, checkWindowsName) }
	return []cloud.Kind{linux, windows, {
		Type: compute("v1beta1", "VirtualMachineDataDiskAttachment", "virtualmachinedatadiskattachments"),
		Noun: "Data Disk", Call: "Microsoft.Compute/virtualMachines/dataDisks",
		Required:  []string{"virtualMachineId", "managedDiskId", "lun", "caching"},
		Immutable: []string{"virtualMachineId", "managedDiskId", "lun", "createOption"},
		Links: []cloud.Link{
			{Field: "virtualMachineId", To: linuxMachine, Nested: true, Loose: true},
			{Field: "virtualMachineId", To: windowsMachine, Nested: true, Loose: true},
			{Field: "managedDiskId", To: managedDisk, Holds: true},
		},
		Defaults: cloud.Value{"createOption": "Attach"},
		ID: func(r *cloud.Request) string {
			disk := r.Args.String("managedDiskId")
			return r.Args.String("virtualMachineId") + "/dataDisks/" + disk[strings.LastIndexByte(disk, '/')+1:]
		},
		Check: checkAttachment,
	}}
}

func machineKind(kind, plural, noun string) cloud.Kind {
	return cloud.Kind{
		Type:   compute("v1beta2", kind, plural),
		Naming: cloud.Given, Noun: noun, Call: "Microsoft.Compute/virtualMachines",
		Required: []string{
			"location", "resourceGroupName", "size", "adminUsername", "networkInterfaceIds", "osDisk.caching",
			"sourceImageId|sourceImageReference.publisher|osManagedDiskId",
		},
		Immutable: []string{
			"adminUsername", "computerName", "evictionPolicy", "osDisk.name", "osDisk.storageAccountType", "plan", "platformFaultDomain", "priority",
			"provisionVmAgent", "secureBootEnabled", "sourceImageId", "sourceImageReference", "vtpmEnabled", "zone",
		},
		Links: []cloud.Link{
			toGroup(),
			{Field: "networkInterfaceIds", To: networkInterface, Holds: true},
			{Field: "osDisk.diskEncryptionSetId", To: diskEncryptionSet, Holds: true},
			{Field: "identity.identityIds", To: userAssignedIdentity},
		},
		Defaults:   cloud.Value{"priority": "Regular", "provisionVmAgent": true, "allowExtensionOperations": true, "extensionsTimeBudget": "PT1H30M", "maxBidPrice": int64(-1)},
		ID:         inGroup("Microsoft.Compute/virtualMachines"),
		Attributes: machineAttributes,
	}
}

func machineAttributes(r *cloud.Request) cloud.Value {
	out := cloud.Value{"virtualMachineId": r.UUID("machine")}
	if !r.Args.Has("computerName") {
		out["computerName"] = r.Name
	}
	nic := r.To("networkInterfaceIds")
	if nic == nil {
		return out
	}
	address := r.About(nic).Address("private")
	out["privateIpAddress"], out["privateIpAddresses"] = address, []any{address}
	if ip := nic.To("ipConfiguration[].publicIpAddressId"); ip != nil {
		out["publicIpAddress"] = r.About(ip).Address("public")
	}
	return out
}

// machineName is the rule of the names of machines and of scale sets.
const machineName = `^[a-zA-Z0-9]([a-zA-Z0-9._-]*[a-zA-Z0-9_])?$`

func checkMachine(r *cloud.Request, more ...func(*cloud.Request) error) error {
	if err := checkName(r, machineName, 64, "InvalidResourceName"); err != nil {
		return err
	}
	checks := []func(*cloud.Request) error{
		func(r *cloud.Request) error { return checkSize(r, r.Args.String("size")) },
		checkUser, checkImage, checkMachineSpot, checkOSDisk, checkUserData, checkIdentityOfMachine, checkController, checkMachinePlace,
	}
	for _, check := range append(checks, more...) {
		if err := check(r); err != nil {
			return err
		}
	}
	return nil
}

// A size is what the name of a size says.
// https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions
type size struct {
	family   string
	cpus     int
	features string
	version  int
}

var sizeName = regexp.MustCompile(`^Standard_([A-Z]+)(\d+)(?:-\d+)?([a-z]*)(?:_[A-Z]+\d+)?(?:_v(\d+))?$`)

func parseSize(name string) (size, bool) {
	m := sizeName.FindStringSubmatch(name)
	if m == nil {
		return size{}, false
	}
	cpus, _ := strconv.Atoi(m[2])
	version, _ := strconv.Atoi(m[4])
	return size{family: m[1], cpus: cpus, features: m[3], version: version}, true
}

func (s size) isArm() bool { return strings.Contains(s.features, "p") }

// hasNVMe says whether machines of the size reach disks through NVMe, and in no other way.
// https://learn.microsoft.com/azure/virtual-machines/enable-nvme-faqs
func (s size) hasNVMe() bool {
	return s.version >= 6 && slices.Contains([]string{"D", "E", "F"}, s.family)
}

// isTrusted says whether machines of the size can be launched trusted.
// https://learn.microsoft.com/azure/virtual-machines/trusted-launch#virtual-machines-sizes
func (s size) isTrusted() bool {
	return (!s.isArm() || s.version >= 6) && (s.family != "ND" || s.version != 4)
}

// disksPerCPU is how many disks most sizes take for each CPU.
const disksPerCPU = 2

func checkSize(r *cloud.Request, name string) error {
	s, ok := parseSize(name)
	if !ok {
		return cloud.Refuse(400, invalidParameter, "The value %s provided for the VM size is not valid.", name)
	}
	trusted := r.Args.Bool("secureBootEnabled") || r.Args.Bool("vtpmEnabled")
	switch {
	case trusted && !s.isTrusted():
		return cloud.Refuse(400, "BadRequest", "The VM size '%s' is not supported for creation of VMs and Virtual Machine Scale Set with '<NULL>' security type. TrustedLaunch is not available for it.", name)
	case r.Args.String("priority") == "Spot" && s.family == "B":
		return cloud.Refuse(409, "OperationNotAllowed", "The specified VM size '%s' is not supported for Azure Spot Virtual Machines.", name)
	}
	return nil
}

// refusedUsers are some of those that everybody tries.
func refusedUsers() []string {
	return []string{"admin", "administrator", "guest", "root", "test", "user"}
}

func checkUser(r *cloud.Request) error {
	if u := r.Args.String("adminUsername"); slices.Contains(refusedUsers(), strings.ToLower(u)) {
		return cloud.Refuse(400, invalidParameter, "The Admin Username specified is not allowed.")
	}
	return nil
}

// checkLogin refuses machines with Linux that nobody could log in to.
func checkLogin(r *cloud.Request) error {
	keys := r.Args.List("adminSshKey")
	if len(keys) == 0 && r.Args.Bool("disablePasswordAuthentication") {
		return cloud.Refuse(400, invalidParameter, "Authentication using either SSH or by user name and password must be enabled in Linux profile.")
	}
	for _, k := range keys {
		kind, rest, _ := strings.Cut(k.String("publicKey"), " ")
		body, _, _ := strings.Cut(rest, " ")
		_, err := base64.StdEncoding.DecodeString(body)
		switch {
		case k.String("username") != r.Args.String("adminUsername"):
			return cloud.Refuse(400, invalidParameter, "The value of parameter linuxConfiguration.ssh.publicKeys.path is invalid: the destination path for SSH public keys is currently limited to its default value /home/%s/.ssh/authorized_keys.", r.Args.String("adminUsername"))
		case err != nil || body == "":
			return cloud.Plain("decoding %q for public key data", "admin_ssh_key")
		case kind != "ssh-rsa" && kind != "ssh-ed25519":
			return cloud.Plain("- the provided %s SSH key is not supported. Only RSA and ED25519 SSH keys are supported by Azure", kind)
		}
	}
	return nil
}

// forbiddenInNames are characters that no host name with Linux has.
const forbiddenInNames = `\/"[]:|<>+=;,?*@&~!#$%^()_{}'`

func checkLinuxName(r *cloud.Request) error {
	return checkHostName(r, "computerName", 64, func(name string) bool { return !strings.ContainsAny(name, forbiddenInNames) })
}

var windowsName = regexp.MustCompile(`^[a-zA-Z0-9-]*[a-zA-Z-][a-zA-Z0-9-]*$`)

func checkWindowsName(r *cloud.Request) error {
	return checkHostName(r, "computerName", 15, windowsName.MatchString)
}

func checkHostName(r *cloud.Request, field string, longest int, legal func(string) bool) error {
	name := r.Args.String(field)
	if name == "" {
		name = r.Name
	}
	if len(name) > longest || !legal(name) {
		return cloud.Plain("unable to assume default computer name %q: it can be at most %d characters, and may only contain legal ones. Please adjust the \"name\", or specify an explicit \"computer_name\"", name, longest)
	}
	return nil
}

// checkImage refuses an image that does not go with the machine.
func checkImage(r *cloud.Request) error {
	ref, id := cloud.Value{}, r.Args.String("sourceImageId")
	if refs := r.Args.List("sourceImageReference"); len(refs) > 0 {
		ref = refs[0]
	}
	if (id == "") == (len(ref) == 0) {
		return cloud.Plain("\"source_image_id\": only one of `source_image_id,source_image_reference` can be specified")
	}
	isManaged := strings.Contains(strings.ToLower(id), "/providers/microsoft.compute/images/")
	if isManaged && r.Args.Bool("secureBootEnabled") {
		return cloud.Refuse(400, "BadRequest", "Use of TrustedLaunch setting is not supported with managed image %s.", id)
	}
	if len(ref) == 0 {
		return nil
	}
	for _, part := range []string{"offer", "sku", "version"} {
		if !ref.Has(part) {
			return cloud.Plain("%q: required field is not set", "source_image_reference.0."+part)
		}
	}
	return checkMarketplace(r, ref)
}

func checkMarketplace(r *cloud.Request, ref cloud.Value) error {
	name := cmp.Or(r.Args.String("size"), r.Args.String("sku"))
	s, _ := parseSize(name)
	arm := strings.Contains(ref.String("sku"), "arm64") || strings.Contains(ref.String("offer"), "aarch64")
	windows := ref.String("publisher") == "MicrosoftWindowsServer"
	bought := ref.String("publisher") == "resf"
	switch {
	case arm != s.isArm():
		return cloud.Refuse(400, "BadRequest", "Cannot create a VM of size '%s' because this VM size only supports a CPU Architecture other than that of the image %s.", name, ref.String("sku"))
	case windows == strings.HasPrefix(r.Kind.Kind, "Linux"):
		return cloud.Refuse(400, invalidParameter, "The operating system of the image %s does not go with a %s.", ref.String("sku"), r.Kind.Noun)
	case bought && (r.Args.String("plan.name") != ref.String("sku") || r.Args.String("plan.product") != ref.String("offer") || r.Args.String("plan.publisher") != ref.String("publisher")):
		return cloud.Refuse(400, "VMMarketplaceInvalidInput", "Creating a virtual machine from Marketplace image or a custom image sourced from a Marketplace image requires Plan information in the request. VM: '%s'.", r.ID)
	}
	return nil
}

func checkMachineSpot(r *cloud.Request) error {
	for path, values := range map[string][]string{"priority": {"Regular", "Spot"}, "evictionPolicy": {"Deallocate", "Delete"}} {
		if err := oneOf(r, path, values...); err != nil {
			return err
		}
	}
	spot, policy := r.Args.String("priority") == "Spot", r.Args.Has("evictionPolicy")
	price, _ := r.Args.Int("maxBidPrice")
	switch {
	case spot && !policy:
		return cloud.Plain("an `eviction_policy` must be specified when `priority` is set to `Spot`")
	case !spot && policy:
		return cloud.Plain("an `eviction_policy` can only be specified when `priority` is set to `Spot`")
	case !spot && price > 0:
		return cloud.Plain("`max_bid_price` can only be configured when `priority` is set to `Spot`")
	}
	return nil
}

// checkOSDisk applies the limits of disks that machines boot from.
func checkOSDisk(r *cloud.Request) error {
	if err := oneOf(r, "osDisk.caching", "None", "ReadOnly", "ReadWrite"); err != nil {
		return err
	}
	kind := r.Args.String("osDisk.storageAccountType")
	n, sized := r.Args.Int("osDisk.diskSizeGb")
	before, _ := r.Old.Int("osDisk.diskSizeGb")
	switch {
	case kind == "PremiumV2_LRS" || kind == "UltraSSD_LRS" || kind != "" && diskTypes()[kind] == 0:
		return cloud.Plain("expected os_disk.0.storage_account_type to be one of [\"Premium_LRS\" \"Standard_LRS\" \"StandardSSD_LRS\" \"StandardSSD_ZRS\" \"Premium_ZRS\"], got %s", kind)
	case sized && (n < 1 || n > 4095):
		return cloud.Plain("expected os_disk.0.disk_size_gb to be in the range (0 - 4095), got %d", n)
	case sized && n < 30:
		return cloud.Refuse(409, "OperationNotAllowed", "The specified disk size %d GB is smaller than the size of the corresponding disk in the VM image: 30 GB.", n)
	case sized && n < before:
		return cloud.Refuse(409, "OperationNotAllowed", "The disk of %s cannot be resized from %d GB to %d GB: reducing disk size is not supported.", r.ID, before, n)
	}
	if s := r.To("osDisk.diskEncryptionSetId"); s != nil && location(s) != r.Region() {
		return elsewhere(r, s)
	}
	return nil
}

// maxUserData is the length of user data in base64.
const maxUserData = 65536

func checkUserData(r *cloud.Request) error {
	data := r.Args.String("userData")
	if _, err := base64.StdEncoding.DecodeString(data); err != nil {
		return cloud.Plain("expected %q to be a base64 string, got %s", "user_data", data)
	}
	if len(data) > maxUserData {
		return cloud.Refuse(400, invalidParameter, "User data should be a Base64 encoded string with a maximum length of %d characters.", maxUserData)
	}
	return nil
}

func checkIdentityOfMachine(r *cloud.Request) error {
	if r.Args.Has("identity") && strings.Contains(r.Args.String("identity.type"), "UserAssigned") != r.Args.Has("identity.identityIds") {
		return cloud.Plain("`identity_ids` must be specified when `type` is set to \"UserAssigned\" or \"SystemAssigned, UserAssigned\", and only then")
	}
	return nil
}

func checkController(r *cloud.Request) error {
	if err := oneOf(r, "diskControllerType", "NVMe", "SCSI"); err != nil {
		return err
	}
	s, _ := parseSize(r.Args.String("size"))
	if c := r.Args.String("diskControllerType"); c != "" && (c == "NVMe") != s.hasNVMe() {
		return cloud.Refuse(400, invalidParameter, "The VM size '%s' cannot boot with disk controller type '%s'. Please check that the VM size provided supports it.", r.Args.String("size"), c)
	}
	return nil
}

// checkMachinePlace refuses network interfaces that are elsewhere, or that another machine
// has.
func checkMachinePlace(r *cloud.Request) error {
	if z := r.Args.String("zone"); z != "" && !isZone(z) {
		return cloud.Refuse(400, "InvalidAvailabilityZone", "The zone(s) '%s' for resource '%s' is not supported.", z, r.ID)
	}
	for _, id := range r.Args.Strings("networkInterfaceIds") {
		nic := r.Find(networkInterface, id)
		if location(nic) != r.Region() {
			return elsewhere(r, nic)
		}
		for _, kind := range []cloud.Name{linuxMachine, windowsMachine} {
			if other := cloud.First(r.UsersOf(nic, kind)); other != nil {
				return cloud.Refuse(400, "NicInUse", "Network Interface %s is used by existing resource %s. In order to delete the network interface, it must be dissociated from the resource.", nic.ID, other.ID)
			}
		}
	}
	return nil
}

func checkAttachment(r *cloud.Request) error {
	vm, disk := r.To("virtualMachineId"), r.To("managedDiskId")
	if vm == nil {
		return cloud.Plain("%s was not found", r.Args.String("virtualMachineId"))
	}
	if err := oneOf(r, "caching", "None", "ReadOnly", "ReadWrite"); err != nil {
		return err
	}
	slot, _ := r.Args.Int("lun")
	gib, _ := disk.Args.Int("diskSizeGb")
	s, _ := parseSize(vm.Args.String("size"))
	others := slices.Collect(r.UsersOf(vm, diskAttachment))
	switch {
	case slot < 0 || slot > 63:
		return cloud.Refuse(400, invalidParameter, "The value '%d' of parameter 'dataDisk.lun' is out of range. Value '%d' must be between '0' and '63', inclusive.", slot, slot)
	case len(others) >= s.cpus*disksPerCPU:
		return cloud.Refuse(409, "OperationNotAllowed", "The maximum number of data disks allowed to be attached to a VM of this size is %d.", s.cpus*disksPerCPU)
	case gib > 4095 && r.Args.String("caching") != "None":
		return cloud.Refuse(400, invalidParameter, "Caching is not supported for disks of more than 4095 GB, such as %s.", disk.Name)
	case location(disk) != location(vm):
		return elsewhere(r, disk)
	case disk.Args.String("zone") != vm.Args.String("zone"):
		return cloud.Refuse(400, "BadRequest", "Disk %s cannot be attached to the VM because it is not in the same zone as the VM. VM zone: '%s'. Disk zone: '%s'.", disk.ID, vm.Args.String("zone"), disk.Args.String("zone"))
	}
	return checkAttachmentAmongOthers(r, disk, others, slot)
}

func checkAttachmentAmongOthers(r *cloud.Request, disk *cloud.Object, others []*cloud.Object, slot int) error {
	for _, o := range others {
		if lun, _ := o.Args.Int("lun"); lun == slot {
			return cloud.Refuse(400, invalidParameter, "A disk at LUN %d already exists.", slot)
		}
	}
	if other := cloud.First(r.UsersOf(disk, diskAttachment)); other != nil {
		return cloud.Refuse(409, "ConflictingUserInput", "Disk '%s' cannot be attached as the disk is already owned by VM '%s'.", disk.ID, other.To("virtualMachineId").ID)
	}
	return nil
}
