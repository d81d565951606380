// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package load runs composition functions as processes of their own, as Crossplane
// does, asks them, and measures what that costs them.
package load

import (
	"bytes"
	"context"
	"net"
	"os"
	"os/exec"
	"slices"
	"sync"
	"syscall"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"github.com/crossplane/function-sdk-go/errors"
)

const (
	// patience with a function that starts or answers.
	patience = 30 * time.Second

	// maxMessage is the largest answer that is accepted.
	maxMessage = 16 << 20
)

// A Server is a function that runs.
type Server struct {
	Process

	conn *grpc.ClientConn
	cmd  *exec.Cmd
	log  *log
}

// A Spec of a function to run.
type Spec struct {
	// Binary of the function.
	Binary string

	// Args come after those that say where it listens, and that it does without mTLS.
	Args []string

	// Env is added to our own environment.
	Env []string

	// Attr of the process. May be nil.
	Attr *syscall.SysProcAttr
}

// Start a function, and wait until it answers.
func Start(ctx context.Context, spec Spec) (*Server, error) {
	address, err := freeAddress(ctx)
	if err != nil {
		return nil, err
	}
	s := &Server{log: &log{}}
	s.cmd = exec.Command(spec.Binary, append([]string{"--insecure", "--address=" + address}, spec.Args...)...) //nolint:gosec,noctx // Whoever measures says what; it is stopped by Stop.
	s.cmd.Env = append(os.Environ(), spec.Env...)
	s.cmd.SysProcAttr = spec.Attr
	s.cmd.Stdout, s.cmd.Stderr = s.log, s.log
	if err := s.cmd.Start(); err != nil {
		return nil, errors.Wrapf(err, "cannot start %q", spec.Binary)
	}
	s.Process = Process(s.cmd.Process.Pid)
	if err := s.connect(ctx, address); err != nil {
		return nil, errors.Join(errors.Wrapf(err, "cannot connect to %q: %s", spec.Binary, s.Log()), s.Stop())
	}
	return s, nil
}

func (s *Server) connect(ctx context.Context, address string) error {
	conn, err := grpc.NewClient(address,
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(maxMessage), grpc.ForceCodecV2(raw{})))
	if err != nil {
		return errors.Wrap(err, "cannot create client")
	}
	s.conn = conn
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	_, err = s.ask(ctx, nil, grpc.WaitForReady(true))
	return err
}

// Stop the function, and wait until it has ended.
func (s *Server) Stop() error {
	if s.conn != nil {
		_ = s.conn.Close()
	}
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return errors.Wrap(err, "cannot stop function")
	}
	late := time.AfterFunc(patience, func() { _ = s.cmd.Process.Kill() })
	defer late.Stop()
	// How it ends is its own business: not all of them wait for a signal.
	_ = s.cmd.Wait()
	return nil
}

// Log of the function, as far as it has come.
func (s *Server) Log() string { return s.log.String() }

// A log may be written and read at once.
type log struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *log) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(b) //nolint:wrapcheck // It never fails.
}

func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return string(slices.Clone(l.b.Bytes()))
}

func freeAddress(ctx context.Context) (string, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", errors.Wrap(err, "cannot find a free address")
	}
	defer l.Close() //nolint:errcheck // Nobody has used it.
	return l.Addr().String(), nil
}
