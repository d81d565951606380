// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/regions"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

func (r *planner) object(key Key) *Object {
	out := &Object{
		Versioning:    r.p.Versioning == nil || *r.p.Versioning,
		Public:        r.public(),
		CORS:          r.cors(),
		AccessLogDays: r.accessLogs(),
	}
	out.Retention = r.retention(out.Versioning)
	out.Replica = r.replica(out.Versioning, key)
	out.Lifecycle = r.lifecycle(out.Versioning)
	return out
}

// public access needs the consent of the environment.
func (r *planner) public() bool {
	path, access := r.path.Child("publicAccess"), cmp.Or(r.p.PublicAccess, defaultPublicAccess)
	r.refuse(validate.OneOf(path, access, v1alpha1.PublicAccessBlocked, v1alpha1.PublicAccessRead)...)
	if access != v1alpha1.PublicAccessRead {
		return false
	}
	if !environment.IsOn(r.claim.Guardrails.Storage.PublicAccess) {
		r.refuseRule(path, "does not allow public access", "set it to Blocked", "storage.publicAccess")
	}
	if r.p.NetworkRef != nil {
		r.refuse(field.Forbidden(path, "a storage with a networkRef is reached from that Network only: set it to Blocked, or remove networkRef"))
	}
	return true
}

func (r *planner) retention(versioning bool) *v1alpha1.Retention {
	path, wanted := r.path.Child("retention"), r.p.Retention
	if wanted == nil {
		return nil
	}
	r.refuse(validate.OneOf(path.Child("mode"), wanted.Mode, v1alpha1.RetentionGovernance, v1alpha1.RetentionCompliance)...)
	r.refuse(validate.Between(path.Child("days"), wanted.Days, minDays, MaxRetentionDays)...)
	if !versioning {
		r.refuse(field.Forbidden(path, "needs versions, because what is retained must survive being overwritten: set versioning to true, or remove retention"))
	}
	if r.p.Protection.WhenNotEmpty == v1alpha1.WhenNotEmptyDelete {
		r.refuse(field.Forbidden(r.path.Child("protection", "whenNotEmpty"), "what is retained cannot be deleted: set it to Keep, or remove retention"))
	}
	return wanted
}

// replica is a copy in another region of the same cloud.
func (r *planner) replica(versioning bool, key Key) *Replica {
	if r.p.Replication == nil {
		return nil
	}
	path := r.path.Child("replication")
	if !versioning {
		r.refuse(field.Forbidden(path, "needs versions, by which the clouds tell what to copy: set versioning to true, or remove replication"))
	}
	if key.Source == v1alpha1.KeySourceClaim {
		r.refuse(field.Forbidden(r.path.Child("encryption", "key", "id"), "a key serves one region, and the copy is in another one: remove id, or remove replication"))
	}
	region, ok := r.replicaRegion(path.Child("region"))
	if !ok {
		return nil
	}
	return &Replica{Region: region, Key: r.replicaKey(key, region)}
}

func (r *planner) replicaRegion(path *field.Path) (regions.Region, bool) {
	name, e := r.p.Replication.Region, r.claim.Guardrails
	if name == "" {
		r.refuse(field.Required(path, "name the region to copy to"))
		return regions.Region{}, false
	}
	region, err := regions.Resolve(r.claim.Provider, name)
	switch {
	case err != nil:
		r.refuse(field.Invalid(path, name, err.Error()))
		return region, false
	case region.Native == r.claim.Region.Native:
		r.refuse(field.Invalid(path, name, fmt.Sprintf("is %s, where the storage is anyway: choose another region", region.Native)))
	case !e.PermitsRegion(r.claim.Provider, region):
		r.refuse(field.Forbidden(path, fmt.Sprintf("environment %q does not allow region %q; use one of %s, or ask your platform team (rule allowed.regions)", r.claim.Environment, name, strings.Join(e.Allowed.Regions, ", "))))
	}
	return region, true
}

// replicaKey is a key of the region of the copy, from the same kind of source.
func (r *planner) replicaKey(key Key, region regions.Region) Key {
	if !key.IsCustomers() {
		return key
	}
	before := Key{}
	if replica := r.recorded.Replica; replica != nil && replica.Region == region.Native {
		before = Key{Source: replica.KeySource, ID: replica.Key}
	}
	return r.customersKey(before, region)
}

func (r *planner) accessLogs() int {
	l := r.p.AccessLogs
	if l == nil {
		return 0
	}
	r.refuse(validate.Between(r.path.Child("accessLogs", "retentionDays"), l.RetentionDays, minDays, MaxAccessLogDays)...)
	if !l.Enabled {
		return 0
	}
	return l.RetentionDays
}

// An origin of a web page, which may leave out the first part of its name.
var origin = regexp.MustCompile(`^([*]|https?://([*][.])?[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:[1-9][0-9]{0,4})?)$`)

func (r *planner) cors() []v1alpha1.CORSRule {
	path := r.path.Child("cors")
	r.refuse(validate.AtMost(path, r.p.CORS, MaxCORSRules)...)
	for i, rule := range r.p.CORS {
		r.checkCORS(path.Index(i), rule)
	}
	return r.p.CORS
}

func (r *planner) checkCORS(path *field.Path, rule v1alpha1.CORSRule) {
	r.refuse(validate.AtLeastOne(path.Child("origins"), rule.Origins, "name the origins of the web pages, for example https://shop.example.com")...)
	r.refuse(validate.AtLeastOne(path.Child("methods"), rule.Methods, "name the methods that web pages may use")...)
	r.refuse(validate.Unique(path.Child("methods"), rule.Methods)...)
	r.refuse(validate.Between(path.Child("maxAgeSeconds"), rule.MaxAgeSeconds, 1, MaxCORSMaxAge)...)
	for i, m := range rule.Methods {
		r.refuse(validate.OneOf(path.Child("methods").Index(i), m, v1alpha1.Methods()...)...)
	}
	for i, o := range rule.Origins {
		if !origin.MatchString(o) {
			r.refuse(field.Invalid(path.Child("origins").Index(i), o, "must be the origin of a web page such as https://shop.example.com, without a path, or * for every web page"))
		}
	}
	r.checkTexts(path.Child("origins"), rule.Origins)
	r.checkTexts(path.Child("headers"), rule.Headers)
	r.checkTexts(path.Child("exposeHeaders"), rule.ExposeHeaders)
}

func (r *planner) checkTexts(path *field.Path, texts []string) {
	r.refuse(validate.AtMost(path, texts, MaxCORSItems)...)
	r.refuse(validate.Unique(path, texts)...)
	for i, text := range texts {
		switch {
		case text == "":
			r.refuse(field.Required(path.Index(i), "must not be empty"))
		case len(text) > MaxCORSText:
			r.refuse(field.TooLong(path.Index(i), text, MaxCORSText))
		}
	}
}
