"""Says of each request for whom it prints, so that one person prints one document at a time (suggestions/confined/turns.py)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from suggestions.confined import turns


class TurnsMiddleware:
    """Stands below what finds out who is signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        access = getattr(request, "access", None)
        with turns.of(access.person_id if access else None):
            return self.get_response(request)
