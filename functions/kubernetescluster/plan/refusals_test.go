// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"testing"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/claim"
	"github.com/hyperscalar/hyperscalar/internal/environment"
)

func TestVersionRefusals(t *testing.T) {
	t.Parallel()

	allowed := within(func(e *environment.Environment) { e.Allowed.KubernetesVersions = []string{"1.33", "1.34"} })
	at := func(current, next string) v1alpha1.Status {
		return v1alpha1.Status{ID: "arn", Version: &v1alpha1.VersionStatus{Current: current, Next: next, Target: next}}
	}
	testRefusals(t, map[string]refusal{
		"Patch":    {reason: "The cloud chooses patch releases.", p: v1alpha1.Parameters{Version: "1.33.2"}, want: []string{`spec.parameters.version: Invalid value: "1.33.2": must be a minor version: use "1.33", quoted so that YAML keeps it as it is; the cloud chooses the patch release`}},
		"Word":     {reason: "Only stable is a word.", p: v1alpha1.Parameters{Version: "latest"}, want: []string{`spec.parameters.version: Invalid value: "latest": must be stable, or a minor version such as "1.34", quoted so that YAML keeps it as it is`}},
		"Number":   {reason: "YAML makes 1.3 of 1.30 without quotes, which at least is old.", p: v1alpha1.Parameters{Version: "1.3"}, recorded: at("1.33.1", "1.33"), want: []string{`spec.parameters.version: Invalid value: "1.3": must not be below 1.33, which the control plane has or is about to have, because no cloud takes a control plane back: use 1.33 or newer, or create another cluster`}},
		"Allowed":  {reason: "An environment bounds versions.", claim: allowed, p: v1alpha1.Parameters{Version: "1.35"}, want: []string{`spec.parameters.version: Forbidden: environment "default" does not allow version "1.35"; use one of 1.33, 1.34, or ask your platform team (rule allowed.kubernetesVersions)`}},
		"Down":     {reason: "There is no way back.", p: v1alpha1.Parameters{Version: "1.32"}, recorded: at("1.33.1", "1.33"), want: []string{`spec.parameters.version: Invalid value: "1.32": must not be below 1.33, which the control plane has or is about to have, because no cloud takes a control plane back: use 1.33 or newer, or create another cluster`}},
		"InFlight": {reason: "A step that has begun is not taken back.", p: v1alpha1.Parameters{Version: "1.33"}, recorded: at("1.33.1", "1.34"), want: []string{`spec.parameters.version: Invalid value: "1.33": must not be below 1.34, which the control plane has or is about to have, because no cloud takes a control plane back: use 1.34 or newer, or create another cluster`}},
		"NothingStable": {
			reason: "Stable is a version that is known.",
			claim:  within(func(e *environment.Environment) { e.Allowed.KubernetesVersions = []string{"1.99"} }),
			want:   []string{`spec.parameters.version: Invalid value: "stable": cannot be resolved, because environment "default" allows none of the versions that are known to be stable: name one of 1.99, or ask your platform team (rule allowed.kubernetesVersions)`},
		},
	})
}

// TestGuardrailsTightened proves that what a cluster has already is not refused.
func TestGuardrailsTightened(t *testing.T) {
	t.Parallel()

	c := within(func(e *environment.Environment) {
		e.Allowed.KubernetesVersions = []string{"1.35"}
		e.Kubernetes.EndpointAccess = []string{"Private"}
	})
	recorded := v1alpha1.Status{
		ID:       "arn",
		Version:  &v1alpha1.VersionStatus{Current: "1.33.1", Next: "1.33", Target: "1.33"},
		Endpoint: &v1alpha1.EndpointStatus{Access: v1alpha1.EndpointRestricted},
	}
	got := mustPlanFor(t, c, v1alpha1.Parameters{Version: "1.33", Endpoint: &v1alpha1.Endpoint{Access: v1alpha1.EndpointRestricted}}, recorded)
	if got.Version.ControlPlane != "1.33" || got.Endpoint.Access != v1alpha1.EndpointRestricted {
		t.Errorf("want what is there, got %+v and %+v", got.Version, got.Endpoint)
	}
}

func TestControlPlaneRefusals(t *testing.T) {
	t.Parallel()

	bare := within(func(e *environment.Environment) { e.Kubernetes.AllowedCIDRs = nil })
	endpoint := func(access v1alpha1.EndpointAccess, cidrs ...string) v1alpha1.Parameters {
		return v1alpha1.Parameters{Endpoint: &v1alpha1.Endpoint{Access: access, AllowedCIDRs: cidrs}}
	}
	testRefusals(t, map[string]refusal{
		"NobodyReachesIt": {
			reason: "A Restricted endpoint that nobody reaches is a Private one.", claim: bare,
			want: []string{`spec.parameters.endpoint.allowedCIDRs: Required value: name the ranges of the internet that reach the API server, for example those of your office, or set access to Private`},
		},
		"Public": {
			reason: "An environment must consent to Public.", p: endpoint(v1alpha1.EndpointPublic),
			want: []string{`spec.parameters.endpoint.access: Forbidden: environment "default" does not allow access "Public"; use one of Private, Restricted, or ask your platform team (rule kubernetes.endpointAccess)`},
		},
		"PrivateOnly": {
			reason: "An environment may demand Private.",
			claim:  within(func(e *environment.Environment) { e.Kubernetes.EndpointAccess = []string{"Private"} }),
			p:      endpoint(v1alpha1.EndpointRestricted, "198.51.100.0/24"),
			want:   []string{`spec.parameters.endpoint.access: Forbidden: environment "default" does not allow access "Restricted"; use one of Private, or ask your platform team (rule kubernetes.endpointAccess)`},
		},
		"Anywhere": {
			reason: "Everywhere is not a restriction.", p: endpoint("", "0.0.0.0/0", "198.51.100.7"),
			want: []string{
				`spec.parameters.endpoint.allowedCIDRs[0]: Invalid value: "0.0.0.0/0": must be /8 or smaller, because nobody owns more: name the ranges of those who use the cluster, or set access to Public`,
				`spec.parameters.endpoint.allowedCIDRs[1]: Invalid value: "198.51.100.7": must have a prefix length: use 198.51.100.7/32 for this address alone`,
			},
		},
		"CIDRsOfPrivate": {
			reason: "A Private endpoint has no ranges.", p: endpoint(v1alpha1.EndpointPrivate, "198.51.100.0/24"),
			want: []string{`spec.parameters.endpoint.allowedCIDRs: Forbidden: access Private does not look at them: remove them, or set access to Restricted`},
		},
		"UnknownAccess": {
			reason: "Accesses are known.", p: endpoint("Open"),
			want: []string{`spec.parameters.endpoint.access: Unsupported value: "Open": supported values: "Private", "Restricted", "Public"`},
		},
		"Access": {
			reason: "Subjects are single words, and each has one role.",
			p:      v1alpha1.Parameters{Access: &v1alpha1.Access{Admins: []string{"a", "a", "b c", ""}, Viewers: []string{"a"}}},
			want: []string{
				`spec.parameters.access.admins[1]: Duplicate value: "a"`,
				`spec.parameters.access.admins[2]: Invalid value: "b c": must be one role, user or group, without spaces and commas: write each into an item of its own`,
				`spec.parameters.access.admins[3]: Required value: name a role, a user or a group of the cloud`,
				`spec.parameters.access.viewers[0]: Invalid value: "a": is an admin, who may see everything anyway: leave it out here or there`,
			},
		},
		"NoKey": {
			reason: "A key must come from somewhere.", p: v1alpha1.Parameters{Encryption: &v1alpha1.Encryption{Enabled: new(true)}},
			want: []string{`spec.parameters.encryption.enabled: Forbidden: environment "default" has no key in us-east-1 and does not allow to create one; remove it, or ask your platform team (rules aws.encryptionKeys and kubernetes.createKeys)`},
		},
		"KeyDemanded": {
			reason: "An environment may demand a key.",
			claim:  within(func(e *environment.Environment) { e.Kubernetes.CustomerKeys = new(true) }),
			p:      v1alpha1.Parameters{Encryption: &v1alpha1.Encryption{Enabled: new(false)}},
			want:   []string{`spec.parameters.encryption.enabled: Forbidden: environment "default" demands that secrets are encrypted with a key; set it to true, or ask your platform team (rule kubernetes.customerKeys)`},
		},
		"EncryptionOff": {
			reason: "Encrypted secrets need their key.", p: v1alpha1.Parameters{Encryption: &v1alpha1.Encryption{Enabled: new(false)}},
			recorded: v1alpha1.Status{ID: "arn", Encryption: &v1alpha1.EncryptionStatus{Key: "k"}},
			want:     []string{`spec.parameters.encryption.enabled: Invalid value: false: cannot be switched off, because the secrets of the cluster are encrypted with k: remove it, or create another cluster`},
		},
		"WorkloadIdentityOff": {
			reason: "Pods keep their identities.", p: v1alpha1.Parameters{WorkloadIdentity: new(false)},
			recorded: v1alpha1.Status{WorkloadIdentity: &v1alpha1.WorkloadIdentityStatus{Issuer: "https://issuer"}},
			want:     []string{`spec.parameters.workloadIdentity: Invalid value: false: cannot be switched off, because pods may have identities by now: set it to true, or create another cluster`},
		},
		"Logging": {
			reason: "Logs are known and bounded.", p: v1alpha1.Parameters{Logging: &v1alpha1.Logging{Components: []v1alpha1.LogComponent{"Etcd", v1alpha1.LogAudit, v1alpha1.LogAudit}, RetentionDays: 4000}},
			want: []string{
				`spec.parameters.logging.components[0]: Unsupported value: "Etcd": supported values: "APIServer", "Audit", "Authenticator", "ControllerManager", "Scheduler"`,
				`spec.parameters.logging.components[2]: Duplicate value: "Audit"`,
				`spec.parameters.logging.retentionDays: Invalid value: 4000: must be between 1 and 3653`,
			},
		},
		"Shares": {
			reason: "A cluster is shared with other namespaces.", p: v1alpha1.Parameters{ShareWith: []string{"team-a", "*"}},
			want: []string{
				`spec.parameters.shareWith[0]: Invalid value: "team-a": is the cluster's own namespace, whose claims may refer to it anyway: leave it out`,
				`spec.parameters.shareWith[1]: Invalid value: "*": name each namespace: patterns would also match namespaces that do not exist yet`,
			},
		},
	})
}

func TestInClusterRefusals(t *testing.T) {
	t.Parallel()

	gitops := func(change func(g *v1alpha1.GitOps)) v1alpha1.Parameters {
		g := v1alpha1.GitOps{URL: "https://github.com/acme/clusters", Path: "clusters/shop"}
		change(&g)
		return v1alpha1.Parameters{GitOps: &g}
	}
	testRefusals(t, map[string]refusal{
		"NotInstalled": {
			reason: "Somebody must install it.",
			claim:  within(func(e *environment.Environment) { e.Packages.Helm = nil }),
			p:      gitops(func(*v1alpha1.GitOps) {}),
			want:   []string{`spec.parameters.gitops: Forbidden: environment "default" does not install anything into clusters; remove it, or ask your platform team (rules packages.helm and packages.kubernetes)`},
		},
		"Credentials": {
			reason: "A claim is no place for a password, and neither is an error.",
			p:      gitops(func(g *v1alpha1.GitOps) { g.URL = "https://me:secret@github.com/acme/clusters" }),
			want:   []string{`spec.parameters.gitops.url: Invalid value: "https://REDACTED@github.com/acme/clusters": must not contain credentials, because everybody who sees the claim would see them: let the engine have them from a Secret in the cluster`},
		},
		"Everything": {
			reason: "Every part has a form.",
			p: gitops(func(g *v1alpha1.GitOps) {
				g.Engine, g.URL, g.Revision, g.Path = "fleet", "github.com/acme", "a..b", "../up"
			}),
			want: []string{
				`spec.parameters.gitops.engine: Unsupported value: "fleet": supported values: "argocd", "flux"`,
				`spec.parameters.gitops.path: Invalid value: "../up": must be a folder within the repository, such as clusters/production, without dots at its beginning and slashes at its ends`,
				`spec.parameters.gitops.revision: Invalid value: "a..b": must be a branch, a tag or a commit`,
				`spec.parameters.gitops.url: Invalid value: "github.com/acme": must be the URL of a repository, such as https://github.com/acme/clusters or ssh://git@github.com/acme/clusters`,
			},
		},
		"EngineChanged": {
			reason: "Two engines would fight.", p: gitops(func(g *v1alpha1.GitOps) { g.Engine = v1alpha1.EngineFlux }),
			recorded: v1alpha1.Status{GitOps: &v1alpha1.GitOpsStatus{Engine: v1alpha1.EngineArgoCD}},
			want:     []string{`spec.parameters.gitops.engine: Invalid value: "flux": is immutable and was argocd before: remove gitops, wait until status.gitops is gone, and add it with the other engine`},
		},
		"Addons": {
			reason: "An add-on is named once, and values are a map.",
			p: v1alpha1.Parameters{Addons: []v1alpha1.Addon{
				{Name: v1alpha1.AddonDNS, Values: "- a"}, {Name: v1alpha1.AddonDNS}, {Name: "Mesh"}, {Name: v1alpha1.AddonMetrics, Enabled: new(false), Version: "v1"},
			}},
			want: []string{
				`spec.parameters.addons[0].values: Invalid value: "- a": must be a YAML map, as the add-on's documentation shows it`,
				`spec.parameters.addons[1].name: Duplicate value: "DNS"`,
				`spec.parameters.addons[2].name: Unsupported value: "Mesh": supported values: "BlockStorage", "DNS", "FileStorage", "GPU", "Metrics", "NetworkPolicy", "NodeAutoscaling"`,
				`spec.parameters.addons[3].enabled: Forbidden: an add-on that is switched off has no version and no values: remove them, or set enabled to true`,
			},
		},
	})
}

func TestMaintenanceRefusals(t *testing.T) {
	t.Parallel()

	testRefusals(t, map[string]refusal{
		"Window": {
			reason: "A window has days, a start and an end.",
			p: v1alpha1.Parameters{Maintenance: &v1alpha1.Maintenance{Channel: "Fast", Window: &v1alpha1.MaintenanceWindow{
				Days: []platform.Weekday{"Samstag", platform.Monday, platform.Monday}, Start: "25:00", DurationHours: 2,
			}}},
			want: []string{
				`spec.parameters.maintenance.channel: Unsupported value: "Fast": supported values: "None", "Stable", "Regular", "Rapid"`,
				`spec.parameters.maintenance.window.days[0]: Unsupported value: "Samstag": supported values: "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"`,
				`spec.parameters.maintenance.window.days[2]: Duplicate value: "Monday"`,
				`spec.parameters.maintenance.window.durationHours: Invalid value: 2: must be between 4 and 24`,
				`spec.parameters.maintenance.window.start: Invalid value: "25:00": must be hours and minutes of UTC, such as "02:30", quoted so that YAML keeps it as it is`,
			},
		},
		"Exclusions": {
			reason: "An exclusion is a few days in order.",
			p: v1alpha1.Parameters{Maintenance: &v1alpha1.Maintenance{Exclusions: []v1alpha1.MaintenanceExclusion{
				{Name: "a", From: "2026-12-24", To: "2026-12-20"}, {Name: "a", From: "2026-12-01", To: "2027-01-31"}, {Name: "b", From: "tomorrow", To: "2026-12-01"},
			}}},
			want: []string{
				`spec.parameters.maintenance.exclusions[0].to: Invalid value: "2026-12-20": must not be before 2026-12-24, the first day`,
				`spec.parameters.maintenance.exclusions[1].name: Duplicate value: "a"`,
				`spec.parameters.maintenance.exclusions[1].to: Invalid value: "2027-01-31": must be at most 30 days from the first one, and is 62: use 2026-12-30 or before, because a cluster that is not maintained for longer is not safe`,
				`spec.parameters.maintenance.exclusions[2].from: Invalid value: "tomorrow": must be a day such as 2026-12-24`,
			},
		},
	})
}

func TestAdoptionRefusals(t *testing.T) {
	t.Parallel()

	adopt := func(id string) v1alpha1.Parameters {
		return v1alpha1.Parameters{Adopt: &v1alpha1.Adopt{ID: id}}
	}
	arn := v1alpha1.Status{ID: "arn:aws:eks:us-east-1:123456789012:cluster/old", Adopted: true}
	testRefusals(t, map[string]refusal{
		"Created":  {reason: "A cluster of ours is not adopted.", p: adopt("old"), recorded: v1alpha1.Status{ID: "arn"}, want: []string{`spec.parameters.adopt: Forbidden: this claim created its cluster already: remove adopt, or adopt the other cluster with a new claim`}},
		"Restored": {reason: "An adopted cluster is not created again.", recorded: arn, want: []string{`spec.parameters.adopt: Required value: this claim adopted cluster arn:aws:eks:us-east-1:123456789012:cluster/old and cannot create one in its place: restore adopt, or create a cluster with a new claim`}},
		"Other":    {reason: "Another cluster is another claim.", p: adopt("new"), recorded: arn, want: []string{`spec.parameters.adopt.id: Invalid value: "new": is immutable and the cluster was arn:aws:eks:us-east-1:123456789012:cluster/old before: adopt the other cluster with a new claim`}},
		"NoID":     {reason: "Some cluster must be named.", p: adopt(""), want: []string{`spec.parameters.adopt.id: Required value: name the cluster to adopt`}},
		"Beside": {
			reason: "What says what to create says nothing about what is there.",
			p:      v1alpha1.Parameters{Adopt: &v1alpha1.Adopt{ID: "old"}, Version: "1.33", NodePools: []v1alpha1.NodePool{{Name: "main"}}, WorkloadIdentity: new(false), DeletionProtection: new(true)},
			want: []string{
				`spec.parameters.deletionProtection: Forbidden: an adopted cluster is never changed: remove deletionProtection, or remove adopt to create a cluster`,
				`spec.parameters.nodePools: Forbidden: an adopted cluster is never changed: remove nodePools, or remove adopt to create a cluster`,
				`spec.parameters.version: Forbidden: an adopted cluster is never changed: remove version, or remove adopt to create a cluster`,
				`spec.parameters.workloadIdentity: Forbidden: an adopted cluster is never changed: remove workloadIdentity, or remove adopt to create a cluster`,
			},
		},
	})
	for _, id := range []string{"old", "arn:aws:eks:us-east-1:123456789012:cluster/OLD"} {
		if got := mustPlan(t, adopt(id), arn); got.Adopt == nil || got.Adopt.ID != id || len(got.NodePools) != 0 {
			t.Errorf("want the cluster %s adopted, got %+v", id, got)
		}
	}
}

func TestNetworkRefusals(t *testing.T) {
	t.Parallel()

	ref := v1alpha1.Parameters{NetworkRef: &platform.LocalReference{Name: "main"}}
	with := func(status string) claim.Claim { return withNetwork(t, testClaim(), status) }
	testRefusals(t, map[string]refusal{
		"Provider": {reason: "A cluster is where its network is.", claim: with(`{"provider": "gcp"}`), p: ref, want: []string{`spec.parameters.networkRef: Invalid value: "team-a/main": is on gcp and this cluster is on aws: refer to a network on aws`}},
		"Region":   {reason: "A cluster is where its network is.", claim: with(`{"provider": "aws", "region": "eu-west-1"}`), p: ref, want: []string{`spec.parameters.networkRef: Invalid value: "team-a/main": is in eu-west-1 and this cluster is in us-east-1: refer to a network in us-east-1`}},
		"Account":  {reason: "A cluster is in the account of its network.", claim: with(`{"provider": "aws", "region": "us-east-1", "providerConfig": "other"}`), p: ref, want: []string{`spec.parameters.networkRef: Invalid value: "team-a/main": is served with provider config "other" and this cluster with "default": refer to a network of the same account`}},
		"Name":     {reason: "Names are names.", p: v1alpha1.Parameters{NetworkRef: &platform.LocalReference{Name: "A b"}}, want: []string{`spec.parameters.networkRef.name: Invalid value: "A b": must be lower-case letters, digits, hyphens and dots, and must start and end with a letter or a digit`}},
		"Moved": {
			reason: "A control plane does not move.", p: ref,
			recorded: v1alpha1.Status{ID: "arn", Network: &v1alpha1.NetworkStatus{Name: "team-a/other", ID: "vpc-1"}},
			want:     []string{`spec.parameters.networkRef: Invalid value: "team-a/main": is immutable and was team-a/other before: create another cluster in the other network`},
		},
		"Out": {
			reason: "A control plane does not move.", p: ref,
			recorded: v1alpha1.Status{ID: "arn", Network: &v1alpha1.NetworkStatus{Own: true, ID: "vpc-1"}},
			want:     []string{`spec.parameters.networkRef: Forbidden: the cluster has a network of its own: remove networkRef, or create another cluster in the other network`},
		},
		"In": {
			reason:   "A control plane does not move.",
			recorded: v1alpha1.Status{ID: "arn", Network: &v1alpha1.NetworkStatus{Name: "team-a/main", ID: "vpc-1"}},
			want:     []string{`spec.parameters.networkRef: Required value: the cluster is in network team-a/main: restore networkRef, or create another cluster in the other network`},
		},
	})
}
