// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package composetest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"
)

// TestUnsafeChanges shows that whatever a revision must not do to what exists is told.
func TestUnsafeChanges(t *testing.T) {
	t.Parallel()
	const bucket = `{apiVersion: s3.aws.upbound.io/v1beta1, kind: Bucket, metadata: {annotations: {crossplane.io/external-name: shop}},
		spec: {providerConfigRef: {name: default}, forProvider: {region: eu-west-1, objectLockEnabled: true, tags: {team: shop}}}}`
	cases := map[string]struct {
		reason string
		now    string
		want   []string
	}{
		"Same":       {reason: "What does not change is safe.", now: bucket},
		"Version":    {reason: "Versions of a group are converted into each other.", now: `{apiVersion: s3.aws.upbound.io/v1beta2, kind: Bucket, metadata: {annotations: {crossplane.io/external-name: shop}}, spec: {providerConfigRef: {name: default}, forProvider: {region: eu-west-1, objectLockEnabled: true}}}`},
		"CloudsName": {reason: "A name that nobody gives any more stays.", now: `{apiVersion: s3.aws.upbound.io/v1beta1, kind: Bucket, spec: {providerConfigRef: {name: default}, forProvider: {region: eu-west-1, objectLockEnabled: true, tags: {team: books}}}}`},
		"More":       {reason: "A field that was not set may be set.", now: `{apiVersion: s3.aws.upbound.io/v1beta1, kind: Bucket, spec: {providerConfigRef: {name: default}, forProvider: {region: eu-west-1, objectLockEnabled: true, forceDestroy: false}}}`},
		"Deleted":    {reason: "What is not desired any more is deleted.", want: []string{"store is deleted"}},
		"Renamed": {
			reason: "Another name is another resource.",
			now:    `{apiVersion: s3.aws.upbound.io/v1beta1, kind: Bucket, metadata: {annotations: {crossplane.io/external-name: books}}, spec: {providerConfigRef: {name: default}, forProvider: {region: eu-west-1, objectLockEnabled: true}}}`,
			want:   []string{`store was called "shop" at its cloud and is called "books"`},
		},
		"Moved": {
			reason: "Another account has none of it.",
			now:    `{apiVersion: s3.aws.upbound.io/v1beta1, kind: Bucket, spec: {providerConfigRef: {name: other}, forProvider: {region: eu-west-1, objectLockEnabled: true}}}`,
			want:   []string{"store: spec.providerConfigRef was map[name:default] and is map[name:other]"},
		},
		"Changed": {
			reason: "A field that may be immutable must not change.",
			now:    `{apiVersion: s3.aws.upbound.io/v1beta1, kind: Bucket, spec: {providerConfigRef: {name: default}, forProvider: {region: eu-west-2}}}`,
			want:   []string{"store: objectLockEnabled was true and is not set", "store: region was eu-west-1 and is eu-west-2"},
		},
		"OtherKind": {
			reason: "A key stands for one thing.",
			now:    `{apiVersion: efs.aws.upbound.io/v1beta1, kind: FileSystem, metadata: {namespace: shop}, spec: {providerConfigRef: {name: default}, forProvider: {region: eu-west-1, objectLockEnabled: true}}}`,
			want: []string{
				"store: apiVersion was s3.aws.upbound.io/v1beta1 and is efs.aws.upbound.io/v1beta1",
				"store: kind was Bucket and is FileSystem",
				"store: metadata.namespace was <nil> and is shop",
			},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rsp := &fnv1.RunFunctionResponse{Desired: &fnv1.State{Resources: map[string]*fnv1.Resource{}}}
			if tc.now != "" {
				rsp.Desired.Resources["store"] = &fnv1.Resource{Resource: Object(t, tc.now)}
			}
			got := unsafeChanges(map[string]*fnv1.Resource{"store": {Resource: Object(t, bucket)}}, rsp)
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nunsafeChanges(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
