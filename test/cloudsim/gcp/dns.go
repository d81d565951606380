// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

func dnsType(kind, plural string) managed.Type {
	return managed.Type{Group: "dns.gcp.upbound.io", Version: "v1beta2", Kind: kind, Plural: plural}
}

func dns() []cloud.Kind {
	return []cloud.Kind{
		{
			Type:   dnsType("ManagedZone", "managedzones"),
			Naming: cloud.Given, Noun: "ManagedZone",
			Required:   []string{"dnsName"},
			Immutable:  []string{"dnsName", "visibility"},
			Links:      []cloud.Link{{Field: "privateVisibilityConfig.networks[].networkUrl", To: network, Foreign: true}},
			Defaults:   cloud.Value{"visibility": "public", "description": "Managed by Terraform"},
			ID:         func(r *cloud.Request) string { return "projects/" + project(r.Object) + "/managedZones/" + r.Name },
			Check:      checkZone,
			Attributes: zoneAttributes,
		},
		{
			Type: dnsType("RecordSet", "recordsets"),
			Noun: "RecordSet",
			// Records point to their zone by name.
			Required:  []string{"managedZone", "name", "type"},
			Immutable: []string{"managedZone", "name", "type"},
			Links:     []cloud.Link{{Field: "managedZone", To: managedZone, Holds: true}},
			ID: func(r *cloud.Request) string {
				return strings.Join([]string{"projects", project(r.Object), "managedZones", r.Args.String("managedZone"), "rrsets", r.Args.String("name"), r.Args.String("type")}, "/")
			},
			Check: checkRecord,
		},
	}
}

var (
	domain   = regexp.MustCompile(`^([a-zA-Z0-9_*]([a-zA-Z0-9_-]{0,61}[a-zA-Z0-9_])?\.)+$`)
	zoneName = regexp.MustCompile(`^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$`)
)

func checkZone(r *cloud.Request) error {
	if !zoneName.MatchString(r.Name) {
		return refuse(400, "invalid", "Invalid value for 'entity.managedZone.name': '%s'", r.Name)
	}
	name, private := r.Args.String("dnsName"), r.Args.String("visibility") == "private"
	if !domain.MatchString(name) || len(name) > 254 {
		return refuse(400, "invalid", "Invalid value for 'entity.managedZone.dnsName': '%s'", name)
	}
	if v := r.Args.String("visibility"); v != "private" && v != "public" {
		return refuse(400, "invalid", "Invalid value for 'entity.managedZone.visibility': '%s'", v)
	}
	if !private && r.Args.Has("privateVisibilityConfig") {
		return refuse(400, "invalid", "Invalid value for 'entity.managedZone.privateVisibilityConfig': only private zones have one")
	}
	for _, url := range r.Args.Strings("privateVisibilityConfig.networks[].networkUrl") {
		n := r.Find(network, url)
		for other := range r.UsersOf(n, managedZone) {
			if other.Args.String("dnsName") == name {
				return refuse(400, "privateManagedZoneNetworkOverlap", "The network '%s' cannot be bound to this zone because of a conflict with existing zone(s): '%s'.", n.ID, other.Name)
			}
		}
	}
	return nil
}

func zoneAttributes(r *cloud.Request) cloud.Value {
	n, _ := strconv.Atoi(r.Digits(9, "number"))
	return cloud.Value{
		"managedZoneId": int64(n),
		"creationTime":  "2026-01-01T00:00:00.000Z",
		"nameServers":   []any{"ns-gcp-private.googledomains.com."},
	}
}

func checkRecord(r *cloud.Request) error {
	z := r.To("managedZone")
	name, zone, t := r.Args.String("name"), z.Args.String("dnsName"), r.Args.String("type")
	if !domain.MatchString(name) || name != zone && !strings.HasSuffix(name, "."+zone) {
		return refuse(400, "invalid", "Invalid value for 'entity.change.additions[0].name': '%s'", name)
	}
	if !slices.Contains([]string{"A", "AAAA", "CAA", "CNAME", "MX", "NS", "PTR", "SOA", "SRV", "TXT", "SVCB", "HTTPS"}, t) {
		return refuse(400, "invalid", "Invalid value for 'entity.change.additions[0].type': '%s'", t)
	}
	if !r.Args.Has("rrdatas") && !r.Args.Has("routingPolicy") {
		return refuse(400, "invalid", "Invalid value for 'entity.change.additions[0].rrdata[0]': ''")
	}
	if t == "CNAME" && name == zone {
		return refuse(400, "invalid", "The resource record set 'entity.change.additions[0]' is invalid because a CNAME cannot be at the apex of a zone.")
	}
	for other := range r.UsersOf(z, recordSet) {
		if other.Args.String("name") == name && (t == "CNAME" || other.Args.String("type") == "CNAME") {
			return refuse(400, "cnameResourceRecordSetConflict", "The resource record set 'entity.change.additions[0]' is invalid because the DNS name '%s' has a CNAME resource record set that conflicts with others.", name)
		}
	}
	return nil
}
