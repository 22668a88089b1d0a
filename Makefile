# make serve | dev | test | lint | bench: each installs what it needs into .venv
PORT ?= 8000
HOST ?= 127.0.0.1
PYTHON ?= python3
BIN := .venv/bin

.PHONY: serve dev test check lint catalogs lock licences bench mutants picture browser browsers wheel release clean

serve: .venv/app
	@$(BIN)/trail check
	@PORT=$(PORT) $(BIN)/trail serve --host $(HOST)

dev: .venv/dev
	@PORT=$(PORT) $(BIN)/trail serve --host $(HOST) --reload

# All of it: what needs no browser on two cores, then the browsers one at a time.
test: .venv/dev browser
	$(BIN)/pytest -n 2 --dist worksteal --ignore tests/browser
	$(BIN)/pytest tests/browser

# For every save: lint, types and what is tested without a browser, a server or a typesetter,
# but for what is marked slow.
QUICK := tests/base tests/dataset tests/guide tests/fieldtrip tests/export/geo tests/test_architecture.py
check: lint
	$(BIN)/pytest -n 2 --dist worksteal -m "not slow" $(QUICK)

# The messages of the interface: gathered from code and templates, brought into every language.
# A new one begins with `make catalogs NEW=de`.
PYBABEL := $(BIN)/pybabel -q
MESSAGES := translations/messages.pot
catalogs: .venv/dev
	$(PYBABEL) extract -F translations/babel.cfg --ignore-dirs __pycache__ -k '_words words say self counted:1,2 plural:1,2 plural_forms:1,2' \
		--sort-by-file --no-wrap --omit-header --add-location file -o $(MESSAGES) trail templates
	$(if $(NEW),$(PYBABEL) init -i $(MESSAGES) -d translations -l $(NEW) --no-wrap)
	$(PYBABEL) update -i $(MESSAGES) -d translations --no-wrap --no-fuzzy-matching --ignore-pot-creation-date

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

# The walk, the saving and the map in Chromium, Firefox and WebKitGTK; `make test` has the first two.
browsers: .venv/dev
	@$(BIN)/python -m tests.browser.install --all
	BROWSERS="chromium firefox webkit" $(BIN)/pytest tests/browser/engines

# Browsers for the tests: the system's own where there are some. And the data of what each can.
browser: .venv/dev
	@$(BIN)/python -m tests.browser.install
	@$(BIN)/python -m tests.browser.compat.install

.venv/bin/python:
	$(PYTHON) -m venv .venv

# Every package at the version and with the hashes of its lock file; our own is built with nothing fetched.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
OURS := --no-deps --no-build-isolation --editable .

.venv/app: requirements/app.txt requirements/build.txt pyproject.toml | .venv/bin/python
	$(PIP) --require-hashes -r requirements/build.txt -r requirements/app.txt
	$(PIP) $(OURS)
	@touch $@

.venv/dev: requirements/dev.txt requirements/build.txt pyproject.toml | .venv/bin/python
	$(PIP) --require-hashes -r requirements/build.txt -r requirements/dev.txt
	$(PIP) $(OURS)
	@touch $@ .venv/app

# The lock files, for Python 3.11 on and every platform; `make lock UPGRADE=--upgrade` takes the newest.
UV = .venv/lock/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' $(UPGRADE)
lock:
	$(PYTHON) -m venv .venv/lock
	.venv/lock/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'
	$(UV) requirements/build.in --output-file requirements/build.txt
	$(UV) pyproject.toml --extra dev --constraint requirements/build.txt --output-file requirements/dev.txt
	$(UV) pyproject.toml --extra questions --constraint requirements/dev.txt --output-file requirements/app.txt

# docs/licences.md, from what the packages say of themselves.
licences: .venv/dev
	$(BIN)/python -m tests.licences

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
