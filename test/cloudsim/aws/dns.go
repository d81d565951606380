// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"regexp"
	"strings"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

func dns() []cloud.Kind {
	return []cloud.Kind{{
		Type: typeOf("route53", "v1beta1", "Zone", "zones"), Global: true,
		Noun: "Route53 Hosted Zone", Service: "Route 53", Call: "HostedZone",
		Required:  []string{"name"},
		Immutable: []string{"name", "delegationSetId"},
		Links: []cloud.Link{
			{Field: "vpc[].vpcId", To: vpc, Code: "InvalidVPCId", Text: "The VPC: %s that you provided is not authorized to make the association or does not exist."},
		},
		Defaults: cloud.Value{"comment": "Managed by Terraform"},
		ID:       func(r *cloud.Request) string { return "Z0" + strings.ToUpper(r.Hex(19, "id")) },
		Check:    checkZone,
		Attributes: func(r *cloud.Request) cloud.Value {
			ns := []any{"ns-0.awsdns-00.com", "ns-1024.awsdns-00.org", "ns-1536.awsdns-00.co.uk", "ns-512.awsdns-00.net"}
			return cloud.Value{"zoneId": r.ID, "nameServers": ns, "primaryNameServer": ns[0]}
		},
	}}
}

var domain = regexp.MustCompile(`^([a-zA-Z0-9_]([a-zA-Z0-9_-]{0,61}[a-zA-Z0-9_])?)(\.[a-zA-Z0-9_]([a-zA-Z0-9_-]{0,61}[a-zA-Z0-9_])?)*\.?$`)

func checkZone(r *cloud.Request) error {
	name := r.Args.String("name")
	if len(name) > 255 || !domain.MatchString(name) {
		return cloud.Refuse(400, "InvalidDomainName", "%s is not a valid domain name", name)
	}
	for _, a := range r.Args.List("vpc") {
		v := r.Find(vpc, a.String("vpcId"))
		if region := a.String("vpcRegion"); region != "" && v != nil && v.Args.String("region") != region {
			return cloud.Refuse(400, "InvalidVPCId", "The VPC: %s that you provided does not exist in region %s.", v.ID, region)
		}
		for other := range r.UsersOf(v, zone) {
			if strings.TrimSuffix(other.Args.String("name"), ".") == strings.TrimSuffix(name, ".") {
				return cloud.Refuse(400, "ConflictingDomainExists",
					"The VPC %s in region %s has already been associated with the hosted zone %s with the same domain name.", v.ID, v.Args.String("region"), other.ID)
			}
		}
	}
	return nil
}
