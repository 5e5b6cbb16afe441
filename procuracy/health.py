"""The pages /livez and /healthz for whoever watches the installation; they tell nothing about its content."""

from collections.abc import Callable

import redis
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from notices.actions import jobs
from organs import clock
from procuracy import heartbeats
from procuracy.embedded.holding import NotAnswering


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


PARTS: dict[str, Callable[[], str]] = {
    "database": database_trouble,
    "redis": redis_trouble,
    "worker": lambda: heartbeat_trouble("worker"),
    "beat": lambda: heartbeat_trouble("beat"),
    "jobs": jobs_trouble,
}


@login_not_required
@never_cache
def livez(request: HttpRequest) -> JsonResponse:
    """Answers for this process alone."""
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Answers 200 when database, Redis, worker and beat answer and no job is stuck, else 503; names what is wrong."""
    troubles = {name: trouble() for name, trouble in PARTS.items()}
    failing = any(troubles.values())
    parts = {name: trouble or "ok" for name, trouble in troubles.items()}
    return JsonResponse({"status": "failing" if failing else "ok", **parts}, status=503 if failing else 200)
