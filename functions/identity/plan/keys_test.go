// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
)

// start is when the first key is asked for.
func start() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) }

// slots returns a function that is true for the supplied slots.
func slots(of ...v1alpha1.KeySlot) func(v1alpha1.KeySlot) bool {
	return func(s v1alpha1.KeySlot) bool { return slices.Contains(of, s) }
}

// recordedKey is a key that was created so many days after the start.
func recordedKey(s v1alpha1.KeySlot, state v1alpha1.KeyState, days int) v1alpha1.Key {
	return v1alpha1.Key{Slot: s, State: state, ID: "id-" + string(s), CreatedAt: start().AddDate(0, 0, days).Format(time.RFC3339)}
}

func TestKeys(t *testing.T) {
	t.Parallel()
	const a, b = v1alpha1.KeySlotA, v1alpha1.KeySlotB
	const creating, current, retiring = v1alpha1.KeyCreating, v1alpha1.KeyCurrent, v1alpha1.KeyRetiring
	at := func(days int) time.Time { return start().AddDate(0, 0, days) }
	cases := map[string]struct {
		reason   string
		now      time.Time
		recorded []v1alpha1.Key
		exists   []v1alpha1.KeySlot
		works    []v1alpha1.KeySlot
		want     []StaticKey
	}{
		"First": {
			reason: "A machine starts with one key.",
			now:    at(0),
			want:   []StaticKey{{Slot: a, State: creating, Created: at(0)}},
		},
		"FirstWorks": {
			reason:   "The age of a key counts from when it was first seen to work.",
			now:      at(1),
			recorded: []v1alpha1.Key{recordedKey(a, creating, 0)}, exists: []v1alpha1.KeySlot{a}, works: []v1alpha1.KeySlot{a},
			want: []StaticKey{{Slot: a, State: current, Created: at(1), Rotates: at(31)}},
		},
		"Young": {
			reason:   "A key stays until its time has come.",
			now:      at(29),
			recorded: []v1alpha1.Key{recordedKey(a, current, 0)}, exists: []v1alpha1.KeySlot{a}, works: []v1alpha1.KeySlot{a},
			want: []StaticKey{{Slot: a, State: current, Created: at(0), Rotates: at(30)}},
		},
		"Due": {
			reason:   "The next key is asked for beside the one that works.",
			now:      at(30),
			recorded: []v1alpha1.Key{recordedKey(a, current, 0)}, exists: []v1alpha1.KeySlot{a}, works: []v1alpha1.KeySlot{a},
			want: []StaticKey{{Slot: b, State: creating, Created: at(30)}, {Slot: a, State: current, Created: at(0)}},
		},
		"DueButTaken": {
			reason:   "A slot whose last key is still being deleted is not used again.",
			now:      at(30),
			recorded: []v1alpha1.Key{recordedKey(a, current, 0)}, exists: []v1alpha1.KeySlot{a, b}, works: []v1alpha1.KeySlot{a},
			want: []StaticKey{{Slot: a, State: current, Created: at(0), Rotates: at(30)}},
		},
		"NextFails": {
			reason:   "While the next key does not work nothing is given up, however long it takes.",
			now:      at(300),
			recorded: []v1alpha1.Key{recordedKey(b, creating, 30), recordedKey(a, current, 0)}, exists: []v1alpha1.KeySlot{a, b}, works: []v1alpha1.KeySlot{a},
			want: []StaticKey{{Slot: b, State: creating, Created: at(30)}, {Slot: a, State: current, Created: at(0)}},
		},
		"NextWorks": {
			reason:   "The overlap starts when the next key works.",
			now:      at(300),
			recorded: []v1alpha1.Key{recordedKey(b, creating, 30), recordedKey(a, current, 0)}, exists: []v1alpha1.KeySlot{a, b}, works: []v1alpha1.KeySlot{a, b},
			want: []StaticKey{{Slot: b, State: current, Created: at(300), Rotates: at(330)}, {Slot: a, State: retiring, Created: at(0), Expires: at(307)}},
		},
		"Overlap": {
			reason:   "Both keys work for the days of overlap.",
			now:      at(36),
			recorded: []v1alpha1.Key{recordedKey(b, current, 30), recordedKey(a, retiring, 0)}, exists: []v1alpha1.KeySlot{a, b}, works: []v1alpha1.KeySlot{a, b},
			want: []StaticKey{{Slot: b, State: current, Created: at(30), Rotates: at(60)}, {Slot: a, State: retiring, Created: at(0), Expires: at(37)}},
		},
		"OverlapIsOver": {
			reason:   "The last key is given up.",
			now:      at(37),
			recorded: []v1alpha1.Key{recordedKey(b, current, 30), recordedKey(a, retiring, 0)}, exists: []v1alpha1.KeySlot{a, b}, works: []v1alpha1.KeySlot{a, b},
			want: []StaticKey{{Slot: b, State: current, Created: at(30), Rotates: at(60)}},
		},
		"StatusLost": {
			reason: "Keys that exist are kept when what was recorded is lost, and both until the overlap is over.",
			now:    at(100),
			exists: []v1alpha1.KeySlot{a, b}, works: []v1alpha1.KeySlot{a, b},
			want: []StaticKey{{Slot: a, State: current, Created: at(100), Rotates: at(130)}, {Slot: b, State: retiring, Created: at(100), Expires: at(107)}},
		},
		"StatusLostInB": {
			reason: "A key that exists is kept, whichever slot it is in.",
			now:    at(100),
			exists: []v1alpha1.KeySlot{b}, works: []v1alpha1.KeySlot{b},
			want: []StaticKey{{Slot: b, State: current, Created: at(100), Rotates: at(130)}},
		},
		"NoTime": {
			reason:   "Without the time nothing is replaced and nothing is given up.",
			recorded: []v1alpha1.Key{recordedKey(b, current, -400), recordedKey(a, retiring, -430)}, exists: []v1alpha1.KeySlot{a, b}, works: []v1alpha1.KeySlot{a, b},
			want: []StaticKey{{Slot: b, State: current, Created: at(-400), Rotates: at(-370)}, {Slot: a, State: retiring, Created: at(-430), Expires: at(-393)}},
		},
		"WorksNoMore": {
			reason:   "Credentials that are lost for a moment do not make a key young again.",
			now:      at(10),
			recorded: []v1alpha1.Key{recordedKey(a, current, 0)}, exists: []v1alpha1.KeySlot{a},
			want: []StaticKey{{Slot: a, State: current, Created: at(0), Rotates: at(30)}},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := Machine{RotationDays: 30, OverlapDays: 7, Now: tc.now, Recorded: tc.recorded}
			if diff := cmp.Diff(tc.want, m.Keys(slots(tc.exists...), slots(tc.works...))); diff != "" {
				t.Errorf("%s\nKeys(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

// TestRotation lives through two years, minute by minute of interest, with a cloud that
// takes a while: there is always a key that works, never more than two, and the
// credentials that were handed out work for all days of the overlap.
func TestRotation(t *testing.T) {
	t.Parallel()
	var recorded []v1alpha1.Key
	exists, works := map[v1alpha1.KeySlot]int{}, map[v1alpha1.KeySlot]int{}
	is := func(of map[v1alpha1.KeySlot]int) func(v1alpha1.KeySlot) bool {
		return func(s v1alpha1.KeySlot) bool { return of[s] > 0 }
	}
	replaced, handedOut := 0, map[v1alpha1.KeySlot]int{}
	for hour := range 2 * 365 * 24 {
		m := Machine{RotationDays: 30, OverlapDays: 7, Now: start().Add(time.Duration(hour) * time.Hour), Recorded: recorded}
		keys := m.Keys(is(exists), is(works))
		before := recorded
		recorded = nil
		wanted := map[v1alpha1.KeySlot]bool{}
		for _, k := range keys {
			recorded = append(recorded, k.Status(m, "id"))
			wanted[k.Slot] = true
		}
		if len(keys) > 2 || len(before) > 0 && len(wanted) != len(keys) {
			t.Fatalf("hour %d: got keys %+v", hour, keys)
		}
		current, ok := Current(keys)
		if hour > 5 && (!ok || !is(works)(current.Slot)) {
			t.Fatalf("hour %d: no key works: %+v", hour, keys)
		}
		if ok {
			handedOut[current.Slot] = hour
		}
		for _, s := range v1alpha1.KeySlots() {
			if wanted[s] {
				exists[s]++
			} else if exists[s] > 0 {
				if hour-handedOut[s] < 7*24 {
					t.Fatalf("hour %d: a key that was handed out %d hours ago stops working", hour, hour-handedOut[s])
				}
				exists[s] = 0
				replaced++
			}
			works[s] = max(0, exists[s]-3)
		}
	}
	if replaced < 20 {
		t.Errorf("Keys were replaced %d times in two years", replaced)
	}
}

func TestKeyStatus(t *testing.T) {
	t.Parallel()
	m := Machine{RotationDays: 30, OverlapDays: 7, Now: start().AddDate(0, 0, 3).Add(23 * time.Hour)}
	k := StaticKey{Slot: v1alpha1.KeySlotA, State: v1alpha1.KeyCurrent, Created: start(), Rotates: start().AddDate(0, 0, 30)}
	want := v1alpha1.Key{Slot: v1alpha1.KeySlotA, State: v1alpha1.KeyCurrent, ID: "AKIA", AgeDays: 3, CreatedAt: "2026-03-01T12:00:00Z", RotatesAt: "2026-03-31T12:00:00Z"}
	if diff := cmp.Diff(want, k.Status(m, "AKIA")); diff != "" {
		t.Errorf("Status(...): -want, +got:\n%s", diff)
	}
	if _, ok := Current([]StaticKey{{Slot: v1alpha1.KeySlotA, State: v1alpha1.KeyCreating}}); ok {
		t.Error("A key that does not work yet is not current")
	}
}
