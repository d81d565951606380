// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package isolation keeps the ports of a local control plane to itself. Crossplane
// serves metrics, health and webhooks on every interface and cannot be told
// otherwise, so it runs in a network namespace that has none but loopback. The
// few ports that users need are forwarded from the loopback of the host.
package isolation

import (
	"context"
	"io"
	"net"
	"os/exec"
	"sync"
	"time"

	"github.com/crossplane/function-sdk-go/errors"
)

const dialTimeout = 5 * time.Second

// A Method of isolating a command.
type Method string

// Methods.
const (
	// MethodNone runs it on the network of the host.
	MethodNone Method = "none"

	// MethodNetwork gives it a network namespace, which takes privileges.
	MethodNetwork Method = "network"

	// MethodUser gives it a user namespace as well, in which it has the
	// privileges to have the other.
	MethodUser Method = "user"
)

// Permitted returns the first method that works here, and why none does. The
// commands that it is given must call Enter and succeed only if that does.
func Permitted(probe func() *exec.Cmd) (Method, error) {
	errs := []error{errors.New("cannot create a network namespace")}
	for _, m := range methods() {
		cmd := probe()
		m.Apply(cmd)
		out, err := cmd.CombinedOutput()
		if err == nil {
			return m, nil
		}
		errs = append(errs, errors.Wrapf(err, "%s: %s", m, out))
	}
	return MethodNone, errors.Join(errs...)
}

// Forward every connection that the listener accepts to an address, until the
// context ends.
//
// A socket belongs to the network namespace that it was created in. The listener
// was created outside and handed down to us; we dial inside.
func Forward(ctx context.Context, l net.Listener, to string) {
	stop := context.AfterFunc(ctx, func() { _ = l.Close() })
	defer stop()
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		go forward(ctx, c, to)
	}
}

func forward(ctx context.Context, from net.Conn, addr string) {
	defer from.Close() //nolint:errcheck // Nobody is left to tell.
	to, err := (&net.Dialer{Timeout: dialTimeout}).DialContext(ctx, "tcp", addr)
	if err != nil {
		return
	}
	defer to.Close() //nolint:errcheck // Nobody is left to tell.
	stop := context.AfterFunc(ctx, func() { _, _ = from.Close(), to.Close() })
	defer stop()

	wg := sync.WaitGroup{}
	wg.Go(func() { pipe(to, from) })
	wg.Go(func() { pipe(from, to) })
	wg.Wait()
}

// pipe copies until the source has nothing more to say, and lets the destination
// know.
func pipe(to, from net.Conn) {
	_, _ = io.Copy(to, from)
	if c, ok := to.(interface{ CloseWrite() error }); ok {
		_ = c.CloseWrite()
	}
}
