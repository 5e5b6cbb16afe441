"""/livez and /healthz for whoever watches the installation; without a monitor's token they say ok or failing and no more.

Each part is asked in a thread of its own: the page answers within a second, also while a part hangs.
"""

import hmac
import shutil
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, wait
from http import HTTPStatus
from importlib import import_module

import redis
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from notices.actions import jobs
from organs import clock, people
from organs.models import Person
from procuracy import heartbeats
from procuracy.embedded.holding import NotAnswering

PATIENCE = 0.8  # seconds for all parts together
CLOCKS_MAY_DIFFER = 2.0  # seconds
SILENT = "does not answer"


def database_trouble() -> str:
    """What is wrong with the database; empty when it answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, NotAnswering) as error:
        return type(error).__name__
    return ""


def redis_trouble() -> str:
    """What is wrong with Redis; empty when it answers."""
    try:
        heartbeats.client().ping()
    except redis.RedisError as error:
        return type(error).__name__
    return ""


def heartbeat_trouble(name: str) -> str:
    """What is wrong with worker or beat; empty when its mark is fresh."""
    try:
        age = heartbeats.age(name)
    except redis.RedisError:
        return "unknown without redis"
    if age is None:
        return "no sign of life"
    return f"silent for {age:.0f} s" if age > heartbeats.STALE_AFTER else ""


def jobs_trouble() -> str:
    """Which periodic jobs are stuck; empty when none is."""
    try:
        stuck = jobs.stuck(at=clock.now(), since=jobs.BEGAN_AT)
    except (DatabaseError, NotAnswering):
        return "unknown without database"
    return f"stuck: {', '.join(stuck)}" if stuck else ""


def disk_trouble() -> str:
    """What is wrong with the disk of files and backups; empty while enough of it is free."""
    free = shutil.disk_usage(settings.VAR).free // 1024**2
    return (
        f"{free} MB free of the {settings.HEALTH_LEAST_DISK_MB} that are needed"
        if free < settings.HEALTH_LEAST_DISK_MB
        else ""
    )


def clock_trouble() -> str:
    """By how much the database's clock differs from ours, when that is too much: days and terms are read from both."""
    try:
        with connection.cursor() as cursor:
            before = time.time()
            cursor.execute("SELECT extract(epoch FROM clock_timestamp())::float8")
            database, after = cursor.fetchone()[0], time.time()
    except (DatabaseError, NotAnswering):
        return "unknown without database"
    apart = max(before - database, database - after)
    return f"{apart:.0f} s apart from the database's" if apart > CLOCKS_MAY_DIFFER else ""


PARTS: dict[str, Callable[[], str]] = {
    "database": database_trouble,
    "redis": redis_trouble,
    "worker": lambda: heartbeat_trouble("worker"),
    "beat": lambda: heartbeat_trouble("beat"),
    "jobs": jobs_trouble,
    "disk": disk_trouble,
    "clock": clock_trouble,
}
READER = "reader"
_asked: dict[str, Future[str]] = {}
_one_reader = threading.Lock()


def _ask(name: str, part: Callable[[], str]) -> Future[str]:
    """Begins to ask a part, unless the question before has not been answered yet: what hangs takes one thread and no more."""
    if (before := _asked.get(name)) and not before.done():
        return before
    answer: Future[str] = Future()

    def ask() -> None:
        try:
            answer.set_result(part())
        except Exception as error:
            answer.set_result(type(error).__name__)
        finally:
            connection.close()

    _asked[name] = answer
    threading.Thread(target=ask, name=f"health-{name}", daemon=True).start()
    return answer


def troubles(parts: Mapping[str, Callable[[], str]]) -> dict[str, str]:
    """Asks all parts at a time; what has not answered in time is in trouble."""
    answers = {name: _ask(name, part) for name, part in parts.items()}
    wait(answers.values(), timeout=PATIENCE)
    return {name: answer.result() if answer.done() else SILENT for name, answer in answers.items()}


def has_token(request: HttpRequest) -> bool:
    """Whether the request bears the token that a monitor was given."""
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(settings.MONITOR_TOKEN) and hmac.compare_digest(token.encode(), settings.MONITOR_TOKEN.encode())


def is_administrator(session_key: str) -> bool:
    """Whether a session is that of an administrator of today."""
    key = import_module(settings.SESSION_ENGINE).SessionStore(session_key).get(SESSION_KEY)
    person = Person.objects.filter(pk=key, is_active=True).first() if key else None
    access = people.access_of(person=person, on=clock.today()) if person else None
    return access is not None and access.is_administrator


def is_administrators(request: HttpRequest) -> bool:
    """Whether the request comes from an administrator; no while the database is asked this of somebody else, or does not answer."""
    session_key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    before = _asked.get(READER)
    if not session_key or (before and not before.done()):
        return False
    with _one_reader:
        _asked.pop(READER, None)
        return troubles({READER: lambda: "" if is_administrator(session_key) else "no"})[READER] == ""


def healthz(request: HttpRequest) -> JsonResponse:
    """Answers 200 when every part is well, else 503; names the parts to a monitor with its token and to administrators."""
    found = troubles(PARTS)
    failing = any(found.values())
    said = {"status": "failing" if failing else "ok"}
    if has_token(request) or (not found["database"] and is_administrators(request)):
        said |= {name: trouble or "ok" for name, trouble in found.items()}
    return JsonResponse(said, status=HTTPStatus.SERVICE_UNAVAILABLE if failing else HTTPStatus.OK)


class HealthMiddleware:
    """Answers both pages before anything asks the database who is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/livez":
            return JsonResponse({"status": "ok"})
        return healthz(request) if request.path == "/healthz" else self.get_response(request)
