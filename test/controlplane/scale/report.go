// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package scale

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/controlplane/process"
)

const (
	mebibyte = 1024 * 1024
	percent  = 100

	// functionPrefix begins the name of every process of a function.
	functionPrefix = "function-"
)

// A Usage is what a process used.
type Usage struct {
	// Name of the process.
	Name string

	// PID of the process.
	PID int

	process.Usage
}

// Since returns what was used since an earlier measurement. A process that was
// started again in the meantime has used what it used since then, at least.
func Since(before, after []Usage) []Usage {
	out := slices.Clone(after)
	for i, a := range out {
		for _, b := range before {
			if a.Name == b.Name && a.PID == b.PID {
				out[i].CPUSeconds -= b.CPUSeconds
			}
		}
	}
	return out
}

// A Report of a scale run.
type Report struct {
	// Claims by the time that each took.
	Claims []Times

	// Creation is how long it took to create the claims.
	Creation time.Duration

	// Composed and Ready are how long it took from the first claim until all
	// were.
	Composed time.Duration
	Ready    time.Duration

	// Processes and what they used until all claims were ready.
	Processes []Usage

	// Deletion is how long it took from the first deletion until nothing was
	// left. It is 0 if nothing was deleted.
	Deletion time.Duration
}

// Times that a claim took.
type Times struct {
	// Composed is how long it took from creation to the first managed
	// resource, and Ready until the claim was.
	Composed time.Duration
	Ready    time.Duration
}

// Percentile of durations by the nearest rank, which is one of them. It is 0 if
// there are none.
func Percentile(ds []time.Duration, p float64) time.Duration {
	if len(ds) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(ds))
	rank := int(math.Ceil(p / percent * float64(len(sorted))))
	return sorted[min(max(rank, 1), len(sorted))-1]
}

// FunctionShare is the part of all CPU time that functions used, from 0 to 1.
func (r Report) FunctionShare() float64 {
	all, functions := 0.0, 0.0
	for _, p := range r.Processes {
		all += p.CPUSeconds
		if strings.HasPrefix(p.Name, functionPrefix) {
			functions += p.CPUSeconds
		}
	}
	if all == 0 {
		return 0
	}
	return functions / all
}

// Write the report for people.
func (r Report) Write(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	composed := make([]time.Duration, 0, len(r.Claims))
	ready := make([]time.Duration, 0, len(r.Claims))
	for _, t := range r.Claims {
		composed, ready = append(composed, t.Composed), append(ready, t.Ready)
	}
	_, _ = fmt.Fprintf(w, "\n%d CLAIMS\tALL AFTER\tCLAIMS/S\tP50\tP99\n", len(r.Claims))
	_, _ = fmt.Fprintf(w, "created\t%s\t%.1f\t\t\n", seconds(r.Creation), r.rate(r.Creation))
	r.row(w, "composed", r.Composed, composed)
	r.row(w, "ready", r.Ready, ready)
	if r.Deletion > 0 {
		_, _ = fmt.Fprintf(w, "deleted\t%s\t%.1f\t\t\n", seconds(r.Deletion), r.rate(r.Deletion))
	}
	r.processes(w)
	_, _ = fmt.Fprintf(w, "\nFunctions used %.1f %% of the CPU time.\n", r.FunctionShare()*percent)
	return errors.Wrap(w.Flush(), "cannot write")
}

func (r Report) row(w io.Writer, name string, all time.Duration, each []time.Duration) {
	_, _ = fmt.Fprintf(w, "%s\t%s\t%.1f\t%s\t%s\n", name, seconds(all), r.rate(all), seconds(Percentile(each, 50)), seconds(Percentile(each, 99)))
}

// rate of claims per second.
func (r Report) rate(d time.Duration) float64 {
	if d == 0 {
		return 0
	}
	return float64(len(r.Claims)) / d.Seconds()
}

func (r Report) processes(w io.Writer) {
	total := process.Usage{}
	for _, p := range r.Processes {
		total.CPUSeconds += p.CPUSeconds
		total.RSS += p.RSS
	}
	_, _ = fmt.Fprintln(w, "\nPROCESS\tCPU\tSHARE\tMEMORY\tPEAK")
	for _, p := range r.Processes {
		share := 0.0
		if total.CPUSeconds > 0 {
			share = p.CPUSeconds / total.CPUSeconds * percent
		}
		_, _ = fmt.Fprintf(w, "%s\t%.1f s\t%.1f %%\t%d MiB\t%d MiB\n", p.Name, p.CPUSeconds, share, p.RSS/mebibyte, p.PeakRSS/mebibyte)
	}
	_, _ = fmt.Fprintf(w, "total\t%.1f s\t\t%d MiB\t\n", total.CPUSeconds, total.RSS/mebibyte)
}

func seconds(d time.Duration) string {
	return fmt.Sprintf("%.2f s", d.Seconds())
}
