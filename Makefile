# Khuyến Công: the few commands of the house. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
SERVE ?= 1
RESET ?= 0
# pip stays quiet and asks nothing; the lock files pin every wheel by hash.
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install

.DEFAULT_GOAL := help
.PHONY: help install demo test check lint soak screens bench lock clean

help:  ## List these commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Cần Python 3.11 trở lên (apt-get install python3 python3-venv)."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Thiếu gói python3-venv: apt-get install python3-venv."; exit 1; }

$(VENV)/runtime.done: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Cài thư viện chạy chương trình…"
	@$(PIP) --require-hashes --requirement requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.done: requirements-dev.lock $(VENV)/runtime.done
	@echo "Cài thư viện kiểm thử…"
	@$(PIP) --require-hashes --requirement requirements-dev.lock
	@touch $@

install: $(VENV)/runtime.done  ## Only what a real service needs to run (docs/configuration.md)

demo: $(VENV)/runtime.done  ## Set everything up with demonstration data, then serve (SERVE=0, PORT=8123, RESET=1)
	@$(BIN)/khuyencong demo --port $(PORT) $(if $(filter 1,$(RESET)),--reset) $(if $(filter 0,$(SERVE)),--no-serve)

test: $(VENV)/dev.done  ## Run every test (PostgreSQL, Redis, Chromium: see README)
	@PATH="$(abspath $(BIN)):$$PATH" scripts/test.sh

# The rooms that the others stand on, and those that add up what the others keep.
CHECKED := $(addprefix tests/,values reading golden formats documents sheets architecture core \
	accounts office funds programmes results reports demo simulation)

check: $(VENV)/dev.done lint  ## Lint, types, import order, fast tests of what the house stands on; under 3 minutes
	@KHUYENCONG_TEST_SIZE=20 $(BIN)/pytest -q -n 2 --dist worksteal -m "not slow and not browser" $(CHECKED)

lint: $(VENV)/dev.done
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy

soak: $(VENV)/dev.done  ## The generators of random cases at full size
	@KHUYENCONG_TEST_SIZE=2000 $(BIN)/pytest -q -n 2 --dist worksteal tests/reading tests/values tests/core tests/registry/test_nation.py \
		tests/funds tests/projects tests/plans tests/office tests/applications tests/competitions tests/exchange tests/fieldwork tests/notices \
		tests/cli/test_ingest.py tests/ingestion

screens: $(VENV)/dev.done  ## Every page as a picture into build/screens/
	@$(BIN)/python scripts/screens.py

bench: $(VENV)/runtime.done  ## Measure the program beside its floors
	@$(BIN)/khuyencong bench

lock:  ## Pin the dependencies anew (developers; needs uv)
	uv lock --quiet
	uv export --quiet --format requirements-txt --no-default-groups --no-emit-project --no-header -o requirements.lock
	uv export --quiet --format requirements-txt --no-default-groups --group dev --no-emit-project --no-header -o requirements-dev.lock

clean:  ## Remove the virtual environment and all data made here
	rm -rf $(VENV) build var
