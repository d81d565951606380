// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package simulate

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/regions"
)

// An expander puts what is known of one resource in the place of the placeholders of
// a rule. These are, in braces, and with alternatives behind a bar for what is empty,
// such as {spec.cidr|'10.0.0.0/16'}:
//
//	name key kind id arn            of the resource
//	hash:8 HASH:8 octet octet:x     made of its kind and key
//	account subscription project    that everything is in
//	group                           its resource group on Azure
//	spec.a.b                        a field of its forProvider, or a parameter of a claim
//	metadata.name                   its name in the control plane
//	region                          of a claim, in the words of its cloud
//	VPC.ec2                         name of the composed resource of a kind that is selected,
//	                                else of the first
//	VPC.ec2:cidrBlock               a field of its forProvider
type expander struct {
	world  World
	object Object
	rule   rule
	name   string
	err    error
}

// placeholder matches one, or several alternatives.
var placeholder = regexp.MustCompile(`\{([A-Za-z][^{}]*)\}`)

// expand the texts of a part of a rule.
func (e *expander) expand(in Object) Object {
	out := make(Object, len(in))
	for k, v := range in {
		out[k] = e.value(v)
	}
	return out
}

func (e *expander) value(v any) any {
	switch v := v.(type) {
	case Object:
		return e.expand(v)
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = e.value(item)
		}
		return out
	case float64:
		// Kubernetes decodes whole numbers to integers.
		if v == float64(int64(v)) {
			return int64(v)
		}
		return v
	case string:
		// A field of forProvider keeps its type.
		if path, ok := strings.CutPrefix(v, "{spec."); ok && strings.Count(v, "{") == 1 && strings.HasSuffix(path, "}") && !strings.Contains(path, "|") {
			return clone(at(wanted(e.object), strings.Split(strings.TrimSuffix(path, "}"), ".")...))
		}
		return e.text(v)
	default:
		return v
	}
}

// text with its placeholders replaced.
func (e *expander) text(in string) string {
	return placeholder.ReplaceAllStringFunc(in, func(found string) string {
		for alternative := range strings.SplitSeq(strings.Trim(found, "{}"), "|") {
			if text, ok := strings.CutPrefix(alternative, "'"); ok {
				return strings.TrimSuffix(text, "'")
			}
			if v := e.resolve(alternative); v != "" {
				return v
			}
		}
		return ""
	})
}

func (e *expander) resolve(what string) string {
	switch what {
	case "name":
		return e.name
	case "key":
		return Key(e.object)
	case "kind":
		return strings.ToLower(str(e.object, "kind"))
	case "id":
		return e.id()
	case "arn":
		return e.arn()
	case "account":
		return account
	case "subscription":
		return subscription
	case "project":
		return project
	case "group":
		return e.group()
	case "region":
		return e.region()
	case "metadata.name":
		return str(e.object, "metadata", "name")
	}
	return e.derived(what)
}

// derived values have an argument.
func (e *expander) derived(what string) string {
	if path, ok := strings.CutPrefix(what, "spec."); ok {
		v := at(wanted(e.object), strings.Split(path, ".")...)
		if v == nil {
			return ""
		}
		return fmt.Sprint(v)
	}
	if of, path, ok := strings.Cut(what, ":"); ok && strings.Contains(of, ".") {
		return e.world.wantedOf(of, path)
	}
	if name, argument, ok := strings.Cut(what, ":"); ok || what == "octet" {
		return e.hashed(name, argument)
	}
	if kind, service, ok := strings.Cut(what, "."); ok {
		return e.nameOf(kind, service)
	}
	e.err = errors.Errorf("there is no placeholder {%s}", what)
	return ""
}

// hashed values are made of the kind and the key of the resource.
func (e *expander) hashed(name, argument string) string {
	key := sha256.Sum256([]byte(Key(e.object)))
	octet := 1 + int(key[0])%254
	kindAndKey := sha256.Sum256([]byte(str(e.object, "kind") + "/" + Key(e.object)))
	hash := hex.EncodeToString(kindAndKey[:])
	length, err := strconv.Atoi(argument)
	switch {
	case name == "octet" && argument == "":
		return strconv.Itoa(octet)
	case name == "octet" && argument == "x":
		return strconv.FormatInt(int64(octet), 16)
	case name == "hash" && err == nil && length <= len(hash):
		return hash[:length]
	case name == "HASH" && err == nil && length <= len(hash):
		return strings.ToUpper(hash[:length])
	}
	e.err = errors.Errorf("there is no placeholder {%s:%s}", name, argument)
	return ""
}

func (e *expander) arn() string {
	return fmt.Sprintf("arn:aws:%s:%s:%s:%s/%s", service(str(e.object, "apiVersion")), str(forProvider(e.object), "region"), account, strings.ToLower(str(e.object, "kind")), e.name)
}

// id of a resource on Azure or GCP, whose ids are paths. Elsewhere it is the name.
func (e *expander) id() string {
	if e.rule.cloud == azure && !strings.HasPrefix(e.name, "/subscriptions/") {
		return strings.TrimSuffix("/subscriptions/"+subscription+"/resourceGroups/"+e.group()+"/providers/"+e.text(e.rule.Path), "/providers/")
	}
	if e.rule.cloud == gcp && !strings.HasPrefix(e.name, "projects/") {
		return e.text("projects/{spec.project|project}/" + e.rule.Path)
	}
	return e.name
}

// group is the resource group that a resource is in, and that of a resource group is
// itself.
func (e *expander) group() string {
	if g := str(forProvider(e.object), "resourceGroupName"); g != "" {
		return g
	}
	return e.nameOf("ResourceGroup", "azure")
}

// nameOf returns the name at the cloud of a resource of a kind: of the one that the object
// selects, else of the first.
func (e *expander) nameOf(kind, of string) string {
	first := ""
	for _, o := range e.world.resources {
		if str(o, "kind") != kind || service(str(o, "apiVersion")) != of {
			continue
		}
		r, err := ruleFor(str(o, "apiVersion"), kind)
		if err != nil {
			continue
		}
		name := e.world.externalName(o, r)
		if selects(e.object, Key(o)) {
			return name
		}
		if first == "" {
			first = name
		}
	}
	return first
}

// selects says whether an object selects the resource with a key.
func selects(o Object, key string) bool {
	for _, v := range forProvider(o) {
		if selector, ok := v.(Object); ok && str(selector, "matchLabels", managed.LabelKey) == key {
			return true
		}
	}
	return false
}

// wantedOf returns a field of the forProvider of the first resource of a kind.
func (w World) wantedOf(of, path string) string {
	kind, group, _ := strings.Cut(of, ".")
	for _, o := range w.resources {
		if str(o, "kind") == kind && service(str(o, "apiVersion")) == group {
			return str(wanted(o), strings.Split(path, ".")...)
		}
	}
	return ""
}

// region of a claim, in the words of its cloud.
func (e *expander) region() string {
	parameters := wanted(e.object)
	r, err := regions.Resolve(platform.Provider(str(parameters, "provider")), str(parameters, "region"))
	if err != nil {
		e.err = err
	}
	return r.Native
}
