// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package pki

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"testing"
	"time"
)

// TestServer serves with a certificate that was issued here, and connects to it as
// a client that trusts nothing but the authority.
func TestServer(t *testing.T) {
	t.Parallel()
	ca, _, err := NewCA("test")
	if err != nil {
		t.Fatal(err)
	}
	stranger, _, err := NewCA("test")
	if err != nil {
		t.Fatal(err)
	}
	pair, err := ca.Server("server", "kubernetes.default.svc")
	if err != nil {
		t.Fatal(err)
	}
	address := serve(t, pair)
	cases := map[string]struct {
		reason string
		trust  []byte
		name   string
		ok     bool
	}{
		"Address":       {reason: "Most clients use the address of loopback.", trust: ca.PEM, name: "127.0.0.1", ok: true},
		"Localhost":     {reason: "Some clients use its name.", trust: ca.PEM, name: "localhost", ok: true},
		"OtherName":     {reason: "Further names can be asked for.", trust: ca.PEM, name: "kubernetes.default.svc", ok: true},
		"UnknownName":   {reason: "The certificate is good for no other names.", trust: ca.PEM, name: "example.org"},
		"OtherRootSame": {reason: "An authority of the same name is another one.", trust: stranger.PEM, name: "localhost"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			roots := x509.NewCertPool()
			roots.AppendCertsFromPEM(tc.trust)
			d := tls.Dialer{Config: &tls.Config{RootCAs: roots, ServerName: tc.name}}
			c, err := d.DialContext(t.Context(), "tcp", address)
			if err == nil {
				_ = c.Close()
			}
			if (err == nil) != tc.ok {
				t.Errorf("%s\ntls.Dial(%q): %v", tc.reason, tc.name, err)
			}
		})
	}
}

func serve(t *testing.T, p Pair) string {
	t.Helper()
	cert, err := tls.X509KeyPair(p.Cert, p.Key)
	if err != nil {
		t.Fatal(err)
	}
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{cert}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				_ = c.(*tls.Conn).HandshakeContext(t.Context())
			}()
		}
	}()
	return l.Addr().(*net.TCPAddr).String()
}

// TestParseCA issues with an authority like Crossplane's, which has an RSA key.
func TestParseCA(t *testing.T) {
	t.Parallel()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Crossplane"},
		NotBefore: now, NotAfter: now.Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	ca, err := ParseCA(Pair{
		Cert: pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}),
		Key:  pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)}),
	})
	if err != nil {
		t.Fatal(err)
	}
	p, err := ca.Server("functions")
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(ca.PEM)
	leaf, err := parseCertificate(p.Cert)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := leaf.Verify(x509.VerifyOptions{Roots: roots, DNSName: "127.0.0.1"}); err != nil {
		t.Errorf("Verify(): %v", err)
	}
}

func TestValidAt(t *testing.T) {
	t.Parallel()
	_, p, err := NewCA("test")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	cases := map[string]struct {
		reason string
		cert   []byte
		at     time.Time
		want   bool
	}{
		"Now":        {reason: "It is valid at once, also for a clock that is a little slow.", cert: p.Cert, at: now.Add(-time.Minute), want: true},
		"Expired":    {reason: "It is not valid for ever.", cert: p.Cert, at: now.Add(Validity + time.Minute)},
		"NotYet":     {reason: "It was not valid before it was issued.", cert: p.Cert, at: now.Add(-24 * time.Hour)},
		"NoPEM":      {reason: "What is no certificate is not valid.", cert: []byte("boom"), at: now},
		"NotTheCert": {reason: "A key is no certificate.", cert: p.Key, at: now},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := ValidAt(tc.cert, tc.at); got != tc.want {
				t.Errorf("%s\nValidAt(): want %t, got %t", tc.reason, tc.want, got)
			}
		})
	}
}

func TestNewToken(t *testing.T) {
	t.Parallel()
	a, err := NewToken()
	if err != nil {
		t.Fatal(err)
	}
	b, err := NewToken()
	if err != nil {
		t.Fatal(err)
	}
	if a == b || len(a) < 32 {
		t.Errorf("Tokens must not be guessed: got %q and %q", a, b)
	}
}
