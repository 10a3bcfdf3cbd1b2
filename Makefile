# Everything a person or a machine does here starts with one of these words.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test check bench format screenshots lock translations

demo: .venv/runtime.stamp
	@export ZHENGXUN_DATA="$${ZHENGXUN_DATA:-$(CURDIR)/var/demo}" DJANGO_SETTINGS_MODULE=lms.settings.dev \
	  && $(BIN)/python scripts/start_demo.py \
	  && echo "Open http://127.0.0.1:$(PORT) (stop with Ctrl-C)" \
	  && exec $(BIN)/honcho start -p $(PORT)

test: .venv/dev.stamp
	$(BIN)/python -m tests.support.run

check: .venv/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	git ls-files -co --exclude-standard 'templates/*.html' | xargs $(BIN)/djade --check --target-version 5.2
	$(BIN)/lint-imports
	$(BIN)/mypy
	DJANGO_SETTINGS_MODULE=lms.settings.test $(BIN)/python manage.py makemigrations --check --dry-run
	scripts/check_lock.sh
	$(BIN)/python scripts/check_deploy.py
	$(BIN)/python scripts/translations.py check
	$(BIN)/python -m tests.support.run -- --cov --cov-report=term:skip-covered

bench: .venv/dev.stamp
	$(BIN)/python -m bench $(if $(QUICK),--quick) $(if $(PEOPLE),--people $(PEOPLE)) $(STEPS)

format: .venv/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	git ls-files -co --exclude-standard 'templates/*.html' | xargs $(BIN)/djade --target-version 5.2

translations: .venv/dev.stamp
	$(BIN)/python scripts/translations.py update

lock: .venv/dev.stamp
	$(BIN)/uv pip compile --quiet --no-strip-extras --universal --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
	  --python-version 3.11 requirements.in -o requirements.txt
	$(BIN)/uv pip compile --quiet --no-strip-extras --universal --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
	  --python-version 3.11 requirements-dev.in -o requirements-dev.txt

.venv/runtime.stamp: requirements.txt scripts/setup.sh
	PYTHON="$(PYTHON)" scripts/setup.sh requirements.txt
	@touch $@

.venv/dev.stamp: requirements.txt requirements-dev.txt scripts/setup.sh
	PYTHON="$(PYTHON)" scripts/setup.sh requirements.txt requirements-dev.txt
	@touch $@ .venv/runtime.stamp

screenshots: .venv/dev.stamp
	$(BIN)/python scripts/screenshots.py
