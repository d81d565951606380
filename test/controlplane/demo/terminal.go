// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package demo

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"github.com/crossplane/function-sdk-go/errors"
)

// A View shows claims.
type View interface {
	// Show the claims as they are now.
	Show(claims []Claim, elapsed time.Duration) error
}

// NewView returns a view that is redrawn on a terminal, and otherwise prints what
// changes.
func NewView(out *os.File) View {
	if _, err := size(out); err != nil {
		return &log{out: out}
	}
	return &live{out: out}
}

func size(f *os.File) (*unix.Winsize, error) {
	s, err := unix.IoctlGetWinsize(int(f.Fd()), unix.TIOCGWINSZ)
	return s, errors.Wrap(err, "cannot get the size of the terminal")
}

type log struct {
	out     io.Writer
	journal Journal
}

// Show what changed.
func (l *log) Show(cs []Claim, elapsed time.Duration) error {
	for _, s := range l.journal.Changes(cs, elapsed) {
		if _, err := fmt.Fprintln(l.out, s); err != nil {
			return errors.Wrap(err, "cannot write")
		}
	}
	return nil
}

type live struct {
	out   *os.File
	lines int
}

// Show everything in the place of what was shown before.
func (l *live) Show(cs []Claim, elapsed time.Duration) error {
	s, err := size(l.out)
	if err != nil {
		return err
	}
	lines := screen(cs, elapsed, int(s.Col), int(s.Row))
	_, err = io.WriteString(l.out, redraw(l.lines, lines))
	l.lines = len(lines)
	return errors.Wrap(err, "cannot write")
}

// redraw lines in the place of as many as there were before: the cursor goes up,
// and what is below is cleared. https://man7.org/linux/man-pages/man4/console_codes.4.html
func redraw(before int, lines []string) string {
	up := ""
	if before > 0 {
		up = fmt.Sprintf("\x1b[%dA\x1b[J", before)
	}
	return up + strings.Join(lines, "\n") + "\n"
}
