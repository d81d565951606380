// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
	networkv1alpha1 "github.com/hyperscalar/hyperscalar/apis/network/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/images"
	"github.com/hyperscalar/hyperscalar/internal/machines"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/regions"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Limits of what a machine is made of. The XRD states them too.
const (
	MaxCPU         = 512
	MaxMemory      = 8192
	MaxGPUs        = 16
	MaxGPUMemory   = 512
	MinRootDiskGiB = 30
	MaxRootDiskGiB = 2048
	MaxUserData    = 262144
)

// user is a name that every operating system takes for somebody who logs in.
var user = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]{0,31}$`)

// template is what every machine is made of, but for where it is.
func (r *planner) template() Template {
	out := Template{
		Image:    r.image(),
		RootDisk: r.rootDisk(),
		SSHKeys:  r.sshKeys(),
		Password: r.password(),
		UserData: r.userData(),
		Tier:     r.p.Tier,
		PublicIP: r.publicIP(),
	}
	out.Machine = r.machine()
	out.MachineType = out.Machine.Name
	return out
}

// machine chooses the machine type. The one that there is stays as long as it is what
// is asked for.
func (r *planner) machine() machines.Machine {
	req := machines.Request{Size: machines.Size(r.p.Size), Use: machines.UseVirtualMachine, Region: r.claim.Region.Native}
	if m := r.p.Machine; m != nil {
		req.CPU, req.MemoryGiB, req.Architecture = m.CPU, m.Memory, machines.Architecture(m.Architecture)
		if g := m.GPU; g != nil {
			req.GPU = machines.GPU{Count: g.Count, Model: g.Model, MemoryGiB: g.Memory}
		}
	}
	if errs := append(req.Validate(Path()), r.checkMachine()...); len(errs) > 0 {
		r.refuse(errs...)
		return machines.Machine{}
	}
	m, err := machines.Sticky(r.claim.Provider, r.recorded.MachineType, req)
	switch {
	case err == nil:
		return m
	case r.p.Machine == nil:
		r.refuse(field.Invalid(Path("size"), r.p.Size, err.Error()))
	default:
		r.refuse(field.Invalid(Path("machine"), req.Describe(), err.Error()))
	}
	return machines.Machine{}
}

// checkMachine bounds a machine, and compares it with the guardrails.
func (r *planner) checkMachine() field.ErrorList {
	e := r.claim.Guardrails
	if allowed := strings.Join(e.Allowed.Sizes, ", "); allowed != "" {
		if r.p.Size != "" && !e.PermitsSize(string(r.p.Size)) {
			r.refuseRule(Path("size"), fmt.Sprintf("does not allow size %q", r.p.Size), "use one of "+allowed, "allowed.sizes")
		}
		if describes(r.p.Machine) {
			r.refuseRule(Path("machine"), "allows sizes only", "use one of "+allowed, "allowed.sizes")
		}
	}
	m, at := r.p.Machine, Path("machine")
	if m == nil {
		return nil
	}
	errs := validate.Between(at.Child("cpu"), m.CPU, 0, MaxCPU)
	errs = append(errs, validate.Between(at.Child("memory"), m.Memory, 0, MaxMemory)...)
	if m.GPU != nil {
		errs = append(errs, validate.Between(at.Child("gpu", "count"), m.GPU.Count, 1, MaxGPUs)...)
		errs = append(errs, validate.Between(at.Child("gpu", "memory"), m.GPU.Memory, 0, MaxGPUMemory)...)
	}
	return errs
}

// osOf is the family of operating systems of an image.
func osOf(m v1alpha1.Image) v1alpha1.OS {
	if m.Native != "" {
		return m.OS
	}
	return v1alpha1.OS(images.Name(m.Name).OS())
}

// image that the machines boot.
func (r *planner) image() Image {
	path, m := Path("image"), *r.p.Image
	if m.Native != "" {
		return r.nativeImage(path, m)
	}
	if m.OS != "" {
		r.refuse(field.Forbidden(path.Child("os"), fmt.Sprintf("belongs to native, and the OS of %s is known: remove os", m.Name)))
	}
	if m.User != "" {
		r.refuse(field.Forbidden(path.Child("user"), fmt.Sprintf("belongs to native, and who logs in to %s is known: remove user, and read status.image.user", m.Name)))
	}
	if errs := validate.OneOf(path.Child("name"), m.Name, v1alpha1.ImageNames()...); len(errs) > 0 {
		r.refuse(errs...)
		return Image{}
	}
	if e := r.claim.Guardrails; !e.PermitsImage(string(m.Name)) {
		r.refuseRule(path.Child("name"), fmt.Sprintf("does not allow image %q", m.Name), "use one of "+strings.Join(e.Compute.Images, ", "), "compute.images")
	}
	architecture := machines.ArchitectureAMD64
	if r.p.Machine != nil {
		architecture = machines.Architecture(r.p.Machine.Architecture)
	}
	named, err := images.Resolve(r.claim.Provider, images.Name(m.Name), architecture)
	if err != nil {
		r.refuse(field.Invalid(path.Child("name"), m.Name, err.Error()))
		return Image{}
	}
	return Image{Named: &named, OS: v1alpha1.OS(named.OS), User: named.User}
}

func (r *planner) nativeImage(path *field.Path, m v1alpha1.Image) Image {
	if m.Name != "" {
		r.refuse(field.Forbidden(path.Child("name"), "an image is either named or native: remove name, or native"))
	}
	if !environment.IsOn(r.claim.Guardrails.Compute.NativeImages) {
		r.refuseRule(path.Child("native"), "does not allow images in the cloud's own words", "set name instead", "compute.nativeImages")
	}
	if err := images.ValidateNative(r.claim.Provider, m.Native); err != nil {
		r.refuse(field.Invalid(path.Child("native"), m.Native, err.Error()))
	}
	r.refuse(validate.OneOf(path.Child("os"), m.OS, v1alpha1.OSLinux, v1alpha1.OSWindows)...)
	if m.User != "" && !user.MatchString(m.User) {
		r.refuse(field.Invalid(path.Child("user"), m.User, "must be up to 32 letters, digits, underscores and hyphens, and must start with a letter or an underscore"))
	}
	return Image{Native: m.Native, OS: m.OS, User: r.nativeUser(m)}
}

// nativeUser is who logs in to a native image. On AWS nobody knows but the image. GCP
// creates no user of Windows before somebody asks for a password.
func (r *planner) nativeUser(m v1alpha1.Image) string {
	windowsOnGCP := r.claim.Provider == platform.ProviderGCP && m.OS == v1alpha1.OSWindows
	if r.claim.Provider == platform.ProviderAWS || windowsOnGCP {
		return m.User
	}
	return cmp.Or(m.User, DefaultNativeUser)
}

func (r *planner) rootDisk() RootDisk {
	path, d := Path("rootDisk"), *r.p.RootDisk
	r.refuse(validate.OneOf(path.Child("performance"), d.Performance, v1alpha1.PerformanceStandard, v1alpha1.PerformanceHigh)...)
	least := MinRootDiskGiB
	if osOf(*r.p.Image) == v1alpha1.OSWindows {
		least = DefaultWindowsDiskGiB
	}
	if d.SizeGiB < least || d.SizeGiB > MaxRootDiskGiB {
		r.refuse(field.Invalid(path.Child("sizeGiB"), d.SizeGiB, fmt.Sprintf("must be between %d, which images of %s need, and %d", least, osOf(*r.p.Image), MaxRootDiskGiB)))
	}
	return RootDisk{SizeGiB: d.SizeGiB, Performance: d.Performance}
}

// password of the administrator of Windows.
func (r *planner) password() *managed.SecretRef {
	w := r.p.Windows
	if w == nil || w.PasswordSecretRef == nil {
		return nil
	}
	path := Path("windows", "passwordSecretRef")
	if osOf(*r.p.Image) != v1alpha1.OSWindows {
		r.refuse(field.Forbidden(path, "the image is not one of Windows, and nobody logs in to Linux with a password: remove windows, and set sshKeys"))
	}
	return r.secret(path, *w.PasswordSecretRef)
}

// secret of the claim's own namespace. Nothing but a provider ever reads it.
func (r *planner) secret(path *field.Path, s v1alpha1.SecretKey) *managed.SecretRef {
	r.refuse(validate.ObjectName(path.Child("name"), s.Name)...)
	if len(validation.IsConfigMapKey(s.Key)) > 0 {
		r.refuse(field.Invalid(path.Child("key"), s.Key, "must be the key of a Secret: letters, digits, hyphens, underscores and dots"))
	}
	return &managed.SecretRef{Name: s.Name, Key: s.Key, Namespace: r.claim.Namespace}
}

func (r *planner) userData() *UserData {
	u, path := r.p.UserData, Path("userData")
	if u == nil {
		return nil
	}
	switch {
	case u.Text == "" && u.SecretRef == nil:
		r.refuse(field.Required(path, "set text, or secretRef where the cloud takes it"))
		return nil
	case u.Text != "" && u.SecretRef != nil:
		r.refuse(field.Forbidden(path.Child("secretRef"), "user data is either text or in a Secret: remove one of them"))
		return nil
	case u.SecretRef != nil:
		return &UserData{SecretRef: r.secret(path.Child("secretRef"), *u.SecretRef)}
	}
	if len(u.Text) > MaxUserData {
		r.refuse(field.TooLong(path.Child("text"), "", MaxUserData))
	}
	if strings.ContainsRune(u.Text, 0) {
		r.refuse(field.Invalid(path.Child("text"), "", "must be text: fetch what is binary when the machine boots"))
	}
	if privateKey(u.Text) {
		r.warn("spec.parameters.userData: there is a private key in it, which everybody reads who may see the claim or is logged in to a machine: fetch it from a secret store with the machine's identity instead")
	}
	return &UserData{Text: u.Text}
}

// privateKey says whether there is one in a text.
func privateKey(text string) bool {
	return strings.Contains(text, "PRIVATE KEY-----")
}

// publicIP needs a tier with a way from the internet.
func (r *planner) publicIP() bool {
	if !r.p.PublicIP {
		return false
	}
	path := Path("publicIP")
	if environment.IsOn(r.claim.Guardrails.Compute.PrivateOnly) {
		r.refuseRule(path, "does not allow addresses of the internet", "set it to false", "compute.privateOnly")
	}
	if r.p.Tier != networkv1alpha1.TierPublic {
		r.refuse(field.Invalid(path, true, fmt.Sprintf("there is no way from the internet to tier %s: set tier to public, or put a load balancer of scheme Public in front of the machines", r.p.Tier)))
	}
	return true
}

// digests of what no single machine can change, by the name of the parameter.
func (r *planner) digests(out Plan) map[string]string {
	t := out.Template
	parts := map[string][]string{
		"machine":  {string(t.Machine.Architecture), string(t.Machine.Storage), t.Machine.GPU.Model, strconv.Itoa(t.Machine.GPU.Count)},
		"image":    {imageOf(t.Image), string(t.Image.OS), t.Image.User},
		"rootDisk": {strconv.Itoa(t.RootDisk.SizeGiB), string(t.RootDisk.Performance)},
		"sshKeys":  lines(t.SSHKeys),
		"windows":  secretParts(t.Password),
		"userData": nil,
		"tier":     {string(t.Tier)},
		"zones":    zoneKeys(t.Zones),
		"spot":     {strconv.FormatBool(r.p.Spot != nil)},
	}
	if u := t.UserData; u != nil {
		parts["userData"] = append(secretParts(u.SecretRef), u.Text)
	}
	digests := make(map[string]string, len(parts))
	for name, p := range parts {
		digests[name] = r.claim.Names.Hash(digestChars, append([]string{name}, p...)...)
	}
	return digests
}

// imageOf is what tells images apart: the portable name, or the native one.
func imageOf(m Image) string {
	if m.Named != nil {
		return string(m.Named.Name)
	}
	return m.Native
}

func lines(keys []SSHKey) []string {
	out := make([]string, 0, len(keys))
	for _, k := range keys {
		out = append(out, k.Line)
	}
	return out
}

func secretParts(s *managed.SecretRef) []string {
	if s == nil {
		return nil
	}
	return []string{s.Name, s.Key}
}

func zoneKeys(zones []regions.Zone) []string {
	out := make([]string, 0, len(zones))
	for _, z := range zones {
		out = append(out, string(z.Key))
	}
	slices.Sort(out)
	return out
}
