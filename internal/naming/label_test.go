// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package naming

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation"
)

func TestLabelValue(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason string
		in     string
		want   string
	}{
		"Empty": {
			reason: "A label may be empty.",
		},
		"Legal": {
			reason: "A legal value is left alone.",
			in:     "Orders.primary_9",
			want:   "Orders.primary_9",
		},
		"AsLongAsItGets": {
			reason: "63 characters are legal.",
			in:     strings.Repeat("a", 63),
			want:   strings.Repeat("a", 63),
		},
		"TooLong": {
			reason: "A longer value is cut and told apart by a hash.",
			in:     strings.Repeat("a", 64),
			want:   strings.Repeat("a", 49) + "-zzj59zmuw35qv",
		},
		"CutAtASeparator": {
			reason: "Nothing but the hash's hyphen comes before the hash.",
			in:     strings.Repeat("a", 48) + "." + strings.Repeat("b", 30),
			want:   strings.Repeat("a", 48) + "-ydhdcrxdyy6kr",
		},
		"IllegalCharacters": {
			reason: "Characters that a label may not have become hyphens.",
			in:     "team/orders",
			want:   "team-orders-f3bxd0mqdvz3x",
		},
		"NothingLegal": {
			reason: "If no character is legal, the hash stands alone.",
			in:     "///",
			want:   "gdq4x5skdghf2",
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, LabelValue(tc.in)); diff != "" {
				t.Errorf("%s\nLabelValue(%q): -want, +got:\n%s", tc.reason, tc.in, diff)
			}
		})
	}
}

func FuzzLabelValue(f *testing.F) {
	f.Add("orders", "orders.primary")
	f.Add(strings.Repeat("a", 64), strings.Repeat("a", 65))
	f.Add("a/b", "a:b")

	f.Fuzz(func(t *testing.T, a, b string) {
		va, vb := LabelValue(a), LabelValue(b)
		if errs := validation.IsValidLabelValue(va); len(errs) > 0 {
			t.Errorf("LabelValue(%q) = %q: %v", a, va, errs)
		}
		if a != b && va == vb {
			t.Errorf("%q and %q are both labelled %q", a, b, va)
		}
	})
}
