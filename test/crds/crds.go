// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package crds reads the CustomResourceDefinitions of provider releases and of
// Crossplane. A CRD is only read when it is asked for, because a provider has
// hundreds of them.
package crds

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	extv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"sigs.k8s.io/yaml"

	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/repo"
)

// EnvFolders is the environment variable that names further folders of CRDs,
// separated like a PATH. Each is a folder of CRD files, or a folder of such
// folders, one for each release of a provider.
const EnvFolders = "CRDS"

// ErrNotFound says that a source does not carry a CRD.
var ErrNotFound = errors.New("no such CRD")

// A Source of CRDs: a release of a provider, or of Crossplane.
type Source struct {
	// Name of the source, for people.
	Name string

	// Pinned sources are part of this repository's dependencies.
	Pinned bool

	dir string

	mu   sync.Mutex
	seen map[string]*extv1.CustomResourceDefinition
}

// Folder returns the source of the CRDs in a folder, in files that are named
// like those of controller-gen: <group>_<plural>.yaml.
func Folder(name, dir string) *Source {
	return &Source{Name: name, dir: dir, seen: map[string]*extv1.CustomResourceDefinition{}}
}

// Get the CRD with the supplied name, for example vpcs.ec2.aws.upbound.io.
func (s *Source) Get(name string) (*extv1.CustomResourceDefinition, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if crd, ok := s.seen[name]; ok {
		return crd, nil
	}
	b, err := os.ReadFile(s.file(name))
	if os.IsNotExist(err) {
		return nil, errors.Wrapf(ErrNotFound, "cannot find %q in %s", name, s.Name)
	}
	if err != nil {
		return nil, errors.Wrapf(err, "cannot read CRD %q of %s", name, s.Name)
	}
	crd := &extv1.CustomResourceDefinition{}
	if err := yaml.Unmarshal(b, crd); err != nil {
		return nil, errors.Wrapf(err, "cannot parse CRD %q of %s", name, s.Name)
	}
	s.seen[name] = crd
	return crd, nil
}

// Has is true if the source carries a CRD with the supplied name.
func (s *Source) Has(name string) bool {
	_, err := os.Stat(s.file(name))
	return err == nil
}

func (s *Source) file(name string) string {
	plural, group, _ := strings.Cut(name, ".")
	return filepath.Join(s.dir, group+"_"+plural+".yaml")
}

// Pinned returns the source of the CRDs of the release of a provider that this
// repository depends on.
func Pinned(p platform.Provider) (*Source, error) {
	all, err := pinned()
	if err != nil {
		return nil, err
	}
	s, ok := all[p]
	if !ok {
		return nil, errors.Errorf("cannot find provider %q among the modules of test/providers", p)
	}
	return s, nil
}

// providerModule matches the path of the module of a provider.
var providerModule = regexp.MustCompile(`/provider-([a-z]+)(/|$)`)

var pinned = sync.OnceValues(func() (map[platform.Provider]*Source, error) { //nolint:gochecknoglobals // It caches what cannot change.
	ms, err := repo.Modules("test/providers")
	if err != nil {
		return nil, err
	}
	all := map[platform.Provider]*Source{}
	for _, m := range ms {
		name := providerModule.FindStringSubmatch(m.Path)
		if name == nil {
			continue
		}
		s := Folder("provider-"+name[1]+" "+m.Version, filepath.Join(m.Dir, "package", "crds"))
		s.Pinned = true
		all[platform.Provider(name[1])] = s
	}
	return all, nil
})

// Core returns the source of the CRDs of Crossplane itself.
func Core() (*Source, error) {
	return core()
}

var core = sync.OnceValues(func() (*Source, error) { //nolint:gochecknoglobals // It caches what cannot change.
	ms, err := repo.Modules("test/tools/crossplane", "github.com/crossplane/crossplane/v2")
	if err != nil {
		return nil, err
	}
	s := Folder("crossplane "+ms[0].Version, filepath.Join(ms[0].Dir, "cluster", "crds"))
	s.Pinned = true
	return s, nil
})

// Extra returns the sources that the environment variable CRDS names.
func Extra() ([]*Source, error) {
	return extra()
}

var extra = sync.OnceValues(func() ([]*Source, error) { //nolint:gochecknoglobals // It caches what cannot change.
	var all []*Source
	for _, dir := range filepath.SplitList(os.Getenv(EnvFolders)) {
		ss, err := folders(dir)
		if err != nil {
			return nil, err
		}
		all = append(all, ss...)
	}
	return all, nil
})

// folders returns the sources in a folder: itself if there are CRDs in it, else
// each folder below it.
func folders(dir string) ([]*Source, error) {
	dir, err := absolute(dir)
	if err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, errors.Wrapf(err, "cannot read a folder of %s", EnvFolders)
	}
	var below []*Source
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".yaml") {
			return []*Source{Folder(filepath.Base(dir), dir)}, nil
		}
		if e.IsDir() {
			below = append(below, Folder(e.Name(), filepath.Join(dir, e.Name())))
		}
	}
	if len(below) == 0 {
		return nil, errors.Errorf("no CRDs in %q", dir)
	}
	return below, nil
}

// absolute returns the path of a folder that may be relative to the repository,
// because go test runs every test in the folder of its package.
func absolute(dir string) (string, error) {
	if filepath.IsAbs(dir) {
		return dir, nil
	}
	return repo.Path(dir)
}

// For returns the sources that carry kinds of the supplied provider: the pinned
// release, and the extra ones.
func For(p platform.Provider) ([]*Source, error) {
	s, err := Pinned(p)
	if err != nil {
		return nil, err
	}
	more, err := Extra()
	if err != nil {
		return nil, err
	}
	out := []*Source{s}
	for _, e := range more {
		if e.carries(p) {
			out = append(out, e)
		}
	}
	return out, nil
}

func (s *Source) carries(p platform.Provider) bool {
	// The only error is that of a bad pattern.
	found, _ := filepath.Glob(filepath.Join(s.dir, "*.yaml"))
	group := regexp.MustCompile(`(^|\.)` + regexp.QuoteMeta(string(p)) + `\.(m\.)?(upbound|crossplane)\.io_`)
	return slices.ContainsFunc(found, func(file string) bool { return group.MatchString(filepath.Base(file)) })
}

// Find the CRD of a type of managed resource in the supplied scope: in the first
// source that carries it, else derived from that of the other scope.
func Find(p platform.Provider, t managed.Type, s managed.Scope) (*extv1.CustomResourceDefinition, error) {
	sources, err := For(p)
	if err != nil {
		return nil, err
	}
	for _, src := range sources {
		if src.Has(t.CRDIn(s)) {
			return src.Get(t.CRDIn(s))
		}
	}
	if s == managed.ScopeCluster {
		return nil, errors.Wrapf(ErrNotFound, "cannot find %q", t.CRDIn(s))
	}
	crd, err := sources[0].Get(t.CRDIn(managed.ScopeCluster))
	if err != nil {
		return nil, err
	}
	return Namespaced(crd, t)
}
