// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"archive/tar"
	"bytes"
	"debug/elf"
	"io"
	"maps"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/apis"
	"github.com/hyperscalar/hyperscalar/test/manifest"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

// packages builds every package for the architecture of this machine, and returns
// them by name.
func packages(t *testing.T) map[string]v1.Image {
	t.Helper()
	return packagesIn(t, t.TempDir())
}

func packagesIn(t *testing.T, dir string) map[string]v1.Image {
	t.Helper()
	root, err := repo.Root()
	if err != nil {
		t.Fatal(err)
	}
	b, err := newBuilder(root, dir)
	if err != nil {
		t.Fatal(err)
	}
	paths, err := b.all(t.Context(), []string{runtime.GOARCH})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]v1.Image{}
	for _, p := range paths {
		img, err := tarball.ImageFromPath(p, nil)
		if err != nil {
			t.Fatal(err)
		}
		out[strings.TrimSuffix(filepath.Base(p), ".xpkg")] = img
	}
	return out
}

func TestPackages(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	pkgs := packagesIn(t, dir)
	cases := map[string]contents{}
	for _, a := range apis.All() {
		cases[a.Function()+"-"+runtime.GOARCH] = contents{
			reason: "A function's package holds its metadata, the schema of its input, its binary and the licence.",
			want: []string{
				"Function/" + a.Function(),
				"CustomResourceDefinition/inputs." + a.Name + ".fn.platform.hyperscalar.io",
			},
			layers: []string{"LICENSE", "function", "package.yaml"},
		}
	}
	for _, f := range flavour.Flavours() {
		cases[configurations[f]] = contents{
			reason: "A Configuration holds the definitions and Compositions of every API, and what they need activated.",
			want:   configured(t, f),
			layers: []string{".up/examples.yaml", "package.yaml"},
		}
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(cases)), slices.Sorted(maps.Keys(pkgs))); diff != "" {
		t.Errorf("packages: -want, +got:\n%s", diff)
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := extract(t, pkgs[name])
			if diff := cmp.Diff(tc.layers, slices.Sorted(maps.Keys(files))); diff != "" {
				t.Errorf("%s\nfiles: -want, +got:\n%s", tc.reason, diff)
			}
			var got []string
			for _, u := range parse(t, files["package.yaml"]) {
				got = append(got, u.GetKind()+"/"+u.GetName())
			}
			if diff := cmp.Diff(slices.Sorted(slices.Values(tc.want)), slices.Sorted(slices.Values(got))); diff != "" {
				t.Errorf("%s\nobjects: -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
	for _, a := range apis.All() {
		t.Run("Runtime/"+a.Name, func(t *testing.T) {
			t.Parallel()
			checkRuntime(t, pkgs[a.Function()+"-"+runtime.GOARCH])
		})
		t.Run("Confined/"+a.Name, func(t *testing.T) {
			t.Parallel()
			checkConfined(t, pkgs[a.Function()+"-"+runtime.GOARCH])
		})
		t.Run("Materials/"+a.Name, func(t *testing.T) {
			t.Parallel()
			checkMaterials(t, filepath.Join(dir, "xpkg", a.Function()+"-"+runtime.GOARCH+bomExtension), extract(t, pkgs[a.Function()+"-"+runtime.GOARCH])["function"])
		})
	}
	t.Run("Reproducible", func(t *testing.T) {
		t.Parallel()
		if diff := cmp.Diff(digests(t, pkgs), digests(t, packages(t))); diff != "" {
			t.Errorf("two builds of the same source, in two folders, differ: -first, +second:\n%s", diff)
		}
	})
	for _, f := range flavour.Flavours() {
		t.Run("Serves/"+string(f), func(t *testing.T) {
			t.Parallel()
			checkServed(t, parse(t, extract(t, pkgs[configurations[f]])["package.yaml"]))
		})
	}
}

// contents of a package.
type contents struct {
	reason string
	want   []string
	layers []string
}

// configured returns what a Configuration must hold. In the native flavour the
// composites have the names of the claims.
func configured(t *testing.T, f flavour.Flavour) []string {
	t.Helper()
	out := []string{"Configuration/" + configurations[f], "ManagedResourceActivationPolicy/hyperscalar"}
	for _, a := range apis.All() {
		out = append(out, "Composition/"+a.Name)
		for _, p := range platform.Providers() {
			out = append(out, "Composition/"+a.Name+"-"+string(p))
		}
		files, err := a.Files("apis", "definition.yaml")
		if err != nil {
			t.Fatal(err)
		}
		definition, err := manifest.ReadOne(files[0])
		if err != nil {
			t.Fatal(err)
		}
		name := definition.GetName()
		if f == flavour.Native {
			name = strings.TrimPrefix(name, "x")
		}
		out = append(out, "CompositeResourceDefinition/"+name)
	}
	return out
}

var configurations = map[flavour.Flavour]string{flavour.Claims: "hyperscalar", flavour.Native: "hyperscalar-native"}

// checkServed shows that the parts of a Configuration fit together: each
// Composition serves a composite that is defined and calls a function that is
// depended on, and each definition's default Composition exists.
func checkServed(t *testing.T, us []*unstructured.Unstructured) {
	t.Helper()
	kinds, functions, compositions := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, u := range us {
		switch u.GetKind() {
		case "CompositeResourceDefinition":
			kinds[str(u, "spec", "names", "kind")] = true
		case "Configuration":
			for _, d := range list(u, "spec", "dependsOn") {
				functions[packageName(str(d, "package"))] = str(d, "kind") == "Function"
			}
		case "Composition":
			compositions[u.GetName()] = true
		}
	}
	for _, u := range us {
		switch u.GetKind() {
		case "CompositeResourceDefinition":
			if ref := str(u, "spec", "defaultCompositionRef", "name"); !compositions[ref] {
				t.Errorf("%s: its default Composition %q is not in the package", u.GetName(), ref)
			}
		case "Composition":
			if k := str(u, "spec", "compositeTypeRef", "kind"); !kinds[k] {
				t.Errorf("%s: it serves the kind %q, which is not defined", u.GetName(), k)
			}
			for _, s := range list(u, "spec", "pipeline") {
				if f := str(s, "functionRef", "name"); !functions[f] {
					t.Errorf("%s: it calls the function %q, which is not depended on", u.GetName(), f)
				}
			}
		}
	}
}

// packageName returns the name that Crossplane's package manager gives to a
// package that it installs as a dependency.
// https://docs.crossplane.io/latest/packages/configurations/
func packageName(ref string) string {
	_, path, _ := strings.Cut(ref, "/")
	return strings.ReplaceAll(path, "/", "-")
}

// checkRuntime shows that the image can be run by a kubelet that allows neither
// root nor a writable file system, without anything else in it.
func checkRuntime(t *testing.T, img v1.Image) {
	t.Helper()
	cfg, err := img.ConfigFile()
	if err != nil {
		t.Fatal(err)
	}
	want := v1.Config{
		Entrypoint:   []string{"/function"},
		User:         "65532:65532",
		WorkingDir:   "/",
		ExposedPorts: map[string]struct{}{"9443/tcp": {}},
		Labels:       cfg.Config.Labels,
	}
	if diff := cmp.Diff(want, cfg.Config); diff != "" {
		t.Errorf("image configuration: -want, +got:\n%s", diff)
	}
	if cfg.OS != "linux" || cfg.Architecture != runtime.GOARCH {
		t.Errorf("the image is for %s/%s, want linux/%s", cfg.OS, cfg.Architecture, runtime.GOARCH)
	}
	bin, err := elf.NewFile(bytes.NewReader(extract(t, img)["function"]))
	if err != nil {
		t.Fatal(err)
	}
	if want := machines[runtime.GOARCH]; bin.Machine != want {
		t.Errorf("the binary is for %s, want %s", bin.Machine, want)
	}
	if size := len(extract(t, img)["function"]); size > maxBinary {
		t.Errorf("the binary has %d bytes, want %d at most", size, maxBinary)
	}
	libs, err := bin.ImportedLibraries()
	if err != nil || len(libs) > 0 || bin.Section(".interp") != nil {
		t.Errorf("the binary is not static: it needs %v (%v)", libs, err)
	}
}

// maxBinary is how large a binary may be: 45 MB.
const maxBinary = 45_000_000

var machines = map[string]elf.Machine{"amd64": elf.EM_X86_64, "arm64": elf.EM_AARCH64}

// digests of packages, by their names.
func digests(t *testing.T, pkgs map[string]v1.Image) map[string]string {
	t.Helper()
	out := map[string]string{}
	for name, img := range pkgs {
		d, err := img.Digest()
		if err != nil {
			t.Fatal(err)
		}
		out[name] = d.String()
	}
	return out
}

// extract returns the files of an image by their paths.
func extract(t *testing.T, img v1.Image) map[string][]byte {
	t.Helper()
	rc := mutate.Extract(img)
	defer rc.Close()
	out := map[string][]byte{}
	for r := tar.NewReader(rc); ; {
		hdr, err := r.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		if hdr.Typeflag == tar.TypeDir {
			continue
		}
		if out[hdr.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
}

func parse(t *testing.T, b []byte) []*unstructured.Unstructured {
	t.Helper()
	us, err := manifest.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	return us
}

func str(u *unstructured.Unstructured, path ...string) string {
	s, _, _ := unstructured.NestedString(u.Object, path...)
	return s
}

func list(u *unstructured.Unstructured, path ...string) []*unstructured.Unstructured {
	items, _, _ := unstructured.NestedSlice(u.Object, path...)
	out := make([]*unstructured.Unstructured, 0, len(items))
	for _, i := range items {
		if o, ok := i.(map[string]any); ok {
			out = append(out, &unstructured.Unstructured{Object: o})
		}
	}
	return out
}
