// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package composetest

import (
	"testing"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"

	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	"github.com/hyperscalar/hyperscalar/internal/wire"
)

// MeasureServed measures a request as it is served: from the bytes of the request to
// those of the response. Objects are as large as Kubernetes' API makes them.
func (w World) MeasureServed(b *testing.B) {
	b.Helper()
	req := proto.CloneOf(w.Request())
	w.RunRequest(b, req)
	Manage(req)
	data, err := proto.Marshal(req)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(len(data))/1024, "KiB-request")
	b.ReportAllocs()
	for b.Loop() {
		in := &fnv1.RunFunctionRequest{}
		if err := wire.Unmarshal(data, in); err != nil {
			b.Fatal(err)
		}
		rsp, err := w.Function.RunFunction(b.Context(), in)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := wire.Marshal(rsp); err != nil {
			b.Fatal(err)
		}
	}
}

// Manage adds to every object of a request who owns which field, as Kubernetes' API
// does.
// https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
func Manage(req *fnv1.RunFunctionRequest) {
	for _, o := range objectsOf(req) {
		metadata := At(o, "metadata").GetStructValue()
		if metadata == nil || metadata.GetFields()["managedFields"] != nil {
			continue
		}
		manager := func(name string) *structpb.Value {
			return structpb.NewStructValue(&structpb.Struct{Fields: map[string]*structpb.Value{
				"apiVersion": At(o, "apiVersion"),
				"fieldsType": structpb.NewStringValue("FieldsV1"),
				"fieldsV1":   owned(structpb.NewStructValue(o)),
				"manager":    structpb.NewStringValue(name),
				"operation":  structpb.NewStringValue("Apply"),
				"time":       structpb.NewStringValue("2026-01-05T12:00:00Z"),
			}})
		}
		metadata.Fields["managedFields"] = structpb.NewListValue(&structpb.ListValue{Values: []*structpb.Value{manager("crossplane")}})
	}
}

// owned is every field below a value.
func owned(v *structpb.Value) *structpb.Value {
	out := &structpb.Struct{Fields: map[string]*structpb.Value{}}
	for k, f := range v.GetStructValue().GetFields() {
		out.Fields["f:"+k] = owned(f)
	}
	return structpb.NewStructValue(out)
}
