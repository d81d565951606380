// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package incluster

import (
	"fmt"

	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
	"github.com/hyperscalar/hyperscalar/test/kinds"
)

// dialect of Kubernetes, which is the same on every cloud.
type dialect struct{}

var _ cloud.Explainer = dialect{}

// Provider that most of what is in clusters is managed by.
func (dialect) Provider() platform.Provider { return kinds.Kubernetes }

// AccountID is the URL of an API server.
func (dialect) AccountID(server string, _ cloud.Value) string { return server }

// Check nothing that every kind has in common.
func (dialect) Check(*cloud.Request) error { return nil }

// Sees everything that is in the cluster.
func (dialect) Sees(*cloud.Request, *cloud.Object) bool { return true }

// Identifies nothing: nothing in a cluster points to anything else.
func (dialect) Identifies(*cloud.Request, *cloud.Object, string) bool { return false }

// Same is true for equal ids.
func (dialect) Same(id, other string) bool { return id == other }

// Attributes that every kind has: none.
func (dialect) Attributes(*cloud.Request) cloud.Value { return nil }

// Region of a cluster is not known in it.
func (dialect) Region(*cloud.Request) string { return "" }

// Missing says that a required argument is missing.
func (dialect) Missing(_ *cloud.Request, argument string) error {
	return cloud.Plain("spec.forProvider.%s: Required value", argument)
}

// NotFound says that there is nothing where an argument points to.
func (dialect) NotFound(_ *cloud.Request, _ cloud.Link, value string) error {
	return cloud.Plain("%q not found", value)
}

// Elsewhere says the same: a cluster knows nothing of another one.
func (d dialect) Elsewhere(r *cloud.Request, l cloud.Link, _ *cloud.Object, value string) error {
	return d.NotFound(r, l, value)
}

// NotReady says that what an argument points to is not ready.
func (dialect) NotReady(_ *cloud.Request, _ cloud.Link, o *cloud.Object) error {
	return cloud.Plain("%q is not ready", o.ID)
}

// Exists says that there is such a resource already.
func (dialect) Exists(_ *cloud.Request, o *cloud.Object) error {
	return cloud.Plain("%q already exists", o.ID)
}

// InUse says that others need a resource.
func (dialect) InUse(r *cloud.Request, _ []*cloud.Object) error {
	return cloud.Plain("%q is in use", r.ID)
}

// Fail says that something went wrong through nobody's mistake.
func (dialect) Fail(r *cloud.Request, f cloud.Fault, text string) error {
	switch f {
	case cloud.FaultQuota:
		return cloud.Plain("%q is forbidden: exceeded quota", r.Name)
	case cloud.FaultThrottle:
		return cloud.Plain("client rate limiter Wait returned an error: context deadline exceeded")
	case cloud.FaultRegionDown:
		return cloud.Plain("%s", unreachable(r.Account.ID))
	case cloud.FaultError:
	}
	if text == "" {
		text = "an error on the server has prevented the request from succeeding"
	}
	return cloud.Plain("%s", text)
}

// Describe an error by what it says.
func (dialect) Describe(_ cloud.Operation, _ *cloud.Request, err *cloud.Error) string {
	return err.Error()
}

// Explain that an operation failed, as the provider of the kind does.
func (dialect) Explain(op cloud.Operation, r *cloud.Request, text string) error {
	return errors.New(explanations()[r.Kind.Name()][op] + text)
}

// explanations of the providers begin with this.
// https://github.com/crossplane-contrib/provider-helm/blob/v1.2.0/pkg/controller/cluster/release/release.go
// https://github.com/crossplane-contrib/provider-kubernetes/blob/v1.2.0/internal/controller/cluster/object/object.go
func explanations() map[cloud.Name]map[cloud.Operation]string {
	return map[cloud.Name]map[cloud.Operation]string{
		release: {
			cloud.Read:   "failed to get last helm release: ",
			cloud.Create: "failed to install release: ",
			cloud.Update: "failed to upgrade release: ",
			cloud.Delete: "failed to uninstall release: ",
		},
		object: {
			cloud.Read:   "cannot get object: ",
			cloud.Create: "cannot create object: cannot create object: ",
			cloud.Update: "cannot apply object: cannot create object: ",
			cloud.Delete: "cannot delete object: ",
		},
	}
}

// Unreachable is what the provider of a kind says when it cannot look at what it manages.
func Unreachable(k *cloud.Kind, err error) error {
	text := explanations()[k.Name()][cloud.Read]
	if k.Name() == release {
		text += "Kubernetes cluster unreachable: "
	}
	return fmt.Errorf("%s%w", text, err)
}
