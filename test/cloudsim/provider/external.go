// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/crossplane/crossplane-runtime/v2/pkg/meta"
	xpmanaged "github.com/crossplane/crossplane-runtime/v2/pkg/reconciler/managed"
	"github.com/crossplane/crossplane-runtime/v2/pkg/resource"
	xpv2 "github.com/crossplane/crossplane/apis/v2/core/v2"
	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// An outcome is what is learnt while a managed resource is reconciled.
type outcome struct {
	// until is when it is worth reconciling it again.
	until time.Time

	// frozen resources need not be reconciled again before they change.
	frozen bool

	// again is true if it is worth reconciling it again at once.
	again bool

	// waitsFor is the kind that a reference cannot be resolved to.
	waitsFor schema.GroupKind

	// draft of the managed resource.
	draft draft
}

type outcomeKey struct{}

func withOutcome(ctx context.Context) (context.Context, *outcome) {
	o := &outcome{}
	return context.WithValue(ctx, outcomeKey{}, o), o
}

func outcomeOf(ctx context.Context) *outcome {
	o, ok := ctx.Value(outcomeKey{}).(*outcome)
	if !ok {
		return &outcome{}
	}
	return o
}

// A connector connects managed resources of one kind to their account.
type connector struct {
	*kindClient

	faults *Faults
}

var _ xpmanaged.ExternalConnector = &connector{}

// Connect to the account of the provider config of a managed resource.
func (c *connector) Connect(ctx context.Context, mg resource.Managed) (xpmanaged.ExternalClient, error) {
	w, ok := mg.(wrapped)
	if !ok {
		return nil, errors.New("not one of our managed resources")
	}
	name, spec, err := c.account(ctx, w)
	if err != nil {
		return nil, errors.Wrap(err, "cannot get terraform setup")
	}
	return &external{connector: c, account: name, spec: spec}, nil
}

type external struct {
	*connector

	account string
	spec    cloud.Value
}

// wanted translates a managed resource for the cloud.
func (k *kindClient) wanted(w wrapped, account string, spec cloud.Value) cloud.Wanted {
	u := w.GetUnstructured()
	return cloud.Wanted{
		Kind:        k.kind.Name(),
		Account:     account,
		AccountSpec: spec,
		Owner:       string(u.GetUID()),
		Name:        meta.GetExternalName(u),
		For:         text(w, "spec", "forProvider"),
		Init:        text(w, "spec", "initProvider"),
		ObserveOnly: reflect.DeepEqual(w.GetManagementPolicies(), xpv2.ManagementPolicies{xpv2.ManagementActionObserve}),
	}
}

// faulty applies the faults of a managed resource to an operation.
func (e *external) faulty(op cloud.Operation, mg resource.Managed) (wrapped, cloud.Wanted, error) {
	w, ok := mg.(wrapped)
	if !ok {
		return nil, cloud.Wanted{}, errors.New("not one of our managed resources")
	}
	want := e.wanted(w, e.account, e.spec)
	for _, f := range e.faults.of(e.kind, e.account, w) {
		switch f.name {
		case neverReady:
			want.NeverReady = true
		case slow:
			want.Slow = f.duration
		case drift:
			e.drift(want, f)
		case vanish:
			if op == cloud.Read && e.faults.use(want.Owner, f) {
				e.kind.cloud.Vanish(want)
			}
		default:
			if f.hits(op) && e.faults.use(want.Owner, f) {
				return w, want, e.kind.cloud.Fail(op, want, f.cloud(), f.text)
			}
		}
	}
	return w, want, nil
}

// drift happens to a resource that is there, once.
func (e *external) drift(want cloud.Wanted, f fault) {
	obs, err := e.kind.cloud.Observe(want)
	if err == nil && obs.Exists && !obs.Busy && e.faults.use(want.Owner, f) {
		e.kind.cloud.Drift(want, f.path, f.value)
	}
}

// Observe a resource.
func (e *external) Observe(ctx context.Context, mg resource.Managed) (xpmanaged.ExternalObservation, error) {
	w, want, err := e.faulty(cloud.Read, mg)
	if err != nil {
		return xpmanaged.ExternalObservation{}, err
	}
	obs, err := e.kind.cloud.Observe(want)
	if err != nil || !obs.Exists {
		return xpmanaged.ExternalObservation{}, err
	}
	if obs.Busy {
		o := outcomeOf(ctx)
		o.until, o.frozen = obs.Until, obs.Until.IsZero()
		if !meta.WasDeleted(w) && !obs.Changing {
			w.SetConditions(xpv2.Creating())
		}
		// Like upjet, which knows nothing before an operation has ended.
		return xpmanaged.ExternalObservation{ResourceExists: true, ResourceUpToDate: true}, nil
	}
	late, err := e.lateInitialise(ctx, w, obs)
	if err != nil {
		return xpmanaged.ExternalObservation{}, err
	}
	w.set("status.atProvider", map[string]any(obs.AtProvider))
	if !meta.WasDeleted(w) {
		w.SetConditions(xpv2.Available())
	}
	return xpmanaged.ExternalObservation{
		ResourceExists:          true,
		ResourceUpToDate:        len(obs.Changes) == 0,
		ResourceLateInitialized: late,
		ConnectionDetails:       obs.Secrets,
		Diff:                    describe(obs.Changes),
	}, nil
}

func describe(cs []cloud.Change) string {
	out := make([]string, 0, len(cs))
	for _, c := range cs {
		out = append(out, fmt.Sprintf("%s: %v -> %v", c.Path, c.Old, c.New))
	}
	return strings.Join(out, ", ")
}

// lateInitialise copies what the cloud decided into the managed resource: the
// external name and some arguments. It returns true if there was anything.
func (e *external) lateInitialise(ctx context.Context, w wrapped, obs cloud.Observation) (bool, error) {
	u := w.GetUnstructured()
	named := obs.Name != "" && meta.GetExternalName(u) != obs.Name
	if named {
		meta.SetExternalName(u, obs.Name)
	}
	allowed := slices.ContainsFunc(w.GetManagementPolicies(), func(a xpv2.ManagementAction) bool {
		return a == xpv2.ManagementActionAll || a == xpv2.ManagementActionLateInitialize
	})
	if !allowed {
		if !named {
			return false, nil
		}
		return false, xpmanaged.NewRetryingCriticalAnnotationUpdater(e.kindClient).UpdateCriticalAnnotations(ctx, w)
	}
	for k, v := range obs.Late {
		if err := unstructured.SetNestedField(u.Object, v, "spec", "forProvider", k); err != nil {
			return false, errors.Wrap(err, "cannot late-initialise")
		}
	}
	return named || len(obs.Late) > 0, nil
}

// Create a resource.
func (e *external) Create(ctx context.Context, mg resource.Managed) (xpmanaged.ExternalCreation, error) {
	w, want, err := e.faulty(cloud.Create, mg)
	if err != nil {
		return xpmanaged.ExternalCreation{}, err
	}
	w.SetConditions(xpv2.Creating())
	until, err := e.kind.cloud.Create(want)
	o := outcomeOf(ctx)
	o.until, o.frozen = until, err == nil && until.IsZero()
	return xpmanaged.ExternalCreation{}, err
}

// Update a resource.
func (e *external) Update(ctx context.Context, mg resource.Managed) (xpmanaged.ExternalUpdate, error) {
	_, want, err := e.faulty(cloud.Update, mg)
	if err != nil {
		return xpmanaged.ExternalUpdate{}, err
	}
	err = e.kind.cloud.Update(want)
	outcomeOf(ctx).again = err == nil
	return xpmanaged.ExternalUpdate{}, err
}

// Delete a resource.
func (e *external) Delete(ctx context.Context, mg resource.Managed) (xpmanaged.ExternalDelete, error) {
	_, want, err := e.faulty(cloud.Delete, mg)
	if err != nil {
		return xpmanaged.ExternalDelete{}, err
	}
	until, err := e.kind.cloud.Delete(want)
	outcomeOf(ctx).until = until
	return xpmanaged.ExternalDelete{}, err
}

// Disconnect from the account.
func (e *external) Disconnect(context.Context) error { return nil }
