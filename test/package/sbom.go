// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/crossplane/function-sdk-go/errors"
)

// Fixed values of a bill of materials. It has neither a time nor a serial number, so
// that the same binary has the same one.
// https://cyclonedx.org/docs/1.6/json/
const (
	bomFormat      = "CycloneDX"
	bomSpecVersion = "1.6"
	bomExtension   = ".cdx.json"
	license        = "Apache-2.0"
)

// A bom is a bill of materials in CycloneDX's format, as far as Go knows of a binary
// what belongs there.
type bom struct {
	BOMFormat    string          `json:"bomFormat"`
	SpecVersion  string          `json:"specVersion"`
	Version      int             `json:"version"`
	Metadata     bomMetadata     `json:"metadata"`
	Components   []bomComponent  `json:"components"`
	Dependencies []bomDependency `json:"dependencies"`
}

type bomMetadata struct {
	Component bomComponent `json:"component"`
}

type bomComponent struct {
	Type       string        `json:"type"`
	Ref        string        `json:"bom-ref"`
	Name       string        `json:"name"`
	Version    string        `json:"version,omitempty"`
	PURL       string        `json:"purl"`
	Hashes     []bomHash     `json:"hashes,omitempty"`
	Licenses   []bomLicense  `json:"licenses,omitempty"`
	Properties []bomProperty `json:"properties,omitempty"`
}

type bomHash struct {
	Algorithm string `json:"alg"`
	Content   string `json:"content"`
}

type bomLicense struct {
	License bomLicenseID `json:"license"`
}

type bomLicenseID struct {
	ID string `json:"id"`
}

type bomProperty struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// A bomDependency says what a component consists of. Go does not write into a binary
// which module needs which other, so that it is said of the binary only.
type bomDependency struct {
	Ref       string   `json:"ref"`
	DependsOn []string `json:"dependsOn"`
}

// writeBOM writes the bill of materials of a binary beside its package.
func writeBOM(binary, xpkg string) error {
	b, err := billOf(binary)
	if err != nil {
		return err
	}
	out, err := json.MarshalIndent(b, "", "  ")
	if err != nil {
		return errors.Wrap(err, "cannot encode bill of materials")
	}
	to := strings.TrimSuffix(xpkg, filepath.Ext(xpkg)) + bomExtension
	return errors.Wrap(os.WriteFile(to, append(out, '\n'), 0o644), "cannot write bill of materials") //nolint:gosec,mnd // Everybody may read it.
}

// billOf the materials of a binary: every module that is linked into it, and the
// standard library.
func billOf(binary string) (bom, error) {
	info, err := buildinfo.ReadFile(binary)
	if err != nil {
		return bom{}, errors.Wrapf(err, "cannot read what %q consists of", binary)
	}
	content, err := os.ReadFile(binary) //nolint:gosec // It was built just before.
	if err != nil {
		return bom{}, errors.Wrap(err, "cannot read the binary")
	}
	sum := sha256.Sum256(content)
	out := bom{BOMFormat: bomFormat, SpecVersion: bomSpecVersion, Version: 1}
	out.Metadata.Component = application(path.Base(binary), info, sum[:])
	out.Components = append(out.Components, library("std", strings.TrimPrefix(info.GoVersion, "go"), ""))
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		out.Components = append(out.Components, library(m.Path, m.Version, m.Sum))
	}
	of := bomDependency{Ref: out.Metadata.Component.Ref}
	for _, c := range out.Components {
		of.DependsOn = append(of.DependsOn, c.Ref)
	}
	out.Dependencies = []bomDependency{of}
	return out, nil
}

// application that the binary is.
func application(name string, info *debug.BuildInfo, sum []byte) bomComponent {
	c := library(info.Path, info.Main.Version, "")
	c.Type = "application"
	c.Name = name
	c.Hashes = []bomHash{{Algorithm: "SHA-256", Content: hex.EncodeToString(sum)}}
	c.Licenses = []bomLicense{{License: bomLicenseID{ID: license}}}
	for _, s := range info.Settings {
		c.Properties = append(c.Properties, bomProperty{Name: "go:build:" + s.Key, Value: s.Value})
	}
	return c
}

// library that a Go module is. Its sum is that of go.sum.
// https://github.com/package-url/purl-spec/blob/main/types-doc/golang-definition.md
func library(module, version, sum string) bomComponent {
	purl := "pkg:golang/" + module
	if version != "" {
		purl += "@" + strings.ReplaceAll(version, "+", "%2B")
	}
	c := bomComponent{Type: "library", Ref: purl, Name: module, Version: version, PURL: purl}
	if h, ok := strings.CutPrefix(sum, "h1:"); ok {
		if b, err := base64.StdEncoding.DecodeString(h); err == nil {
			c.Hashes = []bomHash{{Algorithm: "SHA-256", Content: hex.EncodeToString(b)}}
		}
	}
	return c
}
