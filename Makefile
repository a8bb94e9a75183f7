# tdkt: every check and every habit of the project is one target here; `make` alone lists them.
# A machine with Python 3.11+, git and make is enough: each target first builds .venv when it is stale.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
PEERS := $(VENV)/.peers
CHROMIUM := /usr/bin/chromium
WORKERS ?= 2
SWEEPS := tests/rules/test_fuzz.py tests/rules/test_meaning.py tests/rules/test_explain_laws.py

.DEFAULT_GOAL := help
.PHONY: help setup demo test features rules lint types contracts bench benchscale soak docs wheel check lock clean

help: ## list the targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

# Hash-checked: pip refuses any file that is not the one the lock was made from.
$(STAMP): requirements/dev.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("tdkt needs Python 3.11 or newer") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	-$(BIN)/python -m compileall -q $(VENV)/lib cli.py desk terminal dossiers workflow rules ledger texts
	touch $(STAMP)

setup: $(STAMP) ## build .venv from the hash-checked lock

demo: $(STAMP) ## play the season built from the five seeds on a fresh SQLite file
	$(BIN)/tdkt demo

# Pages are tested in Debian's Chromium; where it cannot be installed those tests fail and say so.
$(CHROMIUM):
	-.ci/chromium

test: $(STAMP) $(CHROMIUM) ## the whole test suite: engines, store, commands, features, examples in docstrings
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal

features: $(STAMP) $(CHROMIUM) ## only the scenarios in the users' words
	$(BIN)/python -m pytest -q features

rules: $(STAMP) ## only the worked examples beside the rules files
	$(BIN)/tdkt rules test

lint: $(STAMP) ## ruff (rules and format), spelling, and the form of the shipped rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell
	$(BIN)/tdkt rules fmt --check rules/*.yaml rules/*/*.yaml rules/*/*/*.yaml

types: $(STAMP) ## mypy --strict over code, tests, features and benches
	$(BIN)/mypy

contracts: $(STAMP) ## who may import whom
	$(BIN)/lint-imports

check: lint types contracts test ## all that is checked before a change lands

# A peer without a wheel for this machine is no reason not to measure; the table then says so.
$(PEERS): $(STAMP) requirements/bench.lock
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.lock && touch $(PEERS)

bench: $(PEERS) ## paired measurements against floors and peers, in one run; writes bench/RESULTS.md
	$(BIN)/python -m bench

benchscale: $(PEERS) ## a million dossiers: an hour, fifty gigabytes
	$(BIN)/python -m bench scale

soak: $(STAMP) ## ten minutes of kill -9 on both databases (TDKT_SOAK_MINUTES), then long sweeps of the properties
	$(BIN)/python -m pytest -q -n $(WORKERS) -m soak -rP tests/soak
	TDKT_SOAK=1 $(BIN)/python -m pytest -q -n $(WORKERS) -m soak tests --ignore=tests/soak
	TDKT_SOAK=1 $(BIN)/python -m pytest -q -n $(WORKERS) $(SWEEPS)

docs: $(STAMP) ## write again what is generated: schemas, diagrams, tables in docs/
	$(BIN)/python -m docs.generate

wheel: $(STAMP) ## build the wheel into dist/
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

lock: ## resolve the locks again (needs uv in .venv)
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml -o requirements/run.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra dev pyproject.toml -o requirements/dev.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --constraints requirements/dev.lock --extra bench pyproject.toml -o requirements/bench.lock

clean: ## delete what can be built again
	rm -rf $(VENV) dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
