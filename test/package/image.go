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
	// entrypoint is the only file of the image beside the licence: a static
	// binary needs no other, and the function talks to nobody but Crossplane,
	// so that not even the certificates of the internet's authorities are
	// needed.
	entrypoint = "/function"

	// licenseFile is where the licence says what one may do with the image.
	licenseFile = "/LICENSE"

	// user is nobody in particular. It is a number, because Kubernetes
	// cannot tell that a name is not root's.
	user = "65532:65532"

	// port that functions listen on.
	port = "9443/tcp"
)

// epoch is when everything in an image was made, so that the same binary makes
// the same image.
var epoch = time.Unix(0, 0).UTC() //nolint:gochecknoglobals // It is a constant.

// runtimeImage wraps a binary and its licence in an image.
func runtimeImage(binary, license, arch string) (v1.Image, error) {
	layer, err := layerOf(file{from: license, to: licenseFile, mode: 0o444}, file{from: binary, to: entrypoint, mode: 0o555})
	if err != nil {
		return nil, err
	}
	img, err := mutate.Append(empty.Image, mutate.Addendum{
		Layer:   layer,
		History: v1.History{Created: v1.Time{Time: epoch}, CreatedBy: "go build"},
	})
	if err != nil {
		return nil, errors.Wrap(err, "cannot add its files to the image")
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

// A file of the image. Nobody may write to it.
type file struct {
	from string
	to   string
	mode int64
}

func layerOf(files ...file) (v1.Layer, error) {
	buf := &bytes.Buffer{}
	w := tar.NewWriter(buf)
	for _, f := range files {
		content, err := os.ReadFile(f.from)
		if err != nil {
			return nil, errors.Wrap(err, "cannot read a file of the image")
		}
		hdr := &tar.Header{Typeflag: tar.TypeReg, Name: f.to[1:], Mode: f.mode, Size: int64(len(content)), ModTime: epoch}
		if err := w.WriteHeader(hdr); err != nil {
			return nil, errors.Wrap(err, "cannot write a layer of the image")
		}
		if _, err := w.Write(content); err != nil {
			return nil, errors.Wrap(err, "cannot write a layer of the image")
		}
	}
	if err := w.Close(); err != nil {
		return nil, errors.Wrap(err, "cannot write a layer of the image")
	}
	layer, err := tarball.LayerFromOpener(func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(buf.Bytes())), nil
	})
	return layer, errors.Wrap(err, "cannot make a layer of the image")
}
