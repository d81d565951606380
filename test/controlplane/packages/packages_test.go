// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package packages

import (
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-containerregistry/pkg/crane"
	"github.com/google/go-containerregistry/pkg/registry"
	extv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"sigs.k8s.io/yaml"

	pkgmetav1 "github.com/crossplane/crossplane/apis/v2/pkg/meta/v1"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/crds"
)

func TestLowest(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason     string
		constraint string
		want       string
		err        bool
	}{
		"Bounded":   {reason: "The lower bound is the lowest version.", constraint: ">=v2.5.0, <v3.0.0", want: "v2.5.0"},
		"Unbounded": {reason: "There may be no upper bound.", constraint: ">=v0.1.0", want: "v0.1.0"},
		"Reversed":  {reason: "The bounds may be in any order.", constraint: "<v4.0.0, >= v2.6.0", want: "v2.6.0"},
		"NoBound":   {reason: "Without a lower bound there is no lowest version.", constraint: "<v3.0.0", err: true},
		"Anything":  {reason: "Any version is not a version.", constraint: "*", err: true},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := lowest(tc.constraint)
			if got != tc.want || (err != nil) != tc.err {
				t.Errorf("%s\nlowest(%q): want %q, got %q, %v", tc.reason, tc.constraint, tc.want, got, err)
			}
		})
	}
}

const configuration = `apiVersion: meta.pkg.crossplane.io/v1
kind: Configuration
metadata:
  name: test
spec:
  dependsOn:
  - apiVersion: pkg.crossplane.io/v1
    kind: Function
    package: xpkg.crossplane.io/hyperscalar/function-network
    version: ">=v0.1.0"
  - apiVersion: pkg.crossplane.io/v1
    kind: Provider
    package: xpkg.crossplane.io/crossplane-contrib/provider-aws-ec2
    version: ">=v2.5.0, <v3.0.0"
`

const definition1 = `apiVersion: apiextensions.crossplane.io/v1
kind: CompositeResourceDefinition
metadata:
  name: xnetworks.platform.hyperscalar.io
spec:
  group: platform.hyperscalar.io
  names:
    kind: XNetwork
    plural: xnetworks
  claimNames:
    kind: Network
    plural: networks
`

const definition2 = `apiVersion: apiextensions.crossplane.io/v2
kind: CompositeResourceDefinition
metadata:
  name: networks.platform.hyperscalar.io
spec:
  group: platform.hyperscalar.io
  scope: Namespaced
  names:
    kind: Network
    plural: networks
`

const policy = `apiVersion: apiextensions.crossplane.io/v1alpha1
kind: ManagedResourceActivationPolicy
metadata:
  name: test
spec:
  activate:
  - vpcs.ec2.aws.upbound.io
  - subnets.ec2.aws.upbound.io
`

func packageOf(t *testing.T, docs ...string) Package {
	t.Helper()
	var objects []any
	for _, d := range docs {
		o := map[string]any{}
		if err := yaml.Unmarshal([]byte(d), &o); err != nil {
			t.Fatal(err)
		}
		objects = append(objects, o)
	}
	img, err := image(objects...)
	if err != nil {
		t.Fatal(err)
	}
	return Package{Repository: "hyperscalar/hyperscalar", Version: "v0.1.0", Image: img}
}

func TestConfiguration(t *testing.T) {
	t.Parallel()
	dependencies := []Dependency{
		{Kind: "Function", Repository: "hyperscalar/function-network", Version: "v0.1.0"},
		{Kind: "Provider", Repository: "crossplane-contrib/provider-aws-ec2", Version: "v2.5.0"},
	}
	activated := []string{"vpcs.ec2.aws.upbound.io", "subnets.ec2.aws.upbound.io"}
	cases := map[string]struct {
		reason string
		docs   []string
		want   *Configuration
		err    string
	}{
		"Claims": {
			reason: "Both the composite and its claim are served.",
			docs:   []string{configuration, definition1, policy},
			want: &Configuration{
				Dependencies: dependencies, Activated: activated,
				Served: []string{"xnetworks.platform.hyperscalar.io", "networks.platform.hyperscalar.io"},
			},
		},
		"Native": {
			reason: "There is no claim.",
			docs:   []string{configuration, definition2, policy},
			want:   &Configuration{Dependencies: dependencies, Activated: activated, Served: []string{"networks.platform.hyperscalar.io"}},
		},
		"ElsewhereFrom": {
			reason: "A package from another registry would be fetched from there.",
			docs:   []string{strings.ReplaceAll(configuration, Registry, "example.org")},
			err:    "is not from " + Registry,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := packageOf(t, tc.docs...).Configuration()
			if tc.err != "" {
				if err == nil || !strings.Contains(err.Error(), tc.err) {
					t.Errorf("%s\nConfiguration(): want error %q, got %v", tc.reason, tc.err, err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nConfiguration(): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	p := packageOf(t, configuration)
	if diff := cmp.Diff([]string{"hyperscalar-hyperscalar", "xpkg.crossplane.io/hyperscalar/hyperscalar:v0.1.0"}, []string{p.Name(), p.Source()}); diff != "" {
		t.Errorf("-want, +got:\n%s", diff)
	}
	d := Dependency{Repository: "hyperscalar/function-network"}
	if diff := cmp.Diff([]string{"hyperscalar-function-network", "function-network"}, []string{d.Name(), d.Program()}); diff != "" {
		t.Errorf("-want, +got:\n%s", diff)
	}
}

// contents returns the names of the definitions in a package, and what it says of itself.
func contents(t *testing.T, p Package) (definitions []string, meta *pkgmetav1.Provider) {
	t.Helper()
	b, err := p.content()
	if err != nil {
		t.Fatal(err)
	}
	for doc := range strings.SplitSeq(string(b), separator) {
		d := &extv1.CustomResourceDefinition{}
		if err := yaml.Unmarshal([]byte(doc), d); err != nil {
			t.Fatal(err)
		}
		if d.Kind != "CustomResourceDefinition" {
			meta = &pkgmetav1.Provider{}
			if err := yaml.Unmarshal([]byte(doc), meta); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if len(d.Spec.Versions) != 1 || !d.Spec.Versions[0].Storage || !d.Spec.Versions[0].Served {
			t.Errorf("%s: want exactly one version, served and stored", d.GetName())
		}
		definitions = append(definitions, d.GetName())
	}
	return definitions, meta
}

func TestProviders(t *testing.T) {
	t.Parallel()
	ec2 := Dependency{Kind: "Provider", Repository: "crossplane-contrib/provider-aws-ec2", Version: "v2.5.0"}
	function := Dependency{Kind: "Function", Repository: "hyperscalar/function-network", Version: "v0.1.0"}
	azure := Dependency{Kind: "Provider", Repository: "crossplane-contrib/provider-family-azure", Version: "v2.6.0"}
	gcp := Dependency{Kind: "Provider", Repository: "crossplane-contrib/provider-gcp-compute", Version: "v2.6.0"}
	helm := Dependency{Kind: "Provider", Repository: "crossplane-contrib/provider-helm", Version: "v1.2.0"}
	cases := map[string]struct {
		reason string
		c      *Configuration
		want   map[string][]string
		err    string
	}{
		"InClusters": {
			reason: "What is in clusters has one package for each provider, with the usages that keep a configuration from going.",
			c:      &Configuration{Dependencies: []Dependency{helm}, Activated: []string{"releases.helm.crossplane.io"}},
			want: map[string][]string{
				"crossplane-contrib/provider-helm": {"providerconfigs.helm.crossplane.io", "providerconfigusages.helm.crossplane.io", "releases.helm.crossplane.io"},
			},
		},
		"InClustersNative": {
			reason: "The same is true of the other scope.",
			c: &Configuration{
				Dependencies: []Dependency{{Kind: "Provider", Repository: "crossplane-contrib/provider-kubernetes", Version: "v1.2.0"}},
				Activated:    []string{"objects.kubernetes.m.crossplane.io"},
			},
			want: map[string][]string{
				"crossplane-contrib/provider-kubernetes": {
					"providerconfigs.kubernetes.m.crossplane.io", "clusterproviderconfigs.kubernetes.m.crossplane.io",
					"providerconfigusages.kubernetes.m.crossplane.io", "objects.kubernetes.m.crossplane.io",
				},
			},
		},
		"ConfigIsNotActivated": {
			reason: "A provider brings its configuration, and nobody activates it.",
			c:      &Configuration{Dependencies: []Dependency{helm}, Activated: []string{"providerconfigs.helm.crossplane.io"}},
			err:    `"providerconfigs.helm.crossplane.io"`,
		},
		"SuperfluousInClusters": {
			reason: "A Configuration should not depend on a provider that it uses nothing of.",
			c:      &Configuration{Dependencies: []Dependency{ec2, helm}, Activated: []string{"vpcs.ec2.aws.upbound.io"}},
			err:    "nothing that it carries is activated",
		},
		"FamilyIsAdded": {
			reason: "The package of a service depends on that of its family, as the provider's own does.",
			c:      &Configuration{Dependencies: []Dependency{function, ec2}, Activated: []string{"vpcs.ec2.aws.upbound.io"}},
			want: map[string][]string{
				"crossplane-contrib/provider-aws-ec2":    {"vpcs.ec2.aws.upbound.io"},
				"crossplane-contrib/provider-family-aws": {"providerconfigs.aws.upbound.io"},
			},
		},
		"FamilyHasKinds": {
			reason: "What has no service of its own is in the package of the family.",
			c:      &Configuration{Dependencies: []Dependency{azure}, Activated: []string{"resourcegroups.azure.upbound.io"}},
			want: map[string][]string{
				"crossplane-contrib/provider-family-azure": {"providerconfigs.azure.upbound.io", "resourcegroups.azure.upbound.io"},
			},
		},
		"Native": {
			reason: "Namespaced kinds have two kinds of configuration. Those that the pinned release lacks are derived.",
			c:      &Configuration{Dependencies: []Dependency{gcp}, Activated: []string{"networks.compute.gcp.m.upbound.io"}},
			want: map[string][]string{
				"crossplane-contrib/provider-gcp-compute": {"networks.compute.gcp.m.upbound.io"},
				"crossplane-contrib/provider-family-gcp":  {"providerconfigs.gcp.m.upbound.io", "clusterproviderconfigs.gcp.m.upbound.io"},
			},
		},
		"UnknownKind": {
			reason: "A policy that activates what we do not compose is wrong.",
			c:      &Configuration{Dependencies: []Dependency{ec2}, Activated: []string{"typos.ec2.aws.upbound.io"}},
			err:    `"typos.ec2.aws.upbound.io"`,
		},
		"Superfluous": {
			reason: "A Configuration should not depend on a package that it uses nothing of.",
			c:      &Configuration{Dependencies: []Dependency{ec2, gcp}, Activated: []string{"vpcs.ec2.aws.upbound.io"}},
			err:    "nothing that it carries is activated",
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ps, err := Providers(tc.c)
			if tc.err != "" {
				if err == nil || !strings.Contains(err.Error(), tc.err) {
					t.Errorf("%s\nProviders(): want error %q, got %v", tc.reason, tc.err, err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			got := map[string][]string{}
			for _, p := range ps {
				var meta *pkgmetav1.Provider
				got[p.Repository], meta = contents(t, p)
				if meta == nil || !slices.Contains(meta.Spec.Capabilities, capabilitySafeStart) {
					t.Errorf("%s must be inactive until a policy activates it, as the provider's own is", p.Repository)
				}
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nProviders(): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

// TestReproducible shows that a package stays the same, because Crossplane installs
// another revision of one that does not.
func TestReproducible(t *testing.T) {
	t.Parallel()
	a, err := packageOf(t, configuration, policy).Image.Digest()
	if err != nil {
		t.Fatal(err)
	}
	b, err := packageOf(t, configuration, policy).Image.Digest()
	if err != nil {
		t.Fatal(err)
	}
	if a != b {
		t.Errorf("want the same digest, got %s and %s", a, b)
	}
}

// TestDerive shows that the configuration of namespaced managed resources is derived
// correctly, where a release has it.
func TestDerive(t *testing.T) {
	t.Parallel()
	src, err := crds.Pinned(platform.ProviderAzure)
	if err != nil {
		t.Fatal(err)
	}
	from, err := src.Get("providerconfigs.azure.upbound.io")
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string]struct {
		names extv1.CustomResourceDefinitionNames
		scope extv1.ResourceScope
	}{
		"providerconfigs.azure.m.upbound.io":        {names: names(KindProviderConfig, "providerconfig"), scope: extv1.NamespaceScoped},
		"clusterproviderconfigs.azure.m.upbound.io": {names: names(KindClusterProviderConfig, "clusterproviderconfig"), scope: extv1.ClusterScoped},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			release, err := src.Get(name)
			if err != nil {
				t.Fatal(err)
			}
			want := newDefinition(release)
			got := derive(from, ConfigGroup(platform.ProviderAzure, managed.ScopeNamespaced), tc.names, tc.scope)
			for _, d := range []*definition{want, got} {
				undescribed(d.Spec.Versions[0].Schema.OpenAPIV3Schema)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-want, +got:\n%s", diff)
			}
		})
	}
}

func TestUndescribed(t *testing.T) {
	t.Parallel()
	text := func(d string) extv1.JSONSchemaProps { return extv1.JSONSchemaProps{Type: "string", Description: d} }
	item, extra := text("c"), text("d")
	s := extv1.JSONSchemaProps{Description: "a", Properties: map[string]extv1.JSONSchemaProps{
		"field": text("b"),
		"list":  {Items: &extv1.JSONSchemaPropsOrArray{Schema: &item}},
		"map":   {AdditionalProperties: &extv1.JSONSchemaPropsOrBool{Schema: &extra}},
		"any":   {AdditionalProperties: &extv1.JSONSchemaPropsOrBool{Allows: true}},
	}}
	undescribed(&s)
	b, err := yaml.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(b), "description") || !strings.Contains(string(b), "type: string") {
		t.Errorf("Only the descriptions may go, got:\n%s", b)
	}
}

func TestPush(t *testing.T) {
	t.Parallel()
	srv := httptest.NewServer(registry.New())
	t.Cleanup(srv.Close)
	address := strings.TrimPrefix(srv.URL, "http://")
	p := packageOf(t, configuration)
	if err := Push(t.Context(), address, p); err != nil {
		t.Fatal(err)
	}
	tags, err := crane.ListTags(address+"/"+p.Repository, crane.Insecure)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(tags, []string{p.Version}) {
		t.Errorf("Push(): want version %s in the registry, got %v", p.Version, tags)
	}
}
