// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package startup

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/crossplane/function-sdk-go/errors"
)

// A recorder writes down what it is told.
type recorder struct {
	mu   sync.Mutex
	told []string
}

func (r *recorder) tell(s string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.told = append(r.told, s)
}

func (r *recorder) Begun(step string)                 { r.tell("begun " + step) }
func (r *recorder) Described(step, what string)       { r.tell(step + " is at " + what) }
func (r *recorder) Done(step string, _ time.Duration) { r.tell("done " + step) }
func (r *recorder) before(t *testing.T, a, b string) {
	t.Helper()
	i, j := slices.Index(r.told, a), slices.Index(r.told, b)
	if i < 0 || j < 0 || i > j {
		t.Errorf("want %q before %q, got %v", a, b, r.told)
	}
}

func nothing(context.Context) error { return nil }

func TestOrder(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		steps  Steps
		want   []string
		err    string
	}{
		"Empty": {
			reason: "There may be nothing to do.",
		},
		"Dependencies": {
			reason: "A step comes after those that it needs, wherever it was listed.",
			steps:  Steps{{Name: "c", After: []string{"b", "a"}}, {Name: "b", After: []string{"a"}}, {Name: "a"}},
			want:   []string{"a", "b", "c"},
		},
		"Cycle": {
			reason: "Steps that wait for each other would wait for ever.",
			steps:  Steps{{Name: "a", After: []string{"b"}}, {Name: "b", After: []string{"a"}}, {Name: "c"}},
			err:    "a, b wait for each other",
		},
		"Unknown": {
			reason: "A step that does not exist is never done.",
			steps:  Steps{{Name: "a", After: []string{"typo"}}},
			err:    "a wait for each other, or for steps that do not exist",
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := tc.steps.Order()
			if diff := cmp.Diff(tc.want, got); err == nil && diff != "" {
				t.Errorf("%s\nOrder(): -want, +got:\n%s", tc.reason, diff)
			}
			if (err != nil) != (tc.err != "") || err != nil && !strings.Contains(err.Error(), tc.err) {
				t.Errorf("%s\nOrder(): want error %q, got %v", tc.reason, tc.err, err)
			}
		})
	}
}

func TestRun(t *testing.T) {
	t.Parallel()
	r := &recorder{}
	// Both steps in the middle must run at once for either to end.
	meet := make(chan struct{})
	middle := func(ctx context.Context) error {
		select {
		case meet <- struct{}{}:
		case <-meet:
		case <-ctx.Done():
		}
		return ctx.Err()
	}
	s := Steps{
		{Name: "last", After: []string{"left", "right"}, Run: nothing},
		{Name: "left", After: []string{"first"}, Run: middle},
		{Name: "right", After: []string{"first"}, Run: middle},
		{Name: "first", Run: func(ctx context.Context) error {
			Describe(ctx, "work")
			return nil
		}},
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := s.Run(ctx, r); err != nil {
		t.Fatal(err)
	}
	r.before(t, "begun first", "first is at work")
	r.before(t, "first is at work", "done first")
	r.before(t, "done first", "begun left")
	r.before(t, "done first", "begun right")
	r.before(t, "done left", "begun last")
	r.before(t, "done right", "begun last")
}

func TestRunFails(t *testing.T) {
	t.Parallel()
	r := &recorder{}
	s := Steps{
		{Name: "bad", Run: func(context.Context) error { return errors.New("boom") }},
		{Name: "slow", Run: func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }},
		{Name: "never", After: []string{"bad"}, Run: nothing},
	}
	err := s.Run(t.Context(), r)
	if err == nil || err.Error() != "cannot bring up bad: boom" {
		t.Errorf("The first failure ends the others and is what is reported. Run(): got %v", err)
	}
	if slices.Contains(r.told, "begun never") {
		t.Error("A step must not begin when one that it needs failed.")
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	out := &bytes.Buffer{}
	r := NewText(out)
	defer r.Close()
	r.Begun("etcd")
	r.Begun("registry")
	r.Described("etcd", "2 of 3")
	r.Done("registry", 1500*time.Millisecond)
	r.waiting(time.Now().Add(7 * time.Second))
	for _, want := range []string{"registry (1.5s)\n", "... waiting for etcd for 7.0s (2 of 3)\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("want %q in the report, got:\n%s", want, out)
		}
	}
}
