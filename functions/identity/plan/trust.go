// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/naming"
	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Limits of names within clusters and of tokens. The XRD states them too.
const (
	MaxServiceAccount = 253
	MaxIssuer         = 255
	MaxSubject        = 255
	MaxAudience       = 255

	issuerScheme   = "https://"
	issuerKeyChars = 12
)

// systemNamespaces belong to the cluster itself: who becomes one of its own service
// accounts controls it.
func systemNamespaces() []string {
	return []string{"kube-system", "kube-public", "kube-node-lease"}
}

func (r *planner) workload() *Workload {
	w := r.p.Workload
	if w == nil {
		return nil
	}
	path := r.path.Child("workload")
	ref := w.ClusterRef
	r.refuse(checkReference(path.Child("clusterRef"), ref.Name, ref.Namespace)...)
	cluster := cmp.Or(ref.Namespace, r.claim.Namespace) + "/" + ref.Name
	out := &Workload{
		Key:            r.hashed("workload", "workload", cluster, w.Namespace, w.ServiceAccount),
		Cluster:        cluster,
		Namespace:      w.Namespace,
		ServiceAccount: w.ServiceAccount,
		Create:         r.createServiceAccount(path.Child("createServiceAccount"), w.CreateServiceAccount),
	}
	_, out.Waits = r.look(clusterPath(), v1alpha1.TargetKubernetesCluster, cluster, &out.Status, &out.Status.CommonStatus, &out.Status.ID)
	out.Access = r.clusterAccess(cluster)
	r.checkWorkload(path, w)
	return out
}

// clusterAccess is how to reach the cluster, as it says itself, or as it said last.
func (r *planner) clusterAccess(cluster string) *v1alpha1.ClusterAccess {
	var s struct {
		InCluster *v1alpha1.ClusterAccess `json:"inCluster"`
	}
	if referenced, ok := r.claim.References[clusterPath().String()]; ok && referenced.Found {
		if err := referenced.Status(&s); err != nil {
			r.refuse(field.InternalError(clusterPath(), err))
		}
	}
	if had := r.recorded.Workload; s.InCluster == nil && had != nil && had.Cluster == cluster {
		return had.Access
	}
	return s.InCluster
}

func (r *planner) checkWorkload(path *field.Path, w *v1alpha1.Workload) {
	at := path.Child("namespace")
	r.refuse(validate.Namespace(at, w.Namespace)...)
	r.refuse(checkServiceAccount(path.Child("serviceAccount"), w.ServiceAccount)...)
	if slices.Contains(systemNamespaces(), w.Namespace) {
		r.refuse(field.Forbidden(at, w.Namespace+" belongs to the cluster itself: run the pods in a namespace of your own"))
		return
	}
	shared := w.ClusterRef.Namespace != "" && w.ClusterRef.Namespace != r.claim.Namespace
	if shared && !r.claim.Guardrails.Identity.PermitsWorkloadNamespace(r.claim.Namespace, w.Namespace) {
		r.refuse(field.Forbidden(at, fmt.Sprintf("environment %q does not let claims of namespace %q have pods in namespace %q of a cluster of others (rule identity.workloadNamespaces): use namespace %q, or ask your platform team", r.claim.Environment, r.claim.Namespace, w.Namespace, r.claim.Namespace)))
	}
}

func checkServiceAccount(path *field.Path, name string) field.ErrorList {
	if name == "" {
		return field.ErrorList{field.Required(path, "name the service account of the pods")}
	}
	if len(name) > MaxServiceAccount {
		return field.ErrorList{field.TooLong(path, name, MaxServiceAccount)}
	}
	return validate.ObjectName(path, name)
}

// createServiceAccount is true where the platform can do it, unless the claim says
// otherwise. Who insists where it cannot is refused.
func (r *planner) createServiceAccount(path *field.Path, asked *bool) bool {
	can := r.claim.Guardrails.InstallsKubernetes()
	if asked == nil {
		return can
	}
	if *asked && !can {
		r.refuse(field.Forbidden(path, fmt.Sprintf("environment %q does not have provider-kubernetes (rule packages.kubernetes): remove createServiceAccount and create the service account with the annotations of status.workload, or ask your platform team", r.claim.Environment)))
	}
	return *asked
}

func (r *planner) external() *External {
	e := r.p.External
	if e == nil {
		return nil
	}
	path := r.path.Child("external")
	if errs := checkIssuer(path.Child("issuer"), e.Issuer); len(errs) > 0 {
		r.refuse(errs...)
	} else if rules := r.claim.Guardrails.Identity; !rules.PermitsIssuer(e.Issuer) {
		r.refuse(field.Forbidden(path.Child("issuer"), fmt.Sprintf("environment %q does not trust %s (rule identity.issuers): use one of %s, or ask your platform team", r.claim.Environment, e.Issuer, strings.Join(rules.Issuers, ", "))))
	}
	r.refuse(checkToken(path.Child("subject"), e.Subject, MaxSubject, "as it stands in the tokens' claim sub, for example repo:acme/shop:ref:refs/heads/main")...)
	if e.Audience != "" {
		r.refuse(checkToken(path.Child("audience"), e.Audience, MaxAudience, "")...)
	}
	return &External{
		Key:       r.hashed("external", "external", e.Issuer, e.Subject, e.Audience),
		IssuerKey: naming.New("", "", "").Hash(issuerKeyChars, "issuer", e.Issuer, e.Audience),
		Issuer:    e.Issuer,
		Subject:   e.Subject,
		Audience:  e.Audience,
	}
}

// checkIssuer refuses what no cloud could fetch keys from, or what tokens could not say.
// https://openid.net/specs/openid-connect-core-1_0.html#IDToken
func checkIssuer(path *field.Path, issuer string) field.ErrorList {
	const form = "must be the URL of an OIDC issuer, such as https://token.actions.githubusercontent.com: https, without a port, a query or a fragment"
	if issuer == "" {
		return field.ErrorList{field.Required(path, form)}
	}
	if len(issuer) > MaxIssuer {
		return field.ErrorList{field.TooLong(path, issuer, MaxIssuer)}
	}
	u, err := url.Parse(issuer)
	if err != nil || !strings.HasPrefix(issuer, issuerScheme) || strings.ContainsAny(issuer, "?#@ ") || u.Port() != "" || len(validate.DomainName(path, u.Hostname())) > 0 {
		return field.ErrorList{field.Invalid(path, issuer, form)}
	}
	return nil
}

// checkToken refuses patterns. Who may become the identity is named, one by one: a
// pattern that is a little too wide lets strangers in.
func checkToken(path *field.Path, value string, limit int, what string) field.ErrorList {
	switch {
	case value == "":
		return field.ErrorList{field.Required(path, what)}
	case len(value) > limit:
		return field.ErrorList{field.TooLong(path, value, limit)}
	case strings.ContainsAny(value, "*?"):
		return field.ErrorList{field.Invalid(path, value, "is compared as a whole and must not contain * or ?: create an identity for each value")}
	case strings.ContainsFunc(value, func(c rune) bool { return c < '!' || c > '~' || c == '"' || c == '\\' }):
		return field.ErrorList{field.Invalid(path, value, "must be printable ASCII without spaces, quotation marks and backslashes")}
	}
	return nil
}
