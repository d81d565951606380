// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package structcodec

import (
	"reflect"

	"google.golang.org/protobuf/types/known/structpb"

	"github.com/crossplane/function-sdk-go/errors"
)

// chunk is how many values are allocated at once. A manifest has a few dozen.
const chunk = 64

// maxBuffered is how many fields of a struct can be set without an allocation.
const maxBuffered = 32

// An Encoder encodes structs. Values that are encoded with the same Encoder share
// memory, and are freed together: use one for the manifests of one response. An
// Encoder must not be used by two goroutines at once.
type Encoder struct {
	values  []structpb.Value
	strings []structpb.Value_StringValue
	objects []object
}

// An object is a Struct and what makes a value of it.
type object struct {
	fields structpb.Struct
	kind   structpb.Value_StructValue
}

// Encode a struct. Fields with the option omitempty or omitzero are left out when
// they are empty; nothing is ever encoded as null.
func Encode(v any) (*structpb.Struct, error) { return (&Encoder{}).Encode(v) }

// Encode a struct. Fields with the option omitempty or omitzero are left out when
// they are empty; nothing is ever encoded as null.
func (e *Encoder) Encode(v any) (*structpb.Struct, error) {
	rv := reflect.ValueOf(v)
	for rv.Kind() == reflect.Pointer && !rv.IsNil() {
		rv = rv.Elem()
	}
	if rv.Kind() != reflect.Struct {
		return nil, errors.Errorf("cannot encode a %T: it is not a struct", v)
	}
	c, err := codecOf(rv.Type())
	if err != nil {
		return nil, err
	}
	return e.fields(c.fields, rv).GetStructValue(), nil
}

func (e *Encoder) next() *structpb.Value {
	if len(e.values) == 0 {
		e.values = make([]structpb.Value, chunk)
	}
	v := &e.values[0]
	e.values = e.values[1:]
	return v
}

func (e *Encoder) object(size int) (*structpb.Struct, *structpb.Value) {
	if len(e.objects) == 0 {
		e.objects = make([]object, chunk)
	}
	o := &e.objects[0]
	e.objects = e.objects[1:]
	o.fields.Fields = make(map[string]*structpb.Value, size)
	o.kind.StructValue = &o.fields
	v := e.next()
	v.Kind = &o.kind
	return &o.fields, v
}

func (e *Encoder) text(s string) *structpb.Value {
	if len(e.strings) == 0 {
		e.strings = make([]structpb.Value_StringValue, chunk)
	}
	k := &e.strings[0]
	e.strings = e.strings[1:]
	k.StringValue = s
	v := e.next()
	v.Kind = k
	return v
}

// isEmpty is encoding/json's notion of empty, extended to structs: a struct is
// empty when all of its fields are.
func isEmpty(v reflect.Value) bool {
	switch v.Kind() { //nolint:exhaustive // Everything else is empty when it is zero.
	case reflect.Slice, reflect.Map:
		return v.Len() == 0
	default:
		return v.IsZero()
	}
}

func (e *Encoder) fields(fields []structField, v reflect.Value) *structpb.Value {
	// Most structs have many more fields than are set, and a map that is made
	// for all of them is what would cost most.
	var buffer [maxBuffered]int
	set := buffer[:0]
	for i := range fields {
		if !fields[i].omitEmpty || !isEmpty(fields[i].in(v)) {
			set = append(set, i)
		}
	}
	out, encoded := e.object(len(set))
	for _, i := range set {
		if field := fields[i].codec.encode(e, fields[i].in(v)); field != nil {
			out.Fields[fields[i].name] = field
		}
	}
	return encoded
}
