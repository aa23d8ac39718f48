# Two commands matter: `make demo` and `make test`. Everything they need is fetched and kept in the cache.

PYTHON ?= python3
SITE ?= .demo
PORT ?= 8000
HTTPS ?=
TESTS ?=
WORKERS ?= auto
ARGS ?=

RUN = $(PYTHON) engine/bootstrap.py
DEV = $(RUN) --dev python
PARALLEL = -n $(WORKERS) --dist loadfile
FLAGS = --site "$(SITE)" --port "$(PORT)" $(if $(filter 1 yes true,$(HTTPS)),--https)
DOMAINS = audit territory papers reports notices people rights training funding incubation disbursement follow_up field_app

.DEFAULT_GOAL := help
.PHONY: help demo serve test test-quick lint format lock bench clean

help: ## show this list
	@echo "make <target> [VARIABLE=value ...]"
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|' 2>/dev/null \
		|| sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1  \2/p' $(MAKEFILE_LIST)
	@echo
	@echo "  SITE=directory     where the demo's site is kept ($(SITE))"
	@echo "  PORT=number        where it is served ($(PORT))"
	@echo "  HTTPS=1            serve the local network over TLS, for phones"
	@echo "  PYTHON=program     the Python 3.11 or newer to start with ($(PYTHON))"
	@echo "  TESTS=path ARGS=.. which tests, and what pytest is told (make test TESTS=tests/people ARGS='-x -k cnie')"
	@echo "  WORKERS=number     how many test processes, each with a site of its own (the number of cores)"
	@echo "  INCUBATION_CACHE=directory, MARIADB_URL=mysql://user:password@host:port/"

demo: ## build what is missing, make a site with demo data and serve it
	@exec $(RUN) demo $(FLAGS)

serve: ## serve the site in SITE as it is
	@exec $(RUN) serve $(FLAGS)

test: ## run all tests, on a real MariaDB, Redis and browser
ifneq ($(TESTS),)
	@exec $(DEV) -m pytest $(PARALLEL) $(TESTS) $(ARGS)
else
	@# One process holds one site and one browser: the app, the engine and each browser suite have their own.
	@$(DEV) -m pytest $(PARALLEL) tests --ignore=tests/engine --ignore=tests/field_app --ignore=tests/desk_pages $(ARGS)
	@$(DEV) -m pytest $(PARALLEL) tests/engine --ignore=tests/engine/desk $(ARGS)
	@$(DEV) -m pytest tests/engine/desk $(ARGS)
	@$(DEV) -m pytest tests/desk_pages $(ARGS)
	@$(DEV) -m pytest tests/field_app $(ARGS)
endif

test-quick: ## run the tests of the domains only: no engine, no browser, no races
	@exec $(DEV) -m pytest $(wildcard $(addprefix tests/,$(DOMAINS))) $(ARGS)

lint: ## check style, types in signatures and security rules
	@$(DEV) -m ruff check . && $(DEV) -m ruff format --check . && $(DEV) -m engine.frontend_build lint

format: ## put every Python file into the project's format
	@$(DEV) -m ruff format .

lock: ## write the locked requirements anew (ARGS=--upgrade takes newer versions)
	@exec $(RUN) python -m engine.lock $(ARGS)

bench: ## run the benchmarks behind the claims about speed
	@exec $(DEV) -m benchmarks $(ARGS)

clean: ## remove the demo's site and what was built in the checkout; the cache stays
	rm -rf .demo apps/women_incubation/public/frontend build dist *.egg-info apps/*.egg-info .pytest_cache .ruff_cache
	find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +
