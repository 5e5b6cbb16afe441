"""Puts the access of the signed-in person on the request, and lets the web process watch over background work."""

import time
from collections.abc import Callable

import structlog
from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from redis import RedisError

from notices.actions import jobs
from notices.models import Notice
from organs import clock, people

# What a person may open before the first own password is set.
FREE = frozenset({"password", "sign-out", "set_language"})
WATCH_EVERY = 60  # seconds
log = structlog.get_logger("procuracy")


class AccessMiddleware:
    """Sets `request.access` (None when signed out), read once from today's posts, and leads a first sign-in to the password page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user if request.user.is_authenticated else None
        request.access = people.access_of(person=person, on=clock.today()) if person else None
        if request.access is not None:
            request.inbox_count = Notice.objects.visible_to(request.access).unread().count()
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if request.access is None or not request.user.must_change_password:
            return None
        if request.resolver_match.url_name in FREE:
            return None
        return redirect(reverse("password"))


class WatchMiddleware:
    """Watches over background work when an office person opens a page, at most once a minute: a dead worker tells nobody.

    Neither a cache nor a database that fails at it breaks the page. Without the cache each process asks for itself; the
    rows of the jobs see to it that nobody is told twice.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.next_watch = 0.0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.access is not None and request.access.is_office and self._is_time():
            try:
                jobs.watch(at=clock.now(), since=jobs.BEGAN_AT)
            except DatabaseError as error:
                log.warning("watch failed", error=type(error).__name__)
        return response

    def _is_time(self) -> bool:
        if time.monotonic() < self.next_watch:
            return False
        self.next_watch = time.monotonic() + WATCH_EVERY
        try:
            return cache.add("watch-jobs", 1, timeout=WATCH_EVERY)
        except RedisError as error:
            log.warning("no cache for the watch", error=type(error).__name__)
            return True
