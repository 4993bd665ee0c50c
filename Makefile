# `make run` and `make test` each stand alone on a fresh machine: Python 3.11 or newer and make.

PYTHON ?= python3
PORT ?= 8501
HOST ?= localhost
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test check data shots bench versions lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.run-stamp ## serve the app (PORT=8501; HOST=0.0.0.0 opens it to other machines)
	$(BIN)/python -m streamlit run streamlit_app.py --server.port $(PORT) --server.address $(HOST) \
		--server.showEmailPrompt false

# One pytest run, last, so that its closing line ends the output.
test: check $(VENV)/.browser-stamp ## style, types, architecture, then every test
	$(BIN)/python -m pytest --numprocesses=auto --dist=worksteal

check: $(VENV)/.dev-stamp ## style, types and layers only
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

data: $(VENV)/.run-stamp ## rebuild the data from its sources and show that nothing changed
	$(BIN)/python -m data.build --check

shots: $(VENV)/.browser-stamp ## picture and check every page, language, theme and width
	$(BIN)/python -m tools.shots

bench: $(VENV)/.browser-stamp ## measure the bars side by side
	$(BIN)/python -m tests.bench

versions: $(VENV)/.dev-stamp ## test with the oldest and the newest packages that are allowed
	$(PIP) uv
	$(BIN)/python -m tools.versions

# Without hashes: an offline mirror may have built its own wheels, and must do for `make run` too.
lock: $(VENV)/.dev-stamp ## resolve requirements*.in anew into the pinned .txt files
	$(PIP) uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --upgrade --no-emit-index-url --no-emit-find-links \
		requirements.in --output-file requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --upgrade --no-emit-index-url --no-emit-find-links \
		requirements-dev.in --output-file requirements-dev.txt

clean: ## remove everything that these commands made
	rm -rf $(VENV) shots .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .grimp_cache

$(VENV)/.run-stamp: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed and $(PYTHON) is not: make PYTHON=/path/to/python3.11 run" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
		echo "No virtual environment could be made; on Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	$(PIP) --requirement requirements.txt
	@touch $@

$(VENV)/.dev-stamp: requirements-dev.txt $(VENV)/.run-stamp
	$(PIP) --requirement requirements-dev.txt
	@touch $@

$(VENV)/.browser-stamp: tools/browser.py $(VENV)/.dev-stamp
	$(BIN)/python -m tools.browser --install
	@touch $@
