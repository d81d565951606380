// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package tags

import (
	"maps"

	"google.golang.org/protobuf/types/known/structpb"

	"github.com/hyperscalar/hyperscalar/internal/structcodec"
)

// room is how many tags most resources have at most beside those of their claim.
const room = 2

// Shared tags are those of one resource as its cloud allows them: the tags of its
// claim, which are encoded once for all of the claim's resources, and the resource's
// own over them. They say the same as a map would, and are for kinds of which a claim
// has many. They are immutable.
type Shared struct {
	// common are the tags of the claim.
	common *common

	// own is a tag over those below it. There is none where nothing is below.
	own   tag
	below *Shared
}

// common tags are those of a claim, as they are and encoded. Nobody changes them.
type common struct {
	tags    map[string]string
	encoded map[string]*structpb.Value
}

var _ structcodec.Marshaler = &Shared{}

func newShared(tags map[string]string) *Shared {
	// A copy is as large as the original. There is room for the tags of a
	// resource, because making its copy larger is what would cost most.
	encoded := make(map[string]*structpb.Value, len(tags)+room)
	for key, value := range tags {
		encoded[key] = structpb.NewStringValue(value)
	}
	return &Shared{common: &common{tags: tags, encoded: encoded}}
}

// With returns tags with one more. Key and value must be as the cloud allows them.
func (t *Shared) With(key, value string) *Shared {
	return &Shared{common: t.common, own: tag{key: key, value: value}, below: t}
}

// Map returns a copy of the tags.
func (t *Shared) Map() map[string]string {
	out := map[string]string{}
	switch {
	case t == nil:
	case t.below != nil:
		out = t.below.Map()
		out[t.own.key] = t.own.value
	case t.common != nil:
		maps.Copy(out, t.common.tags)
	}
	return out
}

// Equal says whether two resources have the same tags.
func (t *Shared) Equal(o *Shared) bool { return maps.Equal(t.Map(), o.Map()) }

// EncodeTo encodes tags. Resources share what is encoded of the tags that all of them
// have, and everything if they have no others.
func (t *Shared) EncodeTo(e *structcodec.Encoder) *structpb.Value {
	switch {
	case t == nil || t.common == nil:
		return nil
	case t.below != nil:
		fields := maps.Clone(t.common.encoded)
		t.encodeOwn(e, fields)
		return e.Object(fields)
	case len(t.common.encoded) > 0:
		return e.Object(t.common.encoded)
	}
	return nil
}

// encodeOwn encodes the resource's own tags, those that win last.
func (t *Shared) encodeOwn(e *structcodec.Encoder, fields map[string]*structpb.Value) {
	if t.below == nil {
		return
	}
	t.below.encodeOwn(e, fields)
	fields[t.own.key] = e.Text(t.own.value)
}
