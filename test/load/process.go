// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package load

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"github.com/crossplane/function-sdk-go/errors"
)

// A Process by its id.
type Process int

const kibibyte = 1024

// CPU is the processor time that the process has used, its threads together. The clock
// of a process has its id in its number.
// https://man7.org/linux/man-pages/man3/clock_getcpuclockid.3.html
func (p Process) CPU() (time.Duration, error) {
	const scheduled, bits = 2, 3
	var ts unix.Timespec
	if err := unix.ClockGettime(int32(^p<<bits|scheduled), &ts); err != nil { //nolint:gosec // Ids are small.
		return 0, errors.Wrapf(err, "cannot read the processor time of process %d", p)
	}
	return time.Duration(ts.Nano()), nil
}

// RSS is the resident memory of the process in bytes.
func (p Process) RSS() (int, error) { return p.memory("VmRSS:") }

// PeakRSS is the largest that the resident memory of the process ever was, in bytes.
func (p Process) PeakRSS() (int, error) { return p.memory("VmHWM:") }

func (p Process) memory(field string) (int, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p))
	if err != nil {
		return 0, errors.Wrap(err, "cannot read memory")
	}
	for line := range strings.Lines(string(b)) {
		if after, ok := strings.CutPrefix(line, field); ok {
			n, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(after), "kB")))
			return n * kibibyte, errors.Wrapf(err, "cannot read %q", line)
		}
	}
	return 0, errors.Errorf("cannot find %q", field)
}

// Percentile of durations, for example 99. There must be one at least.
func Percentile(durations []time.Duration, percent int) time.Duration {
	sorted := slices.Sorted(slices.Values(durations))
	return sorted[(len(sorted)-1)*percent/100]
}

// Milliseconds of a duration.
func Milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// MiB of a number of bytes.
func MiB(n int) float64 { return float64(n) / (kibibyte * kibibyte) }
