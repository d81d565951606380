// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
	kubernetescluster "github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	storage "github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

const (
	maxKey    = 40
	hashChars = 8
)

// targetWords are what kinds of targets are called in keys and in messages.
//
//nolint:gochecknoglobals // It is a constant.
var targetWords = map[v1alpha1.TargetKind]string{
	v1alpha1.TargetStorage:           "storage",
	v1alpha1.TargetKubernetesCluster: "cluster",
}

// References are the claims that the parameters refer to. A Compute is not among them:
// it is the one that refers to the identity.
func References(p v1alpha1.Parameters) []claim.Reference {
	var out []claim.Reference
	if w := p.Workload; w != nil {
		out = append(out, claim.Reference{Path: clusterPath(), Kind: string(v1alpha1.TargetKubernetesCluster), To: w.ClusterRef})
	}
	for i, a := range p.Access {
		// The kind comes from the claim: what is no kind of ours is refused
		// rather than looked up.
		if !slices.Contains(v1alpha1.TargetKinds(), a.To.Kind) {
			continue
		}
		out = append(out, claim.Reference{
			Path: targetPath(i), Kind: string(a.To.Kind),
			To:      platform.LocalReference{Name: a.To.Name, Namespace: a.To.Namespace},
			Lenient: true,
		})
	}
	return out
}

func clusterPath() *field.Path {
	return field.NewPath("spec", "parameters", "workload", "clusterRef")
}

func targetPath(i int) *field.Path {
	return field.NewPath("spec", "parameters", "access").Index(i).Child("to")
}

func checkReference(path *field.Path, name, namespace string) field.ErrorList {
	errs := validate.ObjectName(path.Child("name"), name)
	if namespace != "" {
		errs = append(errs, validate.Namespace(path.Child("namespace"), namespace)...)
	}
	return errs
}

// grants of access, sorted by key. A target has one role, which includes the weaker ones.
func (r *planner) grants() []Grant {
	path := r.path.Child("access")
	r.refuse(validate.AtMost(path, r.p.Access, MaxGrants)...)
	var out []Grant
	seen := make(map[string]bool, len(r.p.Access))
	for i, a := range r.p.Access {
		if errs := checkAccess(path.Index(i), a); len(errs) > 0 {
			r.refuse(errs...)
			continue
		}
		g := r.grant(i, a)
		if seen[g.TargetKey] {
			twice := field.Duplicate(targetPath(i), string(g.Kind)+" "+g.Target)
			twice.Detail = "has one role, which includes the weaker ones: leave the weaker one out"
			r.refuse(twice)
		}
		seen[g.TargetKey] = true
		out = append(out, g)
	}
	slices.SortFunc(out, func(a, b Grant) int { return cmp.Compare(a.Key, b.Key) })
	return out
}

func checkAccess(path *field.Path, a v1alpha1.Access) field.ErrorList {
	errs := validate.OneOf(path.Child("to", "kind"), a.To.Kind, v1alpha1.TargetKinds()...)
	errs = append(errs, checkReference(path.Child("to"), a.To.Name, a.To.Namespace)...)
	return append(errs, validate.OneOf(path.Child("role"), a.Role, v1alpha1.Roles()...)...)
}

func (r *planner) grant(i int, a v1alpha1.Access) Grant {
	ref := platform.LocalReference{Name: a.To.Name, Namespace: a.To.Namespace}
	target := r.key(targetWords[a.To.Kind], ref)
	out := Grant{
		Key:       grantKey(target, a.Role),
		TargetKey: target,
		Index:     i,
		Kind:      a.To.Kind,
		Target:    cmp.Or(ref.Namespace, r.claim.Namespace) + "/" + ref.Name,
		Role:      a.Role,
	}
	path := targetPath(i)
	if a.To.Kind == v1alpha1.TargetStorage {
		out.Storage = &storage.Status{}
		out.Absent, out.Waits = r.look(path, a.To.Kind, out.Target, out.Storage, &out.Storage.CommonStatus, &out.Storage.ID)
		r.checkStorage(path, out)
		return out
	}
	out.Cluster = &kubernetescluster.Status{}
	out.Absent, out.Waits = r.look(path, a.To.Kind, out.Target, out.Cluster, &out.Cluster.CommonStatus, &out.Cluster.ID)
	return out
}

// grantKey is the key of a role on a target.
func grantKey(target string, role v1alpha1.Role) string { return target + "-" + string(role) }

// look up the status of a claim that is referred to. Common and id are parts of it.
func (r *planner) look(path *field.Path, kind v1alpha1.TargetKind, name string, status any, common *platform.CommonStatus, id *string) (absent bool, waits string) {
	word := targetWords[kind]
	referenced, ok := r.claim.References[path.String()]
	if referenced.Refused && r.granted(kind, name) {
		return true, fmt.Sprintf("%s %s does not exist any more, or is not shared any more", word, name)
	}
	if referenced.Refused {
		to := platform.LocalReference{Name: referenced.Name, Namespace: referenced.Namespace}
		r.refuse(claim.Unshared(claim.Reference{Path: path, Kind: string(kind), To: to}, r.claim.Namespace))
		return true, ""
	}
	if !ok || !referenced.Found {
		return true, claim.WaitsFor(word, name, false)
	}
	if err := referenced.Status(status); err != nil {
		r.refuse(field.InternalError(path, err))
		return false, ""
	}
	r.checkAccount(path, kind, name, *common)
	if *id == "" {
		return false, claim.WaitsFor(word, name, true)
	}
	return false, ""
}

// granted says whether access to a target was once granted, so that there is something to
// revoke. An identity that asks for what it never had is refused as a whole.
func (r *planner) granted(kind v1alpha1.TargetKind, name string) bool {
	return slices.ContainsFunc(r.recorded.Grants, func(g v1alpha1.Grant) bool { return g.Kind == kind && g.Target == name })
}

// checkAccount refuses what is on another cloud or in another account. An identity means
// nothing on another cloud, and another account would have to let it in.
func (r *planner) checkAccount(path *field.Path, kind v1alpha1.TargetKind, name string, theirs platform.CommonStatus) {
	word := targetWords[kind]
	if theirs.Provider == "" {
		return
	}
	if theirs.Provider != r.claim.Provider {
		r.refuse(field.Invalid(path, name, fmt.Sprintf(
			"is on %s and this identity is on %s: refer to a %s on %s, or create another identity with provider %s", theirs.Provider, r.claim.Provider, word, r.claim.Provider, theirs.Provider)))
		return
	}
	own := r.claim.Guardrails.ProviderConfig(r.claim.Provider)
	if theirs.ProviderConfig != "" && theirs.ProviderConfig != own {
		r.refuse(field.Invalid(path, name, fmt.Sprintf(
			"is in the account of provider config %q and this identity in that of %q: refer to a %s of environment %q, or create another identity in the environment of the %s", theirs.ProviderConfig, own, word, r.claim.Environment, word)))
	}
}

// checkStorage refuses a volume, which is attached by a machine and knows nobody.
func (r *planner) checkStorage(path *field.Path, g Grant) {
	if g.Storage.Type == storage.TypeBlock {
		r.refuse(field.Invalid(path, g.Target, "is a Storage of type Block, which is attached to a machine and lets nobody in by itself: attach it with the Compute that uses it, and leave it out here"))
	}
}

// key is made of a word and the name of a claim. It ends in a hash where the name alone
// would be too long, illegal or not unique.
func (r *planner) key(word string, ref platform.LocalReference) string {
	own := ref.Namespace == "" || ref.Namespace == r.claim.Namespace
	key := word + "-" + ref.Name
	if own && len(key) <= maxKey && !strings.Contains(key, ".") {
		return key
	}
	namespace := cmp.Or(ref.Namespace, r.claim.Namespace)
	if !own {
		key = word + "-" + namespace + "-" + ref.Name
	}
	return r.hashed(key, word, namespace, ref.Name)
}

// hashed returns a readable key that ends in a hash of the supplied parts.
func (r *planner) hashed(readable string, parts ...string) string {
	hash := "-" + r.claim.Names.Hash(hashChars, parts...)
	key := strings.ReplaceAll(readable[:min(len(readable), maxKey-len(hash))], ".", "-")
	return strings.TrimRight(key, "-") + hash
}
