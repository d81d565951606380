// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package controlplane

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/tools/clientcmd"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"

	"github.com/crossplane/crossplane-runtime/v2/pkg/meta"
	pkgv1 "github.com/crossplane/crossplane/apis/v2/pkg/v1"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

func TestStepsOrder(t *testing.T) {
	t.Parallel()
	order, err := (&supervisor{}).steps(t.Context()).Order()
	if err != nil {
		t.Fatal(err)
	}
	for _, pair := range [][2]string{
		{"etcd", "kube-apiserver"},
		{"certificates and tokens", "kube-apiserver"},
		{"kube-apiserver", "crossplane"},
		{"Crossplane's own APIs", "crossplane"},
		{"kube-controller-manager", "crossplane"},
		{"functions", "configuration installed"},
		{"registry", "configuration installed"},
		{"configuration installed", "simulated clouds"},
		{"configuration installed", "garbage collector"},
	} {
		if slices.Index(order, pair[0]) < 0 || slices.Index(order, pair[0]) > slices.Index(order, pair[1]) {
			t.Errorf("steps(): want %q before %q, got %v", pair[0], pair[1], order)
		}
	}
}

func TestRenderChart(t *testing.T) {
	t.Parallel()
	ms, err := repo.Modules("test/tools/crossplane", "github.com/crossplane/crossplane/v2")
	if err != nil {
		t.Fatal(err)
	}
	us, err := renderChart(filepath.Join(ms[0].Dir, "cluster", "charts", "crossplane"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, u := range us {
		got = append(got, u.GetKind()+" "+u.GetName())
		if u.GetKind() == "Deployment" || u.GetKind() == "Secret" {
			t.Errorf("renderChart(): want no %s %q", u.GetKind(), u.GetName())
		}
		if u.GetNamespace() != "" && u.GetNamespace() != namespace {
			t.Errorf("renderChart(): want %s %q in namespace %q, got %q", u.GetKind(), u.GetName(), namespace, u.GetNamespace())
		}
	}
	for _, want := range []string{
		"ServiceAccount crossplane",
		"ServiceAccount rbac-manager",
		"Service " + webhookService,
		"ClusterRole crossplane",
		"ClusterRole " + providerPermissions,
		"ClusterRoleBinding crossplane",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("renderChart(): want %s, got %v", want, got)
		}
	}
}

func TestRedirect(t *testing.T) {
	t.Parallel()
	u := &unstructured.Unstructured{Object: map[string]any{"spec": map[string]any{"ports": []any{map[string]any{"port": int64(9443)}}}}}
	if err := redirect(u, 12345); err != nil {
		t.Fatal(err)
	}
	ports, _, err := unstructured.NestedSlice(u.Object, "spec", "ports")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]any{map[string]any{"protocol": "TCP", "port": int64(12345), "targetPort": int64(12345)}}, ports); diff != "" {
		t.Errorf("Nothing translates ports here, so that both must be that of the process.\nredirect(): -want, +got:\n%s", diff)
	}
}

func TestCreateKeys(t *testing.T) {
	t.Parallel()
	s := &supervisor{layout: layout{dir: t.TempDir()}, ports: preferredPorts()}
	s.state.Server = "https://127.0.0.1:1234"
	read := func(file string) string {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	if err := s.createKeys(t.Context()); err != nil {
		t.Fatal(err)
	}
	ca, tokens := read(s.key(fileCA)), read(s.key(fileTokens))
	for _, want := range []string{
		"system:serviceaccount:crossplane-system:crossplane,crossplane,\"system:serviceaccounts,system:serviceaccounts:crossplane-system\"\n",
		"system:serviceaccount:crossplane-system:rbac-manager,rbac-manager,\"system:serviceaccounts,system:serviceaccounts:crossplane-system\"\n",
		"admin,admin,\"system:masters\"\n",
		"system:kube-controller-manager,controllers,\"\"\n",
	} {
		if !strings.Contains(tokens, want) {
			t.Errorf("createKeys(): want %q among the tokens, got:\n%s", want, tokens)
		}
	}
	cfg, err := clientcmd.LoadFromFile(s.kubeconfig())
	if err != nil {
		t.Fatal(err)
	}
	if got := cfg.Clusters[contextName].Server; got != s.state.Server {
		t.Errorf("A user reaches the API server from the outside. createKeys(): want server %q, got %q", s.state.Server, got)
	}
	for _, file := range []string{s.kubeconfig(), s.key(fileTokens), s.key(fileCAKey), s.identity(identityAdmin)} {
		i, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		if i.Mode().Perm() != 0o600 {
			t.Errorf("Nobody else may read %q, got mode %s", file, i.Mode())
		}
	}

	if err := s.createKeys(t.Context()); err != nil {
		t.Fatal(err)
	}
	if read(s.key(fileCA)) != ca {
		t.Error("An authority that is valid must be kept, because what is stored was signed by it.")
	}
	if err := os.WriteFile(s.key(fileCA), []byte("expired"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.createKeys(t.Context()); err != nil {
		t.Fatal(err)
	}
	if now := read(s.key(fileCA)); now == ca || !strings.Contains(now, "CERTIFICATE") {
		t.Error("An authority that is not valid must be replaced.")
	}
}

func TestReconcileRevision(t *testing.T) {
	t.Parallel()
	revision := metav1.ObjectMeta{Name: "revision", Labels: map[string]string{pkgv1.LabelParentPackage: "hyperscalar-function-network"}}
	endpoints := map[string]string{"hyperscalar-function-network": "127.0.0.1:29500"}
	newFunction := func() pkgv1.PackageRevisionWithRuntime { return &pkgv1.FunctionRevision{} }
	newProvider := func() pkgv1.PackageRevisionWithRuntime { return &pkgv1.ProviderRevision{} }
	cases := map[string]struct {
		reason    string
		object    client.Object
		new       func() pkgv1.PackageRevisionWithRuntime
		endpoints map[string]string
		endpoint  string
		held      bool
		err       string
	}{
		"Function": {
			reason:    "Crossplane must be told where a function runs.",
			object:    &pkgv1.FunctionRevision{ObjectMeta: revision},
			new:       newFunction,
			endpoints: endpoints,
			endpoint:  "127.0.0.1:29500",
		},
		"FunctionWithoutProgram": {
			reason: "A function that nobody runs must not look healthy.",
			object: &pkgv1.FunctionRevision{ObjectMeta: revision},
			new:    newFunction,
			err:    "there is no program for it",
		},
		"Provider": {
			reason: "Simulated clouds do the work of every provider.",
			object: &pkgv1.ProviderRevision{ObjectMeta: revision},
			new:    newProvider,
		},
		"ProviderTooEarly": {
			reason: "What a provider carries is not installed before all packages are known.",
			object: &pkgv1.ProviderRevision{ObjectMeta: revision},
			new:    newProvider,
			held:   true,
		},
		"Paused": {
			reason: "What is said of a revision that is paused is forgotten when it goes on.",
			object: &pkgv1.ProviderRevision{ObjectMeta: metav1.ObjectMeta{Name: revision.Name, Labels: revision.Labels, Annotations: map[string]string{meta.AnnotationKeyReconciliationPaused: "true"}}},
			new:    newProvider,
			held:   true,
		},
		"ProviderThatRuns": {
			reason: "A provider that runs is never held back.",
			object: &pkgv1.ProviderRevision{ObjectMeta: revision, Status: pkgv1.ProviderRevisionStatus{PackageRevisionRuntimeStatus: pkgv1.PackageRevisionRuntimeStatus{TLSServerSecretName: new("secret")}}},
			new:    newProvider,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			scheme, err := newScheme()
			if err != nil {
				t.Fatal(err)
			}
			kube := fake.NewClientBuilder().WithScheme(scheme).WithObjects(tc.object).WithStatusSubresource(tc.object).Build()
			res := &resolution{complete: !tc.held}
			r := &packageRuntime{kube: kube, new: tc.new, endpoints: tc.endpoints, resolution: res}
			key := types.NamespacedName{Name: revision.Name}
			_, err = r.Reconcile(t.Context(), ctrl.Request{NamespacedName: key})
			if (err != nil) != (tc.err != "") || err != nil && !strings.Contains(err.Error(), tc.err) {
				t.Fatalf("%s\nReconcile(): want error %q, got %v", tc.reason, tc.err, err)
			}
			got := tc.new()
			if err := kube.Get(t.Context(), key, got); err != nil {
				t.Fatal(err)
			}
			healthy := got.GetCondition(pkgv1.TypeRuntimeHealthy).Status == corev1.ConditionTrue
			if want := tc.err == "" && !tc.held; healthy != want {
				t.Errorf("%s\nReconcile(): want healthy %t, got %t", tc.reason, want, healthy)
			}
			if f, ok := got.(*pkgv1.FunctionRevision); ok && f.Status.Endpoint != tc.endpoint {
				t.Errorf("%s\nReconcile(): want endpoint %q, got %q", tc.reason, tc.endpoint, f.Status.Endpoint)
			}
		})
	}
}

func TestReconcileDeleted(t *testing.T) {
	t.Parallel()
	scheme, err := newScheme()
	if err != nil {
		t.Fatal(err)
	}
	r := &packageRuntime{
		kube: fake.NewClientBuilder().WithScheme(scheme).Build(),
		new:  func() pkgv1.PackageRevisionWithRuntime { return &pkgv1.FunctionRevision{} },
	}
	if _, err := r.Reconcile(t.Context(), ctrl.Request{NamespacedName: types.NamespacedName{Name: "gone"}}); err != nil {
		t.Errorf("There is nothing to do for a revision that is gone. Reconcile(): %v", err)
	}
}

func TestProviderConfig(t *testing.T) {
	t.Parallel()
	a := account{name: "shop", aws: "111111111111", azure: "subscription", gcp: "project"}
	cases := map[string]struct {
		reason  string
		flavour flavour.Flavour
		p       platform.Provider
		kind    string
		account string
	}{
		"Claims": {
			reason:  "Cluster-scoped resources have cluster-scoped configurations.",
			flavour: flavour.Claims, p: platform.ProviderAWS, kind: "aws.upbound.io/v1beta1, Kind=ProviderConfig", account: a.aws,
		},
		"Native": {
			reason:  "Namespaced resources have cluster-scoped configurations of another kind.",
			flavour: flavour.Native, p: platform.ProviderGCP, kind: "gcp.m.upbound.io/v1beta1, Kind=ClusterProviderConfig", account: a.gcp,
		},
		"Azure": {
			reason:  "A configuration gives access to a subscription.",
			flavour: flavour.Claims, p: platform.ProviderAzure, kind: "azure.upbound.io/v1beta1, Kind=ProviderConfig", account: a.azure,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			u := ProviderConfig(tc.flavour, tc.p, a.name, a.id(tc.p))
			if got := u.GroupVersionKind().String(); got != tc.kind || u.GetName() != a.name {
				t.Errorf("%s\nProviderConfig(): want %s named %s, got %s named %s", tc.reason, tc.kind, a.name, got, u.GetName())
			}
			if spec := fmt.Sprint(u.Object["spec"]); !strings.Contains(spec, tc.account) {
				t.Errorf("%s\nProviderConfig(): want one for account %s, got %s", tc.reason, tc.account, spec)
			}
		})
	}
}

func TestPoll(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	calls := 0
	err := poll(ctx, func() error {
		if calls++; calls == 2 {
			cancel()
		}
		return os.ErrNotExist
	})
	if err == nil || !strings.Contains(err.Error(), os.ErrNotExist.Error()) {
		t.Errorf("What was waited for explains why waiting ended. poll(): got %v", err)
	}
}
