// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package structcodec

import (
	"fmt"
	"reflect"
	"slices"

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
	(&decoder{}).fields(c, s, v)
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
	d := &decoder{strict: true, root: path}
	d.fields(c, s, v)
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

// A step leads from an object to one of its fields, from a map to one of its entries,
// or from a list to one of its items.
type step struct {
	kind  stepKind
	name  string
	index int
}

type stepKind int

const (
	stepField stepKind = iota
	stepEntry
	stepItem
)

func (s step) from(p *field.Path) *field.Path {
	switch s.kind {
	case stepField:
		return p.Child(s.name)
	case stepEntry:
		return p.Key(s.name)
	case stepItem:
		return p.Index(s.index)
	}
	return p
}

type decoder struct {
	// strict decoders report what they cannot decode.
	strict bool
	errs   field.ErrorList

	// root is the path of what is decoded, and steps lead from there to the
	// value that is decoded at the moment. Paths are made of them for errors
	// only, because nobody looks at any other path.
	root  *field.Path
	steps []step
}

func (d *decoder) enter(s step) {
	if d.strict {
		d.steps = append(d.steps, s)
	}
}

func (d *decoder) leave() {
	if d.strict {
		d.steps = d.steps[:len(d.steps)-1]
	}
}

func (d *decoder) path() *field.Path {
	p := d.root
	for _, s := range d.steps {
		p = s.from(p)
	}
	return p
}

func (d *decoder) mismatch(in *structpb.Value, want string) {
	if !d.strict {
		return
	}
	d.errs = append(d.errs, field.TypeInvalid(d.path(), describe(in), "must be "+want))
}

func (d *decoder) fields(c *codec, s *structpb.Struct, v reflect.Value) {
	if d.strict {
		d.unknown(c, s)
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
		d.enter(step{kind: stepField, name: f.name})
		f.codec.decode(d, in, f.in(v))
		d.leave()
	}
}

// unknown reports the fields of an object that its struct does not have.
func (d *decoder) unknown(c *codec, s *structpb.Struct) {
	var names []string
	for name := range s.GetFields() {
		if _, known := c.byName[name]; !known {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		detail := "there is no such field"
		if near := nearest(name, c.fields); near != "" {
			detail = fmt.Sprintf("there is no such field; did you mean %q?", near)
		}
		d.errs = append(d.errs, field.Invalid(d.path().Child(name), describe(s.GetFields()[name]), detail))
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
