// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package controlplane

import (
	"context"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"
	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	extv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/test/controlplane/isolation"
	"github.com/hyperscalar/hyperscalar/test/controlplane/process"
	"github.com/hyperscalar/hyperscalar/test/manifest"
)

const (
	secretCA     = "crossplane-root-ca"
	secretServer = "crossplane-tls-server"
	secretClient = "crossplane-tls-client"

	providerPermissions = "crossplane:allowed-provider-permissions"

	// Simulated clouds are ready within seconds and not within minutes. With
	// Crossplane's defaults, 50 updates of a composite's resources at once
	// are taken for a loop, and then it is only told of one in 30 seconds.
	// https://docs.crossplane.io/latest/composition/composite-resources/
	circuitBreakerBurst  = "10000"
	circuitBreakerRefill = "1000"

	// Like the API server, it is faster with some more garbage.
	crossplaneGarbage = "200"
	crossplaneMemory  = "400MiB"

	initAttempts = 20
	initPause    = 200 * time.Millisecond
)

// reconcileRate is how much Crossplane does at once. Its default of 100 is meant for
// a cluster: here everything runs on the same few cores, and composites that are
// reconciled while their resources still change are only reconciled again.
func reconcileRate() int {
	return max(2, runtime.NumCPU())
}

// crossplaneEnv is what the chart's Deployment sets.
func (s *supervisor) crossplaneEnv(i identity) []string {
	return []string{
		"KUBECONFIG=" + s.identity(i),
		"POD_NAMESPACE=" + namespace,
		"POD_SERVICE_ACCOUNT=crossplane",
		"TLS_CA_SECRET_NAME=" + secretCA,
		"TLS_SERVER_SECRET_NAME=" + secretServer,
		"TLS_CLIENT_SECRET_NAME=" + secretClient,
	}
}

// initialise does what the init container of Crossplane's pod does: it installs
// Crossplane's own CustomResourceDefinitions, webhooks and certificates. It installs
// one definition after the other and does not wait until they are served, which makes
// it fail, and everybody else wait. So all are installed before. What an earlier run has
// installed is kept.
func (s *supervisor) initialise(ctx context.Context) error {
	if !s.installation.initialised(s.before) {
		if err := s.predefine(ctx); err != nil {
			return err
		}
		if err := s.initialiseCore(ctx); err != nil {
			return err
		}
	}
	for secret, owner := range map[string]string{secretServer: "server", secretClient: "client"} {
		if err := s.copySecret(ctx, secret, s.tls(owner)); err != nil {
			return err
		}
	}
	return nil
}

// predefine the kinds of Crossplane, and wait until they are served.
func (s *supervisor) predefine(ctx context.Context) error {
	files, err := manifest.Files(s.crds())
	if err != nil {
		return err
	}
	g, ctx := errgroup.WithContext(ctx)
	for _, f := range files {
		g.Go(func() error {
			u, err := manifest.ReadOne(f)
			if err != nil {
				return err
			}
			if err := s.kube.Create(ctx, u); client.IgnoreAlreadyExists(err) != nil {
				return errors.Wrapf(err, "cannot create definition %q", u.GetName())
			}
			return poll(ctx, func() error { return s.served(ctx, u.GetName()) })
		})
	}
	return g.Wait()
}

// crds is the folder of Crossplane's definitions.
func (s *supervisor) crds() string {
	return filepath.Join(s.Crossplane, "cluster", "crds")
}

func (s *supervisor) initialiseCore(ctx context.Context) error {
	log, err := os.OpenFile(s.log("crossplane-init"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return errors.Wrap(err, "cannot open log")
	}
	defer log.Close() //nolint:errcheck // It is only a log.
	for range initAttempts {
		cmd := exec.CommandContext(ctx, s.Programs[programCrossplane], "core", "init") //nolint:gosec // It is our own program.
		cmd.Stdout, cmd.Stderr = log, log
		cmd.Env = append(append(process.Environment(), s.crossplaneEnv(identityAdmin)...),
			"CRDS_PATH="+s.crds(),
			"WEBHOOK_CONFIGS_PATH="+filepath.Join(s.Crossplane, "cluster", "webhookconfigurations"),
			"WEBHOOK_SERVICE_NAME="+webhookService,
			"WEBHOOK_SERVICE_NAMESPACE="+namespace,
			"WEBHOOK_SERVICE_PORT="+strconv.Itoa(s.ports.Webhook),
		)
		if err = cmd.Run(); err == nil {
			return nil
		}
		time.Sleep(initPause)
	}
	return errors.Wrapf(err, "cannot initialise Crossplane, see %s", log.Name())
}

// copySecret to files, as a pod would have it mounted.
func (s *supervisor) copySecret(ctx context.Context, name, dir string) error {
	sec, err := s.secret(ctx, name)
	if err != nil {
		return err
	}
	return writeFiles(dir, sec.Data)
}

func (s *supervisor) secret(ctx context.Context, name string) (*corev1.Secret, error) {
	sec := &corev1.Secret{}
	err := s.kube.Get(ctx, types.NamespacedName{Namespace: namespace, Name: name}, sec)
	return sec, errors.Wrapf(err, "cannot get Secret %q", name)
}

// startCrossplane, which looks at everything that there is first. Where that was kept the clouds
// come before it, because Crossplane keeps everybody else from working meanwhile.
func (s *supervisor) startCrossplane(ctx context.Context) error {
	if err := s.prepareClouds(ctx); err != nil {
		return err
	}
	return s.group.Start(ctx, process.Spec{
		Name: ProcessCrossplane,
		Path: s.Programs[programCrossplane],
		Args: append([]string{
			"core", "start",
			// Processes instead of Deployments run our functions.
			"--package-runtime=External",
			"--max-reconcile-rate=" + strconv.Itoa(reconcileRate()),
			"--circuit-breaker-burst=" + circuitBreakerBurst,
			"--circuit-breaker-refill-rate=" + circuitBreakerRefill,
			"--webhook-port=" + strconv.Itoa(s.ports.Webhook),
			"--metrics-port=" + strconv.Itoa(s.ports.Metrics),
			"--health-probe-port=" + strconv.Itoa(s.ports.Health),
		}, s.CrossplaneArgs...),
		Env: append(s.crossplaneEnv(identityCrossplane),
			"TLS_SERVER_CERTS_DIR="+s.tls("server"),
			"TLS_CLIENT_CERTS_DIR="+s.tls("client"),
			"XPKG_CACHE_DIR="+s.path("cache", "xpkg"),
			"XFN_CACHE_DIR="+s.path("cache", "xfn"),
			"GOGC="+crossplaneGarbage,
			"GOMEMLIMIT="+crossplaneMemory,
		),
		Ready: func(ctx context.Context) error {
			return get(ctx, http.DefaultClient, "http://"+isolation.Address(s.ports.Health)+"/readyz")
		},
	})
}

// startRBACManager, which grants Crossplane the permissions that it needs for each
// API. It serves its metrics on a port that cannot be chosen. Where another program
// has that port Crossplane is granted everything instead.
func (s *supervisor) startRBACManager(ctx context.Context) error {
	if !s.isolated() && dial(ctx, isolation.Address(rbacManagerPort)) == nil {
		s.notef("port %d is in use, so Crossplane runs without its RBAC manager and may do everything", rbacManagerPort)
		return s.grantEverything(ctx)
	}
	if !s.isolated() {
		s.notef("Crossplane's RBAC manager serves its metrics on every interface: port %d", rbacManagerPort)
	}
	// It writes roles anew with each definition that appears, so it starts when those of the
	// providers are there.
	if err := poll(ctx, s.resolution.awaitEstablished); err != nil {
		return err
	}
	return s.group.Start(ctx, process.Spec{
		Name: ProcessRBACManager,
		Path: s.Programs[programCrossplane],
		Args: []string{"rbac", "start", "--provider-clusterrole=" + providerPermissions},
		Env:  s.crossplaneEnv(identityRBACManager),
		Ready: func(ctx context.Context) error {
			return dial(ctx, isolation.Address(rbacManagerPort))
		},
	})
}

func (s *supervisor) grantEverything(ctx context.Context) error {
	return s.apply(ctx, &rbacv1.ClusterRoleBinding{
		TypeMeta:   metav1.TypeMeta{APIVersion: rbacv1.SchemeGroupVersion.String(), Kind: "ClusterRoleBinding"},
		ObjectMeta: metav1.ObjectMeta{Name: "crossplane-cluster-admin"},
		RoleRef:    rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: "ClusterRole", Name: "cluster-admin"},
		Subjects:   []rbacv1.Subject{{Kind: rbacv1.ServiceAccountKind, Namespace: namespace, Name: string(identityCrossplane)}},
	})
}

// served returns nil if the kind of the definition with the supplied name is served. The
// API server fills its cache with the objects of a kind when it is first asked for them,
// and refuses to answer until it has.
func (s *supervisor) served(ctx context.Context, name string) error {
	crd := &extv1.CustomResourceDefinition{}
	if err := s.kube.Get(ctx, types.NamespacedName{Name: name}, crd); err != nil {
		return errors.Wrapf(err, "cannot get definition %q", name)
	}
	established := slices.ContainsFunc(crd.Status.Conditions, func(c extv1.CustomResourceDefinitionCondition) bool {
		return c.Type == extv1.Established && c.Status == extv1.ConditionTrue
	})
	if !established {
		return errors.Errorf("definition %q is not served yet", name)
	}
	for _, v := range crd.Spec.Versions {
		if !v.Served {
			continue
		}
		// Without MaxRetries the client would wait for a second by itself.
		req := s.discovery.RESTClient().Get().AbsPath("apis", crd.Spec.Group, v.Name, crd.Spec.Names.Plural).Param("limit", "1").MaxRetries(0)
		if err := req.Do(ctx).Error(); err != nil {
			return errors.Wrapf(err, "cannot list objects of definition %q", name)
		}
	}
	return nil
}

// dial an address to see whether somebody listens there.
func dial(ctx context.Context, address string) error {
	c, err := (&net.Dialer{}).DialContext(ctx, "tcp", address)
	if err != nil {
		return errors.Wrap(err, "cannot reach it")
	}
	return errors.Wrap(c.Close(), "cannot reach it")
}
