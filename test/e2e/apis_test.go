// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package e2e

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"

	"github.com/crossplane/function-sdk-go/errors"

	kubernetescluster "github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	network "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/apis"
	"github.com/hyperscalar/hyperscalar/test/controlplane/demo"
	"github.com/hyperscalar/hyperscalar/test/manifest"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

// A detail is what is particular about an API.
type detail struct {
	// namesakes are the examples that are claimed in two more namespaces by one name.
	// They must stand alone: what they refer to is not there.
	namesakes []string

	// refers to examples of these other APIs, without which its own would wait for ever.
	refers []string

	// phase of a claim that is ready, if the API has phases of its own.
	phase platform.Phase

	// documented returns nil if a status has everything that the documentation
	// promises once the claim is ready, beyond what it promises of every API.
	documented func(status map[string]any) error

	// released returns the parameters to change before a claim with the supplied
	// ones can be deleted. Nil means that it always can.
	released func(parameters map[string]any) map[string]any
}

// envClaimed is the environment variable that names the APIs whose examples are claimed,
// separated by commas. The default is all of them, which takes half an hour for each
// flavour on two cores.
const envClaimed = "CLAIMED"

// claimed are the APIs whose examples are claimed, and those that their examples refer to.
// What is wrong is refused by every API.
func claimed() []string {
	names := os.Getenv(envClaimed)
	if names == "" {
		return apis.Names()
	}
	out := strings.Split(names, ",")
	for i := 0; i < len(out); i++ {
		for _, n := range details()[out[i]].refers {
			if !slices.Contains(out, n) {
				out = append(out, n)
			}
		}
	}
	return out
}

// details of APIs, by their name. An API has none unless it is listed.
func details() map[string]detail {
	return map[string]detail{
		"compute": {
			refers:     []string{"identity", "network", "storage"},
			documented: documentedCompute,
			released: func(map[string]any) map[string]any {
				return map[string]any{"deletionProtection": false}
			},
		},
		"identity": {
			refers:     []string{"compute", "kubernetescluster", "network"},
			namesakes:  []string{"smallest.yaml", "permissions-azure.yaml", "permissions-gcp.yaml"},
			documented: documentedIdentity,
		},
		"kubernetescluster": {
			refers: []string{"network"},
			phase:  kubernetescluster.PhaseRunning,
			released: func(map[string]any) map[string]any {
				return map[string]any{"deletionProtection": false}
			},
		},
		"network": {namesakes: []string{"smallest.yaml", "pinned.yaml", "gcp.yaml"}, documented: documentedNetwork},
		"storage": {
			refers:     []string{"network"},
			namesakes:  []string{"smallest.yaml", "pinned.yaml", "volume-azure.yaml"},
			documented: documentedStorage,
			released:   releasedStorage,
		},
	}
}

// detailOf the API of a kind.
func detailOf(kind string) (detail, error) {
	name := strings.ToLower(kind)
	if !slices.Contains(apis.Names(), name) {
		return detail{}, errors.Errorf("no API is called like the kind %s", kind)
	}
	return details()[name], nil
}

// examples of every API.
func (w *world) examples(t *testing.T) []*unstructured.Unstructured {
	t.Helper()
	var out []*unstructured.Unstructured
	for _, a := range claimed() {
		out = append(out, w.load(t, "examples", a)...)
	}
	return out
}

// alone are the folders of test data whose claims need no examples, so that what they are
// about is proven whatever is claimed: in one flavour, because functions do the same in
// both, and in both where everything is claimed.
func alone() []string { return []string{"granted", "isolated", "lifecycle", "rolled"} }

// testdata in a folder of that name, of the APIs that are claimed: the objects of each file.
func (w *world) testdata(t *testing.T, folder string) map[string][]*unstructured.Unstructured {
	t.Helper()
	names := claimed()
	if slices.Contains(alone(), folder) && w.flavour == flavour.Claims {
		names = apis.Names()
	}
	out := map[string][]*unstructured.Unstructured{}
	for _, a := range names {
		path, err := repo.Path("test", "e2e", "testdata", a, folder)
		if err != nil {
			t.Fatal(err)
		}
		files, err := manifest.Files(path)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			us, err := demo.Load(w.flavour, f)
			if err != nil {
				t.Fatal(err)
			}
			out[a+"/"+strings.TrimSuffix(filepath.Base(f), ".yaml")] = us
		}
	}
	return out
}

// onEachCloud proves a part with the claims of each file of test data, at the same time.
func onEachCloud(t *testing.T, data map[string][]*unstructured.Unstructured, part func(*testing.T, []*unstructured.Unstructured)) {
	t.Helper()
	for name, us := range data {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			part(t, demo.Claims(us))
		})
	}
}

// namesakes of examples in the supplied namespace. They have the same names in each.
func (w *world) namesakes(t *testing.T, namespace string) []*unstructured.Unstructured {
	t.Helper()
	var out []*unstructured.Unstructured
	for _, a := range claimed() {
		for _, file := range details()[a].namesakes {
			for _, u := range demo.Claims(w.load(t, "examples", a, file)) {
				u.SetNamespace(namespace)
				u.SetName("twin-" + u.GetName())
				out = append(out, u)
			}
		}
	}
	return out
}

// documented returns nil if the status of a claim that is ready has everything that the
// documentation promises.
func (w *world) documented(ctx context.Context, s *snapshot, c claim) error {
	for what, v := range map[string]string{
		"provider": string(c.status.Provider), "region": c.status.Region,
		"environment": c.status.Environment, "providerConfig": c.status.ProviderConfig,
	} {
		if v == "" {
			return errors.Errorf("it has no %s", what)
		}
	}
	if err := w.connected(ctx, s, c); err != nil {
		return err
	}
	d, err := detailOf(c.Kind)
	if err != nil || d.documented == nil {
		return err
	}
	m, _, _ := unstructured.NestedMap(c.object.Object, "status")
	return d.documented(m)
}

// connected returns nil if the connection details of a claim are where its status says.
func (w *world) connected(ctx context.Context, s *snapshot, c claim) error {
	at := c.status.ConnectionSecret
	if at == nil {
		return nil
	}
	secret, err := s.get(ctx, ref{
		GroupVersionKind: corev1.SchemeGroupVersion.WithKind("Secret"),
		NamespacedName:   types.NamespacedName{Namespace: at.Namespace, Name: at.Name},
	})
	if err != nil {
		return errors.Wrap(err, "its connection details are missing")
	}
	data, _, _ := unstructured.NestedStringMap(secret.Object, "data")
	if len(data) == 0 {
		return errors.New("it has no connection details")
	}
	for k, v := range data {
		if v == "" {
			return errors.Errorf("its connection detail %q is empty", k)
		}
	}
	return nil
}

// documentedNetwork returns nil if the status of a network lists everything with its id.
func documentedNetwork(m map[string]any) error {
	s := network.Status{}
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(m, &s); err != nil {
		return errors.Wrap(err, "cannot decode it")
	}
	ids := map[string]string{"id": s.ID}
	for _, sn := range s.Subnets {
		ids["subnet "+sn.Name], ids["range of subnet "+sn.Name] = sn.ID, sn.CIDR
	}
	for _, g := range s.SecurityGroups {
		ids["security group "+string(g.Tier)] = g.ID
	}
	if s.DNSZone != nil {
		ids["DNS zone"] = s.DNSZone.ID
	}
	if s.Kubernetes != nil {
		for _, p := range s.Kubernetes.PodSubnets {
			ids["pod subnet "+p.Zone] = p.ID
		}
	}
	for what, id := range ids {
		if id == "" {
			return errors.Errorf("it has no id of %s", what)
		}
	}
	if len(s.Subnets) == 0 {
		return errors.New("it has no subnets")
	}
	if s.Plan != nil && len(s.Plan.Subnets) != len(s.Subnets) {
		return errors.Errorf("it has %d subnets and plans %d", len(s.Subnets), len(s.Plan.Subnets))
	}
	return nil
}
