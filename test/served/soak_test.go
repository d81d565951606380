// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package served

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"google.golang.org/protobuf/proto"

	"github.com/crossplane/function-sdk-go/errors"
	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	"github.com/hyperscalar/hyperscalar/internal/compose/composetest"
	"github.com/hyperscalar/hyperscalar/test/apis"
	"github.com/hyperscalar/hyperscalar/test/load"
)

// Environment variables that say how much there is to do. By default it is just enough
// to see that it can be done: make soak does more.
const (
	envDuration   = "DURATION"
	envComposites = "COMPOSITES"
)

const (
	shortest         = time.Second
	fewestComposites = 100

	// clients that ask at once.
	clients = 16

	// maxRSS is what a function may take after load: 64 MiB.
	maxRSS = 64 << 20

	// growth that is none: the garbage collector is not always as far.
	growth = 1.25

	// longEnough for memory to become stable, when others need the processor too.
	longEnough = 5 * time.Minute

	// sampled is how often memory is looked at.
	sampled = 50 * time.Millisecond
)

// TestSoak proves that functions stay as large as they are, and answer every request in
// the same way, for as long as they are asked: by many clients at once, with claims that
// are new, ready and wrong.
func TestSoak(t *testing.T) { //nolint:paralleltest // Only one of them is measured at a time.
	duration := duration(t)
	for _, api := range apis.Names() { //nolint:paralleltest // Only one of them is measured at a time.
		t.Run(api, func(t *testing.T) {
			s := start(t, api)
			cs := calls(t, api, s, "")
			asked := time.Now()
			res := soak(t, s, cs, duration)
			first, last := res.resident(20, 30), res.resident(90, 100)
			t.Logf("%s: %d requests of %d kinds in %s, p50 %.1f ms, p99 %.1f ms, RSS %.1f MiB then %.1f MiB, peak %.1f MiB",
				api, len(res.wall), len(cs), time.Since(asked).Round(time.Second),
				load.Milliseconds(load.Percentile(res.wall, 50)), load.Milliseconds(load.Percentile(res.wall, 99)),
				load.MiB(first), load.MiB(last), load.MiB(peak(t, s)))
			if last > maxRSS {
				t.Errorf("resident memory: want %.0f MiB at most, got %.1f MiB", load.MiB(maxRSS), load.MiB(last))
			}
			if duration >= longEnough && float64(last) > growth*float64(first) {
				t.Errorf("resident memory grew from %.1f MiB to %.1f MiB", load.MiB(first), load.MiB(last))
			}
		})
	}
}

func duration(t *testing.T) time.Duration {
	t.Helper()
	text := os.Getenv(envDuration)
	if text == "" {
		return shortest
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// A result of a soak.
type result struct {
	wall []time.Duration
	rss  []int
}

// resident memory in the middle of a part of the time, in percent.
func (r result) resident(from, to int) int {
	part := slices.Sorted(slices.Values(r.rss[len(r.rss)*from/100 : max(1, len(r.rss)*to/100)]))
	return part[len(part)/2]
}

func peak(t *testing.T, s *load.Server) int {
	t.Helper()
	b, err := s.PeakRSS()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A question and how long its answer is, which is always the same.
type question struct {
	name    string
	request []byte
	answer  int
}

// soak a function for a while.
func soak(t *testing.T, s *load.Server, cs []composetest.Call, duration time.Duration) result {
	t.Helper()
	questions := make([]question, len(cs))
	for i, c := range cs {
		q := question{name: c.Name, request: encode(t, c.Request)}
		if err := q.check(t.Context(), s, c.Refused); err != nil {
			t.Fatal(err)
		}
		questions[i] = q
	}
	ctx, cancel := context.WithTimeout(t.Context(), duration)
	defer cancel()
	walls := make([][]time.Duration, clients)
	failed := make([]error, clients)
	var wg sync.WaitGroup
	for client := range clients {
		wg.Go(func() {
			for i := client; ctx.Err() == nil && failed[client] == nil; i++ {
				asked := time.Now()
				failed[client] = questions[i%len(questions)].ask(t.Context(), s) //nolint:contextcheck // What was asked is to be answered when the time is over.
				walls[client] = append(walls[client], time.Since(asked))
			}
		})
	}
	res := result{rss: samples(t, ctx, s)}
	wg.Wait()
	if err := errors.Join(failed...); err != nil {
		t.Fatal(err)
	}
	res.wall = slices.Concat(walls...)
	return res
}

// check the answer once, in full.
func (q *question) check(ctx context.Context, s *load.Server, refused bool) error {
	answer, err := s.Ask(ctx, q.request)
	if err != nil {
		return errors.Wrap(err, q.name)
	}
	q.answer = len(answer)
	return errors.Wrap(checkAnswer(answer, refused), q.name)
}

func checkAnswer(answer []byte, refused bool) error {
	rsp := &fnv1.RunFunctionResponse{}
	if err := proto.Unmarshal(answer, rsp); err != nil {
		return errors.Wrap(err, "cannot decode response")
	}
	if got := composetest.Fatal(rsp); (got != "") != refused {
		return errors.Errorf("want a refusal: %t, got %q", refused, got)
	}
	return nil
}

// ask again, and compare no more than what costs nothing.
func (q *question) ask(ctx context.Context, s *load.Server) error {
	answer, err := s.Ask(ctx, q.request)
	if err != nil {
		return errors.Wrap(err, q.name)
	}
	if len(answer) != q.answer {
		return errors.Errorf("%s: the same request got %d bytes, and then %d", q.name, q.answer, len(answer))
	}
	return nil
}

// samples of resident memory until the context ends.
func samples(t *testing.T, ctx context.Context, s *load.Server) []int { //nolint:revive // The test comes first everywhere.
	t.Helper()
	var out []int
	for ticker := time.NewTicker(sampled); ; {
		select {
		case <-ctx.Done():
			ticker.Stop()
			return out
		case <-ticker.C:
			b, err := s.RSS()
			if err != nil {
				t.Error(err)
			}
			out = append(out, b)
		}
	}
}

// serial is where the number of a composite stands in its name.
const serial = "-n00000"

// TestFleet proves that a function's memory does not grow with the composites that it
// serves: every request is that of another one.
func TestFleet(t *testing.T) { //nolint:paralleltest // Only one of them is measured at a time.
	composites := fewestComposites
	if text := os.Getenv(envComposites); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatal(err)
		}
		composites = n
	}
	for _, api := range apis.Names() { //nolint:paralleltest // Only one of them is measured at a time.
		t.Run(api, func(t *testing.T) {
			s := start(t, api)
			cs := renamable(t, s, calls(t, api, s, serial))
			walls := fleet(t, s, cs, composites)
			after, err := s.RSS()
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%s: %d composites of %d kinds, p50 %.1f ms, p99 %.1f ms, RSS %.1f MiB, peak %.1f MiB", api, composites, len(cs),
				load.Milliseconds(load.Percentile(walls, 50)), load.Milliseconds(load.Percentile(walls, 99)), load.MiB(after), load.MiB(peak(t, s)))
			if after > maxRSS {
				t.Errorf("resident memory: want %.0f MiB at most, got %.1f MiB", load.MiB(maxRSS), load.MiB(after))
			}
		})
	}
}

// A member is a composite of which there may be any number.
type member struct {
	name    string
	request []byte
	refused bool
}

// numbered returns the request of one of them. Its number has as many digits as the one
// in its place, so that all lengths on the wire stay what they are.
func (m member) numbered(i int) []byte {
	return bytes.ReplaceAll(m.request, []byte(serial), fmt.Appendf(nil, "-n%05d", i))
}

// renamable are the calls whose composites may have any number. What has recorded a digest
// of its own name cannot be renamed any more.
func renamable(t *testing.T, s *load.Server, cs []composetest.Call) []member {
	t.Helper()
	var out []member
	ready := 0
	for _, c := range cs {
		m := member{name: c.Name, request: encode(t, c.Request), refused: c.Refused}
		answer, err := s.Ask(t.Context(), m.numbered(1))
		if err != nil {
			t.Fatal(err)
		}
		if checkAnswer(answer, m.refused) != nil {
			continue
		}
		out = append(out, m)
		if len(c.Request.GetObserved().GetResources()) > 0 {
			ready++
		}
	}
	if ready == 0 {
		t.Fatal("none of the composites exists")
	}
	return out
}

// fleet of composites that are asked for once each.
func fleet(t *testing.T, s *load.Server, cs []member, composites int) []time.Duration {
	t.Helper()
	walls := make([]time.Duration, composites)
	failed := make([]error, clients)
	var wg sync.WaitGroup
	for client := range clients {
		wg.Go(func() {
			for i := client; i < composites && failed[client] == nil; i += clients {
				m := cs[i%len(cs)]
				request := m.numbered(i)
				asked := time.Now()
				answer, err := s.Ask(t.Context(), request)
				walls[i] = time.Since(asked)
				failed[client] = errors.Wrapf(errors.Join(err, checkAnswer(answer, m.refused)), "composite %d, %s", i, m.name)
			}
		})
	}
	wg.Wait()
	if err := errors.Join(failed...); err != nil {
		t.Fatal(err)
	}
	return walls
}
