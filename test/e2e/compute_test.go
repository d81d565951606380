// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package e2e

import (
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/crossplane/function-sdk-go/errors"

	compute "github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
)

// documentedCompute returns nil if the status of machines says what they are made of, where
// they are, and how they are reached.
func documentedCompute(m map[string]any) error {
	s := compute.Status{}
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(m, &s); err != nil {
		return errors.Wrap(err, "cannot decode it")
	}
	if s.ConnectionSecret == nil || s.Network == nil || s.Image == nil || s.Template == nil {
		return errors.New("it does not say where its connection details are, or what machines are made of and run in")
	}
	texts := map[string]string{
		"kind": string(s.Kind), "id": s.ID, "name": s.Name, "machine type": s.MachineType,
		"network": s.Network.ID, "image": s.Image.Native, "generation": s.Template.Generation,
	}
	if s.Kind == compute.KindSingle {
		texts["private address"] = ""
		if s.Addresses != nil {
			texts["private address"] = s.Addresses.Private
		}
	}
	for _, g := range s.Groups {
		texts["id of group "+g.Name] = g.ID
	}
	if b := s.LoadBalancer; b != nil {
		texts["id of the balancer"], texts["address of the balancer"] = b.ID, b.DNSName+b.Address
	}
	for what, text := range texts {
		if text == "" {
			return errors.Errorf("it has no %s", what)
		}
	}
	return nil
}
