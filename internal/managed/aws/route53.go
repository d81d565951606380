// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import "github.com/hyperscalar/hyperscalar/internal/managed"

// A Zone holds the DNS records of a domain. It is private when it is associated
// with VPCs.
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-private.html
type Zone struct {
	Name    string            `json:"name"`
	Comment string            `json:"comment,omitempty"`
	VPC     []ZoneVPC         `json:"vpc,omitempty"`
	Tags    map[string]string `json:"tags,omitempty"`
}

// Type of a Zone.
func (Zone) Type() managed.Type {
	return managed.Type{Group: groupRoute53, Version: "v1beta1", Kind: "Zone", Plural: "zones"}
}

// A ZoneVPC is a VPC that a private zone resolves in.
type ZoneVPC struct {
	VPCID     string `json:"vpcId,omitempty"`
	VPCRegion string `json:"vpcRegion,omitempty"`
}

// A ZoneObservation is what we read of a Zone.
type ZoneObservation struct {
	ZoneID string `json:"zoneId"`
}
