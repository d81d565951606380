// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package schema

import (
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	celconfig "k8s.io/apiserver/pkg/apis/cel"

	"github.com/hyperscalar/hyperscalar/test/manifest"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

// TestExamples applies every example in both flavours: it must have no field that is
// not known, be valid, and stay within what rules may cost at run time.
func TestExamples(t *testing.T) {
	t.Parallel()
	for _, api := range apis(t) {
		claims := examples(t, api)
		for _, s := range servedBy(t, api) {
			// Nobody applies the composite of a claim.
			if s.as == asComposite {
				continue
			}
			srv := newServer(t, s.crd)
			for name, claim := range claims {
				t.Run(api+"/"+s.as+"/"+name, func(t *testing.T) {
					t.Parallel()
					applied, err := flavour.Claim(claim, s.flavour)
					if err != nil {
						t.Fatal(err)
					}
					obj := srv.accept(t, applied)
					for _, text := range srv.create(t.Context(), obj) {
						t.Error(text)
					}
					checkCost(t, srv, obj)
				})
			}
		}
	}
}

// TestLargestNetwork creates the network whose rules cost most: it has everything
// that the schema permits, as often as it does.
func TestLargestNetwork(t *testing.T) {
	t.Parallel()
	for _, s := range servedBy(t, network) {
		t.Run(s.as, func(t *testing.T) {
			t.Parallel()
			srv := newServer(t, s.crd)
			obj := srv.object(t, largest(), created)
			for _, text := range srv.create(t.Context(), obj) {
				t.Error(text)
			}
			checkCost(t, srv, obj)
		})
	}
}

func checkCost(t *testing.T, srv server, obj *unstructured.Unstructured) {
	t.Helper()
	cost := srv.cost(t.Context(), obj)
	if cost <= 0 || cost >= celconfig.RuntimeCELCostBudget {
		t.Errorf("the rules cost %d, want less than %d", cost, celconfig.RuntimeCELCostBudget)
	}
	t.Logf("the rules cost %.1f %% of what they may", 100*float64(cost)/celconfig.RuntimeCELCostBudget)
}

// largest are the parameters of the largest network.
func largest() string {
	const maxList = 20
	rules := make([]string, 0, maxList)
	for i := range maxList {
		var ports, cidrs []string
		for j := range maxList {
			ports = append(ports, strconv.Quote(strconv.Itoa(60000+10*j)+"-"+strconv.Itoa(60009+10*j)))
			cidrs = append(cidrs, "192.168."+strconv.Itoa(100+j)+".128/25")
		}
		rules = append(rules, "{name: "+unique("rule", i, 32)+", protocol: UDP, tiers: [public, private, isolated], ports: ["+strings.Join(ports, ", ")+"], cidrs: ["+strings.Join(cidrs, ", ")+"]}")
	}
	var peerings, shares, tags []string
	for i := range 10 {
		peerings = append(peerings, "{networkRef: {name: "+unique("peer", i, 63)+", namespace: "+unique("team", i, 63)+"}}")
	}
	for i := range 50 {
		shares = append(shares, unique("share", i, 63))
	}
	for i := range 40 {
		tags = append(tags, unique("tag", i, 128)+": "+strings.Repeat("v", 256))
	}
	return strings.Join([]string{
		"cidr: 192.168.128.0/17", "zones: 6", "tiers: [public, private, isolated]", "nat: PerZone", "ipv6: true",
		"environment: " + unique("environment", 0, 253),
		"kubernetes: {podCIDR: 100.127.128.0/17, serviceCIDR: 172.31.128.0/17}",
		"dns: {zone: " + strings.Repeat("a.", 120) + "example}",
		"privateEndpoints: [ContainerRegistry, KeyManagement, Logs, ObjectStorage, Secrets]",
		"firewall: [" + strings.Join(rules, ", ") + "]",
		"peerings: [" + strings.Join(peerings, ", ") + "]",
		"shareWith: [" + strings.Join(shares, ", ") + "]",
		"tags: {" + strings.Join(tags, ", ") + "}",
	}, ", ")
}

// unique returns a name of the supplied length.
func unique(prefix string, i, length int) string {
	name := prefix + "-" + strconv.Itoa(i) + "-"
	return name + strings.Repeat("x", length-len(name))
}

// examples returns the claims among the examples of an API, by the names of their
// files and their own.
func examples(t *testing.T, api string) map[string]*unstructured.Unstructured {
	t.Helper()
	dir, err := repo.Path("examples", api)
	if err != nil {
		t.Fatal(err)
	}
	files, err := manifest.Files(dir)
	if err != nil {
		t.Fatal(err)
	}
	kind := servedBy(t, api)[0].crd.Spec.Names.Kind
	out := map[string]*unstructured.Unstructured{}
	for _, f := range files {
		us, err := manifest.Read(f)
		if err != nil {
			t.Fatal(err)
		}
		before := len(out)
		for _, u := range us {
			if u.GetKind() == kind {
				out[strings.TrimSuffix(filepath.Base(f), ".yaml")+"/"+u.GetNamespace()+"/"+u.GetName()] = u
			}
		}
		if len(out) == before {
			t.Errorf("%s: there is no %s in this example", f, kind)
		}
	}
	if len(out) == 0 {
		t.Fatalf("there are no examples in %s", dir)
	}
	return out
}
