// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

func addons() []cloud.Kind {
	a := eks("v1beta1", "Addon", "addons")
	a.Noun, a.Call = "EKS Add-On", "Addon"
	a.Required = []string{"clusterName", "addonName"}
	a.Immutable = []string{"clusterName", "addonName"}
	a.Links = []cloud.Link{toCluster()}
	a.ID = func(r *cloud.Request) string { return r.Args.String("clusterName") + ":" + r.Args.String("addonName") }
	a.Check, a.Attributes = checkAddon, addonAttributes
	return []cloud.Kind{a}
}

// addonNames are the add-ons of EKS that are simulated, and whether they are healthy
// without nodes.
// https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html
func addonNames() map[string]bool {
	return map[string]bool{
		"vpc-cni": true, "kube-proxy": true, "eks-pod-identity-agent": true, "eks-node-monitoring-agent": true,
		"coredns": false, "metrics-server": false, "aws-ebs-csi-driver": false, "aws-efs-csi-driver": false,
		"snapshot-controller": false, "cert-manager": false, "external-dns": false,
	}
}

var addonVersion = regexp.MustCompile(`^v[0-9]+\.[0-9]+\.[0-9]+-eksbuild\.[0-9]+$`)

func checkAddon(r *cloud.Request) error {
	name := r.Args.String("addonName")
	withoutNodes, known := addonNames()[name]
	if !known {
		return cloud.Refuse(400, invalidParameter, "Addon %s is not supported", name)
	}
	if v := r.Args.String("addonVersion"); v != "" && !addonVersion.MatchString(v) {
		return cloud.Refuse(400, invalidParameter, "Addon version specified is not supported")
	}
	if v := r.Args.String("configurationValues"); v != "" && !json.Valid([]byte(v)) {
		return cloud.Refuse(400, invalidParameter, "ConfigurationValue provided in request is not supported: Json schema validation failed")
	}
	if err := oneOf(r, "resolveConflictsOnCreate", "NONE", "OVERWRITE"); err != nil {
		return err
	}
	if err := oneOf(r, "resolveConflictsOnUpdate", "NONE", "OVERWRITE", "PRESERVE"); err != nil {
		return err
	}
	if r.Old == nil && !withoutNodes && !hasNodes(r) {
		return cloud.Refuse(400, late+"InsufficientNumberOfReplicas", "The add-on is unhealthy because it doesn't have the desired number of replicas.")
	}
	if r.Old == nil && !r.Args.Has("addonVersion") {
		// It stays like this until somebody asks for another version.
		r.Args.Set("addonVersion", recommended(name, r.To("clusterName").Args.String("version")))
	}
	return nil
}

func hasNodes(r *cloud.Request) bool {
	for g := range r.UsersOf(r.To("clusterName"), nodeGroup) {
		if n, _ := g.Args.Int("scalingConfig.desiredSize"); n > 0 && r.IsReady(g) {
			return true
		}
	}
	return false
}

// recommended version of an add-on for a version of Kubernetes. They are made up, and
// another one for each.
func recommended(name, version string) string {
	if slices.Contains([]string{"kube-proxy", "coredns"}, name) {
		return fmt.Sprintf("v%s.0-eksbuild.2", version)
	}
	return fmt.Sprintf("v1.%d.0-eksbuild.1", minorOf(version)-10)
}

func addonAttributes(r *cloud.Request) cloud.Value {
	c, name, _ := strings.Cut(r.ID, ":")
	at := time.Unix(0, 0).UTC().Format(time.RFC3339)
	out := cloud.Value{"arn": eksARN(r, "addon", c+"/"+name+"/"+r.UUID("arn")), "createdAt": at, "modifiedAt": at}
	if to := r.To("clusterName"); to != nil && !r.Args.Has("addonVersion") {
		out["addonVersion"] = recommended(name, to.Args.String("version"))
	}
	return out
}
