# Totaux. `make` alone prints what there is.
# Needs Python 3.11 to 3.13, make and git; everything else comes from uv.lock, into .venv.

RAW ?= data/raw
OUT ?= data/structured
LANGUE ?=
WORKERS ?=

SUPPORTED := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))
PYTHON ?= $(firstword $(shell for name in python3 python3.13 python3.12 python3.11; do \
	$$name -c '$(SUPPORTED)' 2>/dev/null && echo $$name; done))

# The environment is keyed on the content of what it is made from, so that it is made anew when the
# lock changes and never otherwise, whatever the files' dates are.
KEY := $(shell cat uv.lock pyproject.toml requirements-bootstrap.txt | cksum | tr ' ' '-')
READY := .venv/ready-$(KEY)
BIN := .venv/bin
VERSION := -c 'import sys; print(sys.version_info[:2])'
SAME_PYTHON = test "$$($(BIN)/python $(VERSION) 2>/dev/null)" = "$$($(PYTHON) $(VERSION) 2>/dev/null)"
UV := UV_PYTHON=$(BIN)/python UV_PYTHON_DOWNLOADS=never UV_COMPILE_BYTECODE=1 \
	UV_PROJECT_ENVIRONMENT=.venv $(BIN)/uv

EXTRACT := $(BIN)/totaux extract "$(RAW)" --out "$(OUT)" \
	$(if $(LANGUE),--lang $(LANGUE)) $(if $(WORKERS),--workers $(WORKERS))

.DEFAULT_GOAL := help
.PHONY: help setup extras extract audit report test check lint types layers lock-check test-long notebooks samples reproduce bench lock clean

help:
	@echo 'make extract   read every plan of RAW ($(RAW)) and write the tables to OUT ($(OUT))'
	@echo '               e.g. make extract RAW=../plans OUT=../tables LANGUE=en'
	@echo 'make report    the same, and open its report (OUT/report/index.html)'
	@echo 'make audit     the same, and fail when an error stands'
	@echo 'make test      run the tests'
	@echo 'make test-long run the tests that take minutes or need Chromium or LibreOffice'
	@echo 'make check     what continuous integration runs: lock, style, types, layers, tests, samples'
	@echo 'make samples   write the sample plans and their tables anew'
	@echo 'make notebooks execute the notebooks in place, on the tables of data/structured'
	@echo 'make bench     measure this reader and others on the same pages (docs/benchmarks.md)'
	@echo 'make setup     only make the environment (.venv)'
	@echo 'make extras    add what clusters (--cluster) and stores of objects (s3://) need'
	@echo 'make lock      resolve the dependencies anew after editing pyproject.toml'
	@echo 'make clean     remove the environment and all caches'

setup: $(READY)

$(READY):
	@test -n "$(PYTHON)" && $(PYTHON) -c '$(SUPPORTED)' || { \
	    echo 'Totaux needs Python 3.11, 3.12 or 3.13: install one, or name it: make PYTHON=/path/to/python3.12' >&2; \
	    exit 2; }
	@rm -f .venv/ready-*
	@$(PYTHON) -m venv $(shell $(SAME_PYTHON) || echo --clear) .venv || { \
	    echo 'Python could not make a virtual environment; on Debian or Ubuntu: apt install python3-venv' >&2; \
	    exit 2; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
	    -r requirements-bootstrap.txt
	$(UV) sync --frozen --no-install-project --quiet
	$(UV) sync --frozen --quiet
	@touch $@

# What `--cluster` and addresses such as s3://plans need.
extras: $(READY)
	$(UV) sync --frozen --inexact --all-extras --quiet

extract: $(READY)
	$(EXTRACT)

audit: $(READY)
	$(EXTRACT) --fail-on error

# Opened where there is a screen to open it on.
report: extract
	@page="$(OUT)/report/index.html"; echo "$$page"; \
	if [ "$$(uname)" = Darwin ]; then open "$$page"; \
	elif [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] && command -v xdg-open >/dev/null; then xdg-open "$$page"; fi

test: $(READY)
	$(BIN)/pytest -m 'not long' -n auto --dist loadfile

# What takes minutes, or needs Chromium, LibreOffice or servers: mutants, kills, browser, cluster.
test-long: $(READY)
	$(UV) sync --frozen --inexact --all-extras --group browser --group services --quiet
	$(BIN)/pytest -m long

check: lock-check lint types layers test test-long reproduce

lock-check: $(READY)
	$(UV) lock --check --quiet
	$(UV) export --frozen --only-group bootstrap --no-header --no-annotate --quiet \
	    | diff requirements-bootstrap.txt -

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(READY)
	$(BIN)/mypy

layers: $(READY)
	$(BIN)/lint-imports --no-logo

samples: $(READY)
	$(BIN)/python -m samples.make --text data/raw --pdf data/raw
	$(BIN)/totaux extract data/raw --out data/structured --lang fr --no-cache

notebooks: $(READY)
	$(BIN)/python notebooks/execute.py

# The committed samples and their tables come out of the committed code, byte for byte.
reproduce: $(READY)
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && set -e && \
	$(BIN)/python -m samples.make --text "$$folder/raw" --pdf "$$folder/raw" && \
	diff -r data/raw "$$folder/raw" && \
	$(BIN)/totaux extract data/raw --out "$$folder/structured" --lang fr --no-cache \
	    $(if $(wildcard data/decisions.csv),--decisions data/decisions.csv) >/dev/null && \
	diff -r -x report data/structured "$$folder/structured" && \
	echo 'The samples and their tables are reproduced byte for byte.'

lock: $(READY)
	$(UV) lock
	$(UV) export --frozen --only-group bootstrap --no-header --no-annotate --quiet \
	    -o requirements-bootstrap.txt

# Other readers in environments of their own: what they bring along is no part of this one.
bench: $(READY)
	$(subst ENVIRONMENT=.venv,ENVIRONMENT=.venv/bench,$(UV)) sync --frozen --no-install-project --group bench --quiet
	$(subst ENVIRONMENT=.venv,ENVIRONMENT=.venv/bench-apart,$(UV)) sync --frozen --only-group bench-apart --quiet
	.venv/bench/bin/python -m benchmarks --apart .venv/bench-apart/bin/python

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
