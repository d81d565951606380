// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package revision compares XRDs with those of earlier releases: whatever was a claim
// under a release must be one now, and mean the same. What was composed for it is
// compared by the suites of the functions, see internal/compose/composetest.
package revision

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"sigs.k8s.io/yaml"

	"github.com/crossplane/function-sdk-go/errors"
)

// A definition is an XRD, as far as claims depend on it.
type definition struct {
	Spec struct {
		Group      string `json:"group"`
		Names      names  `json:"names"`
		ClaimNames names  `json:"claimNames"`
		Versions   []struct {
			Name   string `json:"name"`
			Served bool   `json:"served"`
			Schema struct {
				OpenAPIV3Schema schema `json:"openAPIV3Schema"`
			} `json:"schema"`
		} `json:"versions"`
	} `json:"spec"`
}

type names struct {
	Kind       string   `json:"kind"`
	Plural     string   `json:"plural"`
	ShortNames []string `json:"shortNames"`
}

// A schema of a field. Every keyword that can refuse a value is here.
type schema struct {
	Type                 string            `json:"type"`
	Format               string            `json:"format"`
	Pattern              string            `json:"pattern"`
	Enum                 []json.RawMessage `json:"enum"`
	Default              json.RawMessage   `json:"default"`
	Required             []string          `json:"required"`
	Properties           map[string]schema `json:"properties"`
	AdditionalProperties *schema           `json:"additionalProperties"`
	Items                *schema           `json:"items"`
	Minimum              *float64          `json:"minimum"`
	Maximum              *float64          `json:"maximum"`
	MinLength            *float64          `json:"minLength"`
	MaxLength            *float64          `json:"maxLength"`
	MinItems             *float64          `json:"minItems"`
	MaxItems             *float64          `json:"maxItems"`
	MinProperties        *float64          `json:"minProperties"`
	MaxProperties        *float64          `json:"maxProperties"`
	ListType             string            `json:"x-kubernetes-list-type"`
	ListMapKeys          []string          `json:"x-kubernetes-list-map-keys"`
	Validations          []validation      `json:"x-kubernetes-validations"`
}

type validation struct {
	Rule string `json:"rule"`
}

// Breaks returns how an XRD breaks claims of an earlier one, sorted.
func Breaks(before, after []byte) ([]string, error) {
	var old, now definition
	if err := yaml.Unmarshal(before, &old); err != nil {
		return nil, errors.Wrap(err, "cannot read the earlier definition")
	}
	if err := yaml.Unmarshal(after, &now); err != nil {
		return nil, errors.Wrap(err, "cannot read the definition")
	}
	c := &comparison{}
	c.names(old, now)
	for _, v := range old.Spec.Versions {
		found := false
		for _, w := range now.Spec.Versions {
			if v.Name == w.Name && (w.Served || !v.Served) {
				found = true
				c.field("", v.Schema.OpenAPIV3Schema, w.Schema.OpenAPIV3Schema)
			}
		}
		if !found {
			c.sayf("version %s is gone", v.Name)
		}
	}
	slices.Sort(c.breaks)
	return c.breaks, nil
}

// A comparison collects what is broken.
type comparison struct{ breaks []string }

func (c *comparison) sayf(format string, args ...any) {
	c.breaks = append(c.breaks, fmt.Sprintf(format, args...))
}

func (c *comparison) names(old, now definition) {
	for what, v := range map[string][2]string{
		"group":        {old.Spec.Group, now.Spec.Group},
		"kind":         {old.Spec.Names.Kind, now.Spec.Names.Kind},
		"plural":       {old.Spec.Names.Plural, now.Spec.Names.Plural},
		"claim kind":   {old.Spec.ClaimNames.Kind, now.Spec.ClaimNames.Kind},
		"claim plural": {old.Spec.ClaimNames.Plural, now.Spec.ClaimNames.Plural},
	} {
		if v[0] != v[1] {
			c.sayf("%s was %s and is %s", what, v[0], v[1])
		}
	}
	for _, short := range old.Spec.ClaimNames.ShortNames {
		if !slices.Contains(now.Spec.ClaimNames.ShortNames, short) {
			c.sayf("short name %s is gone", short)
		}
	}
}

// field compares one field, and all that is in it.
func (c *comparison) field(path string, old, now schema) {
	c.value(path, old, now)
	c.bounds(path, old, now)
	c.required(path, old, now)
	for _, v := range now.Validations {
		if !slices.Contains(old.Validations, v) {
			c.sayf("%s has a new rule: %s", name(path), v.Rule)
		}
	}
	for _, p := range slices.Sorted(maps.Keys(old.Properties)) {
		at := strings.TrimPrefix(path+"."+p, ".")
		if _, has := now.Properties[p]; !has {
			c.sayf("%s is gone", at)
			continue
		}
		c.field(at, old.Properties[p], now.Properties[p])
	}
	c.within(path+"[]", old.Items, now.Items)
	c.within(path+"[*]", old.AdditionalProperties, now.AdditionalProperties)
}

func name(path string) string {
	if path == "" {
		return "the whole"
	}
	return path
}

// within compares what a list or a map consists of.
func (c *comparison) within(path string, old, now *schema) {
	if old == nil {
		return
	}
	if now == nil {
		c.sayf("%s is gone", path)
		return
	}
	c.field(path, *old, *now)
}

// value compares what a field can be.
func (c *comparison) value(path string, old, now schema) {
	if old.Type != now.Type {
		c.sayf("%s was of type %s and is of type %s", name(path), old.Type, now.Type)
	}
	if now.Format != old.Format && now.Format != "" {
		c.sayf("%s has the format %s", name(path), now.Format)
	}
	if now.Pattern != old.Pattern && now.Pattern != "" {
		c.sayf("%s must match %s", name(path), now.Pattern)
	}
	if string(old.Default) != string(now.Default) {
		c.sayf("%s had the default %s and has %s", name(path), text(old.Default), text(now.Default))
	}
	if old.ListType != now.ListType || !slices.Equal(old.ListMapKeys, now.ListMapKeys) {
		c.sayf("%s is another type of list", name(path))
	}
	if len(now.Enum) == 0 {
		return
	}
	if len(old.Enum) == 0 {
		c.sayf("%s takes certain values only", name(path))
	}
	for _, v := range old.Enum {
		if !slices.ContainsFunc(now.Enum, func(w json.RawMessage) bool { return reflect.DeepEqual(v, w) }) {
			c.sayf("%s does not take %s any more", name(path), v)
		}
	}
}

func text(b json.RawMessage) string {
	if len(b) == 0 {
		return "none"
	}
	return string(b)
}

// bounds compares how much there can be.
func (c *comparison) bounds(path string, old, now schema) {
	for _, b := range []struct {
		what     string
		old, now *float64
	}{
		{"minimum", old.Minimum, now.Minimum},
		{"minLength", old.MinLength, now.MinLength},
		{"minItems", old.MinItems, now.MinItems},
		{"minProperties", old.MinProperties, now.MinProperties},
	} {
		if b.now != nil && (b.old == nil || *b.now > *b.old) {
			c.sayf("%s: %s is %v now", name(path), b.what, *b.now)
		}
	}
	for _, b := range []struct {
		what     string
		old, now *float64
	}{
		{"maximum", old.Maximum, now.Maximum},
		{"maxLength", old.MaxLength, now.MaxLength},
		{"maxItems", old.MaxItems, now.MaxItems},
		{"maxProperties", old.MaxProperties, now.MaxProperties},
	} {
		if b.now != nil && (b.old == nil || *b.now < *b.old) {
			c.sayf("%s: %s is %v now", name(path), b.what, *b.now)
		}
	}
}

// required compares what there must be. What has a default is always there.
func (c *comparison) required(path string, old, now schema) {
	for _, r := range now.Required {
		if !slices.Contains(old.Required, r) && len(now.Properties[r].Default) == 0 {
			c.sayf("%s is required now", strings.TrimPrefix(path+"."+r, "."))
		}
	}
}
