"""Whose large bodies are read: a session that is somebody's, and nothing that only looks like one."""

from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY

from procuracy.web import sessions
from tests import factories

pytestmark = pytest.mark.django_db


def scope(cookie: str) -> dict[str, object]:
    return {"headers": [(b"cookie", cookie.encode())]}


@pytest.mark.parametrize("cookie", ["", "sessionid", "sessionid=", "sessionid=made-up", "other=1; \x00=;"])
def test_a_cookie_alone_is_not_enough(cookie: str) -> None:
    assert not sessions.is_signed_in(scope(cookie))


def test_a_session_counts_when_somebody_is_signed_in_by_it() -> None:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store["language"] = "en"
    store.save()
    assert not sessions.is_signed_in(scope(f"sessionid={store.session_key}"))
    store[SESSION_KEY] = str(factories.world(with_calendar=False).handling.pk)
    store.save()
    assert sessions.is_signed_in(scope(f"a=b; sessionid={store.session_key}"))
