// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package azure tells a simulated cloud what is true of Azure: its kinds of
// resources, what it refuses, and how it says so.
package azure

import (
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// New returns a simulation of Azure.
func New(opts ...cloud.Option) *cloud.Cloud {
	return cloud.New(dialect{}, Kinds(), opts...)
}

type dialect struct{}

// Provider that speaks the dialect.
func (dialect) Provider() platform.Provider { return platform.ProviderAzure }

// AccountID is the subscription of the provider config, else made up.
func (dialect) AccountID(name string, spec cloud.Value) string {
	if id := spec.String("subscriptionID"); id != "" {
		return id
	}
	return cloud.UUIDOf("subscription/" + name)
}

// Region that a request goes to. Azure does not care about spaces and capitals.
func (dialect) Region(r *cloud.Request) string {
	return strings.ToLower(strings.ReplaceAll(r.Args.String("location"), " ", ""))
}

// Sees everything in a subscription.
func (dialect) Sees(*cloud.Request, *cloud.Object) bool { return true }

// Identifies resources by id, and within their group by name.
func (d dialect) Identifies(r *cloud.Request, o *cloud.Object, value string) bool {
	if strings.HasPrefix(value, "/") {
		return d.Same(o.ID, value)
	}
	if !strings.EqualFold(o.Name, value) {
		return false
	}
	group := o.Args.String("resourceGroupName")
	return group == "" || strings.EqualFold(group, r.Args.String("resourceGroupName"))
}

// Same ids differ in capitals only.
func (dialect) Same(id, other string) bool { return strings.EqualFold(id, other) }

// Check the location and the tags.
func (d dialect) Check(r *cloud.Request) error {
	if l := d.Region(r); l != "" && !slices.Contains(locations(), l) {
		return cloud.Refuse(400, "LocationNotAvailableForResourceType",
			"The provided location '%s' is not available for resource type '%s'.", l, r.Kind.Call)
	}
	return checkTags(r)
}

// Attributes that every kind has.
func (dialect) Attributes(r *cloud.Request) cloud.Value { return cloud.Value{"id": r.ID} }

// Missing says that a required argument is missing.
func (dialect) Missing(_ *cloud.Request, argument string) error {
	return cloud.Plain("%q: required field is not set", cloud.Snake(argument))
}

// NotFound says that there is nothing where an argument points to.
func (dialect) NotFound(r *cloud.Request, l cloud.Link, value string) error {
	if l.To == resourceGroup {
		return cloud.Refuse(404, "ResourceGroupNotFound", "Resource group '%s' could not be found.", value)
	}
	if !strings.HasPrefix(value, "/") {
		return cloud.Refuse(404, "ParentResourceNotFound",
			"Failed to perform 'write' on resource(s) of type '%s', because the parent resource '%s' could not be found.", r.Kind.Call, value)
	}
	return cloud.Refuse(400, "InvalidResourceReference",
		"Resource %s referenced by resource %s was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.", value, r.ID)
}

// Elsewhere says that the credentials are for another subscription than the one that has
// what an id names.
// https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-not-found
func (d dialect) Elsewhere(r *cloud.Request, l cloud.Link, o *cloud.Object, value string) error {
	if !strings.HasPrefix(value, "/") {
		return d.NotFound(r, l, value)
	}
	return cloud.Refuse(403, "LinkedAuthorizationFailed",
		"The client '%[1]s' with object id '%[1]s' has permission to perform action '%[2]s/write' on scope '%[3]s'; however, it does not have permission to perform action(s) '%[4]s/join/action' on the linked scope(s) '%[5]s' (respectively) or the linked scope(s) are invalid.",
		client(r), r.Kind.Call, r.ID, o.Kind.Call, o.ID)
}

// client that the provider config of a subscription is for.
func client(r *cloud.Request) string { return cloud.UUIDOf("client/" + r.Account.ID) }

// NotReady says the same as NotFound until a resource was created.
func (d dialect) NotReady(r *cloud.Request, l cloud.Link, o *cloud.Object) error {
	if l.To == resourceGroup {
		return d.NotFound(r, l, o.Name)
	}
	return cloud.Refuse(409, "ReferencedResourceNotProvisioned",
		"Cannot proceed with operation because resource %s used by resource %s is not in Succeeded state. Resource is in Updating state and the last operation that updated/is updating the resource is PutOperation.", o.ID, r.ID)
}

// Exists says that there is such a resource already.
func (dialect) Exists(r *cloud.Request, o *cloud.Object) error {
	switch {
	case r.Kind.Name() == account && o.Account != r.Account:
		return cloud.Refuse(409, "StorageAccountAlreadyTaken", "The storage account named %s is already taken.", r.Name)
	case r.Kind.Name() == vault && o.Account != r.Account:
		return cloud.Refuse(409, "VaultAlreadyExists", "The vault name '%s' is already in use. Vault names are globally unique so it is possible that the name is already taken.", r.Name)
	}
	return cloud.Plain("A resource with the ID %q already exists - to be managed via Terraform this resource needs to be imported into the State. Please see the resource documentation for %q for more information.", o.ID, r.Kind.Noun)
}

// InUse says that a resource cannot be deleted because of others.
func (dialect) InUse(r *cloud.Request, by []*cloud.Object) error {
	ids := make([]string, 0, len(by))
	for _, o := range by {
		ids = append(ids, o.ID)
	}
	switch r.Kind.Name() {
	case resourceGroup:
		return cloud.Plain("deleting Resource Group %q: the Resource Group still contains Resources.\n\nTerraform is configured to check for Resources within the Resource Group when deleting the Resource Group - and raise an error if nested Resources still exist to avoid unintentionally deleting these Resources.\n\nTerraform has detected that the following Resources still exist within the Resource Group:\n\n* `%s`",
			r.Name, strings.Join(ids, "`\n* `"))
	case publicIP:
		return cloud.Refuse(400, "PublicIPAddressCannotBeDeleted",
			"Public IP address %s can not be deleted since it is still allocated to resource %s. In order to delete the public IP, disassociate/detach the Public IP address from the resource.", r.ID, holder(by[0]).ID)
	case privateDNSZone:
		return cloud.Refuse(409, "CannotDeleteResource", "Can not delete resource before nested resources are deleted.")
	}
	return cloud.Refuse(400, "InUse"+r.Kind.Kind+"CannotBeDeleted",
		"%s %s cannot be deleted because it is in use by the following resources: %s. In order to delete it, remove the association with the resource(s).", r.Kind.Kind, r.ID, strings.Join(ids, ", "))
}

// holder of an address: a gateway is associated with it by another resource.
func holder(by *cloud.Object) *cloud.Object {
	if gateway := by.To("natGatewayId"); gateway != nil {
		return gateway
	}
	return by
}

// Fail says that something went wrong through nobody's mistake.
func (d dialect) Fail(r *cloud.Request, f cloud.Fault, text string) error {
	switch f {
	case cloud.FaultQuota:
		return cloud.Refuse(400, r.Kind.Kind+"CountLimitReached", "Cannot create more than 10 %ss for this subscription in this region.", r.Kind.Noun)
	case cloud.FaultThrottle:
		return cloud.Refuse(429, "TooManyRequests", "The request was throttled. Please try again after '37' seconds.")
	case cloud.FaultRegionDown:
		return cloud.Refuse(503, "ServiceUnavailable", "The service is temporarily unavailable in %s.", d.Region(r))
	case cloud.FaultError:
		if text != "" {
			return cloud.Refuse(500, "InternalServerError", "%s", text)
		}
	}
	return cloud.Refuse(500, "InternalServerError", "An error occurred. Tracking ID: %s", r.RequestID())
}

// Describe an error like the Azure SDK of HashiCorp does, inside what the provider
// was doing.
func (dialect) Describe(op cloud.Operation, r *cloud.Request, err *cloud.Error) string {
	if err.Plain {
		return err.Message
	}
	verbs := map[cloud.Operation][2]string{
		cloud.Create: {"creating", "CreateOrUpdate"}, cloud.Read: {"retrieving", "Get"},
		cloud.Update: {"updating", "CreateOrUpdate"}, cloud.Delete: {"deleting", "Delete"},
	}
	return fmt.Sprintf("%s %s (%s): performing %s: unexpected status %d (%d %s) with error: %s: %s",
		verbs[op][0], r.Kind.Noun, describe(r.ID), verbs[op][1], err.Status, err.Status, http.StatusText(err.Status), err.Code, err.Message)
}

// describe an id in words.
func describe(id string) string {
	head, tail, _ := strings.Cut(strings.Trim(id, "/"), "/providers/")
	out := pairs(strings.Split(head, "/"))
	_, tail, _ = strings.Cut(tail, "/")
	return strings.Replace(strings.Join(append(out, pairs(strings.Split(tail, "/"))...), "\n"), "Subscription Name", "Subscription", 1)
}

func pairs(segments []string) []string {
	var out []string
	for i := 0; i+1 < len(segments); i += 2 {
		out = append(out, fmt.Sprintf("%s Name: %q", title(segments[i]), segments[i+1]))
	}
	return out
}

func titles() map[string]string {
	return map[string]string{
		"publicIPAddresses": "Public IP Addresses", "privateDnsZones": "Private DNS Zone",
		"managedClusters": "Kubernetes Cluster", "userAssignedIdentities": "User Assigned Identity",
	}
}

var hump = regexp.MustCompile(`([a-z])([A-Z])`)

// title turns virtualNetworks into Virtual Network.
func title(segment string) string {
	if t := titles()[segment]; t != "" {
		return t
	}
	s := hump.ReplaceAllString(strings.TrimSuffix(segment, "s"), "$1 $2")
	return strings.ToUpper(s[:1]) + s[1:]
}

// checkTags applies the limits of tags.
// https://learn.microsoft.com/en-us/azure/azure-resource-manager/management/tag-resources#limitations
func checkTags(r *cloud.Request) error {
	tags := r.Args.Map("tags")
	if len(tags) > 50 {
		return cloud.Refuse(400, "InvalidTagCount", "The number of tags '%d' exceeds the maximum of '50'.", len(tags))
	}
	longest := 512
	if r.Kind.Name() == account {
		longest = 128
	}
	for _, k := range slices.Sorted(maps.Keys(tags)) {
		if len(k) > longest || len(k) == 0 {
			return cloud.Refuse(400, "InvalidTagNameLength", "The tag name '%s' exceeds the maximum length of '%d'.", k, longest)
		}
		if strings.ContainsAny(k, `<>%&\?/`) {
			return cloud.Refuse(400, "InvalidTagNameCharacters", `The tag names '%s' have reserved characters '<,>,%%,&,\,?,/' or control characters.`, k)
		}
		if len(tags[k]) > 256 {
			return cloud.Refuse(400, "InvalidTagValueLength", "The value of the tag '%s' exceeds the maximum length of '256'.", k)
		}
		if r.Kind.Name() == privateDNSZone && (strings.Contains(k, " ") || k[0] >= '0' && k[0] <= '9') {
			return cloud.Refuse(400, "BadRequest", "The tag name '%s' is not supported for DNS zones.", k)
		}
	}
	return nil
}

// locations of the public cloud.
func locations() []string {
	return []string{
		"australiacentral", "australiaeast", "australiasoutheast", "austriaeast", "belgiumcentral", "brazilsouth", "canadacentral", "canadaeast",
		"centralindia", "centralus", "chilecentral", "eastasia", "eastus", "eastus2", "francecentral", "francesouth", "germanynorth",
		"germanywestcentral", "indonesiacentral", "israelcentral", "italynorth", "japaneast", "japanwest", "koreacentral", "koreasouth",
		"malaysiawest", "mexicocentral", "newzealandnorth", "northcentralus", "northeurope", "norwayeast", "norwaywest", "polandcentral",
		"qatarcentral", "southafricanorth", "southafricawest", "southcentralus", "southeastasia", "southindia", "spaincentral", "swedencentral",
		"swedensouth", "switzerlandnorth", "switzerlandwest", "uaecentral", "uaenorth", "uksouth", "ukwest", "westcentralus", "westeurope",
		"westindia", "westus", "westus2", "westus3",
	}
}
