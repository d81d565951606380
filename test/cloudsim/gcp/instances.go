// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"encoding/binary"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// Names of kinds.
const (
	instance          cloud.Name = "compute/Instance"
	instanceIAMMember cloud.Name = "compute/InstanceIAMMember"
)

func instances() []cloud.Kind {
	return []cloud.Kind{
		{
			Type:   computeType("v1beta2", "Instance", "instances"),
			Naming: cloud.Given, Noun: "instance",
			Required:  []string{"zone", "machineType", "bootDisk", "networkInterface"},
			Immutable: []string{"zone", "bootDisk", "guestAccelerator", "hostname", "scheduling.preemptible", "scheduling.provisioningModel", "scratchDisk"},
			Links: []cloud.Link{
				{Field: "networkInterface[].subnetwork", To: subnetwork, Holds: true},
				{Field: "attachedDisk[].source", To: disk},
				{Field: "serviceAccount.email", To: serviceAccount, Loose: true},
				{Field: "resourcePolicies", To: resourcePolicy, Holds: true},
				{Field: "bootDisk.kmsKeySelfLink", To: cryptoKey, Loose: true},
			},
			ID:          zonalID,
			Check:       checkInstance,
			CheckDelete: checkProtection,
			Attributes:  instanceAttributes,
		},
		{
			Type:   computeType("v1beta2", "InstanceIAMMember", "instanceiammembers"),
			Naming: cloud.Assigned, Noun: "IAM Member", Shared: true,
			Required:  []string{"instanceName", "zone", "role", "member"},
			Immutable: []string{"instanceName", "zone", "role", "member", "condition"},
			Links:     []cloud.Link{{Field: "instanceName", To: instance, Nested: true}},
			ID: func(r *cloud.Request) string {
				return memberID(r, "projects/"+project(r.Object)+"/zones/"+r.Args.String("zone")+"/instances/"+nameOf(r.Args.String("instanceName")))
			},
			Check:      checkInstanceMember,
			Attributes: etag,
		},
	}
}

// zonalID is the id of what is in a zone.
func zonalID(r *cloud.Request) string {
	return "projects/" + project(r.Object) + "/zones/" + r.Args.String("zone") + "/" + collections()[r.Kind.Name()] + "/" + r.Name
}

// nameOf what a path leads to.
func nameOf(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

func checkInstanceMember(r *cloud.Request) error {
	if at := r.To("instanceName").Args.String("zone"); at != r.Args.String("zone") {
		return refuse(404, "notFound", "The resource 'projects/%s/zones/%s/instances/%s' was not found", project(r.Object), r.Args.String("zone"), r.Args.String("instanceName"))
	}
	return checkMember(r)
}

func checkInstance(r *cloud.Request) error {
	if err := checkName(r); err != nil {
		return err
	}
	zone := r.Args.String("zone")
	if region := regionOf(zone); region == "" || region == zone {
		return refuse(400, "invalid", "Invalid value for field 'zone': '%s'. Unknown zone.", zone)
	}
	for _, check := range []func(*cloud.Request) error{checkStopping, checkInstancePlace, checkBoot, checkAttached, checkNATIP, checkPolicies} {
		if err := check(r); err != nil {
			return err
		}
	}
	return checkVM(r)
}

// needStop are the arguments that do not change while a machine runs.
func needStop() []string {
	return []string{"machineType", "minCpuPlatform", "serviceAccount", "shieldedInstanceConfig", "networkInterface[].subnetwork"}
}

// checkStopping refuses to change what does not change while a machine runs, unless it
// may be stopped.
func checkStopping(r *cloud.Request) error {
	if r.Old == nil || r.Args.Bool("allowStoppingForUpdate") {
		return nil
	}
	for _, path := range needStop() {
		if len(cloud.Value{path: r.Old.At(path)}.Changes(cloud.Value{path: r.Args.At(path)})) > 0 {
			return cloud.Plain("Changing the machine_type, min_cpu_platform, service_account, enable_display, shielded_instance_config, scheduling.node_affinities or network_interface.[#d].(network/subnetwork/subnetwork_project) or advanced_machine_features on a started instance requires stopping it. To acknowledge this, please set allow_stopping_for_update = true in your config.")
		}
	}
	return nil
}

// checkInstancePlace refuses subnetworks of another region.
func checkInstancePlace(r *cloud.Request) error {
	s := r.To("networkInterface[].subnetwork")
	if s == nil {
		return cloud.Plain("At least one of network or subnetwork must be specified.")
	}
	if region := regionOf(r.Args.String("zone")); s.Args.String("region") != region {
		return invalid("networkInterfaces[0].subnetwork", s.ID, "Subnetwork must be in region %s, like the instance.", region)
	}
	return nil
}

// checkBoot refuses disks that the image or the machine does not fit on. The image was
// looked up when the machine was created.
func checkBoot(r *cloud.Request) error {
	b := r.Args.List("bootDisk")[0]
	params := "initializeParams."
	if err := checkBootDisk(r, bootDisk{
		image: b.String(params + "image"), kind: b.String(params + "type"), size: sizeOf(b, params+"size"), machine: r.Args.String("machineType"),
	}); err != nil && r.Old == nil {
		return err
	}
	return checkKeyUse(r, "bootDisk.kmsKeySelfLink", regionOf(r.Args.String("zone")), blockAgent, keyDenied(b.String("kmsKeySelfLink")))
}

func sizeOf(v cloud.Value, path string) int {
	n, _ := v.Int(path)
	return n
}

func keyDenied(id string) error {
	return refuse(400, "kmsPermissionDenied", "Cloud KMS error when using key %s: Permission 'cloudkms.cryptoKeyVersions.useToEncrypt' denied on resource '%s' (or it may not exist).", id, id)
}

// A bootDisk is what a machine boots from.
type bootDisk struct {
	image, kind string
	size        int
	machine     string
}

// An image of a public project.
type image struct {
	// smallest disk in GB that it fits on.
	smallest int
	arm64    bool
}

// imageForm is how images are written.
var imageForm = regexp.MustCompile(`^(https://www\.googleapis\.com/compute/v1/)?projects/([^/]+)/global/images/(family/)?([a-z]([-a-z0-9]{0,61}[a-z0-9])?)$`)

// families of images of public projects.
// https://cloud.google.com/compute/docs/images/os-details
func families() map[string]image {
	return map[string]image{
		"debian-cloud/debian-12":                {smallest: 10},
		"debian-cloud/debian-12-arm64":          {smallest: 10, arm64: true},
		"rocky-linux-cloud/rocky-linux-9":       {smallest: 20},
		"rocky-linux-cloud/rocky-linux-9-arm64": {smallest: 20, arm64: true},
		"ubuntu-os-cloud/ubuntu-2204-lts":       {smallest: 10},
		"ubuntu-os-cloud/ubuntu-2204-lts-arm64": {smallest: 10, arm64: true},
		"ubuntu-os-cloud/ubuntu-2404-lts-amd64": {smallest: 10},
		"ubuntu-os-cloud/ubuntu-2404-lts-arm64": {smallest: 10, arm64: true},
		"windows-cloud/windows-2022":            {smallest: 50},
		"windows-cloud/windows-2025":            {smallest: 50},
	}
}

// publicProjects publish images.
func publicProjects() []string {
	return []string{"debian-cloud", "rocky-linux-cloud", "ubuntu-os-cloud", "windows-cloud"}
}

// arm64 machines.
var arm64 = regexp.MustCompile(`^(t2a|c4a|n4a)-`)

// checkBootDisk refuses images that there are not, and disks that they do not fit on.
// Images of other projects are not simulated.
func checkBootDisk(r *cloud.Request, b bootDisk) error {
	m := imageForm.FindStringSubmatch(b.image)
	if m == nil {
		return cloud.Plain("error resolving image name '%s': Could not find image or family %s", b.image, b.image)
	}
	if err := checkDiskType(r, b.kind, b.machine); err != nil {
		return err
	}
	found, ok := families()[m[2]+"/"+m[4]]
	if m[3] == "" || !slices.Contains(publicProjects(), m[2]) {
		return nil
	}
	if !ok {
		return cloud.Plain("error resolving image name '%s': Could not find image or family %s", b.image, b.image)
	}
	if found.arm64 != arm64.MatchString(b.machine) {
		return invalid("disks[0].initializeParams.sourceImage", b.image, "The architecture of the image is not compatible with machine type %s.", b.machine)
	}
	if b.size != 0 && b.size < found.smallest {
		return invalid("disks[0].initializeParams.diskSizeGb", strconv.Itoa(b.size), "Requested disk size cannot be smaller than the image size (%d GB)", found.smallest)
	}
	return nil
}

// checkDiskType refuses disks that a machine cannot attach.
func checkDiskType(r *cloud.Request, kind, machine string) error {
	hyperdisk := strings.HasPrefix(kind, "hyperdisk-")
	switch _, known := smallestDisks()[kind]; {
	case !machineType.MatchString(machine):
		return invalid("machineType", machine, "Machine type with name '%s' does not exist.", machine)
	case kind != "" && !known:
		return refuse(404, "notFound", "The resource 'projects/%s/zones/diskTypes/%s' was not found", project(r.Object), kind)
	case onlyHyperdisk.MatchString(machine) && !hyperdisk || noHyperdisk.MatchString(machine) && hyperdisk:
		return refuse(400, "badRequest", "%s disk type cannot be used by %s machine type.", kind, machine)
	}
	return nil
}

// checkAttached refuses disks that are elsewhere, and those that another machine writes.
func checkAttached(r *cloud.Request) error {
	zone, machine := r.Args.String("zone"), r.Args.String("machineType")
	names := map[string]bool{}
	for _, a := range r.Args.List("attachedDisk") {
		d := r.Find(disk, a.String("source"))
		if d == nil {
			return refuse(404, "notFound", "The resource '%s' was not found", a.String("source"))
		}
		if at := d.Args.String("zone"); at != zone {
			return invalid("disks[].source", d.ID, "Disk must be in the same zone as the instance or instance template.")
		}
		if err := checkDiskType(r, d.Args.String("type"), machine); err != nil {
			return err
		}
		if name := a.String("deviceName"); names[name] {
			return invalid("disks[].deviceName", name, "Device name must be unique.")
		}
		names[a.String("deviceName")] = true
		for other := range r.UsersOf(d, instance) {
			return refuse(400, "resourceInUseByAnotherResource", "The disk resource '%s' is already being used by '%s'", d.ID, other.ID)
		}
	}
	return nil
}

// checkNATIP refuses addresses that nobody reserved, and those that are somebody else's.
func checkNATIP(r *cloud.Request) error {
	for _, ip := range r.Args.Strings("networkInterface[].accessConfig[].natIp") {
		a := addressOf(r, ip)
		if a == nil || a.Args.String("addressType") != "EXTERNAL" || a.Args.String("region") != regionOf(r.Args.String("zone")) {
			return invalid("networkInterfaces[0].accessConfigs[0].natIP", ip, "The specified external IP address '%s' was not found in region '%s'.", ip, regionOf(r.Args.String("zone")))
		}
		for other := range r.Others(instance) {
			if slices.Contains(other.Args.Strings("networkInterface[].accessConfig[].natIp"), ip) {
				return refuse(400, "invalid", "Invalid value for field 'resource.networkInterfaces[0].accessConfigs[0].natIP': '%s'. External IP address is already in-use.", ip)
			}
		}
	}
	return nil
}

// addressOf returns who has an address.
func addressOf(r *cloud.Request, ip string) *cloud.Object {
	for a := range r.Others(address) {
		if ipOf(r.About(a)) == ip {
			return a
		}
	}
	return nil
}

// ipOf an address: the one that was asked for, else one of its subnetwork, else one that
// is nobody's.
func ipOf(r *cloud.Request) string {
	if ip := r.Args.String("address"); ip != "" {
		return ip
	}
	if s := r.To("subnetwork"); s != nil {
		return inside(r, s)
	}
	return r.Address("public")
}

// inside returns an address of a subnetwork that belongs to a resource for life.
func inside(r *cloud.Request, s *cloud.Object) string {
	p, ok := cloud.CIDR(s.Args.String("ipCidrRange"))
	if !ok || !p.Addr().Is4() {
		return ""
	}
	n, _ := strconv.ParseUint(r.Hex(8, "inside"), 16, 32)
	// The first two addresses and the last two are the cloud's own.
	room := uint32(1)<<(32-p.Bits()) - 4
	b := p.Addr().As4()
	binary.BigEndian.PutUint32(b[:], binary.BigEndian.Uint32(b[:])+2+uint32(n)%room)
	return netip.AddrFrom4(b).String()
}

// mayStart are the roles with which Compute Engine may start and stop machines.
func mayStart() []string {
	return []string{"roles/compute.instanceAdmin.v1", "roles/compute.instanceAdmin", "roles/compute.admin", "roles/editor", "roles/owner"}
}

// checkPolicies refuses schedules that Compute Engine may not follow. A machine that does
// not exist yet has no policy of its own that could let it.
// https://cloud.google.com/compute/docs/instances/schedule-instance-start-stop
func checkPolicies(r *cloud.Request) error {
	ids := r.Args.Strings("resourcePolicies")
	if len(ids) > 1 {
		return cloud.Plain("Too many list items: attribute \"resource_policies\" supports 1 item maximum, but config has %d declared.", len(ids))
	}
	for _, id := range ids {
		p := r.To("resourcePolicies")
		if at := p.Args.String("region"); at != regionOf(r.Args.String("zone")) {
			return invalid("resourcePolicies", id, "Resource policy must be in the same region as the instance.")
		}
		if !letStart(r) {
			return refuse(400, "badRequest", "Compute System service account service-%s@compute-system.iam.gserviceaccount.com needs to have [compute.instances.start,compute.instances.stop] permissions applied in order to perform this operation.", r.Digits(12, "project"))
		}
	}
	return nil
}

func letStart(r *cloud.Request) bool {
	lets := func(m *cloud.Object) bool {
		return slices.Contains(mayStart(), m.Args.String("role")) && blockAgent.MatchString(m.Args.String("member")) && r.IsReady(m)
	}
	for m := range r.Users(instanceIAMMember) {
		if lets(m) {
			return true
		}
	}
	for m := range r.Others(projectIAMMember) {
		if lets(m) {
			return true
		}
	}
	return false
}

// Limits of machines.
// https://cloud.google.com/compute/docs/metadata/setting-custom-metadata#limitations
const (
	maxMetadataValue = 256 * 1024
	maxMetadata      = 512 * 1024
	maxTags          = 64
)

// checkVM checks what machines and templates have in common.
func checkVM(r *cloud.Request) error {
	for _, check := range []func(*cloud.Request) error{checkScheduling, checkMetadata, checkTags, checkActsAs} {
		if err := check(r); err != nil {
			return err
		}
	}
	return nil
}

// withGPUs are machines that come with GPUs.
var withGPUs = regexp.MustCompile(`^(a2|a3|a4|g2|g4)-`)

func checkScheduling(r *cloud.Request) error {
	s := cloud.Value{}
	if l := r.Args.List("scheduling"); len(l) > 0 {
		s = l[0]
	}
	spot, migrates := s.String("provisioningModel") == "SPOT", s.String("onHostMaintenance") != "TERMINATE"
	switch {
	case spot != s.Bool("preemptible"):
		return invalid("scheduling.preemptible", strconv.FormatBool(s.Bool("preemptible")), "Must be true exactly for provisioning model SPOT.")
	case spot && (s.Bool("automaticRestart") || !s.Has("automaticRestart")):
		return invalid("scheduling.automaticRestart", "true", "Scheduling must have automatic restart be false when preemptible is true.")
	case spot && s.String("onHostMaintenance") == "MIGRATE":
		return invalid("scheduling.onHostMaintenance", "MIGRATE", "Scheduling must have on host maintenance be TERMINATE when preemptible is true.")
	case !spot && s.Has("instanceTerminationAction"):
		return invalid("scheduling.instanceTerminationAction", s.String("instanceTerminationAction"), "You cannot specify a termination action for a VM instance that has the standard provisioning model (default). To use instance termination action, the VM instance must use the Spot provisioning model.")
	case withGPUs.MatchString(r.Args.String("machineType")) && migrates:
		return refuse(400, "badRequest", "Instances with guest accelerators do not support live migration.")
	}
	return nil
}

func checkMetadata(r *cloud.Request) error {
	total := 0
	for k, v := range r.Args.Map("metadata") {
		total += len(k) + len(v)
		if len(v) > maxMetadataValue {
			return invalid("metadata.items[].value", k, "Value for metadata key %s is too large: maximum size 262144 character(s); actual size %d.", k, len(v))
		}
	}
	if total > maxMetadata {
		return invalid("metadata", "", "Metadata is too large: maximum size 524288 character(s); actual size %d.", total)
	}
	return nil
}

func checkTags(r *cloud.Request) error {
	tags := r.Args.Strings("tags")
	if len(tags) > maxTags {
		return invalid("tags", "", "The number of tags is more than %d.", maxTags)
	}
	for _, t := range tags {
		if !computeName.MatchString(t) {
			return invalid("tags.items[]", t, "Must be a match of regex '(?:[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)'")
		}
	}
	return nil
}

// checkActsAs refuses machines that act as nobody.
func checkActsAs(r *cloud.Request) error {
	if !r.Args.Has("serviceAccount") {
		return nil
	}
	email := r.Args.String("serviceAccount.email")
	if !r.Args.Has("serviceAccount.scopes") {
		return cloud.Plain("\"service_account.0.scopes\": required field is not set")
	}
	if email != "" && !accountExists(r, email) {
		return refuse(400, "invalid", "The resource '%s' of type 'serviceAccount' was not found.", email)
	}
	return nil
}

func checkProtection(r *cloud.Request) error {
	if !r.Args.Bool("deletionProtection") {
		return nil
	}
	return invalid("resource.deletionProtection", "true", "Resource cannot be deleted if it's protected against deletion.")
}

func instanceAttributes(r *cloud.Request) cloud.Value {
	var nics []any
	for i, nic := range r.Args.List("networkInterface") {
		out := nic.Copy()
		out["name"] = "nic" + strconv.Itoa(i)
		if s := r.Find(subnetwork, nic.String("subnetwork")); s != nil {
			out["networkIp"], out["network"], out["subnetwork"] = inside(r, s), selfLink(s.To("network")), selfLink(s)
		}
		var configs []any
		for _, c := range nic.List("accessConfig") {
			config := c.Copy()
			if !c.Has("natIp") {
				config["natIp"] = r.Address("ephemeral")
			}
			configs = append(configs, map[string]any(config))
		}
		if configs != nil {
			out["accessConfig"] = configs
		}
		nics = append(nics, map[string]any(out))
	}
	created := r.Args.String("bootDisk.initializeParams.image")
	if m := imageForm.FindStringSubmatch(created); m != nil {
		created = compute + "projects/" + m[2] + "/global/images/" + m[4]
		if m[3] != "" {
			created += "-v20260101"
		}
	}
	return cloud.Value{
		"instanceId": "5" + r.Digits(18, "number"), "currentStatus": "RUNNING", "cpuPlatform": "Intel Broadwell",
		"networkInterface": nics,
		"bootDisk":         map[string]any{"initializeParams": map[string]any{"image": created}, "source": compute + "projects/" + project(r.Object) + "/zones/" + r.Args.String("zone") + "/disks/" + r.Name},
	}
}
