// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package isolation

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"testing"
	"time"
)

// envRole has this test be what runs within the namespace.
const envRole = "TEST_ISOLATION_ROLE"

const (
	roleProbe  = "probe"
	roleServer = "server"

	greeting = "hello from within\n"
)

// TestIsolated runs a server in a namespace that listens on every interface. It
// can be reached through the port that is forwarded to it, and not otherwise.
func TestIsolated(t *testing.T) {
	t.Parallel()
	switch os.Getenv(envRole) {
	case roleProbe:
		within(t)
		return
	case roleServer:
		within(t)
		serveWithin(t)
		return
	}
	m, err := Permitted(func() *exec.Cmd { return self(t, roleProbe) })
	if err != nil {
		t.Skipf("network namespaces are not permitted here: %v", err)
	}
	door, err := Listen(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	handed, err := door.File()
	if err != nil {
		t.Fatal(err)
	}
	_ = door.Close()
	cmd := self(t, roleServer)
	cmd.ExtraFiles = []*os.File{handed}
	m.Apply(cmd)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = cmd.Process.Kill(), cmd.Wait() })

	inner := 0
	if _, err := fmt.Fscanf(bufio.NewReader(out), "listening on %d\n", &inner); err != nil {
		t.Fatal(err)
	}
	if got := greet(t, Address(Port(door))); got != greeting {
		t.Errorf("want %q through the forwarded port, got %q", greeting, got)
	}
	if c, err := (&net.Dialer{Timeout: time.Second}).DialContext(t.Context(), "tcp", Address(inner)); err == nil {
		_ = c.Close()
		t.Errorf("want port %d of the server to be out of reach", inner)
	}
}

func self(t *testing.T, role string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestIsolated$")
	cmd.Env = append(os.Environ(), envRole+"="+role)
	return cmd
}

// within the namespace there is no interface but loopback.
func within(t *testing.T) {
	t.Helper()
	if err := Enter(); err != nil {
		t.Fatal(err)
	}
	is, err := net.Interfaces()
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range is {
		if i.Flags&net.FlagUp != 0 && i.Flags&net.FlagLoopback == 0 {
			t.Errorf("want no interface but loopback, found %s", i.Name)
		}
	}
}

func serveWithin(t *testing.T) {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", ":0")
	if err != nil {
		t.Fatal(err)
	}
	handed, err := net.FileListener(os.NewFile(3, "door"))
	if err != nil {
		t.Fatal(err)
	}
	go Forward(t.Context(), handed, Address(Port(l)))
	_, _ = fmt.Fprintf(os.Stdout, "listening on %d\n", Port(l))
	for {
		c, err := l.Accept()
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(c, greeting)
		_ = c.Close()
	}
}

func greet(t *testing.T, address string) string {
	t.Helper()
	c, err := (&net.Dialer{Timeout: 5 * time.Second}).DialContext(t.Context(), "tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	b, err := io.ReadAll(c)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
