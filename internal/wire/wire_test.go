// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package wire

import (
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"google.golang.org/grpc/mem"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/testing/protocmp"
	"google.golang.org/protobuf/types/known/structpb"

	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"
)

// observedVPC is what a provider makes of a resource.
const observedVPC = `{
	"apiVersion": "ec2.aws.upbound.io/v1beta1", "kind": "VPC",
	"metadata": {"name": "shop-vpc", "annotations": {"crossplane.io/external-name": "vpc-1"}, "managedFields": [{"fieldsV1": {"f:spec": {}}}, null]},
	"spec": {"forProvider": {"cidrBlock": "10.0.0.0/16", "enableDnsSupport": true, "size": 1.5, "none": null, "empty": {}, "nothing": [], "text": ""}},
	"status": {"conditions": [{"type": "Ready", "status": "True"}, {"type": "Synced", "status": "True"}], "atProvider": {"id": "vpc-1"}}
}`

func object(tb testing.TB, j string) *structpb.Struct {
	tb.Helper()
	out := &structpb.Struct{}
	if err := protojson.Unmarshal([]byte(j), out); err != nil {
		tb.Fatal(err)
	}
	return out
}

func request(tb testing.TB) *fnv1.RunFunctionRequest {
	tb.Helper()
	return &fnv1.RunFunctionRequest{
		Meta: &fnv1.RequestMeta{Tag: "tag"},
		Observed: &fnv1.State{
			Composite: &fnv1.Resource{Resource: object(tb, `{"kind": "XNetwork", "spec": {"parameters": {"region": "eu-west"}}}`), ConnectionDetails: map[string][]byte{"a": []byte("b")}},
			Resources: map[string]*fnv1.Resource{
				"vpc":   {Resource: object(tb, observedVPC), ConnectionDetails: map[string][]byte{"user": []byte("me"), "password": {0xff, 0}}, Ready: fnv1.Ready_READY_TRUE},
				"empty": {},
				"other": {Resource: &structpb.Struct{}},
			},
		},
		Desired: &fnv1.State{Resources: map[string]*fnv1.Resource{"theirs": {Resource: object(tb, `{"kind": "ConfigMap"}`), Ready: fnv1.Ready_READY_FALSE}}},
		Input:   object(tb, `{"provider": "aws"}`),
		Context: object(tb, `{"platform.hyperscalar.io/now": "2026-01-05T12:00:00Z"}`),
		RequiredResources: map[string]*fnv1.Resources{
			"environment": {Items: []*fnv1.Resource{{Resource: object(tb, `{"data": {"inherits": "base"}}`)}}},
			"nothing":     {},
		},
	}
}

func response(tb testing.TB) *fnv1.RunFunctionResponse {
	tb.Helper()
	return &fnv1.RunFunctionResponse{
		Meta:       &fnv1.ResponseMeta{Tag: "tag"},
		Desired:    request(tb).GetObserved(),
		Results:    []*fnv1.Result{{Severity: fnv1.Severity_SEVERITY_WARNING, Message: "careful"}},
		Conditions: []*fnv1.Condition{{Type: "Ready", Status: fnv1.Status_STATUS_CONDITION_TRUE}},
	}
}

func marshal(tb testing.TB, m proto.Message) []byte {
	tb.Helper()
	b, err := proto.Marshal(m)
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

// whole returns a request that is as the generic codec would decode it.
func whole(req *fnv1.RunFunctionRequest) *fnv1.RunFunctionRequest {
	full := func(r *fnv1.Resource) *fnv1.Resource {
		b := keptOf(r)
		if b == nil {
			return r
		}
		out := &fnv1.Resource{Resource: Object(r), ConnectionDetails: ConnectionDetails(r)}
		ready := &fnv1.Resource{}
		if err := proto.Unmarshal(b, ready); err == nil {
			out.Ready = ready.GetReady()
		}
		return out
	}
	if o := req.GetObserved(); o != nil {
		if o.GetComposite() != nil {
			o.Composite = full(o.GetComposite())
		}
		for k, r := range o.GetResources() {
			o.Resources[k] = full(r)
		}
	}
	return req
}

func TestUnmarshal(t *testing.T) {
	t.Parallel()
	want := request(t)
	got := &fnv1.RunFunctionRequest{}
	if err := Unmarshal(marshal(t, want), got); err != nil {
		t.Fatalf("Unmarshal(...): %v", err)
	}
	vpc := got.GetObserved().GetResources()["vpc"]
	if vpc.GetResource() != nil {
		t.Error("Unmarshal(...): an observed resource should not be decoded before somebody asks")
	}
	if diff := gocmp.Diff(want, whole(got), protocmp.Transform()); diff != "" {
		t.Errorf("Unmarshal(...): -want, +got:\n%s", diff)
	}
}

// TestKeptIsMarshalled proves that a resource that is kept is not lost when the request
// is written again, for example to a log.
func TestKeptIsMarshalled(t *testing.T) {
	t.Parallel()
	want, kept, got := request(t), &fnv1.RunFunctionRequest{}, &fnv1.RunFunctionRequest{}
	if err := Unmarshal(marshal(t, want), kept); err != nil {
		t.Fatal(err)
	}
	if err := proto.Unmarshal(marshal(t, kept), got); err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(want, got, protocmp.Transform()); diff != "" {
		t.Errorf("a request that was read and written: -want, +got:\n%s", diff)
	}
}

func TestField(t *testing.T) {
	t.Parallel()
	vpc := object(t, observedVPC)
	metadata := vpc.GetFields()["metadata"].GetStructValue().GetFields()
	cases := map[string]struct {
		reason string
		path   []string
		want   *structpb.Value
	}{
		"Whole":    {reason: "No path is the whole object.", want: structpb.NewStructValue(vpc)},
		"Text":     {reason: "A text is found.", path: []string{"metadata", "name"}, want: structpb.NewStringValue("shop-vpc")},
		"Object":   {reason: "An object is found.", path: []string{"metadata", "annotations"}, want: metadata["annotations"]},
		"List":     {reason: "A list is found.", path: []string{"metadata", "managedFields"}, want: metadata["managedFields"]},
		"Number":   {reason: "A number is found.", path: []string{"spec", "forProvider", "size"}, want: structpb.NewNumberValue(1.5)},
		"Null":     {reason: "Null is a value.", path: []string{"spec", "forProvider", "none"}, want: structpb.NewNullValue()},
		"Missing":  {reason: "What is not there is nothing.", path: []string{"spec", "parameters"}},
		"BelowOne": {reason: "There is nothing below a text.", path: []string{"kind", "name"}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for how, r := range map[string]*fnv1.Resource{"kept": kept(marshal(t, &fnv1.Resource{Resource: vpc, Ready: fnv1.Ready_READY_TRUE})), "decoded": {Resource: vpc}} {
				if diff := gocmp.Diff(tc.want, Field(r, tc.path...), protocmp.Transform()); diff != "" {
					t.Errorf("%s\nField(%s, %v): -want, +got:\n%s", tc.reason, how, tc.path, diff)
				}
			}
		})
	}
}

// TestNothing proves that there is nothing to read in what is not there.
// TestText shows that texts are what they are in the fields.
func TestText(t *testing.T) {
	t.Parallel()
	decoded := request(t)
	kept := &fnv1.RunFunctionRequest{}
	if err := Unmarshal(marshal(t, decoded), kept); err != nil {
		t.Fatal(err)
	}
	for _, req := range []*fnv1.RunFunctionRequest{decoded, kept} {
		vpc := req.GetObserved().GetResources()["vpc"]
		if got := Text(vpc, "metadata", "annotations", "crossplane.io/external-name"); got != "vpc-1" {
			t.Errorf("Text(...): want vpc-1, got %q", got)
		}
		for _, path := range [][]string{nil, {"kind"}, {"kind", "name"}, {"spec"}, {"spec", "forProvider", "size"}, {"spec", "forProvider", "none"}, {"spec", "forProvider", "text"}, {"nothing"}, {"status", "conditions"}} {
			if want, got := Field(vpc, path...).GetStringValue(), Text(vpc, path...); want != got {
				t.Errorf("Text(%v): want %q, got %q", path, want, got)
			}
		}
	}
}

// TestRecords shows that records are what they are in the list.
func TestRecords(t *testing.T) {
	t.Parallel()
	decoded := request(t)
	decoded.GetObserved().GetResources()["other"].Resource = object(t, `{"list": [{"type": "a", "status": 1, "reason": null, "message": "m"}, "type", null, {}, {"status": "b"}], "text": "a"}`)
	kept := &fnv1.RunFunctionRequest{}
	if err := Unmarshal(marshal(t, decoded), kept); err != nil {
		t.Fatal(err)
	}
	cases := map[string]struct {
		reason string
		of     string
		path   []string
		want   [][]string
	}{
		"Conditions": {reason: "A field that is missing is empty.", of: "vpc", path: []string{"status", "conditions"}, want: [][]string{{"Ready", "True", ""}, {"Synced", "True", ""}}},
		"Odd":        {reason: "What is no object, or no text, is empty.", of: "other", path: []string{"list"}, want: [][]string{{"a", "", ""}, {"", "", ""}, {"", "", ""}, {"", "", ""}, {"", "b", ""}}},
		"NoList":     {reason: "What is no list has no records.", of: "other", path: []string{"text"}},
		"Missing":    {reason: "What is not there has no records.", of: "other", path: []string{"status", "conditions"}},
		"Empty":      {reason: "A resource without an object has none.", of: "empty", path: []string{"list"}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for how, req := range map[string]*fnv1.RunFunctionRequest{"decoded": decoded, "kept": kept} {
				got := Records(req.GetObserved().GetResources()[tc.of], []string{"type", "status", "reason"}, tc.path...)
				if diff := gocmp.Diff(tc.want, got); diff != "" {
					t.Errorf("%s\nRecords(%s): -want, +got:\n%s", tc.reason, how, diff)
				}
			}
		})
	}
}

func TestNothing(t *testing.T) {
	t.Parallel()
	unknown := &fnv1.Resource{}
	unknown.ProtoReflect().SetUnknown(protowire.AppendVarint(protowire.AppendTag(nil, 99, protowire.VarintType), 1))
	for name, r := range map[string]*fnv1.Resource{"Nil": nil, "Empty": {}, "Unknown": unknown, "ReadyOnly": kept([]byte{tagResourceReady, 1})} {
		if Object(r) != nil || Field(r, "spec") != nil || Field(r) != nil || ConnectionDetails(r) != nil {
			t.Errorf("%s: want nothing, got %v", name, Object(r))
		}
	}
}

func TestMarshal(t *testing.T) {
	t.Parallel()
	strange := response(t)
	strange.GetDesired().GetResources()["vpc"].ProtoReflect().SetUnknown(protowire.AppendVarint(protowire.AppendTag(nil, 99, protowire.VarintType), 1))
	cases := map[string]struct {
		reason string
		rsp    *fnv1.RunFunctionResponse
	}{
		"Response": {reason: "Everything is written.", rsp: response(t)},
		"Nothing":  {reason: "A response may be empty.", rsp: &fnv1.RunFunctionResponse{}},
		"Desired":  {reason: "A state may be empty.", rsp: &fnv1.RunFunctionResponse{Desired: &fnv1.State{}}},
		"Unknown":  {reason: "What we do not know is not lost.", rsp: strange},
		"Huge":     {reason: "Lengths of several bytes are written.", rsp: &fnv1.RunFunctionResponse{Desired: &fnv1.State{Composite: &fnv1.Resource{Resource: object(t, `{"a": "`+strings.Repeat("x", 1<<21)+`"}`)}}}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want, got := proto.CloneOf(tc.rsp), &fnv1.RunFunctionResponse{}
			b, err := Marshal(tc.rsp)
			if err != nil {
				t.Fatalf("%s\nMarshal(...): %v", tc.reason, err)
			}
			if err := proto.Unmarshal(b, got); err != nil {
				t.Fatalf("%s\nproto.Unmarshal(...): %v", tc.reason, err)
			}
			if !proto.Equal(want, got) {
				t.Errorf("%s\nMarshal(...): -want, +got:\n%s", tc.reason, gocmp.Diff(want, got, protocmp.Transform()))
			}
			if !proto.Equal(want, tc.rsp) {
				t.Errorf("%s\nMarshal(...): the response should be as it was", tc.reason)
			}
		})
	}
}

// TestCodec proves that messages of all services can be read and written.
func TestCodec(t *testing.T) {
	t.Parallel()
	c := NewCodec()
	if got := c.Name(); got != "proto" {
		t.Errorf("Name(): got %q", got)
	}
	for name, m := range map[string]proto.Message{"Request": request(t), "Response": response(t), "Other": object(t, observedVPC)} {
		b, err := c.Marshal(m)
		if err != nil {
			t.Fatalf("%s: Marshal(...): %v", name, err)
		}
		got := m.ProtoReflect().New().Interface()
		if err := c.Unmarshal(mem.BufferSlice{mem.SliceBuffer(b.Materialize())}, got); err != nil {
			t.Fatalf("%s: Unmarshal(...): %v", name, err)
		}
		if req, ok := got.(*fnv1.RunFunctionRequest); ok {
			got = whole(req)
		}
		if diff := gocmp.Diff(m, got, protocmp.Transform()); diff != "" {
			t.Errorf("%s: -want, +got:\n%s", name, diff)
		}
	}
}

// FuzzUnmarshal proves that requests are understood as the generic codec understands
// them, or refused as it does.
// read texts and records of a resource.
func read(r *fnv1.Resource) [][]string {
	return append(Records(r, []string{"type", "status"}, "status", "conditions"), []string{Text(r, "kind"), Text(r, "metadata", "name")})
}

func FuzzUnmarshal(f *testing.F) {
	f.Add(marshal(f, request(f)))
	f.Add([]byte(nil))
	twice := marshal(f, request(f))
	f.Add(append(twice, twice...))
	for _, odd := range [][]byte{
		{tagRequestObserved, 0},
		{tagRequestObserved, 4, tagStateComposite, 2, tagResourceReady, 1},
		{tagRequestObserved, 6, tagStateComposite, 0, tagStateComposite, 2, tagResourceReady, 1},
		{tagRequestObserved, 4, tagStateResources, 2, tagEntryKey, 0},
		{tagRequestObserved, 7, tagStateComposite, 5, tagResourceResource, 3, tagStructFields, 1, 0},
	} {
		f.Add(odd)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		want, got := &fnv1.RunFunctionRequest{}, &fnv1.RunFunctionRequest{}
		errWant, errGot := proto.Unmarshal(b, want), Unmarshal(b, got)
		if (errWant != nil) != (errGot != nil) {
			t.Fatalf("Unmarshal(...): want error %v, got %v", errWant, errGot)
		}
		if errWant != nil {
			return
		}
		for key, r := range got.GetObserved().GetResources() {
			full := want.GetObserved().GetResources()[key]
			if diff := gocmp.Diff(read(full), read(r)); diff != "" {
				t.Errorf("%s: -want, +got:\n%s", key, diff)
			}
		}
		if got = whole(got); !equal(want, got) {
			t.Errorf("Unmarshal(...): -want, +got:\n%s", gocmp.Diff(want, got, protocmp.Transform()))
		}
	})
}

// FuzzMarshal proves that what is written is what the generic codec reads.
func FuzzMarshal(f *testing.F) {
	f.Add(marshal(f, response(f)))
	f.Add([]byte(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		want, got := &fnv1.RunFunctionResponse{}, &fnv1.RunFunctionResponse{}
		if proto.Unmarshal(b, want) != nil {
			return
		}
		written, err := Marshal(want)
		if err != nil {
			t.Fatalf("Marshal(...): %v", err)
		}
		if err := proto.Unmarshal(written, got); err != nil {
			t.Fatalf("proto.Unmarshal(...): %v", err)
		}
		if !equal(want, got) {
			t.Errorf("Marshal(...): -want, +got:\n%s", gocmp.Diff(want, got, protocmp.Transform()))
		}
	})
}

// equal says whether messages are the same on the wire, where even what is not a number
// is the same as itself.
func equal(a, b proto.Message) bool {
	o := proto.MarshalOptions{Deterministic: true}
	x, errX := o.Marshal(a)
	y, errY := o.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}

func BenchmarkUnmarshal(b *testing.B) {
	data := marshal(b, request(b))
	for name, unmarshal := range map[string]func([]byte, *fnv1.RunFunctionRequest) error{
		"Generic": func(data []byte, req *fnv1.RunFunctionRequest) error { return proto.Unmarshal(data, req) },
		"Kept":    Unmarshal,
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := unmarshal(data, &fnv1.RunFunctionRequest{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
