// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package cloud simulates what clouds do with resources, without knowing any of
// them: it keeps the resources of accounts, assigns ids, takes its time, refuses what
// points to nothing and what others still need. What is true of one cloud only is
// told by a Dialect and by a table of Kinds.
package cloud

import (
	"strings"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/managed"
)

// A Naming says where the name of a resource comes from.
type Naming int

// Namings.
const (
	// Assigned names are made by the cloud when the resource is created.
	Assigned Naming = iota

	// Given names are the external name, which is the name of the managed
	// resource where nobody says otherwise.
	Given

	// Templated resources have no name of their own: others tell them apart.
	Templated
)

// A Name is the short name of a kind, for example ec2/VPC.
type Name string

// A Kind of resource.
type Kind struct {
	managed.Type

	// Naming of the resource.
	Naming Naming

	// Prefix of the ids that the cloud assigns, where ID is not set.
	Prefix string

	// Noun is what messages call the resource.
	Noun string

	// Service and Call are what the cloud calls the API and its method. The
	// method is without the verb, for example Vpc of CreateVpc.
	Service string
	Call    string

	// Global resources belong to no region.
	Global bool

	// World is true for kinds whose names are unique in the whole world.
	World bool

	// Shared resources are found by their ids, and may be managed by several
	// managed resources at a time.
	Shared bool

	// Located resources are whatever is at the place that is asked for, whoever
	// put it there. Who asks for another place leaves behind what is at the first.
	Located bool

	// Whole arguments are kept as they were asked for, and change as a whole: what
	// looks like a reference in them is none.
	Whole bool

	// Instant resources are there, and gone, as soon as somebody asks for it.
	Instant bool

	// Required arguments, beyond those that the CRD requires. An argument
	// that is one of several is written a|b.
	Required []string

	// Immutable arguments cannot change during the life of a resource.
	Immutable []string

	// Gradual arguments change over time: a resource is as it was for as long as it
	// takes to create one. Everything else changes at once.
	Gradual []string

	// Links are the arguments that point to other resources.
	Links []Link

	// Defaults that the cloud fills in, and the provider copies into the
	// managed resource.
	Defaults Value

	// Kept are the attributes that the cloud remembers like arguments, though
	// nobody may have asked for them.
	Kept []string

	// ID of the resource, where it is more than the prefix and a number.
	ID func(r *Request) string

	// CheckRead what is checked when anybody asks for the resource, whether it is
	// there or not.
	CheckRead func(r *Request) error

	// Check what the cloud checks when the resource is created or updated.
	Check func(r *Request) error

	// CheckDelete what the cloud checks when the resource is deleted.
	CheckDelete func(r *Request) error

	// Attributes that the cloud adds to the arguments.
	Attributes func(r *Request) Value

	// Reports are the attributes that the provider reports, where it does not
	// report all of them.
	Reports []string

	// Secrets are the connection details that the provider publishes.
	Secrets func(r *Request) map[string][]byte

	// Server is the API server that the resource is, if it is a Kubernetes
	// cluster.
	Server func(r *Request) Server
}

// A Link is an argument that points to another resource.
type Link struct {
	// Field is the path of the argument.
	Field string

	// To is the kind of the other resource.
	To Name

	// Code and Text of the error when there is no such resource, where the
	// cloud has special ones. %s in the text is the value.
	Code string
	Text string

	// Holds is true if the other resource cannot be deleted while this one
	// exists.
	Holds bool

	// Nested resources vanish together with the other one.
	Nested bool

	// Foreign is true if the other resource may be in another account.
	Foreign bool

	// Loose links may point to what is not simulated.
	Loose bool
}

// Provider is the name of the Crossplane provider that manages the kind.
func (k *Kind) Provider() platform.Provider {
	group := strings.TrimSuffix(strings.TrimSuffix(k.Group, ".upbound.io"), ".crossplane.io")
	return platform.Provider(group[strings.LastIndexByte(group, '.')+1:])
}

// sent is what of the wanted arguments of the kind is sent to the cloud.
func (k *Kind) sent(wanted Value) Value {
	if k.Whole {
		return wanted.Copy()
	}
	return wanted.Bare()
}

// Name of the kind.
func (k *Kind) Name() Name {
	return NameOf(k.Group, k.Kind)
}

// NameOf a kind in its cluster-scoped group.
func NameOf(group, kind string) Name {
	service, _, _ := strings.Cut(group, ".")
	return Name(service + "/" + kind)
}

// Snake returns the Terraform name of an argument, which is what the providers'
// messages call it.
func Snake(path string) string {
	var b strings.Builder
	for _, c := range strings.ReplaceAll(path, "[]", ".0") {
		if c >= 'A' && c <= 'Z' {
			b.WriteRune('_')
			c += 'a' - 'A'
		}
		b.WriteRune(c)
	}
	return b.String()
}

// Kind without the service.
func (n Name) Kind() string {
	_, kind, _ := strings.Cut(string(n), "/")
	return kind
}
