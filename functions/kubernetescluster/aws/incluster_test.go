// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/hyperscalar/hyperscalar/apis/kubernetescluster/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/bootstrap"
	"github.com/hyperscalar/hyperscalar/functions/kubernetescluster/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/helm"
	"github.com/hyperscalar/hyperscalar/internal/managed/kubernetes"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
)

func TestBuildInCluster(t *testing.T) {
	t.Parallel()
	resources, o := converge(t, fullPlan())
	config := managedtest.Find(t, resources, bootstrap.KeyHelmConfig)
	if diff := cmp.Diff([]managed.Key{keyClusterAuth, plan.KeyCluster}, config.DeleteBefore); diff != "" {
		t.Errorf("nothing in the cluster can be deleted without these: -want, +got:\n%s", diff)
	}
	secret := fullPlan().Claim.SecretOf(keyClusterAuth)
	access := config.ForProvider.(helm.ProviderConfig).Credentials.SecretRef
	if access.Name != secret.Name || access.Namespace != secret.Namespace || access.Key != "kubeconfig" {
		t.Errorf("the kubeconfig is where ClusterAuth publishes it, got %+v", access)
	}

	release := managedtest.Spec[helm.Release](t, resources, keyAutoscaler)
	values, name := managedtest.JSON(t, release.Values), newCluster(fullPlan(), o).name()
	for _, part := range []string{`"clusterName":"` + name + `"`, `"awsRegion":"eu-west-1"`, `"name":"cluster-autoscaler"`} {
		if !strings.Contains(values, part) {
			t.Errorf("values of the autoscaler should contain %s, are %s", part, values)
		}
	}
	if !slices.Contains(managedtest.Find(t, resources, keyAutoscaler).After, "pod-identity-cluster-autoscaler") {
		t.Error("pods that start before there is an identity for them never get it")
	}
	const plugin = `{"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[` +
		`{"key":"nvidia.com/gpu.present","operator":"In","values":["true"]}]}]}}},"tolerations":[{"operator":"Exists"}]}`
	if got := managedtest.JSON(t, managedtest.Spec[helm.Release](t, resources, bootstrap.KeyDevicePlugin).Values); got != plugin {
		t.Errorf("GPUs are offered on the nodes that we label, whatever taints they have, got %s", got)
	}
	fleet := managedtest.JSON(t, managedtest.Spec[kubernetes.Object](t, resources, bootstrap.KeyFleet).Manifest)
	for _, part := range []string{`"provider":"aws"`, `"cluster":"` + testARN + `"`, `"address":"https://a.eks"`} {
		if !strings.Contains(fleet, part) {
			t.Errorf("registration should contain %s, is %s", part, fleet)
		}
	}
}

func TestBuildInstallsNothingUnasked(t *testing.T) {
	t.Parallel()
	for _, r := range Build(newPlan(), observations{}) {
		if !ofAWS(r) {
			t.Errorf("%q is not needed", r.Key)
		}
	}
}

func TestLabels(t *testing.T) {
	t.Parallel()
	gpu := pool("gpu", "g4h2t")
	gpu.Machine.GPU, gpu.Labels = &v1alpha1.GPU{Count: 1, Model: "L4"}, map[string]string{"a": "b"}
	want := map[string]string{"a": "b", "nvidia.com/gpu.present": "true", "k8s.amazonaws.com/accelerator": "l4"}
	if diff := cmp.Diff(want, labels(gpu)); diff != "" {
		t.Errorf("nodes with GPUs are known by their labels: -want, +got:\n%s", diff)
	}
	if got := labels(pool("main", "x7k2p")); got != nil {
		t.Errorf("other nodes have the labels of the claim, got %v", got)
	}
}

func TestFactsInCluster(t *testing.T) {
	t.Parallel()
	_, o := converge(t, fullPlan())
	f := Facts(fullPlan(), o)
	if f.GitOps == nil || !f.GitOps.Ready || f.Fleet == nil || !f.Fleet.Ready {
		t.Errorf("the engine runs and the cluster is registered, got %+v and %+v", f.GitOps, f.Fleet)
	}
	for _, part := range f.Addons {
		if !part.Ready || part.Version == "" {
			t.Errorf("add-on %s is ready and has a version, got %+v", part.Name, part)
		}
	}
	if len(f.Addons) != len(v1alpha1.AddonNames()) {
		t.Errorf("there are %d add-ons, want %d", len(f.Addons), len(v1alpha1.AddonNames()))
	}
}
