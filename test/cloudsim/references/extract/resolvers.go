// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/references"
)

const resolvers = "zz_generated.resolvers.go"

// forProvider is what the expressions of the fields that we want start with. Those
// of initProvider are the same again.
const forProvider = "mg.Spec.ForProvider."

// A field of a Go struct.
type field struct {
	json string
	of   string // The name of the struct that the field holds, if any.
	list bool
}

type structs map[string]map[string]field

// referencesOf a kind, from the Go package in a folder. Packages that were read are
// remembered.
func referencesOf(dir, kind string, read map[string]structs) ([]references.Reference, error) {
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, resolvers), nil, parser.SkipObjectResolution)
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, errors.Wrap(err, "cannot parse the resolvers")
	}
	if read[dir] == nil {
		if read[dir], err = structsOf(dir); err != nil {
			return nil, err
		}
	}
	for _, d := range file.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if ok && fn.Name.Name == "ResolveReferences" && fn.Recv != nil && types.ExprString(fn.Recv.List[0].Type) == "*"+kind {
			return resolver{kind: kind, structs: read[dir]}.read(fn)
		}
	}
	return nil, nil
}

func structsOf(dir string) (structs, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*_types.go"))
	if err != nil {
		return nil, errors.Wrap(err, "cannot list the types")
	}
	out := structs{}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, errors.Wrap(err, "cannot parse the types")
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if t, ok := n.(*ast.TypeSpec); ok {
				if s, ok := t.Type.(*ast.StructType); ok {
					out[t.Name.Name] = fieldsOf(s)
				}
			}
			return true
		})
	}
	return out, nil
}

func fieldsOf(s *ast.StructType) map[string]field {
	out := map[string]field{}
	for _, f := range s.Fields.List {
		if len(f.Names) == 0 || f.Tag == nil {
			continue
		}
		tag, _ := strconv.Unquote(f.Tag.Value)
		json, _, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ",")
		t := types.ExprString(f.Type)
		out[f.Names[0].Name] = field{json: json, of: strings.TrimLeft(t, "[]*"), list: strings.HasPrefix(t, "[]")}
	}
	return out
}

type resolver struct {
	kind    string
	structs structs
}

func (r resolver) read(fn *ast.FuncDecl) ([]references.Reference, error) {
	var out []references.Reference
	var err error
	to := ""
	ast.Inspect(fn, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if strings.HasSuffix(types.ExprString(n.Fun), ".GetManagedResource") {
				to = unquote(n.Args[2]) + "." + unquote(n.Args[0])
			}
		case *ast.CompositeLit:
			if !strings.HasSuffix(types.ExprString(n.Type), "ResolutionRequest") {
				return true
			}
			ref, ok, e := r.reference(n)
			if e != nil {
				err = e
			}
			if ref.To = to; ok {
				out = append(out, ref)
			}
		}
		return err == nil
	})
	return out, err
}

// reference reads a request to resolve a reference. It returns false if it is not
// one of forProvider.
func (r resolver) reference(n *ast.CompositeLit) (references.Reference, bool, error) {
	ref := references.Reference{}
	for _, e := range n.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		value := types.ExprString(argument(kv.Value))
		var err error
		switch types.ExprString(kv.Key) {
		case "CurrentValue", "CurrentValues":
			ref.Name, ref.Many = value, types.ExprString(kv.Key) == "CurrentValues"
			ref.Field, err = r.path(value)
		case "Reference", "References":
			ref.Ref, err = r.path(value)
		case "Selector":
			ref.Selector, err = r.path(value)
		case "Extract":
			ref.Extract, err = extractor(types.ExprString(kv.Value))
		}
		if err != nil {
			return ref, false, err
		}
	}
	return ref, strings.HasPrefix(ref.Name, forProvider), nil
}

// argument returns the first argument of a conversion such as FromPtrValue.
func argument(e ast.Expr) ast.Expr {
	call, ok := e.(*ast.CallExpr)
	if !ok || len(call.Args) == 0 {
		return e
	}
	return call.Args[0]
}

func unquote(e ast.Expr) string {
	return strings.Trim(types.ExprString(e), `"`)
}

var index = regexp.MustCompile(`\[\w+\]`)

// path returns the path in JSON of an expression in Go.
func (r resolver) path(expr string) (string, error) {
	if !strings.HasPrefix(expr, forProvider) {
		return "", nil
	}
	in := r.structs[r.kind+"Spec"]["ForProvider"].of
	var out []string
	for part := range strings.SplitSeq(strings.TrimPrefix(expr, forProvider), ".") {
		name := index.ReplaceAllString(part, "")
		f, ok := r.structs[in][name]
		if !ok {
			return "", errors.Errorf("cannot find field %q of %q", name, in)
		}
		json := f.json
		if name != part {
			json += "[]"
		}
		out = append(out, json)
		in = f.of
	}
	return strings.Join(out, "."), nil
}

// extractors of the providers that read one field.
func extractors() map[string]string {
	return map[string]string{
		"reference.ExternalName()":         references.ExtractExternalName,
		"resource.ExtractResourceID()":     references.ExtractObserved + "id",
		"rconfig.ExtractResourceID()":      references.ExtractObserved + "id",
		"common.ExtractResourceID()":       references.ExtractObserved + "id",
		"common.TerraformID()":             references.ExtractObserved + "id",
		"common.ARNExtractor()":            references.ExtractObserved + "arn",
		"common.SelfLinkExtractor()":       references.ExtractObserved + "selfLink",
		"common.ExtractProjectID()":        references.ExtractWanted + "projectId",
		"compute.InstanceGroupExtractor()": references.ExtractObserved + "instanceGroup",

		// The id of a cluster is its name, and known once the cluster is active.
		"ExternalNameIfClusterActive()": references.ExtractObserved + "id",
	}
}

var paramPath = regexp.MustCompile(`^resource\.ExtractParamPath\("([a-z0-9_.]+)", (true|false)\)$`)

func extractor(expr string) (string, error) {
	if e, ok := extractors()[expr]; ok {
		return e, nil
	}
	m := paramPath.FindStringSubmatch(expr)
	if m == nil {
		return "", errors.Errorf("cannot understand extractor %q", expr)
	}
	if m[2] == "true" {
		return references.ExtractObserved + camel(m[1]), nil
	}
	return references.ExtractWanted + camel(m[1]), nil
}

// camel returns the JSON name of a Terraform argument.
func camel(name string) string {
	parts := strings.Split(name, "_")
	for i := 1; i < len(parts); i++ {
		parts[i] = strings.ToUpper(parts[i][:1]) + parts[i][1:]
	}
	return strings.Join(parts, "")
}
