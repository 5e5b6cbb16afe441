"""An installation for runs that ask much: the sample world in a database of its own, and clients that leave nothing behind."""

import contextlib
import functools
import re
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client, override_settings

from organs import clock
from organs.models import Absence, Deputy, Person
from sample import world
from suggestions.printing import renderer
from tests.another_database import another_database
from tests.template_database import migrate

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|MERGE|COPY|TRUNCATE)\b", re.I)
# What a session, a count of failed sign-ins or the token of a sent form writes is the reader's own.
OF_THE_READER = re.compile(r"\b(django_session|axes_\w+|signin_\w+|pending_sentform)\b")


@contextlib.contextmanager
def sample_installation(*, name: str) -> Iterator[None]:
    """Makes a database of that name with the sample world, works on it as its owner, and drops it at the end."""
    connection.settings_dict.update(settings.DATABASE_LOGINS["owner"])
    with another_database(connection, name=name), tempfile.TemporaryDirectory() as folder:
        migrate(connection, name=name)
        with quick_settings(Path(folder)):
            assert world.load(at=clock.now(), say=lambda line: None)
            _let_everybody_be_there()
            with printed_once():
                yield


def _let_everybody_be_there() -> None:
    """Removes the absences: the reference against which these runs measure knows no deputies (test_absences.py tries them)."""
    for model in (Deputy, Absence):
        model.objects.all().delete()


@contextlib.contextmanager
def quick_settings(files: Path) -> Iterator[None]:
    """Passwords cost nothing, nobody is locked out, the cache is a dictionary; all else is as it is in production."""
    quick = {
        "FILES": files,
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "AXES_ENABLED": False,
        "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        "STORAGES": {
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        "ALLOWED_HOSTS": ["testserver"],
    }
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # else each client warns that it is not there
    with override_settings(**quick):
        cache.set("watch-jobs", 1, timeout=None)
        yield


@contextlib.contextmanager
def printed_once() -> Iterator[None]:
    """Prints each distinct document once; that the same contents give the same bytes is proved elsewhere."""
    really_print = renderer.render_here  # in this process: that it is confined is tried elsewhere

    @functools.lru_cache(maxsize=500)
    def kept(html: str, assets: tuple[tuple[str, tuple[str, bytes]], ...], **given: Any) -> renderer.Rendered:
        return really_print(html, assets=dict(assets), **given)

    def once(html: str, *, assets: Any = None, **given: Any) -> renderer.Rendered:
        return kept(html, tuple((assets or {}).items()), **given)

    with mock.patch.object(renderer, "render", once):
        yield


class Browser:
    """The browser of a person, or of nobody, as it was after signing in; a fault of a page is an answer with status 500."""

    def __init__(self, person: Person | None) -> None:
        self.person = person.pk if person else None
        self.client = Client(raise_request_exception=False)
        if person is not None:
            self.client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[-1])
        self.cookies = {name: cookie.value for name, cookie in self.client.cookies.items()}

    def ask(
        self, method: str, path: str, body: bytes = b"", kind: str = "text/plain", **headers: str
    ) -> HttpResponseBase:
        """Sends a request; what an answer before did to the cookies is forgotten, as the rows behind it are."""
        self.client.cookies.clear()
        self.client.cookies.load(self.cookies)
        return self.client.generic(method, path, body, kind, **headers)


def taken_back(ask: Callable[[], HttpResponseBase]) -> tuple[HttpResponseBase, bytes, list[str]]:
    """Asks, reads all of the answer, judges every constraint, and takes back what was written.

    Returns the answer, its body, and the statements that wrote; sessions aside, which are the reader's own.
    """
    written: list[str] = []
    with transaction.atomic():
        try:
            with connection.execute_wrapper(partial(_kept_if_writing, written)):
                response = ask()
                body = b"".join(response.streaming_content) if response.streaming else response.content
            if written and response.status_code < 500:
                connection.check_constraints()
        finally:
            transaction.set_rollback(True)
    return response, body, written


def _kept_if_writing(written: list[str], execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    if WRITES.match(sql) and not OF_THE_READER.search(sql):
        written.append(sql[:80])
    return execute(sql, params, many, context)
