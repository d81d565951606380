// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package composetest

import (
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/testing/protocmp"
	"google.golang.org/protobuf/types/known/structpb"

	"github.com/crossplane/function-sdk-go/logging"
	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"
)

// Fuzz proves that no request breaks the function, however malformed its objects are:
// there is no panic and no error, and a refusal leaves what is desired as it was. The
// requests are those of the golden claims, in both flavours, before anything exists and
// when everything is ready, with mutations.
func (s Suite) Fuzz(f *testing.F) {
	f.Helper()
	reqs := s.requests(f)
	for i := range reqs {
		f.Add(uint8(i), []byte(nil))
		f.Add(uint8(i), []byte("\x00\x01\x02\x03\x04\x05\x06\x07"))
		f.Add(uint8(i), []byte("spec\xffparameters\x80\x7f\x01\x0bx"))
	}
	function := s.New(logging.NewNopLogger())
	f.Fuzz(func(t *testing.T, which uint8, mutations []byte) {
		req := proto.CloneOf(reqs[int(which)%len(reqs)])
		mutate(req, mutations)
		before := proto.CloneOf(req)
		rsp, err := function.RunFunction(t.Context(), req)
		if err != nil {
			t.Fatalf("RunFunction(...): %v", err)
		}
		if Fatal(rsp) == "" {
			return
		}
		if diff := gocmp.Diff(before.GetDesired(), rsp.GetDesired(), protocmp.Transform(), protocmp.IgnoreEmptyMessages()); diff != "" {
			t.Errorf("refused with %q, but what is desired differs: -before, +after:\n%s", Fatal(rsp), diff)
		}
		if !proto.Equal(before, req) {
			t.Error("refused, but the request was changed")
		}
	})
}

// requests of the golden claims, with all that they require.
func (s Suite) requests(tb testing.TB) []*fnv1.RunFunctionRequest {
	tb.Helper()
	all := s.golden(tb)
	var out []*fnv1.RunFunctionRequest
	for _, name := range slices.Sorted(maps.Keys(all)) {
		e := all[name]
		for _, f := range flavours() {
			w := s.world(tb, e.claim, f, append(e.objects, e.others...)...)
			ready, _ := w.Simulated(tb)
			for _, w := range []World{w, ready} {
				req := proto.CloneOf(w.Request())
				w.RunRequest(tb, req)
				out = append(out, req)
			}
		}
	}
	return out
}

// A mutator mutates objects as its bytes tell it to. Without bytes it does nothing, so
// that the fuzzer finds the shortest mutation that breaks something.
type mutator struct{ bytes []byte }

func mutate(req *fnv1.RunFunctionRequest, mutations []byte) {
	m, objects := &mutator{bytes: mutations}, objectsOf(req)
	for len(m.bytes) > 0 {
		m.object(objects[m.below(len(objects))])
	}
}

// objectsOf a request, in an order that is always the same. The claim counts twice:
// it is what developers write.
func objectsOf(req *fnv1.RunFunctionRequest) []*structpb.Struct {
	out := []*structpb.Struct{req.GetObserved().GetComposite().GetResource(), req.GetObserved().GetComposite().GetResource()}
	for _, key := range slices.Sorted(maps.Keys(req.GetObserved().GetResources())) {
		out = append(out, req.GetObserved().GetResources()[key].GetResource())
	}
	for _, key := range slices.Sorted(maps.Keys(req.GetRequiredResources())) {
		for _, r := range req.GetRequiredResources()[key].GetItems() {
			out = append(out, r.GetResource())
		}
	}
	if req.GetInput() != nil {
		out = append(out, req.GetInput())
	}
	return out
}

// next byte, or zero if there is none left.
func (m *mutator) next() byte {
	if len(m.bytes) == 0 {
		return 0
	}
	b := m.bytes[0]
	m.bytes = m.bytes[1:]
	return b
}

// below returns a number from 0 to n-1.
func (m *mutator) below(n int) int { return int(m.next()) % n }

// steps is how many of 256 mutations go one level deeper, rather than change the value
// where they are.
const steps = 200

// object changes a field of an object, or of what is below it.
func (m *mutator) object(o *structpb.Struct) {
	if len(o.GetFields()) == 0 {
		return
	}
	keys := slices.Sorted(maps.Keys(o.GetFields()))
	key := keys[m.below(len(keys))]
	value := o.GetFields()[key]
	switch deeper := m.next() < steps; {
	case deeper && len(value.GetStructValue().GetFields()) > 0:
		m.object(value.GetStructValue())
	case deeper && len(value.GetListValue().GetValues()) > 0:
		m.list(value.GetListValue())
	default:
		m.replace(o, key, value)
	}
}

// list changes an item of a list, or of what is below it.
func (m *mutator) list(l *structpb.ListValue) {
	i := m.below(len(l.GetValues()))
	if item := l.GetValues()[i].GetStructValue(); item != nil && m.next() < steps {
		m.object(item)
		return
	}
	l.Values[i] = m.odd(l.GetValues()[i])
}

// replace, remove or rename a field.
func (m *mutator) replace(o *structpb.Struct, key string, value *structpb.Value) {
	switch m.below(8) {
	case 0:
		delete(o.GetFields(), key)
	case 1:
		o.Fields[key+string(m.next())] = value
	default:
		o.Fields[key] = m.odd(value)
	}
}

// hugeText and depth are larger than what anybody means.
const (
	hugeText = 1 << 16
	depth    = 200
)

// odd returns a value that nobody expects there, or almost the value that there was.
func (m *mutator) odd(v *structpb.Value) *structpb.Value {
	switch m.below(14) {
	case 0:
		return nil
	case 1:
		return structpb.NewNullValue()
	case 2:
		return structpb.NewBoolValue(m.next()%2 == 0)
	case 3:
		return structpb.NewNumberValue(float64(m.next()) - 128)
	case 4:
		return structpb.NewNumberValue(math.NaN())
	case 5:
		return structpb.NewNumberValue(math.Inf(1))
	case 6:
		return structpb.NewNumberValue(math.MaxFloat64)
	case 7:
		return structpb.NewStringValue(strings.Repeat(string(m.next()), hugeText))
	case 8:
		return structpb.NewStringValue(m.edited(v.GetStringValue()))
	case 9:
		return structpb.NewListValue(&structpb.ListValue{})
	case 10:
		return structpb.NewListValue(&structpb.ListValue{Values: []*structpb.Value{v, v, nil}})
	case 11:
		return structpb.NewStructValue(&structpb.Struct{})
	case 12:
		return nested(v)
	default:
		return &structpb.Value{}
	}
}

// edited returns a text with one byte replaced, inserted or cut off.
func (m *mutator) edited(text string) string {
	if text == "" {
		return string(m.next())
	}
	i, b := m.below(len(text)), string(m.next())
	switch m.below(3) {
	case 0:
		return text[:i] + b + text[i+1:]
	case 1:
		return text[:i] + b + text[i:]
	default:
		return text[:i]
	}
}

// nested returns a value below many levels.
func nested(v *structpb.Value) *structpb.Value {
	for range depth {
		v = structpb.NewStructValue(&structpb.Struct{Fields: map[string]*structpb.Value{"a": v}})
	}
	return v
}
