// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"path/filepath"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/manifest"
)

// Folders of what is staged.
const (
	stagedPackage  = "package"
	stagedExamples = "examples"
)

// stage the files of a Configuration package in a folder.
func stage(root, dir string, f flavour.Flavour) error {
	meta := filepath.Join(root, "package")
	if f == flavour.Native {
		meta = filepath.Join(meta, "native")
	}
	pkg := filepath.Join(dir, stagedPackage)
	for _, s := range []struct {
		from, to string
		derive   func(*unstructured.Unstructured, flavour.Flavour) (*unstructured.Unstructured, error)
	}{
		{filepath.Join(meta, "crossplane.yaml"), pkg, keep},
		{filepath.Join(meta, "activation.yaml"), pkg, keep},
		{filepath.Join(root, "apis", "*", "definition.yaml"), filepath.Join(pkg, "apis"), flavour.XRD},
		{filepath.Join(root, "compositions", "*", "*.yaml"), filepath.Join(pkg, "compositions"), flavour.Composition},
		{filepath.Join(root, "examples", "*", "*.yaml"), filepath.Join(dir, stagedExamples), example},
	} {
		if err := stageAll(s.from, s.to, f, s.derive); err != nil {
			return err
		}
	}
	return nil
}

func stageAll(from, to string, f flavour.Flavour, derive func(*unstructured.Unstructured, flavour.Flavour) (*unstructured.Unstructured, error)) error {
	files, err := filepath.Glob(from)
	if err != nil || len(files) == 0 {
		return errors.Errorf("cannot find %q", from)
	}
	for _, file := range files {
		us, err := manifest.Read(file)
		if err != nil {
			return err
		}
		for i, u := range us {
			if us[i], err = derive(u, f); err != nil {
				return errors.Wrapf(err, "cannot derive %q", file)
			}
		}
		// The folder's name makes the file's name unique.
		name := filepath.Base(filepath.Dir(file)) + "-" + filepath.Base(file)
		if filepath.Base(file) == "crossplane.yaml" {
			name = "crossplane.yaml"
		}
		if err := manifest.Write(filepath.Join(to, name), us...); err != nil {
			return err
		}
	}
	return nil
}

func keep(u *unstructured.Unstructured, _ flavour.Flavour) (*unstructured.Unstructured, error) {
	return u, nil
}

// example derives an example, if it is a claim: there are also the environments
// that the claims live in.
func example(u *unstructured.Unstructured, f flavour.Flavour) (*unstructured.Unstructured, error) {
	if u.GetAPIVersion() != platform.APIVersion {
		return u, nil
	}
	return flavour.Claim(u, f)
}
