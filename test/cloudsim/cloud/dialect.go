// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package cloud

import (
	"fmt"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// An Operation on a resource.
type Operation string

// Operations.
const (
	Create Operation = "create"
	Read   Operation = "read"
	Update Operation = "update"
	Delete Operation = "delete"
)

// An Error is what a cloud answers when it refuses a request.
type Error struct {
	// Status and Code of the answer.
	Status int
	Code   string

	// Message of the answer.
	Message string

	// Plain messages come from the provider rather than from the cloud, and
	// are not decorated.
	Plain bool
}

// Error returns the code and the message.
func (e *Error) Error() string {
	if e.Code == "" {
		return e.Message
	}
	return e.Code + ": " + e.Message
}

// Refuse returns the error of a cloud.
func Refuse(status int, code, format string, args ...any) error {
	return &Error{Status: status, Code: code, Message: fmt.Sprintf(format, args...)}
}

// Plain returns the error of a provider, which found a mistake by itself.
func Plain(format string, args ...any) error {
	return &Error{Message: fmt.Sprintf(format, args...), Plain: true}
}

// A Fault is something that goes wrong at a cloud through nobody's mistake.
type Fault string

// Faults.
const (
	// FaultError is an error without a cause.
	FaultError Fault = "error"

	// FaultQuota is a quota that is used up.
	FaultQuota Fault = "quota"

	// FaultThrottle is a limit of requests in a time.
	FaultThrottle Fault = "throttle"

	// FaultRegionDown is a region that does not answer.
	FaultRegionDown Fault = "region-down"
)

// A Dialect is how one cloud does what they all do.
type Dialect interface { //nolint:interfacebloat // This is everything that clouds do differently.
	// Provider that speaks the dialect.
	Provider() platform.Provider

	// AccountID returns the id of the account that a provider config is for.
	AccountID(name string, spec Value) string

	// Check what the cloud checks for every kind.
	Check(r *Request) error

	// Sees is true if a resource that is asked for is in the place that the
	// request is about, for example its region.
	Sees(r *Request, o *Object) bool

	// Identifies is true if a value is a name of a resource.
	Identifies(r *Request, o *Object, value string) bool

	// Same is true if two ids are those of the same resource.
	Same(id, other string) bool

	// Attributes that every kind has.
	Attributes(r *Request) Value

	// Region that a request goes to.
	Region(r *Request) string

	// Missing says that a required argument is missing.
	Missing(r *Request, argument string) error

	// NotFound says that there is nothing where an argument points to.
	NotFound(r *Request, l Link, value string) error

	// Elsewhere says that what an argument points to is another account's.
	Elsewhere(r *Request, l Link, o *Object, value string) error

	// NotReady says that what an argument points to is not ready, or going.
	NotReady(r *Request, l Link, o *Object) error

	// Exists says that there is such a resource already.
	Exists(r *Request, o *Object) error

	// InUse says that a resource cannot be deleted because of others.
	InUse(r *Request, by []*Object) error

	// Fail says that something went wrong through nobody's mistake.
	Fail(r *Request, f Fault, text string) error

	// Describe an error the way that the provider does.
	Describe(op Operation, r *Request, err *Error) string
}

// An Explainer is a dialect of a provider that was not generated from one of Terraform,
// and says in its own way what went wrong.
type Explainer interface {
	// Explain that an operation failed, with what was described of it.
	Explain(op Operation, r *Request, text string) error
}
