# Todwick portal. `make help` lists what there is; the two that matter are `make run` and `make test`.
SHELL := /bin/bash
PORT ?= 8000
PY ?= python3
PYTEST ?= -n 2 --dist worksteal
SIZES ?= 1000 100000
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
RUN_STAMP := $(VENV)/.run-stamp
DEV_STAMP := $(VENV)/.dev-stamp
INSTALL = $(UV) pip install -q --python $(BIN)/python --require-hashes -r
export PORT

.DEFAULT_GOAL := help
.PHONY: run test test-long check bench bench-import bench-incidents bench-start load guides addresses lock help setup

run: setup  ## the portal with its demo school on http://localhost:8000 (PORT=8001 make run); Ctrl-C stops it
	@PORTAL_MODE=demo BIN=$(BIN) bash .ci/serve

test: $(DEV_STAMP)  ## all tests but the long ones; browser tests where a Chromium is found
	@PORTAL_MODE=demo $(BIN)/python -m pytest -q -m "not long" $(PYTEST)

test-long: $(DEV_STAMP)  ## the same with the full counts of made-up input; takes an hour or more
	@PORTAL_MODE=demo HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest -q $(PYTEST)

check: $(DEV_STAMP)  ## style, types, import rules, migrations, templates, deployment settings; no tests
	@BIN=$(BIN) bash .ci/check

bench: bench-import bench-incidents bench-start  ## all of these

bench-import: $(DEV_STAMP)  ## how long 100,000 survey answers take, beside the plainest way and a well-known library
	@PORTAL_MODE=demo $(BIN)/python -m tests.bench.import_bench $(BENCH)

bench-incidents: $(DEV_STAMP)  ## how the list of incidents grows: SIZES="1000 100000 1000000" for more
	@PORTAL_MODE=demo $(BIN)/python -m tests.bench.incidents_bench --cases $(SIZES)

bench-start: $(DEV_STAMP)  ## how the start pages grow: 1,000 and 100,000 cases, answers and posts
	@PORTAL_MODE=demo $(BIN)/python -m tests.bench.start_bench --cases $(SIZES)

load: $(DEV_STAMP)  ## fifty people for ten minutes on the demo school; LOAD="--seconds 120" for less
	@PORTAL_MODE=demo $(BIN)/python -m tests.bench.load $(LOAD)

guides: $(DEV_STAMP)  ## take the pictures of the guides anew, from a demo school of its own
	@PORTAL_MODE=demo DJANGO_SETTINGS_MODULE=todwick_portal.settings $(BIN)/python docs/make_guides.py

addresses: $(DEV_STAMP)  ## write docs/addresses.md anew out of the program
	@PORTAL_MODE=demo DJANGO_SETTINGS_MODULE=todwick_portal.settings $(BIN)/python -m tests.project.addresses

lock: $(UV)  ## write requirements*.txt anew from requirements*.in: exact versions and hashes
	@UV_CUSTOM_COMPILE_COMMAND='make lock' $(UV) pip compile -q --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-annotate -o requirements.txt requirements.in
	@UV_CUSTOM_COMPILE_COMMAND='make lock' $(UV) pip compile -q --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-annotate -o requirements-dev.txt requirements-dev.in

setup: $(RUN_STAMP)  ## the environment alone, in .venv/

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

$(UV):
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "The portal needs Python 3.11 or newer. This is: $$($(PY) --version 2>&1). Say where one is: make PY=python3.12 ..."; exit 1; }
	@$(PY) -c 'import ensurepip' 2>/dev/null || \
	  { echo "Python's venv module is missing. Install it:  sudo apt-get install python3-venv"; exit 1; }
	@$(PY) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check uv==0.13.9

$(RUN_STAMP): requirements.txt | $(UV)
	@echo "Installing what the portal runs on ..."
	@$(INSTALL) requirements.txt
	@touch $@

$(DEV_STAMP): requirements-dev.txt | $(UV)
	@echo "Installing what the tests need ..."
	@$(INSTALL) requirements-dev.txt
	@touch $@ $(RUN_STAMP)
