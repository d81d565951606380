// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// otherAccount is the name of the provider config of another account.
const otherAccount = "other"

// elsewhere moves objects to another account.
func elsewhere(names ...string) func(map[string]*unstructured.Unstructured) {
	return func(us map[string]*unstructured.Unstructured) {
		for _, n := range names {
			set(us[n], "spec.providerConfigRef.name", otherAccount)
		}
	}
}

// otherID is the id that a cloud makes up for the other account.
func otherID(w *world, cloud int) string {
	return w.clouds[cloud].Dialect().AccountID(otherAccount, nil)
}

// TestBrokenAcrossAccounts has something in one account that reaches into another one.
// What leads there is resolved like any reference, because a control plane does not know
// of accounts, and refused by the cloud.
func TestBrokenAcrossAccounts(t *testing.T) {
	t.Parallel()
	for file, cases := range map[string]map[string]broken{
		"aws.yaml": {
			"Role": {
				reason: "Nobody lends a role to a service of another account.", of: "FlowLog/logs", how: elsewhere("FlowLog/logs", "VPC/vpc"),
				want: "InvalidParameter: Cross-account pass role is not allowed.",
			},
			"LogGroup": {
				reason: "What need not be simulated is refused if it is known to be another account's.", of: "FlowLog/logs",
				how: elsewhere("FlowLog/logs", "VPC/vpc", "Role/logs"), want: "api error InvalidParameter: LogDestination: arn:aws:logs:eu-west-1:",
			},
		},
		storageFile: {
			"BucketOfAnotherAccount": {
				reason: "A name in the world does not let anybody in.", of: "BucketVersioning/plain", how: elsewhere("BucketVersioning/plain"),
				want: "StatusCode: 403, RequestID: ..., api error AccessDenied: Access Denied",
			},
		},
		"azure.yaml": {
			"Subscription": {
				reason: "Credentials are for one subscription.", of: "SubnetNetworkSecurityGroupAssociation/private",
				how:  elsewhere("SubnetNetworkSecurityGroupAssociation/private"),
				want: "LinkedAuthorizationFailed: The client",
			},
			"NetworkName": {
				reason: "A name is one of the own subscription.", of: "Subnet/private", how: elsewhere("Subnet/private"),
				want: "could not be found",
			},
		},
		azureStorageFile: {
			"Scope": {
				reason: "Nobody assigns roles in another subscription.", of: "RoleAssignment/key", how: elsewhere("RoleAssignment/key"),
				want: "AuthorizationFailed: The client",
			},
			"Principal": {
				reason: "Each subscription is of another directory.", of: "RoleAssignment/key",
				how: func(us map[string]*unstructured.Unstructured) {
					elsewhere("UserAssignedIdentity/shop")(us)
					unset(us["UserAssignedIdentity/shop"], "spec.forProvider.resourceGroupNameSelector")
					set(us["UserAssignedIdentity/shop"], "spec.forProvider.resourceGroupName", "z")
					copyOf("ResourceGroup/group", "z", nil)(us)
					elsewhere("ResourceGroup/z")(us)
					unset(us["Vault/shopkeys"], "spec.forProvider.resourceGroupNameSelector")
					set(us["Vault/shopkeys"], "spec.forProvider.resourceGroupName", "group")
				},
				also: []string{"Key/storage", "ResourceGroup/group", "UserAssignedIdentity/shop"},
				want: "PrincipalNotFound: Principal",
			},
			"VaultTaken": {
				reason: "Names of vaults are unique in the whole world.", of: "Vault/z",
				how: func(us map[string]*unstructured.Unstructured) {
					copyOf("ResourceGroup/group", "z", nil)(us)
					copyOf("Vault/shopkeys", "z", map[string]any{"resourceGroupNameSelector": nil, "resourceGroupName": "z"})(us)
					elsewhere("ResourceGroup/z", "Vault/z")(us)
					named("Vault/z", "shopkeys")(us)
					change(us["Vault/z"], "spec.forProvider.tenantId", cloud.UUIDOf("tenant/"+cloud.UUIDOf("subscription/"+otherAccount)))
					unset(us["Vault/shopkeys"], "spec.forProvider.resourceGroupNameSelector")
					set(us["Vault/shopkeys"], "spec.forProvider.resourceGroupName", "group")
				},
				also: []string{"ResourceGroup/group"},
				want: "VaultAlreadyExists: The vault name 'shopkeys' is already in use.",
			},
		},
		"gcp.yaml": {
			"Project": {
				reason: "Credentials are for one project.", of: "Subnetwork/public", also: []string{"Network/network"},
				how: func(us map[string]*unstructured.Unstructured) {
					elsewhere("Subnetwork/public")(us)
					change(us["Subnetwork/public"], "spec.forProvider.networkSelector", nil)
					change(us["Subnetwork/public"], "spec.forProvider.network", "projects/"+projectID+"/global/networks/network")
				},
				want: "Error 403: Required 'compute.networks.use' permission for 'projects/" + projectID + "/global/networks/network', forbidden",
			},
			"NameInProject": {
				reason: "A name is one of the own project.", of: "Subnetwork/public", how: elsewhere("Subnetwork/public"),
				want: "/global/networks/network' was not found, notFound",
			},
		},
		"gcp-storage.yaml": {
			"BucketOfAnotherProject": {
				reason: "A name in the world does not let anybody in.", of: "BucketIAMMember/logs", how: elsewhere("BucketIAMMember/logs"),
				want: "Error 403: Required 'storage.buckets.get' permission for",
			},
		},
		"gcp-identity.yaml": {
			"AccountOfAnotherProject": {
				reason: "Nobody makes keys of somebody else.", of: "ServiceAccountKey/a", how: elsewhere("ServiceAccountKey/a"),
				want: "Error 403: Required 'iam.serviceAccounts.actAs' permission for 'projects/" + projectID + "/serviceAccounts/",
			},
		},
	} {
		for name, tc := range cases {
			t.Run(strings.TrimSuffix(file, ".yaml")+name, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t)
				us := objects(t, file)
				if file == azureStorageFile {
					us = azureStorages(t, asItIs)
				}
				tc.how(us)
				w.apply(sorted(relevant(us, append(tc.also, tc.of)))...)
				w.run()
				if got := message(w.get(us[tc.of])); !strings.Contains(got, tc.want) {
					t.Errorf("%s\nmessage of %s: want %q in it, got %q", tc.reason, tc.of, tc.want, got)
				}
			})
		}
	}
}

// TestAccounts has the same in two accounts: ids tell whose they are, and accounts see
// nothing of each other.
func TestAccounts(t *testing.T) {
	t.Parallel()
	for i, file := range []string{"aws.yaml", "azure.yaml", "gcp.yaml"} {
		t.Run(strings.TrimSuffix(file, ".yaml"), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			// A storage account has a name that nobody else has.
			us := objects(t, file)
			maps.DeleteFunc(us, func(name string, _ *unstructured.Unstructured) bool {
				return strings.HasPrefix(name, "Account/") || strings.HasPrefix(name, "WatcherFlowLog/")
			})
			first := sorted(us)
			var second []*unstructured.Unstructured
			for _, u := range first {
				other := namespaced(u)
				set(other, "spec.providerConfigRef.name", otherAccount)
				second = append(second, other)
			}
			w.apply(first...)
			w.apply(second...)
			w.run()
			w.wantReady()
			own, others := inAccounts(w, i)
			if diff := cmp.Diff(kindsOf(own), kindsOf(others)); diff != "" {
				t.Errorf("both accounts should have the same: -default, +other:\n%s", diff)
			}
			if i > 0 {
				for _, r := range others {
					if strings.Contains(r.ID, own[0].Account) {
						t.Errorf("an id should tell the account, which %s does not", r.ID)
					}
				}
			}
			w.delete(first...)
			w.run()
			if own, still := inAccounts(w, i); len(own) > 0 || !slices.Equal(others, still) {
				t.Errorf("what goes from one account should change nothing in another one: -before, +after:\n%s\nleft: %v", cmp.Diff(others, still), own)
			}
			w.poll()
			w.run()
			w.wantReady()
		})
	}
}

// inAccounts is what the default account has, and what the other one has.
func inAccounts(w *world, i int) (own, others []cloud.Resource) {
	for _, r := range w.clouds[i].Resources() {
		if r.Account == otherID(w, i) {
			others = append(others, r)
			continue
		}
		own = append(own, r)
	}
	return own, others
}

func kindsOf(rs []cloud.Resource) []cloud.Name {
	out := make([]cloud.Name, 0, len(rs))
	for _, r := range rs {
		out = append(out, r.Kind)
	}
	slices.Sort(out)
	return out
}

// TestMovedToOtherAccount shows that what exists does not follow its managed resource.
func TestMovedToOtherAccount(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	role := pick(t, "aws.yaml", "Role/logs")[0]
	w.apply(role)
	w.run()
	w.wantReady()
	w.change(role, func(u *unstructured.Unstructured) { set(u, "spec.providerConfigRef.name", otherAccount) })
	w.run()
	w.wantReady()
	const id = "shop-flow-logs"
	want := []cloud.Resource{
		{Provider: "aws", Account: w.accountID(0), Kind: "iam/Role", ID: id},
		{Provider: "aws", Account: otherID(w, 0), Kind: "iam/Role", ID: id, Managed: true},
	}
	if want[0].Account > want[1].Account {
		slices.Reverse(want)
	}
	if diff := cmp.Diff(want, w.clouds[0].Resources()); diff != "" {
		t.Errorf("It is left behind, and there is another one.\nResources(): -want, +got:\n%s", diff)
	}
	if got := w.observed(role).String("arn"); got != "arn:aws:iam::"+otherID(w, 0)+":role/"+id {
		t.Errorf("the ARN should tell the account, got %q", got)
	}
}
