// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"time"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"github.com/crossplane/function-sdk-go/errors"
)

// A draft of a managed resource while it is reconciled. The reconciler writes after
// every step: external name, finalizer, that it is about to create, that it has created.
// Nobody but itself needs to know about a step that is followed by another, so that it is
// all written at once: before the status, or else in the end. Steps that change nothing
// are not written at all. With hundreds of managed resources it is writing that takes
// the time of a control plane.
type draft struct {
	// written is the managed resource as the API server knows it.
	written *unstructured.Unstructured

	// unwritten is the managed resource as it is to be written, if it is.
	unwritten wrapped
}

// read notes which managed resource is reconciled: the first that is read.
func (d *draft) read(w wrapped) {
	if d.written == nil {
		d.written = w.GetUnstructured().DeepCopy()
	}
}

// about is true if the managed resource is the one that is reconciled.
func (d *draft) about(w wrapped) bool {
	return d.written != nil && d.written.GetUID() == w.GetUnstructured().GetUID()
}

// update the managed resource: later, unless what it wants changed, because then it gets
// another generation, which the reconciler wants to know.
func (d *draft) update(ctx context.Context, c client.Client, w wrapped) error {
	d.unwritten = w
	same, err := equal(d.written.Object["spec"], w.GetUnstructured().Object["spec"])
	if same || err != nil {
		return err
	}
	return d.flush(ctx, c)
}

// flush writes what is to be written, but for the status.
func (d *draft) flush(ctx context.Context, c client.Client) error {
	w := d.unwritten
	d.unwritten = nil
	if w == nil {
		return nil
	}
	same, err := equal(withoutStatus(d.written), withoutStatus(w.GetUnstructured()))
	if same || err != nil {
		return err
	}
	return d.write(w, func() error { return c.Update(ctx, w) })
}

// write a managed resource, whose status stays what it is in memory.
func (d *draft) write(w wrapped, write func() error) error {
	if err := keepStatus(w, write); err != nil {
		return err
	}
	was, has := d.written.Object["status"]
	d.written = w.GetUnstructured().DeepCopy()
	delete(d.written.Object, "status")
	if has {
		d.written.Object["status"] = was
	}
	return nil
}

// writeStatus if it changed.
func (d *draft) writeStatus(w wrapped, write func() error) error {
	same, err := equal(d.written.Object["status"], w.GetUnstructured().Object["status"])
	if same || err != nil {
		return err
	}
	if err := write(); err != nil {
		return err
	}
	d.written = w.GetUnstructured().DeepCopy()
	return nil
}

func withoutStatus(u *unstructured.Unstructured) map[string]any {
	out := maps.Clone(u.Object)
	delete(out, "status")
	return out
}

// equal is true if two values look the same to the API server.
func equal(a, b any) (bool, error) {
	x, err := json.Marshal(a)
	if err != nil {
		return false, errors.Wrap(err, "cannot encode managed resource")
	}
	y, err := json.Marshal(b)
	return bytes.Equal(x, y), errors.Wrap(err, "cannot encode managed resource")
}

// A statusWriter writes what is unwritten of a managed resource before its status.
type statusWriter struct {
	client.SubResourceWriter

	client   client.Client
	patience time.Duration
}

// Update the status of an object.
func (s *statusWriter) Update(ctx context.Context, obj client.Object, opts ...client.SubResourceUpdateOption) error {
	write := func() error { return s.SubResourceWriter.Update(ctx, obj, opts...) }
	o := outcomeOf(ctx)
	d := &o.draft
	w, ok := obj.(wrapped)
	if !ok || !d.about(w) {
		return write()
	}
	if err := d.flush(ctx, s.client); err != nil {
		return err
	}
	if !o.waitsFor.Empty() && time.Since(w.GetCreationTimestamp().Time) < s.patience {
		return nil
	}
	return d.writeStatus(w, write)
}
