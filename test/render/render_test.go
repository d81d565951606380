// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package render

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/manifest"
)

func one(t *testing.T, s string) *unstructured.Unstructured {
	t.Helper()
	us, err := manifest.Parse([]byte(s))
	if err != nil || len(us) != 1 {
		t.Fatalf("want one object, got %d: %v", len(us), err)
	}
	return us[0]
}

// network returns a Network with the supplied metadata and spec.
func network(t *testing.T, metadata, spec string) *unstructured.Unstructured {
	t.Helper()
	return one(t, "{apiVersion: platform.hyperscalar.io/v1alpha1, kind: Network, metadata: "+metadata+", spec: "+spec+"}")
}

func catalogueOf(t *testing.T, f flavour.Flavour) *catalogue {
	t.Helper()
	c, err := newCatalogue(f)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// refusal returns the message of a RefusedError.
func refusal(t *testing.T, err error) string {
	t.Helper()
	if err == nil {
		return ""
	}
	var refused *RefusedError
	if !errors.As(err, &refused) {
		t.Fatal(err)
	}
	return refused.Message
}

func TestFind(t *testing.T) {
	t.Parallel()
	c := catalogueOf(t, flavour.Claims)
	_, err := c.find(one(t, "{apiVersion: platform.hyperscalar.io/v1alpha1, kind: Nettwork}"))
	want := `no matches for kind "Nettwork" in version "platform.hyperscalar.io/v1alpha1"`
	if diff := cmp.Diff(want, refusal(t, err)); diff != "" {
		t.Errorf("A kind that nobody serves is refused as kubectl does: -want, +got:\n%s", diff)
	}
}

func TestChoose(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason  string
		flavour flavour.Flavour
		spec    string
		want    string
		refused string
	}{
		"Default": {
			reason:  "A claim that leaves the choice to Crossplane gets the definition's default.",
			flavour: flavour.Claims,
			spec:    "{parameters: {}}",
			want:    "network",
		},
		"ByName": {
			reason:  "A claim may name its Composition.",
			flavour: flavour.Claims,
			spec:    "{compositionRef: {name: network-gcp}}",
			want:    "network-gcp",
		},
		"NameBeforeLabels": {
			reason:  "Crossplane does not look at labels any more once there is a name.",
			flavour: flavour.Claims,
			spec:    "{compositionRef: {name: network-gcp}, compositionSelector: {matchLabels: {provider: aws}}}",
			want:    "network-gcp",
		},
		"ByLabels": {
			reason:  "A claim may select its Composition by the provider.",
			flavour: flavour.Claims,
			spec:    "{compositionSelector: {matchLabels: {provider: azure}}}",
			want:    "network-azure",
		},
		"NativeByName": {
			reason:  "A namespaced composite names its Composition elsewhere.",
			flavour: flavour.Native,
			spec:    "{crossplane: {compositionRef: {name: network-aws}}}",
			want:    "network-aws",
		},
		"NativeByLabels": {
			reason:  "A namespaced composite selects its Composition elsewhere.",
			flavour: flavour.Native,
			spec:    "{crossplane: {compositionSelector: {matchLabels: {provider: aws}}}}",
			want:    "network-aws",
		},
		"NativeDefault": {
			reason:  "What a claim would say means nothing to a namespaced composite.",
			flavour: flavour.Native,
			spec:    "{compositionRef: {name: network-aws}}",
			want:    "network",
		},
		"NoSuchName": {
			reason:  "A Composition that is not there cannot be chosen.",
			flavour: flavour.Claims,
			spec:    "{compositionRef: {name: network-openstack}}",
			refused: `cannot select Composition: there is no Composition "network-openstack" for XNetwork`,
		},
		"NoSuchLabels": {
			reason:  "Labels that no Composition has select none.",
			flavour: flavour.Claims,
			spec:    "{compositionSelector: {matchLabels: {provider: openstack}}}",
			refused: "cannot select Composition: no compatible Compositions found with the labels provider=openstack",
		},
		"Ambiguous": {
			reason:  "Crossplane would take any Composition, which nobody can have meant.",
			flavour: flavour.Claims,
			spec:    "{compositionSelector: {matchLabels: {}}}",
			refused: "cannot select Composition: Crossplane would take any one of network-aws, network-azure, network, network-gcp, which all have the labels <none>",
		},
	}
	catalogues := map[flavour.Flavour]*catalogue{
		flavour.Claims: catalogueOf(t, flavour.Claims),
		flavour.Native: catalogueOf(t, flavour.Native),
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := catalogues[tc.flavour]
			claim := network(t, "{name: a}", tc.spec)
			a, err := c.find(claim)
			if err != nil {
				t.Fatal(err)
			}
			got, err := c.choose(a, claim)
			if diff := cmp.Diff(tc.refused, refusal(t, err)); diff != "" {
				t.Errorf("%s\nchoose(...): -want refusal, +got refusal:\n%s", tc.reason, diff)
			}
			if got != nil && got.GetName() != tc.want {
				t.Errorf("%s\nchoose(...): want %s, got %s", tc.reason, tc.want, got.GetName())
			}
		})
	}
}

// definition is a small one, so that these tests do not depend on the wording of
// those that we ship.
const definition = `
apiVersion: apiextensions.crossplane.io/v1
kind: CompositeResourceDefinition
metadata: {name: xnetworks.platform.hyperscalar.io}
spec:
  group: platform.hyperscalar.io
  names: {kind: XNetwork, plural: xnetworks}
  claimNames: {kind: Network, plural: networks}
  versions:
  - name: v1alpha1
    served: true
    referenceable: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            properties:
              parameters:
                type: object
                properties:
                  provider: {type: string, enum: [aws, azure, gcp]}
                  zones: {type: integer, maximum: 6, default: 3}
                  tiers: {type: array, x-kubernetes-list-type: set, items: {type: string}}
                  cidr:
                    type: string
                    default: 10.0.0.0/16
                    x-kubernetes-validations:
                    - {rule: cidr(self) == cidr(self).masked(), message: must be the first address of its range}
`

func apiOf(t *testing.T, f flavour.Flavour) *api {
	t.Helper()
	d, err := flavour.XRD(one(t, definition), f)
	if err != nil {
		t.Fatal(err)
	}
	a, err := newAPI(d, f)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAdmit(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason   string
		metadata string
		spec     string
		refused  string
	}{
		"Smallest": {
			reason:   "A claim that asks for nothing in particular is fine.",
			metadata: "{namespace: shop, name: orders}",
			spec:     "{parameters: {}}",
		},
		"UnknownField": {
			reason:   "A field that does not exist is refused as kubectl does, not dropped.",
			metadata: "{namespace: shop, name: orders}",
			spec:     "{parameters: {zonez: 1, tierz: []}}",
			refused:  `Network in version "v1alpha1" cannot be handled as a Network: strict decoding error: unknown field "spec.parameters.tierz", unknown field "spec.parameters.zonez"`,
		},
		"Schema": {
			reason:   "A value outside of its bounds is refused with the API server's message.",
			metadata: "{namespace: shop, name: orders}",
			spec:     "{parameters: {zones: 7}}",
			refused:  `Network.platform.hyperscalar.io "orders" is invalid: spec.parameters.zones: Invalid value: 7: spec.parameters.zones in body should be less than or equal to 6`,
		},
		"RulesAreSkipped": {
			reason:   "The API server evaluates rules only for objects that are well-formed otherwise, and says so.",
			metadata: "{namespace: shop, name: orders}",
			spec:     "{parameters: {provider: openstack, cidr: 10.0.1.0/16}}",
			refused: `Network.platform.hyperscalar.io "orders" is invalid: [spec.parameters.provider: Unsupported value: "openstack": supported values: "aws", "azure", "gcp", ` +
				`<nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation]`,
		},
		"Rule": {
			reason:   "A rule of the definition is evaluated.",
			metadata: "{namespace: shop, name: orders}",
			spec:     "{parameters: {cidr: 10.0.1.0/16}}",
			refused:  `Network.platform.hyperscalar.io "orders" is invalid: spec.parameters.cidr: Invalid value: "10.0.1.0/16": must be the first address of its range`,
		},
		"Set": {
			reason:   "An entry that is there twice is refused where a list is a set.",
			metadata: "{namespace: shop, name: orders}",
			spec:     "{parameters: {tiers: [public, public, private]}}",
			refused:  `Network.platform.hyperscalar.io "orders" is invalid: spec.parameters.tiers[1]: Duplicate value: "public"`,
		},
		"Name": {
			reason:   "A name that Kubernetes does not allow is refused.",
			metadata: "{namespace: shop, name: Orders}",
			spec:     "{parameters: {}}",
			refused: `Network.platform.hyperscalar.io "Orders" is invalid: metadata.name: Invalid value: "Orders": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', ` +
				`and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`,
		},
	}
	for _, f := range flavour.Flavours() {
		a := apiOf(t, f)
		for name, tc := range cases {
			t.Run(name+"/"+string(f), func(t *testing.T) {
				t.Parallel()
				_, err := a.admit(t.Context(), network(t, tc.metadata, tc.spec))
				if diff := cmp.Diff(tc.refused, refusal(t, err)); diff != "" {
					t.Errorf("%s\nadmit(...): -want refusal, +got refusal:\n%s", tc.reason, diff)
				}
			})
		}
	}
}

func TestAdmitDefaults(t *testing.T) {
	t.Parallel()
	in := network(t, "{name: orders}", "{parameters: {zones: 2}}")
	got, err := apiOf(t, flavour.Claims).admit(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	if got.GetNamespace() != "default" {
		t.Errorf("a claim without a namespace goes to the default one, not to %q", got.GetNamespace())
	}
	zones, _, _ := unstructured.NestedInt64(got.Object, "spec", "parameters", "zones")
	if cidr := str(got, "spec", "parameters", "cidr"); cidr != "10.0.0.0/16" || zones != 2 {
		t.Errorf("want the default range and 2 zones, got %q and %d", cidr, zones)
	}
	if diff := cmp.Diff(network(t, "{name: orders}", "{parameters: {zones: 2}}"), in); diff != "" {
		t.Errorf("admit(...): it changed its input: -want, +got:\n%s", diff)
	}
}

func TestComposite(t *testing.T) {
	t.Parallel()
	const claim = `{apiVersion: platform.hyperscalar.io/v1alpha1, kind: Network, metadata: {namespace: shop, name: orders,
		labels: {app: web, app.kubernetes.io/name: web}, annotations: {note: a, kubectl.kubernetes.io/last-applied-configuration: b}},
		spec: {compositeDeletePolicy: Background, writeConnectionSecretToRef: {name: a}, resourceRef: {name: b}, compositionUpdatePolicy: Automatic, parameters: {zones: 2}}}`
	cases := map[string]struct {
		reason  string
		flavour flavour.Flavour
		status  *unstructured.Unstructured
		want    string
	}{
		"Claims": {
			reason:  "Crossplane copies what is not its own from a claim to the composite, and labels it with the claim.",
			flavour: flavour.Claims,
			want: `{apiVersion: platform.hyperscalar.io/v1alpha1, kind: XNetwork, metadata: {name: orders-z8thd,
				labels: {app: web, crossplane.io/claim-name: orders, crossplane.io/claim-namespace: shop}, annotations: {note: a}},
				spec: {claimRef: {apiVersion: platform.hyperscalar.io/v1alpha1, kind: Network, namespace: shop, name: orders},
				compositionRef: {name: network}, compositionUpdatePolicy: Automatic, parameters: {zones: 2}}}`,
		},
		"ClaimsAgain": {
			reason:  "The status of an earlier rendering is what the composite has by now.",
			flavour: flavour.Claims,
			status:  one(t, "{kind: XNetwork, spec: {ignored: true}, status: {phase: Ready}}"),
			want: `{apiVersion: platform.hyperscalar.io/v1alpha1, kind: XNetwork, metadata: {name: orders-z8thd,
				labels: {app: web, crossplane.io/claim-name: orders, crossplane.io/claim-namespace: shop}, annotations: {note: a}},
				spec: {claimRef: {apiVersion: platform.hyperscalar.io/v1alpha1, kind: Network, namespace: shop, name: orders},
				compositionRef: {name: network}, compositionUpdatePolicy: Automatic, parameters: {zones: 2}}, status: {phase: Ready}}`,
		},
		"Native": {
			reason:  "A namespaced composite is its own claim, and gets its Composition.",
			flavour: flavour.Native,
			want:    strings.Replace(claim, "spec: {", "spec: {crossplane: {compositionRef: {name: network}}, ", 1),
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := apiOf(t, tc.flavour)
			got := composite(a, one(t, claim), "network", Input{Flavour: tc.flavour, Composite: tc.status})
			if diff := cmp.Diff(one(t, tc.want), got); diff != "" {
				t.Errorf("%s\ncomposite(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestFatalMessage(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		stderr string
		want   string
		ok     bool
	}{
		"Fatal": {
			reason: "The function's message is all that follows, on however many lines.",
			stderr: `crossplane: error: cannot render composite resource: crossplane internal render: pipeline returned fatal: crossplane: error: pipeline step "network" returned a fatal result: spec.parameters.region: Required value
use one` + "\n",
			want: "spec.parameters.region: Required value\nuse one",
			ok:   true,
		},
		"Other": {
			reason: "Everything else went wrong without being the claim's fault.",
			stderr: "crossplane: error: cannot load XRD\n",
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, ok := fatalMessage(tc.stderr)
			if got != tc.want || ok != tc.ok {
				t.Errorf("%s\nfatalMessage(...): want %q, %t, got %q, %t", tc.reason, tc.want, tc.ok, got, ok)
			}
		})
	}
}

func TestSummary(t *testing.T) {
	t.Parallel()
	claim := network(t, "{namespace: shop, name: orders}", "{}")
	rendered := Result{
		Composition: "network",
		Composite: one(t, `{kind: XNetwork, status: {provider: aws, region: eu-west-1, environment: production, phase: Provisioning,
			waiting: [{resource: nat, for: [vpc]}, {resource: a, for: [no id, vpc]}, {resource: b, for: [vpc]}, {resource: c, for: [vpc]}, {resource: d, for: [vpc]}, {resource: e, for: [vpc]}],
			blocking: [{resource: vpc, message: limit exceeded}, {resource: eip, reason: Creating}]}}`),
		Composed: []*unstructured.Unstructured{one(t, "{kind: VPC}"), one(t, "{kind: EIP}"), one(t, "{kind: EIP}")},
		Results:  []*unstructured.Unstructured{one(t, "{kind: Result, severity: SEVERITY_WARNING, message: careful}")},
	}
	cases := map[string]struct {
		reason string
		res    Result
		err    error
		want   string
	}{
		"Rendered": {
			reason: "A summary says what is composed where, and what holds it up.",
			res:    rendered,
			want: `Network shop/orders becomes on aws in eu-west-1 (environment production, Composition network):
     2 EIP
     1 VPC
  3 resources, provisioning.
  waits (no id, vpc): a
  waits (vpc): nat, b, c, d and 1 more
  not ready: vpc: limit exceeded
  not ready: eip: Creating
  warning: careful
`,
		},
		"Refused": {
			reason: "A claim that is refused shows the message that its developer would get.",
			err:    &RefusedError{Message: "spec: no\nreally"},
			want:   "Network shop/orders is refused:\n  spec: no\n  really\n",
		},
		"Failed": {
			reason: "What is not the claim's fault says so.",
			err:    errors.New("no disk"),
			want:   "Network shop/orders cannot be rendered:\n  no disk\n",
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, Summary(claim, tc.res, tc.err)); diff != "" {
				t.Errorf("%s\nSummary(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
