// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package controlplane

import (
	"context"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/hyperscalar/hyperscalar/test/controlplane/isolation"
	"github.com/hyperscalar/hyperscalar/test/controlplane/pki"
	"github.com/hyperscalar/hyperscalar/test/controlplane/process"
)

const (
	// secretFunctions holds the certificate of all functions. Crossplane also
	// wants to see one for each provider, although no provider runs.
	secretFunctions = "hyperscalar-functions" //nolint:gosec // It is the name of a Secret.

	// preferredFunctions is the first port of the functions.
	preferredFunctions = 29500
)

// startFunctions that the Configuration depends on, with certificates of
// Crossplane's authority, so that both sides know who they talk to.
func (s *supervisor) startFunctions(ctx context.Context) error {
	if err := s.certifyFunctions(ctx); err != nil {
		return err
	}
	s.endpoints = map[string]string{}
	for i, d := range s.contents.Functions() {
		free, err := isolation.FreePorts(ctx, preferredFunctions+2*i, preferredFunctions+2*i+1)
		if err != nil {
			return err
		}
		name, address := d.Program(), isolation.Address(free[0])
		err = s.group.Start(ctx, process.Spec{
			Name: name,
			Path: s.Programs[name],
			Args: []string{
				"--address=" + address,
				"--metrics-address=" + isolation.Address(free[1]),
				"--tls-certs-dir=" + s.tls("functions"),
			},
			Ready: func(ctx context.Context) error { return dial(ctx, address) },
		})
		if err != nil {
			return err
		}
		s.endpoints[d.Name()] = address
	}
	return nil
}

func (s *supervisor) certifyFunctions(ctx context.Context) error {
	sec, err := s.secret(ctx, secretCA)
	if err != nil {
		return err
	}
	ca, err := pki.ParseCA(pki.Pair{Cert: sec.Data[corev1.TLSCertKey], Key: sec.Data[corev1.TLSPrivateKeyKey]})
	if err != nil {
		return err
	}
	pair, err := ca.Server("functions")
	if err != nil {
		return err
	}
	data := map[string][]byte{corev1.TLSCertKey: pair.Cert, corev1.TLSPrivateKeyKey: pair.Key, fileCA: ca.PEM}
	if err := writeFiles(s.tls("functions"), data); err != nil {
		return err
	}
	return s.apply(ctx, &corev1.Secret{
		TypeMeta:   metav1.TypeMeta{APIVersion: "v1", Kind: "Secret"},
		ObjectMeta: metav1.ObjectMeta{Namespace: namespace, Name: secretFunctions},
		Data:       data,
	})
}
