// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"context"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	kerrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"github.com/crossplane/crossplane-runtime/v2/pkg/meta"
	xpv2 "github.com/crossplane/crossplane/apis/v2/core/v2"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// pick some objects of a file of testdata.
func pick(t *testing.T, file string, names ...string) []*unstructured.Unstructured {
	t.Helper()
	all := objects(t, file)
	out := make([]*unstructured.Unstructured, 0, len(names))
	for _, n := range names {
		if all[n] == nil {
			t.Fatalf("no object %q in %s", n, file)
		}
		out = append(out, all[n])
	}
	return out
}

// wantReady fails the test if anything is not ready.
func (w *world) wantReady() {
	w.t.Helper()
	for _, u := range w.unready() {
		w.t.Errorf("should be ready: %s", u)
	}
}

// wantMessage fails the test if an object says something else.
func (w *world) wantMessage(u *unstructured.Unstructured, want string) {
	w.t.Helper()
	if diff := cmp.Diff(want, message(w.get(u))); diff != "" {
		w.t.Errorf("message of %s %s: -want, +got:\n%s", u.GetKind(), u.GetName(), diff)
	}
}

func (w *world) gone(u *unstructured.Unstructured) bool {
	err := w.client.Get(context.Background(), client.ObjectKeyFromObject(u), u.DeepCopy())
	return kerrors.IsNotFound(err)
}

func (w *world) observed(u *unstructured.Unstructured) cloud.Value {
	w.t.Helper()
	return text(w.get(u), "status", "atProvider")
}

func (w *world) wanted(u *unstructured.Unstructured) cloud.Value {
	w.t.Helper()
	return text(w.get(u), "spec", "forProvider")
}

func TestLifecycle(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	us := pick(t, "aws.yaml", "VPC/vpc", "Subnet/public-a")
	vpc, subnet := us[0], us[1]
	w.apply(us...)

	w.once()
	mg := w.get(vpc)
	if c := mg.GetCondition(xpv2.TypeReady); c.Reason != xpv2.ReasonCreating {
		t.Errorf("a resource that was just asked for should be created, got %q", c.Reason)
	}
	if n := meta.GetExternalName(mg); n != "" {
		t.Errorf("the cloud tells no id before a resource exists, got %q", n)
	}
	w.wantMessage(subnet, "cannot resolve references: mg.Spec.ForProvider.VPCID: referenced field was empty (referenced resource may not yet be ready)")

	w.run()
	w.wantReady()
	mg = w.get(vpc)
	id := meta.GetExternalName(mg)
	if !ids.MatchString(id) {
		t.Errorf("the external name should be the id, got %q", id)
	}
	for _, a := range []string{meta.AnnotationKeyExternalCreatePending, meta.AnnotationKeyExternalCreateSucceeded} {
		if mg.GetAnnotations()[a] == "" {
			t.Errorf("annotation %q should be there", a)
		}
	}
	if !slices.Contains(mg.GetFinalizers(), "finalizer.managedresource.crossplane.io") {
		t.Error("the finalizer should be there")
	}
	at := w.observed(vpc)
	for _, k := range []string{"id", "arn", "mainRouteTableId", "defaultSecurityGroupId", "ipv6CidrBlock", "cidrBlock"} {
		if !at.Has(k) {
			t.Errorf("atProvider should have %q: %v", k, at)
		}
	}
	if got := w.wanted(vpc).String("instanceTenancy"); got != "default" {
		t.Errorf("instanceTenancy should have been late-initialised, got %q", got)
	}
	got := w.wanted(subnet)
	if got.String("vpcId") != id || got.String("vpcIdRef.name") != "vpc" {
		t.Errorf("the resolved id and reference should be in the spec: %v", got)
	}
}

func TestIDsAreDeterministic(t *testing.T) {
	t.Parallel()
	id := func() string {
		w := newWorld(t)
		us := pick(t, "aws.yaml", "VPC/vpc", "EIP/eip")
		w.apply(us...)
		w.run()
		return w.observed(us[0]).String("id") + w.observed(us[1]).String("publicIp")
	}
	if a, b := id(), id(); a != b || a == "" {
		t.Errorf("the same managed resource should get the same id and address, got %q and %q", a, b)
	}
}

func TestPolicyAlways(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	us := pick(t, "aws.yaml", "VPC/vpc", "InternetGateway/igw")
	a, igw := us[0], us[1]
	b := a.DeepCopy()
	b.SetName("b")
	a.SetLabels(map[string]string{"is": "a"})
	b.SetLabels(map[string]string{"is": "b"})
	set(igw, "spec.forProvider.vpcIdSelector", map[string]any{
		"matchControllerRef": true, "matchLabels": map[string]any{"is": "a"}, "policy": map[string]any{"resolve": "Always"},
	})
	w.apply(a, b, igw)
	w.run()
	w.wantReady()
	before := w.observed(igw).String("id")
	w.change(igw, func(u *unstructured.Unstructured) { set(u, "spec.forProvider.vpcIdSelector.matchLabels.is", "b") })
	w.run()
	w.wantReady()
	if want, got := w.observed(b).String("id"), w.observed(igw).String("vpcId"); got != want {
		t.Errorf("the gateway should follow its selector to %q, got %q", want, got)
	}
	if got := w.observed(igw).String("id"); got != before {
		t.Errorf("the gateway should not be replaced")
	}
}

// TestPolicyAlwaysBesideAnotherReference shows what is known of the reconciler that
// providers are made of: when one of several references changes, resolving it takes
// away what was resolved of the others, and then the other way round, for ever. Our
// functions must not rely on it. It fails once the reconciler is better.
// https://github.com/crossplane/crossplane-runtime/issues/655
func TestPolicyAlwaysBesideAnotherReference(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	us := pick(t, "aws.yaml", "VPC/vpc", "RouteTable/public", "RouteTable/private", "Subnet/public-a", "RouteTableAssociation/public-a")
	assoc := us[4]
	set(assoc, "spec.forProvider.routeTableIdSelector.policy", map[string]any{"resolve": "Always"})
	w.apply(us...)
	w.run()
	w.wantReady()
	w.change(assoc, func(u *unstructured.Unstructured) {
		set(u, "spec.forProvider.routeTableIdSelector.matchLabels.tier", "private")
	})
	lost := map[string]bool{}
	for range 10 {
		w.once()
		w.now = w.now.Add(delay)
		for _, field := range []string{"routeTableId", "subnetId"} {
			lost[field] = lost[field] || !w.wanted(assoc).Has(field)
		}
	}
	if diff := cmp.Diff(map[string]bool{"routeTableId": true, "subnetId": true}, lost); diff != "" {
		t.Errorf("lost fields: -want, +got:\n%s", diff)
	}
}

func TestPolicyOptional(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	igw := pick(t, "aws.yaml", "InternetGateway/igw")[0]
	set(igw, "spec.forProvider.vpcIdSelector.policy", map[string]any{"resolution": "Optional"})
	w.apply(igw)
	w.run()
	w.wantReady()
}

func TestNamespacesAreSeparate(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	us := pick(t, "aws.yaml", "VPC/vpc", "Subnet/private-b")
	vpc, subnet := namespaced(us[0]), namespaced(us[1])
	subnet.SetNamespace("other")
	w.apply(vpc, subnet)
	w.run()
	w.wantMessage(subnet, `cannot resolve references: mg.Spec.ForProvider.VPCID: cannot get referenced resource: vpcs.ec2.aws.m.upbound.io "vpc" not found`)
}

func TestUpdates(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		file   string
		of     string
		init   map[string]any
		change map[string]any
		want   string
		at     string
		value  any
	}{
		"Tags": {
			reason: "What can change is changed.",
			file:   "aws.yaml", of: "VPC/vpc",
			change: map[string]any{"tags": map[string]any{"team": "cart"}}, at: "tags.team", value: "cart",
		},
		"Removed": {
			reason: "What is not wanted any more goes.",
			file:   "aws.yaml", of: "VPC/vpc",
			change: map[string]any{"tags": nil}, at: "tags", value: nil,
		},
		"Immutable": {
			reason: "What needs a replacement is refused.",
			file:   "aws.yaml", of: "VPC/vpc",
			change: map[string]any{"cidrBlock": "10.1.0.0/16"}, at: "cidrBlock", value: "10.0.0.0/16",
			want: `update failed: async update failed: refuse to update the external resource because the following update requires replacing it: ` +
				`cannot change the value of the argument "cidr_block" from "10.0.0.0/16" to "10.1.0.0/16"`,
		},
		"Refused": {
			reason: "What the cloud refuses when something is created, it refuses when it is changed.",
			file:   "aws.yaml", of: "Group/logs",
			change: map[string]any{"retentionInDays": int64(31)}, at: "retentionInDays", value: int64(30),
			want: "update failed: async update failed: failed to update the resource: [{0 updating CloudWatch Logs Log Group (/shop/flow-logs): operation error CloudWatch Logs: ModifyLogGroup, " +
				"https response error StatusCode: 400, RequestID: ..., api error InvalidParameterException: 1 validation error detected: Value '31' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set  []}]",
		},
		"Initial": {
			reason: "What is only wanted initially is left alone afterwards.",
			file:   "aws.yaml", of: "EIP/eip",
			init:   map[string]any{"tags": map[string]any{"team": "shop"}},
			change: map[string]any{"domain": "vpc"}, at: "tags.team", value: "shop",
		},
		"Location": {
			reason: "Nothing moves.",
			file:   "azure.yaml", of: "ResourceGroup/group",
			change: map[string]any{"location": "northeurope"}, at: "location", value: "westeurope",
			want: `update failed: async update failed: refuse to update the external resource because the following update requires replacing it: ` +
				`cannot change the value of the argument "location" from "westeurope" to "northeurope"`,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			u := pick(t, tc.file, tc.of)[0]
			if tc.init != nil {
				set(u, "spec.initProvider", tc.init)
			}
			w.apply(u)
			w.run()
			w.wantReady()
			w.change(u, func(u *unstructured.Unstructured) {
				for path, value := range tc.change {
					change(u, "spec.forProvider."+path, value)
				}
			})
			w.run()
			w.wantMessage(u, tc.want)
			if diff := cmp.Diff(tc.value, w.observed(u).At(tc.at)); diff != "" {
				t.Errorf("%s\n%s: -want, +got:\n%s", tc.reason, tc.at, diff)
			}
		})
	}
}

func TestObserveOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	u := pick(t, "aws.yaml", "VPC/vpc")[0]
	set(u, "spec.managementPolicies", []any{"Observe"})
	set(u, "spec.forProvider", map[string]any{"region": "eu-west-1"})
	u.SetAnnotations(map[string]string{meta.AnnotationKeyExternalName: "vpc-adopted"})
	w.apply(u)
	w.run()
	w.wantMessage(u, "observe failed: external resource does not exist")

	seed := cloud.Wanted{Kind: "ec2/VPC", Name: "vpc-adopted", For: cloud.Value{"region": "eu-west-1", "cidrBlock": "10.8.0.0/16"}}
	if err := w.clouds[0].Seed(w.accountID(0), seed); err != nil {
		t.Fatal(err)
	}
	w.poll()
	w.run()
	w.wantReady()
	if got := w.observed(u).String("cidrBlock"); got != "10.8.0.0/16" {
		t.Errorf("the range of the VPC should be observed, got %q", got)
	}
	w.delete(u)
	w.run()
	if !w.gone(u) {
		t.Fatal("the managed resource should be gone")
	}
	again := u.DeepCopy()
	again.SetUID("again")
	w.apply(again)
	w.run()
	w.wantReady()
}

func TestObserveOnlyInOtherPlaces(t *testing.T) {
	t.Parallel()
	for name, path := range map[string]string{"Region": "spec.forProvider.region", "Account": "spec.providerConfigRef.name"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			seed := cloud.Wanted{Kind: "ec2/VPC", Name: "vpc-adopted", For: cloud.Value{"region": "eu-west-1"}}
			if err := w.clouds[0].Seed(w.accountID(0), seed); err != nil {
				t.Fatal(err)
			}
			u := pick(t, "aws.yaml", "VPC/vpc")[0]
			set(u, "spec.managementPolicies", []any{"Observe"})
			set(u, path, map[string]string{"Region": "eu-west-2", "Account": "other"}[name])
			u.SetAnnotations(map[string]string{meta.AnnotationKeyExternalName: "vpc-adopted"})
			w.apply(u)
			w.run()
			w.wantMessage(u, "observe failed: external resource does not exist")
		})
	}
}

// TestSeedBeforeProviderConfig shows that an account is what its id says, whether a
// provider config was seen before or not: the ids of Azure contain it.
func TestSeedBeforeProviderConfig(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if w.accountID(1) == subscription {
		t.Fatal("what is made up should not be what the provider config says")
	}
	for _, seed := range []cloud.Wanted{
		{Kind: "azure/ResourceGroup", Name: "legacy", For: cloud.Value{"location": "West Europe"}},
		{Kind: "network/VirtualNetwork", Name: "hub", For: cloud.Value{"location": "West Europe", "resourceGroupName": "legacy", "addressSpace": []any{"10.8.0.0/16"}}},
	} {
		if err := w.clouds[1].Seed(subscription, seed); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.clouds[1].Seed("", cloud.Wanted{Kind: "azure/ResourceGroup", Name: "nowhere"}); err == nil {
		t.Error("Nothing exists outside of an account.\nSeed(...): want an error")
	}
	u := pick(t, "azure.yaml", "VirtualNetwork/network")[0]
	set(u, "spec.managementPolicies", []any{"Observe"})
	set(u, "spec.forProvider", map[string]any{"resourceGroupName": "legacy"})
	u.SetAnnotations(map[string]string{meta.AnnotationKeyExternalName: "hub"})
	w.apply(u)
	w.run()
	w.wantReady()
	want := "/subscriptions/" + subscription + "/resourceGroups/legacy/providers/Microsoft.Network/virtualNetworks/hub"
	if got := w.observed(u).String("id"); got != want {
		t.Errorf("the id should contain the subscription of the provider config: want %q, got %q", want, got)
	}
}

func TestResources(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	vpc := pick(t, "aws.yaml", "VPC/vpc")[0]
	if err := w.clouds[0].Seed("123456789012", cloud.Wanted{Kind: "ec2/VPC", Name: "vpc-old", For: cloud.Value{"region": "eu-west-1"}}); err != nil {
		t.Fatal(err)
	}
	seed := cloud.Resource{Provider: "aws", Account: "123456789012", Kind: "ec2/VPC", ID: "vpc-old"}
	w.apply(vpc)
	w.run()
	want := []cloud.Resource{{Provider: "aws", Account: w.accountID(0), Kind: "ec2/VPC", ID: w.observed(vpc).String("id"), Managed: true}, seed}
	if want[0].Account > seed.Account {
		slices.Reverse(want)
	}
	if diff := cmp.Diff(want, w.clouds[0].Resources()); diff != "" {
		t.Errorf("What was there and what was created exists.\nResources(): -want, +got:\n%s", diff)
	}
	w.delete(vpc)
	w.run()
	if diff := cmp.Diff([]cloud.Resource{seed}, w.clouds[0].Resources()); diff != "" {
		t.Errorf("What was deleted exists no more.\nResources(): -want, +got:\n%s", diff)
	}
}

func TestOrphans(t *testing.T) {
	t.Parallel()
	for name, orphan := range map[string]func(u *unstructured.Unstructured){
		"DeletionPolicy": func(u *unstructured.Unstructured) { set(u, "spec.deletionPolicy", "Orphan") },
		"ManagementPolicies": func(u *unstructured.Unstructured) {
			set(u, "spec.managementPolicies", []any{"Create", "Observe", "Update", "LateInitialize"})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			u := pick(t, "aws.yaml", "VPC/vpc")[0]
			orphan(u)
			w.apply(u)
			w.run()
			w.wantReady()
			id, uid := meta.GetExternalName(w.get(u)), w.get(u).GetUID()
			w.delete(u)
			w.run()
			if !w.gone(u) {
				t.Fatal("the managed resource should be gone")
			}
			w.clouds[0].Release(string(uid))

			heir := u.DeepCopy()
			heir.SetUID("heir")
			heir.SetAnnotations(map[string]string{meta.AnnotationKeyExternalName: id})
			set(heir, "spec.forProvider.tags", map[string]any{"team": "heir"})
			w.apply(heir)
			w.run()
			w.wantReady()
			if got := w.observed(heir); got.String("id") != id || got.String("tags.team") != "heir" {
				t.Errorf("the orphan should be adopted and changed: %v", got)
			}
		})
	}
}

func TestPaused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	u := pick(t, "aws.yaml", "VPC/vpc")[0]
	u.SetAnnotations(map[string]string{meta.AnnotationKeyReconciliationPaused: "true"})
	w.apply(u)
	w.run()
	if c := w.get(u).GetCondition(xpv2.TypeSynced); c.Reason != xpv2.ReasonReconcilePaused {
		t.Errorf("a paused resource should say so, got %q", c.Reason)
	}
	w.change(u, func(u *unstructured.Unstructured) { u.SetAnnotations(nil) })
	w.run()
	w.wantReady()
}

func TestSameName(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	role := pick(t, "aws.yaml", "Role/logs")[0]
	other := role.DeepCopy()
	other.SetName("other")
	w.apply(role)
	w.run()
	w.apply(other)
	w.run()
	want := "create failed: async create failed: failed to create the resource: [{0 creating IAM Role: operation error IAM: CreateRole, https response error StatusCode: 409, " +
		"RequestID: ..., api error EntityAlreadyExists: Role with name shop-flow-logs already exists.  []}]"
	w.wantMessage(other, want)
	w.delete(other)
	w.run()
	if !w.gone(other) {
		t.Error("what was never created should be deleted")
	}
	w.poll()
	w.run()
	w.wantReady()
}

func TestDeletionOrder(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		file   string
		want   string
		of     string
	}{
		"VPC": {
			reason: "A VPC with something in it stays.",
			file:   "aws.yaml", of: "VPC/vpc",
			want: "delete failed: async delete failed: failed to delete the resource: [{0 deleting EC2 VPC (vpc-...): operation error EC2: DeleteVpc, https response error StatusCode: 400, RequestID: ..., " +
				"api error DependencyViolation: The vpc 'vpc-...' has dependencies and cannot be deleted.  []}]",
		},
		"Subnet": {
			reason: "A subnet with a NAT gateway in it stays.",
			file:   "aws.yaml", of: "Subnet/public-a",
			want: "delete failed: async delete failed: failed to delete the resource: [{0 deleting EC2 Subnet (subnet-...): operation error EC2: DeleteSubnet, https response error StatusCode: 400, RequestID: ..., " +
				"api error DependencyViolation: The subnet 'subnet-...' has dependencies and cannot be deleted.  []}]",
		},
		"InternetGateway": {
			reason: "An internet gateway that public addresses need stays.",
			file:   "aws.yaml", of: "InternetGateway/igw",
			want: "delete failed: async delete failed: failed to delete the resource: [{0 deleting EC2 Internet Gateway (igw-...): operation error EC2: DetachInternetGateway, https response error StatusCode: 400, RequestID: ..., " +
				"api error DependencyViolation: Network vpc-... has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.  []}]",
		},
		"Role": {
			reason: "A role with policies stays.",
			file:   "aws.yaml", of: "Role/logs",
			want: "delete failed: async delete failed: failed to delete the resource: [{0 deleting IAM Role (shop-flow-logs): operation error IAM: DeleteRole, https response error StatusCode: 409, RequestID: ..., " +
				"api error DeleteConflict: Cannot delete entity, must delete policies first.  []}]",
		},
		"ResourceGroup": {
			reason: "A group with something in it stays.",
			file:   "azure.yaml", of: "ResourceGroup/group",
		},
		"PublicIP": {
			reason: "An address that a NAT gateway has stays.",
			file:   "azure.yaml", of: "PublicIP/ip",
			want: "delete failed: async delete failed: failed to delete the resource: [{0 deleting Public IP Address (Subscription: \"" + subscription + "\"\nResource Group Name: \"group\"\nPublic IP Addresses Name: \"ip\"): " +
				"performing Delete: unexpected status 400 (400 Bad Request) with error: PublicIPAddressCannotBeDeleted: Public IP address /subscriptions/" + subscription + "/resourceGroups/group/providers/Microsoft.Network/publicIPAddresses/ip " +
				"can not be deleted since it is still allocated to resource /subscriptions/" + subscription + "/resourceGroups/group/providers/Microsoft.Network/natGateways/nat. In order to delete the public IP, disassociate/detach the Public IP address from the resource.  []}]",
		},
		"Network": {
			reason: "A network with something in it stays.",
			file:   "gcp.yaml", of: "Network/network",
			want: "delete failed: async delete failed: failed to delete the resource: [{0 Error deleting Network: googleapi: Error 400: The network resource 'projects/" + projectID + "/global/networks/network' " +
				"is already being used by 'projects/" + projectID + "/global/firewalls/inside', resourceInUseByAnotherResource  []}]",
		},
		"Zone": {
			reason: "A zone with records stays.",
			file:   "gcp.yaml", of: "ManagedZone/zone",
			want: "delete failed: async delete failed: failed to delete the resource: [{0 Error deleting ManagedZone: googleapi: Error 400: The resource named 'zone' cannot be deleted " +
				"because it contains one or more 'resource records'., containerNotEmpty  []}]",
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			us := objects(t, tc.file)
			w.apply(sorted(us)...)
			w.run()
			w.wantReady()
			w.delete(us[tc.of])
			w.run()
			if w.gone(us[tc.of]) {
				t.Fatalf("%s\n%s should still be there", tc.reason, tc.of)
			}
			if tc.want != "" {
				w.wantMessage(us[tc.of], tc.want)
			}
			w.delete(slices.Collect(maps.Values(us))...)
			w.run()
			if left := w.left(); len(left) > 0 {
				t.Errorf("%s\nin the end everything should go, left: %v", tc.reason, left)
			}
		})
	}
}

func TestRestart(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"aws.yaml", "azure.yaml", "gcp.yaml"} {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			us := objects(t, file)
			w.apply(sorted(us)...)
			w.run()
			w.poll()
			w.run()
			w.wantReady()
			before := map[string]cloud.Value{}
			for name, u := range us {
				before[name] = w.observed(u)
			}

			w.start()
			w.connect()
			for _, r := range w.reconcilers() {
				for _, u := range w.list(r) {
					r.restore(context.Background(), wrap(u, r.kind.scope))
				}
			}
			w.poll()
			w.run()
			w.wantReady()
			for name, u := range us {
				if diff := cmp.Diff(before[name], w.observed(u)); diff != "" {
					t.Errorf("%s should be the same after a restart: -before, +after:\n%s", name, diff)
				}
			}
			first := us[map[string]string{"aws.yaml": "VPC/vpc", "azure.yaml": "ResourceGroup/group", "gcp.yaml": "Network/network"}[file]]
			w.delete(first)
			w.run()
			if w.gone(first) {
				t.Errorf("%s should not be deleted before the rest", first.GetName())
			}
		})
	}
}

func TestConnectionSecrets(t *testing.T) {
	t.Parallel()
	for scope, convert := range map[string]func(*unstructured.Unstructured) *unstructured.Unstructured{
		"default": func(u *unstructured.Unstructured) *unstructured.Unstructured { return u }, namespace: namespaced,
	} {
		t.Run(scope, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			for _, u := range pick(t, "azure.yaml", "ResourceGroup/group", "Account/logs") {
				w.apply(convert(u))
			}
			w.run()
			w.wantReady()
			s := &corev1.Secret{}
			if err := w.client.Get(context.Background(), types.NamespacedName{Namespace: scope, Name: "logs"}, s); err != nil {
				t.Fatal(err)
			}
			want := []string{
				"attribute.primary_access_key", "attribute.primary_blob_connection_string", "attribute.primary_connection_string",
				"attribute.secondary_access_key", "attribute.secondary_blob_connection_string", "attribute.secondary_connection_string",
			}
			if diff := cmp.Diff(want, slices.Sorted(maps.Keys(s.Data))); diff != "" {
				t.Errorf("keys of the secret: -want, +got:\n%s", diff)
			}
		})
	}
}

func TestPeeringOnAWS(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	us := parse(t, `apiVersion: ec2.aws.upbound.io/v1beta1
kind: VPC
metadata: {name: a}
spec: {forProvider: {region: eu-west-1, cidrBlock: 10.0.0.0/16}}
---
apiVersion: ec2.aws.upbound.io/v1beta1
kind: VPC
metadata: {name: b}
spec: {forProvider: {region: eu-central-1, cidrBlock: 10.1.0.0/16}}
---
apiVersion: ec2.aws.upbound.io/v1beta2
kind: VPCPeeringConnection
metadata: {name: a}
spec: {forProvider: {region: eu-west-1, peerRegion: eu-central-1, vpcIdRef: {name: a}, peerVpcIdRef: {name: b}}}`)
	w.apply(sorted(us)...)
	w.run()
	w.wantReady()
	connection := us["VPCPeeringConnection/a"]
	if got := w.observed(connection).String("acceptStatus"); got != "pending-acceptance" {
		t.Errorf("a connection should wait for its other side, got %q", got)
	}
	accepter := parse(t, `apiVersion: ec2.aws.upbound.io/v1beta2
kind: VPCPeeringConnectionAccepter
metadata: {name: b}
spec: {forProvider: {region: eu-central-1, autoAccept: true, vpcPeeringConnectionIdRef: {name: a}}}`)["VPCPeeringConnectionAccepter/b"]
	w.apply(accepter)
	w.run()
	w.poll()
	w.run()
	w.wantReady()
	for _, u := range []*unstructured.Unstructured{connection, accepter} {
		if got := w.observed(u).String("acceptStatus"); got != "active" {
			t.Errorf("an accepted connection should be active on both sides, got %q on %s", got, u.GetKind())
		}
	}
}

func TestPeeringOnGCP(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	us := parse(t, `apiVersion: compute.gcp.upbound.io/v1beta1
kind: Network
metadata: {name: a}
spec: {forProvider: {autoCreateSubnetworks: false}}
---
apiVersion: compute.gcp.upbound.io/v1beta1
kind: Network
metadata: {name: b}
spec: {providerConfigRef: {name: other}, forProvider: {autoCreateSubnetworks: false}}
---
apiVersion: compute.gcp.upbound.io/v1beta1
kind: NetworkPeering
metadata: {name: a}
spec: {forProvider: {networkRef: {name: a}, peerNetworkRef: {name: b}}}`)
	w.apply(sorted(us)...)
	w.run()
	w.wantReady()
	if got := w.observed(us["NetworkPeering/a"]).String("state"); got != "INACTIVE" {
		t.Errorf("a peering should wait for its other side, got %q", got)
	}
	back := parse(t, `apiVersion: compute.gcp.upbound.io/v1beta1
kind: NetworkPeering
metadata: {name: b}
spec: {providerConfigRef: {name: other}, forProvider: {networkRef: {name: b}, peerNetworkRef: {name: a}}}`)["NetworkPeering/b"]
	w.apply(back)
	w.run()
	w.poll()
	w.run()
	w.wantReady()
	for _, u := range []*unstructured.Unstructured{us["NetworkPeering/a"], back} {
		if got := w.observed(u).String("state"); got != "ACTIVE" {
			t.Errorf("a peering of both sides should be active, got %q for %s", got, u.GetName())
		}
	}
}
