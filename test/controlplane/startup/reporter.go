// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package startup

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

const nagInterval = 5 * time.Second

// Text reports to people, a line for each step that is done, and every few
// seconds one that says what is being waited for.
type Text struct {
	out   io.Writer
	begun time.Time
	stop  chan struct{}

	mu      sync.Mutex
	pending []pending
}

type pending struct {
	step  string
	what  string
	since time.Time
}

// NewText returns a reporter that writes to the supplied writer until it is
// closed.
func NewText(out io.Writer) *Text {
	t := &Text{out: out, begun: time.Now(), stop: make(chan struct{})}
	go t.nag()
	return t
}

// Begun is called when a step begins.
func (t *Text) Begun(step string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.pending = append(t.pending, pending{step: step, since: time.Now()})
}

// Described is called when a step says what it is at.
func (t *Text) Described(step, what string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for i := range t.pending {
		if t.pending[i].step == step {
			t.pending[i].what = what
		}
	}
}

// Done is called when a step is done.
func (t *Text) Done(step string, took time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for i, p := range t.pending {
		if p.step == step {
			t.pending = append(t.pending[:i:i], t.pending[i+1:]...)
			break
		}
	}
	t.linef("%s (%s)", step, seconds(took))
}

// Notef reports something that is no step.
func (t *Text) Notef(format string, args ...any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.linef(format, args...)
}

// Close ends the report.
func (t *Text) Close() {
	close(t.stop)
}

func (t *Text) nag() {
	tick := time.NewTicker(nagInterval)
	defer tick.Stop()
	for {
		select {
		case <-t.stop:
			return
		case now := <-tick.C:
			t.waiting(now)
		}
	}
}

func (t *Text) waiting(now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	var ws []string
	for _, p := range t.pending {
		w := fmt.Sprintf("%s for %s", p.step, seconds(now.Sub(p.since)))
		if p.what != "" {
			w += " (" + p.what + ")"
		}
		ws = append(ws, w)
	}
	if len(ws) > 0 {
		t.linef("... waiting for %s", strings.Join(ws, ", "))
	}
}

func (t *Text) linef(format string, args ...any) {
	_, _ = fmt.Fprintf(t.out, "%7s  %s\n", seconds(time.Since(t.begun)), fmt.Sprintf(format, args...))
}

func seconds(d time.Duration) string {
	return fmt.Sprintf("%.1fs", d.Seconds())
}
