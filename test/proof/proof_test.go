// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package proof

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	extv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"sigs.k8s.io/yaml"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/tags"
)

// bucketCRD is the schema that the structs of the tests below are compared with.
const bucketCRD = `
spec:
  group: s3.example.upbound.io
  scope: Cluster
  names: {kind: Bucket, plural: buckets}
  versions:
  - name: v1beta1
    served: false
    schema: {openAPIV3Schema: {type: object}}
  - name: v1beta2
    served: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            required: [forProvider]
            x-kubernetes-validations:
            - message: spec.forProvider.owner is a required parameter
              rule: '!(''*'' in self.managementPolicies) || has(self.forProvider.owner) || (has(self.initProvider) && has(self.initProvider.owner))'
            properties:
              watch: {type: boolean}
              forProvider:
                type: object
                required: [region]
                properties: &properties
                  region: {type: string}
                  owner: {type: string}
                  ownerSelector: &selector
                    type: object
                    properties:
                      matchControllerRef: {type: boolean}
                      matchLabels: {type: object, additionalProperties: {type: string}}
                      policy: {type: object, properties: {resolve: {type: string}}}
                  days: {type: number}
                  size: {type: integer}
                  values: {type: object, x-kubernetes-preserve-unknown-fields: true}
                  locked: {type: boolean}
                  tags: {type: object, additionalProperties: {type: string}}
                  rules:
                    type: array
                    items: {type: object, required: [action], properties: {action: {type: string}}}
                  logging: {type: object, properties: {target: {type: string}}}
                  passwordSecretRef:
                    type: object
                    required: [name, key, namespace]
                    properties: {name: {type: string}, key: {type: string}, namespace: {type: string}}
              initProvider:
                type: object
                properties:
                  owner: {type: string}
                  ownerSelector: *selector
                  days: {type: number}
                  size: {type: integer}
                  locked: {type: boolean}
                  tags: {type: object, additionalProperties: {type: string}}
                  rules:
                    type: array
                    items: {type: object, required: [action], properties: {action: {type: string}}}
                  logging: {type: object, properties: {target: {type: string}}}
                  passwordSecretRef:
                    type: object
                    required: [name, key, namespace]
                    properties: {name: {type: string}, key: {type: string}, namespace: {type: string}}
          status:
            type: object
            properties:
              atProvider:
                type: object
                properties: {id: {type: string}, days: {type: number}}
`

type kind struct{}

func (kind) Type() managed.Type {
	return managed.Type{Group: "s3.example.upbound.io", Version: "v1beta2", Kind: "Bucket", Plural: "buckets"}
}

type rule struct {
	Action string `json:"action"`
}

type logging struct {
	Target string `json:"target,omitempty"`
}

type common struct {
	Region string `json:"region"`
}

type right struct {
	kind   `json:"-"`
	common `json:",inline"`

	Owner     *managed.Selector  `json:"ownerSelector,omitempty"`
	Days      int                `json:"days,omitempty"`
	Size      *int               `json:"size,omitempty"`
	Locked    *bool              `json:"locked,omitempty"`
	Tags      *tags.Shared       `json:"tags,omitempty"`
	Rules     []rule             `json:"rules,omitempty"`
	Logging   *logging           `json:"logging,omitempty"`
	SecretRef *managed.SecretRef `json:"passwordSecretRef,omitempty"`
}

type rightObservation struct {
	ID   string  `json:"id"`
	Days float64 `json:"days"`
}

type missingField struct {
	kind `json:"-"`

	Region string `json:"region"`
	Owner  string `json:"owner"`
	Colour string `json:"colour,omitempty"`
}

type wrongTypes struct {
	kind `json:"-"`

	Region  string            `json:"region"`
	Owner   []string          `json:"owner"`
	Size    float64           `json:"size"`
	Locked  string            `json:"locked"`
	Rules   *rule             `json:"rules"`
	Logging []logging         `json:"logging"`
	Tags    map[string]int    `json:"tags"`
	Days    map[string]string `json:"days"`
}

type wrongNesting struct {
	kind `json:"-"`

	Region  string            `json:"region"`
	Owner   string            `json:"owner"`
	Logging map[string]string `json:"logging"`
	Tags    logging           `json:"tags"`
	Rules   []logging         `json:"rules"`
	Any     any               `json:"size"`
}

type missingRequired struct {
	kind `json:"-"`

	Tags map[string]string `json:"tags,omitempty"`
}

type otherType struct{ right }

func (otherType) Type() managed.Type {
	return managed.Type{Group: "s3.example.upbound.io", Version: "v1beta1", Kind: "Buckett", Plural: "bucketts"}
}

// extended has more than a forProvider: fields beside it, and an object in it.
type extended struct {
	missingRequired

	beside any
	field  string
}

func (e extended) Beside() any { return e.beside }

func (e extended) Embedded() []managed.Embedded { return []managed.Embedded{{Field: e.field}} }

// native has no forProvider.
type native struct {
	kind

	spec any
}

func (n native) TypeIn(managed.Scope) (apiVersion, kind string) { return "", "" }

func (n native) SpecIn(managed.Scope) any { return n.spec }

func TestKind(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		kind   managed.Kind
		scope  managed.Scope
		want   []string
	}{
		"Right": {
			reason: "A struct with every type of field, and one that is filled by a selector, agrees.",
			kind:   managed.Kind{ForProvider: right{}, AtProvider: rightObservation{}},
			scope:  managed.ScopeCluster,
		},
		"MissingField": {
			reason: "A field that the CRD does not have is an error, in forProvider and in initProvider.",
			kind:   managed.Kind{ForProvider: missingField{}},
			scope:  managed.ScopeCluster,
			want: []string{
				"spec.forProvider.colour: there is no such field in the CRD",
				"spec.initProvider.colour: there is no such field in the CRD",
			},
		},
		"WrongTypes": {
			reason: "Every type that is not the CRD's is an error, above all a list that is an object and the reverse.",
			kind:   managed.Kind{ForProvider: wrongTypes{}},
			scope:  managed.ScopeCluster,
			want: []string{
				`spec.forProvider.days: it is object (map[string]string) in Go and "number" in the CRD`,
				`spec.forProvider.locked: it is string (string) in Go and "boolean" in the CRD`,
				`spec.forProvider.logging: it is array ([]proof.logging) in Go and "object" in the CRD`,
				`spec.forProvider.owner: it is array ([]string) in Go and "string" in the CRD`,
				`spec.forProvider.rules: it is object (proof.rule) in Go and "array" in the CRD`,
				`spec.forProvider.size: it is number (float64) in Go and "integer" in the CRD`,
				`spec.forProvider.tags{}: it is integer (int) in Go and "string" in the CRD`,
				`spec.initProvider.days: it is object (map[string]string) in Go and "number" in the CRD`,
				`spec.initProvider.locked: it is string (string) in Go and "boolean" in the CRD`,
				`spec.initProvider.logging: it is array ([]proof.logging) in Go and "object" in the CRD`,
				`spec.initProvider.owner: it is array ([]string) in Go and "string" in the CRD`,
				`spec.initProvider.rules: it is object (proof.rule) in Go and "array" in the CRD`,
				`spec.initProvider.size: it is number (float64) in Go and "integer" in the CRD`,
				`spec.initProvider.tags{}: it is integer (int) in Go and "string" in the CRD`,
			},
		},
		"WrongNesting": {
			reason: "A map is not an object with properties, and a nested required field must be there.",
			kind:   managed.Kind{ForProvider: wrongNesting{}},
			scope:  managed.ScopeCluster,
			want: []string{
				"spec.forProvider.logging: it is a map in Go and an object with properties in the CRD",
				"spec.forProvider.rules[].action: the CRD requires it, and there is no such field in proof.logging",
				"spec.forProvider.rules[].target: there is no such field in the CRD",
				"spec.forProvider.size: the Go type interface {} has no equivalent in a CRD",
				"spec.forProvider.tags: it is the struct proof.logging in Go and a map in the CRD",
				"spec.initProvider.logging: it is a map in Go and an object with properties in the CRD",
				"spec.initProvider.rules[].action: the CRD requires it, and there is no such field in proof.logging",
				"spec.initProvider.rules[].target: there is no such field in the CRD",
				"spec.initProvider.size: the Go type interface {} has no equivalent in a CRD",
				"spec.initProvider.tags: it is the struct proof.logging in Go and a map in the CRD",
			},
		},
		"MissingRequired": {
			reason: "Fields that the schema or one of its rules requires must be in the struct.",
			kind:   managed.Kind{ForProvider: missingRequired{}},
			scope:  managed.ScopeCluster,
			want: []string{
				"spec.forProvider.region: the CRD requires it, and there is no such field in proof.missingRequired",
				"spec.forProvider.owner: the CRD requires it by a rule, and there is no such field in proof.missingRequired",
			},
		},
		"WrongObservation": {
			reason: "What we read is compared with the status.",
			kind: managed.Kind{ForProvider: right{}, AtProvider: struct {
				ID  bool   `json:"id"`
				ARN string `json:"arn"`
			}{}},
			scope: managed.ScopeCluster,
			want: []string{
				"status.atProvider.arn: there is no such field in the CRD",
				`status.atProvider.id: it is boolean (bool) in Go and "string" in the CRD`,
			},
		},
		"Extended": {
			reason: "What is embedded must be any object, and counts as present; what stands beside forProvider must be in the CRD.",
			kind: managed.Kind{ForProvider: extended{field: "region", beside: struct {
				Watch bool `json:"watch"`
				Retry int  `json:"retry"`
			}{}}},
			scope: managed.ScopeCluster,
			want: []string{
				"spec.forProvider.region: it is any object in Go, and not in the CRD",
				"spec.forProvider.owner: the CRD requires it by a rule, and there is no such field in proof.extended",
				"spec.retry: there is no such field in the CRD",
			},
		},
		"ExtendedRight": {
			reason: "Any object may be embedded where the CRD says so.",
			kind:   managed.Kind{ForProvider: extended{field: "values", beside: struct{}{}}},
			scope:  managed.ScopeCluster,
			want: []string{
				"spec.forProvider.region: the CRD requires it, and there is no such field in proof.extended",
				"spec.forProvider.owner: the CRD requires it by a rule, and there is no such field in proof.extended",
			},
		},
		"Native": {
			reason: "The whole spec of a kind that is no managed resource is compared, with what it requires.",
			kind: managed.Kind{ForProvider: native{spec: struct {
				Watch string `json:"watch"`
			}{}}},
			scope: managed.ScopeCluster,
			want: []string{
				"spec.forProvider: the CRD requires it, and there is no such field in struct { Watch string \"json:\\\"watch\\\"\" }",
				`spec.watch: it is string (string) in Go and "boolean" in the CRD`,
			},
		},
		"WrongIdentity": {
			reason: "Kind and plural must agree, and a version that is not served cannot be used.",
			kind:   managed.Kind{ForProvider: otherType{}},
			scope:  managed.ScopeCluster,
			want: []string{
				`the kind is "Buckett" in Go and "Bucket" in the CRD`,
				`the plural is "bucketts" in Go and "buckets" in the CRD`,
				"version v1beta1 is not served",
			},
		},
		"WrongScope": {
			reason: "The CRD of the other scope has another group, scope and version.",
			kind:   managed.Kind{ForProvider: right{}},
			scope:  managed.ScopeNamespaced,
			want: []string{
				`the group is "s3.example.m.upbound.io" in Go and "s3.example.upbound.io" in the CRD`,
				`the scope is "Namespaced" in Go and "Cluster" in the CRD`,
				"version v1beta1 is not served",
			},
		},
	}
	crd := &extv1.CustomResourceDefinition{}
	if err := yaml.UnmarshalStrict([]byte(bucketCRD), crd); err != nil {
		t.Fatal(err)
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, Kind(tc.kind, crd, tc.scope)); diff != "" {
				t.Errorf("%s\nKind(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
