# Everything a newcomer needs; each target makes its own environment in .venv with nothing but Python 3.11+.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help run test lint bench soak evaluate docs lock clean press-site demo docker-check

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(VENV)/python-ok:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; '$(PYTHON)' is $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "This Python cannot make environments. On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@touch $@

$(VENV)/installed: $(VENV)/python-ok requirements.txt pyproject.toml
	@echo "Installing into $(VENV) …"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps -r requirements.txt
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.txt
	@echo "Installing the test tools into $(VENV) …"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps -r requirements-dev.txt
	@touch $@

run: $(VENV)/installed  ## one pass over the demo press pages in examples/
	@$(BIN)/monitor run --once --config examples/sources.yaml

test: lint  ## lint, types, import rules and all tests
	@$(BIN)/python -m pytest -q -n 2

lint: $(VENV)/installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml

bench: $(VENV)/installed-dev  ## speed and memory
	@$(BIN)/python -m pytest -q -m bench tests/bench

soak: $(VENV)/installed-dev  ## the long form of the fault suite: a week of the daemon, a year of a paper, hundreds of kills (half an hour)
	@$(BIN)/python -m pytest -q -s -m soak tests

press-site: $(VENV)/installed-dev  ## a whole Chongqing on this machine, to try `monitor run` against
	@$(BIN)/python -m tests.press_site

demo: $(VENV)/installed-dev  ## a press that publishes, the daemon, and a mailbox at http://127.0.0.1:8026/
	@$(BIN)/python -m tests.press_site.demo

evaluate: $(VENV)/installed-dev  ## accuracy on all annotated texts, per field, with the worst errors
	@$(BIN)/python -m tests.evaluate

docs: $(VENV)/installed  ## write docs/indicators.md anew from the catalogue
	@$(BIN)/monitor indicators known --markdown > docs/.indicators.md && mv docs/.indicators.md docs/indicators.md

docker-check: $(VENV)/installed-dev  ## build the image with buildah and run it: read-only, not as root
	@$(BIN)/python -m tests.container

LOCK := uv pip compile --universal --python-version 3.11 --no-annotate --no-header --no-emit-index-url \
  --no-emit-find-links --generate-hashes
lock:  ## pin every dependency anew (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv"; exit 1; }
	$(LOCK) pyproject.toml -o requirements.txt
	$(LOCK) --group dev -c requirements.txt -o requirements-dev.txt
	$(LOCK) deploy/datasette/requirements.in -o deploy/datasette/requirements.txt
	$(LOCK) -c requirements-dev.txt deploy/demo/requirements.in -o deploy/demo/requirements.txt

clean:  ## remove the environment and the demo's data
	rm -rf $(VENV) data
