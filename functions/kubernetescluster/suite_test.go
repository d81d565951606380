// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"strings"
	"testing"

	"google.golang.org/protobuf/types/known/structpb"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster"
	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
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
		API:     "kubernetescluster",
		New:     New,
		Support: kubernetescluster.Support(),
		Phase:   v1alpha1.PhaseRunning,
		Base:    "{nodePools: [{name: main, size: small, count: 3}], endpoint: {allowedCIDRs: [198.51.100.0/24]}}",
		Changes: changes(),
		Elsewhere: map[string]string{
			"shareWith": "read by the claims that refer to this one, as an Identity does",
		},
		Growth: map[string]composetest.Growth{
			"Nodes":   {Reason: "More nodes join those that there are.", Before: pools(""), After: pools(", count: 6")},
			"Pool":    {Reason: "Another pool joins those that there are.", Before: pools(""), After: "{nodePools: [{name: main, size: small, count: 3}, {name: more, size: large, count: 3}]}"},
			"Add-on":  {Reason: "An add-on is added beside what exists.", Before: "{}", After: addon("name: FileStorage")},
			"Version": {Reason: "A cluster is upgraded in place.", Before: "{version: '1.33'}", After: "{version: '1.34'}"},
			"Access":  {Reason: "Who may use a cluster does not replace it.", Before: "{}", After: "{access: {admins: [@ADMIN@], viewers: [@VIEWER@]}}"},
		},
		Follow: map[string][]string{
			"kubernetes.admins":       {"access-"},
			"kubernetes.fleet.engine": {"fleet"},
		},
		Words: words,
		Objects: func(tb testing.TB, p platform.Provider) []*structpb.Struct {
			tb.Helper()
			return []*structpb.Struct{network(tb, p, "team-a", "main"), network(tb, p, "team-a", "other"), network(tb, p, "team-b", "main")}
		},
	}
}

// pools with one pool that has something more.
func pools(extra string) string {
	if extra == "" {
		extra = ", count: 3"
	}
	return "{nodePools: [{name: main, size: small" + extra + "}]}"
}

// machine of a pool.
func machine(m string) string {
	return "{nodePools: [{name: main, count: 3, machine: {" + m + "}}]}"
}

// beside a pool there is another one.
func beside(pool string) string {
	return "{environment: fleet, region: us-east, nodePools: [{name: main, size: small, count: 3}, {name: more, " + pool + "}]}"
}

// gpu of another pool.
func gpu(g string) string { return beside("count: 3, machine: {gpu: {" + g + "}}") }

func addon(a string) string { return "{addons: [{" + a + "}]}" }

func gitops(g string) string {
	return "{environment: fleet, region: eu-west, gitops: {engine: flux, url: 'https://github.com/acme/fleet'" + g + "}}"
}

func window(w string) string { return "{maintenance: {window: {" + w + "}}}" }

func exclusion(e string) string {
	return "{maintenance: {window: {days: [Sunday], start: '02:00', durationHours: 12}, exclusions: [{" + e + "}]}}"
}

// changes of every leaf of the XRD's parameters. A leaf is named as in the support
// matrix.
func changes() map[string]composetest.Change {
	const count = ", count: 3"
	taint := func(t string) string { return beside("size: small, count: 3, taints: [{" + t + "}]") }
	logs := func(component string) composetest.Change {
		return composetest.Change{From: "{logging: {components: []}}", To: "{logging: {components: [" + component + "]}}"}
	}
	return map[string]composetest.Change{
		"provider":                             {From: "{}", To: "{provider: @OTHER@}"},
		"region":                               {From: "{}", To: "{region: eu-west}"},
		"environment":                          {From: "{region: eu-west}", To: "{region: eu-west, environment: development}"},
		"tags":                                 {From: "{}", To: "{tags: {shop: books}}"},
		"deletionPolicy":                       {From: "{}", To: "{deletionPolicy: Orphan}"},
		"version":                              {From: "{version: '1.33'}", To: "{version: '1.34'}"},
		"networkRef.name":                      {From: "{}", To: "{networkRef: {name: main}}"},
		"networkRef.namespace":                 {From: "{networkRef: {name: main}}", To: "{networkRef: {name: main, namespace: team-b}}"},
		"nodePools[].name":                     {From: "{}", To: "{nodePools: [{name: other, size: small, count: 3}]}"},
		"nodePools[].count":                    {From: "{}", To: pools(", count: 6")},
		"nodePools[].autoscaling.min":          {From: autoscaled("min: 3, max: 9"), To: autoscaled("min: 6, max: 9")},
		"nodePools[].autoscaling.max":          {From: autoscaled("min: 3, max: 9"), To: autoscaled("min: 3, max: 12")},
		"nodePools[].spot":                     {From: "{}", To: pools(count + ", spot: true")},
		"nodePools[].zones":                    {From: "{}", To: pools(count + ", zones: [a]")},
		"nodePools[].diskGiB":                  {From: "{}", To: pools(count + ", diskGiB: 200")},
		"nodePools[].labels":                   {From: "{}", To: pools(count + ", labels: {example.com/for: web}")},
		"nodePools[].taints[].key":             {From: taint("key: a, value: x"), To: taint("key: b, value: x")},
		"nodePools[].taints[].value":           {From: taint("key: a, value: x"), To: taint("key: a, value: z")},
		"nodePools[].taints[].effect":          {From: taint("key: a, value: x, effect: NoSchedule"), To: taint("key: a, value: x, effect: NoExecute")},
		"nodePools[].surge":                    {From: pools(count + ", surge: 1"), To: pools(count + ", surge: 2")},
		"nodePools[].maxUnavailable":           {From: pools(count + ", surge: 0, maxUnavailable: 1"), To: pools(count + ", surge: 0, maxUnavailable: 2")},
		"nodePools[].size":                     {From: "{}", To: "{nodePools: [{name: main, size: large, count: 3}]}"},
		"nodePools[].machine.cpu":              {From: machine("cpu: 4"), To: machine("cpu: 16")},
		"nodePools[].machine.memory":           {From: machine("memory: 16"), To: machine("memory: 64")},
		"nodePools[].machine.architecture":     {From: machine("cpu: 4"), To: machine("cpu: 4, architecture: arm64")},
		"nodePools[].machine.gpu.count":        {From: beside("count: 3, machine: {cpu: 4}"), To: gpu("count: 1")},
		"nodePools[].machine.gpu.model":        {From: gpu("count: 1"), To: gpu("count: 8, model: A100")},
		"nodePools[].machine.gpu.memory":       {From: gpu("count: 8"), To: gpu("count: 8, memory: 80"), On: map[platform.Provider]composetest.Change{platform.ProviderAzure: {From: gpu("count: 1"), To: gpu("count: 1, memory: 80")}}},
		"endpoint.access":                      {From: "{}", To: "{endpoint: {access: Private}}"},
		"endpoint.allowedCIDRs":                {From: "{}", To: "{endpoint: {allowedCIDRs: [192.0.2.0/24]}}"},
		"access.admins":                        {From: "{}", To: "{access: {admins: [@ADMIN@]}}"},
		"access.viewers":                       {From: "{}", To: "{access: {viewers: [@VIEWER@]}}"},
		"workloadIdentity":                     {From: "{}", To: "{workloadIdentity: false}"},
		"encryption.enabled":                   {From: "{region: eu-west, environment: production}", To: "{region: eu-west, environment: production, encryption: {enabled: false}}"},
		"logging.components":                   {From: "{logging: {components: []}}", To: "{logging: {components: [Audit]}}", On: map[platform.Provider]composetest.Change{platform.ProviderGCP: {Nothing: "Cloud Audit Logs keep it whatever is asked for"}}},
		"logging.components=APIServer":         logs("APIServer"),
		"logging.components=Audit":             {From: "{logging: {components: []}}", To: "{logging: {components: [Audit]}}", On: map[platform.Provider]composetest.Change{platform.ProviderGCP: {Nothing: "Cloud Audit Logs keep it whatever is asked for"}}},
		"logging.components=Authenticator":     {From: "{logging: {components: []}}", To: "{logging: {components: [Authenticator]}}", On: map[platform.Provider]composetest.Change{platform.ProviderGCP: {Nothing: "Cloud Audit Logs keep it whatever is asked for"}}},
		"logging.components=ControllerManager": logs("ControllerManager"),
		"logging.components=Scheduler":         logs("Scheduler"),
		"logging.retentionDays":                {From: "{logging: {components: [Audit], retentionDays: 30}}", To: "{logging: {components: [Audit], retentionDays: 90}}"},
		"addons[].name":                        {From: "{}", To: addon("name: FileStorage")},
		"addons[].name=BlockStorage":           {From: "{}", To: addon("name: BlockStorage, enabled: false")},
		"addons[].name=DNS":                    {From: "{}", To: addon("name: DNS, enabled: false"), On: map[platform.Provider]composetest.Change{platform.ProviderAzure: {From: "{}", To: addon("name: DNS, enabled: false"), Refused: "cannot be switched off"}, platform.ProviderGCP: {From: "{}", To: addon("name: DNS, enabled: false"), Refused: "cannot be switched off"}}},
		"addons[].name=FileStorage":            {From: "{}", To: addon("name: FileStorage")},
		"addons[].name=GPU":                    {From: gpu("count: 1"), To: strings.TrimSuffix(gpu("count: 1"), "}") + ", addons: [{name: GPU, enabled: false}]}", On: map[platform.Provider]composetest.Change{platform.ProviderGCP: {From: gpu("count: 1"), To: strings.TrimSuffix(gpu("count: 1"), "}") + ", addons: [{name: GPU, enabled: false}]}", Refused: "cannot be switched off"}}},
		"addons[].name=Metrics":                {From: "{}", To: addon("name: Metrics, enabled: false"), On: map[platform.Provider]composetest.Change{platform.ProviderAzure: {From: "{}", To: addon("name: Metrics, enabled: false"), Refused: "cannot be switched off"}, platform.ProviderGCP: {From: "{}", To: addon("name: Metrics, enabled: false"), Refused: "cannot be switched off"}}},
		"addons[].name=NetworkPolicy":          {From: "{}", To: addon("name: NetworkPolicy, enabled: false")},
		"addons[].name=NodeAutoscaling":        {From: "{environment: fleet, region: eu-west}", To: "{environment: fleet, region: eu-west, addons: [{name: NodeAutoscaling}]}"},
		"addons[].enabled":                     {From: addon("name: Metrics, enabled: true"), To: addon("name: Metrics, enabled: false"), On: map[platform.Provider]composetest.Change{platform.ProviderAzure: {From: addon("name: Metrics, enabled: true"), To: addon("name: Metrics, enabled: false"), Refused: "cannot be switched off"}, platform.ProviderGCP: {From: addon("name: Metrics, enabled: true"), To: addon("name: Metrics, enabled: false"), Refused: "cannot be switched off"}}},
		"addons[].version":                     {From: addon("name: FileStorage"), To: addon("name: FileStorage, version: v2.1.0-eksbuild.1")},
		"addons[].values":                      {From: addon("name: FileStorage"), To: addon("name: FileStorage, values: 'controller: {replicaCount: 3}'")},
		"maintenance.window.days":              {From: window("days: [Sunday], start: '02:00', durationHours: 12"), To: window("days: [Saturday], start: '02:00', durationHours: 12")},
		"maintenance.window.start":             {From: window("days: [Sunday], start: '02:00', durationHours: 12"), To: window("days: [Sunday], start: '04:00', durationHours: 12")},
		"maintenance.window.durationHours":     {From: window("days: [Sunday], start: '02:00', durationHours: 12"), To: window("days: [Sunday], start: '02:00', durationHours: 14"), On: map[platform.Provider]composetest.Change{platform.ProviderAWS: {Nothing: "the platform holds steps back itself: TestMaintenanceAt of package plan"}}},
		"maintenance.exclusions[].name":        {From: exclusion("name: a, from: '2026-12-18', to: '2027-01-06'"), To: exclusion("name: b, from: '2026-12-18', to: '2027-01-06'"), On: map[platform.Provider]composetest.Change{platform.ProviderAWS: {Nothing: "for people only"}, platform.ProviderAzure: {Nothing: "Azure's have no names"}}},
		"maintenance.exclusions[].from":        {From: exclusion("name: a, from: '2026-12-18', to: '2027-01-06'"), To: exclusion("name: a, from: '2026-12-20', to: '2027-01-06'"), On: map[platform.Provider]composetest.Change{platform.ProviderAWS: {Nothing: "the platform holds steps back itself: TestMaintenanceAt of package plan"}}},
		"maintenance.exclusions[].to":          {From: exclusion("name: a, from: '2026-12-18', to: '2027-01-06'"), To: exclusion("name: a, from: '2026-12-18', to: '2027-01-04'"), On: map[platform.Provider]composetest.Change{platform.ProviderAWS: {Nothing: "the platform holds steps back itself: TestMaintenanceAt of package plan"}}},
		"maintenance.channel":                  {From: "{maintenance: {channel: Stable}}", To: "{maintenance: {channel: Regular}}", On: map[platform.Provider]composetest.Change{platform.ProviderAWS: {Nothing: "EKS has one pace for all control planes"}, platform.ProviderAzure: {Nothing: "AKS has one pace for patch releases"}}},
		"maintenance.channel=None":             {From: "{maintenance: {channel: Stable}}", To: "{maintenance: {channel: None}}", On: map[platform.Provider]composetest.Change{platform.ProviderAWS: {Nothing: "EKS has one pace for all control planes"}}},
		"maintenance.channel=Stable":           {From: "{maintenance: {channel: None}}", To: "{maintenance: {channel: Stable}}", On: map[platform.Provider]composetest.Change{platform.ProviderAWS: {Nothing: "EKS has one pace for all control planes"}}},
		"maintenance.channel=Regular":          {From: "{maintenance: {channel: None}}", To: "{maintenance: {channel: Regular}}", On: map[platform.Provider]composetest.Change{platform.ProviderAWS: {Nothing: "EKS has one pace for all control planes"}}},
		"maintenance.channel=Rapid":            {From: "{maintenance: {channel: None}}", To: "{maintenance: {channel: Rapid}}", On: map[platform.Provider]composetest.Change{platform.ProviderAWS: {Nothing: "EKS has one pace for all control planes"}}},
		"gitops.engine":                        {From: gitops(", path: a"), To: "{environment: fleet, region: eu-west, gitops: {engine: argocd, url: 'https://github.com/acme/fleet', path: a}}"},
		"gitops.engine=argocd":                 {From: "{environment: fleet, region: eu-west}", To: "{environment: fleet, region: eu-west, gitops: {engine: argocd, url: 'https://github.com/acme/fleet', path: a}}"},
		"gitops.engine=flux":                   {From: "{environment: fleet, region: eu-west}", To: gitops(", path: a")},
		"gitops.url":                           {From: gitops(", path: a"), To: "{environment: fleet, region: eu-west, gitops: {engine: flux, url: 'https://github.com/acme/other', path: a}}"},
		"gitops.revision":                      {From: gitops(", path: a"), To: gitops(", path: a, revision: stable")},
		"gitops.path":                          {From: gitops(", path: a"), To: gitops(", path: b")},
		"deletionProtection":                   {From: "{}", To: "{deletionProtection: true}"},
		"adopt.id":                             {From: "{}", To: "{nodePools: null, endpoint: null, adopt: {id: @ID@}}"},
	}
}

func autoscaled(a string) string {
	return "{environment: fleet, region: eu-west, nodePools: [{name: main, size: small, autoscaling: {" + a + "}}]}"
}

// words that are others on each cloud: ids, and who may use a cluster.
func words(p platform.Provider) []string {
	switch p {
	case platform.ProviderAWS:
		return []string{"@ID@", "legacy", "@OTHER@", "gcp", "@ADMIN@", "arn:aws:iam::333333333333:role/admin", "@VIEWER@", "arn:aws:iam::333333333333:role/viewer"}
	case platform.ProviderAzure:
		const id = "/subscriptions/33333333-3333-3333-3333-333333333333/resourceGroups/legacy/providers/Microsoft.ContainerService/managedClusters/legacy"
		return []string{"@ID@", id, "@OTHER@", "aws", "@ADMIN@", "0f8fad5b-d9cb-469f-a165-70867728950e", "@VIEWER@", "7c9e6679-7425-40de-944b-e07fc1f90ae7"}
	case platform.ProviderGCP:
		return []string{"@ID@", "projects/acme-legacy/locations/us-east4/clusters/legacy", "@OTHER@", "azure", "@ADMIN@", "admins@example.com", "@VIEWER@", "viewers@example.com"}
	}
	return nil
}

// network that a cluster may be in, which exists already.
func network(tb testing.TB, p platform.Provider, namespace, name string) *structpb.Struct {
	tb.Helper()
	region := map[platform.Provider]string{platform.ProviderAWS: "us-east-1", platform.ProviderAzure: "eastus2", platform.ProviderGCP: "us-east4"}[p]
	id, subnets := networkIDs(p, name)
	return composetest.Object(tb, `
apiVersion: platform.hyperscalar.io/v1alpha1
kind: Network
metadata: {namespace: `+namespace+`, name: `+name+`}
spec: {parameters: {shareWith: [team-a]}}
status:
  provider: `+string(p)+`
  region: `+region+`
  providerConfig: default
  phase: Ready
  id: `+id+`
  cidr: 10.0.0.0/16
  resourceGroup: `+name+`
  subnets: `+subnets+`
  kubernetes: {podCIDR: 100.64.0.0/16, serviceCIDR: 172.20.0.0/16, podRangeName: pods, serviceRangeName: services}
`)
}

// networkIDs are what clouds call a network and its subnets.
func networkIDs(p platform.Provider, name string) (id, subnets string) {
	switch p {
	case platform.ProviderAWS:
		return "vpc-" + name, "[{name: private-a, id: subnet-" + name + "-a, tier: private, zone: us-east-1a, cidr: 10.0.0.0/20}," +
			"{name: private-b, id: subnet-" + name + "-b, tier: private, zone: us-east-1b, cidr: 10.0.16.0/20}," +
			"{name: private-c, id: subnet-" + name + "-c, tier: private, zone: us-east-1c, cidr: 10.0.32.0/20}]"
	case platform.ProviderAzure:
		id = "/subscriptions/33333333-3333-3333-3333-333333333333/resourceGroups/" + name + "/providers/Microsoft.Network/virtualNetworks/" + name
		return id, "[{name: private, id: " + id + "/subnets/private, tier: private, cidr: 10.0.0.0/18}]"
	case platform.ProviderGCP:
		return "projects/acme-legacy/global/networks/" + name, "[{name: private, id: projects/acme-legacy/regions/us-east4/subnetworks/" + name + ", tier: private, cidr: 10.0.0.0/18}]"
	}
	return "", ""
}
