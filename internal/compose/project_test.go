// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"

	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/wire"
)

// TestProjectNeverChanges proves that what exists on Google Cloud does not move to
// another project because the environment names another one: it would be created anew.
func TestProjectNeverChanges(t *testing.T) {
	t.Parallel()
	const moved = `would have wall in project "acme-two", but it is in "acme-one" and cannot move to another project; create a new claim, or restore the environment (rule gcp.projectID)`
	cases := map[string]struct {
		reason      string
		provider    platform.Provider
		observeOnly bool
		before      string
		now         string
		want        string
	}{
		"Same":       {reason: "The project stays.", provider: platform.ProviderGCP, before: "acme-one", now: "acme-one"},
		"Another":    {reason: "Nothing moves.", provider: platform.ProviderGCP, before: "acme-one", now: "acme-two", want: moved},
		"None":       {reason: "The provider config may be for another project.", provider: platform.ProviderGCP, before: "acme-one", want: strings.Replace(moved, "acme-two", "", 1)},
		"NamedLater": {reason: "The platform team says where everything is.", provider: platform.ProviderGCP, now: "acme-one"},
		"NeverNamed": {reason: "The provider config says where.", provider: platform.ProviderGCP},
		"Observed":   {reason: "What was adopted is where it is.", provider: platform.ProviderGCP, observeOnly: true, before: "acme-one", now: "acme-two"},
		"NoProjects": {reason: "A field of that name is another thing elsewhere.", provider: platform.ProviderAWS, before: "acme-one", now: "acme-two"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := &request{observed: &observed{resources: map[string]*fnv1.Resource{"wall": {Resource: inProject(tc.before)}}}}
			err := r.moved(claim.Claim{Provider: tc.provider}, managed.Resource{Key: "wall", ObserveOnly: tc.observeOnly}, inProject(tc.now))
			if tc.want == "" {
				if err != nil {
					t.Errorf("%s\nmoved(...): %v", tc.reason, err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("%s\nmoved(...): got %v, want %q", tc.reason, err, tc.want)
			}
		})
	}
}

func TestProject(t *testing.T) {
	t.Parallel()
	number, err := structpb.NewStruct(map[string]any{"spec": map[string]any{"forProvider": map[string]any{"project": 1}}})
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string]struct {
		reason    string
		resources map[string]*fnv1.Resource
		want      string
	}{
		"Named":     {reason: "The resource says where it is.", resources: map[string]*fnv1.Resource{"wall": {Resource: inProject("acme-one")}}, want: "acme-one"},
		"NotNamed":  {reason: "The provider config says where.", resources: map[string]*fnv1.Resource{"wall": {Resource: inProject("")}}},
		"NoText":    {reason: "What is no text names no project.", resources: map[string]*fnv1.Resource{"wall": {Resource: number}}},
		"NotThere":  {reason: "What does not exist is nowhere.", resources: map[string]*fnv1.Resource{"door": {Resource: inProject("acme-one")}}},
		"NoContent": {reason: "An observed resource may be empty.", resources: map[string]*fnv1.Resource{"wall": {}}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			req := &fnv1.RunFunctionRequest{Observed: &fnv1.State{Resources: tc.resources}}
			if got := newObserved(req.GetObserved().GetResources()).project("wall"); got != tc.want {
				t.Errorf("%s\nproject(...): want %q, got %q", tc.reason, tc.want, got)
			}
			// A request that was served is read from its bytes.
			b, err := proto.Marshal(req)
			if err != nil {
				t.Fatal(err)
			}
			served := &fnv1.RunFunctionRequest{}
			if err := wire.Unmarshal(b, served); err != nil {
				t.Fatal(err)
			}
			if got := newObserved(served.GetObserved().GetResources()).project("wall"); got != tc.want {
				t.Errorf("%s\nproject(...) of bytes: want %q, got %q", tc.reason, tc.want, got)
			}
		})
	}
}

// inProject is a resource in a project, or in that of its provider config.
func inProject(name string) *structpb.Struct {
	forProvider := map[string]any{}
	if name != "" {
		forProvider["project"] = name
	}
	s, err := structpb.NewStruct(map[string]any{"spec": map[string]any{"forProvider": forProvider}})
	if err != nil {
		return nil
	}
	return s
}
