// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package managed

import (
	"encoding/json"
	"maps"

	"google.golang.org/protobuf/types/known/structpb"

	"github.com/hyperscalar/hyperscalar/internal/structcodec"
)

// What the manifests of a response share under the key of a resource.
const (
	sharedLabels structcodec.SharedKind = iota
	sharedSelector
	sharedFollower
)

var _ structcodec.Marshaler = &Selector{}

// EncodeTo encodes a selector. Resources that select the same one share the value.
func (s *Selector) EncodeTo(e *structcodec.Encoder) *structpb.Value {
	if s == nil {
		return nil
	}
	encode := func() *structpb.Value { return s.encode(e) }
	switch {
	case s.Key == "" || !s.MatchControllerRef || len(s.Labels) > 0:
		return encode()
	case s.Policy == nil:
		return e.Shared(sharedSelector, string(s.Key), encode)
	case s.Policy.Resolve == ResolveAlways:
		return e.Shared(sharedFollower, string(s.Key), encode)
	}
	return encode()
}

func (s *Selector) encode(e *structcodec.Encoder) *structpb.Value {
	fields := map[string]*structpb.Value{"matchControllerRef": e.Bool(s.MatchControllerRef)}
	if s.Key != "" || len(s.Labels) > 0 {
		fields["matchLabels"] = EncodeLabels(e, s.Key, s.Labels)
	}
	if s.Policy != nil {
		fields["policy"] = e.Object(map[string]*structpb.Value{"resolve": e.Text(string(s.Policy.Resolve))})
	}
	return e.Object(fields)
}

// MarshalJSON encodes a selector for those who read JSON, with the same result.
func (s *Selector) MarshalJSON() ([]byte, error) {
	type plain Selector
	out := plain(*s)
	if s.Key != "" {
		out.Labels = map[string]string{LabelKey: string(s.Key)}
		maps.Copy(out.Labels, s.Labels)
	}
	return json.Marshal(out)
}

// EncodeLabels encodes the label LabelKey, unless its value is empty, and others. A
// resource that has no other labels shares the value with those who select it.
func EncodeLabels(e *structcodec.Encoder, key Key, others map[string]string) *structpb.Value {
	encode := func() *structpb.Value {
		fields := make(map[string]*structpb.Value, len(others)+1)
		for name, value := range others {
			fields[name] = e.Text(value)
		}
		if key != "" {
			fields[LabelKey] = e.Text(string(key))
		}
		return e.Object(fields)
	}
	if len(others) > 0 {
		return encode()
	}
	return e.Shared(sharedLabels, string(key), encode)
}
