// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package demo

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

func TestHints(t *testing.T) {
	t.Parallel()
	gv := schema.GroupVersion{Group: "platform.hyperscalar.io", Version: "v1alpha1"}
	mapper := meta.NewDefaultRESTMapper(nil)
	mapper.AddSpecific(gv.WithKind("Identity"), gv.WithResource("identities"), gv.WithResource("identity"), meta.RESTScopeNamespace)
	var claims []*unstructured.Unstructured
	for _, name := range []string{"one", "two"} {
		u := &unstructured.Unstructured{}
		u.SetGroupVersionKind(gv.WithKind("Identity"))
		u.SetNamespace("shop")
		u.SetName(name)
		claims = append(claims, u)
	}
	h := Hints{Kubeconfig: "/run/kubeconfig", Kubectl: "/bin/ours", CLI: "/bin/crossplane-cli", Mapper: mapper, Claims: claims}
	out := &bytes.Buffer{}
	if err := h.Write(out); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"", "Try:", "",
		"  export KUBECONFIG=/run/kubeconfig",
		"  make kubectl    # there is none on this machine",
		"  /bin/ours get identities.platform.hyperscalar.io --all-namespaces",
		"  /bin/ours get identities.platform.hyperscalar.io --namespace shop one -o yaml",
		"  /bin/ours get managed --all-namespaces",
		"  /bin/crossplane-cli resource trace identities.platform.hyperscalar.io --namespace shop one",
		"",
	}
	if diff := cmp.Diff(want, strings.Split(out.String(), "\n")); diff != "" {
		t.Errorf("Commands work as they are printed, one claim of each kind is enough.\nWrite(): -want, +got:\n%s", diff)
	}
	h.Mapper = meta.NewDefaultRESTMapper(nil)
	if err := h.Write(out); err == nil {
		t.Error("There is no command for what the control plane does not know.\nWrite(): want an error")
	}
}
