"""What every test stands on: the test database on the embedded PostgreSQL, quick password hashing, files in a folder of its own."""

import copy
import functools
import gc
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections, transaction
from django.test import override_settings
from django.utils import translation
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings

from organs import clock
from procuracy import database_rights, translations
from sample import world
from suggestions.printing import renderer
from tests import factories, template_database, written_tables
from tests.row_snapshots import built_once

really_print = renderer.render_here


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compiles the translations, as each start of the application does: what is compiled is not in the repository."""
    translations.compile_when_stale(session.config.rootpath)


def pytest_collection_finish() -> None:
    """Takes what was imported and collected out of the sight of the garbage collector, which would read it again and again."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says at the end what tests have counted: whatever one recorded as its `summary`."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, words in report.user_properties:
            if name == "summary" and report.when == "call":
                terminalreporter.write_line(str(words))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Tests own their database: they flush it. What the application's role may not do is tested by assuming it.

    The database is a copy of one that was migrated before, so that every process is spared the migrations.
    """
    described = connections["default"].settings_dict
    described |= settings.DATABASE_LOGINS["owner"]
    described["OPTIONS"]["options"] = "-c synchronous_commit=off"
    with django_db_blocker.unblock():
        described["TEST"] |= {"TEMPLATE": template_database.ready(connections["default"]), "MIGRATE": False}


@pytest.fixture(autouse=True)
def quick_and_separate(settings: Settings, tmp_path: Path) -> None:
    """Passwords cost nothing, nobody is locked out, no page watches by the way, and no test sees another's files."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.AXES_ENABLED = False
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.set("watch-jobs", 1, timeout=None)
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.FILES = tmp_path / "files"


@pytest.fixture(scope="session", autouse=True)
def only_what_the_application_may() -> None:
    """Lets a test fail when our own code uses a verb that its table's row of rights has not: tests themselves own all."""

    def seen(table: str, verb: str, file: str) -> None:
        right = database_rights.RIGHTS.get(table)
        if right and verb not in right.verbs:
            pytest.fail(f"{file} uses {verb} on {table}: its row in procuracy/database_rights.py does not allow it")

    connections["default"].execute_wrappers.append(written_tables.Watch(seen))


@pytest.fixture(scope="module")
def module_transaction(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """One transaction around all tests of a module, for a world that is built once; each test still undoes its own.

    Gives the folder of the files that belong to it.
    """
    files = tmp_path_factory.mktemp("files")
    with (
        django_db_blocker.unblock(),
        override_settings(FILES=files, PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]),
        transaction.atomic(),
    ):
        yield files
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world_of_module(module_transaction: Path) -> SimpleNamespace:
    """Builds the world of a module once; a test asks for `w`."""
    return factories.world()


@pytest.fixture
def w(world_of_module: SimpleNamespace, db: None) -> SimpleNamespace:
    """The same people in every test: a copy of the module's world, with which a test may do what it likes."""
    return copy.deepcopy(world_of_module)


@pytest.fixture(scope="session")
def sample_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the sample world as they were when it was loaded."""
    return tmp_path_factory.mktemp("sample") / "files"


@pytest.fixture(scope="module")
def sample_world(module_transaction: Path, sample_files: Path) -> Path:
    """Loads the sample world for all tests of a module, really once for what stood there before; gives the folder of its files."""
    built_once(load_sample_world)
    was_loaded_here = any(module_transaction.iterdir())
    source, target = (module_transaction, sample_files) if was_loaded_here else (sample_files, module_transaction)
    shutil.copytree(source, target, dirs_exist_ok=True)
    return module_transaction


def load_sample_world() -> None:
    assert world.load(at=clock.now(), say=lambda line: None)


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """A page asked for in one language leaves it on; no test speaks the language of the one before."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(scope="session", autouse=True)
def printed_once() -> Iterator[None]:
    """Prints each distinct document once a session: the same contents give the same bytes, and take half of a test's time.

    That they do is proved in tests/suggestions/printing, which goes around this.
    """

    @functools.cache
    def kept(html: str, assets: tuple[tuple[str, tuple[str, bytes]], ...], **given: Any) -> renderer.Rendered:
        return really_print(html, assets=dict(assets), **given)

    def once(html: str, *, assets: Mapping[str, tuple[str, bytes]] | None = None, **given: Any) -> renderer.Rendered:
        return kept(html, tuple((assets or {}).items()), **given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(renderer, "render", once)
        yield


@pytest.fixture(autouse=True)
def printed_anew_where_printing_is_tested(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Gives the tests of the printing the real function."""
    if "printing" in request.path.parts:
        monkeypatch.setattr(renderer, "render", really_print)
