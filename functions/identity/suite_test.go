// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"strings"
	"testing"

	"google.golang.org/protobuf/types/known/structpb"

	"github.com/hyperscalar/hyperscalar/apis/identity"
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
		API:     "identity",
		New:     New,
		Support: identity.Support(),
		Changes: changes(),
		Elsewhere: map[string]string{
			"machine.overlapDays": "decides when a key that was replaced goes: TestOverlap",
		},
		Growth: map[string]composetest.Growth{
			"Grant":      {Reason: "A grant is added beside what exists.", Before: access("assets", "reader"), After: with(access("assets", "reader"), clusterAccess("reader"))},
			"Widened":    {Reason: "What was granted stays until more is granted.", Before: access("assets", "reader"), After: access("assets", "writer")},
			"InCluster":  {Reason: "What was granted in a cluster stays until more is granted.", Before: "{compute: {}, access: [" + clusterAccess("reader") + "]}", After: "{compute: {}, access: [" + clusterAccess("admin") + "]}"},
			"Permission": {Reason: "Permissions are added beside what exists.", Before: "{environment: development, compute: {}}", After: "{environment: development, compute: {}, permissions: @PERMISSIONS@}"},
			"Pods":       {Reason: "A service account is created beside what exists.", Before: inProduction("createServiceAccount: false"), After: inProduction("createServiceAccount: true")},
		},
		// The Compute refers to the identity, and is let in by shareWith only.
		Unread: []string{"compute.computeRef"},
		Words:  words,
		Objects: func(tb testing.TB, p platform.Provider) []*structpb.Struct {
			tb.Helper()
			return []*structpb.Struct{
				cluster(tb, p, "team-a", "main", "default"), cluster(tb, p, "team-a", "other", "default"), cluster(tb, p, "team-b", "main", "default"),
				cluster(tb, p, "team-a", "production", "production"),
				store(tb, p, "team-a", "main"), store(tb, p, "team-a", "assets"), store(tb, p, "team-a", "other"), store(tb, p, "team-b", "assets"),
			}
		},
	}
}

// access of virtual machines to a store.
func access(name, role string) string {
	return "{compute: {}, access: [{to: {kind: Storage, name: " + name + "}, role: " + role + "}]}"
}

// clusterAccess is another access.
func clusterAccess(role string) string {
	return "{to: {kind: KubernetesCluster, name: main}, role: " + role + "}"
}

// with another access.
func with(params, another string) string {
	return strings.TrimSuffix(params, "]}") + ", " + another + "]}"
}

// pods of a cluster.
const pods = "{workload: {clusterRef: {name: main}, namespace: shop, serviceAccount: web}}"

// inProduction there is provider-kubernetes.
func inProduction(more string) string {
	return "{environment: production, region: eu-west, workload: {clusterRef: {name: production}, namespace: shop, serviceAccount: web, " + more + "}}"
}

// elsewhere is a system that issues tokens.
func elsewhere(more string) string {
	return "{external: {issuer: 'https://gitlab.com', subject: 'project_path:acme/shop'" + more + "}}"
}

// machine with static keys, where the environment allows them.
func machine(keys string) string { return "{environment: development, machine: {" + keys + "}}" }

// permissions in the words of one cloud, where the environment allows them.
func permissions(of string) string {
	return "{environment: development, compute: {}, permissions: {" + of + "}}"
}

// statement of a policy on AWS.
func statement(more string) string {
	return permissions("aws: {statements: [{actions: ['sqs:SendMessage'], resources: ['arn:aws:sqs:us-east-1:111111111111:orders']" + more + "}]}")
}

// condition of a statement on AWS.
func condition(test, key, value string) string {
	return statement(", conditions: [{test: " + test + ", key: '" + key + "', values: ['" + value + "']}]")
}

// azureRole at a scope.
func azureRole(name, scope string) string {
	return permissions("azure: {roles: [{name: " + name + ", scope: /subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/" + scope + "}]}")
}

// nobody may do anything yet, where the environment allows most.
const nobody = "{environment: development, compute: {}}"

// only on one cloud a change is between two sets of permissions. On all others those of
// that cloud are refused.
func only(p platform.Provider, from, to string) composetest.Change {
	return composetest.Change{From: nobody, To: to, On: map[platform.Provider]composetest.Change{p: {From: from, To: to}}}
}

// keys of machines change on those clouds that have some.
func keys(from, to string) composetest.Change {
	return composetest.Change{
		From: machine(from), To: machine(to),
		On: map[platform.Provider]composetest.Change{platform.ProviderAzure: {From: nobody, To: machine(to)}},
	}
}

// changes of every leaf of the XRD's parameters. A leaf is named as in the support
// matrix.
func changes() map[string]composetest.Change {
	shared := func(ref, with string) string {
		return "{compute: {computeRef: {" + ref + "}}, shareWith: [" + with + "]}"
	}
	const aws, azure, gcp = platform.ProviderAWS, platform.ProviderAzure, platform.ProviderGCP
	return map[string]composetest.Change{
		"provider":    {From: "{compute: {}}", To: "{compute: {}, provider: @OTHER@}"},
		"region":      {From: "{compute: {}}", To: "{compute: {}, region: eu-west}"},
		"environment": {From: "{compute: {}}", To: nobody},
		"tags": {
			From: "{compute: {}}", To: "{compute: {}, tags: {shop: books}}",
			On: map[platform.Provider]composetest.Change{gcp: {Nothing: "nothing of an identity has labels"}},
		},
		"deletionPolicy":                                   {From: "{compute: {}}", To: "{compute: {}, deletionPolicy: Orphan}"},
		"shareWith":                                        {From: shared("name: web, namespace: team-b", "team-b"), To: shared("name: web, namespace: team-b", "team-c"), Refused: "add team-b to shareWith"},
		"workload.clusterRef.name":                         {From: pods, To: strings.ReplaceAll(pods, "main", "other")},
		"workload.clusterRef.namespace":                    {From: strings.ReplaceAll(pods, "shop", "team-a"), To: strings.ReplaceAll(strings.ReplaceAll(pods, "shop", "team-a"), "name: main", "name: main, namespace: team-b")},
		"workload.namespace":                               {From: pods, To: strings.ReplaceAll(pods, "shop", "books")},
		"workload.serviceAccount":                          {From: pods, To: strings.ReplaceAll(pods, "web", "worker")},
		"workload.createServiceAccount":                    {From: inProduction("createServiceAccount: false"), To: inProduction("createServiceAccount: true")},
		"compute.computeRef.name":                          {From: "{compute: {}}", To: "{compute: {computeRef: {name: web}}}"},
		"compute.computeRef.namespace":                     {From: shared("name: web", "team-b"), To: shared("name: web, namespace: team-b", "team-b")},
		"external.issuer":                                  {From: elsewhere(""), To: strings.ReplaceAll(elsewhere(""), "gitlab.com", "gitlab.example.com")},
		"external.subject":                                 {From: elsewhere(""), To: strings.ReplaceAll(elsewhere(""), "acme/shop", "acme/books")},
		"external.audience":                                {From: elsewhere(""), To: elsewhere(", audience: acme")},
		"machine.rotationDays":                             keys("rotationDays: 30, overlapDays: 7", "rotationDays: 60, overlapDays: 7"),
		"access[].to.kind":                                 {From: access("main", "reader"), To: strings.ReplaceAll(access("main", "reader"), "Storage", "KubernetesCluster")},
		"access[].to.kind=Storage":                         {From: "{compute: {}}", To: access("assets", "reader")},
		"access[].to.kind=KubernetesCluster":               {From: "{compute: {}}", To: "{compute: {}, access: [" + clusterAccess("reader") + "]}"},
		"access[].to.name":                                 {From: access("assets", "reader"), To: access("other", "reader")},
		"access[].to.namespace":                            {From: access("assets", "reader"), To: access("assets, namespace: team-b", "reader")},
		"access[].role":                                    {From: access("assets", "reader"), To: access("assets", "writer")},
		"access[].role=reader":                             {From: access("assets", "writer"), To: access("assets", "reader")},
		"access[].role=writer":                             {From: access("assets", "admin"), To: access("assets", "writer")},
		"access[].role=admin":                              {From: access("assets", "writer"), To: access("assets", "admin")},
		"permissions.aws.policies":                         only(aws, nobody, permissions("aws: {policies: ['arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess']}")),
		"permissions.aws.statements[].effect":              only(aws, statement(""), statement(", effect: Deny")),
		"permissions.aws.statements[].effect=Allow":        only(aws, statement(", effect: Deny"), statement(", effect: Allow")),
		"permissions.aws.statements[].effect=Deny":         only(aws, statement(", effect: Allow"), statement(", effect: Deny")),
		"permissions.aws.statements[].actions":             only(aws, statement(""), strings.ReplaceAll(statement(""), "SendMessage", "ReceiveMessage")),
		"permissions.aws.statements[].resources":           only(aws, statement(""), strings.ReplaceAll(statement(""), "orders", "returns")),
		"permissions.aws.statements[].conditions[].test":   only(aws, condition("StringEquals", "aws:PrincipalTag/team", "shop"), condition("StringLike", "aws:PrincipalTag/team", "shop")),
		"permissions.aws.statements[].conditions[].key":    only(aws, condition("StringEquals", "aws:PrincipalTag/team", "shop"), condition("StringEquals", "aws:PrincipalTag/unit", "shop")),
		"permissions.aws.statements[].conditions[].values": only(aws, condition("StringEquals", "aws:PrincipalTag/team", "shop"), condition("StringEquals", "aws:PrincipalTag/team", "books")),
		"permissions.azure.roles[].name":                   only(azure, azureRole("Reader", "a"), azureRole("Key Vault Secrets User", "a")),
		"permissions.azure.roles[].scope":                  only(azure, azureRole("Reader", "a"), azureRole("Reader", "b")),
		"permissions.gcp.roles":                            only(gcp, nobody, permissions("gcp: {roles: [roles/pubsub.publisher]}")),
	}
}

// words that are others on each cloud.
func words(p platform.Provider) []string {
	switch p {
	case platform.ProviderAWS:
		return []string{"@OTHER@", "gcp", "@PERMISSIONS@", "{aws: {policies: ['arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess']}}"}
	case platform.ProviderAzure:
		return []string{"@OTHER@", "aws", "@PERMISSIONS@", "{azure: {roles: [{name: Reader, scope: /subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/a}]}}"}
	case platform.ProviderGCP:
		return []string{"@OTHER@", "azure", "@PERMISSIONS@", "{gcp: {roles: [roles/pubsub.publisher]}}"}
	}
	return nil
}

// cluster that is running, as its own status reports it. Claims of the namespace team-a
// may refer to it.
func cluster(tb testing.TB, p platform.Provider, namespace, name, environment string) *structpb.Struct {
	tb.Helper()
	called := namespace + "-" + name
	status := map[platform.Provider]string{
		platform.ProviderAWS: `region: us-east-1, id: "arn:aws:eks:us-east-1:123456789012:cluster/` + called + `",
			workloadIdentity: {issuer: "https://oidc.eks.us-east-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF"}`,
		platform.ProviderAzure: `region: eastus2, resourceGroup: ` + called + `,
			id: /subscriptions/33333333-3333-3333-3333-333333333333/resourceGroups/` + called + `/providers/Microsoft.ContainerService/managedClusters/` + called + `,
			workloadIdentity: {issuer: "https://eastus2.oic.prod-aks.azure.com/44444444-4444-4444-4444-444444444444/` + called + `/"}`,
		platform.ProviderGCP: `region: us-east4, id: projects/acme-shop/locations/us-east4/clusters/` + called + `,
			workloadIdentity: {providerID: ` + called + `.svc.id.goog}`,
	}[p]
	return composetest.Object(tb, `{apiVersion: `+platform.APIVersion+`, kind: KubernetesCluster, metadata: {namespace: `+namespace+`, name: `+name+`},
		spec: {parameters: {provider: `+string(p)+`, shareWith: [team-a]}},
		status: {provider: `+string(p)+`, providerConfig: `+environment+`, phase: Running, name: `+called+`,
			inCluster: {kubeconfig: {name: `+called+`, namespace: crossplane-system, key: kubeconfig}}, `+status+`}}`)
}

// store of objects that is ready, as its own status reports it. Claims of the namespace
// team-a may refer to it.
func store(tb testing.TB, p platform.Provider, namespace, name string) *structpb.Struct {
	tb.Helper()
	called := namespace + "-" + name
	status := map[platform.Provider]string{
		platform.ProviderAWS: `region: us-east-1, id: ` + called + `, arn: "arn:aws:s3:::` + called + `"`,
		platform.ProviderAzure: `region: eastus2, resourceGroup: ` + called + `,
			id: /subscriptions/33333333-3333-3333-3333-333333333333/resourceGroups/` + called + `/providers/Microsoft.Storage/storageAccounts/store/blobServices/default/containers/` + called,
		platform.ProviderGCP: `region: us-east4, id: projects/_/buckets/` + called,
	}[p]
	return composetest.Object(tb, `{apiVersion: `+platform.APIVersion+`, kind: Storage, metadata: {namespace: `+namespace+`, name: `+name+`},
		spec: {parameters: {provider: `+string(p)+`, shareWith: [team-a]}},
		status: {provider: `+string(p)+`, providerConfig: default, phase: Ready, type: Object, name: `+called+`, encryption: {source: Platform}, `+status+`}}`)
}
