// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package structcodec

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/testing/protocmp"
	"google.golang.org/protobuf/types/known/structpb"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

type colour string

type base struct {
	Region string `json:"region,omitempty"`
}

type leaf struct {
	Name  string `json:"name"`
	Count int    `json:"count,omitempty"`
}

type tree struct {
	base `json:",inline"`

	Colour  colour            `json:"colour,omitempty"`
	Zones   int               `json:"zones,omitempty"`
	Ratio   float64           `json:"ratio,omitempty"`
	Enabled bool              `json:"enabled"`
	Maybe   *bool             `json:"maybe,omitempty"`
	Leaf    *leaf             `json:"leaf,omitempty"`
	Nested  leaf              `json:"nested,omitzero"`
	Leaves  []leaf            `json:"leaves,omitempty"`
	Words   []string          `json:"words,omitempty"`
	Tags    map[string]string `json:"tags,omitempty"`
	Colours []colour          `json:"colours,omitempty"`
}

func mustStruct(t *testing.T, j string) *structpb.Struct {
	t.Helper()
	s := &structpb.Struct{}
	if err := protojson.Unmarshal([]byte(j), s); err != nil {
		t.Fatal(err)
	}
	return s
}

func full() tree {
	return tree{
		base:    base{Region: "eu-west"},
		Colour:  "red",
		Zones:   3,
		Ratio:   0.5,
		Enabled: true,
		Maybe:   new(false),
		Leaf:    &leaf{Name: "a", Count: 1},
		Nested:  leaf{Name: "n"},
		Leaves:  []leaf{{Name: "b"}, {Name: "c", Count: 2}},
		Words:   []string{"x", "y"},
		Tags:    map[string]string{"k": "v"},
		Colours: []colour{"blue"},
	}
}

func TestEncode(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason string
		in     any
		want   string
	}{
		"Everything": {
			reason: "Every kind of field should be encoded as encoding/json would.",
			in:     full(),
			want: `{"region":"eu-west","colour":"red","zones":3,"ratio":0.5,"enabled":true,"maybe":false,"leaf":{"name":"a","count":1},
				"nested":{"name":"n"},"leaves":[{"name":"b"},{"name":"c","count":2}],"words":["x","y"],"tags":{"k":"v"},"colours":["blue"]}`,
		},
		"Empty": {
			reason: "Nothing should be emitted that we have no opinion on; a field without omitempty is an opinion.",
			in:     tree{},
			want:   `{"enabled":false}`,
		},
		"Pointer": {
			reason: "A pointer to a struct should be encoded like the struct.",
			in:     &leaf{Name: "a"},
			want:   `{"name":"a"}`,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := Encode(tc.in)
			if err != nil {
				t.Fatalf("%s\nEncode(...): %v", tc.reason, err)
			}
			if diff := cmp.Diff(mustStruct(t, tc.want), got, protocmp.Transform()); diff != "" {
				t.Errorf("%s\nEncode(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

// A badge encodes itself as its number, unless it has none.
type badge struct {
	Number string `json:"number"`
}

func (b *badge) EncodeTo(e *Encoder) *structpb.Value {
	if b.Number == "" {
		return nil
	}
	return e.Shared(1, b.Number, func() *structpb.Value { return e.Text("no. " + b.Number) })
}

type guard struct {
	Badge *badge `json:"badge,omitempty"`
	Spare *badge `json:"spare,omitempty"`
	Lost  *badge `json:"lost,omitempty"`
}

func TestMarshaler(t *testing.T) {
	t.Parallel()
	got, err := Encode(guard{Badge: &badge{Number: "7"}, Spare: &badge{Number: "7"}, Lost: &badge{}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(mustStruct(t, `{"badge":"no. 7","spare":"no. 7"}`), got, protocmp.Transform()); diff != "" {
		t.Errorf("What encodes itself decides how, and whether at all: -want, +got:\n%s", diff)
	}
	if got.GetFields()["badge"] != got.GetFields()["spare"] {
		t.Error("What is shared should be encoded once.")
	}
	var back guard
	if errs := DecodeStrict(mustStruct(t, `{"badge":{"number":"7"}}`), &back, nil); len(errs) > 0 || back.Badge.Number != "7" {
		t.Errorf("What encodes itself is decoded by its fields: %v, %v", back, errs)
	}
}

func TestShared(t *testing.T) {
	t.Parallel()
	e := NewEncoder(1)
	encode := func(kind SharedKind, name, text string) string {
		return e.Shared(kind, name, func() *structpb.Value { return e.Text(text) }).GetStringValue()
	}
	for i := range 3 * chunk {
		name := strconv.Itoa(i)
		got := []string{encode(0, name, name), encode(0, name, "again"), encode(1, name, "other kind")}
		if diff := cmp.Diff([]string{name, name, "other kind"}, got); diff != "" {
			t.Fatalf("A name stands for one value of each kind: -want, +got:\n%s", diff)
		}
	}
}

// TestText shows that texts which take the place of each other are still themselves.
func TestText(t *testing.T) {
	t.Parallel()
	e := &Encoder{}
	var texts []string
	var values []*structpb.Value
	for i := range 5 * recentTexts {
		for _, s := range []string{"", "a", strconv.Itoa(i), strings.Repeat("x", i), "eu-west-1" + strconv.Itoa(i%7)} {
			texts, values = append(texts, s), append(values, e.Text(s))
		}
	}
	for i, want := range texts {
		if got := values[i].GetStringValue(); got != want {
			t.Fatalf("text %d: want %q, got %q", i, want, got)
		}
	}
	first, second := e.Text("same"), e.Text("same")
	if first != second {
		t.Error("A text that was encoded just now should be used again.")
	}
}

// TestEncoderKeepsValuesApart shows that what is encoded does not change when more is
// encoded with the same Encoder.
func TestEncoderKeepsValuesApart(t *testing.T) {
	t.Parallel()
	e := &Encoder{}
	var got []*structpb.Struct
	for i := range 4 * chunk {
		in := full()
		in.Zones, in.Leaf.Name, in.Enabled = i, strconv.Itoa(i), i%2 == 0
		s, err := e.Encode(in)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, s)
	}
	for i, s := range got {
		in := full()
		in.Zones, in.Leaf.Name, in.Enabled = i, strconv.Itoa(i), i%2 == 0
		want, err := Encode(in)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, s, protocmp.Transform()); diff != "" {
			t.Fatalf("struct %d: -want, +got:\n%s", i, diff)
		}
	}
}

func TestEncodeUnsupported(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason string
		in     any
	}{
		"NotAStruct": {reason: "Only structs are objects.", in: "text"},
		"Channel": {reason: "A channel has no JSON.", in: struct {
			C chan int `json:"c"`
		}{}},
		"IntKeys": {reason: "Keys of an object are strings.", in: struct {
			M map[int]string `json:"m"`
		}{}},
		"NoTag": {reason: "A field without a name must not be encoded under a name that nobody chose.", in: struct{ Name string }{}},
		"SameNameTwice": {reason: "Two fields of one name would overwrite each other.", in: struct {
			leaf

			Other string `json:"name"`
		}{}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := Encode(tc.in); err == nil {
				t.Errorf("%s\nEncode(...): want an error", tc.reason)
			}
		})
	}
}

// TestMatchesJSON proves that both directions do what a round trip through JSON
// would do.
func TestMatchesJSON(t *testing.T) {
	t.Parallel()
	want := full()
	encoded, err := Encode(want)
	if err != nil {
		t.Fatal(err)
	}
	b, err := encoded.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	var viaJSON, viaDecode tree
	if err := json.Unmarshal(b, &viaJSON); err != nil {
		t.Fatal(err)
	}
	if errs := DecodeStrict(encoded, &viaDecode, field.NewPath("spec")); len(errs) > 0 {
		t.Fatal(errs)
	}
	opt := cmp.AllowUnexported(tree{}, base{})
	if diff := cmp.Diff(want, viaJSON, opt); diff != "" {
		t.Errorf("via JSON: -want, +got:\n%s", diff)
	}
	if diff := cmp.Diff(want, viaDecode, opt); diff != "" {
		t.Errorf("DecodeStrict(Encode(...)): -want, +got:\n%s", diff)
	}
}

func TestDecodeStrict(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason string
		in     string
		want   []string
	}{
		"Unknown": {
			reason: "An unknown field should be refused with its path, and the field that was probably meant.",
			in:     `{"zonez":3}`,
			want:   []string{`spec.zonez: Invalid value: 3: there is no such field; did you mean "zones"?`},
		},
		"UnknownNested": {
			reason: "An unknown field should be found however deep it is.",
			in:     `{"leaves":[{"name":"a"},{"name":"b","colour":"red"}]}`,
			want:   []string{`spec.leaves[1].colour: Invalid value: "red": there is no such field`},
		},
		"WrongTypes": {
			reason: "Every value of a wrong type should be reported at once, in the order of the fields.",
			in:     `{"zones":"3","enabled":1,"leaf":[],"words":"x","tags":{"k":2},"ratio":true,"colour":{}}`,
			want: []string{
				`spec.colour: Invalid value: "an object": must be a string`,
				`spec.zones: Invalid value: "3": must be an integer`,
				`spec.ratio: Invalid value: true: must be a number`,
				`spec.enabled: Invalid value: 1: must be true or false`,
				`spec.leaf: Invalid value: "a list of 0": must be an object`,
				`spec.words: Invalid value: "x": must be a list`,
				`spec.tags[k]: Invalid value: 2: must be a string`,
			},
		},
		"Fraction":   {reason: "An integer has no fraction.", in: `{"zones":1.5}`, want: []string{"spec.zones: Invalid value: 1.5: must be an integer"}},
		"Overflow":   {reason: "A number that cannot be held exactly is not an integer of ours.", in: `{"zones":1e300}`, want: []string{"spec.zones: Invalid value: 1e+300: must be an integer"}},
		"Null":       {reason: "A field that is null is not set.", in: `{"zones":null,"leaf":null}`},
		"NullInside": {reason: "A list has no holes.", in: `{"words":[null]}`, want: []string{`spec.words[0]: Invalid value: "null": must be a string`}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var into tree
			errs := DecodeStrict(mustStruct(t, tc.in), &into, field.NewPath("spec"))
			got := make([]string, 0, len(errs))
			for _, err := range errs {
				got = append(got, err.Error())
			}
			if diff := cmp.Diff(tc.want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s\nDecodeStrict(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestDecode(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason string
		in     string
		want   tree
	}{
		"Foreign": {
			reason: "Fields and types that we do not know should be passed over: the object is somebody else's.",
			in:     `{"zones":"many","colour":"red","other":{"a":1}}`,
			want:   tree{Colour: "red"},
		},
		"Nothing": {reason: "An empty object should leave everything empty.", in: `{}`},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got tree
			if err := Decode(mustStruct(t, tc.in), &got); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tc.want, got, cmp.AllowUnexported(tree{}, base{})); diff != "" {
				t.Errorf("%s\nDecode(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

// FuzzDecodeStrict proves that no object makes the decoder fail in another way
// than with a list of errors, and that what it accepts is what JSON accepts.
func FuzzDecodeStrict(f *testing.F) {
	f.Add([]byte(`{"zones":3,"leaf":{"name":"a"},"tags":{"k":"v"}}`))
	f.Add([]byte(`{"leaves":[{"name":1}],"x":[[[[]]]]}`))
	f.Add([]byte(`{"maybe":null,"ratio":1e308}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		s := &structpb.Struct{}
		if protojson.Unmarshal(in, s) != nil {
			return
		}
		var got, want tree
		if errs := DecodeStrict(s, &got, field.NewPath("spec")); len(errs) > 0 {
			return
		}
		b, err := s.MarshalJSON()
		if err != nil {
			return
		}
		if err := json.Unmarshal(b, &want); err != nil {
			t.Errorf("DecodeStrict accepted what JSON refuses: %v\n%s", err, b)
		}
	})
}
