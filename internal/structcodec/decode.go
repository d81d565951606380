// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package structcodec

import (
	"fmt"
	"reflect"

	"google.golang.org/protobuf/types/known/structpb"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/crossplane/function-sdk-go/errors"
)

// Decode what is known of a Struct into the struct that into points to. Fields
// that the struct does not have, and values of another type, are passed over:
// that is how to read objects that somebody else owns.
func Decode(s *structpb.Struct, into any) error {
	v, c, err := target(into)
	if err != nil {
		return err
	}
	(&decoder{}).fields(nil, c, s, v)
	return nil
}

// DecodeStrict decodes a Struct into the struct that into points to, and reports
// every field that the struct does not have and every value of another type. Path
// is where the Struct stands in its object.
func DecodeStrict(s *structpb.Struct, into any, path *field.Path) field.ErrorList {
	v, c, err := target(into)
	if err != nil {
		return field.ErrorList{field.InternalError(path, err)}
	}
	d := &decoder{strict: true}
	d.fields(&location{path: path}, c, s, v)
	return d.errs
}

func target(into any) (reflect.Value, *codec, error) {
	p := reflect.ValueOf(into)
	if p.Kind() != reflect.Pointer || p.IsNil() || p.Elem().Kind() != reflect.Struct {
		return reflect.Value{}, nil, errors.Errorf("cannot decode into a %T: it is not a pointer to a struct", into)
	}
	c, err := codecOf(p.Elem().Type())
	return p.Elem(), c, err
}

// A location is the path of a value. Nobody looks at paths when decoding is not
// strict, so that a nil location is passed down instead of building them.
type location struct{ path *field.Path }

func (l *location) child(name string) *location {
	if l == nil {
		return nil
	}
	return &location{path: l.path.Child(name)}
}

func (l *location) item(i int) *location {
	if l == nil {
		return nil
	}
	return &location{path: l.path.Index(i)}
}

func (l *location) entry(name string) *location {
	if l == nil {
		return nil
	}
	return &location{path: l.path.Key(name)}
}

type decoder struct {
	strict bool
	errs   field.ErrorList
}

func (d *decoder) mismatch(at *location, in *structpb.Value, want string) {
	if !d.strict {
		return
	}
	d.errs = append(d.errs, field.TypeInvalid(at.path, describe(in), "must be "+want))
}

func (d *decoder) fields(at *location, c *codec, s *structpb.Struct, v reflect.Value) {
	if d.strict {
		d.unknown(at, c, s)
	}
	for i := range c.fields {
		f := &c.fields[i]
		in, ok := s.GetFields()[f.name]
		if !ok {
			continue
		}
		// A field that is null is a field that is not set.
		if _, null := in.GetKind().(*structpb.Value_NullValue); null {
			continue
		}
		f.codec.decode(d, at.child(f.name), in, f.in(v))
	}
}

func (d *decoder) unknown(at *location, c *codec, s *structpb.Struct) {
	for _, name := range sortedNames(s.GetFields()) {
		if _, known := c.byName[name]; known {
			continue
		}
		detail := "there is no such field"
		if near := nearest(name, c.fields); near != "" {
			detail = fmt.Sprintf("there is no such field; did you mean %q?", near)
		}
		d.errs = append(d.errs, field.Invalid(at.path.Child(name), describe(s.GetFields()[name]), detail))
	}
}

// maxTypos is how far apart two names may be for one to be taken for the other.
const maxTypos = 2

// nearest returns the field whose name is closest to the supplied name, if any is
// close.
func nearest(name string, fields []structField) string {
	best, at := "", maxTypos+1
	for _, f := range fields {
		if d := distance(name, f.name, maxTypos); d < at {
			best, at = f.name, d
		}
	}
	return best
}

// distance is the number of characters to insert, delete or replace in order to
// turn a into b, counted up to limit+1.
func distance(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	previous := make([]int, len(b)+1)
	for j := range previous {
		previous[j] = j
	}
	for i := 1; i <= len(a); i++ {
		current := make([]int, len(b)+1)
		current[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			current[j] = min(previous[j]+1, current[j-1]+1, previous[j-1]+cost)
		}
		previous = current
	}
	return previous[len(b)]
}
