// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	"fmt"
	"testing"
	"time"

	"google.golang.org/protobuf/types/known/structpb"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/crossplane/function-sdk-go/logging"
	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	network "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/compose/composetest"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/claims"
	"github.com/hyperscalar/hyperscalar/internal/managed/helm"
	"github.com/hyperscalar/hyperscalar/internal/managed/kubernetes"
)

// Another API of these tests serves harbours: a lighthouse that tells how to find it,
// a network of roads, and a town, whose houses are managed from within.
const (
	keyLighthouse managed.Key = "lighthouse"
	keyRoads      managed.Key = "roads"
	keyGovernor   managed.Key = "governor"
	keyMayor      managed.Key = "mayor"
	keyMarket     managed.Key = "market"
	keyTavern     managed.Key = "tavern"
)

// Keys of the connection details.
const (
	connectionHost     = "host"
	connectionPassword = "password"
	connectionPilot    = "pilot"
)

// password is what must never be told.
const password = "hunter2-lighthouse"

type harbourParameters struct {
	platform.CommonParameters `json:",inline"`

	Roads  bool   `json:"roads,omitempty"`
	Town   bool   `json:"town,omitempty"`
	Pilot  string `json:"pilot,omitempty"`
	Secret bool   `json:"secret,omitempty"`
	Clash  bool   `json:"clash,omitempty"`
}

type harbourStatus struct {
	platform.ConnectionStatus `json:",inline"`

	Now   string `json:"now,omitempty"`
	Roads string `json:"roads,omitempty"`
}

type harbour struct {
	claim claim.Claim
	p     harbourParameters
}

type lighthouse struct {
	Region string `json:"region"`
}

func (lighthouse) Type() managed.Type {
	return managed.Type{Group: "stone.aws.upbound.io", Version: "v1beta1", Kind: "Lighthouse", Plural: "lighthouses"}
}

type lighthouseObservation struct {
	Host string `json:"host"`
}

// A market is an object that refers to a Secret of its own.
type market struct {
	APIVersion string     `json:"apiVersion"`
	Kind       string     `json:"kind"`
	Spec       marketSpec `json:"spec"`
}

type marketSpec struct {
	SecretRef managed.SecretRef `json:"purseSecretRef"`
}

type tavernValues struct {
	Beds int `json:"beds"`
}

func buildHarbour(h harbour, _ managed.Observed) []managed.Resource {
	out := []managed.Resource{{
		Key: keyLighthouse, Component: componentWall, ConnectionSecret: true,
		ForProvider: lighthouse{Region: h.claim.Region.Native},
	}}
	if h.p.Roads {
		out = append(out, managed.Resource{
			Key: keyRoads, Component: componentMoat,
			ForProvider:  claims.Network{Parameters: network.Parameters{CommonParameters: platform.CommonParameters{Provider: h.claim.Provider, Region: h.claim.Region.Native}, CIDR: "10.0.0.0/16"}},
			DeleteBefore: []managed.Key{keyLighthouse},
		})
	}
	if h.p.Town {
		out = append(out, town(h.claim)...)
	}
	if h.p.Clash {
		out = append(out, managed.Resource{Key: keyConnection, Component: componentWall, ForProvider: lighthouse{}})
	}
	return out
}

func town(c claim.Claim) []managed.Resource {
	access := kubernetes.Access{Credentials: kubernetes.Credentials{
		Source: kubernetes.SourceSecret, SecretRef: kubernetes.KeyOf(c.SecretOf(keyLighthouse), "kubeconfig"),
	}}
	return []managed.Resource{
		{Key: keyGovernor, Component: componentAlly, ForProvider: kubernetes.ProviderConfig{Access: access}, After: []managed.Key{keyLighthouse}},
		{Key: keyMayor, Component: componentAlly, ForProvider: helm.ProviderConfig{Access: access}, After: []managed.Key{keyLighthouse}},
		{
			Key: keyMarket, Component: componentAlly, ProviderConfig: keyGovernor,
			DeleteBefore: []managed.Key{keyRoads},
			ForProvider: kubernetes.Object{
				Manifest:  market{APIVersion: "v1", Kind: "Market", Spec: marketSpec{SecretRef: managed.SecretRef{Name: "purse", Key: "coins", Namespace: "kube-system"}}},
				Readiness: &kubernetes.Readiness{Policy: kubernetes.ReadyDeriveFromObject},
				Watch:     true,
			},
		},
		{
			Key: keyTavern, Component: componentAlly, ProviderConfig: keyMayor, ExternalName: "tavern", After: []managed.Key{keyMarket},
			ForProvider: helm.Release{
				Chart:     helm.Chart{Repository: "https://charts.example.org", Name: "tavern", Version: "1.2.3"},
				Namespace: "pubs", Wait: true, Values: tavernValues{Beds: 4}, RollbackLimit: new(3),
			},
		},
	}
}

func connectHarbour(h harbour, o managed.Observed) map[string][]byte {
	if h.p.Secret {
		return nil
	}
	out := map[string][]byte{
		connectionHost:     []byte(managed.At[lighthouseObservation](o, keyLighthouse).Host),
		connectionPassword: o.Connection(keyLighthouse)["attribute.password"],
	}
	if h.p.Pilot != "" {
		out[connectionPilot] = []byte(h.p.Pilot)
	}
	return out
}

func reportHarbour(h harbour, o managed.Observed, s *harbourStatus) {
	s.Now = h.claim.Now.Format(time.RFC3339)
	var roads network.Status
	o.Status(keyRoads, &roads)
	s.Roads = roads.ID
}

func harbourAPI() API[harbourParameters, harbourStatus, harbour] {
	return API[harbourParameters, harbourStatus, harbour]{
		Name:       "harbour",
		Components: []managed.Component{componentWall, componentMoat, componentAlly},
		Plan: func(c claim.Claim, p harbourParameters, _ harbourStatus) (harbour, field.ErrorList) {
			return harbour{claim: c, p: p}, nil
		},
		Providers: map[platform.Provider]Provider[harbourStatus, harbour]{
			platform.ProviderAWS: {
				Validate:   func(harbour) field.ErrorList { return nil },
				Build:      buildHarbour,
				Report:     reportHarbour,
				Connection: connectHarbour,
			},
		},
	}
}

const (
	harbourClaim = `
apiVersion: platform.hyperscalar.io/v1alpha1
kind: XHarbour
metadata: {name: dover-x7k2p}
spec:
  claimRef: {apiVersion: platform.hyperscalar.io/v1alpha1, kind: Harbour, namespace: team-a, name: dover}
  parameters: %s
`
	harbourComposite = `
apiVersion: platform.hyperscalar.io/v1alpha1
kind: Harbour
metadata: {name: dover, namespace: team-a}
spec: {parameters: %s}
`
	harbourAlone = `
apiVersion: platform.hyperscalar.io/v1alpha1
kind: XHarbour
metadata: {name: dover}
spec: {parameters: %s}
`
	harbourAll = "{provider: aws, region: eu-west, roads: true, town: true, pilot: ben}"
)

// templates of a harbour in both flavours.
func templates() map[string]string {
	return map[string]string{"Claims": harbourClaim, "Native": harbourComposite}
}

func harbourWorld(tb testing.TB, template, params string) composetest.World {
	tb.Helper()
	return composetest.World{
		Function:  New(harbourAPI(), logging.NewNopLogger()),
		Composite: object(tb, fmt.Sprintf(template, params)),
		Observed:  map[string]*fnv1.Resource{},
		Details: func(string, *structpb.Struct) map[string][]byte {
			return map[string][]byte{"attribute.password": []byte(password)}
		},
	}
}

// atHarbour is what is reported of every resource.
func atHarbour(key string, _ *structpb.Struct) *structpb.Struct {
	if key == string(keyRoads) {
		return &structpb.Struct{Fields: map[string]*structpb.Value{"id": structpb.NewStringValue("vpc-1")}}
	}
	return &structpb.Struct{Fields: map[string]*structpb.Value{"host": structpb.NewStringValue("dover.example.org")}}
}
