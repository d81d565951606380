// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package structcodec

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"

	"google.golang.org/protobuf/types/known/structpb"

	"github.com/crossplane/function-sdk-go/errors"
)

func stringCodec() *codec {
	return &codec{
		encode: func(e *Encoder, v reflect.Value) *structpb.Value { return e.Text(v.String()) },
		decode: func(d *decoder, in *structpb.Value, v reflect.Value) {
			s, ok := in.GetKind().(*structpb.Value_StringValue)
			if !ok {
				d.mismatch(in, "a string")
				return
			}
			v.SetString(s.StringValue)
		},
	}
}

func boolCodec() *codec {
	return &codec{
		encode: func(e *Encoder, v reflect.Value) *structpb.Value { return e.Bool(v.Bool()) },
		decode: func(d *decoder, in *structpb.Value, v reflect.Value) {
			b, ok := in.GetKind().(*structpb.Value_BoolValue)
			if !ok {
				d.mismatch(in, "true or false")
				return
			}
			v.SetBool(b.BoolValue)
		},
	}
}

// maxExactInt is the largest integer up to which a float64 holds every integer.
const maxExactInt = 1 << 53

func intCodec() *codec {
	return &codec{
		encode: func(e *Encoder, v reflect.Value) *structpb.Value { return e.number(float64(v.Int())) },
		decode: func(d *decoder, in *structpb.Value, v reflect.Value) {
			n, ok := in.GetKind().(*structpb.Value_NumberValue)
			if !ok || n.NumberValue != math.Trunc(n.NumberValue) || math.Abs(n.NumberValue) > maxExactInt || v.OverflowInt(int64(n.NumberValue)) {
				d.mismatch(in, "an integer")
				return
			}
			v.SetInt(int64(n.NumberValue))
		},
	}
}

func floatCodec() *codec {
	return &codec{
		encode: func(e *Encoder, v reflect.Value) *structpb.Value { return e.number(v.Float()) },
		decode: func(d *decoder, in *structpb.Value, v reflect.Value) {
			n, ok := in.GetKind().(*structpb.Value_NumberValue)
			if !ok {
				d.mismatch(in, "a number")
				return
			}
			v.SetFloat(n.NumberValue)
		},
	}
}

func pointerCodec(t reflect.Type) (*codec, error) {
	elem, err := codecOf(t.Elem())
	if err != nil {
		return nil, err
	}
	return &codec{
		encode: func(e *Encoder, v reflect.Value) *structpb.Value {
			if v.IsNil() {
				return nil
			}
			return elem.encode(e, v.Elem())
		},
		decode: func(d *decoder, in *structpb.Value, v reflect.Value) {
			p := reflect.New(t.Elem())
			elem.decode(d, in, p.Elem())
			v.Set(p)
		},
	}, nil
}

func sliceCodec(t reflect.Type) (*codec, error) {
	elem, err := codecOf(t.Elem())
	if err != nil {
		return nil, err
	}
	return &codec{
		encode: func(e *Encoder, v reflect.Value) *structpb.Value {
			out := make([]*structpb.Value, 0, v.Len())
			for i := range v.Len() {
				out = append(out, elem.encode(e, v.Index(i)))
			}
			return e.list(out)
		},
		decode: func(d *decoder, in *structpb.Value, v reflect.Value) {
			l, ok := in.GetKind().(*structpb.Value_ListValue)
			if !ok {
				d.mismatch(in, "a list")
				return
			}
			values := l.ListValue.GetValues()
			out := reflect.MakeSlice(t, len(values), len(values))
			for i, value := range values {
				d.enter(step{kind: stepItem, index: i})
				elem.decode(d, value, out.Index(i))
				d.leave()
			}
			v.Set(out)
		},
	}, nil
}

func mapCodec(t reflect.Type) (*codec, error) {
	if t.Key().Kind() != reflect.String {
		return nil, errors.Errorf("cannot convert type %s: its keys are not strings", t)
	}
	elem, err := codecOf(t.Elem())
	if err != nil {
		return nil, err
	}
	return &codec{
		encode: func(e *Encoder, v reflect.Value) *structpb.Value { return encodeMap(e, v, elem) },
		decode: func(d *decoder, in *structpb.Value, v reflect.Value) {
			decodeMap(d, in, v, elem)
		},
	}, nil
}

func encodeMap(e *Encoder, v reflect.Value, elem *codec) *structpb.Value {
	out := make(map[string]*structpb.Value, v.Len())
	// Nearly all maps hold text, and need no reflection.
	if texts, ok := v.Interface().(map[string]string); ok {
		for name, s := range texts {
			out[name] = e.Text(s)
		}
		return e.Object(out)
	}
	for iter := v.MapRange(); iter.Next(); {
		out[iter.Key().String()] = elem.encode(e, iter.Value())
	}
	return e.Object(out)
}

func decodeMap(d *decoder, in *structpb.Value, v reflect.Value, elem *codec) {
	s, ok := in.GetKind().(*structpb.Value_StructValue)
	if !ok {
		d.mismatch(in, "an object")
		return
	}
	fields := s.StructValue.GetFields()
	out := reflect.MakeMapWithSize(v.Type(), len(fields))
	for _, name := range sortedNames(fields) {
		e := reflect.New(v.Type().Elem()).Elem()
		d.enter(step{kind: stepEntry, name: name})
		elem.decode(d, fields[name], e)
		d.leave()
		out.SetMapIndex(reflect.ValueOf(name).Convert(v.Type().Key()), e)
	}
	v.Set(out)
}

func structCodec(t reflect.Type) (*codec, error) {
	fields, err := fieldsOf(t, nil)
	if err != nil {
		return nil, err
	}
	c := &codec{fields: fields, byName: make(map[string]int, len(fields))}
	for i, f := range fields {
		if _, exists := c.byName[f.name]; exists {
			return nil, errors.Errorf("type %s has two fields named %q", t, f.name)
		}
		c.byName[f.name] = i
	}
	c.encode = func(e *Encoder, v reflect.Value) *structpb.Value { return e.fields(c.fields, v) }
	c.decode = func(d *decoder, in *structpb.Value, v reflect.Value) {
		s, ok := in.GetKind().(*structpb.Value_StructValue)
		if !ok {
			d.mismatch(in, "an object")
			return
		}
		d.fields(c, s.StructValue, v)
	}
	return c, nil
}

func sortedNames(fields map[string]*structpb.Value) []string {
	names := make([]string, 0, len(fields))
	for name := range fields {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// describe a value for an error message, without printing all of a large one.
func describe(in *structpb.Value) any {
	switch k := in.GetKind().(type) {
	case *structpb.Value_StringValue:
		return shorten(k.StringValue)
	case *structpb.Value_NumberValue:
		return k.NumberValue
	case *structpb.Value_BoolValue:
		return k.BoolValue
	case *structpb.Value_ListValue:
		return fmt.Sprintf("a list of %d", len(k.ListValue.GetValues()))
	case *structpb.Value_StructValue:
		return "an object"
	default:
		return "null"
	}
}

// maxDescribed is how much of a string an error message repeats.
const maxDescribed = 64

func shorten(s string) string {
	if len(s) <= maxDescribed {
		return s
	}
	return strings.ToValidUTF8(s[:maxDescribed], "") + "..."
}
