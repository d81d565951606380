package main

import (
	"fmt"
	"slices"
	"testing"
	"time"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
)

func BenchmarkYY(b *testing.B) {
	c := zzClaim(b, platform.ProviderAWS, typical)
	w := zzWorld(b, zzClaims(b, c), c)
	req := w.Request()
	w.RunRequest(b, req)
	ready, _ := w.Converge(b, zzAt)
	rreq := ready.Request()
	ready.RunRequest(b, rreq)
	for i := range 2 {
		r, name := req, "first"
		if i == 1 {
			r, name = rreq, "ready"
		}
		for range 500 {
			w.Function.RunFunction(b.Context(), r)
		}
		var ds []float64
		for range 60 {
			t := time.Now()
			for range 50 {
				w.Function.RunFunction(b.Context(), r)
			}
			ds = append(ds, float64(time.Since(t))/50)
		}
		slices.Sort(ds)
		fmt.Printf("YY %s %.0f %.0f %.0f\n", name, ds[1]/1000, ds[15]/1000, ds[30]/1000)
	}
}
