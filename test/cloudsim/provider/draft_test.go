// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/interceptor"
)

// count the requests of a world that write.
func (w *world) count() map[string]int {
	w.t.Helper()
	c, ok := w.client.(client.WithWatch)
	if !ok {
		w.t.Fatalf("cannot count the requests of a %T", w.client)
	}
	n := map[string]int{}
	w.client = interceptor.NewClient(c, interceptor.Funcs{
		Update: func(ctx context.Context, c client.WithWatch, obj client.Object, opts ...client.UpdateOption) error {
			n["update"]++
			return c.Update(ctx, obj, opts...)
		},
		Patch: func(ctx context.Context, c client.WithWatch, obj client.Object, p client.Patch, opts ...client.PatchOption) error {
			n["patch"]++
			return c.Patch(ctx, obj, p, opts...)
		},
		SubResourceUpdate: func(ctx context.Context, c client.Client, sub string, obj client.Object, opts ...client.SubResourceUpdateOption) error {
			n["update "+sub]++
			return c.SubResource(sub).Update(ctx, obj, opts...)
		},
	})
	w.connect()
	return n
}

// TestWrites shows what of all the steps of a managed resource is written: that it is
// being created together with the finalizer, what the cloud decided, and the status of
// both. What changes nothing is not written, however often it is looked at.
func TestWrites(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	n := w.count()
	vpc := pick(t, "aws.yaml", "VPC/vpc")[0]
	w.apply(vpc)
	w.run()
	w.wantReady()
	for range 3 {
		w.poll()
		w.run()
	}
	if diff := cmp.Diff(map[string]int{"update": 2, "update status": 2}, n); diff != "" {
		t.Errorf("requests: -want, +got:\n%s", diff)
	}
}

func TestPatience(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		age    time.Duration
		want   bool
	}{
		"Young": {reason: "What a young resource refers to may be there soon.", want: false},
		"Old":   {reason: "After a while it must be said that a reference leads nowhere.", age: time.Hour, want: true},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.patience = time.Minute
			w.connect()
			subnet := pick(t, "aws.yaml", "Subnet/public-a")[0]
			subnet.SetCreationTimestamp(metav1.NewTime(time.Now().Add(-tc.age)))
			w.apply(subnet)
			w.once()
			said := w.get(subnet).GetCondition("Synced").Message != ""
			if said != tc.want {
				t.Errorf("%s\nwant a message: %t, got one: %t", tc.reason, tc.want, said)
			}
		})
	}
}
