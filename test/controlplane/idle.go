// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package controlplane

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/controlplane/isolation"
)

// Metrics of a program that runs controllers.
// https://book.kubebuilder.io/reference/metrics-reference
const (
	metricWaiting = "workqueue_depth"
	metricWorking = "controller_runtime_active_workers"

	labelController = "controller"
)

// packageControllers are what the names of the controllers of Crossplane's package manager
// begin with.
const packageControllers = "packages/"

// packageManagerIdle is true if Crossplane's package manager has nothing to do.
func (s *supervisor) packageManagerIdle(ctx context.Context) (bool, error) {
	metrics, err := read(ctx, http.DefaultClient, "http://"+isolation.Address(s.ports.Metrics)+"/metrics")
	if err != nil {
		return false, errors.Wrap(err, "cannot read Crossplane's metrics")
	}
	return idle(bytes.NewReader(metrics), packageControllers)
}

// idle is true if the supplied metrics know controllers with the supplied prefix, and none of
// them has anything to do.
func idle(metrics io.Reader, prefix string) (bool, error) {
	p := expfmt.NewTextParser(model.UTF8Validation)
	families, err := p.TextToMetricFamilies(metrics)
	if err != nil {
		return false, errors.Wrap(err, "cannot parse metrics")
	}
	known := false
	for _, name := range []string{metricWaiting, metricWorking} {
		for _, m := range families[name].GetMetric() {
			if !strings.HasPrefix(controllerOf(m), prefix) {
				continue
			}
			known = true
			if m.GetGauge().GetValue() > 0 {
				return false, nil
			}
		}
	}
	return known, nil
}

func controllerOf(m *dto.Metric) string {
	for _, l := range m.GetLabel() {
		if l.GetName() == labelController {
			return l.GetValue()
		}
	}
	return ""
}
