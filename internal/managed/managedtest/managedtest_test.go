// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package managedtest

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/internal/managed"
)

var _ TB = &testing.T{}

// A recorder is a test whose failures are wanted.
type recorder struct {
	failures []string
}

func (*recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) {
	r.failures = append(r.failures, fmt.Sprintf(format, args...))
}

// Fatalf ends the goroutine, as that of a test does.
func (r *recorder) Fatalf(format string, args ...any) {
	r.Errorf(format, args...)
	runtime.Goexit()
}

const (
	componentHouse  managed.Component = "House"
	componentPeople managed.Component = "People"

	keyHouse  managed.Key = "house"
	keyPerson managed.Key = "person"
)

// A house is what others select.
type house struct {
	Street string `json:"street,omitempty"`
}

func (house) Type() managed.Type { return managed.Type{Kind: "House"} }

// An address is what people have in common with others.
type address struct {
	HouseSelector *managed.Selector `json:"houseIdSelector,omitempty"`
}

// A visit is what stands in lists.
type visit struct {
	Index         string            `json:"index,omitempty"`
	HouseSelector *managed.Selector `json:"houseIdSelector,omitempty"`
	Stops         []visit           `json:"stops,omitempty"`
}

// A person selects houses in every way that there is.
type person struct {
	address

	Name     string                       `json:"name,omitempty"`
	Mother   *managed.Selector            `json:"motherIdSelector,omitempty"`
	Unnamed  *managed.Selector            `json:",omitempty"`
	Work     *address                     `json:"work,omitempty"`
	Visits   []visit                      `json:"visits,omitempty"`
	Route    [1]visit                     `json:"route,omitzero"`
	Friends  map[string]visit             `json:"friends,omitempty"`
	Anything any                          `json:"anything,omitempty"`
	Value    managed.Selector             `json:"valueSelector,omitzero"`
	Values   map[string]*managed.Selector `json:"values,omitempty"`
	Encoded  encoded                      `json:"encoded,omitzero"`
	Kept     *managed.Selector            `json:"-"`
	hidden   *managed.Selector
}

func (person) Type() managed.Type { return managed.Type{Kind: "Person"} }

// encoded holds a selector that only its JSON shows.
type encoded struct {
	selector *managed.Selector
}

func (e encoded) IsZero() bool { return e.selector == nil }

func (e encoded) MarshalJSON() ([]byte, error) { return e.selector.MarshalJSON() }

// broken cannot be encoded.
type broken struct {
	Call func() `json:"call"`
}

func (broken) Type() managed.Type { return managed.Type{Kind: "House"} }

// A config is what resources are managed with.
type config struct{}

func (config) Type() managed.Type { return managed.Type{Kind: kindProviderConfig} }

func invariants() Invariants {
	return Invariants{
		Components:   []managed.Component{componentHouse, componentPeople},
		TargetKinds:  map[string]string{"houseIdSelector": "House", "motherIdSelector": "Person", "Unnamed": "House"},
		IndexedLists: []string{"Person.route"},

		ShortenedUsages: []managed.Key{"tower"},
	}
}

// aHouse is nothing but that.
func aHouse() managed.Resource {
	return managed.Resource{Key: keyHouse, Component: componentHouse, ForProvider: house{}, Labels: map[string]string{"colour": "red", "size": "large"}}
}

// living is somebody who lives in a house.
func living(p person) managed.Resource {
	return managed.Resource{Key: keyPerson, Component: componentPeople, ForProvider: p}
}

// with a change.
func with(r managed.Resource, change func(r *managed.Resource)) managed.Resource {
	change(&r)
	return r
}

// otherwise is a selector that differs from one that selects a house.
func otherwise(change func(s *managed.Selector)) person {
	s := managed.Select(keyHouse)
	change(s)
	return person{Work: &address{HouseSelector: s}}
}

// TestCheck proves that nothing is refused that holds together, and that every check fails.
func TestCheck(t *testing.T) {
	t.Parallel()
	at := func(k managed.Key) address { return address{HouseSelector: managed.Select(k)} }
	somewhere := at("elsewhere")
	cases := map[string]struct {
		reason    string
		resources []managed.Resource

		// want is part of each failure.
		want []string
	}{
		"House": {reason: "Something that refers to nothing holds together.", resources: []managed.Resource{aHouse()}},
		"Person": {
			reason: "Everything may refer to what is composed.",
			resources: []managed.Resource{
				aHouse(),
				{Key: "config", Component: componentHouse, ForProvider: config{}},
				with(living(person{address: at(keyHouse), Unnamed: managed.Follow(keyHouse), hidden: managed.Select("elsewhere"), Kept: managed.Select("elsewhere")}), func(r *managed.Resource) {
					r.After, r.DeleteBefore, r.ProviderConfig = []managed.Key{keyHouse}, []managed.Key{keyHouse, "config"}, "config"
					r.InitProvider = person{address: at(keyHouse)}
				}),
			},
		},
		"Indexed": {
			reason:    "Items that are told apart may select.",
			resources: []managed.Resource{aHouse(), living(person{Route: [1]visit{{Index: "first", HouseSelector: managed.Select(keyHouse)}}})},
		},
		"Labels": {
			reason:    "What has all labels is found.",
			resources: []managed.Resource{aHouse(), living(person{address: address{HouseSelector: managed.SelectLabels(map[string]string{"colour": "red", "size": "large"})}})},
		},
		"TwoWays": {
			reason: "Two ways to the same end are no circle.",
			resources: []managed.Resource{
				aHouse(),
				with(living(person{address: at(keyHouse)}), func(r *managed.Resource) {
					r.After, r.DeleteBefore = []managed.Key{keyHouse, "garden"}, []managed.Key{keyHouse, "garden"}
				}),
				with(aHouse(), func(r *managed.Resource) {
					r.Key, r.After, r.DeleteBefore = "garden", []managed.Key{keyHouse}, []managed.Key{keyHouse}
				}),
			},
		},
		"Shortened": {
			reason: "The engine may shorten what nobody selects.",
			resources: []managed.Resource{with(aHouse(), func(r *managed.Resource) {
				r.Key, r.DeleteBefore = "tower", []managed.Key{managed.Key(strings.Repeat("x", 60))}
			}), with(aHouse(), func(r *managed.Resource) { r.Key = managed.Key(strings.Repeat("x", 60)) })},
		},
		"Usage": {
			reason: "It need not shorten anything else.",
			resources: []managed.Resource{with(aHouse(), func(r *managed.Resource) {
				r.DeleteBefore = []managed.Key{managed.Key(strings.Repeat("x", 60))}
			}), with(aHouse(), func(r *managed.Resource) { r.Key = managed.Key(strings.Repeat("x", 60)) })},
			want: []string{`key "usage-house-x`},
		},
		"Nothing": {reason: "Nothing at all proves nothing.", want: []string{"there are no resources"}},
		"SameKey": {
			reason: "A key is that of one resource.", resources: []managed.Resource{aHouse(), aHouse()},
			want: []string{`two resources have the key "house"`},
		},
		"Component": {
			reason: "A component that nobody reports is none.", resources: []managed.Resource{with(aHouse(), func(r *managed.Resource) { r.Component = "Garage" })},
			want: []string{`"house" belongs to the component "Garage"`},
		},
		"NoComponent": {
			reason: "Everything belongs to a component.", resources: []managed.Resource{with(aHouse(), func(r *managed.Resource) { r.Component = "" })},
			want: []string{`"house" belongs to the component ""`},
		},
		"Key": {
			reason: "A key is the value of a label.", resources: []managed.Resource{with(aHouse(), func(r *managed.Resource) { r.Key = "red house" })},
			want: []string{`key "red house" cannot be the value of a label`},
		},
		"After": {
			reason: "Nothing comes after what does not exist.", resources: []managed.Resource{with(aHouse(), func(r *managed.Resource) { r.After = []managed.Key{"road"} })},
			want: []string{`"house" comes after or is deleted before "road"`},
		},
		"DeleteBefore": {
			reason: "Nothing is deleted before what does not exist.", resources: []managed.Resource{with(aHouse(), func(r *managed.Resource) { r.DeleteBefore = []managed.Key{"road"} })},
			want: []string{`"house" comes after or is deleted before "road"`},
		},
		"ProviderConfig": {
			reason: "What a resource is managed with is composed.", resources: []managed.Resource{with(aHouse(), func(r *managed.Resource) { r.ProviderConfig = "config" })},
			want: []string{`"house" is managed with "config", which is "" and not "ProviderConfig"`},
		},
		"ProviderConfigKind": {
			reason:    "Only a ProviderConfig can be managed with.",
			resources: []managed.Resource{aHouse(), with(living(person{}), func(r *managed.Resource) { r.ProviderConfig = keyHouse })},
			want:      []string{`"person" is managed with "house", which is "House" and not "ProviderConfig"`},
		},
		"UnknownField": {
			reason:    "A selector that nobody told about could select anything.",
			resources: []managed.Resource{aHouse(), living(person{Values: map[string]*managed.Selector{"a": managed.Select(keyHouse)}})},
			want:      []string{`nobody knows the kind that values of "person" selects`},
		},
		"Missing": {
			reason: "What is selected is composed.", resources: []managed.Resource{aHouse(), living(person{address: somewhere})},
			want: []string{`houseIdSelector of "person" selects "elsewhere", which is "" and not "House"`},
		},
		"OtherKind": {
			reason: "What is selected is what the field is about.", resources: []managed.Resource{aHouse(), living(person{Mother: managed.Select(keyHouse)})},
			want: []string{`motherIdSelector of "person" selects "house", which is "House" and not "Person"`},
		},
		"OtherClaims": {
			reason:    "A claim selects nothing of others.",
			resources: []managed.Resource{aHouse(), living(otherwise(func(s *managed.Selector) { s.MatchControllerRef = false }))},
			want:      []string{`houseIdSelector of "person" selects resources of other claims`},
		},
		"Anything": {
			reason:    "A selector says what it selects.",
			resources: []managed.Resource{aHouse(), living(otherwise(func(s *managed.Selector) { s.Key = "" }))},
			want:      []string{`houseIdSelector of "person" selects nothing in particular`},
		},
		"SomeLabels": {
			reason:    "Some of the labels are not all.",
			resources: []managed.Resource{aHouse(), living(person{address: address{HouseSelector: managed.SelectLabels(map[string]string{"colour": "red", "size": "small"})}})},
			want:      []string{`houseIdSelector of "person" selects map[colour:red size:small], which no House has`},
		},
		"LabelsOfOtherKind": {
			reason:    "Only what the field is about counts.",
			resources: []managed.Resource{aHouse(), living(person{Mother: managed.SelectLabels(map[string]string{"colour": "red"})})},
			want:      []string{`motherIdSelector of "person" selects map[colour:red], which no Person has`},
		},
		"LabelsBesideKey": {
			reason:    "A key does not make up for labels.",
			resources: []managed.Resource{aHouse(), living(otherwise(func(s *managed.Selector) { s.Labels = map[string]string{"colour": "blue"} }))},
			want:      []string{`houseIdSelector of "person" selects map[colour:blue], which no House has`},
		},
		"Embedded": {
			reason: "What is embedded is looked at.", resources: []managed.Resource{living(person{address: somewhere})},
			want: []string{`selects "elsewhere"`},
		},
		"Pointer": {
			reason: "So is what is pointed to.", resources: []managed.Resource{living(person{Work: &somewhere})},
			want: []string{`selects "elsewhere"`},
		},
		"Map": {
			reason: "So is what is in a map.", resources: []managed.Resource{living(person{Friends: map[string]visit{"a": {HouseSelector: managed.Select("elsewhere")}}})},
			want: []string{`selects "elsewhere"`},
		},
		"Interface": {
			reason: "So is what might be anything.", resources: []managed.Resource{living(person{Anything: somewhere})},
			want: []string{`selects "elsewhere"`},
		},
		"InitProvider": {
			reason: "So is what is wanted only at first.", resources: []managed.Resource{with(living(person{}), func(r *managed.Resource) { r.InitProvider = person{address: somewhere} })},
			want: []string{`selects "elsewhere"`},
		},
		"EveryOne": {
			reason:    "Selectors of the same name do not hide each other.",
			resources: []managed.Resource{aHouse(), living(person{address: somewhere, Work: new(at(keyHouse))})},
			want:      []string{`selects "elsewhere"`},
		},
		"ByValue": {
			reason:    "A selector that cannot be found is not forgotten.",
			resources: []managed.Resource{living(person{Value: managed.Selector{MatchControllerRef: true}})},
			want:      []string{`"person" has 1 selectors, but 0 of them can be found`},
		},
		"EncodedElsewhere": {
			reason: "Nor is one that only somebody else encodes.",
			resources: []managed.Resource{with(living(person{}), func(r *managed.Resource) {
				r.InitProvider = person{Encoded: encoded{selector: managed.Select(keyHouse)}}
			})},
			want: []string{`"person" has 1 selectors, but 0 of them can be found`},
		},
		"NotEncodable": {
			reason: "What cannot be encoded cannot be composed.", resources: []managed.Resource{with(aHouse(), func(r *managed.Resource) { r.ForProvider = broken{} })},
			want: []string{"cannot encode managedtest.broken"},
		},
		"List": {
			reason:    "Nothing in a list is selected.",
			resources: []managed.Resource{aHouse(), living(person{Visits: []visit{{Index: "a"}, {HouseSelector: managed.Select(keyHouse)}}})},
			want:      []string{`houseIdSelector of "person" stands in the list visits`},
		},
		"ListInList": {
			reason:    "Nor is it in a list that is in an indexed one.",
			resources: []managed.Resource{aHouse(), living(person{Route: [1]visit{{Stops: []visit{{HouseSelector: managed.Select(keyHouse)}}}}})},
			want:      []string{`houseIdSelector of "person" stands in the list stops`},
		},
		"ListOfPointer": {
			reason:    "Nor is it where the list is not at the top.",
			resources: []managed.Resource{aHouse(), living(person{Anything: &person{Visits: []visit{{HouseSelector: managed.Select(keyHouse)}}}})},
			want:      []string{`houseIdSelector of "person" stands in the list visits`},
		},
		"ListOfInitProvider": {
			reason: "Nor is it at first.",
			resources: []managed.Resource{aHouse(), with(living(person{}), func(r *managed.Resource) {
				r.InitProvider = person{Visits: []visit{{HouseSelector: managed.Select(keyHouse)}}}
			})},
			want: []string{`houseIdSelector of "person" stands in the list visits`},
		},
		"ListOfOtherKind": {
			reason: "A list of another kind that has the same name is another list.",
			resources: []managed.Resource{aHouse(), with(living(person{}), func(r *managed.Resource) {
				r.ForProvider = guest{Route: []visit{{HouseSelector: managed.Select(keyHouse)}}}
			})},
			want: []string{`houseIdSelector of "person" stands in the list route`},
		},
		"DeletedBeforeItself": {
			reason: "Nothing is deleted before itself.", resources: []managed.Resource{with(aHouse(), func(r *managed.Resource) { r.DeleteBefore = []managed.Key{keyHouse} })},
			want: []string{`the deletion of "house" waits for itself`},
		},
		"DeletionInACircle": {
			reason: "Nor is it by way of others.",
			resources: []managed.Resource{
				with(aHouse(), func(r *managed.Resource) { r.DeleteBefore = []managed.Key{"garden"} }),
				with(aHouse(), func(r *managed.Resource) { r.Key, r.DeleteBefore = "garden", []managed.Key{keyPerson} }),
				with(living(person{}), func(r *managed.Resource) { r.DeleteBefore = []managed.Key{keyHouse} }),
			},
			want: []string{`the deletion of "garden" waits for itself`, `the deletion of "house" waits for itself`, `the deletion of "person" waits for itself`},
		},
		"LeadsIntoACircle": {
			reason: "Who waits for a circle is not part of it.",
			resources: []managed.Resource{
				with(aHouse(), func(r *managed.Resource) { r.DeleteBefore = []managed.Key{"garden"} }),
				with(aHouse(), func(r *managed.Resource) { r.Key, r.DeleteBefore = "garden", []managed.Key{"garden"} }),
			},
			want: []string{`the deletion of "garden" waits for itself`},
		},
		"CreatedAfterItself": {
			reason: "Nothing is created after itself.", resources: []managed.Resource{with(aHouse(), func(r *managed.Resource) { r.After = []managed.Key{keyHouse} })},
			want: []string{`the creation of "house" waits for itself`},
		},
		"SelectsWhatComesAfter": {
			reason:    "Nothing selects what comes after it.",
			resources: []managed.Resource{with(aHouse(), func(r *managed.Resource) { r.After = []managed.Key{keyPerson} }), living(person{address: at(keyHouse)})},
			want:      []string{`the creation of "house" waits for itself`, `the creation of "person" waits for itself`},
		},
		"ManagedWithWhatComesAfter": {
			reason: "Nothing is managed with what comes after it.",
			resources: []managed.Resource{
				{Key: "config", Component: componentHouse, ForProvider: config{}, After: []managed.Key{keyHouse}},
				with(aHouse(), func(r *managed.Resource) { r.ProviderConfig = "config" }),
			},
			want: []string{`the creation of "config" waits for itself`, `the creation of "house" waits for itself`},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := &recorder{}
			invariants().Check(r, tc.resources)
			compareFailures(t, tc.reason, tc.want, r.failures)
		})
	}
}

// A guest has a list with the name of an indexed one.
type guest struct {
	Route []visit `json:"route,omitempty"`
}

func (guest) Type() managed.Type { return managed.Type{Kind: "Guest"} }

// compareFailures checks that each failure has what is wanted of it.
func compareFailures(t *testing.T, reason string, want, got []string) {
	t.Helper()
	if len(want) != len(got) {
		t.Fatalf("%s\nwant %d failures, got %q", reason, len(want), got)
	}
	for i := range want {
		if !strings.Contains(got[i], want[i]) {
			t.Errorf("%s\nwant %q, got %q", reason, want[i], got[i])
		}
	}
}

func TestCheckKeys(t *testing.T) {
	t.Parallel()
	long := managed.Key(strings.Repeat("x", 63))
	cases := map[string]struct {
		reason   string
		resource managed.Resource
		want     []string
	}{
		"Longest":      {reason: "A label has 63 characters.", resource: managed.Resource{Key: long}},
		"TooLong":      {reason: "A label has no more.", resource: managed.Resource{Key: long + "x"}, want: []string{"cannot be the value of a label"}},
		"Empty":        {reason: "A label without a value tells nothing apart.", resource: managed.Resource{}, want: []string{`key ""`}},
		"Spaces":       {reason: "A label has no spaces.", resource: managed.Resource{Key: "a b"}, want: []string{`key "a b"`}},
		"Usage":        {reason: "Both keys fit into one label.", resource: managed.Resource{Key: "a", DeleteBefore: []managed.Key{long[:55]}}},
		"TooMuch":      {reason: "They have to.", resource: managed.Resource{Key: "a", DeleteBefore: []managed.Key{long[:56]}}, want: []string{`key "usage-a-x`}},
		"Shortened":    {reason: "The engine may shorten what nobody selects.", resource: managed.Resource{Key: "long-way", DeleteBefore: []managed.Key{long}}},
		"NotShortened": {reason: "It may not shorten what others select.", resource: managed.Resource{Key: "long-" + long}, want: []string{`key "long-x`}},
		"Longer":       {reason: "What only looks like it is something else.", resource: managed.Resource{Key: "longer", DeleteBefore: []managed.Key{long}}, want: []string{`key "usage-longer-x`}},
		"AllUsage":     {reason: "Every pair has to.", resource: managed.Resource{Key: "a", DeleteBefore: []managed.Key{"b", long}}, want: []string{`key "usage-a-x`}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := &recorder{}
			CheckKeys(r, []managed.Resource{tc.resource}, "long")
			compareFailures(t, tc.reason, tc.want, r.failures)
		})
	}
}

func TestSelections(t *testing.T) {
	t.Parallel()
	r := living(person{
		address: address{HouseSelector: managed.Select("a")},
		Visits:  []visit{{Stops: []visit{{HouseSelector: managed.Select("b")}}}},
		hidden:  managed.Select("c"), Kept: managed.Select("d"),
	})
	r.InitProvider = person{Mother: managed.Select("e")}
	want := []Selection{
		{Field: "houseIdSelector", Selector: managed.Select("a")},
		{Field: "houseIdSelector", Lists: []string{"visits", "stops"}, Selector: managed.Select("b")},
		{Field: "motherIdSelector", Selector: managed.Select("e")},
	}
	if diff := cmp.Diff(want, Selections(r)); diff != "" {
		t.Errorf("Selections(...): -want, +got:\n%s", diff)
	}
}
