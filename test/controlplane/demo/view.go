// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package demo

import (
	"fmt"
	"slices"
	"strings"
	"time"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

const (
	// shown is how many resources of each sort are listed for a claim.
	shown = 3

	// progressInterval is how often the mere number of a claim's resources is
	// told to what is no terminal.
	progressInterval = 5 * time.Second
)

// line sums a claim up.
func line(c Claim) string {
	return fmt.Sprintf("%-32s %-13s %4d/%d ready", c.Namespace+"/"+c.Name, phase(c), c.Available, c.Total)
}

func phase(c Claim) string {
	if c.Phase == "" {
		return "New"
	}
	if c.Phase == platform.PhaseReady && !c.Ready {
		// Its resources are ready, and Crossplane has yet to say so.
		return "Finishing"
	}
	return string(c.Phase)
}

// details say what a claim waits for.
func details(c Claim) []string {
	out := problems(c)
	if creating := unspoken(c.Blocking); creating != "" {
		out = append(out, creating)
	}
	for i, w := range c.Waiting {
		if i == shown {
			return append(out, fmt.Sprintf("and %d more that wait", len(c.Waiting)-shown))
		}
		out = append(out, w.Resource+" waits for "+strings.Join(w.For, ", "))
	}
	return out
}

// problems that do not pass by themselves, with the cloud's own words.
func problems(c Claim) []string {
	var out []string
	if c.Problem != "" {
		out = append(out, c.Problem)
	}
	var more int
	for _, b := range c.Blocking {
		switch {
		case b.Message == "":
		case len(out) >= shown:
			more++
		default:
			out = append(out, fmt.Sprintf("%s (%s) %s: %s", b.Resource, b.Kind, b.Reason, b.Message))
		}
	}
	if more > 0 {
		out = append(out, fmt.Sprintf("and %d more that are blocked", more))
	}
	return out
}

// unspoken lists the resources that are not ready, and whose cloud says nothing
// about it: they are being created.
func unspoken(bs []platform.BlockingResource) string {
	var names []string
	for _, b := range bs {
		if b.Message == "" {
			names = append(names, b.Resource)
		}
	}
	if len(names) == 0 {
		return ""
	}
	more := ""
	if n := len(names) - shown; n > 0 {
		more, names = fmt.Sprintf(" and %d more", n), names[:shown]
	}
	return "in progress: " + strings.Join(names, ", ") + more
}

// summary of all claims.
func summary(cs []Claim, elapsed time.Duration) string {
	ready, available, total := 0, 0, 0
	for _, c := range cs {
		if c.Ready {
			ready++
		}
		available += c.Available
		total += c.Total
	}
	return fmt.Sprintf("%s: %d of %d claims ready, %d of %d resources", seconds(elapsed), ready, len(cs), available, total)
}

// screen renders all claims for a terminal of the supplied size, so that no line
// is broken and all fit.
func screen(cs []Claim, elapsed time.Duration, width, height int) []string {
	var out []string
	for _, c := range cs {
		out = append(out, line(c))
		if c.Ready {
			continue
		}
		for _, d := range details(c) {
			out = append(out, "    "+d)
		}
	}
	if n := len(out) - (height - 2); n > 0 {
		out = append(out[:max(0, height-3)], fmt.Sprintf("... %d lines more", n+1))
	}
	out = append(out, summary(cs, elapsed))
	for i, l := range out {
		out[i] = cut(l, width)
	}
	return out
}

func cut(s string, width int) string {
	s = strings.ReplaceAll(s, "\n", " ")
	r := []rune(s)
	if len(r) <= width || width < 1 {
		return s
	}
	return string(r[:width-1]) + "…"
}

// A told line is what was last said about a claim.
type told struct {
	claim    Claim
	problems []string
	at       time.Duration
}

// A Journal writes down what changes.
type Journal struct {
	told map[string]told
}

// Changes of the claims since the journal was last asked: lines to print.
func (j *Journal) Changes(cs []Claim, elapsed time.Duration) []string {
	if j.told == nil {
		j.told = map[string]told{}
	}
	var out []string
	for _, c := range cs {
		id := strings.Join([]string{c.Kind, c.Namespace, c.Name}, "/")
		before, ok := j.told[id]
		ps := problems(c)
		if ok && !worth(before, c, ps, elapsed) {
			continue
		}
		j.told[id] = told{claim: c, problems: ps, at: elapsed}
		out = append(out, fmt.Sprintf("%7s  %s", seconds(elapsed), line(c)))
		if c.Ready {
			continue
		}
		for _, d := range details(c) {
			out = append(out, "             "+cut(d, 0))
		}
	}
	return out
}

// worth telling is every change but for numbers that were told of a moment ago.
func worth(before told, now Claim, problems []string, elapsed time.Duration) bool {
	if phase(before.claim) != phase(now) || before.claim.Ready != now.Ready || !slices.Equal(before.problems, problems) {
		return true
	}
	same := before.claim.Available == now.Available && before.claim.Total == now.Total
	return !same && elapsed-before.at >= progressInterval
}

func seconds(d time.Duration) string {
	return fmt.Sprintf("%.1fs", d.Seconds())
}
