// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package manifest

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestParse(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		in     string
		want   []string
		err    error
	}{
		"Stream": {
			reason: "Every document is an object, and those with comments only are skipped.",
			in:     "# licence\n---\nkind: A\nmetadata: {name: a}\n---\n# nothing\n---\nkind: B\nmetadata: {name: b}\n",
			want:   []string{"a", "b"},
		},
		"Empty": {
			reason: "An empty file holds nothing.",
			in:     "",
		},
		"KeyTwice": {
			reason: "A key that is there twice is a mistake, and YAML would take the last.",
			in:     "kind: A\nmetadata: {name: a, name: b}\n",
			err:    cmpopts.AnyError,
		},
		"NotAnObject": {
			reason: "A list is not an object.",
			in:     "[1, 2]\n",
			err:    cmpopts.AnyError,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			us, err := Parse([]byte(tc.in))
			if diff := cmp.Diff(tc.err, err, cmpopts.EquateErrors()); diff != "" {
				t.Errorf("%s\nParse(...): -want error, +got error:\n%s", tc.reason, diff)
			}
			var got []string
			for _, u := range us {
				got = append(got, u.GetName())
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nParse(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestWriteAndReadAll(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	us, err := Parse([]byte("kind: B\nmetadata: {name: b}\n---\nkind: A\nmetadata: {name: a}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if err := Write(filepath.Join(dir, "z", "first.yaml"), us...); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "README.md"), []byte("[not YAML"), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := ReadAll(dir)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(us, got); diff != "" {
		t.Errorf("ReadAll(...): -want, +got:\n%s", diff)
	}
	if _, err := ReadOne(filepath.Join(dir, "z", "first.yaml")); err == nil {
		t.Error("ReadOne(...): want an error for a file with two objects")
	}
}
