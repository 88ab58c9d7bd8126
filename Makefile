# Everything from one place; needs Python 3.11 or newer, git and GNU make, nothing else.
# Another Python: make clean, then make PYTHON=/path/to/python3.12 test

.DEFAULT_GOAL := help
.SUFFIXES:
.DELETE_ON_ERROR:
SHELL := /bin/sh

# The first of these that is new enough.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 \
	&& { echo "$$p"; exit; }; done; echo python3)

# Relative throughout: a checkout may lie under a path with spaces.
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
DEMO := build/demo
# Test processes; `make test JOBS=0` runs all tests in one.
JOBS ?= auto
# Neighbours share what their module prepares, so each process takes a run of them; one that is
# through takes over from another.
TEST := $(BIN)/python -m pytest -n $(JOBS) --dist worksteal
# Passed on to pytest, or to the lock: make test ARGS='-k numbers -x', make lock ARGS=--upgrade
ARGS ?=

##@ Use

.PHONY: demo
demo: $(VENV)/.run  ## the main job on the published example; the result is in build/demo
	@# build/.made-by-make tells that what stands in build/ is ours to replace.
	@if [ -e $(DEMO) ] && [ ! -e build/.made-by-make ]; then \
		echo "$(DEMO) exists and was not made by make demo: move it away first" >&2; exit 1; fi
	@mkdir -p build && : > build/.made-by-make && rm -rf $(DEMO)
	@$(BIN)/amendtool demo $(DEMO)

DESK := build/desk

.PHONY: desk
desk: $(VENV)/.dev  ## the sample company in a browser; it stays in build/desk, with what you do to it
	@mkdir -p build && : > build/.made-by-make
	@$(BIN)/python -m tools.sample_desk $(DESK)
	@$(BIN)/amendtool -C $(DESK) desk $(ARGS)

FLEET := build/fleet

.PHONY: fleet
fleet: $(VENV)/.dev  ## one amendment for 200 made-up companies; the summary is build/fleet/index.html
	@if [ -e $(FLEET) ] && [ ! -e build/.made-by-make ]; then \
		echo "$(FLEET) exists and was not made by make fleet: move it away first" >&2; exit 1; fi
	@mkdir -p build && : > build/.made-by-make && rm -rf $(FLEET) $(FLEET)-companies
	@$(BIN)/python -m tools.fleet_companies $(FLEET)-companies 200
	@$(BIN)/python -m tools.fleet_trial $(FLEET)-companies $(FLEET)

##@ Check

.PHONY: test
test: $(VENV)/.dev  ## the tests, without the long sweeps
	$(TEST) $(ARGS)

.PHONY: long
long: $(VENV)/.dev $(VENV)/.fuzz  ## the long sweeps: kills at every step, laws on many examples, the wheel
	$(TEST) -m "(long or law) and not sweep" --thorough $(ARGS)

.PHONY: sweep
sweep: $(VENV)/.dev  ## the lives of articles that are too long for every merge
	$(TEST) -m sweep $(ARGS)

.PHONY: golden
golden: $(VENV)/.dev  ## rewrite the golden files; read the difference before you commit it
	$(BIN)/python -m pytest -n 0 --update-golden $(ARGS)

.PHONY: lint
lint: $(VENV)/.dev  ## style and likely bugs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

.PHONY: format
format: $(VENV)/.dev  ## bring the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: types
types: $(VENV)/.dev  ## mypy --strict
	$(BIN)/python -m mypy

.PHONY: contracts
contracts: $(VENV)/.dev  ## which part may import which
	$(BIN)/lint-imports

.PHONY: check
check: test lint types contracts  ## all of the above that take minutes, not tens of them

.PHONY: bench
bench: $(VENV)/.dev  ## times, as ratios measured in one run
	$(BIN)/python -m benchmarks $(ARGS)

# A folder of real documents, which the project does not hold: make corpus CORPUS=~/bylaws
.PHONY: corpus
corpus: $(VENV)/.dev  ## the laws of import and draft over a folder of documents: CORPUS=DIR
	$(BIN)/python tools/corpus.py "$(CORPUS)" $(ARGS)

##@ Keep

.PHONY: hooks
hooks: $(VENV)/.dev  ## run lint, types and contracts before each commit
	$(BIN)/pre-commit install

.PHONY: messages
messages: $(VENV)/.dev  ## the catalogues of translations, from the sentences in the code
	$(BIN)/python -m tools.catalogue $(ARGS)

.PHONY: lock
lock: $(VENV)/.dev  ## write requirements/*.txt anew from pyproject.toml
	$(BIN)/python tools/lock.py $(ARGS)

.PHONY: man
man: $(VENV)/.dev  ## the man pages, in build/man: man -M build/man amendtool-table
	$(BIN)/python -m tools.man_pages build/man

.PHONY: site
site: build/site-env/.made  ## the documentation as a site, in build/site; stops at a broken link
	build/site-env/bin/python -m tools.site

.PHONY: wheel
wheel: $(VENV)/.dev  ## the wheel and the source archive, in dist/
	rm -rf dist
	$(BIN)/python -m build --no-isolation

.PHONY: clean
clean:  ## remove everything that make made
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find amendtool tests benchmarks tools -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help
help:  ## this list
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@ / { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

# ------------------------------------------------------------------ the virtual environment
# Three steps, each redone only when what it depends on has changed.

$(VENV)/.made:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3" >&2; exit 1; }
	"$(PYTHON)" -m venv --clear $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.made requirements/run.txt requirements/build.txt pyproject.toml
	$(INSTALL) --require-hashes -r requirements/run.txt -r requirements/build.txt
	$(INSTALL) --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	$(INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@

# Of its own: it needs nothing of ours, and nothing of ours needs it.
build/site-env/.made: requirements/site.txt
	"$(PYTHON)" -m venv --clear build/site-env
	build/site-env/bin/python -m pip install --quiet --no-input --require-hashes -r $<
	@touch $@

# Not every machine and not every Python has a build of it: then its sweeps are skipped.
$(VENV)/.fuzz: $(VENV)/.dev requirements/fuzz.txt
	$(INSTALL) --only-binary :all: --require-hashes -r requirements/fuzz.txt \
		|| echo "NOTE: atheris does not install here; fuzzing by coverage is skipped"
	@touch $@
