// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"encoding/base64"
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// Names of kinds.
const (
	accountIAMMember cloud.Name = "cloudplatform/ServiceAccountIAMMember"
	accountKey       cloud.Name = "cloudplatform/ServiceAccountKey"
)

// maxAccountKeys of a service account.
// https://cloud.google.com/iam/quotas
const maxAccountKeys = 10

func toAccount() cloud.Link {
	return cloud.Link{Field: "serviceAccountId", To: serviceAccount, Nested: true}
}

func accountParts() []cloud.Kind {
	return []cloud.Kind{
		{
			Type:   managed.Type{Group: "cloudplatform.gcp.upbound.io", Version: "v1beta2", Kind: "ServiceAccountIAMMember", Plural: "serviceaccountiammembers"},
			Naming: cloud.Assigned, Noun: "IAM Member", Shared: true,
			Required:   []string{"serviceAccountId", "role", "member"},
			Immutable:  []string{"serviceAccountId", "role", "member", "condition"},
			Links:      []cloud.Link{toAccount()},
			ID:         func(r *cloud.Request) string { return memberID(r, r.Args.String("serviceAccountId")) },
			Check:      checkAccountMember,
			Attributes: etag,
		},
		{
			Type:   managed.Type{Group: "cloudplatform.gcp.upbound.io", Version: "v1beta1", Kind: "ServiceAccountKey", Plural: "serviceaccountkeys"},
			Naming: cloud.Assigned, Noun: "service account key",
			Required:  []string{"serviceAccountId"},
			Immutable: []string{"serviceAccountId", "keyAlgorithm", "privateKeyType", "publicKeyType", "publicKeyData", "keepers"},
			Links:     []cloud.Link{toAccount()},
			Defaults: cloud.Value{
				"keyAlgorithm": "KEY_ALG_RSA_2048", "privateKeyType": "TYPE_GOOGLE_CREDENTIALS_FILE", "publicKeyType": "TYPE_X509_PEM_FILE",
			},
			ID:    func(r *cloud.Request) string { return r.Args.String("serviceAccountId") + "/keys/" + r.Hex(40, "key") },
			Check: checkAccountKey,
			Attributes: func(r *cloud.Request) cloud.Value {
				return cloud.Value{
					"name": r.ID, "validAfter": "2026-01-01T00:00:00Z", "validBefore": "9999-12-31T23:59:59Z",
					"publicKey": base64.StdEncoding.EncodeToString([]byte(r.Hex(32, "public"))),
				}
			},
			Secrets: accountKeySecrets,
		},
	}
}

// accountPath is how members and keys call a service account.
var accountPath = regexp.MustCompile(`^projects/[^/]+/serviceAccounts/[^/@]+@[^/@]+$`)

func checkAccountPath(r *cloud.Request) error {
	if id := r.Args.String("serviceAccountId"); !accountPath.MatchString(id) {
		return cloud.Plain("\"service_account_id\" (%q) doesn't match regexp \"projects/(?:...)/serviceAccounts/(?:...)\"", id)
	}
	return nil
}

// checkAccountMember refuses whom no token could be of.
func checkAccountMember(r *cloud.Request) error {
	if err := checkAccountPath(r); err != nil {
		return err
	}
	member, role := r.Args.String("member"), r.Args.String("role")
	if strings.HasPrefix(role, "roles/") && !strings.HasPrefix(role, "roles/iam.") {
		return refuse(400, "badRequest", "Role %s is not supported for this resource.", role)
	}
	if strings.HasPrefix(member, "all") {
		return refuse(400, "badRequest", "The member %s is of an unknown type. Please set a valid type prefix for the member.", member)
	}
	if err := checkFederated(r, member); err != nil {
		return err
	}
	if podMember.MatchString(member) {
		return checkCondition(r)
	}
	return checkMember(r)
}

var (
	// podMember are the pods of a service account within the clusters of a project.
	// https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity
	podMember = regexp.MustCompile(`^serviceAccount:([a-z0-9-]+)\.svc\.id\.goog\[([a-z0-9-]+)/([a-z0-9.-]+)\]$`)

	// subjectMember is a subject of a pool.
	// https://cloud.google.com/iam/docs/principal-identifiers
	subjectMember = regexp.MustCompile(`^principal://iam\.googleapis\.com/projects/([0-9]+)/locations/global/workloadIdentityPools/([^/]+)/subject/(.+)$`)
)

// checkFederated refuses identities of pools that do not exist. Those of other projects
// are not simulated.
func checkFederated(r *cloud.Request, member string) error {
	pool := ""
	if m := podMember.FindStringSubmatch(member); m != nil && m[1] == project(r.Object) {
		if !hasWorkloadPool(r, m[1]+".svc.id.goog") {
			pool = m[1] + ".svc.id.goog"
		}
	}
	m := subjectMember.FindStringSubmatch(member)
	switch {
	case strings.HasPrefix(member, "principal:") && m == nil:
		return refuse(400, "badRequest", "Invalid principal %s.", member)
	case m != nil && m[1] == numberOf(project(r.Object)) && r.Find(workloadPool, m[2]) == nil:
		pool = "projects/" + m[1] + "/locations/global/workloadIdentityPools/" + m[2]
	}
	if pool == "" {
		return nil
	}
	return refuse(400, "badRequest", "Identity Pool does not exist (%s). Please check that you specified a valid resource name as returned in the `name` attribute in the configuration API.", pool)
}

// hasWorkloadPool says whether there is a cluster whose pods have identities. The pool of
// a project stays once there was one, which is not simulated.
func hasWorkloadPool(r *cloud.Request, pool string) bool {
	for c := range r.Others(gkeCluster) {
		if c.Args.String("workloadIdentityConfig.workloadPool") == pool {
			return true
		}
	}
	return false
}

func checkAccountKey(r *cloud.Request) error {
	if err := checkAccountPath(r); err != nil {
		return err
	}
	if n := len(slices.Collect(r.UsersOf(r.To("serviceAccountId"), accountKey))); n >= maxAccountKeys {
		return refuse(400, "failedPrecondition", "Precondition check failed.")
	}
	if err := checkEnum(r, "privateKeyType", "TYPE_UNSPECIFIED", "TYPE_PKCS12_FILE", "TYPE_GOOGLE_CREDENTIALS_FILE"); err != nil {
		return err
	}
	return checkEnum(r, "keyAlgorithm", "KEY_ALG_UNSPECIFIED", "KEY_ALG_RSA_1024", "KEY_ALG_RSA_2048")
}

// accountKeyFile is what Google's own tools read.
// https://cloud.google.com/iam/docs/keys-create-delete
type accountKeyFile struct {
	Type         string `json:"type"`
	ProjectID    string `json:"project_id"`
	PrivateKeyID string `json:"private_key_id"`
	PrivateKey   string `json:"private_key"`
	ClientEmail  string `json:"client_email"`
	ClientID     string `json:"client_id"`
	TokenURI     string `json:"token_uri"`
}

func accountKeySecrets(r *cloud.Request) map[string][]byte {
	account := r.To("serviceAccountId")
	file, err := json.Marshal(accountKeyFile{ //nolint:gosec // It opens nothing.
		Type: "service_account", ProjectID: project(account), PrivateKeyID: r.Hex(40, "key"), PrivateKey: r.Hex(64, "private"),
		ClientEmail: emailOf(account), ClientID: "1" + r.About(account).Digits(20, "unique"), TokenURI: "https://oauth2.googleapis.com/token",
	})
	if err != nil {
		return nil
	}
	return map[string][]byte{"private_key": file, "attribute.private_key": []byte(base64.StdEncoding.EncodeToString(file))}
}
