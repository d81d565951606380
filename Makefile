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

##@ For users

.PHONY: render
render: $(BIN)/render tools functions ## Render the examples, or EXAMPLE=path of a claim, as Crossplane would
	@$(BIN)/render $(if $(EXAMPLE),$(EXAMPLE),--examples) $(RENDER_FLAGS)

.PHONY: package
package: $(BIN)/crossplane-cli ## Build the packages to install, in _output/xpkg
	@cd test && go run -trimpath ./package

##@ For developers

.PHONY: test
test: lint test-unit test-proof ## Run everything that CI proves

.PHONY: test-unit
test-unit: ## Run the unit tests, the properties and the fuzz seeds
	go test ./...

.PHONY: test-proof
test-proof: tools functions ## Prove the structs, the packages, the goldens and the examples with Crossplane's own tools
	cd test && go test -trimpath -count=1 -timeout 30m ./...

.PHONY: golden
golden: tools functions ## Write the golden files anew, to be read in the diff
	cd test && go test -trimpath -count=1 ./golden/... -update

.PHONY: bench
bench: ## Measure the functions; docs/performance.md says what was measured
	go test -run '^$$' -bench . -benchmem ./functions/...

.PHONY: fuzz
fuzz: ## Fuzz for FUZZTIME (default 30s) each
	go test -run '^$$' -fuzz FuzzDecodeStrict -fuzztime $(or $(FUZZTIME),30s) ./internal/structcodec
	go test -run '^$$' -fuzz FuzzName -fuzztime $(or $(FUZZTIME),30s) ./internal/naming

.PHONY: generate
generate: ## Write what is generated from the code: activation policies, support matrix
	cd test && go run -trimpath ./generate

.PHONY: tidy
tidy: ## Tidy the modules; test/providers only pins versions and has no code to tidy by
	for m in $(MODULES) test/tools/crossplane test/tools/lint; do (cd $$m && go mod tidy); done

.PHONY: lint
lint: $(BIN)/golangci-lint ## Run every linter
	for m in $(MODULES); do (cd $$m && $(BIN)/golangci-lint run --config $(CURDIR)/.golangci.yml ./...); done
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

.PHONY: functions
functions: ## Build the composition functions
	@go build -trimpath -ldflags '$(LDFLAGS)' -o $(BIN)/function-network ./functions/network

$(BIN)/crossplane: test/tools/crossplane/go.mod
	@echo 'building crossplane $(CROSSPLANE_VERSION), a few minutes the first time' >&2
	@cd test/tools/crossplane && go build -trimpath -ldflags '$(CROSSPLANE_LDFLAGS)' -o $@ github.com/crossplane/crossplane/v2/cmd/crossplane
	@touch $@

$(BIN)/crossplane-cli: test/go.mod
	@echo 'building the crossplane CLI, a few minutes the first time' >&2
	@cd test && go build -trimpath -ldflags '$(LDFLAGS)' -o $@ github.com/crossplane/cli/v2/cmd/crossplane
	@touch $@

$(BIN)/golangci-lint: test/tools/lint/go.mod
	@echo 'building golangci-lint, a minute the first time' >&2
	@cd test/tools/lint && go build -trimpath -ldflags '$(LDFLAGS)' -o $@ github.com/golangci/golangci-lint/v2/cmd/golangci-lint
	@touch $@

.PHONY: $(BIN)/render
$(BIN)/render:
	@cd test && go build -trimpath -o $@ ./render/cmd

.PHONY: help
help: ## Show this help
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-zA-Z0-9_-]+:.*## / {printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
