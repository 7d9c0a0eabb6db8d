# Two commands matter: `make run` and `make test`. Everything lives in .venv/ and var/.

PYTHON ?= python3
PORT ?= 8501
export COMMON_TABLE_PUBLIC_URL ?= http://127.0.0.1:$(PORT)
VENV := .venv
BIN := $(VENV)/bin
PYTEST_ARGS ?=
COMPILE = $(BIN)/pip-compile --quiet --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header
# The tests start hundreds of processes, and each would compile our modules anew.
test test-long: export PYTHONDONTWRITEBYTECODE :=
# A part of the tests brings a second reader of XML along, which openpyxl would take; people have it not.
test test-long: export OPENPYXL_DEFUSEDXML := False

.PHONY: run test test-long check format bench audit requirements upgrade clean

run: $(VENV)/.run
	$(BIN)/python -m data migrate
	$(BIN)/streamlit run streamlit_app.py --server.address 127.0.0.1 --server.port $(PORT)

test: $(VENV)/.dev
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(PYTEST_ARGS)

test-long: $(VENV)/.dev
	$(BIN)/python -m pytest -m long $(PYTEST_ARGS)

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/python -m data migrate --check

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.dev
	$(BIN)/python benchmarks/respondents.py
	$(BIN)/python benchmarks/scoring.py
	$(BIN)/python benchmarks/access.py

# Asks the package index for known vulnerabilities of every pinned part; what it does not know fails.
# The day is kept only where nothing was found; `common-table doctor` tells how long ago that was.
audit: requirements-dev.txt | $(VENV)/bin/python
	$(BIN)/python -m venv var/audit
	var/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit
	var/audit/bin/pip-audit --strict --no-deps --disable-pip --requirement requirements-dev.txt
	date -u +%F > data/parts/asked.txt

# Pins what is new; everything else keeps its version.
requirements: $(VENV)/.dev
	$(COMPILE) --output-file requirements.txt pyproject.toml
	$(COMPILE) --extra dev --output-file requirements-dev.txt pyproject.toml

# Chooses the newest version of every part.
upgrade: COMPILE += --upgrade
upgrade: requirements
	date -u +%F > data/parts/chosen.txt
	rm -f data/parts/asked.txt

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Common Table needs Python 3.11 or newer; $(PYTHON) is older. Try: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@ $(VENV)/.run
