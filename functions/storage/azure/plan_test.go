// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"testing"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/storage/plan"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/regions"
	"github.com/hyperscalar/hyperscalar/internal/tags"
)

const (
	testRegion    = "northeurope"
	otherRegion   = "germanywestcentral"
	testGroup     = "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/shop"
	testKey       = "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/keys/providers/Microsoft.KeyVault/vaults/Acme-keys/keys/storage"
	testNetworkID = testGroup + "/providers/Microsoft.Network/virtualNetworks/main"
	testSubnet    = testNetworkID + "/subnets/private"
)

// testClaim is the claim shop of the namespace team-a.
func testClaim() claim.Claim {
	return claim.Claim{
		Namespace:   "team-a",
		Name:        "shop",
		Provider:    platform.ProviderAzure,
		Region:      regions.Region{Native: testRegion, Zones: []string{"1", "2", "3"}},
		Environment: "production",
		Names:       naming.New("", "team-a", "shop").For("storage"),
		Tags:        tags.New(tags.Platform{Team: "team-a", Claim: "shop"}, nil, nil),
	}
}

func platformKey() plan.Key { return plan.Key{Source: v1alpha1.KeySourcePlatform} }

func createdKey() plan.Key { return plan.Key{Source: v1alpha1.KeySourceCreated} }

func namedKey() plan.Key { return plan.Key{Source: v1alpha1.KeySourceClaim, ID: testKey} }

func keeps() plan.Protection { return plan.Protection{WhenNotEmpty: v1alpha1.WhenNotEmptyKeep} }

func deletes() plan.Protection { return plan.Protection{WhenNotEmpty: v1alpha1.WhenNotEmptyDelete} }

// testNetwork has one subnet for all zones.
func testNetwork() *plan.Network {
	return &plan.Network{Name: "team-a/main", ID: testNetworkID, CIDR: "10.0.0.0/16", Subnets: []v1alpha1.NetworkSubnet{{Name: "private", ID: testSubnet}}}
}

// smallest is a store with what every claim gets.
func smallest() plan.Plan {
	return plan.Plan{
		Claim: testClaim(), Type: v1alpha1.TypeObject, Key: platformKey(), Protection: keeps(),
		Object: &plan.Object{
			Versioning: true,
			Lifecycle:  []plan.LifecycleRule{{Name: "abort", Action: v1alpha1.LifecycleAbort, After: plan.AbortDays}},
		},
	}
}

// full is a store with everything that there is.
func full() plan.Plan {
	p := smallest()
	p.Key = createdKey()
	p.Object.Lifecycle = []plan.LifecycleRule{
		{Name: "abort", Action: v1alpha1.LifecycleAbort, After: plan.AbortDays},
		{Name: "archive-h1", Action: v1alpha1.LifecycleArchive, After: 90, Prefix: "reports/", Versions: v1alpha1.VersionsCurrent},
		{Name: "archive-noncurrent", Action: v1alpha1.LifecycleArchive, After: 10, Versions: v1alpha1.VersionsNoncurrent},
		{Name: "expire-h1", Action: v1alpha1.LifecycleExpire, After: 3650, Prefix: "reports/", Versions: v1alpha1.VersionsCurrent},
		{Name: "expire-noncurrent", Action: v1alpha1.LifecycleExpire, After: 365, Versions: v1alpha1.VersionsNoncurrent},
	}
	p.Object.Retention = &v1alpha1.Retention{Mode: v1alpha1.RetentionGovernance, Days: 30}
	p.Object.Replica = &plan.Replica{Region: regions.Region{Native: otherRegion, Zones: []string{"1"}}, Key: createdKey()}
	p.Object.CORS = []v1alpha1.CORSRule{{
		Origins: []string{"https://shop.example.com"}, Methods: []v1alpha1.Method{v1alpha1.MethodGet, v1alpha1.MethodPut},
		Headers: []string{"content-*"}, ExposeHeaders: []string{"etag"}, MaxAgeSeconds: 600,
	}}
	p.Object.AccessLogDays = 180
	return p
}

func block(performance v1alpha1.Performance, k plan.Key) plan.Plan {
	return plan.Plan{
		Claim: testClaim(), Type: v1alpha1.TypeBlock, Key: k, Protection: keeps(),
		Block: &plan.Block{SizeGiB: 200, Performance: performance, Zone: plan.Zone{Key: "b", Name: "2"}},
	}
}

func file(k plan.Key) plan.Plan {
	return plan.Plan{
		Claim: testClaim(), Type: v1alpha1.TypeFile, Key: k, Protection: keeps(), Network: testNetwork(),
		File: &plan.File{SizeGiB: 1024, Performance: v1alpha1.PerformanceStandard},
	}
}

// with returns a plan that was changed. What it points to must not be shared.
func with(p plan.Plan, change func(p *plan.Plan)) plan.Plan {
	change(&p)
	return p
}

// plans that everything below must hold for.
func plans() map[string]plan.Plan {
	return map[string]plan.Plan{
		"Smallest": smallest(),
		"Full":     full(),
		"Public":   with(smallest(), func(p *plan.Plan) { p.Object.Public, p.Object.Versioning = true, false }),
		"Emptied":  with(full(), func(p *plan.Plan) { p.Protection, p.Object.Retention = deletes(), nil }),
		"NamedKey": with(smallest(), func(p *plan.Plan) { p.Key = namedKey() }),
		"Replica": with(smallest(), func(p *plan.Plan) {
			p.Object.Replica = &plan.Replica{Region: regions.Region{Native: otherRegion, Zones: []string{"1"}}, Key: platformKey()}
		}),
		"Block":        block(v1alpha1.PerformanceStandard, platformKey()),
		"BlockWithKey": block(v1alpha1.PerformanceHigh, createdKey()),
		"File":         file(platformKey()),
		"FileWithKey":  file(createdKey()),
	}
}

// unknownNetwork is a file system whose network has nothing yet.
func unknownNetwork() plan.Plan {
	return with(file(createdKey()), func(p *plan.Plan) { p.Network = &plan.Network{Name: "team-a/main"} })
}

// observations are what a test observes.
type observations = managedtest.Observations

// observe resources as they are once the cloud has made them.
func observe(resources []managed.Resource) observations {
	return managedtest.Created(resources, atProvider)
}

// atProvider is what Azure would report of a resource.
func atProvider(r managed.Resource) any {
	id := testGroup + "/of/" + string(r.Key)
	switch r.ForProvider.Type().Kind {
	case "Account":
		return `{"id":"` + id + `","primaryBlobEndpoint":"https://` + r.ExternalName + `.blob.core.windows.net/","primaryFileHost":"` + r.ExternalName + `.file.core.windows.net"}`
	case "Container", "Share":
		return `{"id":"` + id + `","resourceManagerId":"` + id + `"}`
	case "Key":
		return `{"id":"https://v.vault.azure.net/keys/` + string(r.Key) + `/0a1b","versionlessId":"https://v.vault.azure.net/keys/` + string(r.Key) + `","resourceVersionlessId":"` + id + `"}`
	case "UserAssignedIdentity":
		return `{"id":"` + id + `","principalId":"principal-of-` + string(r.Key) + `","tenantId":"tenant"}`
	case "PrivateEndpoint":
		return `{"id":"` + id + `","privateServiceConnection":{"privateIpAddress":"10.0.0.5"}}`
	default:
		return `{"id":"` + id + `"}`
	}
}

// converge builds until nothing changes any more, observing all that may exist.
func converge(t *testing.T, p plan.Plan) ([]managed.Resource, observations) {
	t.Helper()
	return managedtest.Converge(t, observations{}, func(o managed.Observed) []managed.Resource { return Build(p, o) }, observe)
}
