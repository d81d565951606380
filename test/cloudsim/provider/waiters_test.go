// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"testing"

	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

func TestWaiters(t *testing.T) {
	t.Parallel()
	vpc, subnet := schema.GroupKind{Group: "ec2", Kind: "VPC"}, schema.GroupKind{Group: "ec2", Kind: "Subnet"}
	i := func(name string) item { return item{key: client.ObjectKey{Name: name}} }
	w := &waiters{groups: map[string]map[item]schema.GroupKind{}}
	w.wait("a", i("for-vpc"), vpc)
	w.wait("a", i("for-any"), schema.GroupKind{})
	w.wait("a", i("done"), subnet)
	w.wait("b", i("elsewhere"), vpc)
	w.done("a", i("done"))

	if got := w.news("a", subnet); len(got) != 1 || got[0] != i("for-any") {
		t.Errorf("news of a subnet should wake who waits for anything, got %v", got)
	}
	if got := w.news("a", vpc); len(got) != 1 || got[0] != i("for-vpc") {
		t.Errorf("news of a VPC should wake who waits for one, got %v", got)
	}
	if got := w.news("a", vpc); len(got) != 0 {
		t.Errorf("nobody should be woken twice, got %v", got)
	}
	if got := w.news("b", vpc); len(got) != 1 {
		t.Errorf("siblings of others should not be woken before, got %v", got)
	}
}
