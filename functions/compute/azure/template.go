// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"encoding/base64"
	"strings"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/images"
	"github.com/hyperscalar/hyperscalar/internal/machines"
	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
)

const osWindows = v1alpha1.OSWindows

// An image is what machines boot: an image of the subscription's own or one of the
// marketplace, which may be bought.
type image struct {
	id        string
	reference *azure.ImageReference
	plan      *azure.ImagePlan
}

// idPrefix starts the id of every resource, and with it that of an image which is none of
// the marketplace.
const idPrefix = "/"

// referenceParts are the parts of the name of an image of the marketplace.
const referenceParts = 4

func (c *compute) image() image {
	m := c.Template.Image
	if m.Named != nil {
		return marketplaceImage(m.Named.Reference)
	}
	parts := strings.Split(m.Native, ":")
	if strings.HasPrefix(m.Native, idPrefix) || len(parts) != referenceParts {
		return image{id: m.Native}
	}
	return marketplaceImage(images.Reference{Publisher: parts[0], Offer: parts[1], SKU: parts[2], Version: parts[3]})
}

func marketplaceImage(r images.Reference) image {
	out := image{reference: &azure.ImageReference{Publisher: r.Publisher, Offer: r.Offer, SKU: r.SKU, Version: r.Version}}
	if r.Plan {
		out.plan = &azure.ImagePlan{Name: r.SKU, Product: r.Offer, Publisher: r.Publisher}
	}
	return out
}

// managedImage is part of the id of an image that is in no gallery.
const managedImage = "/providers/microsoft.compute/images/"

// Figures of the machines with GPUs that do not boot securely: those that are connected
// with each other.
const (
	connectedGPU      = "A100"
	connectedGPUCount = 8
)

// bootsSecurely says whether Azure can verify what the machines boot. Machines of Arm can
// since their sixth generation, which is also the first to reach disks through NVMe; an
// image must be in a gallery.
// https://learn.microsoft.com/azure/virtual-machines/trusted-launch#virtual-machines-sizes
func (c *compute) bootsSecurely() bool {
	m := c.Template.Machine
	switch {
	case m.Architecture == machines.ArchitectureARM64 && m.Storage != machines.StorageNVMe:
		return false
	case m.GPU.Model == connectedGPU && m.GPU.Count == connectedGPUCount:
		return false
	}
	return !strings.Contains(strings.ToLower(c.image().id), managedImage)
}

// trusted is true where a machine boots securely, and else nothing: false would be another
// thing to Azure than nothing.
func (c *compute) trusted() *bool {
	if !c.bootsSecurely() {
		return nil
	}
	return new(true)
}

// actsAs the identity of the claim. Machines have none else.
func (c *compute) actsAs() *azure.AssignedIdentity {
	if c.Identity == nil {
		return nil
	}
	out := &azure.AssignedIdentity{Type: azure.AssignedIdentityUser}
	if c.Identity.ID != "" {
		out.IdentityIDs = []string{c.Identity.ID}
	}
	return out
}

// identityWaits is what machines with an identity wait for.
func (c *compute) identityWaits() []string {
	if c.Identity == nil {
		return nil
	}
	return c.Identity.Waits
}

// linux is how machines with Linux are set up, a single one and those of a group. Nobody
// logs in with a password.
func (c *compute) linux() azure.LinuxSetup {
	out := azure.LinuxSetup{
		AdminSSHKey:                   c.sshKeys(),
		DisablePasswordAuthentication: new(true),
		UserData:                      c.userData(),
	}
	if u := c.Template.UserData; u != nil {
		out.CustomDataSecretRef = u.SecretRef
	}
	return out
}

func (c *compute) sshKeys() []azure.MachineSSHKey {
	out := make([]azure.MachineSSHKey, 0, len(c.Template.SSHKeys))
	for _, k := range c.Template.SSHKeys {
		out = append(out, azure.MachineSSHKey{Username: c.Template.Image.User, PublicKey: k.Line})
	}
	return out
}

// userData that cloud-init reads from the metadata service of the host.
// https://learn.microsoft.com/azure/virtual-machines/user-data
func (c *compute) userData() string {
	if u := c.Template.UserData; u != nil && u.Text != "" {
		return base64.StdEncoding.EncodeToString([]byte(u.Text))
	}
	return ""
}

// osDisk that machines boot from. Had is what was wanted before.
func (c *compute) osDisk(had *azure.MachineOSDisk) *azure.MachineOSDisk {
	set := ""
	if had != nil {
		set = had.DiskEncryptionSetID
	}
	return &azure.MachineOSDisk{
		Caching:             azure.DiskCachingReadWrite,
		StorageAccountType:  diskType(c.Template.RootDisk.Performance),
		DiskSizeGB:          c.Template.RootDisk.SizeGiB,
		DiskEncryptionSetID: c.encryptionSetID(set),
	}
}

func diskType(p v1alpha1.Performance) azure.DiskType {
	if p == v1alpha1.PerformanceHigh {
		return azure.DiskTypePremium
	}
	return azure.DiskTypeStandardSSD
}
