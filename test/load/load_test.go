// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package load

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	"github.com/hyperscalar/hyperscalar/test/repo"
)

// TestServer shows that a function is started, asked, measured and stopped.
func TestServer(t *testing.T) {
	t.Parallel()
	binary, err := repo.Tool("function-network")
	if err != nil {
		t.Fatal(err)
	}
	s, err := Start(t.Context(), Spec{Binary: binary, Args: []string{"--metrics-address="}})
	if err != nil {
		t.Fatal(err)
	}
	rsp, err := s.Function().RunFunction(t.Context(), &fnv1.RunFunctionRequest{Meta: &fnv1.RequestMeta{Tag: "a"}})
	if err != nil || rsp.GetMeta().GetTag() != "a" {
		t.Errorf("RunFunction(...): want the tag of the request, got %v, %v", rsp, err)
	}
	if b, err := s.RSS(); err != nil || MiB(b) < 1 || MiB(b) > 64 {
		t.Errorf("RSS(): got %.1f MiB, %v", MiB(b), err)
	}
	if now, peak := rss(t, s); peak < now {
		t.Errorf("PeakRSS(): got %d, which is less than the %d of now", peak, now)
	}
	if err := s.Stop(); err != nil {
		t.Error(err)
	}
	if _, err := s.Ask(t.Context(), nil); err == nil {
		t.Error("Ask(...): a function that was stopped should not answer")
	}
}

func rss(t *testing.T, s *Server) (now, peak int) {
	t.Helper()
	now, err := s.RSS()
	if err != nil {
		t.Fatal(err)
	}
	if peak, err = s.PeakRSS(); err != nil {
		t.Fatal(err)
	}
	return now, peak
}

// TestStartFails shows that a program that is no function is reported with what it says.
func TestStartFails(t *testing.T) {
	t.Parallel()
	if _, err := Start(t.Context(), Spec{Binary: "/nowhere/function"}); err == nil || !strings.Contains(err.Error(), "/nowhere/function") {
		t.Errorf("Start(...): want an error that names the program, got %v", err)
	}
}

// TestCPU shows that processor time is that of the process, and grows when it works.
func TestCPU(t *testing.T) { //nolint:paralleltest // It measures its own process.
	p := Process(os.Getpid())
	before, err := p.CPU()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); n++ {
		if after, err := p.CPU(); err != nil || after > before {
			return
		}
	}
	t.Errorf("CPU(): it stays %s, however much is done (%d)", before, n)
}

func TestPercentile(t *testing.T) {
	t.Parallel()
	var durations []time.Duration
	for i := range 101 {
		durations = append(durations, time.Duration(100-i))
	}
	cases := map[string]struct {
		reason  string
		of      []time.Duration
		percent int
		want    time.Duration
	}{
		"Median":  {reason: "Half of them are not longer.", of: durations, percent: 50, want: 50},
		"Slowest": {reason: "One of a hundred is longer.", of: durations, percent: 99, want: 99},
		"Single":  {reason: "One is all there is.", of: []time.Duration{7}, percent: 99, want: 7},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before := slices.Clone(tc.of)
			if got := Percentile(tc.of, tc.percent); got != tc.want {
				t.Errorf("%s\nPercentile(...): want %d, got %d", tc.reason, tc.want, got)
			}
			if !slices.Equal(before, tc.of) {
				t.Errorf("%s\nPercentile(...): the order was changed", tc.reason)
			}
		})
	}
}
