# The two commands of the README are `make lab` and `make test`; `make help` lists the others, which are for authors.
PYTHON ?= python3
PY = .venv/bin/python
STYLES ?= all
SIZES ?= 10 30
# nbval needs whole files on one core: the cells of a notebook belong together.
PYTEST = $(PY) -m pytest -q -p no:cacheprovider -n auto
# Where Python may not keep what it has compiled, each of some thirty kernels compiles its packages again: 5 s each.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help lab test check prove environment style lint solutions lessons site handouts slides products hub requirements bench

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 14

lab:  ## install what is missing, copy the lessons to workbook/, open JupyterLab on lesson 0 [ARGS=workshop opens the workshop]
	@$(PYTHON) start.py $(ARGS)

test: environment style  ## run every check: unit tests, all notebooks, both trees [ARGS=--durations=20 lists the slowest]
	$(PYTEST) --dist worksteal -rs $(ARGS) tests -m "not proof and not products and not hub"
	FACELAB_DRAFT=1 $(PYTEST) --dist loadfile $(ARGS) --nbval --nbval-current-env --nbval-sanitize-with tests/nbval.cfg solutions

check: environment style  ## the quick half: everything but the runs of whole notebooks
	$(PYTEST) --dist worksteal $(ARGS) tests -m "not slow and not proof and not products and not hub"

prove: lint  ## before a release: answers with fifty seeds, every right style through its lesson, LFW's report [STYLES=one]
	FACELAB_SEEDS=50 $(PYTEST) --dist worksteal tests/test_answers.py tests/test_mutants.py
	FACELAB_STYLES=$(STYLES) $(PYTEST) --dist worksteal tests/test_carried.py
	$(PYTEST) --dist worksteal tests/test_audit_lfw.py tests/test_marking.py

environment:  ## make or refresh .venv
	@$(PYTHON) install.py

style:  # types and lessons/ are tests as well
	$(PY) -m ruff check .
	$(PY) -m ruff format --check --exclude '*.ipynb' .

lint: environment style  ## style, types, and lessons/ compared with solutions/
	$(PY) -m mypy
	$(PY) -m authoring.lessons --check

solutions: environment  ## run the solved notebooks again and store their outputs [NOTEBOOKS=...]
	$(PY) -m authoring.solutions $(NOTEBOOKS)
	$(PY) -m authoring.workshop

lessons: environment  ## make lessons/ from solutions/
	$(PY) -m authoring.lessons

site: environment  ## build the web edition in products/site; installs its tools the first time
	@$(PY) -m authoring.extras
	$(PY) -m authoring.website

handouts: environment  ## make the handouts, a booklet and keys in products/handouts [ARGS="05 --paper us-letter"]
	@$(PY) -m authoring.extras
	$(PY) -m authoring.handouts $(ARGS)

slides: environment  ## make slides, and slides with notes, in products/slides [ARGS="05 07"]
	@$(PY) -m authoring.extras
	$(PY) -m authoring.slides $(ARGS)

products: handouts slides site  ## build web edition, handouts and slides, and compare them with the notebooks
	$(PYTEST) tests/test_products.py

hub: environment  ## set up a class server here, attack it, load it, take it away; root on Debian, half an hour [SIZES="10 30"]
	$(PY) -m pytest -q -p no:cacheprovider -m hub tests/hub
	$(PY) -m tests.hub.load $(SIZES)

requirements:  ## pin again, for every Python and system at once; needs uv and a network
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --extra authors pyproject.toml -o requirements.txt --upgrade
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --extra teaching --constraint requirements.txt pyproject.toml -o requirements-teaching.txt --upgrade
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --extra hub --constraint requirements.txt pyproject.toml -o requirements-hub.txt --upgrade
	echo uv | uv pip compile --universal --python-version 3.11 --generate-hashes --no-header - -o requirements-uv.txt --upgrade

bench: environment  ## time and memory of every lesson and of the library's heavy functions
	$(PY) -m authoring.bench
