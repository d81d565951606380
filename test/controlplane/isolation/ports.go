// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package isolation

import (
	"context"
	"net"
	"strconv"

	"github.com/crossplane/function-sdk-go/errors"
)

// Loopback is the address that everything listens at.
const Loopback = "127.0.0.1"

// Address of a port on loopback.
func Address(port int) string {
	return net.JoinHostPort(Loopback, strconv.Itoa(port))
}

// Listen on a port of loopback: the preferred one if it is free, else any. No
// port is preferred if it is 0.
func Listen(ctx context.Context, preferred int) (*net.TCPListener, error) {
	c := net.ListenConfig{}
	l, err := c.Listen(ctx, "tcp4", Address(preferred))
	if err != nil {
		l, err = c.Listen(ctx, "tcp4", Address(0))
	}
	if err != nil {
		return nil, errors.Wrap(err, "cannot listen on loopback")
	}
	tcp, ok := l.(*net.TCPListener)
	if !ok {
		return nil, errors.Errorf("cannot listen on loopback: got a %T", l)
	}
	return tcp, nil
}

// Port that a listener listens on.
func Port(l net.Listener) int {
	a, ok := l.Addr().(*net.TCPAddr)
	if !ok {
		return 0
	}
	return a.Port
}

// FreePorts returns as many different free ports as were preferred: those that were
// preferred where they are free, others where not.
func FreePorts(ctx context.Context, preferred ...int) ([]int, error) {
	var held []net.Listener
	defer func() {
		for _, l := range held {
			_ = l.Close()
		}
	}()
	ports := make([]int, 0, len(preferred))
	for _, p := range preferred {
		l, err := Listen(ctx, p)
		if err != nil {
			return nil, errors.Wrap(err, "cannot find a free port")
		}
		held = append(held, l)
		ports = append(ports, Port(l))
	}
	return ports, nil
}
