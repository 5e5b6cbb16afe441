"""A dead database, a full disk, a promise broken by two at once: words in both languages, and no session asked for them."""

import errno

import psycopg
import pytest
from django.core.cache import cache
from django.db import DataError, IntegrityError, InterfaceError, OperationalError, connection
from django.test import Client
from redis import ConnectionError as RedisAway

from organs import people
from procuracy import troubles

WORDS = {
    "the database does not answer": (
        OperationalError("server closed the connection"),
        503,
        "无法读取",
        "cannot be reached",
    ),
    "the connection is broken": (InterfaceError("closed"), 503, "无法读取", "cannot be reached"),
    "the cache does not answer": (RedisAway("refused"), 503, "无法读取", "cannot be reached"),
    "the disk is full": (OSError(errno.ENOSPC, "No space left on device"), 503, "没有空间", "no room left"),
    "the quota is used up": (OSError(errno.EDQUOT, "Quota"), 503, "没有空间", "no room left"),
    "two at once": (IntegrityError("duplicate key"), 409, "更早一步", "a moment quicker"),
    "a number too large for its column": (DataError("out of range"), 400, "无法记录", "cannot be recorded"),
}


@pytest.fixture
def client(w, db):
    client = Client(raise_request_exception=False)
    client.force_login(w.handling, backend="organs.sign_in.PersonBackend")
    return client


@pytest.mark.parametrize("trouble", WORDS)
def test_a_trouble_is_said_in_both_languages(client, monkeypatch, trouble):
    error, status, chinese, english = WORDS[trouble]

    def fail(**_given):
        raise error

    monkeypatch.setattr(people, "access_of", fail)
    answer = client.get("/desk/")
    assert answer.status_code == status
    assert chinese in answer.content.decode()
    assert english in answer.content.decode()
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert ("Retry-After" in answer.headers) == (status == 503)


def test_what_is_none_of_them_stays_a_fault_of_ours(client, monkeypatch):
    def fail(**_given):
        raise KeyError("ours")

    monkeypatch.setattr(people, "access_of", fail)
    answer = client.get("/desk/")
    assert answer.status_code == 500
    assert "Retry-After" not in answer.headers


def test_the_cause_of_an_error_counts():
    try:
        try:
            raise OSError(errno.ENOSPC, "full")
        except OSError as full:
            raise RuntimeError("while writing") from full
    except RuntimeError as error:
        assert troubles.of(error) is troubles.FULL


def test_the_page_asks_for_no_database_and_no_cache(client, monkeypatch):
    """The database is cut off below Django: session, person and notices cannot be read either."""

    def refuse(*_given, **_options):
        raise OperationalError("no database") from psycopg.OperationalError("no database")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", refuse)
        patch.setattr(cache, "get", refuse)
        answer = client.get("/desk/")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == str(troubles.TRY_AGAIN_AFTER)
    assert "cannot be reached" in answer.content.decode()
