// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package naming

// KubernetesSecret is the rule for the Secrets that managed resources publish
// connection details to. They are called like a label rather than like a subdomain,
// so that the name fits wherever somebody wants to repeat it.
var KubernetesSecret = Rule{
	Kind:      "Kubernetes Secret",
	MinLength: 1,
	MaxLength: 63,
	First:     lowerDigits,
	Inner:     lowerDigits + "-",
	Last:      lowerDigits,
	Separator: "-",
	Reference: "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names",
}
