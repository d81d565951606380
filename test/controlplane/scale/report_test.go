// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package scale

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/test/controlplane/process"
)

func TestPercentile(t *testing.T) {
	t.Parallel()
	hundred := make([]time.Duration, 0, 100)
	for i := range 100 {
		hundred = append(hundred, time.Duration(100-i))
	}
	cases := map[string]struct {
		reason string
		in     []time.Duration
		p      float64
		want   time.Duration
	}{
		"None":    {reason: "There is no percentile of nothing.", p: 50},
		"One":     {reason: "Every percentile of one duration is that duration.", in: []time.Duration{7}, p: 99, want: 7},
		"Median":  {reason: "The nearest rank is one of the durations, whatever their order.", in: []time.Duration{4, 1, 3, 2}, p: 50, want: 2},
		"P99":     {reason: "Of a hundred, the second longest is the 99th percentile.", in: hundred, p: 99, want: 99},
		"Maximum": {reason: "All durations are within the longest.", in: hundred, p: 100, want: 100},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := Percentile(tc.in, tc.p); got != tc.want {
				t.Errorf("%s\nPercentile(...): want %d, got %d", tc.reason, tc.want, got)
			}
		})
	}
}

func TestSince(t *testing.T) {
	t.Parallel()
	use := func(name string, pid int, cpu float64) Usage {
		return Usage{Name: name, PID: pid, Usage: process.Usage{CPUSeconds: cpu}}
	}
	before := []Usage{use("etcd", 1, 10), use("crossplane", 2, 20)}
	after := []Usage{use("etcd", 1, 15), use("crossplane", 3, 4)}
	want := []Usage{use("etcd", 1, 5), use("crossplane", 3, 4)}
	if diff := cmp.Diff(want, Since(before, after)); diff != "" {
		t.Errorf("A process that was started again begins at zero.\nSince(...): -want, +got:\n%s", diff)
	}
}

func TestReport(t *testing.T) {
	t.Parallel()
	c := newClock()
	begun := time.Unix(100, 0)
	for name, s := range map[string]int{"a": 0, "b": 2} {
		at := begun.Add(time.Duration(s) * time.Second)
		c.noteCreated(name, at)
		c.noteComposed(name, at.Add(time.Second))
		c.noteComposed(name, at.Add(time.Minute))
		c.noteReady(name, at.Add(3*time.Second))
	}
	r := c.report(begun)
	r.Creation, r.Deletion = 2*time.Second, 10*time.Second
	r.Processes = []Usage{
		{Name: "function-network", Usage: process.Usage{CPUSeconds: 1, RSS: 50 * mebibyte, PeakRSS: 60 * mebibyte}},
		{Name: "etcd", Usage: process.Usage{CPUSeconds: 3, RSS: 100 * mebibyte, PeakRSS: 100 * mebibyte}},
	}
	out := &bytes.Buffer{}
	if err := r.Write(out); err != nil {
		t.Fatal(err)
	}
	var got []string
	for l := range strings.Lines(out.String()) {
		got = append(got, strings.Join(strings.Fields(l), " "))
	}
	want := []string{
		"",
		"2 CLAIMS ALL AFTER CLAIMS/S P50 P99",
		"created 2.00 s 1.0",
		"composed 3.00 s 0.7 1.00 s 1.00 s",
		"ready 5.00 s 0.4 3.00 s 3.00 s",
		"deleted 10.00 s 0.2",
		"",
		"PROCESS CPU SHARE MEMORY PEAK",
		"function-network 1.0 s 25.0 % 50 MiB 60 MiB",
		"etcd 3.0 s 75.0 % 100 MiB 100 MiB",
		"total 4.0 s 150 MiB",
		"",
		"Functions used 25.0 % of the CPU time.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Only the first time counts, rates are those of all claims, and functions are known by their name.\nWrite(...): -want, +got:\n%s", diff)
	}
}
