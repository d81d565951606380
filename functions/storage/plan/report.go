// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"fmt"
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
)

// Keys of the connection details, the same on every cloud. A detail that a type of
// storage does not have is left out. The XRD lists them too.
const (
	// DetailType is Object, Block or File.
	DetailType = "type"

	// DetailProvider is aws, azure or gcp.
	DetailProvider = "provider"

	// DetailRegion is the cloud's own name of the region.
	DetailRegion = "region"

	// DetailID is what the cloud's own API calls the storage.
	DetailID = "id"

	// DetailBucket is the name of the bucket, or of the container on Azure.
	DetailBucket = "bucket"

	// DetailAccount is the name of the storage account. Only on Azure.
	DetailAccount = "account"

	// DetailEndpoint is where the storage is reached.
	DetailEndpoint = "endpoint"

	// DetailPath is what to mount from the endpoint. Only for File.
	DetailPath = "path"
)

// Details lists the keys of the connection details, sorted.
func Details() []string {
	return []string{
		DetailAccount, DetailBucket, DetailEndpoint, DetailID, DetailPath, DetailProvider, DetailRegion, DetailType,
	}
}

// Connection returns the connection details of a storage that a status describes. A
// detail that is not known, as none is while the storage does not exist, is nil.
func (p Plan) Connection(s v1alpha1.Status) map[string][]byte {
	values := map[string]string{
		DetailType:     string(p.Type),
		DetailProvider: string(p.Claim.Provider),
		DetailRegion:   p.Claim.Region.Native,
		DetailID:       s.ID,
	}
	if p.Type != v1alpha1.TypeBlock {
		values[DetailEndpoint] = s.Endpoint
	}
	if p.Type == v1alpha1.TypeObject {
		values[DetailBucket] = s.Name
	}
	if p.Type == v1alpha1.TypeFile {
		values[DetailPath] = s.Path
	}
	if s.Account != nil {
		values[DetailAccount] = s.Account.Name
	}
	out := make(map[string][]byte, len(values))
	for key, value := range values {
		out[key] = nil
		if s.ID != "" && value != "" {
			out[key] = []byte(value)
		}
	}
	return out
}

// Status is the part of the status that is known before anything exists. Clouds
// start from it, and add what they observe.
func (p Plan) Status() v1alpha1.Status {
	out := v1alpha1.Status{
		Type:       p.Type,
		Encryption: &v1alpha1.EncryptionStatus{Source: p.Key.Source, Key: p.Key.ID},
		Protection: &v1alpha1.ProtectionStatus{Deletion: p.Protection.Deletion, WhenNotEmpty: p.Protection.WhenNotEmpty},
	}
	if n := p.Network; n != nil {
		out.Network = &v1alpha1.NetworkStatus{Name: n.Name, ID: n.ID, CIDR: n.CIDR, Subnets: n.Subnets}
	}
	switch {
	case p.Object != nil:
		p.Object.report(&out, p.Recorded)
	case p.Block != nil:
		out.Zone, out.SizeGiB, out.Performance = p.Block.Zone.Name, p.Block.SizeGiB, p.Block.Performance
	case p.File != nil:
		out.SizeGiB, out.Performance = p.File.SizeGiB, p.File.Performance
	}
	return out
}

func (o *Object) report(s *v1alpha1.Status, recorded v1alpha1.Status) {
	s.Versioning, s.Retention = o.Versioning, o.Retention
	s.PublicAccess = v1alpha1.PublicAccessBlocked
	if o.Public {
		s.PublicAccess = v1alpha1.PublicAccessRead
	}
	if r := o.Replica; r != nil {
		s.Replica = &v1alpha1.Replica{Region: r.Region.Native, KeySource: r.Key.Source, Key: r.Key.ID}
	}
	if o.AccessLogDays > 0 {
		s.AccessLogs = &v1alpha1.LogsStatus{RetentionDays: o.AccessLogDays}
		if recorded.AccessLogs != nil {
			s.AccessLogs.ID = recorded.AccessLogs.ID
		}
	}
}

// Protected says why the claim must not be deleted, and what to do first. It is
// empty when it may be. Blind says that the cloud cannot tell whether the storage is
// empty, or does not care: it would delete data, where others refuse to.
func (p Plan) Protected(blind bool) string {
	switch {
	case p.Protection.Deletion:
		return "deletion protection is on: set spec.parameters.protection.deletion to false before you delete it"
	case blind && !p.Protection.DeletesData() && !p.Protection.Orphan:
		return "deleting it would delete its data: set spec.parameters.protection.whenNotEmpty to Delete before you delete it, or spec.parameters.deletionPolicy to Orphan to leave it behind"
	}
	return ""
}

// Warnings about what is allowed, and yet may surprise.
func Warnings(p Plan) []string {
	o := p.Object
	if o == nil {
		return nil
	}
	var out []string
	if o.Public {
		out = append(out, "spec.parameters.publicAccess: everybody on the internet can read every object whose name they know")
	}
	if !o.Versioning {
		out = append(out, "spec.parameters.versioning: what is overwritten or deleted is lost")
	}
	if r := o.Retention; r != nil && r.Mode == v1alpha1.RetentionCompliance {
		out = append(out, fmt.Sprintf("spec.parameters.retention: for %d days after an object was written nobody can delete it, nor the storage, not even the owner of the account", r.Days))
	}
	for i, rule := range o.CORS {
		if slices.Contains(rule.Origins, "*") && slices.ContainsFunc(rule.Methods, isWrite) {
			out = append(out, fmt.Sprintf("spec.parameters.cors[%d]: web pages of everybody may ask browsers to write", i))
		}
	}
	return out
}

func isWrite(m v1alpha1.Method) bool {
	return m == v1alpha1.MethodPut || m == v1alpha1.MethodPost || m == v1alpha1.MethodDelete
}
