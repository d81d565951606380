// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package structcodec converts between Go structs and protobuf's Struct, which is
// how a composition function receives and returns resources. It does what a round
// trip through JSON would do, without the round trip: a type is inspected once,
// and its fields are then read from and written to the Struct directly.
//
// Structs use the tags of encoding/json. Supported are strings, booleans,
// integers, floats, pointers, slices, maps with string keys, structs, and embedded
// structs with the option inline.
package structcodec

import (
	"reflect"
	"strings"
	"sync"

	"google.golang.org/protobuf/types/known/structpb"

	"github.com/crossplane/function-sdk-go/errors"
)

// A structField is a field of a struct, or of a struct embedded in it.
type structField struct {
	name      string
	index     []int
	omitEmpty bool
	codec     *codec
}

// in returns the field of a struct. Most fields are not those of embedded structs.
func (f *structField) in(v reflect.Value) reflect.Value {
	if len(f.index) == 1 {
		return v.Field(f.index[0])
	}
	return v.FieldByIndex(f.index)
}

// A codec knows how to convert one Go type.
type codec struct {
	encode func(e *Encoder, v reflect.Value) *structpb.Value
	decode func(d *decoder, in *structpb.Value, v reflect.Value)
	fields []structField
	byName map[string]int
}

// codecs caches a codec for each type. Types are few and live as long as the
// process, so that nothing is ever evicted.
var codecs sync.Map //nolint:gochecknoglobals // A cache is shared by nature.

// codecOf returns the codec for a type. Types that refer to themselves are not
// supported, because no resource of ours has one.
func codecOf(t reflect.Type) (*codec, error) {
	if c, ok := codecs.Load(t); ok {
		return c.(*codec), nil //nolint:forcetypeassert // Nothing else is stored.
	}
	c, err := newCodec(t)
	if err != nil {
		return nil, err
	}
	actual, _ := codecs.LoadOrStore(t, c)
	return actual.(*codec), nil //nolint:forcetypeassert // Nothing else is stored.
}

func newCodec(t reflect.Type) (*codec, error) {
	c, err := codecOfKind(t)
	if err != nil || !t.Implements(reflect.TypeFor[Marshaler]()) {
		return c, err
	}
	own := *c
	own.encode = func(e *Encoder, v reflect.Value) *structpb.Value {
		return v.Interface().(Marshaler).EncodeTo(e) //nolint:forcetypeassert // The type implements it.
	}
	return &own, nil
}

func codecOfKind(t reflect.Type) (*codec, error) {
	switch t.Kind() { //nolint:exhaustive // The default refuses what is not listed.
	case reflect.String:
		return stringCodec(), nil
	case reflect.Bool:
		return boolCodec(), nil
	case reflect.Int, reflect.Int32, reflect.Int64:
		return intCodec(), nil
	case reflect.Float64:
		return floatCodec(), nil
	case reflect.Pointer:
		return pointerCodec(t)
	case reflect.Slice:
		return sliceCodec(t)
	case reflect.Map:
		return mapCodec(t)
	case reflect.Struct:
		return structCodec(t)
	default:
		return nil, errors.Errorf("cannot convert type %s", t)
	}
}

// fieldsOf returns the fields of a struct, including those of structs that are
// embedded in it.
func fieldsOf(t reflect.Type, prefix []int) ([]structField, error) {
	out := make([]structField, 0, t.NumField())
	for i := range t.NumField() {
		f := t.Field(i)
		index := append(append([]int{}, prefix...), i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous && name == "" {
			embedded, err := fieldsOf(f.Type, index)
			if err != nil {
				return nil, err
			}
			out = append(out, embedded...)
			continue
		}
		if !f.IsExported() || name == "-" {
			continue
		}
		if name == "" {
			return nil, errors.Errorf("field %s of %s has no JSON name", f.Name, t)
		}
		c, err := codecOf(f.Type)
		if err != nil {
			return nil, errors.Wrapf(err, "cannot convert field %s of %s", f.Name, t)
		}
		omitEmpty := hasOption(options, "omitempty") || hasOption(options, "omitzero")
		out = append(out, structField{name: name, index: index, omitEmpty: omitEmpty, codec: c})
	}
	return out, nil
}

func hasOption(options, want string) bool {
	for o := range strings.SplitSeq(options, ",") {
		if o == want {
			return true
		}
	}
	return false
}
