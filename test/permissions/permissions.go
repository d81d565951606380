// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package permissions says what the providers must be allowed to do at the clouds, for
// the kinds of managed resources that the APIs compose. It is the source of the policies
// and roles below package/permissions.
package permissions

import (
	"slices"
	"sync"

	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/apis"
	"github.com/hyperscalar/hyperscalar/test/kinds"
)

// Rights that one kind of managed resource needs: to be created, read, changed and
// deleted by its provider.
type Rights struct {
	// Actions of AWS, operations of Azure's control plane, permissions of GCP.
	Actions []string

	// Data are operations of Azure's data plane.
	Data []string

	// Pass are the services that a role is handed to on AWS.
	Pass []string

	// Linked are the services that AWS makes a role of its own for.
	Linked []string
}

// All is what is generated for all APIs together.
const All = "all"

// A name of a kind tells it apart from those of other services: Bucket.s3.
func name(k managed.Kind) string {
	t := k.ForProvider.Type()
	service := t.Group
	for i := range service {
		if service[i] == '.' {
			service = service[:i]
			break
		}
	}
	return t.Kind + "." + service
}

// table of a cloud.
func table(p platform.Provider) map[string]Rights {
	switch p {
	case platform.ProviderAWS:
		return aws()
	case platform.ProviderAzure:
		return azure()
	case platform.ProviderGCP:
		return gcp()
	}
	return nil
}

// rights that were worked out, by cloud and API: the code of the functions is read for it.
//
//nolint:gochecknoglobals // It caches what cannot change.
var rights sync.Map

// Of an API on a cloud, or of All of them: everything that its kinds need, sorted.
func Of(p platform.Provider, api string) (Rights, error) {
	if r, known := rights.Load(string(p) + "/" + api); known {
		return r.(Rights), nil //nolint:forcetypeassert // Nothing else is stored.
	}
	var out Rights
	if api == All {
		for _, a := range apis.Names() {
			r, err := Of(p, a)
			if err != nil {
				return Rights{}, err
			}
			out.add(r)
		}
	}
	if api != All {
		composed, err := kinds.Composed(p, api)
		if err != nil {
			return Rights{}, err
		}
		for _, k := range composed {
			r, known := table(p)[name(k)]
			if !known && kinds.IsManaged(k) {
				return Rights{}, errors.Errorf("nobody says what %s needs on %s: add it to test/permissions", name(k), p)
			}
			out.add(r)
		}
	}
	out.sort()
	rights.Store(string(p)+"/"+api, out)
	return out, nil
}

func (r *Rights) add(o Rights) {
	r.Actions, r.Data = append(r.Actions, o.Actions...), append(r.Data, o.Data...)
	r.Pass, r.Linked = append(r.Pass, o.Pass...), append(r.Linked, o.Linked...)
}

func (r *Rights) sort() {
	for _, list := range []*[]string{&r.Actions, &r.Data, &r.Pass, &r.Linked} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
}

// APIs that there are files for: each of them, and All.
func APIs() []string { return append(apis.Names(), All) }
