// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package controlplane

import (
	"context"

	"github.com/hyperscalar/hyperscalar/test/controlplane/isolation"
)

// rbacManagerPort is where Crossplane's RBAC manager serves metrics. It cannot be
// told to use another.
const rbacManagerPort = 8080

// ports that the control plane uses. In a network namespace of its own they are
// always the same.
type ports struct {
	Etcd        int
	EtcdPeer    int
	API         int
	Controllers int
	Registry    int
	Webhook     int
	Metrics     int
	Health      int
}

// preferredPorts are taken where they are free.
func preferredPorts() ports {
	return ports{
		Etcd:        26379,
		EtcdPeer:    26380,
		API:         preferredAPI,
		Controllers: 26257,
		Registry:    preferredRegistry,
		Webhook:     29443,
		Metrics:     28080,
		Health:      28081,
	}
}

func newPorts(ctx context.Context) (ports, error) {
	p := preferredPorts()
	all := []*int{&p.Etcd, &p.EtcdPeer, &p.API, &p.Controllers, &p.Registry, &p.Webhook, &p.Metrics, &p.Health}
	preferred := make([]int, 0, len(all))
	for _, port := range all {
		preferred = append(preferred, *port)
	}
	free, err := isolation.FreePorts(ctx, preferred...)
	if err != nil {
		return ports{}, err
	}
	for i, port := range all {
		*port = free[i]
	}
	return p, nil
}
