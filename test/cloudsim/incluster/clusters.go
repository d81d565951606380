// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package incluster simulates what is inside of the Kubernetes clusters that simulated
// clouds have: the releases of charts and the objects that provider-helm and
// provider-kubernetes put there. It goes with its cluster.
package incluster

import (
	"fmt"
	"net/netip"
	"net/url"
	"slices"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// Platform is the URL of the API server of the cluster that the platform itself runs in.
// It is at no cloud.
const Platform = "https://kubernetes.default.svc"

// Clusters at simulated clouds, with what is in them. The accounts of the cloud are the
// URLs of their API servers.
type Clusters struct {
	*cloud.Cloud

	clouds []*cloud.Cloud
}

// New returns what is inside of the clusters that clouds have.
func New(clouds []*cloud.Cloud, opts ...cloud.Option) *Clusters {
	c := &Clusters{clouds: clouds}
	c.Cloud = cloud.New(dialect{}, Kinds(), append(slices.Clone(opts), cloud.WithLost(c.lost))...)
	return c
}

// lost is true for a cluster that no cloud has any more.
func (c *Clusters) lost(server string) bool {
	return server != Platform && !slices.ContainsFunc(c.clouds, func(c *cloud.Cloud) bool { return c.Serves(server) })
}

// Call an API server. It returns what a client for Kubernetes says that gets no answer,
// or that is not let in.
func (c *Clusters) Call(server string, by cloud.Caller) error {
	if server == Platform {
		return nil
	}
	if by.Command != "" && by.Identity == "" {
		return errors.Errorf("getting credentials: exec: executable %s not found", by.Command)
	}
	for _, at := range c.clouds {
		if up, err := at.Call(server, by); up {
			return err
		}
	}
	return errors.New(unreachable(server))
}

// unreachable is what is said of a server that is not there.
func unreachable(server string) string {
	u, err := url.Parse(server)
	if err != nil || u.Host == "" {
		return fmt.Sprintf("Get %q: unsupported protocol scheme \"\"", server)
	}
	text := fmt.Sprintf("Get %q: dial tcp", server+"/api")
	if _, err := netip.ParseAddr(u.Hostname()); err == nil {
		return fmt.Sprintf("%s %s:443: i/o timeout", text, u.Hostname())
	}
	return fmt.Sprintf("%s: lookup %s: no such host", text, u.Hostname())
}
