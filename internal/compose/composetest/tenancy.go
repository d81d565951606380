// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package composetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/testing/protocmp"
	"google.golang.org/protobuf/types/known/structpb"

	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

// The namespace of somebody else, and what is called like something of theirs.
const (
	victims     = "victims"
	victimsName = "stolen"
)

// platformSecrets is where resources without a namespace publish connection details.
const platformSecrets = "crossplane-system" //nolint:gosec // It is a namespace.

// A tenant tries something with a claim that has everything that can be asked for.
type tenant struct {
	suite   Suite
	flavour flavour
	claim   *structpb.Struct
	objects []*structpb.Struct

	// world in which the claim is ready, and the response there.
	world World
	ready *fnv1.RunFunctionResponse
}

// tenancy proves that a claim does not get at what belongs to another namespace: it can
// neither read, refer to, name, adopt nor delete it.
func (s Suite) tenancy(t *testing.T) {
	t.Helper()
	for name, e := range s.golden(t) {
		for _, f := range flavours() {
			t.Run(name+"/"+f.name, func(t *testing.T) {
				t.Parallel()
				objects := slices.Concat(e.objects, e.others)
				x := tenant{suite: s, flavour: f, claim: e.claim, objects: objects}
				x.world, x.ready = s.world(t, e.claim, f, objects...).Simulated(t)
				x.attack(t)
			})
		}
	}
	t.Run("References", s.foreignReferences)
	t.Run("Adoption", s.adoptionNeedsConsent)
}

// attack in every way that does not depend on what the API is.
func (x tenant) attack(t *testing.T) {
	t.Helper()
	t.Run("Disguise", x.disguise)
	t.Run("Ownership", x.owns)
	t.Run("Names", x.namesakes)
	t.Run("Tags", x.forgesTags)
	t.Run("Environments", x.escalates)
	t.Run("Compositions", x.selectsCompositions)
	t.Run("Status", x.forgesStatus)
}

func (x tenant) namespace() string { return At(x.claim, "metadata", "namespace").GetStringValue() }

// again runs the function on the same world with another composite.
func (x tenant) again(t *testing.T, change func(composite *structpb.Struct)) *fnv1.RunFunctionResponse {
	t.Helper()
	w := x.world
	w.Composite = proto.CloneOf(w.Composite)
	change(w.Composite)
	return w.Run(t)
}

// disguise the claim as somebody else's, by whatever its owner can write beside its
// parameters. Nothing of it may have an effect.
func (x tenant) disguise(t *testing.T) {
	tricks := map[string]func(o *structpb.Struct){
		"Labels": func(o *structpb.Struct) {
			merge(o, Object(t, `{metadata: {labels: {crossplane.io/claim-namespace: `+victims+`, crossplane.io/claim-name: `+victimsName+`,
				crossplane.io/composite: `+victimsName+`, platform.hyperscalar.io/key: connection, team: `+victims+`}}}`))
		},
		"Annotations": func(o *structpb.Struct) {
			merge(o, Object(t, `{metadata: {annotations: {crossplane.io/external-name: `+victimsName+`, crossplane.io/paused: "true",
				crossplane.io/composition-resource-name: connection, platform.hyperscalar.io/namespace: `+victims+`}}}`))
		},
		"Owners": func(o *structpb.Struct) {
			merge(o, Object(t, `{metadata: {ownerReferences: [{apiVersion: v1, kind: Namespace, name: `+victims+`, uid: "1"}], generateName: `+victimsName+`}}`))
		},
		"Spec": func(o *structpb.Struct) {
			merge(o, Object(t, `{spec: {resourceRef: {name: `+victimsName+`}, resourceRefs: [{apiVersion: v1, kind: Secret, namespace: `+victims+`, name: `+victimsName+`}],
				compositionRef: {name: `+victimsName+`}, compositionRevisionRef: {name: `+victimsName+`}, compositionSelector: {matchLabels: {provider: `+victims+`}},
				writeConnectionSecretToRef: {namespace: `+victims+`, name: `+victimsName+`}, crossplane: {resourceRefs: [{apiVersion: v1, kind: Secret, name: `+victimsName+`}]}}}`))
		},
		// A composite that lives in a namespace stands for nobody else, whatever
		// it says. That of a claim gets its reference from Crossplane.
		"ClaimRef": func(o *structpb.Struct) {
			if x.flavour.name == native().name {
				merge(o, Object(t, `{spec: {claimRef: {apiVersion: v1, kind: Secret, namespace: `+victims+`, name: `+victimsName+`}}}`))
			}
		},
	}
	for name, trick := range tricks {
		got := x.again(t, trick)
		if !proto.Equal(x.ready, got) {
			t.Errorf("%s change what is composed: -want, +got:\n%s", name, gocmp.Diff(x.ready, got, protocmp.Transform()))
		}
	}
}

// merge the fields of one object into another.
func merge(into, from *structpb.Struct) {
	for name, v := range from.GetFields() {
		if has := into.GetFields()[name].GetStructValue(); has != nil && v.GetStructValue() != nil {
			merge(has, v.GetStructValue())
			continue
		}
		into.Fields[name] = v
	}
}

// owns checks that all that is composed belongs to the claim: where it lives, which
// Secrets it reads and writes, what it selects, and whose account it is in.
func (x tenant) owns(t *testing.T) {
	t.Helper()
	config := At(Status(x.ready), "providerConfig").GetStringValue()
	for _, key := range Keys(x.ready) {
		r := Desired(x.ready, key)
		if ns := At(r, "metadata", "namespace").GetStringValue(); ns != "" && ns != x.namespace() {
			t.Errorf("%s lives in namespace %q", key, ns)
		}
		if got := At(r, "spec", "providerConfigRef", "name").GetStringValue(); isCloud(r) && got != config {
			t.Errorf("%s is managed with provider config %q, and the environment says %q", key, got, config)
		}
		walk(At(r, "spec").GetStructValue(), func(field string, v *structpb.Struct) {
			x.checkField(t, key, field, v)
		})
	}
}

// isCloud says whether a resource is managed by the provider of a cloud.
func isCloud(r *structpb.Struct) bool {
	apiVersion := At(r, "apiVersion").GetStringValue()
	return strings.Contains(apiVersion, ".aws.") || strings.Contains(apiVersion, ".azure.") || strings.Contains(apiVersion, ".gcp.")
}

// checkField checks one field that points to something else.
func (x tenant) checkField(t *testing.T, key, field string, v *structpb.Struct) {
	t.Helper()
	switch {
	case strings.HasSuffix(field, "Selector") && (At(v, "matchLabels") != nil || At(v, "matchControllerRef") != nil):
		if strings.HasPrefix(field, "resource") {
			field += " of a usage"
		}
		if !At(v, "matchControllerRef").GetBoolValue() {
			t.Errorf("%s: %s selects by labels that anybody can have: %v", key, field, v)
		}
	case strings.HasSuffix(field, "SecretRef") || strings.HasPrefix(field, "writeConnectionSecret"):
		ns := At(v, "namespace").GetStringValue()
		if ns != "" && ns != x.namespace() && ns != platformSecrets {
			t.Errorf("%s: %s is of namespace %q", key, field, ns)
		}
	}
}

// walk every object below a field of an object. Manifests are what is inside of
// a cluster of the claim's own.
func walk(s *structpb.Struct, visit func(field string, v *structpb.Struct)) {
	for name, v := range s.GetFields() {
		if name == "manifest" || name == "values" {
			continue
		}
		items := []*structpb.Value{v}
		if list := v.GetListValue(); list != nil {
			items = list.GetValues()
		}
		for _, item := range items {
			if o := item.GetStructValue(); o != nil {
				visit(name, o)
				walk(o, visit)
			}
		}
	}
}

// namesakes are claims whose namespace and name read the same when they are joined.
// Nothing of theirs may be called the same, but for what is a part of something that is
// not, and for what is nobody's own.
func (x tenant) namesakes(t *testing.T) {
	one, two := x.names(t, "team-a", "b-c"), x.names(t, "team-a-b", "c")
	for name, mine := range one {
		if theirs, same := two[name]; same && !isShared(mine, theirs) {
			t.Errorf("there is %q in both namespaces", name)
		}
	}
	if len(one) != len(two) {
		t.Errorf("the same claim names %d resources in one namespace, and %d in another", len(one), len(two))
	}
}

// isShared says whether two resources are one that is nobody's own: whoever asks for it
// asks for the same, and nobody deletes it.
func isShared(a, b *structpb.Struct) bool {
	return !isDeleted(a) && !isDeleted(b) && proto.Equal(At(a, "spec"), At(b, "spec"))
}

// isDeleted says whether a resource is deleted at its cloud with the claim.
func isDeleted(r *structpb.Struct) bool {
	return slices.ContainsFunc(At(r, "spec", "managementPolicies").GetListValue().GetValues(), func(v *structpb.Value) bool {
		return v.GetStringValue() == "Delete" || v.GetStringValue() == "*"
	})
}

// names of what a claim of another name composes, each with its kind.
func (x tenant) names(t *testing.T, namespace, name string) map[string]*structpb.Struct {
	t.Helper()
	_, rsp := x.move(t, namespace, name).Simulated(t)
	out := map[string]*structpb.Struct{}
	for _, key := range Keys(rsp) {
		r := Desired(rsp, key)
		if n := nameOf(r); n.name != "" && !n.within {
			out[At(r, "kind").GetStringValue()+" "+n.name] = r
		}
	}
	return out
}

// move the claim to another namespace, with all that its own namespace has.
func (x tenant) move(t *testing.T, namespace, name string) World {
	t.Helper()
	claim := proto.CloneOf(x.claim)
	merge(claim, Object(t, "{metadata: {namespace: "+namespace+", name: "+name+"}}"))
	w := x.suite.world(t, claim, x.flavour, x.objects...)
	for _, o := range w.Objects {
		if At(o, "metadata", "namespace").GetStringValue() == x.namespace() {
			moved := proto.CloneOf(o)
			merge(moved, Object(t, "{metadata: {namespace: "+namespace+"}}"))
			w.Objects = append(w.Objects, moved)
		}
	}
	for _, o := range w.Objects {
		if shared := At(o, "spec", "parameters", "shareWith").GetListValue(); shared != nil {
			shared.Values = append(shared.Values, structpb.NewStringValue(namespace))
		}
	}
	return w
}

// A given name is what somebody called a resource.
type given struct {
	name string

	// within is true for a name within something of the claim's own.
	within bool
}

// nameOf a resource that somebody gave a name.
func nameOf(r *structpb.Struct) given {
	if policies := At(r, "spec", "managementPolicies").GetListValue().GetValues(); len(policies) == 1 {
		// It was adopted, with the consent of the environment.
		return given{}
	}
	if !isCloud(r) {
		return given{name: At(r, "metadata", "name").GetStringValue(), within: At(r, "metadata", "namespace").GetStringValue() != ""}
	}
	out := given{name: At(r, "metadata", "annotations", "crossplane.io/external-name").GetStringValue()}
	if !isGlobal(r) {
		walk(At(r, "spec", "forProvider").GetStructValue(), func(_ string, v *structpb.Struct) {
			out.within = out.within || At(v, "matchControllerRef").GetBoolValue()
		})
	}
	return out
}

// isGlobal says whether there is one resource of a name in the whole world, wherever it
// is kept.
func isGlobal(r *structpb.Struct) bool {
	group, _, _ := strings.Cut(At(r, "apiVersion").GetStringValue(), ".")
	return slices.Contains([]string{"storage Account", "keyvault Vault", "s3 Bucket", "storage Bucket"}, group+" "+At(r, "kind").GetStringValue())
}

// forgesTags says that the claim belongs to somebody else. It is refused, or the
// platform's tags win.
func (x tenant) forgesTags(t *testing.T) {
	for _, key := range []string{"team", "Team", "TEAM", "managed-by", "environment", "Claim", "cost-center", "Name", "kubernetes.io/cluster/" + victimsName, "aws:cloudformation:stack-name"} {
		rsp := x.again(t, func(o *structpb.Struct) {
			merge(o, Object(t, `{spec: {parameters: {tags: {`+key+`: `+victims+`}}}}`))
		})
		if got := Fatal(rsp); !strings.Contains(got, "spec.parameters.tags["+key+"]: Forbidden") {
			t.Errorf("tag %s: want a refusal that names it, got %q", key, got)
		}
	}
	// What becomes one of the platform's tags when a cloud rewrites it.
	for _, key := range []string{"te am", " team", "team ", "tеam", "team\u200b", "team/"} {
		rsp := x.again(t, func(o *structpb.Struct) {
			tags := &structpb.Struct{Fields: map[string]*structpb.Value{key: structpb.NewStringValue(victims)}}
			At(o, "spec", "parameters").GetStructValue().Fields["tags"] = structpb.NewStructValue(tags)
		})
		if Fatal(rsp) == "" {
			x.checkTeam(t, key, rsp)
		}
	}
}

// checkTeam checks that resources say whom they belong to.
func (x tenant) checkTeam(t *testing.T, tag string, rsp *fnv1.RunFunctionResponse) {
	t.Helper()
	for _, k := range Keys(rsp) {
		for _, field := range []string{"tags", "labels", "resourceLabels"} {
			team := At(Desired(rsp, k), "spec", "forProvider", field, "team").GetStringValue()
			if team != "" && team != x.namespace() {
				t.Errorf("tag %q: %s says that it belongs to %q", tag, k, team)
			}
		}
	}
}

// in returns the world where the claim's environment is another one.
func (x tenant) in(t *testing.T, configs ...string) World {
	t.Helper()
	w := x.suite.world(t, x.claim, x.flavour, x.objects...)
	name := At(w.Composite, "spec", "parameters", "environment").GetStringValue()
	if name == "" {
		name = platform.DefaultEnvironment
	}
	var objects []*structpb.Struct
	for i, data := range configs {
		config := Object(t, "{apiVersion: apiextensions.crossplane.io/v1beta1, kind: EnvironmentConfig, metadata: {name: "+name+"}, data: "+data+"}")
		if i+1 < len(configs) {
			name = fmt.Sprintf("parent-%d", i)
			merge(config, Object(t, "{data: {inherits: "+name+"}}"))
		}
		objects = append(objects, config)
	}
	w.Objects = append(objects, w.Objects...)
	return w
}

// escalates to an environment that is not for the claim's namespace.
func (x tenant) escalates(t *testing.T) {
	const theirs = "{allowed: {namespaces: [" + victims + "]}}"
	own := "{allowed: {namespaces: [" + x.namespace() + "]}}"
	cases := map[string][]string{
		"Others":          {theirs},
		"OthersBegin":     {"{allowed: {namespaces: [" + x.namespace() + "-*, " + x.namespace() + "x]}}"},
		"Inherited":       {"{}", theirs},
		"InheritedTwice":  {"{}", "{}", theirs},
		"ParentIsWider":   {theirs, own},
		"ParentIsForAll":  {theirs, "{}", `{allowed: {namespaces: ["*"]}}`},
		"EmptyListIsNone": {"{allowed: {namespaces: []}}", theirs},
	}
	for name, configs := range cases {
		got := Fatal(x.in(t, configs...).Run(t))
		if !strings.Contains(got, "rule allowed.namespaces") || !strings.Contains(got, fmt.Sprintf("%q", x.namespace())) {
			t.Errorf("%s: want a refusal by the rule allowed.namespaces, got %q", name, got)
		}
	}
	if got := Fatal(x.in(t, "{}", theirs, "{}", "{}").Run(t)); !strings.Contains(got, "must not inherit") {
		t.Errorf("guardrails of an environment that is too far away must not be forgotten, got %q", got)
	}
	if got := Fatal(x.in(t, own).Run(t)); strings.Contains(got, "allowed.namespaces") {
		t.Errorf("the namespace of the claim is allowed: %s", got)
	}
}

// selectsCompositions that are made for a provider that the environment does not allow.
func (x tenant) selectsCompositions(t *testing.T) {
	own := At(Status(x.ready), "provider").GetStringValue()
	for _, other := range platform.Providers() {
		if string(other) == own {
			continue
		}
		w := x.in(t, "{allowed: {providers: ["+own+"]}}")
		w.Input = Object(t, "{provider: "+string(other)+"}")
		if got := Fatal(w.Run(t)); got == "" {
			t.Errorf("a Composition for %s gets a claim for %s away from it", other, own)
		}
		delete(At(w.Composite, "spec", "parameters").GetStructValue().GetFields(), "provider")
		if got := Fatal(w.Run(t)); !strings.Contains(got, "rule allowed.providers") {
			t.Errorf("a Composition for %s: want a refusal by the rule allowed.providers, got %q", other, got)
		}
	}
}

// forgesStatus writes into the status of the composite what only the platform can. Even
// so nothing of another account is reached, and nothing is called like somebody else's.
func (x tenant) forgesStatus(t *testing.T) {
	w := x.suite.world(t, x.claim, x.flavour, x.objects...)
	first := w.Run(t)
	forge := func(status string) *fnv1.RunFunctionResponse {
		forged := w
		forged.Composite = proto.CloneOf(w.Composite)
		merge(forged.Composite, Object(t, "{status: "+status+"}"))
		return forged.Run(t)
	}
	own := At(Status(x.ready), "provider").GetStringValue()
	if got := Fatal(forge("{provider: " + own + ", providerConfig: " + victims + "}")); !strings.Contains(got, "cannot move to another account") {
		t.Errorf("the account that is recorded: want a refusal, got %q", got)
	}
	other, theirs := x, forge("{provider: "+own+", namingPrefix: "+victims+"}")
	if m := Fatal(theirs); m != "" {
		t.Fatalf("a recorded prefix is kept: %s", m)
	}
	other.ready = theirs
	other.owns(t)
	for _, key := range Keys(first) {
		mine, forged := Desired(first, key), Desired(theirs, key)
		before, after := nameOf(mine), nameOf(forged)
		if before.name != "" && !before.within && isCloud(mine) && after.name == before.name && !isShared(mine, forged) {
			t.Errorf("%s: another prefix does not give another name: %q", key, after.name)
		}
	}
}

// foreignReferences refers to claims of another namespace that are not shared. Each
// attempt is refused in the same words as if there were no such claim.
func (s Suite) foreignReferences(t *testing.T) {
	for _, path := range s.references(t) {
		tried := false
		for name, e := range s.everyClaim(t) {
			claim, to := refer(e.claim, strings.Split(path, "."))
			if to == nil {
				continue
			}
			tried = true
			t.Run(path+"/"+name, func(t *testing.T) {
				t.Parallel()
				for _, f := range flavours() {
					s.checkForeign(t, f, claim, to, e)
				}
			})
		}
		if !tried {
			t.Errorf("no example and no golden claim has %s", path)
		}
	}
}

// references are the paths of the parameters that refer to another claim.
func (s Suite) references(tb testing.TB) []string {
	tb.Helper()
	leaves := s.leaves(tb)
	var out []string
	for _, leaf := range leaves {
		path, ok := strings.CutSuffix(leaf, ".namespace")
		if ok && slices.Contains(leaves, path+".name") && !slices.Contains(s.Unread, path) {
			out = append(out, path)
		}
	}
	return out
}

// everyClaim of the examples and the golden claims.
func (s Suite) everyClaim(tb testing.TB) map[string]example {
	tb.Helper()
	out := s.examples(tb)
	for name, e := range s.golden(tb) {
		out["states/"+name] = e
	}
	return out
}

// refer returns a copy of a claim, and the reference in it at a path of the definition.
func refer(claim *structpb.Struct, path []string) (copied, to *structpb.Struct) {
	copied = proto.CloneOf(claim)
	to = At(copied, "spec", "parameters").GetStructValue()
	for _, p := range path {
		name, isList := strings.CutSuffix(p, "[]")
		v := to.GetFields()[name]
		if isList {
			if len(v.GetListValue().GetValues()) == 0 {
				return nil, nil
			}
			v = v.GetListValue().GetValues()[0]
		}
		to = v.GetStructValue()
	}
	return copied, to
}

func (s Suite) checkForeign(t *testing.T, f flavour, claim, to *structpb.Struct, e example) {
	t.Helper()
	name, own := At(to, "name").GetStringValue(), At(claim, "metadata", "namespace").GetStringValue()
	to.Fields["namespace"] = structpb.NewStringValue(victims)
	w := s.world(t, claim, f, append(slices.Clone(e.objects), e.others...)...)
	refusal := Fatal(w.Run(t))
	want := fmt.Sprintf("%q of namespace %q does not exist or is not shared with namespace %q", name, victims, own)
	if !strings.Contains(refusal, want) {
		t.Fatalf("%s: want a refusal that says %q, got %q", f.name, want, refusal)
	}
	for _, shares := range []string{"[]", "[someone-else]", `["*"]`, "[" + own[:1] + "*]", "[" + own + "-2]", `[""]`} {
		theirs := w
		theirs.Objects = append(s.stolen(t, w.Objects, name, shares), w.Objects...)
		if got := Fatal(theirs.Run(t)); got != refusal {
			t.Errorf("%s: a claim that is shared with %s is told apart from one that does not exist:\n%s\n%s", f.name, shares, got, refusal)
		}
	}
	theirs := w
	theirs.Objects = append(s.stolen(t, w.Objects, name, "["+own+"]"), w.Objects...)
	if got := Fatal(theirs.Run(t)); strings.Contains(got, "is not shared with namespace") {
		t.Errorf("%s: a claim that is shared is refused: %s", f.name, got)
	}
}

// stolen are claims of every kind in the other namespace, like those of the same name.
func (s Suite) stolen(t *testing.T, objects []*structpb.Struct, name, shares string) []*structpb.Struct {
	t.Helper()
	out := make([]*structpb.Struct, 0, 4)
	for _, kind := range []string{"Network", "Storage", "Identity", "KubernetesCluster", "Compute"} {
		theirs := Object(t, "{apiVersion: "+platform.APIVersion+", kind: "+kind+", metadata: {name: "+name+"}, spec: {parameters: {}}, status: {id: id-of-"+victims+"}}")
		for _, o := range objects {
			if At(o, "kind").GetStringValue() == kind && At(o, "metadata", "name").GetStringValue() == name {
				theirs = proto.CloneOf(o)
				break
			}
		}
		merge(theirs, Object(t, "{metadata: {namespace: "+victims+"}, spec: {parameters: {shareWith: "+shares+"}}}"))
		out = append(out, theirs)
	}
	return out
}

// adoptionNeedsConsent proves that nothing is adopted that the environment does not
// list, because an account does not know whose it is.
func (s Suite) adoptionNeedsConsent(t *testing.T) {
	if !slices.Contains(s.leaves(t), "adopt.id") {
		return
	}
	tried := 0
	for name, e := range s.examples(t) {
		id := At(e.claim, "spec", "parameters", "adopt", "id").GetStringValue()
		if id == "" {
			continue
		}
		tried++
		for _, f := range flavours() {
			x := tenant{suite: s, flavour: f, claim: e.claim, objects: append(slices.Clone(e.objects), e.others...)}
			t.Run(name+"/"+f.name, func(t *testing.T) {
				t.Parallel()
				x.adopts(t, id)
			})
		}
	}
	if tried < len(platform.Providers()) {
		t.Errorf("there must be an example on every provider that adopts something, and there are %d", tried)
	}
}

func (x tenant) adopts(t *testing.T, id string) {
	t.Helper()
	list := func(entry string) string {
		return `{adoption: {networks: ["` + entry + `"], clusters: ["` + entry + `"]}}`
	}
	for name, configs := range map[string][]string{
		"Nothing":   {"{}"},
		"Another":   {list(id + "-2")},
		"Inherited": {list("other"), list(id)},
	} {
		if got := Fatal(x.in(t, configs...).Run(t)); !strings.Contains(got, "spec.parameters.adopt.id: Forbidden") || !strings.Contains(got, "rule adoption.") {
			t.Errorf("%s: want a refusal by a rule of adoption, got %q", name, got)
		}
	}
	for name, configs := range map[string][]string{"Listed": {list(id)}, "Inherited": {"{}", list(id)}, "Prefix": {list(id[:len(id)-1] + "*")}} {
		if got := Fatal(x.in(t, configs...).Run(t)); got != "" {
			t.Errorf("%s: the environment consents: %s", name, got)
		}
	}
}
