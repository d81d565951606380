// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/controlplane"
)

const followInterval = 250 * time.Millisecond

type logsCmd struct {
	Name   string `arg:""                                       help:"Process to show the log of." optional:""`
	Follow bool   `help:"Show what is added too, until Ctrl-C." short:"f"`
	Tail   int    `help:"Show only so many lines of the end."   placeholder:"LINES"`
}

// Run shows a log.
func (l *logsCmd) Run(ctx context.Context, c *cli) error {
	cp, err := controlplane.Open(c.Dir)
	if err != nil {
		return err
	}
	if l.Name == "" {
		return list(cp.Logs())
	}
	f, err := os.Open(cp.Log(l.Name))
	if err != nil {
		return errors.Wrapf(err, "cannot find the log of %q", l.Name)
	}
	defer f.Close() //nolint:errcheck // It was only read.
	if err := l.show(f); err != nil {
		return err
	}
	for l.Follow {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(followInterval):
		}
		if _, err := io.Copy(os.Stdout, f); err != nil {
			return errors.Wrap(err, "cannot read log")
		}
	}
	return nil
}

func (l *logsCmd) show(f io.Reader) error {
	b, err := io.ReadAll(f)
	if err != nil {
		return errors.Wrap(err, "cannot read log")
	}
	if l.Tail > 0 {
		lines := bytes.SplitAfter(b, []byte("\n"))
		// What follows the last line break is no line.
		b = bytes.Join(lines[max(0, len(lines)-1-l.Tail):], nil)
	}
	_, err = os.Stdout.Write(b)
	return errors.Wrap(err, "cannot write")
}

func list(dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*.log"))
	if err != nil {
		return errors.Wrap(err, "cannot list logs")
	}
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".log")
		if _, err := fmt.Fprintln(os.Stdout, name); err != nil {
			return errors.Wrap(err, "cannot write")
		}
	}
	return nil
}
