# `make run` and `make test` need Python 3.11 or later, and nothing else. `make` alone lists what there is.

# One version list, one environment: .venv is built from constraints.txt and rebuilt when that file or
# pyproject.toml changes. READY is touched last, so an install that was broken off is taken up again.
BIN   := .venv/bin
READY := .venv/ready

# What a caller may set:
PYTHON  ?=          # the interpreter that .venv is made with; default: the first below that is recent enough
SOURCES ?= sources
REPORTS ?=
ARGS    ?=
SHARED  ?= ../shared
SHOW    ?=
WORKERS ?= 2
SECONDS ?= 600
RUNS    ?= 200
MODULES ?=
VERSIONS ?= 3.11 3.12 3.13
DATABASE ?=
export SOURCES REPORTS

PYTHONS := $(strip $(PYTHON) python3 python3.13 python3.12 python3.11 python)
RECENT  := import sys; sys.exit(sys.version_info < (3, 11))
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"
# Every extra but spark: its hundreds of megabytes are for those who ask, and stand in a list of their own.
LOCK    := $(COMPILE) pyproject.toml --output-file constraints.txt --extra all --extra dev --extra train
SPARK   := .venv-spark/bin

.PHONY: help run test test-all test-spark test-spark-large test-versions fuzz kills without mutate audit check format format-check lint types layers \
	bench score precision train alarms common missed unread scores lock clean
.NOTPARALLEL:

help:  ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## /\1: /p' $(MAKEFILE_LIST) | while IFS=: read -r name text; do \
		printf '  make %-13s%s\n' "$$name" "$$text"; done

$(READY): pyproject.toml constraints.txt
	@if ! $(BIN)/python -c '$(RECENT)' 2>/dev/null || ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
		for python in $(PYTHONS) ''; do \
			if [ -z "$$python" ]; then \
				echo 'factcheck needs Python 3.11 or later; found none among: $(PYTHONS).' >&2; \
				echo 'Name one with make PYTHON=/path/to/python3 …' >&2; exit 2; fi; \
			if "$$python" -c '$(RECENT)' 2>/dev/null; then break; fi; \
		done; \
		echo "Making .venv with $$python …"; \
		"$$python" -m venv --clear .venv; \
	fi
	@echo 'Installing what constraints.txt lists into .venv (once; a minute or two) …'
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r constraints.txt
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

run: $(READY)  ## check SOURCES (default: sources/) and keep the report under reports/
	@[ -e "$$SOURCES" ] || { echo "SOURCES: there is nothing at $$SOURCES" >&2; exit 2; }; \
	folder=$$(cd "$$SOURCES" 2>/dev/null && pwd -P); \
	if [ -n "$$REPORTS" ]; then reports=$$REPORTS; \
	elif [ "$$folder" = "$$(cd sources && pwd -P)" ]; then reports=reports; \
	else reports=reports/local/$$(basename "$${folder:-$$SOURCES}"); fi; \
	mkdir -p "$$reports" || exit 2; \
	$(BIN)/factcheck run "$$SOURCES" $(ARGS) \
		--report "html=$$reports/report.html" \
		--report "json=$$reports/report.json" --report "terminal=$$reports/report.txt"; \
	code=$$?; \
	case $$code in \
		0) echo "factcheck ended with 0: everything was read, no discrepancy at or above --fail-on. Kept in $$reports/" ;; \
		1) echo "factcheck ended with 1: everything was read, discrepancies were found. Kept in $$reports/" ;; \
		*) echo "factcheck ended with $$code: not everything could be looked at, see above." >&2; exit $$code ;; \
	esac

test: $(READY)  ## all tests; ARGS='-k name' for some
	@$(BIN)/python -m pytest -n $(WORKERS) $(ARGS)

test-versions: $(READY)  ## all tests under each of VERSIONS (default: 3.11 3.12 3.13), in .venv-3.11, .venv-3.12, …
	@for version in $(VERSIONS); do \
		$(MAKE) --no-print-directory .venv-$$version/ready || exit; \
		echo "Python $$version:"; .venv-$$version/bin/python -m pytest -q -n $(WORKERS) $(ARGS) || exit; \
	done

# An interpreter of that version on the path, one of pyenv, or one that uv knows of; none is downloaded.
.venv-3.%/ready: pyproject.toml constraints.txt
	@for python in python3.$* "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.$*.*/bin/python \
		"$$($(BIN)/uv python find --no-python-downloads 3.$* 2>/dev/null)" ''; do \
		if [ -z "$$python" ]; then echo 'No Python 3.$* found.' >&2; exit 2; fi; \
		if "$$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, $*))' 2>/dev/null; then break; fi; \
	done; \
	echo "Making .venv-3.$* with $$python …"; "$$python" -m venv --clear .venv-3.$*
	@.venv-3.$*/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r constraints.txt
	@.venv-3.$*/bin/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

test-spark: .venv-spark/ready  ## the tests over Spark, in .venv-spark (about 500 MB, once); needs Java 17
	@$(SPARK)/python -m pytest -n 0 tests/test_spark.py $(ARGS)

test-spark-large: .venv-spark/ready  ## the reports of Spark and of this machine over 20,000 articles, byte for byte; takes long
	@PYTHONPATH=tests $(SPARK)/python -m bench.bench_spark --shared "$(SHARED)" $(ARGS)

.venv-spark/ready: $(READY) constraints-spark.txt
	@$(BIN)/python -m venv --clear .venv-spark
	@echo 'Installing what constraints.txt and constraints-spark.txt list into .venv-spark (once; some minutes) …'
	@$(SPARK)/python -m pip install -qq --disable-pip-version-check --require-hashes -r constraints.txt
	@awk '/^[a-z]/ { keep = !/^pyspark==/ } keep' constraints-spark.txt > .venv-spark/first.txt  # what builds it
	@$(SPARK)/python -m pip install -qq --disable-pip-version-check --require-hashes -r .venv-spark/first.txt
	@$(SPARK)/python -m pip install -qq --disable-pip-version-check --require-hashes --no-build-isolation \
		-r constraints-spark.txt
	@$(SPARK)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

test-all: $(READY)  ## all tests, and those that measure time, which want a quiet machine
	@$(BIN)/python -m pytest -n $(WORKERS) $(ARGS)
	@$(BIN)/python -m pytest -m timed $(ARGS)

fuzz: $(READY)  ## mutated input for every reader, SECONDS long (default 600); findings: tests/fuzz/findings
	@$(BIN)/python tests/fuzz/fuzz.py --seconds $(SECONDS) $(ARGS)

kills: $(READY)  ## kill -9 at random points of RUNS runs that share cache and reports (default 200)
	@PYTHONPATH=tests $(BIN)/python -m bench.kills --runs $(RUNS) $(ARGS)

without: $(READY)  ## take out each mechanism of the README's table of threats and see its test fail; ARGS=word for some
	@$(BIN)/python tests/mutation/without.py $(ARGS)

mutate: $(READY)  ## change MODULES one operator at a time and see which tests notice (default: checker/values and rules)
	@$(BIN)/python tests/mutation/mutate.py $(MODULES) $(ARGS)

audit: $(READY)  ## look the pinned versions up in DATABASE, a folder or zip of OSV advisories for PyPI
	@FACTCHECK_ADVISORIES="$(DATABASE)" $(BIN)/python -m pytest -q -rs tests/test_supply.py -k vulnerable

check: format-check lint types layers test  ## what CI runs: the four below and the tests

format-check: $(READY)  ## would `make format` change anything?
	@$(BIN)/ruff format --check .

lint: $(READY)  ## ruff
	@$(BIN)/ruff check .

types: $(READY)  ## mypy --strict over checker, rules and tests
	@$(BIN)/mypy --strict

layers: $(READY)  ## who may import whom
	@$(BIN)/lint-imports --no-logo

format: $(READY)  ## lay out the code, mend what ruff can mend
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

bench: $(READY)  ## speed, memory and growth over generated articles; ARGS=--large for 100,000
	@PYTHONPATH=tests $(BIN)/python -m bench.bench_run $(ARGS)

score: $(READY)  ## precision and recall on the gold in SHARED (default: ../shared); SHOW=fp,fn lists misses
	@if [ ! -f "$(SHARED)/score/score.py" ]; then echo 'No $(SHARED)/score/score.py: nothing to score against.' >&2; exit 2; fi; \
	for name in seeds dev press; do \
		if [ -d "$(SHARED)/corpus/$$name" ] && [ -d "$(SHARED)/corpus/gold/$$name" ]; then \
			echo "== $$name"; \
			$(BIN)/python "$(SHARED)/score/score.py" --corpus "$(SHARED)/corpus/$$name" \
				--gold "$(SHARED)/corpus/gold/$$name" --command $(BIN)/factcheck --show '$(SHOW)' || exit $$?; \
		else echo "== $$name: not there, not scored"; fi; \
	done

train: $(READY)  ## fit the alignment model on the gold in SHARED and score it on held-out sessions; ARGS='--no-write'
	@$(BIN)/python tests/training/train.py --shared "$(SHARED)" $(ARGS)

alarms: $(READY)  ## how right the alarms are in sessions of our own that the model has not seen; ARGS=--show
	@$(BIN)/python tests/training/alarms.py --shared "$(SHARED)" $(ARGS)

common: $(READY)  ## count anew how common words are, over sessions of our own (checker/align/common.toml)
	@$(BIN)/python tests/training/common.py

missed: $(READY)  ## write tests/golden/missed.md anew: conflicts missed and false alarms by cause, over held-out sessions
	@$(BIN)/python tests/training/missed.py --shared "$(SHARED)"

unread: $(READY)  ## marked figures of our own sessions that no claim covers; ARGS='--lang vi'
	@$(BIN)/python tests/training/unread.py $(ARGS)

precision: $(READY)  ## precision of every rule over the gold in SHARED
	@PYTHONPATH=tests/training $(BIN)/python tests/rule_precision.py --shared "$(SHARED)" $(ARGS)

scores: $(READY)  ## write tests/golden/scores.toml anew; read the diff
	@PYTHONPATH=tests $(BIN)/python tests/training/scores.py --shared "$(SHARED)"

lock: $(READY)  ## write constraints.txt and constraints-spark.txt anew; ARGS=--upgrade for newer versions
	@$(LOCK) $(ARGS)
	@printf 'pyspark>=4.0\nsetuptools\nwheel\n' | $(COMPILE) - -c constraints.txt --output-file constraints-spark.txt \
		--no-annotate $(ARGS)

clean:  ## remove caches and what was built; `rm -rf .venv` removes the environment too
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find checker rules tests -type d -name __pycache__ -exec rm -rf {} +
