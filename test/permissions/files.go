// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package permissions

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// Files of the repository by their paths below package/permissions: a policy of IAM, a
// custom role of Azure and a custom role of GCP, for each API and for all of them.
func Files() (map[string][]byte, error) {
	out := map[string][]byte{}
	for _, api := range APIs() {
		for p, f := range map[platform.Provider]struct {
			file   string
			format func(api string, r Rights) ([]byte, error)
		}{
			platform.ProviderAWS:   {file: "aws.json", format: policyOfAWS},
			platform.ProviderAzure: {file: "azure.json", format: roleOfAzure},
			platform.ProviderGCP:   {file: "gcp.yaml", format: roleOfGCP},
		} {
			r, err := Of(p, api)
			if err != nil {
				return nil, err
			}
			b, err := f.format(api, r)
			if err != nil {
				return nil, errors.Wrapf(err, "cannot format what %s needs on %s", api, p)
			}
			out[api+"/"+f.file] = b
		}
	}
	return out, nil
}

// A policy of IAM.
type policy struct {
	Version   string      `json:"Version"`
	Statement []statement `json:"Statement"`
}

type statement struct {
	Sid       string                         `json:"Sid"`
	Effect    string                         `json:"Effect"`
	Action    []string                       `json:"Action"`
	Resource  string                         `json:"Resource"`
	Condition map[string]map[string][]string `json:"Condition,omitempty"`
}

// policyOfAWS has a statement for each service, so that each can be narrowed.
func policyOfAWS(api string, r Rights) ([]byte, error) {
	services := map[string][]string{}
	actions := r.Actions
	if api == All {
		actions = described(actions)
	}
	for _, a := range actions {
		service, _, _ := strings.Cut(a, ":")
		services[service] = append(services[service], a)
	}
	out := policy{Version: "2012-10-17"}
	for _, service := range slices.Sorted(maps.Keys(services)) {
		out.Statement = append(out.Statement, statement{Sid: service, Effect: "Allow", Action: services[service], Resource: "*"})
	}
	if len(r.Pass) > 0 {
		out.Statement = append(out.Statement, conditional("PassRole", "iam:PassRole", "iam:PassedToService", r.Pass))
	}
	if len(r.Linked) > 0 {
		out.Statement = append(out.Statement, conditional("ServiceLinkedRoles", "iam:CreateServiceLinkedRole", "iam:AWSServiceName", r.Linked))
	}
	return indented(out)
}

// described joins the actions of a service that only describe: a role takes no more than
// so many characters of policies of its own.
func described(actions []string) []string {
	out := make([]string, 0, len(actions))
	for _, a := range actions {
		if service, action, _ := strings.Cut(a, ":"); strings.HasPrefix(action, "Describe") {
			a = service + ":Describe*"
		}
		out = append(out, a)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func conditional(sid, action, key string, services []string) statement {
	return statement{
		Sid: sid, Effect: "Allow", Action: []string{action}, Resource: "*",
		Condition: map[string]map[string][]string{"StringEquals": {key: services}},
	}
}

// A role of Azure, as az role definition create reads it.
type azureRole struct {
	Name             string   `json:"Name"`
	IsCustom         bool     `json:"IsCustom"`
	Description      string   `json:"Description"`
	Actions          []string `json:"Actions"`
	NotActions       []string `json:"NotActions"`
	DataActions      []string `json:"DataActions"`
	NotDataActions   []string `json:"NotDataActions"`
	AssignableScopes []string `json:"AssignableScopes"`
}

func roleOfAzure(api string, r Rights) ([]byte, error) {
	return indented(azureRole{
		Name: "Hyperscalar " + api, IsCustom: true, Description: description(api),
		Actions: r.Actions, NotActions: []string{}, DataActions: append([]string{}, r.Data...), NotDataActions: []string{},
		AssignableScopes: []string{"/subscriptions/00000000-0000-0000-0000-000000000000"},
	})
}

func description(api string) string {
	if api == All {
		return "What the provider needs for all APIs of Hyperscalar."
	}
	return "What the provider needs for the API " + api + " of Hyperscalar."
}

func indented(v any) ([]byte, error) {
	out := &bytes.Buffer{}
	e := json.NewEncoder(out)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return out.Bytes(), errors.Wrap(err, "cannot encode")
}

// roleOfGCP is a role as gcloud iam roles create reads it.
func roleOfGCP(api string, r Rights) ([]byte, error) {
	out := &bytes.Buffer{}
	fmt.Fprintf(out, `# SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
#
# SPDX-License-Identifier: Apache-2.0

# Generated from the kinds that the functions compose. Do not edit, run make generate.
title: Hyperscalar %s
description: %s
stage: GA
includedPermissions:
`, api, description(api))
	for _, a := range r.Actions {
		fmt.Fprintf(out, "- %s\n", a)
	}
	return out.Bytes(), nil
}
