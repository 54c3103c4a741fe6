# One verb each; a stamp in the environment makes them incremental.
PYTHON ?= python3.11
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check -qq
export PIP_REQUIRE_VIRTUALENV := 1

CORPUS := ../shared/corpus/dev

.PHONY: help demo test lint types format check docs figures abstention bench bulk load fuzz faults model tiers lock wheel clean
.DEFAULT_GOAL := help

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.runtime: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing the program into $(VENV) (once; a minute or two)" >&2
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

demo: $(VENV)/.runtime  ## install if needed and read the bundled sample résumé
	@$(BIN)/recognizer show docs/sample/resume.pdf

test: $(VENV)/.dev  ## all tests
	@$(BIN)/python -m pytest

lint: $(VENV)/.dev  ## ruff, check and format
	@$(BIN)/ruff check -q .
	@$(BIN)/ruff format -q --check .

types: $(VENV)/.dev  ## mypy --strict
	@$(BIN)/mypy --strict --no-error-summary

format: $(VENV)/.dev  ## put the code into the house's form
	@$(BIN)/ruff check -q --fix .
	@$(BIN)/ruff format -q .

check: lint types  ## lint, types, taxonomy and tests
	@$(BIN)/recognizer taxonomy check
	@$(BIN)/python -m pytest

docs: $(VENV)/.dev  ## write the generated parts of docs/ anew
	@$(BIN)/python docs/generate.py

figures: $(VENV)/.dev  ## record the figures on the labelled résumés, where these are
	@test -d $(CORPUS) || { echo "there are no labelled résumés in $(CORPUS)" >&2; exit 2; }
	@reports=$$(mktemp -d) && trap 'rm -rf "$$reports"' EXIT && \
	  { $(BIN)/recognizer evaluate $(CORPUS)/labels $(CORPUS)/pdf --quiet --reports "$$reports" \
	    >/dev/null || [ $$? -eq 1 ]; } && \
	  $(BIN)/python -m models.figures $(CORPUS)/labels "$$reports" --record
	@$(BIN)/python -m models.errors $(CORPUS)/labels $(CORPUS)/pdf --record >/dev/null
	@$(BIN)/python docs/generate.py

abstention: $(VENV)/.dev  ## record how well matching names entries, and none where there is none
	@$(BIN)/python -m models.abstention --record
	@$(BIN)/python docs/generate.py

bench: $(VENV)/.dev  ## how long things take, as ratios
	@$(BIN)/python -m models.bench
	@$(BIN)/python -m models.web_bench

bulk: $(VENV)/.dev  ## how bulk runs behave: speed-up, memory, kills, a cluster (an hour)
	@$(BIN)/python -m models.bulk

load: $(VENV)/.dev  ## fifty uploads at once against a real server, compared with the bare library
	@$(BIN)/python -m models.load --seconds 120

fuzz: $(VENV)/.dev  ## schemathesis over the whole contract of the endpoint (two minutes)
	@PYTHONPATH=. $(BIN)/python tests/fuzzing.py 100

faults: $(VENV)/.dev  ## kill readers and servers twenty times in mid-batch (ten minutes)
	@$(BIN)/python -m models.faults --rounds 20

model: $(VENV)/.dev  ## train the mention model anew, from the repository alone
	@OMP_NUM_THREADS=1 $(BIN)/python -m models.mention

tiers: $(VENV)/.dev  ## train the estimate of tiers anew from models/tier_labels.csv
	@$(BIN)/python -m models.tier

lock: $(VENV)/.dev  ## pin today's versions anew
	@$(PIP) install uv
	@$(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 \
	  --custom-compile-command "make lock" pyproject.toml --extra server \
	  --extra badges --extra postgresql -o requirements.lock
	@$(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 \
	  --custom-compile-command "make lock" -c requirements.lock \
	  pyproject.toml --extra server --extra badges --extra postgresql --group dev -o requirements-dev.lock

wheel: $(VENV)/.dev  ## build the wheel into dist/
	@$(BIN)/python -m pip --disable-pip-version-check -qq wheel --no-deps --no-build-isolation -w dist .

clean:  ## remove the environment and everything built
	@rm -rf $(VENV) dist build .mypy_cache .ruff_cache
