// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/references"
)

// TestUpToDate fails when the references that are kept are not those of the
// providers.
func TestUpToDate(t *testing.T) {
	t.Parallel()
	want, err := extract()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../references.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("run go generate ./cloudsim/references: -want, +got:\n%s", diff)
	}
}

func TestExtractor(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		in     string
		want   string
		fails  bool
	}{
		"ExternalName": {reason: "Most references are to the external name.", in: "reference.ExternalName()", want: references.ExtractExternalName},
		"ID":           {reason: "Others are to the id.", in: "resource.ExtractResourceID()", want: "atProvider.id"},
		"Observed":     {reason: "A path may be of the status.", in: `resource.ExtractParamPath("invoke_arn", true)`, want: "atProvider.invokeArn"},
		"Wanted":       {reason: "A path may be of the spec.", in: `resource.ExtractParamPath("name", false)`, want: "forProvider.name"},
		"Unknown":      {reason: "What is not understood must not be guessed.", in: "other.Extractor()", fails: true},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := extractor(tc.in)
			if got != tc.want || (err != nil) != tc.fails {
				t.Errorf("%s\nextractor(%s): want %q, got %q, %v", tc.reason, tc.in, tc.want, got, err)
			}
		})
	}
}
