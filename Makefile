# The house: `make run` to try it, `make check` while working, `make test` before it lands. Needs Python 3.11 and make.

SHELL := /bin/sh
$(shell mkdir -p var)
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory

# Nothing of the caller's Python or Node reaches ours; Node itself comes with .venv.
unexport VIRTUAL_ENV PYTHONHOME PYTHONPATH PYTHONSTARTUP PYTHONWARNINGS PYTHONDONTWRITEBYTECODE PYTHONHASHSEED
unexport PIP_TARGET PIP_PREFIX PIP_USER PIP_REQUIREMENT PIP_CONSTRAINT PIP_NO_DEPS PIP_NO_BINARY PIP_REQUIRE_VIRTUALENV
unexport NODE_ENV NODE_PATH NODE_OPTIONS npm_config_prefix npm_config_global npm_config_omit npm_config_production
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Node trusts the authorities this machine trusts, as pip does: some networks have one of their own.
export NODE_USE_SYSTEM_CA := 1

PYTHON_TOOLS := .venv/.installed
NODE_TOOLS := pwa/node_modules/.package-lock.json
DOCS := pwa/dist-docs/swagger-ui-bundle.js
APP := pwa/dist/index.html
APP_PARTS := $(shell find pwa/src pwa/public -not -name '*.test.ts' 2>/dev/null) $(wildcard pwa/*.ts pwa/*.html pwa/*.js api/ballots/*.json api/instruments/*.json api/policies/*.json) api/kinds.json api/records/sentences.json
AT_ONCE := $(MAKE) -j2 --output-sync=target
# `make check` looks at SQLite, a few random histories and what is not marked `whole`; `make test` at both engines, 300
# histories of the whole system (STORIES), fifty of the phone alone, and everything. The browser's tests are collected
# with the others, to see that they can be, and run apart.
ENGINES ?= sqlite
HISTORIES ?= 5
STORIES ?= 5
BROWSERS ?= 4
PICKED ?= not browser and not whole and not soak

.PHONY: help set-up build run check test test-browser soak bench mutants pictures areas examples openapi lock format sbom audit FORCE

help:
	@echo 'make run      install, build, migrate, load demo data, serve on PORT (8000)'
	@echo 'make check    format, lint, types, unit tests, migrations, generated files'
	@echo 'make test     check, both databases, browser'
	@echo 'make soak     what takes hours, a round at a time; goes on where it was stopped (PART=histories does one part)'
	@echo 'make bench    figures over HTTP; bench/README.md has its knobs (QUICK=1 to try)'
	@echo 'make mutants  breaks what decides who sees what, and counts what no test notices'
	@echo 'make audit    known faults of every locked package, where advisories can be reached'
	@echo 'make format | openapi | examples | pictures | areas | lock | sbom'

# ---- set-up: each stands once, and again only when its list changes

set-up: $(PYTHON_TOOLS) $(NODE_TOOLS)

# Says something only when it fails, and then without the addresses of where packages come from.
SPARINGLY = >var/set-up.txt 2>&1 || { sed 's|[a-z+]*://[^ ]*|…|g' var/set-up.txt >&2; false; }

define NEW_VENV
for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 none; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
done; \
test $$python != none || { echo 'Python 3.11 or newer is needed; PYTHON=/path/to/python3 make … names one.'; exit 1; }; \
"$$python" -m venv --clear .venv || { echo 'On Debian or Ubuntu: sudo apt-get install python3-venv'; exit 1; }
endef

$(PYTHON_TOOLS): requirements-dev.txt
	@echo 'Python packages …'
	@test -x .venv/bin/python || { $(NEW_VENV); }
	@.venv/bin/python -m pip install --quiet --no-input --require-hashes -r requirements-dev.txt $(SPARINGLY)
	@touch $@

$(NODE_TOOLS): pwa/package-lock.json | $(PYTHON_TOOLS)
	@echo 'Node packages …'
	@npm ci --prefix pwa --loglevel=error $(SPARINGLY)
	@touch $@

build: $(APP) $(DOCS)

$(APP): $(APP_PARTS) $(NODE_TOOLS) var/branding
	@cd pwa && node_modules/.bin/vite build --logLevel warn
	@touch $@

# What a deployment calls its app is no file: remembered here, so that a new name builds anew.
var/branding: FORCE
	@mkdir -p var
	@printf '%s\n' "$$PULIH_NAME" "$$PULIH_SHORT_NAME" "$$PULIH_COLOUR" "$$PULIH_ICON" "$$PULIH_API" >$@.now
	@if cmp -s $@.now $@; then rm $@.now; else mv $@.now $@; fi

$(DOCS): $(NODE_TOOLS) $(wildcard docs/pictures/*.webp)
	@rm -rf $(@D) && mkdir -p $(@D)
	@cp pwa/node_modules/swagger-ui-dist/swagger-ui.css pwa/node_modules/swagger-ui-dist/swagger-ui-bundle.js docs/pictures/*.webp $(@D)
	@touch $@
	@node pwa/precompress.ts $(@D)

# ---- run

# Backups follow one another quickly, so that one sees a record become safe while trying it.
run: export PULIH_BACKUP_MINUTES ?= 1
run: build
	@python -m api.cli serve --demo

# ---- check: on SQLite alone and without a browser, side by side

CHECKS := pytest vitest mypy ruff-format ruff floors svelte-check biome migrations openapi-lint types-same
.PHONY: $(CHECKS)

check: set-up
	@$(AT_ONCE) $(CHECKS) ENGINES=$(ENGINES) HISTORIES=$(HISTORIES) STORIES=$(STORIES) PICKED='$(PICKED)'

ruff-format:
	@ruff format --check --quiet . || { ruff format --diff . ; false; }

ruff:
	@ruff check --quiet .

mypy:
	@mypy --no-error-summary

pytest:
	@PULIH_TEST_ENGINES=$(ENGINES) HISTORIES=$(STORIES) python -m pytest -n 2 -m '$(PICKED)'

floors:
	@lint-imports --no-logo >var/floors.txt || { cat var/floors.txt; false; }

vitest:
	@cd pwa && NO_COLOR=1 node_modules/.bin/vitest run --reporter=dot

svelte-check:
	@cd pwa && node_modules/.bin/svelte-check --incremental --output human --fail-on-warnings >../var/svelte-check.txt || { cat ../var/svelte-check.txt; false; }

biome:
	@cd pwa && node_modules/.bin/biome check --log-level=warn .

migrations:
	@rm -f var/check.sqlite3*
	@alembic -x url=sqlite:///var/check.sqlite3 upgrade head
	@alembic -x url=sqlite:///var/check.sqlite3 check >var/alembic.txt 2>&1 || { cat var/alembic.txt; false; }

# Redocly's strict rules and ours, offline: api/docs/redocly.yaml.
openapi-lint:
	@cd pwa && REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true node_modules/.bin/redocly lint ../api/openapi.json \
		--config ../api/docs/redocly.yaml >../var/openapi-lint.txt 2>&1 || { cat ../var/openapi-lint.txt; false; }

types-same:
	@cd pwa && node_modules/.bin/openapi-typescript ../api/openapi.json -o src/core/sync/openapi.d.ts --check >/dev/null \
		|| { echo 'pwa/src/core/sync/openapi.d.ts is old: make openapi'; false; }

# ---- everything

# The browser's tests fill what the others leave of two cores while a database works, and the other way round.
test: set-up build
	@$(MAKE) -j3 --output-sync=target test-browser $(CHECKS) BROWSERS=2 ENGINES=sqlite,postgres HISTORIES=50 STORIES=300 PICKED='not browser and not soak'

# Who drives a browser waits much: four share two cores, and two beside the other tests, so that both end together. One
# test at a time, since what is long begins first.
test-browser: build
	@python -m pytest -n $(BROWSERS) --maxschedchunk 1 -m 'not soak' tests/e2e

# Its parts are a table in tests/soak.py; var/soak.json remembers what held, var/soak what did not.
soak: build
	@python -m tests.soak $(PART)

bench: build
	@python -m bench

# Breaks the files in which it is decided what must not happen, line by line, and counts what no test notices.
# Goes on where it was stopped (`rm -r mutants` begins anew); only on SQLite, and only by the tests named in pyproject.toml.
mutants: set-up
	@rm -rf var/mutants && mkdir -p var/mutants
	@PULIH_TEST_ENGINES=sqlite PYTEST_DEBUG_TEMPROOT=$(CURDIR)/var/mutants python -m mutmut run
	@rm -rf var/mutants
	@python -m tests.mutants mutants

# ---- what it is made of

# CycloneDX, of both lock files; that it is valid and whole is among the tests.
sbom: set-up
	@python -m tests.bill_of_materials >var/sbom.json && echo var/sbom.json

# Fails too when any package was skipped or nothing was reached, so it is no part of `make test`.
audit: set-up
	@python -m tests.advisories

# ---- what is generated and committed

format: set-up
	@ruff check --quiet --fix --exit-zero . && ruff format --quiet .
	@cd pwa && node_modules/.bin/biome check --write --log-level=warn .

# The answers of the description's examples, from a server on which they are true.
examples: set-up
	@PULIH_TEST_ENGINES=sqlite python -m tests.example_server >var/answers.json 2>var/examples.txt || { cat var/examples.txt; false; }
	@mv var/answers.json api/docs/answers.json
	@$(MAKE) openapi

# docs/journey.md and what it shows, from the demo.
pictures: build
	@python -m tests.pictures

openapi: set-up
	@python -m api.cli openapi >var/openapi.json && mv var/openapi.json api/openapi.json
	@python -m api.cli kinds >var/kinds.json && mv var/kinds.json api/kinds.json
	@cd pwa && node_modules/.bin/openapi-typescript ../api/openapi.json -o src/core/sync/openapi.d.ts >/dev/null

areas: set-up
	@python -m api.areas.pack pwa/node_modules/idn-area-data

LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

lock: $(PYTHON_TOOLS)
	@$(LOCK) pyproject.toml -o requirements.txt
	@$(LOCK) --extra dev --constraint requirements.txt pyproject.toml -o requirements-dev.txt
	@$(LOCK) --group fuzz -o requirements-fuzz.txt
