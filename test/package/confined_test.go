// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
	v1 "github.com/google/go-containerregistry/pkg/v1"

	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	"github.com/hyperscalar/hyperscalar/test/load"
)

// nobody is who the function runs as.
const nobody = 65532

// checkConfined runs the function of an image as a kubelet does that is strict: the files
// of the image are all that it sees, it is not root, and it can write nowhere.
func checkConfined(t *testing.T, img v1.Image) {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("only root can confine a process to the files of the image")
	}
	root := unpacked(t, img)
	s, err := load.Start(t.Context(), load.Spec{
		Binary: entrypoint,
		Args:   []string{"--metrics-address="},
		Attr:   &syscall.SysProcAttr{Chroot: root, Credential: &syscall.Credential{Uid: nobody, Gid: nobody}},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Stop()
	rsp, err := s.Function().RunFunction(t.Context(), &fnv1.RunFunctionRequest{Meta: &fnv1.RequestMeta{Tag: "a"}})
	if err != nil || rsp.GetMeta().GetTag() != "a" {
		t.Errorf("the function does not answer where it can write nowhere: %v, %v: %s", rsp, err, s.Log())
	}
}

// unpacked returns a folder with the files of an image, which nobody but root can write.
func unpacked(t *testing.T, img v1.Image) string {
	t.Helper()
	// The folder of a test is for its user only.
	root, err := os.MkdirTemp("", "image-") //nolint:usetesting // See above.
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(root) })
	for name, content := range extract(t, img) {
		path := filepath.Join(root, name)
		if err := os.WriteFile(path, content, 0o555); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(root, 0o555); err != nil {
		t.Fatal(err)
	}
	return root
}

// checkMaterials shows that a bill of materials names what is in a binary: itself, every
// module with its version and its sum, and Go.
func checkMaterials(t *testing.T, file string, binary []byte) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var got bom
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	info, err := buildinfo.Read(bytes.NewReader(binary))
	if err != nil {
		t.Fatal(err)
	}
	if len(info.Deps) == 0 {
		t.Fatal("the binary does not know its modules")
	}
	want := []string{"std " + strings.TrimPrefix(info.GoVersion, "go")}
	for _, m := range info.Deps {
		want = append(want, m.Path+" "+m.Version)
	}
	var names, unsummed []string
	for _, c := range got.Components {
		names = append(names, c.Name+" "+c.Version)
		if len(c.Hashes) == 0 && c.Name != "std" {
			unsummed = append(unsummed, c.Name)
		}
	}
	slices.Sort(want)
	slices.Sort(names)
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("modules: -those of the binary, +those of the bill:\n%s", diff)
	}
	if len(unsummed) > 0 {
		t.Errorf("these have no sum: %v", unsummed)
	}
	sum := sha256.Sum256(binary)
	if diff := cmp.Diff([]bomHash{{Algorithm: "SHA-256", Content: hex.EncodeToString(sum[:])}}, got.Metadata.Component.Hashes); diff != "" {
		t.Errorf("binary: -want, +got:\n%s", diff)
	}
}
