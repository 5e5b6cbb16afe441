"""Puts the access of the signed-in person on the request, ends sessions that are over, and watches over background work."""

import time
from collections.abc import Callable
from dataclasses import replace

import structlog
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from redis import RedisError

from desk import second_factor, signing_in
from desk.request import Request
from notices.actions import jobs
from notices.models import Notice
from organs import clock, people
from signin.rules import session_marks
from signin.rules.session_marks import Factor

# What a person may open before a second factor that is required.
FREE_WITHOUT_FACTOR = frozenset({"password", "sign-out", "set_language"}) | second_factor.ADDRESSES
REFUSED = frozenset({403, 404})
USED_EVERY = 60  # seconds: so often at most a session is written anew only to note that it was used
WATCH_EVERY = 60  # seconds
log = structlog.get_logger("procuracy")


class AccessMiddleware:
    """Sets `request.access` (None when signed out), read once from today's posts, and ends a session that is over.

    It leads whoever lacks a second factor that is required to the page of factors.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        person = request.user if request.user.is_authenticated else None
        request.access = people.access_of(person=person, on=clock.today()) if person else None
        if request.access is not None:
            self._judge_session(request)
        if request.access is not None:
            request.inbox_count = Notice.objects.visible_to(request.access).unread().count()
        response = self.get_response(request)
        _log_refusal(request, response)
        return response

    def _judge_session(self, request: Request) -> None:
        """Ends the session when it rested or lasted too long; else notes that it was used, and whether it must confirm."""
        now, access = signing_in.now(), request.access
        marks = session_marks.of(request.session)
        if not marks.began:  # signed in by other means than our pages
            marks = signing_in.fresh_marks(request, factor=Factor.NONE)
        if marks.is_over(
            now=now, idle=second_factor.idle_seconds(access), longest=settings.SESSION_LONGEST_HOURS * 3600
        ):
            signing_in.end(request)
            request.session[signing_in.OVER] = True
            request.access = None
            return
        if now - marks.used >= USED_EVERY:
            session_marks.note_use(request.session, now=now)
        request.access = replace(access, must_confirm=second_factor.must_confirm(access, marks, now=now))

    def process_view(self, request: Request, view, args, kwargs) -> HttpResponse | None:
        if request.access is None:
            return None
        name = request.resolver_match.url_name
        lacks = second_factor.is_required(request.access) and not session_marks.of(request.session).is_strong
        return redirect(reverse("second-factor")) if lacks and name not in FREE_WITHOUT_FACTOR else None


def _log_refusal(request: Request, response: HttpResponse) -> None:
    """Logs that a page of the application was refused, by whose number and under which name, and nothing of what was sent.

    What is not there and what may not be seen are answered alike, and logged alike.
    """
    if request.access is None or request.resolver_match is None or response.status_code not in REFUSED:
        return
    log.warning(
        "access refused",
        person=request.access.person_id,
        page=request.resolver_match.url_name,
        method=request.method,
        status=response.status_code,
    )


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
