// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package composetest

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"

	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"
)

// A Call is a request that a function is sent, as large as Kubernetes' API makes it.
type Call struct {
	// Name of the call: an example, its flavour, and how far its claim has come.
	Name string

	// Request with everything that the function requires.
	Request *fnv1.RunFunctionRequest

	// Refused says whether the answer is a refusal.
	Refused bool
}

// Calls are the requests of every example of the API in both flavours, before anything
// exists and when nothing changes any more, and those of the claims that are wrong. The
// names of the claims get a suffix, which may be empty. An example that works by its own
// name only is left out if it is not.
func (s Suite) Calls(tb testing.TB, suffix string) []Call {
	tb.Helper()
	var out []Call
	all := s.examples(tb)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		e := all[name]
		claim := renamed(e.claim, suffix)
		for _, f := range flavours() {
			w := s.world(tb, claim, f, append(slices.Clone(e.objects), s.peers(tb, e)...)...)
			first := w.call(tb, name+"/"+f.name+"/FirstPass")
			switch {
			case !first.Refused:
				ready, _ := w.Simulated(tb)
				out = append(out, first, ready.call(tb, name+"/"+f.name+"/Ready"))
			case suffix == "":
				tb.Errorf("%s is refused", first.Name)
			}
		}
	}
	return append(out, s.wrong(tb, suffix)...)
}

// wrong are the calls of the claims that must be refused, as far as it is the function
// that refuses them.
func (s Suite) wrong(tb testing.TB, suffix string) []Call {
	tb.Helper()
	var out []Call
	for _, file := range glob(tb, "test", "golden", "testdata", s.API, "wrong", "*.yaml") {
		all := Objects(tb, file)
		if At(all[0], "kind").GetStringValue() != s.kind(tb) {
			continue
		}
		c := s.world(tb, renamed(all[0], suffix), claims(), all[1:]...).call(tb, "wrong/"+strings.TrimSuffix(filepath.Base(file), ".yaml"))
		if c.Refused {
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		tb.Errorf("no claim of %s is refused", s.API)
	}
	return out
}

func renamed(claim *structpb.Struct, suffix string) *structpb.Struct {
	claim = proto.CloneOf(claim)
	metadata := At(claim, "metadata").GetStructValue()
	metadata.Fields["name"] = structpb.NewStringValue(metadata.GetFields()["name"].GetStringValue() + suffix)
	return claim
}

// call the function as Crossplane does, and return the last request.
func (w World) call(tb testing.TB, name string) Call {
	tb.Helper()
	req := proto.CloneOf(w.Request())
	rsp := w.RunRequest(tb, req)
	Manage(req)
	return Call{Name: name, Request: req, Refused: Fatal(rsp) != ""}
}
