// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package composetest

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"

	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/environment"
	"github.com/hyperscalar/hyperscalar/internal/structcodec"
)

// otherwise are other values of everything that an environment can say, as YAML. What
// is not here fails the suite.
func otherwise() map[string]string {
	const subscription = "99999999-9999-9999-9999-999999999999"
	return map[string]string{ //nolint:gosec // Nothing of it is a credential.
		"inherits":                           "company",
		"defaultProvider":                    "gcp",
		"defaultRegion":                      "ap-southeast",
		"namingPrefix":                       "other",
		"costCentre":                         "other",
		"tags":                               "{other: other}",
		"allowed.namespaces":                 "[other]",
		"allowed.providers":                  "[gcp]",
		"allowed.regions":                    "[ap-southeast]",
		"allowed.sizes":                      "[xlarge]",
		"allowed.kubernetesVersions":         `["1.99"]`,
		"adoption.networks":                  "[other]",
		"adoption.clusters":                  "[other]",
		"network.flowLogs":                   "true",
		"network.privateOnly":                "true",
		"storage.publicAccess":               "false",
		"storage.customerKeys":               "true",
		"storage.keysFromClaims":             "false",
		"storage.privateOnly":                "true",
		"storage.deletionProtection":         "true",
		"storage.maxSizeGiB":                 "10",
		"compute.images":                     "[rocky-9]",
		"compute.nativeImages":               "false",
		"compute.privateOnly":                "true",
		"compute.maxCount":                   "1",
		"compute.customerKeys":               "true",
		"compute.deletionProtection":         "true",
		"identity.staticKeys":                "false",
		"identity.maxRotationDays":           "2",
		"identity.issuers":                   "[https://other.example]",
		"identity.workloadNamespaces":        "[other]",
		"identity.permissions":               "false",
		"identity.azureRoles":                "[Other]",
		"identity.gcpRoles":                  "[roles/other]",
		"kubernetes.endpointAccess":          "[Private]",
		"kubernetes.allowedCIDRs":            "[192.0.2.0/24]",
		"kubernetes.admins":                  "{aws: ['arn:aws:iam::222222222222:role/other'], azure: [99999999-9999-9999-9999-999999999999], gcp: [other@example.com]}",
		"kubernetes.credentials":             "{azure: {namespace: other, name: other, key: other}, gcp: {namespace: other, name: other, key: other}}",
		"kubernetes.maxNodes":                "1",
		"kubernetes.customerKeys":            "true",
		"kubernetes.createKeys":              "true",
		"kubernetes.deletionProtection":      "true",
		"kubernetes.fleet.engine":            "flux",
		"kubernetes.fleet.namespace":         "other",
		"kubernetes.fleet.providerConfig":    "other",
		"kubernetes.fleet.tier":              "other",
		"kubernetes.fleet.labels":            "{other: other}",
		"packages.kubernetes":                "true",
		"packages.helm":                      "true",
		"aws.providerConfig":                 "other",
		"aws.accountID":                      `"999999999999"`,
		"aws.permissionsBoundary":            "arn:aws:iam::222222222222:policy/other",
		"aws.encryptionKeys":                 "{eu-west: 'arn:aws:kms:eu-west-1:222222222222:key/99999999', us-east: 'arn:aws:kms:us-east-1:222222222222:key/99999999', eu-central: 'arn:aws:kms:eu-central-1:222222222222:key/99999999'}",
		"azure.providerConfig":               "other",
		"azure.subscriptionID":               subscription,
		"azure.networkWatcher.name":          "other",
		"azure.networkWatcher.resourceGroup": "other",
		"azure.encryptionKeys":               "{eu-west: " + azureKeyOf(subscription) + ", eu-central: " + azureKeyOf(subscription) + "}",
		"gcp.providerConfig":                 "other",
		"gcp.projectID":                      "acme-other",
		"gcp.projectNumber":                  `"999999999999"`,
		"gcp.encryptionKeys":                 "{eu-west: projects/acme-keys/locations/europe-west1/keyRings/other/cryptoKeys/other, eu-central: projects/acme-keys/locations/europe-west3/keyRings/other/cryptoKeys/other}",
	}
}

func azureKeyOf(subscription string) string {
	return "/subscriptions/" + subscription + "/resourceGroups/keys/providers/Microsoft.KeyVault/vaults/other-keys/keys/other"
}

// environments proves that nothing is taken away or replaced when the environment of
// a claim changes under it: each of its fields is set to another value, and left out.
// The claim is served as it is from then on, or is refused.
func (s Suite) environments(t *testing.T) {
	t.Helper()
	changed := otherwise()
	if diff := gocmp.Diff(fieldsOf(reflect.TypeFor[environment.Environment](), ""), slices.Sorted(maps.Keys(changed))); diff != "" {
		t.Fatalf("what an environment can say, and what is tried: -can, +tried:\n%s", diff)
	}
	for name, e := range s.golden(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, ready := s.world(t, e.claim, claims(), append(e.objects, e.others...)...).Simulated(t)
			for path, value := range changed {
				s.environmentChanges(t, w, ready, path, value)
				s.environmentChanges(t, w, ready, path, "")
			}
		})
	}
}

// fieldsOf a struct by their JSON names, sorted.
func fieldsOf(of reflect.Type, path string) []string {
	var out []string
	for f := range of.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		name = strings.TrimPrefix(path+"."+name, ".")
		if f.Type.Kind() == reflect.Struct {
			out = append(out, fieldsOf(f.Type, name)...)
			continue
		}
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// environmentChanges checks one change of the environment of a claim that is ready.
func (s Suite) environmentChanges(t *testing.T, w World, ready *fnv1.RunFunctionResponse, path, value string) {
	t.Helper()
	config := w.effective(t)
	data := At(config, "data").GetStructValue()
	set(t, data, strings.Split(path, "."), value)
	w.Objects = append([]*structpb.Struct{config}, w.Objects...)
	after := w.Run(t)
	if m := Fatal(after); m != "" {
		// What a claim has to say itself once its environment does not is
		// nobody's rule.
		if !strings.Contains(m, "(rule") && !strings.Contains(m, "cannot move") && !strings.Contains(m, "cannot change") && !strings.Contains(m, "Required value") {
			t.Errorf("%s becomes %q, and the refusal names no rule: %s", path, value, m)
		}
		return
	}
	for key, r := range ready.GetDesired().GetResources() {
		now := Desired(after, key)
		if now == nil {
			if !s.follows(key, path) {
				t.Errorf("%s becomes %q, and %s is deleted", path, value, key)
			}
			continue
		}
		if diff := gocmp.Diff(s.identity(r.GetResource()), s.identity(now)); diff != "" {
			t.Errorf("%s becomes %q, and %s is replaced: -before, +after:\n%s", path, value, key, diff)
		}
		if before, after := At(r.GetResource(), "spec", "providerConfigRef"), At(now, "spec", "providerConfigRef"); isCloud(now) && !proto.Equal(before, after) {
			t.Errorf("%s becomes %q, and %s moves from %v to %v", path, value, key, before, after)
		}
	}
}

// follows says whether a resource is there because the environment says so, and goes
// with that.
func (s Suite) follows(key, path string) bool {
	if strings.HasSuffix(path, ".deletionProtection") {
		return strings.HasPrefix(key, "deletion-protection")
	}
	return slices.ContainsFunc(s.Follow[path], func(prefix string) bool { return strings.HasPrefix(key, prefix) })
}

// effective is one EnvironmentConfig that says all that the claim's own and those that
// it inherits from say.
func (w World) effective(t *testing.T) *structpb.Struct {
	t.Helper()
	own := At(w.Composite, "spec", "parameters", "environment").GetStringValue()
	if own == "" {
		own = platform.DefaultEnvironment
	}
	var out environment.Environment
	for name := own; name != ""; name = out.Inherits {
		out = out.Over(w.environment(t, name))
	}
	b, err := json.Marshal(out)
	if err != nil {
		t.Fatal(err)
	}
	data := &structpb.Struct{}
	if err := protojson.Unmarshal(b, data); err != nil {
		t.Fatal(err)
	}
	config := Object(t, "{apiVersion: apiextensions.crossplane.io/v1beta1, kind: EnvironmentConfig, metadata: {name: "+own+"}}")
	config.Fields["data"] = structpb.NewStructValue(data)
	return config
}

func (w World) environment(t *testing.T, name string) environment.Environment {
	t.Helper()
	var out environment.Environment
	for _, o := range w.Objects {
		if At(o, "kind").GetStringValue() == "EnvironmentConfig" && At(o, "metadata", "name").GetStringValue() == name {
			if err := structcodec.Decode(At(o, "data").GetStructValue(), &out); err != nil {
				t.Fatal(err)
			}
			return out
		}
	}
	return out
}

// set a field below a path to a value of YAML. No value leaves it out.
func set(t *testing.T, in *structpb.Struct, path []string, value string) {
	t.Helper()
	name := path[0]
	if len(path) > 1 {
		if in.GetFields()[name].GetStructValue() == nil {
			in.Fields[name] = structpb.NewStructValue(&structpb.Struct{Fields: map[string]*structpb.Value{}})
		}
		set(t, in.GetFields()[name].GetStructValue(), path[1:], value)
		return
	}
	delete(in.GetFields(), name)
	if value != "" {
		in.Fields[name] = At(Object(t, "{v: "+value+"}"), "v")
	}
}
