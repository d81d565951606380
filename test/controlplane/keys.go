// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package controlplane

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/controlplane/isolation"
	"github.com/hyperscalar/hyperscalar/test/controlplane/pki"
)

const (
	fileCA           = "ca.crt"
	fileCAKey        = "ca.key"
	fileServer       = "apiserver.crt"
	fileServerKey    = "apiserver.key"
	fileAccounts     = "accounts.pub"
	fileAccountsKey  = "accounts.key"
	fileTokens       = "tokens.csv"
	contextName      = "hyperscalar"
	namespace        = "crossplane-system"
	accountsGroup    = "system:serviceaccounts"
	accountsUser     = "system:serviceaccount:" + namespace + ":"
	mastersGroup     = "system:masters"
	kubernetesDomain = "kubernetes.default.svc"

	// renewal is how long before they expire that kept certificates are
	// issued anew.
	renewal = 24 * time.Hour
)

// An identity that one of our processes has towards the API server.
type identity string

const (
	identityAdmin       identity = "admin"
	identityControllers identity = "controllers"
	identityCrossplane  identity = "crossplane"
	identityRBACManager identity = "rbac-manager"
	identityClouds      identity = "clouds"
)

// user and groups of each identity. Crossplane and its RBAC manager are the service
// accounts that they are in a cluster, with no more permissions than there.
func (i identity) user() (name, groups string) {
	switch i {
	case identityControllers:
		return "system:kube-controller-manager", ""
	case identityCrossplane, identityRBACManager:
		return accountsUser + string(i), accountsGroup + "," + accountsGroup + ":" + namespace
	case identityAdmin, identityClouds:
	}
	return string(i), mastersGroup
}

func identities() []identity {
	return []identity{identityAdmin, identityControllers, identityCrossplane, identityRBACManager, identityClouds}
}

// keys that were created for this run, or kept from an earlier one.
type keys struct {
	ca     []byte
	tokens map[identity]string
}

// createKeys unless they were kept and are valid for a while.
func (s *supervisor) createKeys(context.Context) error {
	ca, err := os.ReadFile(s.key(fileCA))
	if err != nil || !pki.ValidAt(ca, time.Now().Add(renewal)) {
		if ca, err = s.issue(); err != nil {
			return err
		}
	}
	s.keys = keys{ca: ca, tokens: map[identity]string{}}
	if err := s.createTokens(); err != nil {
		return err
	}
	for _, i := range identities() {
		if err := s.writeKubeconfig(s.identity(i), i, "https://"+isolation.Address(s.ports.API)); err != nil {
			return err
		}
	}
	if err := s.writeKubeconfig(s.kubeconfig(), identityAdmin, s.state.Server); err != nil {
		return err
	}
	s.rest, err = restConfig(s.identity(identityAdmin))
	if err != nil {
		return err
	}
	return nil
}

// issue an authority, the certificate of the API server and the key that signs the
// tokens of service accounts.
func (s *supervisor) issue() ([]byte, error) {
	ca, pair, err := pki.NewCA(contextName)
	if err != nil {
		return nil, err
	}
	server, err := ca.Server("kube-apiserver", "kubernetes", "kubernetes.default", kubernetesDomain)
	if err != nil {
		return nil, err
	}
	accounts, err := pki.NewKey()
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{
		fileServer: server.Cert, fileServerKey: server.Key,
		fileAccounts: accounts.Cert, fileAccountsKey: accounts.Key,
		fileCAKey: pair.Key, fileCA: pair.Cert,
	}
	return pair.Cert, writeFiles(s.layout.keys(), files)
}

// createTokens with which each identity authenticates.
func (s *supervisor) createTokens() error {
	var lines []string
	for _, i := range identities() {
		t, err := pki.NewToken()
		if err != nil {
			return err
		}
		name, groups := i.user()
		s.keys.tokens[i] = t
		lines = append(lines, fmt.Sprintf("%s,%s,%s,%q\n", t, name, i, groups))
	}
	return writeFiles(s.layout.keys(), map[string][]byte{fileTokens: []byte(strings.Join(lines, ""))})
}

func (s *supervisor) writeKubeconfig(path string, i identity, server string) error {
	cfg := clientcmdapi.Config{
		Clusters:       map[string]*clientcmdapi.Cluster{contextName: {Server: server, CertificateAuthorityData: s.keys.ca}},
		AuthInfos:      map[string]*clientcmdapi.AuthInfo{string(i): {Token: s.keys.tokens[i]}},
		Contexts:       map[string]*clientcmdapi.Context{contextName: {Cluster: contextName, AuthInfo: string(i)}},
		CurrentContext: contextName,
	}
	return errors.Wrap(clientcmd.WriteToFile(cfg, path), "cannot write kubeconfig")
}

// writeFiles that only we may read.
func writeFiles(dir string, files map[string][]byte) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return errors.Wrap(err, "cannot create folder")
	}
	for name, content := range files {
		if err := os.WriteFile(layout{dir: dir}.path(name), content, 0o600); err != nil {
			return errors.Wrap(err, "cannot write file")
		}
	}
	return nil
}
