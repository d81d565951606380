// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package golden

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"strings"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/hyperscalar/hyperscalar/test/render"
)

const (
	annotationExternalName = "crossplane.io/external-name"
	simulatedAt            = "2024-01-01T00:00:00Z"
	simulatedAccount       = "123456789012"
	simulatedSubscription  = "00000000-0000-0000-0000-000000000000"
	simulatedProject       = "example-project"
)

// A condition of a simulated resource.
type condition struct {
	kind, status, reason, message string
}

// ready are the conditions of a resource that its provider has created.
func ready() []condition {
	return []condition{
		{kind: "Ready", status: "True", reason: "Available"},
		{kind: "Synced", status: "True", reason: "ReconcileSuccess"},
	}
}

// unready are the conditions of a resource that was ready.
func unready() []condition {
	return []condition{
		{kind: "Ready", status: "False", reason: "Unavailable"},
		{kind: "Synced", status: "True", reason: "ReconcileSuccess"},
	}
}

// failed are the conditions of a resource that its cloud refuses to create.
func failed(message string) []condition {
	return []condition{
		{kind: "Ready", status: "False", reason: "Creating"},
		{kind: "Synced", status: "False", reason: "ReconcileError", message: message},
	}
}

// unresolved returns the keys of the resources whose references cannot be resolved
// because the resource with the supplied key does not exist, directly or not.
func unresolved(composed []*unstructured.Unstructured, missing string) map[string]bool {
	out := map[string]bool{missing: true}
	for before := 0; before != len(out); {
		before = len(out)
		for _, u := range composed {
			for _, key := range selected(u) {
				if out[key] {
					out[render.Key(u)] = true
				}
			}
		}
	}
	return out
}

// selected returns the keys of the resources that a resource refers to.
func selected(u *unstructured.Unstructured) []string {
	fields, _, _ := unstructured.NestedMap(u.Object, "spec", "forProvider")
	var out []string
	for field, v := range fields {
		selector, ok := v.(map[string]any)
		if !ok || !strings.HasSuffix(field, "Selector") {
			continue
		}
		if key, ok, _ := unstructured.NestedString(selector, "matchLabels", managed.LabelKey); ok {
			out = append(out, key)
		}
	}
	return out
}

// A cloud simulates what a provider does with composed resources: it assigns names
// and ids, and reports back what it was asked for. What it assigns depends on
// nothing but the name of the resource.
type cloud struct {
	resources []*unstructured.Unstructured
}

// observe returns the composed resources as their providers would leave them. The
// conditions of each are what the supplied function says.
func observe(composed []*unstructured.Unstructured, conditions func(key string) []condition) []*unstructured.Unstructured {
	c := cloud{resources: composed}
	out := make([]*unstructured.Unstructured, 0, len(composed))
	for _, u := range composed {
		o := u.DeepCopy()
		setConditions(o, ready())
		if isManaged(u) {
			name := c.externalName(u)
			setAnnotation(o, annotationExternalName, name)
			_ = unstructured.SetNestedMap(o.Object, c.atProvider(u, name), "status", "atProvider")
			setConditions(o, conditions(render.Key(u)))
		}
		out = append(out, o)
	}
	return out
}

// isManaged is true for what a provider manages, and false for a Usage, which
// Crossplane itself makes ready at once.
func isManaged(u *unstructured.Unstructured) bool {
	return strings.HasSuffix(u.GroupVersionKind().Group, ".upbound.io")
}

func setAnnotation(u *unstructured.Unstructured, k, v string) {
	a := u.GetAnnotations()
	a[k] = v
	u.SetAnnotations(a)
}

func setConditions(u *unstructured.Unstructured, cs []condition) {
	out := make([]any, 0, len(cs))
	for _, c := range cs {
		o := map[string]any{"type": c.kind, "status": c.status, "reason": c.reason, "lastTransitionTime": simulatedAt}
		if c.message != "" {
			o["message"] = c.message
		}
		out = append(out, o)
	}
	_ = unstructured.SetNestedSlice(u.Object, out, "status", "conditions")
}

// hash of a resource, of which ids and addresses are made.
func hash(u *unstructured.Unstructured) string {
	sum := sha256.Sum256([]byte(u.GetKind() + "/" + render.Key(u)))
	return hex.EncodeToString(sum[:])
}

// octet of a resource, between 1 and 254.
func octet(u *unstructured.Unstructured) int {
	sum := sha256.Sum256([]byte(render.Key(u)))
	return 1 + int(sum[0])%254
}

// prefixes of the ids that AWS assigns.
var prefixes = map[string]string{
	"EIP":                       "eipalloc",
	"EgressOnlyInternetGateway": "eigw",
	"InternetGateway":           "igw",
	"NATGateway":                "nat",
	"NetworkACL":                "acl",
	"RouteTable":                "rtb",
	"SecurityGroup":             "sg",
	"SecurityGroupIngressRule":  "sgr",
	"SecurityGroupEgressRule":   "sgr",
	"Subnet":                    "subnet",
	"VPC":                       "vpc",
	"VPCEndpoint":               "vpce",
	"VPCPeeringConnection":      "pcx",
}

// externalName returns the name of a resource at its cloud.
func (c cloud) externalName(u *unstructured.Unstructured) string {
	if n := u.GetAnnotations()[annotationExternalName]; n != "" {
		return n
	}
	prefix, ok := prefixes[u.GetKind()]
	if !ok {
		prefix = strings.ToLower(u.GetKind())
	}
	return prefix + "-" + hash(u)[:17]
}

// atProvider returns what the provider reports: everything that it was asked for,
// and what the cloud adds.
func (c cloud) atProvider(u *unstructured.Unstructured, name string) map[string]any {
	out, _, _ := unstructured.NestedMap(u.Object, "spec", "forProvider")
	maps.DeleteFunc(out, func(k string, _ any) bool {
		return strings.HasSuffix(k, "Selector") || strings.HasSuffix(k, "Ref")
	})
	switch group := u.GroupVersionKind().Group; {
	case strings.Contains(group, ".aws."):
		c.aws(u, name, out)
	case strings.Contains(group, ".gcp."):
		c.gcp(u, name, out)
	default:
		c.azure(u, name, out)
	}
	return out
}

// setDefault sets a field unless the resource was created with it.
func setDefault(at map[string]any, field string, value any) {
	if _, ok := at[field]; !ok {
		at[field] = value
	}
}

func (c cloud) aws(u *unstructured.Unstructured, name string, at map[string]any) {
	region, _ := at["region"].(string)
	at["id"] = name
	at["arn"] = fmt.Sprintf("arn:aws:%s:%s:%s:%s/%s", strings.Split(u.GroupVersionKind().Group, ".")[0], region, simulatedAccount, strings.ToLower(u.GetKind()), name)
	switch u.GetKind() {
	case "VPC":
		setDefault(at, "cidrBlock", "10.50.0.0/16")
		if at["assignGeneratedIpv6CidrBlock"] == true {
			at["ipv6CidrBlock"] = "2600:1f18:1234:5600::/56"
		}
	case "Subnet":
		setDefault(at, "cidrBlock", fmt.Sprintf("10.50.%d.0/24", octet(u)))
		setDefault(at, "availabilityZone", region+"a")
	case "EIP":
		at["publicIp"] = fmt.Sprintf("203.0.113.%d", octet(u))
	case "VPCEndpoint":
		at["prefixListId"] = "pl-" + hash(u)[:8]
	case "VPCPeeringConnection", "VPCPeeringConnectionAccepter":
		at["acceptStatus"] = "active"
	case "Zone":
		at["zoneId"] = "Z" + strings.ToUpper(hash(u)[:13])
	}
}

// azurePaths are the paths of resources within their resource group.
var azurePaths = map[string]string{
	"Account":                          "Microsoft.Storage/storageAccounts/%s",
	"NATGateway":                       "Microsoft.Network/natGateways/%s",
	"PrivateDNSZone":                   "Microsoft.Network/privateDnsZones/%s",
	"PublicIP":                         "Microsoft.Network/publicIPAddresses/%s",
	"SecurityGroup":                    "Microsoft.Network/networkSecurityGroups/%s",
	"VirtualNetwork":                   "Microsoft.Network/virtualNetworks/%s",
	"VirtualNetworkPeering":            "Microsoft.Network/virtualNetworks/{VirtualNetwork}/virtualNetworkPeerings/%s",
	"Subnet":                           "Microsoft.Network/virtualNetworks/{VirtualNetwork}/subnets/%s",
	"SecurityRule":                     "Microsoft.Network/networkSecurityGroups/rules/%s",
	"PrivateDNSZoneVirtualNetworkLink": "Microsoft.Network/privateDnsZones/{PrivateDNSZone}/virtualNetworkLinks/%s",
}

func (c cloud) azure(u *unstructured.Unstructured, name string, at map[string]any) {
	at["id"] = c.azureID(u, name)
	switch u.GetKind() {
	case "VirtualNetwork":
		setDefault(at, "addressSpace", []any{"10.50.0.0/16"})
	case "Subnet":
		setDefault(at, "addressPrefixes", []any{fmt.Sprintf("10.50.%d.0/24", octet(u))})
	case "PublicIP":
		at["ipAddress"] = fmt.Sprintf("203.0.113.%d", octet(u))
	}
}

func (c cloud) azureID(u *unstructured.Unstructured, name string) string {
	if strings.HasPrefix(name, "/subscriptions/") {
		return name
	}
	group := c.nameOf("ResourceGroup")
	if rg, ok, _ := unstructured.NestedString(u.Object, "spec", "forProvider", "resourceGroupName"); ok {
		group = rg
	}
	id := "/subscriptions/" + simulatedSubscription + "/resourceGroups/" + group
	if u.GetKind() == "ResourceGroup" {
		return id
	}
	path, ok := azurePaths[u.GetKind()]
	if !ok {
		path = "Microsoft.Network/" + strings.ToLower(u.GetKind()) + "s/%s"
	}
	path = strings.ReplaceAll(path, "{VirtualNetwork}", c.parent(u, "virtualNetworkName", "VirtualNetwork"))
	path = strings.ReplaceAll(path, "{PrivateDNSZone}", c.nameOf("PrivateDNSZone"))
	return id + "/providers/" + fmt.Sprintf(path, name)
}

func (c cloud) parent(u *unstructured.Unstructured, field, kind string) string {
	if n, ok, _ := unstructured.NestedString(u.Object, "spec", "forProvider", field); ok {
		return n
	}
	return c.nameOf(kind)
}

// nameOf returns the name at the cloud of the first resource of a kind.
func (c cloud) nameOf(kind string) string {
	for _, u := range c.resources {
		if u.GetKind() == kind {
			return c.externalName(u)
		}
	}
	return ""
}

// gcpPaths are the paths of resources within their project.
var gcpPaths = map[string]string{
	"Address":        "regions/{region}/addresses/%s",
	"Firewall":       "global/firewalls/%s",
	"ManagedZone":    "managedZones/%s",
	"Network":        "global/networks/%s",
	"NetworkPeering": "%s",
	"Route":          "global/routes/%s",
	"Router":         "regions/{region}/routers/%s",
	"RouterNAT":      "regions/{region}/routers/nats/%s",
	"Subnetwork":     "regions/{region}/subnetworks/%s",
}

func (c cloud) gcp(u *unstructured.Unstructured, name string, at map[string]any) {
	setDefault(at, "project", simulatedProject)
	region, _ := at["region"].(string)
	path, ok := gcpPaths[u.GetKind()]
	if !ok {
		path = "global/" + strings.ToLower(u.GetKind()) + "s/%s"
	}
	path = strings.ReplaceAll(path, "{region}", region)
	id := fmt.Sprintf("projects/%s/", at["project"]) + fmt.Sprintf(path, name)
	if strings.HasPrefix(name, "projects/") {
		id = name
	}
	at["id"] = id
	at["selfLink"] = "https://www.googleapis.com/compute/v1/" + id
	switch u.GetKind() {
	case "Address":
		at["address"] = fmt.Sprintf("203.0.113.%d", octet(u))
	case "Subnetwork":
		setDefault(at, "ipCidrRange", fmt.Sprintf("10.50.%d.0/24", octet(u)))
		if at["ipv6AccessType"] == "EXTERNAL" {
			at["externalIpv6Prefix"] = fmt.Sprintf("2600:1900:4000:%x::/64", octet(u))
		}
		if at["ipv6AccessType"] == "INTERNAL" {
			at["internalIpv6Prefix"] = fmt.Sprintf("fd20:1234:5678:%x::/64", octet(u))
		}
	case "Network":
		if at["enableUlaInternalIpv6"] == true {
			at["internalIpv6Range"] = "fd20:1234:5600::/48"
		}
	case "NetworkPeering":
		at["state"] = "ACTIVE"
	}
}
