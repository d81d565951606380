// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package validate

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// at is where the values of all tests are.
func at() *field.Path { return field.NewPath("spec", "value") }

// A check is what one call returned, and what it should have returned. No text
// means that the value is accepted.
type check struct {
	reason string
	errs   field.ErrorList
	want   string
}

func testChecks(t *testing.T, cases map[string]check) {
	t.Helper()
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			texts := make([]string, 0, len(tc.errs))
			for _, err := range tc.errs {
				texts = append(texts, err.Error())
			}
			if diff := cmp.Diff(tc.want, strings.Join(texts, "\n")); diff != "" {
				t.Errorf("%s\n-want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func errorsOfCIDR(value string) field.ErrorList {
	_, errs := CIDR(at(), value)
	return errs
}

func TestLists(t *testing.T) {
	t.Parallel()
	type colour string
	testChecks(t, map[string]check{
		"OneOf":         {reason: "A value of the list is accepted.", errs: OneOf(at(), colour("red"), "red", "blue")},
		"NotOneOf":      {reason: "The supported values are listed.", errs: OneOf(at(), colour("green"), "red", "blue"), want: `spec.value: Unsupported value: "green": supported values: "red", "blue"`},
		"BetweenLow":    {reason: "The lowest value is accepted.", errs: Between(at(), 1, 1, 3)},
		"BetweenHigh":   {reason: "The highest value is accepted.", errs: Between(at(), 3, 1, 3)},
		"TooLow":        {reason: "The bounds are named.", errs: Between(at(), 0, 1, 3), want: `spec.value: Invalid value: 0: must be between 1 and 3`},
		"TooHigh":       {reason: "The bounds are named.", errs: Between(at(), 4, 1, 3), want: `spec.value: Invalid value: 4: must be between 1 and 3`},
		"AtMost":        {reason: "The limit itself is accepted.", errs: AtMost(at(), []int{1, 2}, 2)},
		"TooMany":       {reason: "The limit is named.", errs: AtMost(at(), []int{1, 2, 3}, 2), want: `spec.value: Too many: 3: must have at most 2 items`},
		"AtLeastOne":    {reason: "One is enough.", errs: AtLeastOne(at(), []int{1}, "name one")},
		"None":          {reason: "The text says what is missing.", errs: AtLeastOne(at(), []int{}, "name one"), want: `spec.value: Required value: name one`},
		"Unique":        {reason: "Different items are accepted.", errs: Unique(at(), []string{"a", "b"})},
		"Twice":         {reason: "Every repetition is refused.", errs: Unique(at(), []string{"a", "b", "a", "a"}), want: "spec.value[2]: Duplicate value: \"a\"\nspec.value[3]: Duplicate value: \"a\""},
		"NotRecorded":   {reason: "What was not recorded may be set.", errs: Immutable(at(), "b", "", "create another one")},
		"NotChanged":    {reason: "What stays the same is accepted.", errs: Immutable(at(), "a", "a", "create another one")},
		"Changed":       {reason: "The old value and the way out are named.", errs: Immutable(at(), "b", "a", "create another one"), want: `spec.value: Invalid value: "b": is immutable and was a before: create another one`},
		"ChangedNumber": {reason: "Any comparable value can be immutable.", errs: Immutable(at(), 2, 1, "create another one"), want: `spec.value: Invalid value: 2: is immutable and was 1 before: create another one`},
	})
}

func TestNames(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a", 63)
	const label = `: must be lower-case letters, digits and hyphens, must start and end with a letter or a digit, and must be no longer than `
	const domain = `: must be a domain name such as corp.example.com: labels of lower-case letters, digits and hyphens, 63 characters at most each`
	testChecks(t, map[string]check{
		"Label":             {reason: "A label is accepted.", errs: Label(at(), "web-1", 32)},
		"LabelOfMaxLength":  {reason: "The limit itself is accepted.", errs: Label(at(), long, 63)},
		"LabelTooLong":      {reason: "The limit is the caller's.", errs: Label(at(), "abcde", 4), want: `spec.value: Invalid value: "abcde"` + label + `4 characters`},
		"LabelEmpty":        {reason: "Nothing is no label.", errs: Label(at(), "", 4), want: `spec.value: Required value: give it a name`},
		"LabelHyphen":       {reason: "Hyphens are inside only.", errs: Label(at(), "a-", 4), want: `spec.value: Invalid value: "a-"` + label + `4 characters`},
		"Namespace":         {reason: "A namespace is accepted.", errs: Namespace(at(), "team-a")},
		"NamespaceTooLong":  {reason: "A namespace is a label.", errs: Namespace(at(), long+"a"), want: `spec.value: Invalid value: "` + long + `a"` + label + `63 characters`},
		"NamespacePattern":  {reason: "A pattern is not a namespace.", errs: Namespace(at(), "team-*"), want: `spec.value: Invalid value: "team-*": name each namespace: patterns would also match namespaces that do not exist yet`},
		"Object":            {reason: "The name of an object may have dots.", errs: ObjectName(at(), "main.eu")},
		"ObjectUnderscore":  {reason: "Underscores are not legal.", errs: ObjectName(at(), "a_b"), want: `spec.value: Invalid value: "a_b": must be lower-case letters, digits, hyphens and dots, and must start and end with a letter or a digit`},
		"ObjectEmpty":       {reason: "Nothing is no name.", errs: ObjectName(at(), ""), want: `spec.value: Required value: name the object to refer to`},
		"Domain":            {reason: "Two labels are enough.", errs: DomainName(at(), "corp.internal")},
		"DomainEmpty":       {reason: "Nothing is no domain.", errs: DomainName(at(), ""), want: `spec.value: Required value: for example corp.example.com`},
		"DomainOneLabel":    {reason: "One label is not enough.", errs: DomainName(at(), "corp"), want: `spec.value: Invalid value: "corp": must have at least two labels, for example corp.example.com`},
		"DomainUpper":       {reason: "The canonical form is named.", errs: DomainName(at(), "Corp.Example"), want: `spec.value: Invalid value: "Corp.Example": must be lower-case and must not end with a dot: use corp.example`},
		"DomainDot":         {reason: "The canonical form is named.", errs: DomainName(at(), "corp.example."), want: `spec.value: Invalid value: "corp.example.": must be lower-case and must not end with a dot: use corp.example`},
		"DomainEmptyLabel":  {reason: "Labels are not empty.", errs: DomainName(at(), "a..b"), want: `spec.value: Invalid value: "a..b"` + domain},
		"DomainLongLabel":   {reason: "Labels are not longer than 63 characters.", errs: DomainName(at(), long+"a.b"), want: `spec.value: Invalid value: "` + long + `a.b"` + domain},
		"DomainTooLong":     {reason: "Domains are not longer than 253 characters.", errs: DomainName(at(), strings.Repeat("abcdefghi.", 25)+"abcd"), want: `spec.value: Invalid value: "` + strings.Repeat("abcdefghi.", 25) + `abcd"` + domain},
		"DomainOfMaxLength": {reason: "The limit itself is accepted.", errs: DomainName(at(), strings.Repeat("abcdefghi.", 25)+"abc")},
	})
}

func TestCIDRErrors(t *testing.T) {
	t.Parallel()
	testChecks(t, map[string]check{
		"Range":        {reason: "A range is accepted.", errs: errorsOfCIDR("10.0.0.0/8")},
		"Everything":   {reason: "Every address is a range too.", errs: errorsOfCIDR("0.0.0.0/0")},
		"OneAddress":   {reason: "One address is a range too.", errs: errorsOfCIDR("10.0.0.1/32")},
		"Empty":        {reason: "Nothing is no range.", errs: errorsOfCIDR(""), want: `spec.value: Required value: must be an IPv4 range such as 10.0.0.0/16`},
		"Text":         {reason: "Text is no range.", errs: errorsOfCIDR("x"), want: `spec.value: Invalid value: "x": must be an IPv4 range such as 10.0.0.0/16`},
		"TooLong":      {reason: "There are 32 bits.", errs: errorsOfCIDR("10.0.0.0/33"), want: `spec.value: Invalid value: "10.0.0.0/33": must be an IPv4 range such as 10.0.0.0/16`},
		"LeadingZero":  {reason: "A leading zero is octal to some.", errs: errorsOfCIDR("10.0.0.0/08"), want: `spec.value: Invalid value: "10.0.0.0/08": must be an IPv4 range such as 10.0.0.0/16`},
		"IPv6":         {reason: "IPv6 is another field's.", errs: errorsOfCIDR("::/0"), want: `spec.value: Invalid value: "::/0": must be an IPv4 range such as 10.0.0.0/16`},
		"IPv4InIPv6":   {reason: "An IPv4 address has one form.", errs: errorsOfCIDR("::ffff:10.0.0.0/104"), want: `spec.value: Invalid value: "::ffff:10.0.0.0/104": must be an IPv4 range such as 10.0.0.0/16`},
		"Address":      {reason: "The range of one address is named.", errs: errorsOfCIDR("10.0.0.1"), want: `spec.value: Invalid value: "10.0.0.1": must have a prefix length: use 10.0.0.1/32 for this address alone`},
		"NotCanonical": {reason: "The canonical range is named.", errs: errorsOfCIDR("10.0.0.1/8"), want: `spec.value: Invalid value: "10.0.0.1/8": must be the first address of its range: use 10.0.0.0/8`},
	})
}

func TestRanges(t *testing.T) {
	t.Parallel()
	p := netip.MustParsePrefix
	testChecks(t, map[string]check{
		"Largest":  {reason: "The largest range is accepted.", errs: Size(at(), p("10.0.0.0/8"), 8, 22, "because")},
		"Smallest": {reason: "The smallest range is accepted.", errs: Size(at(), p("10.0.0.0/22"), 8, 22, "because")},
		"TooLarge": {reason: "The bounds and the reason are named.", errs: Size(at(), p("8.0.0.0/7"), 8, 22, "because"), want: `spec.value: Invalid value: "8.0.0.0/7": must be between /8 and /22: because`},
		"TooSmall": {reason: "The bounds and the reason are named.", errs: Size(at(), p("10.0.0.0/23"), 8, 22, "because"), want: `spec.value: Invalid value: "10.0.0.0/23": must be between /8 and /22: because`},
		"Inside":   {reason: "A part is inside.", errs: Inside(at(), p("172.31.0.0/16"), RFC1918(), "because")},
		"Same":     {reason: "The range itself is inside.", errs: Inside(at(), p("100.64.0.0/10"), PrivateRanges(), "because")},
		"Outside":  {reason: "The ranges and the reason are named.", errs: Inside(at(), p("172.32.0.0/16"), RFC1918(), "because"), want: `spec.value: Invalid value: "172.32.0.0/16": must lie inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16: because`},
		"Around":   {reason: "What holds the range is not inside of it.", errs: Inside(at(), p("0.0.0.0/0"), []netip.Prefix{p("10.0.0.0/8")}, "because"), want: `spec.value: Invalid value: "0.0.0.0/0": must lie inside 10.0.0.0/8: because`},
	})
	if got := Anywhere().String(); got != "0.0.0.0/0" {
		t.Errorf("Anywhere(): got %s", got)
	}
}

func TestParsedValues(t *testing.T) {
	t.Parallel()
	if r, _ := CIDR(at(), "10.0.0.0/8"); r != netip.MustParsePrefix("10.0.0.0/8") {
		t.Errorf("CIDR(10.0.0.0/8): got %s", r)
	}
}

func TestSort(t *testing.T) {
	t.Parallel()
	p := field.NewPath("spec")
	errs := field.ErrorList{
		field.Required(p.Child("b"), "2"),
		field.Required(p.Child("b"), "1"),
		field.Required(p.Child("a").Index(10).Child("x"), ""),
		field.Required(p.Child("a").Index(2).Child("y"), ""),
		field.Required(p.Child("a"), ""),
	}
	got := make([]string, 0, len(errs))
	for _, err := range Sort(errs) {
		got = append(got, err.Field+" "+err.Detail)
	}
	want := []string{"spec.a ", "spec.a[2].y ", "spec.a[10].x ", "spec.b 1", "spec.b 2"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Errors are in the order of their fields, and indexes are numbers.\nSort(...): -want, +got:\n%s", diff)
	}
}
