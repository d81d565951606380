// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package docs proves what the documentation says, as far as a program can: links lead
// somewhere, messages are ours, and workflows run what there is.
package docs

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

func path(t *testing.T, elem ...string) string {
	t.Helper()
	p, err := repo.Path(elem...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func read(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func glob(t *testing.T, elem ...string) []string {
	t.Helper()
	files, err := filepath.Glob(path(t, elem...))
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no files %v: %v", elem, err)
	}
	return files
}

var link = regexp.MustCompile(`\]\(([^)#]*)(#[^)]*)?\)`)

// TestLinks proves that every link within the repository leads to a file, and to a
// heading of it.
func TestLinks(t *testing.T) {
	t.Parallel()
	pages := append(glob(t, "docs", "*.md"), glob(t, "*.md")...)
	for _, page := range append(pages, glob(t, "apis", "*", "README.md")...) {
		for _, m := range link.FindAllStringSubmatch(read(t, page), -1) {
			target, anchor := m[1], strings.TrimPrefix(m[2], "#")
			if strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
				continue
			}
			file := page
			if target != "" {
				file = filepath.Join(filepath.Dir(page), target)
			}
			info, err := os.Stat(file)
			if err != nil {
				t.Errorf("%s: %s leads nowhere", filepath.Base(page), m[0])
				continue
			}
			if anchor != "" && !info.IsDir() && !headings(read(t, file))[anchor] {
				t.Errorf("%s: there is no heading %q in %s", filepath.Base(page), anchor, filepath.Base(file))
			}
		}
	}
}

var notInAnchors = regexp.MustCompile(`[^a-z0-9 _-]`)

// headings of a page, as GitHub names their anchors.
func headings(page string) map[string]bool {
	out := map[string]bool{}
	for line := range strings.SplitSeq(page, "\n") {
		title := strings.TrimLeft(line, "#")
		if title == line || !strings.HasPrefix(title, " ") {
			continue
		}
		out[strings.ReplaceAll(notInAnchors.ReplaceAllString(strings.ToLower(strings.TrimSpace(title)), ""), " ", "-")] = true
	}
	return out
}

var quoted = regexp.MustCompile("`([^`]+)`")

// TestMessages proves that the refusals that the troubleshooting page explains are ones
// that somebody gets to read.
func TestMessages(t *testing.T) {
	t.Parallel()
	code := sources(t, "internal") + sources(t, "functions")
	page, n := read(t, path(t, "docs", "troubleshooting.md")), 0
	for _, section := range []string{"## `Accepted` is False", "## It does not go away"} {
		_, part, found := strings.Cut(page, section)
		if !found {
			t.Fatalf("there is no section %q", section)
		}
		part, _, _ = strings.Cut(part, "\n## ")
		for line := range strings.SplitSeq(part, "\n") {
			cells := strings.Split(line, "|")
			if len(cells) < 4 {
				continue
			}
			for _, m := range quoted.FindAllStringSubmatch(cells[1], -1) {
				if n++; !strings.Contains(code, m[1]) {
					t.Errorf("no code says %q", m[1])
				}
			}
		}
	}
	if n < 15 {
		t.Errorf("the page explains %d messages only", n)
	}
}

// sources are all Go files below a folder but tests, with their text as it is written.
func sources(t *testing.T, folder string) string {
	t.Helper()
	out := &strings.Builder{}
	err := filepath.WalkDir(path(t, folder), func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(p, ".go") && !strings.HasSuffix(p, "_test.go") {
			out.WriteString(read(t, p))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestEnvironments proves that everything that an environment can say is explained.
func TestEnvironments(t *testing.T) {
	t.Parallel()
	page := read(t, path(t, "docs", "environments.md"))
	for _, field := range fields(reflect.TypeFor[environment.Environment](), "") {
		last := field[strings.LastIndexByte(field, '.')+1:]
		if !strings.Contains(page, "`"+field+"`") && !strings.Contains(page, "`."+last+"`") {
			t.Errorf("%s is not explained", field)
		}
	}
}

// fields of a struct by their JSON names.
func fields(of reflect.Type, path string) []string {
	var out []string
	for f := range of.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		name = strings.TrimPrefix(path+"."+name, ".")
		if f.Type.Kind() == reflect.Struct {
			out = append(out, fields(f.Type, name)...)
			continue
		}
		out = append(out, name)
	}
	return out
}

// A workflow of GitHub Actions.
type workflow struct {
	Permissions map[string]string `json:"permissions"`
	Jobs        map[string]struct {
		Permissions map[string]string `json:"permissions"`
		Steps       []struct {
			Uses string `json:"uses"`
			Run  string `json:"run"`
		} `json:"steps"`
	} `json:"jobs"`
}

var pinned = regexp.MustCompile(`^[a-z-]+/[a-z-]+@[0-9a-f]{40}$`)

// TestWorkflows proves of every workflow that its actions are pinned by hash, that it
// does not begin with rights, and that what it runs of make and of the tools there is.
func TestWorkflows(t *testing.T) {
	t.Parallel()
	makefile := read(t, path(t, "Makefile"))
	for _, file := range append(glob(t, ".github", "workflows", "*.yaml"), path(t, "examples", "ci", "review.yaml")) {
		w := workflow{}
		if err := yaml.Unmarshal([]byte(read(t, file)), &w); err != nil {
			t.Fatal(err)
		}
		if w.Permissions == nil || len(w.Jobs) == 0 {
			t.Errorf("%s must say which rights it has, and do something", file)
		}
		for _, right := range w.Permissions {
			if right != "read" {
				t.Errorf("%s: all jobs may %s", file, right)
			}
		}
		for name, job := range w.Jobs {
			for _, s := range job.Steps {
				if s.Uses != "" && !pinned.MatchString(s.Uses) {
					t.Errorf("%s: job %s: %s is not pinned by a hash", file, name, s.Uses)
				}
				if strings.Contains(s.Run, "${{") {
					t.Errorf("%s: job %s: what somebody else writes must not become a part of a script: %s", file, name, s.Run)
				}
				for _, target := range targets(s.Run) {
					if !strings.Contains(makefile, "\n"+target+":") {
						t.Errorf("%s: job %s: there is no make %s", file, name, target)
					}
				}
			}
		}
	}
}

// targets of make that a script names.
func targets(script string) []string {
	var out []string
	_, args, found := strings.Cut(" "+script, " make ")
	for word := range strings.FieldsSeq(args) {
		if word == "&&" || strings.Contains(word, ">") {
			break
		}
		if found && !strings.HasPrefix(word, "-") && !strings.ContainsAny(word, "=/") && word != "hyperscalar" {
			out = append(out, word)
		}
	}
	return out
}
