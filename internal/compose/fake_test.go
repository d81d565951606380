// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	"fmt"
	"strings"
	"testing"

	"google.golang.org/protobuf/types/known/structpb"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/crossplane/function-sdk-go/logging"
	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/compose/composetest"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/naming"
)

// The API of these tests serves castles: a wall, gates within the wall, and a moat
// that is dug once the wall stands.
const (
	keyWall managed.Key = "wall"
	keyMoat managed.Key = "moat"
	keyGate managed.Key = "gate"
)

const (
	componentWall managed.Component = "Wall"
	componentMoat managed.Component = "Moat"
	componentAlly managed.Component = "Ally"
)

type castleParameters struct {
	platform.CommonParameters `json:",inline"`

	Gates  []string                 `json:"gates,omitempty"`
	Moat   bool                     `json:"moat,omitempty"`
	Ally   *platform.LocalReference `json:"ally,omitempty"`
	Broken bool                     `json:"broken,omitempty"`
}

type castleStatus struct {
	WallID string `json:"wallID,omitempty"`
	AllyID string `json:"allyID,omitempty"`
}

type castle struct {
	claim    claim.Claim
	p        castleParameters
	ally     claim.Referenced
	allyID   string
	recorded castleStatus
}

type wall struct {
	Region    string             `json:"region"`
	Height    int                `json:"height,omitempty"`
	Tags      map[string]string  `json:"tags,omitempty"`
	SecretRef *managed.SecretRef `json:"doorSecretRef,omitempty"`
}

func (wall) Type() managed.Type {
	return managed.Type{Group: "stone.aws.upbound.io", Version: "v1beta2", Kind: "Wall", Plural: "walls"}
}

type gate struct {
	WallIDSelector *managed.Selector `json:"wallIdSelector"`
	Guards         int               `json:"guards,omitempty"`
}

func (gate) Type() managed.Type {
	return managed.Type{Group: "stone.aws.upbound.io", Version: "v1beta1", Kind: "Gate", Plural: "gates"}
}

type moat struct {
	WallID string `json:"wallId,omitempty"`
}

func (moat) Type() managed.Type {
	return managed.Type{Group: "water.aws.upbound.io", Version: "v1beta1", Kind: "Moat", Plural: "moats"}
}

type wallObservation struct {
	ID string `json:"id"`
}

func castleReferences(p castleParameters) []claim.Reference {
	if p.Ally == nil {
		return nil
	}
	return []claim.Reference{{Path: parameters.Child("ally"), Kind: "Castle", To: *p.Ally}}
}

func planCastle(c claim.Claim, p castleParameters, recorded castleStatus) (castle, field.ErrorList) {
	out := castle{claim: c, p: p, recorded: recorded}
	if p.Ally != nil {
		out.ally = c.References[parameters.Child("ally").String()]
		var s castleStatus
		if out.ally.Found {
			_ = out.ally.Status(&s)
		}
		out.allyID = s.WallID
	}
	for i, g := range p.Gates {
		if g == "trojan" {
			return out, field.ErrorList{field.Invalid(parameters.Child("gates").Index(i), g, "must not be made of horse")}
		}
	}
	return out, nil
}

func buildCastle(c castle, o managed.Observed) []managed.Resource {
	out := []managed.Resource{{
		Key:          keyWall,
		Component:    componentWall,
		ExternalName: c.claim.Names.Name(naming.AWSIAMRole, "wall"),
		ForProvider: wall{
			Region:    c.claim.Region.Native,
			Height:    12,
			Tags:      c.claim.Tags.AWS("wall"),
			SecretRef: &managed.SecretRef{Name: "door", Key: "code", Namespace: "elsewhere"},
		},
	}}
	for _, g := range c.p.Gates {
		out = append(out, managed.Resource{
			Key:          keyGate.Join(g),
			Component:    componentWall,
			ForProvider:  gate{WallIDSelector: managed.Select(keyWall)},
			InitProvider: gate{WallIDSelector: managed.Select(keyWall), Guards: 2},
			DeleteBefore: []managed.Key{keyWall},
		})
	}
	if c.p.Moat {
		id := first(managed.At[wallObservation](o, keyWall).ID, managed.Wanted[moat](o, keyMoat).WallID)
		out = append(out, managed.Resource{Key: keyMoat, Component: componentMoat, ForProvider: moat{WallID: id}, After: []managed.Key{keyWall}})
	}
	if c.p.Ally != nil {
		ally := managed.Resource{Key: "ally", Component: componentAlly, ForProvider: moat{WallID: c.allyID}}
		if c.allyID == "" {
			ally.Waits = []string{"castle " + c.ally.Namespace + "/" + c.ally.Name}
		}
		out = append(out, ally)
	}
	if c.p.Broken {
		out = append(out, managed.Resource{Key: keyWall, Component: componentWall, ForProvider: wall{}})
	}
	return out
}

func reportCastle(c castle, o managed.Observed, s *castleStatus) {
	s.WallID = first(managed.At[wallObservation](o, keyWall).ID, c.recorded.WallID)
	s.AllyID = c.allyID
}

func castleAPI() API[castleParameters, castleStatus, castle] {
	return API[castleParameters, castleStatus, castle]{
		Name:       "castle",
		Components: []managed.Component{componentWall, componentMoat, componentAlly},
		References: castleReferences,
		Plan:       planCastle,
		Providers: map[platform.Provider]Provider[castleStatus, castle]{
			platform.ProviderAWS: {
				Validate: func(c castle) field.ErrorList {
					if len(c.p.Gates) > 5 {
						return field.ErrorList{field.TooMany(parameters.Child("gates"), len(c.p.Gates), 5)}
					}
					return nil
				},
				Build:  buildCastle,
				Report: reportCastle,
			},
		},
	}
}

func object(tb testing.TB, y string) *structpb.Struct {
	tb.Helper()
	return composetest.Object(tb, y)
}

// A world is what Crossplane would send: a composite, what was observed, what
// earlier functions want, and every object that can be required.
type world struct {
	composite string
	input     string
	observed  map[string]string
	desired   *fnv1.State
	objects   map[string]string
}

const castleClaim = `
apiVersion: platform.hyperscalar.io/v1alpha1
kind: XCastle
metadata: {name: camelot-x7k2p}
spec:
  claimRef: {apiVersion: platform.hyperscalar.io/v1alpha1, kind: Castle, namespace: team-a, name: camelot}
  parameters: %s
status: %s
`

const castleComposite = `
apiVersion: platform.hyperscalar.io/v1alpha1
kind: Castle
metadata: {name: camelot, namespace: team-a}
spec:
  crossplane: {compositionRef: {name: castle}}
  parameters: %s
status: %s
`

func claimed(params string) string { return fmt.Sprintf(castleClaim, params, "{}") }

func (w world) real(tb testing.TB) composetest.World {
	tb.Helper()
	out := composetest.World{
		Function:  New(castleAPI(), logging.NewNopLogger()),
		Composite: object(tb, w.composite),
		Observed:  map[string]*fnv1.Resource{},
		Desired:   w.desired,
	}
	if w.input != "" {
		out.Input = object(tb, w.input)
	}
	for name, o := range w.observed {
		out.Observed[name] = &fnv1.Resource{Resource: object(tb, o)}
	}
	for name, o := range w.objects {
		out.Objects = append(out.Objects, identified(tb, name, o))
	}
	return out
}

// identified adds kind, namespace and name to an object, from a short form such as
// Castle/team-b/orkney.
func identified(tb testing.TB, id, y string) *structpb.Struct {
	tb.Helper()
	parts := strings.Split(id, "/")
	metadata := "{name: " + parts[len(parts)-1] + "}"
	apiVersion := environmentAPIVersion
	if len(parts) == 3 {
		metadata = "{name: " + parts[2] + ", namespace: " + parts[1] + "}"
		apiVersion = platform.APIVersion
	}
	o := object(tb, y)
	o.Fields["metadata"] = structpb.NewStructValue(object(tb, metadata))
	o.Fields["apiVersion"], o.Fields["kind"] = structpb.NewStringValue(apiVersion), structpb.NewStringValue(parts[0])
	return o
}

func (w world) request(tb testing.TB) *fnv1.RunFunctionRequest {
	tb.Helper()
	return w.real(tb).Request()
}

func (w world) run(tb testing.TB) *fnv1.RunFunctionResponse {
	tb.Helper()
	return w.real(tb).Run(tb)
}

func (w world) runRequest(tb testing.TB, req *fnv1.RunFunctionRequest) *fnv1.RunFunctionResponse {
	tb.Helper()
	return w.real(tb).RunRequest(tb, req)
}
