// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package pki issues the certificates, keys and tokens of a local control plane.
package pki

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"encoding/pem"
	"math/big"
	"net"
	"time"

	"github.com/crossplane/function-sdk-go/errors"
)

// Validity of what is issued here. What is kept for longer is issued anew.
const Validity = 365 * 24 * time.Hour

// backdated is how long ago a certificate became valid, for clocks that differ.
const backdated = time.Hour

const (
	typeCertificate = "CERTIFICATE"
	typePrivateKey  = "PRIVATE KEY"
	typePublicKey   = "PUBLIC KEY"

	serialBits = 120
	tokenBytes = 16
)

// A Pair is a certificate and its key, in PEM.
type Pair struct {
	Cert []byte
	Key  []byte
}

// A CA signs certificates.
type CA struct {
	// PEM is the certificate of the authority.
	PEM []byte

	cert *x509.Certificate
	key  any
}

// NewCA returns a new authority with the supplied name, and its certificate and
// key.
func NewCA(name string) (*CA, Pair, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, Pair{}, errors.Wrap(err, "cannot generate key")
	}
	t, err := template(name)
	if err != nil {
		return nil, Pair{}, err
	}
	t.IsCA = true
	t.BasicConstraintsValid = true
	t.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature
	p, err := sign(t, t, key, key)
	if err != nil {
		return nil, Pair{}, err
	}
	ca, err := ParseCA(p)
	return ca, p, err
}

// ParseCA returns the authority with the supplied certificate and key.
func ParseCA(p Pair) (*CA, error) {
	cert, err := parseCertificate(p.Cert)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(p.Key)
	if block == nil {
		return nil, errors.New("cannot find a key in PEM")
	}
	key, err := parseKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	return &CA{PEM: p.Cert, cert: cert, key: key}, nil
}

// Server issues the certificate of a server on loopback, which may also have
// other names.
func (c *CA) Server(name string, dnsNames ...string) (Pair, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return Pair{}, errors.Wrap(err, "cannot generate key")
	}
	t, err := template(name)
	if err != nil {
		return Pair{}, err
	}
	t.KeyUsage = x509.KeyUsageDigitalSignature
	t.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	t.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback}
	t.DNSNames = append([]string{"localhost"}, dnsNames...)
	return sign(t, c.cert, key, c.key)
}

// NewKey returns a new key pair that signs tokens, in PEM: the public key is in
// place of the certificate.
func NewKey() (Pair, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return Pair{}, errors.Wrap(err, "cannot generate key")
	}
	public, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		return Pair{}, errors.Wrap(err, "cannot encode public key")
	}
	private, err := encodeKey(key)
	return Pair{Cert: pem.EncodeToMemory(&pem.Block{Type: typePublicKey, Bytes: public}), Key: private}, err
}

// NewToken returns a token that nobody can guess.
func NewToken() (string, error) {
	b := make([]byte, tokenBytes)
	if _, err := rand.Read(b); err != nil {
		return "", errors.Wrap(err, "cannot generate token")
	}
	return hex.EncodeToString(b), nil
}

// ValidAt is true if a certificate in PEM is valid at the supplied time.
func ValidAt(cert []byte, at time.Time) bool {
	c, err := parseCertificate(cert)
	return err == nil && at.After(c.NotBefore) && at.Before(c.NotAfter)
}

func template(name string) (*x509.Certificate, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), serialBits))
	if err != nil {
		return nil, errors.Wrap(err, "cannot generate serial number")
	}
	now := time.Now()
	return &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: name},
		NotBefore:    now.Add(-backdated),
		NotAfter:     now.Add(Validity),
	}, nil
}

func sign(t, parent *x509.Certificate, key *ecdsa.PrivateKey, signer any) (Pair, error) {
	der, err := x509.CreateCertificate(rand.Reader, t, parent, key.Public(), signer)
	if err != nil {
		return Pair{}, errors.Wrapf(err, "cannot sign certificate of %q", t.Subject.CommonName)
	}
	k, err := encodeKey(key)
	return Pair{Cert: pem.EncodeToMemory(&pem.Block{Type: typeCertificate, Bytes: der}), Key: k}, err
}

func encodeKey(key *ecdsa.PrivateKey) ([]byte, error) {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, errors.Wrap(err, "cannot encode private key")
	}
	return pem.EncodeToMemory(&pem.Block{Type: typePrivateKey, Bytes: der}), nil
}

func parseCertificate(p []byte) (*x509.Certificate, error) {
	block, _ := pem.Decode(p)
	if block == nil {
		return nil, errors.New("cannot find a certificate in PEM")
	}
	c, err := x509.ParseCertificate(block.Bytes)
	return c, errors.Wrap(err, "cannot parse certificate")
}

// parseKey in any of the encodings that Go writes: Crossplane's own authority has
// an RSA key in the oldest of them.
func parseKey(der []byte) (any, error) {
	if k, err := x509.ParsePKCS1PrivateKey(der); err == nil {
		return k, nil
	}
	if k, err := x509.ParseECPrivateKey(der); err == nil {
		return k, nil
	}
	k, err := x509.ParsePKCS8PrivateKey(der)
	return k, errors.Wrap(err, "cannot parse private key")
}
