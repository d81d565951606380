// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"encoding/base64"
	"iter"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// maxUserData is what EC2 takes, in bytes.
const maxUserData = 16384

func toInstance() cloud.Link {
	return cloud.Link{Field: "instanceId", To: instance, Code: "InvalidInstanceID.NotFound", Text: "The instance ID '%s' does not exist", Nested: true}
}

func instances() []cloud.Kind {
	return []cloud.Kind{
		{
			Type: ec2("v1beta2", "Instance", "instances"), Prefix: "i-", Noun: "EC2 Instance", Service: "EC2", Call: "Instances",
			Required: []string{"ami|launchTemplate", "instanceType|launchTemplate"},
			Immutable: []string{
				"ami", "associatePublicIpAddress", "availabilityZone", "ebsOptimized", "instanceMarketOptions", "keyName", "launchTemplate",
				"placementGroup", "privateIp", "subnetId",
			},
			Links:      []cloud.Link{holding(toSubnet("subnetId")), holding(toSecurityGroup("vpcSecurityGroupIds"))},
			Check:      checkInstance,
			Attributes: instanceAttributes,
		},
		{
			Type: ec2("v1beta1", "KeyPair", "keypairs"), Naming: cloud.Given, Noun: "EC2 Key Pair", Service: "EC2", Call: "KeyPair",
			Required:  []string{"publicKey"},
			Immutable: []string{"publicKey"},
			Check:     checkKeyPair,
			Attributes: func(r *cloud.Request) cloud.Value {
				return cloud.Value{"keyPairId": "key-0" + r.Hex(16, "pair"), "fingerprint": r.Hex(32, "fingerprint")}
			},
		},
		{
			Type: ec2("v1beta1", "EIPAssociation", "eipassociations"), Prefix: "eipassoc-", Noun: "EC2 EIP Association", Service: "EC2", Call: "Address",
			Required:  []string{"allocationId", "instanceId|networkInterfaceId"},
			Immutable: []string{"allocationId", "instanceId", "networkInterfaceId", "privateIpAddress"},
			Links: []cloud.Link{
				{Field: "allocationId", To: eip, Code: "InvalidAllocationID.NotFound", Text: "The allocation ID '%s' does not exist", Holds: true},
				toInstance(),
			},
			Check: checkEIPAssociation,
			Attributes: func(r *cloud.Request) cloud.Value {
				return cloud.Value{"publicIp": r.About(r.To("allocationId")).Address("public")}
			},
		},
		{
			Type: ec2("v1beta1", "VolumeAttachment", "volumeattachments"), Prefix: "vai-", Noun: "EBS Volume Attachment", Service: "EC2", Call: "Volume",
			Required:  []string{"deviceName", "instanceId", "volumeId"},
			Immutable: []string{"deviceName", "instanceId", "volumeId"},
			Links: []cloud.Link{
				toInstance(),
				{Field: "volumeId", To: volume, Code: "InvalidVolume.NotFound", Text: "The volume '%s' does not exist.", Holds: true},
			},
			Check: checkVolumeAttachment,
		},
	}
}

var (
	amiID   = regexp.MustCompile(`^ami-[0-9a-f]{8}([0-9a-f]{9})?$`)
	ssmPath = regexp.MustCompile(`^resolve:ssm:[a-zA-Z0-9_./-]+(:[0-9a-zA-Z_.-]+)?$`)
)

// checkLaunchData refuses what no instance could be launched with.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RequestLaunchTemplateData.html
func checkLaunchData(r *cloud.Request) error {
	if image := r.Args.String("imageId"); image != "" && !amiID.MatchString(image) && !ssmPath.MatchString(image) {
		return cloud.Refuse(400, "InvalidAMIID.Malformed", "Invalid id: %q (expecting \"ami-...\")", image)
	}
	data, err := base64.StdEncoding.DecodeString(r.Args.String("userData"))
	if err != nil {
		return cloud.Refuse(400, "InvalidUserData.Malformed", "Invalid BASE64 encoding of user data.")
	}
	if len(data) > maxUserData {
		return cloud.Refuse(400, "InvalidParameterValue", "User data is limited to %d bytes", maxUserData)
	}
	if len(r.Args.Strings("vpcSecurityGroupIds")) > 0 && len(r.Args.List("networkInterfaces")) > 0 {
		return cloud.Refuse(400, "InvalidParameterCombination", "Network interfaces and an instance-level security groups may not be specified on the same request")
	}
	if err := oneOf(r, "networkInterfaces[].associatePublicIpAddress", "true", "false"); err != nil {
		return err
	}
	if err := oneOf(r, "instanceInitiatedShutdownBehavior", "stop", "terminate"); err != nil {
		return err
	}
	return checkDevices(r)
}

// checkDevices of a launch template.
func checkDevices(r *cloud.Request) error {
	seen := map[string]bool{}
	for _, d := range r.Args.List("blockDeviceMappings") {
		name := d.String("deviceName")
		if seen[name] {
			return cloud.Refuse(400, "InvalidBlockDeviceMapping", "The device '%s' is used in more than one block-device mapping", name)
		}
		seen[name] = true
		if d.Has("ebs.kmsKeyId") && d.String("ebs.encrypted") != "true" {
			return cloud.Refuse(400, "InvalidParameterDependency", "The parameter KmsKeyId requires the parameter Encrypted to be set.")
		}
		limit := volumeLimits()[d.String("ebs.volumeType")]
		size, _ := d.Int("ebs.volumeSize")
		iops, ok := d.Int("ebs.iops")
		if ok && (iops < limit.fewest || iops > limit.most || iops > limit.fewest && iops > size*limit.perGiB) {
			return cloud.Refuse(400, "InvalidParameterCombination", "Iops %d is not valid for a volume of %dGiB and type %s", iops, size, d.String("ebs.volumeType"))
		}
		throughput, ok := d.Int("ebs.throughput")
		if ok && (throughput < limit.slowest || throughput > limit.fastest || throughput*limit.perOneMiBs > max(iops, limit.fewest)) {
			return cloud.Refuse(400, "InvalidParameterCombination", "Throughput %d is not valid for a volume with %d iops and type %s", throughput, max(iops, limit.fewest), d.String("ebs.volumeType"))
		}
	}
	return nil
}

// templateNamed returns the launch template that is called or identified so.
func templateNamed(r *cloud.Request, value string) *cloud.Object {
	return cloud.First(where(r.Others(launchTemplate), func(o *cloud.Object) bool {
		return value != "" && (o.Args.String("name") == value || o.ID == value) && o.Args.String("region") == r.Region() && r.IsReady(o)
	}))
}

func where(os iter.Seq[*cloud.Object], is func(*cloud.Object) bool) iter.Seq[*cloud.Object] {
	return func(yield func(*cloud.Object) bool) {
		for o := range os {
			if is(o) && !yield(o) {
				return
			}
		}
	}
}

// hasVersion says whether a launch template has a version.
func hasVersion(t *cloud.Object, version string) bool {
	if version == "" || version == "$Latest" || version == "$Default" {
		return true
	}
	n, err := strconv.Atoi(version)
	latest, _ := t.Args.Int("latestVersion")
	return err == nil && n >= 1 && n <= max(latest, 1)
}

// A launch is what an instance is made of: the template, and what is asked for over it.
type launch struct {
	image, instanceType, keyName, profile string

	spot, interrupted, persistent bool
	keys                          []string
}

func launchOf(t *cloud.Object, args cloud.Value) launch {
	from := cloud.Value{}
	if t != nil {
		from = t.Args
	}
	image := from.String("imageId")
	if a := args.String("ami"); a != "" {
		image = a
	}
	of := func(path string) string { return orDefault(args.String(path), from.String(path)) }
	return launch{
		image: image, instanceType: of("instanceType"), keyName: of("keyName"),
		profile:     orDefault(args.String("iamInstanceProfile"), from.String("iamInstanceProfile.name")),
		spot:        of("instanceMarketOptions.marketType") == "spot",
		interrupted: of("instanceMarketOptions.spotOptions.instanceInterruptionBehavior") == "stop",
		persistent:  of("instanceMarketOptions.spotOptions.spotInstanceType") == "persistent",
		keys:        from.Strings("blockDeviceMappings[].ebs.kmsKeyId"),
	}
}

var instanceType = regexp.MustCompile(`^[a-z][a-z0-9-]*[0-9][a-z0-9-]*\.(nano|micro|small|medium|large|[0-9]*xlarge|metal)$`)

// refused says why EC2 would not launch an instance. It is empty when it would.
func (l launch) refused(r *cloud.Request) (code, text string) {
	switch {
	case l.image == "":
		return "MissingParameter", "The request must contain the parameter ImageId"
	case !amiID.MatchString(l.image) && !ssmPath.MatchString(l.image):
		return "InvalidAMIID.Malformed", "Invalid id: \"" + l.image + "\" (expecting \"ami-...\")"
	case !instanceType.MatchString(l.instanceType):
		return "InvalidParameterValue", "Invalid value '" + l.instanceType + "' for InstanceType."
	case l.keyName != "" && r.Find(keyPair, l.keyName) == nil:
		return "InvalidKeyPair.NotFound", "The key pair '" + l.keyName + "' does not exist"
	case l.profile != "" && r.Find(instanceProfile, l.profile) == nil:
		return "InvalidParameterValue", "Value (" + l.profile + ") for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name"
	case l.spot && l.interrupted && !l.persistent:
		return "InvalidParameterCombination", "The instance interruption behavior 'stop' is not supported for one-time requests."
	}
	return l.mismatched()
}

// mismatched says that an image is for other processors. Those of others say nothing.
func (l launch) mismatched() (code, text string) {
	has, needs := "x86_64", ""
	if armInstance.MatchString(l.instanceType) {
		has = "arm64"
	}
	switch {
	case strings.Contains(l.image, "arm64"):
		needs = "arm64"
	case strings.Contains(l.image, "x86_64") || strings.Contains(l.image, "amd64") || strings.Contains(l.image, "ami-windows"):
		needs = "x86_64"
	}
	if needs == "" || needs == has {
		return "", ""
	}
	return "InvalidParameterValue", "The architecture '" + has + "' of the specified instance type does not match the architecture '" + needs + "' of the specified AMI. " +
		"Specify an instance type and an AMI that have matching architectures, and try again."
}

func checkInstance(r *cloud.Request) error {
	t, err := templateOf(r)
	if err != nil {
		return err
	}
	l := launchOf(t, r.Args)
	if code, text := l.refused(r); code != "" {
		return cloud.Refuse(400, code, "%s", text)
	}
	if r.Old != nil && l.spot && r.Old.String("instanceType") != r.Args.String("instanceType") {
		return cloud.Refuse(400, "UnsupportedOperation", "The instance type of a Spot Instance cannot be changed.")
	}
	if err := checkSpotKeys(r, l); err != nil {
		return err
	}
	return checkPlacement(r, t)
}

func templateOf(r *cloud.Request) (*cloud.Object, error) {
	if !r.Args.Has("launchTemplate") {
		return nil, nil //nolint:nilnil // There is none, and there need not be one.
	}
	name := orDefault(r.Args.String("launchTemplate.name"), r.Args.String("launchTemplate.id"))
	t := templateNamed(r, name)
	if t == nil && r.Old != nil {
		return nil, nil //nolint:nilnil // An instance does not need its template any more.
	}
	if t == nil {
		return nil, cloud.Refuse(400, "InvalidLaunchTemplateName.NotFoundException", "The specified launch template, with template name %s, does not exist.", name)
	}
	if v := r.Args.String("launchTemplate.version"); !hasVersion(t, v) && r.Old == nil {
		return nil, cloud.Refuse(400, "InvalidLaunchTemplateId.VersionNotFound", "Could not find the specified version %s for the launch template with ID %s.", v, t.ID)
	}
	return t, nil
}

// checkPlacement refuses an instance whose network does not fit together.
func checkPlacement(r *cloud.Request, t *cloud.Object) error {
	if t != nil && len(t.Args.List("networkInterfaces")) > 0 && r.Args.Has("subnetId") && !r.Args.Has("associatePublicIpAddress") {
		return cloud.Refuse(400, "InvalidParameterCombination", "Network interfaces and an instance-level subnet ID may not be specified on the same request")
	}
	s := r.To("subnetId")
	for _, id := range r.Args.Strings("vpcSecurityGroupIds") {
		if g := r.Find(securityGroup, id); s != nil && g.To("vpcId") != s.To("vpcId") {
			return cloud.Refuse(400, "InvalidParameter", "Security group %s and subnet %s belong to different networks.", g.ID, s.ID)
		}
	}
	return nil
}

// zoneOfInstance is the zone of its subnet.
func zoneOfInstance(i *cloud.Object) string {
	if s := i.To("subnetId"); s != nil {
		return zoneOf(s)
	}
	return i.Args.String("availabilityZone")
}

// addressIn a subnet that an instance gets.
func addressIn(r *cloud.Request, s *cloud.Object) string {
	p := cloud.CIDRs("172.31.0.0/20")
	if s != nil {
		p = cloud.CIDRs(s.Args.String("cidrBlock"))
	}
	a := p[0].Addr().As4()
	n, _ := strconv.Atoi(r.Digits(2, "address"))
	a[3] += byte(4 + n) //nolint:gosec // Two digits fit.
	return netip.AddrFrom4(a).String()
}

func instanceAttributes(r *cloud.Request) cloud.Value {
	ip := addressIn(r, r.To("subnetId"))
	out := cloud.Value{
		"ami": "ami-0" + r.Hex(16, "image"), "instanceState": "running", "privateIp": ip,
		"privateDns":                "ip-" + dashes(ip) + "." + r.Region() + ".compute.internal",
		"primaryNetworkInterfaceId": "eni-0" + r.Hex(16, "interface"),
		"availabilityZone":          zoneOfInstance(r.Object),
	}
	if a := cloud.First(r.Users(eipAssociation)); a != nil {
		out["publicIp"] = r.About(a.To("allocationId")).Address("public")
	}
	if t := templateNamed(r, r.Args.String("launchTemplate.name")); launchOf(t, r.Args).spot {
		out["instanceLifecycle"], out["spotInstanceRequestId"] = "spot", "sir-"+r.Hex(8, "request")
	}
	return out
}

var publicKey = regexp.MustCompile(`^ssh-(rsa|ed25519) [A-Za-z0-9+/]+=*( .*)?$`)

func checkKeyPair(r *cloud.Request) error {
	if !publicKey.MatchString(r.Args.String("publicKey")) {
		return cloud.Refuse(400, "InvalidKey.Format", "Key is not in valid OpenSSH public key format")
	}
	if len(r.Name) > 255 {
		return cloud.Refuse(400, "InvalidParameterValue", "Value (%s) for parameter KeyName is invalid. Length exceeds maximum of 255.", r.Name)
	}
	return nil
}

// checkEIPAssociation gives the instance an address, which it says of itself from then
// on.
func checkEIPAssociation(r *cloud.Request) error {
	i, address := r.To("instanceId"), r.To("allocationId")
	if cloud.First(r.UsersOf(address, natGateway)) != nil {
		return cloud.Refuse(400, "Resource.AlreadyAssociated", "resource %s is already associated with associate-id eipassoc-0", address.ID)
	}
	if i == nil {
		return nil
	}
	v := i.To("subnetId").To("vpcId")
	if cloud.First(r.UsersOf(v, internetGateway)) == nil {
		return cloud.Refuse(400, "Gateway.NotAttached", "Network %s is not attached to any internet gateway", v.ID)
	}
	i.Args.Set("associatePublicIpAddress", true)
	return nil
}

var device = regexp.MustCompile(`^(/dev/(sd[a-z][1-9]?[0-9]?|xvd[a-z][a-z]?)|xvd[a-z][a-z]?)$`)

func checkVolumeAttachment(r *cloud.Request) error {
	name, i, v := r.Args.String("deviceName"), r.To("instanceId"), r.To("volumeId")
	if !device.MatchString(name) {
		return cloud.Refuse(400, "InvalidParameterValue", "Value (%s) for parameter device is invalid. %s is not a valid EBS device name.", name, name)
	}
	if zoneOf(v) != zoneOfInstance(i) {
		return cloud.Refuse(400, "InvalidVolume.ZoneMismatch", "The volume '%s' is not in the same availability zone as instance '%s'", v.ID, i.ID)
	}
	if cloud.First(r.UsersOf(v, volumeAttachment)) != nil && !v.Args.Bool("multiAttachEnabled") {
		return cloud.Refuse(400, "VolumeInUse", "%s is already attached to an instance", v.ID)
	}
	taken := func(o *cloud.Object) bool { return o.Args.String("deviceName") == name }
	root := templateNamed(r, i.Args.String("launchTemplate.name"))
	atBoot := root != nil && slices.Contains(root.Args.Strings("blockDeviceMappings[].deviceName"), name)
	if atBoot || cloud.First(where(r.UsersOf(i, volumeAttachment), taken)) != nil {
		return cloud.Refuse(400, "InvalidParameterValue", "Invalid value '%s' for unixDevice. Attachment point %s is already in use", name, name)
	}
	return nil
}
