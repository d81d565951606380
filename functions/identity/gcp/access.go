// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"cmp"
	"strings"

	"github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/identity/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
	"github.com/hyperscalar/hyperscalar/internal/policy"
)

func grantKey(g plan.Grant) managed.Key { return keyAccess.Join(g.Key) }

// grants of access. Another role is another resource, because no binding changes.
func (i *identity) grants() []managed.Resource {
	var out []managed.Resource
	for _, g := range i.Grants {
		if g.Revoked(i.observed.Exists(grantKey(g))) {
			continue
		}
		for _, role := range append(g.Superseded(i.observed, grantKey), g) {
			out = append(out, i.grant(role))
		}
	}
	return out
}

// grant a role at the target. While the target is not known, what is there stays.
func (i *identity) grant(g plan.Grant) managed.Resource {
	out := managed.Resource{
		Key:          grantKey(g),
		Component:    plan.ComponentAccess,
		After:        []managed.Key{keyAccount},
		Waits:        i.waitsForAccount(),
		DeleteBefore: []managed.Key{keyAccount},
	}
	if g.Waits != "" {
		out.Waits = append(out.Waits, g.Waits)
	}
	if g.Cluster != nil {
		out.ForProvider = i.clusterAccess(g, out.Key)
		return out
	}
	had := managed.Wanted[gcp.BucketIAMMember](i.observed, out.Key)
	out.ForProvider = gcp.BucketIAMMember{
		Bucket: cmp.Or(lastOf(g.Storage.ID), had.Bucket),
		Role:   bucketRole(g.Role),
		Member: i.member(had.Member),
	}
	return out
}

// lastOf a path: projects/_/buckets/<name>.
func lastOf(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

// bucketRole is about objects only: nobody may change the bucket, or who else may do what
// with it.
// https://cloud.google.com/storage/docs/access-control/iam-roles
func bucketRole(role v1alpha1.Role) string {
	switch role {
	case v1alpha1.RoleWriter:
		return "roles/storage.objectUser"
	case v1alpha1.RoleAdmin:
		return "roles/storage.objectAdmin"
	case v1alpha1.RoleReader:
	}
	return "roles/storage.objectViewer"
}

// clusterAccess is a role in the project, with the condition that it is for the cluster:
// clusters have no bindings of their own.
// https://cloud.google.com/kubernetes-engine/docs/how-to/iam
func (i *identity) clusterAccess(g plan.Grant, k managed.Key) gcp.ProjectIAMMember {
	had := managed.Wanted[gcp.ProjectIAMMember](i.observed, k)
	out := gcp.ProjectIAMMember{Project: had.Project, Role: clusterRole(g.Role), Member: i.member(had.Member), Condition: had.Condition}
	parts := strings.Split(g.Cluster.ID, "/")
	if len(parts) > 1 {
		only := policy.OnlyResource(shortened("cluster "+g.Target, maxDisplayName), g.Cluster.ID)
		out.Project, out.Condition = parts[1], &gcp.IAMCondition{Title: only.Title, Expression: only.Expression}
	}
	return out
}

// clusterRole of GKE. There is no narrower one for who administers what is in a cluster.
func clusterRole(role v1alpha1.Role) string {
	switch role {
	case v1alpha1.RoleWriter:
		return "roles/container.developer"
	case v1alpha1.RoleAdmin:
		return "roles/container.admin"
	case v1alpha1.RoleReader:
	}
	return "roles/container.viewer"
}

func (i *identity) roleKey(role string) managed.Key {
	return keyRole.Join(i.Claim.Names.Hash(roleHashChars, "role", role))
}

// permissions are roles in the project.
func (i *identity) permissions() []managed.Resource {
	var out []managed.Resource
	for _, role := range i.Permissions.Roles {
		key := i.roleKey(role)
		had := managed.Wanted[gcp.ProjectIAMMember](i.observed, key)
		out = append(out, managed.Resource{
			Key:          key,
			Component:    plan.ComponentPermissions,
			ForProvider:  gcp.ProjectIAMMember{Project: cmp.Or(i.project(), had.Project), Role: role, Member: i.member(had.Member)},
			After:        []managed.Key{keyAccount},
			Waits:        i.waitsForAccount(),
			DeleteBefore: []managed.Key{keyAccount},
		})
	}
	return out
}
