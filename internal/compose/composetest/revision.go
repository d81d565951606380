// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package composetest

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"

	"github.com/crossplane/function-sdk-go/logging"
	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"
)

// EnvRecord is the environment variable that names the release whose worlds are
// recorded, instead of comparing those of earlier releases.
const EnvRecord = "RECORD"

// A recording is a claim that was ready under a release, with all that its function got
// to see.
type recording struct {
	Composite json.RawMessage             `json:"composite"`
	Input     json.RawMessage             `json:"input,omitempty"`
	Observed  map[string]recordedResource `json:"observed"`
	Objects   []json.RawMessage           `json:"objects"`
}

type recordedResource struct {
	Resource json.RawMessage   `json:"resource"`
	Details  map[string][]byte `json:"details,omitempty"`
}

// revision proves that what a release composed stays what it is under this revision:
// nothing is deleted, and nothing is changed that may not be changed in place.
func (s Suite) revision(t *testing.T) {
	t.Helper()
	if version := os.Getenv(EnvRecord); version != "" {
		s.record(t, version)
		return
	}
	for _, file := range glob(t, "test", "revision", "testdata", "*", "worlds", s.API+".json.gz") {
		release := filepath.Base(filepath.Dir(filepath.Dir(file)))
		for name, r := range readRecordings(t, file) {
			t.Run(release+"/"+name, func(t *testing.T) {
				t.Parallel()
				w := r.world(t)
				w.Function = s.New(logging.NewNopLogger())
				rsp := w.Run(t)
				if m := Fatal(rsp); m != "" {
					t.Fatalf("a claim that release %s served is refused: %s", release, m)
				}
				for _, problem := range unsafeChanges(w.Observed, rsp) {
					t.Errorf("release %s: %s", release, problem)
				}
			})
		}
	}
}

// unsafeChanges are what would be deleted, or replaced, of what exists.
func unsafeChanges(before map[string]*fnv1.Resource, rsp *fnv1.RunFunctionResponse) []string {
	var out []string
	for key, r := range before {
		had, now := r.GetResource(), Desired(rsp, key)
		if now == nil {
			out = append(out, key+" is deleted")
			continue
		}
		for _, path := range [][]string{{"apiVersion"}, {"kind"}, {"metadata", "namespace"}, {"spec", "providerConfigRef"}} {
			if a, b := At(had, path...), At(now, path...); !sameGroup(path[0], a, b) {
				out = append(out, fmt.Sprintf("%s: %s was %v and is %v", key, strings.Join(path, "."), a.AsInterface(), b.AsInterface()))
			}
		}
		name := []string{"metadata", "annotations", "crossplane.io/external-name"}
		if a, b := At(had, name...).GetStringValue(), At(now, name...).GetStringValue(); b != "" && a != b {
			out = append(out, fmt.Sprintf("%s was called %q at its cloud and is called %q", key, a, b))
		}
		out = append(out, changedFields(key, At(had, "spec", "forProvider").GetStructValue(), At(now, "spec", "forProvider").GetStructValue())...)
	}
	slices.Sort(out)
	return out
}

// sameGroup compares two values. Versions of an API group are converted into each other.
func sameGroup(field string, a, b *structpb.Value) bool {
	if field != "apiVersion" {
		return proto.Equal(a, b)
	}
	group, _, _ := strings.Cut(a.GetStringValue(), "/")
	now, _, _ := strings.Cut(b.GetStringValue(), "/")
	return group == now
}

// changedFields are the fields of what a resource is asked to be that have another value,
// or none any more, and that are not known to be changed in place.
func changedFields(key string, had, now *structpb.Struct) []string {
	var out []string
	for name, a := range had.GetFields() {
		b, has := now.GetFields()[name]
		if proto.Equal(a, b) || slices.Contains(inPlace(), name) {
			continue
		}
		if !has {
			out = append(out, fmt.Sprintf("%s: %s was %v and is not set", key, name, a.AsInterface()))
			continue
		}
		out = append(out, fmt.Sprintf("%s: %s was %v and is %v", key, name, a.AsInterface(), b.AsInterface()))
	}
	return out
}

// inPlace are fields that every kind that has them changes in place. A release that
// changes another field of what exists needs it to be here, or a claim's consent.
func inPlace() []string {
	return []string{
		"tags", "labels", "resourceLabels", "description", "policy", "assumeRolePolicy", "manifest", "values", "rule",
		"configurationValues", "addonVersion", "releaseVersion", "version", "minMasterVersion", "kubernetesVersion", "nodeVersion",
	}
}

// record the golden claims of the API, as they are when they are ready.
func (s Suite) record(t *testing.T, version string) {
	t.Helper()
	out := map[string]recording{}
	for name, e := range s.golden(t) {
		for _, f := range flavours() {
			w, _ := s.world(t, e.claim, f, append(e.objects, e.others...)...).Simulated(t)
			out[name+"/"+strings.ToLower(f.name)] = w.recording(t)
		}
	}
	b, err := json.Marshal(out)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(root, "test", "revision", "testdata", version, "worlds", s.API+".json.gz")
	if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil { //nolint:gosec // A file of the repository.
		t.Fatal(err)
	}
	to, err := os.Create(file) //nolint:gosec // A file of the repository.
	if err != nil {
		t.Fatal(err)
	}
	z, _ := gzip.NewWriterLevel(to, gzip.BestCompression)
	if _, err := z.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
}

// recording of a world, with what the function requires in it.
func (w World) recording(t *testing.T) recording {
	t.Helper()
	req := w.Request()
	w.RunRequest(t, req)
	out := recording{Composite: marshalJSON(t, w.Composite), Observed: map[string]recordedResource{}}
	if w.Input != nil {
		out.Input = marshalJSON(t, w.Input)
	}
	for key, r := range w.Observed {
		out.Observed[key] = recordedResource{Resource: marshalJSON(t, r.GetResource()), Details: r.GetConnectionDetails()}
	}
	seen := map[string]bool{}
	for _, required := range req.GetRequiredResources() {
		for _, item := range required.GetItems() {
			if b := marshalJSON(t, item.GetResource()); !seen[string(b)] {
				seen[string(b)] = true
				out.Objects = append(out.Objects, b)
			}
		}
	}
	slices.SortFunc(out.Objects, func(a, b json.RawMessage) int { return strings.Compare(string(a), string(b)) })
	return out
}

// marshalJSON the same object in the same way each time.
func marshalJSON(t *testing.T, s *structpb.Struct) json.RawMessage {
	t.Helper()
	b, err := json.Marshal(s.AsMap())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func readRecordings(t *testing.T, file string) map[string]recording {
	t.Helper()
	from, err := os.Open(file) //nolint:gosec // A file of the repository.
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close() //nolint:errcheck // It is only read.
	z, err := gzip.NewReader(from)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]recording{}
	if err := json.NewDecoder(z).Decode(&out); err != nil || len(out) == 0 {
		t.Fatalf("cannot read %s: %v", file, err)
	}
	return out
}

// world that was recorded.
func (r recording) world(t *testing.T) World {
	t.Helper()
	object := func(b json.RawMessage) *structpb.Struct {
		s := &structpb.Struct{}
		if err := protojson.Unmarshal(b, s); err != nil {
			t.Fatal(err)
		}
		return s
	}
	w := World{Composite: object(r.Composite), Observed: map[string]*fnv1.Resource{}}
	if len(r.Input) > 0 {
		w.Input = object(r.Input)
	}
	for key, o := range r.Observed {
		w.Observed[key] = &fnv1.Resource{Resource: object(o.Resource), ConnectionDetails: o.Details}
	}
	for _, o := range r.Objects {
		w.Objects = append(w.Objects, object(o))
	}
	return w
}
