// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package controlplane

import (
	"encoding/json"
	"os"
	"time"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/internal/flavour"
	"github.com/hyperscalar/hyperscalar/test/controlplane/process"
)

// A Phase of the life of a control plane.
type Phase string

// Phases.
const (
	PhaseStarting Phase = "Starting"
	PhaseReady    Phase = "Ready"
	PhaseStopping Phase = "Stopping"
	PhaseStopped  Phase = "Stopped"
	PhaseFailed   Phase = "Failed"
)

// A State of a control plane, as its supervisor last wrote it down.
type State struct {
	// Phase of its life.
	Phase Phase `json:"phase"`

	// Error that it failed with.
	Error string `json:"error,omitempty"`

	// Flavour of the Configuration that is installed.
	Flavour flavour.Flavour `json:"flavour"`

	// Isolated is true if everything runs in a network namespace of its own.
	Isolated bool `json:"isolated"`

	// Server is the URL of the API server, as seen from this machine.
	Server string `json:"server"`

	// Registry is the address of the OCI registry, as seen from this machine.
	Registry string `json:"registry"`

	// Notes for the user, for example about ports that others can reach.
	Notes []string `json:"notes,omitempty"`

	// Supervisor is the process that runs everything else.
	Supervisor process.Identity `json:"supervisor"`

	// Started is when the supervisor was started.
	Started time.Time `json:"started"`

	// Ready is when everything was ready.
	Ready time.Time `json:"ready,omitzero"`

	// Processes in the order in which they were started.
	Processes []process.Status `json:"processes,omitempty"`
}

func readJSON(path string, into any) error {
	b, err := os.ReadFile(path) //nolint:gosec // It is in the folder that the user chose.
	if err != nil {
		return errors.Wrap(err, "cannot read file")
	}
	return errors.Wrapf(json.Unmarshal(b, into), "cannot parse %q", path)
}

// writeJSON so that a reader never sees half a file.
func writeJSON(path string, from any) error {
	b, err := json.MarshalIndent(from, "", "  ")
	if err != nil {
		return errors.Wrapf(err, "cannot encode %q", path)
	}
	tmp := path + ".tmp"
	if err := os.WriteFile(tmp, b, 0o600); err != nil {
		return errors.Wrap(err, "cannot write file")
	}
	return errors.Wrap(os.Rename(tmp, path), "cannot write file")
}
