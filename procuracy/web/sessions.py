"""Whether a request comes from somebody who is signed in, asked before a large body is read."""

from http.cookies import CookieError, SimpleCookie
from importlib import import_module

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import DatabaseError, close_old_connections

from procuracy.embedded.holding import NotAnswering
from procuracy.web.bodies import Scope


def is_signed_in(scope: Scope) -> bool:
    """Whether the session that the cookie names is somebody's; no when the database does not answer."""
    key = session_key(scope)
    try:
        return bool(key) and SESSION_KEY in import_module(settings.SESSION_ENGINE).SessionStore(key)
    except (DatabaseError, NotAnswering):
        return False


def asked_in_thread(scope: Scope) -> bool:
    """The same in a thread of its own, which keeps its connection as Django's threads do: until it is old or broken."""
    close_old_connections()
    try:
        return is_signed_in(scope)
    finally:
        close_old_connections()


def session_key(scope: Scope) -> str:
    """What the session cookie says; empty without one."""
    said = b"; ".join(value for name, value in scope["headers"] if name == b"cookie").decode("latin-1")
    try:
        found = SimpleCookie(said).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return ""
    return found.value if found else ""
