// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package packages puts the packages that a Configuration needs into a registry
// on loopback: the Configuration and its functions as they were built, and for
// each provider a package with the provider's own CustomResourceDefinitions and
// no controller.
package packages

import (
	"archive/tar"
	"bytes"
	"encoding/json"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"sigs.k8s.io/yaml"

	"github.com/crossplane/crossplane-runtime/v2/pkg/xpkg"
	apiextensionsv1 "github.com/crossplane/crossplane/apis/v2/apiextensions/v1"
	extv1alpha1 "github.com/crossplane/crossplane/apis/v2/apiextensions/v1alpha1"
	pkgmetav1 "github.com/crossplane/crossplane/apis/v2/pkg/meta/v1"
	pkgv1 "github.com/crossplane/crossplane/apis/v2/pkg/v1"
	"github.com/crossplane/function-sdk-go/errors"
)

// Registry is the host that all our packages, and those that they depend on, are
// named after. Crossplane is told to find them elsewhere.
const Registry = "xpkg.crossplane.io"

const separator = "\n---\n"

// A Package to put into the registry.
type Package struct {
	// Repository of the package, without the registry, for example
	// crossplane-contrib/provider-aws-ec2.
	Repository string

	// Version of the package, for example v2.5.0.
	Version string

	// Image of the package.
	Image v1.Image
}

// Source is the full name of the package, as a user would install it.
func (p Package) Source() string {
	return Registry + "/" + p.Repository + ":" + p.Version
}

// Name that Crossplane gives to the package when it installs it as a dependency.
func (p Package) Name() string {
	return xpkg.ToDNSLabel(p.Repository)
}

// Read a package from a file that crossplane xpkg build wrote.
func Read(path, repository, version string) (Package, error) {
	img, err := tarball.ImageFromPath(path, nil)
	if err != nil {
		return Package{}, errors.Wrapf(err, "cannot read package %q", path)
	}
	img, err = xpkg.AnnotateLayers(img)
	return Package{Repository: repository, Version: version, Image: img}, errors.Wrapf(err, "cannot annotate package %q", path)
}

// A Configuration is what we need to know about a Configuration package.
type Configuration struct {
	// Dependencies of the Configuration.
	Dependencies []Dependency

	// Activated lists the names of the CustomResourceDefinitions that the
	// Configuration activates.
	Activated []string

	// Served lists the names of the CustomResourceDefinitions of the APIs that
	// the Configuration defines.
	Served []string
}

// Functions that the Configuration depends on.
func (c *Configuration) Functions() []Dependency {
	return slices.DeleteFunc(slices.Clone(c.Dependencies), func(d Dependency) bool { return d.Kind != pkgv1.FunctionKind })
}

// A Dependency of a Configuration.
type Dependency struct {
	// Kind of package: Function or Provider.
	Kind string

	// Repository of the package, without the registry.
	Repository string

	// Version is the lowest that satisfies the Configuration.
	Version string
}

// Name that Crossplane gives to the package when it installs the dependency.
func (d Dependency) Name() string {
	return Package{Repository: d.Repository}.Name()
}

// Program is the name of the program of a function.
func (d Dependency) Program() string {
	return path.Base(d.Repository)
}

// Configuration reads what we need to know about a Configuration package.
func (p Package) Configuration() (*Configuration, error) {
	b, err := p.content()
	if err != nil {
		return nil, err
	}
	c := &Configuration{}
	for doc := range strings.SplitSeq(string(b), separator) {
		if err := c.add([]byte(doc)); err != nil {
			return nil, errors.Wrapf(err, "cannot read the contents of %s", p.Source())
		}
	}
	return c, nil
}

// content of the package: the objects that it carries.
func (p Package) content() ([]byte, error) {
	rc, err := xpkg.ExtractPackageYAML(p.Image)
	if err != nil {
		return nil, errors.Wrapf(err, "cannot read the contents of %s", p.Source())
	}
	defer rc.Close() //nolint:errcheck // It was only read.
	b, err := io.ReadAll(rc)
	return b, errors.Wrapf(err, "cannot read the contents of %s", p.Source())
}

func (c *Configuration) add(doc []byte) error {
	k := struct {
		Kind string `json:"kind"`
	}{}
	if err := yaml.Unmarshal(doc, &k); err != nil {
		return errors.Wrap(err, "cannot parse manifest")
	}
	switch k.Kind {
	case pkgmetav1.ConfigurationKind:
		m := &pkgmetav1.Configuration{}
		if err := yaml.Unmarshal(doc, m); err != nil {
			return errors.Wrap(err, "cannot parse the Configuration")
		}
		return c.depend(m.Spec.DependsOn)
	case extv1alpha1.ManagedResourceActivationPolicyKind:
		m := &extv1alpha1.ManagedResourceActivationPolicy{}
		if err := yaml.Unmarshal(doc, m); err != nil {
			return errors.Wrap(err, "cannot parse the activation policy")
		}
		for _, a := range m.Spec.Activations {
			c.Activated = append(c.Activated, string(a))
		}
	case apiextensionsv1.CompositeResourceDefinitionKind:
		// The newer version of definitions has the same names.
		m := &apiextensionsv1.CompositeResourceDefinition{}
		if err := yaml.Unmarshal(doc, m); err != nil {
			return errors.Wrap(err, "cannot parse the definition of an API")
		}
		c.serve(m)
	}
	return nil
}

func (c *Configuration) serve(d *apiextensionsv1.CompositeResourceDefinition) {
	c.Served = append(c.Served, d.Spec.Names.Plural+"."+d.Spec.Group)
	if d.Spec.ClaimNames != nil {
		c.Served = append(c.Served, d.Spec.ClaimNames.Plural+"."+d.Spec.Group)
	}
}

func (c *Configuration) depend(on []pkgmetav1.Dependency) error {
	for _, d := range on {
		if d.Kind == nil || d.Package == nil {
			return errors.New("cannot use a dependency that has no kind or no package")
		}
		repository, ok := strings.CutPrefix(*d.Package, Registry+"/")
		if !ok {
			return errors.Errorf("cannot use dependency %q: it is not from %s", *d.Package, Registry)
		}
		version, err := lowest(d.Version)
		if err != nil {
			return errors.Wrapf(err, "cannot use dependency %q", *d.Package)
		}
		c.Dependencies = append(c.Dependencies, Dependency{Kind: *d.Kind, Repository: repository, Version: version})
	}
	return nil
}

// lowest version that satisfies a constraint such as ">=v2.5.0, <v3.0.0".
func lowest(constraint string) (string, error) {
	for part := range strings.SplitSeq(constraint, ",") {
		if v, ok := strings.CutPrefix(strings.TrimSpace(part), ">="); ok {
			return strings.TrimSpace(v), nil
		}
	}
	return "", errors.Errorf("cannot tell the lowest version that satisfies %q", constraint)
}

// image of a package that consists of the supplied objects. It is the same for
// the same objects, so that installing it again changes nothing. Crossplane reads a package
// many times while it installs it, and JSON, which is YAML too, takes it two thirds of the time.
func image(objects ...any) (v1.Image, error) {
	var docs []string
	for _, o := range objects {
		b, err := json.Marshal(o)
		if err != nil {
			return nil, errors.Wrap(err, "cannot encode object of package")
		}
		docs = append(docs, string(b))
	}
	return imageOf([]byte(strings.Join(docs, separator)))
}

// imageOf a package with the supplied content.
func imageOf(content []byte) (v1.Image, error) {
	files, err := archive(xpkg.StreamFile, content)
	if err != nil {
		return nil, err
	}
	layer, err := tarball.LayerFromOpener(func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(files)), nil
	})
	if err != nil {
		return nil, errors.Wrap(err, "cannot make layer of package")
	}
	img, err := mutate.AppendLayers(empty.Image, layer)
	return img, errors.Wrap(err, "cannot make image of package")
}

func archive(name string, content []byte) ([]byte, error) {
	buf := &bytes.Buffer{}
	w := tar.NewWriter(buf)
	h := &tar.Header{Typeflag: tar.TypeReg, Name: name, Mode: 0o644, Size: int64(len(content)), ModTime: time.Unix(0, 0)}
	if err := w.WriteHeader(h); err != nil {
		return nil, errors.Wrap(err, "cannot write archive")
	}
	if _, err := w.Write(content); err != nil {
		return nil, errors.Wrap(err, "cannot write archive")
	}
	return buf.Bytes(), errors.Wrap(w.Close(), "cannot write archive")
}
