# `make` builds the environment, loads the examples and answers a few questions; `make help` lists
# everything else.
.DEFAULT_GOAL := demo
.DELETE_ON_ERROR:
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,\
  $(shell $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
VENV := .venv
BIN := $(VENV)/bin
GRAPH := out/people.db
PAGE := out/shared.html
NPM := resume-schema@1.0.1 typescript@5.9.3 axe-core@4.10.3
FETCHED := node_modules/.fetched
TSC := node_modules/.bin/tsc
RESUMES := $(wildcard examples/resumes/*)
AS_OF := 2025-12-01

ask = printf '\n$$ commonground %s\n' "$(1)"; $(BIN)/commonground -g $(GRAPH) $(1)

.PHONY: demo install test test-bare test-neo4j test-http check types-js released schema bench \
  bench-growth bench-reading bench-linker bench-cold bench-neo4j bench-queries bench-page bench-serve \
  readme screenshots snapshots fuzz kills neo4j help clean

demo: $(PAGE) ## build the environment, load the examples, answer four questions (the default)
	@$(call ask,info)
	@$(call ask,shared -n 5)
	@$(call ask,find Temporal:12m Go -n 2)
	@$(call ask,path ada.md bo.txt -k 1)
	@$(call ask,similar ada.md -n 1)
	@printf '\nThe rarest shared backgrounds as a picture: %s\n' "$(CURDIR)/$(PAGE)"
	@printf '\nTo go on, copy:\n\n  source %s/activate\n  commonground -g %s search k8s\n' $(BIN) $(GRAPH)
	@printf "  commonground -g %s find 'Go AND (Kafka OR NATS) AND NOT PHP'\n" $(GRAPH)
	@printf '\nor your own resumes, without activating anything:\n\n'
	@printf '  %s/commonground -g people.db load FOLDER\n' $(BIN)
	@printf '  %s/commonground -g people.db shared\n' $(BIN)

install: $(BIN)/.installed-dev ## build the environment with the tools for tests and checks

test: $(BIN)/.installed-dev ## run the tests (those of Neo4j: make test-neo4j)
	$(BIN)/python -m pytest -m "not neo4j" -n auto --dist loadfile

check: $(BIN)/.installed-dev ## lint, formatting, types, the ontology's rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/commonground ontology check
	@$(MAKE) --no-print-directory types-js

types-js: ## check the types of the page's scripts, if `make schema` has fetched TypeScript
	@if [ -x $(TSC) ]; then set -x; $(TSC) -p visualizations/explorer/page/jsconfig.json; \
	elif [ "$${COMMONGROUND_CI:-}" = 1 ]; then echo 'TypeScript is missing: make schema' >&2; exit 2; \
	else echo "The page's scripts were not checked: \`make schema\` fetches TypeScript."; fi

released: $(BIN)/.installed-dev ## add the ids of today's concepts to those of which none may vanish
	$(BIN)/python -c "from commonground.ontology import ontology, retired; \
	  retired.record_released(ontology.load_ontology().concepts)"

schema: $(FETCHED) ## fetch the official JSON Resume schema and TypeScript, for tests and checks

bench: $(BIN)/.installed-dev ## time the loading of 1,000 resumes and show the share of each stage
	$(BIN)/python benchmarks/bench_load.py

bench-growth: $(BIN)/.installed-dev ## time how loading grows with what all share, and its memory
	$(BIN)/python benchmarks/bench_growth.py

bench-reading: $(BIN)/.installed-dev ## measure how well and how fast generated resumes are read (PEERS=PYTHON)
	$(BIN)/python benchmarks/bench_reading.py
	$(BIN)/python benchmarks/bench_formats.py $(if $(PEERS),--peers $(PEERS))

bench-linker: $(BIN)/.installed-dev ## measure how right and how fast linking is (SENTENCES=FILE: more)
	$(BIN)/python benchmarks/bench_linker.py $(SENTENCES)

bench-cold: $(BIN)/.installed-dev ## time whole processes from their start: --help, find, path (RUNS=20)
	$(BIN)/python benchmarks/bench_cold.py --runs $(or $(RUNS),20)

readme: $(BIN)/.installed-dev ## write the outputs in the README, the docs and the notebooks anew
	$(BIN)/python tests/support/questions_page.py > docs/questions.md.new
	@mv docs/questions.md.new docs/questions.md
	$(BIN)/python tests/support/summaries.py > cli/words/summaries.txt.new
	@mv cli/words/summaries.txt.new cli/words/summaries.txt
	$(BIN)/python tests/support/documented.py --update
	$(BIN)/python -m tests.support.notebooks --update

screenshots: $(BIN)/.installed-dev ## take the pictures of docs/explorer.md anew (needs Chromium)
	$(BIN)/python -m tests.support.screenshots

snapshots: $(BIN)/.installed-dev ## store the answers of every question on the examples anew
	$(BIN)/python tests/support/snapshots.py --update

fuzz: $(BIN)/.installed-fuzz ## throw hostile input at every way in (MINUTES=10, SEED=1)
	$(BIN)/python benchmarks/fuzz.py $(or $(MINUTES),10) $(or $(SEED),1)
	$(BIN)/python benchmarks/fuzz_reading.py $(or $(MINUTES),10) $(or $(SEED),1)

kills: $(BIN)/.installed-dev ## kill processes that write at any moment (NUMBER=200): is anything torn?
	$(BIN)/python benchmarks/kills.py $(or $(NUMBER),200)

neo4j: $(BIN)/.installed-dev ## run a Neo4j server until Ctrl-C (needs Java and Maven; NEO4J=2026: the newer)
	@$(BIN)/python -m tests.support.neo4j_server serve

test-bare: ## run `make` and `make test` on a bare Debian, in .bare/ (needs root and debootstrap)
	.ci/bare

test-neo4j: $(BIN)/.installed-dev ## run the tests that ask a real Neo4j server (NEO4J=2026: the newer)
	$(BIN)/python -m pytest -m neo4j -n 2 --dist loadfile

bench-neo4j: $(BIN)/.installed-neo4j ## time loading and every question on Neo4j and on the embedded store
	$(BIN)/python benchmarks/bench_neo4j.py

bench-queries: $(BIN)/.installed-bench ## time every question beside peers (PEOPLE=10000,100000 LOAD=1 PAIRS=2 KEEP=DIR)
	$(BIN)/python benchmarks/bench_queries.py $(if $(PEOPLE),--people $(PEOPLE)) $(if $(LOAD),--load) \
	  $(if $(PAIRS),--pairs $(PAIRS)) $(if $(KEEP),--folder $(KEEP)) $(if $(OUTPUT),-o $(OUTPUT))

bench-page: $(BIN)/.installed-dev ## time the page's drawing beside vis-network and pyvis (RUNS=3)
	$(BIN)/python benchmarks/bench_page.py --runs $(or $(RUNS),3) $(if $(OUTPUT),-o $(OUTPUT))

bench-serve: $(BIN)/.installed-dev ## ask the service an even mix by wrk (PEOPLE=100000 WORKERS=2 KEEP=DIR)
	$(BIN)/python benchmarks/bench_serve.py $(if $(PEOPLE),--people $(PEOPLE)) \
	  $(if $(WORKERS),--workers $(WORKERS)) $(if $(KEEP),--folder $(KEEP))

test-http: $(BIN)/.installed-contract ## hold the service to its OpenAPI document (EXAMPLES=3)
	COMMONGROUND_EXAMPLES=$(or $(EXAMPLES),3) $(BIN)/python -m pytest tests/test_service_schema.py

help: ## list these tasks
	@sed -nE 's/^([a-z0-9-]+):.*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) | while IFS=$$'\t' read -r name what; \
	  do printf '  make %-13s %s\n' "$$name" "$$what"; done

clean: ## remove everything that was built
	rm -rf $(VENV) out build dist *.egg-info node_modules .mypy_cache .ruff_cache .pytest_cache

# A bare Debian has no ensurepip: there the system's pip installs into the new environment.
$(BIN)/python:
	@[ -n "$(PYTHON)" ] || { echo "commonground needs Python 3.11 or newer" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { rm -rf $(VENV); \
	  $(PYTHON) -m venv --without-pip $(VENV) && $(PYTHON) -m pip --version >/dev/null; } || \
	  { rm -rf $(VENV); echo "no environment could be made: install python3-venv or pip" >&2; exit 2; }

pip = if [ -x $(BIN)/pip ]; then set -- $(BIN)/python -m pip; \
  else set -- $(PYTHON) -m pip --python $(BIN)/python; fi; "$$@"

$(BIN)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	@echo 'Building the environment in $(VENV) (once, about a minute) …'
	@$(pip) install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(BIN)/.installed-dev: pyproject.toml constraints.txt | $(BIN)/python
	@echo 'Building the environment with the test tools in $(VENV) …'
	@$(pip) install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@ $(BIN)/.installed

$(BIN)/.installed-neo4j: $(BIN)/.installed-dev
	@echo 'Adding the Rust extension of the Neo4j driver to $(VENV) …'
	@$(pip) install --quiet --disable-pip-version-check -c constraints.txt -e '.[neo4j]'
	@touch $@

$(BIN)/.installed-bench: $(BIN)/.installed-dev
	@echo 'Adding the programs that questions are compared with to $(VENV) …'
	@$(pip) install --quiet --disable-pip-version-check -c constraints.txt -e '.[bench]'
	@touch $@

$(BIN)/.installed-contract: $(BIN)/.installed-dev
	@echo 'Adding schemathesis, which makes requests up, to $(VENV) …'
	@$(pip) install --quiet --disable-pip-version-check -c constraints.txt -e '.[contract]'
	@touch $@

# Where there is no wheel of it, the program says that it is missing.
$(BIN)/.installed-fuzz: $(BIN)/.installed-dev
	@$(pip) install --quiet --disable-pip-version-check --only-binary atheris -c constraints.txt \
	  -e '.[fuzz]' && touch $@ || true

$(GRAPH): $(BIN)/.installed $(RESUMES)
	@mkdir -p $(@D)
	@$(BIN)/commonground -g $@ load examples/resumes --as-of $(AS_OF)
	@touch $@

$(PAGE): $(GRAPH)
	@$(BIN)/commonground -g $(GRAPH) view shared -o $@

# All in one call, for another would remove what the first has brought.
$(FETCHED): Makefile
	npm install --silent --no-save --no-package-lock --prefix . $(NPM)
	@touch $@
