// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package e2e

import (
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/crossplane/function-sdk-go/errors"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	storage "github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
)

// documentedStorage returns nil if the status of a storage says what it is, where it is
// and what it is encrypted with.
func documentedStorage(m map[string]any) error {
	s := storage.Status{}
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(m, &s); err != nil {
		return errors.Wrap(err, "cannot decode it")
	}
	if s.ConnectionSecret == nil || s.Encryption == nil || s.Protection == nil {
		return errors.New("it does not say where its connection details are, what it is encrypted with, or how it is protected")
	}
	texts := map[string]string{"type": string(s.Type), "id": s.ID, "name": s.Name}
	if s.Type != storage.TypeBlock {
		texts["endpoint"] = s.Endpoint
	}
	if s.Type == storage.TypeFile {
		texts["path"] = s.Path
	}
	if s.Encryption.Source != storage.KeySourcePlatform {
		texts["key"] = s.Encryption.Key
	}
	if s.AccessLogs != nil {
		texts["id of access logs"] = s.AccessLogs.ID
	}
	// Where a bucket spans both regions it is its own copy.
	if s.Replica != nil && s.Provider != platform.ProviderGCP {
		texts["id of the copy"] = s.Replica.ID
	}
	for what, text := range texts {
		if text == "" {
			return errors.Errorf("it has no %s", what)
		}
	}
	return nil
}

// releasedStorage lifts the protection of a storage, so that it can be deleted. What is
// retained cannot be, and is left behind.
func releasedStorage(parameters map[string]any) map[string]any {
	if parameters["retention"] != nil {
		return map[string]any{"deletionPolicy": string(platform.DeletionPolicyOrphan), "protection": map[string]any{"deletion": false}}
	}
	return map[string]any{"protection": map[string]any{"deletion": false, "whenNotEmpty": string(storage.WhenNotEmptyDelete)}}
}
