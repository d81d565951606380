// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"regexp"
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// Names of kinds.
const (
	container          cloud.Name = "storage/Container"
	immutabilityPolicy cloud.Name = "storage/ContainerImmutabilityPolicy"
	managementPolicy   cloud.Name = "storage/ManagementPolicy"
)

func storageType(version, kind, plural string) managed.Type {
	return managed.Type{Group: "storage.azure.upbound.io", Version: version, Kind: kind, Plural: plural}
}

// inAccount is a link to the storage account that a resource goes with.
func inAccount(field string) cloud.Link { return cloud.Link{Field: field, To: account, Nested: true} }

func containers() []cloud.Kind {
	return []cloud.Kind{
		{
			Type:   storageType("v1beta1", "Container", "containers"),
			Naming: cloud.Given, Noun: "Storage Container", Call: "Microsoft.Storage/storageAccounts/blobServices/containers",
			Required:  []string{"storageAccountId"},
			Immutable: []string{"storageAccountId", "defaultEncryptionScope"},
			Links:     []cloud.Link{inAccount("storageAccountId")},
			Defaults:  cloud.Value{"containerAccessType": "private"},
			ID: func(r *cloud.Request) string {
				return r.Args.String("storageAccountId") + "/blobServices/default/containers/" + r.Name
			},
			Check:       checkContainer,
			CheckDelete: checkContainerDelete,
			Attributes: func(r *cloud.Request) cloud.Value {
				return cloud.Value{
					"resourceManagerId": r.ID, "hasLegalHold": false,
					"hasImmutabilityPolicy": cloud.First(r.Users(immutabilityPolicy)) != nil,
				}
			},
		},
		{
			Type:   storageType("v1beta1", "ContainerImmutabilityPolicy", "containerimmutabilitypolicies"),
			Naming: cloud.Templated, Noun: "Immutability Policy", Call: "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies",
			Required:  []string{"storageContainerResourceManagerId", "immutabilityPeriodInDays"},
			Immutable: []string{"storageContainerResourceManagerId"},
			Links:     []cloud.Link{{Field: "storageContainerResourceManagerId", To: container, Nested: true}},
			ID: func(r *cloud.Request) string {
				return r.Args.String("storageContainerResourceManagerId") + "/immutabilityPolicies/default"
			},
			Check:       checkImmutability,
			CheckDelete: checkImmutabilityDelete,
		},
		{
			Type:   storageType("v1beta2", "ManagementPolicy", "managementpolicies"),
			Naming: cloud.Templated, Noun: "Storage Management Policy", Call: "Microsoft.Storage/storageAccounts/managementPolicies",
			Required:  []string{"storageAccountId", "rule"},
			Immutable: []string{"storageAccountId"},
			Links:     []cloud.Link{inAccount("storageAccountId")},
			ID: func(r *cloud.Request) string {
				return r.Args.String("storageAccountId") + "/managementPolicies/default"
			},
			Check: checkManagementPolicy,
		},
	}
}

var containerName = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{1,61}[a-z0-9])$`)

// checkContainer refuses what its account does not hold, or does not open.
func checkContainer(r *cloud.Request) error {
	if !containerName.MatchString(r.Name) || strings.Contains(r.Name, "--") {
		return cloud.Refuse(400, "ContainerOperationFailure", "The specified resource name %s contains invalid characters or has an invalid length.", r.Name)
	}
	access := r.Args.String("containerAccessType")
	if !slices.Contains([]string{"blob", "container", "private"}, access) {
		return cloud.Plain("expected container_access_type to be one of [\"blob\" \"container\" \"private\"], got %s", access)
	}
	a := r.To("storageAccountId")
	switch {
	case a.Args.String("accountKind") == "FileStorage":
		return cloud.Refuse(409, "FeatureNotSupportedForAccount", "Blob is not supported for the account %s.", a.Name)
	case access != "private" && !a.Args.Bool("allowNestedItemsToBePublic"):
		return cloud.Refuse(409, "PublicAccessNotPermitted", "Public access is not permitted on this storage account.")
	}
	return nil
}

// checkContainerDelete refuses to delete what is copied, or copied to.
func checkContainerDelete(r *cloud.Request) error {
	a := r.To("storageAccountId")
	for o := range r.UsersOf(a, objectReplication) {
		names := o.Args.Strings("rules[].sourceContainerName")
		if o.To("destinationStorageAccountId") == a {
			names = o.Args.Strings("rules[].destinationContainerName")
		}
		if slices.Contains(names, r.Name) {
			return cloud.Refuse(409, "ContainerProtectedFromDeletion", "The container %s takes part in object replication policy %s and cannot be deleted.", r.Name, o.ID)
		}
	}
	return nil
}

// checkImmutability refuses to weaken a policy that is locked.
// https://learn.microsoft.com/azure/storage/blobs/immutable-time-based-retention-policy-overview
func checkImmutability(r *cloud.Request) error {
	days, _ := r.Args.Int("immutabilityPeriodInDays")
	if days < 0 || days > 146000 {
		return cloud.Plain("expected immutability_period_in_days to be in the range (0 - 146000), got %d", days)
	}
	if !r.Old.Bool("locked") {
		return nil
	}
	if !r.Args.Bool("locked") {
		return cloud.Plain("unable to set `locked = false` - once an immutability policy is locked it cannot be unlocked")
	}
	if before, _ := r.Old.Int("immutabilityPeriodInDays"); days < before {
		return cloud.Refuse(409, "ImmutabilityPolicyNotExtended", "Operation not allowed on immutability policy with current state Locked: the period of %d days can only be extended.", before)
	}
	return nil
}

func checkImmutabilityDelete(r *cloud.Request) error {
	if r.Args.Bool("locked") {
		return cloud.Plain("unable to delete Immutability Policy (%s): once an immutability policy is locked it cannot be deleted", r.ID)
	}
	return nil
}

// maxManagementRules and maxPrefixes of an account and of a rule.
// https://learn.microsoft.com/azure/storage/blobs/lifecycle-management-policy-structure
const (
	maxManagementRules = 100
	maxPrefixes        = 10
	maxDays            = 99999
)

var ruleName = regexp.MustCompile(`^[a-zA-Z0-9-]{1,256}$`)

func checkManagementPolicy(r *cloud.Request) error {
	rules := r.Args.List("rule")
	if len(rules) > maxManagementRules {
		return cloud.Refuse(400, "InvalidRequestPropertyValue", "The value of property rules is invalid: there are more than %d.", maxManagementRules)
	}
	if a := r.To("storageAccountId"); a.Args.String("accountKind") == "FileStorage" {
		return cloud.Refuse(409, "FeatureNotSupportedForAccount", "Lifecycle management is not supported for the account %s.", a.Name)
	}
	seen := map[string]bool{}
	for i, rule := range rules {
		name := rule.String("name")
		if !ruleName.MatchString(name) {
			return cloud.Plain("invalid value for rule.%d.name (A rule name can contain any combination of alpha numeric characters.)", i)
		}
		if seen[name] {
			return cloud.Refuse(400, "InvalidRequestPropertyValue", "The value '%s' of property rules.name is invalid: names must be unique.", name)
		}
		seen[name] = true
		if err := checkManagementRule(name, rule); err != nil {
			return err
		}
	}
	return nil
}

func checkManagementRule(name string, rule cloud.Value) error {
	invalid := func(why string) error {
		return cloud.Refuse(400, "InvalidRequestPropertyValue", "The rule '%s' is invalid: %s.", name, why)
	}
	types := rule.Strings("filters.blobTypes")
	if len(types) == 0 {
		return cloud.Plain("%q: required field is not set", "rule.0.filters.0.blob_types")
	}
	if len(rule.Strings("filters.prefixMatch")) > maxPrefixes {
		return invalid("it has more than 10 prefixes")
	}
	days, tiers := 0, false
	for _, actions := range rule.List("actions") {
		for _, on := range []string{"baseBlob", "snapshot", "version"} {
			of, _ := actions.At(on).(map[string]any)
			for action := range of {
				n, ok := cloud.Value(of).Int(action)
				if !ok {
					continue
				}
				days++
				tiers = tiers || strings.HasPrefix(action, "tier") || strings.HasPrefix(action, "change")
				if n < 0 || n > maxDays {
					return cloud.Plain("expected %s to be in the range (0 - %d), got %d", cloud.Snake(action), maxDays, n)
				}
			}
		}
	}
	switch {
	case days == 0:
		return invalid("it has no action")
	case tiers && slices.Contains(types, "appendBlob"):
		return invalid("append blobs have no tiers")
	}
	return nil
}
