// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"path/filepath"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/apis"
	"github.com/hyperscalar/hyperscalar/test/manifest"
)

// Folders of what is staged.
const (
	stagedPackage  = "package"
	stagedExamples = "examples"
)

// Folders of the repository that a Configuration package is made from.
const (
	folderPackage      = "package"
	folderAPIs         = "apis"
	folderCompositions = "compositions"
	folderExamples     = "examples"
)

// stagedFolders are all the folders that a Configuration package is made from.
func stagedFolders() []string {
	return []string{folderPackage, folderAPIs, folderCompositions, folderExamples}
}

// stage the files of a Configuration package in a folder.
func stage(root, dir string, f flavour.Flavour) error {
	meta := filepath.Join(root, folderPackage)
	if f == flavour.Native {
		meta = filepath.Join(meta, "native")
	}
	pkg := filepath.Join(dir, stagedPackage)
	if err := stageAll([]string{filepath.Join(meta, "crossplane.yaml"), filepath.Join(meta, "activation.yaml")}, pkg, f, keep); err != nil {
		return err
	}
	environments, err := filepath.Glob(filepath.Join(root, folderExamples, "environments", "*.yaml"))
	if err != nil {
		return errors.Wrap(err, "cannot list environments")
	}
	if err := stageAll(environments, filepath.Join(dir, stagedExamples), f, keep); err != nil {
		return err
	}
	for _, s := range []struct {
		folder, pattern, to string
		derive              deriver
	}{
		{folderAPIs, "definition.yaml", filepath.Join(pkg, "apis"), flavour.XRD},
		{folderCompositions, "*.yaml", filepath.Join(pkg, "compositions"), flavour.Composition},
		{folderExamples, "*.yaml", filepath.Join(dir, stagedExamples), example},
	} {
		files, err := apis.Files(s.folder, s.pattern)
		if err != nil {
			return err
		}
		if err := stageAll(files, s.to, f, s.derive); err != nil {
			return err
		}
	}
	return nil
}

// A deriver derives an object of a flavour from that of the claims flavour.
type deriver func(*unstructured.Unstructured, flavour.Flavour) (*unstructured.Unstructured, error)

func stageAll(files []string, to string, f flavour.Flavour, derive deriver) error {
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

// example derives an example, if it is a claim: there is also what a claim refers to.
func example(u *unstructured.Unstructured, f flavour.Flavour) (*unstructured.Unstructured, error) {
	if u.GetAPIVersion() != platform.APIVersion {
		return u, nil
	}
	return flavour.Claim(u, f)
}
