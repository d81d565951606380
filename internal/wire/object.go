// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package wire

import (
	"encoding/binary"
	"math"
	"slices"

	"google.golang.org/protobuf/types/known/structpb"

	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"
)

// Object returns the object of a resource, or nil.
func Object(r *fnv1.Resource) *structpb.Struct {
	b := keptOf(r)
	if len(b) == 0 {
		return r.GetResource()
	}
	object, ok := objectOf(b)
	if !ok {
		return nil
	}
	d := &decoder{}
	return d.object(string(object))
}

// fieldManagedFields is half of an object that somebody applied: who owns which field.
// https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management
const fieldManagedFields = "managedFields"

// Content returns the object of a resource, or nil. Fields with the name managedFields
// may be missing, which is half of it.
func Content(r *fnv1.Resource) *structpb.Struct {
	b := keptOf(r)
	if len(b) == 0 {
		return r.GetResource()
	}
	object, ok := objectOf(b)
	if !ok {
		return nil
	}
	d := &decoder{without: fieldManagedFields}
	return d.object(string(object))
}

// Field returns what is below a path of the object of a resource, or nil. It is
// decoded anew each time.
func Field(r *fnv1.Resource, path ...string) *structpb.Value {
	b := keptOf(r)
	if len(b) == 0 {
		return child(r.GetResource(), path)
	}
	d := &decoder{}
	if len(path) == 0 {
		object, ok := objectOf(b)
		if !ok {
			return nil
		}
		return structpb.NewStructValue(d.object(string(object)))
	}
	value, ok := valueAt(b, path)
	if !ok {
		return nil
	}
	return d.value(string(value))
}

// Text returns the text that Field would, or nothing if that is no text. It decodes
// nothing else.
func Text(r *fnv1.Resource, path ...string) string {
	b := keptOf(r)
	if len(b) == 0 {
		return child(r.GetResource(), path).GetStringValue()
	}
	value, _ := valueAt(b, path)
	return textOf(string(value))
}

// Records returns those fields that have the supplied names of every object in the list
// that Field would return, as far as they are texts. It decodes nothing else.
func Records(r *fnv1.Resource, names []string, path ...string) [][]string {
	b := keptOf(r)
	if len(b) == 0 {
		return recordsOf(child(r.GetResource(), path).GetListValue(), names)
	}
	value, _ := valueAt(b, path)
	if len(value) == 0 || value[0] != tagValueList {
		return nil
	}
	items, _, _ := cut(string(value[1:]))
	var out [][]string
	for len(items) > 0 {
		item, rest, _ := tagged(items, tagListValues)
		out = append(out, record(item, names))
		items = rest
	}
	return out
}

func recordsOf(l *structpb.ListValue, names []string) [][]string {
	var out [][]string
	for _, item := range l.GetValues() {
		fields := make([]string, len(names))
		for i, name := range names {
			fields[i] = item.GetStructValue().GetFields()[name].GetStringValue()
		}
		out = append(out, fields)
	}
	return out
}

// record of a value that is valid. Of fields with one name, the last one counts.
func record(value string, names []string) []string {
	out := make([]string, len(names))
	if value == "" || value[0] != tagValueStruct {
		return out
	}
	object, _, _ := cut(value[1:])
	for len(object) > 0 {
		field, rest, _ := tagged(object, tagStructFields)
		key, v, _ := entry(field)
		if i := slices.Index(names, key); i >= 0 {
			out[i] = textOf(v)
		}
		object = rest
	}
	return out
}

// textOf a value that is valid, or nothing if it is none.
func textOf(value string) string {
	if value == "" || value[0] != tagValueString {
		return ""
	}
	text, _, _ := cut(value[1:])
	return text
}

// valueAt a path of the object of a resource that is valid.
func valueAt(b []byte, path []string) ([]byte, bool) {
	object, _ := objectOf(b)
	for i, name := range path {
		value, ok := fieldOf(object, name)
		if !ok {
			return nil, false
		}
		if i == len(path)-1 {
			return value, true
		}
		if len(value) == 0 || value[0] != tagValueStruct {
			return nil, false
		}
		object, _, _ = cut(value[1:])
	}
	return nil, false
}

func child(s *structpb.Struct, path []string) *structpb.Value {
	if s == nil {
		return nil
	}
	if len(path) == 0 {
		return structpb.NewStructValue(s)
	}
	v := s.GetFields()[path[0]]
	for _, name := range path[1:] {
		v = v.GetStructValue().GetFields()[name]
	}
	return v
}

// ConnectionDetails returns the connection details of a resource.
func ConnectionDetails(r *fnv1.Resource) map[string][]byte {
	b := keptOf(r)
	if len(b) == 0 {
		return r.GetConnectionDetails()
	}
	var out map[string][]byte
	for len(b) > 0 {
		if b[0] == tagResourceReady {
			b = b[2:]
			continue
		}
		tag := b[0]
		var field []byte
		field, b, _ = cut(b[1:])
		if tag != tagResourceConnection {
			continue
		}
		key, value, _ := entry(field)
		if out == nil {
			out = make(map[string][]byte)
		}
		out[string(key)] = value
	}
	return out
}

// objectOf a resource that is valid.
func objectOf(b []byte) ([]byte, bool) {
	for len(b) > 0 {
		if b[0] == tagResourceReady {
			b = b[2:]
			continue
		}
		field, rest, _ := cut(b[1:])
		if b[0] == tagResourceResource {
			return field, true
		}
		b = rest
	}
	return nil, false
}

// fieldOf an object that is valid. Of fields with one name, the last one counts.
func fieldOf(b []byte, name string) (found []byte, ok bool) {
	for len(b) > 0 {
		field, rest, _ := tagged(b, tagStructFields)
		if key, value, _ := entry(field); string(key) == name {
			found, ok = value, true
		}
		b = rest
	}
	return found, ok
}

// maxChunk is how many values are allocated at once at most.
const maxChunk = 64

// A decoder decodes what is valid. What is decoded together is kept in memory together.
type decoder struct {
	values  []structpb.Value
	strings []structpb.Value_StringValue

	// chunk is how many values were allocated at once last time: twice as many
	// each time, because most of what is decoded is small.
	chunk int

	// without is a field that is left out of every object.
	without string
}

func (d *decoder) object(s string) *structpb.Struct {
	n := 0
	for rest := s; len(rest) > 0; n++ {
		_, rest, _ = tagged(rest, tagStructFields)
	}
	out := &structpb.Struct{}
	if n > 0 {
		out.Fields = make(map[string]*structpb.Value, n)
	}
	for len(s) > 0 {
		field, rest, _ := tagged(s, tagStructFields)
		if key, value, _ := entry(field); d.without == "" || key != d.without {
			out.Fields[key] = d.value(value)
		}
		s = rest
	}
	return out
}

func (d *decoder) list(s string) *structpb.ListValue {
	out := &structpb.ListValue{}
	for len(s) > 0 {
		value, rest, _ := tagged(s, tagListValues)
		out.Values = append(out.Values, d.value(value))
		s = rest
	}
	return out
}

func (d *decoder) value(s string) *structpb.Value {
	if len(d.values) == 0 {
		d.chunk = min(2*d.chunk+1, maxChunk)
		d.values = make([]structpb.Value, d.chunk)
	}
	v := &d.values[0]
	d.values = d.values[1:]
	if s == "" {
		return v
	}
	tag, rest := s[0], s[1:]
	switch tag {
	case tagValueNull:
		v.Kind = &structpb.Value_NullValue{}
	case tagValueBool:
		v.Kind = &structpb.Value_BoolValue{BoolValue: rest[0] == 1}
	case tagValueNumber:
		v.Kind = &structpb.Value_NumberValue{NumberValue: math.Float64frombits(binary.LittleEndian.Uint64([]byte(rest)))}
	case tagValueString:
		field, _, _ := cut(rest)
		v.Kind = d.string(field)
	case tagValueStruct:
		field, _, _ := cut(rest)
		v.Kind = &structpb.Value_StructValue{StructValue: d.object(field)}
	case tagValueList:
		field, _, _ := cut(rest)
		v.Kind = &structpb.Value_ListValue{ListValue: d.list(field)}
	}
	return v
}

func (d *decoder) string(s string) *structpb.Value_StringValue {
	if len(d.strings) == 0 {
		d.strings = make([]structpb.Value_StringValue, d.chunk)
	}
	v := &d.strings[0]
	d.strings = d.strings[1:]
	v.StringValue = s
	return v
}
