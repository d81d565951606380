// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"maps"
	"strings"
	"testing"

	"google.golang.org/protobuf/types/known/structpb"

	"github.com/hyperscalar/hyperscalar/apis/compute"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/compose/composetest"
)

// TestSuite proves what must hold for the function of every API.
func TestSuite(t *testing.T) {
	t.Parallel()
	suite().Run(t)
}

func suite() composetest.Suite {
	return composetest.Suite{
		API:     "compute",
		New:     New,
		Support: compute.Support(),
		Base:    "{networkRef: {name: main}, sshKeys: ['" + key + "']}",
		Changes: changes(),
		Elsewhere: map[string]string{
			"allowReplacement": "decides whether a change of what exists is refused: TestRefusedChangesOfASingle of package plan",
		},
		Growth:   growth(),
		Identity: []string{"baseInstanceName", "computerName", "computerNamePrefix", "distributionPolicyZones", "internal", "subnetId", "vpcId", "zones"},
		Words:    words,
		Objects: func(tb testing.TB, p platform.Provider) []*structpb.Struct {
			tb.Helper()
			return []*structpb.Struct{
				network(tb, p, "team-a", "main", "default"), network(tb, p, "team-a", "other", "default"), network(tb, p, "team-b", "main", "default"),
				network(tb, p, "team-a", "development", "development"),
				identity(tb, p, "team-a", "web"), identity(tb, p, "team-a", "other"), identity(tb, p, "team-b", "web"),
				volume(tb, p, "team-a", "orders"), volume(tb, p, "team-a", "other"), volume(tb, p, "team-b", "orders"),
				composetest.Object(tb, "{apiVersion: apiextensions.crossplane.io/v1beta1, kind: EnvironmentConfig, metadata: {name: images}, data: {inherits: default, compute: {nativeImages: true}}}"),
			}
		},
	}
}

// Public keys of two people who may log in, and one that decrypts the password of a
// machine with Windows.
const (
	key      = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILpySZv6Eh6DayrBVybufWsK9qsTw46SyuDRUFexWZh/ ops0@example.com"
	otherKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJTMdBHXF/FFebKqEA+7s0+lk/6u0nJIt2Ljq1gF8HZa ops1@example.com"
)

// Groups of machines.
const (
	group    = "{count: 2}"
	balanced = "{count: 2, loadBalancer: {ports: [{name: http, port: 80}]}}"
)

// growth of a claim, which keeps everything that it has.
func growth() map[string]composetest.Growth {
	return map[string]composetest.Growth{
		"Machines":    {Reason: "More machines join those that there are.", Before: group, After: "{count: 5}"},
		"Autoscaling": {Reason: "An autoscaler takes over the group that there is.", Before: group, After: scaled("min: 2, max: 9")},
		"Balancer":    {Reason: "A load balancer is put in front of the group that there is.", Before: group, After: balanced},
		"Port":        {Reason: "A port joins those that there are.", Before: balanced, After: balancer("{name: http, port: 80}, {name: https, port: 443}")},
		"Image":       {Reason: "The machines of a group are replaced, and what they are in stays.", Before: balanced, After: "{image: {name: debian-12}, " + balanced[1:]},
		"RootDisk":    {Reason: "What takes the place of something is there before it goes.", Before: balanced, After: "{rootDisk: {performance: high}, " + balanced[1:]},
		"Size":        {Reason: "A single machine gets another type in place.", Before: "{size: medium}", After: "{size: large}"},
		"Disk":        {Reason: "A disk is added beside those that there are.", Before: disk("sizeGiB: 20"), After: "{disks: [{name: data, sizeGiB: 40}, {name: more, sizeGiB: 10}]}"},
		"Identity":    {Reason: "A machine gets an identity in place.", Before: "{}", After: "{identityRef: {name: web}}"},
		"Ingress":     {Reason: "Somebody else is let in.", Before: ingress("name: web, ports: ['443'], cidrs: [198.51.100.0/24]"), After: ingress("name: web, ports: ['443'], cidrs: [198.51.100.0/24]}, {name: more, ports: ['22'], cidrs: [203.0.113.0/24]")},
		"Network":     {Reason: "What nobody else may do does not replace anything.", Before: "{tier: public}", After: "{tier: public, publicIP: true}"},
	}
}

func scaled(a string) string { return "{autoscaling: {" + a + "}}" }

// described machine.
func described(m string) string { return "{machine: {" + m + "}}" }

// image in the words of each cloud, which the environment consents to.
func native(m string) string { return "{environment: images, image: {" + m + "}}" }

// windows is an image that takes no key of this kind.
const windows = "image: {name: windows-2022}, sshKeys: []"

// password of the administrator of Windows, which Azure wants.
const password = "windows: {passwordSecretRef: {name: admin, key: password}}"

func rootDisk(d string) string { return "{rootDisk: {" + d + "}}" }

// disk of a single machine.
func disk(d string) string { return "{disks: [{name: data, " + d + "}]}" }

// lost is a disk of each machine of a group.
func lost(d string) string { return "{count: 2, disks: [{name: data, sizeGiB: 20" + d + "}]}" }

func ingress(rule string) string { return "{ingress: [{" + rule + "}]}" }

// balancer in front of two machines.
func balancer(ports string) string { return "{count: 2, loadBalancer: {ports: [" + ports + "]}}" }

// fronted is a balancer that is told more.
func fronted(more string) string {
	return "{count: 2, loadBalancer: {ports: [{name: http, port: 80}], " + more + "}}"
}

func check(h string) string { return fronted("healthCheck: {" + h + "}") }

// decrypting is a balancer whose certificate has a number.
func decrypting(number string) string {
	return "{count: 2, loadBalancer: {ports: [{name: https, port: 443, protocol: TLS}], tls: {certificate: 'arn:aws:acm:us-east-1:123456789012:certificate/" + number + "2345678-1234-1234-1234-123456789012'}}}"
}

func rollout(r string) string { return "{count: 6, rollout: {" + r + "}}" }

func schedule(s string) string {
	return "{count: 2, schedule: {wake: '07:00', sleep: '19:00', " + s + "}}"
}

func spot(base string) string { return "{count: 4, spot: {onDemandBase: " + base + "}}" }

// only on some clouds a change is what it is, and on the others it is another one.
func only(other composetest.Change, c composetest.Change, on ...platform.Provider) composetest.Change {
	other.On = map[platform.Provider]composetest.Change{}
	for _, p := range on {
		other.On[p] = c
	}
	return other
}

// changes of every leaf of the XRD's parameters. A leaf is named as in the support
// matrix.
func changes() map[string]composetest.Change {
	out := map[string]composetest.Change{}
	for _, some := range []map[string]composetest.Change{machineChanges(), imageChanges(), diskChanges(), networkChanges(), loginChanges(), balancerChanges(), lifeChanges()} {
		maps.Copy(out, some)
	}
	return out
}

func machineChanges() map[string]composetest.Change {
	return map[string]composetest.Change{
		"provider":              {From: "{}", To: "{provider: @OTHER@}", Refused: "refer to a network on"},
		"region":                {From: "{}", To: "{region: eu-west}", Refused: "refer to a network in"},
		"environment":           {From: "{}", To: "{environment: development, networkRef: {name: development}}"},
		"tags":                  {From: "{}", To: "{tags: {shop: books}}"},
		"deletionPolicy":        {From: "{}", To: "{deletionPolicy: Orphan}"},
		"size":                  {From: "{}", To: "{size: large}"},
		"machine.cpu":           {From: described("cpu: 4"), To: described("cpu: 16")},
		"machine.memory":        {From: described("memory: 16"), To: described("memory: 64")},
		"machine.architecture":  {From: described("cpu: 4"), To: described("cpu: 4, architecture: arm64")},
		"machine.gpu.count":     {From: described("cpu: 4"), To: described("gpu: {count: 1}")},
		"machine.gpu.model":     {From: described("gpu: {count: 1}"), To: described("gpu: {count: 8, model: A100}")},
		"machine.gpu.memory":    {From: described("gpu: {count: 8}"), To: described("gpu: {count: 8, memory: 80}"), On: map[platform.Provider]composetest.Change{platform.ProviderAzure: {From: described("gpu: {count: 1}"), To: described("gpu: {count: 1, memory: 80}")}}},
		"count":                 {From: group, To: "{count: 5}"},
		"autoscaling.min":       {From: scaled("min: 2, max: 9"), To: scaled("min: 3, max: 9")},
		"autoscaling.max":       {From: scaled("min: 2, max: 9"), To: scaled("min: 2, max: 12")},
		"autoscaling.targetCPU": {From: scaled("min: 2, max: 9"), To: scaled("min: 2, max: 9, targetCPU: 80")},
		"zones":                 {From: group, To: "{count: 2, zones: [a]}"},
		"spot.onDemandBase":     {From: spot("0"), To: spot("2")},
	}
}

func imageChanges() map[string]composetest.Change {
	named := func(name string) composetest.Change {
		return composetest.Change{From: "{image: {name: debian-12}}", To: "{image: {name: " + name + "}}"}
	}
	withWindows := func(name string) composetest.Change {
		to := "image: {name: " + name + "}, sshKeys: []"
		return only(composetest.Change{From: "{}", To: "{" + to + "}"}, composetest.Change{From: "{}", To: "{" + to + ", " + password + "}"}, platform.ProviderAzure)
	}
	return map[string]composetest.Change{
		"image.name":                   named("ubuntu-24.04"),
		"image.name=amazon-linux-2023": named("amazon-linux-2023"),
		"image.name=debian-12":         {From: "{}", To: "{image: {name: debian-12}}"},
		"image.name=rocky-9":           named("rocky-9"),
		"image.name=ubuntu-22.04":      named("ubuntu-22.04"),
		"image.name=ubuntu-24.04":      named("ubuntu-24.04"),
		"image.name=windows-2022":      withWindows("windows-2022"),
		"image.name=windows-2025":      withWindows("windows-2025"),
		"image.native":                 {From: "{environment: images}", To: native("native: '@IMAGE@'")},
		"image.os": only(
			composetest.Change{From: native("native: '@IMAGE@'"), To: "{environment: images, image: {native: '@IMAGE@', os: Windows}, sshKeys: []}"},
			composetest.Change{From: native("native: '@IMAGE@'"), To: "{environment: images, image: {native: '@IMAGE@', os: Windows}, sshKeys: [], " + password + "}"}, platform.ProviderAzure),
		"image.user": {From: native("native: '@IMAGE@', user: alice"), To: native("native: '@IMAGE@', user: bob")},
	}
}

func diskChanges() map[string]composetest.Change {
	return map[string]composetest.Change{
		"rootDisk.sizeGiB":             {From: "{}", To: rootDisk("sizeGiB: 64")},
		"rootDisk.performance":         {From: "{}", To: rootDisk("performance: high")},
		"disks[].name":                 {From: disk("sizeGiB: 20"), To: strings.ReplaceAll(disk("sizeGiB: 20"), "data", "logs")},
		"disks[].sizeGiB":              {From: disk("sizeGiB: 20"), To: disk("sizeGiB: 40")},
		"disks[].performance":          {From: disk("sizeGiB: 20"), To: disk("sizeGiB: 20, performance: high")},
		"disks[].lifetime":             {From: lost(", lifetime: Machine"), To: lost(""), Refused: "set lifetime to Machine"},
		"disks[].lifetime=Claim":       {From: "{}", To: disk("sizeGiB: 20, lifetime: Claim")},
		"disks[].lifetime=Machine":     {From: group, To: lost(", lifetime: Machine")},
		"disks[].storageRef.name":      {From: disk("storageRef: {name: orders}"), To: disk("storageRef: {name: other}")},
		"disks[].storageRef.namespace": {From: disk("storageRef: {name: orders}"), To: disk("storageRef: {name: orders, namespace: team-b}")},
	}
}

func networkChanges() map[string]composetest.Change {
	web := func(rule string) string { return ingress("name: web, cidrs: [198.51.100.0/24], " + rule) }
	return map[string]composetest.Change{
		"networkRef.name":      {From: "{}", To: "{networkRef: {name: other}}"},
		"networkRef.namespace": {From: "{}", To: "{networkRef: {name: main, namespace: team-b}}"},
		"tier":                 {From: "{}", To: "{tier: public}"},
		"publicIP":             {From: "{tier: public}", To: "{tier: public, publicIP: true}"},
		"ingress[].name":       {From: web("ports: ['443']"), To: strings.ReplaceAll(web("ports: ['443']"), "web", "shop")},
		"ingress[].protocol":   {From: web("ports: ['443']"), To: web("ports: ['443'], protocol: UDP")},
		"ingress[].ports":      {From: web("ports: ['443']"), To: web("ports: ['443', '8000-8100']")},
		"ingress[].cidrs":      {From: web("ports: ['443']"), To: strings.ReplaceAll(web("ports: ['443']"), "198.51.100.0", "203.0.113.0")},
	}
}

func loginChanges() map[string]composetest.Change {
	asked := func(ref string) string { return "{" + windows + ", windows: {passwordSecretRef: {" + ref + "}}}" }
	secret := func(ref string) string { return "{userData: {secretRef: {" + ref + "}}}" }
	const ref, plain = "name: setup, key: init", "{" + windows + "}"
	return map[string]composetest.Change{
		"sshKeys": {From: "{}", To: "{sshKeys: ['" + otherKey + "']}"},
		"windows.passwordSecretRef.name": only(
			composetest.Change{From: plain, To: asked(ref)},
			composetest.Change{From: asked(ref), To: asked("name: other, key: init")}, platform.ProviderAzure),
		"windows.passwordSecretRef.key": only(
			composetest.Change{From: plain, To: asked(ref)},
			composetest.Change{From: asked(ref), To: asked("name: setup, key: other")}, platform.ProviderAzure),
		"userData.text": {From: "{}", To: "{userData: {text: '#cloud-config'}}"},
		"userData.secretRef.name": only(
			composetest.Change{From: "{}", To: secret(ref)},
			composetest.Change{From: secret(ref), To: secret("name: other, key: init")}, platform.ProviderAzure),
		"userData.secretRef.key": only(
			composetest.Change{From: "{}", To: secret(ref)},
			composetest.Change{From: secret(ref), To: secret("name: setup, key: other")}, platform.ProviderAzure),
		"identityRef.name":      {From: "{identityRef: {name: web}}", To: "{identityRef: {name: other}}"},
		"identityRef.namespace": {From: "{identityRef: {name: web}}", To: "{identityRef: {name: web, namespace: team-b}}"},
	}
}

func balancerChanges() map[string]composetest.Change {
	const port = "name: http, port: 80"
	one := func(more string) string { return balancer("{" + port + more + "}") }
	listens := func(protocol string) composetest.Change {
		const dns = "{name: dns, port: 53"
		return composetest.Change{From: one(""), To: balancer("{" + port + "}, " + dns + ", protocol: " + protocol + "}")}
	}
	return map[string]composetest.Change{
		"loadBalancer.scheme":               {From: balanced, To: fronted("scheme: Public")},
		"loadBalancer.ports[].name":         {From: balanced, To: strings.ReplaceAll(balanced, "name: http", "name: web"), On: map[platform.Provider]composetest.Change{platform.ProviderAWS: {Nothing: "for people only, because a listener has no name"}, platform.ProviderGCP: {Nothing: "for people only, because rules are called by their number"}}},
		"loadBalancer.ports[].port":         {From: balanced, To: balancer("{name: http, port: 81}")},
		"loadBalancer.ports[].targetPort":   {From: balanced, To: one(", targetPort: 8080")},
		"loadBalancer.ports[].protocol":     {From: check("port: 8080"), To: "{count: 2, loadBalancer: {ports: [{name: http, port: 80, protocol: UDP}], healthCheck: {port: 8080}}}"},
		"loadBalancer.ports[].protocol=TCP": listens("TCP"),
		"loadBalancer.ports[].protocol=UDP": listens("UDP"),
		"loadBalancer.ports[].protocol=TLS": {From: balanced, To: decrypting("1")},
		"loadBalancer.allowedCIDRs":         {From: balanced, To: fronted("allowedCIDRs: [10.1.0.0/16]")},
		"loadBalancer.tls.certificate": only(
			composetest.Change{From: balanced, To: decrypting("1")},
			composetest.Change{From: decrypting("1"), To: decrypting("2")}, platform.ProviderAWS),
		"loadBalancer.healthCheck.protocol":        {From: balanced, To: check("protocol: HTTP")},
		"loadBalancer.healthCheck.port":            {From: balanced, To: check("port: 8080")},
		"loadBalancer.healthCheck.path":            {From: check("protocol: HTTP"), To: check("protocol: HTTP, path: /healthz")},
		"loadBalancer.healthCheck.intervalSeconds": {From: balanced, To: check("intervalSeconds: 30")},
		"loadBalancer.healthCheck.threshold":       {From: balanced, To: check("threshold: 5")},
		"loadBalancer.healthCheck.graceSeconds":    {From: check("graceSeconds: 900"), To: check("graceSeconds: 1800")},
	}
}

func lifeChanges() map[string]composetest.Change {
	// A regional group of Google Cloud counts from its number of zones.
	inOneZone := func(r string) string { return "{count: 6, zones: [a], rollout: {" + r + "}}" }
	return map[string]composetest.Change{
		"rollout.maxUnavailable": {
			From: rollout("maxUnavailable: 0"), To: rollout("maxUnavailable: 2"),
			On: map[platform.Provider]composetest.Change{
				platform.ProviderAzure: {Nothing: "none is ever missing"},
				platform.ProviderGCP:   {From: inOneZone("maxUnavailable: 0"), To: inOneZone("maxUnavailable: 2")},
			},
		},
		"rollout.surge":      {From: rollout("surge: 1"), To: rollout("surge: 5")},
		"schedule.days":      {From: schedule(""), To: schedule("days: [Monday]")},
		"schedule.wake":      {From: schedule(""), To: strings.ReplaceAll(schedule(""), "07:00", "08:30")},
		"schedule.sleep":     {From: schedule(""), To: strings.ReplaceAll(schedule(""), "19:00", "20:15")},
		"schedule.timeZone":  {From: schedule(""), To: schedule("timeZone: Asia/Tokyo")},
		"deletionProtection": {From: "{}", To: "{deletionProtection: true}"},
	}
}

// words that are others on each cloud: another cloud, and an image.
func words(p platform.Provider) []string {
	switch p {
	case platform.ProviderAWS:
		return []string{"@OTHER@", "gcp", "@IMAGE@", "ami-0123456789abcdef0"}
	case platform.ProviderAzure:
		return []string{"@OTHER@", "aws", "@IMAGE@", "/subscriptions/33333333-3333-3333-3333-333333333333/resourceGroups/images/providers/Microsoft.Compute/galleries/acme/images/golden"}
	case platform.ProviderGCP:
		return []string{"@OTHER@", "azure", "@IMAGE@", "projects/acme-images/global/images/family/golden"}
	}
	return nil
}

// region that us-east is on a cloud.
func region(p platform.Provider) string {
	return map[platform.Provider]string{platform.ProviderAWS: "us-east-1", platform.ProviderAzure: "eastus2", platform.ProviderGCP: "us-east4"}[p]
}

// subscription of everything on Azure.
const subscription = "/subscriptions/33333333-3333-3333-3333-333333333333/resourceGroups/"

// exists returns a claim that is ready, as its own status reports it. Claims of the
// namespace team-a may refer to it.
func exists(tb testing.TB, p platform.Provider, kind, namespace, name, providerConfig, status string) *structpb.Struct {
	tb.Helper()
	return composetest.Object(tb, `{apiVersion: `+platform.APIVersion+`, kind: `+kind+`, metadata: {namespace: `+namespace+`, name: `+name+`},
		spec: {parameters: {provider: `+string(p)+`, shareWith: [team-a]}},
		status: {provider: `+string(p)+`, region: `+region(p)+`, providerConfig: `+providerConfig+`, phase: Ready, `+status+`}}`)
}

// network that machines may be in.
func network(tb testing.TB, p platform.Provider, namespace, name, providerConfig string) *structpb.Struct {
	tb.Helper()
	called := namespace + "-" + name
	var status string
	switch p {
	case platform.ProviderAWS:
		subnet := func(tier, zone, cidr string) string {
			return "{name: " + tier + "-" + zone + ", id: subnet-" + called + "-" + tier + "-" + zone + ", tier: " + tier + ", zone: us-east-1" + zone + ", cidr: " + cidr + "}"
		}
		status = "id: vpc-" + called + ", subnets: [" + strings.Join([]string{
			subnet("private", "a", "10.0.0.0/20"), subnet("private", "b", "10.0.16.0/20"), subnet("private", "c", "10.0.32.0/20"),
			subnet("public", "a", "10.0.128.0/21"), subnet("public", "b", "10.0.136.0/21"), subnet("public", "c", "10.0.144.0/21"),
		}, ", ") + "], securityGroups: [{tier: private, id: sg-" + called + "-private}, {tier: public, id: sg-" + called + "-public}]"
	case platform.ProviderAzure:
		id := subscription + called + "/providers/Microsoft.Network/virtualNetworks/" + called
		status = "id: " + id + ", resourceGroup: " + called + ", subnets: [{name: private, id: " + id + "/subnets/private, tier: private, cidr: 10.0.0.0/18}," +
			"{name: public, id: " + id + "/subnets/public, tier: public, cidr: 10.0.128.0/18}]"
	case platform.ProviderGCP:
		subnet := "projects/acme-shop/regions/us-east4/subnetworks/" + called
		status = "id: projects/acme-shop/global/networks/" + called + ", subnets: [{name: private, id: " + subnet + "-private, tier: private, cidr: 10.0.0.0/18}," +
			"{name: public, id: " + subnet + "-public, tier: public, cidr: 10.0.128.0/18}]"
	}
	return exists(tb, p, "Network", namespace, name, providerConfig, "cidr: 10.0.0.0/16, "+status)
}

// identity that machines may act as.
func identity(tb testing.TB, p platform.Provider, namespace, name string) *structpb.Struct {
	tb.Helper()
	called := namespace + "-" + name
	status := map[platform.Provider]string{
		platform.ProviderAWS: `id: "arn:aws:iam::123456789012:role/` + called + `", compute: {instanceProfile: ` + called + `}`,
		platform.ProviderAzure: `id: ` + subscription + called + `/providers/Microsoft.ManagedIdentity/userAssignedIdentities/` + called + `,
			principal: {clientID: 11111111-2222-4333-8444-555555555555}, compute: {}`,
		platform.ProviderGCP: `id: projects/acme-shop/serviceAccounts/` + called + `@acme-shop.iam.gserviceaccount.com,
			principal: {email: ` + called + `@acme-shop.iam.gserviceaccount.com}, compute: {}`,
	}[p]
	return exists(tb, p, "Identity", namespace, name, "default", "subject: Compute, "+status)
}

// volume that a machine may attach, in the second zone.
func volume(tb testing.TB, p platform.Provider, namespace, name string) *structpb.Struct {
	tb.Helper()
	called := namespace + "-" + name
	status := map[platform.Provider]string{
		platform.ProviderAWS:   `id: vol-` + called + `, zone: us-east-1b`,
		platform.ProviderAzure: `id: ` + subscription + called + `/providers/Microsoft.Compute/disks/` + called + `, zone: "2"`,
		platform.ProviderGCP:   `id: projects/acme-shop/zones/us-east4-b/disks/` + called + `, zone: us-east4-b`,
	}[p]
	return exists(tb, p, "Storage", namespace, name, "default", "type: Block, sizeGiB: 200, "+status)
}
