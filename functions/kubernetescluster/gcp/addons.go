// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/internal/managed/gcp"
)

// logging of the cluster. Cloud Audit Logs know who was let in and what they did,
// whatever is asked for here.
// https://cloud.google.com/kubernetes-engine/docs/how-to/view-logs
func (c *cluster) logging() *gcp.ClusterLogging {
	out := &gcp.ClusterLogging{EnableComponents: []gcp.LoggingComponent{gcp.LoggingComponentSystem, gcp.LoggingComponentWorkloads}}
	for _, l := range []struct {
		asked v1alpha1.LogComponent
		of    gcp.LoggingComponent
	}{
		{v1alpha1.LogAPIServer, gcp.LoggingComponentAPIServer},
		{v1alpha1.LogControllerManager, gcp.LoggingComponentControllerManager},
		{v1alpha1.LogScheduler, gcp.LoggingComponentScheduler},
	} {
		if slices.Contains(c.Logging.Components, l.asked) {
			out.EnableComponents = append(out.EnableComponents, l.of)
		}
	}
	return out
}

// addons that GKE installs, and keeps at the version that goes with the cluster's.
func (c *cluster) addons() *gcp.ClusterAddons {
	return &gcp.ClusterAddons{
		GCEPersistentDiskCSIDriverConfig: &gcp.EnabledAddon{Enabled: c.Addon(v1alpha1.AddonBlockStorage).Enabled},
		GCPFilestoreCSIDriverConfig:      &gcp.EnabledAddon{Enabled: c.Addon(v1alpha1.AddonFileStorage).Enabled},
		HorizontalPodAutoscaling:         &gcp.DisabledAddon{Disabled: false},
		HTTPLoadBalancing:                &gcp.DisabledAddon{Disabled: false},
		// Dataplane V2 needs no other part to enforce network policies.
		NetworkPolicyConfig: &gcp.DisabledAddon{Disabled: true},
	}
}

// datapath of pods. It is decided once: GKE cannot change it.
func (c *cluster) datapath() gcp.DatapathProvider {
	if had := c.had().DatapathProvider; had != "" {
		return had
	}
	if c.Addon(v1alpha1.AddonNetworkPolicy).Enabled {
		return gcp.DatapathProviderAdvanced
	}
	return gcp.DatapathProviderLegacy
}
