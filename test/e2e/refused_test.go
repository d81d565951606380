// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package e2e

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	kerrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/apis"
	"github.com/hyperscalar/hyperscalar/test/controlplane/demo"
)

// Who refuses a wrong claim is told by how the message begins.
var (
	byServer   = regexp.MustCompile(`^\w+\.platform\.hyperscalar\.io "[^"]*" is invalid: `)
	byFunction = regexp.MustCompile(`^spec\.parameters[.:\[]`)
)

// A wrong claim must be refused with a message.
type wrong struct {
	claim   *unstructured.Unstructured
	message string
}

// testRefused applies what the golden tests say is wrong: the API server refuses it, or
// the claim says why it is not accepted and nothing is composed.
func (w *world) testRefused(t *testing.T) {
	applied := map[string]wrong{}
	for name, c := range w.wrong(t) {
		w.namespace(t, c.claim.GetNamespace())
		switch {
		case byServer.MatchString(c.message):
			t.Run(name, func(t *testing.T) { w.testRefusedByServer(t, c) })
		case byFunction.MatchString(c.message):
			c = c.renamed(t, "wrong-"+filepath.Base(name))
			w.apply(t, c.claim)
			applied[name] = c
		}
	}
	if len(applied) == 0 {
		t.Error("there is nothing for functions to refuse")
	}
	for name, c := range applied {
		t.Run(name, func(t *testing.T) { w.awaitRefused(t, refOf(c.claim), c.message) })
		w.remove(t, refOf(c.claim))
	}
}

// renamed returns the same with another name, because all have the same. Some refer to
// themselves.
func (c wrong) renamed(t *testing.T, name string) wrong {
	t.Helper()
	b, err := c.claim.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	was := c.claim.GetName()
	out := wrong{claim: &unstructured.Unstructured{}, message: strings.ReplaceAll(c.message, "/"+was+`"`, "/"+name+`"`)}
	if err := out.claim.UnmarshalJSON(bytes.ReplaceAll(b, []byte(`"name":"`+was+`"`), []byte(`"name":"`+name+`"`))); err != nil {
		t.Fatal(err)
	}
	return out
}

func (w *world) testRefusedByServer(t *testing.T, c wrong) {
	t.Helper()
	err := w.kube.Create(t.Context(), c.claim, client.DryRunAll)
	if !kerrors.IsInvalid(err) {
		t.Fatalf("it is not refused as invalid: %v", err)
	}
	for _, reason := range reasons(c.message) {
		if !strings.Contains(err.Error(), reason) {
			t.Errorf("it is refused with the message\n  %v\nand not with\n  %s", err, reason)
		}
	}
}

// reasons of a refusal by the API server, which names them in no particular order.
func reasons(message string) []string {
	const field = "spec.parameters"
	message = byServer.ReplaceAllString(message, "")
	list, ok := strings.CutPrefix(message, "["+field)
	if !ok {
		return []string{message}
	}
	// Last it says of no field that there may be more to refuse.
	list, _, _ = strings.Cut(strings.TrimSuffix(list, "]"), ", <nil>: ")
	out := strings.Split(list, ", "+field)
	for i := range out {
		out[i] = field + out[i]
	}
	return out
}

// awaitRefused waits until a claim says why it is not accepted. Nothing is composed.
func (w *world) awaitRefused(t *testing.T, r ref, message string) {
	t.Helper()
	w.awaitRefusal(t, r, message)
	if us := w.everything(t, r); len(us) > 0 {
		t.Errorf("%s is refused, and yet composed of %d resources", r, len(us))
	}
}

// awaitRefusal waits until a claim says why what it wants now is not accepted.
func (w *world) awaitRefusal(t *testing.T, r ref, message string) {
	t.Helper()
	w.await(t, func(ctx context.Context) error {
		c, err := w.snapshot().claim(ctx, r)
		if err != nil {
			return err
		}
		got := c.status.condition("Accepted")
		if got.Status != corev1.ConditionFalse || !strings.Contains(got.Message, message) {
			return errors.Errorf("condition Accepted is %q with the message\n  %s\nand not False with\n  %s", got.Status, got.Message, message)
		}
		return nil
	}, r)
}

// wrong claims of the golden tests of every API, by API and name.
func (w *world) wrong(t *testing.T) map[string]wrong {
	t.Helper()
	out := map[string]wrong{}
	for _, a := range apis.All() {
		files, err := a.Files("test/golden/testdata", "wrong/*.yaml")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			us, err := demo.Load(w.flavour, f)
			if err != nil {
				t.Fatal(err)
			}
			b, err := os.ReadFile(strings.TrimSuffix(f, ".yaml") + ".txt")
			if err != nil {
				t.Fatal(err)
			}
			// Some are only wrong beside others that are not applied.
			if cs := demo.Claims(us); len(cs) == 1 {
				out[a.Name+"/"+strings.TrimSuffix(filepath.Base(f), ".yaml")] = wrong{claim: cs[0], message: strings.TrimSpace(string(b))}
			}
		}
	}
	return out
}
