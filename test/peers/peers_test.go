// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package peers

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/testing/protocmp"
	"google.golang.org/protobuf/types/known/structpb"

	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	"github.com/hyperscalar/hyperscalar/internal/compose/composetest"
	"github.com/hyperscalar/hyperscalar/test/load"
)

// TestSameJob proves that the peers do the same as we do, at each pass: they compose the
// same resources, and when everything is ready all of them are.
func TestSameJob(t *testing.T) { //nolint:paralleltest // Nothing else should run while something is measured.
	servers := start(t)
	for _, p := range passes(t, servers) { //nolint:paralleltest // See above.
		for _, name := range []string{patchAndTransform, goTemplating} {
			req, ok := p.requests[name]
			if !ok {
				continue
			}
			t.Run(p.name+"/"+name, func(t *testing.T) {
				rsp := respond(t, servers[name], req)
				want, got := composed(p.want), composed(rsp)
				if len(want) == 0 {
					t.Fatal("nothing is composed")
				}
				if diff := cmp.Diff(want, got, protocmp.Transform()); diff != "" {
					t.Errorf("resources: -ours, +theirs:\n%s", diff)
				}
			})
		}
		t.Run(p.name+"/"+autoReady, func(t *testing.T) {
			ready := 0
			for _, r := range respond(t, servers[autoReady], p.requests[autoReady]).GetDesired().GetResources() {
				if r.GetReady() == fnv1.Ready_READY_TRUE {
					ready++
				}
			}
			if want := map[string]int{"Ready": len(p.want.GetDesired().GetResources())}[p.name]; ready != want {
				t.Errorf("ready: want %d resources, got %d", want, ready)
			}
		})
	}
}

// composed are the desired resources of a response, but for what is up to each: the end
// of a name that must not be anybody else's.
func composed(rsp *fnv1.RunFunctionResponse) map[string]*structpb.Struct {
	out := map[string]*structpb.Struct{}
	for _, key := range composetest.Keys(rsp) {
		o := proto.CloneOf(composetest.Desired(rsp, key))
		if composetest.At(o, "kind").GetStringValue() == "SecurityGroup" {
			delete(composetest.At(o, "spec", "forProvider").GetStructValue().GetFields(), "name")
		}
		metadata := composetest.At(o, "metadata").GetStructValue()
		metadata.Fields = map[string]*structpb.Value{"labels": metadata.GetFields()["labels"]}
		out[key] = o
	}
	return out
}

// requests of each server in a round.
const requests = 25

// A cost of a server at one pass.
type cost struct {
	// cpu of one request, in each round.
	cpu []time.Duration

	// wall are the times that requests took.
	wall []time.Duration

	rss  int
	size int
}

// BenchmarkPeers measures all of them in the same run, in turns, so that all of them
// have the same weather. An iteration is a round of many requests to each.
func BenchmarkPeers(b *testing.B) {
	servers := start(b)
	for _, p := range passes(b, servers) {
		b.Run(p.name, func(b *testing.B) {
			costs := map[string]*cost{}
			for name, req := range p.requests {
				data, err := proto.Marshal(req)
				if err != nil {
					b.Fatal(err)
				}
				costs[name] = &cost{size: len(data)}
				costs[name].round(b, servers[name], data)
				*costs[name] = cost{size: len(data)} // They were cold.
			}
			for b.Loop() {
				for name, req := range p.requests {
					data, err := proto.Marshal(req)
					if err != nil {
						b.Fatal(err)
					}
					costs[name].round(b, servers[name], data)
				}
			}
			b.Log("\n" + table(p, costs))
			b.ReportMetric(ratio(costs, patchAndTransform, autoReady), "pipeline/ours")
		})
	}
}

// round asks a server many times.
func (c *cost) round(b *testing.B, s server, request []byte) {
	b.Helper()
	before, err := s.CPU()
	if err != nil {
		b.Fatal(err)
	}
	for range requests {
		start := time.Now()
		if _, err := s.Ask(b.Context(), request); err != nil {
			b.Fatal(err)
		}
		c.wall = append(c.wall, time.Since(start))
	}
	after, err := s.CPU()
	if err != nil {
		b.Fatal(err)
	}
	c.cpu = append(c.cpu, (after-before)/requests)
	if c.rss, err = s.RSS(); err != nil {
		b.Fatal(err)
	}
}

// ratio of what some cost together to what ours costs, in processor time.
func ratio(costs map[string]*cost, names ...string) float64 {
	sum := time.Duration(0)
	for _, name := range names {
		sum += load.Percentile(costs[name].cpu, 50)
	}
	return float64(sum) / float64(max(1, load.Percentile(costs[ours].cpu, 50)))
}

// table of what was measured.
func table(p pass, costs map[string]*cost) string {
	out := &strings.Builder{}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	_, _ = fmt.Fprintf(w, "%s: %d resources\trequest KiB\tCPU ms\tratio\tp50 ms\tp99 ms\tRSS MiB\t\n", p.name, len(p.want.GetDesired().GetResources()))
	for _, names := range [][]string{{ours}, {patchAndTransform}, {goTemplating}, {autoReady}, {patchAndTransform, autoReady}, {goTemplating, autoReady}} {
		if slices.ContainsFunc(names, func(n string) bool { return costs[n] == nil }) {
			continue
		}
		row(w, costs, names)
	}
	_ = w.Flush()
	return out.String()
}

func row(w *tabwriter.Writer, costs map[string]*cost, names []string) {
	cpu := time.Duration(0)
	for _, name := range names {
		cpu += load.Percentile(costs[name].cpu, 50)
	}
	_, _ = fmt.Fprintf(w, "%s\t", strings.ReplaceAll(strings.Join(names, " + "), "function-", ""))
	if len(names) > 1 {
		_, _ = fmt.Fprintf(w, "\t%.2f\t%.1f\t\t\t\t\n", load.Milliseconds(cpu), ratio(costs, names...))
		return
	}
	c := costs[names[0]]
	_, _ = fmt.Fprintf(w, "%d\t%.2f\t%.1f\t%.2f\t%.2f\t%.0f\t\n", c.size>>10, load.Milliseconds(cpu), ratio(costs, names...),
		load.Milliseconds(load.Percentile(c.wall, 50)), load.Milliseconds(load.Percentile(c.wall, 99)), load.MiB(c.rss))
}
