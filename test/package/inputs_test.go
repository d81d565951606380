// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/crossplane/function-sdk-go/errors"
)

func TestUnlessBuilt(t *testing.T) {
	t.Parallel()
	write := func(t *testing.T, path, content string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cases := map[string]struct {
		reason string
		change func(t *testing.T, dir, xpkg string)
		want   bool
	}{
		"Same":    {reason: "The same inputs make the same package.", change: func(*testing.T, string, string) {}},
		"Content": {reason: "An input that changes makes another package.", change: func(t *testing.T, dir, _ string) { t.Helper(); write(t, filepath.Join(dir, "in", "a"), "else") }, want: true},
		"Another": {reason: "One more input makes another package.", change: func(t *testing.T, dir, _ string) { t.Helper(); write(t, filepath.Join(dir, "in", "b"), "") }, want: true},
		"Renamed": {
			reason: "A file of another name is another input.",
			change: func(t *testing.T, dir, _ string) {
				t.Helper()
				if err := os.Rename(filepath.Join(dir, "in", "a"), filepath.Join(dir, "in", "c")); err != nil {
					t.Fatal(err)
				}
			},
			want: true,
		},
		"Tools": {
			reason: "Other tools make another package.",
			change: func(t *testing.T, dir, xpkg string) {
				t.Helper()
				b := &builder{output: dir, tools: "others"}
				if err := b.unlessBuilt(xpkg, []string{filepath.Join(dir, "in")}, func() error { return nil }); err != nil {
					t.Fatal(err)
				}
			},
			want: true,
		},
		"Gone": {
			reason: "A package that is gone is built again.",
			change: func(t *testing.T, _, xpkg string) {
				t.Helper()
				if err := os.Remove(xpkg); err != nil {
					t.Fatal(err)
				}
			},
			want: true,
		},
		"Failed": {
			reason: "What was left of a build that failed is no package.",
			change: func(t *testing.T, dir, xpkg string) {
				t.Helper()
				in := filepath.Join(dir, "in")
				write(t, filepath.Join(in, "a"), "else")
				if err := (&builder{output: dir}).unlessBuilt(xpkg, []string{in}, func() error { return errors.New("boom") }); err == nil {
					t.Error("want the error of the build")
				}
				write(t, filepath.Join(in, "a"), "this")
			},
			want: true,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			in, xpkg := filepath.Join(dir, "in"), filepath.Join(dir, "a.xpkg")
			if err := os.Mkdir(in, 0o700); err != nil {
				t.Fatal(err)
			}
			write(t, filepath.Join(in, "a"), "this")
			b, built := &builder{output: dir}, false
			build := func() error {
				built = true
				return os.WriteFile(xpkg, nil, 0o600)
			}
			if err := b.unlessBuilt(xpkg, []string{in}, build); err != nil || !built {
				t.Fatalf("the first build: %v, built: %t", err, built)
			}
			tc.change(t, dir, xpkg)
			built = false
			if err := b.unlessBuilt(xpkg, []string{in}, build); err != nil {
				t.Fatal(err)
			}
			if built != tc.want {
				t.Errorf("%s\nunlessBuilt(): want built %t, got %t", tc.reason, tc.want, built)
			}
		})
	}
}

func TestDigestIsOfContents(t *testing.T) {
	t.Parallel()
	var digests []string
	for range 2 {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "a"), []byte("this"), 0o600); err != nil {
			t.Fatal(err)
		}
		d, err := digestOf(filepath.Join(dir, "a"))
		if err != nil {
			t.Fatal(err)
		}
		digests = append(digests, d)
	}
	if digests[0] != digests[1] {
		t.Errorf("want one digest wherever a file is, got %q", digests)
	}
}

func TestDigestOfNothing(t *testing.T) {
	t.Parallel()
	if _, err := digestOf(filepath.Join(t.TempDir(), "missing")); err == nil {
		t.Error("want an error where there is no input")
	}
}
