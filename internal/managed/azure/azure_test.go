// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/internal/managed"
)

func TestKinds(t *testing.T) {
	t.Parallel()
	var names []string
	for _, k := range Kinds() {
		ty := k.ForProvider.Type()
		if ty.Group == "" || ty.Version == "" || ty.Plural == "" {
			t.Errorf("%T has the type %+v", k.ForProvider, ty)
		}
		names = append(names, ty.Kind)
	}
	if !slices.IsSorted(names) || len(slices.Compact(slices.Clone(names))) != len(names) {
		t.Errorf("kinds are not sorted, or not unique: %v", names)
	}
}

func TestNamespaced(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		spec   managed.Spec
		want   string
	}{
		"Group": {
			reason: "The group of resource groups has no part before the cloud's.",
			spec:   ResourceGroup{},
			want:   "resourcegroups.azure.m.upbound.io",
		},
		"Network": {
			reason: "Every other group does.",
			spec:   VirtualNetwork{},
			want:   "virtualnetworks.network.azure.m.upbound.io",
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := tc.spec.Type().CRDIn(managed.ScopeNamespaced); got != tc.want {
				t.Errorf("%s\nwant %q, got %q", tc.reason, tc.want, got)
			}
		})
	}
}

// TestEmpty checks that nothing is emitted that nobody has an opinion on, and that
// a false that protects somebody is emitted.
func TestEmpty(t *testing.T) {
	t.Parallel()
	want := map[string]string{
		"Account":                          `{"httpsTrafficOnlyEnabled":false,"allowNestedItemsToBePublic":false,"crossTenantReplicationEnabled":false,"localUserEnabled":false}`,
		"PrivateDNSZoneVirtualNetworkLink": `{"registrationEnabled":false}`,
		"SecurityRule":                     `{"priority":0,"direction":"","access":"","protocol":""}`,
		"VirtualMachineDataDiskAttachment": `{"lun":0}`,
		"VirtualNetworkPeering":            `{"allowVirtualNetworkAccess":false,"allowForwardedTraffic":false,"allowGatewayTransit":false,"useRemoteGateways":false}`,
		"WatcherFlowLog":                   `{"enabled":false,"retentionPolicy":{"enabled":false,"days":0}}`,
	}
	for _, k := range Kinds() {
		kind := k.ForProvider.Type().Kind
		wantJSON, ok := want[kind]
		if !ok {
			wantJSON = "{}"
		}
		got, err := json.Marshal(k.ForProvider)
		if err != nil {
			t.Errorf("cannot encode a %s: %v", kind, err)
		}
		if diff := cmp.Diff(wantJSON, string(got)); diff != "" {
			t.Errorf("%s: -want, +got:\n%s", kind, diff)
		}
	}
}

// TestLinuxSetup checks that what machines with Linux have in common is encoded beside
// what is theirs alone.
func TestLinuxSetup(t *testing.T) {
	t.Parallel()
	const login = `"adminSshKey":[{"username":"ubuntu","publicKey":"ssh-ed25519 a"}],"disablePasswordAuthentication":true,` +
		`"userData":"aGVsbG8=","customDataSecretRef":{"name":"setup","key":"cloud-init"}}`
	setup := LinuxSetup{
		AdminSSHKey:                   []MachineSSHKey{{Username: "ubuntu", PublicKey: "ssh-ed25519 a"}},
		DisablePasswordAuthentication: new(true),
		UserData:                      "aGVsbG8=",
		CustomDataSecretRef:           &managed.SecretRef{Name: "setup", Key: "cloud-init"},
	}
	cases := map[string]struct {
		reason string
		spec   managed.Spec
		want   string
	}{
		"Machine": {
			reason: "A single machine has it.",
			spec:   LinuxVirtualMachine{VirtualMachine: VirtualMachine{ComputerName: "web"}, LinuxSetup: setup},
			want:   `{"computerName":"web",` + login,
		},
		"ScaleSet": {
			reason: "The machines of a scale set have the same.",
			spec:   LinuxVirtualMachineScaleSet{ScaleSet: ScaleSet{ComputerNamePrefix: "web"}, LinuxSetup: setup},
			want:   `{"computerNamePrefix":"web",` + login,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := json.Marshal(tc.spec)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tc.want, string(got)); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
