// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package demo

import (
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strings"

	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"github.com/crossplane/function-sdk-go/errors"
)

// Hints are commands to try on claims.
type Hints struct {
	// Kubeconfig is the path of the kubeconfig.
	Kubeconfig string

	// Kubectl is the command, or a path of it.
	Kubectl string

	// CLI is the path of Crossplane's command line.
	CLI string

	// Mapper knows what kinds are called.
	Mapper meta.RESTMapper

	// Claims to try the commands on.
	Claims []*unstructured.Unstructured
}

// Kubectl is the kubectl of this machine. Where it has none, it is the path of ours, which
// may have to be built first.
func Kubectl(ours string) string {
	if _, err := exec.LookPath("kubectl"); err == nil {
		return "kubectl"
	}
	return relative(ours)
}

// Write the commands, for one claim of each kind.
func (h Hints) Write(out io.Writer) error {
	lines := []string{"", "Try:", "", "  export KUBECONFIG=" + h.Kubeconfig}
	if h.Kubectl != "kubectl" {
		lines = append(lines, "  make kubectl    # there is none on this machine")
	}
	var traces []string
	seen := map[string]bool{}
	for _, u := range h.Claims {
		kind, err := h.resource(u)
		if err != nil {
			return err
		}
		if seen[kind] {
			continue
		}
		seen[kind] = true
		lines = append(lines,
			fmt.Sprintf("  %s get %s --all-namespaces", h.Kubectl, kind),
			fmt.Sprintf("  %s get %s --namespace %s %s -o yaml", h.Kubectl, kind, u.GetNamespace(), u.GetName()),
		)
		traces = append(traces, fmt.Sprintf("  %s resource trace %s --namespace %s %s", relative(h.CLI), kind, u.GetNamespace(), u.GetName()))
	}
	lines = append(lines, "  "+h.Kubectl+" get managed --all-namespaces")
	_, err := fmt.Fprintln(out, strings.Join(append(lines, traces...), "\n"))
	return errors.Wrap(err, "cannot write")
}

// resource is the full name of the kind of a claim, for example
// networks.platform.hyperscalar.io.
func (h Hints) resource(u *unstructured.Unstructured) (string, error) {
	gvk := u.GroupVersionKind()
	m, err := h.Mapper.RESTMapping(gvk.GroupKind(), gvk.Version)
	if err != nil {
		return "", errors.Wrapf(err, "cannot tell what %s is called", gvk.Kind)
	}
	return m.Resource.GroupResource().String(), nil
}

// relative path from the current folder, if it lies below it.
func relative(path string) string {
	here, err := filepath.Abs(".")
	if err != nil {
		return path
	}
	r, err := filepath.Rel(here, path)
	if err != nil || strings.HasPrefix(r, "..") {
		return path
	}
	return r
}
