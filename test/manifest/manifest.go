// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package manifest reads and writes YAML manifests.
package manifest

import (
	"bufio"
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"

	"github.com/crossplane/function-sdk-go/errors"
)

const separator = "---\n"

// Read every object of a file.
func Read(path string) ([]*unstructured.Unstructured, error) {
	b, err := os.ReadFile(path) //nolint:gosec // Reading what it is told to is what it is for.
	if err != nil {
		return nil, errors.Wrap(err, "cannot read manifest")
	}
	us, err := Parse(b)
	return us, errors.Wrapf(err, "cannot parse manifest %q", path)
}

// ReadOne reads the only object of a file.
func ReadOne(path string) (*unstructured.Unstructured, error) {
	us, err := Read(path)
	if err != nil {
		return nil, err
	}
	if len(us) != 1 {
		return nil, errors.Errorf("cannot read manifest %q: want one object, found %d", path, len(us))
	}
	return us[0], nil
}

// Files returns the path of a file, or of every YAML file below a folder, sorted.
func Files(path string) ([]string, error) {
	var out []string
	err := filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if !d.IsDir() && (p == path || isYAML(p)) {
			out = append(out, p)
		}
		return nil
	})
	return out, errors.Wrap(err, "cannot list manifests")
}

func isYAML(path string) bool {
	return filepath.Ext(path) == ".yaml" || filepath.Ext(path) == ".yml"
}

// ReadAll reads every object of a file, or of every YAML file below a folder.
func ReadAll(path string) ([]*unstructured.Unstructured, error) {
	files, err := Files(path)
	if err != nil {
		return nil, err
	}
	var out []*unstructured.Unstructured
	for _, f := range files {
		us, err := Read(f)
		if err != nil {
			return nil, err
		}
		out = append(out, us...)
	}
	return out, nil
}

// Parse every object of a YAML stream. Documents without an object are skipped,
// and a key that is there twice is an error.
func Parse(b []byte) ([]*unstructured.Unstructured, error) {
	var out []*unstructured.Unstructured
	for r := utilyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(b))); ; {
		doc, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, errors.Wrap(err, "cannot split documents")
		}
		u, err := parseOne(doc)
		if err != nil {
			return nil, err
		}
		if u != nil {
			out = append(out, u)
		}
	}
}

func parseOne(doc []byte) (*unstructured.Unstructured, error) {
	j, err := yaml.YAMLToJSONStrict(doc)
	if err != nil {
		return nil, err
	}
	if bytes.Equal(bytes.TrimSpace(j), []byte("null")) {
		return nil, nil //nolint:nilnil // There is nothing in the document, which is fine.
	}
	u := &unstructured.Unstructured{}
	return u, u.UnmarshalJSON(j)
}

// Format objects as a YAML stream.
func Format(us ...*unstructured.Unstructured) ([]byte, error) {
	out := &bytes.Buffer{}
	for _, u := range us {
		b, err := yaml.Marshal(u.Object)
		if err != nil {
			return nil, errors.Wrapf(err, "cannot format %s %q", u.GetKind(), u.GetName())
		}
		out.WriteString(separator)
		out.Write(b)
	}
	return out.Bytes(), nil
}

// Write objects to a file, and create the folder that it lies in.
func Write(path string, us ...*unstructured.Unstructured) error {
	b, err := Format(us...)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return errors.Wrap(err, "cannot create folder of manifest")
	}
	return errors.Wrap(os.WriteFile(path, b, 0o600), "cannot write manifest")
}
