"""Puts the access of the signed-in person on the request, read once from today's posts, and the number of unread notices."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from organs import clock, people
from suggestions.models import Notice

# What a person may open before the first own password is set.
FREE = frozenset({"password", "sign-out", "set_language"})


class AccessMiddleware:
    """Sets `request.access` (None when signed out) and leads a first sign-in to the password page."""

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
