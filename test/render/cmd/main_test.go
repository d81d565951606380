// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/manifest"
)

const claims = `apiVersion: platform.hyperscalar.io/v1alpha1
kind: Network
metadata: {namespace: shop, name: right}
spec: {parameters: {provider: gcp, region: eu-west, environment: here, peerings: [{networkRef: {name: other}}]}}
---
apiVersion: platform.hyperscalar.io/v1alpha1
kind: Network
metadata: {namespace: shop, name: other}
spec: {parameters: {provider: gcp, region: eu-west, environment: here, cidr: 10.1.0.0/16}}
---
apiVersion: platform.hyperscalar.io/v1alpha1
kind: Network
metadata: {namespace: shop, name: wrong}
spec: {parameters: {provider: gcp, region: eu-west-1, environment: here}}
---
apiVersion: apiextensions.crossplane.io/v1beta1
kind: EnvironmentConfig
metadata: {name: here}
data: {gcp: {projectID: some-project}}
`

// TestRun renders a file of claims with the real tools.
func TestRun(t *testing.T) {
	t.Parallel()
	for _, f := range flavour.Flavours() {
		t.Run(string(f), func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "claims.yaml")
			if err := os.WriteFile(file, []byte(claims), 0o600); err != nil {
				t.Fatal(err)
			}
			stdout, stderr := &bytes.Buffer{}, &bytes.Buffer{}
			err := run(t.Context(), []string{"--flavour=" + string(f), file}, stdout, stderr)
			if err == nil || err.Error() != "1 of 3 claims cannot be rendered" {
				t.Errorf("one claim is refused, so that it must fail and say so: %v", err)
			}
			us, err := manifest.Parse(stdout.Bytes())
			if err != nil {
				t.Fatalf("standard output is not YAML alone: %v\n%s", err, stdout)
			}
			kinds := map[string]int{}
			for _, u := range us {
				kinds[u.GetKind()]++
			}
			composite := map[flavour.Flavour]string{flavour.Claims: "XNetwork", flavour.Native: "Network"}[f]
			if kinds[composite] < 2 || kinds["Router"] != 2 {
				t.Errorf("want the composites and the routers of both claims, got %v", kinds)
			}
			for _, want := range []string{
				"Network shop/right becomes on gcp in europe-west1 (environment here, Composition network):",
				"Network shop/other becomes on gcp in europe-west1",
				"Network shop/wrong is refused:\n  spec.parameters.region: ",
			} {
				if !strings.Contains(stderr.String(), want) {
					t.Errorf("the summary lacks %q:\n%s", want, stderr)
				}
			}
		})
	}
}

func TestParse(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		args   []string
		want   options
		err    error
	}{
		"File": {
			reason: "A file is rendered in the claims flavour.",
			args:   []string{"a.yaml"},
			want:   options{flavour: flavour.Claims, paths: []string{"a.yaml"}},
		},
		"Everything": {
			reason: "Everything can be said.",
			args:   []string{"--flavour=native", "--required=r", "--observed=o", "a.yaml", "b.yaml"},
			want:   options{flavour: flavour.Native, required: "r", observed: "o", paths: []string{"a.yaml", "b.yaml"}},
		},
		"Examples": {
			reason: "The examples need no file.",
			args:   []string{"--examples"},
			want:   options{flavour: flavour.Claims, examples: true},
		},
		"Nothing": {
			reason: "Without a file there is nothing to do.",
			err:    cmpopts.AnyError,
		},
		"Both": {
			reason: "Files and the examples at once are a mistake.",
			args:   []string{"--examples", "a.yaml"},
			err:    cmpopts.AnyError,
		},
		"NoSuchFlavour": {
			reason: "A flavour that does not exist is named.",
			args:   []string{"--flavour=sweet", "a.yaml"},
			err:    cmpopts.AnyError,
		},
		"NoSuchFlag": {
			reason: "A flag that does not exist is refused.",
			args:   []string{"--sweet"},
			err:    cmpopts.AnyError,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := parse(tc.args, io.Discard)
			if diff := cmp.Diff(tc.err, err, cmpopts.EquateErrors()); diff != "" {
				t.Fatalf("%s\nparse(...): -want error, +got error:\n%s", tc.reason, diff)
			}
			if err != nil {
				return
			}
			if diff := cmp.Diff(tc.want, got, cmp.AllowUnexported(options{}), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s\nparse(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
