// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package cloudsim

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"k8s.io/client-go/rest"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"github.com/hyperscalar/hyperscalar/test/repo"
)

// Programs of a control plane that stores and serves resources, and does nothing
// else. The Makefile builds them.
const (
	etcd      = "etcd"
	apiserver = "kube-apiserver"
)

const token = "test"

// startAPIServer starts an API server on loopback for a test. The test is skipped
// where it has not been built.
func startAPIServer(t *testing.T) *rest.Config {
	t.Helper()
	programs := map[string]string{}
	for _, p := range []string{etcd, apiserver} {
		path, err := repo.Tool(p)
		if err != nil {
			t.Skipf("needs %s: %s", p, err)
		}
		programs[p] = path
	}
	dir := t.TempDir()
	key := writeKey(t, dir)
	tokens := filepath.Join(dir, "tokens.csv")
	if err := os.WriteFile(tokens, []byte(token+",admin,admin,system:masters\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	ports := freePorts(t, 3)
	store := "http://127.0.0.1:" + ports[0]
	start(t, programs[etcd], "--data-dir", filepath.Join(dir, "etcd"), "--unsafe-no-fsync", "--name", "test",
		"--listen-client-urls", store, "--advertise-client-urls", store,
		"--listen-peer-urls", "http://127.0.0.1:"+ports[1], "--initial-advertise-peer-urls", "http://127.0.0.1:"+ports[1],
		"--initial-cluster", "test=http://127.0.0.1:"+ports[1])
	start(t, programs[apiserver], "--etcd-servers", store, "--bind-address", "127.0.0.1", "--advertise-address", "127.0.0.1",
		"--secure-port", ports[2], "--endpoint-reconciler-type", "none", "--cert-dir", filepath.Join(dir, "certs"),
		"--token-auth-file", tokens, "--authorization-mode", "RBAC", "--watch-cache=false", "--disable-admission-plugins", "ServiceAccount",
		"--service-account-issuer", "https://kubernetes.default.svc", "--service-account-signing-key-file", key, "--service-account-key-file", key,
		"--service-cluster-ip-range", "127.10.0.0/16")
	cfg := &rest.Config{
		Host: "https://127.0.0.1:" + ports[2], BearerToken: token, QPS: -1,
		TLSClientConfig: rest.TLSClientConfig{Insecure: true},
	}
	eventually(t, "the API server should be ready", func() error { return readyz(cfg) })
	return cfg
}

func readyz(cfg *rest.Config) error {
	h, err := rest.HTTPClientFor(cfg)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, cfg.Host+"/readyz", nil)
	if err != nil {
		return err
	}
	rsp, err := h.Do(req)
	if err != nil {
		return err
	}
	defer rsp.Body.Close()
	if rsp.StatusCode != http.StatusOK {
		return fmt.Errorf("not ready: %s", rsp.Status)
	}
	return nil
}

func start(t *testing.T, path string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(context.Background(), path, args...)
	log, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if b, err := os.ReadFile(log.Name()); t.Failed() && err == nil {
			t.Logf("end of the log of %s:\n%s", filepath.Base(path), b[max(0, len(b)-2000):])
		}
	})
}

func writeKey(t *testing.T, dir string) string {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "sa.key")
	b := pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)})
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func freePorts(t *testing.T, n int) []string {
	t.Helper()
	var out []string
	for range n {
		l, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		_, port, err := net.SplitHostPort(l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, port)
	}
	return out
}

func eventually(t *testing.T, what string, is func() error) {
	t.Helper()
	var err error
	for end := time.Now().Add(longEnough); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if err = is(); err == nil {
			return
		}
	}
	t.Fatalf("%s: %s", what, err)
}

func newClient(t *testing.T, cfg *rest.Config) client.Client {
	t.Helper()
	c, err := client.New(cfg, client.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// apply objects the way that Crossplane applies what it composes.
func apply(t *testing.T, c client.Client, os ...client.Object) {
	t.Helper()
	for _, o := range os {
		err := c.Patch(context.Background(), o, client.Apply, client.FieldOwner("apiextensions.crossplane.io/composed"), client.ForceOwnership) //nolint:staticcheck // Crossplane does so.
		if err != nil {
			t.Fatal(err)
		}
	}
}
