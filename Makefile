# `make demo` and `make test` work from a fresh clone with python3 (3.11 or later) and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check -qq

# A stamp's name holds the checksum of what was installed, so a changed lock installs again and nothing else does.
key = $(shell cat $(1) pyproject.toml | cksum | cut -d ' ' -f 1)
RUN := $(VENV)/.run-$(call key,requirements/run.txt)
TEST := $(VENV)/.test-$(call key,requirements/run.txt requirements/test.txt)
AUDIT := $(VENV)/audit/.audit-$(call key,requirements/audit.txt)
TRAIN := $(VENV)/.train-$(call key,requirements/train.txt)

DEMO := demo/onrecord.db
CACHE ?= demo/bench

.PHONY: help demo test format docs screenshots bench bench-serve bench-table train size lock audit clean

help:
	@echo 'make demo    install, read the sample reports, print who said what'
	@echo 'make test    install what tests need; lint, types, layers, tests'
	@echo 'make format  put the code in its one format'
	@echo 'make docs    put the help of every command into docs/cli.md'
	@echo 'make screenshots  take the pictures of the README anew (needs chromium)'
	@echo 'make bench   measure speed and memory'
	@echo 'make bench-serve  measure how fast pages open with a million quotations (makes 4 GB in CACHE once)'
	@echo 'make bench-table  all of that, the growth to 100,000 reports and others beside it, in one table (hours; SIZE=short: minutes)'
	@echo 'make size    measure what the default install takes on disk'
	@echo 'make train   train the model again (hours on a CPU, minutes on a GPU)'
	@echo 'make lock    pin the dependencies again (needs uv; UPGRADE=1 for newer versions)'
	@echo 'make audit   ask which pinned packages have known weaknesses (asks pypi.org)'
	@echo 'make clean   remove everything made here, the environment included'

demo: $(RUN)
	@mkdir -p $(dir $(DEMO))
	@$(BIN)/onrecord add --db $(DEMO) examples/reports
	@echo
	@$(BIN)/onrecord quotes --db $(DEMO) --limit 20
	@printf '\nThe record is one SQLite file: %s\n\nWorth trying next:\n' "$(CURDIR)/$(DEMO)"
	@printf '  %s\n' '$(BIN)/onrecord quotes --db $(DEMO)' \
	    '$(BIN)/onrecord show --db $(DEMO) reactor-2019.txt' \
	    '$(BIN)/onrecord quotes --db $(DEMO) --speaker mabry' \
	    '$(BIN)/onrecord serve --db $(DEMO)' \
	    '$(BIN)/onrecord verify --db $(DEMO)'

test: $(TEST)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile

format: $(TEST)
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

docs: $(RUN)
	$(BIN)/python docs/update.py

screenshots: $(TEST)
	ONRECORD_SCREENSHOTS=docs/images $(BIN)/pytest -q tests/serve/test_browser.py -k readme

bench: $(RUN)
	$(BIN)/python -m lab.bench

bench-serve: $(TEST)
	$(BIN)/python -m lab.bench.serve --cache $(CACHE)

bench-table: $(TEST)
	$(BIN)/python -m lab.bench.table --cache $(CACHE) $(if $(SIZE),--size $(SIZE))

size: $(RUN)
	@$(BIN)/python requirements/size.py

train: $(TRAIN)
	$(BIN)/python -m lab.train

lock:
	requirements/lock.sh

# --strict: a package that nobody could be asked about is a failure, not a pass.
audit: $(AUDIT)
	@for lock in run test peers audit; do echo "$$lock.txt"; $(VENV)/audit/bin/pip-audit --strict --disable-pip --require-hashes --requirement requirements/$$lock.txt || exit 1; done
	@echo train.txt; $(VENV)/audit/bin/pip-audit --strict --disable-pip --no-deps --requirement requirements/train.txt

clean:
	rm -rf $(VENV) demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo 'error: onrecord needs Python 3.11 or later; set PYTHON=/path/to/python3'; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || \
	    { echo 'error: $(PYTHON) cannot make environments: it has no ensurepip'; \
	      echo 'hint: on Debian and Ubuntu, apt-get install python3-venv'; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(RUN): | $(BIN)/python
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --no-deps --editable .
	@rm -f $(VENV)/.run-* && touch $@

$(TEST): $(RUN)
	$(PIP) install --require-hashes -r requirements/test.txt
	@rm -f $(VENV)/.test-* && touch $@

$(AUDIT): | $(BIN)/python
	$(BIN)/python -m venv $(VENV)/audit
	$(VENV)/audit/bin/pip --disable-pip-version-check -qq install --require-hashes -r requirements/audit.txt
	@rm -f $(VENV)/audit/.audit-* && touch $@

$(TRAIN): $(RUN)
	$(PIP) install -r requirements/train.txt
	@rm -f $(VENV)/.train-* && touch $@
