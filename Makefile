# The two commands of the README are `make lab` and `make test`; the others are for authors.
PYTHON ?= python3
PY = .venv/bin/python
NBVAL = $(PY) -m pytest -q -p no:cacheprovider --nbval-current-env --nbval-sanitize-with tests/nbval.cfg

.PHONY: lab test check environment lint solutions lessons requirements bench

lab:
	@$(PYTHON) start.py $(ARGS)

test: lint
	$(PY) -m pytest -q -rs tests
	$(NBVAL) --nbval solutions
	$(NBVAL) --nbval-lax lessons

# The quick half: everything but the runs of whole notebooks.
check: lint
	$(PY) -m pytest -q tests -m "not slow"

environment:
	@$(PYTHON) install.py

lint: environment
	$(PY) -m ruff check .
	$(PY) -m ruff format --check --exclude '*.ipynb' .
	$(PY) -m authoring.lessons --check

# Run the solved notebooks again and write their outputs; then make the lessons from them.
solutions: environment
	$(PY) -m authoring.solutions $(NOTEBOOKS)

lessons: environment
	$(PY) -m authoring.lessons

# Pin again, for every Python and system at once; needs uv and a network.
requirements:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --extra authors pyproject.toml -o requirements.txt --upgrade

bench: environment
	$(PY) -m authoring.bench
