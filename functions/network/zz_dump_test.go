package main

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"

	"github.com/crossplane/function-sdk-go/logging"
	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/compose/composetest"
)

func zzParams(claim *structpb.Struct) *structpb.Value {
	if p := composetest.At(claim, "spec", "parameters"); p != nil {
		return proto.CloneOf(p)
	}
	return structpb.NewStructValue(&structpb.Struct{})
}

func zzClaims(tb testing.TB, claim *structpb.Struct) *structpb.Struct {
	name := composetest.At(claim, "metadata", "name").GetStringValue()
	namespace := composetest.At(claim, "metadata", "namespace").GetStringValue()
	xr := composetest.Object(tb, fmt.Sprintf("{apiVersion: %s, kind: XNetwork, metadata: {name: %s-x7k2p}, spec: {claimRef: {apiVersion: %s, kind: Network, namespace: %s, name: %s}}}", platform.APIVersion, name, platform.APIVersion, namespace, name))
	xr.GetFields()["spec"].GetStructValue().GetFields()["parameters"] = zzParams(claim)
	return xr
}

func zzNative(tb testing.TB, claim *structpb.Struct) *structpb.Struct {
	xr := composetest.Object(tb, "{apiVersion: "+platform.APIVersion+", kind: Network, spec: {}}")
	xr.Fields["metadata"] = proto.CloneOf(composetest.At(claim, "metadata"))
	xr.GetFields()["spec"].GetStructValue().GetFields()["parameters"] = zzParams(claim)
	return xr
}

func zzWorld(tb testing.TB, xr *structpb.Struct, claim *structpb.Struct, others ...*structpb.Struct) composetest.World {
	var objs []*structpb.Struct
	files, _ := filepath.Glob("../../examples/environments/*.yaml")
	for _, f := range files {
		objs = append(objs, composetest.Objects(tb, f)...)
	}
	w := composetest.World{Function: New(logging.NewNopLogger()), Composite: xr, Objects: append(objs, others...)}
	if p := composetest.At(claim, "spec", "compositionSelector", "matchLabels", "provider").GetStringValue(); p != "" {
		w.Input = composetest.Object(tb, "{apiVersion: network.fn.platform.hyperscalar.io/v1alpha1, kind: Input, provider: "+p+"}")
	}
	return w
}

func zzAt(key string, desired *structpb.Struct) *structpb.Struct {
	text := map[string]string{
		"id": "id-" + key, "arn": "arn:aws:" + key, "allocationId": "eipalloc-1",
		"cidrBlock": "10.0.0.0/16", "ipv6CidrBlock": "2600:1f18:1234:5600::/56", "ipCidrRange": "10.0.0.0/17",
		"publicIp": "198.51.100.7", "prefixListId": "pl-1", "ipAddress": "198.51.100.8", "address": "198.51.100.9",
		"internalIpv6Range": "fd20:1:2::/48", "externalIpv6Prefix": "2600:1900:1::/64",
		"selfLink": "https://www.googleapis.com/compute/v1/projects/acme/" + key,
	}
	if len(composetest.At(desired, "spec", "managementPolicies").GetListValue().GetValues()) == 1 {
		delete(text, "id")
		delete(text, "selfLink")
	}
	out := &structpb.Struct{Fields: map[string]*structpb.Value{}}
	for name, value := range text {
		out.Fields[name] = structpb.NewStringValue(value)
	}
	return out
}

func zzClaim(tb testing.TB, p platform.Provider, params string) *structpb.Struct {
	claim := composetest.Object(tb, fmt.Sprintf("{apiVersion: %s, kind: Network, metadata: {namespace: team-a, name: shop}, spec: {parameters: {provider: %s, region: us-east}}}", platform.APIVersion, p))
	maps.Copy(composetest.At(claim, "spec", "parameters").GetStructValue().GetFields(), composetest.Object(tb, params).GetFields())
	return claim
}

func TestZZDump(t *testing.T) {
	out := os.Getenv("DUMP")
	if out == "" {
		t.Skip()
	}
	f, _ := os.Create(out)
	defer f.Close()
	n := 0
	dump := func(name string, rsp *fnv1.RunFunctionResponse) {
		b, err := proto.MarshalOptions{Deterministic: true}.Marshal(rsp)
		if err != nil {
			t.Fatal(err)
		}
		n++
		fmt.Fprintf(f, "%s %d %x\n", name, len(b), sha256.Sum256(b))
		if os.Getenv("FULL") == name {
			fmt.Fprintln(f, rsp)
		}
	}
	passes := func(name string, w composetest.World) {
		rsp := w.Run(t)
		dump(name+"/0", rsp)
		if composetest.Fatal(rsp) != "" {
			return
		}
		for i := range 6 {
			w = w.Next(t, rsp, zzAt)
			rsp = w.Run(t)
			dump(fmt.Sprintf("%s/%d", name, i+1), rsp)
		}
		for _, k := range composetest.Keys(rsp) {
			un := w
			un.Observed = maps.Clone(w.Observed)
			r := proto.CloneOf(w.Observed[k])
			delete(r.GetResource().GetFields(), "status")
			un.Observed[k] = r
			dump(name+"/lost/"+k, un.Run(t))
			un.Observed = maps.Clone(w.Observed)
			r = proto.CloneOf(w.Observed[k])
			r.GetResource().GetFields()["status"].GetStructValue().Fields["conditions"] = composetest.At(composetest.Object(t, `{a: [{type: Synced, status: "False", reason: Bad, message: "requestID: 12345678-aaaa went wrong"}, {type: Ready, status: "False", reason: Creating}, x, {type: 4}]}`), "a")
			un.Observed[k] = r
			dump(name+"/bad/"+k, un.Run(t))
			un.Observed = maps.Clone(w.Observed)
			delete(un.Observed, k)
			dump(name+"/gone/"+k, un.Run(t))
		}
	}
	both := map[string]func(testing.TB, *structpb.Struct) *structpb.Struct{"Claims": zzClaims, "Native": zzNative}
	files, _ := filepath.Glob("../../examples/network/*.yaml")
	for _, file := range files {
		for i, o := range composetest.Objects(t, file) {
			for _, fn := range slices.Sorted(maps.Keys(both)) {
				passes(fmt.Sprintf("%s/%d/%s", strings.TrimSuffix(filepath.Base(file), ".yaml"), i, fn), zzWorld(t, both[fn](t, o), o))
			}
		}
	}
	extra := []string{everything, typical, typical1, "{}", "{tags: {Foo: 'b ä/r', NAME: x, 'aws:x': 'AWS:y', team: z}}", "{ipv6: true, zones: 2, nat: PerZone, tags: {a: b, c: d, e: f, g: h}}",
		"{bogus: 1, zones: x, firewall: [{name: 3, portz: [1]}], dns: {zone: [a]}}", "{firewall: [{name: web, ports: ['80-90', '443'], cidrs: [10.1.0.0/16, 0.0.0.0/0], tiers: [public], action: Deny}]}", "{tags: {k: 3, '': {a: 1}}, zones: 1.5, region: null}"}
	for i, p := range platform.Providers() {
		for j, e := range extra {
			for _, fn := range slices.Sorted(maps.Keys(both)) {
				c := zzClaim(t, p, e)
				passes(fmt.Sprintf("extra/%d/%d/%s", i, j, fn), zzWorld(t, both[fn](t, c), c, other(t, p)))
			}
		}
		long := zzClaim(t, p, typical)
		long.Fields["metadata"].GetStructValue().Fields["name"] = structpb.NewStringValue("a-very-long-claim-name-that-does-not-fit-anywhere-at-all-really-it-does-not-fit-x-y-z-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789")
		passes(fmt.Sprintf("long/%d", i), zzWorld(t, zzClaims(t, long), long))
	}
	t.Logf("%d responses", n)
}

func cpu() int64 {
	var r syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &r)
	return r.Utime.Nano() + r.Stime.Nano()
}

func BenchmarkZZ(b *testing.B) {
	c := zzClaim(b, platform.ProviderAWS, typical)
	w := zzWorld(b, zzClaims(b, c), c)
	run := func(w composetest.World) func(b *testing.B) {
		return func(b *testing.B) {
			req := w.Request()
			w.RunRequest(b, req)
			b.ReportAllocs()
			b.ResetTimer()
			c := cpu()
			for range b.N {
				w.Function.RunFunction(b.Context(), req)
			}
			b.ReportMetric(float64(cpu()-c)/float64(b.N), "cpu-ns/op")
		}
	}
	b.Run("First", run(w))
	ready, _ := w.Converge(b, zzAt)
	b.Run("Ready", run(ready))
}
