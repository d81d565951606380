// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package scale

import (
	"sync"
	"time"
)

// A clock notes when each claim was created, composed and ready.
type clock struct {
	mu       sync.Mutex
	created  map[string]time.Time
	composed map[string]time.Time
	ready    map[string]time.Time
}

func newClock() *clock {
	return &clock{created: map[string]time.Time{}, composed: map[string]time.Time{}, ready: map[string]time.Time{}}
}

func (c *clock) noteCreated(name string, at time.Time)  { c.note(c.created, name, at) }
func (c *clock) noteComposed(name string, at time.Time) { c.note(c.composed, name, at) }
func (c *clock) noteReady(name string, at time.Time)    { c.note(c.ready, name, at) }

// note the first time only.
func (c *clock) note(in map[string]time.Time, name string, at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := in[name]; !ok {
		in[name] = at
	}
}

// counts how many claims are composed, and how many ready.
func (c *clock) counts() (composed, ready int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.composed), len(c.ready)
}

// report the times of claims that are all ready.
func (c *clock) report(begun time.Time) Report {
	c.mu.Lock()
	defer c.mu.Unlock()
	r := Report{}
	for name, at := range c.created {
		r.Claims = append(r.Claims, Times{Composed: c.composed[name].Sub(at), Ready: c.ready[name].Sub(at)})
		r.Composed = max(r.Composed, c.composed[name].Sub(begun))
		r.Ready = max(r.Ready, c.ready[name].Sub(begun))
	}
	return r
}
