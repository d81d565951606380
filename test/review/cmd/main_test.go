// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/manifest"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

// TestRun reviews changes of examples with the real tools: a network that gets more, one
// that would lose subnets, a storage that is new, and a network that is wrong.
func TestRun(t *testing.T) {
	t.Parallel()
	for _, f := range flavour.Flavours() {
		t.Run(string(f), func(t *testing.T) {
			t.Parallel()
			before, after := t.TempDir(), t.TempDir()
			smallest := example(t, "network", "smallest.yaml")
			write(t, before, "smallest.yaml", smallest)
			write(t, after, "smallest.yaml", strings.Replace(smallest, "provider: aws", "provider: aws\n    tiers: [public, private, isolated]\n    flowLogs: {enabled: true}", 1))
			write(t, after, "azure.yaml", example(t, "storage", "azure.yaml"))
			second := strings.Replace(smallest, "name: smallest", "name: second", 1)
			write(t, before, "second.yaml", second)
			write(t, after, "second.yaml", strings.Replace(second, "provider: aws", "provider: aws\n    zones: 2", 1))
			write(t, after, "wrong.yaml", strings.NewReplacer("name: smallest", "name: wrong", "eu-west", "nowhere").Replace(smallest))
			for _, folder := range []string{before, after} {
				write(t, folder, "environments.yaml", example(t, "environments", "production.yaml"))
			}
			rendered := filepath.Join(t.TempDir(), "rendered.yaml")
			stdout, stderr := &bytes.Buffer{}, &bytes.Buffer{}
			err := run(t.Context(), []string{"--flavour=" + string(f), "--before=" + before, "--after=" + after, "--rendered=" + rendered}, stdout, stderr)
			if err == nil || err.Error() != "2 claims are refused" {
				t.Errorf("two claims are refused, so that it must fail and say so: %v", err)
			}
			got := stdout.String()
			for _, want := range []string{
				"### Network shop/smallest\n", "+ FlowLog flow-log", "+ Subnet subnet-isolated-c",
				"### Network shop/second\n\nRefused, so that nothing changes:\n\n```\nspec.parameters.zones: ",
				"### Storage shop/", "+ Account account",
				"### Network shop/wrong\n\nRefused, so that nothing changes:\n\n```\nspec.parameters.region: Invalid value: \"nowhere\"",
			} {
				if !strings.Contains(got, want) {
					t.Errorf("the review does not contain %q:\n%s", want, got)
				}
			}
			if us, err := manifest.Read(rendered); err != nil || len(us) < 20 {
				t.Errorf("all that is rendered is written: %d resources, %v", len(us), err)
			}
		})
	}
}

func example(t *testing.T, elem ...string) string {
	t.Helper()
	path, err := repo.Path(append([]string{"examples"}, elem...)...)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func write(t *testing.T, folder, name, content string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}
