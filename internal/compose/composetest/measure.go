// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package composetest

import (
	"testing"

	"google.golang.org/protobuf/proto"
)

// Measure what one call of the function costs in a world, without transport.
func (w World) Measure(b *testing.B) {
	b.Helper()
	req := w.Request()
	rsp := w.RunRequest(b, req)
	if m := Fatal(rsp); m != "" {
		b.Fatal(m)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := w.Function.RunFunction(b.Context(), req); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(rsp.GetDesired().GetResources())), "resources")
	b.ReportMetric(float64(proto.Size(req))/1024, "KiB-request")
}
