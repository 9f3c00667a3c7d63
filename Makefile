# make demo: the seeds annotated and explored, the notebooks as offline pages in site/.  make test: everything checked.
# Both need nothing but Python 3.11 or newer (another one: make PYTHON=python3.12 demo).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NOTEBOOKS := $(sort $(wildcard notebooks/*.ipynb))
STAMP := $(VENV)/.current
export PYTHONUTF8 = 1

.PHONY: demo test score lab bench clean venv browser

demo: venv
	$(BIN)/explore run seeds --to build/seeds
	$(BIN)/explore share $(NOTEBOOKS) --to site/
	cp build/seeds/explorer.html site/explorer.html
	@echo "Open site/explorer.html, and the notebooks: site/index.html"

test: venv browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	BROWSER_PATH="$$(cat build/browser)" $(BIN)/pytest -n auto

# make score: accuracy on the seeds.  make score GOLD=folder: on articles of your own (tests/gold/README.md).
score: venv
	$(BIN)/python tools/score.py $(GOLD)

lab: venv
	$(BIN)/jupyter lab notebooks

# make bench DATA=path: time the package on articles of your own (a file or folder that read_articles takes).
bench: venv
	@test -n "$(DATA)" || { echo "Say on which articles: make bench DATA=path"; exit 2; }
	@for file in $(sort $(wildcard tools/bench_*.py)); do echo "== $$file"; $(BIN)/python $$file "$(DATA)" || exit 1; done

# .venv is remade when what it is made from changes.
venv: $(STAMP)

$(STAMP): pyproject.toml constraints.txt tools/setup_venv.py
	$(PYTHON) tools/setup_venv.py
	@touch $@

browser: venv
	@mkdir -p build
	@$(BIN)/python tools/get_browser.py > build/browser

clean:
	rm -rf build dist site test-artifacts .pytest_cache .mypy_cache .ruff_cache .hypothesis
