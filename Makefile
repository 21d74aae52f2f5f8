PYTHON ?= python3
PORT ?= 8000
# A process of tests per core, and two at least.
WORKERS := $(shell n=$$(nproc 2>/dev/null || echo 2); echo $$((n > 2 ? n : 2)))
RUN := .venv/bin/python
CODE := site home association tests benchmarks requirements manage.py
LOCK := .venv/bin/uv pip compile --universal --python-version 3.11.0 --generate-hashes --no-emit-index-url --no-emit-find-links
INSTALL := $(PYTHON) requirements/install.py

# The packages lie in three folders; `site/` is a plain source folder.
export PYTHONPATH := $(CURDIR)/site:$(CURDIR)
export PYTHONUNBUFFERED := 1

# What production settings ask for, so that they can be checked without an installation.
PRODUCTION := DJANGO_SETTINGS_MODULE=noaber.settings.production SECRET_KEY=$$($(RUN) -c 'import secrets; print(secrets.token_urlsafe(64))') \
	ALLOWED_HOSTS=www.example.org ADMIN_BASE_URL=https://www.example.org DATABASE_URL=sqlite:///:memory:

.PHONY: help demo test soak check format bench look lock wheel clean

help:  ## Say what each word does
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1|/' | awk -F'|' '{printf "make %-8s %s\n", $$1, $$2}'

demo:  ## The demonstration on http://localhost:8000/ (or PORT=n), until Ctrl-C
	@$(INSTALL) base pango
	@$(RUN) -m noaber.demo --port $(PORT)

test:  ## Every test, long ones in their short form; ARGS="-k word" chooses
	@$(INSTALL) dev chromium shell arial pango jre
	@$(RUN) -m pytest -n $(WORKERS) $(ARGS)

soak:  ## The long forms of the tests
	@$(INSTALL) dev chromium shell arial pango jre
	@NOABER_SOAK=1 $(RUN) -m pytest -n $(WORKERS) -m soak $(ARGS)

check:  ## Lint, types, import contracts, migrations, templates, spelling
	@$(INSTALL) dev
	$(RUN) -m ruff check $(CODE)
	$(RUN) -m ruff format --check $(CODE)
	$(RUN) -m mypy site home association
	.venv/bin/lint-imports
	find templates -name "*.html" | xargs .venv/bin/djade --target-version 5.2 --check
	$(RUN) -m codespell_lib
	$(RUN) manage.py makemigrations --check --dry-run --settings noaber.settings.test
	$(PRODUCTION) $(RUN) manage.py check --deploy --fail-level WARNING
	$(RUN) -m pytest -q tests/test_layout.py -k "house_rule or package or ignored or migrations"

format:  ## Put code and templates in their standard form
	@$(INSTALL) dev
	$(RUN) -m ruff check --fix --quiet $(CODE)
	$(RUN) -m ruff format $(CODE)
	find templates -name "*.html" | xargs .venv/bin/djade --target-version 5.2

bench:  ## Each figure next to its peer or limit, measured in the same run
	@$(INSTALL) dev pango
	@$(RUN) -m benchmarks.pages $(ARGS)
	@$(RUN) -m benchmarks.editors
	@$(RUN) -m benchmarks.register
	@$(RUN) -m benchmarks.documents
	@$(RUN) -m benchmarks.sending
	@$(RUN) -m benchmarks.subscribing
	@$(RUN) -m benchmarks.agenda

look:  ## Pictures of every page type in build/look/
	@$(INSTALL) dev chromium shell arial pango
	@$(RUN) -m tests.browser.look build/look $(ARGS)

lock:  ## Choose the versions of all packages anew
	@$(INSTALL) dev
	$(LOCK) requirements/base.in -o requirements/base.txt $(ARGS)
	$(LOCK) requirements/dev.in -o requirements/dev.txt $(ARGS)

wheel:  ## The installable package, in dist/
	@$(INSTALL) dev
	$(RUN) -m build --wheel --no-isolation --outdir dist

clean:  ## Remove what was made, but not the demonstration's data
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis test-results
	find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +
