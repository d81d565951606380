// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"strings"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
)

// Keys of metadata that Google's guest agent and cloud-init know.
// https://cloud.google.com/compute/docs/metadata/predefined-metadata-keys
const (
	metadataProjectKeys    = "block-project-ssh-keys"
	metadataSerialPort     = "serial-port-enable"
	metadataOSLogin        = "enable-oslogin"
	metadataSSHKeys        = "ssh-keys"
	metadataCloudInit      = "user-data"
	metadataStartupScript  = "startup-script"
	metadataWindowsSysprep = "sysprep-specialize-script-ps1"

	on  = "TRUE"
	off = "FALSE"
)

// metadata of the machines. It is said of everything that a project could decide
// otherwise for all of its machines.
func (c *compute) metadata() map[string]string {
	out := map[string]string{metadataSerialPort: off}
	if u := c.Template.UserData; u != nil && u.Text != "" {
		out[c.userDataKey()] = u.Text
	}
	if c.Template.Image.OS == v1alpha1.OSWindows {
		return out
	}
	out[metadataProjectKeys], out[metadataOSLogin] = on, on
	if len(c.Template.SSHKeys) == 0 {
		return out
	}
	// The guest agent does not look at keys while OS Login is on.
	out[metadataOSLogin] = off
	lines := make([]string, 0, len(c.Template.SSHKeys))
	for _, k := range c.Template.SSHKeys {
		lines = append(lines, c.Template.Image.User+":"+k.Line)
	}
	out[metadataSSHKeys] = strings.Join(lines, "\n")
	return out
}

// userDataKey is where user data is looked for. Images without cloud-init have an agent
// that runs scripts. Nobody knows of a native image whether it has cloud-init, so that
// it is asked for only if the user data is nothing that the agent could run.
// https://cloud.google.com/compute/docs/instances/startup-scripts
func (c *compute) userDataKey() string {
	t := c.Template
	switch {
	case t.Image.OS == v1alpha1.OSWindows:
		return metadataWindowsSysprep
	case t.Image.Named != nil && t.Image.Named.CloudInit:
		return metadataCloudInit
	case t.UserData.IsScript():
		return metadataStartupScript
	}
	return metadataCloudInit
}
