// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package controlplane

import (
	"strings"
	"testing"
)

func TestIdle(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason  string
		metrics string
		want    bool
		fails   bool
	}{
		"Idle": {
			reason: "What other controllers do does not matter.",
			metrics: `
# TYPE workqueue_depth gauge
workqueue_depth{controller="packages/a",name="packages/a",priority="0"} 0
workqueue_depth{controller="mrd/b",name="mrd/b",priority="0"} 3
# TYPE controller_runtime_active_workers gauge
controller_runtime_active_workers{controller="packages/a"} 0
`,
			want: true,
		},
		"Waiting": {
			reason: "Something waits for a controller, at any priority.",
			metrics: `
# TYPE workqueue_depth gauge
workqueue_depth{controller="packages/a",name="packages/a",priority="0"} 0
workqueue_depth{controller="packages/a",name="packages/a",priority="-100"} 1
# TYPE controller_runtime_active_workers gauge
controller_runtime_active_workers{controller="packages/a"} 0
`,
		},
		"Working": {
			reason: "A controller works on something.",
			metrics: `
# TYPE workqueue_depth gauge
workqueue_depth{controller="packages/a",name="packages/a",priority="0"} 0
# TYPE controller_runtime_active_workers gauge
controller_runtime_active_workers{controller="packages/a"} 2
`,
		},
		"NotStarted": {
			reason:  "A controller that has not started yet is not idle.",
			metrics: `go_goroutines 7` + "\n",
		},
		"NoMetrics": {
			reason:  "What cannot be parsed says nothing.",
			metrics: "<html>",
			fails:   true,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := idle(strings.NewReader(tc.metrics), packageControllers)
			if got != tc.want || err != nil != tc.fails {
				t.Errorf("%s\nidle(): want %t, got %t, error %v", tc.reason, tc.want, got, err)
			}
		})
	}
}
