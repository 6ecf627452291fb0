# Everything a contributor does, with no more than python3 (3.11 or newer), pip and make.
# `make recommend ARGS="coding --max-cost 300"` for an answer, `make test` before a pull request.

PYTHON ?= python3
ARGS ?= coding
VENV := .venv
BIN := $(VENV)/bin
# The interpreter's own pip: it installs into the environment even where that has no pip inside.
PIP := $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check

RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev
WHEELHOUSE := $(VENV)/wheelhouse

.DEFAULT_GOAL := help
.PHONY: help recommend setup test lint fmt types imports docs docs-check catalog schemas evidence-report explore fuzz bench wheel clean

help: ## what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|' 2>/dev/null \
	  || sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1  \2/p' $(MAKEFILE_LIST)

recommend: $(RUNTIME) ## an answer: make recommend ARGS="coding --max-cost 300"
	@$(BIN)/fmselect recommend $(ARGS)

setup: $(DEV) $(WHEELHOUSE)/.done ## .venv with all that development takes

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit( \
	  "fmselect needs Python 3.11 or newer; %s is %d.%d. Try: make PYTHON=python3.12 ..." \
	  % ((sys.executable,) + sys.version_info[:2]))'
	@$(PYTHON) -m pip --version >/dev/null || \
	  { echo "fmselect is set up with pip, and $(PYTHON) has none (on Debian: apt-get install python3-pip)" >&2; exit 1; }
	@echo "Setting up $(VENV)"
	@$(PYTHON) -m venv --without-pip $(VENV)

# hatchling comes with the runtime dependencies, so that the editable install needs no isolated
# build environment and works offline ever after.
$(RUNTIME): pyproject.toml hatch_build.py tools/dependencies.py | $(BIN)/python
	@$(BIN)/python -m tools.dependencies build > $(VENV)/requirements.txt
	@$(BIN)/python -m tools.dependencies runtime >> $(VENV)/requirements.txt
	@$(PIP) install --quiet -r $(VENV)/requirements.txt
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): $(RUNTIME)
	@$(BIN)/python -m tools.dependencies dev > $(VENV)/requirements-dev.txt
	@$(PIP) install --quiet -r $(VENV)/requirements-dev.txt
	@touch $@

# What the wheel is tried with: the newest allowed dependencies, and with the oldest supported
# Python the oldest ones (for a newer Python they may never have been built).
LOWEST = $(shell $(BIN)/python -c 'import sys; print("lowest" * (sys.version_info[:2] == (3, 11)))')
$(WHEELHOUSE)/.done: $(DEV)
	@$(BIN)/python -m tools.dependencies runtime > $(VENV)/runtime.txt
	@$(BIN)/python -m tools.dependencies lowest > $(VENV)/lowest.txt
	@for list in runtime $(LOWEST); do \
	  $(PIP) download --quiet --only-binary :all: --dest $(WHEELHOUSE) -r $(VENV)/$$list.txt || exit 1; \
	done
	@touch $@

test: setup lint types imports docs-check ## everything: lint, types, imports, docs, tests, wheel
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(DEV) ## ruff: rules and format
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/python -m tools.check_text

fmt: $(DEV) ## ruff: repair what can be repaired
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

types: $(DEV) ## mypy, strict
	$(BIN)/mypy

imports: $(DEV) ## who may import whom
	$(BIN)/lint-imports

docs: $(DEV) ## write the reference, the editor schemas and the shown outputs anew
	$(BIN)/python -m tools.reference
	$(BIN)/python -m tools.check_docs --update

docs-check: $(DEV) ## the reference is current, every shown command prints what is shown
	$(BIN)/python -m tools.reference --check
	$(BIN)/python -m tools.check_docs

catalog: $(RUNTIME) ## check every fact in catalog/
	$(BIN)/fmselect catalog lint catalog --strict

schemas: $(DEV) ## write the generated reference and the editor schemas in catalog/schemas anew
	$(BIN)/python -m tools.reference

evidence-report: $(DEV) ## hold-outs of the capability estimates: about five minutes; writes docs
	$(BIN)/python -m tools.evidence_report --write
	$(BIN)/python -m tools.capability_anchors

ROUNDS = 1
explore: setup ## the properties on new random examples, ROUNDS=1 times over
	@for round in $$(seq $(ROUNDS)); do \
	  $(BIN)/python -m pytest -n 2 --dist loadfile -m hypothesis --hypothesis-profile=explore \
	    || exit 1; \
	done

fuzz: $(DEV) ## a minute of damaged files against the catalog's loader (Linux; installs atheris)
	@$(PIP) install --quiet atheris
	$(BIN)/python -m tools.fuzz_loader -max_total_time=60

bench: $(DEV) ## measure start-up, memory and growth; writes docs/reference/performance.md
	$(BIN)/python -m tools.measure

wheel: $(DEV) ## dist/*.whl with the catalog inside
	$(BIN)/hatchling build -t wheel

clean: ## remove what was made
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
