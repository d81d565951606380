// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/hyperscalar/hyperscalar/internal/managed/azure"
)

// How the machines of a group are replaced.
const (
	// Bounds of the part of the machines that are replaced at a time, in percent.
	leastBatch = 5
	all        = 100

	// unwell is how many of the new machines may be unwell, in percent, before Azure
	// stops.
	unwell = 20

	// noPause is the time between two batches.
	noPause = "PT0S"
)

// setRollout replaces machines by new ones, rather than to change them where they are:
// what configures a machine runs when it is new. Machines that are not well do not keep
// Azure from replacing them; new ones that are not well stop it.
// https://learn.microsoft.com/azure/virtual-machine-scale-sets/virtual-machine-scale-sets-maxsurge
func (c *compute) setRollout(s *azure.ScaleSet, g group) {
	s.UpgradeMode = azure.ScaleSetUpgradeRolling
	s.RollingUpgradePolicy = &azure.ScaleSetRollingUpgrade{
		MaxBatchInstancePercent:             batch(c.Rollout.Surge, g.Most()),
		MaxUnhealthyInstancePercent:         all,
		MaxUnhealthyUpgradedInstancePercent: unwell,
		MaximumSurgeInstancesEnabled:        new(true),
		PauseTimeBetweenBatches:             noPause,
		PrioritizeUnhealthyInstancesEnabled: new(true),
	}
	if len(s.Zones) > 0 {
		// Otherwise there would be as many batches at a time as there are zones.
		s.RollingUpgradePolicy.CrossZoneUpgradesEnabled = new(true)
	}
}

// batch is how many of the machines are replaced at a time, in percent: no more than were
// asked for, whatever their number is now, but for the least that Azure knows.
func batch(machines, of int) int {
	if of == 0 {
		return all
	}
	return min(max(machines*all/of, leastBatch), all)
}

// The extension that finds out whether a machine is well. It does so within the machine,
// and with a balancer asks what that asks: a scale set that looked at the probe of the
// balancer would not let go of the rules that use it.
// https://learn.microsoft.com/azure/virtual-machine-scale-sets/virtual-machine-scale-sets-health-extension
const (
	healthName      = "health"
	healthPublisher = "Microsoft.ManagedServices"
	healthLinux     = "ApplicationHealthLinux"
	healthWindows   = "ApplicationHealthWindows"

	// healthVersion takes a plain answer of HTTP. Later ones want to be told more.
	healthVersion = "1.0"

	// mostInterval between two questions, in seconds.
	mostInterval = 60

	portSSH = 22
	portRDP = 3389
)

// Bounds of the time that a machine has before it is replaced for not being well.
const (
	leastGrace = 10 * time.Minute
	mostGrace  = 90 * time.Minute
)

// setHealth says how Azure finds out which machines are well. Those that are not are
// replaced.
// https://learn.microsoft.com/azure/virtual-machine-scale-sets/virtual-machine-scale-sets-automatic-instance-repairs
func (c *compute) setHealth(s *azure.ScaleSet) {
	grace := leastGrace
	if b := c.LoadBalancer; b != nil {
		grace = min(max(time.Duration(b.HealthCheck.GraceSeconds)*time.Second, leastGrace), mostGrace)
	}
	s.Extension = []azure.ScaleSetExtension{c.healthExtension()}
	s.AutomaticInstanceRepair = &azure.ScaleSetRepair{
		Enabled:     true,
		Action:      azure.ScaleSetRepairReplace,
		GracePeriod: fmt.Sprintf("PT%dM", minutes(grace)),
	}
}

// minutes that a time takes, the last one included if it has begun.
func minutes(d time.Duration) int { return int((d + time.Minute - 1) / time.Minute) }

func (c *compute) healthExtension() azure.ScaleSetExtension {
	kind := healthLinux
	if c.isWindows() {
		kind = healthWindows
	}
	return azure.ScaleSetExtension{
		Name:                    healthName,
		Publisher:               healthPublisher,
		Type:                    kind,
		TypeHandlerVersion:      healthVersion,
		AutoUpgradeMinorVersion: new(true),
		Settings:                c.healthSettings(),
	}
}

// healthSettings are those of the balancer's health check. Without one, a machine is well
// if somebody could log in.
func (c *compute) healthSettings() string {
	s := healthSettings{Protocol: protocolOfLogin, Port: portSSH}
	if c.isWindows() {
		s.Port = portRDP
	}
	if b := c.LoadBalancer; b != nil {
		h := b.HealthCheck
		s = healthSettings{
			Protocol:    strings.ToLower(string(h.Protocol)),
			Port:        h.Port,
			RequestPath: h.Path,
			Interval:    min(h.IntervalSeconds, mostInterval),
			Probes:      h.Threshold,
		}
	}
	b, err := json.Marshal(s)
	if err != nil {
		// Text and numbers can always be encoded.
		return ""
	}
	return string(b)
}

const protocolOfLogin = "tcp"

// healthSettings are what the extension is told.
type healthSettings struct {
	Protocol    string `json:"protocol"`
	Port        int    `json:"port"`
	RequestPath string `json:"requestPath,omitempty"`
	Interval    int    `json:"intervalInSeconds,omitempty"`
	Probes      int    `json:"numberOfProbes,omitempty"`
}
