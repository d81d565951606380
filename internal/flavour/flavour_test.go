// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package flavour

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

const definition = `
apiVersion: apiextensions.crossplane.io/v1
kind: CompositeResourceDefinition
metadata:
  name: xnetworks.platform.hyperscalar.io
  labels: {a: b}
spec:
  group: platform.hyperscalar.io
  names: {kind: XNetwork, plural: xnetworks}
  claimNames: {kind: Network, plural: networks, shortNames: [net]}
  connectionSecretKeys: [id]
  defaultCompositeDeletePolicy: Foreground
  defaultCompositionRef: {name: network}
  versions: [{name: v1alpha1, served: true}]
`

const composition = `
apiVersion: apiextensions.crossplane.io/v1
kind: Composition
metadata: {name: network}
spec:
  compositeTypeRef: {apiVersion: platform.hyperscalar.io/v1alpha1, kind: XNetwork}
  mode: Pipeline
`

func parse(t *testing.T, s string) *unstructured.Unstructured {
	t.Helper()
	u := &unstructured.Unstructured{}
	if err := yaml.Unmarshal([]byte(s), &u.Object); err != nil {
		t.Fatal(err)
	}
	return u
}

func TestXRD(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason  string
		in      string
		flavour Flavour
		want    string
		err     error
	}{
		"Claims": {
			reason:  "The claims flavour is what is written down.",
			in:      definition,
			flavour: Claims,
			want:    definition,
		},
		"Native": {
			reason:  "The composite takes over the claim's names, lives in a namespace, and loses what only claims need.",
			in:      definition,
			flavour: Native,
			want: `
apiVersion: apiextensions.crossplane.io/v2
kind: CompositeResourceDefinition
metadata:
  name: networks.platform.hyperscalar.io
  labels: {a: b}
spec:
  scope: Namespaced
  group: platform.hyperscalar.io
  names: {kind: Network, plural: networks, shortNames: [net]}
  defaultCompositionRef: {name: network}
  versions: [{name: v1alpha1, served: true}]
`,
		},
		"NoClaimNames": {
			reason:  "A definition without a claim has no native flavour.",
			in:      `{metadata: {name: xnetworks.platform.hyperscalar.io}, spec: {group: platform.hyperscalar.io}}`,
			flavour: Native,
			err:     cmpopts.AnyError,
		},
		"NoPlural": {
			reason:  "A definition without a plural cannot be named.",
			in:      `{metadata: {name: xnetworks.platform.hyperscalar.io}, spec: {group: platform.hyperscalar.io, claimNames: {kind: Network}}}`,
			flavour: Native,
			err:     cmpopts.AnyError,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := parse(t, tc.in)
			got, err := XRD(in, tc.flavour)
			compare(t, tc.reason, tc.want, got, tc.err, err)
			if diff := cmp.Diff(parse(t, tc.in), in); diff != "" {
				t.Errorf("%s\nXRD(...): it changed its input: -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestComposition(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason  string
		in      string
		flavour Flavour
		want    string
		err     error
	}{
		"Claims": {
			reason:  "The claims flavour is what is written down.",
			in:      composition,
			flavour: Claims,
			want:    composition,
		},
		"Native": {
			reason:  "The Composition serves the composite that has the claim's kind.",
			in:      composition,
			flavour: Native,
			want: `
apiVersion: apiextensions.crossplane.io/v1
kind: Composition
metadata: {name: network}
spec:
  compositeTypeRef: {apiVersion: platform.hyperscalar.io/v1alpha1, kind: Network}
  mode: Pipeline
`,
		},
		"NotAComposite": {
			reason:  "A kind that does not begin with X is derived already, or wrong.",
			in:      `{metadata: {name: network}, spec: {compositeTypeRef: {kind: Network}}}`,
			flavour: Native,
			err:     cmpopts.AnyError,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := Composition(parse(t, tc.in), tc.flavour)
			compare(t, tc.reason, tc.want, got, tc.err, err)
		})
	}
}

func TestClaim(t *testing.T) {
	t.Parallel()
	const claim = `{kind: Network, metadata: {name: a, namespace: b}, spec: {
		compositionSelector: {matchLabels: {provider: aws}}, compositeDeletePolicy: Foreground,
		writeConnectionSecretToRef: {name: c}, parameters: {zones: 3}}}`
	cases := map[string]struct {
		reason  string
		in      string
		flavour Flavour
		want    string
		err     error
	}{
		"Claims": {
			reason:  "The claims flavour is what is written down.",
			in:      claim,
			flavour: Claims,
			want:    claim,
		},
		"Native": {
			reason:  "What Crossplane reads moves to spec.crossplane, and the parameters stay.",
			in:      claim,
			flavour: Native,
			want: `{kind: Network, metadata: {name: a, namespace: b}, spec: {
				crossplane: {compositionSelector: {matchLabels: {provider: aws}}}, parameters: {zones: 3}}}`,
		},
		"Minimal": {
			reason:  "A claim that leaves everything to Crossplane stays as it is.",
			in:      `{kind: Network, spec: {parameters: {}}}`,
			flavour: Native,
			want:    `{kind: Network, spec: {parameters: {}}}`,
		},
		"WrongCrossplane": {
			reason:  "A claim that has something else in its place cannot be derived.",
			in:      `{kind: Network, spec: {crossplane: 1, compositionRef: {name: a}}}`,
			flavour: Native,
			err:     cmpopts.AnyError,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := Claim(parse(t, tc.in), tc.flavour)
			compare(t, tc.reason, tc.want, got, tc.err, err)
		})
	}
}

func compare(t *testing.T, reason, want string, got *unstructured.Unstructured, wantErr, err error) {
	t.Helper()
	if diff := cmp.Diff(wantErr, err, cmpopts.EquateErrors()); diff != "" {
		t.Fatalf("%s\n-want error, +got error:\n%s", reason, diff)
	}
	if err != nil {
		return
	}
	if diff := cmp.Diff(parse(t, want), got); diff != "" {
		t.Errorf("%s\n-want, +got:\n%s", reason, diff)
	}
}
