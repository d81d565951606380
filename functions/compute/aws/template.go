// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"encoding/base64"
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/compute/plan"
	"github.com/hyperscalar/hyperscalar/internal/images"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// descriptionTemplate is what the description of a launch template starts with. The rest
// is the generation: how to know whether the newest version has it already.
const descriptionTemplate = "Machines of generation "

// metadataHops keeps metadata, and with it the identity of the machine, from what is one
// hop further away, such as containers with a network of their own.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html
const metadataHops = 1

// waitTemplate is what machines wait for.
const waitTemplate = "the launch template does not have this generation of the machines yet"

// Disks that images boot from.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/device_naming.html
const (
	rootDeviceXVDA = "/dev/xvda"
	rootDeviceSDA1 = "/dev/sda1"
)

// resolved are parameters of AWS Systems Manager that are resolved whenever an instance
// is launched.
const resolved = "resolve:ssm:"

// xvdaParameters start the public parameters of images that boot from /dev/xvda.
func xvdaParameters() []string {
	return []string{
		"/aws/service/ami-amazon-linux-latest/", "/aws/service/bottlerocket/", "/aws/service/debian/", "/aws/service/ecs/", "/aws/service/eks/",
	}
}

// tagged are the resources that come with a machine.
func tagged() []aws.TaggedResource {
	return []aws.TaggedResource{aws.TaggedInstance, aws.TaggedNetworkInterface, aws.TaggedVolume}
}

func (c *compute) templateName() string { return c.Claim.Names.Name(naming.AWSLaunchTemplate) }

func (c *compute) templateDescription() string {
	return descriptionTemplate + c.Template.Generation
}

// isSingle says whether there is a single machine.
func (c *compute) isSingle() bool { return c.Single != nil }

// template that machines are made from. It changes as a whole: what is not known yet
// would never reach the machines of a group, because they are replaced only with their
// generation.
func (c *compute) template() []managed.Resource {
	spec, waits := c.templateSpec()
	had := managed.Wanted[aws.LaunchTemplate](c.observed, keyTemplate)
	if len(waits) > 0 && had.Description != "" {
		had.Tags = spec.Tags
		spec = had
	}
	return []managed.Resource{{
		Key:         keyTemplate,
		Component:   plan.ComponentMachines,
		ForProvider: spec,
		Waits:       waits,
	}}
}

func (c *compute) templateSpec() (aws.LaunchTemplate, []string) {
	t := c.Template
	out := aws.LaunchTemplate{
		Region:              c.region(),
		Name:                c.templateName(),
		Description:         c.templateDescription(),
		ImageID:             imageID(t.Image),
		KeyName:             c.keyName(),
		UserData:            encoded(t),
		EBSOptimized:        aws.OptionalTrue,
		ShutdownBehavior:    aws.ShutdownBehaviorStop,
		BlockDeviceMappings: c.blockDevices(),
		MetadataOptions: &aws.MetadataOptions{
			HTTPEndpoint:            aws.MetadataEndpointEnabled,
			HTTPTokens:              aws.MetadataTokensRequired,
			HTTPPutResponseHopLimit: metadataHops,
		},
		Monitoring: &aws.LaunchTemplateMonitoring{Enabled: new(false)},
		Tags:       c.tags(),
	}
	for _, r := range tagged() {
		out.TagSpecifications = append(out.TagSpecifications, aws.TagSpecification{ResourceType: r, Tags: c.machineTags()})
	}
	if c.isSingle() {
		// Everything else can change while the machine exists, and is its own.
		out.InstanceMarketOptions = marketOptions(*c.Single)
		return out, nil
	}
	// A machine of a group that shuts itself down is replaced whatever the template says.
	out.ShutdownBehavior = ""
	return out, c.completeForGroups(&out)
}

// completeForGroups adds what groups do not say themselves, and returns what is missing.
func (c *compute) completeForGroups(t *aws.LaunchTemplate) []string {
	groups, waits := c.securityGroups(c.templateGroups())
	public := aws.OptionalFalse
	if c.Template.PublicIP {
		public = aws.OptionalTrue
	}
	t.InstanceType = c.Template.MachineType
	t.NetworkInterfaces = []aws.LaunchTemplateInterface{{
		AssociatePublicIPAddress: public,
		DeleteOnTermination:      aws.OptionalTrue,
		SecurityGroups:           groups,
	}}
	if i := c.Identity; i != nil {
		t.IAMInstanceProfile = &aws.LaunchTemplateProfile{Name: i.InstanceProfile}
		waits = append(waits, i.Waits...)
	}
	return waits
}

// templateGroups are the security groups of the template that there is.
func (c *compute) templateGroups() []string {
	had := managed.Wanted[aws.LaunchTemplate](c.observed, keyTemplate).NetworkInterfaces
	if len(had) == 0 {
		return nil
	}
	return had[0].SecurityGroups
}

// machineTags are those of machines, and of what comes with them. The machines of a
// group are called by their generation, so that people see which are left.
func (c *compute) machineTags() map[string]string {
	if c.isSingle() {
		return c.tags()
	}
	return c.tags(c.Template.Generation)
}

// marketOptions of a single machine. It is stopped when it is taken back, which only
// persistent requests allow.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-interruptions.html
func marketOptions(s plan.Single) *aws.InstanceMarketOptions {
	if !s.Spot {
		return nil
	}
	return &aws.InstanceMarketOptions{
		MarketType: aws.MarketTypeSpot,
		SpotOptions: &aws.SpotOptions{
			InterruptionBehavior: aws.InterruptionBehaviorStop,
			RequestType:          aws.SpotRequestTypePersistent,
		},
	}
}

// templateIsReady says whether the newest version of the launch template has the
// generation of the plan.
func (c *compute) templateIsReady() bool {
	at := managed.At[aws.LaunchTemplateObservation](c.observed, keyTemplate)
	return at.LatestVersion > 0 && at.Description == c.templateDescription()
}

// imageID is what EC2 resolves to an image whenever it launches an instance.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/using-systems-manager-parameters.html
func imageID(m plan.Image) string {
	if m.Named != nil {
		return resolved + m.Named.Parameter
	}
	return m.Native
}

// rootDevice that an image boots from. Nobody says it of an image in the cloud's own
// words, unless AWS itself publishes the image.
func rootDevice(m plan.Image) string {
	if m.Named != nil && (m.Named.Name == images.AmazonLinux2023 || m.Named.Name == images.Debian12) {
		return rootDeviceXVDA
	}
	parameter, ok := strings.CutPrefix(m.Native, resolved)
	if ok && slices.ContainsFunc(xvdaParameters(), func(p string) bool { return strings.HasPrefix(parameter, p) }) {
		return rootDeviceXVDA
	}
	return rootDeviceSDA1
}

// userData as the machine reads it. Windows runs what is between tags, and ignores
// everything else.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
func userData(t plan.Template) string {
	if t.UserData == nil || t.UserData.Text == "" {
		return ""
	}
	text := t.UserData.Text
	if t.Image.OS != v1alpha1.OSWindows || strings.HasPrefix(strings.TrimSpace(text), "<") {
		return text
	}
	return "<powershell>\n" + text + "\n</powershell>\n"
}

func encoded(t plan.Template) string {
	return base64.StdEncoding.EncodeToString([]byte(userData(t)))
}

// keyPairs of who may log in. EC2 cannot change the key of one.
func (c *compute) keyPairs() []managed.Resource {
	if len(c.Template.SSHKeys) == 0 {
		return nil
	}
	key := c.Template.SSHKeys[0].Line
	return []managed.Resource{{
		Key:          c.keyPairKey(),
		Component:    plan.ComponentMachines,
		ExternalName: c.keyName(),
		ForProvider:  aws.KeyPair{Region: c.region(), PublicKey: key, Tags: c.tags()},
	}}
}

func (c *compute) keyPairKey() managed.Key {
	return keyKeyPair.Join(c.hash(c.Template.SSHKeys[0].Line))
}

// keyName is the name of the key pair of the machines.
func (c *compute) keyName() string {
	if len(c.Template.SSHKeys) == 0 {
		return ""
	}
	return c.Claim.Names.Name(naming.AWSKeyPair, c.hash(c.Template.SSHKeys[0].Line))
}

// beforeMachines is what must exist before a machine is created.
func (c *compute) beforeMachines() []managed.Key {
	out := []managed.Key{keyTemplate}
	if len(c.Template.SSHKeys) > 0 {
		out = append(out, c.keyPairKey())
	}
	return out
}
