// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package policy

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// workloads trust the pods of EKS Pod Identity.
func workloads() Statement {
	return Statement{
		Principals: Principals{Services: []string{"pods.eks.amazonaws.com"}},
		Actions:    []string{"sts:TagSession", "sts:AssumeRole"},
		Conditions: []Condition{{Test: "StringEquals", Key: "aws:SourceAccount", Values: []string{"123456789012"}}},
	}
}

func TestString(t *testing.T) {
	t.Parallel()
	bucket := Bucket("aws-cn", "assets")
	cases := map[string]struct {
		reason string
		d      Document
		want   string
	}{
		"Empty": {
			reason: "A document without statements is one all the same.",
			want:   `{"Version":"2012-10-17","Statement":[]}`,
		},
		"Identity": {
			reason: "Lists are sorted, each item once, and one item stands alone.",
			d: Document{Statements: []Statement{{
				SID: "Read", Actions: []string{"s3:ListBucket", "s3:GetObject", "s3:GetObject"}, Resources: []string{Objects(bucket, "").String(), bucket.String()},
			}, {
				Effect: Deny, Actions: []string{"s3:DeleteObject"}, Resources: []string{Anything},
			}}},
			want: `{"Version":"2012-10-17","Statement":[` +
				`{"Sid":"Read","Effect":"Allow","Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws-cn:s3:::assets","arn:aws-cn:s3:::assets/*"]},` +
				`{"Effect":"Deny","Action":"s3:DeleteObject","Resource":"*"}]}`,
		},
		"Trust": {
			reason: "A trust policy has principals and no resources.",
			d:      Document{Statements: []Statement{workloads()}},
			want:   `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"pods.eks.amazonaws.com"},"Action":["sts:AssumeRole","sts:TagSession"],"Condition":{"StringEquals":{"aws:SourceAccount":"123456789012"}}}]}`,
		},
		"Everybody": {
			reason: "Everybody has a form of its own.",
			d:      Document{Statements: []Statement{{Principals: Principals{AWS: []string{Anything}}, Actions: []string{"s3:*"}, Resources: []string{Anything}}}},
			want:   `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}]}`,
		},
		"Conditions": {
			reason: "Conditions are sorted by operator and key, and those of the same belong together.",
			d: Document{Statements: []Statement{{
				Principals: Principals{Federated: []string{"b", "a"}, AWS: []string{"c"}}, Actions: []string{"sts:AssumeRoleWithWebIdentity"},
				Conditions: []Condition{
					{Test: "StringEquals", Key: "issuer:sub", Values: []string{"y"}},
					{Test: "Bool", Key: "aws:SecureTransport", Values: []string{"true"}},
					{Test: "StringEquals", Key: "issuer:aud", Values: []string{"x"}},
					{Test: "StringEquals", Key: "issuer:sub", Values: []string{"x"}},
				},
			}}},
			want: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"c","Federated":["a","b"]},"Action":"sts:AssumeRoleWithWebIdentity",` +
				`"Condition":{"Bool":{"aws:SecureTransport":"true"},"StringEquals":{"issuer:aud":"x","issuer:sub":["x","y"]}}}]}`,
		},
		"Quotes": {
			reason: "Nothing is escaped that need not be, for it would count.",
			d:      Document{Statements: []Statement{{Actions: []string{`a"<&>\`}, Resources: []string{Anything}}}},
			want:   `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"a\"<&>\\","Resource":"*"}]}`,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, tc.d.String()); diff != "" {
				t.Errorf("%s\nString(): -want, +got:\n%s", tc.reason, diff)
			}
			if !json.Valid([]byte(tc.d.String())) {
				t.Errorf("%s\nString(): got no JSON: %s", tc.reason, tc.d)
			}
		})
	}
}

// TestStringIsStable proves that the order of what means a set changes no byte.
func TestStringIsStable(t *testing.T) {
	t.Parallel()
	a := Statement{
		Principals: Principals{AWS: []string{"a", "b"}, Services: []string{"c", "d"}}, Actions: []string{"s3:A", "s3:B"}, Resources: []string{"x", "y"},
		Conditions: []Condition{{Test: "StringLike", Key: "k", Values: []string{"1", "2"}}, {Test: "Bool", Key: "l", Values: []string{"true"}}},
	}
	b := Statement{
		Principals: Principals{AWS: []string{"b", "a"}, Services: []string{"d", "c", "c"}}, Actions: []string{"s3:B", "s3:A"}, Resources: []string{"y", "x", "y"},
		Conditions: []Condition{{Test: "Bool", Key: "l", Values: []string{"true"}}, {Test: "StringLike", Key: "k", Values: []string{"2", "1"}}},
	}
	before := slices.Clone(b.Actions)
	first := Document{Statements: []Statement{a}}.String()
	for range 50 {
		if diff := cmp.Diff(first, Document{Statements: []Statement{b}}.String()); diff != "" {
			t.Fatalf("String(): -one, +other:\n%s", diff)
		}
	}
	if diff := cmp.Diff(before, b.Actions); diff != "" {
		t.Errorf("String() changed the statement: -want, +got:\n%s", diff)
	}
}

func TestSize(t *testing.T) {
	t.Parallel()
	d := Document{Statements: []Statement{{SID: "a b", Actions: []string{"ä"}, Resources: []string{"*"}}}}
	if want := len([]rune(d.String())) - 1; d.Size() != want {
		t.Errorf("Size(): got %d, want the %d characters without the space", d.Size(), want)
	}
}

// sized returns a document of the supplied size.
func sized(t *testing.T, size int) Document {
	t.Helper()
	d := Document{Statements: []Statement{{Actions: []string{"s3:Get"}, Resources: []string{"a"}}}}
	d.Statements[0].Resources[0] = strings.Repeat("a", size-d.Size()+1)
	if d.Size() != size {
		t.Fatalf("got a document of %d characters, want %d", d.Size(), size)
	}
	return d
}

func TestLimits(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		limit Limit
		size  int
	}{
		"RoleInline": {limit: LimitRoleInline, size: 10240},
		"UserInline": {limit: LimitUserInline, size: 2048},
		"Managed":    {limit: LimitManaged, size: 6144},
		"Trust":      {limit: LimitTrust, size: 2048},
		"Bucket":     {limit: LimitBucket, size: 20480},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := tc.limit.Exceeded(sized(t, tc.size)); got != "" {
				t.Errorf("What reaches the limit is accepted: got %q", got)
			}
			want := fmt.Sprintf("comes to %d characters, and AWS allows %d for %s", tc.size+1, tc.size, tc.limit.What)
			if diff := cmp.Diff(want, tc.limit.Exceeded(sized(t, tc.size+1))); diff != "" {
				t.Errorf("Exceeded(...): -want, +got:\n%s", diff)
			}
			if got := tc.limit.Exceeded(sized(t, tc.size-100), sized(t, 101)); got == "" {
				t.Error("Documents count together")
			}
		})
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	at := field.NewPath("p")
	good := Statement{SID: "Read1", Actions: []string{"s3:Get*", "s3:*", "sts:AssumeRole"}, Resources: []string{"*", "arn:aws:s3:::assets/*", "arn:*:sqs:*:*:orders"}}
	with := func(change func(s *Statement)) Statement {
		s := good
		change(&s)
		return s
	}
	condition := func(c Condition) Statement {
		return with(func(s *Statement) { s.Conditions = []Condition{c} })
	}
	cases := map[string]struct {
		reason    string
		use       Use
		partition string
		s         Statement
		want      []string
	}{
		"Identity":          {reason: "An identity's statement is accepted.", use: UseIdentity, partition: "aws", s: good},
		"AnyPartition":      {reason: "Without a partition every one is accepted.", use: UseIdentity, s: good},
		"Trust":             {reason: "A trust statement is accepted.", use: UseTrust, s: workloads()},
		"IssuerKey":         {reason: "The keys of an OIDC issuer are accepted.", use: UseIdentity, s: condition(Condition{Test: "StringEquals", Key: "oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub", Values: []string{"a"}})},
		"TagKey":            {reason: "Keys with a tag are accepted.", use: UseIdentity, s: condition(Condition{Test: "ForAnyValue:StringLikeIfExists", Key: "aws:PrincipalTag/team", Values: []string{"a"}})},
		"IdentityPrincipal": {reason: "An identity's statement is about itself.", use: UseIdentity, s: with(func(s *Statement) { s.Principals.AWS = []string{"*"} }), want: []string{"p.principals: Forbidden: the policy of an identity is about the identity itself"}},
		"ResourceNobody":    {reason: "A resource's statement is about somebody.", use: UseResource, s: good, want: []string{"p.principals: Required value: say who the statement is about"}},
		"TrustResource":     {reason: "A trust statement has no resources.", use: UseTrust, s: with(func(s *Statement) { s.Principals.AWS = []string{"*"} }), want: []string{"p.resources: Forbidden: a trust policy is about the role itself"}},
		"SID":               {reason: "A SID is letters and digits.", use: UseIdentity, s: with(func(s *Statement) { s.SID = "a-b" }), want: []string{`p.sid: Invalid value: "a-b": must be letters and digits`}},
		"NoAction":          {reason: "A statement has actions.", use: UseIdentity, s: with(func(s *Statement) { s.Actions = nil }), want: []string{"p.actions: Required value: name the actions, for example sqs:SendMessage"}},
		"Action":            {reason: "An action has a service.", use: UseIdentity, s: with(func(s *Statement) { s.Actions = []string{"*:*"} }), want: []string{`p.actions[0]: Invalid value: "*:*": must be a service and an action such as sqs:SendMessage`}},
		"NoResource":        {reason: "A statement has resources.", use: UseIdentity, s: with(func(s *Statement) { s.Resources = nil }), want: []string{"p.resources: Required value: name the resources by their ARNs"}},
		"Resource":          {reason: "A resource is an ARN.", use: UseIdentity, partition: "aws-cn", s: with(func(s *Statement) { s.Resources = []string{"orders"} }), want: []string{`p.resources[0]: Invalid value: "orders": must be an ARN such as arn:aws-cn:sqs:eu-west-1:123456789012:orders`}},
		"ResourceParts":     {reason: "An ARN names a service and a resource.", use: UseIdentity, partition: "aws", s: with(func(s *Statement) { s.Resources = []string{"arn:aws::eu-west-1::"} }), want: []string{`p.resources[0]: Invalid value: "arn:aws::eu-west-1::": must name a service and a resource, as in arn:aws:sqs:eu-west-1:123456789012:orders`}},
		"Partition":         {reason: "Another partition is another world.", use: UseIdentity, partition: "aws-us-gov", s: with(func(s *Statement) { s.Resources = []string{"arn:aws:s3:::a"} }), want: []string{`p.resources[0]: Invalid value: "arn:aws:s3:::a": is in partition "aws", and the identity is in "aws-us-gov": start it with arn:aws-us-gov:`}},
		"NullIfExists":      {reason: "Null has no IfExists.", use: UseIdentity, s: condition(Condition{Test: "NullIfExists", Key: "aws:a", Values: []string{"a"}}), want: []string{`p.conditions[0].test: Invalid value: "NullIfExists": must be an operator such as StringEquals, optionally with IfExists behind it and ForAllValues: or ForAnyValue: before it`}},
		"SameCondition": {
			reason: "The same key twice would mean either, where both are meant.", use: UseIdentity,
			s: with(func(s *Statement) {
				s.Conditions = []Condition{{Test: "StringEquals", Key: "aws:a", Values: []string{"a"}}, {Test: "StringEquals", Key: "aws:A", Values: []string{"b"}}}
			}),
			want: []string{`p.conditions[1]: Duplicate value: "StringEquals aws:a"`},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, err := range Check(at, tc.use, tc.partition, tc.s) {
				got = append(got, err.Error())
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nCheck(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
