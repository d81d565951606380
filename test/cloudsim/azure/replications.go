// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"slices"
	"time"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

const objectReplication cloud.Name = "storage/ObjectReplication"

func replications() []cloud.Kind {
	return []cloud.Kind{{
		Type: storageType("v1beta1", "ObjectReplication", "objectreplications"),
		Noun: "Object Replication", Call: "Microsoft.Storage/storageAccounts/objectReplicationPolicies",
		Required:  []string{"sourceStorageAccountId", "destinationStorageAccountId", "rules"},
		Immutable: []string{"sourceStorageAccountId", "destinationStorageAccountId"},
		Links:     []cloud.Link{inAccount("sourceStorageAccountId"), inAccount("destinationStorageAccountId")},
		ID: func(r *cloud.Request) string {
			policy := "/objectReplicationPolicies/" + r.UUID("policy")
			return r.Args.String("sourceStorageAccountId") + policy + ";" + r.Args.String("destinationStorageAccountId") + policy
		},
		Check: checkObjectReplication,
	}}
}

// checkObjectReplication refuses accounts that cannot tell what changed.
// https://learn.microsoft.com/azure/storage/blobs/object-replication-configure
func checkObjectReplication(r *cloud.Request) error {
	from, to := r.To("sourceStorageAccountId"), r.To("destinationStorageAccountId")
	refuse := func(format string, args ...any) error {
		return cloud.Refuse(409, "InvalidObjectReplicationPolicy", format, args...)
	}
	switch {
	case from == to:
		return refuse("The source and the destination account are the same.")
	case !from.Args.Bool("blobProperties.versioningEnabled"):
		return refuse("Versioning must be enabled on the source account %s.", from.Name)
	case !from.Args.Bool("blobProperties.changeFeedEnabled"):
		return refuse("Change feed must be enabled on the source account %s.", from.Name)
	case !to.Args.Bool("blobProperties.versioningEnabled"):
		return refuse("Versioning must be enabled on the destination account %s.", to.Name)
	}
	for _, rule := range r.Args.List("rules") {
		if err := checkReplicationRule(r, rule); err != nil {
			return err
		}
	}
	return nil
}

func checkReplicationRule(r *cloud.Request, rule cloud.Value) error {
	for side, a := range map[string]*cloud.Object{"source": r.To("sourceStorageAccountId"), "destination": r.To("destinationStorageAccountId")} {
		name := rule.String(side + "ContainerName")
		if !holds(r, a, name) {
			return cloud.Refuse(409, "InvalidObjectReplicationPolicy", "The %s container %s does not exist in account %s.", side, name, a.Name)
		}
	}
	after := rule.String("copyBlobsCreatedAfter")
	if _, err := time.Parse(time.RFC3339, after); err != nil && !slices.Contains([]string{"", "Everything", "OnlyNewObjects"}, after) {
		return cloud.Plain("expected copy_blobs_created_after to be OnlyNewObjects, Everything or a time, got %s", after)
	}
	return nil
}

// holds says whether there is a container of a name in an account.
func holds(r *cloud.Request, a *cloud.Object, name string) bool {
	for c := range r.UsersOf(a, container) {
		if c.Name == name && r.IsReady(c) {
			return true
		}
	}
	return false
}
