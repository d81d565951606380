// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package isolation

import (
	"net"
	"slices"
	"strings"
	"testing"
)

func TestListen(t *testing.T) {
	t.Parallel()
	first, err := Listen(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	taken := Port(first)

	second, err := Listen(t.Context(), taken)
	if err != nil {
		t.Fatalf("A port that is taken is no reason to fail: %v", err)
	}
	defer second.Close()
	if Port(second) == taken || Port(second) == 0 {
		t.Errorf("Listen(%d): want another port, got %d", taken, Port(second))
	}
	for _, l := range []net.Listener{first, second} {
		if !strings.HasPrefix(l.Addr().String(), Loopback+":") {
			t.Errorf("Listen(): want loopback only, got %s", l.Addr())
		}
	}
}

func TestFreePorts(t *testing.T) {
	t.Parallel()
	l, err := Listen(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	taken := Port(l)

	got, err := FreePorts(t.Context(), taken, 0, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	if slices.Contains(got, taken) || slices.Contains(got, 0) {
		t.Errorf("FreePorts(): want free ports only, got %v although %d is taken", got, taken)
	}
	slices.Sort(got)
	if len(slices.Compact(got)) != 4 {
		t.Errorf("FreePorts(): want four different ports, got %v", got)
	}

	again, err := FreePorts(t.Context(), got[0])
	if err != nil {
		t.Fatal(err)
	}
	if again[0] != got[0] {
		t.Errorf("FreePorts(%d): want the preferred port, because it is free, got %d", got[0], again[0])
	}
}
