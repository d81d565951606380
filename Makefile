# SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
#
# SPDX-License-Identifier: Apache-2.0

# Everything here needs Go and make, and nothing else. Tools are Go modules of
# their own below test/tools; they are built once and kept in .cache/bin.

SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -ec
.DEFAULT_GOAL := help

BIN := $(CURDIR)/.cache/bin
MODULES := . test
LDFLAGS := -s -w

# Crossplane reports the version that it was built as, and refuses packages when
# there is none.
CROSSPLANE_VERSION := v2.4.0
CROSSPLANE_LDFLAGS := $(LDFLAGS) -X github.com/crossplane/crossplane-runtime/v2/pkg/version.version=$(CROSSPLANE_VERSION)

export CGO_ENABLED ?= 0

# Kubernetes' programs report the version that they were built as.
KUBERNETES_VERSION := v1.35.4
KUBERNETES_LDFLAGS := $(LDFLAGS) -X k8s.io/component-base/version.gitVersion=$(KUBERNETES_VERSION) \
	-X k8s.io/component-base/version.gitMajor=1 -X k8s.io/component-base/version.gitMinor=35

# Every function is a program in a folder of its own.
FUNCTIONS := $(patsubst functions/%/main.go,%,$(wildcard functions/*/main.go))

# The state of every file, so that nothing is proven twice. Without git everything is.
INPUTS := $(shell git ls-files -z --cached --others --exclude-standard $(CURDIR) 2>/dev/null | xargs -0 sha256sum 2>/dev/null | sha256sum)
export INPUTS := $(INPUTS) $(if $(CRDS),$(shell find $(subst :, ,$(CRDS)) -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum))
COUNT := $(shell git rev-parse --is-inside-work-tree >/dev/null 2>&1 || echo -count=1)

FLAVOUR ?= claims
FLAVOURS ?= claims,native

# The APIs whose examples make e2e claims. Empty claims all of them, which takes long.
CLAIMED ?= network

# What make up claims: enough of everything to look at while it is still quick. With
# EXAMPLES empty it is every example, as with make demo.
EXAMPLES ?= network/smallest network/azure network/gcp network/kubernetes \
	storage/aws storage/azure storage/gcp storage/pinned storage/exchange identity/machine identity/workload-gcp \
	kubernetescluster/smallest kubernetescluster/azure kubernetescluster/gcp \
	compute/smallest compute/group-azure compute/single-gcp

# What make test-proof runs. What runs on the control plane is proven by make e2e.
PROOFS := ./apis/... ./cloudsim/... ./controlplane/... ./crds/... ./docs/... ./generate/... ./golden/... ./kinds/... ./load/... ./manifest/... ./package/... ./permissions/... ./proof/... ./render/... ./repo/... ./review/... ./revision/... ./schema/... ./served/...

##@ A control plane with simulated clouds

.PHONY: up
up: controlplane ## Start a control plane with simulated clouds, and claim EXAMPLES of every API (FLAVOUR=native)
	@$(BIN)/hyperscalar up --flavour $(FLAVOUR)
	@$(BIN)/hyperscalar demo $(EXAMPLES)
	@$(if $(EXAMPLES),echo && echo 'make demo claims all the other examples too.')

.PHONY: demo
demo: $(BIN)/hyperscalar ## Claim every example on the running control plane, and follow them to Ready
	@$(BIN)/hyperscalar demo

.PHONY: status
status: $(BIN)/hyperscalar ## Show what runs and what is installed
	@$(BIN)/hyperscalar status

.PHONY: logs
logs: $(BIN)/hyperscalar ## List the logs, or show that of NAME=process
	@$(BIN)/hyperscalar logs $(NAME)

.PHONY: kubectl
kubectl: $(BIN)/kubectl ## Build kubectl in .cache/bin, for those who have none

.PHONY: down
down: $(BIN)/hyperscalar ## Stop the control plane (WIPE=1 also forgets what is in it)
	@$(BIN)/hyperscalar down $(if $(WIPE),--wipe)

##@ For users

.PHONY: render
render: $(BIN)/render tools functions ## Render the examples, or EXAMPLE=path of a claim, as Crossplane would
	@$(BIN)/render $(if $(EXAMPLE),$(EXAMPLE),--examples) $(RENDER_FLAGS)

.PHONY: review
review: tools functions ## Say what a change of claims does to managed resources: BEFORE=folder AFTER=folder of claims and environments (FLAVOUR=native)
	@test -n '$(AFTER)' || (echo 'say which folders: make review BEFORE=folder AFTER=folder' && exit 1)
	@cd test && go run -trimpath ./review/cmd --flavour=$(FLAVOUR) --before='$(abspath $(BEFORE))' --after='$(abspath $(AFTER))' $(if $(RENDERED),--rendered='$(abspath $(RENDERED))')

.PHONY: ci-recipe
ci-recipe: ## Run what examples/ci does on examples of this repository: those of AFTER (default examples/network), since the last commit
	@rm -rf _output/review && mkdir -p _output/review/before _output/review/after
	@git archive HEAD examples/environments $(or $(AFTER),examples/network) | tar -x -C _output/review/before
	@cp -r examples/environments $(or $(AFTER),examples/network) _output/review/after
	@$(MAKE) --no-print-directory review BEFORE=_output/review/before AFTER=_output/review/after

.PHONY: package
package: $(BIN)/crossplane-cli ## Build the packages to install, in _output/xpkg
	@cd test && go run -trimpath ./package

##@ For developers

.PHONY: test
test: test-unit test-proof e2e ## Run everything that CI proves

.PHONY: test-unit
test-unit: ## Run the unit tests, the properties and the fuzz seeds
	go test ./...

.PHONY: test-race
test-race: ## Run the unit tests with the race detector, which needs a C compiler
	CGO_ENABLED=1 go test -race ./...

.PHONY: test-proof
test-proof: tools functions $(BIN)/etcd $(BIN)/kube-apiserver ## Prove structs, packages, goldens and examples with Crossplane's own tools, and what proves them
	cd test && go test -trimpath $(COUNT) -timeout 30m $(PROOFS)

.PHONY: e2e
e2e: controlplane ## Prove with simulated clouds what users see, in each of FLAVOURS (default claims,native), of the APIs CLAIMED (default network)
	cd test && FLAVOURS=$(FLAVOURS) CLAIMED=$(CLAIMED) go test -trimpath $(COUNT) -v -timeout 120m ./e2e

.PHONY: scale
scale: controlplane ## Measure CLAIMS=200 networks on the running control plane
	@$(BIN)/hyperscalar scale --claims $(or $(CLAIMS),200)

.PHONY: golden
golden: tools functions ## Write the golden files anew, to be read in the diff
	cd test && go test -trimpath -count=1 ./golden/... -update

.PHONY: bench
bench: ## Measure the functions; docs/performance.md says what was measured
	go test -run '^$$' -bench . -benchmem ./functions/...

.PHONY: bench-peers
bench-peers: functions $(BIN)/peer-patch-and-transform $(BIN)/peer-auto-ready ## Measure function-network beside what others use for the same, for ROUNDS (default 10); GO_TEMPLATING=binary adds function-go-templating
	cd test && go test -trimpath -count=1 -run SameJob -bench . -benchtime $(or $(ROUNDS),10)x -timeout 60m ./peers

.PHONY: soak
soak: functions ## Ask every function, or that of API=name, for DURATION (default 10m) by many clients at once, and then for COMPOSITES (default 10000)
	cd test && DURATION=$(or $(DURATION),10m) COMPOSITES=$(or $(COMPOSITES),10000) go test -trimpath -count=1 -v -run '(Soak|Fleet)/$(API)' -timeout 24h ./served

.PHONY: fuzz
fuzz: ## Fuzz for FUZZTIME (default 30s) each
	go test -run '^$$' -fuzz FuzzDecodeStrict -fuzztime $(or $(FUZZTIME),30s) ./internal/structcodec
	go test -run '^$$' -fuzz FuzzUnmarshal -fuzztime $(or $(FUZZTIME),30s) ./internal/wire
	go test -run '^$$' -fuzz FuzzMarshal -fuzztime $(or $(FUZZTIME),30s) ./internal/wire
	go test -run '^$$' -fuzz FuzzName -fuzztime $(or $(FUZZTIME),30s) ./internal/naming
	for f in $(FUNCTIONS); do go test -run '^$$' -fuzz FuzzRunFunction -fuzztime $(or $(FUZZTIME),30s) ./functions/$$f; done

.PHONY: generate
generate: ## Write what is generated from the code: activation policies, dependencies, support matrices, permissions
	cd test && go run -trimpath ./generate

.PHONY: release-record
release-record: ## Record what VERSION=v0.1.0 is like, so that later revisions are compared with it
	@test -n '$(VERSION)' || (echo 'say which VERSION' && exit 1)
	cd test && go run -trimpath ./revision/record $(VERSION)

.PHONY: tidy
tidy: ## Tidy the modules; test/providers only pins versions and has no code to tidy by
	for m in $(MODULES) test/tools/crossplane test/tools/etcd test/tools/kubernetes test/tools/lint test/peers/patch-and-transform test/peers/auto-ready; do (cd $$m && go mod tidy); done

.PHONY: lint
lint: $(BIN)/golangci-lint ## Run every linter
	for m in $(MODULES); do (cd $$m && $(BIN)/golangci-lint run --allow-parallel-runners --config $(CURDIR)/.golangci.yml ./...); done
	@! git ls-files '*.go' '*.yaml' Makefile | grep -v /testdata/ | xargs grep -L 'SPDX-License-Identifier: Apache-2.0' | grep . || (echo 'these files have no licence header' && exit 1)

.PHONY: format
format: $(BIN)/golangci-lint ## Format the code
	for m in $(MODULES); do (cd $$m && $(BIN)/golangci-lint fmt --config $(CURDIR)/.golangci.yml ./...); done

.PHONY: reviewable
reviewable: generate tidy lint test ## Do all that a change must pass before it is reviewed

.PHONY: clean
clean: ## Remove what was built
	rm -rf .cache _output

##@ Tools

.PHONY: tools
tools: $(BIN)/crossplane $(BIN)/crossplane-cli ## Build Crossplane and its CLI, which takes minutes the first time

.PHONY: controlplane
controlplane: tools functions packages $(BIN)/etcd $(BIN)/kube-apiserver $(BIN)/kube-controller-manager $(BIN)/hyperscalar $(BIN)/cloudsim ## Build what a control plane consists of

.PHONY: packages
packages: $(BIN)/crossplane-cli
	@cd test && go run -trimpath ./package --arch $$(go env GOARCH) > /dev/null

.PHONY: functions
functions: ## Build the composition functions
	@go build -trimpath -ldflags '$(LDFLAGS)' -o $(BIN)/functions/ $(addprefix ./functions/,$(FUNCTIONS))
	@for f in $(FUNCTIONS); do ln -f $(BIN)/functions/$$f $(BIN)/function-$$f; done

$(BIN)/crossplane: test/tools/crossplane/go.mod
	@echo 'building crossplane $(CROSSPLANE_VERSION), a few minutes the first time' >&2
	@cd test/tools/crossplane && go build -trimpath -ldflags '$(CROSSPLANE_LDFLAGS)' -o $@ github.com/crossplane/crossplane/v2/cmd/crossplane
	@touch $@

$(BIN)/crossplane-cli: test/go.mod
	@echo 'building the crossplane CLI, a few minutes the first time' >&2
	@cd test && go build -trimpath -ldflags '$(LDFLAGS)' -o $@ github.com/crossplane/cli/v2/cmd/crossplane
	@touch $@

$(BIN)/peer-patch-and-transform: test/peers/patch-and-transform/go.mod
	@echo 'building function-patch-and-transform, some minutes the first time' >&2
	@cd test/peers/patch-and-transform && go build -trimpath -ldflags '$(LDFLAGS)' -o $@ github.com/crossplane-contrib/function-patch-and-transform
	@touch $@

$(BIN)/peer-auto-ready: test/peers/auto-ready/go.mod
	@echo 'building function-auto-ready, some minutes the first time' >&2
	@cd test/peers/auto-ready && go build -trimpath -ldflags '$(LDFLAGS)' -o $@ github.com/crossplane/function-auto-ready
	@touch $@

$(BIN)/etcd: test/tools/etcd/go.mod
	@echo 'building etcd, a minute the first time' >&2
	@cd test/tools/etcd && go build -trimpath -ldflags '$(LDFLAGS)' -o $@ go.etcd.io/etcd/server/v3
	@touch $@

$(BIN)/kube-apiserver $(BIN)/kube-controller-manager $(BIN)/kubectl: test/tools/kubernetes/go.mod
	@echo 'building $(@F) $(KUBERNETES_VERSION), some minutes the first time' >&2
	@cd test/tools/kubernetes && go build -trimpath -ldflags '$(KUBERNETES_LDFLAGS)' -o $@ k8s.io/kubernetes/cmd/$(@F)
	@touch $@

$(BIN)/golangci-lint: test/tools/lint/go.mod
	@echo 'building golangci-lint, a minute the first time' >&2
	@cd test/tools/lint && go build -trimpath -ldflags '$(LDFLAGS)' -o $@ github.com/golangci/golangci-lint/v2/cmd/golangci-lint
	@touch $@

.PHONY: $(BIN)/hyperscalar
$(BIN)/hyperscalar:
	@cd test && go build -trimpath -ldflags '$(LDFLAGS)' -o $@ ./controlplane/cmd

.PHONY: $(BIN)/cloudsim
$(BIN)/cloudsim:
	@cd test && go build -trimpath -ldflags '$(LDFLAGS)' -o $@ ./cloudsim/cmd

.PHONY: $(BIN)/render
$(BIN)/render:
	@cd test && go build -trimpath -o $@ ./render/cmd

.PHONY: help
help: ## Show this help
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-zA-Z0-9_-]+:.*## / {printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
