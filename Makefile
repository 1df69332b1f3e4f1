# Everything starts here; `make` alone lists what there is.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help
.PHONY: help setup setup-test run release test bench bench-metrics format lint

SWIFT ?= swift
PYTHON ?= python3
# What `make run` builds: debug, which `make test` shares, or release.
CONFIGURATION ?= debug
# With optimisation Swift's own library goes into the binary: it runs where there is no Swift, and calls into the library need no
# table of addresses, which is about 6 % of the processor's time.
RELEASE := -c release --static-swift-stdlib
BUILD = $(SWIFT) build $(if $(filter release,$(CONFIGURATION)),$(RELEASE),-c $(CONFIGURATION)) --product telltale
# Handed on: to `telltale serve` by `make run`, to `telltale bench` by `make bench`, to pytest by `make test`.
ARGS ?=

# Debian package, and what shows that it, or the same from elsewhere, is there.
BUILD_NEEDS := pkg-config=pkg-config libssl-dev=/usr/include/openssl/evp.h libsqlite3-dev=/usr/include/sqlite3.h \
    libprotobuf-c-dev=/usr/include/protobuf-c/protobuf-c.h zlib1g-dev=/usr/include/zlib.h
TEST_NEEDS := prometheus=promtool prometheus-alertmanager=prometheus-alertmanager \
    prometheus-node-exporter=prometheus-node-exporter nghttp2-proxy=nghttpx strace=strace util-linux=unshare openssl=openssl python3-venv=ensurepip

SOURCES := Package.swift Sources Exporters Tests
VENV := .venv
VENV_PYTHON := $(CURDIR)/$(VENV)/bin/python
# A model's endpoint that the tests start, apart since it needs other versions of the same packages.
LITELLM := .venv-litellm
REPORTS := .build/reports

help:
	@cat <<'TEXT'
	make setup          install the Debian packages that a build needs, when they are missing
	make run            set up, build and start telltale serve       (ARGS="--port 9000", CONFIGURATION=release)
	make release        set up and build dist/telltale with optimisation: one file, to run where there is no Swift
	make test           set up, build and run all tests               (ARGS="-k name" chooses among the end-to-end tests)
	make bench          build with optimisation, start a server on a free port and measure it   (ARGS="--subscribers 1000")
	make bench-metrics  build the metrics core alone and hold it to its instructions and allocations (about six minutes)
	make format         put the Swift sources into their form
	make lint           say where the Swift sources are not in their form
	TEXT

# $(call install,NEEDS): installs what is missing with apt, or says what is missing.
define install
	has() {
	    case $$1 in
	        /*) [[ -e $$1 ]] ;;
	        ensurepip) $(PYTHON) -c 'import ensurepip, venv' ;;
	        *) command -v "$$1" ;;
	    esac >/dev/null 2>&1
	}
	lacking() {
	    local need
	    for need in $(1); do has "$${need#*=}" || echo "$${need%%=*}"; done
	}
	missing=$$(lacking | tr '\n' ' ')
	if [[ -n $$missing ]]; then
	    if ! command -v apt-get >/dev/null; then
	        echo "make: there is no apt-get here; install by other means what Debian calls: $$missing" >&2
	        exit 1
	    fi
	    as_root=()
	    if [[ $$EUID -ne 0 ]]; then
	        command -v sudo >/dev/null || { echo "make: as root, run: apt-get install $$missing" >&2; exit 1; }
	        as_root=(sudo)
	    fi
	    echo "make: installing $$missing"
	    "$${as_root[@]}" apt-get update -qq
	    "$${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null
	    still=$$(lacking | tr '\n' ' ')
	    [[ -z $$still ]] || { echo "make: still missing after the installation: $$still" >&2; exit 1; }
	fi
endef

setup:
	@command -v $(SWIFT) >/dev/null || { echo "make: Swift 6.3 is missing; see https://www.swift.org/install/linux/" >&2; exit 1; }
	$(call install,$(BUILD_NEEDS))

setup-test: setup
	@$(call install,$(TEST_NEEDS))

run: setup
	@$(BUILD)
	exec .build/$(CONFIGURATION)/telltale serve $(ARGS)

release: CONFIGURATION = release
release: setup
	@$(BUILD)
	install -D .build/release/telltale dist/telltale
	strip --strip-debug dist/telltale
	echo "dist/telltale: copy it to where it is to run; beside it the machine needs what Debian calls libssl3 libsqlite3-0 libprotobuf-c1 zlib1g"

# The stamp is newer than the list of packages once they are installed.
$(VENV)/installed: Tests/EndToEnd/requirements.txt | setup-test
	@$(PYTHON) -m venv $(VENV)
	$(VENV_PYTHON) -m pip install --quiet --disable-pip-version-check -r $<
	touch $@

$(LITELLM)/installed: Tests/EndToEnd/requirements-litellm.txt | setup-test
	@echo "make: installing litellm, which takes a minute"
	$(PYTHON) -m venv $(LITELLM)
	$(LITELLM)/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: -r $<
	touch $@

test: setup-test $(VENV)/installed $(LITELLM)/installed
	@rm -rf $(REPORTS)
	mkdir -p $(REPORTS)
	export TELLTALE_TEST_PYTHON=$(VENV_PYTHON)
	export TELLTALE_LITELLM=$(CURDIR)/$(LITELLM)/bin/litellm
	export TELLTALE_BINARY=$${TELLTALE_BINARY:-$(CURDIR)/.build/debug/telltale}
	$(SWIFT) build --build-tests
	# Begun all at once, thousands of tests stand in line for two threads before each of their steps.
	export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=$${SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH:-12}
	# Both suites run to their end; the summary decides.
	$(SWIFT) test --skip-build --disable-xctest --xunit-output $(REPORTS)/swift.xml || true
	$(VENV_PYTHON) -m pytest Tests/EndToEnd -n 2 -p no:cacheprovider --junitxml $(REPORTS)/end-to-end.xml $(ARGS) || true
	$(VENV_PYTHON) Tests/summary.py $(REPORTS)/swift.xml $(REPORTS)/end-to-end.xml

bench: CONFIGURATION = release
bench: setup
	@$(BUILD)
	telltale=$(CURDIR)/.build/release/telltale
	folder=$$(mktemp -d)
	"$$telltale" serve --port 0 --data "$$folder/data" --message-rate 0 >"$$folder/output" &
	server=$$!
	trap 'kill $$server 2>/dev/null || true; wait $$server || true; rm -rf "$$folder"' EXIT
	until grep -q '^Telltale listening on ' "$$folder/output"; do
	    kill -0 $$server 2>/dev/null || { echo "make: the server did not start" >&2; exit 1; }
	    sleep 0.1
	done
	port=$$(sed -n 's/^Telltale listening on .*://p' "$$folder/output")
	"$$telltale" bench --port "$$port" --data "$$folder/data" --server-pid $$server $(ARGS)

bench-metrics: setup
	@$(call install,valgrind=valgrind binutils=strip)
	Tests/Benchmarks/Telemetry/check.py

format:
	@$(SWIFT) format --in-place --recursive --parallel $(wildcard $(SOURCES))

lint:
	@$(SWIFT) format lint --strict --recursive --parallel $(wildcard $(SOURCES))
