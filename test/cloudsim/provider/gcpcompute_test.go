// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"context"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	xpv2 "github.com/crossplane/crossplane/apis/v2/core/v2"
)

const gcpComputeFile = "gcp-compute.yaml"

// Names of what the tests break.
const (
	gcpVM        = "Instance/web"
	gcpScheduler = "InstanceIAMMember/scheduler"
	gcpSchedule  = "ResourcePolicy/schedule"
	gcpTemplate  = "InstanceTemplate/template"
	gcpGroup     = "RegionInstanceGroupManager/group"
	gcpScaler    = "RegionAutoscaler/autoscaler"
	gcpRepair    = "HealthCheck/repair"
	gcpCheck     = "RegionHealthCheck/check"
	gcpService   = "RegionBackendService/external"
	gcpRule      = "ForwardingRule/external-443"
	gcpInternal  = "ForwardingRule/internal-443"
	gcpVIP       = "Address/internal"
)

// gcpComputeNeeds are what an object needs, and no more, so that many mistakes cost little.
func gcpComputeNeeds() map[string][]string {
	inNetwork := []string{"Network/network", "Subnetwork/private"}
	machine := append([]string{"ServiceAccount/shop-web", "KeyRing/shop-keys", "CryptoKey/disks", "CryptoKeyIAMMember/disks", "Disk/data"}, inNetwork...)
	group := append([]string{gcpTemplate, gcpRepair}, inNetwork...)
	service := append([]string{gcpGroup, gcpCheck}, group...)
	return map[string][]string{
		gcpVM:        machine,
		gcpScheduler: append([]string{gcpVM}, machine...),
		gcpTemplate:  inNetwork,
		gcpGroup:     group,
		gcpScaler:    append([]string{gcpGroup}, group...),
		gcpService:   service,
		gcpRule:      append([]string{gcpService, "Address/external"}, service...),
		gcpInternal:  append([]string{"RegionBackendService/internal", gcpVIP}, service...),
		gcpVIP:       inNetwork,
	}
}

func gcpComputeWith(us map[string]*unstructured.Unstructured, names ...string) []*unstructured.Unstructured {
	needs, out := gcpComputeNeeds(), map[string]*unstructured.Unstructured{}
	for _, name := range names {
		for _, n := range append(needs[name], name) {
			out[n] = us[n]
		}
	}
	return sorted(out)
}

// TestGoodComputeOnGCP proves that the cloud accepts what is right, and lets go of it in
// whatever order it is deleted.
func TestGoodComputeOnGCP(t *testing.T) {
	t.Parallel()
	for scope, convert := range map[string]func(*unstructured.Unstructured) *unstructured.Unstructured{"Cluster": asItIs, "Namespaced": namespaced} {
		t.Run(scope, func(t *testing.T) {
			t.Parallel()
			w, us := newWorld(t), sorted(gcpObjects(t, gcpComputeFile, convert))
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

func TestBrokenComputeOnGCP(t *testing.T) {
	t.Parallel()
	for name, tc := range merged(
		brokenGCPMachines(), brokenGCPBoots(), brokenGCPSchedules(), brokenGCPTemplates(), brokenGCPGroups(), brokenGCPScaling(),
		brokenGCPChecks(), brokenGCPServices(), brokenGCPRules(), brokenGCPAddresses(),
	) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, us := newWorld(t), gcpObjects(t, gcpComputeFile, asItIs)
			for path, value := range tc.with {
				change(us[tc.of], "spec.forProvider."+path, value)
			}
			if tc.how != nil {
				tc.how(us)
			}
			w.apply(gcpComputeWith(us, append(tc.also, tc.of)...)...)
			w.run()
			mg := w.get(us[tc.of])
			if s := mg.GetCondition(xpv2.TypeReady).Status; s == corev1.ConditionTrue {
				t.Errorf("%s\n%s should not become ready", tc.reason, tc.of)
			}
			if got := message(mg); !strings.Contains(got, tc.want) {
				t.Errorf("%s\nmessage of %s should contain %q, is %q", tc.reason, tc.of, tc.want, got)
			}
		})
	}
}

// gcpInitially changes what an object is created with.
func gcpInitially(of string, with map[string]any) func(us map[string]*unstructured.Unstructured) {
	return func(us map[string]*unstructured.Unstructured) {
		for path, value := range with {
			change(us[of], "spec.initProvider."+path, value)
		}
	}
}

func brokenGCPMachines() map[string]broken {
	const of = gcpVM
	nic := func(more map[string]any) map[string]any {
		out := map[string]any{"subnetwork": "projects/shop-project/regions/europe-west1/subnetworks/private"}
		maps.Copy(out, more)
		return map[string]any{"networkInterface": []any{out}}
	}
	scheduling := func(path string, value any) map[string]any { return map[string]any{"scheduling." + path: value} }
	return map[string]broken{
		"MachineName":    {reason: "Names have rules.", of: of, how: named(of, "web-"), want: "Must be a match of regex '(?:[a-z]"},
		"MachineNowhere": {reason: "A machine is in a zone.", of: of, with: map[string]any{"zone": "europe-west1"}, want: "Invalid value for field 'zone': 'europe-west1'. Unknown zone."},
		"MachineType":    {reason: "Types are known.", of: of, with: map[string]any{"machineType": "m5.large"}, want: "Machine type with name 'm5.large' does not exist."},
		"MachineNoNIC":   {reason: "A machine is in a network.", of: of, with: map[string]any{"networkInterface": []any{map[string]any{"stackType": "IPV4_ONLY"}}}, want: "At least one of network or subnetwork must be specified."},
		"MachineSubnetElsewhere": {
			reason: "Its subnetwork is in the region of the zone.", of: of, also: []string{"Subnetwork/elsewhere"},
			with: nic(map[string]any{"subnetwork": "projects/shop-project/regions/europe-west4/subnetworks/elsewhere"}), want: "Subnetwork must be in region europe-west1",
		},
		"MachineSubnetMissing": {reason: "A subnetwork exists.", of: of, with: nic(map[string]any{"subnetwork": "projects/shop-project/regions/europe-west1/subnetworks/no"}), want: "subnetworks/no' was not found"},
		"MachineAddress":       {reason: "An address was reserved.", of: of, with: nic(map[string]any{"accessConfig": []any{map[string]any{"natIp": "198.51.100.7"}}}), want: "The specified external IP address '198.51.100.7' was not found in region 'europe-west1'."},
		"MachineDiskMissing":   {reason: "A disk exists.", of: of, with: map[string]any{"attachedDisk": []any{map[string]any{"source": "projects/shop-project/zones/europe-west1-b/disks/no"}}}, want: "disks/no' was not found"},
		"MachineDiskElsewhere": {reason: "A disk is in the zone of the machine.", of: of, with: map[string]any{"zone": "europe-west1-c"}, want: "Disk must be in the same zone as the instance or instance template."},
		"MachineDiskTwice": {
			reason: "A disk is written by one machine.", of: "Instance/web-later", how: copyOf(of, "web-later", nil), also: []string{of},
			want: "is already being used by 'projects/shop-project/zones/europe-west1-b/instances/web'",
		},
		"MachineNobody":        {reason: "A machine acts as somebody.", of: of, with: map[string]any{"serviceAccount.email": "nobody@shop-project.iam.gserviceaccount.com"}, want: "of type 'serviceAccount' was not found."},
		"MachineNoScopes":      {reason: "It may do something.", of: of, with: map[string]any{"serviceAccount.scopes": nil}, want: `"service_account.0.scopes": required field is not set`},
		"MachineSpotPermanent": {reason: "A spot machine is preemptible.", of: of, with: scheduling("preemptible", false), want: "Must be true exactly for provisioning model SPOT."},
		"MachineSpotRestarts":  {reason: "It does not come back.", of: of, with: scheduling("automaticRestart", true), want: "Scheduling must have automatic restart be false when preemptible is true."},
		"MachineSpotMigrates":  {reason: "It does not migrate.", of: of, with: scheduling("onHostMaintenance", "MIGRATE"), want: "Scheduling must have on host maintenance be TERMINATE"},
		"MachineTerminated": {
			reason: "Other machines are not taken back.", of: of,
			with: map[string]any{"scheduling": map[string]any{"provisioningModel": "STANDARD", "instanceTerminationAction": "STOP"}}, want: "You cannot specify a termination action",
		},
		"MachineGPUMigrates": {
			reason: "GPUs do not migrate.", of: of,
			with: map[string]any{"machineType": "g2-standard-4", "scheduling": map[string]any{"provisioningModel": "STANDARD"}}, want: "Instances with guest accelerators do not support live migration.",
		},
		"MachineTag":      {reason: "Tags have rules.", of: of, with: map[string]any{"tags": []any{"Web"}}, want: "tags.items[]': 'Web'"},
		"MachineLabel":    {reason: "Labels are in lower case.", of: of, with: map[string]any{"labels": map[string]any{"Team": "shop"}}, want: "Label key 'Team' violates format constraints."},
		"MachineMetadata": {reason: "Metadata is not large.", of: of, with: map[string]any{"metadata.user-data": strings.Repeat("#", 262145)}, want: "Value for metadata key user-data is too large"},
	}
}

func brokenGCPBoots() map[string]broken {
	const of, params = gcpVM, "bootDisk.initializeParams."
	boots := func(path string, value any) func(us map[string]*unstructured.Unstructured) {
		return gcpInitially(of, map[string]any{params + path: value})
	}
	return map[string]broken{
		"BootImage":        {reason: "A family has images.", of: of, how: boots("image", "projects/ubuntu-os-cloud/global/images/family/ubuntu-2404-lts"), want: "Could not find image or family projects/ubuntu-os-cloud/global/images/family/ubuntu-2404-lts"},
		"BootNoImage":      {reason: "An image is called like one.", of: of, how: boots("image", "golden"), want: "error resolving image name 'golden'"},
		"BootArchitecture": {reason: "An image is for some processors.", of: of, how: boots("image", "projects/debian-cloud/global/images/family/debian-12-arm64"), want: "The architecture of the image is not compatible with machine type e2-standard-2."},
		"BootTooSmall": {
			reason: "An image has a size.", of: of,
			how: gcpInitially(of, map[string]any{params + "image": "projects/windows-cloud/global/images/family/windows-2022", params + "size": int64(32)}), want: "Requested disk size cannot be smaller than the image size (50 GB)",
		},
		"BootDisk":      {reason: "Types of disks are known.", of: of, how: boots("type", "gp3"), want: "diskTypes/gp3' was not found"},
		"BootHyperdisk": {reason: "Some machines take no Hyperdisk.", of: of, how: boots("type", "hyperdisk-balanced"), want: "hyperdisk-balanced disk type cannot be used by e2-standard-2 machine type."},
		"BootKey": {
			reason: "A key is in the region.", of: of,
			how: gcpInitially(of, map[string]any{"bootDisk.kmsKeySelfLink": "projects/shop-project/locations/europe-west4/keyRings/shop-keys/cryptoKeys/disks"}), want: "is in another location than europe-west1",
		},
	}
}

func brokenGCPSchedules() map[string]broken {
	const of, at = gcpSchedule, "instanceSchedulePolicy."
	return map[string]broken{
		"ScheduleEmpty": {reason: "A schedule does something.", of: of, with: map[string]any{at + "vmStartSchedule": nil, at + "vmStopSchedule": nil}, want: "At least one of vmStartSchedule and vmStopSchedule must be specified."},
		"ScheduleCron":  {reason: "A schedule has five fields.", of: of, with: map[string]any{at + "vmStartSchedule.schedule": "7:30"}, want: "Must be a valid cron expression."},
		"ScheduleZone":  {reason: "Time zones are those of IANA.", of: of, with: map[string]any{at + "timeZone": "W. Europe Standard Time"}, want: "Must be a valid time zone from the tz database."},
		"ScheduleName":  {reason: "Names have rules.", of: of, how: named(of, "Schedule"), want: "Must be a match of regex"},
		"ScheduleUnfollowed": {
			reason: "Compute Engine must be let start the machine.", of: gcpVM, also: []string{of},
			with: map[string]any{"resourcePolicies": []any{"projects/shop-project/regions/europe-west1/resourcePolicies/schedule"}}, want: "needs to have [compute.instances.start,compute.instances.stop] permissions",
		},
		"SchedulerRole":   {reason: "Roles are called like some.", of: gcpScheduler, with: map[string]any{"role": "instanceAdmin"}, want: "Role instanceAdmin is not supported for this resource."},
		"SchedulerNobody": {reason: "A member is somebody.", of: gcpScheduler, with: map[string]any{"member": "compute-system"}, want: "invalid value for member"},
		"SchedulerZone":   {reason: "A machine is in its zone.", of: gcpScheduler, with: map[string]any{"zone": "europe-west1-c"}, want: "zones/europe-west1-c/instances/web' was not found"},
	}
}

func brokenGCPTemplates() map[string]broken {
	const of = gcpTemplate
	disk := func(path string, value any) func(us map[string]*unstructured.Unstructured) {
		return func(us map[string]*unstructured.Unstructured) { set(us[of], "spec.forProvider.disk[0]."+path, value) }
	}
	return map[string]broken{
		"TemplateName":   {reason: "Names have rules.", of: of, with: map[string]any{"name": "Web"}, want: "Invalid value for field 'resource.name': 'Web'."},
		"TemplateBoot":   {reason: "A machine boots from one disk.", of: of, how: disk("boot", false), want: "Exactly one boot disk must be specified, and there are 0."},
		"TemplateImage":  {reason: "A family has images.", of: of, how: disk("sourceImage", "projects/debian-cloud/global/images/family/debian-4"), want: "Could not find image or family"},
		"TemplateDisk":   {reason: "Some machines take Hyperdisk alone.", of: of, how: disk("diskType", "pd-ssd"), want: "pd-ssd disk type cannot be used by c4a-standard-4 machine type."},
		"TemplateLabel":  {reason: "Labels of disks are in lower case, too.", of: of, how: disk("labels", map[string]any{"Team": "shop"}), want: "Label key 'Team' violates format constraints."},
		"TemplateNobody": {reason: "A machine acts as somebody.", of: of, with: map[string]any{"serviceAccount": map[string]any{"email": "nobody@shop-project.iam.gserviceaccount.com", "scopes": []any{"cloud-platform"}}}, want: "of type 'serviceAccount' was not found."},
		"TemplateTaken": {
			reason: "A name is unique.", of: "InstanceTemplate/template-later", how: copyOf(of, "template-later", nil), also: []string{"Network/network", "Subnetwork/private", of},
			want: "The resource 'projects/shop-project/global/instanceTemplates/shop-web-1' already exists",
		},
	}
}

func brokenGCPGroups() map[string]broken {
	const of, policy = gcpGroup, "updatePolicy."
	return map[string]broken{
		"GroupName":     {reason: "Names have rules.", of: of, with: map[string]any{"name": "shop_web"}, want: "Invalid value for field 'resource.name': 'shop_web'."},
		"GroupBaseName": {reason: "Names of machines are longer than what they begin with.", of: of, with: map[string]any{"baseInstanceName": strings.Repeat("w", 59)}, want: "Invalid value for field 'resource.baseInstanceName'"},
		"GroupZone":     {reason: "Zones are in the region.", of: of, with: map[string]any{"distributionPolicyZones": []any{"europe-west4-a"}}, want: "Zone must be in region europe-west1."},
		"GroupTemplate": {reason: "A template exists.", of: of, with: map[string]any{"version": []any{map[string]any{"instanceTemplate": "projects/shop-project/global/instanceTemplates/no"}}}, want: "instanceTemplates/no' was not found"},
		"GroupCheck":    {reason: "Its check is in no region.", of: of, also: []string{gcpCheck}, with: map[string]any{"autoHealingPolicies.healthCheck": "projects/shop-project/regions/europe-west1/healthChecks/check"}, want: "regions/europe-west1/healthChecks/check' was not found"},
		"GroupDelay":    {reason: "A machine becomes healthy some day.", of: of, with: map[string]any{"autoHealingPolicies.initialDelaySec": int64(3601)}, want: "expected auto_healing_policies.0.initial_delay_sec to be in the range (0 - 3600), got 3601"},
		"GroupSurge":    {reason: "A machine is added in each zone.", of: of, with: map[string]any{policy + "maxSurgeFixed": int64(1)}, want: "Fixed updatePolicy.maxSurge for regional managed instance group has to be either 0 or at least equal to the number of zones."},
		"GroupMissing":  {reason: "A machine is missing in each zone.", of: of, with: map[string]any{policy + "maxUnavailableFixed": int64(2)}, want: "Fixed updatePolicy.maxUnavailable"},
		"GroupStuck":    {reason: "Some machine is replaced first.", of: of, with: map[string]any{policy + "maxSurgeFixed": int64(0)}, want: "maxUnavailable must be greater than 0 when maxSurge is set to 0."},
		"GroupRecreate": {reason: "A name is there once.", of: of, with: map[string]any{policy + "replacementMethod": "RECREATE"}, want: "maxSurge must be set to 0 when replacement method is RECREATE."},
		"GroupSize":     {reason: "There are no fewer machines than none.", of: of, with: map[string]any{"targetSize": int64(-1)}, want: "Must be greater than or equal to 0"},
		"GroupElsewhere": {
			reason: "Machines are where their subnetwork is.", of: of,
			with: map[string]any{"region": "europe-west4", "distributionPolicyZones": []any{"europe-west4-a", "europe-west4-b", "europe-west4-c"}}, want: "of the instance template is not in region 'europe-west4'.",
		},
	}
}

func brokenGCPScaling() map[string]broken {
	const of, policy = gcpScaler, "autoscalingPolicy."
	schedule := func(path string, value any) func(us map[string]*unstructured.Unstructured) {
		return func(us map[string]*unstructured.Unstructured) {
			set(us[of], "spec.forProvider.autoscalingPolicy.scalingSchedules[0]."+path, value)
		}
	}
	return map[string]broken{
		"ScalingBounds":  {reason: "The least is not above the most.", of: of, with: map[string]any{policy + "minReplicas": int64(10)}, want: "Must be at least 1 and at least minNumReplicas, which is 10."},
		"ScalingNothing": {reason: "There may be a machine.", of: of, with: map[string]any{policy + "minReplicas": int64(0), policy + "maxReplicas": int64(0)}, want: "Must be at least 1"},
		"ScalingTarget":  {reason: "A target is a part of one.", of: of, with: map[string]any{policy + "cpuUtilization": map[string]any{"target": 60.0}}, want: "Must be in the range (0, 1]."},
		"ScalingCron":    {reason: "A schedule has five fields.", of: of, how: schedule("schedule", "tomorrow"), want: "Must be a valid cron expression."},
		"ScalingShort":   {reason: "A schedule lasts five minutes.", of: of, how: schedule("durationSec", int64(60)), want: "scalingSchedules[awake].durationSec': '60'. Must be at least 300."},
		"ScalingZone":    {reason: "Time zones are those of IANA.", of: of, how: schedule("timeZone", "CEST+2"), want: "Must be a valid time zone from the tz database."},
		"ScalingTwice": {
			reason: "A group has one autoscaler.", of: "RegionAutoscaler/later", how: copyOf(of, "later", nil), also: []string{of},
			want: "The target is already being autoscaled by 'projects/shop-project/regions/europe-west1/autoscalers/autoscaler'.",
		},
	}
}

func brokenGCPChecks() map[string]broken {
	return map[string]broken{
		"CheckNothing":  {reason: "A check asks for something.", of: gcpRepair, with: map[string]any{"tcpHealthCheck": nil}, want: "one of `grpc_health_check,http2_health_check,http_health_check,https_health_check,ssl_health_check,tcp_health_check` must be specified"},
		"CheckTwo":      {reason: "It asks for one thing.", of: gcpCheck, with: map[string]any{"tcpHealthCheck": map[string]any{"port": int64(80)}}, want: "must be specified"},
		"CheckSlow":     {reason: "A check is over before the next.", of: gcpRepair, with: map[string]any{"timeoutSec": int64(11)}, want: "TimeoutSec should be less than checkIntervalSec."},
		"CheckPort":     {reason: "A port is a port.", of: gcpRepair, with: map[string]any{"tcpHealthCheck.port": int64(65536)}, want: "Must be between 1 and 65535."},
		"CheckOften":    {reason: "Ten times are enough.", of: gcpCheck, with: map[string]any{"healthyThreshold": int64(11)}, want: "Must be between 1 and 10."},
		"CheckInterval": {reason: "Five minutes are long.", of: gcpCheck, with: map[string]any{"checkIntervalSec": int64(301)}, want: "Must be between 1 and 300."},
		"CheckPath":     {reason: "A path begins at the root.", of: gcpCheck, with: map[string]any{"httpHealthCheck.requestPath": "healthz"}, want: "The request path must start with a '/'."},
		"CheckName":     {reason: "Names have rules.", of: gcpCheck, how: named(gcpCheck, "check."), want: "Must be a match of regex"},
	}
}

func brokenGCPServices() map[string]broken {
	const of = gcpService
	backend := func(path string, value any) func(us map[string]*unstructured.Unstructured) {
		return func(us map[string]*unstructured.Unstructured) {
			set(us[of], "spec.forProvider.backend[0]."+path, value)
		}
	}
	const group = "projects/shop-project/regions/europe-west1/instanceGroups/shop-web"
	return map[string]broken{
		"ServiceScheme":   {reason: "Packets are passed on as they are.", of: of, with: map[string]any{"loadBalancingScheme": "EXTERNAL_MANAGED"}, want: "Must be one of [EXTERNAL, INTERNAL]"},
		"ServiceProtocol": {reason: "At the transport layer.", of: of, with: map[string]any{"protocol": "HTTP"}, want: "Protocol must be one of [TCP, UDP, UNSPECIFIED]"},
		"ServiceNoCheck":  {reason: "Somebody finds out which machines are healthy.", of: of, with: map[string]any{"healthChecksRefs": nil}, want: "Exactly one health check must be specified."},
		"ServicePath":     {reason: "The URL of a group is a full one.", of: of, how: backend("group", group), want: "the URL is not a full one"},
		"ServiceManager":  {reason: "A manager is no group.", of: of, how: backend("group", "https://www.googleapis.com/compute/v1/"+strings.Replace(group, "instanceGroups", "instanceGroupManagers", 1)), want: "It must be that of an instance group."},
		"ServiceNoGroup":  {reason: "A group exists.", of: of, how: backend("group", "https://www.googleapis.com/compute/v1/projects/shop-project/regions/europe-west1/instanceGroups/no"), want: "was not found"},
		"ServiceMode":     {reason: "A backend is full of connections.", of: of, how: backend("balancingMode", "UTILIZATION"), want: "Balancing mode must be CONNECTION for an EXTERNAL backend service."},
	}
}

func brokenGCPRules() map[string]broken {
	const of, inside = gcpRule, gcpInternal
	many := []any{"1", "2", "3", "4", "5", "6"}
	subnet := "projects/shop-project/regions/europe-west1/subnetworks/private"
	return map[string]broken{
		"RulePorts":    {reason: "A rule has five ports.", of: of, with: map[string]any{"ports": many}, want: "At most 5 ports can be specified."},
		"RuleNoPorts":  {reason: "A rule has ports.", of: of, with: map[string]any{"ports": nil}, want: "Exactly one of ports, portRange and allPorts must be specified."},
		"RulePort":     {reason: "A port is a number.", of: of, with: map[string]any{"ports": []any{"https"}}, want: "Invalid value for field 'resource.ports': 'https'. Must be a port."},
		"RuleProtocol": {reason: "A rule has the protocol of its service.", of: of, with: map[string]any{"ipProtocol": "UDP"}, want: "Protocol of the forwarding rule must match that of the backend service, which is TCP."},
		"RuleScheme":   {reason: "A rule has the scheme of its service.", of: of, with: map[string]any{"loadBalancingScheme": "INTERNAL", "networkTier": nil, "subnetwork": subnet}, want: "Load balancing scheme of the backend service must be INTERNAL."},
		"RuleSubnet":   {reason: "The internet is in no subnetwork.", of: of, with: map[string]any{"subnetwork": subnet}, want: "Subnetworks and global access are for internal load balancing only."},
		"RuleAddress":  {reason: "An address exists.", of: of, with: map[string]any{"ipAddressRef": nil, "ipAddress": "no"}, want: "addresses/no' was not found"},
		"RuleInside":   {reason: "An internal address is not one of the internet.", of: of, also: []string{gcpVIP}, with: map[string]any{"ipAddressRef.name": "internal"}, want: "Invalid IP address specified: an EXTERNAL address is needed."},
		"RuleTwice": {
			reason: "One rule listens at a port.", of: "ForwardingRule/later", how: copyOf(of, "later", nil), also: []string{of},
			want: "Specified IP address is in-use by 'projects/shop-project/regions/europe-west1/forwardingRules/external-443' and would result in a conflict.",
		},
		"RuleNoSubnet": {reason: "An internal balancer is in a subnetwork.", of: inside, with: map[string]any{"subnetwork": nil}, want: "Subnetwork must be specified for internal load balancing"},
		"RuleTier":     {reason: "The network has no tiers.", of: inside, with: map[string]any{"networkTier": "PREMIUM"}, want: "Network tier must not be specified for internal load balancing."},
		"RuleUnshared": {
			reason: "Not every address is shared.", of: "ForwardingRule/internal-80", also: []string{inside},
			how: func(us map[string]*unstructured.Unstructured) { unset(us[gcpVIP], "spec.forProvider.purpose") }, want: "Only addresses of purpose SHARED_LOADBALANCER_VIP are shared.",
		},
	}
}

func brokenGCPAddresses() map[string]broken {
	const of = gcpVIP
	return map[string]broken{
		"AddressPurpose":  {reason: "Purposes are known.", of: of, with: map[string]any{"purpose": "BALANCER"}, want: "Invalid value for field 'resource.purpose': 'BALANCER'."},
		"AddressNoSubnet": {reason: "An internal address is in a subnetwork.", of: of, with: map[string]any{"subnetwork": nil}, want: "Subnetwork must be specified for an internal address"},
		"AddressOutside":  {reason: "The internet is in no subnetwork.", of: of, with: map[string]any{"addressType": "EXTERNAL"}, want: "Purpose and subnetwork are for internal addresses only."},
		"AddressElsewhere": {
			reason: "A subnetwork is in a region.", of: of, also: []string{"Subnetwork/elsewhere"},
			with: map[string]any{"subnetwork": "projects/shop-project/regions/europe-west4/subnetworks/elsewhere"}, want: "The subnetwork must be in region europe-west1.",
		},
	}
}

// TestComputeChangesOnGCP changes what there is, one thing after the other.
func TestComputeChangesOnGCP(t *testing.T) {
	t.Parallel()
	w, us := newWorld(t), gcpObjects(t, gcpComputeFile, asItIs)
	w.apply(sorted(us)...)
	w.run()
	w.wantReady()
	attempt := func(of, path string, value any) string {
		t.Helper()
		u := w.get(us[of]).GetUnstructured()
		before, _, _ := unstructured.NestedFieldCopy(u.Object, "spec", "forProvider")
		change(u, "spec.forProvider."+path, value)
		if err := w.client.Update(context.Background(), u); err != nil {
			t.Fatal(err)
		}
		w.run()
		got := message(w.get(us[of]))
		if !strings.Contains(got, "failed") {
			return ""
		}
		u = w.get(us[of]).GetUnstructured()
		set(u, "spec.forProvider", before)
		if err := w.client.Update(context.Background(), u); err != nil {
			t.Fatal(err)
		}
		w.run()
		return got
	}
	for i, tc := range []struct {
		of, path string
		value    any
		want     string
	}{
		{gcpVM, "machineType", "e2-standard-4", ""},
		{gcpVM, "resourcePolicies", []any{"projects/shop-project/regions/europe-west1/resourcePolicies/schedule"}, ""},
		{gcpVM, "bootDisk", map[string]any{"initializeParams": map[string]any{"size": int64(64)}}, "cannot change the value of the argument"},
		{gcpVM, "allowStoppingForUpdate", false, ""},
		{gcpVM, "machineType", "e2-standard-8", "requires stopping it"},
		{"Disk/data", "size", int64(200), ""},
		{"Disk/data", "size", int64(50), "cannot change the value of the argument \"size\""},
		{gcpTemplate, "machineType", "c4a-standard-8", "cannot change the value of the argument \"machine_type\""},
		{gcpGroup, "distributionPolicyZones", []any{"europe-west1-b"}, "cannot change the value of the argument \"distribution_policy_zones\""},
		{gcpScaler, "autoscalingPolicy.maxReplicas", int64(3), ""},
		{gcpGroup, "updatePolicy.maxSurgeFixed", int64(6), ""},
		{gcpSchedule, "instanceSchedulePolicy.timeZone", "UTC", "cannot change the value of the argument \"instance_schedule_policy.time_zone\""},
		{gcpService, "protocol", "UDP", "Cannot change the protocol of a backend service"},
		{gcpRule, "ports", []any{"8443"}, "cannot change the value of the argument \"ports\""},
	} {
		if got := attempt(tc.of, tc.path, tc.value); tc.want == "" && got != "" || !strings.Contains(got, tc.want) {
			t.Errorf("%d: %s of %s: want %q, got %q", i, tc.path, tc.of, tc.want, got)
		}
	}
	group := w.get(us[gcpGroup]).GetUnstructured()
	if n, _, _ := unstructured.NestedFieldNoCopy(group.Object, "status", "atProvider", "targetSize"); n != int64(3) {
		t.Errorf("an autoscaler of at most 3 leaves a group with %v machines", n)
	}
}

// TestComputeInUseOnGCP shows what is not deleted while others need it.
func TestComputeInUseOnGCP(t *testing.T) {
	t.Parallel()
	w, us := newWorld(t), gcpObjects(t, gcpComputeFile, asItIs)
	w.apply(sorted(us)...)
	w.run()
	w.wantReady()
	for of, by := range map[string]string{
		gcpTemplate: "instanceGroupManagers/shop-web'", gcpRepair: "instanceGroupManagers/shop-web'", gcpCheck: "backendServices/",
		gcpService: "forwardingRules/external-443'", "Address/external": "forwardingRules/external-443'", gcpVIP: "forwardingRules/internal-443'",
	} {
		w.delete(us[of])
		w.run()
		if got := message(w.get(us[of])); !strings.Contains(got, "is already being used by") || !strings.Contains(got, by) {
			t.Errorf("%s should be used by %s, says %q", of, by, got)
		}
	}
}

// TestComputeRestartsOnGCP shows that a cloud which starts anew knows what there was.
func TestComputeRestartsOnGCP(t *testing.T) {
	t.Parallel()
	w, us := newWorld(t), gcpObjects(t, gcpComputeFile, asItIs)
	w.apply(sorted(us)...)
	w.run()
	w.wantReady()
	before := w.observed(us[gcpVM]).Strings("networkInterface[].networkIp")
	w.start()
	w.connect()
	for _, r := range w.reconcilers() {
		for _, u := range w.list(r) {
			r.restore(context.Background(), wrap(u, r.kind.scope))
		}
	}
	w.poll()
	w.run()
	w.wantReady()
	for name, u := range us {
		if got := message(w.get(u)); got != "" {
			t.Errorf("%s says %q", name, got)
		}
	}
	if diff := cmp.Diff(before, w.observed(us[gcpVM]).Strings("networkInterface[].networkIp")); diff != "" || len(before) != 1 {
		t.Errorf("the machine has another address than %v:\n%s", before, diff)
	}
}
