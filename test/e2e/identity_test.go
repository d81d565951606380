// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package e2e

import (
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/crossplane/function-sdk-go/errors"

	identityv1alpha1 "github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
)

// documentedIdentity returns nil if the status of an identity says what the cloud knows it
// as, and that everything was granted.
func documentedIdentity(m map[string]any) error {
	s := identityv1alpha1.Status{}
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(m, &s); err != nil {
		return errors.Wrap(err, "cannot decode it")
	}
	if s.ID == "" || s.Subject == "" || s.Principal == nil || s.Principal.Name == "" {
		return errors.New("it does not say what the cloud knows it as")
	}
	for _, g := range s.Grants {
		if g.State != identityv1alpha1.GrantGranted || g.ResourceID == "" {
			return errors.Errorf("%s of %s is %s", g.Role, g.Target, g.State)
		}
	}
	for _, p := range s.Permissions {
		if p.State != identityv1alpha1.GrantGranted {
			return errors.Errorf("%s is %s", p.Name, p.State)
		}
	}
	if s.Subject == identityv1alpha1.SubjectMachine && (s.ConnectionSecret == nil || len(s.Keys) != 1 || s.Keys[0].State != identityv1alpha1.KeyCurrent) {
		return errors.Errorf("it has no key: %v", s.Keys)
	}
	return nil
}
