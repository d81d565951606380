// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package e2e

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
	"github.com/hyperscalar/hyperscalar/test/controlplane"
)

// What stands in the test data for the environment of a claim, for another one, and for all
// others. Claims that are refused have a name that begins with wrong.
const (
	ownEnvironment    = "own"
	otherEnvironment  = "other"
	otherEnvironments = "others"
	wrongPrefix       = "wrong-"
)

// A tenant is an environment with an account of its own at each cloud. The provider configs
// and the only namespace that may use it are called like the environment.
type tenant struct {
	name, prefix string

	// accounts of AWS, subscriptions of Azure and projects of GCP.
	accounts map[platform.Provider]string
}

func tenants() []tenant {
	of := func(stage, prefix, digit string) tenant {
		twelve := strings.Repeat(digit, 12)
		return tenant{name: "isolated-" + stage, prefix: prefix, accounts: map[platform.Provider]string{
			platform.ProviderAWS:   twelve,
			platform.ProviderAzure: strings.Join([]string{twelve[:8], twelve[:4], twelve[:4], twelve[:4], twelve}, "-"),
			platform.ProviderGCP:   "isolated-" + stage,
		}}
	}
	return []tenant{of("development", "dev", "6"), of("staging", "stage", "7"), of("production", "prod", "8")}
}

// setUp is what a platform engineer prepares for a tenant: its environment, and the provider
// config of each cloud.
func (w *world) setUp(e tenant) []*unstructured.Unstructured {
	data := map[string]any{"namingPrefix": e.prefix, "allowed": map[string]any{"namespaces": []any{e.name}}}
	fields := map[platform.Provider]string{
		platform.ProviderAWS: "accountID", platform.ProviderAzure: "subscriptionID", platform.ProviderGCP: "projectID",
	}
	var out []*unstructured.Unstructured
	for p, field := range fields {
		data[string(p)] = map[string]any{"providerConfig": e.name, field: e.accounts[p]}
		out = append(out, controlplane.ProviderConfig(w.flavour, p, e.name, e.accounts[p]))
	}
	u := &unstructured.Unstructured{Object: map[string]any{"data": data}}
	u.SetAPIVersion("apiextensions.crossplane.io/v1beta1")
	u.SetKind("EnvironmentConfig")
	u.SetName(e.name)
	return append(out, u)
}

// testIsolated proves on each cloud that nothing crosses from one environment to another:
// claims of the same names are served from accounts of their own, what reaches into another
// account is refused, and what one environment deletes changes nothing in the others.
func (w *world) testIsolated(t *testing.T) {
	claims := w.testdata(t, "isolated")
	if len(claims) == 0 {
		return
	}
	var objects []*unstructured.Unstructured
	for _, e := range tenants() {
		objects = append(objects, w.setUp(e)...)
	}
	w.apply(t, objects...)
	w.leavesNothing(t, func(t *testing.T) {
		t.Helper()
		onEachCloud(t, claims, w.isolate)
	})
	for _, u := range objects {
		if err := w.kube.Delete(t.Context(), u); client.IgnoreNotFound(err) != nil {
			t.Error(err)
		}
	}
}

// A household is what a tenant has at one cloud.
type household struct {
	tenant

	world    *world
	provider platform.Provider
	others   []tenant

	// neighbour is the one of the others that the wrong claims are about.
	neighbour tenant

	// good claims, and wrong ones, which reach into the account of another tenant.
	good, wrong []*unstructured.Unstructured
}

// isolate the claims of one cloud in each environment.
func (w *world) isolate(t *testing.T, us []*unstructured.Unstructured) {
	t.Helper()
	var all []household
	for i := range tenants() {
		all = append(all, w.household(t, us, i))
	}
	for _, h := range all {
		w.apply(t, h.good...)
	}
	for _, h := range all {
		w.awaitReady(t, h.claims()...)
		w.await(t, h.isIsolated, h.claims()...)
	}
	w.refuseStrangers(t, all)
	for i, h := range all {
		h.leave(t, all[i+1:])
	}
}

// household of a tenant, with the claims of one cloud.
func (w *world) household(t *testing.T, us []*unstructured.Unstructured, i int) household {
	t.Helper()
	all := tenants()
	h := household{tenant: all[i], world: w, others: slices.Delete(slices.Clone(all), i, i+1), neighbour: all[(i+1)%len(all)]}
	for _, u := range us {
		u, ok := h.of(u.Object).(map[string]any)
		if !ok {
			t.Fatal("a claim should stay one")
		}
		c := &unstructured.Unstructured{Object: u}
		p, _, _ := unstructured.NestedString(c.Object, "spec", "parameters", "provider")
		h.provider = platform.Provider(p)
		if strings.HasPrefix(c.GetName(), wrongPrefix) {
			h.wrong = append(h.wrong, c)
			continue
		}
		h.good = append(h.good, c)
	}
	return h
}

// of the tenant, a copy of what is in the test data.
func (h household) of(in any) any {
	switch in := in.(type) {
	case map[string]any:
		out := make(map[string]any, len(in))
		for k, v := range in {
			out[k] = h.of(v)
		}
		return out
	case []any:
		if len(in) == 1 && in[0] == otherEnvironments {
			return []any{h.others[0].name, h.others[1].name}
		}
		out := make([]any, 0, len(in))
		for _, v := range in {
			out = append(out, h.of(v))
		}
		return out
	case string:
		if name := map[string]string{ownEnvironment: h.name, otherEnvironment: h.neighbour.name}[in]; name != "" {
			return name
		}
	}
	return in
}

// claims that are served.
func (h household) claims() []ref {
	out := make([]ref, 0, len(h.good))
	for _, u := range h.good {
		out = append(out, refOf(u))
	}
	return out
}

// isIsolated returns nil if everything that the claims are composed of is managed with the
// provider config of the environment, knows nothing of another account, and is in its own
// account, where nothing else is.
func (h household) isIsolated(ctx context.Context) error {
	us, err := h.managed(ctx)
	if err != nil {
		return err
	}
	want := map[leftover]bool{}
	for _, u := range us {
		if err := h.checkOwn(u); err != nil {
			return err
		}
		if !isObserved(u) {
			want[leftover{kindOf(u), idOf(u)}] = true
		}
	}
	got, err := h.inAccount(h.tenant)
	if err != nil {
		return err
	}
	if diff := gocmp.Diff(want, leftovers(got)); diff != "" {
		return errors.Errorf("what is in account %s of %s: -composed, +at the cloud:\n%s", h.accounts[h.provider], h.provider, diff)
	}
	return nil
}

func leftovers(rs []cloud.Resource) map[leftover]bool {
	out := map[leftover]bool{}
	for _, r := range rs {
		out[leftover{r.Kind, r.ID}] = true
	}
	return out
}

// managed resources of all claims.
func (h household) managed(ctx context.Context) ([]*unstructured.Unstructured, error) {
	s := h.world.snapshot()
	var out []*unstructured.Unstructured
	for _, r := range h.claims() {
		c, err := s.claim(ctx, r)
		if err != nil {
			return nil, err
		}
		us, err := s.tree(ctx, c)
		if err != nil {
			return nil, err
		}
		us = slices.DeleteFunc(us, func(u *unstructured.Unstructured) bool { return !isManaged(u) })
		if len(us) == 0 {
			return nil, errors.Errorf("%s is composed of no managed resource", r)
		}
		out = append(out, us...)
	}
	return out, nil
}

// checkOwn that a managed resource is the tenant's own, and names nobody else.
func (h household) checkOwn(u *unstructured.Unstructured) error {
	if name, _, _ := unstructured.NestedString(u.Object, "spec", "providerConfigRef", "name"); name != h.name {
		return errors.Errorf("%s is managed with the provider config %q and not with %q", refOf(u), name, h.name)
	}
	b, err := u.MarshalJSON()
	if err != nil {
		return errors.Wrapf(err, "cannot encode %s", refOf(u))
	}
	for _, other := range h.others {
		for _, text := range []string{other.name, other.accounts[h.provider]} {
			if strings.Contains(string(b), text) {
				return errors.Errorf("%s of %s names %q:\n%s", refOf(u), h.name, text, b)
			}
		}
	}
	return nil
}

// inAccount of tenants, everything that there is at the cloud.
func (h household) inAccount(of ...tenant) ([]cloud.Resource, error) {
	rs, err := h.world.plane.Resources()
	return slices.DeleteFunc(rs, func(r cloud.Resource) bool {
		return r.Provider != h.provider || !slices.ContainsFunc(of, func(e tenant) bool { return r.Account == e.accounts[h.provider] })
	}), err
}

// message of a wrong claim.
func (h household) message(u *unstructured.Unstructured) string {
	if e, _, _ := unstructured.NestedString(u.Object, "spec", "parameters", "environment"); e != h.name {
		return h.forbidden()
	}
	own, other := h.name, h.neighbour.name
	return fmt.Sprintf(map[string]string{
		"Network":           "is served with provider config %[1]q and this network with %[2]q: only networks of one account can be peered",
		"Storage":           "is served with provider config %[1]q and this storage with %[2]q: choose a Network of the same environment",
		"Identity":          "is in the account of provider config %[1]q and this identity in that of %[2]q",
		"Compute":           "is served with provider config %[1]q and this Compute with %[2]q: refer to a network of the same account",
		"KubernetesCluster": "is served with provider config %[1]q and this cluster with %[2]q: refer to a network of the same account",
	}[u.GetKind()], other, own)
}

// forbidden is what a claim says that asks for an environment which is not for its
// namespace.
func (h household) forbidden() string {
	return fmt.Sprintf("environment %q does not allow claims of namespace %q (rule allowed.namespaces)", h.neighbour.name, h.name)
}

// refuseStrangers proves that whatever reaches into another account is refused, when it is
// claimed and when a claim is changed. Nothing changes in any account.
func (w *world) refuseStrangers(t *testing.T, all []household) {
	t.Helper()
	before := all[0].state(t, tenants()...)
	var networks []ref
	for _, h := range all {
		network := h.claims()[0]
		w.change(t, network, map[string]any{"environment": h.neighbour.name})
		w.apply(t, h.wrong...)
		networks = append(networks, network)
	}
	for i, h := range all {
		for _, u := range h.wrong {
			w.awaitRefused(t, refOf(u), h.message(u))
			w.remove(t, refOf(u))
		}
		w.awaitRefusal(t, networks[i], h.forbidden())
		w.change(t, networks[i], map[string]any{"environment": h.name})
	}
	w.awaitReady(t, networks...)
	if diff := gocmp.Diff(before, all[0].state(t, tenants()...)); diff != "" {
		t.Errorf("what is refused changes something: -before, +after:\n%s", diff)
	}
}

// leave with everything that the tenant has. The accounts of the others stay as they are.
func (h household) leave(t *testing.T, stay []household) {
	t.Helper()
	before := h.state(t, h.others...)
	specs := map[string]any{}
	for _, other := range stay {
		other.specs(t, specs)
	}
	h.world.awaitGone(t, h.claims()...)
	h.world.await(t, func(context.Context) error {
		if rs, err := h.inAccount(h.tenant); err != nil || len(rs) > 0 {
			return errors.Errorf("%s still has %v: %v", h.name, rs, err)
		}
		return nil
	})
	if diff := gocmp.Diff(before, h.state(t, h.others...)); diff != "" {
		t.Errorf("%s goes, and others are not the same: -before, +after:\n%s", h.name, diff)
	}
	after := map[string]any{}
	for _, other := range stay {
		other.specs(t, after)
		h.world.awaitReady(t, other.claims()...)
	}
	if diff := gocmp.Diff(specs, after); diff != "" {
		t.Errorf("%s goes, and managed resources of others are not the same: -before, +after:\n%s", h.name, diff)
	}
}

// state of the accounts of tenants.
func (h household) state(t *testing.T, of ...tenant) []cloud.Resource {
	t.Helper()
	rs, err := h.inAccount(of...)
	if err != nil {
		t.Fatal(err)
	}
	return rs
}

// specs of all managed resources, by UID.
func (h household) specs(t *testing.T, into map[string]any) {
	t.Helper()
	us, err := h.managed(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range us {
		into[string(u.GetUID())] = u.Object["spec"]
	}
}
