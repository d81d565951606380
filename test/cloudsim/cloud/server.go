// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package cloud

// A Server is the API server of a Kubernetes cluster.
type Server struct {
	// URL of the API server.
	URL string

	// CA is the certificate of the authority that the API server's own is of, as
	// PEM.
	CA []byte

	// Admits returns why a caller is not let in, or nil.
	Admits func(c Caller) error
}

// A Caller is who calls an API server, and how.
type Caller struct {
	// CA that the caller trusts, as PEM.
	CA []byte

	// Token and Certificate that the caller has.
	Token       string
	Certificate []byte

	// Command that would print a token.
	Command string

	// Identity is the type of the identity at a cloud that the caller has beside
	// its kubeconfig.
	Identity string
}

// Serves is true if there is a cluster whose API server has a URL, even if that is not up
// yet or not any more.
func (c *Cloud) Serves(url string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sweep()
	_, s := c.server(url)
	return s != nil
}

func (c *Cloud) server(url string) (Server, *Object) {
	for _, k := range c.kinds {
		if k.Server == nil {
			continue
		}
		for _, a := range c.accounts {
			for _, o := range a.objects[k.Name()] {
				if s := k.Server(&Request{Object: o, cloud: c}); s.URL == url {
					return s, o
				}
			}
		}
	}
	return Server{}, nil
}

// Call a server. It returns false if there is none, or if it is not up, and why it does
// not let the caller in.
func (c *Cloud) Call(url string, by Caller) (bool, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sweep()
	s, o := c.server(url)
	if o == nil || !o.Ready(c.now()) {
		return false, nil
	}
	if string(by.CA) != string(s.CA) {
		return true, Plain("tls: failed to verify certificate: x509: certificate signed by unknown authority")
	}
	return true, s.Admits(by)
}
