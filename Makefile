# make           builds the campaign into output/
# make studio    opens this project in the browser
# make test      every check: those of `make lint`, and the tests
# make lint      lint, format, types and import rules
# make soak      the long trials: spoilt files, killed builds, every piece with the cache, every state of
#                the studio's screens
# make bench     the races of benchmarks/ against other tools
# make bench-watching    from a save to the picture of the page, with cease watch
# make bench-studio      from a key press to the picture of the page, in the studio
# make bench-accessible  asks veraPDF about the tagged leaflet of this and of two other tools
# make pictures  makes the pictures of the README
# make verapdf   fetches veraPDF by Maven, for cease check and the tests
# make peers     installs the tools of the races, of whose files the tests check some
# make lock      pins the newest versions pyproject.toml allows
# make clean     removes what the others made, but not what is in output/

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
UV_VERSION := 0.13.9

.DEFAULT_GOAL := build
.DELETE_ON_ERROR:
.PHONY: peers build studio lint test soak bench bench-watching bench-studio bench-accessible verapdf pictures lock clean

build: $(VENV)/installed
	$(BIN)/cease build

studio: $(VENV)/installed
	$(BIN)/cease studio

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

test: lint
	$(BIN)/pytest -n auto --dist worksteal

soak: $(VENV)/installed-dev
	CEASE_SOAK=whole $(BIN)/pytest -n auto --timeout 600 tests/soak tests/studio/test_screens.py

bench: $(VENV)/installed
	$(BIN)/python -m benchmarks.race $(BENCH)

bench-watching: $(VENV)/installed
	$(BIN)/python -m benchmarks.watching

bench-studio: $(VENV)/installed-dev
	$(BIN)/python -m benchmarks.studio_keys

bench-accessible: $(VENV)/installed
	$(BIN)/python -m benchmarks.accessible

verapdf: $(VENV)/installed
	$(BIN)/python -m tools.verapdf

PREVIEW = $(BIN)/cease preview
RENDER = PYPDFIUM_LOGLEVEL=warning $(BIN)/pypdfium2 render -f png
PICTURES = build/pictures
PIECES = build/pieces
HERE = $(PIECES)/kayleighs-love-story/leicester-leicestershire-rutland/en-GB

# Whole pieces are drawn, and the pages that a document shows are kept.
pictures: $(VENV)/installed
	rm -rf $(PICTURES) $(PIECES) docs/pictures
	$(PREVIEW) leaflet-dl-6pp --edition office --dpi 96 -o $(PICTURES)
	$(PREVIEW) leaflet-dl-6pp --edition press --edition mono --edition screen --dpi 72 -o $(PICTURES)
	$(PREVIEW) leaflet-dl-6pp --edition large-print --dpi 50 -o $(PICTURES)
	$(PREVIEW) leaflet-a5-4pp flyer-a5 --edition office --dpi 72 -o $(PICTURES)
	$(PREVIEW) poster-story poster-signs --format a3 --edition office --dpi 40 -o $(PICTURES)
	$(PREVIEW) poster-story --format a3 --edition mono --edition mono-saver --dpi 40 -o $(PICTURES)
	$(PREVIEW) poster-story --format a4 --edition office --dpi 40 -o $(PICTURES)
	$(PREVIEW) poster-story --format a3 --edition office --theme harbour,meadow --dpi 40 -o $(PICTURES)
	$(PREVIEW) leaflet-dl-6pp --edition press --theme harbour --dpi 60 -o $(PICTURES)
	$(BIN)/python -m tools.slot_pictures $(PICTURES)
	$(BIN)/python -m tools.logo_pictures $(PICTURES)
	$(BIN)/python -m tools.arrangement_pictures $(PICTURES)
	$(BIN)/python -m tools.layout_pictures $(PICTURES)/layouts
	$(PREVIEW) easy-read-a4 --edition office --dpi 60 -o $(PICTURES)
	$(PREVIEW) leaflet-dl-6pp --language ur --edition office --dpi 72 -o $(PICTURES)/ur
	$(PREVIEW) leaflet-dl-6pp --language gu --edition office --dpi 72 -o $(PICTURES)/gu
	$(BIN)/cease build leaflet-dl-6pp pocket-card --edition press --out $(PIECES)
	$(BIN)/cease impose $(HERE)/pocket-card--press.pdf --sheet a4 --gutter 0 --fold 85 \
		--out $(PIECES)/pocket-card--sheet.pdf
	$(RENDER) --prefix pocket-card--sheet- -o $(PICTURES) $(PIECES)/pocket-card--sheet.pdf
	$(RENDER) --prefix job-sheet- -o $(PICTURES) $(HERE)/leaflet-dl-6pp--press--job-sheet.pdf
	$(BIN)/cease build --edition html --language en-GB --language ur --out build/pages
	$(BIN)/python -m tests.browser build/pages $(PICTURES)
	$(BIN)/cease build --edition social --out $(PIECES)
	cp $(HERE)/social-*--social.png $(PICTURES)
	$(BIN)/python -m tests.studio.pictures $(PICTURES)
	grep -oh 'pictures/[^)]*\.png' README.md docs/*.md | sort -u | while read -r shown; do \
		mkdir -p "docs/$$(dirname "$$shown")"; mv "build/$$shown" "docs/$$shown" || exit 1; done

# The project itself is installed without build isolation: its build backend is in the lock.
$(VENV)/installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q generator
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "Python 3.11 or newer is needed; name yours with: make PYTHON=python3.x" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

UV_COMPILE = .venv-lock/bin/uv pip compile --universal --python-version 3.11 --generate-hashes \
	--upgrade --quiet --custom-compile-command "make lock"

lock:
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet uv==$(UV_VERSION)
	$(UV_COMPILE) pyproject.toml --group build --extra studio --output-file requirements.lock
	$(UV_COMPILE) pyproject.toml --group build --extra dev --extra cluster --extra studio --constraint requirements.lock \
		--output-file requirements-dev.lock
	$(UV_COMPILE) benchmarks/requirements-peers.in --output-file benchmarks/requirements-peers.txt

peers: $(VENV)/installed
	$(BIN)/python -c 'from benchmarks.contestants import peers_python; peers_python()'

clean:
	rm -rf $(VENV) .venv-lock .venv-peers build dist
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
