// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package parity says what every cloud makes of every parameter of an API. A
// parameter is never silently ignored: a cloud supports it, emulates it, or rejects
// it with a reason. Each API writes its table down once, from which its
// documentation is generated, and which its tests hold it to.
package parity

import (
	"fmt"
	"strings"

	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// A Level of support.
type Level string

// Levels.
const (
	// Supported parameters do on a cloud what they say.
	Supported Level = "supported"

	// Emulated parameters come to the same in another way, or are accepted
	// because what they are about is so already, or is left to somebody else. The
	// note says which.
	Emulated Level = "emulated"

	// Rejected parameters are refused. The note says why, and what is accepted.
	Rejected Level = "rejected"
)

// Levels lists every level, the best first.
func Levels() []Level { return []Level{Supported, Emulated, Rejected} }

// An Entry says what one cloud makes of a parameter.
type Entry struct {
	// Level of support.
	Level Level

	// Note says what to know about it. Whatever is not simply supported has one.
	Note string
}

// Supports is the entry of a cloud on which a parameter does what it says. The note is
// empty if there is nothing more to know about it.
func Supports(note string) Entry { return Entry{Level: Supported, Note: note} }

// Emulates is the entry of a cloud on which a parameter comes to the same in another way.
// The note says in which.
func Emulates(note string) Entry { return Entry{Level: Emulated, Note: note} }

// Rejects is the entry of a cloud that refuses a parameter. The note says why, and what
// is accepted.
func Rejects(note string) Entry { return Entry{Level: Rejected, Note: note} }

// A Field is a parameter, or one value of it.
type Field struct {
	// Path of the parameter below spec.parameters. Items of a list of objects
	// are written with brackets, for example firewall[].ports, and a value
	// behind an equals sign, for example nat=PerZone.
	Path string

	AWS   Entry
	Azure Entry
	GCP   Entry
}

// Everywhere is a field that all clouds support alike.
func Everywhere(path string) Field {
	return Field{Path: path, AWS: Supports(""), Azure: Supports(""), GCP: Supports("")}
}

// On returns what a provider makes of the field. A provider that the table does not
// know rejects it.
func (f Field) On(p platform.Provider) Entry {
	switch p {
	case platform.ProviderAWS:
		return f.AWS
	case platform.ProviderAzure:
		return f.Azure
	case platform.ProviderGCP:
		return f.GCP
	}
	return Entry{Level: Rejected, Note: fmt.Sprintf("provider %q is not known", p)}
}

// Parameter is the path without a value.
func (f Field) Parameter() string {
	path, _, _ := strings.Cut(f.Path, "=")
	return path
}

// Value that the field is about. Empty means the parameter as a whole.
func (f Field) Value() string {
	_, value, _ := strings.Cut(f.Path, "=")
	return value
}

// A Table has a field for every parameter of an API.
type Table []Field

// Find returns the field with the supplied path.
func (t Table) Find(path string) (Field, bool) {
	for _, f := range t {
		if f.Path == path {
			return f, true
		}
	}
	return Field{}, false
}

// Markdown returns the support matrix of an API, in the order of the table.
func (t Table) Markdown() string {
	var b strings.Builder
	b.WriteString("| Parameter | AWS | Azure | GCP |\n|---|---|---|---|\n")
	for _, f := range t {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", f.Path, f.AWS.markdown(), f.Azure.markdown(), f.GCP.markdown())
	}
	return b.String()
}

func (e Entry) markdown() string {
	level := string(e.Level)
	if e.Level == Rejected {
		level = "**" + level + "**"
	}
	if e.Note == "" {
		return level
	}
	// A line break or a bar would end the cell.
	return level + ": " + strings.NewReplacer("\n", " ", "|", `\|`).Replace(e.Note)
}

// Markers of the support matrix within a page.
const (
	MarkerBegin = "<!-- support matrix: generated -->"
	MarkerEnd   = "<!-- end -->"
)

// Into returns a page with the support matrix between its markers, in place of what
// is there. It returns an error if the page does not have each marker once.
func (t Table) Into(page string) (string, error) {
	before, rest, ok := strings.Cut(page, MarkerBegin)
	if !ok || strings.Contains(rest, MarkerBegin) {
		return "", errors.Errorf("cannot find the one marker %q", MarkerBegin)
	}
	_, after, ok := strings.Cut(rest, MarkerEnd)
	if !ok || strings.Contains(after, MarkerEnd) {
		return "", errors.Errorf("cannot find the one marker %q behind %q", MarkerEnd, MarkerBegin)
	}
	return before + MarkerBegin + "\n" + t.Markdown() + MarkerEnd + after, nil
}
