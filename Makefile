# `make demo` and `make test` are all a newcomer needs: each sets up a virtual environment in .venv, here, when it is
# missing or stale (another Python, another place, a changed pyproject.toml, a set-up that was interrupted).
# Another Python: make demo PYTHON=python3.12

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

version := import sys; print("%d.%d.%d" % sys.version_info[:3])
here := import os, sim; assert os.path.samefile(os.path.dirname(sim.__file__), "sim")
WANTED := $(shell $(PYTHON) -c '$(version)' 2>/dev/null)
FOUND := $(shell $(BIN)/python -I -c '$(here); $(version)' 2>/dev/null)
sound := $(and $(WANTED),$(findstring <$(WANTED)>,<$(FOUND)>),$(wildcard $(VENV)/core))

# Checks the report's pages in Chromium, where that and npm are there; it is no part of the project.
AXE := axe-core@4.14.1

# The types of NumPy differ from release to release; the last one for 3.11 stands still.
TYPES := $(if $(filter 3.11.%,$(WANTED)),$(BIN)/mypy,echo "Types are checked under Python 3.11 only." >&2)

.PHONY: help demo test check facts lint bench clean rebuild

help:
	@echo "make demo    the Amazon case, small: set up, simulate, print the verdict, write the report"
	@echo "make test    lint, types and all tests"
	@echo "make check   the long statistical checks, and the published facts (many minutes)"
	@echo "make facts   the page of facts anew: prior, knock-outs, check (tens of minutes)"
	@echo "make lint    lint and types alone"
	@echo "make bench   all that is asked of the speed, into benchmarks/README.md (minutes)"
	@echo "make clean   remove the virtual environment and the caches"

demo: $(VENV)/core
	@$(BIN)/python -m sim demo

test: lint
	@$(BIN)/python -m pytest -n auto -rs -m "not slow"

check: $(VENV)/dev
	@npm install --no-save --no-package-lock --silent $(AXE) 2>/dev/null || echo "No npm: accessibility is not checked." >&2
	@$(BIN)/python -m pytest -n auto -rs -m slow || [ $$? -eq 5 ]  # 5: no such test yet
	@$(BIN)/python -m sim check facts

facts: $(VENV)/core
	@$(BIN)/python -m sim.report.facts renew

lint: $(VENV)/dev
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check
	@$(TYPES)

# QUICK=1 measures once and writes nothing; KEEP=1 keeps the ratios, as for a release.
bench: $(VENV)/core
	@$(BIN)/python -m benchmarks $(if $(QUICK),--quick) $(if $(KEEP),--keep)

clean:
	@rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis

# A sound environment is brought up to date in place; any other is built anew.
$(VENV)/core: pyproject.toml $(if $(sound),,rebuild)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	    echo "goodhart-sim needs Python 3.11 or newer; '$(PYTHON)' is $(or $(WANTED),not to be found)." >&2; \
	    echo "Name another one: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@echo "Setting up $(VENV) with Python $(WANTED): about a minute, once." >&2
	$(if $(sound),,@rm -rf $(VENV) && $(PYTHON) -m venv $(VENV))
	@$(PIP) --editable .
	@touch $@

$(VENV)/dev: $(VENV)/core
	@echo "Adding the tools for tests and types." >&2
	@$(PIP) --editable '.[dev]'
	@touch $@
