# make serve | dev | test | lint | bench: each installs what it needs into .venv
PORT ?= 8000
HOST ?= 127.0.0.1
PYTHON ?= python3
BIN := .venv/bin

.PHONY: serve dev test check lint bench mutants picture browser wheel release clean

serve: .venv/app
	@$(BIN)/trail check
	@PORT=$(PORT) $(BIN)/trail serve --host $(HOST)

dev: .venv/dev
	@PORT=$(PORT) $(BIN)/trail serve --host $(HOST) --reload

test: .venv/dev browser
	$(BIN)/pytest

# For every save: lint, types and what is tested without a browser, a server or a typesetter.
QUICK := tests/base tests/dataset tests/guide tests/fieldtrip tests/export/geo tests/test_architecture.py
check: lint
	$(BIN)/pytest -n 2 --dist loadfile $(QUICK)

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/dev browser
	$(BIN)/python -m bench

# Small changes of behaviour, one at a time: how many of them do the tests notice?
mutants: .venv/dev
	$(BIN)/python -m tests.mutants

# The picture of docs/architecture.md, from the imports.
picture: .venv/dev
	$(BIN)/python -m tests.draw_house

# The version of trail/__init__.py, built, tried in an empty folder and tagged; nothing is sent anywhere.
release: wheel
	$(BIN)/python -m tests.release

wheel: .venv/dev
	$(BIN)/pip wheel --quiet --no-deps --wheel-dir dist .

# A browser for the tests: the system's own Chromium where there is one.
browser: .venv/dev
	@$(BIN)/python -m tests.browser.install

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/app: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[questions]'
	@touch $@

.venv/dev: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ .venv/app

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
