// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	"testing"
	"time"

	"google.golang.org/protobuf/types/known/structpb"

	"github.com/crossplane/function-sdk-go/logging"

	"github.com/hyperscalar/hyperscalar/internal/compose/composetest"
)

func TestNow(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason string
		given  *structpb.Value
		want   string
		fatal  string
	}{
		"Clock": {
			reason: "Without anything else it is what the clock says, to the minute.",
			want:   "2026-03-04T05:06:00Z",
		},
		"Context": {
			reason: "An earlier step may say what time it is, in any zone.",
			given:  structpb.NewStringValue("2027-01-01T01:30:59+01:00"),
			want:   "2027-01-01T00:30:00Z",
		},
		"NoTime": {
			reason: "What is not a time must not be taken for one.",
			given:  structpb.NewStringValue("tomorrow"),
			fatal:  `context[platform.hyperscalar.io/now]: Invalid value: "tomorrow": must be a time such as 2026-01-31T12:00:00Z`,
		},
		"NoText": {
			reason: "What is not a text must not be taken for a time.",
			given:  structpb.NewNumberValue(7),
			fatal:  `context[platform.hyperscalar.io/now]: Invalid value: 7: must be a time such as 2026-01-31T12:00:00Z`,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := New(harbourAPI(), logging.NewNopLogger())
			f.now = func() time.Time {
				return time.Date(2026, time.March, 4, 6, 6, 59, 999, time.FixedZone("", int(time.Hour.Seconds())))
			}
			w := harbourWorld(t, harbourClaim, "{provider: aws, region: eu-west}")
			w.Function = f
			req := w.Request()
			delete(req.GetContext().GetFields(), ContextNow)
			if tc.given != nil {
				req.GetContext().Fields[ContextNow] = tc.given
			}
			rsp := w.RunRequest(t, req)
			if got := fatal(rsp); got != tc.fatal {
				t.Errorf("%s\nfatal result: want %q, got %q", tc.reason, tc.fatal, got)
			}
			if got := at(statusOf(rsp), "now").GetStringValue(); got != tc.want {
				t.Errorf("%s\nwant %s, got %s", tc.reason, tc.want, got)
			}
		})
	}
}

// TestClockStandsStill proves that a test without a time of its own is the same at any
// time.
func TestClockStandsStill(t *testing.T) {
	t.Parallel()
	w := harbourWorld(t, harbourClaim, "{provider: aws, region: eu-west}")
	if got := composetest.At(statusOf(w.Run(t)), "now").GetStringValue(); got != "2026-01-05T12:00:00Z" {
		t.Errorf("want a fixed time, got %s", got)
	}
	w.Now = time.Date(2026, time.June, 7, 8, 9, 0, 0, time.UTC)
	if got := composetest.At(statusOf(w.Run(t)), "now").GetStringValue(); got != "2026-06-07T08:09:00Z" {
		t.Errorf("want the time of the world, got %s", got)
	}
}
