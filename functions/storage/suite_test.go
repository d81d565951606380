// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"strings"
	"testing"

	"google.golang.org/protobuf/types/known/structpb"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/apis/storage"
	"github.com/hyperscalar/hyperscalar/internal/compose/composetest"
)

// TestSuite proves what must hold for the function of every API.
func TestSuite(t *testing.T) {
	t.Parallel()
	suite().Run(t)
}

func suite() composetest.Suite {
	return composetest.Suite{
		API:     "storage",
		New:     New,
		Support: storage.Support(),
		Changes: changes(),
		Elsewhere: map[string]string{
			"shareWith": "read by the claims that refer to this one, which an Identity proves",
		},
		Growth: map[string]composetest.Growth{
			"Size":      {Reason: "Growing must not replace a volume.", Before: "{type: Block, sizeGiB: 100, zone: a}", After: "{type: Block, sizeGiB: 200, zone: a}"},
			"Lifecycle": {Reason: "Rules are added to what exists.", Before: "{}", After: "{lifecycle: [{after: 30, action: expire}]}"},
			"Logs":      {Reason: "Logs go to a store of their own.", Before: "{}", After: "{accessLogs: {}}"},
			"Retention": {Reason: "Longer retention must not replace a bucket.", Before: "{retention: {days: 10}}", After: "{retention: {days: 20}}"},
		},
		Words: words,
		Objects: func(tb testing.TB, p platform.Provider) []*structpb.Struct {
			tb.Helper()
			return []*structpb.Struct{network(tb, p, "team-a", "main"), network(tb, p, "team-a", "other"), network(tb, p, "team-b", "main")}
		},
	}
}

// changes of every leaf of the XRD's parameters. A leaf is named as in the support
// matrix.
func changes() map[string]composetest.Change {
	const block, file = "{type: Block, sizeGiB: 100, zone: a}", "{type: File, networkRef: {name: main}}"
	rule := func(extra string) string { return "{lifecycle: [{after: 30, action: expire" + extra + "}]}" }
	cors := func(extra string) string {
		return "{cors: [{origins: ['https://a.example'], methods: [GET]" + extra + "}]}"
	}
	key := func(extra string) string {
		return "{region: eu-west, environment: regulated, encryption: {key: {type: Customer" + extra + "}}}"
	}
	// A key that is created needs an account that is known, on some clouds.
	own := func(kind string) string {
		return "{region: eu-west, environment: production, encryption: {key: {type: " + kind + "}}}"
	}
	performance := func(p string) string { return strings.TrimSuffix(block, "}") + ", performance: " + p + "}" }
	return map[string]composetest.Change{
		"provider":                     {From: "{}", To: "{provider: @OTHER@}"},
		"region":                       {From: "{}", To: "{region: eu-west}"},
		"environment":                  {From: "{}", To: "{environment: development}"},
		"tags":                         {From: "{}", To: "{tags: {shop: books}}"},
		"deletionPolicy":               {From: "{}", To: "{deletionPolicy: Orphan}"},
		"type":                         {From: "{}", To: block},
		"type=Object":                  {From: block, To: "{}"},
		"type=Block":                   {From: "{}", To: block},
		"type=File":                    {From: "{}", To: file},
		"versioning":                   {From: "{}", To: "{versioning: false}"},
		"encryption.key.type":          {From: own("Platform"), To: own("Customer")},
		"encryption.key.type=Platform": {From: own("Customer"), To: own("Platform")},
		"encryption.key.type=Customer": {From: own("Platform"), To: own("Customer")},
		"encryption.key.id":            {From: key(""), To: key(", id: '@KEY@'")},
		"publicAccess":                 {From: "{environment: website, region: eu-west}", To: "{environment: website, region: eu-west, publicAccess: Read}"},
		"publicAccess=Blocked":         {From: "{environment: website, region: eu-west, publicAccess: Read}", To: "{environment: website, region: eu-west, publicAccess: Blocked}"},
		"publicAccess=Read":            {From: "{environment: website, region: eu-west}", To: "{environment: website, region: eu-west, publicAccess: Read}"},
		"lifecycle[].prefix":           {From: rule(""), To: rule(", prefix: logs/")},
		"lifecycle[].after":            {From: rule(""), To: strings.ReplaceAll(rule(""), "30", "31")},
		"lifecycle[].action":           {From: rule(""), To: strings.ReplaceAll(rule(""), "expire", "archive")},
		"lifecycle[].action=expire":    {From: "{}", To: rule("")},
		"lifecycle[].action=archive":   {From: "{}", To: strings.ReplaceAll(rule(""), "expire", "archive")},
		"lifecycle[].action=abort": {
			From: "{}", To: "{lifecycle: [{after: 3, action: abort}]}",
			On: map[platform.Provider]composetest.Change{platform.ProviderAzure: {Nothing: "Azure removes them after 7 days by itself"}},
		},
		"lifecycle[].versions":            {From: rule(""), To: rule(", versions: Noncurrent")},
		"lifecycle[].versions=Current":    {From: rule(", versions: Noncurrent"), To: rule(", versions: Current")},
		"lifecycle[].versions=Noncurrent": {From: rule(""), To: rule(", versions: Noncurrent")},
		"retention.mode":                  {From: "{retention: {days: 10}}", To: "{retention: {days: 10, mode: Compliance}}"},
		"retention.mode=Governance":       {From: "{}", To: "{retention: {days: 10, mode: Governance}}"},
		"retention.mode=Compliance":       {From: "{}", To: "{retention: {days: 10, mode: Compliance}}"},
		"retention.days":                  {From: "{retention: {days: 10}}", To: "{retention: {days: 20}}"},
		"replication.region":              {From: "{}", To: "{replication: {region: us-west}}"},
		"cors[].origins":                  {From: cors(""), To: strings.ReplaceAll(cors(""), "a.example", "b.example")},
		"cors[].methods":                  {From: cors(""), To: strings.ReplaceAll(cors(""), "[GET]", "[GET, PUT]")},
		"cors[].headers":                  {From: cors(""), To: cors(", headers: [content-type]")},
		"cors[].exposeHeaders":            {From: cors(""), To: cors(", exposeHeaders: [etag]")},
		"cors[].maxAgeSeconds":            {From: cors(""), To: cors(", maxAgeSeconds: 60")},
		"accessLogs.enabled":              {From: "{accessLogs: {enabled: false}}", To: "{accessLogs: {enabled: true}}"},
		"accessLogs.retentionDays":        {From: "{accessLogs: {enabled: true, retentionDays: 30}}", To: "{accessLogs: {enabled: true, retentionDays: 60}}"},
		"sizeGiB":                         {From: block, To: strings.ReplaceAll(block, "100", "200")},
		"performance":                     {From: block, To: performance("high")},
		"performance=standard":            {From: performance("high"), To: performance("standard")},
		"performance=high":                {From: block, To: performance("high")},
		"zone":                            {From: block, To: strings.ReplaceAll(block, "zone: a", "zone: b")},
		"networkRef.name":                 {From: file, To: strings.ReplaceAll(file, "main", "other")},
		"networkRef.namespace":            {From: file, To: strings.ReplaceAll(file, "name: main", "name: main, namespace: team-b")},
		"protection.deletion":             {From: "{}", To: "{protection: {deletion: true}}"},
		"protection.whenNotEmpty":         {From: "{}", To: "{protection: {whenNotEmpty: Delete}}"},
		"protection.whenNotEmpty=Keep":    {From: "{protection: {whenNotEmpty: Delete}}", To: "{protection: {whenNotEmpty: Keep}}"},
		"protection.whenNotEmpty=Delete":  {From: "{}", To: "{protection: {whenNotEmpty: Delete}}"},
	}
}

// words that look different on each cloud. Keys are those of the environment regulated.
func words(p platform.Provider) []string {
	switch p {
	case platform.ProviderAWS:
		return []string{"@OTHER@", "gcp", "@KEY@", "arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab"}
	case platform.ProviderAzure:
		return []string{"@OTHER@", "aws", "@KEY@", "/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/keys/providers/Microsoft.KeyVault/vaults/acme-keys/keys/storage"}
	case platform.ProviderGCP:
		return []string{"@OTHER@", "azure", "@KEY@", "projects/acme-keys/locations/europe-west1/keyRings/storage/cryptoKeys/storage"}
	}
	return nil
}

// network that exists, and that all namespaces may refer to.
func network(tb testing.TB, p platform.Provider, namespace, name string) *structpb.Struct {
	tb.Helper()
	const azure = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/"
	status := map[platform.Provider]string{
		platform.ProviderAWS:   "region: us-east-1, id: vpc-" + namespace + "-" + name + ", subnets: [{name: private-a, id: subnet-1, tier: private, zone: us-east-1a}, {name: private-b, id: subnet-2, tier: private, zone: us-east-1b}]",
		platform.ProviderAzure: "region: eastus2, id: " + azure + namespace + "-" + name + ", resourceGroup: g, subnets: [{name: private, id: " + azure + namespace + "-" + name + "/subnets/private, tier: private}]",
		platform.ProviderGCP:   "region: us-east4, id: projects/acme/global/networks/" + namespace + "-" + name + ", subnets: [{name: private, id: projects/acme/regions/us-east4/subnetworks/private, tier: private}]",
	}[p]
	return composetest.Object(tb, `{apiVersion: `+platform.APIVersion+`, kind: Network, metadata: {namespace: `+namespace+`, name: `+name+`},
		spec: {parameters: {provider: `+string(p)+`, shareWith: [team-a]}},
		status: {provider: `+string(p)+`, providerConfig: default, phase: Ready, cidr: 10.0.0.0/16, `+status+`}}`)
}

// TestRevokingFromWhatStays proves that nobody is let in for longer than the claim says, even
// if the storage is left behind when its claim is deleted.
func TestRevokingFromWhatStays(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason, before, after, key string
		on                         platform.Provider
	}{
		"Everybody": {reason: "What is not public any more must not be read by everybody.", before: "publicAccess: Read", after: "publicAccess: Blocked", key: "bucket-readers", on: platform.ProviderGCP},
		"Pages":     {reason: "Pages that are not meant must not be let in.", before: "cors: [{origins: ['*'], methods: [GET]}]", after: "cors: []", key: "cors", on: platform.ProviderAWS},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := suite()
			claim := func(params string) *structpb.Struct {
				return s.Claim(t, tc.on, "{environment: website, region: eu-west, deletionPolicy: Orphan, "+params+"}")
			}
			w, _ := s.World(t, claim(tc.before)).Simulated(t)
			w = s.Replace(t, w, claim(tc.after))
			if got := composetest.At(composetest.Desired(w.Run(t), tc.key), "spec", "managementPolicies").String(); !strings.Contains(got, "Delete") {
				t.Errorf("%s\n%s is left at the cloud: %s", tc.reason, tc.key, got)
			}
			if _, last := w.Simulated(t); composetest.Desired(last, tc.key) != nil {
				t.Errorf("%s\n%s is still composed", tc.reason, tc.key)
			}
		})
	}
}
