// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package packages

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"time"

	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/registry"
	"github.com/google/go-containerregistry/pkg/v1/remote"

	"github.com/crossplane/function-sdk-go/errors"
)

const readHeaderTimeout = 10 * time.Second

// Serve an empty registry until the context ends. It keeps everything in memory.
func Serve(ctx context.Context, l net.Listener) {
	s := &http.Server{
		Handler:           registry.New(registry.Logger(log.New(io.Discard, "", 0))),
		ReadHeaderTimeout: readHeaderTimeout,
	}
	stop := context.AfterFunc(ctx, func() { _ = s.Close() })
	defer stop()
	_ = s.Serve(l)
}

// Push a package to the registry at the supplied address, which stands in for the
// one that the package is named after.
func Push(ctx context.Context, address string, p Package) error {
	ref, err := name.NewTag(address+"/"+p.Repository+":"+p.Version, name.Insecure)
	if err != nil {
		return errors.Wrapf(err, "cannot name package %s", p.Source())
	}
	return errors.Wrapf(remote.Write(ref, p.Image, remote.WithContext(ctx)), "cannot push package %s", p.Source())
}
