// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package environment

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation/field"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

const (
	keyAWS   = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
	keyAzure = "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/keys/providers/Microsoft.KeyVault/vaults/acme-keys/keys/storage"
	keyGCP   = "projects/acme-keys/locations/europe-west1/keyRings/keys/cryptoKeys/storage"
)

func TestStorageOver(t *testing.T) {
	t.Parallel()

	parent := Environment{Storage: Storage{PublicAccess: new(true), CustomerKeys: new(true), MaxSizeGiB: 100}}
	child := Environment{Storage: Storage{PublicAccess: new(false), KeysFromClaims: new(true)}}
	want := Storage{PublicAccess: new(false), CustomerKeys: new(true), KeysFromClaims: new(true), MaxSizeGiB: 100}
	if diff := cmp.Diff(want, child.Over(parent).Storage); diff != "" {
		t.Errorf("A child should be able to switch off what its parent switched on: -want, +got:\n%s", diff)
	}
}

func TestEncryptionKey(t *testing.T) {
	t.Parallel()

	e := Environment{
		AWS:   AWS{EncryptionKeys: EncryptionKeys{"eu-west": keyAWS}},
		Azure: Azure{EncryptionKeys: EncryptionKeys{"westeurope": keyAzure}},
	}
	cases := map[string]struct {
		reason   string
		provider platform.Provider
		region   string
		want     string
	}{
		"Portable":      {reason: "A portable name is the region that it stands for.", provider: platform.ProviderAWS, region: "eu-west-1", want: keyAWS},
		"Native":        {reason: "The cloud's own name is as good.", provider: platform.ProviderAzure, region: "westeurope", want: keyAzure},
		"AnotherRegion": {reason: "A key serves its region only.", provider: platform.ProviderAWS, region: "eu-central-1"},
		"NoKeys":        {reason: "A cloud without keys has none.", provider: platform.ProviderGCP, region: "europe-west1"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, err := regions.Resolve(tc.provider, tc.region)
			if err != nil {
				t.Fatal(err)
			}
			if got := e.EncryptionKey(tc.provider, r); got != tc.want {
				t.Errorf("%s\nEncryptionKey(...): want %q, got %q", tc.reason, tc.want, got)
			}
			if tc.want != "" && !e.IsEncryptionKey(tc.provider, tc.want) {
				t.Errorf("%s\nIsEncryptionKey(...): want true for %q", tc.reason, tc.want)
			}
		})
	}
	if e.IsEncryptionKey(platform.ProviderGCP, keyAWS) {
		t.Error("The key of one cloud is not that of another.")
	}
}

func TestValidateKeys(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason string
		in     Environment
		want   string
	}{
		"Good": {
			reason: "Ids of all clouds are accepted.",
			in: Environment{
				AWS:   AWS{EncryptionKeys: EncryptionKeys{"eu-west": keyAWS}},
				Azure: Azure{EncryptionKeys: EncryptionKeys{"eu-west": keyAzure}},
				GCP:   GCP{EncryptionKeys: EncryptionKeys{"eu-west": keyGCP}},
			},
		},
		"Alias": {
			reason: "An alias may come to point to another key.",
			in:     Environment{AWS: AWS{EncryptionKeys: EncryptionKeys{"eu-west": "alias/storage"}}},
			want:   `data.aws.encryptionKeys[eu-west]: Invalid value: "alias/storage": must be the id of a key on aws, such as arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
		},
		"Vault": {
			reason: "The URL of a key does not say where to grant access to it.",
			in:     Environment{Azure: Azure{EncryptionKeys: EncryptionKeys{"eu-west": "https://acme-keys.vault.azure.net/keys/storage"}}},
			want:   `data.azure.encryptionKeys[eu-west]: Invalid value: "https://acme-keys.vault.azure.net/keys/storage": must be the id of a key on azure, such as /subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/keys/providers/Microsoft.KeyVault/vaults/acme-keys/keys/storage`,
		},
		"RegionOfTheKey": {
			reason: "A key must be where it is used.",
			in:     Environment{GCP: GCP{EncryptionKeys: EncryptionKeys{"us-east": keyGCP}}},
			want:   `data.gcp.encryptionKeys[us-east]: Invalid value: "projects/acme-keys/locations/europe-west1/keyRings/keys/cryptoKeys/storage": is a key in europe-west1 and must be one in us-east4: a key encrypts in its own region only`,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := ""
			if err := tc.in.Validate(field.NewPath("data")).ToAggregate(); err != nil {
				got = err.Error()
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nValidate(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}

	unknown := Environment{AWS: AWS{EncryptionKeys: EncryptionKeys{"nowhere": keyAWS}}}
	if errs := unknown.Validate(field.NewPath("data")); len(errs) != 1 || errs[0].Field != "data.aws.encryptionKeys[nowhere]" {
		t.Errorf("A region must exist, got %v", errs)
	}
}
