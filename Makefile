# The commands of the project. `make run` starts everything, `make test` is the judge; nothing else needs to be known.

PYTHON = .venv/bin/python
PREPARE = sh procuracy/start/prepare.sh
# Byte code is kept, or every start compiles it again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run lint style imports migrations messages types check test bare faults flood references sbom audit matrix mutants races fuzz awkward \
	backup restore lock environment

run:
	@$(PREPARE) requirements.lock
	@exec $(PYTHON) -m procuracy.start

environment:
	@$(PREPARE) requirements-dev.lock

# Format, lint, import contracts, missing migrations and messages, types of actions and pure modules: side by side.
lint: environment
	@$(MAKE) --no-print-directory -j 2 -O style imports migrations messages types

style:
	@.venv/bin/ruff format --check -q .
	@.venv/bin/ruff check -q .

imports:
	@.venv/bin/lint-imports --no-cache --no-logo

migrations:
	@$(PYTHON) manage.py makemigrations --check --dry-run

messages:
	@$(PYTHON) manage.py messages --check

types:
	@.venv/bin/mypy

# Printing with the small faces takes half the time; they are made once.
var/printing/small:
	@$(PYTHON) manage.py prepare_fonts >/dev/null

# All that takes less than a minute.
check: lint var/printing/small
	@.venv/bin/pytest -n 2 --dist loadscope -m "not browser and not slow"

# All of `check`, the slow tests, and the journeys through a real browser.
test: lint var/printing/small
	@sh procuracy/start/browser.sh
	@sh deploy/nginx/nginx.sh
	@$(PYTHON) -m tests.security.packages list
	@.venv/bin/pytest -n 2 --dist loadscope

# The first command on a machine that has nothing, in a fresh clone.
bare: environment
	@$(PYTHON) -m tests.procuracy.bare

# Two hundred kills while a thousand notices go out; a quarter of an hour.
faults: environment
	@exec $(PYTHON) -m tests.faults --kills 200 --notices 1000

# Five hundred half-sent requests at a time, and how long other people wait meanwhile; two minutes.
flood: environment
	@exec $(PYTHON) -m tests.flood --half-sent 500 --seed 11

# A hundred thousand random questions (what may be seen, due days, figures) to the application and to slow references.
references: environment
	@exec $(PYTHON) -m tests.references --questions 100000

# Every package of an installation, with versions and hashes, into var/sbom.json.
sbom: environment
	@$(PYTHON) -m tests.security.packages list

# Asks the package index whether a package is known to be weak; says so where it cannot be asked.
audit: environment
	@$(PYTHON) -m tests.security.packages audit

# The figures of docs/security.md: a hundred thousand cells of who may do what, loosened tables, races, odd requests.
matrix: environment
	@exec $(PYTHON) -m tests.security.matrix --cells 100000

mutants: environment
	@exec $(PYTHON) -m tests.security.mutants

races: environment
	@exec $(PYTHON) -m tests.security.races --races 2000

fuzz: environment
	@exec $(PYTHON) -m tests.security.fuzz --requests 10000

# Every text field of every form with each of sixty awkward strings; the suite sends each form twice.
awkward: environment
	@exec $(PYTHON) -m tests.security.awkward

backup:
	@$(PREPARE) requirements.lock
	@exec $(PYTHON) manage.py backup $(if $(BACKUP_DIR),--into "$(BACKUP_DIR)")

restore:
	@$(PREPARE) requirements.lock
	@exec $(PYTHON) manage.py restore "$(FOLDER)"

# Newer packages within the ranges of pyproject.toml; the files name no registry.
lock: environment
	@PATH=".venv/bin:$$PATH" uv pip compile -q --upgrade --universal --generate-hashes --no-header --python-version 3.12 \
		pyproject.toml -o requirements.lock
	@PATH=".venv/bin:$$PATH" uv pip compile -q --upgrade --universal --generate-hashes --no-header --python-version 3.12 \
		--all-extras -c requirements.lock pyproject.toml -o requirements-dev.lock
