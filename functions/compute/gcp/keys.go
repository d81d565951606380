// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package gcp

import "github.com/hyperscalar/hyperscalar/internal/managed"

// Keys of the resources that a claim consists of, beside those of plan. Some are joined
// with what they are for.
const (
	keyIngress     managed.Key = "ingress"
	keyAddress     managed.Key = "address"
	keyDisk        managed.Key = "disk"
	keySchedule    managed.Key = "schedule"
	keyScheduler   managed.Key = "scheduler"
	keyTemplate    managed.Key = "template"
	keyAutoscaler  managed.Key = "autoscaler"
	keyRepairCheck managed.Key = "check-repair"
	keyBalancer    managed.Key = "balancer"
	keyVIP         managed.Key = "balancer-address"
	keyCheck       managed.Key = "balancer-check"
	keyClients     managed.Key = "balancer-clients"
	keyProbes      managed.Key = "balancer-probes"
	keyForwarding  managed.Key = "forwarding"
)

// Parts of names.
const (
	partIngress  = "ingress"
	partDisk     = "disk"
	partBalancer = "balancer"
	partClients  = "clients"
	partProbes   = "probes"
	partSchedule = "schedule"
)

// Revocable says of a resource that a claim does not consist of any more whether it is
// deleted at the cloud in any case: a machine that another one takes the place of would
// keep its disks and its address, and a rule would let somebody in. What is on a disk
// stays.
func Revocable(k managed.Key) bool { return !keyDisk.Begins(k) }
