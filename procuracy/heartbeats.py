"""Marks in Redis that say when worker and beat were last alive; the health page reads them."""

import contextlib
import time
from functools import cache

import redis
from django.conf import settings

INTERVAL = 2  # seconds between two marks
STALE_AFTER = 20  # seconds; a busy machine may miss some
KEPT_FOR = 3600  # seconds
KEY = "procuracy:alive:{}"


@cache
def client() -> redis.Redis:
    """The connection pool to Redis, with short time limits: a page must not wait for it."""
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2)


_marked: dict[str, float] = {}


def mark(name: str) -> None:
    """Leaves a mark for `worker` or `beat`, at most one per interval; without Redis there is none, and that is the message."""
    if time.monotonic() - _marked.get(name, float("-inf")) < INTERVAL / 2:
        return
    with contextlib.suppress(redis.RedisError):
        client().set(KEY.format(name), repr(time.time()), ex=KEPT_FOR)
        _marked[name] = time.monotonic()


def age(name: str) -> float | None:
    """Seconds since the last mark, or None when there is none. Raises redis.RedisError."""
    marked = client().get(KEY.format(name))
    return None if marked is None else max(0.0, time.time() - float(marked))
