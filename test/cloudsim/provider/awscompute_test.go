// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"encoding/base64"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	xpv2 "github.com/crossplane/crossplane/apis/v2/core/v2"
)

const computeFile = "aws-compute.yaml"

// TestGoodComputeOnAWS proves that the cloud accepts machines that are right, and lets go
// of them in whatever order they are deleted.
func TestGoodComputeOnAWS(t *testing.T) {
	t.Parallel()
	for scope, convert := range map[string]func(*unstructured.Unstructured) *unstructured.Unstructured{
		"Cluster":    func(u *unstructured.Unstructured) *unstructured.Unstructured { return u },
		"Namespaced": namespaced,
	} {
		t.Run(scope, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			var us []*unstructured.Unstructured
			for _, u := range sorted(objects(t, computeFile)) {
				us = append(us, convert(u))
			}
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

func TestBrokenComputeOnAWS(t *testing.T) {
	t.Parallel()
	for name, tc := range merged(brokenLaunches(), brokenMachines(), brokenMachineDisks(), brokenGroups(), brokenScaling(), brokenBalancers(), brokenTargets(), brokenListeners(), brokenGrants()) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			us := objects(t, computeFile)
			for path, value := range tc.with {
				change(us[tc.of], "spec.forProvider."+path, value)
			}
			if tc.how != nil {
				tc.how(us)
			}
			w.apply(sorted(relevant(us, append(tc.also, tc.of)))...)
			w.run()
			mg := w.get(us[tc.of])
			if s := mg.GetCondition(xpv2.TypeReady).Status; s == corev1.ConditionTrue {
				t.Errorf("%s\n%s should not become ready", tc.reason, tc.of)
			}
			if diff := cmp.Diff(tc.want, withoutIDs(message(mg))); diff != "" {
				t.Errorf("%s\nmessage of %s: -want, +got:\n%s", tc.reason, tc.of, diff)
			}
		})
	}
}

var (
	balancerARN = regexp.MustCompile(`arn:aws:elasticloadbalancing:[^ ')]+`)
	activity    = regexp.MustCompile(`activity \([0-9a-f-]+\)`)
)

// withoutIDs leaves out what else is random in a message.
func withoutIDs(text string) string {
	return activity.ReplaceAllString(balancerARN.ReplaceAllString(text, "arn:aws:elasticloadbalancing:..."), "activity (...)")
}

// initially changes what is wanted of the machine while it is created.
func initially(path string, value any) func(map[string]*unstructured.Unstructured) {
	return func(us map[string]*unstructured.Unstructured) {
		change(us["Instance/machine"], "spec.initProvider."+path, value)
	}
}

func brokenLaunches() map[string]broken {
	const of = "LaunchTemplate/fleet"
	refused := func(text string) string {
		return answer("creating EC2 Launch Template", "EC2", "CreateLaunchTemplate", text)
	}
	disk := func(field string, value any) map[string]any {
		return map[string]any{"blockDeviceMappings[0].ebs." + field: value}
	}
	return map[string]broken{
		"TemplateImage":  {reason: "An image is an id or a parameter.", of: of, with: map[string]any{"imageId": "ubuntu"}, want: refused(`InvalidAMIID.Malformed: Invalid id: "ubuntu" (expecting "ami-...")`)},
		"TemplateBase64": {reason: "User data is encoded.", of: of, with: map[string]any{"userData": "#!"}, want: refused("InvalidUserData.Malformed: Invalid BASE64 encoding of user data.")},
		"TemplateUserData": {
			reason: "User data has a size.", of: of, with: map[string]any{"userData": base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", 16385)))},
			want: refused("InvalidParameterValue: User data is limited to 16384 bytes"),
		},
		"TemplateGroups": {
			reason: "Security groups are those of the interface, where there is one.", of: of, with: map[string]any{"vpcSecurityGroupIds": []any{"sg-0"}},
			want: refused("InvalidParameterCombination: Network interfaces and an instance-level security groups may not be specified on the same request"),
		},
		"TemplateKey":        {reason: "A key encrypts.", of: of, with: disk("encrypted", nil), want: refused("InvalidParameterDependency: The parameter KmsKeyId requires the parameter Encrypted to be set.")},
		"TemplateIOPS":       {reason: "A small disk is slow.", of: of, with: disk("volumeSize", int64(10)), want: refused("InvalidParameterCombination: Iops 16000 is not valid for a volume of 10GiB and type gp3")},
		"TemplateThroughput": {reason: "A slow disk is slow.", of: of, with: disk("iops", int64(3000)), want: refused("InvalidParameterCombination: Throughput 1000 is not valid for a volume with 3000 iops and type gp3")},
		"TemplateDevice": {
			reason: "A device is one disk.", of: of, with: map[string]any{"blockDeviceMappings[1]": map[string]any{"deviceName": "/dev/xvda"}},
			want: refused("InvalidBlockDeviceMapping: The device '/dev/xvda' is used in more than one block-device mapping"),
		},
		"TemplateShutdown": {
			reason: "A machine is stopped or terminated.", of: of, with: map[string]any{"instanceInitiatedShutdownBehavior": "hibernate"},
			want: created(`expected instance_initiated_shutdown_behavior to be one of ["stop" "terminate"], got hibernate`),
		},
	}
}

func brokenMachines() map[string]broken {
	const of, template = "Instance/machine", "LaunchTemplate/machine"
	refused := func(text string) string { return answer("creating EC2 Instance", "EC2", "RunInstances", text) }
	also := []string{template, "KeyPair/shop"}
	templated := func(path string, value any) func(map[string]*unstructured.Unstructured) {
		return func(us map[string]*unstructured.Unstructured) { change(us[template], "spec.forProvider."+path, value) }
	}
	return map[string]broken{
		"MachineOfNothing": {
			reason: "A machine has an image.", of: of, how: initially("launchTemplate", nil),
			want: refused("MissingParameter: The request must contain the parameter ami"),
		},
		"MachineNoTemplate": {
			reason: "Its template exists.", of: of, also: also, how: initially("launchTemplate.name", "other"),
			want: refused("InvalidLaunchTemplateName.NotFoundException: The specified launch template, with template name other, does not exist."),
		},
		"MachineNoVersion": {
			reason: "In this version.", of: of, also: also, how: initially("launchTemplate.version", "7"),
			want: refused("InvalidLaunchTemplateId.VersionNotFound: Could not find the specified version 7 for the launch template with ID lt-...."),
		},
		"MachineType":    {reason: "Types are known.", of: of, also: also, with: map[string]any{"instanceType": "huge"}, want: refused("InvalidParameterValue: Invalid value 'huge' for InstanceType.")},
		"MachineKeyPair": {reason: "Keys are imported.", of: of, also: []string{template}, how: without("KeyPair/shop"), want: refused("InvalidKeyPair.NotFound: The key pair 'shop-0a1b2c3d' does not exist")},
		"MachineProfile": {
			reason: "Identities exist.", of: of, also: also, with: map[string]any{"iamInstanceProfile": "other"},
			want: refused("InvalidParameterValue: Value (other) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name"),
		},
		"MachineProcessors": {
			reason: "An image is for certain processors.", of: of, also: also, with: map[string]any{"instanceType": "t4g.small"},
			want: refused("InvalidParameterValue: The architecture 'arm64' of the specified instance type does not match the architecture 'x86_64' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again."),
		},
		"MachineInterface": {
			reason: "A template that says in which network a machine is leaves no choice.", of: of, also: also,
			how: func(us map[string]*unstructured.Unstructured) {
				templated("networkInterfaces", []any{map[string]any{"deviceIndex": int64(0)}})(us)
				initially("associatePublicIpAddress", nil)(us)
			},
			want: refused("InvalidParameterCombination: Network interfaces and an instance-level subnet ID may not be specified on the same request"),
		},
		"MachineNetworks": {
			reason: "A security group is of its network.", of: of, also: also, with: map[string]any{"subnetIdSelector.matchLabels": map[string]any{"subnet": "other"}},
			want: refused("InvalidParameter: Security group sg-... and subnet subnet-... belong to different networks."),
		},
		"MachineStops": {
			reason: "What is asked for once is not kept.", of: of, also: also,
			how:  templated("instanceMarketOptions", map[string]any{"marketType": "spot", "spotOptions": map[string]any{"instanceInterruptionBehavior": "stop"}}),
			want: refused("InvalidParameterCombination: The instance interruption behavior 'stop' is not supported for one-time requests."),
		},
		"KeyPairFormat": {
			reason: "A key is a public one.", of: "KeyPair/shop", with: map[string]any{"publicKey": "ecdsa-sha2-nistp256 AAAA"},
			want: answer("creating EC2 Key Pair", "EC2", "ImportKeyPair", "InvalidKey.Format: Key is not in valid OpenSSH public key format"),
		},
		"KeyPairTwice": {
			reason: "A name is one key.", of: "KeyPair/shop", also: []string{"KeyPair/a"},
			how: func(us map[string]*unstructured.Unstructured) {
				copyOf("KeyPair/shop", "a", nil)(us)
			},
			want: answer("creating EC2 Key Pair", "EC2", "ImportKeyPair", "InvalidKeyPair.Duplicate: The keypair already exists"),
		},
	}
}

func brokenMachineDisks() map[string]broken {
	const of = "VolumeAttachment/data"
	also := []string{"LaunchTemplate/machine", "KeyPair/shop", "EBSVolume/data", "InternetGateway/igw"}
	refused := func(text string) string {
		return answer("creating EBS Volume Attachment", "EC2", "AttachVolume", text)
	}
	return map[string]broken{
		"DiskDevice": {reason: "Names of devices are known.", of: of, also: also, with: map[string]any{"deviceName": "data"}, want: refused("InvalidParameterValue: Value (data) for parameter device is invalid. data is not a valid EBS device name.")},
		"DiskAtRoot": {reason: "The root disk is at its place.", of: of, also: also, with: map[string]any{"deviceName": "/dev/sda1"}, want: refused("InvalidParameterValue: Invalid value '/dev/sda1' for unixDevice. Attachment point /dev/sda1 is already in use")},
		"DiskElsewhere": {
			reason: "A disk does not leave its zone.", of: of, also: also,
			how: func(us map[string]*unstructured.Unstructured) {
				change(us["EBSVolume/data"], "spec.forProvider.availabilityZone", "eu-west-1b")
			},
			want: refused("InvalidVolume.ZoneMismatch: The volume 'vol-...' is not in the same availability zone as instance 'i-...'"),
		},
		"DiskTwice": {
			reason: "A disk is attached once.", of: of, also: append(also, "VolumeAttachment/a"), how: copyOf(of, "a", map[string]any{"deviceName": "/dev/sdg"}),
			want: refused("VolumeInUse: vol-... is already attached to an instance"),
		},
		"DiskNowhere": {
			reason: "A disk exists.", of: of, also: also, with: map[string]any{"volumeIdSelector": nil, "volumeId": "vol-0123"},
			want: refused("InvalidVolume.NotFound: The volume 'vol-0123' does not exist."),
		},
		"AddressWithoutGateway": {
			reason: "There is no way from the internet.", of: "EIPAssociation/machine", also: also[:2], how: without("InternetGateway/igw"),
			want: answer("creating EC2 EIP Association", "EC2", "AssociateAddress", "Gateway.NotAttached: Network vpc-... is not attached to any internet gateway"),
		},
		"AddressOfNothing": {
			reason: "An address is somebody's.", of: "EIPAssociation/machine", also: also, with: map[string]any{"instanceIdSelector": nil},
			want: answer("creating EC2 EIP Association", "EC2", "AssociateAddress", "MissingParameter: The request must contain the parameter instanceId"),
		},
	}
}

// refusedGroup is what EC2 Auto Scaling says of a group.
func refusedGroup(text string) string {
	return answer("creating Auto Scaling Group (regular)", "Auto Scaling", "CreateAutoScalingGroup", "ValidationError: "+text)
}

func brokenGroups() map[string]broken {
	const of = "AutoscalingGroup/regular"
	also := []string{"KeyPair/shop", "Grant/fleet"}
	templated := func(path string, value any) func(map[string]*unstructured.Unstructured) {
		return func(us map[string]*unstructured.Unstructured) {
			change(us["LaunchTemplate/fleet"], "spec.forProvider."+path, value)
		}
	}
	const formed = "You must use a valid fully-formed launch template. "
	return map[string]broken{
		"GroupBounds":  {reason: "No group has less than nothing.", of: of, also: also, with: map[string]any{"minSize": int64(3)}, want: refusedGroup("Max bound, 2, must be greater than or equal to min bound, 3")},
		"GroupDesired": {reason: "A group keeps its bounds.", of: of, also: also, with: map[string]any{"desiredCapacity": int64(5)}, want: refusedGroup("Desired capacity:5 must be between the specified min size:2 and max size:2")},
		"GroupNowhere": {reason: "A group is somewhere.", of: of, also: also, with: map[string]any{"vpcZoneIdentifierSelector": nil}, want: refusedGroup("At least one Availability Zone or VPC Subnet is required.")},
		"GroupOfNothing": {
			reason: "Machines are made from something.", of: of, also: also, with: map[string]any{"launchTemplate": nil},
			want: created("\"launch_template\": one of `launch_configuration,launch_template,mixed_instances_policy` must be specified"),
		},
		"GroupVersion": {
			reason: "A version exists.", of: of, also: also, with: map[string]any{"launchTemplate.version": "2"},
			want: refusedGroup(formed + "Could not find the specified version 2 for the launch template with ID lt-...."),
		},
		"GroupHealth": {reason: "Checks are known.", of: of, also: also, with: map[string]any{"healthCheckType": "HTTP"}, want: refusedGroup("Invalid Health Check Type. Valid types include: [EC2, ELB, EBS, VPC_LATTICE]. User Input: HTTP")},
		"GroupTag": {
			reason: "A tag says whether machines have it.", of: of, also: also, with: map[string]any{"tag[0].propagateAtLaunch": nil},
			want: created(`The argument "propagate_at_launch" is required, but no definition was found.`),
		},
		"GroupRange": {
			reason: "A refresh has bounds.", of: of, also: also, with: map[string]any{"instanceRefresh.preferences.minHealthyPercentage": int64(0)},
			want: refusedGroup("The difference between MaxHealthyPercentage and MinHealthyPercentage cannot be greater than 100."),
		},
		"GroupRollback": {
			reason: "Nobody knows what a parameter was.", of: of, also: also, with: map[string]any{"instanceRefresh.preferences.autoRollback": true},
			want: refusedGroup("Auto rollback is not supported for a launch template that uses an AWS Systems Manager parameter for the image ID."),
		},
		"GroupStrategy": {
			reason: "Strategies are known.", of: of, also: also, with: map[string]any{"instanceRefresh.strategy": "Replace"},
			want: created(`expected instance_refresh.strategy to be one of ["Rolling"], got Replace`),
		},
		"GroupKeyPair": {reason: "Keys are imported.", of: of, also: also[1:], how: without("KeyPair/shop"), want: refusedGroup(formed + "The key pair 'shop-0a1b2c3d' does not exist")},
		"GroupType":    {reason: "Types are known.", of: of, also: also, how: templated("instanceType", nil), want: refusedGroup(formed + "Invalid value '' for InstanceType.")},
		"GroupNetworks": {
			reason: "A security group is of its network.", of: of, also: also, with: map[string]any{"vpcZoneIdentifierSelector.matchLabels": map[string]any{"subnet": "other"}},
			want: refusedGroup(formed + "Security group sg-... and subnet subnet-... belong to different networks."),
		},
		"GroupSpot": {
			reason: "The group says what is spot, and the template does not.", of: "AutoscalingGroup/spot", also: also, how: templated("instanceMarketOptions", map[string]any{"marketType": "spot"}),
			want: strings.Replace(refusedGroup("Incompatible launch template: It cannot be used with mixed instances policy as it has InstanceMarketOptions."), "(regular)", "(spot)", 1),
		},
		"GroupStrategyOfSpot": {
			reason: "Strategies are known.", of: "AutoscalingGroup/spot", also: also, with: map[string]any{"mixedInstancesPolicy.instancesDistribution.spotAllocationStrategy": "cheapest"},
			want: created(`expected mixed_instances_policy.instances_distribution.spot_allocation_strategy to be one of ["lowest-price" "capacity-optimized" "capacity-optimized-prioritized" "price-capacity-optimized" "diversified"], got cheapest`),
		},
	}
}

func brokenScaling() map[string]broken {
	also := []string{"KeyPair/shop", "Grant/fleet"}
	policy := func(text string) string {
		return answer("creating Auto Scaling Policy (spot/spot)", "Auto Scaling", "PutScalingPolicy", "ValidationError: "+text)
	}
	schedule := func(text string) string {
		return answer("creating Auto Scaling Scheduled Action (regular/sleep)", "Auto Scaling", "PutScheduledUpdateGroupAction", "ValidationError: "+text)
	}
	scheduled := func(field string, value any, want string) broken {
		return broken{reason: "What never happens is refused.", of: "Schedule/sleep", also: also, with: map[string]any{field: value}, want: schedule(want)}
	}
	return map[string]broken{
		"PolicyTarget": {
			reason: "A target is above nothing.", of: "Policy/spot", also: also, with: map[string]any{"targetTrackingConfiguration.targetValue": int64(0)},
			want: policy("TargetValue must be greater than 0"),
		},
		"PolicyMetric": {
			reason: "A target is one of something.", of: "Policy/spot", also: also, with: map[string]any{"targetTrackingConfiguration.predefinedMetricSpecification": nil},
			want: policy("TargetTrackingConfiguration must have a metric specification"),
		},
		"PolicyType": {
			reason: "Types are known.", of: "Policy/spot", also: also, with: map[string]any{"policyType": "Tracking"},
			want: created(`expected policy_type to be one of ["SimpleScaling" "StepScaling" "TargetTrackingScaling" "PredictiveScaling"], got Tracking`),
		},
		"PolicyOfNothing": {
			reason: "A policy is for a group.", of: "Policy/spot", also: also, with: map[string]any{"autoscalingGroupNameSelector": nil, "autoscalingGroupName": "other"},
			want: answer("creating Auto Scaling Policy (other/spot)", "Auto Scaling", "PutScalingPolicy", "ValidationError: AutoScalingGroup name not found - null"),
		},
		"ScheduleCron":    scheduled("recurrence", "every day", "Given recurrence string: every day is invalid"),
		"ScheduleZone":    scheduled("timeZone", "UTC", "Given time zone: UTC is invalid"),
		"ScheduleBounds":  scheduled("minSize", int64(1), "Min value 1 for scheduled action is greater than max value 0"),
		"ScheduleDesired": scheduled("desiredCapacity", int64(1), "Desired capacity 1 for scheduled action is not between min value 0 and max value 0"),
		"ScheduleNever":   scheduled("recurrence", nil, "Either a start time or a recurrence must be specified"),
		"TargetsTwice": {
			reason: "A group is attached once.", of: "Attachment/web", also: append([]string{"Attachment/a"}, also...), how: copyOf("Attachment/web", "a", nil),
			want: created("Auto Scaling Attachment (regular, arn:aws:elasticloadbalancing:...) already exists"),
		},
	}
}

func brokenBalancers() map[string]broken {
	const of = "LB/balancer"
	also := []string{"InternetGateway/igw"}
	refused := func(text string) string {
		return answer("creating ELBv2 network Load Balancer (arn:aws:elasticloadbalancing:...)", "Elastic Load Balancing v2", "CreateLoadBalancer", text)
	}
	long := strings.Repeat("b", 33)
	return map[string]broken{
		"BalancerLong":     {reason: "A name has 32 characters.", of: of, also: also, with: map[string]any{"name": long}, want: created(`"name" cannot be longer than 32 characters: "` + long + `"`)},
		"BalancerName":     {reason: "A name has no underscores.", of: of, also: also, with: map[string]any{"name": "a_b"}, want: created(`only alphanumeric characters and hyphens allowed in "name": "a_b"`)},
		"BalancerReserved": {reason: "Some names belong to AWS.", of: of, also: also, with: map[string]any{"name": "internal-shop"}, want: created(`"name" cannot begin with "internal-": "internal-shop"`)},
		"BalancerTwice": {
			reason: "A name is one balancer.", of: of, also: append([]string{"LB/a"}, also...), how: copyOf(of, "a", nil),
			want: created("ELBv2 network Load Balancer (shop-balancer) already exists"),
		},
		"BalancerNowhere": {reason: "A balancer is somewhere.", of: of, also: also, with: map[string]any{"subnetSelector": nil}, want: refused("MissingParameter: The request must contain the parameter subnets")},
		"BalancerGateway": {
			reason: "There is no way from the internet.", of: of, how: without("InternetGateway/igw"),
			want: refused("InvalidSubnet: VPC vpc-... has no internet gateway"),
		},
		"BalancerZones": {
			reason: "A balancer is once in each zone.", of: of, also: also,
			how: func(us map[string]*unstructured.Unstructured) {
				change(us["Subnet/b"], "spec.forProvider.availabilityZone", "eu-west-1a")
			},
			want: refused("InvalidConfigurationRequest: A load balancer cannot be attached to multiple subnets in the same Availability Zone"),
		},
		"BalancerNetworks": {
			reason: "A security group is of its network.", of: of, also: also, with: map[string]any{"subnetSelector.matchLabels": map[string]any{"subnet": "other"}},
			want: refused("InvalidConfigurationRequest: One or more security groups are invalid: sg-... is not in VPC 'vpc-...'"),
		},
	}
}

func brokenTargets() map[string]broken {
	const of = "LBTargetGroup/web"
	checks := func(path string, value any, want string) broken {
		return broken{reason: "Checks have limits.", of: of, with: map[string]any{path: value}, want: want}
	}
	return map[string]broken{
		"TargetProtocol": {
			reason: "Protocols are those of the transport layer.", of: of, with: map[string]any{"protocol": "HTTP"},
			want: created(`expected protocol to be one of ["TCP" "TLS" "UDP" "TCP_UDP"], got HTTP`),
		},
		"TargetPort":      checks("port", int64(70000), created("expected port to be in the range (1 - 65535), got 70000")),
		"TargetInterval":  checks("healthCheck.interval", int64(4), created("expected health_check.0.interval to be in the range (5 - 300), got 4")),
		"TargetThreshold": checks("healthCheck.healthyThreshold", int64(1), created("expected health_check.0.healthy_threshold to be in the range (2 - 10), got 1")),
		"TargetTimeout": checks("healthCheck.timeout", int64(20), answer("creating ELBv2 Target Group (arn:aws:elasticloadbalancing:...)", "Elastic Load Balancing v2", "CreateTargetGroup",
			"ValidationError: Health check interval must be greater than or equal to the timeout")),
		"TargetPath": checks("healthCheck.protocol", "TCP", created(`Attribute "health_check[0].path" cannot be specified when "health_check[0].protocol" is "TCP".`)),
	}
}

func brokenListeners() map[string]broken {
	also := []string{"InternetGateway/igw"}
	refused := func(text string) string {
		return answer("creating ELBv2 Listener (arn:aws:elasticloadbalancing:...)", "Elastic Load Balancing v2", "CreateListener", text)
	}
	return map[string]broken{
		"ListenerTwice": {
			reason: "A balancer listens at a port once.", of: "LBListener/tls", also: also, with: map[string]any{"port": int64(80)},
			want: refused("DuplicateListener: A listener already exists on this port for this load balancer 'arn:aws:elasticloadbalancing:...'"),
		},
		"ListenerProtocol": {
			reason: "Machines receive what clients send.", of: "LBListener/plain", also: also, with: map[string]any{"protocol": "UDP"},
			want: refused("IncompatibleProtocols: Listener protocol 'UDP' is not supported with a target group with the protocol 'TCP'"),
		},
		"ListenerCertificate": {
			reason: "TLS takes a certificate.", of: "LBListener/tls", also: also, with: map[string]any{"certificateArn": nil},
			want: refused("CertificateNotFound: A certificate must be specified for TLS listeners"),
		},
		"ListenerCertificateElsewhere": {
			reason: "It is where the balancer is.", of: "LBListener/tls", also: also, with: map[string]any{"certificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/1"},
			want: refused("ValidationError: Certificate ARN 'arn:aws:acm:us-east-1:123456789012:certificate/1' is not valid"),
		},
		"ListenerPlain": {
			reason: "And nothing else does.", of: "LBListener/plain", also: also, with: map[string]any{"sslPolicy": "ELBSecurityPolicy-2016-08"},
			want: refused("InvalidConfigurationRequest: A certificate cannot be specified for TCP listeners"),
		},
		"ListenerPolicy": {
			reason: "Policies are known.", of: "LBListener/tls", also: also, with: map[string]any{"sslPolicy": "TLS13"},
			want: refused("SSLPolicyNotFound: SSL policy 'TLS13' not found"),
		},
		"ListenerNowhere": {
			reason: "A listener passes on to somebody.", of: "LBListener/plain", also: also,
			with: map[string]any{"defaultAction[0].targetGroupArnSelector": nil}, want: refused("ValidationError: A target group ARN must be specified"),
		},
		"ListenerNetworks": {
			reason: "Targets are in the network of the balancer.", of: "LBListener/plain", also: also,
			how: func(us map[string]*unstructured.Unstructured) {
				change(us["LBTargetGroup/web"], "spec.forProvider.vpcIdSelector.matchLabels", map[string]any{"vpc": "other"})
			},
			want: refused("InvalidConfigurationRequest: The target group 'arn:aws:elasticloadbalancing:...' is not in the VPC of the load balancer"),
		},
	}
}

func brokenGrants() map[string]broken {
	const of = "Grant/fleet"
	refused := func(text string) string {
		return created("creating KMS Grant: operation error KMS: CreateGrant, https response error StatusCode: 400, RequestID: ..., " + text)
	}
	return map[string]broken{
		"GrantNobody": {reason: "AWS makes the role with the first group.", of: of, want: refused("InvalidArnException: ARN does not refer to a valid principal")},
		"GrantAlias": {
			reason: "An alias is another key tomorrow.", of: of, with: map[string]any{"keyId": "arn:aws:kms:eu-west-1:123456789012:alias/shop"},
			want: refused("InvalidArnException: Invalid keyId arn:aws:kms:eu-west-1:123456789012:alias/shop"),
		},
		"GroupWithoutGrant": {
			reason: "A machine does not start whose disk nobody may read.", of: "AutoscalingGroup/regular", also: []string{"KeyPair/shop"}, how: without(of),
			want: created("waiting for Auto Scaling Group (regular) capacity satisfied: scaling activity (...): Failed: Instance became unhealthy while waiting for instance to be in InService state. Termination Reason: Client.InternalError: Client error on launch"),
		},
	}
}

// goodCompute is a world in which all machines are ready.
func goodCompute(t *testing.T) (*world, map[string]*unstructured.Unstructured) {
	t.Helper()
	w, us := newWorld(t), objects(t, computeFile)
	w.apply(sorted(us)...)
	w.run()
	w.wantReady()
	return w, us
}

// TestMachinesChange proves what AWS changes of machines that exist, and what it does not.
func TestMachinesChange(t *testing.T) {
	t.Parallel()
	w, us := goodCompute(t)
	template, machine, regular := us["LaunchTemplate/fleet"], us["Instance/machine"], us["AutoscalingGroup/regular"]

	w.ask(template, "tags", map[string]any{"team": "other"})
	if n, _ := w.observed(template).Int("latestVersion"); n != 1 {
		t.Errorf("tags of a template made version %d", n)
	}
	w.ask(template, "description", "Machines of generation g2def")
	if n, _ := w.observed(template).Int("latestVersion"); n != 2 || w.observed(template).String("description") != "Machines of generation g2def" {
		t.Errorf("another description made version %d", n)
	}
	w.ask(regular, "launchTemplate.version", "2")
	w.ask(regular, "desiredCapacity", int64(4))
	w.wantRefused(regular, "Desired capacity:4 must be between the specified min size:2 and max size:2")
	w.ask(regular, "desiredCapacity", int64(2))

	w.ask(machine, "instanceType", "m6i.large")
	w.wantReady()
	if got := w.observed(machine).String("publicIp"); got != w.observed(us["EIP/machine"]).String("publicIp") {
		t.Errorf("the address of the machine is %q", got)
	}
	w.ask(machine, "associatePublicIpAddress", false)
	w.wantRefused(machine, `cannot change the value of the argument "associate_public_ip_address" from "true" to "false"`)
}

// TestBalancersChange proves what AWS changes of balancers that exist, and what it does
// not.
func TestBalancersChange(t *testing.T) {
	t.Parallel()
	w, us := goodCompute(t)
	balancer, targets := us["LB/balancer"], us["LBTargetGroup/web"]

	w.ask(targets, "port", int64(8081))
	w.wantRefused(targets, `cannot change the value of the argument "port"`)
	w.ask(targets, "port", int64(8080))
	w.ask(us["LBListener/plain"], "port", int64(443))
	w.wantRefused(us["LBListener/plain"], "DuplicateListener")
	w.ask(us["LBListener/plain"], "port", int64(8000))

	w.change(balancer, func(u *unstructured.Unstructured) {
		unset(u, "spec.forProvider.subnetSelector")
		set(u, "spec.forProvider.subnets", w.wanted(balancer)["subnets"].([]any)[:1])
	})
	w.poll()
	w.run()
	w.wantRefused(balancer, `cannot change the value of the argument "subnets"`)

	w.delete(targets)
	w.run()
	w.wantRefused(targets, "ResourceInUse")
}

// TestSpotMachineKeepsItsType proves that a spot machine is what it is.
func TestSpotMachineKeepsItsType(t *testing.T) {
	t.Parallel()
	w, us := newWorld(t), objects(t, computeFile)
	set(us["LaunchTemplate/machine"], "spec.forProvider.instanceMarketOptions", map[string]any{
		"marketType": "spot", "spotOptions": map[string]any{"instanceInterruptionBehavior": "stop", "spotInstanceType": "persistent"},
	})
	machine := us["Instance/machine"]
	w.apply(sorted(relevant(us, []string{"Instance/machine", "LaunchTemplate/machine", "KeyPair/shop"}))...)
	w.run()
	w.wantMessage(machine, "")
	if got := w.observed(machine).String("instanceLifecycle"); got != "spot" {
		t.Errorf("the machine is a %q one", got)
	}
	w.ask(machine, "instanceType", "m6i.large")
	w.wantRefused(machine, "The instance type of a Spot Instance cannot be changed.")
}
