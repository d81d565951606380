// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"archive/tar"
	"bytes"
	"io"
	"os"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"

	"github.com/crossplane/function-sdk-go/errors"
)

const (
	// entrypoint is the only file of the image: a static binary needs no
	// other, and the function talks to nobody but Crossplane, so that not
	// even the certificates of the internet's authorities are needed.
	entrypoint = "/function"

	// user is nobody in particular. It is a number, because Kubernetes
	// cannot tell that a name is not root's.
	user = "65532:65532"

	// port that functions listen on.
	port = "9443/tcp"
)

// epoch is when everything in an image was made, so that the same binary makes
// the same image.
var epoch = time.Unix(0, 0).UTC() //nolint:gochecknoglobals // It is a constant.

// runtimeImage wraps a binary in an image.
func runtimeImage(binary, arch string) (v1.Image, error) {
	layer, err := binaryLayer(binary)
	if err != nil {
		return nil, err
	}
	img, err := mutate.Append(empty.Image, mutate.Addendum{
		Layer:   layer,
		History: v1.History{Created: v1.Time{Time: epoch}, CreatedBy: "go build"},
	})
	if err != nil {
		return nil, errors.Wrap(err, "cannot add the binary to the image")
	}
	cfg, err := img.ConfigFile()
	if err != nil {
		return nil, errors.Wrap(err, "cannot read the image's configuration")
	}
	cfg = cfg.DeepCopy()
	cfg.OS = "linux"
	cfg.Architecture = arch
	cfg.Created = v1.Time{Time: epoch}
	cfg.Config.Entrypoint = []string{entrypoint}
	cfg.Config.User = user
	cfg.Config.WorkingDir = "/"
	cfg.Config.ExposedPorts = map[string]struct{}{port: {}}
	img, err = mutate.ConfigFile(img, cfg)
	return img, errors.Wrap(err, "cannot configure the image")
}

func binaryLayer(binary string) (v1.Layer, error) {
	content, err := os.ReadFile(binary) //nolint:gosec // It was built just before.
	if err != nil {
		return nil, errors.Wrap(err, "cannot read the binary")
	}
	buf := &bytes.Buffer{}
	w := tar.NewWriter(buf)
	hdr := &tar.Header{Typeflag: tar.TypeReg, Name: entrypoint[1:], Mode: 0o555, Size: int64(len(content)), ModTime: epoch}
	if err := w.WriteHeader(hdr); err != nil {
		return nil, errors.Wrap(err, "cannot write the layer of the binary")
	}
	if _, err := w.Write(content); err != nil {
		return nil, errors.Wrap(err, "cannot write the layer of the binary")
	}
	if err := w.Close(); err != nil {
		return nil, errors.Wrap(err, "cannot write the layer of the binary")
	}
	layer, err := tarball.LayerFromOpener(func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(buf.Bytes())), nil
	})
	return layer, errors.Wrap(err, "cannot make the layer of the binary")
}
