// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package cloudsim

import (
	"context"
	"os"
	"slices"
	"time"

	"sigs.k8s.io/yaml"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// inventoryInterval is how often it is written down what exists.
const inventoryInterval = 500 * time.Millisecond

// ReadInventory reads what existed at all clouds a moment ago.
func ReadInventory(path string) ([]cloud.Resource, error) {
	b, err := os.ReadFile(path) //nolint:gosec // It is what the caller told the simulation to write.
	if err != nil {
		return nil, errors.Wrap(err, "cannot read what exists at the clouds")
	}
	var out []cloud.Resource
	return out, errors.Wrap(yaml.UnmarshalStrict(b, &out), "cannot parse what exists at the clouds")
}

// keepInventory of what exists in a file, until the context is done.
func (s *simulation) keepInventory(ctx context.Context) {
	var written []cloud.Resource
	tick := time.NewTicker(inventoryInterval)
	defer tick.Stop()
	for first := true; ; first = false {
		now := []cloud.Resource{}
		for _, c := range s.clouds {
			now = append(now, c.Resources()...)
		}
		if first || !slices.Equal(now, written) {
			if err := writeInventory(s.options.Inventory, now); err != nil {
				s.options.Log.Info("Cannot keep the inventory", "error", err)
			}
			written = now
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// writeInventory so that a reader never sees half of it.
func writeInventory(path string, rs []cloud.Resource) error {
	b, err := yaml.Marshal(rs)
	if err != nil {
		return errors.Wrap(err, "cannot encode it")
	}
	if err := os.WriteFile(path+".tmp", b, 0o600); err != nil {
		return errors.Wrap(err, "cannot write it")
	}
	return errors.Wrap(os.Rename(path+".tmp", path), "cannot write it")
}
