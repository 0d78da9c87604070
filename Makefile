# The commands that people need; `make` lists them.
PYTHON = .venv/bin/python
EXTRAS = evaluation,fast,formats,lint,many,milvus,postgresql,redis,statistics,test,test-full,watch,web

.PHONY: help setup run test check figures pictures

help:
	@echo "make setup    an environment with all extras, in .venv"
	@echo "make run      the bot: in Telegram with TELEGRAM_BOT_TOKEN set, else in this terminal"
	@echo "make test     the tests that take two minutes"
	@echo "make check    format, lint, types, then all tests; nothing may be skipped"
	@echo "make figures  the measured figures in README and docs, the drawings, the golden visit"
	@echo "make pictures the pictures of conversations and pages in docs/pictures"

setup:
	python3 -m venv .venv
	$(PYTHON) -m pip install -q -c constraints.txt -e ".[$(EXTRAS)]"

run:
	$(PYTHON) -m bot

test:
	$(PYTHON) -m pytest -q

check:
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	$(PYTHON) -m pytest -q -m "" --no-skips

figures:
	$(PYTHON) -m tests.checks.figures

pictures:
	$(PYTHON) -m tests.checks.pictures
