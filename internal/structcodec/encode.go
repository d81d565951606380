// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package structcodec

import (
	"reflect"

	"google.golang.org/protobuf/types/known/structpb"

	"github.com/crossplane/function-sdk-go/errors"
)

// chunk is how many texts or objects are allocated at once. A manifest has a dozen
// or two.
const chunk = 36

// smallMap is how many entries a map may have before its size makes a difference.
const smallMap = 8

// A Marshaler encodes itself, where that takes less than its fields would. It
// returns nil to be left out.
type Marshaler interface {
	EncodeTo(e *Encoder) *structpb.Value
}

// An Encoder encodes structs. Values that are encoded with the same Encoder share
// memory, and are freed together: use one for the manifests of one response. Some
// values are even the same, so that nobody may change what was encoded. An Encoder
// must not be used by two goroutines at once.
type Encoder struct {
	texts    []text
	objects  []object
	structs  []structpb.Struct
	recent   [recentTexts]*text
	booleans [2]*structpb.Value

	// shared values, by name and kind. There are likely to be size names.
	shared map[string]*sharedValues
	names  []sharedValues
	size   int

	// last type that was encoded, and its codec.
	last  reflect.Type
	codec *codec
}

// NewEncoder returns an Encoder for a response in which values of so many names are
// likely to be shared. The zero Encoder is for few.
func NewEncoder(names int) *Encoder { return &Encoder{size: names} }

// recentTexts is how many texts are remembered in order to use them again. It is a
// power of two.
const recentTexts = 64

// A SharedKind tells values that are shared under the same name from each other. It
// is below 4, and what it stands for is up to who shares.
type SharedKind int

// sharedValues are those of one name, by kind.
type sharedValues [4]*structpb.Value

// A text is a value that is a string, in one piece of memory.
type text struct {
	value structpb.Value
	kind  structpb.Value_StringValue
}

// An object is a value that is a Struct, in one piece of memory.
type object struct {
	value  structpb.Value
	kind   structpb.Value_StructValue
	fields structpb.Struct
}

// A list is a value that is a ListValue, in one piece of memory.
type list struct {
	value structpb.Value
	kind  structpb.Value_ListValue
	items structpb.ListValue
}

// A number is a value that is a number, in one piece of memory.
type number struct {
	value structpb.Value
	kind  structpb.Value_NumberValue
}

// Encode a struct. Fields with the option omitempty or omitzero are left out when
// they are empty; nothing is ever encoded as null.
func Encode(v any) (*structpb.Struct, error) { return (&Encoder{}).Encode(v) }

// Encode a struct. Fields with the option omitempty or omitzero are left out when
// they are empty; nothing is ever encoded as null.
func (e *Encoder) Encode(v any) (*structpb.Struct, error) {
	encoded, err := e.EncodeValue(v)
	return encoded.GetStructValue(), err
}

// EncodeValue encodes a struct like Encode, and returns it as the value of a field.
func (e *Encoder) EncodeValue(v any) (*structpb.Value, error) {
	rv := reflect.ValueOf(v)
	for rv.Kind() == reflect.Pointer && !rv.IsNil() {
		rv = rv.Elem()
	}
	if rv.Kind() != reflect.Struct {
		return nil, errors.Errorf("cannot encode a %T: it is not a struct", v)
	}
	// Resources of one kind come one after another.
	if t := rv.Type(); t != e.last {
		c, err := codecOf(t)
		if err != nil {
			return nil, err
		}
		e.last, e.codec = t, c
	}
	return e.fields(e.codec.fields, rv), nil
}

// Object returns a value that has the supplied fields, which become part of it.
func (e *Encoder) Object(fields map[string]*structpb.Value) *structpb.Value {
	if len(e.objects) == 0 {
		e.objects = make([]object, chunk)
	}
	o := &e.objects[0]
	e.objects = e.objects[1:]
	o.fields.Fields = fields
	o.kind.StructValue = &o.fields
	o.value.Kind = &o.kind
	return &o.value
}

// Struct returns a struct that has the supplied fields, which become part of it.
func (e *Encoder) Struct(fields map[string]*structpb.Value) *structpb.Struct {
	if len(e.structs) == 0 {
		e.structs = make([]structpb.Struct, chunk)
	}
	s := &e.structs[0]
	e.structs = e.structs[1:]
	s.Fields = fields
	return s
}

// Text returns a value that is a string. Most strings of a response are in there many
// times: regions, kinds, tiers and zones. Nearly all of those are found among the
// recent ones, which costs less than another value.
func (e *Encoder) Text(s string) *structpb.Value {
	recent := &e.recent[slot(s)]
	if *recent == nil || (*recent).kind.StringValue != s {
		*recent = e.text(s)
	}
	return &(*recent).value
}

// slot is where a text is remembered. Texts that differ in their middle only, or in
// nothing but their order, take the place of each other.
func slot(s string) int {
	if s == "" {
		return 0
	}
	return (len(s) + 7*int(s[0]) + 31*int(s[len(s)-1]) + 3*int(s[len(s)/2])) % recentTexts
}

func (e *Encoder) text(s string) *text {
	if len(e.texts) == 0 {
		e.texts = make([]text, chunk)
	}
	t := &e.texts[0]
	e.texts = e.texts[1:]
	t.kind.StringValue = s
	t.value.Kind = &t.kind
	return t
}

// Bool returns a value that is a boolean.
func (e *Encoder) Bool(b bool) *structpb.Value {
	known := &e.booleans[0]
	if b {
		known = &e.booleans[1]
	}
	if *known == nil {
		*known = structpb.NewBoolValue(b)
	}
	return *known
}

// Shared returns the value of a kind that was encoded before under a name, or else
// encodes it.
func (e *Encoder) Shared(kind SharedKind, name string, encode func() *structpb.Value) *structpb.Value {
	values, ok := e.shared[name]
	if !ok {
		values = e.share(name)
	}
	if values[kind] == nil {
		values[kind] = encode()
	}
	return values[kind]
}

func (e *Encoder) share(name string) *sharedValues {
	if e.shared == nil {
		e.shared = make(map[string]*sharedValues, e.size)
	}
	if len(e.names) == 0 {
		e.names = make([]sharedValues, chunk)
	}
	values := &e.names[0]
	e.names = e.names[1:]
	e.shared[name] = values
	return values
}

func (e *Encoder) number(f float64) *structpb.Value {
	n := &number{kind: structpb.Value_NumberValue{NumberValue: f}}
	n.value.Kind = &n.kind
	return &n.value
}

func (e *Encoder) list(items []*structpb.Value) *structpb.Value {
	l := &list{}
	l.items.Values = items
	l.kind.ListValue = &l.items
	l.value.Kind = &l.kind
	return &l.value
}

// isEmpty is encoding/json's notion of empty, extended to structs: a struct is
// empty when all of its fields are.
func isEmpty(v reflect.Value) bool {
	switch v.Kind() { //nolint:exhaustive // Everything else is empty when it is zero.
	case reflect.String, reflect.Slice, reflect.Map:
		return v.Len() == 0
	case reflect.Pointer:
		return v.IsNil()
	default:
		return v.IsZero()
	}
}

func (e *Encoder) fields(fields []structField, v reflect.Value) *structpb.Value {
	out := make(map[string]*structpb.Value, size(fields, v))
	for i := range fields {
		f := &fields[i]
		in := f.in(v)
		if f.omitEmpty && isEmpty(in) {
			continue
		}
		if encoded := f.codec.encode(e, in); encoded != nil {
			out[f.name] = encoded
		}
	}
	return e.Object(out)
}

// size of the map for the fields of a struct that are set. Most large structs have
// many more fields than that, and a map that is made for all of them is what would
// cost most.
func size(fields []structField, v reflect.Value) int {
	if len(fields) <= smallMap {
		return len(fields)
	}
	set := 0
	for i := range fields {
		if !fields[i].omitEmpty || !isEmpty(fields[i].in(v)) {
			set++
		}
	}
	return set
}
