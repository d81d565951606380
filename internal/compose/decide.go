// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package compose

import (
	"fmt"
	"slices"
	"strings"

	"google.golang.org/protobuf/types/known/structpb"
	"k8s.io/apimachinery/pkg/util/validation/field"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/regions"
	"github.com/hyperscalar/hyperscalar/internal/structcodec"
	"github.com/hyperscalar/hyperscalar/internal/tags"
)

// decide everything about a claim that is the same for every API.
func decide(r *request, references []claim.Reference) (claim.Claim, field.ErrorList) {
	guardrails, errs := r.guardrails()
	if len(errs) > 0 {
		return claim.Claim{}, errs
	}
	provider, errs := r.provider(guardrails)
	if len(errs) > 0 {
		return claim.Claim{}, errs
	}
	region, errs := r.region(guardrails, provider)
	if len(errs) > 0 {
		return claim.Claim{}, errs
	}
	if errs := r.sameAccount(guardrails, provider); len(errs) > 0 {
		return claim.Claim{}, errs
	}
	set := r.tags(guardrails)
	referenced := r.referenced(references)
	return claim.Claim{
		Namespace:   r.namespace,
		Name:        r.name,
		Provider:    provider,
		Region:      region,
		Environment: r.common.Environment,
		Guardrails:  guardrails,
		Names:       naming.New(r.namingPrefix(guardrails), r.namespace, r.name).For(r.api).WithSalt(guardrails.Account(provider)),
		Tags:        set,
		References:  referenced,
	}, nil
}

// tags of everything that the claim creates. What is wrong with them is told together
// with what is wrong with the plan.
func (r *request) tags(e environment.Environment) tags.Set {
	path := parameters.Child("tags")
	r.refuse(tags.Validate(r.common.Tags, path)...)
	p := tags.Platform{Team: r.namespace, Environment: r.common.Environment, Claim: r.name, CostCentre: e.CostCentre}
	set := tags.New(p, e.Tags, r.common.Tags)
	if err := set.Validate(path); err != nil {
		r.refuse(err)
	}
	return set
}

// namingPrefix is decided once, because another prefix would mean other names, and
// other names mean other resources.
func (r *request) namingPrefix(e environment.Environment) string {
	if r.recorded.Provider != "" {
		return r.recorded.NamingPrefix
	}
	return e.NamingPrefix
}

// guardrails of the claim's environment, over those that it inherits from. There
// need not be a default environment; any other one must exist, or a typing error
// would do away with the guardrails.
func (r *request) guardrails() (environment.Environment, field.ErrorList) {
	path := parameters.Child("environment")
	var effective environment.Environment
	var seen []string
	for name := r.common.Environment; name != ""; name = effective.Inherits {
		if slices.Contains(seen, name) || len(seen) == environment.MaxDepth {
			return effective, field.ErrorList{field.Invalid(path, r.common.Environment, fmt.Sprintf("environment %q must not inherit in a circle, and not over more than %d levels", r.common.Environment, environment.MaxDepth))}
		}
		e, errs := r.environment(name)
		if len(errs) > 0 {
			return effective, errs
		}
		effective, seen = effective.Over(e), append(seen, name)
	}
	if !effective.PermitsNamespace(r.namespace) {
		return effective, field.ErrorList{field.Forbidden(path, fmt.Sprintf("environment %q does not allow claims of namespace %q (rule allowed.namespaces); use another environment or ask your platform team", r.common.Environment, r.namespace))}
	}
	return effective, nil
}

// environment decodes one EnvironmentConfig strictly.
func (r *request) environment(name string) (environment.Environment, field.ErrorList) {
	var e environment.Environment
	if r.required(requirementEnvironment+name) == nil {
		if name == platform.DefaultEnvironment {
			return e, nil
		}
		return e, field.ErrorList{field.Invalid(parameters.Child("environment"), r.common.Environment, fmt.Sprintf("there is no EnvironmentConfig %q; ask your platform team for the names of the environments", name))}
	}
	path := field.NewPath("EnvironmentConfig").Key(name).Child("data")
	if errs := structcodec.DecodeStrict(r.environmentData(name), &e, path); len(errs) > 0 {
		return e, errs
	}
	return e, e.Validate(path)
}

// provider of the claim. A Composition that is made for one provider comes first,
// then the claim, then what was decided before, then the environment.
func (r *request) provider(e environment.Environment) (platform.Provider, field.ErrorList) {
	path := parameters.Child("provider")
	if r.pinned != "" && r.common.Provider != "" && r.pinned != r.common.Provider {
		return "", field.ErrorList{field.Invalid(path, r.common.Provider, fmt.Sprintf("the claim's Composition is for %s; remove the parameter, or select the Composition for %s", r.pinned, r.common.Provider))}
	}
	p := first(r.pinned, r.common.Provider, r.recorded.Provider, e.DefaultProvider)
	if p == "" {
		return "", field.ErrorList{field.Required(path, fmt.Sprintf("must be one of aws, azure, gcp, because environment %q has no defaultProvider", r.common.Environment))}
	}
	if !slices.Contains(platform.Providers(), p) {
		return "", field.ErrorList{field.NotSupported(path, p, platform.Providers())}
	}
	if r.recorded.Provider != "" && p != r.recorded.Provider {
		return "", field.ErrorList{field.Invalid(path, p, fmt.Sprintf("the claim is served on %s and cannot move; create a new claim", r.recorded.Provider))}
	}
	if !e.PermitsProvider(p) {
		return "", field.ErrorList{field.Forbidden(path, fmt.Sprintf("environment %q does not allow provider %q; use one of %s, or ask your platform team (rule allowed.providers)", r.common.Environment, p, list(e.Allowed.Providers)))}
	}
	return p, nil
}

// region of the claim: the claim's, then what was decided before, then the
// environment's.
func (r *request) region(e environment.Environment, p platform.Provider) (regions.Region, field.ErrorList) {
	path := parameters.Child("region")
	name := first(r.common.Region, r.recorded.Region, e.DefaultRegion)
	if name == "" {
		return regions.Region{}, field.ErrorList{field.Required(path, fmt.Sprintf("must be a region such as eu-west, because environment %q has no defaultRegion", r.common.Environment))}
	}
	region, err := regions.Resolve(p, name)
	if err != nil {
		return regions.Region{}, field.ErrorList{field.Invalid(path, name, err.Error())}
	}
	if r.recorded.Region != "" && region.Native != r.recorded.Region {
		return regions.Region{}, field.ErrorList{field.Invalid(path, name, fmt.Sprintf("the claim is served in %s and cannot move; create a new claim", r.recorded.Region))}
	}
	if !e.PermitsRegion(p, region) {
		return regions.Region{}, field.ErrorList{field.Forbidden(path, fmt.Sprintf("environment %q does not allow region %q; use one of %s, or ask your platform team (rule allowed.regions)", r.common.Environment, name, list(e.Allowed.Regions)))}
	}
	return region, nil
}

func list[T ~string](values []T) string {
	out := make([]string, 0, len(values))
	for _, v := range values {
		out = append(out, string(v))
	}
	return strings.Join(out, ", ")
}

// sameAccount refuses to move a claim to another account: its resources would be
// left behind in one, and created anew in the other.
func (r *request) sameAccount(e environment.Environment, p platform.Provider) field.ErrorList {
	now, before := e.ProviderConfig(p), r.recorded.ProviderConfig
	if before == "" || before == now {
		return nil
	}
	return field.ErrorList{field.Invalid(parameters.Child("environment"), r.common.Environment,
		fmt.Sprintf("the environment's provider config is %q, but the claim is served with %q and cannot move to another account; create a new claim, or restore the environment", now, before))}
}

func first[T comparable](values ...T) T {
	var zero T
	for _, v := range values {
		if v != zero {
			return v
		}
	}
	return zero
}

// sharing is what we read of a claim in order to know who may refer to it.
type sharing struct {
	ShareWith []string `json:"shareWith"`
}

// referenced looks up the claims that the claim refers to. A claim of another
// namespace that is not shared looks exactly like one that does not exist.
func (r *request) referenced(references []claim.Reference) map[string]claim.Referenced {
	out := make(map[string]claim.Referenced, len(references))
	for _, ref := range references {
		namespace := r.namespaceOf(ref)
		object := r.required(requirementReference + ref.Path.String())
		refused := namespace != r.namespace && !shared(object, r.namespace)
		if refused && !ref.Lenient {
			r.refuse(claim.Unshared(ref, r.namespace))
			continue
		}
		if refused {
			object = nil
		}
		out[ref.Path.String()] = claim.Referenced{
			Namespace: namespace,
			Name:      ref.To.Name,
			Found:     object != nil,
			Refused:   refused,
			Deleting:  child(object, "metadata").GetFields()["deletionTimestamp"].GetStringValue() != "",
			Status:    func(into any) error { return structcodec.Decode(child(object, "status"), into) },
		}
	}
	return out
}

func shared(object *structpb.Struct, namespace string) bool {
	var s sharing
	if err := structcodec.Decode(child(child(object, "spec"), "parameters"), &s); err != nil {
		return false
	}
	return namespace != "" && slices.Contains(s.ShareWith, namespace)
}

// consent refuses to adopt what the environment does not list: it may well be another
// namespace's.
func consent(c claim.Claim, adoptions []claim.Adoption) field.ErrorList {
	var errs field.ErrorList
	for _, a := range adoptions {
		if !a.Permitted {
			errs = append(errs, field.Forbidden(a.Path, fmt.Sprintf("environment %q does not let claims adopt %s %q, which may be somebody else's; ask your platform team (rule %s)", c.Environment, a.What, a.ID, a.Rule)))
		}
	}
	return errs
}
