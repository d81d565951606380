// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package controlplane

import (
	"context"
	"crypto/tls"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/rest"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/controlplane/isolation"
	"github.com/hyperscalar/hyperscalar/test/controlplane/process"
)

const (
	// serviceAddresses are the addresses that Services get. They are loopback
	// addresses themselves, so that the API server reaches a webhook behind a
	// Service although nothing implements Services here. The port of such a
	// Service must be that of the process.
	serviceAddresses = "127.10.0.0/16"

	// The API server spends a third of its time collecting garbage unless it
	// may keep more of it than usual, within a limit: everything together has
	// 3 GiB.
	apiServerGarbage = "300"
	apiServerMemory  = "1900MiB"

	// stopAPIServer is how long the API server gets to say farewell to those
	// who still watch.
	stopAPIServer = 3 * time.Second
)

// controllersWeNeed are those that Crossplane relies on. There are no nodes, so
// that most others would have nothing to do.
func controllersWeNeed() string {
	return strings.Join([]string{
		"garbage-collector-controller",
		"namespace-controller",
		"serviceaccount-controller",
		"root-ca-certificate-publisher-controller",
		"clusterrole-aggregation-controller",
	}, ",")
}

func (s *supervisor) startEtcd(ctx context.Context) error {
	clients, peers := "http://"+isolation.Address(s.ports.Etcd), "http://"+isolation.Address(s.ports.EtcdPeer)
	return s.group.Start(ctx, process.Spec{
		Name: ProcessEtcd,
		Path: s.Programs[programEtcd],
		Args: []string{
			"--name=hyperscalar",
			"--data-dir=" + s.etcd(),
			"--listen-client-urls=" + clients,
			"--advertise-client-urls=" + clients,
			"--listen-peer-urls=" + peers,
			"--initial-advertise-peer-urls=" + peers,
			"--initial-cluster=hyperscalar=" + peers,
			// Nobody minds the loss of what was written right before
			// the machine crashed.
			"--unsafe-no-fsync",
			"--auto-compaction-mode=revision",
			"--auto-compaction-retention=1000",
			"--quota-backend-bytes=4294967296",
			"--log-level=warn",
		},
		Ready: func(ctx context.Context) error { return get(ctx, http.DefaultClient, clients+"/health") },
	})
}

func (s *supervisor) startAPIServer(ctx context.Context) error {
	c, err := rest.HTTPClientFor(s.rest)
	if err != nil {
		return errors.Wrap(err, "cannot create client")
	}
	err = s.group.Start(ctx, process.Spec{
		Name: ProcessAPIServer,
		Path: s.Programs[programAPIServer],
		Env:  []string{"GOGC=" + apiServerGarbage, "GOMEMLIMIT=" + apiServerMemory},
		Args: []string{
			"--etcd-servers=http://" + isolation.Address(s.ports.Etcd),
			"--bind-address=" + isolation.Loopback,
			"--advertise-address=" + isolation.Loopback,
			"--secure-port=" + strconv.Itoa(s.ports.API),
			"--endpoint-reconciler-type=none",
			"--tls-cert-file=" + s.key(fileServer),
			"--tls-private-key-file=" + s.key(fileServerKey),
			"--client-ca-file=" + s.key(fileCA),
			"--token-auth-file=" + s.key(fileTokens),
			"--anonymous-auth=false",
			"--authorization-mode=RBAC",
			"--service-account-issuer=https://" + kubernetesDomain,
			"--service-account-signing-key-file=" + s.key(fileAccountsKey),
			"--service-account-key-file=" + s.key(fileAccounts),
			"--service-cluster-ip-range=" + serviceAddresses,
			"--disable-admission-plugins=ServiceAccount",
			// There is nobody to be fair to.
			"--enable-priority-and-fairness=false",
			// Definitions are large, change often while packages are installed, and hardly
			// anybody watches them: to remember all of their changes takes more memory than
			// it saves time.
			"--watch-cache-sizes=managedresourcedefinitions.apiextensions.crossplane.io#0",
		},
		Ready: func(ctx context.Context) error { return get(ctx, c, s.rest.Host+"/readyz") },
		Grace: stopAPIServer,
	})
	if err != nil {
		return err
	}
	if s.discovery, err = discovery.NewDiscoveryClientForConfig(s.rest); err != nil {
		return errors.Wrap(err, "cannot create client")
	}
	s.kube, err = newClient(s.rest)
	return err
}

// startControllers of Kubernetes, and wait until they have put Crossplane's
// permissions together.
func (s *supervisor) startControllers(ctx context.Context) error {
	c := &http.Client{Transport: &http.Transport{
		// It has signed its certificate itself, and we only ask it whether
		// it is well.
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, //nolint:gosec // See above.
	}}
	err := s.group.Start(ctx, process.Spec{
		Name: ProcessControllers,
		Path: s.Programs[programControllers],
		Args: []string{
			"--kubeconfig=" + s.identity(identityControllers),
			"--authentication-kubeconfig=" + s.identity(identityControllers),
			"--authorization-kubeconfig=" + s.identity(identityControllers),
			"--bind-address=" + isolation.Loopback,
			"--secure-port=" + strconv.Itoa(s.ports.Controllers),
			"--leader-elect=false",
			// Without it the garbage collector may delete nothing.
			"--use-service-account-credentials=true",
			"--service-account-private-key-file=" + s.key(fileAccountsKey),
			"--root-ca-file=" + s.key(fileCA),
			"--kube-api-qps=200",
			"--kube-api-burst=400",
			"--concurrent-gc-syncs=20",
			"--controllers=" + controllersWeNeed(),
		},
		Ready: func(ctx context.Context) error {
			return get(ctx, c, "https://"+isolation.Address(s.ports.Controllers)+"/healthz")
		},
	})
	if err != nil {
		return err
	}
	return poll(ctx, func() error {
		r := &rbacv1.ClusterRole{}
		if err := s.kube.Get(ctx, types.NamespacedName{Name: "crossplane"}, r); err != nil {
			return errors.Wrap(err, "cannot get Crossplane's permissions")
		}
		if len(r.Rules) == 0 {
			return errors.New("Crossplane's permissions are not put together yet")
		}
		return nil
	})
}

// restartControllers because the garbage collector only looks for new kinds every
// half a minute, and after the first installation there are many. Until then it
// would delete nothing of what depends on them.
func (s *supervisor) restartControllers(ctx context.Context) error {
	if s.kept() {
		return nil
	}
	return s.group.Restart(ctx, ProcessControllers)
}

// get a URL that answers when a process is ready.
func get(ctx context.Context, c *http.Client, url string) error {
	_, err := read(ctx, c, url)
	return err
}

// read what a process answers at a URL.
func read(ctx context.Context, c *http.Client, url string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, errors.Wrap(err, "cannot create request")
	}
	rsp, err := c.Do(req)
	if err != nil {
		return nil, errors.Wrap(err, "cannot reach it")
	}
	defer rsp.Body.Close() //nolint:errcheck // It was only read.
	b, err := io.ReadAll(rsp.Body)
	if err != nil {
		return nil, errors.Wrap(err, "cannot read answer")
	}
	if rsp.StatusCode != http.StatusOK {
		return nil, errors.Errorf("it answers %s: %s", rsp.Status, b)
	}
	return b, nil
}
