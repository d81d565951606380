// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// checkChanges refuses changes to a storage that exists, if no cloud can make them,
// or if they would delete or lock away data.
func (r *planner) checkChanges(now Plan) {
	if r.recorded.Type == "" || len(r.errs) > 0 {
		return
	}
	r.checkKeyChange(now)
	switch {
	case now.Object != nil:
		r.checkRetentionChange(now.Object)
		r.checkReplicaChange(now.Object)
	case now.Block != nil:
		r.checkShrinking(now.Block.SizeGiB)
		r.refuse(validate.Immutable(r.path.Child("zone"), now.Block.Zone.Name, r.recorded.Zone,
			"create a volume in the other zone from a snapshot, and delete this one")...)
	case now.File != nil:
		r.checkFileChange(now)
	}
}

func (r *planner) checkShrinking(size int) {
	if size >= r.recorded.SizeGiB {
		return
	}
	r.refuse(field.Invalid(r.path.Child("sizeGiB"), size, fmt.Sprintf(
		"must not be less than the %d GiB that it has, because no cloud shrinks a volume or a file system: keep %d, or create a smaller one and copy the data",
		r.recorded.SizeGiB, r.recorded.SizeGiB)))
}

func (r *planner) checkFileChange(now Plan) {
	r.checkShrinking(now.File.SizeGiB)
	const instead = "create another file system, and copy the data"
	r.refuse(validate.Immutable(r.path.Child("performance"), now.File.Performance, r.recorded.Performance, instead)...)
	if before := r.recorded.Network; before != nil {
		r.refuse(validate.Immutable(r.path.Child("networkRef"), now.Network.Name, before.Name, instead)...)
	}
}

// checkKeyChange refuses another key where it would mean another volume, and where
// the old key would be deleted while data needs it.
func (r *planner) checkKeyChange(now Plan) {
	before := r.recordedKey()
	same := before.Source == now.Key.Source && (before.ID == "" || strings.EqualFold(before.ID, now.Key.ID))
	if before.Source == "" || same {
		return
	}
	path := r.path.Child("encryption", "key")
	switch {
	case now.Object == nil:
		r.refuse(field.Forbidden(path, fmt.Sprintf("is immutable and was %s before: restore it, or create another storage and copy the data", before)))
	case before.Source == v1alpha1.KeySourceCreated:
		r.refuse(field.Forbidden(path, "the key that was created for this storage would be deleted, and with it the way to read what it encrypts: restore type Customer without id, or create another storage and copy the data"))
	}
}

// String says which key it is, as a claim would.
func (k Key) String() string {
	switch k.Source {
	case v1alpha1.KeySourcePlatform:
		return "type Platform"
	case v1alpha1.KeySourceCreated:
		return "type Customer with a key of its own"
	case v1alpha1.KeySourceClaim, v1alpha1.KeySourceEnvironment:
	}
	return "type Customer with key " + k.ID
}

// checkRetentionChange holds to what the strictest cloud can do. AWS locks objects
// only if it was asked to when the bucket was created, and no cloud lifts what
// Compliance promised.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
func (r *planner) checkRetentionChange(now *Object) {
	path, before := r.path.Child("retention"), r.recorded.Retention
	switch {
	case before == nil && now.Retention != nil:
		r.refuse(field.Forbidden(path, "can only be set when the storage is created: remove it, or create another storage with retention and copy the data"))
	case before != nil && now.Retention == nil:
		r.refuse(field.Required(path, fmt.Sprintf("cannot be removed, because objects were promised to be retained: restore mode %s and %d days", before.Mode, before.Days)))
	case before != nil:
		r.refuse(validate.Immutable(path.Child("mode"), now.Retention.Mode, before.Mode, "create another storage with the other mode, and copy the data")...)
		if now.Retention.Days < before.Days {
			r.refuse(field.Invalid(path.Child("days"), now.Retention.Days, fmt.Sprintf("must not be less than the %d days that objects were promised to be retained: keep %d, or set more", before.Days, before.Days)))
		}
	}
}

// checkReplicaChange refuses to delete a copy with what is in it, unless the storage
// was told before to do so.
func (r *planner) checkReplicaChange(now *Object) {
	before := r.recorded.Replica
	if before == nil || now.Replica != nil && now.Replica.Region.Native == before.Region {
		return
	}
	deletes := r.recorded.Protection != nil && r.recorded.Protection.WhenNotEmpty == v1alpha1.WhenNotEmptyDelete
	if deletes && r.p.Protection.WhenNotEmpty == v1alpha1.WhenNotEmptyDelete {
		return
	}
	const consent = "or first set protection.whenNotEmpty to Delete, and then change it"
	path := r.path.Child("replication")
	if now.Replica == nil {
		r.refuse(field.Required(path, fmt.Sprintf("removing it deletes the copy in %s: restore it, %s", before.Region, consent)))
		return
	}
	r.refuse(field.Invalid(path.Child("region"), now.Replica.Region.Native, fmt.Sprintf("another region deletes the copy in %s: restore it, %s", before.Region, consent)))
}
